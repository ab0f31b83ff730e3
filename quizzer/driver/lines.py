"""The JSON-lines protocol: one request a line in, one answer a line out. `PROTOCOL.md` is its guide."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from io import FileIO
from time import monotonic
from typing import Any, Protocol, TypeAlias, get_args

import msgspec

from quizzer.bounds import LONGEST_LINE
from quizzer.driver.driver import Clock, Driver, Journal
from quizzer.errors import IllegalAction, QuizzerError, reworded, shortened, shown
from quizzer.session import Action, Event, OpenRuling, Parameters, Role, Rules, Session, View
from quizzer.session.saying import refusal

_CHUNK = 65_536  # bytes read at once


VERSION = 2
"""The version of the protocol, which `hello` reports."""


class Hello(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="hello"):
    """Says the `role` of the other end, and for a player the id `player`. By default it is a host."""

    role: Role = "host"
    player: str | None = None


class Welcome(msgspec.Struct, frozen=True, tag_field="type", tag="hello"):
    """The answer to `Hello`: the versions of the protocol and of quizzer, the possible requests, and the number for
    `quizzer resume`. The number is None for a game without records, or before its first action."""

    version: int
    quizzer: str
    role: Role
    requests: tuple[str, ...]
    number: int | None


class CatchUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="events"):
    """Asks for all visible events after the one with the number `since`."""

    since: int = -1


class Restore(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="restore"):
    """Resumes the game of a snapshot, over the same questions. The answer is a view."""

    snapshot: msgspec.Raw


class New(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="new"):
    """Makes another game called `name`; requests with `"game": name` are for it. `banks` are paths, or names of shipped
    banks; `rules` has the mode and other settings. The answer is a view. quizzer does not record the game."""

    name: str
    banks: tuple[str, ...]
    rules: dict[str, Any] = {}
    seed: int = 0


class Look(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="type", tag="view"):
    """Asks for the view of `player`; without a player, for the view of the room."""

    player: str | None = None


class Save(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="snapshot"):
    """Asks for a snapshot, to resume the game later."""


class Waiting(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="to_rule"):
    """Asks for the answers that wait for a person: for the host, not for players."""


class ToRule(msgspec.Struct, frozen=True, tag_field="type", tag="to_rule"):
    """The answer to `Waiting`."""

    rulings: tuple[OpenRuling, ...]


class Seen(msgspec.Struct, frozen=True, tag_field="type", tag="view"):
    """The answer to `Look`."""

    view: View


class Saved(msgspec.Struct, frozen=True, tag_field="type", tag="snapshot"):
    """The answer to `Save`."""

    snapshot: msgspec.Raw


class Error(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="type", tag="error"):
    """The answer to a line that changed nothing. `line` counts from 1; `code` is for programs."""

    code: str
    message: str
    line: int
    parameters: Parameters = None


Request: TypeAlias = Action | Hello | CatchUp | Look | Waiting | Save | Restore | New
Reply: TypeAlias = Event | Welcome | Seen | ToRule | Saved | Error

_OF_HOSTS = (Waiting, Save, Restore, New)


class Writer(Protocol):
    """An output for text."""

    def write(self, text: str, /) -> object:
        """Write `text`."""

    def flush(self) -> object:
        """Send the written text on."""


class Lines:
    """The protocol without a stream: the answers to each line. `number` returns the game's number in the records."""

    def __init__(self, driver: Driver, *, number: Callable[[], int | None] = lambda: None) -> None:
        self.driver: Driver = driver
        self._games = {"": driver}
        self._role: Role = "host"
        self._player: str | None = None
        self._sent = {"": len(driver.session.events) - 1}  # of each game, as this end counts
        self._number = number
        self._count = 0
        self._decoder: msgspec.json.Decoder[Request] = msgspec.json.Decoder(Request)
        self._encoder = msgspec.json.Encoder()

    @property
    def wait(self) -> float | None:
        """Seconds until the clock acts next in any of the games; None for never."""
        return min((wait for one in self._games.values() if (wait := one.wait) is not None), default=None)

    def answer(self, line: str | bytes) -> Iterator[str]:
        """Yield the lines that answer `line`, each with its end. A blank line has no answer."""
        self._count += 1
        if isinstance(line, str):
            line = line.encode("utf-8", "surrogatepass")
        line = line.rstrip(b"\r\n")
        if not line.strip():
            return
        game = ""
        try:
            if len(line) > LONGEST_LINE:
                raise refusal("bad_line", most=LONGEST_LINE)
            if b'"game"' in line and isinstance(fields := msgspec.json.decode(line), dict) and "game" in fields:
                game = str(fields.pop("game"))
                request = msgspec.convert(fields, Request)
            else:
                request = self._decoder.decode(line)
            if game not in self._games:
                raise refusal("unknown_game", name=shown(game))
            answers: Iterable[Reply] = self._answers(request, game)
            if isinstance(request, New):
                game = request.name
        except IllegalAction as error:
            answers = (Error(error.code, str(error), self._count, error.parameters or None),)
        except QuizzerError as error:
            answers = (Error("bad_game", shortened(str(error), 300), self._count),)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            answers = (Error("bad_line", f"invalid request: {shortened(reworded(error), 200)}", self._count),)
        yield from self._written(answers, game)

    def tick(self) -> Iterator[str]:
        """Yield the lines of the events that time alone has brought by now."""
        for name, driver in self._games.items():
            if driver.tick():
                yield from self._written(self._news(name), name)

    def _written(self, answers: Iterable[Reply], game: str) -> Iterator[str]:
        for answer in answers:
            named = {**msgspec.to_builtins(answer), "game": game} if game else answer
            yield self._encoder.encode(named).decode() + "\n"

    def _news(self, game: str) -> tuple[Event, ...]:
        """Return the events that this end has not received yet."""
        session = self._games[game].session
        news = session.events_for(self._player, since=self._sent[game], role=self._role)
        if news:
            self._sent[game] = news[-1].seq
        return news

    def _answers(self, request: Request, game: str) -> Iterable[Reply]:
        driver = self._games[game]
        session = driver.session
        if self._role != "host" and isinstance(request, _OF_HOSTS):
            raise refusal("not_allowed", case="asking", action=type(request).__name__, role=self._role)
        match request:
            case Hello():
                self._role, self._player = request.role, request.player
                self._sent = dict.fromkeys(self._games, -1)
                names = tuple(kind.__struct_config__.tag for kind in get_args(Request))
                version = import_module("quizzer").__version__
                return (Welcome(VERSION, version, self._role, names, self._number()),)
            case CatchUp():
                self._sent[game] = request.since
                return self._news(game)
            case Look():
                # Without hello, a program sees as each of its players, and sees the room as a host.
                player = request.player if self._role == "host" else self._player
                role = "player" if player is not None else self._role
                return (Seen(session.view(player, at=driver.now, role=role)),)
            case Waiting():
                return (ToRule(session.to_rule),)
            case Save():
                return (Saved(msgspec.Raw(session.snapshot())),)
            case Restore():
                return self._begin(
                    game, Session.restore(bytes(request.snapshot), session.questions, canon=session.canon)
                )
            case New():
                from quizzer.banks import load_bank  # few programs ask for another bank

                if not request.name or request.name in self._games:
                    raise refusal("name_taken", case="game")
                bank = load_bank(list(request.banks))
                rules = Rules.preset(request.rules.pop("mode", "classic"), **request.rules)
                made = Session(bank.questions, rules, seed=request.seed, canon=bank.canon)
                return self._begin(request.name, made)
        session.check_may_send(request, role=self._role, player=self._player)
        driver.apply(request)
        return self._news(game)

    def _begin(self, game: str, session: Session) -> Iterable[Reply]:
        if game == "" and self.driver.journal is not None:
            raise refusal("not_allowed", case="recorded")
        driver = self._games[game] = Driver(session, clock=self.driver.clock)
        if game == "":
            self.driver = driver
        self._sent[game] = len(session.events) - 1
        return (Seen(session.view(None, role="host")),)


