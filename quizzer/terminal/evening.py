"""An evening on the full screen: menu, games, results, settings; afterwards the scores on the ordinary screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizzer.driver import Driver, Journal
from quizzer.errors import QuizzerError
from quizzer.session import Session
from quizzer.terminal.aside import NO_ASIDE, Aside
from quizzer.terminal.game_page import GamePage
from quizzer.terminal.glyphs import glyphs_for
from quizzer.terminal.menu_page import MenuPage, Wish
from quizzer.terminal.records import BankOffer, Records
from quizzer.terminal.rows import wrap_all
from quizzer.terminal.settings import Settings, config_folder, save_settings
from quizzer.terminal.sharing import result_line
from quizzer.terminal.stage import Stage
from quizzer.terminal.table import Table
from quizzer.terminal.words import Line, summary

__all__ = ["Evening", "Sitting"]


@dataclass(frozen=True)
class Sitting:
    """A game about to be played, or to be gone on with.

    `about` says of what, in a few words, `again` how to play the same once more. `never_ask` keeps the id of a question
    away for good. `journal` is told of every action before what came of it is shown.
    """

    session: Session
    about: str
    again: str
    never_ask: Callable[[str], None]
    journal: Journal | None = None
    aside: Aside = NO_ASIDE


class Evening:
    """Everything between entering the full screen and leaving it.

    `open_game` makes the game that is wished for, or raises QuizzerError.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        open_game: Callable[[Wish], Sitting],
        records: Records,
    ) -> None:
        self._settings = settings
        self._open_game = open_game
        self._records = records
        self._glyphs = glyphs_for(os.environ)
        self._stage = Stage(self._glyphs, theme=settings.theme, keys=settings.keys, stop=self._stop)
        self._menu: MenuPage | None = None
        self._table: Table | None = None
        self._sitting: Sitting | None = None
        self._told: list[Line] = []

    def play(self, wish: Wish) -> int:
        """One game, without a menu; the exit status."""
        self._begin(wish)
        return self._run()

    def choose(self, offers: Sequence[BankOffer], wish: Wish) -> int:
        """Games from the menu, until the player leaves; the exit status."""
        self._menu = MenuPage(
            self._glyphs,
            offers,
            wish,
            records=self._records,
            play=self._try_to_begin,
            settings=self._open_settings,
            statistics=self._open_statistics,
            fill_in=self._stage.fill_in,
            leave=lambda: self._stage.leave(0),
        )
        self._stage.show(self._menu)
        return self._run()

    def _run(self) -> int:
        try:
            return self._stage.run()
        finally:
            self._end_game()
            _print(self._told)

    def _begin(self, wish: Wish) -> None:
        sitting = self._open_game(wish)
        self._sitting = sitting
        self._table = Table(Driver(sitting.session, journal=sitting.journal), wish.seats, never_ask=sitting.never_ask)
        page = GamePage(
            self._table,
            self._glyphs,
            over=lambda broken_off: self._over(page, broken_off),
            aside=sitting.aside,
        )
        self._stage.show(page)

    def _try_to_begin(self, wish: Wish) -> str:
        try:
            self._begin(wish)
        except QuizzerError as trouble:
            return str(trouble)
        return ""

    def _over(self, game: GamePage, broken_off: bool) -> None:
        from quizzer.terminal.result_page import ResultPage  # nothing that the first frame waits for

        table, sitting = self._table, self._sitting
        assert table is not None
        assert sitting is not None
        if broken_off and self._menu is None:
            self._stage.leave(0)
            return
        self._stage.show(
            ResultPage(
                table,
                self._glyphs,
                share=lambda: self._share(table, sitting),
                done=self._done,
                reopened=lambda: self._stage.show(game),
            )
        )

    def _done(self) -> None:
        self._end_game()
        if self._menu is None:
            self._stage.leave(0)
        else:
            self._stage.show(self._menu)

    def _stop(self, status: int) -> None:
        """Ctrl-C, Ctrl-D, a signal: the game ends here, and the full screen is left."""
        self._stage.leave(status)

    def _end_game(self) -> None:
        """What stays of a game on the ordinary screen."""
        if self._table is None or self._sitting is None:
            return
        self._table.stop()
        self._told += summary(self._table.session, self._table.reason, self._table.teams)
        self._told += [[], *([("", line)] for line in self._share(self._table, self._sitting).split("\n"))]
        self._told += [[("class:quiet", self._sitting.again)]] if self._sitting.again else []
        self._table = self._sitting = None

    def _share(self, table: Table, sitting: Sitting) -> str:
        return result_line(
            table.chapters,
            table.players,
            about=sitting.about,
            coloured="NO_COLOR" not in os.environ,
            ascii_only=self._glyphs.are_ascii,
        )

    def _open_settings(self) -> None:
        from quizzer.terminal.settings_page import SettingsPage

        menu = self._menu
        assert menu is not None
        self._stage.show(
            SettingsPage(
                self._glyphs,
                self._settings,
                file=str(config_folder() / "settings.toml"),
                changed=self._set,
                fill_in=self._stage.fill_in,
                done=lambda: self._stage.show(menu),
            )
        )

    def _open_statistics(self) -> str:
        """The page of figures; words where there are none."""
        menu = self._menu
        assert menu is not None
        try:
            players = self._records.players()
            if not players:
                return "Nobody has played yet, or nothing is kept of games."
            from quizzer.terminal.statistics_page import StatisticsPage

            self._stage.show(
                StatisticsPage(
                    self._glyphs,
                    players,
                    statistics=self._records.statistics,
                    done=lambda: self._stage.show(menu),
                )
            )
        except QuizzerError as trouble:
            return str(trouble)
        return ""

    def _set(self, settings: Settings) -> str:
        self._settings = settings
        self._stage.theme = settings.theme
        self._stage.edit_with(settings.keys)
        if self._menu is not None:
            self._menu.start_from(settings)
        try:
            save_settings(settings)
        except QuizzerError as trouble:
            return str(trouble)
        return ""


def _print(lines: Sequence[Line]) -> None:
    """Lines below what stood on the ordinary screen before; nobody may be there to read them."""
    try:
        width = os.get_terminal_size(sys.stdout.fileno()).columns
        for row in wrap_all(lines, min(width, 100)):
            sys.stdout.write("".join(text for _, text in row).rstrip() + "\n")
        sys.stdout.flush()
    except OSError:
        return
