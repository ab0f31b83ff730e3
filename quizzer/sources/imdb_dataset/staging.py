"""Read IMDb's dataset files, each once, into the tables of a bank: integers and texts.

DuckDB does the work. Rows that do not fit into memory go to a temporary folder.
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
from quizzer.files import check_unpacked_size
from quizzer.sources.imdb_dataset.dataset_files import COUNTRY_OF, TABLES, DatasetFile, DatasetWishes, salvage
from quizzer.sources.imdb_dataset.engine import Engine, is_bad_input, statement

_ENTITY = (
    r"&(?:#\d+|#[xX][0-9a-fA-F]+|amp|quot|apos|lt|gt|nbsp"
    r"|[A-Za-z]+(?:acute|grave|uml|circ|tilde|ring|cedil|slash|lig))(?:;|$|[^A-Za-z0-9;])"
)


class Staging:
    """The tables, filled one file after the other. Calls `tell` with the file and its progress, 0 to 1.

    `faults` say what quizzer could not read. Raises SourceError if title.basics is useless.
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
        """Read every file that exists. Without name.basics nobody has a name, so quizzer reads no people."""
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
        """Return the query that makes the table of a file."""
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
        """Fill the table of a file. Reads a damaged file again, without its bad lines."""
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
                raise SourceError("this file is damaged; get it again", file=str(table.path)) from None
        if table.has_changed():
            changed = "this file changed while quizzer read it; import it again"
            self._faults.append(SourceError(changed, file=str(table.path)))

    def _has(self, name: str) -> bool:
        """Whether there is a file that DuckDB may unpack, which it does without bounds. Reports another and leaves it
        out; raises SourceError for title.basics."""
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
        """Correct the few texts that need Python."""
        rows = self._engine.rows(f"SELECT DISTINCT {column} FROM {table} WHERE {where}")
        texts = [text for (text,) in rows]
        if texts:
            made = "CREATE OR REPLACE TABLE mended AS SELECT unnest(?) AS old, unnest(?::VARCHAR[]) AS new"
            self._engine.run(made, values=[texts, [mended(text) for text in texts]])
            self._engine.run(f"UPDATE {table} SET {column} = new FROM mended WHERE {column} = old AND {where}")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _csv(path: Path, table: DatasetFile) -> str:
    """Return SQL that reads a file, with all columns that may be missing."""
    known = [column for part in TABLES[table.name][1:] for column in part]
    # A column that nobody needs may have any name: none, or another's in capitals.
    names = (column if column in known else f"other {place}" for place, column in enumerate(table.columns))
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    missing = [column for column in known if column not in table.columns]
    added = "".join(f", NULL::VARCHAR AS {column}" for column in missing)
    return (
        f"(SELECT *{added} FROM read_csv({_quoted(str(path))}, columns = {{{columns}}}, delim = '\t', quote = '',"
        f" escape = '', header = true, auto_detect = false, nullstr = '\\N', max_line_size = {LONGEST_ROW}))"
    )


def _unescaped(text: str) -> str:
    """ "Tom &amp Jerry" as it is meant: IMDb's entities have lost their semicolons."""
    return " ".join(re.sub(_ENTITY, lambda found: html.unescape(found[0]), text).split())


def _characters(text: str) -> str | None:
    """Return a list of characters in JSON with " / " between them; None for anything else."""
    try:
        characters = json.loads(text)
    except ValueError:
        return None
    if not isinstance(characters, list):
        return None
    return " / ".join(" ".join(one.split()) for one in characters if isinstance(one, str)) or None
