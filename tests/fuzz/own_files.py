"""The readers of what quizzer writes for itself: compiled banks, cached banks, settings, records, rulings."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zlib import crc32

from compiled_banks import write_compiled_bank
from fuzz.run import Target

from quizzer import Bank, Question, QuizzerError, Rules, Session, load_bank
from quizzer.banks import check_bank
from quizzer.banks.cache import pack_bank, unpack_bank
from quizzer.curation.rulings_file import RulingCase, read_rulings, with_case
from quizzer.errors import IllegalAction
from quizzer.facts.film import FilmName
from quizzer.records import Records
from quizzer.session import Action, Answer, Join, Next, Pass, Protest, Start
from quizzer.terminal.settings import Settings, load_settings, save_settings

BANK = Path(__file__).parents[2] / "question_banks" / "city_of_lost_children.yaml"
SETTINGS = b'# mine\nname = "Ada"\ntheme = \'dark\'\nkeys = "vi"\nquestions = 20\nplayers = ["Ada", "Ben@Reds"]\n'
RULINGS = b"""# what people ruled
rulings:
  - {question: gull, given: Larus, ruling: accept, when: 2026-03-01, by: Ada, why: It is one.}
  - bank: gulls.yaml
    question: gull
    given: "tern"
    ruling: reject
"""
EVENING = datetime(2026, 3, 1, 20, tzinfo=UTC)
COLUMNS = (
    "about.told", "films.id", "films.rank", "films.year", "films.votes", "films.asks", "films.record",
    "ranking.films", "asked.category", "asked.page", "asked.films", "asked.bits", "found.entries", "people.names",
    "names.names", "neighbours.entries",
)  # fmt: skip
_SUMMED = len(b"quizzer bank\n") + 4


def own_targets(folder: Path) -> dict[str, Target]:
    """A target for each of these readers; of a compiled bank one for its bytes, and one for what its tables hold."""
    return {
        "compiled": Target(_compiled_bytes(folder / "c.quizzer"), [_compiled()], (QuizzerError,), paged=True),
        "compiled-values": Target(_compiled_values(folder / "v.quizzer"), _values(), (QuizzerError,)),
        "cached": Target(_cached_bytes, [pack_bank(_whole())], (QuizzerError, ValueError)),
        "records": Target(_records(folder / "r.sqlite3"), [_records_whole()], (QuizzerError,), paged=True),
        "rulings": Target(_rulings(folder / "rulings.yaml"), [RULINGS], (QuizzerError,)),
        "settings": Target(_settings(folder / "s.toml"), [SETTINGS], (QuizzerError,)),
    }


@cache
def _whole() -> Bank:
    return load_bank(BANK)


@cache
def _compiled() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        write_compiled_bank(Path(folder) / "seed.quizzer", _whole().films, title="Seed")
        return (Path(folder) / "seed.quizzer").read_bytes()


def _values() -> list[bytes]:
    """A seed for each column: its name, and what stands in its first row."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(_compiled())
        found = []
        for column in COLUMNS:
            table, name = column.split(".")
            row = database.execute(f"SELECT CAST({name} AS BLOB) FROM {table}").fetchone()
            found.append(f"{column}\n".encode() + (row[0] if row and row[0] is not None else b"1"))
        return found


def _compiled_bytes(path: Path) -> Callable[[bytes], object]:
    def read(data: bytes) -> None:
        path.write_bytes(data)
        check_bank(path)
        play(load_bank(path))

    return read


def _compiled_values(path: Path) -> Callable[[bytes], object]:
    """Puts what comes after the name of a column into that column: its schema stays what it should be."""

    def read(data: bytes) -> None:
        column, _, value = data.partition(b"\n")
        table, name = (column.decode() if column.decode("utf-8", "replace") in COLUMNS else "films.record").split(".")
        path.write_bytes(_compiled())
        with closing(sqlite3.connect(path)) as database:
            with suppress(sqlite3.Error):
                # As a number where it is one, as text, or as bytes.
                kind = "BLOB" if name in ("bits", "entries") or table == "ranking" else "TEXT"
                database.execute(f"UPDATE OR IGNORE {table} SET {name} = CAST(? AS {kind})", (value,))
            database.commit()
        check_bank(path)
        play(load_bank(path))

    return read


def _cached_bytes(data: bytes) -> None:
    """An entry whose sum fits, so that only what stands in it is wrong."""
    body = data[_SUMMED:]
    play(Bank(store=unpack_bank(data[: _SUMMED - 4] + crc32(body).to_bytes(4, "big") + body, _whole)))


