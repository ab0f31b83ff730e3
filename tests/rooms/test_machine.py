"""Random days in the life of a room: two workers with other referees, delays, kills, lost answers, wrong clocks.

Whatever happens, all folds are equal, nothing is lost that was acknowledged, and nothing counts twice."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from several_workers import ROOM, until

from quizzer import AnswerKey, Canon, IllegalAction, Question, Rules, Session
from quizzer.errors import StoreError
from quizzer.rooms import Rooms, open_store
from quizzer.rooms.entries import decode
from quizzer.rooms.stores.memory import InMemoryStore
from quizzer.rooms.stores.sqlite import SqliteStore
from quizzer.session import Adjust, Answer, Away, Hint, Join, Next, Pause, Protest, Resume, Skip, Start

PLAYERS = ("ada", "bob", "cy")
# To the first referee "Alien" is a slip of "Aliens"; the second knows that it is another film.
REFEREES = (Canon(["Heat"], kind="title"), Canon(["Heat", "Alien"], kind="title"))

people = st.sampled_from(PLAYERS)
actions = st.one_of(
    st.builds(Join, people),
    st.builds(Adjust, people, st.just(1.0)),
    st.builds(Answer, people, st.sampled_from(["Aliens", "Alien", "Heat"]), question=st.integers(1, 3)),
    st.builds(Hint, people, question=st.integers(1, 3)),
    st.builds(Away, people),
    st.builds(Protest, people),
    st.sampled_from([Start(), Next(), Skip(), Pause(), Resume()]),
)
steps = st.one_of(
    st.tuples(st.just("send"), st.integers(0, 1), actions),
    st.tuples(st.just("send"), st.integers(0, 1), actions),
    st.tuples(st.sampled_from(["again", "kill", "slow", "answers are lost", "wait"]), st.integers(0, 1), st.none()),
)


class Unreliable:
    """A worker's way to its store: it may be slow, lose answers, or be cut for good."""

    def __init__(self, store):
        self.store, self.slow, self.loses, self.is_cut = store, 0.0, 0, False

    def __getattr__(self, name):
        return getattr(self.store, name)

    async def append(self, *what):
        await asyncio.sleep(self.slow)
        if self.is_cut:
            raise StoreError("this worker was killed")
        found = await self.store.append(*what)
        if self.loses:
            self.loses -= 1
            raise StoreError("the answer was lost")
        return found


class Day:
    """Two workers over one store, and what was sent by whom."""

    def __init__(self, new_store):
        self.new_store = new_store
        self.stores, self.workers, self.rooms, self.leaving = [None] * 2, [None] * 2, [None] * 2, [None] * 2
        self.counts, self.unanswered, self.answered = [0, 0], {}, set()
        self.connection = [0, 0]

    async def begin(self, place):
        self.stores[place] = Unreliable(self.new_store(place))
        await self.stores[place].store.__aenter__()
        self.workers[place] = Rooms(self.stores[place], canon=lambda _: REFEREES[place], lag=60)
        await self.workers[place].__aenter__()

    async def watch(self, place):
        self.leaving[place] = self.workers[place].watch(ROOM)
        self.rooms[place] = await self.leaving[place].__aenter__()

    async def end(self, place):
        self.stores[place].is_cut = True
        with suppress(StoreError):
            await self.leaving[place].__aexit__(None, None, None)
        await self.workers[place].__aexit__(None, None, None)
        await self.stores[place].store.__aexit__(None, None, None)

    def send(self, place, action, key=None):
        if key is None:
            self.counts[place] += 1
            key = (f"connection {place}", self.counts[place])
        self.unanswered[key] = action
        try:
            future = self.rooms[place].send(action, sender=key[0], count=key[1])
        except IllegalAction:
            return
        future.add_done_callback(lambda done: self.answer(key, done))

    def answer(self, key, done):
        if not done.cancelled() and not isinstance(done.exception(), StoreError):
            self.answered.add(key)
            self.unanswered.pop(key, None)

    def resend(self, place):
        """What has no answer is sent again, in its order, by any worker."""
        for key in sorted(self.unanswered):
            if key[0] == f"connection {place}":
                self.send(place, self.unanswered[key], key)


