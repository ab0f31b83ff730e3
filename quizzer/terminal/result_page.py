"""The end of a game on the full screen."""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import TypeAlias

from quizzer.errors import IllegalAction, QuizzerError
from quizzer.games import PreparedGame, Wish
from quizzer.games.choosing import Offer
from quizzer.session import phrase, say
from quizzer.terminal import game_summary as summed
from quizzer.terminal.layout import Glyphs, Line, Row, cells, indented, padded, shortened, wrap, wrap_all
from quizzer.terminal.pages import NARROW, Key, Page, Scroll, help_of
from quizzer.terminal.played import PlayedQuestion, Said, points_in_words, sign_of
from quizzer.terminal.safe import one_line
from quizzer.terminal.shared_keyboard import SharedKeyboard

Answered: TypeAlias = tuple[PlayedQuestion, Said]
"""A question that is closed, and what one player made of it."""


@dataclass(eq=False)
class ResultPage(Page):
    """Every answer of a game in one table, or its categories and times, and under it what the game came to.

    `done` leaves the page; `begin` starts `again`, another round, or what the `offer` is about, or raises QuizzerError;
    `reopened` is called when a protest reopens the game.
    """

    keyboard: SharedKeyboard
    glyphs: Glyphs
    _: KW_ONLY
    game: PreparedGame
    again: Wish | None
    offer: Offer | None
    begin: Callable[[Wish], None]
    done: Callable[[], None]
    reopened: Callable[[], None]

    def __post_init__(self) -> None:
        self._scroll = Scroll()
        self._place = next((at for at, (question, said) in enumerate(self._answers) if said in question.misses), 0)
        self._moved = False
        self._shows_charts = False
        self._notice = ""
        self._progress = summed.progress_words(self.game, self.glyphs)  # which asks the records

    def rows(self, width: int, height: int) -> list[Row]:
        questions, glyphs = self.keyboard.questions, self.glyphs
        alone = len(self.keyboard.session.standings()) == 1
        rows, chosen = [*wrap_all(self._head(alone=alone), width), []], (0, 0)
        if self._shows_charts:
            rows += [[("class:title", phrase("result.categories"))], *summed.category_rows(questions, width, glyphs)]
            rows += [[], [("class:title", phrase("result.times"))]]
            rows += summed.time_rows(questions, width, glyphs, alone=alone)
        else:
            table, (first, last) = answer_rows(self._answers, self._place, width, glyphs, alone=alone)
            chosen = (len(rows) + first, len(rows) + last)
            rows += table
        foot: list[Line] = [[("class:quiet", self._progress)]] if self._progress else []
        shared = [("class:title", summed.share_line(self.keyboard, self.game, glyphs))]
        rows += [[], *wrap_all([*foot, shared], width)]
        reveal, self._moved = chosen if self._moved else None, False
        return self._scroll.show(rows, width, height, glyphs, reveal=reveal)

    def _head(self, *, alone: bool) -> list[Line]:
        keyboard, standings = self.keyboard, self.keyboard.session.standings()
        title = ("class:title", phrase("end.stopped" if keyboard.reason == "stopped" else "end"))
        told = summed.standing_lines(keyboard)
        winner = ("class:right", f"  {summed.winner_words(keyboard)}")
        lines: list[Line] = [[title, ("", "  "), *told[0]]] if alone else [[title, winner], *told]
        seconds = [one.seconds for question in keyboard.questions for one in question.said if one.given]
        if seconds:
            lines.append([("class:remark", phrase("seconds.mean", seconds=sum(seconds) / len(seconds)))])
        if words := summed.new_best(standings, keyboard.reason, self.game.best, goes_on=keyboard.session.rules.goes_on):
            lines.append([("class:right", words)])
        if self._notice:
            lines.append([("class:prompt", self._notice)])
        if self.offer is not None:
            lines.append([("class:prompt", f"{self.offer.words} {phrase('offer.key')}")])
        return lines

    def help(self) -> Sequence[Line]:
        title, about_line, *rest = help_of("result")
        return [title, about_line, [("", summed.legend(self.glyphs))], *rest]

    def footer(self) -> Sequence[Key]:
        chosen = self._chosen if not self._shows_charts else None
        does = "take_back" if chosen is not None and chosen.is_right else "right"
        protest = [Key("F4", does, "f4")] if chosen is not None and (chosen.overruled or not chosen.is_right) else []
        again = [Key("r", "another_round", "r")] if self.again is not None else []
        offer = [Key("g", self.offer.does, "g")] if self.offer is not None else []
        other = Key("c", "answers" if self._shows_charts else "categories", "c")
        moves = [Key(self.glyphs.arrows, "choose", "")] if not self._shows_charts else []
        more = [Key("PgDn", "more", "pagedown")] if self._scroll.last else []
        return [Key("Enter", "done", "enter"), other, *again, *protest, *moves, *more, *offer, Key("F1", "help", "f1")]

    def key(self, name: str) -> None:
        if name in ("enter", "escape", "q", "quit"):
            self.done()
        elif name in ("r", "R") and self.again is not None:
            self._start(self.again)
        elif name in ("g", "G") and self.offer is not None:
            self._start(self.offer.wish)
        elif name in ("c", "C"):
            self._shows_charts, self._scroll = not self._shows_charts, Scroll()
        elif self._shows_charts:
            self._scroll.key(name)
        elif name == "f4" and self._chosen is not None:
            self._protest(self._chosen)
        elif name in ("up", "down"):
            self._place = max(0, min(len(self._answers) - 1, self._place + (1 if name == "down" else -1)))
            self._moved = True
        else:
            self._scroll.key(name)

    @property
    def _answers(self) -> list[Answered]:
        return answered(self.keyboard.questions)

    @property
    def _chosen(self) -> Said | None:
        """The answer that the cursor is on; of several to one question, the first that was wrong is meant."""
        if not self._answers:
            return None
        question, said = self._answers[self._place]
        return question.protestable.get(said.player, said) if not said.is_right or said.overruled else said

    def _protest(self, said: Said) -> None:
        self._say("")
        if said.ruling is None or (said.is_right and not said.overruled):
            self._say(phrase("right.already" if said.is_right else "right.nothing"))
            return
        try:
            self.keyboard.was_right(said)
        except IllegalAction as refusal:
            self._say(say(refusal))
            return
        self._progress = summed.progress_words(self.game, self.glyphs)
        if self.keyboard.session.phase != "over":
            self.reopened()

    def _start(self, wish: Wish) -> None:
        try:
            self.begin(wish)
        except QuizzerError as trouble:
            self._say(str(trouble))

    def _say(self, words: str) -> None:
        self._notice = one_line(words)
        if words:
            self._scroll = Scroll()


