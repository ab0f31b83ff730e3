"""How `quizzer host` does beside a bare server: python tests/benchmarks/bench_host.py [PART…] [--rooms N] [--crowd N]

Parts, of about two minutes each, all of them if none is named:
    rooms     100 rooms of 20 players, each answering every 5 s: the waits for verdicts, and memory
    crowd     2,000 players join one room; how far apart they get a reveal
    workers   the same rooms with one worker and with two, over Redis
    kill      two workers, one of which is killed: how long until everybody is back, whose score differs

Load and servers share the machine. The bare server is Starlette that sends every socket of a room as many frames, of
the same size, as quizzer does; what quizzer costs beyond that is its own. Figures are ratios within one run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import resource
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

BARE = """
import asyncio, sys, uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
rooms = {}
async def play(socket):
    await socket.accept()
    room = rooms.setdefault(socket.path_params["room"], set())
    room.add(socket)
    try:
        while True:
            given = await socket.receive_text()
            if given.startswith("all"):
                for other in tuple(room):
                    await other.send_text(given)
            else:
                await socket.send_text(given)
    except Exception:
        room.discard(socket)
app = Starlette(routes=[WebSocketRoute("/{room}/socket", play)])
uvicorn.run(app, port=int(sys.argv[1]), log_level="critical", ws="websockets-sansio", ws_per_message_deflate=False)
"""
BETWEEN = 5.0
"""Seconds in which each player of a room answers once."""


def bank(folder: Path) -> Path:
    """Ten questions with the answer Yes1 to Yes10."""
    path = folder / "bank.yaml"
    rows = "".join(f'  - {{id: q{n}, ask: "Which is the word number {n}?", answer: Yes{n}}}\n' for n in range(1, 11))
    path.write_text(f"title: Words\nquestions:\n{rows}", encoding="utf-8")
    return path


def free_port() -> int:
    """A port that nobody has just now."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


class Client:
    """A connection that comes back by itself, at another worker where the first is gone, and sends again what was not
    taken."""

    def __init__(self, urls: Sequence[str], **hello: str) -> None:
        self.urls, self.hello = list(urls), {"type": "hello", "connection": secrets.token_hex(8), **hello}
        self.count, self.waiting = 0, list[dict[str, object]]()
        self.lost: list[float] = []
        self.back: list[float] = []
        self.is_over = False
        self.socket: ClientConnection | None = None
        self.is_there = asyncio.Event()

    async def come(self) -> None:
        """Connect, and wait for the view."""
        self.running = asyncio.create_task(self._run())
        await self.is_there.wait()

    async def send(self, **action: object) -> None:
        self.count += 1
        counted = {**action, "count": self.count}
        self.waiting.append(counted)
        with suppress(ConnectionClosed):
            if self.socket is not None:
                await self.socket.send(json.dumps(counted))

    async def taken(self) -> None:
        """Wait until the server has taken all that was sent."""
        while self.waiting:
            await asyncio.sleep(0.02)

    async def end(self) -> None:
        self.is_over = True
        self.running.cancel()
        if self.socket is not None:
            await self.socket.close()

    def hear(self, line: str) -> None:
        """One line that came."""

    async def _run(self) -> None:
        while not self.is_over:
            with suppress(ConnectionClosed, InvalidHandshake, InvalidMessage, OSError):
                async with connect(self.urls[0], compression=None, max_size=None) as self.socket:
                    await self.socket.send(json.dumps(self.hello))
                    async for data in self.socket:
                        self._read(str(data))
            if not self.is_over:
                self.lost.append(time.perf_counter())
                self.urls = [*self.urls[1:], self.urls[0]]
                await asyncio.sleep(random.uniform(0.1, 0.4))

    def _read(self, data: str) -> None:
        for line in data.split("\n"):
            if line.startswith('{"type":"hello"'):
                if len(self.back) < len(self.lost):
                    self.back.append(time.perf_counter())
                self._forget(json.loads(line)["count"])
                self.is_there.set()
                for action in self.waiting:
                    self._sending = asyncio.create_task(self.socket.send(json.dumps(action)))  # type: ignore[union-attr]
            elif line.startswith('{"type":"taken"'):
                self._forget(json.loads(line)["count"])
            self.hear(line)

    def _forget(self, count: int) -> None:
        self.waiting = [action for action in self.waiting if int(str(action["count"])) > count]


