"""The end of a game on the full screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quizzer.errors import IllegalAction, QuizzerError
from quizzer.terminal.game_summary import (
    category_rows,
    legend,
    miss_in_words,
    result_line,
    standing_line,
    team_lines,
    time_rows,
    times_in_words,
)
from quizzer.terminal.glyphs import Glyphs
from quizzer.terminal.layout import Line, Row, cells, indented, wrap, wrap_all
from quizzer.terminal.pages import Key, Page, Scroll, help_rows, margin
from quizzer.terminal.played import PlayedQuestion, Said
from quizzer.terminal.praise import closing_words, new_best
from quizzer.terminal.safe import one_line
from quizzer.terminal.shared_keyboard import SharedKeyboard


class ResultPage(Page):
    """What was scored and missed.

    `title` is that of the game, `best` how much was right in the best one before, and of how many. `done` leaves the
    page; `again` starts another round or raises QuizzerError, and so does `offer`, what else may be asked, with the
    words that say so; `reopened` is called when a protest reopens the game.
    """

    def __init__(
        self,
        keyboard: SharedKeyboard,
        glyphs: Glyphs,
        *,
        title: str,
        coloured: bool,
        best: tuple[int, int] | None,
        again: Callable[[], None] | None,
        offer: tuple[str, Callable[[], None]] | None,
        done: Callable[[], None],
        reopened: Callable[[], None],
    ) -> None:
        self._keyboard = keyboard
        self._glyphs = glyphs
        self._title = title
        self._is_coloured = coloured
        self._best = best
        self._again = again
        self._offer = offer
        self._done = done
        self._reopened = reopened
        self._scroll = Scroll()
        self._place = 0
        self._moved = False
        self._notice = ""
        self._drawn: tuple[tuple[int, int, str, int], list[Row], tuple[int, int]] | None = None

    def rows(self, width: int, height: int) -> list[Row]:
        by, wide = margin(width)
        # To scroll through the many answers of a long game nothing has to be told anew.
        state = (wide, self._place, self._notice, len(self._keyboard.session.events))
        if self._drawn is None or self._drawn[0] != state:
            self._drawn = (state, *self._draw(wide))
        _, rows, chosen = self._drawn
        reveal = chosen if self._moved else None
        self._moved = False
        return indented(self._scroll.show(rows, wide, height, self._glyphs, reveal=reveal), by)

    def _draw(self, width: int) -> tuple[list[Row], tuple[int, int]]:
        """All rows, and which of them are those of the chosen answer."""
        questions, glyphs = self._keyboard.questions, self._glyphs
        alone = len(self._keyboard.session.standings()) == 1
        rows = wrap_all(self._head(alone=alone), width)
        missed, chosen = self._missed_rows(questions, width, alone=alone)
        chosen = (len(rows) + chosen[0], len(rows) + chosen[1]) if missed else (0, 0)
        rows += missed
        if categories := category_rows(questions, width, glyphs):
            rows += [[], [("class:title", "By category")], *categories]
        if times := time_rows(questions, width, glyphs, alone=alone):
            rows += [[], [("class:title", "Time for each answer")], *times]
        return rows, chosen

    def _head(self, *, alone: bool) -> list[Line]:
        keyboard = self._keyboard
        standings = keyboard.session.standings()
        lines: list[Line] = [[("class:title", "Stopped here" if keyboard.reason == "stopped" else "The end")]]
        lines += [standing_line(standing, alone=alone) for standing in standings]
        lines += team_lines(keyboard.session.team_standings())
        if words := " ".join(part for part in (closing_words(standings, keyboard.reason), self._times()) if part):
            lines.append([("class:right", words)])
        if words := new_best(standings, keyboard.reason, self._best):
            lines.append([("class:streak", words)])
        if self._notice:
            lines.append([("class:prompt", self._notice)])
        if self._offer is not None:
            lines += [[], [("class:remark", f"{self._offer[0]} Press g.")]]
        lines.append([])
        coloured = self._is_coloured
        told = result_line(keyboard.questions, keyboard.players, self._glyphs, about=self._title, coloured=coloured)
        lines += [[("class:answer", line)] for line in told.split("\n")]
        return [*lines, [("class:quiet", legend(self._glyphs, coloured=coloured))]]

    def help(self) -> Sequence[Line]:
        return help_rows(
            "The result",
            ("", "The line with the squares is for others: it tells how you did and gives no question away."),
            ("", "It is printed once more when you leave, to be copied from there."),
            ("Enter", "on to the menu, or out"),
            ("r", "another round, with questions that you have not had yet"),
            ("g", "what nobody here knows, if there is such a thing: it is not scored, and kept for the bank"),
            ("Up Down", "choose one of the missed answers"),
            ("F4", "that answer was right: it counts, and is noted for whoever keeps the bank"),
            ("PgUp PgDn", "scroll"),
        )

    def footer(self) -> Sequence[Key]:
        protest = [Key("F4", "I was right", "f4"), Key(self._glyphs.arrows, "choose", "")] if self._missed() else []
        more = [Key("PgDn", "more", "pagedown")] if self._scroll.is_needed else []
        again = [Key("r", "another round", "r")] if self._again is not None else []
        offer = [Key("g", "what nobody knows", "g")] if self._offer is not None else []
        return [Key("Enter", "done", "enter"), *again, *offer, *protest, *more, Key("F1", "help", "f1")]

    def key(self, name: str) -> None:
        missed = self._missed()
        if name in ("enter", "escape", "q", "quit"):
            self._done()
        elif name in ("r", "R") and self._again is not None:
            self._start(self._again)
        elif name in ("g", "G") and self._offer is not None:
            self._start(self._offer[1])
        elif name == "f4" and missed:
            self._protest(missed[min(self._place, len(missed) - 1)][1])
        elif name in ("up", "down") and missed:
            self._place = max(0, min(len(missed) - 1, self._place + (1 if name == "down" else -1)))
            self._moved = True
        else:
            self._scroll.key(name)

    def _missed(self) -> list[tuple[PlayedQuestion, Said]]:
        return [(question, said) for question in self._keyboard.questions for said in question.misses]

    def _missed_rows(
        self, questions: Sequence[PlayedQuestion], width: int, *, alone: bool
    ) -> tuple[list[Row], tuple[int, int]]:
        """What was missed, and which of the rows are the chosen one's."""
        missed = self._missed()
        if not missed:
            return [], (0, 0)
        rows: list[Row] = [[], [("class:title", "Missed")]]
        chosen = (0, 0)
        for place, (question, said) in enumerate(missed):
            here = place == min(self._place, len(missed) - 1)
            first = len(rows)
            mark = f"{self._glyphs.chosen} " if here else "  "
            what = miss_in_words(said, alone=alone)
            answer = question.revealed.answer or "" if question.revealed is not None else ""
            asked = wrap([("", f"{question.asked.number}. {one_line(question.text)}")], width - cells(mark))
            rows += [[("class:key", mark), *asked[0]], *indented(asked[1:], cells(mark))]
            rows += wrap(
                [("class:quiet", f"     {what} {self._glyphs.dot} "), ("class:answer", one_line(answer))], width
            )
            if here:
                chosen = (first, len(rows))
        return rows, chosen

    def _times(self) -> str:
        words = times_in_words(self._keyboard.questions)
        return words[:1].upper() + words[1:] + "." if words else ""

    def _protest(self, said: Said) -> None:
        self._say("")
        if said.ruling is None:
            self._say("Nothing was answered there.")
            return
        try:
            self._keyboard.was_right(said)
        except IllegalAction as refusal:
            self._say(str(refusal))
            return
        if self._keyboard.session.phase != "over":
            self._reopened()

    def _start(self, game: Callable[[], None]) -> None:
        try:
            game()
        except QuizzerError as trouble:
            self._say(str(trouble))

    def _say(self, words: str) -> None:
        self._notice = one_line(words)
        if words:
            self._scroll = Scroll()