def play(bank: Bank) -> None:
    bank.draw(5, seed=1, difficulty=3, categories=["cast", "director"])
    drawn = bank.draw(8, seed=2)
    session = Session(drawn, Rules.preset("classic"), seed=1, canon=bank.canon)
    if drawn:
        for action in (Join("ada"), Start(), Answer("ada", "Ron Perlmen")):
            session.apply(action, at=0)
    for number, question in enumerate(bank.questions):
        if number % 8 == 0 and question.key is not None:
            question.key.grade("Ron Perlman and the Lost Children", bank.canon)
    bank.title_like("The City of Lost Childre")
    bank.titles_beginning("The")
    bank.films_called("The City of Lost Children")
    bank.find([*(question.id for question in drawn), "tt0112682/director"])
    assert [film.titles for film in bank.films]


@cache
def _records_whole() -> bytes:
    """Two games that Ada and Ben played, one of them study, and one that waits."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "records.sqlite3"
        with Records.open(file) as records:
            for mode, rounds in (("study", 4), ("classic", 4), ("classic", 2)):
                session = Session(_asked(), Rules.preset(mode, questions=4), seed=3)
                record = records.begin_game(session, banks=["/b.yaml"], when=EVENING, study=mode == "study")
                actions: list[Action] = [Join("Ada"), *([Join("Ben")] if mode == "classic" else []), Start()]
                for _ in range(rounds):
                    actions += [Answer("Ada", "Jeunet"), Protest("Ada", why="It is."), Pass("Ben"), Next()]
                for at, action in enumerate(actions):
                    with suppress(IllegalAction):
                        record.journal(float(at), action, session.apply(action, at=float(at)))
            records.mark_never("Ada", _asked()[0].id, when=EVENING)
            records.watch("Ada", [FilmName("Ebb", 1990)], when=EVENING)
        return file.read_bytes()


@cache
def _asked() -> list[Question]:
    return list(_whole().draw(4, seed=1, categories=["cast", "director"]))


def _records(path: Path) -> Callable[[bytes], object]:
    """Each thing that commands ask of the records, whatever the one before it came to."""

    def read(data: bytes) -> None:
        for old in path.parent.glob(f"{path.name}*"):
            old.unlink()
        path.write_bytes(data)
        today = EVENING.date()
        with Records.open(path) as records:
            steps: list[Callable[[], object]] = [
                records.players,
                lambda: [records.resume(one.number, _asked(), when=EVENING) for one in records.unfinished()],
                lambda: records.to_go_on("Ada"),
                lambda: records.statistics("Ada", today),
                lambda: records.study("Ada", today),
                lambda: [
                    records.due("Ada", today),
                    records.met(["Ada", "Ben"], today),
                    records.due("Ada", today, "missed"),
                ],
                lambda: [records.cards.reviews("Ada", one.question) for one in records.cards.of("Ada")],
                lambda: records.cards.reschedule("Ada"),
                lambda: records.settle([one.number for one in records.protests()], "skip"),
                lambda: [records.contributions(), records.dailies("Ada"), records.seen("Ada"), records.ratings()],
                lambda: [records.watched("Ada"), records.best("Ada", ["/b.yaml"]), records.never("Ada")],
                lambda: records.rescore(1, _asked()),
                lambda: records.export("Ada"),
                lambda: records.erase("Ada"),
            ]
            for step in steps:
                with suppress(QuizzerError):
                    step()

    return read


def _rulings(path: Path) -> Callable[[bytes], object]:
    """One more ruling is the only change, and stands there when the file is read again."""
    case = RulingCase(question="gull", given="skua", ruling="prompt", why="Which one?")

    def read(data: bytes) -> None:
        path.write_bytes(data)
        before = read_rulings(path)
        assert all(fault.message for fault in before.faults)
        path.write_text(with_case(before, before.text, case), encoding="utf-8", newline="")
        after = read_rulings(path)
        assert after.faults == []
        assert any(one.is_about(case) and one.ruling == "prompt" for _, one in after.cases)

    return read


def _settings(path: Path) -> Callable[[bytes], object]:
    """What is written back can be read; where that is not so, the file is what it was."""

    def read(data: bytes) -> None:
        path.write_bytes(data)
        try:
            save_settings(Settings(name="Cy"), path)
        except QuizzerError:
            assert path.read_bytes() == data
            load_settings(path)
            raise
        assert load_settings(path).name == "Cy"

    return read
