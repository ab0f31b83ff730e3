"""A bank as bytes that are quick to read: what drawing needs first of all, every question and the films only when asked
for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any, overload
from zlib import crc32

import msgspec

from quizzer.banks.bank import Bank
from quizzer.banks.drawing import QuestionRow
from quizzer.facts.film import Film
from quizzer.grading import AnswerKey, Name
from quizzer.question import Origin, Question

VERSION = 2
"""The version of these bytes. They carry no code, only values whose types are checked when they are read."""

_MAGIC = b"quizzer bank\n"
_SUM = 4
_LENGTH = 8


class Damaged(ValueError):  # noqa: N818 — it never leaves this room
    """The bytes are no bank, not of this version, or not what was written."""


class _Key(msgspec.Struct, array_like=True, frozen=True):
    items: tuple[tuple[str, ...], ...]
    accept: tuple[str, ...]
    reject: dict[str, str]
    prompt: dict[str, str]
    kind: str
    question: str
    year: int | None
    tolerance: float | str | None
    unit: str | None
    need: int | None
    choices: tuple[str, ...]
    strictness: str


class _Question(msgspec.Struct, array_like=True, frozen=True):
    """What a question has beside its row."""

    text: str
    key: _Key | None
    year: int | None
    hints: tuple[str, ...]
    explanation: str
    source: str
    tags: tuple[str, ...]
    media: str
    origin: Origin | None


class _Head(msgspec.Struct, array_like=True, frozen=True):
    version: int
    title: str
    license: str
    has_one_film: bool
    included: tuple[tuple[str, bytes], ...]
    rows: list[QuestionRow]
    lengths: list[int]
    films: int
    names: int


_read_head = msgspec.msgpack.Decoder(_Head).decode
_read_question = msgspec.msgpack.Decoder(_Question).decode
_write = msgspec.msgpack.Encoder().encode


def pack_bank(bank: Bank, included: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """The bytes of a bank. `included` are further files that it was read from, each with a digest of its content."""
    rows = list(bank.rows)
    parts = [_write(_packed(question)) for question in bank.questions]
    films = _write(tuple(bank.films))
    names = _write(bank.names())
    head = _Head(
        VERSION,
        bank.title,
        bank.license,
        bank.has_one_film,
        tuple(included),
        rows,
        [len(part) for part in parts],
        len(films),
        len(names),
    )
    packed = _write(head)
    body = b"".join([len(packed).to_bytes(_LENGTH, "big"), packed, *parts, films, names])
    return _MAGIC + crc32(body).to_bytes(_SUM, "big") + body


def unpack_bank(data: bytes) -> CachedBank:
    """The bank of `pack_bank`. Raises Damaged."""
    begin = len(_MAGIC) + _SUM
    if not data.startswith(_MAGIC) or len(data) < begin + _LENGTH:
        raise Damaged("this is no cached bank")
    view = memoryview(data)
    if crc32(view[begin:]).to_bytes(_SUM, "big") != data[len(_MAGIC) : begin]:
        raise Damaged("the cached bank is not what was written")
    begin += _LENGTH
    end = begin + int.from_bytes(view[begin - _LENGTH : begin], "big")
    try:
        head = _read_head(view[begin:end])
    except msgspec.MsgspecError as trouble:
        raise Damaged(str(trouble)) from None
    sizes = [*head.lengths, head.films, head.names]
    if head.version != VERSION or len(head.lengths) != len(head.rows):
        raise Damaged("this is no cached bank of this version")
    if min(sizes) < 0 or sum(sizes) != len(view) - end:
        raise Damaged("the cached bank is not of the length that it tells")
    return CachedBank(head, view[end:])


class CachedBank(Bank):
    """A bank out of its bytes: to its users what the bank was that they were made of."""

    def __init__(self, head: _Head, body: memoryview) -> None:
        self.title = head.title
        self.license = head.license
        self.included = head.included
        """Further files that the bank was read from, each with a digest of its content then."""
        self._head = head
        self._body = body

    @cached_property
    def rows(self) -> Sequence[QuestionRow]:
        return self._head.rows

    @cached_property
    def has_one_film(self) -> bool:
        return self._head.has_one_film

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        return _ById(self._head.rows, self._parts)

    @cached_property
    def questions(self) -> Sequence[Question]:  # type: ignore[override]
        return _InOrder(self._head.rows, self.by_id)

    @cached_property
    def films(self) -> Sequence[Film]:  # type: ignore[override]
        end = len(self._body) - self._head.names
        return msgspec.msgpack.decode(self._body[end - self._head.films : end], type=tuple[Film, ...])

    def names(self) -> list[Name]:
        names = self._body[len(self._body) - self._head.names :]
        return msgspec.msgpack.decode(names, type=list[Name])

    @cached_property
    def _parts(self) -> list[memoryview]:
        return [self._body[start:end] for start, end in pairwise(accumulate(self._head.lengths, initial=0))]


class _ById(Mapping[str, Question]):
    """Questions that are made when they are first asked for, and stay the same ones."""

    def __init__(self, rows: Sequence[QuestionRow], parts: Sequence[memoryview]) -> None:
        self._rows = rows
        self._parts = parts
        self._places = {row.id: place for place, row in enumerate(rows)}
        self._made: dict[str, Question] = {}

    def __getitem__(self, name: str) -> Question:
        made = self._made.get(name)
        if made is None:
            place = self._places[name]
            made = self._made[name] = _unpacked(self._rows[place], _read_question(self._parts[place]))
        return made

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class _InOrder(Sequence[Question]):
    """The same questions in the order of their bank."""

    def __init__(self, rows: Sequence[QuestionRow], by_id: Mapping[str, Question]) -> None:
        self._rows = rows
        self._by_id = by_id

    @overload
    def __getitem__(self, place: int) -> Question: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Question]: ...

    def __getitem__(self, place: int | slice) -> Question | Sequence[Question]:
        if isinstance(place, slice):
            return tuple(self._by_id[row.id] for row in self._rows[place])
        return self._by_id[self._rows[place].id]

    def __len__(self) -> int:
        return len(self._rows)


def _packed(question: Question) -> _Question:
    key = question.key
    packed = None
    if key is not None:
        packed = _Key(*(getattr(key, field) for field in _Key.__struct_fields__))
    return _Question(
        question.text,
        packed,
        question.year,
        question.hints,
        question.explanation,
        question.source,
        question.tags,
        question.media,
        question.origin,
    )


def _unpacked(row: QuestionRow, rest: _Question) -> Question:
    return Question(
        id=row.id,
        category=row.category,
        difficulty=row.difficulty,
        film=row.film,
        facts=frozenset(row.facts),
        key=_key(rest.key) if rest.key is not None else None,
        **{field: getattr(rest, field) for field in _Question.__struct_fields__ if field != "key"},
    )


def _key(packed: _Key) -> AnswerKey:
    knobs: dict[str, Any] = {field: getattr(packed, field) for field in _Key.__struct_fields__ if field != "items"}
    return AnswerKey(packed.items, **knobs)
