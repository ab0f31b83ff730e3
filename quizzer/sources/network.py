"""Fetch pages and answers from the net politely: one at a time, slowly enough for the server, and within a size."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing, suppress
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import urlsplit

import msgspec

from quizzer import __version__
from quizzer.bounds import LONGEST_DOWNLOAD, LONGEST_WAIT
from quizzer.errors import QuizzerError, SourceError, shortened
from quizzer.extras import DISTRIBUTION, install_command

if TYPE_CHECKING:
    import httpx

HOME_PAGE = f"https://pypi.org/project/{DISTRIBUTION}/"
T = TypeVar("T")

_TRIES, _REDIRECTS = 6, 5
_BUSY = frozenset((429, 500, 502, 503, 504))
_LOOPBACK = frozenset(("127.0.0.1", "::1", "localhost"))
# MediaWiki sends these with status 200: https://www.mediawiki.org/wiki/API:Etiquette
_BUSY_CODES = frozenset(("maxlag", "ratelimited", "readonly", "internal_api_error_DBQueryError"))


class _Busy(Exception):  # noqa: N818 — it never leaves this module
    """The server asks quizzer to try again, perhaps after so many seconds."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.seconds = seconds


class Network:
    """A client that sends one request at a time. Use it in a `with` statement.

    `clock` gives seconds, and `sleep` waits some. `tell` gets a line for each wait that a person would notice. A busy
    server is asked again after the time that it names, or after 1, 2, 4, … seconds. `requests` counts all requests.
    Each request names quizzer's own page and the `contact`, an address of the person who runs quizzer.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], object],
        tell: Callable[[str], object],
        contact: str = "",
    ) -> None:
        """Raises QuizzerError, with the command that installs it, if httpx is missing."""
        try:
            import httpx
        except ImportError:
            install = install_command("httpx")
            raise QuizzerError(
                f"quizzer needs httpx for the net, and it is not installed. To install it:\n  {install}"
            ) from None
        self._errors = httpx
        self._clock, self._sleep, self._tell = clock, sleep, tell
        reached = "; ".join(filter(None, (HOME_PAGE, "".join(filter(str.isprintable, contact)).strip())))
        agent = f"{DISTRIBUTION}/{__version__} ({reached}) httpx/{httpx.__version__}".encode("ascii", "replace")
        self._client = httpx.Client(headers={"User-Agent": agent.decode()}, timeout=httpx.Timeout(30, connect=10))
        self._asked_to_wait: float | None = None
        self.requests: int = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *trouble: object) -> None:
        self._client.close()

    def fetch(self, url: str, *, at_most: int, since: str = "") -> bytes | None:
        """Fetch the page at an address, of at most `at_most` bytes. Returns None for an unchanged page if `since` is a
        date as HTTP writes it.

        Speaks only https, or http to a server on this computer. Raises SourceError, in one line.
        """
        headers = {"If-Modified-Since": since} if since else {}
        return self._asked(url, lambda: self._once(url, {}, headers, at_most))

    def ask_api(self, url: str, parameters: Mapping[str, str], *, at_most: int) -> dict[str, Any]:
        """Ask a MediaWiki API and return its answer, an object. It may hold an `error`, but not that the server is
        busy.

        Raises SourceError like `fetch`, and for an answer of another shape.
        """

        def once() -> dict[str, Any]:
            sent = {**parameters, "format": "json", "formatversion": "2", "maxlag": "5"}
            body = self._once(url, sent, {}, at_most) or b""
            try:
                answer = msgspec.json.decode(body)  # which refuses half of a character
            except (ValueError, RecursionError):
                raise _Busy("its answer is cut off, or not JSON") from None
            if not isinstance(answer, dict):
                raise SourceError("this server does not answer like Wikidata; check the address", file=url)
            error = answer.get("error")
            if isinstance(error, dict) and error.get("code") in _BUSY_CODES:
                raise _Busy(shortened(str(error.get("info", error["code"])), 100), self._asked_to_wait)
            return answer

        return self._asked(url, once)

    def _asked(self, url: str, once: Callable[[], T]) -> T:
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            host = ""
        if not host:
            raise SourceError("this is not an address on the net", file=shortened(url))
        for attempt in range(_TRIES):
            try:
                return once()
            except _Busy as trouble:
                wait = 2.0**attempt if trouble.seconds is None else trouble.seconds
                if wait > LONGEST_WAIT or attempt == _TRIES - 1:
                    when = f"try again in {wait:,.0f} seconds" if wait > LONGEST_WAIT else "try again later"
                    raise SourceError(f"{host} does not answer now ({trouble}): {when}. Nothing is lost") from None
                self._tell(f"{host} is busy ({trouble}); quizzer waits {wait:.0f} s")
                self._sleep(wait)
            except (self._errors.InvalidURL, UnicodeError):
                raise SourceError("this is not an address on the net", file=shortened(url)) from None
        raise AssertionError("the last try returns or raises")

    def _once(self, url: str, parameters: dict[str, str], headers: dict[str, str], at_most: int) -> bytes | None:
        # Not by httpx: it reads the whole body of a redirect, however long.
        request = self._client.build_request("GET", url, params=parameters or None, headers=headers)
        plain = request.url.host in _LOOPBACK
        for _ in range(_REDIRECTS + 1):
            to = request.url
            if to.scheme != "https" and not (plain and to.scheme == "http" and to.host in _LOOPBACK):
                raise SourceError("the address must begin with https://", file=shortened(str(to), 200))
            self.requests += 1
            try:
                with closing(self._client.send(request, stream=True)) as response:
                    if response.next_request is None:
                        return self._body(response, at_most)
                    request = response.next_request
            except self._errors.ConnectError:
                raise SourceError(f"quizzer cannot reach {to.host}: is this computer offline?") from None
            except self._errors.RequestError as trouble:
                raise _Busy("it was too slow, or its answer is broken") from trouble
        raise SourceError("this address leads to another one again and again", file=shortened(url, 200))

    def _body(self, response: httpx.Response, at_most: int) -> bytes | None:
        self._asked_to_wait = _retry_after(response)
        if response.status_code == 304:
            return None
        if response.status_code in _BUSY:
            raise _Busy(f"status {response.status_code}", self._asked_to_wait)
        where = shortened(str(response.url), 200)
        if response.status_code != 200:
            reason = "nothing is at this address" if response.status_code in (404, 410) else "the server refuses this"
            raise SourceError(f"{reason} (status {response.status_code})", file=where)
        body = bytearray()
        until = self._clock() + LONGEST_DOWNLOAD
        for part in response.iter_bytes():
            body += part
            if len(body) > at_most:
                raise SourceError(f"too large: quizzer reads at most {at_most / 1e6:g} MB", file=where)
            if self._clock() > until:
                raise SourceError(f"too slow: more than {LONGEST_DOWNLOAD} seconds; try again later", file=where)
        return bytes(body)


def _retry_after(response: httpx.Response) -> float | None:
    """Return the seconds that a server asks to wait: a number, or a date less the server's own time."""
    asked = response.headers.get("Retry-After", "")
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    with suppress(ValueError, TypeError, OverflowError):
        now = parsedate_to_datetime(response.headers.get("Date", ""))
        return max(0.0, (parsedate_to_datetime(asked) - now).total_seconds())
    return None


