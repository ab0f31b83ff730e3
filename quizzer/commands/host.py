"""`quizzer host`: a room for a game that people play in their browsers."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import secrets
import socket
import sys
import webbrowser
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from quizzer.commands.environment import Teller, folders, library, now, records_for_play
from quizzer.commands.output import save
from quizzer.errors import QuizzerError, RoomError
from quizzer.extras import install_command
from quizzer.games import Wish, new_game
from quizzer.games.wish import LEVELS
from quizzer.session import PRESETS

if TYPE_CHECKING:
    from quizzer.grading import Canon
    from quizzer.rooms import Rooms

    Begin: TypeAlias = Callable[[Rooms], Awaitable[None]]


class _HostCommand(click.Command):
    """`host rooms …` is a command of its own, since `host BANK…` takes any words."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> click.Context:
        if args[:1] == ["rooms"]:
            return rooms.make_context(f"{info_name} rooms", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


_STORE = click.option("--store", metavar="URL", help="Where quizzer saves rooms: redis://…, memory: or a SQLite file.")
_DATA = click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The folder for that file.")


@click.command("host", cls=_HostCommand)
@click.argument("banks", nargs=-1, type=click.Path(), metavar="[BANK]...")
@click.option("--mode", type=click.Choice([mode for mode in PRESETS if mode != "study"]), default="classic")
@click.option("-n", "--questions", type=click.IntRange(1, 1000), help="How many questions; the default is 10.")
@click.option("--level", type=click.Choice(LEVELS[:3]), default="mixed", help="How hard the questions are.")
@click.option("--seconds", type=click.FloatRange(1, 86_400), help="Seconds for each question; the default is 30.")
@click.option("--seed", type=int, help="A number: with the same options, banks and version, the same questions.")
@click.option("--gaps", is_flag=True, help="Also ask open questions: facts that nobody has recorded.")
@click.option("--title", help="The title of the game; the default is that of its bank.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8000, show_default=True)
@click.option("--bind", default="127.0.0.1", show_default=True, help="0.0.0.0 lets other devices of your network in.")
@click.option("--public-url", metavar="URL", help="The address for players, behind a proxy: https://quiz.example.org")
@click.option("--room", "code", metavar="CODE", help="Begin no room: go on with this one, and serve all there are.")
@click.option("--no-browser", is_flag=True, help="Do not open the host's page.")
@_STORE
@_DATA
def command(
    *,
    banks: tuple[str, ...],
    mode: str,
    title: str | None,
    port: int,
    bind: str,
    public_url: str | None,
    code: str | None,
    no_browser: bool,
    store: str | None,
    data: Path | None,
    **wished: Any,  # the options that have the name and the default of what they wish for
) -> int:
    """Open a room: everybody plays in a browser, on a phone or a laptop, with a screen for all to look at.

    quizzer prints the address, the room's code and a picture of it, and opens the host's page. Ctrl-C ends the server,
    and no game: `quizzer host --room CODE` goes on with it.

    \b
    quizzer host --bind 0.0.0.0                     for everybody in your network
    quizzer host around_the_world --mode buzzer     tossups, read out word by word
    quizzer host --room KXWPQ                       go on after a restart
    quizzer host rooms                              the rooms there are; export and delete
    """
    _need_libraries()
    teller = Teller()
    key = secrets.token_hex(16)
    known, begin = library(teller), None
    if code is None:
        from quizzer.rooms import Rooms, player_of
        from quizzer.web.page_templates import new_code

        code = new_code()
        settings = {"host": player_of(key), "grace_seconds": 0.5, "own_hints": True, "max_players": 5000}
        if mode not in ("blitz", "buzzer"):
            settings["question_seconds"] = 30.0
        wish = Wish(banks=banks, mode=mode, settings=settings, **wished)
        records = records_for_play(keep=False, tell=teller)
        game = new_game(wish, records=records, when=now(), random_seed=secrets.randbelow(1_000_000), library=known)
        paths = tuple(map(str, known.paths(banks)))
        begin = partial(Rooms.create, name=code, session=game.session, banks=paths, title=title or game.title)
    where = store or str(_store_file(data))
    place = _listen(bind, port)
    address = (public_url or f"http://{_address_of(bind)}:{place.getsockname()[1]}").rstrip("/")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_host(where, begin, code.upper(), key, place, address, opens=not no_browser))
    return 0


@click.group("rooms", invoke_without_command=True)
@_STORE
@_DATA
@click.pass_context
def rooms(context: click.Context, store: str | None, data: Path | None) -> int:
    """List the saved rooms, the latest first; export one, or delete it.

    \b
    quizzer host rooms                          each with its code and its latest time
    quizzer host rooms export KXWPQ -o my.log   its game file, with everything that players typed
    quizzer host rooms delete KXWPQ             the whole room; with --player only one player's texts
    """
    context.obj = store or str(_store_file(data))
    if context.invoked_subcommand is not None:
        return 0
    found = asyncio.run(_with_rooms(context.obj, lambda kept: kept.store.rooms()))
    for code, latest in sorted(found.items(), key=lambda room: -room[1]):
        click.echo(f"{code}  {datetime.fromtimestamp(latest / 1000, UTC).astimezone():%Y-%m-%d %H:%M}")
    return 0


@rooms.command("export")
@click.argument("code")
@click.option("-o", "--output", required=True, help="The file to write.")
@click.pass_obj
def export(where: str, code: str, output: str) -> int:
    """Write the game file of a room: questions, answers and events."""
    save(asyncio.run(_with_rooms(where, lambda kept: kept.export(code.upper()))), output)
    return 0


@rooms.command("delete")
@click.argument("codes", nargs=-1, required=True, metavar="CODE...")
@click.option("--player", metavar="ID", help="Remove only this player's texts and names, and close the room.")
@click.pass_obj
def delete(where: str, codes: tuple[str, ...], player: str | None) -> int:
    """Delete rooms, all of them that you name, or one player's words: the scores stay."""
    for code in map(str.upper, codes):
        asyncio.run(_with_rooms(where, partial(_delete, code=code, player=player)))
    return 0


async def _delete(kept: Rooms, code: str, player: str | None) -> None:
    await (kept.store.delete(code) if player is None else kept.erase(code, player))


async def _with_rooms(where: str, do: Callable[[Rooms], Awaitable[Any]]) -> Any:
    from quizzer.rooms import Rooms, open_store

    async with open_store(where) as store, Rooms(store) as kept:
        return await do(kept)


async def _host(
    where: str, begin: Begin | None, code: str, key: str, place: socket.socket, address: str, *, opens: bool
) -> None:
    """Serve the rooms of a store, with a new one or without, until somebody ends it."""
    import segno

    from quizzer.grading import AnswerKey
    from quizzer.rooms import Rooms, open_store
    from quizzer.web.server import make_app, make_server

    sys.setswitchinterval(0.0005)  # the thread that keeps what happens has its turn soon
    AnswerKey("Ada").grade("Eve")  # loads the referee, so that the first answer need not wait for it
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)  # a command begins with a much higher one, which lets a server grow
    async with open_store(where) as store, Rooms(store, canon=_canon) as kept:
        if begin is not None:
            await begin(kept)
        elif await store.find(code) is None:
            raise RoomError(f"there is no room {code}; quizzer host rooms lists them")
        room = f"{address}/{code}"
        page = f"{room}/host#{key}" if begin is not None else f"{room}/host"
        click.echo(f"Players open  {room}\nThe code is   {code}\nThe screen    {room}/screen\nThe host      {page}\n")
        if sys.stdout.isatty():
            segno.make(room).terminal(compact=True)
        click.echo("Ctrl-C ends the server. The game is kept.")
        if opens and ("DISPLAY" in os.environ or os.name == "nt" or sys.platform == "darwin"):
            webbrowser.open(page)
        # What was learnt goes where quizzer rulings and quizzer gaps find it.
        at_end = partial(kept.bring_home, records=records_for_play(keep=True, tell=Teller()))
        await make_server(make_app(kept, public_url=address, at_end=at_end)).serve(sockets=[place])


