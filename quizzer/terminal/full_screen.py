"""The full-screen application: the menu, games, results and settings, and the text left on the screen after it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from quizzer.driver import Driver
from quizzer.errors import RecordsError
from quizzer.games import PreparedGame, Wish
from quizzer.session import phrase
from quizzer.terminal.canvas import QUICKEST
from quizzer.terminal.game_page import GamePage
from quizzer.terminal.game_summary import parting_words, share_line, summary
from quizzer.terminal.layout import Line, glyphs_for, in_ascii, wrap_all
from quizzer.terminal.page_screen import PageScreen
from quizzer.terminal.pages import WIDEST
from quizzer.terminal.safe import one_line
from quizzer.terminal.settings import Settings, save_settings
from quizzer.terminal.shared_keyboard import SharedKeyboard

if TYPE_CHECKING:
    from quizzer.games.library import BankOffer, History
    from quizzer.records import Records, Unfinished
    from quizzer.terminal.menu_page import MenuPage


@dataclass(eq=False)
class FullScreen:
    """Everything between entering the full screen and leaving it.

    `new_game` makes the game that is wished for, `resume_game` an unfinished one; they raise QuizzerError.
    `settings_file` is where changed settings are kept.
    """

    settings: Settings
    _: KW_ONLY
    settings_file: Path
    new_game: Callable[[Wish], PreparedGame]
    resume_game: Callable[[Unfinished], PreparedGame]

    def __post_init__(self) -> None:
        settings = self.settings
        self._glyphs = glyphs_for(os.environ)
        self._screen = PageScreen(
            self._glyphs, theme=settings.theme, keys=settings.keys, stop=self._stop, interrupt=self._interrupt
        )
        self.announce: Callable[[str], None] = self._screen.announce
        self.wait: Callable[[str], None] = self._screen.wait
        self._menu: MenuPage | None = None
        self._keyboard: SharedKeyboard | None = None
        self._game: PreparedGame | None = None
        self._playing = ExitStack()  # what lasts as long as the game
        self._another: Wish | None = None  # what another round would be
        self._quit: Callable[[], None] = self._done  # breaks the game off for good
        self._told: list[Line] = []
        self._complaints: list[str] = []

    def play(self, game: PreparedGame, another: Wish | None = None) -> int:
        """A game without a menu, and after it as many of `another` wish as the player likes; the exit status."""
        self._begin(game, another)
        return self._run()

    def choose(self, offers: Sequence[BankOffer], history: History) -> int:
        """Games from the menu, until the player leaves; the exit status."""
        from quizzer.terminal.menu_page import MenuPage

        self._menu = MenuPage(
            self._glyphs,
            offers,
            replace(self.settings.wish, banks=offers[0].paths),
            history,
            play=lambda wish: self._begin(self.new_game(wish), None if wish.daily else wish),
            resume=lambda unfinished: self._begin(self.resume_game(unfinished), None),
            settings=self._open_settings,
            statistics=lambda: self._open_statistics(history),
            cards=lambda player: self._open_cards(history.records, player, history.now),
            show=self._screen.show,
            fill_in=self._screen.fill_in,
            leave=lambda: self._screen.leave(0),
        )
        # What was typed while the banks were read is meant for no menu that nobody has seen.
        self._screen.show(self._menu, then=lambda: None)
        return self._run()

    def browse(self, records: Records, player: str, now: Callable[[], datetime]) -> int:
        """The cards of a player, without a menu; the exit status."""
        self._open_cards(records, player, now)
        return self._run()

    def complain(self, sentence: str) -> None:
        """Show a sentence, and leave it on standard error in the end. May be called from any thread."""
        self._complaints.append(sentence)
        self._screen.announce(sentence)

    def _run(self) -> int:
        status = None
        try:
            status = self._screen.run()
            return status
        finally:
            # A signal, a closed window or a crash ends the program, and not the game.
            self._end_game(is_over=status == 0, is_last=True)
            self._leave_behind()

    def _begin(self, game: PreparedGame, another: Wish | None) -> None:
        """Put a game on the screen; `another` is what one more round would be."""
        driver, quips = Driver(game.session, journal=game.journal), self.settings.quips == "on"
        keyboard = SharedKeyboard(driver, game.seats, never_ask=game.never_ask, quips=quips)
        page = GamePage(
            keyboard,
            self._glyphs,
            over=lambda broken_off: self._over(page, broken_off),
            game=game,
            moves=self.settings.motion == "full" and not os.environ.get("NO_MOTION") and self._screen.pace == QUICKEST,
        )
        self._keyboard, self._game, self._another, self._quit = keyboard, game, another, page.quit
        self._playing.enter_context(game.being_played())
        if game.note:
            self._screen.announce(game.note)
        self._screen.show(page, then=keyboard.wake_referee)

    def _another_round(self, wish: Wish) -> None:
        """Begin another round. Raises QuizzerError if none is possible."""
        game = self.new_game(wish)
        self._end_game()
        self._begin(game, self._another)

    def _over(self, page: GamePage, broken_off: bool) -> None:
        from quizzer.terminal.result_page import ResultPage  # nothing that the first frame waits for

        keyboard, game = self._keyboard, self._game
        assert keyboard is not None
        assert game is not None
        if broken_off and self._menu is None:
            self._screen.leave(0)
            return
        self._screen.show(
            ResultPage(
                keyboard,
                self._glyphs,
                game=game,
                done=self._done,
                again=self._another,
                offer=game.offer() if not broken_off else None,
                begin=self._another_round,
                reopened=lambda: self._screen.show(page),
            )
        )

    def _done(self) -> None:
        is_over = self._game is None or self._game.session.phase == "over"
        self._end_game(is_over=is_over, is_last=self._menu is None)
        if self._menu is None:
            self._screen.leave(0)
        else:
            self._menu.refresh()
            self._screen.show(self._menu)

    def _stop(self, status: int) -> None:
        """Ctrl-C, Ctrl-D or a signal: leave the full screen. The game can be resumed, except after Ctrl-D.

        Ctrl-D in a game that was begun in the menu ends the game alone, as `:quit` does.
        """
        if status or self._menu is None or self._game is None:
            self._screen.leave(status)
        elif self._game.session.phase == "over":
            self._done()
        else:
            self._quit()

    def _interrupt(self) -> None:
        """Ctrl-C: out of a game that was begun in the menu and back there, and anywhere else out of the program."""
        if self._menu is None or self._game is None:
            self._stop(130)
        else:
            self._done()

    def _end_game(self, *, is_over: bool = True, is_last: bool = False) -> None:
        """Keep what is to stay of a game on the ordinary screen; without `is_over` it can be resumed.

        The game that `is_last` is shown in full, and of those before it that are over the line to share.
        """
        keyboard, game = self._keyboard, self._game
        if keyboard is None or game is None:
            return
        if is_over:
            keyboard.stop()
        self._playing.close()
        self._told += summary(keyboard) if is_last else []
        line = share_line(keyboard, game, self._glyphs)
        if line and (is_last or game.session.phase == "over"):
            self._told += [[], [("", line)]]
        words = parting_words(game, self.settings.wish) if is_last else []
        self._told += [words] if words else []
        self._keyboard = self._game = None

    def _open_settings(self) -> None:
        from quizzer.terminal.menu_page import SettingsPage

        file, fill_in = str(self.settings_file), self._screen.fill_in
        self._screen.show(SettingsPage(self._glyphs, self.settings, file, self._set, fill_in, leave=self._done))

    def _open_cards(self, records: Records, player: str, now: Callable[[], datetime]) -> None:
        from quizzer.terminal.cards_page import CardsPage

        self._screen.show(CardsPage(self._glyphs, player, records, now, self._screen.show, leave=self._done))

    def _open_statistics(self, history: History) -> None:
        """Show the page of statistics. Raises QuizzerError if there are none."""
        from quizzer.terminal.statistics_page import StatisticsPage

        players = [one.name for one in history.records.players()]
        if not players:
            raise RecordsError(phrase("statistics.none"))
        self._screen.show(StatisticsPage(self._glyphs, players, history.statistics, leave=self._done))

    def _set(self, settings: Settings) -> None:
        self.settings = settings
        self._screen.theme = settings.theme
        self._screen.edit_with(settings.keys)
        if self._menu is not None:
            self._menu.start_from(settings)
        save_settings(settings, self.settings_file)

    def _leave_behind(self) -> None:
        """Write the results below the earlier text of the ordinary screen; its reader may be gone."""
        spelt = in_ascii if self._glyphs.are_ascii else str
        with suppress(OSError):
            for sentence in self._complaints:
                sys.stderr.write(spelt(f"quizzer: {one_line(sentence)}\n"))
            sys.stderr.flush()
            width = os.get_terminal_size(sys.stdout.fileno()).columns
            for row in wrap_all(self._told, min(width, WIDEST)):
                sys.stdout.write(spelt("".join(text for _, text in row).rstrip()) + "\n")
            sys.stdout.flush()
