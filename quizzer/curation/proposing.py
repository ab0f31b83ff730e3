"""Drafts made of a bank's own sentences: what its trivia and goofs could ask, for an author to keep or drop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

from quizzer.bank_files.editing import add_questions
from quizzer.bank_files.edits import alone_at, normal, replace_text, written_as
from quizzer.bank_files.faults import as_error
from quizzer.bank_files.file_format import QuestionEntry
from quizzer.bank_files.nodes import file_of
from quizzer.bank_files.reader import Reading, read_bank_file, read_bank_text
from quizzer.errors import BankError
from quizzer.facts.about import FilmLibrary
from quizzer.facts.film import Film
from quizzer.facts.merging import merge_films
from quizzer.facts.proposals import Proposal, propose_clozes, split_sentences
from quizzer.facts.trivia import cloze_wordings
from quizzer.facts.wording import one_of, slug
from quizzer.grading import fold
from quizzer.question import infer_kind

_DIFFICULTY = 4
_SHOWN = 60
_DROPPED = re.compile(r"^# review: dropped (?P<mark>[0-9a-f]{8})\b", re.MULTILINE)


def propose_drafts(path: str) -> int:
    """Writes a draft into the bank at `path`, or into the file that it includes, for each sentence that offers one; how
    many were written. A sentence that has one already, or of which one was dropped, gets no other.

    Raises QuizzerError for a bank that cannot be read, edited or written; the files before it are written then.
    """
    with alone_at(path):
        reading = read_bank_file(path)
        if any(fault.severity == "error" for fault in reading.faults):
            raise as_error(reading.in_order(reading.faults), path)
        entries: dict[str, list[QuestionEntry]] = {}
        for file, entry in _new(reading, path):
            entries.setdefault(file, []).append(entry)
        for file, found in entries.items():
            before = written_as(file, reading.files[file])
            try:
                after = add_questions(before, found)
            except BankError as trouble:
                raise BankError(trouble.message, file=file, line=trouble.line, column=trouble.column) from None
            replace_text(file, before, after)
    return sum(map(len, entries.values()))


def is_proposed(entry: QuestionEntry, films: Iterable[Film]) -> bool:
    """Whether a draft was made of a sentence of its film: what it explains is one."""
    wanted = fold(entry.explain)
    named = (entry.film or "").casefold()
    about = (film for film in films if named in (film.label.casefold(), film.title.casefold()))
    return any(fold(one) == wanted for film in about for text in _texts(film) for one in split_sentences(text))


def with_dropped(written: str, sentence: str) -> str:
    """A file's text with a comment at its end which says that nothing is to be made of a sentence; without it where
    that would change what the file says."""
    newline = "\r\n" if "\r\n" in written else "\n"
    begins = sentence if len(sentence) <= _SHOWN else f"{sentence[: _SHOWN - 1]}…"
    shown = "".join(mark if mark.isprintable() else " " for mark in begins)
    end = "" if written.endswith("\n") else newline
    after = f"{written}{end}# review: dropped {_mark(sentence)} {shown}{newline}"
    one, other = read_bank_text(normal(written)), read_bank_text(normal(after))
    same = [[entry for _, entry in reading.questions] for reading in (one, other)]
    films = [[film for _, film in reading.films] for reading in (one, other)]
    return after if same[0] == same[1] and films[0] == films[1] else written


def _new(reading: Reading, path: str) -> Iterator[tuple[str, QuestionEntry]]:
    """What is to be written into which file."""
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
            if not asked.isdisjoint(map(fold, cloze_wordings(name, proposal.text))):
                continue
            explained.add(known)
            yield file_of(node) or path, _entry(film, name, proposal)


def _entry(film: Film, name: str, proposal: Proposal) -> QuestionEntry:
    wordings: Sequence[str] = cloze_wordings(name, proposal.text)
    goof = any(proposal.sentence in split_sentences(text) for text in film.goofs)
    return QuestionEntry(
        ask=one_of(wordings, f"{slug(film.label)}/{slug(proposal.answer)}"),
        answer=((proposal.answer,),),
        accept=proposal.accept,
        kind=None if proposal.kind == infer_kind([proposal.answer], ()) else proposal.kind,
        category="goofs" if goof else "trivia",
        difficulty=_DIFFICULTY,
        explain=proposal.sentence,
        film=film.label,
        source=next(iter(film.sources), ""),
        draft=True,
    )


def _mark(sentence: str) -> str:
    return f"{crc32((fold(sentence) or sentence).encode()):08x}"


def _texts(film: Film) -> Iterable[str]:
    return *film.trivia, *film.goofs
