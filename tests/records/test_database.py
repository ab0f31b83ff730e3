"""The file itself: new ones, newer ones, broken ones, full disks, and several programs at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random
from time import sleep

import pytest

from quizzer.errors import RecordsError
from quizzer.records import Records, open_records
from quizzer.records.database import APPLICATION_ID, MIGRATIONS
from quizzer.session import Answer, Buzz, Join, Next, Pass, Pause, Resume, Rules, Session, Start

from .conftest import EVENING, make_questions


def database(path: Path, *statements: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    return path


def test_the_seconds_of_a_try_are_those_that_its_event_tells(start, path: Path) -> None:
    game = start("ada", mode="buzzer", word_seconds=0.0, bonus_parts=0)
    game.do(Buzz("ada"), seconds=1)
    events = game.do(Answer("ada", "Answer0"), seconds=5)
    game.do(Next(), seconds=10)
    game.do(Pause(), seconds=1)
    game.do(Resume(), seconds=100)
    game.do(Pass("ada"), seconds=2)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT seconds FROM tries ORDER BY seq").fetchall() == [(events[0].seconds,), (3.0,)]
    assert events[0].seconds == 1.0


def test_a_new_file_is_in_wal_mode_whole_and_private(records: Records, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert path.stat().st_mode & 0o077 == 0
    assert records.players() == []


def test_what_was_released_stays_as_it_was() -> None:
    """A migration that was changed after its release leaves files of two kinds with one number."""
    from zlib import crc32

    assert [crc32(script.read_bytes()) for script in MIGRATIONS] == RELEASED


RELEASED = [2748099482, 4147029397, 2492090228, 1694497415, 2901373269, 3364285124, 1888279330, 2221866499]


def test_a_newer_file_is_refused_and_left_as_it_is(records: Records, path: Path) -> None:
    records.close()
    database(path, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    with pytest.raises(RecordsError) as refused:
        Records.open(path)
    assert str(refused.value) == (
        f"{path}: these records have version {len(MIGRATIONS) + 1}, but this quizzer reads versions up to "
        f"{len(MIGRATIONS)}: update quizzer"
    )
    assert path.read_bytes() == before


def test_another_programs_database_is_left_alone(path: Path) -> None:
    for version in (0, 1, 999):
        database(path, "CREATE TABLE IF NOT EXISTS mail (letter)", f"PRAGMA user_version = {version}")
        before = path.read_bytes()
        with pytest.raises(RecordsError, match="database of another program"):
            Records.open(path)
        assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"this is a diary, not a database" * 40, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_broken_file_is_said_to_be_one(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(RecordsError, match="damaged") as refused:
        Records.open(path)
    assert str(refused.value).startswith(f"{path}: ")
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == content


def test_a_file_that_breaks_later_is_said_to_be_broken(start, path: Path) -> None:
    game = start("ada")
    for _ in range(12):
        game.do(Pass("ada"), Next())
    game.record._database.close()
    data = bytearray(path.read_bytes())
    data[4096 : len(data)] = b"\x55" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(RecordsError, match="damaged"):
        Records.open(path).statistics("ada", EVENING.date())


def test_a_file_that_may_only_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's permissions do not hold for everybody who runs tests: SQLite's own do."""
    database(path)
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda file, **rest: connect(f"file:{file}?mode=ro", uri=True, **rest))
    with pytest.raises(RecordsError, match="you have no permission to write to it"):
        Records.open(path)


@pytest.mark.parametrize("name", ["file/records.sqlite3", "folder", "\0", "/proc/records.sqlite3"])
def test_a_place_that_can_not_be_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    told: list[str] = []
    records = open_records(tmp_path / name, tell=told.append)
    assert not records.are_kept
    assert records.players() == []
    assert len(told) == 1
    assert told[0].endswith("You can play, but quizzer does not save this game.")
    assert "\n" not in told[0]


