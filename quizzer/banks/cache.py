"""A folder of banks that have been read already, each under a digest of what it was read from.

Nothing is lost with the folder: whatever is wrong with it or in it, the bank is read from its own files. What is kept
there is made anew when a file, this program or the version of Python changes; the oldest goes when there is too much.
A bank is kept as bytes that are quick to read: first what drawing needs, each question and the films for themselves.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

import msgspec

from quizzer import __version__
from quizzer.banks.bank import Bank
from quizzer.banks.draw_wish import QuestionRow
from quizzer.banks.stores import LazySequence, Lookup, RowStore
from quizzer.bounds import LARGEST_BANK, LARGEST_CACHE, MOST_CACHED
from quizzer.errors import BankError
from quizzer.files import open_regular, read_bytes, read_text
from quizzer.grading import Name
from quizzer.question import Question, as_data, key_from_data

if TYPE_CHECKING:
    from quizzer.facts.film import Film

T = TypeVar("T")

LONGEST_WRITE = 3600
"""Seconds after which a file that was begun and not finished is taken to be left over."""
_PRIVATE = 0o700


class BankCache:
    """The cached banks of a folder, which is made when it is first needed. Whatever is wrong with it is no fault: then
    nothing is read from it, and nothing kept."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder: Path = Path(folder)

    def key(self, files: Sequence[str]) -> str | None:
        """Under what the bank of these files is kept: what they hold and are called, and what makes questions of them.
        None if they cannot be read twice, as a pipe cannot."""
        try:
            digest = blake2b(_maker(), digest_size=16)
            for file in files:
                name = _as_bytes(os.path.basename(file))  # noqa: PTH119
                content = read_bytes(file, at_most=LARGEST_BANK, error=BankError, only_regular=True)
                digest.update(len(name).to_bytes(8, "big") + name + _digest_of(content))
        except (BankError, ValueError):
            return None
        return digest.hexdigest()

    def read(self, key: str, files: Sequence[str], read_again: Callable[[], Bank]) -> Bank | None:
        """The bank of these files that is kept under a key; None if there is none, if a file that it includes has
        changed, or if these files stand where they include others than those did. If a part that is read later turns
        out to be damaged, the entry goes, and `read_again` gives the bank."""
        path = self.folder / f"{key}.bank"

        def instead() -> Bank:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            return read_again()

        try:
            self._close_to_others()
            with open_regular(path) as file:
                store = unpack_bank(file.read(LARGEST_CACHE), instead)
            if store.included and set(_places(files)) != {file for file, digest in store.included if not digest}:
                return None
            for name, digest in store.included:
                if digest:
                    text = read_text(name, at_most=LARGEST_BANK, error=BankError, only_regular=True)
                    if _digest_of(_as_bytes(text)) != digest:
                        return None
            os.utime(path)
        except (OSError, ValueError, BankError):
            return None
        return Bank(store=store)

    def keep(self, key: str, bank: Bank, files: Sequence[str], included: Mapping[str, str]) -> None:
        """Keeps a bank under the `key` of its files. `included` are the texts of those that they include, by path."""
        # What is included lies beside these files: the same text elsewhere may include something else.
        around = [(place, b"") for place in _places(files)] if included else []
        read = [(os.path.abspath(file), _digest_of(_as_bytes(text))) for file, text in included.items()]  # noqa: PTH100
        data = pack_bank(bank, [*around, *read])
        if len(data) <= LARGEST_CACHE:
            with contextlib.suppress(OSError, ValueError):
                self.folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
                self._close_to_others()
                _write_whole(self.folder / f"{key}.bank", data)
                self._make_room()

    def _close_to_others(self) -> None:
        """Lets nobody else read or write in the folder, if it is the user's own. Windows does that by itself."""
        found = self.folder.stat()
        if os.name != "nt" and found.st_uid == os.getuid() and stat.S_IMODE(found.st_mode) != _PRIVATE:
            self.folder.chmod(_PRIVATE)

    def _make_room(self) -> None:
        """Removes what was not used for longest until the rest is little enough, and what killed programs left."""
        found = [entry for entry in os.scandir(self.folder) if entry.is_file(follow_symlinks=False)]
        entries = [(entry.stat().st_mtime, entry.stat().st_size, entry) for entry in found]
        entries.sort(key=lambda entry: entry[0], reverse=True)
        size = number = 0
        for changed, bytes_, entry in entries:
            is_bank, is_left_over = entry.name.endswith(".bank"), entry.name.endswith(".tmp")
            size, number = size + is_bank * bytes_, number + is_bank
            too_much = is_bank and (number > MOST_CACHED or size > LARGEST_CACHE)
            if too_much or (is_left_over and changed < entries[0][0] - LONGEST_WRITE):
                Path(entry.path).unlink(missing_ok=True)


def _places(files: Sequence[str]) -> list[str]:
    return [os.path.realpath(file) for file in files]


