"""The view of a question: its card, and around it progress, time, scores, stakes, whose turn it is."""

import re
from collections.abc import Mapping, Sequence
from math import ceil, copysign, floor
from string import ascii_lowercase

from quizzer.question import Question
from quizzer.session import PlayerView, QuestionAsked, QuestionView, Rules, Session, Standing, phrase
from quizzer.terminal.layout import Glyphs, Line, Row, bar, beside, cells, centred, framed, wrap, wrap_all
from quizzer.terminal.played import CLUES, PlayedQuestion, Said, category_name, points_in_words
from quizzer.terminal.safe import one_line, printable
from quizzer.terminal.shared_keyboard import SharedKeyboard


def card(
    asked: QuestionAsked | QuestionView,
    text: str,
    width: int,
    glyphs: Glyphs,
    *,
    film: str = "",
    hints: Sequence[str] = (),
    style: str = "class:frame",
) -> list[Row]:
    """The question in a frame, with its category and its `film`, or the one that its short form needs, in the edge.

    If the film is too long for the edge, the question stays as it is. `style` is that of the frame.
    """
    inside = width - 4
    if asked.frame and is_for_edge(asked.frame, width):
        text, film = asked.short, asked.frame
    lines: list[Line] = []
    if not asked.scored:
        lines.append([("class:quiet", phrase("gap.card"))])
    text = printable(text).replace("\t", " ") or glyphs.more
    lines += [[("class:question", line)] for line in text.split("\n")]
    lettered = zip(ascii_lowercase, asked.choices, strict=False)
    lines += [[("class:key", f"  {letter}) "), ("", one_line(choice))] for letter, choice in lettered]
    if asked.media:
        lines.append([("class:quiet", one_line(asked.media))])
    rows = wrap_all(lines, inside)
    for hint in hints:
        name = phrase("card.clue" if asked.category == "clues" else "card.hint")
        rows += wrap([("class:hint", f"{name} "), ("", one_line(hint))], inside)
    return framed(rows, width, glyphs, left=category_name(asked.category), right=one_line(film), style=style)


def is_for_edge(film: str, width: int) -> bool:
    """Whether a film's title fits in the edge of a card, beside the category or below."""
    return cells(one_line(film)) + 6 <= width


def film_of(question: Question | None, read: str) -> str:
    """Return the film with its year, if the player may see both before the answer.

    A question for a date or the film hides them, and so does a text `read` out that has not named the film yet."""
    if question is None or question.year is None or question.key is None or question.film is None:
        return ""
    year = str(question.year)
    title = question.film.removesuffix(f" ({year})")
    is_asked = question.category in ("year", "alternate_title") or question.kind in ("year", "date", "number", "title")
    tells = any(year in name for item in question.key.items for name in item)
    is_named = re.search(rf"(?<!\w){re.escape(title)}(?!\w)", read, re.IGNORECASE) is not None
    return question.film if is_named and not is_asked and not tells else ""


def progress_row(
    words: str, left: str, asked: QuestionAsked, done: int, told: Line, width: int, glyphs: Glyphs
) -> list[Row]:
    """How far the game is: in words with what is `told` at the right end, and as a line of the questions done."""
    number, of = asked.number, asked.of
    tail = f" {glyphs.dot} {left}" if left else ""
    if cells(words + tail) + sum(cells(piece) for _, piece in told) + 1 <= width:
        words += tail
    elif cells(words) + sum(cells(piece) for _, piece in told) + 1 > width:
        words = f"{number}/{of}"
    full, empty = bar(done / of, width, glyphs.track)
    return [beside([("class:title", words)], told, width, glyphs), [("class:done", full), ("class:todo", empty)]]