class Player(Client):
    """One who plays: the waits for verdicts, when each reveal came, the points."""

    def __init__(self, urls: Sequence[str]) -> None:
        super().__init__(urls, secret=secrets.token_hex(16))
        self.waits: list[float] = []
        self.reveals: dict[int, float] = {}
        self.bytes = self.frames = self.open = 0
        self.asked = asyncio.Event()
        self.points = 0.0
        self._sent = 0.0

    async def join(self, name: str) -> None:
        await self.come()
        await self.send(type="join", name=name)
        await self.taken()

    async def question(self, number: int) -> str:
        """Wait until this question is open; its right answer."""
        while self.open != number:
            self.asked.clear()
            await self.asked.wait()
        return f"Yes{self.word}"

    async def answer(self, given: str) -> None:
        self._sent = time.perf_counter()
        await self.send(type="answer", given=given, question=self.open)

    def _read(self, data: str) -> None:
        self.frames += 1
        self.bytes += len(data)
        super()._read(data)

    def hear(self, line: str) -> None:
        kind = line[9:30]
        if kind.startswith(("question_asked", 'hello"')):
            told = json.loads(line)
            question = told["view"].get("question") if "view" in told else told
            if told.get("view", {}).get("revealed"):
                self.reveals.setdefault(self.open, time.perf_counter())
            if question is not None:
                self.open, self.word = question["number"], re.search(r"number (\d+)", question["text"])[1]  # type: ignore[index]
                self.asked.set()
        elif kind.startswith('ruled"'):
            self.waits.append(time.perf_counter() - self._sent)
        elif kind.startswith('revealed"'):
            self.reveals[self.open] = time.perf_counter()
        elif kind.startswith('place"'):
            self.points = json.loads(line)["points"]


class Host(Client):
    """Starts the game, and goes on when a question is closed."""

    def __init__(self, urls: Sequence[str], key: str) -> None:
        super().__init__(urls, role="host", secret=key)
        self.phase = ""

    async def until(self, phase: str) -> None:
        while self.phase != phase:
            await asyncio.sleep(0.05)

    def hear(self, line: str) -> None:
        if line.startswith('{"type":"now"'):
            self.phase = json.loads(line)["phase"]
        elif line.startswith('{"type":"hello"'):
            self.phase = json.loads(line)["view"]["phase"]


async def make_rooms(store_url: str, count: int, folder: Path) -> list[tuple[str, str]]:
    """So many rooms over the bank of words; the code and the host's key of each."""
    from quizzer import Rules, Session, load_bank
    from quizzer.rooms import Rooms, open_store, player_of

    words = load_bank(str(bank(folder)))
    made = []
    async with open_store(store_url) as store, Rooms(store) as rooms:
        for number in range(count):
            key = secrets.token_hex(16)
            rules = Rules.preset("classic", host=player_of(key), own_hints=True, max_players=5000, grace_seconds=0.5)
            code = "R" + "".join("ABCDEFGHJK"[int(digit)] for digit in f"{number:04}")
            await rooms.create(code, Session(words.questions, rules), title="Words")
            made.append((code, key))
    return made


@contextmanager
def workers(
    store_url: str, code: str, folder: Path, count: int = 1
) -> Iterator[list[tuple[str, subprocess.Popen[bytes]]]]:
    """So many workers over the store, each with its address."""
    running = []
    try:
        for _ in range(count):
            port = free_port()
            words = ["host", "--room", code, "--store", store_url, "--port", str(port), "--no-browser"]
            environment = {**os.environ, "QUIZZER_HOME": str(folder)}
            command = [sys.executable, "-m", "quizzer", *words]
            worker = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
            running.append((f"ws://127.0.0.1:{port}", worker))
            wait_for(port)
        yield running
    finally:
        for _, worker in running:
            worker.kill()
            worker.wait()


def wait_for(port: int) -> None:
    """Wait until somebody listens there."""
    for _ in range(600):
        with socket.socket() as place:
            if place.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


class Played:
    """What came of games in many rooms."""

    def __init__(self, people: list[Player], hosts: list[Host]) -> None:
        self.people, self.hosts = people, hosts
        self.waits = [wait for player in people for wait in player.waits]
        self.points = [player.points for player in people]

    def percentile(self, share: float) -> float:
        """The wait that this share of waits does not exceed."""
        return percentile(self.waits, share)

    async def end(self) -> None:
        for client in (*self.people, *self.hosts):
            await client.end()


def percentile(waits: list[float], share: float) -> float:
    return sorted(waits)[min(len(waits) - 1, int(len(waits) * share))]


