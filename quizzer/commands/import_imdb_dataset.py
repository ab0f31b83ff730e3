"""`quizzer import imdb-dataset`: a compiled bank from IMDb's dataset files."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from quizzer.commands.output import counted, tell
from quizzer.facts.film import FIRST_YEAR, LAST_YEAR
from quizzer.facts.iso_codes import COUNTRIES, LANGUAGES, country_code, language_code
from quizzer.grading.wordlists import read_pairs
from quizzer.sources.imdb_dataset.dataset_files import FILM_TYPES, TITLE_TYPES, USUAL_VOTES, DatasetWishes
from quizzer.terminal.safe import printable

if TYPE_CHECKING:
    from quizzer.sources.imdb_dataset.importing import DatasetReading, Progress

_STEPS = 1000
_READING = 0.6
"""The share of the time that reading takes; the rest goes into writing films."""


def _years(context: click.Context, parameter: click.Parameter, typed: str | None) -> tuple[int | None, int | None]:
    if typed is None:
        return (None, None)
    found = re.fullmatch(r"(\d{4})?\s*+(?:([-–])\s*+(\d{4})?)?", typed.strip())
    if found is None or (found[1] is None and found[3] is None):
        raise click.BadParameter(f"{typed!r} is no span of years: say 1990-1999, 1990-, -1999 or 1994")
    first, to, last = found.groups()
    years = (int(first) if first else None, int(last) if last else None if to or not first else int(first))
    if None not in years and years[0] > years[1]:  # type: ignore[operator]
        raise click.BadParameter(f"{typed!r} ends before it begins")
    if any(year is not None and not FIRST_YEAR <= year <= LAST_YEAR for year in years):
        raise click.BadParameter(f"years lie between {FIRST_YEAR} and {LAST_YEAR}")
    return years


def _codes(
    what: str, known: Container[str], code_of: Callable[[str], str | None], example: str
) -> Callable[[click.Context, click.Parameter, Sequence[str]], tuple[str, ...]]:
    """Reads codes or names with commas between, of an option that may be given again."""

    def read(context: click.Context, parameter: click.Parameter, typed: Sequence[str]) -> tuple[str, ...]:
        codes = []
        for name in filter(None, (name.strip() for part in typed for name in part.split(","))):
            code = next((one for one in (name.upper(), name.lower()) if one in known), None) or code_of(name)
            if code is None:
                raise click.BadParameter(f"{name!r} is no {what}: say {example}")
            codes.append(code)
        return tuple(dict.fromkeys(codes))

    return read


@click.command("imdb-dataset")
@click.argument("folder", type=click.Path())
@click.option("-o", "--output", required=True, type=click.Path(), help="The bank to write, say films.quizzer.")
@click.option("--min-votes", type=click.IntRange(0), help=f"Only titles with so many votes.  [default: {USUAL_VOTES}]")
@click.option(
    "--type",
    "types",
    multiple=True,
    type=click.Choice(TITLE_TYPES, case_sensitive=False),
    help=f"Only titles of this type; may be given again. Without it: {', '.join(FILM_TYPES)}.",
)
@click.option("--years", callback=_years, help="Only titles of these years: 1990-1999, 1990-, -1999 or 1994.")
@click.option(
    "--regions",
    multiple=True,
    callback=_codes("country", COUNTRIES, country_code, "DE or Germany"),
    help="Only release titles of these countries, as codes or names: DE,FR. Without it, of all.",
)
@click.option(
    "--titles-in",
    multiple=True,
    callback=_codes("language", LANGUAGES, language_code, "de or German"),
    help="Only release titles in these languages, as codes or names: en,French. Without it, in all.",
)
@click.option("--title", default="Films", show_default=True, help="The title of the bank.")
def command(
    folder: str,
    output: str,
    min_votes: int | None,
    types: tuple[str, ...],
    years: tuple[int | None, int | None],
    regions: tuple[str, ...],
    titles_in: tuple[str, ...],
    title: str,
) -> int:
    from quizzer.sources.imdb_dataset.importing import import_imdb_dataset  # loads a database

    wishes = DatasetWishes(min_votes, types or FILM_TYPES, years, regions, titles_in)
    with _progress() as tell:
        reading = import_imdb_dataset(folder, output, wishes, title=printable(title), tell=tell)
    _tell_reading(reading, output)
    return 1 if reading.faults else 0


def _tell_reading(reading: DatasetReading, output: str) -> None:
    """What came of it, on standard error."""
    for fault in reading.faults:
        tell(str(fault))
    lacks = read_pairs("dataset_files", beside=__file__) if reading.missing else {}
    for name in reading.missing:
        tell(f"{name} is not there: {lacks[name]}" if name in lacks else f"{name} is not there")
    rows = ", ".join(f"{count:,} {what}" for what, count in reading.rows.items())
    tell(f"{output}: {counted(reading.films, 'film')}; {rows}")


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """A bar with the rate and the time left, on a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    begun: dict[str, tuple[float, int]] = {}
    shown = ""

    def rate(item: object) -> str:
        return shown

    with click.progressbar(length=_STEPS, file=sys.stderr, item_show_func=rate, label="imdb") as bar:

        def tell(progress: Progress) -> None:
            nonlocal shown
            now = time.monotonic()
            since, first = begun.setdefault(progress.units, (now, progress.done))
            a_second = (progress.done - first) / (now - since) if now > since else 0
            shown = f"{progress.what} {_size(a_second, progress.units)}/s" if a_second else progress.what
            share = progress.done / max(1, progress.total)
            done = _READING * share if progress.units == "bytes" else _READING + (1 - _READING) * share
            bar.update(max(0, int(_STEPS * done) - bar.pos), progress)

        yield tell


def _size(amount: float, units: str) -> str:
    return f"{amount / 1e6:.0f} MB" if units == "bytes" else f"{amount:,.0f} {units}"
