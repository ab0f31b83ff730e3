"""IMDb's dataset files: what is wanted of them, which are there, and what can be saved of a bad one."""

import gzip
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from io import TextIOWrapper
from pathlib import Path

from quizzer.bounds import LONGEST_HEADER, LONGEST_ROW
from quizzer.errors import SourceError
from quizzer.facts.iso_codes import COUNTRIES
from quizzer.grading.wordlists import read_table
from quizzer.sources.unpacking import open_unpacked

FILM_TYPES = ("movie", "tvMovie", "short", "video")
"""The types of title that are films."""
USUAL_VOTES = 1_000
"""Votes of a film that some who play may have seen."""
TITLE_TYPES = (*FILM_TYPES, "tvSeries", "tvMiniSeries", "tvSpecial", "tvShort", "tvPilot", "tvEpisode", "videoGame")
"""The types of title that IMDb has."""

_LISTED = read_table("tables", beside=__file__)
TABLES: Mapping[str, tuple[str, list[str], list[str]]] = {
    (name := key.removesuffix(" makes")): (made[0], _LISTED[f"{name} needs"], _LISTED.get(f"{name} uses", []))
    for key, made in _LISTED.items()
    if key.endswith(" makes")
}
"""For each file the table that is made of it, the columns without which it is of no use, and those that are used when
they are there."""
COUNTRY_OF = {code: code for code in COUNTRIES} | dict(one.split("=") for one in _LISTED["region"])
"""The country (ISO 3166-1) that a region of IMDb's is."""


@dataclass(frozen=True)
class DatasetWishes:
    """Which titles become films. `years` are the first and the last, both included, None for no bound; `countries`
    (ISO 3166-1) are those whose release titles are kept, and `languages` (ISO 639) those in which they are, all if none
    is named. Without `min_votes` they have `USUAL_VOTES`, or any if nobody has counted them. Adult titles never do.
    """

    min_votes: int | None = 0
    types: tuple[str, ...] = FILM_TYPES
    years: tuple[int | None, int | None] = (None, None)
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


_MOST_TOLD = 5
"""Faults of a file that are told one by one."""


@dataclass(frozen=True)
class DatasetFile:
    """A file of the data set: its `columns` in their order, its size in bytes, and when it was changed (nanoseconds),
    as it was when it was found."""

    name: str
    path: Path
    columns: tuple[str, ...]
    size: int
    changed: int

    def has_changed(self) -> bool:
        """True if the file is not what it was when it was found."""
        return _size_and_time(self.path) != (self.size, self.changed)


def find_files(folder: str | os.PathLike[str], faults: list[SourceError]) -> dict[str, DatasetFile]:
    """The files of the data set in a folder, by name; of one that is there twice (.tsv and .tsv.gz) the plain one.

    A file that is not what its name says is left out and told in `faults`. Raises SourceError without a usable
    title.basics.
    """
    place = Path(folder)
    if not place.is_dir():
        what = "this is a file; name the folder that it is in" if place.exists() else "there is no such folder"
        raise SourceError(what, file=os.fspath(folder))
    tables = {}
    for name, (_, needed, _) in TABLES.items():
        path = next((one for one in (place / f"{name}.tsv", place / f"{name}.tsv.gz") if one.is_file()), None)
        if path is None:
            continue
        try:
            tables[name] = _table(name, path, needed)
        except SourceError as trouble:
            if name == "title.basics":
                raise
            faults.append(trouble)
    if "title.basics" not in tables:
        raise SourceError("there is no title.basics.tsv or title.basics.tsv.gz in this folder", file=os.fspath(folder))
    return tables


def salvage(table: DatasetFile, target: Path) -> list[SourceError]:
    """Copies the good lines of a file to `target`, its header first, with one kind of line end; gives the faults of the
    others, each with its line, at most a few.

    Lines that are too long, have too few or too many columns or are no UTF-8 are passed over; where a packed file is
    cut off or damaged, what came before it is saved.
    """
    faults: list[SourceError] = []
    fault = partial(SourceError, file=str(table.path))
    number = more = 0
    with target.open("wb") as out:
        try:
            for number, line in enumerate(_lines(table.path), start=1):
                trouble = _trouble(line, len(table.columns)) if line else ""
                if line and not trouble:
                    out.write(line + b"\n")
                elif trouble and len(faults) < _MOST_TOLD:
                    faults.append(fault(f"{trouble}; quizzer skips this line", line=number))
                else:
                    more += bool(trouble)
        except (EOFError, zlib.error, gzip.BadGzipFile) as trouble:
            before = f"quizzer reads the {max(0, number - 1):,} rows before it"
            faults.append(fault(f"cut off or damaged ({trouble}); {before}", line=number + 1))
        except OSError as trouble:
            faults.append(fault(f"cannot be read on ({trouble.strerror or trouble})", line=number + 1))
    return [*faults, fault(f"{more:,} more such faults")] if more else faults


def _table(name: str, path: Path, needed: Sequence[str]) -> DatasetFile:
    size, changed = _size_and_time(path)
    fault = partial(SourceError, file=str(path), line=1)
    try:
        with open_unpacked(path) as file:
            header = file.readline(LONGEST_HEADER)
        columns = tuple(header.decode("utf-8-sig").rstrip("\r\n").split("\r")[0].split("\t"))
    except PermissionError:
        raise SourceError("you may not read this file", file=str(path)) from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as trouble:
        raise fault(f"cut off or damaged: {trouble}") from None
    except OSError as trouble:
        raise SourceError(f"cannot be read: {trouble.strerror or trouble}", file=str(path)) from None
    except UnicodeDecodeError:
        raise fault("this is not text in UTF-8") from None
    if not header:
        raise fault("this file is empty")
    missing = [column for column in needed if column not in columns]
    if missing or len(set(columns)) < len(columns):
        found = ", ".join(column[:30] for column in columns[:12])
        lacks = f"it lacks {', '.join(missing)}" if missing else "a column is there twice"
        raise fault(f"wrong columns: {lacks}; there are {found}")
    return DatasetFile(name, path, columns, size, changed)


def _lines(path: Path) -> Iterator[bytes]:
    """The lines without their ends, however they end; of one that is too long the beginning. A last one that has no end
    is given as it is where its file is plain: where a packed one breaks off, it is half a line."""
    with TextIOWrapper(open_unpacked(path), encoding="utf-8", errors="surrogateescape") as file:
        while line := file.readline(LONGEST_ROW + 1):
            yield line.rstrip("\n").encode("utf-8", "surrogateescape")
            while line and not line.endswith("\n"):
                line = file.readline(LONGEST_ROW)


def _trouble(line: bytes, columns: int) -> str:
    """What is wrong with a line; "" if nothing is."""
    if len(line) > LONGEST_ROW:
        return f"longer than {LONGEST_ROW:,} bytes"
    found = line.count(b"\t") + 1
    if found != columns:
        return f"{found} columns instead of {columns}"
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as trouble:
        return f"not UTF-8 at byte {trouble.start + 1}"
    return ""


def _size_and_time(path: Path) -> tuple[int, int]:
    with suppress(OSError):
        about = path.stat()
        return about.st_size, about.st_mtime_ns
    return -1, 0
