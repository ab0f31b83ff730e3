"""Packed files, unpacked on the way as long as they stay within bounds."""

from __future__ import annotations

import os
from io import BufferedReader
from pathlib import Path
from typing import cast

from quizzer.bounds import UNPACKED_FLOOR, UNPACKED_RATIO
from quizzer.errors import SourceError

_BLOCK = 1 << 16


def open_unpacked(path: str | os.PathLike[str]) -> BufferedReader:
    """Opens a file to read its bytes; one whose name ends in .gz or .bz2 is unpacked on the way.

    Reading raises SourceError once what came out is far larger than what was packed; what gzip and bz2 raise for a
    damaged file passes. Raises OSError where the file cannot be opened.
    """
    packed = Path(path).open("rb")  # noqa: SIM115 — whoever reads closes it
    suffix = Path(path).suffix
    if suffix not in (".gz", ".bz2"):
        return packed
    if suffix == ".gz":
        import gzip

        return cast("BufferedReader", _Unpacked(packed, cast("BufferedReader", gzip.GzipFile(fileobj=packed))))
    import bz2

    return cast("BufferedReader", _Unpacked(packed, cast("BufferedReader", bz2.BZ2File(packed))))


def check_unpacked_size(path: str | os.PathLike[str]) -> None:
    """Reads a packed file to its end, for programs that unpack it without bounds. Raises SourceError, with its name, if
    it is far larger unpacked. Where it is damaged, it is looked at up to there."""
    import zlib

    try:
        with open_unpacked(path) as file:
            while file.read(_BLOCK):
                pass
    except SourceError as trouble:
        raise SourceError(trouble.message, file=os.fspath(path)) from None
    except (OSError, EOFError, zlib.error):
        return


class _Unpacked:
    """What is unpacked on the way."""

    def __init__(self, packed: BufferedReader, unpacked: BufferedReader) -> None:
        self._packed = packed
        self._unpacked = unpacked
        self._size = 0

    def read(self, size: int) -> bytes:
        return self._counted(self._unpacked.read(size))

    def read1(self, size: int) -> bytes:
        return self._counted(self._unpacked.read1(size))

    def readline(self, size: int) -> bytes:
        return self._counted(self._unpacked.readline(size))

    def _counted(self, data: bytes) -> bytes:
        self._size += len(data)
        if self._size > UNPACKED_FLOOR and self._size > UNPACKED_RATIO * self._packed.tell():
            raise SourceError(f"unpacked it is more than {UNPACKED_RATIO} times as large: nobody publishes such a file")
        return data

    def __enter__(self) -> _Unpacked:
        return self

    def __exit__(self, *exception: object) -> None:
        self._unpacked.close()
        self._packed.close()
