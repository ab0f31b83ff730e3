"""A room as one worker has it: what is sent goes into the log, and what the log says is told to who subscribes."""

import asyncio
from collections.abc import Sequence
from os import urandom
from random import random
from time import perf_counter

import msgspec

from quizzer.driver import SharedSession
from quizzer.errors import IllegalAction, LogLostError, RoomError, StoreError
from quizzer.rooms.entries import Entry, Head, decode, encode
from quizzer.rooms.fold import Fold
from quizzer.rooms.stores import Stamp, Store, Stored
from quizzer.session import Action, Decided, Event, Role, Session, Tick, View
from quizzer.session.saying import refusal

LAG = 2.0  # seconds that a worker may be behind before its subscribers have to try another one
SLICE = 0.01  # seconds of folding after which other rooms have their turn
JITTER = 0.03  # seconds by which workers that wait for the same moment differ at most
_BACKLOG = 1000  # entries that may wait to be kept
_BATCH = 100  # entries that are kept together
_ACTION: msgspec.msgpack.Decoder[Action] = msgspec.msgpack.Decoder(Action)


class Room(SharedSession):
    """A room that this worker watches, from `Rooms.watch`: `session` is what its log says, and changes by that alone.

    `name` is the room's, `head` what it began with, `fold` what its log comes to. Subscribers hear each event once it
    is kept. `NotKept` tells them that the store does not answer, `TryAgain` to watch the room anew: this worker lags,
    or the log is not what it was.
    """

    def __init__(self, name: str, nonce: str, head: Head, session: Session, began: Stamp, store: Store) -> None:
        super().__init__(session)
        self.name, self.nonce, self.head, self.began = name, nonce, head, began
        self.fold = Fold(session, began)
        self._store, self._connection, self._count = store, f"worker {urandom(8).hex()}", 0
        self._is_open = self._is_behind = False
        self._waiting: list[Entry] = []
        self._asked: dict[tuple[str, int], asyncio.Future[tuple[Event, ...]]] = {}
        self._due: float | None = None
        self._offset = began.ms - self._loop.time() * 1000  # the store's clock, as far as we know it

    @property
    def now(self) -> float:
        """Seconds since the game began."""
        return self.fold.at(self._loop.time() * 1000 + self._offset)

    def view(self, player: str | None = None, *, role: Role = "player") -> View:
        """What `player`, or the room, may see now. Raises IllegalAction for a stranger."""
        return self._session.view(player, at=self.now, role=role)

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
        """Put `action` into the log; what comes of it, once it is kept, to be awaited.

        `sender` is a connection, and `count` how many actions it has sent with this one, from 1: what has no answer is
        sent again with the same count, by any worker, and counts once. Without a sender the worker is it. A `role`, and
        a `player`, may send what `Session.check_may_send` lets them. What names no question is for the latest.
        `decided` is what `Session.decide` says of it, where that is known already.

        Raises IllegalAction for what the rules refuse, RoomError for a closed room, StoreError if it may not be kept:
        then send it again.
        """
        if self.head.closed:
            raise RoomError("this room is closed")
        if self._closed:
            raise StoreError(self._try_again)
        if len(self._waiting) >= _BACKLOG:
            raise refusal("not_kept")
        try:  # what others could not read must not come into the log
            _ACTION.decode(encode(action))
        except (msgspec.MsgspecError, TypeError):
            raise refusal("unknown_action", action=type(action).__name__) from None
        self._session.check_may_send(action, role=role, player=player)
        if getattr(action, "question", 0) is None:
            number, part = self._session.asked
            action = msgspec.structs.replace(action, question=number, part=part)
        if not sender:
            self._count += 1
            sender, count = self._connection, self._count
        if decided is None:
            decided = self._session.decide(action, at=self.now)
        return self._put(Entry(sender, count, action, tuple(decided)))

    def wake(self) -> None:
        """Another worker may have added something."""
        self._is_behind = True
        self._start_work()

    def check_lag(self, most: float) -> None:
        """End the subscriptions if the store has not answered for so many seconds."""
        if self._trouble and self._loop.time() - self._troubled_since > most:
            self.close(self._trouble)

    def close(self, try_again: str = "") -> None:
        """Stop watching, and end the subscriptions. What was not kept by then may have to be sent again."""
        super().close(try_again)
        for future in self._asked.values():
            if not future.done():
                future.set_exception(StoreError("this was not kept yet: send it again"))
                future.exception()  # nobody need wait for it
        self._asked.clear()
        self._waiting.clear()

    async def open(self, alive: int, now: int) -> None:
        """Fold the log up to its end. If nobody watched since `alive`, the time from then on does not count."""
        while stored := await self._store.read(self.name, self.nonce, self.fold.position):
            await self._take(stored)
        self._shown, self._is_open = len(self._session.events), True
        self._offset = now - self._loop.time() * 1000
        idle = now - max(alive, self.fold.position.ms)
        if self._session.due is not None and idle > LAG * 1000:
            self._count += 1
            await self._put(Entry(self._connection, self._count, None, alive=alive))
        self._arm()

    def _put(self, entry: Entry) -> asyncio.Future[tuple[Event, ...]]:
        key = (entry.sender, entry.count)
        result = self._asked.get(key)
        if result is None or result.cancelled():
            result = self._loop.create_future()
            if self.fold.has(*key):
                result.set_result(())
                return result
            self._asked[key] = result
            self._waiting.append(entry)
            self._start_work()
        return result

    def _has_work(self) -> bool:
        return self._is_open and not self._closed and (self._is_behind or bool(self._waiting))

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
        self._shown = len(self._session.events)
        self._arm()

    async def _take(self, stored: Sequence[Stored], own: Sequence[Entry] = ()) -> None:
        """Fold what the log says, the last of which may be our `own`, with a break after each slice."""
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
                events = take(entry, ms)
            except IllegalAction as error:
                if result is None or result.done():
                    continue
                if error.code == "undecided" and entry.action is not None:  # another action came just before
                    asked[entry.sender, entry.count] = result
                    decided = self._session.decide(entry.action, at=self.fold.at(ms))
                    self._waiting.append(msgspec.structs.replace(entry, decided=decided))
                else:
                    result.set_exception(error)
                    result.exception()  # nobody need wait for it
            else:
                if result is not None and not result.done():
                    result.set_result(events)
        self.fold.position = stamp

    def _arm(self) -> None:
        """Wait for what is due, unless that is waited for already. Of a tossup's words the view tells."""
        due = None if self._closed or self.head.closed else self._session.due_without_words
        if due != self._due:
            self._due = due
            self._wait_for(None if due is None else max(0.0, due - self.now) + JITTER * random())

    def _time_is_come(self) -> None:
        self._due = None  # until the fold has passed it, it is waited for again
        self._count += 1
        at = max(self.now, self._session.due_without_words or 0.0)
        decided = self._session.decide(Tick(), at=at)
        self._put(Entry(self._connection, self._count, Tick(), decided, seq=len(self._session.events)))
