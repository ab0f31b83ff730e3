"""What a room's server does at its sockets and pages, without a browser: who is told what, strangers, limits."""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import wraps
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from quizzer import AnswerKey, Question, Rules, Session
from quizzer.rooms import Room, Rooms, open_store, player_of
from quizzer.web import audience, server, sockets
from quizzer.web.server import make_app, make_server

KEY = "the key of the host"
RIVERS = {"Vienna": "Danube", "Paris": "Seine", "Cairo": "Nile"}


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audience, "AWAY_SECONDS", 0.05)


def in_a_loop(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """A test that is a coroutine; one that hangs fails."""

    @wraps(test)
    def run(*arguments: Any, **named: Any) -> None:
        asyncio.run(asyncio.wait_for(test(*arguments, **named), 60))

    return run


class Place:
    """A server with one room, and what somebody needs to get in."""

    def __init__(self, port: int, room: Room) -> None:
        self.port, self.room = port, room
        self.address = f"http://127.0.0.1:{port}"
        self.people: list[Person] = []

    async def get(self, path: str, **headers: str) -> httpx.Response:
        async with httpx.AsyncClient() as client:
            return await client.get(self.address + path, headers=headers)

    async def stranger(self, code: str = "RIVER", **hello: str) -> Person:
        """Somebody who has said nothing yet."""
        url = f"ws://127.0.0.1:{self.port}/{code}/socket"
        person = Person(await connect(url, compression=None, max_queue=None), hello)
        self.people.append(person)
        return person

    async def person(self, name: str = "", **hello: str) -> Person:
        """Somebody at a socket; with a name they have joined."""
        person = await self.stranger(**hello)
        await person.send(**person.hello)
        await person.hear("hello")
        if name:
            await person.send(type="join", name=name, count=1)
            await person.hear("taken")
        return person


class Person:
    """One end of a socket, and all that came over it."""

    def __init__(self, connection: ClientConnection, hello: dict[str, str]) -> None:
        self.socket = connection
        self.hello = {"type": "hello", "secret": secrets.token_hex(16), "connection": secrets.token_hex(8), **hello}
        self.heard: list[dict[str, Any]] = []

    async def send(self, **line: object) -> None:
        await self.socket.send(json.dumps(line))

    async def hear(self, kind: str) -> dict[str, Any]:
        """Wait for a line of that type; what came with it is heard too."""
        while True:
            lines = [json.loads(line) for line in str(await self.socket.recv()).split("\n")]
            self.heard += lines
            if found := [line for line in lines if line["type"] == kind]:
                return found[0]

    async def closed(self) -> tuple[int, str]:
        """Wait for the end; its code and its reason."""
        with suppress(ConnectionClosed):
            async for _ in self.socket:
                pass
        return self.socket.close_code or 0, self.socket.close_reason or ""


@asynccontextmanager
async def serving(**rules: Any) -> AsyncIterator[Place]:
    """A server with a room about rivers."""
    questions = [
        Question(id=city, text=f"Which river flows through {city}?", key=AnswerKey(river))
        for city, river in RIVERS.items()
    ]
    session = Session(questions, Rules.preset("classic", host=player_of(KEY), questions=3, **rules))
    place = socket.create_server(("127.0.0.1", 0))
    port = place.getsockname()[1]

    async def at_end(_: str) -> None:
        return

    async with open_store("memory:") as store, Rooms(store, lag=60) as rooms:
        await rooms.create("RIVER", session, title="Rivers")
        web = make_server(make_app(rooms, public_url=f"http://127.0.0.1:{port}", at_end=at_end))
        running = asyncio.create_task(web.serve(sockets=[place]))
        async with rooms.watch("RIVER") as room:
            here = Place(port, room)
            try:
                yield here
            finally:
                for person in here.people:
                    await person.socket.close()
                web.should_exit = True
                await running


async def host(place: Place) -> Person:
    return await place.person(role="host", secret=KEY)


# -- who is told what


@in_a_loop
async def test_everybody_is_told_what_the_session_shows_them_with_its_numbers() -> None:
    async with serving() as place:
        people = {name: await place.person(name) for name in ("Ada", "Ben", "Cem")}
        screen, leader = await place.person(role="onlooker"), await host(place)
        await leader.send(type="start")
        for given in ("Danube", "Rhine", "Seine"):
            await screen.hear("question_asked")
            for name, person in people.items():
                if name == "Cem":
                    await person.send(type="hint")
                    await person.hear("hint_given")
                await person.send(type="answer", given=given)
                await person.hear("ruled")
            await screen.hear("revealed")
            await leader.send(type="next")
        everybody = [*people.values(), screen]
        for person in everybody:
            await person.hear("unknown")
        gathered = ("player_joined", "submitted")
        for person in everybody:
            player = player_of(person.hello["secret"]) if person is not screen else None
            known = json.loads(json.dumps([json.loads(line) for line in shown(place.room, player)]))
            told = [line for line in person.heard if "seq" in line and line["type"] != "player_joined"]
            assert told == [
                event for event in known if event["type"] not in gathered and event["seq"] >= told[0]["seq"]
            ]
            assert len(told) >= 10


def shown(room: Room, player: str | None) -> list[str]:
    import msgspec

    return [msgspec.json.encode(event).decode() for event in room.session.events_for(player)]


@in_a_loop
async def test_who_comes_back_sees_their_verdict_and_how_many_of_their_actions_were_taken() -> None:
    async with serving() as place:
        ada, leader = await place.person("Ada"), await host(place)
        await place.person("Ben")
        await leader.send(type="start")
        await ada.hear("question_asked")
        await ada.send(type="answer", given="Rhine", count=2)
        await ada.hear("ruled")
        await ada.socket.close()
        back = await place.person(**ada.hello)
        hello = back.heard[0]
        assert hello["count"] == 2
        assert hello["view"]["phase"] == "asking"
        assert [event["outcome"] for event in hello["events"]] == ["incorrect"]


@in_a_loop
async def test_many_answers_come_as_few_counts() -> None:
    async with serving() as place:
        screen, leader = await place.person(role="onlooker"), await host(place)
        people = [await place.person(f"Player {number}") for number in range(30)]
        await leader.send(type="start")
        await screen.hear("question_asked")
        await asyncio.gather(*(person.send(type="answer", given="Rhine") for person in people))
        await screen.hear("revealed")
        counts = [line for line in screen.heard if line["type"] == "presence"]
        assert len(counts) < 25  # 30 came and 30 answered
        assert len([line for line in people[0].heard if line["type"] in ("submitted", "player_joined")]) <= 1


@in_a_loop
async def test_no_line_tells_an_open_answer() -> None:
    async with serving() as place:
        ada, ben = await place.person("Ada"), await place.person("Ben")
        screen, leader = await place.person(role="onlooker"), await host(place)
        await leader.send(type="start")
        await ada.hear("question_asked")
        await ada.send(type="answer", given="the danube")
        verdict = await ada.hear("ruled")
        assert verdict["outcome"] == "correct"
        await screen.hear("presence")
        await ben.send(type="view")
        await ben.hear("view")
        for person in (screen, ben):
            assert not [line for line in person.heard if "anube" in json.dumps(line) or "correct" in json.dumps(line)]
        await ben.send(type="answer", given="Rhine")
        assert (await screen.hear("revealed"))["answer"] == "Danube"


@in_a_loop
async def test_what_quizzer_says_is_said_in_the_readers_language() -> None:
    async with serving() as place:
        ada, leader = await place.person("Ada", language="de"), await host(place)
        await place.person("Ben")
        await leader.send(type="start")
        await ada.hear("question_asked")
        await ada.send(type="answer", given="the Danub")
        assert "Buchstabe" in (await ada.hear("ruled"))["message"]
        await ada.send(type="answer", given="Rhine")
        assert (await ada.hear("error"))["message"] == "Ada hat diese Frage schon beantwortet oder aufgegeben"


@in_a_loop
async def test_who_is_kicked_is_sent_away() -> None:
    async with serving() as place:
        ada, leader = await place.person("Ada"), await host(place)
        await leader.send(type="kick", player=player_of(ada.hello["secret"]))
        assert await ada.closed() == (4000, "kicked")


@in_a_loop
async def test_a_host_locks_the_room() -> None:
    async with serving() as place:
        await place.person("Ada")
        leader = await host(place)
        await leader.send(type="lock")
        await leader.hear("game_locked")
        late = await place.person()
        await late.send(type="join", name="Late")
        assert (await late.hear("error"))["code"] == "locked"
        await late.send(type="lock", locked=False)
        assert (await late.hear("error"))["code"] == "not_allowed"


# -- strangers


@pytest.mark.parametrize("path", ["/", "/RIVER", "/river/screen", "/RIVER/host", "/static/game.js", "/RIVER/code.svg"])
@in_a_loop
async def test_every_answer_allows_no_script_but_ours_and_no_foreign_host(path: str) -> None:
    async with serving() as place:
        answer = await place.get(path)
        assert answer.status_code == 200
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert f"ws://127.0.0.1:{place.port} " in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"


@in_a_loop
async def test_a_page_of_another_site_gets_no_socket() -> None:
    async with serving() as place:
        url = f"ws://127.0.0.1:{place.port}/RIVER/socket"
        with pytest.raises(InvalidStatus, match="403"):
            await connect(url, origin="https://elsewhere.example")  # type: ignore[arg-type]
        own = await connect(url, origin=place.address)  # type: ignore[arg-type]
        await own.close()


@in_a_loop
async def test_who_guesses_codes_has_to_wait_and_who_plays_has_not() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "_WRONG_CODES", (3, 0.0001))
        async with serving() as place:
            answers = [(await place.get(f"/GUESS{number}")).status_code for number in range(5)]
            assert answers == [404, 404, 404, 429, 429]
            assert (await place.get("/RIVER")).status_code == 200
            guess = await place.stranger("GUESS")
            assert await guess.closed() == (4429, "too_many")


