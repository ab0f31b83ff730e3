"""`quizzer import` of other programs' questions: one command for each format, and what they share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from quizzer.bounds import LARGEST_BANK, LARGEST_SOURCE
from quizzer.commands.output import SCHEMA_FILE, counted, refuse_to_replace, save_bank, tell
from quizzer.errors import QuizzerError, SourceError
from quizzer.terminal.safe import one_line

if TYPE_CHECKING:
    from quizzer.formats import Imported

STANDARD_INPUT = "standard input"
_MOST_TOLD = 20
_MOST_LOST = 40


class _About(NamedTuple):
    """What the help of a command says, with lines to try; `has_choices` if questions may come with choices."""

    does: str
    examples: str
    has_choices: bool


_COMMANDS = {
    "opentdb": _About(
        "Make a bank from questions of the Open Trivia Database, as its API answers with them, in any encoding.\n\n"
        "Its questions are under CC BY-SA 4.0, and so the bank says.",
        "quizzer import opentdb film.json -o film.yaml\n"
        "curl 'https://opentdb.com/api.php?amount=50&category=11' | quizzer import opentdb - -o film.yaml --free-text",
        True,
    ),
    "red": _About(
        "Make a bank from trivia lists of the chat bot Red: YAML of version 3, or lines of version 2.\n\n"
        "Answers that YAML takes for true or false (yes, on) are right in all their spellings, as they are for Red.",
        "quizzer import red movies.yaml -o movies_bank.yaml\n"
        "quizzer import red 90s.yaml disney.yaml -o both.yaml --title Both",
        False,
    ),
    "gift": _About(
        "Make a bank from questions in Moodle's GIFT: multiple choice, true or false, short answers, numbers.\n\n"
        "Answers that earn a share of the points are asked back about. Matching and essays are left out, and counted.",
        "quizzer import gift exam.txt -o exam.yaml\nquizzer import gift exam.txt -o exam.yaml --free-text",
        True,
    ),
    "aiken": _About(
        "Make a bank from multiple choice in Moodle's Aiken format.",
        "quizzer import aiken exam.txt -o exam.yaml",
        True,
    ),
    "quizbowl": _About(
        "Make a bank from quizbowl tossups and bonuses: JSON of qbreader, packets, searches, its database's lines.\n\n"
        "Answer lines become what is accepted, asked back about and rejected.",
        "quizzer import quizbowl packet.json -o packet.yaml\n"
        "curl 'https://www.qbreader.org/api/random-tossup?number=20' | quizzer import quizbowl - -o tossups.yaml",
        False,
    ),
    "anki": _About(
        "Make a bank from notes of Anki: File, Export, “Notes in Plain Text”. Each cloze becomes a question.",
        "quizzer import anki notes.txt -o notes.yaml",
        False,
    ),
    "csv": _About(
        "Make a bank from a table, .csv or .tsv, whose first line names the columns.\n\n"
        "There must be a question and an answer; there may be accept, reject, prompt, kind, category, difficulty, "
        "choices (or wrong answers), hints, explanation, film, tags, source and others. Several names in a cell stand "
        "between bars: Father Christmas | Santa.",
        "quizzer import csv questions.csv -o questions.yaml\n"
        "quizzer import csv - -o pub_quiz.yaml --title 'Pub quiz' < quiz.tsv",
        True,
    ),
}


def commands() -> list[click.Command]:
    """The commands of `quizzer import`, one for each format."""
    return [_command(name, about) for name, about in _COMMANDS.items()]


def _command(name: str, about: _About) -> click.Command:
    options: list[click.Parameter] = [
        click.Argument(["files"], nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="FILE..."),
        click.Option(["-o", "--output"], type=click.Path(), help="The bank to write; without it, standard output."),
        click.Option(["--title"], help="The title of the bank."),
        click.Option(["--license", "license_"], help="The licence of the questions, such as CC0-1.0."),
        click.Option(["--verbose"], is_flag=True, help="Tell of every fault."),
    ]
    if about.has_choices:
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
        _refuse(files, output, title)
        imported = _read(name, files, free_text=free_text)
        imported.title = one_line(title).strip() if title else imported.title or _title_of(files)
        imported.license = one_line(license_).strip() if license_ else imported.license
        return _give(imported, files, output, everything=verbose)

    text = f"{about.does}\n\nSeveral files make one bank; - is standard input.\n\n\b\n{about.examples}"
    return click.Command(name, params=options, callback=run, help=text)


def _refuse(files: tuple[str, ...], output: str | None, title: str | None) -> None:
    refuse_to_replace(files, output)
    if files.count("-") > 1:
        raise click.UsageError("standard input, -, can be read only once")
    if title is not None and not one_line(title).strip():
        raise click.UsageError("--title is empty")


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


def _called(file: str) -> str:
    return STANDARD_INPUT if file == "-" else file


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
            f"there is no question in {where} that can be asked; nothing was written", file=_called(files[0])
        )
    text = write_bank(
        title=imported.title,
        license=imported.license,
        author=imported.author,
        description=imported.description,
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
