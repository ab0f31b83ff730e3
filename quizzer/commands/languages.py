"""The language in which a command says what a game says: `--language`, the settings, or what the computer speaks."""

import os

import click

from quizzer.commands.environment import settings_for_play
from quizzer.session import LANGUAGE, LANGUAGES


def speak(language: str | None) -> None:
    """Speak a language from now on; without one that of the settings, or else of the environment. What was chosen
    before stands. Raises click.BadParameter for a language that no game speaks."""
    if language not in (None, *LANGUAGES):
        raise click.BadParameter(f"a game speaks {' or '.join(LANGUAGES)}", param_hint="--language")
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
