"""Pages and answers from the net, fetched with good manners: one at a time, by a client with a name, no faster than the
server asks, and never more of it than was agreed."""

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
# MediaWiki tells these with status 200: https://www.mediawiki.org/wiki/API:Etiquette
_BUSY_CODES = frozenset(("maxlag", "ratelimited", "readonly", "internal_api_error_DBQueryError"))


class _Busy(Exception):  # noqa: N818 — it never leaves this module
    """The server asks to be asked again, after so many seconds if it says so."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.seconds = seconds


class Network:
    """A client that asks one thing at a time. Use it in a `with` statement.

    `clock` gives seconds, `sleep` waits some; `tell` hears of every wait that a person would notice. A busy server is
    asked again, after the time that it names or else after 1, 2, 4, … seconds. `requests` counts all that went out. A
    `contact` is where a server's keeper reaches whoever runs quizzer; each request names it, beside quizzer's own page.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], object],
        tell: Callable[[str], object],
        contact: str = "",
    ) -> None:
        """Raises QuizzerError, with the command that installs it, if httpx is not there."""
        try:
            import httpx
        except ImportError:
            install = install_command("httpx")
            raise QuizzerError(
                f"quizzer asks the net with httpx, which is not installed. To install it:\n  {install}"
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
        """What lies at an address: at most `at_most` bytes. With `since`, a date as HTTP writes it, None if it has not
        changed since then.

        Only https is spoken, but for a server on this computer that was named as such. Raises SourceError, in a line.
        """
        headers = {"If-Modified-Since": since} if since else {}
        return self._asked(url, lambda: self._once(url, {}, headers, at_most))

    def ask_api(self, url: str, parameters: Mapping[str, str], *, at_most: int) -> dict[str, Any]:
        """The answer of a MediaWiki API, which is an object; its `error`, if it has one, is no busy server's.

        Raises SourceError as `fetch`, and for what is no such answer.
        """

        def once() -> dict[str, Any]:
            told = {**parameters, "format": "json", "formatversion": "2", "maxlag": "5"}
            body = self._once(url, told, {}, at_most) or b""
            try:
                answer = msgspec.json.decode(body)  # which refuses half of a character
            except (ValueError, RecursionError):
                raise _Busy("its answer is broken off, or no JSON") from None
            if not isinstance(answer, dict):
                raise SourceError("the answer is not of a MediaWiki API", file=url)
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
            raise SourceError("this is no address", file=shortened(url))
        for attempt in range(_TRIES):
            try:
                return once()
            except _Busy as trouble:
                wait = 2.0**attempt if trouble.seconds is None else trouble.seconds
                if wait > LONGEST_WAIT or attempt == _TRIES - 1:
                    when = f"it asks to wait {wait:,.0f} seconds" if wait > LONGEST_WAIT else "try again later"
                    raise SourceError(f"{host} does not answer now ({trouble}): {when}; nothing is lost") from None
                self._tell(f"{host} is busy ({trouble}); quizzer waits {wait:.0f} s")
                self._sleep(wait)
            except (self._errors.InvalidURL, UnicodeError):
                raise SourceError("this is no address", file=shortened(url)) from None
        raise AssertionError("the last try returns or raises")

    def _once(self, url: str, parameters: dict[str, str], headers: dict[str, str], at_most: int) -> bytes | None:
        # Not by httpx: it reads all that comes with a redirect, however much that is.
        request = self._client.build_request("GET", url, params=parameters or None, headers=headers)
        plain = request.url.host in _LOOPBACK
        for _ in range(_REDIRECTS + 1):
            to = request.url
            if to.scheme != "https" and not (plain and to.scheme == "http" and to.host in _LOOPBACK):
                raise SourceError(
                    "quizzer gets only what lies at an address with https://", file=shortened(str(to), 200)
                )
            self.requests += 1
            try:
                with closing(self._client.send(request, stream=True)) as response:
                    if response.next_request is None:
                        return self._body(response, at_most)
                    request = response.next_request
            except self._errors.ConnectError:
                raise SourceError(f"{to.host} cannot be reached: is this computer offline?") from None
            except self._errors.RequestError as trouble:
                raise _Busy("it was too slow, or what it sent is broken") from trouble
        raise SourceError("this address leads from one to the next without end", file=shortened(url, 200))

    def _body(self, response: httpx.Response, at_most: int) -> bytes | None:
        self._asked_to_wait = _retry_after(response)
        if response.status_code == 304:
            return None
        if response.status_code in _BUSY:
            raise _Busy(f"status {response.status_code}", self._asked_to_wait)
        where = shortened(str(response.url), 200)
        if response.status_code != 200:
            reason = "nothing lies there" if response.status_code in (404, 410) else "it is not given away"
            raise SourceError(f"{reason} (status {response.status_code})", file=where)
        body = bytearray()
        until = self._clock() + LONGEST_DOWNLOAD
        for part in response.iter_bytes():
            body += part
            if len(body) > at_most:
                raise SourceError(f"too large: at most {at_most / 1e6:g} MB are read", file=where)
            if self._clock() > until:
                raise SourceError(f"too slow: it took more than {LONGEST_DOWNLOAD} seconds", file=where)
        return bytes(body)


def _retry_after(response: httpx.Response) -> float | None:
    """How many seconds a server asks to wait: a number of them, or a date, which is compared with the server's own."""
    told = response.headers.get("Retry-After", "")
    if told.isascii() and told.isdigit():
        return float(told[:9])
    with suppress(ValueError, TypeError, OverflowError):
        now = parsedate_to_datetime(response.headers.get("Date", ""))
        return max(0.0, (parsedate_to_datetime(told) - now).total_seconds())
    return None


class KeptAnswers:
    """What has been fetched, in a file: whoever is interrupted goes on with it, and a second run asks only for what is
    new. Texts by a key each, with when they were fetched, in seconds; those from before `oldest` are forgotten."""

    def __init__(self, path: Path, *, oldest: float) -> None:
        """Without a folder that can be written to, or with a damaged file, it keeps everything in memory."""
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
        """What was kept under a key."""
        with suppress(sqlite3.Error, UnicodeDecodeError):  # SQLite quotes damaged bytes, which may be no text
            found = self._database.execute("SELECT text FROM answers WHERE key = ?", (key,)).fetchone()
            return str(found[0]) if found else None
        return None

    def put(self, texts: Mapping[str, str], at: float) -> None:
        """Keeps texts, all or none of them."""
        with suppress(sqlite3.Error, UnicodeDecodeError):  # a full disk: it is fetched again next time
            rows = ((key, text, at) for key, text in texts.items())
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", rows)

    def close(self) -> None:
        """Lets go of the file."""
        self._opened.close()
