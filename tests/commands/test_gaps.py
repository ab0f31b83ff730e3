"""Games are played, what players contribute is decided, and games are played again."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command_lines import run

from quizzer import Rules, Session, load_bank
from quizzer.commands.running import run as run_command
from quizzer.records import Records
from quizzer.session import Answer, Join, Next, Ruled, Start

RECORDS_FILE = "records.sqlite3"
EVENING = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)

GAP = """\
films:
  - title: The Night Ferry   # a film
    year: 1990
    directors: Ann Bee
    gaps:
      - {asks: release title, country: IN, language: en}
      - {asks: composer}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run_here(*words: object) -> int:
    """The same in this process, which is quicker."""
    return run_command([str(word) for word in words])


def play(bank: Path, given: str, player: str = "Ada", *, protest: bool = True, why: str = "", **wishes: str) -> None:
    actions = [
        {"type": "join", "player": player},
        {"type": "start"},
        {"type": "answer", "player": player, "given": given},
        *([{"type": "protest", "player": player, "why": why}] if protest else []),
        {"type": "next"},
    ]
    options = [word for name, value in wishes.items() for word in (f"--{name}", value)]
    done = run("play", bank, "--json", *options, given="".join(json.dumps(one) + "\n" for one in actions))
    assert done.returncode == 0, done.stderr


def test_a_contribution_becomes_a_question_when_the_author_says_so(tmp_path: Path, home: Path) -> None:
    bank = tmp_path / "films.yaml"
    bank.write_text(GAP, encoding="utf-8")
    for player, given in (("Ada", "Midnight Boat"), ("Ben", "midnight boat"), ("Cy", "Ferry")):
        play(bank, given, player, protest=False, category="top_gap", seed="2")
    assert bank.read_text() == GAP
    shown = run("gaps").stdout
    assert "2 of 3 · Ada, Ben" in shown
    done = run("gaps", "accept", 1, "--answer", "Midnight Boat")
    assert done.returncode == 0, done.stderr
    text = bank.read_text()
    assert text.startswith("films:\n  - title: The Night Ferry   # a film\n")
    questions = {question.text: question for question in load_bank(bank).questions}
    made = [one for one in questions.values() if one.key is not None and one.key.answer == "Midnight Boat"]
    assert made
    assert {one.source for one in made} == {"contributed"}
    assert len([one for one in questions.values() if one.is_open_gap]) == 1
    assert run("gaps", "skip", 3).stdout == "Put aside.\n"
    assert run("gaps").stdout == "No player has answered an open question yet.\n"


def test_what_is_missing_is_listed(tmp_path: Path, home: Path) -> None:
    bank = tmp_path / "films.yaml"
    bank.write_text(GAP, encoding="utf-8")
    shown = run("gaps", "--missing", bank).stdout
    assert "missing: Who composed the music of “The Night Ferry”? (asked)" in shown
    assert "missing: How long is “The Night Ferry”?\n" in shown
    assert "Who directed" not in shown


def test_what_comparable_films_have_is_proposed_first(tmp_path: Path, home: Path) -> None:
    bank = tmp_path / "films.yaml"
    bank.write_text(
        "films:\n"
        "  - {title: Ebb, year: 1990, directors: Ann Bee}\n"
        "  - {title: Flow, year: 1995, directors: Ann Bee, runtime: 90 min, composers: Cy Dee}\n"
        "  - {title: Tide, year: 1999, directors: Ann Bee, runtime: 95 min}\n"
        "  - {title: Old Tide, year: 1930, filmed_in: Antwerp}\n",
        encoding="utf-8",
    )
    missing = [line.strip() for line in run("gaps", "--missing", bank).stdout.partition("Flow")[0].splitlines()]
    assert missing[2:4] == [
        "missing: How long is “Ebb”? (2 of 2 comparable films have it)",
        "missing: Who composed the music of “Ebb”? (1 of 2 comparable films have it)",
    ]
    assert "missing: Where was “Ebb” shot?" in missing


def test_no_timed_game_asks_a_gap(tmp_path: Path, home: Path) -> None:
    bank = tmp_path / "films.yaml"
    bank.write_text(GAP, encoding="utf-8")
    done = run("play", bank, "--mode", "blitz", "--category", "top_gap")
    assert done.returncode == 2
    assert "no question matches" in done.stderr


# -- each shape of gap, from a player's answer to a question that is scored

