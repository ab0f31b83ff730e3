"""What a ruling means for a bank's file: which line of which file, and that the referee then rules so."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from quizzer.bank_files.editing import LISTS, NameList, add_alias, add_name, add_to_cloze, has_id, remove_name
from quizzer.bank_files.edits import normal, written_as
from quizzer.bank_files.faults import as_error
from quizzer.bank_files.film_checks import CLOZED, sentences_of
from quizzer.bank_files.hand_written import HandWritten, read_hand_written
from quizzer.bank_files.nodes import file_of, items_at
from quizzer.bank_files.reader import Reading, read_bank_file, read_bank_text
from quizzer.bank_files.values import shortened
from quizzer.banks.bank import Bank
from quizzer.banks.checks.subject import NAMES
from quizzer.curation.rulings_file import OUTCOMES
from quizzer.errors import BankError, QuizzerError
from quizzer.facts.merging import merge_films
from quizzer.facts.questions import make_questions, without_repeated_ids
from quizzer.facts.wording import CLOZE, without_marks
from quizzer.grading import fold
from quizzer.question import Question
from quizzer.session.choices import meant

LONGEST_NAME = 200
"""Characters of a name that is written into a bank."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Patch:
    """What is to be written: `file` gets `after` where it has `before` (both as it is byte for byte); an empty `file`
    is nothing to write. `note` says why not, or what else is to be known. `name` is what was given, of a choice the
    words of which a player gave the letter."""

    file: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    name: str = ""


def clean_name(given: str) -> str:
    """What a player typed as a name that a file may hold. Raises QuizzerError if it is none."""
    name = " ".join(_CONTROL.sub(" ", given).split())
    if not name:
        raise QuizzerError("nothing that could be written down was given")
    if len(name) > LONGEST_NAME:
        raise QuizzerError(f"{len(name):,} characters are no name: at most {LONGEST_NAME} are written into a bank")
    return name


def plan_patch(path: str, question: str, name: str, ruling: NameList, said: str = "") -> Patch:
    """How a ruling on `name` is written into the bank at `path`; nothing is written here.

    Raises BankError for a bank that cannot be read, that has no such question any more, or where the ruling cannot be
    written by itself; QuizzerError if the referee would not rule so even then.
    """
    reading = read_bank_file(path)
    written, faults = read_hand_written(reading)
    faults = [*reading.faults, *faults]
    if any(fault.severity == "error" for fault in faults):
        raise as_error(reading.in_order(faults), path)
    bank = _bank(reading, written)
    asked = bank.by_id.get(question)
    if asked is None:
        raise BankError(f"there is no question {shortened(question)!r} any more", file=path)
    if asked.key is None:
        raise BankError("an open gap has no answer to rule on", file=path)
    name = meant(name, asked.key.choices)
    patch = _plan(reading, written, asked, bank, name, ruling, said)
    _try_out(reading, patch, question, name, ruling)
    return replace(patch, name=name)


def _plan(
    reading: Reading,
    written: list[HandWritten],
    asked: Question,
    bank: Bank,
    name: str,
    ruling: NameList,
    said: str,
) -> Patch:
    assert asked.key is not None
    if ruling == "accept" and asked.key.grade(name, bank.canon).correct:
        return Patch(note="the bank takes it already; no line was needed")
    own = [one for one in written if has_id(one, asked.id) and one.question and one.question.text == asked.text]
    if own and asked.origin is None:
        return _in_question(reading, own[0], name, ruling, said)
    if ruling == "accept":
        return _in_facts(reading, asked, name)
    where = "the ruling stands in rulings.yaml alone" + (", and what is to be said is kept nowhere" if said else "")
    return Patch(note=f"the question is made from facts, where {ruling!r} has no place: {where}")


