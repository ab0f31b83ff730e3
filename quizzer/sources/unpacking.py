"""Unpack packed files while reading them, within bounds."""

import io
import os
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from quizzer.bounds import UNPACKED_FLOOR, UNPACKED_RATIO
from quizzer.errors import SourceError

_BLOCK = 1 << 16


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
