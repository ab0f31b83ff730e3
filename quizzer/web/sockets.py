"""One socket of a page: who is at the other end, what they send, and what they are told.

It speaks the lines of PROTOCOL.md. Players send no `player`: a secret of 128 bits, which the page keeps, says who they
are. Each action has a `count`, so that one that is sent again counts once.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import msgspec
from starlette.websockets import WebSocket, WebSocketDisconnect

from quizzer.errors import IllegalAction, QuizzerError, RoomError, StoreError, reworded, shortened
from quizzer.rooms import Room, player_of
from quizzer.session import LANGUAGES, Action, Away, Join, PlayerView, Role, Tick, say
from quizzer.session.actions import PLAYERS_ACTIONS
from quizzer.session.saying import refusal
from quizzer.web.audience import Audience, Watcher, in_json
from quizzer.web.limits import Throttle

IDLE_SECONDS = 3600.0  # after so long without a word from the other end a socket is closed
HELLO_SECONDS = 30.0  # so long it may be open before it says who is there
BURST, EACH_SECOND = 60, 20  # lines that a socket may send at once, and in the long run
_GOODBYE = 4000  # a code of the page's own: do not come back
_COME_BACK = 1012
_OF_PLAYERS = [str(action.__struct_config__.tag) for action in PLAYERS_ACTIONS]


class Greeting(msgspec.Struct, frozen=True, tag_field="type", tag="hello"):
    """Says who is at the other end. `connection` names it, the same when it comes back; of it actions are counted.
    `language` is that of whoever reads."""

    role: Role = "player"
    secret: str = ""
    connection: str = ""
    language: str = "en"


class ClosingError(Exception):
    """The socket has to be closed; the page shows the sentence that this names."""


class PageSocket:
    """Serves one socket in a room until either end closes it."""

    def __init__(self, socket: WebSocket, room: Room, audience: Audience) -> None:
        self.socket: WebSocket = socket
        self.room: Room = room
        self.audience: Audience = audience
        self.hello: Greeting = Greeting()
        self.id: str | None = None  # of the player, joined or not
        self.watcher: Watcher = Watcher("onlooker", None)
        self._rate = Throttle(BURST, EACH_SECOND)

    async def serve(self) -> None:
        """Hear and tell, until the end."""
        working: set[asyncio.Future[Any]] = set()
        try:
            await self._greet()
            working = {asyncio.ensure_future(self._send()), asyncio.ensure_future(self._hear())}
            done, _ = await asyncio.wait({*working, self.watcher.closed}, return_when=asyncio.FIRST_COMPLETED)
            if reason := done.pop().result():
                raise ClosingError(reason)
            await self._close(_COME_BACK, "")
        except ClosingError as end:
            await self._close(_GOODBYE, str(end))
        except (WebSocketDisconnect, RuntimeError, TimeoutError):
            await self._close(_COME_BACK, "")
        finally:
            self.audience.remove(self.watcher)
            for task in working:
                task.cancel()

    async def _greet(self) -> None:
        async with asyncio.timeout(HELLO_SECONDS):
            data = await self.socket.receive_text()
        try:
            self.hello = hello = msgspec.json.decode(data, type=Greeting)
        except msgspec.MsgspecError:
            raise ClosingError("bad_hello") from None
        least, most = 16 if hello.role == "player" else 0, 64
        if not least <= len(hello.secret) <= most >= len(hello.connection) or hello.language not in LANGUAGES:
            raise ClosingError("bad_hello")
        if hello.role == "host" and player_of(hello.secret) != self.room.session.rules.host:
            raise ClosingError("bad_key")
        if hello.role == "player":
            self.id = player_of(hello.secret)
            if (row := self._row()) is not None and row.present and row.away:
                with suppress(QuizzerError):  # who has a seat takes it again
                    await self.room.send(Join(self.id))
        self._watch()

    def _row(self) -> PlayerView | None:
        """The player, if they have ever joined."""
        known = self.id is not None and self.id in self.room.session.players
        return self.room.view(self.id, others=False).players[0] if known else None

    def _watch(self) -> None:
        """Begin with a view, as a player who has joined or as somebody who only looks."""
        self.audience.remove(self.watcher)
        row = self._row()
        self.watcher.role, self.watcher.language = self.hello.role, self.hello.language
        self.watcher.player = self.id if row is not None and row.present else None
        self.audience.add(self.watcher, count=self.room.fold.count_of(self._sender))

    @property
    def _sender(self) -> str:
        return f"{self.id or self.hello.role} {self.hello.connection}"

    async def _send(self) -> None:
        while True:
            await self.socket.send_text(await self.watcher.next())

    async def _hear(self) -> None:
        while True:
            async with asyncio.timeout(IDLE_SECONDS):
                line = await self.socket.receive_text()
            if not self._rate.allows():
                raise ClosingError("too_many")
            await self._answer(line)

    async def _answer(self, line: str) -> None:
        count = 0
        try:
            fields = msgspec.json.decode(line, type=dict[str, Any])
            count = fields.pop("count", 0)
            if type(count) is not int or not 0 <= count < 2**53:
                count = 0
                raise msgspec.ValidationError("a count is a whole number")
            if fields.get("type") == "view":
                return self.watcher.send(in_json({"type": "view", "view": self.audience.view(self.watcher)}))
            await self._act(self._action(fields), count)
        except IllegalAction as error:
            if error.code == "not_kept":
                raise TimeoutError from None  # the page comes back, and sends it again
            self._refuse(error.code, say(error, self.hello.language), count)
        except StoreError:
            raise TimeoutError from None
        except RoomError:
            raise ClosingError("room closed") from None
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            self._refuse("bad_line", f"invalid request: {shortened(reworded(error), 200)}", count)
        if count:
            self.watcher.send(in_json({"type": "taken", "count": count}))
        return None

    def _action(self, fields: dict[str, Any]) -> Action:
        if self.hello.role == "player":
            if fields.get("type") in _OF_PLAYERS:
                fields.setdefault("player", self.id)
            if fields.get("type") == "join":
                fields.pop("rating", None)
                if not str(fields.get("name", "")).strip():
                    raise refusal("bad_name", case="empty", most=64)
        elif fields.get("type") in ("rule", "undo"):
            fields["by"] = self.room.session.rules.host
        action: Action = msgspec.convert(fields, Action)
        if isinstance(action, (Away, Tick)):
            raise refusal("not_allowed", action=type(action).__name__, role=self.hello.role)
        return action

    async def _act(self, action: Action, count: int) -> None:
        is_new = isinstance(action, Join) and self.watcher.player is None
        if is_new and not self.audience.joins.allows():
            raise refusal("too_many_joins")
        sender = self._sender if count and self.hello.connection else ""
        await self.room.send(action, sender=sender, count=count, role=self.hello.role, player=self.id)
        if is_new:
            self._watch()

    def _refuse(self, code: str, message: str, count: int) -> None:
        self.watcher.send(in_json({"type": "error", "code": code, "message": message, "count": count}))

    async def _close(self, code: int, reason: str) -> None:
        with suppress(RuntimeError, WebSocketDisconnect):
            await self.socket.close(code, reason)
