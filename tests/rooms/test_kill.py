"""Workers are killed with SIGKILL in the middle, and Redis too: what was acknowledged is there, and counts once."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from several_workers import ROOM, RedisServer, need_redis, new_session, until, workers

from quizzer.errors import StoreError
from quizzer.rooms import Rooms, open_store
from quizzer.session import Adjust, Join, ScoreAdjusted, Start

KILLS, SENDERS = 4, 2


async def worker(where: str, sender: str, count: int) -> None:
    """Gives ada a point again and again, and prints the count of each that was acknowledged, until it is killed."""
    async with open_store(where) as store, Rooms(store) as rooms, rooms.watch(ROOM) as room:
        while True:
            await room.send(Adjust("ada", 1.0, sender), sender=sender, count=count)
            print(count, flush=True)
            count += 1


def start(where: str, sender: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, where, sender, str(count)]
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=path)


async def begin(where: str) -> None:
    async with workers(where, 1) as (rooms,):
        await rooms.create(ROOM, new_session(question_seconds=1000))
        async with rooms.watch(ROOM) as room:
            await room.send(Join("ada"))
            await room.send(Start())


async def points_of(where: str) -> dict[str, int]:
    """How many points each sender has given, as two new workers find it."""
    async with workers(where) as (one, other), one.watch(ROOM) as here, other.watch(ROOM) as there:
        await until(lambda: here.session.events == there.session.events)
        given = [event.why for event in here.session.events if isinstance(event, ScoreAdjusted)]
        assert here.session.standings()[0].points == len(given)
        return {sender: given.count(sender) for sender in set(given)}


@pytest.mark.slow
@pytest.mark.parametrize("store", ["sqlite", "redis"])
def test_killed_workers_lose_nothing_and_count_nothing_twice(store, tmp_path, request):
    if store == "redis":
        request.getfixturevalue("redis").ask("FLUSHALL")
    where = str(tmp_path / "rooms") if store == "sqlite" else request.getfixturevalue("redis").url
    asyncio.run(begin(where))
    told = {f"phone {number}": 0 for number in range(SENDERS)}
    for kill in range(KILLS):
        # What was not acknowledged is sent again with its count.
        running = {sender: start(where, sender, count + 1) for sender, count in told.items()}
        for sender, process in running.items():
            for _ in range(5 + 7 * kill):
                told[sender] = int(process.stdout.readline())
        for process in running.values():
            process.kill()
        for sender, process in running.items():
            rest = process.communicate()[0].split("\n")
            told[sender] = max([told[sender], *(int(line) for line in rest[:-1] if line)])
    found = asyncio.run(points_of(where))
    for sender, count in told.items():
        assert count <= found[sender] <= count + 1  # the last may be there, and was not acknowledged
    assert min(told.values()) > 10 * KILLS


@pytest.mark.slow
def test_redis_that_forgets_its_last_moments_is_found_out(tmp_path):
    need_redis()
    server = RedisServer(tmp_path)

    async def game():
        async with workers(server.url) as (one, other):
            await one.create(ROOM, new_session())
            async with one.watch(ROOM) as here, other.watch(ROOM) as there:
                for name in ("ada", "bob"):
                    await here.send(Join(name))
                assert b"OK" in server.ask("SAVE")
                await here.send(Join("cy"))
                await until(lambda: there.session.players == ("ada", "bob", "cy"))
                server.stop()
                waiting = there.send(Join("dan"), sender="phone", count=1)
                await asyncio.sleep(0.3)
                server.start()
                await until(lambda: here.is_closed and there.is_closed)  # their subscribers watch it anew
                with suppress(StoreError):
                    await waiting
            async with one.watch(ROOM) as here, other.watch(ROOM) as there:
                await there.send(Join("dan"), sender="phone", count=1)
                await until(lambda: here.session.players == there.session.players == ("ada", "bob", "dan"))
                assert here.session == there.session

    try:
        asyncio.run(asyncio.wait_for(game(), 60))
    finally:
        server.stop()


@pytest.mark.slow
def test_the_time_that_a_restart_took_does_not_count(tmp_path):
    where = str(tmp_path / "rooms")

    async def first():
        async with workers(where, 1) as (rooms,):
            await rooms.create(ROOM, new_session(question_seconds=4))
            async with rooms.watch(ROOM) as room:
                await room.send(Join("ada"))
                await room.send(Start())
                return room.session.at

    async def second():
        async with workers(where, 1) as (rooms,), rooms.watch(ROOM) as room:
            return room.session.phase, room.now

    began = asyncio.run(first())
    time.sleep(5)
    phase, now = asyncio.run(second())
    assert phase == "asking"
    assert now < began + 4


if __name__ == "__main__":
    asyncio.run(worker(sys.argv[1], sys.argv[2], int(sys.argv[3])))
