"""What a room costs, as ratios within one run and against its marks.

    python tests/benchmarks/bench_rooms.py [redis://localhost:6379]

Prints the memory of a room of 20 players after ten questions (mark: 150 KiB), what folding a log costs against the bare
applies, for 5,000 entries and 50,000 (mark: 1.3), and what an append costs against the bare `Session.apply` in 100
rooms, with the verdicts given (marks: 2 in memory, 4 in SQLite, 6 in Redis, which is started where it is installed).
"""

from __future__ import annotations

import asyncio
import gc
import shutil
import socket
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench_session import KINDS, bank, given

from quizzer import Question
from quizzer.rooms import Entry, Fold, Rooms, Stamp, Store, open_store
from quizzer.rooms.entries import decode, encode
from quizzer.session import Action, Answer, Join, Next, Rules, Session, Start

ROOMS, PLAYERS, QUESTIONS = 100, 20, 10


def script(questions: list[Question]) -> Iterator[list[Action]]:
    """What is sent to a room, in parts: those of a part are sent at the same time."""
    yield [Join(f"player {number}") for number in range(PLAYERS)]
    yield [Start()]
    for place, question in enumerate(questions):
        yield [
            Answer(f"player {number}", given(question, KINDS[number % 3]), question=place + 1)
            for number in range(PLAYERS)
        ]
        if place < len(questions) - 1:
            yield [Next(question=place + 1)]


def new_session(questions: list[Question]) -> Session:
    return Session(questions, Rules.preset("classic", questions=len(questions)))


def entries(questions: list[Question]) -> list[Entry]:
    """The log of a game over these questions, with its verdicts."""
    session, made = new_session(questions), []
    for part in script(questions):
        for action in part:
            session.apply(action, at=len(made) / 100)
            made.append(Entry("connection", len(made) + 1, action, session.decided))
    return made


def folding(size: int) -> float:
    """How many times as long the fold of so many stored entries takes as their bare applies."""
    questions = bank(size // (PLAYERS + 1))
    log = entries(questions)
    stored = [encode(log[first : first + 20]) for first in range(0, len(log), 20)]
    folded, bare = [], []
    for _ in range(5 if size < 10_000 else 3):
        session = new_session(questions)
        begun = time.perf_counter()
        for number, entry in enumerate(log):
            session.apply(entry.action, at=number // 20 / 10, ruled=entry.decided)
        bare.append(time.perf_counter() - begun)
        fold = Fold(new_session(questions), Stamp(0))
        begun = time.perf_counter()
        for number, data in enumerate(stored):
            for entry in decode(data):
                fold.take(entry, number * 100)
        folded.append(time.perf_counter() - begun)
        assert fold.session.standings() == session.standings()
    return min(folded) / min(bare)


def memory(where: str) -> float:
    """KiB that a room of twenty players takes after ten questions; with "memory:" also its log does."""
    questions = bank(QUESTIONS)

    async def played(count: int) -> float:
        async with open_store(where) as store, Rooms(store, lag=60) as rooms:
            gc.collect()
            tracemalloc.start()
            watching = []
            for number in range(count):
                await store.delete(f"room {number}")
                await rooms.create(f"room {number}", new_session(questions))
                watching.append(rooms.watch(f"room {number}"))
                room = await watching[-1].__aenter__()
                for part in script(questions):
                    await asyncio.gather(*(room.send(action) for action in part))
            gc.collect()
            size = tracemalloc.get_traced_memory()[0]
            tracemalloc.stop()
            for one in watching:
                await one.__aexit__(None, None, None)
            return size / count / 1024

    asyncio.run(played(2))  # what a key prepares for itself is not the room's
    return asyncio.run(played(10))


async def appends(store: Store, questions: list[Question]) -> float:
    """Seconds that an append takes in 100 rooms of 20 players, all at once, until it is folded."""
    log = entries(questions)
    parts = [len(part) for part in script(questions)]
    async with store, Rooms(store, lag=60) as rooms, asyncio.timeout(120):

        async def play(name: str) -> None:
            async with rooms.watch(name) as room:
                place = 0
                for size in parts:
                    sent = [room.send(one.action, decided=one.decided) for one in log[place : place + size]]
                    place += size
                    for one in sent:
                        await one
                assert len(room.session.standings()) == PLAYERS

        names = [f"room {number}" for number in range(ROOMS)]
        for name in names:
            await rooms.create(name, new_session(questions))
        begun = time.perf_counter()
        await asyncio.gather(*map(play, names))
        taken = time.perf_counter() - begun
        for name in names:
            await store.delete(name)
    return taken / ROOMS / len(log)


def bare(questions: list[Question]) -> float:
    """Seconds that an apply takes in as many sessions, with its verdict given."""
    log = entries(questions)
    sessions = [new_session(questions) for _ in range(ROOMS)]
    begun = time.perf_counter()
    for number, entry in enumerate(log):
        for session in sessions:
            session.apply(entry.action, at=number, ruled=entry.decided)
    return (time.perf_counter() - begun) / ROOMS / len(log)


@contextmanager
def redis() -> Iterator[str]:
    """The address of a Redis of our own, while it runs."""
    with socket.socket() as probe, TemporaryDirectory() as folder:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        options = ["--port", str(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no"]
        with subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL) as server:
            time.sleep(0.5)
            yield f"redis://127.0.0.1:{port}"
            server.terminate()


def main() -> None:
    with TemporaryDirectory() as folder:
        size, logged = memory(str(Path(folder) / "rooms.sqlite3")), memory("memory:")
    print(
        f"a room of 20 players after ten questions: {size:6.1f} KiB (at most 150); {logged:.1f} with its log in memory"
    )
    for size in (5_000, 50_000):
        print(f"folding {size:6,} entries, to bare applies:  {folding(size):6.2f} (at most 1.3)")
    questions = bank(QUESTIONS)
    with TemporaryDirectory() as folder, ExitStack() as stack:
        stores = [("memory", 2), ("SQLite", 4)]
        where = {"memory": "memory:", "SQLite": str(Path(folder) / "rooms.sqlite3")}
        if sys.argv[1:] or shutil.which("redis-server"):
            stores.append(("Redis", 6))
            where["Redis"] = sys.argv[1] if sys.argv[1:] else stack.enter_context(redis())
        else:
            print("Redis is not installed, and not measured")
        for name, most in stores:
            ratios = []
            for _ in range(5):
                least = bare(questions)
                ratios.append(asyncio.run(appends(open_store(where[name]), questions)) / least)
            print(f"an append in 100 rooms, {name + ':':8} {median(ratios):6.2f} times the bare apply (at most {most})")


if __name__ == "__main__":
    main()