SHAPES = {
    "release title": ("{asks: release title, country: IN, language: en}", "Midnight Boat", "alternate_title"),
    "plot outline": (
        "{asks: plot outline, language: de}",
        "Eine Witwe aus Antwerpen sucht auf der Fähre nach ihrem Bruder und findet eine Karte.",
        "top_gap",
    ),
    "release date": ("{asks: release date, country: DE}", "1990-05-17", "top_gap"),
    "original title": ("{asks: original title}", "Nachtveer", "alternate_title"),
    "year": ("{asks: year}", "1990", "year"),
    "runtime": ("{asks: runtime}", "97 min", "top_gap"),
    "budget": ("{asks: budget}", "$2,000,000", "box_office"),
    "gross worldwide": ("{asks: gross worldwide}", "$9,000,000", "box_office"),
    "director": ("{asks: director}", "Henrik Vos", "director"),
    "writer": ("{asks: writer}", "Henrik Vos", "writer"),
    "composer": ("{asks: composer}", "Henrik Vos", "composer"),
    "filming location": ("{asks: filming location}", "Antwerp", None),
    "setting": ("{asks: setting}", "Antwerp", None),
    "character": ("{asks: character, of: Ines Moreau}", "Agathe", "cast"),
    "extra": ("{asks: extra, of: The Lamplighter}", "Eve Eff", "cast"),
    "prop": ("{asks: prop, of: the brass ship's bell of the last voyage}", "Antwerp", "trivia"),
    "cut": ("{asks: cut, country: DE}", "the long one without the storm", "versions"),
    "song performer": ("{asks: song performer, of: Harbour Lights}", "Eve Eff", "soundtrack"),
    "song composer": ("{asks: song composer, of: Harbour Lights}", "Eve Eff", "soundtrack"),
}
FERRY = """\
# kept
films:
  - title: The Night Ferry   # kept too
    cast:
      - actor: Ines Moreau
    soundtrack:
      - song: Harbour Lights
    gaps:
      - {}
      - {{asks: catchphrase, country: FR}}
"""


def test_every_shape_is_tried_below() -> None:
    from quizzer.facts.shapes import SHAPES as ALL

    assert set(SHAPES) == set(ALL)


@pytest.fixture
def contribute(home: Path):  # type: ignore[no-untyped-def]
    """Answers a bank's open gap in a game; `about` is a part of the gap's question."""

    def contributed(bank: Path, given: str, *, about: str = "", player: str = "Ada") -> None:
        loaded = load_bank(bank)
        gap = next(one for one in loaded.questions if one.is_open_gap and about in one.text)
        session = Session([gap], Rules.preset("classic", questions=1), canon=loaded.canon)
        records = Records.open(home / RECORDS_FILE)
        game = records.begin_game(session, banks=[str(bank)], when=EVENING)
        for at, action in enumerate((Join(player), Start(), Answer(player, given), Next())):
            game.journal(at, action, session.apply(action, at=at))

    return contributed


@pytest.mark.parametrize("asks", SHAPES)
def test_an_answer_to_each_shape_of_gap_becomes_a_question_that_is_scored(
    tmp_path: Path, contribute, capsys, asks: str
) -> None:
    gap, given, category = SHAPES[asks]
    bank = tmp_path / "ferry.yaml"
    bank.write_text(FERRY.format(gap), encoding="utf-8")
    contribute(bank, given, about="" if asks != "release title" else "officially released")
    before = load_bank(bank)
    assert run_here("gaps", "accept", 1) == 0
    assert "+" in capsys.readouterr().out
    text = bank.read_text(encoding="utf-8")
    assert text.startswith("# kept\nfilms:\n  - title: The Night Ferry   # kept too\n")
    after = load_bank(bank)
    made = [one for one in after.questions if one.source == "contributed"]
    assert made
    assert {one.category for one in made} & {category or one.category for one in made}
    assert len([one for one in after.questions if one.is_open_gap]) == 1  # the one of the author's own shape
    assert len([one for one in before.questions if one.is_open_gap]) == 2
    question = made[0]
    session = Session([question], Rules.preset("classic", questions=1), canon=after.canon)
    for at, action in enumerate((Join("Ben"), Start(), Answer("Ben", question.key.answer))):
        events = session.apply(action, at=at)
    assert any(isinstance(event, Ruled) and event.outcome == "correct" for event in events)
    assert [player.points > 0 for player in session.view("Ben").players] == [True]
    assert run_here("check", bank) == 0
    assert run_here("gaps") == 0
    assert "No player has answered" in capsys.readouterr().out


def test_of_two_films_with_the_same_gap_the_one_that_was_asked_about_gets_the_fact(tmp_path: Path, contribute) -> None:
    bank = tmp_path / "ferries.yaml"
    films = ("The Night Ferry", "The Day Ferry")
    gaps = "".join(f"  - title: {title}\n    year: 1971\n    gaps: [{{asks: composer}}]\n" for title in films)
    bank.write_text(f"films:\n{gaps}", encoding="utf-8")
    contribute(bank, "Ida Klang", about="Day")
    assert run_here("gaps", "accept", 1) == 0
    assert [[one.name for one in film.composers] for film in load_bank(bank).films] == [[], ["Ida Klang"]]


