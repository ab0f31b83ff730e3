"""`quizzer completion`: what makes a shell complete commands, banks, films and categories."""

from __future__ import annotations

import os
import re

import click
from click.shell_completion import CompletionItem, get_completion_class

from quizzer.banks import Bank, load_bank
from quizzer.commands.shipped import find_bank, shipped_banks
from quizzer.errors import QuizzerError
from quizzer.terminal.safe import one_line

__all__ = ["VARIABLE", "command", "complete_bank", "complete_category", "complete_film"]

VARIABLE = "_QUIZZER_COMPLETE"
"""The environment variable by which a shell asks for completions."""


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print the script that completes commands, banks, films and categories in a shell.

    \b
    bash   quizzer completion bash > ~/.local/share/bash-completion/completions/quizzer
    zsh    quizzer completion zsh > "${fpath[1]}/_quizzer"
    fish   quizzer completion fish > ~/.config/fish/completions/quizzer.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None
    maker = kind(context.find_root().command, {}, "quizzer", VARIABLE)
    click.echo(maker.source_template % maker.source_vars())
    return 0


def complete_bank(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Shipped banks by name; files where no name begins so."""
    names = [path.stem for path in shipped_banks() if path.stem.startswith(incomplete)]
    return [CompletionItem(name) for name in names] or [CompletionItem(incomplete, type="file")]


def complete_category(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The categories of the banks that were named, or of all shipped ones."""
    bank = _bank(context)
    return _items(sorted(bank.categories) if bank else [], incomplete)


def complete_film(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The films of those banks."""
    bank = _bank(context)
    return _items(sorted(film.title for film in bank.films) if bank else [], incomplete)


def _items(values: list[str], incomplete: str) -> list[CompletionItem]:
    begun = incomplete.casefold()
    fitting = [one_line(value) for value in values if value.casefold().startswith(begun)]
    if os.environ.get(VARIABLE, "").startswith("bash"):
        # The other shells quote what they put in. Bash takes it as it is, after its `read` has eaten one backslash.
        fitting = [re.sub(r"([^\w@%+=:./-])", r"\\\\\1", value) for value in fitting]
    return [CompletionItem(value) for value in fitting]


def _bank(context: click.Context) -> Bank | None:
    """What a completion is for can't be told of a bank with faults: then there is none."""
    # Behind an option that still lacks its value click leaves the banks among what it did not understand.
    words = context.params.get("banks") or [word for word in context.args if not word.startswith("-")]
    try:
        named = [find_bank(name) for name in words]
        return load_bank(named or shipped_banks())
    except QuizzerError:
        return None
