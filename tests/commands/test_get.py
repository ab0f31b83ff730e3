"""`quizzer get URL`: a stranger's bank is looked at before it is kept, and says where it came from."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from sources.played_wikidata import Handler, PlayedWikidata, moved, status

from quizzer import load_bank
from quizzer.commands import main

GULLS = b"""\
title: Gulls
license: CC-BY-4.0
include: [parts/more.yaml]
questions:
  - {ask: Which bird is in the picture?, answer: a gull}
"""
MORE = b"questions:\n  - {ask: What does it eat?, answer: chips}\n"


@pytest.fixture
def server() -> Iterator[PlayedWikidata]:
    with PlayedWikidata() as played:
        played.files = {"/banks/gulls.yaml": GULLS, "/banks/parts/more.yaml": MORE}
        yield played


@pytest.fixture
def banks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path))
    monkeypatch.setattr("time.sleep", lambda _: None)
    return tmp_path / "banks"


def get(server: PlayedWikidata, name: str = "gulls.yaml") -> int:
    return main(["get", f"{server.url}/banks/{name}"])


def test_a_bank_is_kept_with_its_parts_its_address_and_its_licence(
    server: PlayedWikidata, banks: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert get(server) == 0
    assert "Gulls (CC-BY-4.0), 2 files kept. To play it: quizzer play gulls" in capsys.readouterr().out
    bank = load_bank(banks / "gulls.yaml")
    assert sorted(one.key.answer for one in bank.questions if one.key) == ["a gull", "chips"]
    note, licence, rest = (banks / "gulls.yaml").read_bytes().split(b"\n", 2)
    assert note.startswith(f"# quizzer get {server.url}/banks/gulls.yaml (".encode())
    assert licence == b"# licence: CC-BY-4.0"
    assert rest == GULLS
    monkeypatch.setattr("sys.stdin", io.StringIO("a gull\nchips\n"))
    assert main(["play", "gulls", "--no-records"]) == 0


@pytest.mark.parametrize("end", ["\\n", "\\N", "\\L"])
def test_a_licence_of_several_lines_adds_none_to_the_bank(end: str, server: PlayedWikidata, banks: Path) -> None:
    licensed = GULLS.replace(b"CC-BY-4.0", f'"CC0{end}questions: []"'.encode())
    server.files["/banks/gulls.yaml"] = licensed
    assert get(server) == 0
    assert (banks / "gulls.yaml").read_bytes().split(b"\n", 2)[1:] == [b"# licence: CC0 questions: []", licensed]


def test_an_address_with_spaces_is_known_again(
    server: PlayedWikidata, banks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.files["/banks/two%20gulls.yaml"] = MORE
    assert get(server, "two gulls.yaml") == 0
    assert main(["get", "--update"]) == 0
    assert "two gulls.yaml: two gulls" in capsys.readouterr().out.splitlines()[-1]


def test_an_update_fetches_only_what_has_changed(
    server: PlayedWikidata, banks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert get(server) == 0
    server.faults.extend([status(304), lambda handler: handler.send(MORE.replace(b"chips", b"fish"))])
    assert main(["get", "--update"]) == 0
    assert "1 file kept" in capsys.readouterr().out
    assert "fish" in [one.key.answer for one in load_bank(banks / "gulls.yaml").questions if one.key]
    assert (banks / "parts" / "more.yaml~").read_bytes().endswith(MORE)
    assert main(["get", "--update"]) == 0
    assert "1 file kept" in capsys.readouterr().out
    assert main(["get", "--update"]) == 0
    assert "no changes" in capsys.readouterr().out


@pytest.mark.parametrize("end", [b"\r", b"\r\n"])
def test_other_line_ends_are_no_change(
    end: bytes, server: PlayedWikidata, banks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.files = {name: text.replace(b"\n", end) for name, text in server.files.items()}
    assert get(server) == 0
    assert main(["get", "--update"]) == 0
    assert "no changes" in capsys.readouterr().out.splitlines()[-1]


def test_it_asks_whether_the_file_has_changed_since_it_was_got(server: PlayedWikidata, banks: Path) -> None:
    assert get(server) == 0
    since: list[str] = []

    def unchanged(handler: Handler) -> None:
        since.append(handler.headers["If-Modified-Since"])
        handler.send(b"", status=304)

    server.faults.extend([unchanged, unchanged])
    assert main(["get", "--update"]) == 0
    assert since[0] in (banks / "gulls.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"title: Gulls\n", "nothing can be asked here"),
        (b"questions:\n  - {ask: What?, anser: a gull}\n", "gulls.yaml:2: "),
        (
            b"include: [../../settings.yaml]\nquestions:\n  - {ask: What?, answer: a gull}\n",
            "leads out of this file's folder",
        ),
        (
            b"include: [gone.yaml]\nquestions:\n  - {ask: What?, answer: a gull}\n",
            "nothing is at this address (status 404)",
        ),
        (
            b"include: [" + b"g" * 300 + b".yaml]\nquestions:\n  - {ask: What?, answer: gulls}\n",
            "quizzer cannot save this bank: ",
        ),
        (b"title: \xff\n", "this is not text in UTF-8"),
        (b"<html><body>Sign in</body></html>", "Nothing was saved"),
    ],
)
def test_what_cannot_be_asked_is_not_kept(
    text: bytes, told: str, server: PlayedWikidata, banks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.files["/banks/gulls.yaml"] = text
    assert get(server) == 1
    assert told in capsys.readouterr().err
    assert not list(banks.rglob("*"))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://example.invalid/gulls.yaml", "the address must begin with https://"),
        ("file:///etc/gulls.yaml", "this is not an address on the net"),
        ("https://example.invalid/gulls.quizzer", "the address must end with the name of a .yaml file"),
        ("https://example.invalid/.hidden.yaml", "the address must end with the name of a .yaml file"),
    ],
)
def test_other_addresses_are_refused(address: str, told: str, banks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["get", address]) == 1
    assert told in capsys.readouterr().err


def test_a_server_elsewhere_leads_to_none_on_this_computer(
    server: PlayedWikidata, banks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.faults.append(moved("http://example.invalid/gulls.yaml"))
    assert get(server) == 1
    assert "the address must begin with https://" in capsys.readouterr().err


def test_a_bank_of_ones_own_is_never_replaced(
    server: PlayedWikidata, banks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (banks / "parts").mkdir(parents=True)
    (banks / "parts" / "more.yaml").write_text("questions: []\n", encoding="utf-8")
    assert get(server) == 1
    assert "more.yaml belongs to another bank" in capsys.readouterr().err
    assert not (banks / "gulls.yaml").exists()


def test_what_is_too_large_is_not_read(
    server: PlayedWikidata, banks: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("quizzer.sources.downloads.LARGEST_BANK", len(GULLS) + 10)
    assert get(server) == 1
    assert "too large" in capsys.readouterr().err


def test_without_a_bank_to_update_that_is_said(banks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["get", "--update"]) == 2
    assert "you have not downloaded a bank yet" in capsys.readouterr().err
