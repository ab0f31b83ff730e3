"""`quizzer banks`: the banks that you can play by name."""

import click

from quizzer.commands.environment import library
from quizzer.commands.output import counted
from quizzer.errors import QuizzerError
from quizzer.terminal.safe import one_line


@click.command("banks")
def command() -> int:
    known = library()
    formatter = click.HelpFormatter()
    rows = []
    for name, path in known.names().items():
        try:
            bank = known.open(str(path))
            rows.append((name, one_line(f"{bank.title}: {counted(len(bank.questions), 'question')}. {bank.about}")))
        except QuizzerError as trouble:
            rows.append((name, one_line(f"quizzer cannot read this bank: {trouble}")))
    formatter.write_dl(rows)
    click.echo(formatter.getvalue(), nl=False)
    return 0
