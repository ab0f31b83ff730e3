"""`quizzer check`: every fault of a bank as path:line:column."""

from __future__ import annotations

import click

from quizzer.banks import check_bank
from quizzer.commands.shipped import find_bank
from quizzer.errors import BankError
from quizzer.terminal.safe import printable

__all__ = ["command"]


@click.command("check")
@click.argument("banks", nargs=-1, required=True, type=click.Path(), metavar="BANK...")
def command(banks: tuple[str, ...]) -> int:
    """Find every fault of a bank, a file or a name, each as path:line:column: error|warning: message.

    The exit status is 1 if there is an error.

    \b
    quizzer check my_bank.yaml
    quizzer check question_banks/*.yaml
    """
    errors = 0
    for bank in map(_found, banks):
        faults = check_bank(bank)
        for fault in faults:
            click.echo(printable(fault.text(bank)))
        found = sum(fault.severity == "error" for fault in faults)
        if not faults:
            click.echo(printable(f"{bank}: no fault found"))
        errors += found
    return 1 if errors else 0


def _found(bank: str) -> str:
    """The file of a bank that has a name; what is no bank is told as a fault of its path."""
    try:
        return find_bank(bank)
    except BankError:
        return bank