def _in_question(reading: Reading, one: HandWritten, name: str, ruling: NameList, said: str) -> Patch:
    """A hand-written question's list gets the name; the lists that say otherwise lose it."""
    file = file_of(one.node) or reading.file
    root = next(root for root in reading.roots if file_of(root) == file_of(one.node))
    place = next(place for place, node in enumerate(items_at(root, "questions")) if node is one.node)
    before = after = written_as(file, reading.files[file])
    words = {"accept": {}, "reject": one.entry.reject, "prompt": one.entry.prompt}[ruling]
    stands = False
    try:
        for key in LISTS:
            for listed in getattr(one.entry, key):
                if fold(listed) != fold(name) or (not fold(name) and listed != name):
                    continue
                if key == ruling and words.get(listed, "") in (said, said or words.get(listed, "")):
                    stands = True
                else:
                    after = remove_name(after, place, key, listed)
        if not stands:
            after = add_name(after, place, ruling, name, said)
    except BankError as trouble:
        raise BankError(trouble.message, file=file, line=trouble.line, column=trouble.column) from None
    if after == before:
        return Patch(note=f"it stands under {ruling!r} already")
    another = ruling == "accept" and fold(name) in map(fold, one.entry.choices)
    note = f"{name!r} is another of the choices: two of them are right now" if another else ""
    return Patch(file, before, after, note)


def _in_facts(reading: Reading, asked: Question, name: str) -> Patch:
    """Another right answer of a cloze, or an alias of the answer's name in its film."""
    key = asked.key
    assert key is not None
    if key.kind == "list":
        raise QuizzerError("write what one of these is called too under the film's 'aliases:', {Name: other name}")
    if key.kind not in NAMES:
        raise QuizzerError(f"an answer of kind {key.kind!r} has no other names: put the fact right in the bank itself")
    found = next(((node, film) for node, film in reading.films if film.label == asked.film), None)
    if found is None:
        raise BankError(f"the film {shortened(asked.film or '')!r} is no longer in the bank", file=reading.file)
    node, film = found
    file = file_of(node) or reading.file
    place = _place_of_film(reading, node)
    before = written_as(file, reading.files[file])
    marked = [
        sentence
        for one in CLOZED
        for sentence in sentences_of(film, one)
        if asked.origin is not None
        and asked.origin.shape.endswith("-cloze")
        and without_marks(sentence) == asked.explanation
        and any(" ".join(mark["answer"].split()) == key.answer for mark in CLOZE.finditer(sentence))
    ]
    for sentence in marked:
        try:
            return Patch(file, before, add_to_cloze(before, place, sentence, key.answer, name))
        except BankError:
            break  # an alias says the same
    try:
        return Patch(file, before, add_alias(before, place, key.answer, name))
    except BankError as trouble:
        raise BankError(trouble.message, file=file, line=trouble.line, column=trouble.column) from None


def _place_of_film(reading: Reading, node: yaml.Node) -> int:
    root = next(root for root in reading.roots if file_of(root) == file_of(node))
    return next(place for place, one in enumerate(items_at(root, "films")) if one is node)


def _try_out(reading: Reading, patch: Patch, question: str, name: str, ruling: str) -> None:
    """Asks the referee before anything is written. A bank's included files are read from where they lie, so what would
    change in one of them cannot be tried out."""
    if patch.file != reading.file:
        return
    after = read_bank_text(normal(patch.after), str(Path(patch.file)))
    bank = _bank(after, read_hand_written(after)[0])
    asked = bank.by_id.get(question)
    if asked is None or asked.key is None:
        raise BankError("the question would become another one; edit the bank by hand", file=patch.file)
    verdict = asked.key.grade(name, bank.canon)
    if verdict.outcome is not OUTCOMES[ruling]:
        raise QuizzerError(
            f"{patch.file}: with {shortened(name)!r} under {ruling!r} the referee would still rule otherwise "
            f"({verdict.explain()}): edit the bank by hand"
        )


def _bank(reading: Reading, written: list[HandWritten]) -> Bank:
    films = merge_films(film for _, film in reading.films)
    questions = (one.question for one in written if one.question is not None and not one.entry.draft)
    return Bank(title=reading.title, films=films, questions=without_repeated_ids([*make_questions(films), *questions]))
