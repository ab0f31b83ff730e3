"""Read and write files within bounds, whole or not at all, with errors that say what to do."""

import io
import itertools
import os
import shutil
import stat
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from string import Template
from typing import IO, Any, BinaryIO

from quizzer.bounds import UNPACKED_FLOOR, UNPACKED_RATIO
from quizzer.errors import PlacedError, QuizzerError, SourceError

MEGABYTE = 1_000_000
_DATABASE = b"SQLite format 3\0"
_BLOCK = 1 << 16


def read_text(
    path: str | os.PathLike[str], *, at_most: int, error: type[PlacedError], only_regular: bool = False
) -> str:
    """Return the text of a file of at most `at_most` bytes, in UTF-8 (or UTF-16 with its mark), line ends as \\n.

    Raises `error` if the file does not exist, is a folder, is too large, is not text, or cannot be opened. With
    `only_regular`, also for a pipe or a device.
    """
    data = read_bytes(path, at_most=at_most, error=error, only_regular=only_regular)
    return _as_text(data, os.fspath(path), at_most, error)


def read_bytes(
    path: str | os.PathLike[str], *, at_most: int, error: type[PlacedError], only_regular: bool = False
) -> bytes:
    """Return the bytes of a file of at most `at_most` bytes.

    Raises `error` if the file does not exist, is a folder, is too large, or cannot be opened. With `only_regular`, also
    for a pipe or a device.
    """
    name = os.fspath(path)
    if not name or "\0" in name:
        raise error(f"{name!r} is not a file name")
    try:
        with open_regular(name) if only_regular else Path(name).open("rb") as file:
            data = file.read(at_most + 1)
    except FileNotFoundError:
        raise error("there is no such file", file=name) from None
    except IsADirectoryError:
        raise error("this is a folder; name a file in it", file=name) from None
    except PermissionError:
        kind = "this is a folder; name a file in it" if Path(name).is_dir() else "this file may not be read by you"
        raise error(kind, file=name) from None
    except OSError as trouble:
        raise error(f"cannot be read: {trouble.strerror or trouble}", file=name) from None
    if len(data) > at_most:
        raise _too_large(name, at_most, error)
    return data


def open_regular(path: str | os.PathLike[str]) -> BinaryIO:
    """Open a regular file, or a link to one, to read its bytes. Raises OSError for anything else, without opening it,
    so that quizzer never waits for a pipe."""
    kind = Path(path).stat().st_mode
    if stat.S_ISDIR(kind):
        raise IsADirectoryError
    if not stat.S_ISREG(kind):
        raise OSError("it is not a regular file")
    return Path(path).open("rb")


def read_stream(stream: BinaryIO, *, name: str, at_most: int, error: type[PlacedError]) -> str:
    """Return the bytes of a stream; errors call it by its `name`. See `read_bytes`."""
    try:
        data = stream.read(at_most + 1)
    except OSError as trouble:
        raise error(f"cannot be read: {trouble.strerror or trouble}", file=name) from None
    return _as_text(data, name, at_most, error)


def is_database(path: str | os.PathLike[str]) -> bool:
    """Whether the file is a SQLite database, by its content. False also for a file that quizzer cannot read, and for a
    pipe, because quizzer can read a pipe only once."""
    try:
        if not Path(path).is_file():
            return False
        with Path(path).open("rb") as file:
            return file.read(len(_DATABASE)) == _DATABASE
    except (OSError, ValueError):
        return False


