"""Damaged records: what does not fit is left out and told, and every command does the rest of its work."""

from __future__ import annotations

import io
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from random import Random

import pytest

from quizzer import Rules, Session, load_bank
from quizzer.commands.running import run
from quizzer.errors import IllegalAction, QuizzerError
from quizzer.facts.film import FilmName
from quizzer.games.library import BankOffer, History
from quizzer.records import Daily, Records
from quizzer.session import Answer, Hint, Join, Next, Pass, Protest, Start, Stop

from .conftest import EVENING, Game

BANK = "title: Seas\nquestions:\n" + "".join(
    f"  - {{id: q{n}, ask: 'Question {n}?', answer: Answer{n}, category: {'cast' if n % 2 else 'plot'},"
    " hints: [Wet.]}\n"
    for n in range(6)
)
GAP = "films:\n  - {title: The Night Ferry, year: 1990, gaps: [{asks: composer}]}\n"

BAD = [
    None,
    "no such thing",
    "",
    b"\xde\xad\x00",
    -1,
    2**62,
    1e308,
    float("inf"),
    float("nan"),
    '{"broken": [',
    "[" * 2000,
    "[1, null, {}]",
    "{}",
    "\x1b[31m\x00",
]
"""What damage may leave in a column. SQLite keeps NaN as NULL."""

COMMANDS = [
    ["play", "seas.yaml", "--plain", "-n", "1", "--player", "Ada"],
    ["play", "seas.yaml", "--plain", "-n", "1", "--player", "Ada", "--mode", "study"],
    ["play", "seas.yaml", "--plain", "-n", "1", "--player", "Ada", "--level", "mine"],
    ["watched", "--player", "Ada"],
    ["play", "seas.yaml", "--spoiler-free", "--plain", "--player", "Ada"],
    ["resume", "--list"],
    ["resume", "--plain"],
    ["daily", "--calendar", "--player", "Ada"],
    ["daily", "9", "--answers", "--player", "Ada"],
    ["stats", "--player", "Ada"],
    ["stats", "--json"],
    ["players"],
    ["players", "export", "Ada"],
    ["gaps"],
    ["gaps", "accept", "1"],
    ["rulings"],
    ["rulings", "seas.yaml"],
    ["rulings", "accept", "1"],
    ["rulings", "skip", "2"],
    ["players", "erase", "Ada", "--yes"],
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Records with rows in every table, and Ada's latest game unfinished."""
    folder = tmp_path / "home"
    monkeypatch.setenv("QUIZZER_HOME", str(folder))
    monkeypatch.chdir(tmp_path)
    Path("seas.yaml").write_text(BANK + GAP, encoding="utf-8")
    bank = load_bank("seas.yaml")
    banks = [str(Path("seas.yaml").absolute())]
    with Records.open(folder / "records.sqlite3") as records:

        def play(mode: str, *players: str, rounds: int, daily: Daily | None = None) -> None:
            session = Session(bank.questions, Rules.preset(mode, questions=len(bank.questions)))
            record = records.begin_game(session, banks=banks, when=EVENING, study=mode == "study", daily=daily)
            game = Game(session, record)
            game.do(*map(Join, players), Start())
            for n in range(rounds):
                assert session.question is not None
                given = session.question.key.answer if n % 2 and session.question.key else "waves"
                for player in players:
                    for action in (Hint(player), Answer(player, given), Protest(player, why="It is."), Pass(player)):
                        with suppress(IllegalAction):  # not every one goes with every question
                            game.do(action, seconds=1.5)
                game.do(Next())

        play("study", "Ada", rounds=len(bank.questions))
        play("classic", "Ada", "Ben", rounds=len(bank.questions), daily=Daily(9, 7))
        play("classic", "Ada", rounds=3)
        records.mark_never("Ada", "q3", when=EVENING)
        records.watch("Ada", [FilmName("The Night Ferry", 1990)], when=EVENING)
        over = Session(bank.questions[:1], Rules(questions=1))
        over.apply(Stop(), at=0.0)
        records.keep_game(over.log, banks=banks, when=EVENING, mark="a room", only=())
        (gap, *_) = records.contributions()
        records.settle_contributions([gap.number], "skip")
    return folder


def columns(home: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(home / "records.sqlite3")) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        for table in tables:
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0], f"no row in {table}"
        return [(table, row[1]) for table in tables for row in db.execute(f"PRAGMA table_info({table})")]


