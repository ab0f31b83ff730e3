"""Mutates what quizzer writes for itself, and reads it: python tests/fuzz/own_files.py [CASES] [SEED] [TARGET]…

Targets: compiled banks, cached banks, settings, lines of the protocol, snapshots. Nothing but a `QuizzerError` may come
out, and nothing may take longer than two seconds. Prints each case that breaks this; exit status 1 if there was one.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import random
import re
import sqlite3
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from zlib import crc32

from quizzer import AnswerKey, Question, QuizzerError, Rules, Session, load_bank
from quizzer.banks import check_bank
from quizzer.banks.cache import pack_bank
from quizzer.banks.compiled import write_compiled_bank
from quizzer.driver import serve, serve_stream
from quizzer.session import Answer, Join, Next, Start
from quizzer.terminal.settings import Settings, load_settings, save_settings

SLOWEST = 2.0
"""Seconds that a case may take."""

BANK = Path(__file__).parents[2] / "question_banks" / "city_of_lost_children.yaml"
NASTY = (
    b"\x00", b"\xff", b"\xc3\x28", b'"', b"\\ud800", b"\\u0000", b"{", b"}", b"[" * 1000, b"]", b"\n", b"\t", b",",
    b"-1", b"0", b"1e400", b"9" * 30, b"-" + b"9" * 5000, b"null", b"NaN", b"true", b"''", b'""', b"'''", b"=", b".",
    b"\x1b[2J", b"x" * 5000, "é\u202e".encode(),
)  # fmt: skip
VALUES = (
    None, 0, -1, 1, 255, 1 << 31, (1 << 63) - 1, -(1 << 63), 1.5, float("inf"), "", "x", "1\t2", "{", "{}", "[]",
    '{"title":""}', '{"title":"x","year":99999999999999999999}', '{"title":"x","votes":-5,"cast":[{"actor":""}]}',
    "a\tb\t\t\t1,2\t3", "\ud7ff", b"", b"\x00", b"\xff" * 9, b"\xff" * 2048, b"\x00" * 100_000, "[" * 100_000,
    "9" * 5000,
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, cut out, doubled or put in, and numbers made others."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        begin = chance.randrange(len(made) + 1)
        end = min(len(made), begin + chance.choice((1, 1, 2, 8, 100, 4000)))
        how = chance.randrange(6)
        if how == 0:
            made[begin:end] = b""
        elif how == 1:
            made[begin:begin] = chance.choice(NASTY)
        elif how == 2:
            made[begin:begin] = made[begin:end]
        elif how == 3:
            made[begin:end] = chance.randbytes(end - begin)
        elif how == 4 and begin < len(made):
            made[begin] ^= 1 << chance.randrange(8)
        elif numbers := list(re.finditer(rb"\d+|\"[^\"]*\"", bytes(made))):
            found = chance.choice(numbers)
            made[found.start() : found.end()] = chance.choice(NASTY)
    return bytes(made)


@cache
def _compiled() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "seed.quizzer"
        write_compiled_bank(path, load_bank(BANK).films, title="Seed")
        return path.read_bytes()


def compiled_bank(chance: random.Random, folder: Path) -> None:
    """Bytes of the file changed, or values in its tables: then its schema still is what it should be."""
    path = folder / "case.quizzer"
    path.unlink(missing_ok=True)
    path.write_bytes(mutated(_compiled(), chance) if chance.random() < 0.3 else _compiled())
    with suppress(sqlite3.Error, UnicodeError), closing(sqlite3.connect(path)) as database:
        for _ in range(chance.choice((0, 1, 1, 2, 4))):
            table, columns = chance.choice(
                [
                    ("about", ("told",)),
                    ("films", ("id", "rank", "year", "votes", "asks", "record")),
                    ("ranking", ("page", "films")),
                    ("asked", ("category", "page", "films", "bits")),
                    ("found", ("page", "entries")),
                    ("people", ("page", "names")),
                    ("names", ("page", "names")),
                    ("neighbours", ("page", "entries")),
                ]
            )
            column = chance.choice(columns)
            row = database.execute(f"SELECT {column} FROM {table} ORDER BY random() LIMIT 1").fetchone()
            value = chance.choice(VALUES)
            if row is not None and isinstance(row[0], str | bytes) and chance.random() < 0.6:
                old = row[0].encode() if isinstance(row[0], str) else row[0]
                changed = mutated(old, chance)
                value = changed.decode("utf-8", "replace") if isinstance(row[0], str) else changed
            with suppress(sqlite3.Error):
                database.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", (value,))
        database.commit()
    check_bank(path)
    _played(path, None, chance)


@cache
def _cached() -> bytes:
    return pack_bank(load_bank(BANK))


def cached_bank(chance: random.Random, folder: Path) -> None:
    """An entry changed after its sum was taken, or before: then only its values are wrong."""
    cache_folder = folder / "cache"
    if not cache_folder.exists():
        load_bank(BANK, cache=cache_folder)
    (entry,) = cache_folder.glob("*.bank")
    data = _cached()
    at = len(b"quizzer bank\n")
    body = mutated(data[at + 4 :], chance)
    entry.write_bytes(
        data[:at] + (crc32(body).to_bytes(4, "big") if chance.random() < 0.9 else data[at : at + 4]) + body
    )
    whole = load_bank(BANK)
    _played(BANK, cache_folder, chance)
    bank = load_bank(BANK, cache=cache_folder)
    assert len(bank.find([question.id for question in whole.questions])) <= len(whole.questions)


def _played(path: Path, cache_folder: Path | None, chance: random.Random) -> None:
    """A bank is drawn from, listed, asked for names, and a game of it is played."""
    bank = load_bank(path, cache=cache_folder)
    bank.draw(
        5,
        seed=chance.randrange(99),
        difficulty=chance.choice((0, 1, 3)) or (),
        categories=chance.choice(((), ["cast"])),
    )
    drawn = bank.draw(8, seed=chance.randrange(99))
    session = Session(drawn, Rules.preset("classic"), seed=1, canon=bank.canon)
    if drawn:
        session.apply(Join("ada"), at=0)
        session.apply(Start(), at=0)
        session.apply(Answer("ada", "Ron Perlmen"), at=1)
    for question in bank.questions:
        if question.key is not None:
            question.key.grade("Ron Perlman and the Lost Children", bank.canon)
    bank.title_like("The City of Lost Childre")
    bank.titles_beginning("The")
    bank.films_called("Alien")
    bank.find(["the-city-of-lost-children-1995/actor/one", "tt0112682/director", *(one.id for one in drawn)])
    sum(len(film.titles) for film in bank.films)


SETTINGS = b"""# mine
name = "Ada"
theme = 'dark'
keys = "vi"
questions = 20
players = ["Ada", "Ben@Reds"]
"""


def settings_file(chance: random.Random, folder: Path) -> None:
    """Settings are read, and written back: where they can't be, the file is what it was."""
    path = folder / "settings.toml"
    data = mutated(SETTINGS, chance)
    path.write_bytes(data)
    try:
        load_settings(path)
    finally:
        try:
            save_settings(Settings(name="Cy"), path)
        except QuizzerError:
            assert path.read_bytes() == data
        else:
            assert load_settings(path).name == "Cy"


