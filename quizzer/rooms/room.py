"""A room in one worker: actions go into the log, and the events of the log go to subscribers."""

import asyncio
from collections.abc import Sequence
from os import urandom
from random import random
from time import perf_counter

import msgspec

from quizzer.driver import SharedSession
from quizzer.errors import IllegalAction, LogLostError, RoomError, StoreError, reworded
from quizzer.rooms.entries import Entry, Head, decode, encode
from quizzer.rooms.fold import Fold
from quizzer.rooms.stores import Stamp, Store, Stored
from quizzer.session import Action, Decided, Event, Role, Session, Tick, View
from quizzer.session.saying import refusal

LAG = 2.0  # seconds of delay after which subscribers must try another worker
SLICE = 0.01  # seconds of folding after which other rooms have their turn
JITTER = 0.03  # the largest difference between workers that wait for the same moment, in seconds
_BACKLOG = 10_000  # entries that may wait to be saved: all players of a large room may answer at once
_BATCH = 100  # entries that quizzer saves together
LONGEST_NAME = 128  # characters of a room or a sender
_ENTRY = msgspec.msgpack.Decoder(Entry)


class Room(SharedSession):
    """A room that this worker watches, from `Rooms.watch`. Its log alone changes the `session`.

    `name` is that of the room, `head` its beginning, and `fold` the state of its log. Subscribers get each event when
    it is saved. After `NotKept`, the store does not answer. After `TryAgain`, watch the room again: this worker is too
    slow, or the log has changed.
    """

    def __init__(self, name: str, nonce: str, head: Head, session: Session, began: Stamp, store: Store) -> None:
        super().__init__(session)
        self.name, self.nonce, self.head, self.began = name, nonce, head, began
        self.fold: Fold = Fold(session, began)
        self._store, self._connection, self._count = store, f"worker {urandom(8).hex()}", 0
        self._is_open = self._is_behind = False
        self._waiting: list[Entry] = []
        self._asked: dict[tuple[str, int], asyncio.Future[tuple[Event, ...]]] = {}
        self._due: float | None = None
        self._offset = began.ms - self._loop.time() * 1000  # our estimate of the store's clock

    @property
    def now(self) -> float:
        """Seconds since the game began."""
        return self.fold.at(self._loop.time() * 1000 + self._offset)

    def view(self, player: str | None = None, *, role: Role = "player", others: bool = True) -> View:
        """Return the view of `player`, or of the room, as `Session.view` does. Raises IllegalAction for a stranger."""
        return self.session.view(player, at=self.now, role=role, others=others)

    def send(
        self,
        action: Action,
        *,
        sender: str = "",
        count: int = 0,
        role: Role = "host",
        player: str | None = None,
        decided: Sequence[Decided] | None = None,
    ) -> asyncio.Future[tuple[Event, ...]]:
        """Put `action` into the log. Await the result for its events, when they are saved.

        `sender` is a connection, and `count` the number of its actions with this one, from 1. If no answer comes, send
        the action again with the same count, through any worker. It counts once: the second result has no events, or
        the same refusal. The default sender is the worker. `Session.check_may_send` decides with `role` and `player`.
        An action without a question is for the latest one. `decided` is the result of `Session.decide`, if you have it.

        Raises, at once or when you await: IllegalAction if the rules refuse the action, RoomError for a closed room,
        and StoreError if quizzer cannot save it; then send it again.
        """
        if self.head.closed:
            raise RoomError("this room is closed")
        if self.is_closed:
            raise StoreError(self._try_again)
        if len(self._waiting) >= _BACKLOG:
            raise refusal("not_kept")
        try:  # the log must not contain an entry that others cannot read
            _ENTRY.decode(encode(Entry(sender, count, action)))
            if len(sender) > LONGEST_NAME or (sender and count < 1):
                raise TypeError(f"a sender has at most {LONGEST_NAME} characters, and counts from 1")
        except (msgspec.MsgspecError, TypeError, OverflowError, UnicodeError) as error:
            raise IllegalAction("bad_line", f"a room cannot keep this action: {reworded(error)}") from None
        self.session.check_may_send(action, role=role, player=player)
        if getattr(action, "question", 0) is None:
            number, part = self.session.asked
            action = msgspec.structs.replace(action, question=number, part=part)
        if not sender:
            self._count += 1
            sender, count = self._connection, self._count
        if decided is None:
            decided = self.session.decide(action, at=self.now)
        return self._put(Entry(sender, count, action, tuple(decided)))

    def wake(self) -> None:
        """Read the log, because another worker may have added to it."""
        self._is_behind = True
        self._start_work()

    def check_lag(self, most: float) -> None:
        """End the subscriptions if the store has not answered for so many seconds."""
        if self._trouble and self._loop.time() - self._troubled_since > most:
            self.close(self._trouble)

    def close(self, try_again: str = "") -> None:
        """Stop watching, and end the subscriptions. Senders may have to send unsaved actions again."""
        super().close(try_again)
        for future in self._asked.values():
            _settle(future, StoreError("quizzer has not saved this yet: send it again"))
        self._asked.clear()
        self._waiting.clear()

    async def open(self, alive: int, now: int) -> None:
        """Fold the log up to its end. The time since `alive`, when nobody watched, does not count."""
        while stored := await self._store.read(self.name, self.nonce, self.fold.position):
            await self._take(stored)
        self._shown, self._is_open = len(self.session.events), True
        self._offset = now - self._loop.time() * 1000
        idle = now - max(alive, self.fold.position.ms)
        if self.session.due is not None and idle > LAG * 1000:
            self._count += 1
            await self._put(Entry(self._connection, self._count, None, alive=alive))
        self._arm()

    def _put(self, entry: Entry) -> asyncio.Future[tuple[Event, ...]]:
        key = (entry.sender, entry.count)
        result = self._asked.get(key)
        if result is None or result.cancelled():
            result = self._loop.create_future()
            if self.fold.has(*key):
                _settle(result, self.fold.refusal_of(*key) or ())
                return result
            self._asked[key] = result
            self._waiting.append(entry)
            self._start_work()
        return result

    def _has_work(self) -> bool:
        return self._is_open and not self.is_closed and (self._is_behind or bool(self._waiting))

    async def _work(self) -> None:
        batch = self._waiting[:_BATCH]
        try:
            if batch:
                data = encode(batch)
                stored = await self._store.append(self.name, self.nonce, data, self.fold.position)
                self._offset = stored[-1].stamp.ms - self._loop.time() * 1000
                del self._waiting[: len(batch)]
                await self._take(stored, batch)
            else:
                self._is_behind = False
                await self._take(await self._store.read(self.name, self.nonce, self.fold.position))
        except LogLostError:
            self.close("the room's log has changed")
        self._shown = len(self.session.events)
        self._arm()

    async def _take(self, stored: Sequence[Stored], own: Sequence[Entry] = ()) -> None:
        """Fold the entries of the log, the last of which may be our `own`, with a break after each slice."""
        began = perf_counter()
        for place, one in enumerate(stored, 1):
            self._fold_in(own if own and place == len(stored) else decode(one.data), one.stamp)
            if perf_counter() - began > SLICE:
                await asyncio.sleep(0)
                began = perf_counter()

    def _fold_in(self, entries: Sequence[Entry], stamp: Stamp) -> None:
        take, asked, ms = self.fold.take, self._asked, stamp.ms
        for entry in entries:
            result = asked.pop((entry.sender, entry.count), None) if asked else None
            try:
                outcome: tuple[Event, ...] | IllegalAction = take(entry, ms)
            except IllegalAction as error:
                outcome = error
            if result is None:
                continue
            if isinstance(outcome, IllegalAction) and outcome.code == "undecided" and entry.action is not None:
                asked[entry.sender, entry.count] = result  # another action came just before
                decided = self.session.decide(entry.action, at=self.fold.at(ms))
                self._waiting.append(msgspec.structs.replace(entry, decided=decided))
            else:
                _settle(result, outcome)
        self.fold.position = stamp

    def _arm(self) -> None:
        """Wait for the next deadline, unless it is the current one. The view shows the words of a tossup."""
        due = None if self.is_closed or self.head.closed else self.session.due_without_words
        if due != self._due:
            self._due = due
            self._wait_for(None if due is None else max(0.0, due - self.now) + JITTER * random())

    def _time_is_come(self) -> None:
        self._due = None  # wait for it again until the fold has passed it
        self._count += 1
        at = max(self.now, self.session.due_without_words or 0.0)
        decided = self.session.decide(Tick(), at=at)
        self._put(Entry(self._connection, self._count, Tick(), decided, seq=len(self.session.events)))


def _settle(result: asyncio.Future[tuple[Event, ...]], outcome: tuple[Event, ...] | Exception) -> None:
    if isinstance(outcome, Exception) and not result.done():
        result.set_exception(outcome)
        result.exception()  # nobody need wait for it
    elif not isinstance(outcome, Exception) and not result.done():
        result.set_result(outcome)