def timer_row(left: float, total: float, width: int, glyphs: Glyphs, *, moves: bool = True) -> Row:
    """The time that is left, in seconds and as a bar that drains; where nothing moves, in whole seconds alone."""
    low = left <= min(10.0, total / 4)
    sign, left = "!" if low else " ", max(0.0, left)
    if not moves:
        return [("class:low" if low else "class:score", sign + phrase("time.left", seconds=ceil(left)))]
    words = phrase("time.whole" if left >= 10 or total > 100 else "time.tenths", seconds=left)
    full, empty = bar(left / total, width - cells(words) - 1, glyphs.bar)
    return [("class:low" if low else "class:time", full), ("class:todo", empty), ("class:score", sign + words)]


def score_rows(
    players: Sequence[PlayerView],
    teams: Sequence[Standing],
    at_turn: str,
    width: int,
    glyphs: Glyphs,
    *,
    keys: Mapping[str, str],
) -> list[Row]:
    """Teams with their points, then everybody with points and lives; `at_turn` has the keyboard, `keys` are the buzz
    keys of those who may."""
    totals = sorted((one_line(team.name), points_in_words(team.points)) for team in teams)
    line = [("class:score", f"{name}\u00a0{points}  ") for name, points in totals]
    for player in players:
        name = one_line(player.name) + (f" ({one_line(player.team)})" if player.team else "")
        key = f"[{keys[player.player]}]" if player.player in keys else " "
        mark = glyphs.chosen if player.player == at_turn else key
        state = f" {phrase('player.out' if player.out else 'player.done')}" if player.out or player.done else ""
        style = "class:turn" if player.player == at_turn else "class:quiet" if player.out else "class:player"
        # A no-break space keeps a name and its points in one row.
        left = f" {glyphs.heart}{player.lives}" if player.lives is not None and not player.out else ""
        words = f"{mark}{name} {points_in_words(player.points)}{left}{state}".replace(" ", "\u00a0")
        line += [(style, words), ("", "  ")]
    return wrap(line, width)


class CountUp:
    """Everybody's points as they are shown: what is won counts up for a moment, in whole points, the first at once."""

    SECONDS = 0.6
    STEP = 0.05
    """Seconds between two frames while the score counts up."""

    def __init__(self) -> None:
        self._before: Mapping[str, float] = {}
        self._points: Mapping[str, float] = {}
        self._since = -self.SECONDS

    def take(self, points: Mapping[str, float], now: float) -> None:
        """The points have become these."""
        if points != self._points:
            self._before, self._points, self._since = self._points or points, points, now

    def moves(self, now: float) -> bool:
        """Whether the points that are shown are still on their way."""
        far = any(abs(points - self._before[name]) > 1 for name, points in self._points.items())
        return far and now < self._since + self.SECONDS

    def shown(self, now: float) -> Mapping[str, float]:
        """The points to be shown, by the names of the players."""
        if not self.moves(now):
            return self._points
        share = (now - self._since) / self.SECONDS
        won = {name: points - self._before[name] for name, points in self._points.items()}
        shown = {name: copysign(min(abs(by), floor(abs(by) * share) + 1), by) for name, by in won.items()}
        return {name: self._before[name] + by for name, by in shown.items()}


def time_left(keyboard: SharedKeyboard) -> tuple[float, float] | None:
    """The seconds that are left for what is open, and of how many; None where no time runs."""
    rules, view = keyboard.session.rules, keyboard.session.view(None, role="host")
    if view.due is None or view.phase not in ("asking", "buzzed"):
        return None
    by_phase = rules.answer_seconds if view.phase == "buzzed" else keyboard.questions[-1].asked.seconds
    total = by_phase or rules.game_seconds
    return (view.due - keyboard.driver.now, total) if total else None


def place_of(questions: Sequence[PlayedQuestion], session: Session) -> str:
    """Which question the latest one is, or film and clue; of how many, where that number ends the game."""
    asked, rules = questions[-1].asked, session.rules
    if asked.bonus:
        part = 1
        while part < len(questions) and questions[-part - 1].asked.bonus:
            part += 1
        parts = min(rules.bonuses, len(session.questions) - asked.of)
        return phrase("place.bonus", part=part, of=parts, side=one_line(asked.bonus))
    if asked.category == "clues" and (asked.of == 1 or rules.mode == "clues"):
        code, part = "place.clue" if asked.of == 1 else "place.film", len(questions[-1].clues) + 1
        return phrase(code, number=asked.number, of=asked.of, part=part, parts=CLUES)
    return phrase("place" if rules.goes_on else "place.of", number=asked.number, of=asked.of)