LINES = (
    b'{"type": "join", "player": "ada"}\n{"type": "start"}\n{"type": "answer", "player": "ada", "given": "that"}\n'
    b'{"type": "protest", "ruling": 3, "by": "ada", "why": "no"}\n{"type": "view", "player": "ada"}\n'
    b'{"type": "rule", "ruling": 3, "outcome": "correct", "by": "ada"}\n{"type": "undo", "by": "ada"}\n'
    b'{"type": "next"}\n{"type": "to_rule"}\n{"type": "pause", "player": "ada"}\n{"type": "snapshot"}\n'
    b'{"type": "stop"}\n'
)


def _asked() -> list[Question]:
    return [Question(id=str(place), text="What?", key=AnswerKey("this", prompt=["thi"])) for place in range(3)]


def _session(mode: str = "classic") -> Session:
    return Session(_asked(), Rules.preset(mode), seed=1)


class _Written:
    """The writing half of a stream."""

    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes) -> None:
        self.data += data

    async def drain(self) -> None:
        pass


def protocol_lines(chance: random.Random, folder: Path) -> None:
    """Each line is answered by lines of JSON, in a game with a clock, one without, and over a stream."""
    lines = mutated(LINES, chance)
    out = io.StringIO()
    serve(_session(chance.choice(("classic", "blitz", "race"))), io.BytesIO(lines), out)
    answers = out.getvalue().splitlines()
    if chance.random() < 0.3:
        written = _Written()

        async def stream() -> None:
            reader = asyncio.StreamReader(limit=chance.choice((16, 65_536)))
            reader.feed_data(lines)
            reader.feed_eof()
            await serve_stream(_session(), reader, written)  # type: ignore[arg-type]

        asyncio.run(stream())
        answers += bytes(written.data).decode().splitlines()
    assert all(isinstance(json.loads(answer)["type"], str) for answer in answers)


def snapshot(chance: random.Random, folder: Path) -> None:
    """A game that is restored can be played on, and saved."""
    session = _session(chance.choice(("classic", "blitz", "race")))
    for at, action in enumerate((Join("ada"), Join("ben"), Start(), Answer("ada", "thi"), Answer("ben", "that"))):
        with suppress(QuizzerError):
            session.apply(action, at=at)
    restored = Session.restore(mutated(session.snapshot(), chance), _asked())
    for action in (Answer("ada", "this"), Next(), Answer("ben", "this")):
        with suppress(QuizzerError):
            restored.apply(action, at=restored.at + 1)
    restored.view("ada")
    restored.snapshot()


TARGETS: dict[str, Callable[[random.Random, Path], None]] = {
    one.__name__: one for one in (compiled_bank, cached_bank, settings_file, protocol_lines, snapshot)
}
"""A case each: chance decides what is changed, the folder is for files."""


def run(target: str, cases: int, seed: int) -> list[str]:
    """What broke in so many cases."""
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for case in range(cases):
            name = f"{target} {seed + case}"
            begun = time.process_time()
            try:
                TARGETS[target](random.Random(f"{target} {seed + case}"), Path(folder))
            except QuizzerError as told:
                if len(str(told)) > 2000:
                    faults.append(f"{name}: told in {len(str(told))} characters")
            except Exception:
                faults.append(f"{name}: {traceback.format_exc()}")
            spent = time.process_time() - begun
            if spent > SLOWEST:
                faults.append(f"{name}: {spent:.1f} s")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description="Break what quizzer writes for itself, and read it.")
    parser.add_argument("cases", type=int, nargs="?", default=1000)
    parser.add_argument("seed", type=int, nargs="?", default=0)
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS], default=[])
    asked = parser.parse_args()
    faults = [fault for target in asked.targets or TARGETS for fault in run(target, asked.cases, asked.seed)]
    print("\n".join(faults) or "nothing broke")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
