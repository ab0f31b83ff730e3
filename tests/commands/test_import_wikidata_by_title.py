"""`quizzer import wikidata "TITLE"`: from a film's name to a bank that plays, whatever the server says on the way."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sources.played_wikidata import Fault, PlayedWikidata, cut_off, error, half_a_character, half_json, moved, status
from sources.wikidata_items import NAMES, THIEF, day, entity, item, said, text

from quizzer import load_bank
from quizzer.commands import main

GULLS = [
    entity(
        f"Q95{number}",
        {"en": "Gulls"},
        P31=[said(item("Q11424"))],
        P345=[said(text(f"tt100000{number}"))],
        P577=[said(day(f"+{year}-01-01T00:00:00Z"))],
        P57=[said(item(director))],
    )
    for number, year, director in ((0, 1950, "Q1"), (1, 1990, "Q2"))
]


@pytest.fixture
def wikidata() -> Iterator[PlayedWikidata]:
    with PlayedWikidata(THIEF, *NAMES, *GULLS) as played:
        yield played


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long quizzer would have waited: nobody waits in these tests."""
    seconds: list[float] = []
    monkeypatch.setattr("time.sleep", seconds.append)
    return seconds


@pytest.fixture
def bank(tmp_path: Path, wikidata: PlayedWikidata, waits: list[float]) -> Callable[..., int]:
    """Makes `bank.yaml` of what is asked, and gives the status."""
    return lambda *asked: main(["import", "wikidata", *asked, "--api", wikidata.api, "-o", str(tmp_path / "bank.yaml")])


def films(folder: Path) -> list[str]:
    return [film.label for film in load_bank(folder / "bank.yaml").films]


@pytest.mark.parametrize("asked", ["The Lighthouse Thief", "der dieb vom leuchtturm", "Q900", "tt0099999"])
def test_a_title_or_an_id_becomes_a_bank_with_all_names(
    asked: str, bank: Callable[..., int], tmp_path: Path, wikidata: PlayedWikidata
) -> None:
    assert bank(asked) == 0
    loaded = load_bank(tmp_path / "bank.yaml")
    (film,) = loaded.films
    assert loaded.title == film.title == "The Lighthouse Thief"
    assert [(one.actor, one.character) for one in film.cast] == [
        ("Ines Moreau", "Agathe"),
        ("Lena Sørby", "The Keeper"),
    ]
    assert {one.country for one in film.released} == {"FR", "DE"}
    assert len(loaded.questions) > 10
    assert len(wikidata.asked) <= 4
    assert all(agent.startswith("quizzer-engine/") and "https://" in agent for agent in wikidata.agents)
    assert main(["check", str(tmp_path / "bank.yaml")]) == 0


def test_several_films_are_shown_with_year_and_director_and_asked(
    bank: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("7\n2\n"))
    assert bank("Gulls") == 0
    told = capsys.readouterr()
    assert "1  Gulls (1950), directed by Henrik Vos (Q950)" in told.err
    assert "2  Gulls (1990), directed by Ines Moreau (Q951)" in told.err
    assert "type a number from 0 to 2" in told.out
    assert films(tmp_path) == ["Gulls (1990)"]


@pytest.mark.parametrize("asked", [("Gulls", "--year", "1950"), ("Gulls (1950)",)])
def test_with_its_year_nothing_is_asked(asked: tuple[str, ...], bank: Callable[..., int], tmp_path: Path) -> None:
    assert bank(*asked) == 0
    assert films(tmp_path) == ["Gulls (1950)"]


def test_a_list_keeps_what_was_found_and_tells_what_was_not(
    bank: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    wanted = tmp_path / "wanted.txt"
    wanted.write_text("Gulls (1950)\n\nThe Lighthouse Thief\nGulls\nNo Such Film\nQ1\n", encoding="utf-8")
    assert bank("--list", str(wanted)) == 1
    assert sorted(films(tmp_path)) == ["Gulls (1950)", "The Lighthouse Thief (1987)"]
    told = capsys.readouterr().err
    assert "Gulls is left out: name it by its id, or with its year" in told
    assert "No Such Film: Wikidata knows no such film" in told
    assert "Q1: Wikidata knows no such film" in told


def test_the_films_of_ones_diary_that_no_bank_has_are_a_list(
    bank: Callable[..., int], tmp_path: Path, wikidata: PlayedWikidata, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path / "home"))
    diary = tmp_path / "ratings.csv"
    diary.write_text("Const,Title,Year\ntt0099999,Thief,1987\ntt0119698,Princess Mononoke,1997\n", encoding="utf-8")
    own = tmp_path / "home" / "banks" / "mine.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("films: [{title: Princess Mononoke, year: 1997, directors: Hayao Miyazaki}]\n", encoding="utf-8")
    assert main(["watched", "import", str(diary)]) == 0
    assert bank("--list", "watched") == 0
    assert films(tmp_path) == ["The Lighthouse Thief (1987)"]
    assert [told["srsearch"] for told in wikidata.asked if "srsearch" in told] == ["haswbstatement:P345=tt0099999"]


