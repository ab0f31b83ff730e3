"""A server on this computer that plays Wikidata's API from items of our own, with the faults that servers have."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from sources.wikidata_items import Json

Fault = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """One request: the next fault if there is one, else what the API says."""

    server: PlayedServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        played = self.server.played
        address = urlsplit(self.path)
        told = {name: values[0] for name, values in parse_qs(address.query).items()}
        played.asked.append(told)
        played.agents.append(self.headers["User-Agent"])
        if played.faults:
            played.faults.popleft()(self)
        elif address.path in played.files:
            self.send(played.files[address.path], {"Last-Modified": played.changed})
        elif address.path == "/w/api.php":
            self.send(json.dumps(played.answer(told)).encode(), {"Content-Type": "application/json"})
        else:
            self.send(b"nothing", status=404)

    def send(self, body: bytes, headers: dict[str, str] | None = None, *, status: int = 200, cut: int = 0) -> None:
        """An answer; `cut` bytes of it are promised and never come."""
        self.send_response_only(status)
        for name, value in {"Date": self.date_time_string(), **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) + cut))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


def status(number: int, **headers: str) -> Fault:
    """An answer with a status, and headers such as Retry_After."""
    return lambda handler: handler.send(
        b"busy", {name.replace("_", "-"): value for name, value in headers.items()}, status=number
    )


def error(code: str, *, wait: str = "", **more: str) -> Fault:
    """An error that comes with status 200, as MediaWiki tells it."""
    body = json.dumps({"error": {"code": code, "info": f"Told: {code}", **more}}).encode()
    return lambda handler: handler.send(body, {"Retry-After": wait} if wait else {})


def cut_off(handler: Handler) -> None:
    handler.send(b'{"query": {"sea', cut=1000)


def half_json(handler: Handler) -> None:
    handler.send(b'{"query": {"sea')


def half_a_character(handler: Handler) -> None:
    handler.send(b'{"entities": {"Q900": {"id": "Q900", "labels": {"en": {"value": "\\ud800"}}}}}')


def moved(to: str) -> Fault:
    """A redirect."""
    return lambda handler: handler.send(b"", {"Location": to}, status=301)


class PlayedServer(ThreadingHTTPServer):
    played: PlayedWikidata


class PlayedWikidata:
    """The server, in a `with` statement. `items` are what it knows; `merged` items lead to others; `files` lie there.

    `faults` come before all that is right, one a request. `asked` holds the parameters of each request.
    """

    def __init__(self, *items: Json) -> None:
        self.items = {one["id"]: one for one in items}
        self.merged: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self.changed = "Mon, 30 Nov 2026 12:00:00 GMT"
        self.extracts: dict[str, str] = {}
        self.faults: deque[Fault] = deque()
        self.asked: list[dict[str, str]] = []
        self.agents: list[str] = []

    def __enter__(self) -> Self:
        self._server = PlayedServer(("127.0.0.1", 0), Handler)
        self._server.played = self
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.api = f"{self.url}/w/api.php"
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, told: dict[str, str]) -> Any:
        """What the API says to these parameters."""
        if told["action"] == "wbgetentities":
            return {"entities": {name: self._entity(name, told) for name in told["ids"].split("|")}}
        if told.get("list") == "search":
            words, _, wanted = told["srsearch"].rpartition("haswbstatement:P345")
            found = self._with_id(wanted[1:]) if wanted else self._called(words.strip())
            return {"query": {"search": [{"title": name} for name in found[: int(told["srlimit"])]]}}
        titles = told["titles"].split("|")
        pages = [{"title": one, "extract": self.extracts[one]} for one in titles if one in self.extracts]
        return {"query": {"pages": pages}}

    def _entity(self, name: str, told: dict[str, str]) -> Json:
        known = self.items.get(self.merged.get(name, name))
        if known is None:
            return {"id": name, "missing": ""}
        props = {part.partition("/")[0] for part in told["props"].split("|")} | {"id", "type"}
        found = {key: value for key, value in known.items() if key in props}
        if "languages" in told and isinstance(found["labels"], dict):
            wanted = told["languages"].split("|")
            found["labels"] = {key: value for key, value in found["labels"].items() if key in wanted}
        return found | ({"redirects": {"from": name, "to": known["id"]}} if name in self.merged else {})

    def _with_id(self, imdb: str) -> list[str]:
        return [name for name, one in self.items.items() if f'"{imdb}"' in json.dumps(one["claims"])]

    def _called(self, words: str) -> list[str]:
        """Whatever has an id on IMDb and a label with these words."""
        with_id = (one for one in self.items.values() if "P345" in one["claims"])
        return [one["id"] for one in with_id if words.casefold() in json.dumps(one["labels"]).casefold()]
