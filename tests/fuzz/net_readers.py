"""The readers of what comes from the net: answers of servers, Wikidata's and others', what is kept of them, banks."""

from __future__ import annotations

import functools
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import httpx
import msgspec
from fuzz.run import Target
from sources.played_wikidata import PlayedWikidata
from sources.wikidata_items import NAMES, THIEF

from quizzer.bank_files.file_format import QuestionEntry
from quizzer.bank_files.yaml_writer import read_back, write_bank
from quizzer.curation.drafts import draft_of
from quizzer.errors import QuizzerError
from quizzer.facts.film import Film, FilmName
from quizzer.facts.proposals import propose_clozes
from quizzer.sources.downloads import address_of, download_bank
from quizzer.sources.network import KeptAnswers, Network
from quizzer.sources.wikidata.online import WikidataSite

API, BANK = "https://example.org/w/api.php", "https://example.org/banks/gulls.yaml"
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
_GULLS = b"""\
title: Gulls
license: CC-BY-4.0
include: [parts/more.yaml]
questions:
  - {ask: Which bird is in the picture?, answer: a gull}
"""
_MORE = b"questions:\n  - {ask: What does it eat?, answer: chips}\n"
_ANSWERS = [
    b'200\nContent-Type: application/json\n\n{"query": {"search": [{"title": "Q900"}]}}',
    b'200\nRetry-After: 7\nDate: Mon, 30 Nov 2026 12:00:00 GMT\n\n{"error": {"code": "maxlag", "info": "busy"}}',
    b"503\nRetry-After: Mon, 30 Nov 2026 12:00:09 GMT\nDate: Mon, 30 Nov 2026 12:00:00 GMT\n\nbusy",
    b"301\nLocation: https://example.org/w/api.php?from=here\n\n",
    b"200\nContent-Encoding: gzip\nTransfer-Encoding: chunked\nContent-Length: 4\n\n\x1f\x8b\x08\x00",
]
_INTRODUCTION = (
    'The Lighthouse Thief (French: Le Voleur du phare) is a 1987 drama film directed by Henrik Vos. It stars "Ines'
    ' Moreau" as Agathe, who keeps 12 gulls in Brittany. It won the Golden Gull.'
)
_KINDS = ("search", "films", "names", "introductions")

Reply = Callable[[httpx.Request], httpx.Response]


def net_targets(folder: Path) -> dict[str, Target]:
    """A target for each of these readers. Nothing goes over a network."""
    return {
        "net-answer": Target(_answer, _ANSWERS, (QuizzerError,)),
        "wikidata-answers": Target(_wikidata_answer, _wikidata_answers(), (QuizzerError,)),
        "kept-answers": Target(_kept(folder / "kept.sqlite3"), [_kept_whole()], (QuizzerError,), paged=True),
        "got-bank": Target(_got_bank(folder / "got"), [b"0\n" + _GULLS, b"1\n" + _MORE], (QuizzerError,)),
    }


class _InPieces(httpx.SyncByteStream):
    """A body as it comes from a socket: at most 64 kB at a time."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._body), 1 << 16):
            yield self._body[start : start + (1 << 16)]


def _network(reply: Reply) -> Network:
    """A network on which every request is answered by `reply`, and nobody waits."""
    with mock.patch.object(httpx, "Client", functools.partial(httpx.Client, transport=httpx.MockTransport(reply))):
        return Network(clock=lambda: 0.0, sleep=lambda seconds: None, tell=lambda sentence: None)


def _answer(data: bytes) -> None:
    """A status, headers and a body, as any server may send them."""
    head, _, body = data.partition(b"\n\n")
    told, *lines = head.split(b"\n")
    headers = [(name, value.strip()) for name, found, value in (line.partition(b":") for line in lines) if found]
    status = int(told) if told.isdigit() and 100 <= int(told[:9]) < 1000 else 200

    def reply(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, headers=headers, stream=_InPieces(body))

    with _network(reply) as network:
        with suppress(QuizzerError):
            network.fetch(BANK, at_most=1_000_000, since="Mon, 30 Nov 2026 12:00:00 GMT")
        network.ask_api(API, {"action": "query"}, at_most=1_000_000)


@functools.cache
def _played() -> PlayedWikidata:
    played = PlayedWikidata(THIEF | {"sitelinks": {"enwiki": {"title": "The Lighthouse Thief", "url": _PAGE}}}, *NAMES)
    played.extracts["The Lighthouse Thief"] = _INTRODUCTION
    return played


_PAGE = "https://en.wikipedia.org/wiki/The_Lighthouse_Thief"


def _kind(told: dict[str, str]) -> str:
    if told.get("list") == "search":
        return "search"
    if told.get("prop") == "extracts":
        return "introductions"
    return "films" if "sitelinks" in told["props"] else "names"


def _import(kind: str, body: bytes) -> None:
    """A film is looked for, read and put into a bank, where the server's answers of one kind are `body`."""

    def reply(request: httpx.Request) -> httpx.Response:
        told = dict(request.url.params)
        right = json.dumps(_played().answer(told)).encode()
        return httpx.Response(200, stream=_InPieces(body if _kind(told) == kind else right))

    kept = KeptAnswers(Path(":memory:"), oldest=0.0)
    try:
        with _network(reply) as network:
            site = WikidataSite(network, kept, now=1.0, api=API, progress=lambda text: None)
            wishes = [FilmName("The Lighthouse Thief", 1987), FilmName("Q900"), FilmName("", 0, "tt0099999")]
            films = [film for one in site.find(wishes) for film in one.films]
            site.described(films)
            read = site.read(films).films
            told = site.introductions(films)
            drafts = [draft for film in read for one in told.values() for draft in _drafts(film, one.text)]
            read_back(write_bank(read, title="x", questions=drafts))
    finally:
        kept.close()