def test_a_full_disk_ends_the_record_and_not_the_game(start, told: list[str], path: Path) -> None:
    game = start("ada")
    store = game.record._database
    pages = store.value("PRAGMA page_count")
    store.rows(f"PRAGMA max_page_count = {pages}")
    for _ in range(11):
        game.do(Answer("ada", "x" * 2000), Next())
    assert told == [f"{path}: the disk is full. You can play on, but quizzer does not save the rest of this game."]
    assert not game.record.is_recording
    assert game.session.phase == "asking"
    # What was written before is whole.
    (unfinished,) = Records.open(path).unfinished()
    assert 1 <= unfinished.asked < 12


def test_a_review_that_was_not_kept_is_not_told(start, told: list[str]) -> None:
    game = start("ada", mode="study")
    game.do(Pass("ada"))
    assert game.record.reviews
    game.do(Next())
    game.record._database.close()
    game.do(Pass("ada"))
    assert game.record.reviews == ()
    assert game.record.rate("ada", "easy") is None
    assert len(told) == 1


def test_another_program_that_does_not_let_go(start, told: list[str], path: Path, monkeypatch) -> None:
    game = start("ada")
    game.record._database.rows("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        game.do(Pass("ada"), Next())
    assert told == [
        f"{path}: another program is using it; close that program. "
        "You can play on, but quizzer does not save the rest of this game."
    ]


OPEN_AND_PLAY = """
import sys
from datetime import datetime, UTC
from quizzer import AnswerKey, Question, Rules, Session
from quizzer.records import Records
from quizzer.session import Answer, Join, Next, Start
records = Records.open(sys.argv[1], tell=lambda sentence: sys.exit(sentence))
questions = [Question(id=f"q{n}", text="?", key=AnswerKey("x")) for n in range(30)]
session = Session(questions, Rules.preset("classic", questions=30))
game = records.begin_game(session, banks=[], when=datetime(2026, 3, 1, tzinfo=UTC))
for action in [Join(sys.argv[2]), Start(), *[Answer(sys.argv[2], "x"), Next()] * 30]:
    game.journal(0.0, action, session.apply(action, at=0.0))
"""


def test_eight_programs_begin_one_file_at_once_and_all_survive(path: Path) -> None:
    names = [f"player{number}" for number in range(8)]
    started = [
        subprocess.Popen([sys.executable, "-c", OPEN_AND_PLAY, path, name], stderr=subprocess.PIPE, text=True)
        for name in names
    ]
    for process in started:
        assert process.communicate(timeout=60)[1] == ""
        assert process.returncode == 0
    records = Records.open(path)
    assert sorted(player.name for player in records.players()) == names
    for name in names:
        told = records.statistics(name, EVENING.date())
        assert (told.finished, told.answered, told.right) == (1, 30, 30)


OPEN_MANY = """
import sys
from quizzer.records import Records
for number in range(60):
    Records.open(f"{sys.argv[1]}/{number}.sqlite3").close()
"""


def test_a_new_file_may_be_made_by_many_at_once(tmp_path: Path) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", OPEN_MANY, tmp_path], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for process in started:
        assert process.communicate(timeout=60)[1] == ""


MAKE_MANY = """
import sys
from itertools import count
from contextlib import closing
from pathlib import Path
from quizzer.records import Records
for number in count():
    if number == 3:
        print("up", flush=True)
    Records.open(Path(sys.argv[1]) / f"{number}.sqlite3").close()
"""


def test_a_file_that_was_being_made_when_its_program_was_killed_is_made_by_the_next(tmp_path: Path) -> None:
    chance = Random("made")
    for attempt in range(8):
        folder = tmp_path / str(attempt)
        process = subprocess.Popen([sys.executable, "-c", MAKE_MANY, folder], stdout=subprocess.PIPE)
        process.stdout.readline()
        sleep(chance.random() * 0.05)
        process.kill()
        process.communicate()
        latest = sorted(folder.glob("*.sqlite3"), key=lambda file: int(file.stem))[-3:]
        for file in latest:
            assert Records.open(file).players() == []


def test_records_in_memory_keep_a_game_while_they_are_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    records = Records.open(None)
    assert (records.path, records.are_kept) == (None, False)
    session = Session(make_questions(2), Rules.preset("classic", questions=2))
    game = records.begin_game(session, banks=["b"], when=EVENING, study=True)
    for action in (Join("ada"), Start()):
        game.journal(0.0, action, session.apply(action, at=0.0))
    assert session.question is not None
    answer = Answer("ada", session.question.key.answer)
    game.journal(1.0, answer, session.apply(answer, at=1.0))
    assert records.seen("ada") == [session.question.id]
    assert records.studied("ada") == {session.question.id}
    assert records.bank_summary("ada", ["b"], ["q0", "q1"]).new == 1
    assert records.statistics("ada", EVENING.date()).right == 1
    (unfinished,) = records.unfinished()
    assert not unfinished.elsewhere
    assert records.to_go_on("ada") == unfinished
    records.erase("ada")
    assert records.players() == Records.open(None).players() == []
    assert list(tmp_path.iterdir()) == []


def test_closed_records_say_so(path: Path) -> None:
    with Records.open(path) as records:
        assert records.players() == []
    with pytest.raises(RecordsError, match="closed"):
        records.players()


@pytest.mark.parametrize("file", [None, "records.sqlite3"])
def test_records_that_nobody_closed_are_closed_without_a_warning(file: str | None, tmp_path: Path) -> None:
    path = None if file is None else str(tmp_path / file)
    code = f"from quizzer.records import Records; Records.open({path!r}); kept = Records.open({path!r})"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "told"), [("file/records", "a file has the name of a folder in this path"), ("\0", "not a file name")]
)
def test_where_no_records_can_be_made_is_told(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(RecordsError, match=told):
        Records.open(tmp_path / name)


@pytest.mark.parametrize("version", range(len(MIGRATIONS)))
def test_an_empty_file_of_every_earlier_version_opens(tmp_path: Path, version: int) -> None:
    file = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        for script in MIGRATIONS[:version]:
            connection.executescript(script.read_text("utf-8"))
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with Records.open(file) as records:
        assert records.watched("Ada") == records.dailies("Ada") == []


@pytest.mark.parametrize("version", range(1, 5))
def test_records_of_every_version_before_study_knew_more_open(tmp_path: Path, version: int) -> None:
    file = tmp_path / "old.sqlite3"
    rows = [
        "INSERT INTO players VALUES (1, 'Ada', 'ada', '2026-03-01')",
        "INSERT INTO games VALUES (1, 0, 0, '2026-03-01', 'study', '{}', 0, 2, NULL, '[]', '[]', '[]', 1, '', 0, 'x')",
        "INSERT INTO questions VALUES ('slips', 'Slips?', 'cast', 'text', 3, NULL, NULL)",
        "INSERT INTO questions VALUES ('never', 'Never known?', 'cast', 'text', 3, NULL, NULL)",
    ]
    for place, (question, rating) in enumerate(
        [("slips", "good"), ("never", "again"), ("slips", "again"), ("never", "again"), ("slips", "again")]
    ):
        day = f"2026-03-0{place + 1}"
        rows.append(f"INSERT INTO asked VALUES (1, {place}, '{question}', 1)")
        rows.append(
            f"INSERT INTO reviews VALUES (NULL, 1, '{question}', 1, {place}, '{day}', '{rating}', '{rating}', NULL)"
        )
    for question in ("slips", "never"):
        rows.append(
            f"INSERT INTO cards VALUES (1, '{question}', 2.0, 5.0, '2026-03-07', '2026-03-05', 9, '2026-03-01')"
        )
    with closing(sqlite3.connect(file)) as connection:
        for script in MIGRATIONS[:version]:
            connection.executescript(script.read_text("utf-8"))
        connection.executescript(f"{';'.join(rows)}; PRAGMA user_version = {version};")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with Records.open(file) as records:
        assert records.protests() == []
        # What was never known counted as forgotten in 0.1.0.
        assert {card.question: card.lapses for card in records.cards.of("Ada")} == {"slips": 1, "never": 0}
        assert [kept.rating for kept in records.cards.reviews("Ada", "slips")] == ["good", "again", "again"]