def write_text(path: str | os.PathLike[str], text: str, *, keep: bool = True) -> Path | None:
    """Write a file in UTF-8, whole or not at all. A temporary file beside it takes its place when it is complete.

    With `keep`, quizzer keeps an older file with another text under its name and "~". Returns the path of that copy.
    Raises QuizzerError if it cannot write; then the older file is unchanged.
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as trouble:  # half of a character
        raise QuizzerError(f"{path}: cannot be written: {trouble}") from None
    return write_bytes(path, data, keep=keep)


def write_bytes(path: str | os.PathLike[str], data: bytes, *, keep: bool = True) -> Path | None:
    """Write bytes as `write_text` writes a text."""
    target = Path(path)
    temporary: Path | None = None
    kept: Path | None = None
    try:
        if not os.fspath(path) or target.is_dir():
            raise QuizzerError(f"{target}: this is a folder; name a file in it")
        # A pipe or a device holds nothing to keep, and no file can replace it.
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return None
        target = target.resolve()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:50]}.", suffix=".tmp")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(new_file_mode(target))
        kept = _keep_old(target, data) if keep else None
        temporary.replace(target)
    except OSError as trouble:
        raise QuizzerError(f"{path}: cannot be written: {trouble.strerror or trouble}") from None
    except (ValueError, RuntimeError) as trouble:  # a NUL in the name, links in a circle
        raise QuizzerError(f"{path}: cannot be written: {trouble}") from None
    finally:
        if temporary is not None:
            remove(temporary)
    return kept


def remove(path: Path) -> None:
    """Remove a file, if it is still there. Windows removes no read-only file, so make it writable first."""
    with suppress(OSError):
        path.chmod(0o600)
        path.unlink()


def new_file_mode(target: Path) -> int:
    """Return the permissions of the file to replace, or those of a new file."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


@cache
def statements(file: Path) -> dict[str, Template]:
    """Return the SQL statements of one of quizzer's files, by name. Each follows a line "-- == NAME"."""
    parts = file.read_text(encoding="utf-8").split("-- == ")[1:]
    return {name: Template(text.strip()) for name, _, text in (part.partition("\n") for part in parts)}


def _keep_old(target: Path, data: bytes) -> Path | None:
    """Copy the file that quizzer is about to replace, under a name that no older copy has."""
    if not target.exists() or target.read_bytes() == data:
        return None
    names = (target.with_name(f"{target.name}~{number or ''}") for number in itertools.count())
    kept = next(name for name in names if not name.exists())
    shutil.copy2(target, kept)
    return kept


def _too_large(name: str, at_most: int, error: type[PlacedError]) -> PlacedError:
    return error(f"too large: at most {at_most / MEGABYTE:g} MB are read", file=name)


def _as_text(data: bytes, name: str, at_most: int, error: type[PlacedError]) -> str:
    if len(data) > at_most:
        raise _too_large(name, at_most, error)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as trouble:
        line = data.count(b"\n", 0, trouble.start) + 1
        raise error("this is not text in UTF-8; save it as UTF-8", file=name, line=line) from None
    if "\0" in text:
        raise error("this is a binary file, not text", file=name, line=text.count("\n", 0, text.index("\0")) + 1)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def open_unpacked(path: str | os.PathLike[str]) -> io.BufferedReader:
    """Open a file to read its bytes, and unpack it on the way if its name ends in .gz or .bz2.

    Reading raises SourceError if a file is far larger unpacked than packed. It raises what gzip and bz2 raise for a
    damaged file. Raises OSError if the file cannot be opened.
    """
    packed = Path(path).open("rb")  # noqa: SIM115 — the reader closes it
    match Path(path).suffix:
        case ".gz":
            import gzip

            return io.BufferedReader(_Unpacked(packed, gzip.GzipFile(fileobj=packed)), _BLOCK)
        case ".bz2":
            import bz2

            return io.BufferedReader(_Unpacked(packed, bz2.BZ2File(packed)), _BLOCK)
    return packed


def check_unpacked_size(path: str | os.PathLike[str]) -> None:
    """Read a packed file to its end, for programs that unpack without bounds. Raises SourceError, with its name, if it
    is far larger unpacked. Stops where it is damaged."""
    import zlib

    with suppress(OSError, EOFError, zlib.error), open_unpacked(path) as file:
        while file.read1(_BLOCK):
            pass


class _Unpacked(io.RawIOBase):
    """The unpacked bytes of a file."""

    def __init__(self, packed: IO[bytes], unpacked: Any) -> None:
        self._packed, self._unpacked, self._size = packed, unpacked, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        read = int(self._unpacked.readinto1(buffer))
        self._size += read
        if self._size > UNPACKED_FLOOR and self._size > UNPACKED_RATIO * self._packed.tell():
            raise SourceError(
                f"this file grows more than {UNPACKED_RATIO} times when unpacked; get it again from its publisher",
                file=self._packed.name,
            )
        return read

    def close(self) -> None:
        self._unpacked.close()
        self._packed.close()
        super().close()