class KeptAnswers:
    """Fetched answers in a file: a second run, or one after an interruption, asks only for the rest. Each text has a
    key and the time, in seconds, when it was fetched. Texts from before `oldest` are deleted."""

    def __init__(self, path: Path, *, oldest: float) -> None:
        """Keeps everything in memory if the folder cannot be written, or the file is damaged."""
        for place in (path, Path(":memory:")):
            with suppress(OSError, sqlite3.Error, UnicodeDecodeError), ExitStack() as opened:
                place.parent.mkdir(parents=True, exist_ok=True)
                self._database = opened.enter_context(closing(sqlite3.connect(place)))
                with self._database:
                    made = "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, text TEXT, at REAL)"
                    self._database.execute(made)
                    self._database.execute("DELETE FROM answers WHERE at < ?", (oldest,))
                self._opened = opened.pop_all()
                return

    def get(self, key: str) -> str | None:
        """Return the text with this key, or None."""
        with suppress(sqlite3.Error, UnicodeDecodeError):  # SQLite quotes damaged bytes, which may not be text
            found = self._database.execute("SELECT text FROM answers WHERE key = ?", (key,)).fetchone()
            return str(found[0]) if found else None
        return None

    def put(self, texts: Mapping[str, str], at: float) -> None:
        """Keep texts, all or none of them."""
        with suppress(sqlite3.Error, UnicodeDecodeError):  # a full disk: quizzer fetches them again next time
            rows = ((key, text, at) for key, text in texts.items())
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", rows)

    def close(self) -> None:
        """Close the file."""
        self._opened.close()