@in_a_loop
async def test_a_room_that_is_not_there_closes_the_socket_for_good() -> None:
    async with serving() as place:
        guess = await place.stranger("GUESS")
        assert await guess.closed() == (4404, "unknown_room")


@pytest.mark.parametrize(
    ("hello", "reason"),
    [
        ({"role": "host", "secret": "a guess"}, "bad_key"),
        ({"role": "player", "secret": "short"}, "bad_hello"),
        ({"role": "king"}, "bad_hello"),
        ({"language": "xx"}, "bad_hello"),
        ({"secret": "s" * 65}, "bad_hello"),
        ({"type": "answer"}, "bad_hello"),
    ],
)
@in_a_loop
async def test_who_says_a_wrong_hello_is_sent_away(hello: dict[str, str], reason: str) -> None:
    async with serving() as place:
        guess = await place.stranger(**hello)
        await guess.send(**guess.hello)
        assert await guess.closed() == (4000, reason)


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[]",
        '{"type":[]}',
        '{"type":"fly"}',
        '{"type":"tick"}',
        '{"type":"away","player":"x"}',
        '{"count":-1}',
        "[" * 9000,
    ],
)
@in_a_loop
async def test_a_line_that_is_no_action_is_refused_and_the_socket_stays(line: str) -> None:
    async with serving() as place:
        ada = await place.person("Ada")
        await ada.socket.send(line)
        assert (await ada.hear("error"))["code"] in ("bad_line", "not_allowed")
        await ada.send(type="rename", player=player_of(ada.hello["secret"]), name="Adele", count=2)
        assert (await ada.hear("taken"))["count"] == 2


