"""Find IMDb's dataset files, choose titles from them, and save the good lines of a damaged one."""

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
from quizzer.files import open_unpacked
from quizzer.grading.wordlists import read_table

FILM_TYPES = ("movie", "tvMovie", "short", "video")
"""The types of title that are films."""
USUAL_VOTES = 1_000
"""Votes of a film that some players may have seen."""
TITLE_TYPES = (*FILM_TYPES, "tvSeries", "tvMiniSeries", "tvSpecial", "tvShort", "tvPilot", "tvEpisode", "videoGame")
"""The types of title that IMDb has."""

_LISTED = read_table("tables", beside=__file__)
TABLES: Mapping[str, tuple[str, list[str], list[str]]] = {
    (name := key.removesuffix(" makes")): (made[0], _LISTED[f"{name} needs"], _LISTED.get(f"{name} uses", []))
    for key, made in _LISTED.items()
    if key.endswith(" makes")
}
"""For each file its table, the columns that it must have, and those that it may have."""
COUNTRY_OF = {code: code for code in COUNTRIES} | dict(one.split("=") for one in _LISTED["region"])
"""The country (ISO 3166-1) of each region of IMDb's."""


@dataclass(frozen=True)
class DatasetWishes:
    """The titles that become films. `years` are the first and the last, included; None sets no bound. Release titles
    are kept for `countries` (ISO 3166-1) and `languages` (ISO 639); none means all. `min_votes` of None means
    `USUAL_VOTES`, or any number if the files have no votes. Adult titles are always left out."""

    min_votes: int | None = 0
    types: tuple[str, ...] = FILM_TYPES
    years: tuple[int | None, int | None] = (None, None)
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


_MOST_LISTED = 5
"""Faults of a file that quizzer lists; it counts the others."""


@dataclass(frozen=True)
class DatasetFile:
    """A file of the data set as it was found: its `columns`, its size in bytes, and when it changed (nanoseconds)."""

    name: str
    path: Path
    columns: tuple[str, ...]
    size: int
    changed: int

    def has_changed(self) -> bool:
        """Whether the file has changed since it was found."""
        return _size_and_time(self.path) != (self.size, self.changed)


def find_files(folder: str | os.PathLike[str], faults: list[SourceError]) -> dict[str, DatasetFile]:
    """Find the files of the data set in a folder, by name. If there are both .tsv and .tsv.gz, takes the first.

    Leaves out a file with wrong contents and adds it to `faults`. Raises SourceError without a usable title.basics.
    """
    place = Path(folder)
    if not place.is_dir():
        what = "this is a file; name its folder" if place.exists() else "there is no such folder"
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
    """Copy the good lines of a file to `target`, with its header and one kind of line end. Returns the faults of the
    others with their lines, at most a few.

    Skips lines that are too long, are not UTF-8, or have a wrong number of columns. Keeps the lines before the damage
    of a packed file.
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
                elif trouble and len(faults) < _MOST_LISTED:
                    faults.append(fault(f"{trouble}; quizzer skips this line", line=number))
                else:
                    more += bool(trouble)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            before = f"quizzer reads the {max(0, number - 1):,} rows before it"
            faults.append(fault(f"the packed file is cut off or damaged; {before}", line=number + 1))
        except OSError as trouble:
            faults.append(
                fault(f"quizzer cannot read the rest of this file: {trouble.strerror or trouble}", line=number + 1)
            )
    return [*faults, fault(f"{more:,} more such faults")] if more else faults


def _table(name: str, path: Path, needed: Sequence[str]) -> DatasetFile:
    size, changed = _size_and_time(path)
    fault = partial(SourceError, file=str(path), line=1)
    try:
        with open_unpacked(path) as file:
            header = file.readline(LONGEST_HEADER)
        columns = tuple(header.decode("utf-8-sig").rstrip("\r\n").split("\r")[0].split("\t"))
    except PermissionError:
        raise SourceError("you have no permission to read this file", file=str(path)) from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise fault("the packed file is cut off or damaged; get it again") from None
    except OSError as trouble:
        raise SourceError(f"quizzer cannot read this file: {trouble.strerror or trouble}", file=str(path)) from None
    except UnicodeDecodeError:
        raise fault("this is not text in UTF-8; save it as UTF-8") from None
    if not header:
        raise fault("this file is empty")
    missing = [column for column in needed if column not in columns]
    if missing or len(set(columns)) < len(columns):
        found = ", ".join(column[:30] for column in columns[:12])
        lacks = f"missing {', '.join(missing)}" if missing else "two columns have the same name"
        raise fault(f"wrong columns: {lacks}; this file has {found}")
    return DatasetFile(name, path, columns, size, changed)


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the lines without their ends; of a line that is too long, its beginning. A packed file that is cut off ends
    in half a line."""
    with TextIOWrapper(open_unpacked(path), encoding="utf-8", errors="surrogateescape") as file:
        while line := file.readline(LONGEST_ROW + 1):
            yield line.rstrip("\n").encode("utf-8", "surrogateescape")
            while line and not line.endswith("\n"):
                line = file.readline(LONGEST_ROW)


def _trouble(line: bytes, columns: int) -> str:
    """Return the fault of a line, or ""."""
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
