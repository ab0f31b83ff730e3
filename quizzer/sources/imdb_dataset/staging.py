"""IMDb's dataset files, read once each into tables of what a bank needs: integers, texts, and nothing else.

DuckDB does all of it, out of core: more rows than memory holds go to a temporary folder.
"""

import html
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from quizzer.bounds import LONGEST_ROW, LONGEST_TITLE
from quizzer.errors import SourceError
from quizzer.facts.film import FIRST_YEAR, LAST_YEAR
from quizzer.facts.iso_codes import LANGUAGES, countries_speaking
from quizzer.sources.imdb_dataset.dataset_files import COUNTRY_OF, TABLES, DatasetFile, DatasetWishes, salvage
from quizzer.sources.imdb_dataset.engine import Engine, is_bad_input, statement
from quizzer.sources.unpacking import check_unpacked_size

_ENTITY = (
    r"&(?:#\d+|#[xX][0-9a-fA-F]+|amp|quot|apos|lt|gt|nbsp"
    r"|[A-Za-z]+(?:acute|grave|uml|circ|tilde|ring|cedil|slash|lig))(?:;|$|[^A-Za-z0-9;])"
)


class Staging:
    """The tables, filled one file after the other; `tell` hears which file is being read and how far it is, 0 to 1.

    `faults` tell what could not be read. Raises SourceError where nothing of title.basics can be.
    """

    def __init__(
        self,
        engine: Engine,
        tables: Mapping[str, DatasetFile],
        wishes: DatasetWishes,
        faults: list[SourceError],
        tell: Callable[[DatasetFile, float], None],
    ) -> None:
        self._engine = engine
        self._tables = dict(tables)
        self._wishes = wishes
        self._faults = faults
        self._tell = tell
        self._sources: dict[str, str] = {}
        self._looked_at: set[str] = set()

    def fill(self) -> None:
        """Reads every file that is there. Without name.basics nobody has a name, so that nobody is read about."""
        if not self._has("name.basics"):
            self._tables.pop("title.principals", None)
            self._tables.pop("title.crew", None)
        self._engine.run(statement("macros"))
        regions, countries = list(COUNTRY_OF), list(self._wishes.countries)
        made = "CREATE TABLE country AS SELECT unnest(?) AS region, unnest(?) AS country"
        self._engine.run(made, values=[regions, list(COUNTRY_OF.values())])
        if countries:
            self._engine.run("DELETE FROM country WHERE NOT list_contains(?, country)", values=[countries])
        self._engine.run("CREATE TABLE language AS SELECT unnest(?) AS language", values=[list(LANGUAGES)])
        self._read("title.ratings")
        self._read("title.basics")
        if "tvEpisode" in self._wishes.types:
            self._read("title.episode")
            self._engine.run(statement("name episodes"))
        for made in ("basics", "ratings"):
            if self._engine.rows(f"SELECT count(*) > count(DISTINCT t) FROM {made}") == [(True,)]:
                self._engine.run(f"DELETE FROM {made} WHERE rowid NOT IN (SELECT min(rowid) FROM {made} GROUP BY t)")
        self._engine.run(statement("number films", votes=self._wishes.min_votes))
        self._read("title.principals")
        self._read("title.crew")
        if "title.crew" not in self._tables:
            self._engine.run(statement("crew of principals"))
        self._engine.run(statement("fame"))
        self._read("name.basics")
        self._read("title.akas")
        for table, column in (("film", "title"), ("film", "original"), ("aka", "title"), ("name", "name")):
            self._mend(table, column, f"contains({column}, '&') AND regexp_matches({column}, '{_ENTITY}')", _unescaped)
        self._mend("principal", "part", "contains(part, '&') AND regexp_matches(part, '" + _ENTITY + "')", _unescaped)
        self._mend("principal", "part", "starts_with(part, '[')", _characters)

    def _query(self, name: str) -> str:
        """How the table of a file is made."""
        first, last = self._wishes.years
        wanted = [
            "t > 0",
            "NOT coalesce(isAdult = '1', false)",
            "coalesce(titleType, '') IN (" + ", ".join(map(_quoted, self._wishes.types)) + ")",
            f"length(trim(primaryTitle)) BETWEEN 1 AND {LONGEST_TITLE}",
        ]
        wanted += [f"year >= {first}"] if first is not None else []
        wanted += [f"year <= {last}"] if last is not None else []
        kept = "country IS NOT NULL" if self._wishes.countries else "true"
        if self._wishes.languages:
            spoken = frozenset().union(*map(countries_speaking, self._wishes.languages))
            known, there = (", ".join(map(_quoted, sorted(some))) or "''" for some in (self._wishes.languages, spoken))
            kept += f" AND (a.language IN ({known}) OR a.language IS NULL AND country IN ({there}))"
        return statement(
            name,
            file=self._source(name),
            basics=self._source("title.basics"),
            wanted=" AND ".join(wanted),
            crew="" if "title.crew" in self._tables else ", 'director'",
            kept=kept,
            longest=LONGEST_TITLE,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )

    def _read(self, name: str) -> None:
        """Fills the table of a file. One that is not as it should be is read again, without its bad lines."""
        made = TABLES[name][0]
        if not self._has(name):
            self._engine.run(statement(f"no {made}"))
            return
        table = self._tables[name]
        try:
            self._fill(made, name)
        except Exception as trouble:
            if not is_bad_input(trouble):
                raise
            saved = self._engine.folder / f"{name}.tsv"
            self._faults += salvage(table, saved)
            self._sources[name] = _csv(saved, table)
            try:
                self._fill(made, name)
            except Exception as again:
                if not is_bad_input(again):
                    raise
                raise SourceError(str(again).split("\n")[0], file=str(table.path)) from None
        if table.has_changed():
            told = "this file changed while quizzer read it; its rows may not fit together"
            self._faults.append(SourceError(told, file=str(table.path)))

    def _has(self, name: str) -> bool:
        """Whether there is a file that DuckDB may unpack, which knows no bounds. One that it may not is told and left
        out; of title.basics, raises SourceError."""
        table = self._tables.get(name)
        if table is None or name in self._looked_at:
            return table is not None
        self._looked_at.add(name)
        try:
            check_unpacked_size(table.path)
        except SourceError as trouble:
            if name == "title.basics":
                raise
            self._faults.append(trouble)
            del self._tables[name]
        return name in self._tables

    def _fill(self, made: str, name: str) -> None:
        table = self._tables[name]
        self._engine.run(f"DROP TABLE IF EXISTS {made}")
        self._engine.run(f"CREATE TABLE {made} AS {self._query(name)}", lambda done: self._tell(table, done))

    def _source(self, name: str) -> str:
        return self._sources.get(name) or _csv(self._tables[name].path, self._tables[name])

    def _mend(self, table: str, column: str, where: str, mended: Callable[[str], str | None]) -> None:
        """Puts into order the few texts that only Python can."""
        rows = self._engine.rows(f"SELECT DISTINCT {column} FROM {table} WHERE {where}")
        texts = [text for (text,) in rows]
        if texts:
            made = "CREATE OR REPLACE TABLE mended AS SELECT unnest(?) AS old, unnest(?::VARCHAR[]) AS new"
            self._engine.run(made, values=[texts, [mended(text) for text in texts]])
            self._engine.run(f"UPDATE {table} SET {column} = new FROM mended WHERE {column} = old AND {where}")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _csv(path: Path, table: DatasetFile) -> str:
    """A file as DuckDB reads it; the columns that may be missing are there."""
    known = [column for part in TABLES[table.name][1:] for column in part]
    # A column that nobody asks for may be called anything, nothing, or as another but for its capitals.
    names = (column if column in known else f"other {place}" for place, column in enumerate(table.columns))
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    missing = [column for column in known if column not in table.columns]
    added = "".join(f", NULL::VARCHAR AS {column}" for column in missing)
    return (
        f"(SELECT *{added} FROM read_csv({_quoted(str(path))}, columns = {{{columns}}}, delim = '\t', quote = '',"
        f" escape = '', header = true, auto_detect = false, nullstr = '\\N', max_line_size = {LONGEST_ROW}))"
    )


def _unescaped(text: str) -> str:
    """ "Tom &amp Jerry" as it is meant; the entities that IMDb leaves have lost their semicolons."""
    return " ".join(re.sub(_ENTITY, lambda found: html.unescape(found[0]), text).split())


def _characters(text: str) -> str | None:
    """A list of characters as JSON, with " / " between them; None for what is not one."""
    try:
        characters = json.loads(text)
    except ValueError:
        return None
    if not isinstance(characters, list):
        return None
    return " / ".join(" ".join(one.split()) for one in characters if isinstance(one, str)) or None
