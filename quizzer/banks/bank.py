"""A bank: films and hand-written questions, and what can be asked of both."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from quizzer.banks.drawing import Wishes, draw_questions
from quizzer.banks.entries import make_question
from quizzer.banks.faults import Fault, as_error
from quizzer.banks.reading import Reading, fault_at, read_bank_text
from quizzer.banks.rows import Row
from quizzer.banks.schema import BankFile
from quizzer.errors import BankError, QuizzerError
from quizzer.facts.film import SOUNDTRACK_ROLES, Credit, Film
from quizzer.facts.merging import merge_films
from quizzer.facts.questions import make_questions, without_repeated_ids
from quizzer.files import read_text
from quizzer.grading import Canon, Name
from quizzer.question import Question

__all__ = ["LARGEST_FILE", "Bank", "load_bank"]

LARGEST_FILE = 50_000_000
"""Bytes that a bank in YAML may have."""


class Bank:
    """A bank that can be played: `title`, `license`, `films`, `questions` (an open gap's key is None)."""

    films: Sequence[Film]
    questions: Sequence[Question]

    def __init__(
        self,
        *,
        title: str = "",
        license: str = "",  # noqa: A002 — the key of the file
        films: Iterable[Film] = (),
        questions: Iterable[Question] = (),
    ) -> None:
        self.title = title
        self.license = license
        self.films = tuple(films)
        self.questions = tuple(questions)

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """The questions by their ids."""
        return {question.id: question for question in self.questions}

    @cached_property
    def categories(self) -> Mapping[str, int]:
        """How many questions each category has, the largest first."""
        return dict(Counter(row.category for row in self.rows).most_common())

    @cached_property
    def canon(self) -> Canon:
        """The names that stand in this bank, so that none is taken for a slip of another."""
        return Canon.later(self.names)

    def find(self, ids: Iterable[str]) -> list[Question]:
        """The questions with these ids, in this order; ids that the bank does not have are passed over."""
        return [self.by_id[one] for one in ids if one in self.by_id]

    def films_called(self, title: str) -> list[Film]:
        """The films that go by a title, whatever its case."""
        wanted = title.casefold()
        return [film for film in self.films if wanted in (known.casefold() for known in film.titles)]

    def draw(
        self,
        count: int,
        *,
        seed: int,
        categories: Collection[str] = (),
        films: Collection[str] = (),
        seen: Collection[str] = (),
        never: Collection[str] = (),
        quotas: Mapping[str, int] | None = None,
        difficulty: int | Sequence[int] = (),
        gaps: bool = True,
        beside: Iterable[Question] = (),
    ) -> list[Question]:
        """At most `count` questions for one game, in the order to ask them.

        `categories` and `films` (titles) narrow the choice; ids in `seen` and `never` are left out. `quotas` says of a
        category how many questions it gets, the rest come from the others. `difficulty` is the one wished for each
        question in turn, 1 to 5, the last holding for the rest: the nearest there is. Open gaps are among them, at most
        one in ten, unless `gaps` is false. The same arguments give the same questions on every Python. No two rest on
        the same fact, nor on one of a question `beside` them, and none is answered by the text or the explanation of
        one before it, so there may be fewer than `count`. No two in a row are about the same film while there are
        others, unless `films` asks for it. Where only one film is asked about, "which film?" is left to the last.
        """
        labels = {film.label for title in films for film in self.films_called(title)}
        wanted = labels | {title.casefold() for title in films}
        pool = [
            row
            for row in self.rows
            if (not categories or row.category in categories)
            and (not films or row.film in wanted or (row.film or "").casefold() in wanted)
            and (gaps or not row.is_open_gap)
        ]
        steps = (difficulty,) if isinstance(difficulty, int) else tuple(difficulty)
        return draw_questions(
            pool,
            count,
            seed=seed,
            whole=self.by_id.__getitem__,
            without=frozenset((*seen, *never)),
            facts={fact for question in beside for fact in question.facts},
            wishes=Wishes(
                quotas=quotas or {},
                difficulty=steps,
                films_may_follow=bool(films),
                film_is_known=1 in (len(self.films), len(set(films))),
            ),
        )

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The questions as drawing sees them, in their order."""
        titles = {film.label: film.title for film in self.films}
        only = self.films[0].title if len(self.films) == 1 else None
        return [Row.of(question, titles.get(question.film or "", only)) for question in self.questions]

    def names(self) -> list[Name]:
        """The names of the canon, in the order in which they stand in the bank, none twice."""
        names: dict[Name, None] = {}
        for film in self.films:
            for title in film.titles:
                names[Name(title, kind="title", of=film.label, year=film.year, fame=film.votes)] = None
            for credit in (*film.directors, *film.writers, *film.composers, *_song_credits(film)):
                names.update(_person(credit.name, credit.credited_as))
            for member in film.cast:
                names.update(_person(member.actor, member.credited_as))
                if member.character:
                    names[Name(member.character, kind="character", of=member.character)] = None
        for question in self.questions:
            if question.key is not None and question.kind in ("title", "person", "character") and not question.facts:
                key = question.key
                names.update({Name(one, kind=key.kind, of=key.answer): None for one in (key.answer, *key.accept)})
        return list(names)


def load_bank(*paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]]) -> Bank:
    """The bank in a file, or one bank of several files: what they know of the same film is put together.

    Raises BankError, with file, line and column, for the first thing that cannot be read or asked.
    """
    files = [os.fspath(one) for path in paths for one in ([path] if isinstance(path, str | os.PathLike) else path)]
    if not files:
        raise BankError("name a bank to load")
    banks, hand_written = [], []
    for file in files:
        reading = read_bank_text(read_text(file, at_most=LARGEST_FILE, error=BankError))
        questions, faults = hand_written_questions(reading, file)
        if reading.bank is None or faults:
            raise as_error([*reading.faults, *faults], file)
        banks.append(reading.bank)
        hand_written += questions
    films = merge_films(film for bank in banks for film in bank.films)
    return Bank(
        title=", ".join(dict.fromkeys(title_of(bank, file) for bank, file in zip(banks, files, strict=True))),
        license=", ".join(dict.fromkeys(bank.license for bank in banks if bank.license)),
        films=films,
        questions=without_repeated_ids([*make_questions(films), *hand_written]),
    )


def hand_written_questions(reading: Reading, file: str) -> tuple[list[Question], list[Fault]]:
    """The hand-written questions of a file, and what is wrong with those that cannot be asked."""
    films = {film.title.casefold(): film for film in reading.bank.films} if reading.bank else {}
    title = title_of(reading.bank, file) if reading.bank else ""
    questions: list[Question] = []
    faults: list[Fault] = []
    ids: set[str] = set()
    for node, entry in reading.questions:
        if entry.id and entry.id in ids:
            faults.append(fault_at(node, f"the id {entry.id!r} stands at two questions; each needs its own"))
        ids.add(entry.id or "")
        try:
            question = make_question(entry, bank_title=title, films=films)
        except QuizzerError as trouble:
            faults.append(fault_at(node, str(trouble)))
        else:
            questions += [] if entry.draft else [question]
    if reading.bank and not faults and not questions and not make_questions(reading.bank.films):
        faults.append(Fault(1, 1, "error", "nothing can be asked here: the bank needs questions, or films with facts"))
    return questions, faults


def title_of(bank: BankFile, file: str) -> str:
    """The bank's title; without one its file's name."""
    return bank.title or os.path.splitext(os.path.basename(file))[0].replace("_", " ")  # noqa: PTH119, PTH122


def _person(name: str, credited_as: str | None) -> dict[Name, None]:
    return {Name(one, kind="person", of=name): None for one in (name, credited_as) if one}


def _song_credits(film: Film) -> list[Credit]:
    return [credit for song in film.soundtrack for role in SOUNDTRACK_ROLES for credit in song.credits(role)]
