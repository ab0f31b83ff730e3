"""`quizzer export`: a bank's questions for another program."""

import time
from collections import Counter
from pathlib import Path

import click

from quizzer.commands.completion import complete_bank
from quizzer.commands.environment import library
from quizzer.commands.import_questions import tell_lost
from quizzer.commands.output import counted, refuse_to_replace, save, tell
from quizzer.errors import QuizzerError
from quizzer.terminal.safe import printable

FORMATS = ("opentdb", "red", "gift", "aiken", "quizbowl", "anki", "csv")


@click.command("export")
@click.argument("banks", nargs=-1, required=True, type=click.Path(), metavar="BANK...", shell_complete=complete_bank)
@click.option("--to", "format_", required=True, type=click.Choice(FORMATS), help="The format to write.")
@click.option("-o", "--output", type=click.Path(), help="The file to write; without it, standard output.")
def command(banks: tuple[str, ...], format_: str, output: str | None) -> int:
    from quizzer.formats import export_questions

    suffix = Path(output).suffix.lower() if output else ""
    refuse_to_replace(banks, output)
    known = library()
    bank = known.open(known.paths(banks))
    exported = export_questions(format_, bank.questions, title=bank.title, suffix=suffix, at=time.time())
    lost = exported.lost + Counter({"the licence": 1 if bank.license else 0})
    tell_lost(f"{format_} has no room for", lost)
    if not exported.written:
        raise QuizzerError(f"there is no question here that {format_} can hold; nothing was written")
    if output is None:
        click.echo(printable(str(exported.content)), nl=False)
        return 0
    content = exported.content.encode("utf-8", "replace") if isinstance(exported.content, str) else exported.content
    save(content, output)
    tell(f"{output}: {counted(exported.written, 'question')}")
    return 0