def _as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _digest_of(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()


def _maker() -> bytes:
    """What makes the questions: the versions of quizzer and Python and, for who works on it, the state of its code."""
    package = Path(__file__).parent.parent
    rooms = ("bank_files", "banks", "facts", "facts/words", "grading", "grading/words")
    files = [entry for room in rooms for entry in os.scandir(package / room)]
    changed = [entry.stat().st_mtime_ns for entry in files if entry.name.endswith((".py", ".txt"))]
    changed.append((package / "question.py").stat().st_mtime_ns)
    return repr((__version__, sys.version_info[:2], len(changed), max(changed))).encode()


def _write_whole(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


VERSION = 9
"""The version of these bytes. They carry no code, only values whose types are checked when they are read."""

_MAGIC = b"quizzer bank\n"
_SUM = 4


class Damaged(ValueError):  # noqa: N818 — it never leaves this room
    """The bytes are no bank, not of this version, or not what was written."""


class _Packed(msgspec.Struct, array_like=True, frozen=True):
    version: int
    title: str
    license: str
    about: str
    has_one_film: bool
    included: tuple[tuple[str, bytes], ...]
    rows: list[QuestionRow]
    questions: list[msgspec.Raw]
    films: msgspec.Raw
    names: msgspec.Raw


_read_packed = msgspec.msgpack.Decoder(_Packed).decode
_read_question = msgspec.msgpack.Decoder(Question, dec_hook=key_from_data).decode


def pack_bank(bank: Bank, included: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """The bytes of a bank. `included` are further files that it was read from, each with a digest of its content."""
    store = bank.store
    assert isinstance(store, RowStore)
    told = (VERSION, bank.title, bank.license, bank.about, store.has_one_film, tuple(included), store.rows)
    parts = ([as_data(question) for question in bank.questions], tuple(bank.films), store.names())
    body = msgspec.msgpack.encode((*told, *parts))
    return _MAGIC + crc32(body).to_bytes(_SUM, "big") + body


def unpack_bank(data: bytes, instead: Callable[[], Bank]) -> CachedStore:
    """The bank of `pack_bank`, or where a part turns out later to be damaged, that of `instead`. Raises Damaged."""
    head, body = data[: len(_MAGIC) + _SUM], memoryview(data)[len(_MAGIC) + _SUM :]
    if head != _MAGIC + crc32(body).to_bytes(_SUM, "big"):
        raise Damaged("this is no cached bank, or not what was written")
    try:
        packed = _read_packed(body)
    except (msgspec.MsgspecError, RecursionError) as trouble:
        raise Damaged(str(trouble)) from None
    if packed.version != VERSION or len(packed.questions) != len(packed.rows):
        raise Damaged("this is no cached bank of this version")
    return CachedStore(packed, instead)


class CachedStore(RowStore):
    """What `pack_bank` packed: rows are read at once, each question and the films when they are asked for. If one of
    those cannot be read, everything comes from the bank of `instead` from then on, the rows too."""

    def __init__(self, packed: _Packed, instead: Callable[[], Bank]) -> None:
        self.title: str = packed.title
        self.license: str = packed.license
        self.about: str = packed.about
        self.has_one_film: bool = packed.has_one_film
        self.included: tuple[tuple[str, bytes], ...] = packed.included
        """Further files that the bank was read from, each with a digest of its content then."""
        self._packed = packed
        self._made: dict[str, Question | None] = {}
        self._instead = instead

    @property
    def rows(self) -> Sequence[QuestionRow]:
        return self._whole.rows if self._is_left else self._packed.rows

    @cached_property
    def films(self) -> Sequence[Film]:
        from quizzer.facts.film import Film  # few games look at the films

        part = self._packed.films
        return self._read(lambda: msgspec.msgpack.decode(part, type=tuple[Film, ...]), lambda whole: whole.films)

    @cached_property
    def questions(self) -> Sequence[Question]:
        return LazySequence(lambda: len(self.rows), self._question_at, by_id=Lookup(self))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {row.id: place for place, row in enumerate(self._packed.rows)}

    def question(self, name: str) -> Question | None:
        """The question with an id, which is made once, and stays the same one; None if there is none."""
        if name not in self._made and self.has(name):
            self._made[name] = self._read(
                lambda: _read_question(self._packed.questions[self._places[name]]), lambda whole: whole.question(name)
            )
        return self._made.get(name)

    def has(self, name: str) -> bool:
        return self._whole.has(name) if self._is_left else name in self._places

    def names(self) -> list[Name]:
        part = self._packed.names
        return self._read(lambda: msgspec.msgpack.decode(part, type=list[Name]), lambda whole: whole.names())

    def _question_at(self, place: int) -> Question:
        return self.question(self.rows[place].id) or self._question_at(place)  # of the rows that there are now

    def _read(self, read: Callable[[], T], read_instead: Callable[[RowStore], T]) -> T:
        if not self._is_left:
            try:
                return read()
            except Exception:  # whatever is wrong with an entry, the bank has files of its own
                vars(self).pop("categories", None)
        return read_instead(self._whole)

    @property
    def _is_left(self) -> bool:
        return "_whole" in vars(self)

    @cached_property
    def _whole(self) -> RowStore:
        store = self._instead().store
        assert isinstance(store, RowStore)
        return store
