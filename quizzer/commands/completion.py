"""`quizzer completion`: what makes a shell complete commands, banks, films and categories."""

import click
from click.shell_completion import CompletionItem, get_completion_class

from quizzer.banks import Bank
from quizzer.commands.environment import library
from quizzer.commands.usage import Word
from quizzer.errors import QuizzerError
from quizzer.terminal.safe import one_line

VARIABLE = "_QUIZZER_COMPLETE"
"""The environment variable by which a shell asks for completions."""

_MENDED = {
    # Bash puts in what it is told as it is, so it quotes that itself; behind a quotation mark readline does.
    "bash": {
        "read type": "read -r type",
        "COMPREPLY+=($value)": "[[ ${COMP_WORDS[COMP_CWORD]} == [\\'\\\"]* ]] && compopt -o filenames "
        """|| value=$(printf %q "$value")
            COMPREPLY+=("$value")""",
    },
    # A title may have commas in it: only the first one parts it from what kind of completion it is.
    "fish": {'string split "," ': 'string split -m 1 "," '},
    # The file is read as a function the first time alone; asked so, each second completion would be none.
    "zsh": {"$zsh_eval_context[-1] == loadautofunc": "$funcstack[1] == _quizzer"},
}


@click.command("completion")
@click.argument("shell", type=Word(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    kind = get_completion_class(shell)
    assert kind is not None
    maker = kind(context.find_root().command, {}, "quizzer", VARIABLE)
    script = maker.source_template % maker.source_vars()
    for before, after in _MENDED.get(shell, {}).items():
        script = script.replace(before, after)
    click.echo(script)
    return 0


def complete_bank(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Banks that have names, own and shipped; files where no name begins so."""
    return _items(list(library().names()), incomplete) or [CompletionItem(incomplete, type="file")]


def complete_category(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The categories of the banks that were named, or of all shipped ones."""
    return _items(sorted(bank.categories) if (bank := _bank(context)) else [], incomplete)


def complete_film(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The films of those banks."""
    return _items(bank.titles_beginning(incomplete) if (bank := _bank(context)) else [], incomplete)


def _items(values: list[str], incomplete: str) -> list[CompletionItem]:
    begun = incomplete.casefold()
    return [CompletionItem(one_line(value)) for value in values if value.casefold().startswith(begun)]


def _bank(context: click.Context) -> Bank | None:
    """What a completion is for can't be told of a bank with faults: then there is none."""
    # Behind an option that still lacks its value click leaves the banks among what it did not understand.
    words = context.params.get("banks") or [word for word in context.args if not word.startswith("-")]
    try:
        banks = library()
        return banks.open(banks.paths(words))
    except QuizzerError:
        return None
