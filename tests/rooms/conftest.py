"""Rooms over each store: in memory, in a SQLite file, and in a Redis that the tests start themselves."""

from __future__ import annotations

import pytest
from several_workers import RedisServer, need_redis


@pytest.fixture(scope="session")
def redis(tmp_path_factory):
    need_redis()
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture(params=["memory:", "sqlite", "redis"])
def where(request, tmp_path):
    """Where rooms are kept: what `open_store` takes, and nothing is there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "rooms.sqlite3")
    if request.param == "redis":
        server = request.getfixturevalue("redis")
        server.ask("FLUSHALL")
        return server.url
    return request.param