def _canon(banks: tuple[str, ...]) -> Canon | None:
    return library().open(banks).canon if banks else None


def _store_file(data: Path | None) -> Path:
    folder = data or folders().records.parent
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "rooms.sqlite3"


def _listen(bind: str, port: int) -> socket.socket:
    """A socket that people can connect to. Raises QuizzerError for an address that can't be had."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    try:
        place = socket.create_server((bind, port), family=family, backlog=2048)  # who comes before it is ready waits
    except OSError as trouble:
        told = f"quizzer can't listen at {bind}, port {port}: {trouble.strerror or trouble}"
        raise QuizzerError(f"{told}; another --port may be free") from None
    return socket.socket(fileno=place.detach())  # that knows its protocol, so that asyncio sends without delay


def _address_of(bind: str) -> str:
    """The address to tell people: that of this computer in its network, if it listens everywhere."""
    if bind not in ("0.0.0.0", "::"):
        return f"[{bind}]" if ":" in bind else bind
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: it only tells which way one would go
        except OSError:
            return "localhost"
        return str(probe.getsockname()[0])


def _need_libraries() -> None:
    missing = [name for name in ("starlette", "uvicorn", "websockets", "segno") if find_spec(name) is None]
    if missing:
        raise QuizzerError(f"a room needs {', '.join(missing)}: {install_command('quizzer-engine[host]')}")