@in_a_loop
async def test_a_player_acts_for_nobody_else_and_the_host_for_all() -> None:
    async with serving() as place:
        ada, ben = await place.person("Ada"), await place.person("Ben")
        other = player_of(ben.hello["secret"])
        for action in ({"type": "kick"}, {"type": "rename", "name": "Fool"}, {"type": "adjust", "points": 9}):
            await ada.send(**action, player=other)
            assert (await ada.hear("error"))["code"] == "not_allowed"
        leader = await host(place)
        await leader.send(type="rename", player=other, name="Benedikt")
        assert (await leader.hear("player_renamed"))["name"] == "Benedikt"


# -- limits


@in_a_loop
async def test_a_socket_that_says_too_much_is_closed() -> None:
    async with serving() as place:
        ada = await place.person("Ada")
        for _ in range(sockets.BURST + 20):
            await ada.send(type="view")
        assert await ada.closed() == (4000, "too_many")


@in_a_loop
async def test_a_message_that_is_too_long_closes_the_socket() -> None:
    async with serving() as place:
        ada = await place.person("Ada")
        await ada.send(type="join", name="A" * 20_000)
        assert (await ada.closed())[0] == 1009


@pytest.mark.parametrize("limit", ["HELLO_SECONDS", "IDLE_SECONDS"])
@in_a_loop
async def test_a_socket_that_says_nothing_is_closed_and_may_come_back(limit: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sockets, limit, 0.2)
        async with serving() as place:
            silent = await place.stranger()
            if limit == "IDLE_SECONDS":
                await silent.send(**silent.hello)
            assert (await silent.closed())[0] == 1012


@in_a_loop
async def test_a_socket_that_falls_behind_is_closed_to_come_back() -> None:
    watcher = audience.Watcher("onlooker", None)
    for number in range(audience.MOST_BEHIND):
        watcher.send(str(number))
    assert not watcher.closed.done()
    watcher.send("one too many")
    assert watcher.closed.result() == ""
    assert (await watcher.next()).split("\n") == [str(number) for number in range(audience.MOST_BEHIND)]


@in_a_loop
async def test_who_comes_while_the_worker_gives_the_room_up_is_told_to_come_again() -> None:
    async with serving() as place:
        ada, late = await place.person("Ada"), await place.stranger()
        await asyncio.sleep(0.1)
        place.room.close("this worker is too busy")
        assert (await ada.closed())[0] == 1012
        await late.send(**late.hello)
        assert (await late.closed())[0] == 1012
        assert (await place.person(**ada.hello)).heard[0]["view"]["players"][0]["name"] == "Ada"


@in_a_loop
async def test_what_cannot_be_kept_is_not_taken_and_the_page_comes_back() -> None:
    with pytest.MonkeyPatch.context() as patch:
        async with serving() as place:
            ada = await place.person("Ada")
            patch.setattr("quizzer.rooms.room._BACKLOG", 0)
            await ada.send(type="leave", count=2)
            assert (await ada.closed())[0] == 1012
            patch.setattr("quizzer.rooms.room._BACKLOG", 10)
            assert (await place.person(**ada.hello)).heard[0]["count"] == 1


@in_a_loop
async def test_newcomers_of_a_room_come_one_after_the_other() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audience, "JOINS", 3)
        patch.setattr(audience, "JOINS_A_SECOND", 0.001)
        async with serving() as place:
            for name in ("Ada", "Ben", "Cem"):
                await place.person(name)
            late = await place.person()
            await late.send(type="join", name="Late")
            assert (await late.hear("error"))["code"] == "too_many_joins"