HOSTILE = (
    'x: "}] # &a *a !!python/object ',
    "- {asks: everything}",
    "\x1b[2J\u202eevil",
    "[[cloze|all]]",
    "' or \"",
    "%TAG |",
    "\\x00",
    "名前",
    "a" * 199,
)


@pytest.mark.parametrize("given", HOSTILE)
def test_whatever_was_contributed_is_a_title_and_nothing_else_in_the_bank(
    tmp_path: Path, contribute, capsys, given: str
) -> None:
    bank = tmp_path / "ferry.yaml"
    bank.write_text(FERRY.format(SHAPES["release title"][0]), encoding="utf-8")
    contribute(bank, given, about="officially released")
    assert run_here("gaps") == 0
    assert run_here("gaps", "accept", 1) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    (film,) = load_bank(bank).films
    assert [one.country for one in film.also_known_as] == ["IN"]
    assert film.also_known_as[0].title == " ".join(given.replace("\x1b", " ").split())
    assert [one.asks for one in film.gaps] == ["catchphrase"]


@pytest.mark.parametrize("given", ["a" * 201, "\x07 \n", "x" * 10_000])
def test_what_is_no_name_is_refused_and_nothing_is_written(tmp_path: Path, contribute, capsys, given: str) -> None:
    bank = tmp_path / "ferry.yaml"
    bank.write_text(FERRY.format(SHAPES["release title"][0]), encoding="utf-8")
    contribute(bank, given, about="officially released")
    before = bank.read_bytes()
    status = run_here("gaps", "accept", 1)
    assert status in (1, 2)
    assert capsys.readouterr().err
    assert bank.read_bytes() == before


def test_a_read_only_bank_stays_as_it_is_and_the_answer_waits(tmp_path: Path, contribute, capsys) -> None:
    bank = tmp_path / "ferry.yaml"
    bank.write_text(FERRY.format(SHAPES["composer"][0]), encoding="utf-8")
    contribute(bank, "Henrik Vos", about="composed")
    bank.chmod(0o444)
    before = bank.read_bytes()
    assert run_here("gaps", "accept", 1) == 1
    assert "read-only; nothing was written" in capsys.readouterr().err
    assert bank.read_bytes() == before
    bank.chmod(0o644)
    assert run_here("gaps", "accept", 1) == 0


def test_two_authors_at_one_file_lose_nothing(tmp_path: Path, contribute) -> None:
    bank = tmp_path / "ferry.yaml"
    both = f"{SHAPES['composer'][0]}\n      - {SHAPES['director'][0]}"
    bank.write_text(FERRY.format(both), encoding="utf-8")
    contribute(bank, "Ida Klang", about="composed")
    contribute(bank, "Henrik Vos", about="directed")
    command = [sys.executable, "-m", "quizzer", "gaps", "accept"]
    authors = [subprocess.Popen([*command, number], stdout=subprocess.PIPE) for number in ("1", "2")]
    assert [author.wait(timeout=60) for author in authors] == [0, 0]
    for author in authors:
        assert author.stdout is not None
        author.stdout.close()
    (film,) = load_bank(bank).films
    assert [one.name for one in (*film.composers, *film.directors)] == ["Ida Klang", "Henrik Vos"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ferry.yaml", "home"]
    assert run_here("gaps", "accept", 1) == 2


def test_one_key_each_on_a_terminal(tmp_path: Path, contribute, home: Path) -> None:
    Terminal = pytest.importorskip("pseudo_terminal", reason="pseudo-terminals need a POSIX system").Terminal  # noqa: N806
    bank = tmp_path / "ferry.yaml"
    gaps = ("composer", "director", "writer", "setting")
    bank.write_text(FERRY.format("\n      - ".join(SHAPES[one][0] for one in gaps)), encoding="utf-8")
    for given, about in (("Ida Klang", "composed"), ("henrik voss", "directed"), ("Me", "wrote"), ("Mars", "set")):
        contribute(bank, given, about=about)
    terminal = Terminal([sys.executable, "-m", "quizzer", "gaps"], rows=60, folder=tmp_path)
    terminal.wait_for("1 of 4 Who composed the music of “The Night Ferry”? 1 “Ida Klang” · 1 of 1 · Ada")
    terminal.type("a")
    terminal.wait_for("2 of 4")
    terminal.type("e")
    terminal.wait_for("Answer: henrik voss")
    terminal.type("\x15Henrik Vos\r")  # Ctrl-U: the line anew
    terminal.wait_for("3 of 4")
    terminal.type("s")
    terminal.wait_for("Put aside. 4 of 4")
    terminal.type("l")
    assert terminal.wait_for_end() == 0
    (film,) = load_bank(bank).films
    assert [one.name for one in (*film.composers, *film.directors, *film.writers)] == ["Ida Klang", "Henrik Vos"]
    assert [one.given for one in Records.open(home / RECORDS_FILE).contributions()] == ["Mars"]
