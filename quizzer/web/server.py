"""The server of `quizzer host`: pages, pictures of codes, and sockets, over the rooms of one process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeAlias
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from quizzer.errors import QuizzerError, RoomError
from quizzer.rooms import Rooms
from quizzer.web import page_templates
from quizzer.web.audience import Audience
from quizzer.web.limits import Throttle
from quizzer.web.sockets import PageSocket

AtEnd: TypeAlias = Callable[[str], Awaitable[object]]
LARGEST_MESSAGE, MOST_SOCKETS = 16_384, 20_000  # bytes of a message from a page, and sockets of one process
_WRONG_CODES = 20, 0.2  # tries of an address with codes of no room: at once, and a second in the long run
_SOCKETS = 3000, 300  # new sockets of an address: a whole school may stand behind one


class Hall:
    """The rooms that somebody watches in this process, each with its audience."""

    def __init__(self, rooms: Rooms, at_end: AtEnd) -> None:
        self.rooms: Rooms = rooms
        self.at_end: AtEnd = at_end
        self.sockets: int = 0
        self._audiences: dict[str, Audience] = {}

    @asynccontextmanager
    async def audience(self, code: str) -> AsyncIterator[Audience]:
        """The audience of the room with this code, which lasts while anybody is in it. Raises RoomError for none."""
        async with self.rooms.watch(code) as room:
            audience = self._audiences.get(code)
            if audience is None or audience.room is not room:
                audience = self._audiences[code] = Audience(room, self.at_end)
            audience.sockets += 1
            self.sockets += 1
            try:
                yield audience
            finally:
                self.sockets -= 1
                audience.sockets -= 1
                if not audience.sockets:
                    await audience.close()
                if not audience.sockets and self._audiences.get(code) is audience:
                    del self._audiences[code]


def make_server(app: Starlette) -> uvicorn.Server:
    """What serves the application; at a bound socket with `serve(sockets=[…])`, until the program is told to end."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        ws="websockets-sansio",
        ws_max_size=LARGEST_MESSAGE,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=2,
    )
    return uvicorn.Server(config)


def make_app(rooms: Rooms, *, public_url: str, at_end: AtEnd) -> Starlette:
    """The application: pages and sockets for the rooms. `public_url` is where people find it; `at_end` is called with
    the code of a room whose game has ended, and after each protest then."""
    hall, wrong_codes, arrivals = Hall(rooms, at_end), Throttle(*_WRONG_CODES), Throttle(*_SOCKETS)

    async def page(request: Request) -> Response:
        code = page_templates.clean(request.path_params.get("code", ""))
        view = request.path_params.get("view", "player" if code else "door")
        if view not in page_templates.VIEWS:
            return PlainTextResponse("there is no such page", 404)
        if code and await rooms.store.find(code) is None:
            if not wrong_codes.allows(str(request.client and request.client.host)):
                return PlainTextResponse("too many codes of no room: wait a minute", 429)
            return page_templates.page("door", request, code=code, public_url=public_url, status=404)
        return page_templates.page(view, request, code=code, public_url=public_url)

    async def picture(request: Request) -> Response:
        return page_templates.picture(f"{public_url}/{page_templates.clean(request.path_params['code'])}")

    async def sockets(socket: WebSocket) -> None:
        code = page_templates.clean(socket.path_params["code"])
        origin, ours = socket.headers.get("origin"), (socket.headers.get("host"), urlsplit(public_url).netloc)
        if origin is not None and origin.partition("://")[2] not in ours:
            return await socket.close(4403, "other origin")
        await socket.accept()
        address = str(socket.client and socket.client.host)
        if hall.sockets >= MOST_SOCKETS or not (wrong_codes.allows(address, cost=0) and arrivals.allows(address)):
            return await socket.close(4429, "too_many")
        try:
            async with hall.audience(code) as audience:
                await PageSocket(socket, audience.room, audience).serve()
        except RoomError:
            wrong_codes.allows(address)
            await socket.close(4404, "unknown_room")
        except QuizzerError:
            await socket.close(1013, "")
        return None

    async def with_headers(request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        response.headers.update(page_templates.safe_headers(request.headers.get("host", "")))
        return response

    return Starlette(
        routes=[
            Mount("/static", StaticFiles(directory=page_templates.FOLDER)),
            Route("/", page),
            WebSocketRoute("/{code}/socket", sockets),
            Route("/{code}/code.svg", picture),
            Route("/{code}", page),
            Route("/{code}/{view}", page),
        ],
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=with_headers)],
    )
