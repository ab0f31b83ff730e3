"""The command line as its users call it: what it prints, its exit status, and a clear line for bad input."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from command_lines import run
from read_once import keep_as_read

import quizzer
from quizzer import load_bank

BANK = "title: Seas\nquestions:\n" + "".join(
    f"  - {{ask: 'Question {number}?', answer: Answer{number}, kind: text, explain: Because {number}.}}\n"
    for number in range(1, 6)
)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


def test_the_version() -> None:
    assert run("--version").stdout == f"quizzer {quizzer.__version__}\n"


def test_help_names_every_command_and_every_command_has_its_help() -> None:
    told = run("--help").stdout
    for command in ("play", "check", "grade", "import", "schema"):
        assert command in told
        assert run(command, "--help").returncode == 0


# -- play


def test_a_game_in_a_pipe_reads_an_answer_a_line(bank: Path) -> None:
    right = {f"Question {number}?": f"answer{number}" for number in range(1, 6)}
    order = [
        line
        for line in run("play", bank, "-n", 3, "--seed", 1, given=":skip\n" * 3).stdout.split("\n")
        if line in right
    ]
    done = run("play", bank, "-n", 3, "--seed", 1, given=f"{right[order[0]]}\n\n  \nnonsense\n:skip\n")
    assert done.returncode == 0
    assert done.stderr == ""
    out = done.stdout
    assert "Question 1 of 3 · general · 2 left · score 0" in out
    assert "Question 2 of 3 · general · 1 left · score 1" in out
    assert "Question 3 of 3 · general · the last one · score 1" in out
    assert out.count("✓ Right!") == 1
    assert out.count("✗ Wrong") == 1
    assert "– Skipped." in out
    assert "You got 1 of 3 right." in out
    missed = out[out.index("Missed") :]
    assert "you said “nonsense”" in missed
    assert "skipped" in missed
    assert "\x1b" not in out


def test_the_end_of_the_input_ends_the_game_with_its_score(bank: Path) -> None:
    done = run("play", bank)
    assert done.returncode == 0
    assert "You answered no question." in done.stdout


def test_an_unknown_command_is_no_answer(bank: Path) -> None:
    done = run("play", bank, given=":skp\n:help\n:quit\n")
    assert "There is no command :skp." in done.stdout
    assert "You answered no question." in done.stdout


def test_two_players_answer_each_question(bank: Path) -> None:
    done = run("play", bank, "-n", 1, "--player", "Ada", "--player", "Ben", given="x\ny\n")
    assert "Ada> x" in done.stdout
    assert "Ben> y" in done.stdout
    assert "Ben got 0 of 1 right." in done.stdout


def test_the_end_tells_the_command_that_asks_the_same_again(bank: Path) -> None:
    bank = bank.rename(bank.with_name("five seas.yaml"))
    out = run("play", bank, "-n", 3, "--mode", "lives", "--category", "General", given=":quit\n").stdout
    told = out.strip().split("\n")[-1]
    assert told.endswith(" asks the same questions.")
    words = shlex.split(told.removesuffix(" asks the same questions."))
    *called, _ = words[: words.index("play") + 1]
    assert called in (["quizzer"], [sys.executable, "-m", "quizzer"])
    words = words[len(called) :]
    assert words[:4] == ["play", str(bank), "-n", "3"]
    assert "--category" in words
    assert "--player" not in words, "who plays if nobody is named need not be named"
    again = run(*words, given=":quit\n").stdout
    questions = [next(line for line in text.split("\n") if line.startswith("Question ")) for text in (out, again)]
    assert questions[0] == questions[1]
    first = [text.split("\n")[text.split("\n").index(questions[0]) + 1] for text in (out, again)]
    assert first[0] == first[1]


def test_the_command_that_asks_the_same_again_names_the_players_and_works_as_pasted(bank: Path) -> None:
    players = ("--player", "Ada Lovelace@Reds", "--player", "Ben")
    out = run("play", bank, "-n", 2, "--level", "easy", *players, given=":quit\n").stdout
    line = out.strip().split("\n")[-1].removesuffix(" asks the same questions.")
    here = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    pasted = subprocess.run(["sh", "-c", line], input=":quit\n", capture_output=True, text=True, check=False, env=here)
    assert pasted.returncode == 0, pasted.stderr
    assert "Ada Lovelace got" in pasted.stdout or "Ada Lovelace answered" in pasted.stdout
    assert pasted.stdout.strip().split("\n")[-1].endswith(line[line.index(" play ") :] + " asks the same questions.")
    lines = pasted.stdout.split("\n")
    number = next(place for place, text in enumerate(lines) if text.startswith("Question 1"))
    assert lines[number : number + 2] == out.split("\n")[number : number + 2]


def test_categories_are_taken_however_they_are_typed() -> None:
    asked = run("play", "city_of_lost_children", "--category", "Box Office", "-n", 1, given=":quit\n").stdout
    assert "Question 1 of 1 · box office" in asked


def test_a_mistyped_category_or_film_is_answered_by_the_one_that_was_meant() -> None:
    done = run("play", "city_of_lost_children", "--category", "sountrack")
    assert done.returncode == 2
    assert "did you mean soundtrack?" in done.stderr
    done = run("play", "--film", "The City of Lost Childern")
    assert done.returncode == 2
    assert "did you mean 'The City of Lost Children'?" in done.stderr


def test_the_same_seed_asks_the_same(bank: Path) -> None:
    games = [run("play", bank, "--seed", 5, given=":skip\n" * 5).stdout for _ in range(2)]
    assert games[0] == games[1]


def test_json_reads_actions_and_writes_events(bank: Path) -> None:
    given = '{"type":"join","player":"ada"}\nrubbish\n{"type":"start"}\n{"type":"answer","player":"ada","given":"x"}\n'
    done = run("play", bank, "--json", "--seed", 1, given=given)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert [event["type"] for event in events] == [
        "player_joined",
        "error",
        "game_started",
        "question_asked",
        "ruled",
        "revealed",
    ]
    assert done.returncode == 0


def test_without_a_bank_the_shipped_ones_are_played() -> None:
    assert run("play").stdout.startswith("Blockbusters, Scores and Songs: 10 questions")  # a first game
    assert run("play", "--seed", "1").stdout.startswith("A bit of everything: 10 questions")


def test_a_shipped_bank_is_found_by_its_name() -> None:
    assert run("play", "around_the_world").stdout.startswith("Around the World")


def test_the_menu_plays_everything_where_nobody_can_choose() -> None:
    assert "Question 1 of 10" in run().stdout


# -- import


def test_a_page_becomes_a_bank_that_can_be_played(fixtures: Path, tmp_path: Path) -> None:
    bank = tmp_path / "bank.yaml"
    done = run("import", "imdb-page", fixtures / "lighthouse_thief.txt", "-o", bank)
    assert (done.returncode, done.stdout) == (0, "")
    assert load_bank(bank).films[0].label == "The Lighthouse Thief (1987)"
    assert run("check", bank).stdout == f"{bank}: no fault found\n"
    assert sorted(tmp_path.iterdir()) == [tmp_path / "bank.schema.json", bank]


def test_without_an_output_the_bank_is_printed(fixtures: Path) -> None:
    assert run("import", "imdb-page", fixtures / "lighthouse_thief.txt").stdout.startswith(
        "format: 1\ntitle: The Lighthouse"
    )


def test_a_bank_that_stood_there_is_kept(fixtures: Path, tmp_path: Path) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_text("mine", encoding="utf-8")
    done = run("import", "imdb-page", fixtures / "lighthouse_thief.txt", "-o", bank)
    assert "kept the older file as" in done.stderr
    assert (tmp_path / "bank.yaml~").read_text(encoding="utf-8") == "mine"
    again = run("import", "imdb-page", fixtures / "lighthouse_thief.txt", "-o", bank)
    assert "kept the older file" not in again.stderr


def test_a_page_without_its_film_writes_nothing(fixtures: Path, tmp_path: Path) -> None:
    page = (fixtures / "lighthouse_thief.txt").read_text(encoding="utf-8")
    untold = tmp_path / "page.txt"
    untold.write_text(page[: page.index("Top Gap")], encoding="utf-8")
    done = run("import", "imdb-page", untold, "-o", tmp_path / "bank.yaml")
    assert done.returncode == 1
    assert "--title" in done.stderr
    assert not (tmp_path / "bank.yaml").exists()
    named = run("import", "imdb-page", untold, "-o", tmp_path / "bank.yaml", "--title", "Tide", "--year", 2001)
    assert named.returncode == 0
    assert load_bank(tmp_path / "bank.yaml").films[0].label == "Tide (2001)"


@pytest.mark.parametrize("target", ["no/such/folder/bank.yaml", "."])
def test_where_nothing_can_be_written_a_line_says_so(fixtures: Path, tmp_path: Path, target: str) -> None:
    done = run("import", "imdb-page", fixtures / "lighthouse_thief.txt", "-o", tmp_path / target)
    assert done.returncode == 1
    assert done.stderr.startswith("quizzer: ")
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())


# -- check and grade


def test_check_prints_each_fault_and_fails(tmp_path: Path) -> None:
    bank = tmp_path / "b.yaml"
    bank.write_text("questions:\n  - ask: What?\n    anwser: this\n", encoding="utf-8")
    done = run("check", bank)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f"{bank}:3:5: error: unknown key 'anwser' in a question: did you mean 'answer'?",
    ]


def test_grade_rules_and_says_why() -> None:
    done = run("grade", "angelo badalamenti", "--answer", "Angelo Badalamenti", "--kind", "person")
    assert done.returncode == 0
    assert done.stdout.startswith("right")
    assert run("grade", "aliens", "--answer", "Alien", "--reject", "Aliens").stdout.startswith("wrong")


def test_grade_names_no_distance_to_a_name_that_is_not_near() -> None:
    told = run("grade", "xyz", "--answer", "Angelo Badalamenti", "--reject", "xyz", "--kind", "person").stdout
    assert "nearest accepted name: Angelo Badalamenti" in told
    assert "edits:" not in told


def test_grade_knows_the_film_of_an_answer() -> None:
    film = ("--answer", "Fargo", "--kind", "title", "--film", "Fargo", "--director", "Joel Coen")
    assert run("grade", "joel coen's fargo", *film).stdout.startswith("right")
    song = ("--answer", "Ode", "--kind", "title", "--film", "Fargo", "--question", "Which song is sung?")
    assert "says: that's the film itself: which song?" in run("grade", "fargo", *song).stdout


def test_grade_shows_each_step() -> None:
    told = run("grade", "zwei Dutzend", "--answer", "24", "--accept", "25", "--kind", "number").stdout.splitlines()
    assert told[0].startswith("right")
    assert [line.strip().split(":")[0] for line in told[1:]] == ["heard", "24", "25"]
    assert told[1] == "  heard: 24"
    listed = run("grade", "aliens", "--answer", "Alien", "--reject", "Aliens").stdout.splitlines()
    assert listed[-1] == "  reject Aliens: matches"


def test_the_schema_of_the_session_is_a_json_schema() -> None:
    schema = json.loads(run("schema", "session").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "question_asked" in json.dumps(schema)


# -- bad input


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["play", "--mode", "blits"],
            "--mode: there is no 'blits': did you mean 'blitz'? Choose from classic, blitz, ",
        ),
        (["play", "-n", "0"], "--questions: '0' is not a whole number from 1 to 100,000"),
        (["play", "--seconds", "nan"], "--seconds: 'nan' is not a number from 1 to 86,400"),
        (["play", "--film", "No Such Film"], "there is no film 'No Such Film' in these banks"),
        (["resume", "x"], "NUMBER: 'x' is not a whole number of 1 or more"),
        (["import", "imdb-page", "x", "--year", "12"], "--year: '12' is not a whole number from 1870 to 2100"),
        (["plya"], "there is no command 'plya': did you mean 'play'?"),
        (["players", "exprot", "Ada"], "there is no command 'exprot': did you mean 'export'?"),
        (["play", "--seed"], "--seed needs a value"),
    ],
)
def test_a_wrong_value_is_one_line(arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"quizzer: {words}")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["play", "--plian"], "there is no option --plian: did you mean '--plain'?\nUsage: quizzer play "),
        (["grade", "x"], "--answer is missing\nUsage: quizzer grade "),
        (["review"], "BANK is missing\nUsage: quizzer review "),
        (["schema", "bank", "bat"], "there is a word too many: bat\nUsage: quizzer schema "),
    ],
)
def test_a_wrong_option_or_a_missing_argument_shows_the_usage(arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"quizzer: {words}")


def bad_inputs(folder: Path) -> dict[str, Path]:
    inputs = {
        "no such file": folder / "none",
        "a folder": folder,
        "empty": folder / "empty",
        "binary": folder / "binary",
        "another site": folder / "site",
        "broken YAML": folder / "broken",
        "no questions": folder / "nothing",
        "100 MB": folder / "large",
    }
    inputs["empty"].write_bytes(b"")
    inputs["binary"].write_bytes(bytes(range(256)) * 20)
    inputs["another site"].write_text("<html>Weather\nDetails: rain</html>", encoding="utf-8")
    inputs["broken YAML"].write_text("title: [a, b\n", encoding="utf-8")
    inputs["no questions"].write_text("format: 1\ntitle: Nothing\n", encoding="utf-8")
    with inputs["100 MB"].open("wb") as file:
        file.write(b"A line of text that goes on and on.\n" * 3_000_000)
    return inputs


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return bad_inputs(tmp_path_factory.mktemp("bad"))


KINDS = ("no such file", "a folder", "empty", "binary", "another site", "broken YAML", "no questions", "100 MB")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("command", ["play", "import", "check"])
def test_bad_input_is_one_clear_line(inputs: dict[str, Path], tmp_path: Path, command: str, kind: str) -> None:
    path = inputs[kind]
    out = tmp_path / "out.yaml"
    done = run(*(["import", "imdb-page", path, "-o", out] if command == "import" else [command, path]))
    told = done.stdout if command == "check" else done.stderr
    assert done.returncode == 1
    assert len(told.splitlines()) == 1
    assert str(path) in told
    assert "Traceback" not in done.stdout + done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "arguments",
    [
        ["fly"],
        ["play", "--mode", "upside-down"],
        ["play", "-n", "0"],
        ["play", "--category", "nonsense"],
        ["play", "--film", "No Such Film"],
        ["play", "--player", "Ada", "--player", "ADA"],
        ["import", "imdb-page"],
        ["check"],
        ["grade", "x"],
    ],
)
def test_wrong_usage_is_told_with_status_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("quizzer: ")
    assert "Traceback" not in done.stderr


def test_an_empty_answer_to_grade_is_one_line() -> None:
    done = run("grade", "x", "--answer", " ")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


@pytest.mark.parametrize(
    "given", [b"\xff\xfe\x00nonsense\n", b"\x1b[31m\n", b"a" * 100_000 + b"\n", "\u202e\u0301\n".encode()]
)
def test_any_bytes_may_be_typed(bank: Path, given: bytes) -> None:
    done = run("play", bank, given=given)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout


def test_terminal_escapes_in_a_bank_are_shown_harmless(tmp_path: Path) -> None:
    bank = tmp_path / "b.yaml"
    evil = '"\\e]0;owned\\a\\e[2Jred\\u202e\\u009b31m"'
    bank.write_text(
        f"title: {evil}\nquestions:\n  - {{ask: {evil}, answer: {evil}, explain: {evil}, category: {evil}}}\n", "utf-8"
    )
    for arguments in (["play", bank], ["play", bank, "--plain"], ["check", bank]):
        done = run(*arguments, given="x\n")
        for character in "\x1b\x07\u202e\x9b":
            assert character not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "arguments", [["play"], ["play", "--json"], ["import", "imdb-page", "{page}"], ["check", "{page}"]]
)
def test_a_reader_who_closes_the_pipe_wants_to_hear_no_more(fixtures: Path, arguments: list[str]) -> None:
    arguments = [argument.format(page=fixtures / "lighthouse_thief.txt") for argument in arguments]
    keep_as_read(os.environ["QUIZZER_HOME"])
    read, write = os.pipe()
    os.close(read)
    process = subprocess.Popen(
        [sys.executable, "-m", "quizzer", *arguments],
        stdin=subprocess.PIPE,
        stdout=write,
        stderr=subprocess.PIPE,
    )
    os.close(write)
    _, told = process.communicate(b'{"type":"join","player":"ada"}\n', timeout=60)
    assert process.returncode == 1
    assert told == b""


@pytest.mark.skipif(sys.platform == "win32", reason="redirections of a POSIX shell")
@pytest.mark.parametrize("redirection", [">&-", "<&-", ">/dev/full", "2>&-"])
@pytest.mark.parametrize(
    "command", ["--version", "--help", "play", "play --json", "check {bank}", "grade a --answer b", ""]
)
def test_a_stream_that_is_closed_or_full_is_no_traceback(bank: Path, command: str, redirection: str) -> None:
    keep_as_read(os.environ["QUIZZER_HOME"])
    line = f"{sys.executable} -m quizzer {command.format(bank=bank)} {redirection}"
    done = subprocess.run(["sh", "-c", line], stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
    nothing_to_write = command == "play --json"
    assert done.returncode == (1 if redirection == ">/dev/full" and not nothing_to_write else 0)


def test_the_bank_never_takes_the_place_of_its_page(fixtures: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text((fixtures / "lighthouse_thief.txt").read_text(encoding="utf-8"), encoding="utf-8")
    assert run("import", "imdb-page", page, "-o", page).returncode == 2
    assert "RATING" in page.read_text(encoding="utf-8")


def test_an_unknown_bank_is_told_with_those_that_there_are() -> None:
    done = run("play", "arond_the_world")
    assert done.returncode == 1
    assert "around_the_world" in done.stderr
