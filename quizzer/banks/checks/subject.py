"""A bank as the checks see it: what could be read, where it stands, and the bank that comes of it."""

from collections.abc import Callable, Iterable
from functools import cached_property

import yaml

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.file_format import QuestionEntry
from quizzer.bank_files.film_checks import overmarked
from quizzer.bank_files.hand_written import HandWritten
from quizzer.bank_files.nodes import items_at, value_at
from quizzer.bank_files.reader import Reading
from quizzer.banks.bank import Bank
from quizzer.bounds import MOST_GRADED
from quizzer.errors import QuizzerError
from quizzer.facts.about import FilmContext, FilmLibrary
from quizzer.facts.film import Film
from quizzer.facts.merging import merge_films
from quizzer.facts.questions import make_questions, without_repeated_ids
from quizzer.grading import AnswerKey, fold
from quizzer.grading.forms import same_words
from quizzer.question import Question

MOST_NAMES = 200
"""Names of one question that are looked at: whoever lists more has made them by a program."""
NAMES = ("text", "person", "character", "title")
"""Kinds of answers that are names or words."""


class Asked:
    """A hand-written question that can be asked, with where its parts stand."""

    def __init__(self, written: HandWritten, question: Question, key: AnswerKey, text: str) -> None:
        self.node: yaml.Node = written.node
        self.entry: QuestionEntry = written.entry
        self.question = question
        self.key = key
        self.text = text
        self.kind: str = key.kind

    def at(self, name: str) -> yaml.Node:
        """The place of a key's value; that of the question where the key is not written."""
        return value_at(self.node, name) or self.node

    @cached_property
    def is_quick(self) -> bool:
        """Whether the referee can be asked many things of this key: not where it lists names by the thousand."""
        key = self.key
        listed = 1 + len(key.reject) + len(key.prompt)
        return len(key.accept) + listed * (len(key.items) if key.kind == "list" else 1) <= MOST_GRADED

    @cached_property
    def words(self) -> str:
        """The question's text, folded, with a space at either end."""
        return f" {fold(self.entry.ask)} "

    @cached_property
    def names(self) -> list[tuple[str, str, yaml.Node]]:
        """The names of the answer, then those that are accepted too: each as it is written, folded, and its place."""
        return [(name, fold(name), place) for name, place in (*self.answers, *self.accepted)]

    @cached_property
    def answer(self) -> str:
        """The expected answer, folded."""
        return fold(self.key.answer)

    @cached_property
    def tight(self) -> str:
        """The expected answer as the referee compares it: without article, spaces and other spellings."""
        return same_words(self.key.answer).tight

    @cached_property
    def answers(self) -> list[tuple[str, yaml.Node]]:
        """The first names under `answer` with their places, item by item."""
        named: list[tuple[str, yaml.Node]] = []
        for names, place in zip(self.entry.answer[:MOST_NAMES], items_at(self.node, "answer"), strict=False):
            named += zip(names, place.value if isinstance(place, yaml.SequenceNode) else [place], strict=False)
        return named[:MOST_NAMES]

    @cached_property
    def accepted(self) -> list[tuple[str, yaml.Node]]:
        """The first names under `accept` with their places."""
        return list(zip(self.entry.accept[:MOST_NAMES], items_at(self.node, "accept"), strict=False))


class Subject:
    """A bank that is checked. Where it has errors, it is what could be read of it."""

    def __init__(self, reading: Reading, written: Iterable[HandWritten]) -> None:
        self.reading = reading
        self.written: list[HandWritten] = list(written)

    @cached_property
    def asked(self) -> list[Asked]:
        """The hand-written questions that can be asked, each once, however many aliases (*name) repeat it. Drafts are
        not among them: they are still being written."""
        return [
            Asked(one, one.question, one.question.key, self.reading.text_of(one.node))
            for one in {id(one.node): one for one in self.written}.values()
            if one.question is not None and one.question.key is not None and not one.entry.draft
        ]

    @cached_property
    def films(self) -> list[tuple[yaml.Node, Film]]:
        """The films of which questions can be made, with their places."""
        return [(node, film) for node, film in self.reading.films if not overmarked(film)]

    @cached_property
    def bank(self) -> Bank:
        """The bank that can be played, as far as it goes."""
        films = merge_films(film for _, film in self.films)
        try:
            made = make_questions(films)
        except QuizzerError:  # a film with an error, a name that is empty, say: that is told where it stands
            films = [film for film in films if _can_be_asked(film)]
            made = make_questions(films)
        questions = [*made, *(one.question for one in self.asked)]
        return Bank(title=self.reading.title(), films=films, questions=without_repeated_ids(questions))

    @cached_property
    def library(self) -> FilmLibrary:
        """The films together, as the questions see them."""
        return FilmLibrary(self.bank.films)

    def about(self, film: Film) -> FilmContext | None:
        """A film as its questions name it; None if nothing tells it from another, or if it is a part of another."""
        known = next((one for one in self.library.known_as(film.title) if one.label == film.label), None)
        name = self.library.name(known) if known else None
        return FilmContext(known, self.library, name) if known and name else None


def _can_be_asked(film: Film) -> bool:
    try:
        make_questions([film])
    except QuizzerError:
        return False
    return True


Check = Callable[[Subject], Iterable[Fault]]
"""A family of checks: what is wrong, or unwise, in a bank."""
