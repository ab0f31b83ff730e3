"""The JSON-lines protocol: a request a line in, an answer a line out. `PROTOCOL.md` says all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import FileIO
from time import monotonic
from typing import Any, Protocol, TypeAlias

import msgspec

from quizzer.bounds import LONGEST_LINE
from quizzer.driver.driver import Clock, Driver, Journal
from quizzer.errors import IllegalAction, shortened
from quizzer.session import Action, Event, OpenRuling, Session, View

_CHUNK = 65_536  # bytes read at once


class Look(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="type", tag="view"):
    """Asks what `player` may see now; without a player, what the room may see."""

    player: str | None = None


class Save(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="snapshot"):
    """Asks for a snapshot, with which the game can be gone on with later."""


class Waiting(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="to_rule"):
    """Asks which answers wait for a person, with what was given: for the host, not for players."""


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


Request: TypeAlias = Action | Look | Waiting | Save
Reply: TypeAlias = Event | Seen | ToRule | Saved | Error


class Writer(Protocol):
    """Anything that text can be written to."""

    def write(self, text: str, /) -> object:
        """Take `text`."""

    def flush(self) -> object:
        """Send on what was taken."""


class Lines:
    """The protocol without a stream: what to answer to each line."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self._count = 0
        self._decoder: msgspec.json.Decoder[Request] = msgspec.json.Decoder(Request)
        self._encoder = msgspec.json.Encoder()

    def answer(self, line: str | bytes) -> Iterator[str]:
        """The lines that answer `line`, each with its end. A blank line has no answer."""
        self._count += 1
        if isinstance(line, str):
            line = line.encode("utf-8", "surrogatepass")
        line = line.rstrip(b"\r\n")
        if not line.strip():
            return
        for answer in self._answers(line):
            yield self._encoder.encode(answer).decode() + "\n"

    def tick(self) -> Iterator[str]:
        """The lines that tell of what time alone has brought by now."""
        for event in self.driver.tick():
            yield self._encoder.encode(event).decode() + "\n"

    def _answers(self, line: bytes) -> Iterable[Reply]:
        session = self.driver.session
        if len(line) > LONGEST_LINE:
            return (Error("bad_line", f"this line is longer than {LONGEST_LINE:,} bytes", self._count),)
        try:
            request = self._decoder.decode(line)
            if isinstance(request, Look):
                return (Seen(session.view(request.player)),)
            if isinstance(request, Waiting):
                return (ToRule(session.to_rule),)
            if isinstance(request, Save):
                return (Saved(msgspec.Raw(session.snapshot())),)
            return self.driver.apply(request)
        except IllegalAction as error:
            return (Error(error.code, str(error), self._count),)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            return (Error("bad_line", f"this line is no action: {shortened(str(error), 200)}", self._count),)


class LineSplitter:
    """Makes lines of the bytes of a stream. Of a line that is too long it keeps only so much that this can be seen."""

    def __init__(self) -> None:
        self._line = bytearray()

    def lines_in(self, chunk: bytes) -> Iterator[bytes]:
        """The lines that end in the next `chunk`, without their ends; an empty chunk is the end of the last line."""
        *ends, begun = chunk.split(b"\n") if chunk else (b"", b"")
        for end in ends:
            yield bytes(self._line) + end[: self._room]
            self._line.clear()
        self._line += begun[: self._room]

    @property
    def _room(self) -> int:
        return max(0, LONGEST_LINE + 2 - len(self._line))  # one byte may be of a line's end


def serve(
    session: Session,
    lines: Iterable[str] | Iterable[bytes],
    out: Writer,
    *,
    clock: Clock = monotonic,
    journal: Journal | None = None,
) -> None:
    """Play `session` by the JSON-lines protocol until `lines` ends, telling at once of what time alone brings.

    `lines` may be any iterable of lines: `sys.stdin`, a socket's file, a list. Of a text file the bytes are read, for
    the protocol is UTF-8 whatever the locale says; nothing must have been read from it before. No more than
    `LONGEST_LINE` bytes of a line of a file are held.
    """
    lines = _lines_of(lines)
    protocol = Lines(Driver(session, clock=clock, journal=journal))
    waiting = _arriving(lines, protocol.driver) if session.rules.is_timed else lines
    for line in waiting:
        for answer in protocol.tick() if line is None else protocol.answer(line):
            out.write(answer)
        out.flush()


def schema() -> dict[str, Any]:
    """The JSON Schema of the protocol: `$defs` has every struct, and `Request` and `Reply` for either direction."""
    kinds = (Request, Reply)
    (request, reply), parts = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The JSON-lines protocol of a quizzer session",
        "description": "Each line that goes in is a Request, each that comes out is a Reply.",
        "anyOf": [{"$ref": "#/$defs/Request"}, {"$ref": "#/$defs/Reply"}],
        "$defs": {"Request": request, "Reply": reply, **parts},
    }


def _arriving(lines: Iterable[str] | Iterable[bytes], driver: Driver) -> Iterator[str | bytes | None]:
    """The lines as they come, and None whenever something is due before the next one."""
    from queue import Empty, Queue  # games without a clock start faster
    from threading import Thread

    arrived: Queue[str | bytes | BaseException | None] = Queue(maxsize=16)  # who sends faster waits

    def read() -> None:
        try:
            for line in lines:
                arrived.put(line)
            arrived.put(None)
        except BaseException as error:  # it is raised again where somebody can see it
            arrived.put(error)

    # A daemon: a program that ends does not wait for a line that never comes.
    Thread(target=read, name="quizzer-lines", daemon=True).start()
    while True:
        try:
            line = arrived.get(timeout=driver.wait)
        except Empty:
            yield None
            continue
        if isinstance(line, BaseException):
            raise line
        if line is None:
            return
        yield line


def _lines_of(source: Any) -> Iterable[str] | Iterable[bytes]:
    """The lines of a file, each in bounded memory; of what can't be read by bytes, its own."""
    source = getattr(source, "buffer", source)
    raw = getattr(source, "raw", None)
    # A thread that waits in a buffered file holds its lock, and a program can't end then.
    read = raw.read if isinstance(raw, FileIO) else getattr(source, "read1", None)
    return source if read is None else _split(read)


def _split(read: Callable[[int], bytes | None]) -> Iterator[bytes]:
    splitter = LineSplitter()
    while chunk := read(_CHUNK):
        yield from splitter.lines_in(chunk)
    yield from splitter.lines_in(b"")