def what_is_left(asked: QuestionAsked, rules: Rules) -> str:
    """How many questions are to come; empty where nobody knows."""
    if rules.goes_on or asked.bonus or asked.of == 1:
        return ""
    left = asked.of - asked.number
    return phrase("line.left", count=left) if left else "" if rules.repeat_missed else phrase("line.last")


def stakes(asked: QuestionAsked, players: Sequence[PlayerView], rules: Rules, best: int | None) -> str:
    """Return what the next answer can win or lose; empty where that is the same for everybody all the time.

    `best` is how many were right in the player's best game of this mode.
    """
    parts = []
    lives = [player for player in players if player.lives is not None and not player.out]
    last = ", ".join(one_line(player.name) for player in lives if player.lives == 1)
    if len(players) == 1 and lives:
        parts.append(phrase("stake.ends", count=lives[0].lives))
    elif lives:
        parts.append(phrase("stake.last", players=last) if last else phrase("stake.lives", count=rules.lives))
    if rules.who == "first" and len(players) > 1 and rules.scored:
        points = rules.points[asked.difficulty - 1]
        parts.append(phrase("stake.race", count=points, points=points_in_words(points)))
        first, second = sorted(players, key=lambda player: -player.points)[:2]
        ahead = first.points - second.points
        parts += [phrase("stake.leads", player=one_line(first.name), points=points_in_words(ahead))] if ahead else []
    if best is not None and rules.goes_on:
        parts.append(phrase("stake.best" if players[0].right <= best else "best.right", right=best))
    return " ".join(parts)


def handover_rows(name: str, told: Sequence[Row], width: int, height: int, glyphs: Glyphs) -> list[Row]:
    """Return the rows that hide the question until a player takes the keyboard; `told` has the last events."""
    lines: list[Line] = [
        [("class:title", phrase("handover.turn", player=one_line(name)))],
        [("class:quiet", phrase("handover.pass"))],
        [],
        [("class:key", "Enter"), ("", f" {phrase('handover.shows')}")],
    ]
    rows = [centred(row, width) for row in [*told, *wrap_all(lines, width)]]
    fold: list[Row] = [[("class:frame", glyphs.across * width)]]
    return [*fold, *([[]] * max(0, (height - len(rows) - 2) // 3)), *rows, *fold][:height]


def host_rows(session: Session, width: int) -> list[Row]:
    """Return the answer that waits for the host."""
    waiting, question = session.to_rule[0], session.question
    answer = question.key.answer if question is not None and question.key is not None else ""
    thinks = phrase("host.thinks", ruled=waiting.suggested.value) if waiting.suggested is not None else ""
    said = phrase("host.said", given=one_line(waiting.given))
    lines: list[Line] = [
        [("class:player", one_line(waiting.player)), ("", f" {said} {thinks}".rstrip())],
        [("class:quiet", f"{phrase('head.answer'):8}  "), ("class:answer", one_line(answer))],
    ]
    return wrap_all(lines, width)


def choice_rows(found: Sequence[Said], keys: Mapping[str, str], width: int, glyphs: Glyphs) -> list[Row]:
    """Which of several answers was right, by the keys of their players; the same key again undoes it."""
    lines: list[Line] = [[("class:prompt", phrase("right.who"))]]
    for said in found:
        sign = f" {glyphs.right}" if said.is_right else ""
        words = f"{one_line(said.player)}: “{one_line(said.given)}”{sign}"
        lines.append([("class:key", f"  {keys[said.player].upper()} "), ("", words)])
    return wrap_all(lines, width)