@pytest.mark.parametrize(
    ("fault", "waited"),
    [
        (status(429, Retry_After="7"), 7),
        (status(503), 1),
        (status(503, Date="Mon, 30 Nov 2026 12:00:00 GMT", Retry_After="Mon, 30 Nov 2026 12:00:09 GMT"), 9),
        (status(503, Date="Mon, 30 Nov 2026 12:00:00 GMT", Retry_After=f"Mon, 30 Nov {'9' * 40} 12:00:09 GMT"), 1),
        (cut_off, 1),
        (half_json, 1),
        (half_a_character, 1),
        (error("maxlag", wait="5"), 5),
        (error("ratelimited"), 1),
    ],
)
def test_a_busy_server_is_asked_again_when_it_says(
    fault: Fault, waited: float, bank: Callable[..., int], wikidata: PlayedWikidata, waits: list[float], tmp_path: Path
) -> None:
    wikidata.faults.append(fault)
    assert bank("Q900") == 0
    assert waits == [waited]
    assert films(tmp_path) == ["The Lighthouse Thief (1987)"]


@pytest.mark.parametrize(
    ("faults", "told"),
    [
        ([status(503)] * 6, "127.0.0.1 does not answer now (status 503): try again later. Nothing is lost"),
        ([status(429, Retry_After="3600")], "try again in 3,600 seconds"),
        ([status(403)], "the server refuses this (status 403)"),
        ([status(404)], "nothing is at this address (status 404)"),
        ([error("unknown_action")], "api.php: the server refuses the request: Told: unknown_action"),
        ([moved("ftp://example.org/")], "the address must begin with https://"),
        ([moved("/w/api.php")] * 6, "leads to another one again and again"),
        ([lambda handler: handler.send(b"[]")], "this server does not answer like Wikidata"),
        ([moved("https://a:b")] * 6, "it was too slow, or its answer is broken"),
        ([lambda handler: handler.send(b"{}", {"Content-Encoding": "gzip"})] * 6, "or its answer is broken"),
    ],
)
def test_what_cannot_be_had_is_told_in_a_line(
    faults: list[Fault],
    told: str,
    bank: Callable[..., int],
    wikidata: PlayedWikidata,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    wikidata.faults.extend(faults)
    assert bank("Q900") == 1
    assert told in capsys.readouterr().err.splitlines()[-1]
    assert not (tmp_path / "bank.yaml").exists()


def test_an_answer_of_another_shape_is_told_in_a_line(
    bank: Callable[..., int], wikidata: PlayedWikidata, capsys: pytest.CaptureFixture[str]
) -> None:
    wikidata.faults.append(lambda handler: handler.send(b'{"query": {"search": [7]}}'))
    assert bank("The Lighthouse Thief") == 1
    assert "api.php: the answer is damaged, or has a form that quizzer does not know" in capsys.readouterr().err


def test_a_redirect_is_followed(bank: Callable[..., int], wikidata: PlayedWikidata, tmp_path: Path) -> None:
    elsewhere = f"{wikidata.url}/w/api.php?action=wbgetentities&ids=Q900&props=labels|claims|sitelinks"
    wikidata.faults.append(moved(elsewhere))
    assert bank("Q900") == 0
    assert films(tmp_path) == ["The Lighthouse Thief (1987)"]


def test_offline_it_says_so_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with PlayedWikidata() as gone:
        pass
    assert main(["import", "wikidata", "Gulls", "--api", gone.api, "-o", str(tmp_path / "bank.yaml")]) == 1
    assert capsys.readouterr().err == "quizzer: quizzer cannot reach 127.0.0.1: is this computer offline?\n"


def test_plain_http_is_spoken_with_this_computer_alone(
    tmp_path: Path, wikidata: PlayedWikidata, capsys: pytest.CaptureFixture[str]
) -> None:
    api = "http://wikidata.invalid/w/api.php"
    assert main(["import", "wikidata", "Gulls", "--api", api, "-o", str(tmp_path / "bank.yaml")]) == 1
    assert "the address must begin with https://" in capsys.readouterr().err


def test_items_that_are_deleted_merged_or_without_a_name_cost_only_their_facts(
    bank: Callable[..., int], wikidata: PlayedWikidata, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del wikidata.items["Q3"]
    wikidata.items["Q77"] = entity("Q77", {"en": "Ines Moreau-Vos"})
    wikidata.merged = {"Q2": "Q77", "Q899": "Q900"}
    del wikidata.items["Q2"]
    assert bank("Q899") == 0
    (film,) = load_bank(tmp_path / "bank.yaml").films
    assert [(one.actor, one.character) for one in film.cast] == [
        ("Ines Moreau-Vos", None),
        ("Lena Sørby", "The Keeper"),
    ]
    assert film.best_page == "https://www.wikidata.org/wiki/Q900"
    assert "2 ids without a name" in capsys.readouterr().err


def test_an_id_that_never_was_does_not_cost_the_others(
    bank: Callable[..., int], wikidata: PlayedWikidata, tmp_path: Path
) -> None:
    wikidata.faults.append(error("no-such-entity", id="Q99999999"))
    assert bank("Q900", "Q99999999") == 1
    assert films(tmp_path) == ["The Lighthouse Thief (1987)"]


def test_ctrl_c_loses_nothing_that_was_answered(
    bank: Callable[..., int],
    wikidata: PlayedWikidata,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupt)
    answers = iter([None, None, status(503)])  # the search, the film; then the names

    def play(handler: Any) -> None:
        fault = next(answers, None)
        if fault:
            fault(handler)
        else:
            wikidata.faults.appendleft(play)
            told = wikidata.asked[-1]
            handler.send(json.dumps(wikidata.answer(told)).encode())

    wikidata.faults.append(play)
    assert bank("The Lighthouse Thief") == 130
    assert "the same command goes on from here" in capsys.readouterr().err
    before = len(wikidata.asked)
    wikidata.faults.clear()
    assert bank("The Lighthouse Thief") == 0
    assert {told.get("list") for told in wikidata.asked[before:]} == {None}
    assert all("Q900" not in told["ids"].split("|") for told in wikidata.asked[before:])


def test_what_is_kept_is_not_asked_again_unless_it_is_wished(
    bank: Callable[..., int], wikidata: PlayedWikidata, tmp_path: Path
) -> None:
    assert bank("Q900") == 0
    first = len(wikidata.asked)
    assert bank("Q900") == 0
    assert len(wikidata.asked) == first
    assert bank("Q900", "--refresh") == 0
    assert len(wikidata.asked) == 2 * first


def test_a_damaged_file_of_answers_is_done_without(
    bank: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path))
    (tmp_path / "cache").mkdir()
    file = tmp_path / "cache" / "wikidata.sqlite3"
    file.write_bytes(b"no database at all" * 100)
    assert bank("Q900") == 0
    file.unlink()
    assert bank("Q900") == 0
    kept = file.read_bytes()
    file.write_bytes(kept.replace(b"CREATE TABLE answers", b"CREATE \xff\xfe\xfd\xfcE answers"))  # SQLite quotes it
    assert file.read_bytes() != kept
    assert bank("Q900") == 0


def test_ten_films_take_fewer_than_thirty_requests(tmp_path: Path, waits: list[float]) -> None:
    people = [entity(f"Q{number}", {"en": f"Person No {number}"}) for number in range(1000, 1640)]
    cast = [[said(item(one["id"])) for one in people[start : start + 64]] for start in range(0, 640, 64)]
    shown = [
        entity(
            f"Q{number}",
            {"en": f"Film {number}"},
            P31=[said(item("Q11424"))],
            P345=[said(text(f"tt000{number}"))],
            P57=members[:1],
            P161=members,
        )
        for number, members in enumerate(cast, 7000)
    ]
    wanted = tmp_path / "wanted.txt"
    wanted.write_text("\n".join(f"Film {number}" for number in range(7000, 7010)), encoding="utf-8")
    with PlayedWikidata(*people, *shown) as played:
        asked = ["import", "wikidata", "--list", str(wanted), "--api", played.api, "-o", str(tmp_path / "bank.yaml")]
        assert main(asked) == 0
        assert len(played.asked) < 30
        assert max(len(told.get("ids", "").split("|")) for told in played.asked) == 50
    found = load_bank(tmp_path / "bank.yaml").films
    assert [len(film.cast) for film in found] == [64] * 10


def test_sentences_of_the_encyclopaedia_are_drafts_that_say_whose_they_are(
    bank: Callable[..., int], wikidata: PlayedWikidata, tmp_path: Path
) -> None:
    page = f"{wikidata.url}/wiki/The_Lighthouse_Thief"
    wikidata.items["Q900"] = THIEF | {"sitelinks": {"enwiki": {"title": "The Lighthouse Thief", "url": page}}}
    wikidata.extracts["The Lighthouse Thief"] = (
        "The film was shot over nine long weeks by Lena Sørby on the island of Ouessant. It was praised."
    )
    assert bank("Q900") == 0
    assert "CC-BY-SA" not in (tmp_path / "bank.yaml").read_text(encoding="utf-8")
    assert bank("Q900", "--with-text") == 0
    written = (tmp_path / "bank.yaml").read_text(encoding="utf-8")
    assert "license: CC0-1.0 AND CC-BY-SA-4.0" in written
    assert f"source: {page}" in written
    assert f"by its authors: {page}" in " ".join(written.split())
    assert "draft: yes" in written
    loaded = load_bank(tmp_path / "bank.yaml")
    assert not [one for one in loaded.questions if "nine long weeks" in one.text]


def test_the_names_that_a_file_lacks_are_fetched(bank: Callable[..., int], tmp_path: Path) -> None:
    alone = tmp_path / "Q900.json"
    alone.write_text(json.dumps(THIEF), encoding="utf-8")
    assert bank(str(alone), "--fetch-names") == 0
    (film,) = load_bank(tmp_path / "bank.yaml").films
    assert [one.name for one in film.directors] == ["Henrik Vos"]


def test_without_httpx_the_command_that_installs_it_is_told(
    bank: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    assert bank("Gulls") == 1
    assert "install" in capsys.readouterr().err
