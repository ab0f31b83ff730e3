"""The surroundings of commands: time, chance, folders, language, and a place for complaints."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import click

from quizzer.errors import RecordsError
from quizzer.folders import Folders
from quizzer.games.library import Library
from quizzer.terminal.safe import printable

if TYPE_CHECKING:
    from quizzer.records import Records
    from quizzer.sources.network import Network
    from quizzer.terminal.full_screen import FullScreen
    from quizzer.terminal.settings import Settings


def now() -> datetime:
    """Returns the time, in the player's own time zone."""
    return datetime.now().astimezone()


def folders() -> Folders:
    """Returns the user's folders."""
    return Folders.of(os.environ)


def library(teller: Teller | None = None) -> Library:
    """Returns all banks of the user."""
    return Library(folders(), wait=teller.wait) if teller is not None else Library(folders())


def open_records(tell: Callable[[str], object] | None = None) -> Records:
    """Opens the user's records. By default, standard error shows complaints. Raises RecordsError."""
    from quizzer.records import Records

    return _as_set(Records.open(folders().records, tell=tell or Teller(), or_read=True))


def records_for_play(*, keep: bool, tell: Callable[[str], object]) -> Records:
    """Opens the records; keeps them in memory if `keep` is False or, after a complaint, if it cannot open them."""
    from quizzer.records import Records
    from quizzer.records import open_records as open_or_keep_in_memory

    return _as_set(open_or_keep_in_memory(folders().records, tell=tell) if keep else Records.open(None, tell=tell))


def _as_set(records: Records) -> Records:
    """Gives the records the study settings. A game reports faults in the settings, so this does not."""
    records.scheduling = settings_for_play(lambda _: None).scheduling
    return records


def latest_player(records: Records) -> str:
    """Returns the name of the latest to play. Raises RecordsError if nobody has."""
    if players := records.players():
        return players[0].name
    raise RecordsError("there are no games yet; to play one, run: quizzer play")


def settings_for_play(tell: Callable[[str], object]) -> Settings:
    """Loads the user's settings. Passes a fault to `tell` and uses defaults for the faulty ones."""
    from quizzer.terminal.settings import SettingsError, load_settings

    try:
        return load_settings(folders().settings)
    except SettingsError as trouble:
        tell(f"{trouble}. quizzer uses the default instead.")
        return trouble.others


def speak(language: str | None) -> None:
    """Sets the language of games; None stands for that of an earlier call, the settings or the environment."""
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


def open_network(tell: Callable[[str], object]) -> Network:
    """Opens the network, with the address QUIZZER_CONTACT for the user. Raises QuizzerError without httpx."""
    import time

    from quizzer.sources.network import Network

    return Network(clock=time.monotonic, sleep=time.sleep, tell=tell, contact=os.environ.get("QUIZZER_CONTACT", ""))


class Teller:
    """Says what is wrong without stopping the game: on standard error, or on the full screen."""

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
        """Says why a person at the terminal has to wait."""
        if self._screen is not None:
            self._screen.wait(sentence)
        elif sys.stderr.isatty() and not self._has_waited:
            self._has_waited = True
            click.echo(sentence, err=True)

    def move_to(self, screen: FullScreen) -> None:
        """Speaks on this screen from now on, and repeats there what the screen will cover."""
        for sentence in self._said:
            screen.announce(sentence)
        self._screen = screen
