"""The end of a game on the full screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quizzer.errors import IllegalAction
from quizzer.terminal.game_summary import (
    category_rows,
    miss_in_words,
    standing_line,
    team_lines,
    time_rows,
    times_in_words,
)
from quizzer.terminal.glyphs import Glyphs
from quizzer.terminal.helps import result_help
from quizzer.terminal.layout import Line, Row, cells, indented, wrap, wrap_all
from quizzer.terminal.local_game import LocalGame
from quizzer.terminal.pages import Key, Scroll, StillPage, margin
from quizzer.terminal.played import PlayedQuestion, Said
from quizzer.terminal.praise import closing_words
from quizzer.terminal.safe import one_line


class ResultPage(StillPage):
    """What was scored and missed.

    `legend` explains what `share` gives, `beaten` is a word on the best game before. `done` goes on from here, `again`
    to another round (it returns words if that can't be), `reopened` when a protest has opened the game again.
    """

    prompt = None
    mouse = False  # so that the result line can be selected with it

    def __init__(
        self,
        table: LocalGame,
        glyphs: Glyphs,
        *,
        share: Callable[[], str],
        legend: str,
        beaten: str,
        again: Callable[[], str] | None,
        done: Callable[[], None],
        reopened: Callable[[], None],
    ) -> None:
        self._table = table
        self._glyphs = glyphs
        self._share = share
        self._legend = legend
        self._beaten = beaten
        self._again = again
        self._done = done
        self._reopened = reopened
        self._scroll = Scroll()
        self._place = 0
        self._moved = False
        self._notice = ""
        self._drawn: tuple[tuple[int, int, str, int], list[Row], tuple[int, int]] | None = None

    def rows(self, width: int, height: int) -> list[Row]:
        by, wide = margin(width)
        # To scroll through the many answers of a long evening nothing has to be told anew.
        state = (wide, self._place, self._notice, len(self._table.session.events))
        if self._drawn is None or self._drawn[0] != state:
            self._drawn = (state, *self._draw(wide))
        _, rows, chosen = self._drawn
        reveal = chosen if self._moved else None
        self._moved = False
        return indented(self._scroll.show(rows, wide, height, self._glyphs, reveal=reveal), by)

    def _draw(self, width: int) -> tuple[list[Row], tuple[int, int]]:
        """All rows, and which of them are those of the chosen answer."""
        chapters, glyphs = self._table.chapters, self._glyphs
        alone = len(self._table.session.standings()) == 1
        rows = wrap_all(self._head(alone=alone), width)
        missed, chosen = self._missed_rows(chapters, width, alone=alone)
        chosen = (len(rows) + chosen[0], len(rows) + chosen[1]) if missed else (0, 0)
        rows += missed
        if categories := category_rows(chapters, width, glyphs):
            rows += [[], [("class:title", "By category")], *categories]
        if times := time_rows(chapters, width, glyphs, alone=alone):
            rows += [[], [("class:title", "Time for each answer")], *times]
        return rows, chosen

    def _head(self, *, alone: bool) -> list[Line]:
        table = self._table
        standings = table.session.standings()
        lines: list[Line] = [[("class:title", "Stopped here" if table.reason == "stopped" else "The end")]]
        lines += [standing_line(standing, alone=alone) for standing in standings]
        lines += team_lines(table.teams)
        if words := " ".join(part for part in (closing_words(standings, table.reason), self._times()) if part):
            lines.append([("class:right", words)])
        if self._beaten:
            lines.append([("class:streak", self._beaten)])
        if self._notice:
            lines.append([("class:prompt", self._notice)])
        lines.append([])
        lines += [[("class:answer", line)] for line in self._share().split("\n")]
        return [*lines, [("class:quiet", self._legend)]]

    def help(self) -> Sequence[Line]:
        return result_help()

    def footer(self) -> Sequence[Key]:
        protest = [Key("F4", "I was right", "f4"), Key(self._glyphs.arrows, "choose", "")] if self._missed() else []
        more = [Key("PgDn", "more", "pagedown")] if self._scroll.is_needed else []
        again = [Key("r", "another round", "r")] if self._again is not None else []
        return [Key("Enter", "done", "enter"), *again, *protest, *more, Key("F1", "help", "f1")]

    def key(self, name: str) -> None:
        missed = self._missed()
        if name in ("enter", "escape", "q", "quit"):
            self._done()
        elif name in ("r", "R") and self._again is not None:
            self._say(self._again())
        elif name == "f4" and missed:
            self._protest(missed[min(self._place, len(missed) - 1)][1])
        elif name in ("up", "down") and missed:
            self._place = max(0, min(len(missed) - 1, self._place + (1 if name == "down" else -1)))
            self._moved = True
        else:
            self._scroll.key(name)

    def line(self, text: str) -> None:
        """Nothing is typed here."""

    def click(self, row: int, column: int) -> None:
        """Nothing here is clicked on."""

    def _missed(self) -> list[tuple[PlayedQuestion, Said]]:
        return [(chapter, said) for chapter in self._table.chapters for said in chapter.misses]

    def _missed_rows(
        self, chapters: Sequence[PlayedQuestion], width: int, *, alone: bool
    ) -> tuple[list[Row], tuple[int, int]]:
        """What was missed, and which of the rows are the chosen one's."""
        missed = self._missed()
        if not missed:
            return [], (0, 0)
        rows: list[Row] = [[], [("class:title", "Missed")]]
        chosen = (0, 0)
        for place, (chapter, said) in enumerate(missed):
            here = place == min(self._place, len(missed) - 1)
            first = len(rows)
            mark = f"{self._glyphs.chosen} " if here else "  "
            what = miss_in_words(said, alone=alone)
            answer = chapter.revealed.answer or "" if chapter.revealed is not None else ""
            asked = wrap([("", f"{chapter.asked.number}. {one_line(chapter.text)}")], width - cells(mark))
            rows += [[("class:key", mark), *asked[0]], *indented(asked[1:], cells(mark))]
            rows += wrap(
                [("class:quiet", f"     {what} {self._glyphs.dot} "), ("class:answer", one_line(answer))], width
            )
            if here:
                chosen = (first, len(rows))
        return rows, chosen

    def _times(self) -> str:
        words = times_in_words(self._table.chapters)
        return words[:1].upper() + words[1:] + "." if words else ""

    def _protest(self, said: Said) -> None:
        self._say("")
        if said.ruling is None:
            self._say("Nothing was answered there.")
            return
        try:
            self._table.was_right(said)
        except IllegalAction as refusal:
            self._say(str(refusal))
            return
        if self._table.session.phase != "over":
            self._reopened()

    def _say(self, words: str) -> None:
        self._notice = one_line(words)
        if words:
            self._scroll = Scroll()
