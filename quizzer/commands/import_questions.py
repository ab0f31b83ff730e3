"""`quizzer import` of other programs' questions: one command for each format, and what they share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizzer.bounds import LARGEST_BANK, LARGEST_SOURCE
from quizzer.commands.output import SCHEMA_FILE, counted, refuse_to_replace, save_bank, tell
from quizzer.errors import QuizzerError, SourceError
from quizzer.grading.wordlists import read_texts
from quizzer.terminal.safe import one_line

if TYPE_CHECKING:
    from quizzer.formats import Imported

STANDARD_INPUT = "standard input"
_MOST_TOLD = 20
_MOST_LOST = 40
_WITH_CHOICES = ("opentdb", "gift", "aiken", "csv")


def commands() -> list[click.Command]:
    """The commands of `quizzer import`, one for each format."""
    return [_command(name, *text.rsplit("\n\n", 1)) for name, text in read_texts("importers", beside=__file__).items()]


def _command(name: str, does: str, examples: str) -> click.Command:
    options: list[click.Parameter] = [
        click.Argument(["files"], nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="FILE..."),
        click.Option(["-o", "--output"], type=click.Path(), help="The bank to write; without it, standard output."),
        click.Option(["--title"], help="The title of the bank."),
        click.Option(["--license", "license_"], help="The licence of the questions, such as CC0-1.0."),
        click.Option(["--verbose"], is_flag=True, help="Tell of every fault."),
    ]
    if name in _WITH_CHOICES:
        free = "Leave out the choices where the question makes sense without them."
        options.insert(4, click.Option(["--free-text"], is_flag=True, help=free))

    def run(
        files: tuple[str, ...],
        output: str | None,
        title: str | None,
        license_: str | None,
        verbose: bool,
        free_text: bool = False,
    ) -> int:
        refuse_to_replace(files, output)
        if files.count("-") > 1:
            raise click.UsageError("standard input, -, can be read only once")
        if title is not None and not one_line(title).strip():
            raise click.UsageError("--title is empty")
        imported = _read(name, files, free_text=free_text)
        imported.title = one_line(title).strip() if title else imported.title or _title_of(files)
        imported.license = one_line(license_).strip() if license_ else imported.license
        return _give(imported, files, output, everything=verbose)

    text = f"{does}\n\nSeveral files make one bank; - is standard input.\n\n\b\n{examples}"
    return click.Command(name, params=options, callback=run, help=text)


def _read(name: str, files: tuple[str, ...], *, free_text: bool) -> Imported:
    from quizzer.formats import Imported, in_one_bank, read_format

    found = []
    for file in files:
        try:
            text = _text_of(file)
        except SourceError as trouble:  # the other files are read all the same
            found.append(Imported(file=file, faults=[trouble]))
        else:
            found.append(read_format(name, text, file="" if file == "-" else file))
            for fault in found[-1].faults:
                fault.file = fault.file or STANDARD_INPUT
    return in_one_bank(found, free_text=free_text)


def _title_of(files: tuple[str, ...]) -> str:
    """A title out of the files' names."""
    stems = dict.fromkeys(one_line(Path(file).stem).replace("_", " ").strip() for file in files if file != "-")
    return ", ".join(stem for stem in stems if stem) or "Imported questions"


def _text_of(file: str) -> str:
    from quizzer.files import read_stream, read_text

    if file != "-":
        return read_text(file, at_most=LARGEST_SOURCE, error=SourceError)
    return read_stream(sys.stdin.buffer, name=STANDARD_INPUT, at_most=LARGEST_SOURCE, error=SourceError)


def _give(imported: Imported, files: tuple[str, ...], output: str | None, *, everything: bool) -> int:
    from quizzer.bank_files.yaml_writer import write_bank

    _tell_faults(imported, everything=everything)
    tell_lost("a bank has no room for", imported.lost)
    if not imported.entries:
        where = "it" if len(files) == 1 else "these files"
        raise SourceError(
            f"there is no question in {where} that can be asked; nothing was written",
            file=STANDARD_INPUT if files[0] == "-" else files[0],
        )
    text = write_bank(
        title=imported.title,
        license=imported.license,
        author=imported.author,
        about=imported.description,
        questions=imported.entries,
        schema=SCHEMA_FILE if output else "",
    )
    if len(text.encode()) > LARGEST_BANK:
        raise QuizzerError(
            f"this bank would be larger than the {LARGEST_BANK // 1_000_000} MB that are read: import less"
        )
    save_bank(text, output, told=counted(len(imported.entries), "question"))
    return 1 if imported.faults else 0


def _tell_faults(imported: Imported, *, everything: bool) -> None:
    faults = imported.faults if everything else imported.faults[:_MOST_TOLD]
    for fault in faults:
        tell(str(fault))
    if len(faults) < len(imported.faults):
        tell(f"and {counted(len(imported.faults) - len(faults), 'more fault')}: --verbose tells all")
    if faults and imported.entries:
        tell(f"{counted(len(imported.entries), 'question')} could be read all the same")


def tell_lost(who: str, lost: dict[str, int]) -> None:
    """Says on standard error what did not come along, by name and count; `who` has no room for it."""
    told = [f"{what} ({count:,})" for what, count in lost.items() if count > 0]
    more = f", and {len(told) - _MOST_LOST:,} more" if len(told) > _MOST_LOST else ""
    if told:
        tell(f"{who}: {', '.join(told[:_MOST_LOST])}{more}")
