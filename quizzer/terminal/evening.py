"""An evening on the full screen: menu, games, results, settings; afterwards the scores on the ordinary screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from quizzer.driver import Driver
from quizzer.errors import QuizzerError
from quizzer.terminal.ascii_only import in_ascii
from quizzer.terminal.game_page import GamePage
from quizzer.terminal.game_summary import legend, result_line, summary
from quizzer.terminal.glyphs import glyphs_for
from quizzer.terminal.layout import Line, wrap_all
from quizzer.terminal.local_game import LocalGame
from quizzer.terminal.menu_page import MenuPage, Wish
from quizzer.terminal.page_screen import PageScreen
from quizzer.terminal.praise import new_best
from quizzer.terminal.records import BankOffer, Records
from quizzer.terminal.safe import one_line
from quizzer.terminal.seats import Seat
from quizzer.terminal.settings import Settings, config_folder, save_settings
from quizzer.terminal.sitting import Sitting

if TYPE_CHECKING:
    from quizzer.records import Unfinished

__all__ = ["Evening"]


class Evening:
    """Everything between entering the full screen and leaving it.

    `open_game` makes the game that is wished for, `resume` takes one up that was broken off; they raise QuizzerError.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        open_game: Callable[[Wish], Sitting],
        records: Records,
        resume: Callable[[Unfinished], Sitting] | None = None,
    ) -> None:
        self.settings = settings
        self._open_game = open_game
        self._resume = resume
        self._records = records
        self._glyphs = glyphs_for(os.environ)
        self._is_coloured = not os.environ.get("NO_COLOR")
        self._stage = PageScreen(self._glyphs, theme=settings.theme, keys=settings.keys, stop=self._stop)
        self._menu: MenuPage | None = None
        self._table: LocalGame | None = None
        self._sitting: Sitting | None = None
        self._playing = ExitStack()  # what lasts as long as the game
        self._another: Wish | None = None  # what another round would be
        self._told: list[Line] = []
        self._complaints: list[str] = []

    def play(self, wish: Wish, *, rounds: bool) -> int:
        """One game, without a menu, and with `rounds` as many further ones as the player likes; the exit status."""
        self._begin(self._open_game(wish), wish.seats, wish if rounds else None)
        return self._run()

    def choose(self, offers: Sequence[BankOffer], wish: Wish) -> int:
        """Games from the menu, until the player leaves; the exit status."""
        self._menu = MenuPage(
            self._glyphs,
            offers,
            wish,
            records=self._records,
            play=self._try_to_begin,
            resume=self._try_to_resume,
            settings=self._open_settings,
            statistics=self._open_statistics,
            fill_in=self._stage.fill_in,
            leave=lambda: self._stage.leave(0),
        )
        self._stage.show(self._menu)
        return self._run()

    def announce(self, sentence: str) -> None:
        """Show a sentence until Enter is pressed."""
        self._stage.announce(sentence)

    def complain(self, sentence: str) -> None:
        """The same, and it is left on standard error in the end. May be called from any thread."""
        self._complaints.append(sentence)
        self._stage.announce(sentence)

    def _run(self) -> int:
        status = None
        try:
            status = self._stage.run()
            return status
        finally:
            # A signal, a closed window or a crash ends the program, and not the game.
            self._end_game(is_over=status == 0)
            self._leave_behind()

    def _begin(self, sitting: Sitting, seats: Sequence[Seat], another: Wish | None) -> None:
        """Put a game on the screen; `another` is what one more round would be. Raises QuizzerError for odd names."""
        table = LocalGame(Driver(sitting.session, journal=sitting.journal), seats, never_ask=sitting.never_ask)
        page = GamePage(table, self._glyphs, over=lambda broken_off: self._over(page, broken_off), aside=sitting.aside)
        self._table, self._sitting, self._another = table, sitting, another
        self._playing.enter_context(sitting.while_played())
        if sitting.note:
            self._stage.announce(sitting.note)
        self._stage.show(page)

    def _try_to_begin(self, wish: Wish) -> str:
        try:
            self._begin(self._open_game(wish), wish.seats, wish)
        except QuizzerError as trouble:
            return str(trouble)
        return ""

    def _try_to_resume(self, game: Unfinished) -> str:
        assert self._resume is not None
        try:
            self._begin(self._resume(game), (), None)
        except QuizzerError as trouble:
            return str(trouble)
        return ""

    def _another_round(self) -> str:
        wish = self._another
        assert wish is not None
        try:
            sitting = self._open_game(wish)
        except QuizzerError as trouble:
            return str(trouble)
        self._end_game()
        self._begin(sitting, wish.seats, wish)
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
                legend=legend(coloured=self._is_coloured, ascii_only=self._glyphs.are_ascii),
                beaten=new_best(table.session.standings(), table.reason, sitting.best),
                done=self._done,
                again=self._another_round if self._another is not None else None,
                reopened=lambda: self._stage.show(game),
            )
        )

    def _done(self) -> None:
        self._end_game()
        if self._menu is None:
            self._stage.leave(0)
        else:
            self._menu.refresh()
            self._stage.show(self._menu)

    def _stop(self, status: int) -> None:
        """Ctrl-C, Ctrl-D, a signal: the full screen is left, and but for Ctrl-D the game can be gone on with."""
        self._stage.leave(status)

    def _end_game(self, *, is_over: bool = True) -> None:
        """What stays of a game on the ordinary screen; without `is_over` it can be gone on with."""
        if self._table is None or self._sitting is None:
            return
        if is_over:
            self._table.stop()
        self._playing.close()
        self._told += summary(self._table.session, self._table.reason, self._table.teams)
        if any(chapter.counts for chapter in self._table.chapters):
            self._told += [[], *([("", line)] for line in self._share(self._table, self._sitting).split("\n"))]
        words = self._sitting.parting_words
        self._told += [[("class:quiet", words)]] if words else []
        self._table = self._sitting = None

    def _share(self, table: LocalGame, sitting: Sitting) -> str:
        return result_line(
            table.chapters,
            table.players,
            about=sitting.about,
            coloured=self._is_coloured,
            ascii_only=self._glyphs.are_ascii,
        )

    def _open_settings(self) -> None:
        from quizzer.terminal.settings_page import SettingsPage

        menu = self._menu
        assert menu is not None
        self._stage.show(
            SettingsPage(
                self._glyphs,
                self.settings,
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
        self.settings = settings
        self._stage.theme = settings.theme
        self._stage.edit_with(settings.keys)
        if self._menu is not None:
            self._menu.start_from(settings)
        try:
            save_settings(settings)
        except QuizzerError as trouble:
            return str(trouble)
        return ""

    def _leave_behind(self) -> None:
        """What stays on the ordinary screen, below what stood there before; nobody may be there to read it."""
        spelt = in_ascii if self._glyphs.are_ascii else str
        with suppress(OSError):
            for sentence in self._complaints:
                sys.stderr.write(spelt(f"quizzer: {one_line(sentence)}\n"))
            sys.stderr.flush()
            width = os.get_terminal_size(sys.stdout.fileno()).columns
            for row in wrap_all(self._told, min(width, 100)):
                sys.stdout.write(spelt("".join(text for _, text in row).rstrip()) + "\n")
            sys.stdout.flush()
