"""`quizzer completion`: complete commands, banks, films and categories in a shell."""

import click
from click.shell_completion import CompletionItem, get_completion_class

from quizzer.banks import Bank
from quizzer.commands.environment import library
from quizzer.errors import QuizzerError
from quizzer.terminal.safe import one_line

VARIABLE = "_QUIZZER_COMPLETE"
"""The environment variable with which a shell asks for completions."""

_MENDED = {
    # Bash inserts completions as they are, so the script quotes them; after a quotation mark, readline does.
    "bash": {
        "read type": "read -r type",
        "COMPREPLY+=($value)": "[[ ${COMP_WORDS[COMP_CWORD]} == [\\'\\\"]* ]] && compopt -o filenames "
        """|| value=$(printf %q "$value")
            COMPREPLY+=("$value")""",
    },
    # A title may have commas in it: only the first one separates it from the kind of completion.
    "fish": {'string split "," ': 'string split -m 1 "," '},
    # zsh loads the file as a function only once; with click's test, the second completion is empty.
    "zsh": {"$zsh_eval_context[-1] == loadautofunc": "$funcstack[1] == _quizzer"},
}


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
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
    """Names of banks, or files if no name begins like this."""
    return _items(list(library().names()), incomplete) or [CompletionItem(incomplete, type="file")]


def complete_category(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The categories of the named banks, by default of all shipped ones."""
    return _items(sorted(bank.categories) if (bank := _bank(context)) else [], incomplete)


def complete_film(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The films of these banks."""
    return _items(bank.titles_beginning(incomplete) if (bank := _bank(context)) else [], incomplete)


def _items(values: list[str], incomplete: str) -> list[CompletionItem]:
    begun = incomplete.casefold()
    return [CompletionItem(one_line(value)) for value in values if value.casefold().startswith(begun)]


def _bank(context: click.Context) -> Bank | None:
    """The banks of a command line; None if quizzer cannot read them."""
    # After an option without its value, click leaves the banks among the words that it did not understand.
    words = context.params.get("banks") or [word for word in context.args if not word.startswith("-")]
    try:
        banks = library()
        return banks.open(banks.paths(words))
    except QuizzerError:
        return None
