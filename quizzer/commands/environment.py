"""What commands take from the world around them: the time, chance, the folders, the language, and somebody to tell of
trouble."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from random import SystemRandom
from typing import TYPE_CHECKING

import click

from quizzer.folders import Folders
from quizzer.games.library import Library
from quizzer.terminal.safe import printable

if TYPE_CHECKING:
    from quizzer.records import Records
    from quizzer.sources.network import Network
    from quizzer.terminal.full_screen import FullScreen
    from quizzer.terminal.settings import Settings


def now() -> datetime:
    """Now, in the player's own time zone."""
    return datetime.now().astimezone()


def random_seed() -> int:
    """A seed by chance, short enough to be typed."""
    return SystemRandom().randrange(1_000_000)


def folders() -> Folders:
    """Where things are kept for whoever runs this."""
    return Folders.of(os.environ)


def library(teller: Teller | None = None) -> Library:
    """All banks of whoever runs this."""
    return Library(folders(), tell=teller, wait=teller.wait) if teller is not None else Library(folders())


def open_records(tell: Callable[[str], object] | None = None) -> Records:
    """The records of whoever runs this, for a command that needs them. Raises RecordsError.

    `tell` hears of what can't be recorded, and of what is damaged; without it, standard error shows that.
    """
    from quizzer.records import Records

    return _as_set(Records.open(folders().records, tell=tell or Teller(), or_read=True))


def records_for_play(*, keep: bool, tell: Callable[[str], object]) -> Records:
    """The records; if they can't be opened that is said, and they are in memory, as if `keep` were False."""
    from quizzer.records import Records
    from quizzer.records import open_records as open_or_keep_in_memory

    return _as_set(open_or_keep_in_memory(folders().records, tell=tell) if keep else Records.open(None, tell=tell))


def _as_set(records: Records) -> Records:
    """The records, for study as the settings want it; whoever plays is told of a fault in these."""
    records.scheduling = settings_for_play(lambda _: None).scheduling
    return records


def settings_for_play(tell: Callable[[str], object]) -> Settings:
    """The settings of whoever runs this; a fault in them is told, and stops no game."""
    from quizzer.terminal.settings import SettingsError, load_settings

    try:
        return load_settings(folders().settings)
    except SettingsError as trouble:
        tell(f"{trouble}. The default holds instead.")
        return trouble.others


def speak(language: str | None) -> None:
    """Speak a language from now on; without one that of the settings, or else of the environment. What was chosen
    before stands. Raises click.BadParameter for a language that no game speaks."""
    from quizzer.session import LANGUAGE, LANGUAGES

    if language not in (None, *LANGUAGES):
        raise click.BadParameter(f"choose {' or '.join(LANGUAGES)}", param_hint="--language")
    if language is None and LANGUAGE.get(""):
        return
    chosen = language or settings_for_play(lambda _: None).language
    if chosen == "auto":
        local = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")[:2]
        chosen = local if local in LANGUAGES else "en"
    LANGUAGE.set(chosen)


language_option = click.option(
    "--language",
    metavar="en|de",
    callback=lambda _context, _option, language: speak(language),
    expose_value=False,
    help="What the game speaks; what your computer speaks if nothing is set.",
)


def open_network(tell: Callable[[str], object]) -> Network:
    """The net, for whoever runs this; QUIZZER_CONTACT is where they are reached. Raises QuizzerError without httpx."""
    import time

    from quizzer.sources.network import Network

    return Network(clock=time.monotonic, sleep=time.sleep, tell=tell, contact=os.environ.get("QUIZZER_CONTACT", ""))


class Teller:
    """Says what is wrong without stopping the game: on standard error, or on the screen that is up."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._has_waited = False
        self._screen: FullScreen | None = None

    def __call__(self, sentence: str) -> None:
        if self._screen is not None:
            self._screen.complain(sentence)
            return
        self._said.append(sentence)
        click.echo(f"quizzer: {printable(sentence)}", err=True)

    def wait(self, sentence: str) -> None:
        """Says why nothing moves for a while, where somebody sits there."""
        if self._screen is not None:
            self._screen.wait(sentence)
        elif sys.stderr.isatty() and not self._has_waited:
            self._has_waited = True
            click.echo(sentence, err=True)

    def move_to(self, screen: FullScreen) -> None:
        """Tell it there from now on, and what was said already once more: it will be covered."""
        for sentence in self._said:
            screen.announce(sentence)
        self._screen = screen
