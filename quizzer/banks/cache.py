"""A folder of banks that have been read already, each under a digest of what it was read from.

Nothing is lost with the folder: whatever is wrong with it or in it, the bank is read from its own files. What is kept
there is made anew when a file, this program or the version of Python changes; the oldest goes when there is too much.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from quizzer import __version__
from quizzer.banks.bank import Bank
from quizzer.banks.cached import CachedBank, pack_bank, unpack_bank
from quizzer.errors import BankError
from quizzer.files import read_text

MOST_ENTRIES = 40
"""How many banks are kept."""

MOST_BYTES = 500_000_000
"""How much all of them together may take up."""

LARGEST_FILE = 50_000_000
"""Bytes of a file whose bank is kept."""

LONGEST_WRITE = 3600
"""Seconds after which a file that was begun and not finished is taken to be left over."""


class BankCache:
    """The cached banks of a folder, which is made when it is first needed. Whatever is wrong with it is no fault: then
    nothing is read from it, and nothing kept."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)

    def key(self, files: Sequence[str]) -> str | None:
        """Under what the bank of these files is kept: what they hold and are called, and what makes questions of them.
        None if they cannot be read twice, as a pipe cannot."""
        try:
            digest = blake2b(_maker(), digest_size=16)
            for file in files:
                name = os.path.basename(file).encode("utf-8", "surrogatepass")  # noqa: PTH119
                digest.update(len(name).to_bytes(8, "big") + name + _digest_of(file))
        except (OSError, ValueError):
            return None
        return digest.hexdigest()

    def read(self, key: str | None, files: Sequence[str]) -> CachedBank | None:
        """The bank of these files that is kept under a key; None if there is none, if a file that it includes has
        changed, or if these files stand where they include others than those did."""
        if key is None:
            return None
        path = self.folder / f"{key}.bank"
        try:
            bank = unpack_bank(path.read_bytes())
            if bank.included and set(_places(files)) != {file for file, digest in bank.included if not digest}:
                return None
            for file, digest in bank.included:
                if digest and _digest_of_text(read_text(file, at_most=LARGEST_FILE, error=BankError)) != digest:
                    return None
            os.utime(path)
        except (OSError, ValueError, BankError):
            return None
        return bank

    def keep(self, key: str | None, bank: Bank, files: Sequence[str], included: Mapping[str, str]) -> None:
        """Keeps a bank under the `key` of its files. `included` are the texts of those that they include, by path."""
        if key is None:
            return
        # What is included lies beside these files: the same text elsewhere may include something else.
        around = [(place, b"") for place in _places(files)] if included else []
        read = [(os.path.abspath(file), _digest_of_text(text)) for file, text in included.items()]  # noqa: PTH100
        data = pack_bank(bank, [*around, *read])
        if len(data) <= MOST_BYTES:
            with contextlib.suppress(OSError, ValueError):
                self.folder.mkdir(parents=True, exist_ok=True)
                _write_whole(self.folder / f"{key}.bank", data)
                self._make_room()

    def _make_room(self) -> None:
        """Removes what was not used for longest until the rest is little enough, and what killed programs left."""
        entries = [(entry.stat().st_mtime, entry.stat().st_size, entry) for entry in os.scandir(self.folder)]
        entries.sort(key=lambda entry: entry[0], reverse=True)
        size = number = 0
        for changed, bytes_, entry in entries:
            is_bank, is_left_over = entry.name.endswith(".bank"), entry.name.endswith(".tmp")
            size, number = size + is_bank * bytes_, number + is_bank
            too_much = is_bank and (number > MOST_ENTRIES or size > MOST_BYTES)
            if too_much or (is_left_over and changed < entries[0][0] - LONGEST_WRITE):
                Path(entry.path).unlink(missing_ok=True)


def _places(files: Sequence[str]) -> list[str]:
    return [os.path.realpath(file) for file in files]


def _digest_of_text(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _digest_of(file: str) -> bytes:
    """A digest of what a regular file holds. Raises OSError or ValueError for what is none, or is too large."""
    path = Path(file)
    if not path.is_file():
        raise ValueError("no regular file")
    with path.open("rb") as data:
        content = data.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ValueError("too large")
    return blake2b(content, digest_size=16).digest()


def _maker() -> bytes:
    """What makes the questions: the versions of quizzer and Python and, for who works on it, the state of its code."""
    package = Path(__file__).parent.parent
    files = [entry for room in ("bank_files", "banks", "facts", "grading") for entry in os.scandir(package / room)]
    changed = [entry.stat().st_mtime_ns for entry in files if entry.name.endswith(".py")]
    changed.append((package / "question.py").stat().st_mtime_ns)
    return repr((__version__, sys.version_info[:2], len(changed), max(changed))).encode()


def _write_whole(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