def damage(file: Path, table: str, column: str, value: object) -> bool:
    """Sets a column to a value: in all rows, or where they must differ in the last. False if SQLite takes neither."""
    with closing(sqlite3.connect(file)) as db, db:
        for which in ("", f' WHERE "{column}" = (SELECT max("{column}") FROM {table})'):
            with suppress(sqlite3.IntegrityError):
                return db.execute(f'UPDATE {table} SET "{column}" = ?{which}', (value,)).rowcount > 0
    return False


def test_erasing_a_player_works_on_damaged_rows(home: Path) -> None:
    file = home / "records.sqlite3"
    for table, column in [("players", "folded"), ("games", "rules"), ("games", "ratings"), ("entries", "action")]:
        damage(file, table, column, '{"broken"')
    with Records.open(file) as records:
        records.erase("Ada")
    assert b"Ada" not in file.read_bytes()


def every_command(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What went wrong as it never should, in any command and in what the menu asks."""
    wrong = []
    with suppress(QuizzerError), Records.open(home / "records.sqlite3") as records:
        history = History(records, now=lambda: EVENING)
        history.unfinished("Ada")
        history.standing("Ada", BankOffer("Seas", (str(Path("seas.yaml").absolute()),), "", {"q1"}))
        history.study("Ada")
        with suppress(QuizzerError):
            records.players()
        with suppress(QuizzerError):
            history.statistics("Ada")
    for words in COMMANDS:
        monkeypatch.setattr("sys.stdin", io.StringIO("wrong\n:quit\n"))
        run(list(words))
        told = "".join(capsys.readouterr())
        never = ("should not have happened", "Traceback", *(["constraint"] if "erase" in words else []))
        if any(sentence in told for sentence in never) or (words[0] == "play" and "Question" not in told):
            wrong.append(f"{' '.join(words)}: {told[-200:]}")
    return wrong


def test_every_command_does_its_work_on_records_that_are_whole(home: Path, monkeypatch, capsys) -> None:
    assert len(columns(home)) > 60
    assert every_command(home, monkeypatch, capsys) == []


def on_copies(
    home: Path, cases: Iterable[Callable[[Path], bool]], every: Callable[[], list[str]]
) -> tuple[int, list[str]]:
    """Lets each case damage a fresh copy of the records: how many could, and what `every` found wrong with those."""
    file, whole = home / "records.sqlite3", (home / "records.sqlite3").read_bytes()
    done, wrong = 0, []
    for case in cases:
        shutil.rmtree(home)
        home.mkdir()
        file.write_bytes(whole)
        if case(file):
            done += 1
            wrong += [f"{case}: {one}" for one in every()]
    return done, wrong


@pytest.mark.slow
@pytest.mark.parametrize("value", BAD, ids=range(len(BAD)))
def test_no_bad_value_in_any_column_stops_a_command(value: object, home: Path, monkeypatch, capsys) -> None:
    cases = [partial(damage, table=table, column=column, value=value) for table, column in columns(home)]
    done, wrong = on_copies(home, cases, lambda: every_command(home, monkeypatch, capsys))
    assert wrong == []
    assert value is None or value != value or done > 40


@pytest.mark.slow
def test_no_flipped_bytes_stop_a_game(home: Path, monkeypatch, capsys) -> None:
    chance = Random("flip")

    def flip(file: Path) -> bool:
        data = bytearray(file.read_bytes())
        for _ in range(chance.choice((1, 4, 40))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        file.write_bytes(data)
        return True

    _, wrong = on_copies(home, [flip] * 200, lambda: every_command(home, monkeypatch, capsys))
    assert wrong == []
