"""`quizzer new` asks its way to a bank that plays at once, and never leaves half of one."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from quizzer import load_bank
from quizzer.banks import check_bank
from quizzer.commands import main

HEAD = ["Night lights", "CC-BY-4.0", "Ada"]
FILM = [
    "The Lighthouse Thief", "1987", "Ann Bee", "", "Cy Dee as The Keeper", "Eve Eff as The Widow", "",
    "Row Me Home sung by Eve Eff", "", "The tower was built of [[cardboard|paper]] and stood a storm.", "",
]  # fmt: skip
QUESTION = [
    "Who rows back?",
    "Gil Haa",
    "person",
    "The Oarsman",
    "the lighthouse thief",
    "cast",
    "2",
    "Against the wind.",
]
NO_MORE = [""]


class Asked:
    """What came of typing some lines."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err


@pytest.fixture
def new(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def typed(bank: str, *lines: str) -> Asked:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        status = main(["new", bank])
        return Asked(status, *capsys.readouterr())

    return typed


def test_a_bank_is_made_from_answers_and_plays_at_once(new, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = new("lights.yaml", *HEAD, *FILM, *NO_MORE, *QUESTION, *NO_MORE)
    assert (done.status, done.err) == (0, "")
    assert (tmp_path / "lights.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=bank.schema.json\n"
        "format: 1\n"
        "title: Night lights\n"
        "license: CC-BY-4.0\n"
        "author: Ada\n"
        "films:\n"
        "  - title: The Lighthouse Thief\n"
        "    year: 1987\n"
        "    cast:\n"
        "      - {actor: Cy Dee, character: The Keeper}\n"
        "      - {actor: Eve Eff, character: The Widow}\n"
        "    directors: [Ann Bee]\n"
        "    soundtrack:\n"
        "      - {song: Row Me Home, performer: Eve Eff}\n"
        "    trivia:\n"
        "      - The tower was built of [[cardboard|paper]] and stood a storm.\n"
        "questions:\n"
        "  - ask: Who rows back?\n"
        "    answer: Gil Haa\n"
        "    accept: The Oarsman\n"
        "    kind: person\n"
        "    category: cast\n"
        "    difficulty: 2\n"
        "    explain: Against the wind.\n"
        "    film: The Lighthouse Thief\n"
    )
    assert check_bank(tmp_path / "lights.yaml") == []
    assert main(["check", "lights.yaml"]) == 0
    assert main(["play", "lights.yaml", "--no-records"]) == 0
    assert (tmp_path / "bank.schema.json").exists()


def test_a_name_makes_a_bank_among_ones_own_that_play_finds(new, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = new("night_lights", "", "none", "", "", "What burns?", "Oil", *[""] * 7)
    assert done.status == 0
    path = tmp_path / "home" / "banks" / "night_lights.yaml"
    assert "quizzer play night_lights" in done.out
    assert path.read_text(encoding="utf-8").endswith(
        "title: Night lights\nquestions:\n  - ask: What burns?\n    answer: Oil\n"
    )
    assert main(["check", "night_lights"]) == 0


def test_what_comes_of_it_is_shown_while_it_is_made(new) -> None:  # type: ignore[no-untyped-def]
    out = new("lights.yaml", *HEAD, *FILM, *NO_MORE, *QUESTION, *NO_MORE).out
    assert "That makes 9 questions:" in out
    assert "→ Ann Bee" in out
    assert "“Haa” would be right (surname)." in out
    assert "lights.yaml: 1 film and 1 question of your own." in out
    assert "quizzer play --preview lights.yaml" in out
    assert "FORMAT.md" in out


def test_a_question_mark_explains(new) -> None:  # type: ignore[no-untyped-def]
    out = new("lights.yaml", "?", "T", "?", "", "", "?", "Tide", "?", "1999", *["?", ""] * 5, "", "", "").out
    for words in ("What the bank is called", "CC-BY-SA-4.0", "The title of a film", "It makes a question", "whale oil"):
        assert words in out


def test_what_cannot_be_is_asked_again_with_the_reason(new, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = new(
        "lights.yaml", *HEAD,
        "Tide", "next year", "1066", "1999", "", "", "Ann", "as", "Ann as Bea, Bo as Ebb", "Ann as Bea", "",
        "Row Me Home", "Row Me Home sung by Ann, Tide sung by Bo", "",
        "It was [[wet.", "]] [[", "It was [[wet]] all day long and nobody minded.", "", "",
        # a question that tells its answer, then another text; an answer that is no year, then one
        "Is it Bo?", "Bo", "", "", "", "", "", "",
        "Who is it?", "Bo", "riddle", "person", "", "Ebb", "tide", "", "9", "1", "",
        "When?", "soon", "year", "", "", "", "", "", "", "", "1987", "", "", "", "", "", "",
        "Which?", "a", "choice", "b", "b, a", "", "", "", "",
        "Who all?", "Ann, Bo", "list", "", "", "", "", "", "",
    )  # fmt: skip
    for words in (
        "A year from 1870 to 2100", "As “Actor as Character”", "As “Song sung by Name”", "Each [[ needs its ]]",
        "One at a time",
        "the question tells its answer, “Bo”", "One of text, person", "One of Tide, or Enter", "A number from 1 to 5",
        "“soon” is no answer of the kind year", "At least two with commas between, “a” among them",
    ):  # fmt: skip
        assert words in done.out, words
    bank = load_bank(tmp_path / "lights.yaml")
    written = [question for question in bank.questions if not question.facts]
    assert [(one.text, one.key.answer, one.kind) for one in written] == [
        ("Who is it?", "Bo", "person"), ("When?", "1987", "year"),
        ("Which?", "a", "choice"), ("Who all?", "Ann, Bo", "list"),
    ]  # fmt: skip


def test_where_the_input_ends_what_is_complete_is_kept(new, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = new("lights.yaml", *HEAD, *FILM, "Tide", "1999", "Bo Cee")
    assert done.status == 0
    assert [film.title for film in load_bank(tmp_path / "lights.yaml").films] == ["The Lighthouse Thief"]


@pytest.mark.parametrize("lines", [[], HEAD, [*HEAD, *FILM[:5]], [*HEAD, "", *QUESTION[:3]]])
def test_nothing_is_written_before_there_is_a_question(new, tmp_path: Path, lines: list[str]) -> None:  # type: ignore[no-untyped-def]
    done = new("lights.yaml", *lines)
    assert done.status == 1
    assert done.err == "quizzer: there is no question yet, so nothing was written\n"
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(new, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "lights.yaml"
    path.write_text("mine", encoding="utf-8")
    assert new("lights.yaml", *HEAD).status == 2
    assert path.read_text(encoding="utf-8") == "mine"
    (tmp_path / "link.yaml").symlink_to("nowhere.yaml")
    assert "is there already" in new("link.yaml", *HEAD).err
    new("mine", *HEAD, *FILM)
    again = new("mine", *HEAD, *FILM)
    assert again.status == 2
    assert "there is a bank called mine already" in again.err


@pytest.mark.parametrize(
    ("bank", "why"),
    [
        ("around_the_world", "there is a bank called around_the_world already"),
        ("none/lights.yaml", "there is no folder none"),
        ("./lights", "a bank is a file that ends in .yaml"),
        ("lights.txt/", "a bank is a file that ends in .yaml"),
        ("", "'' is no name for a bank"),
        ("-x", ""),
        ("..", "'..' is no name for a bank"),
        ("a\nb", "'a b' is no name for a bank"),
        ("a" * 300, "is no name for a bank"),
    ],
)
def test_a_bank_that_cannot_be_is_refused_before_anything_is_asked(new, bank: str, why: str) -> None:  # type: ignore[no-untyped-def]
    done = new(bank, *HEAD)
    assert done.status == 2
    assert why in done.err
    assert "Title" not in done.out


def test_what_was_typed_is_not_lost_where_it_cannot_be_written(new, monkeypatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    def full(path: Path, text: str) -> None:
        from quizzer.errors import QuizzerError

        raise QuizzerError(f"{path}: cannot be written: No space left on device")

    monkeypatch.setattr("quizzer.commands.new.write_text", full)
    done = new("lights.yaml", *HEAD, *FILM, "", "")
    assert done.status == 1
    assert "No space left on device" in done.err
    assert "title: The Lighthouse Thief" in done.out


def test_a_bank_that_could_not_be_loaded_is_not_written(new, monkeypatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from quizzer.bank_files.yaml_writer import write_bank

    monkeypatch.setattr(
        "quizzer.commands.new.write_bank", lambda *args, **more: write_bank(*args, **more).replace("year: ", "yaer: ")
    )
    done = new("lights.yaml", *HEAD, *FILM, "", "")
    assert done.status == 1
    assert "nothing was written, since quizzer could not load the bank: unknown key 'yaer'" in done.err
    assert "yaer: 1987" in done.out
    assert list(tmp_path.iterdir()) == []


def test_pasted_control_characters_and_spaces_do_no_harm(new, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    new("lights.yaml", "\x1b[31mRed\x07\tlamp ", "", "", "Tide: the\u2028return # 2", "1999", "", "", "", "", "", "")
    bank = load_bank(tmp_path / "lights.yaml")
    assert bank.title == "[31mRed lamp"
    assert bank.films[0].title == "Tide: the return # 2"


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent the POSIX way")
@pytest.mark.parametrize(("lines", "left"), [(HEAD, []), ([*HEAD, *FILM], ["bank.schema.json", "lights.yaml"])])
def test_ctrl_c_leaves_what_is_complete_or_nothing(tmp_path: Path, lines: list[str], left: list[str]) -> None:
    typing = subprocess.Popen(
        [sys.executable, "-m", "quizzer", "new", "lights.yaml"],
        cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert typing.stdin is not None
    assert typing.stdout is not None
    typing.stdin.write("".join(f"{line}\n" for line in lines))
    typing.stdin.flush()
    last = "Film [no more]: \n" if left else "Film [none]: \n"
    while typing.stdout.readline() != last:
        pass
    typing.send_signal(signal.SIGINT)
    _, err = typing.communicate(timeout=30)
    assert "Traceback" not in err
    assert typing.returncode == (130 if left else 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == left


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no window tells of its end here")
@pytest.mark.parametrize("told", ["SIGHUP", "SIGTERM"])
def test_a_closed_window_leaves_what_is_complete(tmp_path: Path, told: str) -> None:
    from pseudo_terminal import Terminal

    terminal = Terminal([sys.executable, "-m", "quizzer", "new", "lights.yaml"], folder=tmp_path)
    for line in [*HEAD, *FILM]:
        terminal.type(f"{line}\r")
    terminal.wait_for("Film [no more]:")
    terminal.signal(getattr(signal, told))
    assert terminal.wait_for_end() == 130
    assert [film.title for film in load_bank(tmp_path / "lights.yaml").films] == ["The Lighthouse Thief"]
