"""The rooms that one worker watches. No worker owns a room."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from os import urandom
from typing import Self

import quizzer.records
from quizzer.errors import RoomError, StoreError, shortened
from quizzer.grading import Canon
from quizzer.rooms.entries import Head, encode, game_file
from quizzer.rooms.identities import at_home, without
from quizzer.rooms.room import LAG, LONGEST_NAME, Room
from quizzer.rooms.stores import Store
from quizzer.session import Join, Session

FindCanon = Callable[[tuple[str, ...]], Canon | None]
_BEAT = 1.0  # seconds between two notes that a program watches


@dataclass(eq=False)
class _Watched:
    """A room that this worker watches, or is about to."""

    opening: asyncio.Task[Room]
    room: Room | None = None
    watchers: int = 0
    leave: Callable[[], None] = lambda: None


class Rooms:
    """A worker over a store; any number of them may use the same one. `async with Rooms(store) as rooms`.

    `canon` finds the names for the referee by the banks of a room that another worker made; it runs in a thread. A
    worker without it judges without names. Subscribers must try again when this worker is `lag` seconds late.
    """

    def __init__(self, store: Store, *, canon: FindCanon = lambda _: None, lag: float = LAG) -> None:
        self.store: Store = store
        self._find_canon, self._lag = canon, lag
        self._canons: dict[int, Canon | None] = {0: None}
        self._made: dict[str, Session | None] = {}  # by nonce: the latest room already has its questions
        self._watched: dict[str, _Watched] = {}
        self._beating: asyncio.Task[None] | None = None

    async def create(self, name: str, session: Session, *, banks: Sequence[str] = (), title: str = "") -> None:
        """Make a room for a session that has not begun; the room owns it now. `banks` are the paths of its questions.
        Raises RoomError if a room of this name exists, or for a name that is not 1 to 128 visible characters."""
        if not (1 <= len(name) <= LONGEST_NAME and name.isprintable()):
            raise RoomError(f"the name of a room must be 1 to {LONGEST_NAME} visible characters")
        head = Head.of(session, banks=banks, title=title)
        if session.canon is not None:
            self._canons[head.names] = session.canon
        nonce = urandom(8).hex()
        await self.store.create(name, nonce, encode(head))
        self._made = {nonce: session}

    @asynccontextmanager
    async def watch(self, name: str) -> AsyncIterator[Room]:
        """Watch a room. The first watcher here folds its log, and the worker drops it after the last one.

        Raises RoomError if it does not exist, or if another version of quizzer began it.
        """
        watched = self._watched.get(name)
        if watched is None or (watched.opening.done() and (watched.room is None or watched.room.is_closed)):
            watched = self._watched[name] = _Watched(asyncio.create_task(self._open(name)))
        watched.watchers += 1
        try:
            yield await asyncio.shield(watched.opening)
        finally:
            watched.watchers -= 1
            if not watched.watchers:
                self._drop(name, watched)

    async def export(self, name: str) -> bytes:
        """Return the room's game file, in lines: `Session.replay(Log.read(data.splitlines(True)))` opens it."""
        async with self.watch(name) as room:
            return b"".join(game_file(room.session.log))

    async def erase(self, name: str, player: str) -> None:
        """Erase a player: close the room, and rewrite its log under a new nonce, without the player's texts and names.
        Verdicts and scores stay, as those of "player 7". Raises RoomError for an unknown player."""
        async with self.watch(name) as room:
            joined = [action.player for _, action in room.session.log.entries if isinstance(action, Join)]
            if player not in joined:
                raise RoomError("no player with this id was in this room")
            called = f"player {list(dict.fromkeys(joined)).index(player) + 1}"
            log = await self.store.read(name, room.nonce, None)
            while more := await self.store.read(name, room.nonce, log[-1].stamp):
                log += more
            await self.store.replace(name, urandom(8).hex(), room.nonce, without(player, called, log))

    async def bring_home(
        self, name: str, records: "quizzer.records.Records", known: Mapping[str, str] | None = None
    ) -> int | None:
        """Write protests, answers to open questions and scores into the records. `known` has the names there by player
        id. Returns the number of the game there; None if there is nothing to write.

        Call it at the end of a game, after a later protest, and before you delete a room. It writes nothing twice.
        Other players are "guest 7" there.
        """
        async with self.watch(name) as room:
            log = at_home(room.session.log, known or {})
            when, only = datetime.fromtimestamp(room.began.ms / 1000).astimezone(), frozenset((known or {}).values())
            keep = partial(
                records.keep_game, banks=room.head.banks, when=when, mark=f"{name} {room.began.ms}", only=only
            )
            return await asyncio.to_thread(keep, log)

    async def __aenter__(self) -> Self:
        self._beating = asyncio.create_task(self._beat())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._beating is not None:
            self._beating.cancel()
        for name, watched in list(self._watched.items()):
            self._drop(name, watched)

    def _drop(self, name: str, watched: _Watched) -> None:
        watched.leave()
        if self._watched.get(name) is watched:
            del self._watched[name]
        watched.opening.cancel()
        if watched.room is not None:
            watched.room.close("this worker has left the room: watch it again")

    async def _open(self, name: str) -> Room:
        watched = self._watched[name]
        found = await self.store.find(name) if name.isprintable() else None
        if found is None:
            raise RoomError(f"there is no room {shortened(name)}")
        first = (await self.store.read(name, found.nonce, None))[0]
        head = Head.read(first.data)
        if head.names not in self._canons:
            self._canons[head.names] = await asyncio.to_thread(self._find_canon, head.banks)
        made = self._made.pop(found.nonce, None) or head.session(self._canons[head.names])
        room = Room(name, found.nonce, head, made, first.stamp, self.store)
        # From here on the worker notices all that others add.
        watched.leave = self.store.watch(name, room.wake)
        await room.open(found.alive, found.now)
        watched.room = room
        return room

    async def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            await asyncio.sleep(_BEAT)
            is_late = loop.time() - began - _BEAT > self._lag
            rooms = [one.room for one in self._watched.values() if one.room is not None]
            for room in rooms:
                if is_late:
                    room.close("this worker is too busy")
                room.check_lag(self._lag)
                room.wake()  # in case that a message was lost
            if running := [room.name for room in rooms if room.session.due is not None]:
                with suppress(StoreError):  # the rooms notice this themselves
                    await self.store.beat(running)
