"""What tests of rooms share: a Redis of their own, several workers over one store, and a game."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import time
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from quizzer import AnswerKey, Question, Rules, Session
from quizzer.rooms import Rooms, open_store

CAPITALS = {"France": "Paris", "Italy": "Rome", "Austria": "Vienna", "Norway": "Oslo", "Peru": "Lima"}
ROOM = "K7QX"


class RedisServer:
    """A Redis of our own on a free port. `stop` kills it; after `start` it has what it had saved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    def start(self, *options: str) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        command += ["--save", "", "--appendonly", "no", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.02)
        raise RuntimeError("Redis does not start")

    def ask(self, command: str) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), 10) as connection:
            connection.sendall(command.encode() + b"\r\n")
            return connection.recv(65_536)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def need_redis() -> None:
    """In CI nothing is skipped: there it is installed."""
    if shutil.which("redis-server") is None and not os.environ.get("CI"):
        pytest.skip("redis-server is not installed: apt-get install redis-server")


@asynccontextmanager
async def workers(where, count=2, **options):
    """So many workers over a store, each with a connection of its own where there are any."""
    shared = open_store(where)
    async with shared:
        stores = [shared, *(shared if where == "memory:" else open_store(where) for _ in range(count - 1))]
        for store in stores[1:]:
            if store is not shared:
                await store.__aenter__()
        rooms = [Rooms(store, lag=60, **options) for store in stores]
        for one in rooms:
            await one.__aenter__()
        try:
            yield rooms
        finally:
            for one in rooms:
                await one.__aexit__(None, None, None)
            for store in stores[1:]:
                if store is not shared:
                    await store.__aexit__(None, None, None)


def capitals() -> list[Question]:
    return [
        Question(id=land.lower(), text=f"What is the capital of {land}?", key=AnswerKey(city))
        for land, city in CAPITALS.items()
    ]


def new_session(mode="classic", **settings) -> Session:
    """A game about capitals, in the order in which they stand above."""
    return Session(capitals(), Rules.preset(mode, questions=5, **settings))


async def until(condition, seconds=20.0):
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)
