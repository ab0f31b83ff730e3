"""`quizzer import wikidata`: a bank of films by their titles, or from files of Wikidata's entities."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
import msgspec

from quizzer.bank_files.file_format import QuestionEntry
from quizzer.bank_files.yaml_writer import write_bank
from quizzer.commands.asking import ask
from quizzer.commands.environment import Teller, folders, library, now, open_network, open_records, settings_for_play
from quizzer.commands.output import SCHEMA_FILE, counted, save_bank, tell, tell_disputes
from quizzer.errors import QuizzerError, SourceError
from quizzer.facts import Film, merge_films
from quizzer.facts.film import FilmName, Source
from quizzer.formats.watched_lists import film_named, read_watched
from quizzer.sources.wikidata import WikidataReading, read_wikidata
from quizzer.terminal.safe import one_line, printable

if TYPE_CHECKING:
    from quizzer.sources.wikidata.entities import Entity
    from quizzer.sources.wikidata.online import Candidates, Introduction, WikidataSite

LICENSE, LICENSE_OF_TEXT = "CC0-1.0", "CC-BY-SA-4.0"
"""Under which Wikidata gives its data away, and Wikipedia its sentences."""

API = "https://www.wikidata.org/w/api.php"

_MOST_TOLD = 10
WATCHED = "watched"
"""The list of the films that the player has watched, and no bank has."""
_KEPT_FOR = 30 * 86_400  # seconds
_OF_FILES = (".json", ".json.gz", ".json.bz2")


@click.command("wikidata")
@click.argument("asked", nargs=-1, metavar="TITLE|ID|FILE...")
@click.option("-o", "--output", type=click.Path(), help="The bank to write; without it, it goes to standard output.")
@click.option("--year", type=int, help="The year of the film, where several have its title.")
@click.option(
    "--list", "lists", multiple=True, type=click.Path(), help="A file of titles or ids; “watched”: see below."
)
@click.option("--labels", multiple=True, type=click.Path(), help="A file that names people and places; see below.")
@click.option("--fetch-names", is_flag=True, help="Ask Wikidata for the films of the files anew, with all names.")
@click.option("--with-text", is_flag=True, help="Add drafts from Wikipedia's introductions (CC BY-SA).")
@click.option("--refresh", is_flag=True, help="Ask for everything anew, whatever is kept.")
@click.option("--api", default=API, show_default=True, help="The API to ask: of a mirror, or another Wikibase.")
@click.option("--title", help='The title of the bank.  [default: the film\'s own, or "Films from Wikidata"]')
@click.option("--verbose", is_flag=True, help="Tell of every id without a name, and of all that was passed over.")
def command(
    asked: tuple[str, ...],
    output: str | None,
    year: int | None,
    lists: tuple[str, ...],
    labels: tuple[str, ...],
    fetch_names: bool,
    with_text: bool,
    refresh: bool,
    api: str,
    title: str | None,
    verbose: bool,
) -> int:
    files = [one for one in asked if os.path.exists(one) or one.endswith(_OF_FILES)]  # noqa: PTH110 — any text
    named = [film_named(one) for one in asked if one not in files]
    wishes = [msgspec.structs.replace(one, year=one.year or year or 0) for one in named]
    for path in lists:
        wishes += _not_in_banks() if path == WATCHED else read_watched(path)
    if not (files or wishes or lists):
        raise click.UsageError('name a film ("Spirited Away", Q155653, tt0245429) or a file')
    reading = read_wikidata(files, labels=labels)
    texts: dict[str, Introduction] = {}
    missed = 0
    if wishes or fetch_names or with_text:
        if fetch_names or with_text:
            wishes += [FilmName(film.best_page.rpartition("/")[2]) for film in reading.films]
            reading.films.clear()
        with _site(api, refresh=refresh) as site:
            films = [one for found in site.find(wishes) if (one := _chosen(found, site))]
            missed = len(wishes) - len(films)
            fetched = site.read(list({one.id: one for one in films}.values()))
            texts = site.introductions(films) if with_text else {}
        reading.films += fetched.films
        reading.faults += fetched.faults
        reading.unnamed = fetched.unnamed if fetch_names or with_text else [*reading.unnamed, *fetched.unnamed]
    films_read = merge_films(reading.films)
    _tell_reading(reading, films_read, everything=verbose)
    if not films_read:
        if not files:
            raise SourceError("no film was found; nothing was written")
        where = "it" if len(files) == 1 else "these files"
        raise SourceError(f"there is no film in {where}; nothing was written", file=files[0])
    save_bank(
        _bank(films_read, texts, title, schema=SCHEMA_FILE if output else ""),
        output,
        told=counted(len(films_read), "film"),
    )
    return 1 if reading.faults or missed else 0


def _bank(films: list[Film], texts: dict[str, Introduction], title: str | None, *, schema: str) -> str:
    """The text of the bank. Sentences of the encyclopaedia are drafts, and the bank says whose they are."""
    drafts = list(_drafts(films, texts))
    pages = ", ".join(dict.fromkeys(one.source for one in drafts))
    return write_bank(
        films,
        title=printable(title or (films[0].title if len(films) == 1 else "Films from Wikidata")),
        license=f"{LICENSE} AND {LICENSE_OF_TEXT}" if drafts else LICENSE,
        about=f"The drafts quote Wikipedia, {LICENSE_OF_TEXT}, by its authors: {pages}" if drafts else None,
        questions=drafts,
        schema=schema,
    )


def _drafts(films: list[Film], texts: dict[str, Introduction]) -> Iterator[QuestionEntry]:
    from quizzer.curation.drafts import draft_of
    from quizzer.facts.about import FilmLibrary
    from quizzer.facts.proposals import propose_clozes

    library = FilmLibrary(films)
    for film in films if texts else ():
        found = next((texts[source.page] for source in film.sources if source.page in texts), None)
        name = library.name(film)
        if found and name:
            told = msgspec.structs.replace(film, trivia=(found.text,), goofs=(), sources=(Source(page=found.page),))
            yield from (draft_of(told, name, proposal) for proposal in propose_clozes(told))


@contextmanager
def _site(api: str, *, refresh: bool) -> Iterator[WikidataSite]:
    from quizzer.sources.network import KeptAnswers
    from quizzer.sources.wikidata.online import WikidataSite

    at = now().timestamp()
    kept = KeptAnswers(folders().cache / "wikidata.sqlite3", oldest=at if refresh else at - _KEPT_FOR)
    live = sys.stderr.isatty()

    def progress(text: str) -> None:
        if live:
            click.echo(f"\r\x1b[KWikidata: {one_line(text)}", err=True, nl=False)

    try:
        with open_network(tell) as network:
            yield WikidataSite(network, kept, now=at, api=api, progress=progress)
            progress(counted(network.requests, "request"))
    except KeyboardInterrupt:
        tell("what Wikidata has answered is kept: the same command goes on from here")
        raise
    finally:
        kept.close()
        if live:
            click.echo(err=True)


def _chosen(found: Candidates, site: WikidataSite) -> Entity | None:
    """The film that is meant: the only one, or the one that is chosen. None, which is said, if there is none."""
    name = found.wish.label
    if not found.films:
        tell(f"{name}: Wikidata knows no such film")
    if found.sure or not found.films:
        return next(iter(found.films), None)
    lines = site.described(found.films)
    tell(f"{name}: which one is it?")
    for number, line in enumerate(lines, 1):
        tell(f"  {number}  {line}")

    def read(text: str) -> Entity | None:
        if text.isascii() and text.isdigit() and int(text[:9]) <= len(found.films):
            return found.films[int(text) - 1] if int(text) else None
        raise QuizzerError(f"type a number from 0 to {len(found.films)}")

    try:
        return ask("The number, or 0 for none of them", help="Each has its year, its director and its id.", read=read)
    except EOFError:
        tell(f"{name} is left out: name it by its id, or with its year")
        return None


def _not_in_banks() -> list[FilmName]:
    """The films that the player of the settings has watched and no bank has."""
    films = open_records().watched(settings_for_play(Teller()).wish.names[0])
    known = library(Teller())
    found = known.open(tuple(map(str, known.names().values()))).store.films_named(films)
    return [film for film, there in zip(films, found, strict=True) if not there]


def _tell_reading(reading: WikidataReading, films: list[Film], *, everything: bool) -> None:
    """What is wrong or lacking, on standard error."""
    for fault in reading.faults:
        tell(str(fault))
    if reading.faults and reading.films:
        tell(f"{counted(len(reading.films), 'film')} could be read all the same")
    tell_disputes(films)
    if reading.unnamed:
        shown = reading.unnamed if everything else reading.unnamed[:_MOST_TOLD]
        listed = ", ".join(shown) + (", …" if len(shown) < len(reading.unnamed) else "")
        ids = counted(len(reading.unnamed), "id")
        tell(f"{ids} without a name, so their facts are left out (--labels names them): {listed}")
    if everything:
        tell(f"{counted(reading.passed_over, 'entity', 'entities')} passed over: no films")