async def play_rooms(
    made: Sequence[tuple[str, str]],
    addresses: Sequence[str],
    players: int,
    questions: int,
    look: Callable[[], None] = lambda: None,
) -> Played:
    """Games in all rooms side by side, each player answering every 5 seconds. Rooms and players are spread over the
    workers at the `addresses`. After the last question, and before any game ends, it calls `look`."""
    all_have_played = asyncio.Barrier(len(made))
    everybody: list[Player] = []
    hosts: list[Host] = []

    async def play(place: int, code: str, key: str) -> None:
        def urls(number: int) -> list[str]:
            order = [*addresses[number % len(addresses) :], *addresses[: number % len(addresses)]]
            return [f"{address}/{code}/socket" for address in order]

        host, people = Host(urls(0), key), [Player(urls(number)) for number in range(players)]
        everybody.extend(people)
        hosts.append(host)
        await asyncio.sleep(place * BETWEEN / len(made))
        await host.come()
        for number, player in enumerate(people):
            await player.join(f"Player {number}")
        await host.send(type="start")
        for asked in range(1, questions + 1):
            rights = await asyncio.gather(*(player.question(asked) for player in people))
            began = time.perf_counter()
            for number, player in enumerate(people):
                await asyncio.sleep(max(0.0, began + number * BETWEEN / players - time.perf_counter()))
                await player.answer(rights[number] if (number + asked) % 2 else "No")
            await asyncio.sleep(max(0.0, began + BETWEEN - time.perf_counter()))
            await host.until("explaining")
            while any(asked not in player.reveals and not player.lost for player in people):
                await asyncio.sleep(0.02)
            if asked < questions:
                await host.send(type="next", question=asked)
        if await all_have_played.wait() == 0:
            look()
        await all_have_played.wait()
        await host.send(type="stop")
        await host.until("over")

    await asyncio.gather(*(play(place, code, key) for place, (code, key) in enumerate(made)))
    return Played(everybody, hosts)


async def echo(port: int, rooms: int, players: int, size: int, frames: int, rounds: int) -> list[float]:
    """As many sockets and frames of that size at the bare server: the waits for each one's own echo."""
    waits: list[float] = []

    async def play(place: int) -> None:
        url = f"ws://127.0.0.1:{port}/r{place}/socket"
        await asyncio.sleep(place * BETWEEN / rooms)
        sockets = [await connect(url, compression=None) for _ in range(players)]
        own: list[asyncio.Queue[None]] = [asyncio.Queue() for _ in sockets]

        async def read(number: int) -> None:
            async for data in sockets[number]:
                if str(data).startswith("own"):
                    own[number].put_nowait(None)

        reading = [asyncio.create_task(read(number)) for number in range(players)]
        for _ in range(rounds):
            began = time.perf_counter()
            for number, one in enumerate(sockets):
                await asyncio.sleep(max(0.0, began + number * BETWEEN / players - time.perf_counter()))
                sent = time.perf_counter()
                await one.send("own".ljust(size))
                await own[number].get()
                waits.append(time.perf_counter() - sent)
                for _ in range(frames * (number + 1) // players - frames * number // players):
                    await one.send("all".ljust(size))
            await asyncio.sleep(max(0.0, began + BETWEEN - time.perf_counter()))
        for task in reading:
            task.cancel()
        for one in sockets:
            await one.close()

    await asyncio.gather(*(play(place) for place in range(rooms)))
    return waits


def memory_of(process: subprocess.Popen[bytes]) -> int:
    """Bytes that a process holds in memory."""
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) * 1024
    return 0


async def many_rooms(folder: Path, rooms: int, players: int = 20) -> None:
    """Verdicts in many rooms beside the bare server's echo, and what a player costs in memory."""
    store = str(folder / "rooms.sqlite3")
    made = await make_rooms(store, rooms, folder)
    with workers(store, made[0][0], folder) as running:
        ((address, worker),) = running
        first = Host([f"{address}/{made[0][0]}/socket"], made[0][1])
        await first.come()  # what the first visitor makes the server load is no player's
        before = memory_of(worker)
        await first.end()
        after = list[int]()
        played = await play_rooms(made, [address], players, 10, lambda: after.append(memory_of(worker)))
        await played.end()
    frames = statistics.mean(player.frames for player in played.people) / 10
    size = int(statistics.mean(player.bytes / player.frames for player in played.people))
    port = free_port()
    bare = subprocess.Popen([sys.executable, "-c", BARE, str(port)])
    try:
        wait_for(port)
        waits = await echo(port, rooms, players, size, max(1, round(frames) - 1), 5)
    finally:
        bare.kill()
        bare.wait()
    print(f"{rooms} rooms of {players}: {frames:.1f} frames of {size} bytes to each player for each question")
    for name, share, mark in (("median", 0.5, 3), ("99th percentile", 0.99, 5)):
        ours, theirs = played.percentile(share), percentile(waits, share)
        print(f"verdict to echo, {name}: {ours / theirs:.2f} (mark {mark}; {ours * 1e3:.2f} to {theirs * 1e3:.2f} ms)")
    print(f"memory of a player after ten questions: {(after[0] - before) / rooms / players / 1024:.1f} KB (mark 60)")


