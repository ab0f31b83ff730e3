"""A game on the full screen: the question, the verdict, what hides it between two players, the buzz."""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from math import inf

from msgspec.structs import replace

from quizzer.errors import IllegalAction
from quizzer.games import PreparedGame
from quizzer.grading import Outcome
from quizzer.session import Event, HintGiven, QuestionAsked, Refused, Revealed, Ruled, RulingChanged, TimeUp, View
from quizzer.session.saying import phrase, say
from quizzer.terminal import question_card as drawn
from quizzer.terminal import typed_commands as commands
from quizzer.terminal.layout import Glyphs, Line, Row, beside, fit, wrap, wrap_all
from quizzer.terminal.pages import NARROW, HelpPage, Key, Page, Scroll
from quizzer.terminal.played import Said, points_in_words, sign_of
from quizzer.terminal.safe import one_line
from quizzer.terminal.shared_keyboard import HalfTyped, SharedKeyboard, buzz_keys, is_key_of, ruling_of
from quizzer.terminal.verdict_rows import as_sentence, notice, still_open, verdict_in_passing, verdict_rows

_CROWDED = 14
"""Rows of a page up to which none is left empty above the card."""


@dataclass(eq=False)
class GamePage(Page):
    """Plays a keyboard's game; `over` is called when it has ended, with whether a player broke it off.

    In a `game` of study players rate what they knew: by commands, or by the keys 1, 2 … while an answer is shown.
    Unless `moves`, the seconds are counted instead of a bar that drains, and points do not count up.
    """

    keyboard: SharedKeyboard
    glyphs: Glyphs
    _: KW_ONLY
    over: Callable[[bool], None]
    game: PreparedGame | None = None
    moves: bool = True

    def __post_init__(self) -> None:
        self._commands = (*commands.COMMANDS, *commands.rating_commands(self.game))
        self._remark: Sequence[Line] = ()
        self._keys = buzz_keys(self.keyboard.players)
        self._notice: list[Line] = []
        self._half = HalfTyped(self.keyboard)
        self._topic: object = None
        self._doubted = ""  # what may have been meant as a command
        self._scroll = Scroll()
        self._next_player = ""  # who is to take the keyboard
        self._seated = ""  # who had it last
        self._helps: HelpPage | None = None
        self._closes = False  # the game is over, and its last verdict is shown
        self._is_new = False  # a verdict that was not in sight yet
        self._choosing = False  # which of several wrong answers was right
        self._count_up = drawn.CountUp()
        self.keyboard.resume()  # a game that is resumed may have been left in a pause
        self._take_in(self.keyboard.start())

    # -- what is typed

    @property
    def prompt(self) -> str | None:
        """Whose answer is awaited."""
        answerer = "" if self._is_covered or self._choosing else self.keyboard.answerer
        if not answerer:
            return None
        return "> " if self.keyboard.is_alone else f"{one_line(self._asked.bonus or answerer)}> "

    @property
    def topic(self) -> object:
        if self.keyboard.session.phase != "paused":  # somebody reads the help
            self._topic = len(self.keyboard.questions), self.keyboard.answerer, self._half.counted
        return self._topic

    def typed(self, text: str) -> str:
        return self._half.becomes(text)

    def line(self, text: str) -> None:
        typed, topic = text.strip(), self.topic
        self.wake()  # where time is up, what stood typed has counted, or came too late
        if not typed or self.topic != topic:
            return
        if meant := commands.doubt(typed, self._doubted):
            self._doubted = typed
            self.say(meant)
        elif command := commands.command_of(typed, self._commands):
            command.act(self)
        else:
            self.attempt(lambda: self.keyboard.answer(typed))

    def key(self, name: str) -> None:
        # The keys of ratings give them only while an answer is shown.
        keys = self._commands if self._shows_answer else commands.COMMANDS
        if name == commands.QUIT.key.name:
            self.quit()
        elif self._half.is_deaf and (name == "enter" or len(name) == 1):
            return
        elif self._helps is not None:
            self._helps.key(name)
        elif name in (commands.HELP.key.name, "?"):
            self.open_help()
        elif self._choosing:
            self._choose(name)
        elif self._next_player:
            if name in ("enter", " "):
                self._seated, self._next_player, self._notice = self._next_player, "", []
                self.keyboard.resume()
        elif command := next((one for one in keys if one.key.name == name), None):
            command.act(self)
        elif name == "enter" and self._closes and self._view.phase == "over":
            self.over(False)
        elif name == "enter" and self._view.phase == "explaining":
            self.attempt(self.keyboard.go_on)
        elif not self._scroll.key(name):
            self._press(name)

    def footer(self) -> Sequence[Key]:
        if self._helps is not None:
            return self._helps.footer()
        if self._choosing:
            return [Key(phrase("key.letter"), "choose_right", ""), Key("Esc", "nobody", "escape")]
        quits = commands.QUIT.key._replace(label="^C")
        if self._next_player:
            return [Key("Enter", "here", "enter"), commands.HELP.key, quits]
        never = commands.NEVER.key._replace(does="ask_again") if self.keyboard.is_never_asked else commands.NEVER.key
        phase = self._view.phase
        if self._shows_answer:
            was_wrong = self._right_key()
            rates = [command.key for command in self._commands if command not in commands.COMMANDS]
            revealed = self.keyboard.questions[-1].revealed
            source = [commands.SOURCE.key] if revealed is not None and revealed.source else []
            return [Key("Enter", "go_on", "enter"), *rates, *was_wrong, commands.HELP.key, *source, never, quits]
        if phase == "ruling":
            outcomes = zip(phrase("host.letters"), ("correct", "incorrect", "prompt"), strict=True)
            return [*(Key(letter, does, letter) for letter, does in outcomes), quits]
        hint = commands.HINT.key
        if self._asked.category == "clues":
            hint = hint._replace(does="next_clue")
        hints = [hint] if self.keyboard.session.rules.hints else []
        last = self._right_key() if self.keyboard.session.rules.auto_next else []
        buzz = [Key(phrase("key.yours"), "buzz", "")] if self.keyboard.buzzers else []
        return [*buzz, commands.HELP.key, *hints, commands.SKIP.key, *last, never, quits]

    def _right_key(self) -> list[Key]:
        found = self.keyboard.protestable() if self.keyboard.may_protest else []
        is_back = len(found) == 1 and found[0].is_right
        return [commands.RIGHT.key._replace(does="take_back") if is_back else commands.RIGHT.key] if found else []

    # -- time

    def wakes_in(self) -> float | None:
        now, due = self.keyboard.driver.now, self._view.due
        if self._is_covered:
            return None
        counts = drawn.CountUp.STEP if self.moves and self._count_up.moves(now) else inf
        if due is not None:
            # A timer of a minute asks for little of the processor; a short one is to drain smoothly.
            step = max(0.1, min(0.5, (due - now) / 60)) if self.moves else (due - now) % 1 or 1.0
            counts = max(0.0, min(due - now, step, counts))
        counts = min(counts, self._half.wakes_in())
        return counts if counts < inf else None

    def wake(self) -> None:
        if events := self._half.events():
            self._take_in(events)

    def away(self) -> None:
        self.keyboard.pause()

    def back(self) -> None:
        if not self._is_covered:
            self.keyboard.resume()

    # -- what is seen

    def rows(self, width: int, height: int) -> list[Row]:
        if self._helps is not None:
            return self._helps.rows(width, height)
        above = self._above(width)
        if self._next_player:
            told = wrap_all(self._notice, width)
            return [*above, *drawn.handover_rows(self._next_player, told, width, height - len(above), self.glyphs)]
        content, verdict = self._content(width)
        room = height - len(above)
        air: list[Row] = [[]] if height > _CROWDED else []
        reveal = verdict if self._is_new else None
        self._is_new = False
        shown = self._scroll.show(content, width, room - len(air), self.glyphs, reveal=reveal)
        return [*above, *air, *shown]

    def _above(self, width: int) -> list[Row]:
        """Progress, the time that is left, and everybody's points; in a party its players, with the keys that buzz."""
        keyboard, glyphs, game = self.keyboard, self.glyphs, self.game
        rules, questions = keyboard.session.rules, keyboard.questions
        at_turn, time = self._next_player or keyboard.answerer, drawn.time_left(keyboard)
        points = self._count_up.shown(keyboard.driver.now) if self.moves else {}
        there = keyboard.session.view(None, role="host").players
        players = [replace(one, points=points.get(one.player, one.points)) for one in there]
        told: list[tuple[str, str]] = []
        if keyboard.is_alone and rules.scored:
            told.append(("class:score", phrase("score", points=points_in_words(players[0].points))))
        whose = next((player for player in players if keyboard.is_alone or player.player == at_turn), None)
        if whose is not None and whose.streak > 1:
            gap = "  " if told else ""
            told.append(("class:streak", gap + glyphs.flame + phrase("streak", count=whose.streak)))
        if keyboard.is_alone and players[0].lives is not None:
            told.append(("class:wrong", f"  {glyphs.heart}{players[0].lives}"))
        place = drawn.place_of(questions, keyboard.session)
        if game is not None and game.label and width >= NARROW:
            place = f"{phrase('daily')} {one_line(game.label.partition(' ·')[0])} {glyphs.dot} {place}"
        if rules.goes_on:
            rows = [beside([("class:title", place)], told, width, glyphs)]
        else:
            done = self._asked.number - (questions[-1].revealed is None)
            left = drawn.what_is_left(self._asked, rules)
            rows = drawn.progress_row(place, left, self._asked, done, told, width, glyphs)
        if time is not None or rules.is_timed:
            # The rows below do not move when the clock stops.
            rows.append(drawn.timer_row(*time, width, glyphs, moves=self.moves) if time is not None else [])
        if not keyboard.is_alone:
            keys = {name: self._keys[name].upper() for name in keyboard.buzzers}
            rows += drawn.score_rows(players, keyboard.session.team_standings(), at_turn, width, glyphs, keys=keys)
        best = game.best[0] if game is not None and game.best is not None else None
        if stake := drawn.stakes(self._asked, players, rules, best):
            rows.append(fit([("class:quiet", stake)], width, glyphs))
        return rows

    def _content(self, width: int) -> tuple[list[Row], tuple[int, int] | None]:
        """Return the card and the rows below it, and which of its rows are the verdict."""
        keyboard, view, glyphs = self.keyboard, self._view, self.glyphs
        notice = wrap_all(self._notice, width)
        question = keyboard.questions[-1]
        if self._shows_answer and question.revealed is not None:
            style = "class:frame"
            if keyboard.is_alone and question.said and question.counts:
                style = sign_of(question.said[0], glyphs)[0]
            film = question.revealed.film or ""
            rows = drawn.card(self._asked, question.text, width, glyphs, film=film, style=style)
            word = keyboard.remark
            told = verdict_rows(question, keyboard.session.rules, width, glyphs, alone=keyboard.is_alone, word=word)
            # The card stays where it is as long as what was said and what is right can be seen below it.
            needed = next((at for at, row in enumerate(told) if not row or row[0][0] == "class:remark"), len(told))
            told[needed:needed] = remarks = wrap_all(self._remark, width)
            if self._choosing:
                told = drawn.choice_rows(keyboard.protestable(), self._keys, width, glyphs)
            return [*rows, *notice, *told], (len(rows), len(rows) + len(notice) + needed + len(remarks))
        if view.phase == "ruling":
            shown = drawn.card(self._asked, question.text, width, glyphs)
            return [*shown, *drawn.host_rows(keyboard.session, width), *notice], None
        asked = view.question or self._asked
        hints = view.question.hints if view.question is not None else ()
        film = drawn.film_of(keyboard.session.question, asked.text)
        shown = drawn.card(asked, asked.text, width, glyphs, film=film, hints=hints)
        named = still_open(keyboard.session.view(keyboard.answerer), glyphs) if keyboard.answerer else ""
        notice = [*wrap([("class:quiet", named)], width), *notice] if named else notice
        notice = notice or [[]]  # the row of the message, so that none moves the input line
        if keyboard.buzzers:
            keys = ", ".join(f"{one_line(name)} {self._keys[name].upper()}" for name in keyboard.buzzers)
            notice = [*notice, *wrap([("class:key", f"{phrase('buzz')}: "), ("", keys)], width)]
        return [*shown, *notice], (max(0, len(shown) - 2), len(shown) + len(notice)) if hints else None

    # -- what happens

    @property
    def _view(self) -> View:
        return self.keyboard.session.view(None, role="host")

    @property
    def _asked(self) -> QuestionAsked:
        return self.keyboard.questions[-1].asked

    @property
    def _is_covered(self) -> bool:
        return bool(self._next_player) or self._helps is not None

    @property
    def _shows_answer(self) -> bool:
        return self._view.phase == "explaining" or self._closes

    # -- what commands need of a screen

    def say(self, line: Line) -> None:
        self._notice = [line]

    def say_of_answer(self, line: Line) -> None:
        if self._shows_answer:
            self._remark, self._is_new = [line, *self._remark[1:]], True
        else:
            self._notice = [line]

    def choose(self, found: Sequence[Said]) -> None:
        self._choosing = True

    def open_help(self) -> None:
        self._helps = HelpPage(commands.help_page(self.game), self.glyphs, done=self._close_help)
        self.keyboard.pause()

    def quit(self) -> None:
        self._take_in(self.keyboard.stop(), broken_off=True)

    def attempt(self, act: Callable[[], Sequence[Event]]) -> None:
        self._notice = []
        try:
            events = act()
        except IllegalAction as refusal:
            self._notice = [[("class:prompt", as_sentence(say(refusal)))]]
        else:
            self._take_in(events)

    def _take_in(self, events: Sequence[Event], *, broken_off: bool = False) -> None:
        """Show events: as a notice, a hand-over, a verdict, or the end."""
        keyboard, said = self.keyboard, list[tuple[Event, Line]]()
        self._count_up.take({player.player: player.points for player in self._view.players}, keyboard.driver.now)
        if remark := commands.study_remarks(self.game, events, keys=True):
            self._remark = remark
        missed = any(isinstance(event, Ruled) for event in events)
        for event in events:
            if isinstance(event, QuestionAsked):
                self._doubted = ""
                self._scroll = Scroll()
                self._remark = ()
            elif isinstance(event, Revealed):
                # The verdict says it all except the time; for a silent player alone, the time too.
                passing = keyboard.session.rules.auto_next and keyboard.session.phase != "over"
                silent = keyboard.is_alone and not any(one.given or one.passed for one in event.results)
                late: tuple[type[Event], ...] = (Refused, TimeUp) if passing or not silent else (Refused,)
                said = [one for one in said if isinstance(one[0], late)]
                if passing:
                    said.append((event, verdict_in_passing(event, self.glyphs, alone=keyboard.is_alone)))
            elif isinstance(event, Ruled) and event.outcome is Outcome.PROMPT and self._asked.kind == "list":
                pass  # what is named and what is open stands there by itself
            elif isinstance(event, RulingChanged) and self._shows_answer:
                self._is_new = True  # the verdict tells it
            elif line := notice(event, keyboard.session.rules, self.glyphs, alone=keyboard.is_alone, missed=missed):
                said.append((event, line))
                self._is_new = isinstance(event, HintGiven)
        if said or any(isinstance(event, QuestionAsked | Revealed) for event in events):
            self._notice = [line for _, line in said]
        if self.keyboard.session.phase == "over":
            # Where the last answer ended the game at once, its verdict is still to be read.
            self._closes = not broken_off and (self._closes or any(isinstance(event, Revealed) for event in events))
            self._is_new = self._closes
            self._next_player = ""
            if not self._closes:
                self.over(broken_off)
            return
        self._closes = False
        turn = keyboard.answerer
        # The keyboard goes from player to player, so that nobody reads what another typed.
        is_shared = not keyboard.is_alone and keyboard.session.rules.who in ("everyone", "turns")
        if is_shared and turn and turn != self._seated:
            self._next_player = turn
            self.keyboard.pause()
        if self._view.phase == "explaining":
            self._is_new = True

    def _close_help(self) -> None:
        self._helps = None
        if not self._next_player:
            self.keyboard.resume()

    def _choose(self, name: str) -> None:
        for said in self.keyboard.protestable():
            if is_key_of(said.player, name, self._keys):
                self.attempt(lambda said=said: self.keyboard.was_right(said))  # type: ignore[misc]
        self._choosing = False

    def _press(self, name: str) -> None:
        """A letter where nothing is typed: a buzz, or a ruling of the host. For any other key, show keys that work."""
        if self._view.phase == "ruling" and (ruled := ruling_of(name)) is not None:
            waiting = self.keyboard.session.to_rule[0].ruling
            self.attempt(lambda: self.keyboard.rule(waiting, ruled))
            return
        for player in self.keyboard.buzzers:
            if is_key_of(player, name, self._keys) or (self.keyboard.is_alone and name in (" ", "enter")):
                self.attempt(lambda player=player: self.keyboard.buzz(player))  # type: ignore[misc]
                return
        if self.prompt is None:
            would = ", ".join(f"{key.label} {key.told}" for key in self.footer()[:3])
            nothing = ("class:prompt", f"{phrase('key.nothing', key=one_line(name))} ")
            self._notice = [[nothing, ("", phrase("key.does", keys=would))]]
