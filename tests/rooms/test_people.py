"""What a room keeps of people, who is erased from it, and what of it reaches the records."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest
from several_workers import ROOM, capitals, new_session, workers

from quizzer import AnswerKey, IllegalAction, Outcome, Question, Rules, Session
from quizzer.curation.ruling import group_protests
from quizzer.errors import RoomError
from quizzer.records import Records
from quizzer.rooms import player_of
from quizzer.session import Adjust, Answer, Join, Log, Next, Protest, Rename, Rule, Ruled, Start, Stop

ADA, BOB = player_of("the secret of ada"), player_of("the secret of bob")


def run(coroutine):
    return asyncio.run(asyncio.wait_for(coroutine, 60))


def replayed(data: bytes) -> Session:
    return Session.replay(Log.read(data.splitlines(True)))


async def played(rooms) -> Session:
    """A game in which Ada and Bob answer, protest and are ruled on, and Ada tells of a gap."""
    gap = Question(id="gap", text="What is the capital of Atlantis?", key=None)
    session = Session([*capitals()[:3], gap], Rules.preset("classic", questions=4, prompts=1))
    await rooms.create(ROOM, session, banks=["/banks/capitals.yaml"])
    async with rooms.watch(ROOM) as room:

        async def send(*actions):
            for action in actions:
                await room.send(
                    action, sender=f"phone of {getattr(action, 'player', 'host')}", count=room.fold.entries + 1
                )

        await send(Join(ADA, name="Ada Lovelace"), Join(BOB, name="Bob"), Start())
        await send(Answer(ADA, "Lutetia Adae"), Rename(ADA, "Countess"), Answer(BOB, "Paris"))
        ruling = next(event.seq for event in room.session.events if isinstance(event, Ruled))
        await send(Protest(ADA, ruling, "I, Ada, say so"), Rule(ruling, Outcome.CORRECT, by=BOB), Next())
        await send(Answer(BOB, "Rome"), Answer(ADA, "Roma Adae"), Adjust(ADA, 2.0, "Ada is nice"), Next())
        with pytest.raises(IllegalAction):
            await send(Answer(ADA, "too late", question=1))
        await send(Answer(ADA, "Vienna"), Answer(BOB, "Linz"), Protest(BOB, why="near"), Next())
        await send(Answer(ADA, "Poseidonis"), Answer(BOB, "Nobody knows"), Stop())
        return room.session


def test_who_is_erased_leaves_verdicts_and_scores(where):
    async def game():
        async with workers(where) as (one, other):
            before = await played(one)
            await other.erase(ROOM, ADA)
            data = await one.export(ROOM)
            for told in (ADA, "Ada Lovelace", "Countess", "Adae", "Poseidonis", "I, Ada", "nice", "phone of"):
                assert told.encode() not in data
            assert b"Nobody knows" in data  # what others said stays
            session = replayed(data)
            assert len(session.events) == len(before.events)
            assert {one.name for one in session.standings()} == {"player 1 (2)", "Bob"}
            scores = [(one.rank, one.points, one.right) for one in session.standings()]
            assert scores == [(one.rank, one.points, one.right) for one in before.standings()]
            assert session.events[-1].at == before.events[-1].at
            async with other.watch(ROOM) as room:
                assert room.session == session
                with pytest.raises(RoomError, match="closed"):
                    room.send(Join("cy"))
            with pytest.raises(RoomError, match="no player with this id"):
                await one.erase(ROOM, ADA)
            await other.erase(ROOM, BOB)
            assert b"Bob" not in await one.export(ROOM)

    run(game())


def test_what_was_learnt_reaches_the_records_once(tmp_path):
    async def game():
        async with workers("memory:") as (one, other), asyncio.timeout(60):
            await played(one)
            with Records.open(tmp_path / "records") as records:
                number = await one.bring_home(ROOM, records, known={BOB: "Bob"})
                assert number is not None
                assert await other.bring_home(ROOM, records, known={BOB: "Bob"}) == number
                ours, theirs = records.protests()
                assert (ours.player, ours.given, ours.outcome) == ("guest 1", "Lutetia Adae", "incorrect")
                assert (theirs.player, theirs.given) == ("Bob", "Linz")
                assert ours.banks == ("/banks/capitals.yaml",)
                assert len(group_protests(records.protests(), lambda _: None)) == 2
                assert [(one.player, one.given) for one in records.contributions()] == [
                    ("guest 1", "Poseidonis"),
                    ("Bob", "Nobody knows"),
                ]
                assert [one.name for one in records.players()] == ["Bob", "guest 1"]
                assert records.statistics("Bob", datetime.now().astimezone().date()).answered == 3
                async with one.watch(ROOM) as room:
                    await room.send(Protest(ADA, why="after all"))
                assert await one.bring_home(ROOM, records, known={BOB: "Bob"}) == number
                assert len(records.protests()) == 3
                bank = [*capitals()[:3], Question(id="gap", text="What is the capital of Atlantis?", key=None)]
                bank[2] = Question(id="austria", text=bank[2].text, key=AnswerKey("Vienna", accept=["Linz"]))
                assert len(records.rescore(number, bank)) == 1
                assert await other.bring_home(ROOM, records, known={BOB: "Bob"}) == number

    run(game())


def test_a_game_that_goes_on_is_not_brought_home(tmp_path):
    async def game():
        async with workers("memory:", 1) as (rooms,):
            await rooms.create(ROOM, new_session())
            async with rooms.watch(ROOM) as room:
                await room.send(Join(ADA))
                await room.send(Start())
            with Records.open(tmp_path / "records") as records:
                assert await rooms.bring_home(ROOM, records, known={}) is None
                assert records.players() == []

    run(game())
