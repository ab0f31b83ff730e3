"""Rooms that several workers share, over each store."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import msgspec
import pytest
from several_workers import ROOM, capitals, new_session, until, workers

from quizzer import AnswerKey, IllegalAction, Question, Rules, Session
from quizzer.driver import NotKept, TryAgain
from quizzer.errors import RoomError, StoreError
from quizzer.rooms import Entry, Fold, Head, Rooms, Stamp, open_store, player_of
from quizzer.rooms.entries import encode
from quizzer.rooms.stores.memory import InMemoryStore
from quizzer.session import Answer, Buzz, Hint, Join, Log, Next, PlayerJoined, Revealed, Ruled, Start, Tick


def run(coroutine):
    return asyncio.run(asyncio.wait_for(coroutine, 60))


def replayed(data: bytes) -> Session:
    return Session.replay(Log.read(data.splitlines(True)))


def test_two_workers_play_one_game(where):
    async def game():
        async with workers(where) as (one, other):
            await one.create(ROOM, new_session())
            async with one.watch(ROOM) as here, other.watch(ROOM) as there:
                await here.send(Join("ada", name="Ada"))
                await there.send(Join("bob", name="Bob"))
                heard = []

                async def listen():
                    async for event in there.subscribe("ada"):
                        heard.append(event)

                await until(lambda: there.session.players == ("ada", "bob"))
                listening = asyncio.create_task(listen())
                await here.send(Start())
                for number, city in enumerate(("Paris", "Rome"), 1):
                    await here.send(Answer("ada", city, question=number))
                    await there.send(Answer("bob", "Lutetia", question=number))
                    await there.send(Next(question=number))
                await until(lambda: here.session.events == there.session.events)
                await until(lambda: len(heard) == len(there.session.events_for("ada")))
                listening.cancel()
                assert here.session == there.session
                assert tuple(heard) == here.session.events_for("ada")
                assert [(one.name, one.right) for one in here.session.standings()] == [("Ada", 2), ("Bob", 0)]
                session = here.session
            assert replayed(await other.export(ROOM)) == session

    run(game())


def test_a_room_that_nobody_watches_is_dropped_and_folds_to_the_same(where):
    async def game():
        async with workers(where) as (one, other):
            await one.create(ROOM, new_session())
            async with one.watch(ROOM) as room:
                await room.send(Join("ada"))
                await room.send(Start())
                await room.send(Answer("ada", "Paris"))
                first = room.session
            assert room.is_closed
            with pytest.raises(StoreError, match="watch it again"):
                room.send(Next())
            for worker in (one, other):
                async with worker.watch(ROOM) as again:
                    assert again is not room
                    assert again.session == first
                    assert again.view("ada").revealed.answer == "Paris"

    run(game())


def test_nothing_counts_twice_whoever_sends_it_again(where):
    async def game():
        async with workers(where) as (one, other):
            await one.create(ROOM, new_session(tries=3))
            async with one.watch(ROOM) as here, other.watch(ROOM) as there:
                await here.send(Join("ada"), sender="phone", count=1)
                await here.send(Start(), sender="screen", count=1)
                wrong = Answer("ada", "Lutetia", question=1)
                assert len(await here.send(wrong, sender="phone", count=2)) == 1
                assert await here.send(wrong, sender="phone", count=2) == ()
                assert (here.fold.count_of("phone"), here.fold.count_of("another")) == (2, 0)
                await there.send(wrong, sender="phone", count=2)
                twice = [here.send(Answer("ada", "Rome", question=1), sender="phone", count=3) for _ in range(2)]
                assert twice[0] is twice[1]
                await twice[0]
                await until(lambda: here.session.events == there.session.events)
                assert sum(isinstance(event, Ruled) for event in there.session.events) == 2

    run(game())


def test_what_the_rules_refuse_is_told_to_its_sender_alone(where):
    async def game():
        async with workers(where) as (one, other):
            await one.create(ROOM, new_session())
            async with one.watch(ROOM) as here, other.watch(ROOM) as there:
                await here.send(Join("ada"))
                with pytest.raises(IllegalAction, match="`answer`") as refusal:
                    await here.send(Answer("ada", "Paris"))
                assert refusal.value.code == "not_started"
                with pytest.raises(IllegalAction, match="cannot send"):
                    here.send(Start(), role="onlooker", player="ada")
                await here.send(Start())
                await until(lambda: there.session.phase == "asking")
                assert len(there.session.events) == 3
                assert there.session == here.session

    run(game())


def test_two_joins_at_once_are_one(where):
    async def game():
        async with workers(where) as (one, other):
            await one.create(ROOM, new_session())
            ada = player_of("a secret of 128 bits")
            async with one.watch(ROOM) as here, other.watch(ROOM) as there:
                await asyncio.gather(here.send(Join(ada, name="Ada")), there.send(Join(ada, name="Ada")))
                with pytest.raises(IllegalAction, match="already"):
                    await there.send(Join("somebody else", name="ada"))
                await until(lambda: here.fold.entries == there.fold.entries == 3)
                assert sum(isinstance(event, PlayerJoined) for event in here.session.events) == 1

    run(game())


def test_time_is_up_by_itself_with_grace_for_slow_networks(where):
    async def game():
        async with workers(where) as (one, other):
            await one.create(ROOM, new_session(question_seconds=0.2, grace_seconds=0.3))
            async with one.watch(ROOM) as here, other.watch(ROOM) as there:
                await here.send(Join("ada"))
                await here.send(Join("bob"))
                await here.send(Start())
                began = here.session.at
                assert here.view("ada").due == pytest.approx(began + 0.2)  # as players are shown it
                await until(lambda: here.now > began + 0.25)
                (ruled,) = await here.send(Answer("ada", "Paris", question=1))  # sent in time, and late here
                assert ruled.points == 1
                await until(lambda: there.session.phase == here.session.phase == "explaining")
                closed = here.session.events[-1].at
                assert isinstance(here.session.events[-1], Revealed)
                assert closed == pytest.approx(began + 0.5)
                with pytest.raises(IllegalAction):
                    await here.send(Answer("bob", "Paris", question=1))

    run(game())


class TestFold:
    """What a log says, without a store."""

    def fold(self, *entries, session=None):
        fold = Fold(session or new_session(question_seconds=10), Stamp(1_000_000))
        for ms, entry in entries:
            try:
                fold.take(entry, 1_000_000 + ms)
            except IllegalAction:
                continue
        return fold

    def test_it_asks_no_referee(self):
        class Silent(AnswerKey):
            __slots__ = ()

            def grade(self, *_args, **_how):
                raise AssertionError("the fold asked the referee")

        verdict = AnswerKey("Paris").grade("Paris")
        session = Session([Question(id="one", text="?", key=Silent("Paris"))], Rules.preset("classic", questions=1))
        actions = [(Join("ada"), ()), (Start(), ()), (Answer("ada", "Paris"), ()), (Answer("ada", "Lyon"), (verdict,))]
        fold = self.fold(
            *((place, Entry("c", place, action, given)) for place, (action, given) in enumerate(actions, 1)),
            session=session,
        )
        assert fold.session.standings()[0].right == 1  # as it was ruled, and the one that nobody ruled on is refused

    def test_an_answer_that_nobody_ruled_on_may_be_sent_again_with_its_count(self):
        verdict = AnswerKey("Paris").grade("Paris")
        fold = self.fold(
            (1, Entry("c", 1, Join("ada"))),
            (2, Entry("c", 2, Start())),
            (3, Entry("c", 3, Answer("ada", "Paris"))),
            (4, Entry("c", 4, Hint("ada"))),
            (5, Entry("c", 3, Answer("ada", "Paris"), (verdict,))),
            (6, Entry("c", 3, Answer("ada", "Paris"), (verdict,))),
        )
        assert [event.points for event in fold.session.events if isinstance(event, Ruled)] == [1]

    def test_a_tick_that_nothing_waits_for_changes_nothing(self):
        begun = [(1, Entry("c", 1, Join("ada"))), (2, Entry("c", 2, Start()))]
        fold = self.fold(*begun, (9_000, Entry("w", 1, Tick(), seq=3)), (9_001, Entry("w", 2, Tick(), seq=3)))
        assert fold.session == self.fold(*begun).session
        fold = self.fold(*begun, *((10_100 + n, Entry("w", n, Tick(), seq=3)) for n in range(1, 5)))
        assert sum(isinstance(event, Revealed) for event in fold.session.events) == 1
        assert len(fold.session.log.entries) == 3

    def test_a_tick_answers_what_was_waited_for_and_nothing_later(self):
        session = new_session(question_seconds=10, reading_seconds=1)
        begun = [(0, Entry("c", 1, Join("ada"))), (0, Entry("c", 2, Start())), (10_100, Entry("w", 1, Tick(), seq=3))]
        fold = self.fold(*begun, (11_500, Entry("v", 1, Tick(), seq=3)), session=session)
        assert session.asked == (1, 0)  # who waited for the end of question 1 has waited long enough
        fold.take(Entry("v", 2, Tick(), seq=len(session.events)), 1_011_600)
        assert session.asked == (2, 0)

    def test_time_when_nobody_watched_does_not_count(self):
        fold = self.fold(
            (0, Entry("c", 1, Join("ada"))),
            (1_000, Entry("c", 2, Start())),
            (60_000, Entry("w", 1, None, alive=1_004_000)),
            (60_001, Entry("v", 1, None, alive=1_004_000)),
        )
        assert fold.session.phase == "asking"
        assert fold.at(1_060_002) == pytest.approx(4.001)

    def test_a_timed_hint_waits_for_the_entry_that_brings_it(self):
        session = new_session(hint_seconds=2, question_seconds=60)
        begun = [(0, Entry("c", 1, Join("ada"))), (0, Entry("c", 2, Start()))]
        fold = self.fold(*begun, (2_100, Entry("c", 3, Join("bob"))), session=session)
        assert fold.session.view().question.hints == ()
        hints = fold.session.decide(Tick(), at=2.2)
        fold.take(Entry("w", 1, Tick(), hints, seq=9), 1_002_200)
        assert fold.session.view().question.hints == (hints[0].text,)
        log = fold.session.log
        log.is_decided = True
        assert Session.replay(log) == fold.session

    def test_a_room_has_an_end(self, monkeypatch):
        monkeypatch.setattr("quizzer.rooms.fold.MOST_ENTRIES", 2)
        fold = self.fold((0, Entry("c", 1, Join("ada"))), (0, Entry("c", 2, Start())))
        with pytest.raises(IllegalAction, match="begin another"):
            fold.take(Entry("c", 3, Answer("ada", "Paris")), 1_000_500)


def test_a_worker_that_does_not_know_the_fold_refuses_the_room():
    async def game():
        async with InMemoryStore() as store, Rooms(store) as rooms:
            head = msgspec.structs.replace(Head.of(new_session()), fold=2)
            await store.create(ROOM, "nonce", encode(head))
            with pytest.raises(RoomError, match=r"another version of quizzer.*version 2"):
                await rooms.export(ROOM)
            with pytest.raises(RoomError, match="there is no room AAAA"):
                await rooms.export("AAAA")

    run(game())


def test_a_room_needs_a_name_of_its_own_and_a_game_from_its_beginning(where):
    async def game():
        async with workers(where) as (one, other):
            await one.create(ROOM, new_session())
            with pytest.raises(RoomError, match="already"):
                await other.create(ROOM, new_session())
            begun = new_session()
            begun.apply(Join("ada"), at=0.0)
            with pytest.raises(RoomError, match="has already begun"):
                await one.create("OTHER", begun)
            assert list(await other.store.rooms()) == [ROOM]
            await other.store.delete(ROOM)
            assert await one.store.rooms() == {}

    run(game())


def test_what_a_store_forgot_is_found_out_and_the_room_folds_anew():
    class Forgetful(InMemoryStore):
        def forget(self, count):
            del self._logs[ROOM][1][-count:]

    async def game():
        async with Forgetful() as store, Rooms(store) as one, Rooms(store) as other:
            await one.create(ROOM, new_session())
            async with one.watch(ROOM) as here, other.watch(ROOM) as there:
                for action in (Join("ada"), Join("bob"), Start()):
                    await here.send(action)
                heard = []

                async def listen():
                    async for event in there.subscribe():
                        heard.append(event)

                listening = asyncio.create_task(listen())
                await until(lambda: len(heard) == 4)
                store.forget(1)
                with pytest.raises(StoreError, match="send it again"):
                    await here.send(Join("cy"))
                await listening
                assert isinstance(heard[-1], TryAgain)
            async with one.watch(ROOM) as here, other.watch(ROOM) as there:
                assert here.session.players == there.session.players == ("ada", "bob")
                assert here.session.phase == "lobby"

    run(game())


def test_while_the_store_fails_what_is_sent_waits_and_is_kept_once(monkeypatch):
    monkeypatch.setattr("quizzer.rooms.room._BACKLOG", 1000)

    class Failing(InMemoryStore):
        fails = False

        async def append(self, *what):
            if self.fails:
                raise StoreError("the disk is full")
            return await super().append(*what)

    async def game():
        async with Failing() as store, Rooms(store, lag=60) as rooms:
            await rooms.create(ROOM, new_session())
            async with rooms.watch(ROOM) as room:
                await room.send(Join("ada"))
                events = room.subscribe()
                assert isinstance(await anext(events), PlayerJoined)
                store.fails = True
                waiting = room.send(Start())
                assert isinstance(await anext(events), NotKept)
                for number in range(999):
                    room.send(Join(f"player {number}"))
                with pytest.raises(IllegalAction, match="too many actions wait"):
                    room.send(Join("one more"))
                store.fails = False
                assert len(await waiting) == 2
                await until(lambda: len(room.session.players) == 1000)
                assert room.fold.entries == 1001

    run(game())


def test_a_worker_that_lags_sends_its_subscribers_away():
    async def game():
        class Slow(InMemoryStore):
            async def append(self, *what):
                raise StoreError("the store does not answer")

        async with Slow() as store, Rooms(store, lag=0.2) as rooms:
            await rooms.create(ROOM, new_session())
            async with rooms.watch(ROOM) as room:
                waiting = room.send(Join("ada"))
                told = [event async for event in room.subscribe()]
                assert [type(event) for event in told] == [NotKept, TryAgain]
                with pytest.raises(StoreError, match="send it again"):
                    await waiting

    run(game())


def test_a_worker_whose_loop_stands_still_sends_its_subscribers_away():
    async def game():
        async with InMemoryStore() as store, Rooms(store, lag=0.2) as rooms:
            await rooms.create(ROOM, new_session())
            async with rooms.watch(ROOM) as room:
                events = room.subscribe()
                await asyncio.sleep(0)
                time.sleep(2)  # something else keeps the loop
                assert isinstance(await anext(events), TryAgain)
            async with rooms.watch(ROOM) as again:
                await again.send(Join("ada"))

    run(game())


def test_nothing_comes_into_a_log_that_others_could_not_read(where):
    async def game():
        async with workers(where, 1) as (rooms,):
            await rooms.create(ROOM, new_session())
            async with rooms.watch(ROOM) as room:
                for odd in (Join(5), Join("ada", rating="high"), "join", Answer("ada", object()), Join("\ud800")):
                    with pytest.raises(IllegalAction, match=r"has no action|cannot keep this action"):
                        room.send(odd)
                await room.send(Join("ada"))
                assert room.fold.entries == 1

    run(game())


@pytest.mark.parametrize(
    ("sender", "count"), [(7, 1), ("phone", True), ("phone", 0), ("phone", 2**64), ("\ud800", 1), ("p" * 129, 1)]
)
def test_a_room_outlives_every_sender_and_count(where, sender, count):
    async def game():
        async with workers(where, 1) as (rooms,):
            await rooms.create(ROOM, new_session())
            async with rooms.watch(ROOM) as room:
                with pytest.raises(IllegalAction, match="a room cannot keep this action"):
                    room.send(Join("ada"), sender=sender, count=count)
                await room.send(Join("ada"), sender="phone", count=1)
            assert await rooms.export(ROOM)

    run(game())


@pytest.mark.parametrize("name", ["", "\ud800", "r" * 129, "two\nlines"])
def test_a_room_has_a_name_that_people_can_read(where, name):
    async def game():
        async with workers(where, 1) as (rooms,):
            with pytest.raises(RoomError, match="must be 1 to 128 visible characters"):
                await rooms.create(name, new_session())
            with pytest.raises(RoomError, match="no room"):
                await rooms.export(name)
            await rooms.create(ROOM, new_session())
            assert await rooms.export(ROOM)

    run(game())


def test_a_refused_action_is_refused_again(where):
    """A client that lost the first refusal does not take the second one for a success."""

    async def game():
        async with workers(where) as (one, other):
            await one.create(ROOM, new_session())
            async with one.watch(ROOM) as here, other.watch(ROOM) as there:
                for room in (here, here, there):
                    with pytest.raises(IllegalAction) as refused:
                        await room.send(Answer("ada", "Paris"), sender="phone", count=1)
                    assert refused.value.code == "not_started"

    run(game())


@pytest.mark.parametrize("place", ["", "http://localhost/x"])
def test_a_store_has_a_known_address(place):
    with pytest.raises(StoreError, match="is not a store"):
        open_store(place)


def test_the_database_of_another_program_stays_as_it_is(tmp_path):
    path = tmp_path / "users.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE users (name)")
    before = path.read_bytes()

    async def use():
        async with open_store(path):
            pass

    with pytest.raises(StoreError, match="another program"):
        asyncio.run(use())
    assert path.read_bytes() == before


def test_the_words_of_a_tossup_come_from_the_view(where):
    async def game():
        async with workers(where) as (one, other):
            await one.create(ROOM, new_session("buzzer", word_seconds=0.3, question_seconds=60))
            async with one.watch(ROOM) as here, other.watch(ROOM) as there:
                for action in (Join("ada"), Join("bob"), Start()):
                    await here.send(action)
                await until(lambda: there.session.phase == "reading")
                seen = set()
                await until(lambda: seen.add(there.view("ada").question.text) or len(seen) > 3)
                assert here.fold.entries == 3
                await there.send(Buzz("ada", question=1))
                await until(lambda: here.session.phase == "buzzed")
                assert here.session == there.session
                assert "What is the capital of France?".startswith(here.session.view().question.text)

    run(game())


def test_redis_may_throw_nothing_away(redis):
    async def begin():
        async with open_store(redis.url):
            pass

    redis.ask("CONFIG SET maxmemory-policy allkeys-lru")
    try:
        with pytest.raises(StoreError, match="set maxmemory-policy to noeviction"):
            run(begin())
    finally:
        redis.ask("CONFIG SET maxmemory-policy noeviction")
    run(begin())


def test_a_store_that_is_not_there_says_so(tmp_path):
    async def begin(where):
        async with open_store(where):
            pass

    with pytest.raises(StoreError, match="does not answer"):
        run(begin("redis://:secret@127.0.0.1:1"))
    with pytest.raises(StoreError, match="quizzer cannot use"):
        run(begin(str(tmp_path)))


def test_stamps_never_go_back():
    now = 1_000.0

    async def game():
        nonlocal now
        async with InMemoryStore(clock=lambda: now) as store:
            await store.create(ROOM, "n", b"head")
            position = (await store.read(ROOM, "n", None))[0].stamp
            stamps = [position]
            for step in (1.0, -50.0, 0.0, 60.0):
                now += step
                position = (await store.append(ROOM, "n", b"entry", position))[-1].stamp
                stamps.append(position)
            assert stamps == sorted(set(stamps))
            assert [stamp.ms for stamp in stamps] == [1_000_000, 1_001_000, 1_001_000, 1_001_000, 1_011_000]

    run(game())


def test_an_id_says_nothing_of_the_secret():
    assert player_of("secret") == player_of(b"secret") == "K7gNU3sdo-OL0wNhqoVWhg"
    assert len({player_of(str(number)) for number in range(1000)}) == 1000


def test_importing_quizzer_loads_no_rooms():
    code = "import sys, quizzer, quizzer.driver, quizzer.session\nprint([n for n in sys.modules if 'rooms' in n])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"
    code = "import sys; from quizzer.rooms import open_store\nprint({'sqlite3', 'valkey', 'asyncio'} & {*sys.modules})"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "set()\n"


def test_the_questions_of_a_bank_are_shared(where):
    questions = capitals()
    assert questions[0].key is not None

    async def game():
        async with workers(where, 1) as (rooms,):
            await rooms.create(ROOM, Session(questions, Rules.preset("classic", questions=5)))
            async with rooms.watch(ROOM) as room:
                assert room.session.questions[0] is questions[0]

    run(game())
