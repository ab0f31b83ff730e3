"""A compiled bank may be anybody's file: what quizzer did not make is refused, quickly and in a sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from compiled_banks import write_compiled_bank
from effort import effort

from quizzer import BankError, QuizzerError, load_bank
from quizzer.banks import check_bank
from quizzer.bounds import MOST_FACTS
from quizzer.facts import Credit, Film

ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"


def films(count: int) -> list[Film]:
    return [Film(title=f"Film {n}", year=1990, directors=(Credit(name=f"{n} Berg"),)) for n in range(count)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_compiled_bank(tmp_path / "bank.quizzer", films(60))
    return tmp_path / "bank.quizzer"


def test_a_bank_that_could_not_be_loaded_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compiled_banks.write_record", lambda film: "no record of a film")
    with pytest.raises(QuizzerError, match="nothing was written, since quizzer could not load the bank"):
        write_compiled_bank(tmp_path / "bank.quizzer", films(2))
    assert list(tmp_path.iterdir()) == []


def change(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(script)


def told(path: Path, tell: Callable[[dict[str, object]], object]) -> None:
    """Changes what the bank tells of itself."""
    with closing(sqlite3.connect(path)) as database:
        about = msgspec.json.decode(database.execute("SELECT told FROM about").fetchone()[0])
        tell(about)
        database.execute("UPDATE about SET told = ?", (msgspec.json.encode(about).decode(),))
        database.commit()


@pytest.mark.parametrize(
    "script",
    [
        f"DROP TABLE about; CREATE VIEW about AS {ENDLESS} SELECT 'bank' AS what, max(x) AS told FROM c",
        "DROP TABLE about; CREATE VIEW about AS SELECT 'bank' AS what, hex(zeroblob(499999999)) AS told",
        f"DROP TABLE films; CREATE VIEW films AS {ENDLESS} SELECT x AS id, 0 AS rank, '{{}}' AS record FROM c",
        'CREATE TABLE "x; DROP TABLE about; --"(a)',
        "CREATE TABLE other(a)",
        "CREATE TRIGGER t AFTER INSERT ON films BEGIN SELECT 1; END",
        "CREATE INDEX more ON films(hex(record))",
        "ALTER TABLE films ADD COLUMN more GENERATED ALWAYS AS (hex(record))",
        "DROP INDEX films_by_year",
        "ANALYZE",
    ],
)
def test_another_schema_is_refused(path: Path, script: str) -> None:
    change(path, script)
    with pytest.raises(BankError, match="not a bank that quizzer made"):
        load_bank(path)
    assert ["not a bank that quizzer made" in fault.message for fault in check_bank(path)] == [True]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("films", 10**9),
        ("films", -1),
        ("films", 10**30),
        ("names", 10**9),
        ("found_bits", 63),
        ("neighbour_bits", -1),
        ("ladder", []),
        ("ladder", [10**6]),
        ("ladder", [1000]),
        ("questions", {"director": -3}),
        ("kinds", {"title": "many"}),
    ],
)
def test_what_it_tells_of_itself_must_fit(path: Path, name: str, value: object) -> None:
    told(path, lambda about: about.update({name: value}))
    with pytest.raises(BankError, match="make it again"):
        load_bank(path)


@pytest.mark.parametrize(
    "script",
    [
        'UPDATE films SET record = \'{"title": "x", "trivia": ["\' || hex(zeroblob(600000)) || \'"]}\'',
        "UPDATE films SET record = x'ff'",
        "UPDATE films SET rank = 'first'",
        "UPDATE films SET record = replace('A----9999999999999999999999999999-', '-', char(9))",
        "UPDATE films SET record = replace(record, '1990', '-99999999999999999999999')",
        "UPDATE asked SET films = 'all'",
        "UPDATE asked SET page = 77",
        "UPDATE asked SET bits = zeroblob(5000)",
        "UPDATE ranking SET films = zeroblob(3000000)",
        "UPDATE ranking SET films = x'00'",
        "UPDATE found SET entries = zeroblob(9000001)",
    ],
)
def test_whatever_stands_in_its_tables_is_a_sentence(path: Path, script: str) -> None:
    change(path, script)
    with pytest.raises(BankError, match="make it again"):  # noqa: PT012
        bank = load_bank(path)
        bank.draw(3, seed=1, categories=["director"])
        list(bank.questions)
        bank.films_called("Film 7")


def test_a_tree_that_leads_in_circles_ends(path: Path) -> None:
    write_compiled_bank(path, films(2000))
    with closing(sqlite3.connect(path)) as database:
        (root,) = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'films'").fetchone()
    data = bytearray(path.read_bytes())
    at = (root - 1) * 8192
    assert data[at] == 5  # an inner page
    for cell in range(int.from_bytes(data[at + 3 : at + 5], "big")):
        where = at + int.from_bytes(data[at + 12 + 2 * cell : at + 14 + 2 * cell], "big")
        data[where : where + 4] = root.to_bytes(4, "big")  # each child is the page itself
    path.write_bytes(data)
    assert check_bank(path)
    with pytest.raises(BankError):
        list(load_bank(path).questions)


def test_a_film_that_could_not_be_read_back_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(QuizzerError, match="1,000,000 characters"):
        write_compiled_bank(tmp_path / "big.quizzer", [Film(title="Long", trivia=("x" * 1_000_001,))])
    assert list(tmp_path.iterdir()) == []


def with_record(path: Path, **more: object) -> None:
    """Puts far more into the record of each film than any film has."""
    with closing(sqlite3.connect(path)) as database:
        for number, record in database.execute("SELECT id, record FROM films").fetchall():
            told = msgspec.json.encode(msgspec.json.decode(record) | more).decode()
            database.execute("UPDATE films SET record = ? WHERE id = ?", (told, number))
        database.commit()


def test_of_a_film_that_tells_far_too_much_quizzer_reads_a_part(path: Path) -> None:
    with_record(path, also_known_as=[{"title": f"Titel {n}", "country": "DE"} for n in range(10_000)])
    assert effort(lambda: load_bank(path).draw(3, seed=1), most=40) < 40  # without the bound as much as 1,000 banks
    bank = load_bank(path)
    assert len(bank.draw(3, seed=1)) == 3
    assert len(bank.films[0].also_known_as) == MOST_FACTS


def test_a_sentence_that_is_all_marks_is_refused(path: Path) -> None:
    with_record(path, trivia=["[[tide]] " * 10_000])
    with pytest.raises(BankError, match=r"more than 50 \[\[ \]\] in one sentence"):
        load_bank(path).draw(3, seed=1)
