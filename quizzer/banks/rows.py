"""What drawing needs to know of a question before it is read whole."""

from __future__ import annotations

import msgspec

from quizzer.question import Question

__all__ = ["Row"]


class Row(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A question as drawing sees it. `asks_film`: its answer is the title of the film that it is about."""

    id: str
    category: str
    difficulty: int
    film: str | None
    facts: tuple[str, ...]
    is_open_gap: bool
    asks_film: bool

    @classmethod
    def of(cls, question: Question, title: str | None) -> Row:
        """The row of a question about a film of this title."""
        key = question.key
        asks_film = key is not None and key.kind == "title" and key.answer == title
        facts = tuple(sorted(question.facts))
        return cls(
            question.id, question.category, question.difficulty, question.film, facts, question.is_open_gap, asks_film
        )
