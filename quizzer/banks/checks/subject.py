"""A bank as the checks see it: what could be read, where it stands, and the bank that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import yaml

from quizzer.banks.bank import Bank
from quizzer.banks.checks.pointing import items_at, value_at
from quizzer.banks.faults import Fault
from quizzer.banks.hand_written import HandWritten
from quizzer.banks.reading import Reading
from quizzer.banks.schema import QuestionEntry
from quizzer.facts.film import Film
from quizzer.facts.merging import merge_films
from quizzer.facts.questions import make_questions, without_repeated_ids
from quizzer.grading import AnswerKey, Canon, fold
from quizzer.grading.forms import same_words
from quizzer.question import Question

__all__ = ["NAMES", "Asked", "Check", "Subject"]

NAMES = ("text", "person", "character", "title")
"""Kinds of answers that are names or words."""


class Asked:
    """A hand-written question that can be asked, with where its parts stand."""

    def __init__(self, written: HandWritten, question: Question, key: AnswerKey, text: str) -> None:
        self.node = written.node
        self.entry: QuestionEntry = written.entry
        self.question = question
        self.key = key
        self.text = text
        self.kind = key.kind

    def at(self, name: str) -> yaml.Node:
        """The place of a key's value; that of the question where the key is not written."""
        return value_at(self.node, name) or self.node

    @cached_property
    def words(self) -> str:
        """The question's text, folded, with a space at either end."""
        return f" {fold(self.entry.ask)} "

    @cached_property
    def answer(self) -> str:
        """The expected answer, folded."""
        return fold(self.key.answer)

    @cached_property
    def tight(self) -> str:
        """The expected answer as the referee compares it: without article, spaces and other spellings."""
        return same_words(self.key.answer).tight

    def answers(self) -> Iterator[tuple[str, yaml.Node]]:
        """The names under `answer` with their places, item by item."""
        for names, place in zip(self.entry.answer, items_at(self.node, "answer"), strict=False):
            places = place.value if isinstance(place, yaml.SequenceNode) else [place]
            yield from zip(names, places, strict=False)

    def accepted(self) -> Iterator[tuple[str, yaml.Node]]:
        """The names under `accept` with their places."""
        yield from zip(self.entry.accept, items_at(self.node, "accept"), strict=False)


class Subject:
    """A bank that is checked. Where it has errors, it is what could be read of it."""

    def __init__(self, reading: Reading, written: Iterable[HandWritten]) -> None:
        self.reading = reading
        self.written = list(written)

    @cached_property
    def asked(self) -> list[Asked]:
        """The hand-written questions that can be asked. Drafts are not: they are still being written."""
        return [
            Asked(one, one.question, one.question.key, self.reading.text_of(one.node))
            for one in self.written
            if one.question is not None and one.question.key is not None and not one.entry.draft
        ]

    @cached_property
    def films(self) -> list[tuple[yaml.Node, Film]]:
        """The films with their places."""
        return self.reading.films

    @cached_property
    def bank(self) -> Bank:
        """The bank that can be played, as far as it goes."""
        films = merge_films(film for _, film in self.films)
        questions = [*make_questions(films), *(one.question for one in self.asked)]
        return Bank(title=self.reading.title, films=films, questions=without_repeated_ids(questions))

    @cached_property
    def canon(self) -> Canon:
        """The names that stand in the bank."""
        return self.bank.canon


Check = Callable[[Subject], Iterable[Fault]]
"""A family of checks: what is wrong, or unwise, in a bank."""