def _wikidata_answer(data: bytes) -> None:
    kind, _, body = data.partition(b"\n")
    _import(kind.decode() if kind.decode("utf-8", "replace") in _KINDS else "films", body)


def _drafts(film: Film, text: str) -> Iterator[QuestionEntry]:
    told = msgspec.structs.replace(film, trivia=(text,), goofs=())
    return (draft_of(told, film.label, proposal) for proposal in propose_clozes(told))


def _wikidata_answers() -> list[bytes]:
    """What the server says to each kind of request, below a line with the kind."""
    film = {"titles": "The Lighthouse Thief"}
    asked = {
        "search": {"action": "query", "list": "search", "srsearch": "Thief haswbstatement:P345", "srlimit": "7"},
        "films": {"action": "wbgetentities", "ids": "Q900", "props": "labels|claims|sitelinks/urls"},
        "names": {"action": "wbgetentities", "ids": "Q1|Q2|Q3|Q142|Q0", "props": "labels|claims|aliases"},
        "introductions": {"action": "query", "prop": "extracts", **film},
    }
    return [f"{kind}\n{json.dumps(_played().answer(told))}".encode() for kind, told in asked.items()]


@functools.cache
def _kept_whole() -> bytes:
    with TemporaryDirectory() as folder:
        kept = KeptAnswers(Path(folder) / "kept.sqlite3", oldest=0.0)
        kept.put({f"k{number}": json.dumps(one) for number, one in enumerate((THIEF, *NAMES))}, 1.0)
        kept.close()
        return (Path(folder) / "kept.sqlite3").read_bytes()


def _kept(path: Path) -> Callable[[bytes], None]:
    """A file that cannot be read is as good as none: what is kept from then on is there."""

    def reading(data: bytes) -> None:
        for old in path.parent.glob(f"{path.name}*"):
            old.unlink()
        path.write_bytes(data)
        kept = KeptAnswers(path, oldest=0.5)
        try:
            for number in range(4):
                kept.get(f"k{number}")
            kept.put({"new": "text"}, 2.0)
            kept.get("new")
        finally:
            kept.close()

    return reading


def _got_bank(folder: Path) -> Callable[[bytes], None]:
    """A bank of two files, one of which is exchanged; what was kept is known by its address, and asked for again."""

    def reading(data: bytes) -> None:
        which, _, content = data.partition(b"\n")
        files = {"/banks/gulls.yaml": _GULLS, "/banks/parts/more.yaml": _MORE}
        files["/banks/parts/more.yaml" if which == b"1" else "/banks/gulls.yaml"] = content

        def reply(request: httpx.Request) -> httpx.Response:
            found = files.get(request.url.path)
            return httpx.Response(404) if found is None else httpx.Response(200, stream=_InPieces(found))

        shutil.rmtree(folder, ignore_errors=True)
        with _network(reply) as network:
            got = download_bank(BANK, folder, network, now=NOON)
            assert address_of(got.path) == BANK
            assert download_bank(BANK, folder, network, now=NOON).changed == 0

    return reading