async def live(day: Day, story) -> None:
    questions = [Question(id=f"q{number}", text="Which?", key=AnswerKey("Aliens", kind="title")) for number in range(3)]
    rules = Rules.preset(
        "classic", questions=3, question_seconds=0.05, hint_seconds=0.02, reading_seconds=0.03, tries=3
    )
    for place in (0, 1):
        await day.begin(place)
    session = Session(questions, rules, canon=REFEREES[0])
    await day.workers[0].create(ROOM, session)
    for place in (0, 1):
        await day.watch(place)
    for player in PLAYERS:
        day.send(0, Join(player))
    for what, place, action in story:
        match what:
            case "send":
                day.send(place, action)
            case "again":
                day.resend(place)
            case "slow":
                day.stores[place].slow = 0.01
            case "answers are lost":
                day.stores[place].loses = 1
            case "wait":
                await asyncio.sleep(0.02)
            case "kill":
                await day.end(place)
                await day.begin(place)
                await day.watch(place)
                day.resend(place)
        await asyncio.sleep(0)
    for place in (0, 1):
        day.stores[place].loses = 0
        day.resend(place)
    await until(lambda: not any(key not in day.answered for key in sorted(day.unanswered) if is_sent(day, key)))
    for room in day.rooms:
        if room.session.phase not in ("over", "lobby", "paused"):
            with suppress(IllegalAction):
                await room.send(Pause())
    await until(lambda: day.rooms[0].fold.entries == day.rooms[1].fold.entries)


def is_sent(day, key):
    return any(key in room._asked for room in day.rooms)


async def check(day: Day) -> None:
    one, other = day.rooms
    assert one.session == other.session
    assert one.session.view() == other.session.view()
    third = Rooms(day.stores[0].store, lag=60)  # which knows no canon, and asks nobody
    async with third, third.watch(ROOM) as room:
        await until(lambda: room.fold.entries == one.fold.entries)
        assert room.session.events == one.session.events
        assert room.session == one.session
        data = await day.stores[0].store.read(ROOM, room.nonce, None)
        entries = [entry for part in data[1:] for entry in decode(part.data)]
    there = {(entry.sender, entry.count): entry.action for entry in entries}
    assert day.answered <= set(there)
    given = [event.player for event in one.session.events if type(event).__name__ == "ScoreAdjusted"]
    sent = [action.player for action in there.values() if isinstance(action, Adjust)]
    assert all(given.count(player) <= sent.count(player) for player in PLAYERS)


def a_day(new_store, story) -> None:
    async def run():
        day = Day(new_store)
        try:
            async with asyncio.timeout(120):
                await live(day, story)
                await check(day)
        finally:
            for place in (0, 1):
                await day.end(place)

    asyncio.run(run())


def examples(count):
    return settings(max_examples=count, suppress_health_check=list(HealthCheck), print_blob=True)


def in_memory():
    shared = InMemoryStore()
    return lambda place: shared


@examples(12)
@given(st.lists(steps, max_size=25))
def test_days_in_memory(story):
    a_day(in_memory(), story)


@pytest.mark.slow
@examples(150)
@given(st.lists(steps, max_size=60))
def test_many_days_in_memory(story):
    a_day(in_memory(), story)


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [0.0, -3600.0, 3600.0])
def test_days_in_sqlite_where_one_clock_is_wrong(tmp_path_factory, wrong):
    @examples(25)
    @given(st.lists(steps, max_size=40))
    def days(story):
        path = str(tmp_path_factory.mktemp("day") / "rooms")
        a_day(lambda place: SqliteStore(path, clock=lambda: time.time() + wrong * place), story)

    days()


@pytest.mark.slow
def test_days_in_redis(redis):
    @examples(40)
    @given(st.lists(steps, max_size=40))
    def days(story):
        redis.ask("FLUSHALL")
        a_day(lambda place: open_store(redis.url), story)

    days()