async def crowd(folder: Path, players: int) -> None:
    """How long so many take to join, and how far apart they get a reveal."""
    store = str(folder / "crowd.sqlite3")
    ((code, key),) = await make_rooms(store, 1, folder)
    with workers(store, code, folder) as running:
        urls = [f"{running[0][0]}/{code}/socket"]
        host, people = Host(urls, key), [Player(urls) for _ in range(players)]
        await host.come()
        began = time.perf_counter()

        async def join(number: int) -> None:
            await asyncio.sleep(5 * number / players)  # a crowd takes out its phones
            await people[number].join(f"Player {number}")

        await asyncio.gather(*(join(number) for number in range(players)))
        print(f"{players} players joined after {time.perf_counter() - began:.1f} s (mark 10)")
        await host.send(type="start")
        await asyncio.gather(*(player.question(1) for player in people))
        await asyncio.gather(*(player.answer("No") for player in people))
        while any(1 not in player.reveals for player in people):
            await asyncio.sleep(0.05)
        reveals = [player.reveals[1] for player in people]
        print(f"the last one got the reveal {max(reveals) - min(reveals):.2f} s after the first (mark 1)")
        await Played(people, [host]).end()


async def two_workers(folder: Path, rooms: int, players: int = 20) -> None:
    """The waits for verdicts with two workers over Redis beside those with one."""
    from several_workers import RedisServer

    redis, played = RedisServer(folder), []
    try:
        for count in (1, 2):
            redis.ask("FLUSHALL")
            made = await make_rooms(redis.url, rooms, folder)
            with workers(redis.url, made[0][0], folder, count) as running:
                played.append(await play_rooms(made, [address for address, _ in running], players, 5))
                await played[-1].end()
    finally:
        redis.stop()
    for name, share in (("median", 0.5), ("99th percentile", 0.99)):
        one, two = (each.percentile(share) for each in played)
        print(
            f"verdicts of two workers to one, {name}: {two / one:.2f} (mark 1.5; {two * 1e3:.2f} to {one * 1e3:.2f} ms)"
        )


async def killed_worker(folder: Path, rooms: int, players: int = 20) -> None:
    """A worker is killed in the middle of the games: when everybody is back, and whose score differs from a run
    without that."""
    from several_workers import RedisServer

    redis, played = RedisServer(folder), []
    try:
        for is_killed in (False, True):
            redis.ask("FLUSHALL")
            made = await make_rooms(redis.url, rooms, folder)
            with workers(redis.url, made[0][0], folder, 2) as running:
                if is_killed:
                    asyncio.get_running_loop().call_later(3 * BETWEEN, running[0][1].kill)
                played.append(await play_rooms(made, [address for address, _ in running], players, 5))
                await played[-1].end()
    finally:
        redis.stop()
    without, with_kill = played
    lost = [player for player in with_kill.people if player.lost]
    back = max(player.back[0] - player.lost[0] for player in lost)
    differ = sum(one != other for one, other in zip(without.points, with_kill.points, strict=True))
    print(f"{len(lost)} players lost their worker; the last of them was back after {back:.1f} s (mark 5)")
    print(f"{differ} of {len(with_kill.people)} scores differ from a run without the kill (mark 0)")


def main() -> None:
    """Run the parts that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = ("rooms", "crowd", "workers", "kill")
    parser.add_argument("parts", nargs="*", choices=[*parts, []], metavar="PART")
    parser.add_argument("--rooms", type=int, default=100)
    parser.add_argument("--crowd", type=int, default=2000)
    told = parser.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20_000), hard))
    for part in told.parts or parts:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            if part == "crowd":
                asyncio.run(crowd(folder, told.crowd))
            else:
                run = {"rooms": many_rooms, "workers": two_workers, "kill": killed_worker}[part]
                asyncio.run(run(folder, told.rooms))


if __name__ == "__main__":
    main()
