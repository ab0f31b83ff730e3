"""Drafts of a bank: what an author has not decided about yet, and what becomes of each decision in the bank's file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import yaml

from quizzer.bank_files.editing import change_question, drop_question
from quizzer.bank_files.edits import alone_at, check_writable, normal, replace_text, written_as
from quizzer.bank_files.faults import as_error
from quizzer.bank_files.file_format import QuestionEntry
from quizzer.bank_files.hand_written import HandWritten, read_hand_written
from quizzer.bank_files.nodes import file_of, items_at
from quizzer.bank_files.placing import Value
from quizzer.bank_files.reader import Reading, read_bank_file, read_bank_text
from quizzer.banks.bank import Bank
from quizzer.curation.proposing import is_proposed, with_dropped
from quizzer.errors import BankError, QuizzerError
from quizzer.facts.masking import gives_away
from quizzer.facts.merging import merge_films
from quizzer.facts.questions import make_questions, without_repeated_ids
from quizzer.question import Question


@dataclass(frozen=True)
class Draft:
    """A draft in `bank`, in its own `file` or one that it includes, at a line from 1. `question` is None if it cannot
    be asked as it is; `trouble` says why."""

    bank: str
    file: str
    line: int
    entry: QuestionEntry
    question: Question | None
    trouble: str = ""


@dataclass(frozen=True)
class Drafts:
    """What there is to decide about in a bank, and the bank with its drafts as if they were kept."""

    bank: Bank
    drafts: list[Draft]


def read_drafts(path: str) -> Drafts:
    """The drafts of a bank in the order of its files. Raises BankError for a bank that cannot be read."""
    reading = _read(path)
    written, faults = read_hand_written(reading)
    troubles = {(fault.file, fault.line): fault.message for fault in reversed(faults) if fault.severity == "error"}
    drafts = [_draft(path, one, troubles) for one in written if one.entry.draft]
    films = merge_films(film for _, film in reading.films)
    questions = [one.question for one in written if one.question is not None]
    bank = Bank(title=reading.title, films=films, questions=without_repeated_ids([*make_questions(films), *questions]))
    return Drafts(bank, drafts)


def keep(draft: Draft) -> None:
    """The draft is a question from now on. Raises QuizzerError, and then nothing was written, if it cannot be asked, if
    it was changed meanwhile, or if its file can't be edited or written."""
    edit(draft, {})


def edit(draft: Draft, changes: Mapping[str, Value | None]) -> None:
    """The draft with other values for its keys (None takes a key out) is a question from now on. Raises as `keep`."""

    def change(written: str, place: int) -> str:
        edited = change_question(written, place, changes)
        return _checked(_no_draft(edited, place, draft.file), place, draft.file)

    _decide(draft, change)


def drop(draft: Draft) -> None:
    """The draft is taken out of its file; one that was proposed is not proposed again. Raises as `keep`."""

    def change(written: str, place: int) -> str:
        after = drop_question(written, place)
        proposed = is_proposed(draft.entry, [film for _, film in _read(draft.bank).films])
        return with_dropped(after, draft.entry.explain) if proposed else after

    _decide(draft, change)


def _decide(draft: Draft, change: Callable[[str, int], str]) -> None:
    """Writes a change of the draft's file, which is read anew: whatever else was changed there meanwhile stays."""
    with alone_at(draft.file):
        check_writable(draft.file)
        reading = _read(draft.bank)
        node = next((node for node, entry in reading.questions if _is_same(node, entry, draft)), None)
        if node is None:
            raise QuizzerError("this draft was changed or decided about elsewhere meanwhile; nothing was written")
        root = next(root for root in reading.roots if (file_of(root) or draft.bank) == draft.file)
        place = next(place for place, one in enumerate(items_at(root, "questions")) if one is node)
        before = written_as(draft.file, reading.files[draft.file])
        try:
            after = change(before, place)
        except BankError as trouble:
            raise BankError(trouble.message, file=draft.file, line=trouble.line, column=trouble.column) from None
        replace_text(draft.file, before, after)


def _is_same(node: yaml.Node, entry: QuestionEntry, draft: Draft) -> bool:
    return entry == draft.entry and (file_of(node) or draft.bank) == draft.file


def _no_draft(written: str, place: int, file: str) -> str:
    """The key is taken out; where all questions of the file are drafts, this one says that it is none."""
    node, _ = _at(written, place, file)
    own = isinstance(node, yaml.MappingNode) and any(key.value == "draft" for key, _ in node.value)
    after = change_question(written, place, {"draft": None}) if own else written
    _, entry = _at(after, place, file)
    return change_question(after, place, {"draft": "no"}) if entry.draft else after


def _checked(written: str, place: int, file: str) -> str:
    """The text, if the question in it can be asked and does not tell its answer. Raises QuizzerError if not."""
    reading = read_bank_text(normal(written), file)
    node, _ = _at(written, place, file)
    questions, faults = read_hand_written(reading)
    lines = range(node.start_mark.line + 1, max(node.end_mark.line, node.start_mark.line + 1) + 1)
    trouble = next((one for one in faults if one.severity == "error" and not one.file and one.line in lines), None)
    if trouble is not None:
        raise QuizzerError(f"it cannot be asked like this: {trouble.message}")
    begins = node.start_mark.index
    found = next(one for one in questions if one.node.start_mark.index == begins and not file_of(one.node))
    key = found.question.key if found.question is not None else None
    if found.question is None or key is None:
        raise QuizzerError("it cannot be asked like this: quizzer check says why")
    names = [name for item in key.items for name in item]
    if key.kind not in ("choice", "boolean") and gives_away(found.question.text, names):
        raise QuizzerError(f"the question tells its answer, “{key.answer}”")
    return written


def _at(written: str, place: int, file: str) -> tuple[yaml.Node, QuestionEntry]:
    reading = read_bank_text(normal(written), file)
    wanted = items_at(reading.roots[-1], "questions")[place] if reading.roots else None
    for node, entry in reading.questions:
        if node is wanted:
            return node, entry
    fault = next((one.message for one in reading.faults if one.severity == "error"), "it can't be read any more")
    raise QuizzerError(f"it cannot be written like this: {fault}")


def _read(path: str) -> Reading:
    reading = read_bank_file(path)
    if any(fault.severity == "error" for fault in reading.faults):
        raise as_error(reading.in_order(reading.faults), path)
    return reading


def _draft(bank: str, one: HandWritten, troubles: Mapping[tuple[str, int], str]) -> Draft:
    file, first = file_of(one.node), one.node.start_mark.line + 1
    last = max(first, one.node.end_mark.line)
    trouble = next((troubles[file, line] for line in range(first, last + 1) if (file, line) in troubles), "")
    question = None if trouble else one.question
    return Draft(bank, file or bank, first, one.entry, question, trouble)
