"""Drafts of a bank: keep, edit or drop them in its files, and propose new ones from its trivia and goofs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from zlib import crc32

from quizzer.bank_files.editing import EditedBank, EditedQuestion
from quizzer.bank_files.file_format import QuestionEntry
from quizzer.bank_files.nodes import file_of
from quizzer.bank_files.placing import Value
from quizzer.bank_files.reader import Reading
from quizzer.banks.bank import Bank
from quizzer.banks.loading import bank_of
from quizzer.errors import QuizzerError, shortened
from quizzer.facts.about import FilmLibrary
from quizzer.facts.film import Film
from quizzer.facts.masking import gives_away
from quizzer.facts.merging import merge_films
from quizzer.facts.proposals import Proposal, propose_clozes, split_sentences
from quizzer.facts.trivia import cloze_text
from quizzer.grading import fold
from quizzer.question import Question, infer_kind

_DIFFICULTY = 4
_SHOWN = 60
_DROPPED = re.compile(r"^# review: dropped (?P<mark>[0-9a-f]{8})\b", re.MULTILINE)


@dataclass(frozen=True)
class Draft:
    """A draft of `bank`, in `file` at `line`. `question` is None if quizzer cannot ask it; `trouble` says why."""

    bank: str
    file: str
    line: int
    entry: QuestionEntry
    question: Question | None
    trouble: str = ""


def read_drafts(path: str) -> tuple[list[Draft], Bank]:
    """Returns a bank's drafts, and the bank as if it kept them. Raises BankError for an unreadable bank."""
    edited = EditedBank(path)
    faults = reversed(edited.faults)
    troubles = {(fault.file, fault.line): fault.message for fault in faults if fault.severity == "error"}
    drafts = []
    for one in edited.questions:
        file, first = file_of(one.node), one.node.start_mark.line + 1
        lines = range(first, max(first, one.node.end_mark.line) + 1)
        trouble = next((troubles[file, line] for line in lines if (file, line) in troubles), "")
        if one.entry.draft:
            drafts.append(Draft(path, file or path, first, one.entry, None if trouble else one.question, trouble))
    return drafts, bank_of(edited.reading, edited.questions, drafts=True)


def keep(draft: Draft) -> None:
    """Makes the draft a question. Raises QuizzerError if quizzer cannot ask it, or if somebody has changed it."""
    edit(draft, {})


def edit(draft: Draft, changes: Mapping[str, Value | None]) -> None:
    """Makes the draft a question, with other values for its keys (None removes a key). Raises as `keep`."""

    def change(question: EditedQuestion) -> None:
        question.change(changes)
        if question.at(["draft"]) is not None:
            question.remove(["draft"])
        if question.entry.draft:  # all questions of the file are drafts, except this one
            question.put(["draft"], "no")
        _check(question)

    _decide(draft, change)


def drop(draft: Draft) -> None:
    """Removes the draft from its file; quizzer does not propose it again. Raises as `keep`."""

    def change(question: EditedQuestion) -> None:
        proposed = _is_proposed(draft.entry, [film for _, film in question.bank.reading.films])
        question.remove()
        if proposed:
            # With this comment, quizzer does not propose the sentence again.
            sentence = draft.entry.explain
            told = "".join(mark if mark.isprintable() else " " for mark in shortened(sentence, _SHOWN))
            question.bank.add_comment(f"review: dropped {_mark(sentence)} {told}", draft.file)

    _decide(draft, change)


def propose_drafts(path: str) -> int:
    """Writes drafts from the sentences of the bank at `path` into its files; returns their number.

    A sentence with a draft, or with a dropped one, gets no other. Raises QuizzerError, and writes nothing, for a bank
    that quizzer cannot read or edit. If it cannot write one of several files, the earlier ones have their drafts.
    """
    entries: dict[str, list[QuestionEntry]] = {}
    with EditedBank.alone(path) as edited:
        for file, entry in _proposed(edited.reading):
            entries.setdefault(file, []).append(entry)
        for file, found in entries.items():
            edited.add_questions(found, file)
        edited.save()
    return sum(map(len, entries.values()))


def _decide(draft: Draft, change: Callable[[EditedQuestion], None]) -> None:
    """Reads the draft's file again and writes a change; other changes in the file stay."""
    with EditedBank.alone(draft.bank, draft.file) as edited:
        read = [node for node, entry in edited.reading.questions if entry == draft.entry]
        node = next((one for one in read if (file_of(one) or draft.bank) == draft.file), None)
        if node is None:
            raise QuizzerError("somebody has changed or decided this draft; nothing was saved")
        change(edited.question(node))
        edited.save()


def _check(question: EditedQuestion) -> None:
    """Raises QuizzerError for a question that quizzer cannot ask, or that contains its answer."""
    node, faults = question.node, question.bank.faults
    file, first = file_of(node), node.start_mark.line + 1
    lines = range(first, max(node.end_mark.line, first) + 1)
    trouble = next((one for one in faults if one.severity == "error" and one.file == file and one.line in lines), None)
    if trouble is not None:
        raise QuizzerError(f"quizzer cannot ask it like this: {trouble.message}")
    made = next(one.question for one in question.bank.questions if one.node is node)
    if made is None or made.key is None:
        raise QuizzerError("quizzer cannot ask it like this; quizzer check says why")
    names = [name for item in made.key.items for name in item]
    if made.key.kind not in ("choice", "boolean") and gives_away(made.text, names):
        raise QuizzerError(f"the question contains its answer, “{made.key.answer}”; reword it")


def _is_proposed(entry: QuestionEntry, films: Iterable[Film]) -> bool:
    """Whether the draft comes from a sentence of its film, which is its explanation."""
    wanted = fold(entry.explain)
    named = (entry.film or "").casefold()
    about = (film for film in films if named in (film.label.casefold(), film.title.casefold()))
    return any(
        fold(one) == wanted for film in about for text in (*film.trivia, *film.goofs) for one in split_sentences(text)
    )


def _proposed(reading: Reading) -> Iterator[tuple[str, QuestionEntry]]:
    """Yields each new draft with its file."""
    dropped = {found["mark"] for text in reading.files.values() for found in _DROPPED.finditer(text)}
    explained = {fold(entry.explain) for _, entry in reading.questions if entry.explain}
    asked = {fold(entry.ask) for _, entry in reading.questions}
    library = FilmLibrary(merge_films(film for _, film in reading.films))
    by_label = {film.label: film for film in library.films}
    for node, film in reading.films:
        name = library.name(by_label.get(film.label, film))
        if name is None:
            continue
        for proposal in propose_clozes(film):
            known = fold(proposal.sentence)
            if _mark(proposal.sentence) in dropped or known in explained:
                continue
            if any(fold(proposal.text) in one for one in asked):
                continue
            explained.add(known)
            yield file_of(node) or reading.file, draft_of(film, name, proposal)


def draft_of(film: Film, name: str, proposal: Proposal) -> QuestionEntry:
    """Makes a draft of a proposal about a film with this `name` in questions."""
    goof = any(proposal.sentence in split_sentences(text) for text in film.goofs)
    return QuestionEntry(
        ask=cloze_text(name, proposal.text),
        answer=((proposal.answer,),),
        accept=proposal.accept,
        kind=None if proposal.kind == infer_kind([proposal.answer], ()) else proposal.kind,
        category="goofs" if goof else "trivia",
        difficulty=_DIFFICULTY,
        explain=proposal.sentence,
        film=film.label,
        source=film.best_page,
        draft=True,
    )


def _mark(sentence: str) -> str:
    return f"{crc32((fold(sentence) or sentence).encode()):08x}"
