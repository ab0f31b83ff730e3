"""`quizzer check` on the command line: what is told, where, and with which exit status."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from read_once import keep_as_read

from quizzer.bank_files.faults import Fault
from quizzer.banks.checks.inspection import OTHER_FILES, Report
from quizzer.commands import main
from quizzer.commands.check import watch

GOOD = "questions:\n  - {ask: What rises?, answer: the sea}\n"
UNWISE = "questions:\n  - ask: Who is Ann Bee?\n    answer: Ann Bee\n"
FAULTY = "questions:\n  - ask: What falls?\n    anwser: the sea\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with three banks."""
    home = tmp_path / "here"
    home.mkdir()
    monkeypatch.chdir(home)
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path / "quizzer"))
    keep_as_read(tmp_path / "quizzer")
    for name, text in (("good", GOOD), ("unwise", UNWISE), ("faulty", FAULTY)):
        (home / f"{name}.yaml").write_text(text, encoding="utf-8")
    return home


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["good.yaml"], 0),
        (["unwise.yaml"], 0),
        (["unwise.yaml", "--strict"], 1),
        (["good.yaml", "--strict"], 0),
        (["cult", "--review", "--strict"], 0),
        (["faulty.yaml"], 1),
        (["good.yaml", "faulty.yaml"], 1),
        (["none.yaml"], 1),
        (["none"], 1),
        (["around_the_world", "--strict"], 0),
        ([], 2),
        (["good.yaml", "--format", "xml"], 2),
    ],
)
def test_the_status_says_whether_a_bank_can_be_played(folder: Path, arguments: list[str], status: int) -> None:
    assert main(["check", *arguments]) == status


def test_faults_go_to_standard_output_and_their_count_to_standard_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "good.yaml", "unwise.yaml", "faulty.yaml"])
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "unwise.yaml:2:17: warning: the answer 'Ann Bee' stands in its own question: ask otherwise, "
        "or offer 'choices:'",
        "faulty.yaml:3:5: error: unknown key 'anwser' in a question: did you mean 'answer'?",
        "good.yaml: no fault found",
    ]
    assert err.splitlines() == [
        "unwise.yaml: 1 warning",
        "faulty.yaml: 1 error (--fix mends 1)",
        "3 banks: 1 error, 1 warning (--fix mends 1)",
    ]


def test_json_is_one_object_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "good.yaml", "faulty.yaml", "--json"]) == 1
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert json.loads(out) == {
        "errors": 1,
        "warnings": 0,
        "banks": [
            {"path": "good.yaml", "errors": 0, "warnings": 0, "faults": []},
            {"path": "faulty.yaml", "errors": 1, "warnings": 0, "faults": [
                {"path": "faulty.yaml", "line": 3, "column": 5, "end_column": 11, "severity": "error", "fixable": True,
                 "message": "unknown key 'anwser' in a question: did you mean 'answer'?"},
            ]},
        ],
    }  # fmt: skip
    main(["check", "good.yaml", "faulty.yaml", "--format", "json"])
    assert capsys.readouterr().out == out


