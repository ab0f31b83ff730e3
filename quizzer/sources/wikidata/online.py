"""Ask Wikidata for films by their titles or ids, and for the names that their facts need.

quizzer keeps each entity by itself, because many films name the same ones. The API:
https://www.wikidata.org/w/api.php?action=help
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import msgspec

from quizzer.bounds import LARGEST_ENTITY
from quizzer.errors import SourceError, boundary, shortened
from quizzer.facts.film import FilmName
from quizzer.grading import fold
from quizzer.sources.network import KeptAnswers, Network
from quizzer.sources.wikidata.entities import Entity
from quizzer.sources.wikidata.entity_files import ENGLISH, Labels
from quizzer.sources.wikidata.films import (
    WikidataReading,
    add_films,
    bare_title,
    currencies_of,
    ids_named_by,
    is_film,
    places_of,
    titles_of,
    year_of,
)

_BATCH = 50  # ids that the API takes at once
_HITS = 7  # of a search; the right one is nearly always among the first three
_INTRODUCTIONS = 20  # that Wikipedia gives at once
_ID = re.compile(r"Q[1-9]\d{0,11}")
# The requests for a film, for an item that needs only a name, for a place, and for a currency.
_FILM = {"props": "labels|claims|sitelinks/urls", "sitefilter": "enwiki"}
_NAME = {"props": "labels", "languages": "|".join(ENGLISH)}
_PLACE = {"props": "labels|aliases", "languages": "|".join(ENGLISH)}
_UNIT = {"props": "labels|claims", "languages": "|".join(ENGLISH)}


class Candidates(NamedTuple):
    """The films that may be meant, the likeliest first. `sure` means that only the first can be."""

    wish: FilmName
    films: list[Entity]
    sure: bool


class Introduction(NamedTuple):
    """The introduction of a film in an encyclopaedia, and its page."""

    page: str
    text: str


class WikidataSite:
    """Wikidata through a `network`, with few requests: `kept` answers are not asked again. `now` is in seconds.
    `progress` gets a line about each step."""

    def __init__(
        self, network: Network, kept: KeptAnswers, *, now: float, api: str, progress: Callable[[str], object]
    ) -> None:
        self._network, self._kept, self._now, self._api, self._progress = network, kept, now, api, progress

    def find(self, wishes: Sequence[FilmName]) -> list[Candidates]:
        """Return for each wish the films that it may mean, with short films, series and episodes. A wish may be
        Wikidata's own id in place of a title.

        Raises SourceError if quizzer cannot ask Wikidata.
        """
        ids = []
        for number, wish in enumerate(wishes, 1):
            self._progress(f"looking for {wish.label} ({number} of {len(wishes)})")
            ids.append([wish.title] if _ID.fullmatch(wish.title) else self._search(wish))
        items = self._items(chain.from_iterable(ids), _FILM, "films")
        found = ({items[one].id: items[one] for one in some if one in items} for some in ids)
        films = (list(filter(is_film, some.values())) for some in found)
        return [_likeliest(wish, some) for wish, some in zip(wishes, films, strict=True)]

    def described(self, films: Sequence[Entity]) -> list[str]:
        """Return films as a person distinguishes them: title, year, director, id."""
        names = self._names({one for film in films for one in film.entities("director")}, _NAME)
        lines = []
        for item in films:
            for film in add_films(WikidataReading(), [item], names).films:
                by = ", ".join(one.name for one in film.directors)
                lines.append(f"{film.label}{f', directed by {by}' if by else ''} ({item.id})")
        return lines

    def read(self, films: Sequence[Entity]) -> WikidataReading:
        """Return the films with all their facts at Wikidata. Raises SourceError if quizzer cannot ask it."""
        names = Labels()
        ids = {one for film in films for one in ids_named_by(film) if names.currency(one) is None}
        places = ids & {one for film in films for one in places_of(film)}
        units = ids & {one for film in films for one in currencies_of(film)}
        for some, asked in ((ids - places - units, _NAME), (places, _PLACE), (units, _UNIT)):
            self._names(some, asked, names)
        return add_films(WikidataReading(), films, names)

    def introductions(self, films: Iterable[Entity]) -> dict[str, Introduction]:
        """Return the introductions in the English Wikipedia by the films' pages at Wikidata."""
        pages = {}
        for film in films:
            page = film.sitelinks.get("enwiki") if isinstance(film.sitelinks, dict) else None
            if page and page.url:
                pages[page.title or unquote(page.url.rpartition("/")[2]).replace("_", " ")] = (film, page.url)
        found = {}
        for some in _batches(sorted(pages), _INTRODUCTIONS):
            where = urlsplit(pages[some[0]][1])
            asked = {"prop": "extracts", "exintro": "1", "explaintext": "1", "redirects": "1", "titles": "|".join(some)}
            with self._found(f"{where.scheme}://{where.netloc}/w/api.php", asked) as query:
                told = {str(one["to"]): str(one["from"]) for one in query.get("redirects", ())}
                for one in query.get("pages", ()):
                    title = told.get(str(one["title"]), str(one["title"]))
                    if title in pages and one.get("extract"):
                        film, url = pages[title]
                        found[f"https://www.wikidata.org/wiki/{film.id}"] = Introduction(url, str(one["extract"]))
        return found

    def _search(self, wish: FilmName) -> list[str]:
        # Everything with an id at IMDb: films, series, and people, who are left out later.
        words = f"haswbstatement:P345={wish.imdb}" if wish.imdb else f"{wish.title} haswbstatement:P345"
        key = f"{self._api} search {words}"
        told = self._kept.get(key)
        if told is None:
            asked = {"list": "search", "srlimit": str(_HITS), "srprop": "", "srsearch": words}
            with self._found(self._api, asked) as query:
                told = " ".join(hit["title"] for hit in query.get("search", ()) if _ID.fullmatch(hit["title"]))
            self._kept.put({key: told}, self._now)
        return told.split()

    def _names(self, ids: Iterable[str], asked: Mapping[str, str], names: Labels | None = None) -> Labels:
        names = names or Labels()
        for name, entity in self._items(sorted(ids), asked, "names").items():
            # The film still names the old id of an item that was merged into another.
            names.add(msgspec.structs.replace(entity, id=name))
        return names

    def _items(self, ids: Iterable[str], asked: Mapping[str, str], what: str) -> dict[str, Entity]:
        """Return items by the requested ids, without deleted ones."""
        wanted = list(dict.fromkeys(ids))
        prefix = f"{self._api} {asked['props']} "
        texts = {one: text for one in wanted if (text := self._kept.get(prefix + one)) is not None}
        for some in _batches([one for one in wanted if one not in texts], _BATCH):
            self._progress(f"{what}: {len(texts):,} of {len(wanted):,}")
            fresh = {one: json.dumps(value) for one, value in self._fetched(some, asked).items()}
            self._kept.put({prefix + one: text for one, text in fresh.items()}, self._now)
            texts |= fresh
        with boundary("an entity of Wikidata", file=self._api):
            return {one: msgspec.json.decode(text, type=Entity) for one, text in texts.items() if text != "null"}

    def _fetched(self, ids: Sequence[str], asked: Mapping[str, str]) -> dict[str, Any]:
        """Ask the API for ids. Returns an entity for each, or None if the API has none."""
        found: dict[str, Any] = dict.fromkeys(ids)
        left = list(ids)
        while left:
            parameters = {"action": "wbgetentities", "ids": "|".join(left), **asked}
            answer = self._network.ask_api(self._api, parameters, at_most=LARGEST_ENTITY)
            error = answer.get("error")
            if isinstance(error, dict) and error.get("code") == "no-such-entity" and error.get("id") in left:
                left.remove(error["id"])
                continue
            entities = _checked(answer, self._api).get("entities")
            for name, entity in entities.items() if isinstance(entities, dict) else ():
                if isinstance(entity, dict) and "missing" not in entity:
                    merged = entity.get("redirects")
                    found[str(merged["from"]) if isinstance(merged, dict) and "from" in merged else name] = entity
            break
        return {one: found[one] for one in ids}

    @contextmanager
    def _found(self, api: str, asked: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """Give what an API finds, while the caller reads it."""
        with boundary("the answer", file=api):
            answer = self._network.ask_api(api, {"action": "query", **asked}, at_most=LARGEST_ENTITY)
            yield _checked(answer, api).get("query", {})


def _checked(answer: dict[str, Any], api: str) -> dict[str, Any]:
    if isinstance(error := answer.get("error"), dict):
        raise SourceError(f"the server refuses the request: {shortened(str(error.get('info')), 200)}", file=api)
    return answer


def _likeliest(wish: FilmName, films: list[Entity]) -> Candidates:
    """Return the films of that title and year, else those of the title, else all that the search found."""
    if wish.imdb or _ID.fullmatch(wish.title):
        return Candidates(wish, films[:1], sure=bool(films))
    wanted = fold(wish.title)
    called = [one for one in films if wanted in {fold(bare_title(title)) for title in titles_of(one)}]
    of_year = [one for one in called if wish.year in (0, year_of(one))]
    return Candidates(wish, of_year or called or films, sure=len(of_year) == 1)


def _batches(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))