class LineSplitter:
    """Split the bytes of a stream into lines. It keeps just enough of a line to see that it is too long."""

    def __init__(self) -> None:
        self._line = bytearray()

    def lines_in(self, chunk: bytes) -> Iterator[bytes]:
        """Yield the lines that end in the next `chunk`, without their ends. An empty chunk ends the last line."""
        *ends, begun = chunk.split(b"\n") if chunk else (b"", b"")
        for end in ends:
            yield bytes(self._line) + end[: self._room]
            self._line.clear()
        self._line += begun[: self._room]

    @property
    def _room(self) -> int:
        return max(0, LONGEST_LINE + 2 - len(self._line))  # one byte may belong to a line's end


def serve(
    session: Session,
    lines: Iterable[str] | Iterable[bytes],
    out: Writer,
    *,
    clock: Clock = monotonic,
    journal: Journal | None = None,
    number: Callable[[], int | None] = lambda: None,
) -> None:
    """Play `session` by the JSON-lines protocol until `lines` ends. Events that time alone brings go out at once.

    `number` returns the number of the game in the records, for `hello`. `lines` may be any iterable of lines:
    `sys.stdin`, a socket's file, a list. The protocol is UTF-8 in every locale, so quizzer reads the bytes of a text
    file: read nothing from it before. It holds at most `LONGEST_LINE` bytes of a line.
    """
    protocol = Lines(Driver(session, clock=clock, journal=journal), number=number)
    for line in _arriving(_lines_of(lines), protocol):
        for answer in protocol.tick() if line is None else protocol.answer(line):
            out.write(answer)
        out.flush()


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the protocol: `$defs` has every struct, and `Request` and `Reply`."""
    (request, reply), parts = msgspec.json.schema_components((Request, Reply), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The JSON-lines protocol of a quizzer session",
        "description": "Each line that goes in is a Request, each that comes out is a Reply.",
        "anyOf": [{"$ref": "#/$defs/Request"}, {"$ref": "#/$defs/Reply"}],
        "$defs": {"Request": request, "Reply": reply, **parts},
    }


def _arriving(lines: Iterable[str] | Iterable[bytes], protocol: Lines) -> Iterator[str | bytes | None]:
    """Yield the lines as they come, and None whenever the clock acts before the next one."""
    from queue import Empty, Queue  # games without a clock start faster
    from threading import Thread

    arrived: Queue[str | bytes | BaseException | None] = Queue(maxsize=16)  # a faster sender waits

    def read() -> None:
        try:
            for line in lines:
                arrived.put(line)
            arrived.put(None)
        except BaseException as error:  # the main thread raises it again
            arrived.put(error)

    # A daemon thread: a program that ends does not wait for another line.
    Thread(target=read, name="quizzer-lines", daemon=True).start()
    while True:
        try:
            line = arrived.get(timeout=protocol.wait)
        except Empty:
            yield None
            continue
        if isinstance(line, BaseException):
            raise line
        if line is None:
            return
        yield line


def _lines_of(source: Any) -> Iterable[str] | Iterable[bytes]:
    """Return the lines of a file, each in bounded memory; for other sources, their own lines."""
    source = getattr(source, "buffer", source)
    raw = getattr(source, "raw", None)
    # A thread that waits in a buffered file holds its lock, and then a program cannot end.
    read = raw.read if isinstance(raw, FileIO) else getattr(source, "read1", None)
    return source if read is None else _split(read)


def _split(read: Callable[[int], bytes | None]) -> Iterator[bytes]:
    splitter = LineSplitter()
    while chunk := read(_CHUNK):
        yield from splitter.lines_in(chunk)
    yield from splitter.lines_in(b"")
