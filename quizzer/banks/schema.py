"""The shape of a bank file: its keys, their types, and which may be left out."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from quizzer.facts.film import Film

__all__ = ["FORMAT", "BankFile", "QuestionEntry"]

FORMAT = 1
"""The version of the format that this program reads and writes."""

Difficulty = Annotated[int, Meta(ge=1, le=5)]
Amount = Annotated[int, Meta(ge=1)]
Texts = tuple[str, ...]


class QuestionEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A hand-written question. `answer` holds its aliases item by item; it has one item unless the kind is list."""

    ask: str
    answer: tuple[Texts, ...]
    id: str | None = None
    accept: Texts = ()
    reject: dict[str, str] = {}
    prompt: dict[str, str] = {}
    kind: str | None = None
    category: str = "general"
    difficulty: Difficulty = 3
    choices: Texts = ()
    need: Amount | None = None
    tolerance: str | None = None
    unit: str | None = None
    hints: Texts = ()
    explain: str = ""
    film: str | None = None
    media: str = ""
    tags: Texts = ()
    source: str = ""
    spoiler: bool = False
    draft: bool = False


class BankFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole file."""

    format: int = FORMAT
    title: str | None = None
    license: str | None = None
    films: tuple[Film, ...] = ()
    questions: tuple[QuestionEntry, ...] = ()
