"""A game on the full screen: the question, the verdict, the curtain between two players, the buzz."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from quizzer.errors import IllegalAction, QuizzerError
from quizzer.games import PreparedGame
from quizzer.grading import Outcome
from quizzer.session import Event, QuestionAsked, Revealed, View
from quizzer.terminal.glyphs import Glyphs
from quizzer.terminal.layout import Line, Row, centred, indented, wrap, wrap_all
from quizzer.terminal.local_game import LocalGame, buzz_keys, is_key_of
from quizzer.terminal.pages import HelpPage, Key, Scroll, margin
from quizzer.terminal.question_card import card, headline, time_left, year_of
from quizzer.terminal.remarks import rate, rating_words, ratings_of, study_remarks
from quizzer.terminal.safe import one_line
from quizzer.terminal.typed_commands import NEVER_AGAIN, help_lines, order
from quizzer.terminal.verdict_rows import LATE, as_sentence, notice, verdict_in_passing, verdict_rows

if TYPE_CHECKING:
    from quizzer.records.structs import Rating


class GamePage:
    """Plays a table's game; `over` is called when it has ended, with whether a player broke it off.

    In a `game` of study players rate what they knew: by commands, or by the keys 1, 2 … while an answer is shown.
    """

    mouse = False
    cancels = False

    def __init__(
        self, table: LocalGame, glyphs: Glyphs, *, over: Callable[[bool], None], game: PreparedGame | None = None
    ) -> None:
        self._table = table
        self._game = game
        self._ratings = {str(number): rating for number, rating in enumerate(ratings_of(game), 1)}
        self._remark: Sequence[Line] = ()
        self._glyphs = glyphs
        self._over = over
        self._keys = buzz_keys(table.players)
        self._notice: list[Line] = []
        self._scroll = Scroll()
        self._curtain = ""  # who is to take the keyboard
        self._seated = ""  # who had it last
        self._helps: HelpPage | None = None
        self._closes = False  # the game is over, and its last verdict is shown
        self._is_new = False  # a verdict that was not in sight yet
        self._choosing = False  # which of several wrong answers was right
        self._step = 0.1  # seconds until the timer bar looks different
        table.resume()  # a game that is taken up again may have been broken off in a pause
        self._take_in(table.start())

    # -- what is typed

    @property
    def prompt(self) -> str | None:
        """Whose answer is awaited."""
        answerer = "" if self._is_covered or self._choosing else self._table.answerer
        if not answerer:
            return None
        return "> " if self._table.is_alone else f"{one_line(answerer)}> "

    def line(self, text: str) -> None:
        typed = text.strip()
        if not typed:
            return
        command = order(typed)
        rating = next((one for one in self._ratings.values() if typed.lower() == f":{one}"), None)
        if rating is not None:
            self._rate(rating)
        elif command == "?":
            self._notice = [[("class:prompt", f"There is no command {one_line(typed)}. "), ("", "F1 shows them all.")]]
        elif command is not None:
            self.key({"hint": "f2", "skip": "f3", "right": "f4", "never": "f5", "help": "f1", "quit": "quit"}[command])
        else:
            self._try(lambda: self._table.answer(typed))

    def key(self, name: str) -> None:
        if name == "quit":
            self._take_in(self._table.stop(), broken_off=True)
        elif self._helps is not None:
            self._helps.key(name)
        elif name in ("f1", "?"):
            self._open_help()
        elif self._choosing:
            self._choose(name)
        elif self._curtain:
            if name in ("enter", " "):
                self._lift()
        elif name == "f3" and self.prompt is None and not self._table.buzzers:
            return
        elif name in self._ACTIONS:
            self._ACTIONS[name](self)
        elif name in self._ratings and self._shows_answer:
            self._rate(self._ratings[name])
        elif name == "enter" and self._closes and self._view.phase == "over":
            self._over(False)
        elif name == "enter" and self._view.phase == "explaining":
            self._try(self._table.go_on)
        elif not self._scroll.key(name):
            self._press(name)

    def click(self, row: int, column: int) -> None:
        """Nothing here is clicked on."""

    def footer(self) -> Sequence[Key]:
        if self._helps is not None:
            return self._helps.footer()
        if self._choosing:
            return [Key("letter", "who was right", ""), Key("Esc", "nobody", "escape")]
        quits = Key("^C", "stop", "quit")
        if self._curtain:
            return [Key("Enter", "here I am", "enter"), Key("F1", "help", "f1"), quits]
        right = Key("F4", "I was right", "f4")
        never = Key("F5", "ask it again" if self._table.is_never_asked else "never again", "f5")
        phase = self._view.phase
        if self._shows_answer:
            was_wrong = [right] if self._table.protestable() else []
            rates = [Key(key, word, key) for key, word in self._ratings.items()]
            return [Key("Enter", "go on", "enter"), *rates, *was_wrong, Key("F1", "help", "f1"), never, quits]
        if phase == "ruling":
            return [Key("y", "right", "y"), Key("n", "wrong", "n"), Key("p", "say more", "p"), quits]
        hints = [Key("F2", "hint", "f2")] if self._table.session.rules.hints else []
        last = [right] if self._table.session.rules.auto_next and self._table.protestable() else []
        buzz = [Key("your letter", "buzz", "")] if self._table.buzzers else []
        return [*buzz, Key("F1", "help", "f1"), *hints, Key("F3", "skip", "f3"), *last, never, quits]

    # -- time

    def wakes_in(self) -> float | None:
        due = self._view.due
        if due is None or self._is_covered:
            return None
        return max(0.0, min(due - self._table.driver.now, self._step))

    def wake(self) -> None:
        due = self._view.due
        if due is not None and due <= self._table.driver.now:
            self._take_in(self._table.tick())

    def help(self) -> Sequence[Line]:
        return ()

    def away(self) -> None:
        self._table.pause()

    def back(self) -> None:
        if not self._is_covered:
            self._table.resume()

    # -- what is seen

    def rows(self, width: int, height: int) -> list[Row]:
        by, wide = margin(width)
        if self._helps is not None:
            return self._helps.rows(width, height)
        above = self._above(wide)
        if self._curtain:
            return indented([*above, *self._curtain_rows(wide, height - len(above))], by)
        content, verdict = self._content(wide)
        room = height - len(above)
        air: list[Row] = [[]] if len(content) < room else []
        reveal = verdict if self._is_new else None
        self._is_new = False
        shown = self._scroll.show(content, wide, room - len(air), self._glyphs, reveal=reveal)
        return indented([*above, *air, *shown], by)

    def _above(self, width: int) -> list[Row]:
        table, glyphs = self._table, self._glyphs
        time = time_left(table)
        if time is not None:
            # A quarter of a cell at a time is smooth, and asks little of the processor.
            self._step = max(0.1, min(0.5, 2 * time[1] / (width * len(glyphs.parts))))
        keys = {name: self._keys[name].upper() for name in table.buzzers}
        return headline(table, width, glyphs, at_turn=self._curtain or table.answerer, keys=keys, time=time)

    def _content(self, width: int) -> tuple[list[Row], tuple[int, int] | None]:
        """The card and what stands below it, and which of its rows are the verdict."""
        table, view, glyphs = self._table, self._view, self._glyphs
        notice = wrap_all(self._notice, width)
        chapter = table.chapters[-1]
        if self._shows_answer and chapter.revealed is not None:
            year = (chapter.revealed.film or "").rpartition("(")[2].rstrip(")")
            rows = card(self._asked, chapter.text, width, glyphs, year=year if year.isdecimal() else "")
            told = verdict_rows(table.chapters, table.session.rules, width, glyphs, alone=table.is_alone)
            told += wrap_all(self._remark, width)
            if self._choosing:
                told = self._choices(width)
            return [*rows, *notice, *told], (len(rows), len(rows) + len(told) + len(notice))
        if view.phase == "ruling":
            return [*card(self._asked, chapter.text, width, glyphs), *self._host_rows(width), *notice], None
        question = view.question or self._asked
        hints = view.question.hints if view.question is not None else ()
        # While a question is read out, its film may not have been named yet.
        year = year_of(table.session.question) if view.phase != "reading" else ""
        shown = card(question, question.text, width, glyphs, year=year, hints=hints)
        if table.buzzers:
            keys = ", ".join(f"{one_line(name)} {self._keys[name].upper()}" for name in table.buzzers)
            notice = [*notice, *wrap([("class:key", "Buzz: "), ("", keys)], width)]
        return [*shown, *notice], None

    def _curtain_rows(self, width: int, height: int) -> list[Row]:
        name = one_line(self._curtain)
        lines: list[Line] = [
            [("class:title", f"{name}, it's your turn.")],
            [("class:quiet", "Pass the keyboard; the others look away.")],
            [],
            [("class:key", "Enter"), ("", " shows the question.")],
        ]
        rows = [centred(row, width) for row in [*wrap_all(self._notice, width), *wrap_all(lines, width)]]
        fold = [[("class:frame", self._glyphs.across * width)]]
        return [*fold, *([[]] * max(0, (height - len(rows) - 2) // 3)), *rows, *fold][:height]

    def _host_rows(self, width: int) -> list[Row]:
        waiting = self._table.session.to_rule[0]
        question = self._table.session.question
        answer = question.key.answer if question is not None and question.key is not None else ""
        thinks = f" The referee thinks: {waiting.suggested.value}." if waiting.suggested is not None else ""
        lines: list[Line] = [
            [("class:player", one_line(waiting.player)), ("", f" said “{one_line(waiting.given)}”.{thinks}")],
            [("class:quiet", "Answer    "), ("class:answer", one_line(answer))],
        ]
        return wrap_all(lines, width)

    def _choices(self, width: int) -> list[Row]:
        lines: list[Line] = [[("class:prompt", "Who was right?")]]
        for said in self._table.protestable():
            key = self._keys[said.player].upper()
            lines.append([("class:key", f"  {key} "), ("", f"{one_line(said.player)}: “{one_line(said.given)}”")])
        return wrap_all(lines, width)

    # -- what happens

    @property
    def _view(self) -> View:
        return self._table.session.view(None)

    @property
    def _asked(self) -> QuestionAsked:
        return self._table.chapters[-1].asked

    @property
    def _is_covered(self) -> bool:
        return bool(self._curtain) or self._helps is not None

    @property
    def _shows_answer(self) -> bool:
        return self._view.phase == "explaining" or self._closes

    def _rate(self, rating: Rating) -> None:
        assert self._game is not None
        try:
            said = rate(self._game, self._table.answerer or self._table.players[0], rating)
        except QuizzerError as trouble:
            said = [("class:prompt", one_line(str(trouble)))]
        if self._shows_answer:
            self._remark, self._is_new = [said], True
        else:
            self._notice = [said]

    def _try(self, act: Callable[[], Sequence[Event]]) -> None:
        self._notice = []
        try:
            events = act()
        except IllegalAction as refusal:
            self._notice = [[("class:prompt", as_sentence(str(refusal)))]]
        else:
            self._take_in(events)

    def _take_in(self, events: Sequence[Event], *, broken_off: bool = False) -> None:
        """What happened goes on the screen: as a notice, a curtain, a verdict, or the end."""
        table, said = self._table, list[Line]()
        if remark := study_remarks(self._game, events):
            self._remark = remark
        for event in events:
            if isinstance(event, QuestionAsked):
                self._scroll = Scroll()
                self._remark = ()
            elif isinstance(event, Revealed):
                # The verdict tells it all, but for the time.
                said = [line for line in said if line in LATE]
                if table.session.rules.auto_next:
                    said += verdict_in_passing(event, self._glyphs, alone=table.is_alone)
            elif line := notice(event, table.session.rules, self._glyphs, alone=table.is_alone):
                said.append(line)
        if said or any(isinstance(event, QuestionAsked) for event in events):
            self._notice = said
        if self._table.session.phase == "over":
            # Where the last answer ended the game at once, its verdict is still to be read.
            self._closes = not broken_off and (self._closes or any(isinstance(event, Revealed) for event in events))
            self._is_new = self._closes
            self._curtain = ""
            if not self._closes:
                self._over(broken_off)
            return
        self._closes = False
        turn = self._table.answerer
        if self._table.hands_over and turn and turn != self._seated:
            self._curtain = turn
            self._table.pause()
        if self._view.phase == "explaining":
            self._is_new = True

    def _lift(self) -> None:
        self._seated, self._curtain = self._curtain, ""
        self._notice = []
        self._table.resume()

    def _open_help(self) -> None:
        ratings = rating_words(self._game)
        lines = [*help_lines(), *([[("", f"{ratings}  how well you knew the last one")]] if ratings else [])]
        self._helps = HelpPage(lines, self._glyphs, done=self._close_help)
        self._table.pause()

    def _close_help(self) -> None:
        self._helps = None
        if not self._curtain:
            self._table.resume()

    def _hint(self) -> None:
        self._try(self._table.hint)

    def _skip(self) -> None:
        self._try(self._table.skip)

    def _right(self) -> None:
        found = self._table.protestable()
        if len(found) > 1:
            self._choosing = True
        elif found:
            self._try(lambda: self._table.was_right(found[0]))
            self._notice = [[("class:right", "Noted: on your word it counts as right.")]]
        else:
            self._notice = [[("class:prompt", "There is no answer that was found wrong.")]]

    def _choose(self, name: str) -> None:
        for said in self._table.protestable():
            if is_key_of(said.player, name, self._keys):
                self._try(lambda said=said: self._table.was_right(said))  # type: ignore[misc]
        self._choosing = False

    def _never(self) -> None:
        try:
            if words := NEVER_AGAIN[self._table.never_again()]:
                self._notice = [[("class:quiet", words)]]
        except QuizzerError as trouble:
            self._notice = [[("class:prompt", one_line(str(trouble)))]]

    def _press(self, name: str) -> None:
        """A letter where nothing is typed: a buzz, or what the host says."""
        if self._view.phase == "ruling":
            ruled = {"y": Outcome.CORRECT, "n": Outcome.INCORRECT, "p": Outcome.PROMPT}.get(name.lower())
            if ruled is not None:
                waiting = self._table.session.to_rule[0].ruling
                self._try(lambda: self._table.rule(waiting, ruled))
            return
        for player in self._table.buzzers:
            if is_key_of(player, name, self._keys) or (self._table.is_alone and name in (" ", "enter")):
                self._try(lambda player=player: self._table.buzz(player))  # type: ignore[misc]
                return

    _ACTIONS: dict[str, Callable[[GamePage], None]] = {  # noqa: RUF012
        "f2": _hint,
        "f3": _skip,
        "f4": _right,
        "f5": _never,
    }
