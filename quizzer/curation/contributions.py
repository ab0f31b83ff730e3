"""Answers to open gaps: an accepted one becomes a fact of the bank."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable

import msgspec

from quizzer.bank_files.documents import Document
from quizzer.bank_files.edits import alone_at, replace_text, written_as
from quizzer.bank_files.faults import as_error
from quizzer.bank_files.hand_written import faults_in, read_hand_written
from quizzer.bank_files.nodes import file_of, items_at
from quizzer.bank_files.placing import Value
from quizzer.bank_files.reader import read_bank_file, read_bank_text
from quizzer.banks.bank import Bank
from quizzer.curation.grouping import ProtestGroup
from quizzer.curation.patching import clean_name
from quizzer.errors import BankError, QuizzerError
from quizzer.facts.film import Film
from quizzer.facts.gaps import gap_of, kind_of_gap
from quizzer.facts.merging import merge_films
from quizzer.facts.questions import make_questions
from quizzer.facts.shapes import Addition, shape_of
from quizzer.records import Records
from quizzer.records.structs import KeptContribution

_AFTER = ("title", "original_title", "year", "imdb")


def with_kinds(contributions: Iterable[KeptContribution], open_bank: Callable[[str], Bank]) -> list[KeptContribution]:
    """The contributions, each with the kind of answer that its gap asks for; "text" where no bank has that gap any
    more. `open_bank` reads a bank by its path, or raises QuizzerError."""
    banks: dict[str, Bank | None] = {}
    told = []
    for one in contributions:
        for path in one.banks:
            if path not in banks:
                try:
                    banks[path] = open_bank(path)
                except QuizzerError:
                    banks[path] = None
        asked = [question for path in one.banks if (bank := banks[path]) for question in bank.find([one.question])]
        told.append(msgspec.structs.replace(one, kind=kind_of_gap(asked[0]) if asked else "text"))
    return told


def accept(
    group: ProtestGroup, *, records: Records, find: Callable[[str], str], day: str, answer: str = ""
) -> list[str]:
    """Makes a fact of what a group says, or of the author's own `answer`; what was written, as a patch shows it.

    The bank is written first and the records last, so that what is cut short can be done again. Raises QuizzerError,
    and then nothing was written, if the bank is gone, has no such gap any more, or can't be edited.
    """
    said = clean_name(answer or group.first.given)
    file, before, after = _written(group, said, records, find, day)
    records.settle_contributions([one.number for one in group.protests], "accept")
    return list(difflib.unified_diff(before.splitlines(), after.splitlines(), file, file, n=1, lineterm=""))


def _written(
    group: ProtestGroup, said: str, records: Records, find: Callable[[str], str], day: str
) -> tuple[str, str, str]:
    """Writes the fact into the first of the banks that has the gap: the file, its text, and its text with the fact."""
    trouble: QuizzerError = BankError("this game was played over no bank that is a file")
    for bank in group.first.banks:
        try:
            path = find(bank)
            with alone_at(path):
                if not {one.number for one in group.protests} <= {one.number for one in records.contributions()}:
                    raise QuizzerError("this was decided elsewhere meanwhile; nothing was written")
                file, before, after = _in_bank(path, group, said, day)
                replace_text(file, before, after)
            return file, before, after
        except BankError as one:
            trouble = one
    raise trouble


def _in_bank(path: str, group: ProtestGroup, said: str, day: str) -> tuple[str, str, str]:
    reading = read_bank_file(path)
    faults = [*reading.faults, *read_hand_written(reading)[1], *faults_in(reading)]
    if any(fault.severity == "error" for fault in faults):
        raise as_error(reading.in_order(faults), path)
    films = merge_films(film for _, film in reading.films)
    gap = next((gap_of(one, films) for one in make_questions(films) if one.id == group.first.question), None)
    found = next(((node, film) for node, film in reading.films if gap in film.gaps), None)
    if gap is None or found is None:
        raise BankError(f"there is no gap {group.first.question!r} any more", file=path)
    node, film = found
    file = file_of(node) or path
    root = next(root for root in reading.roots if file_of(root) == file_of(node))
    place = next(place for place, one in enumerate(items_at(root, "films")) if one is node)
    before = written_as(file, reading.files[file])
    shape = shape_of(gap)
    if shape is None:
        raise QuizzerError("this gap has a shape of its own: write the answer into the bank by hand")
    addition = shape.addition(gap, said)
    document = _with_fact(Document(before), ["films", place], film, addition)
    fact: Value = {"fact": addition.fact, "when": day, "players": str(len(group.players))}
    document = document.append(["films", place, "contributed"], fact)
    if shape.is_asked_elsewhere:
        document = document.remove(["films", place, "gaps", film.gaps.index(gap)])
    tried = read_bank_text(document.text, file)
    wrong = [fault for fault in (*tried.faults, *faults_in(tried)) if fault.severity == "error"]
    if wrong:
        raise QuizzerError(f"{said!r} can't be written there: {wrong[0].message}")
    return file, before, document.written


def _with_fact(document: Document, base: list[str | int], film: Film, addition: Addition) -> Document:
    path = [*base, *addition.key.split(".")]
    value: Value = addition.value if isinstance(addition.value, str) else dict(addition.value)
    if addition.place:
        names = [getattr(one, "song", None) or getattr(one, "actor", None) for one in getattr(film, addition.key)]
        if addition.place not in names:
            raise QuizzerError(f"{addition.place!r} is not in the film's {addition.key!r}: write it there first")
        return document.put([*path, names.index(addition.place), addition.field], value)
    if addition.is_list:
        return document.append(path, value, after=_AFTER)
    if len(path) > len(base) + 1 and document.at(path[:-1]) is None:
        return document.put(path[:-1], {str(path[-1]): value}, after=_AFTER)
    return document.put(path, value, after=_AFTER)