def test_github_makes_annotations(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("50%, a:b.yaml").write_text(UNWISE, encoding="utf-8")
    main(["check", "faulty.yaml", "50%, a:b.yaml", "--format", "github"])
    assert capsys.readouterr().out.splitlines() == [
        "::error file=faulty.yaml,line=3,col=5,endColumn=11,title=quizzer check"
        "::unknown key 'anwser' in a question: did you mean 'answer'?",
        "::warning file=50%25%2C a%3Ab.yaml,line=2,col=17,endColumn=24,title=quizzer check"
        "::the answer 'Ann Bee' stands in its own question: ask otherwise, or offer 'choices:'",
    ]


def test_all_banks_of_a_folder_are_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    below = folder / "more" / "deeper"
    below.mkdir(parents=True)
    (below / "tides.yml").write_text(FAULTY, encoding="utf-8")
    for ignored in ("notes.txt", ".hidden.yaml", "rulings.yaml"):
        (folder / "more" / ignored).write_text(FAULTY, encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "b.yaml").write_text(FAULTY, encoding="utf-8")
    main(["check", "."])
    assert "4 banks: 2 errors" in capsys.readouterr().err
    (folder / "none").mkdir()
    main(["check", "none"])
    assert capsys.readouterr().out == "none:1:1: error: this is a folder; name a file in it\n"


def test_what_two_banks_include_is_told_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one", "two"):
        Path(f"{name}.yaml").write_text("include: faulty.yaml\n" + GOOD, encoding="utf-8")
    main(["check", "one.yaml", "two.yaml", "faulty.yaml"])
    out, err = capsys.readouterr()
    assert out.count("faulty.yaml:3:5: error") == 1
    assert "no fault found" not in out
    assert err.splitlines() == [
        *(f"{name}.yaml: 1 error (--fix mends 1)" for name in ("one", "two", "faulty")),
        "3 banks: 1 error (--fix mends 1)",
    ]


def test_a_bank_that_is_no_yaml_is_checked_by_who_knows_its_files(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def check(path: str) -> Report:
        return Report(path, [Fault(1, 1, "warning", "this is old: make it anew")])

    monkeypatch.setitem(OTHER_FILES, ".other", check)
    Path("more").mkdir()
    Path("more/films.other").write_bytes(b"\0")
    assert main(["check", "more", "more/films.other", "--fix"]) == 0
    assert capsys.readouterr().out == "more/films.other:1:1: warning: this is old: make it anew\n"


def test_without_a_bank_ones_own_are_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 2
    assert "name a bank to check, for example" in capsys.readouterr().err
    own = folder.parent / "quizzer" / "banks"
    own.mkdir(parents=True)
    (own / "storms.yaml").write_text(UNWISE, encoding="utf-8")
    assert main(["check"]) == 0
    assert capsys.readouterr().out.startswith(f"{own / 'storms.yaml'}:2:17: warning: ")


def test_what_is_mended_is_said_and_checked_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--fix", "faulty.yaml"]) == 0
    assert Path("faulty.yaml").read_text(encoding="utf-8") == FAULTY.replace("anwser", "answer")
    assert capsys.readouterr().out.splitlines() == [
        "faulty.yaml:3: mended: 'anwser' is now 'answer'",
        "faulty.yaml: quizzer kept the older file as faulty.yaml~",
        "faulty.yaml: no fault found",
    ]
    Path("faulty.yaml").write_text(FAULTY, encoding="utf-8")
    main(["check", "--fix", "faulty.yaml", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["mended"] == [{"path": "faulty.yaml", "line": 3, "done": "'anwser' is now 'answer'"}]
    assert told["kept"] == {"faulty.yaml": str(folder / "faulty.yaml~1")}
    assert (told["errors"], told["left"]) == (0, {})


def test_what_a_file_says_cannot_steer_a_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.yaml").write_text('questions:\n  - {ask: What?, answer: a, "\\e[31m\\u202ex\\nb": c}\n', encoding="utf-8")
    for how, lines in (("text", 3), ("github", 3), ("json", 1)):  # the key is unknown, and two of its characters warn
        main(["check", "bad.yaml", "--format", how])
        out = capsys.readouterr().out
        assert "\x1b" not in out
        assert "\u202e" not in out or how == "json"
        assert len(out.splitlines()) == lines


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_shows_the_line_and_a_caret(folder: Path) -> None:
    from pseudo_terminal import Terminal

    terminal = Terminal([sys.executable, "-m", "quizzer", "check", "faulty.yaml"], columns=100, PYTHONPATH=str(ROOT))
    try:
        terminal.wait_for("1 error")
        assert [line.rstrip() for line in terminal.screen.splitlines()[:3]] == [
            "faulty.yaml:3:5: error: unknown key 'anwser' in a question: did you mean 'answer'?",
            "    3 |     anwser: the sea",
            "      |     ^^^^^^",
        ]
        assert b"\x1b[31m" in terminal.raw
    finally:
        terminal.close()
    plain = Terminal(
        [sys.executable, "-m", "quizzer", "check", "faulty.yaml"], columns=100, PYTHONPATH=str(ROOT), NO_COLOR="1"
    )
    try:
        plain.wait_for("1 error")
        assert "^^^^^^" in plain.screen
        assert b"\x1b[31m" not in plain.raw
    finally:
        plain.close()


# -- watching


def test_files_are_looked_at_again_when_they_change_vanish_or_come_back(tmp_path: Path) -> None:
    bank, other = tmp_path / "b.yaml", tmp_path / "part.yaml"
    bank.write_text("a", encoding="utf-8")
    other.write_text("a", encoding="utf-8")
    looked: list[str] = []

    def look() -> list[str]:
        looked.append(bank.read_text(encoding="utf-8") if bank.exists() else "gone")
        return [str(bank), str(other)]

    def steps() -> Iterator[None]:
        yield
        assert looked == ["a"]  # nothing changed
        bank.write_text("bb", encoding="utf-8")
        yield
        bank.unlink()
        yield
        yield
        assert looked == ["a", "bb", "gone"]
        temporary = tmp_path / "b.yaml.tmp"
        temporary.write_text("c", encoding="utf-8")
        temporary.replace(bank)
        yield
        other.write_text("another", encoding="utf-8")
        yield

    passing = steps()
    with pytest.raises(StopIteration):
        watch(look, lambda: next(passing))
    assert looked == ["a", "bb", "gone", "c", "c"]


def test_a_change_while_a_file_is_read_is_seen_afterwards(tmp_path: Path) -> None:
    bank = tmp_path / "b.yaml"
    looked: list[str] = []

    def look() -> list[str]:
        looked.append(bank.read_text(encoding="utf-8"))
        if len(looked) == 2:
            bank.write_text("saved meanwhile", encoding="utf-8")
        return [str(bank)]

    def steps() -> Iterator[None]:
        bank.write_text("second", encoding="utf-8")
        yield
        yield
        yield

    bank.write_text("first", encoding="utf-8")
    passing = steps()
    with pytest.raises(StopIteration):
        watch(look, lambda: next(passing))
    assert looked == ["first", "second", "saved meanwhile"]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
def test_watching_goes_on_until_it_is_interrupted(folder: Path) -> None:
    # Whoever started the tests may have turned Ctrl-C off for them.
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from quizzer.commands import main; sys.exit(main(sys.argv[1:]))"
    )
    watching = subprocess.Popen(
        [sys.executable, "-c", code, "check", "faulty.yaml", "--watch"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        assert watching.stdout is not None
        assert "unknown key 'anwser'" in watching.stdout.readline()
        time.sleep(0.1)
        Path("new").write_text(GOOD, encoding="utf-8")
        Path("new").replace("faulty.yaml")
        assert watching.stdout.readline() == "\n"
        assert "checked again" in watching.stdout.readline()
        assert watching.stdout.readline() == "faulty.yaml: no fault found\n"
        watching.send_signal(signal.SIGINT)  # what Ctrl-C sends
        out, err = watching.communicate(timeout=30)
        assert watching.returncode == 130
        assert out == ""
        assert "Traceback" not in err
    finally:
        watching.kill()