_Columns: TypeAlias = tuple[int, int, int]
"""Cells for what was asked, said and right."""

_INDENT = 8
"""Cells before the question: for the cursor, the number and the mark."""
_FIGURES = 15
"""Cells after the answer: for the time and the points."""


def answered(questions: Sequence[PlayedQuestion]) -> list[Answered]:
    """Return the answers to each closed question. An unanswered question has one row, a repeated one none."""
    closed = [question for question in questions if question.revealed and not question.asked.again]
    return [(question, said) for question in closed for said in (*question.said,) or (Said(""),)]


def answer_rows(
    answers: Sequence[Answered], chosen: int, width: int, glyphs: Glyphs, *, alone: bool
) -> tuple[list[Row], tuple[int, int]]:
    """The table, and which of its rows are the chosen answer's: below it the cut texts are shown in full.

    On a narrow screen an answer takes two rows.
    """
    room = width - _INDENT - _FIGURES - 4
    asked, said = room * 9 // 20, room * 5 // 20
    columns = (asked, said, room - asked - said) if width >= NARROW else None
    rows: list[Row] = []
    place = (0, 0)
    if columns and answers:
        named = zip(("asked", "given", "answer"), columns, strict=True)
        words = "  ".join(padded(phrase(f"head.{name}"), wide) for name, wide in named)
        rows.append([("class:head", f"{'':{_INDENT}}{words}{phrase('head.time'):>8}{phrase('head.points'):>7}")])
    for at, answer in enumerate(answers):
        here, first = at == chosen, len(rows)
        number = "" if at and answers[at - 1][0] is answer[0] else str(answer[0].asked.number)
        rows += _rows(answer, columns, width, glyphs, number=number, here=here, alone=alone)
        if here:
            place = (first, len(rows))
    return rows, place


def _rows(
    answer: Answered, columns: _Columns | None, width: int, glyphs: Glyphs, *, number: str, here: bool, alone: bool
) -> list[Row]:
    """The rows of one answer; without a `number` it is another answer to the question above."""
    question, said = answer
    style, sign = sign_of(said, glyphs)[0], getattr(glyphs, said.how)
    text = one_line(question.text)
    given = one_line(said.given) or (said.silence if said.player or alone else phrase("nobody"))
    given = given if alone or not said.player else f"{one_line(said.player)}: {given}"
    revealed = question.revealed
    right = one_line(revealed.answer or phrase("nobody.knows")) if revealed is not None else ""
    time = phrase("seconds", seconds=said.seconds) if said.given or said.passed else ""
    points = points_in_words(said.points, sign="+") if said.points else ""
    line: Row = [("class:key", f"{glyphs.chosen if here else ' '} "), ("", f"{number:>3} "), (style, sign), ("", " ")]
    if columns is None:
        shown = shortened(text, width - _INDENT, glyphs.more) if number else ""
        below = (part for part in (given, right, time, points) if part)
        rows = [[*line, ("", shown)], [("class:quiet", " " * _INDENT + f" {glyphs.dot} ".join(below))]]
        rows[1:] = wrap(rows[1], width) if here else [[("class:quiet", shortened(rows[1][0][1], width, glyphs.more))]]
    else:
        first, second, third = columns
        shown = shortened(text, first, glyphs.more) if number else ""
        line += [("", padded(shown, first + 2)), (style, padded(shortened(given, second, glyphs.more), second + 2))]
        line += [("class:answer", padded(shortened(right, third, glyphs.more), third))]
        rows = [[*line, ("class:quiet", f"{time:>8}"), ("class:score", f"{points:>7}")]]
        if here and (cells(given) > second or cells(right) > third):
            rows += indented(
                wrap([("class:quiet", f"{given} {glyphs.dot} "), ("class:answer", right)], width - _INDENT), _INDENT
            )
    if here and shown != text:
        rows[1:1] = indented(wrap([("", text)], width - _INDENT), _INDENT)
    return rows
