"""Records on the command line: games kept, resumed, counted, studied; and every way in which they can fail."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command_lines import run, run_program

from quizzer import load_bank
from quizzer.records import Records

BANK = "title: Seas\nquestions:\n" + "".join(
    f"  - {{ask: 'Question {number}?', answer: Answer{number}, category: {'cast' if number % 2 else 'plot'}}}\n"
    for number in range(1, 9)
)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "seas.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def records_of(home: Path) -> Records:
    return Records.open(home / "records.sqlite3")


def killed(*arguments: object, given: str, until: str) -> str:
    """What a game shows until it is killed, which is when `until` has been shown."""
    process = subprocess.Popen(
        [sys.executable, "-m", "quizzer", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    process.stdin.write(given)
    process.stdin.flush()
    shown = ""
    while until not in shown:
        shown += process.stdout.read(1)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return shown


# -- play


def test_a_game_in_a_pipe_is_kept_and_its_questions_come_last_next_time(bank: Path, home: Path) -> None:
    first = run("play", bank, "-n", 4, given=":skip\n" * 4).stdout
    assert "--seed" in first
    second = run("play", bank, "-n", 4, given=":skip\n" * 4).stdout
    asked = {line for line in (first + second).split("\n") if line.startswith("Question ") and line.endswith("?")}
    assert len(asked) == 8
    assert "--seed" not in second  # a seed alone would not ask the same again
    (you,) = records_of(home).players()
    assert (you.name, you.games) == ("you", 2)


def test_what_was_never_asked_comes_before_what_was_asked_longest_ago(bank: Path, home: Path) -> None:
    first = run("play", bank, "-n", 6, given=":skip\n" * 6).stdout
    second = run("play", bank, "-n", 5, given=":skip\n" * 5).stdout
    asked = [[line for line in out.split("\n") if re.fullmatch(r"Question \d\?", line)] for out in (first, second)]
    assert len(asked[1]) == 5
    assert set(asked[1][:2]).isdisjoint(asked[0])
    assert set(asked[1][2:]) <= set(asked[0][:3])


def test_a_seed_asks_everybody_the_same_whatever_they_have_seen(bank: Path) -> None:
    games = [run("play", bank, "-n", 3, "--seed", 5, given=":skip\n" * 3).stdout for _ in range(2)]
    assert games[0] == games[1]


def test_json_lines_are_kept_too(bank: Path, home: Path) -> None:
    given = '{"type":"join","player":"Ada"}\n{"type":"start"}\n{"type":"pass","player":"Ada"}\n'
    done = run("play", bank, "--json", "-n", 2, given=given)
    assert (done.returncode, done.stderr) == (0, "")
    (game,) = records_of(home).unfinished()
    assert (game.players, game.asked, game.questions, game.banks) == (("Ada",), 1, 2, (str(bank),))


def test_never_again(bank: Path, home: Path) -> None:
    out = run("play", bank, "-n", 1, "--seed", 1, given=":never\n:skip\n").stdout
    assert "You will not see this question again." in out
    (never,) = records_of(home).never("you")
    text = next(question.text for question in load_bank(bank).questions if question.id == never)
    eight = run("play", bank, "-n", 8, given=":skip\n" * 8).stdout
    assert "Question 7 of 7" in eight
    assert text not in eight


def test_without_records_nothing_is_kept_and_nothing_is_looked_for(bank: Path, home: Path) -> None:
    play = ["play", str(bank), "--no-records"]
    for words in (play, [*play, "--mode", "study"]):
        done = run_program(*words, given=":quit\n", PYTHONPROFILEIMPORTTIME="1")
        assert done.returncode == 0
        loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        assert not {"fsrs", "platformdirs"} & loaded
    assert [path.name for path in home.iterdir()] == ["cache"]  # of the bank, not of the game
    loaded = run_program("play", bank, given=":quit\n", PYTHONPROFILEIMPORTTIME="1").stderr
    assert "sqlite3" in loaded
    assert "fsrs" not in loaded


# -- when records fail

FULL = "You can play, but quizzer does not save this game."


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda file: file.parent.write_text("in the way"), "quizzer cannot write records there: "),
        (
            lambda file: (file.parent.mkdir(), file.write_bytes(b"a diary" * 99)),
            "does not have quizzer's records, or is damaged",
        ),
        (lambda file: (file.parent.mkdir(), file.mkdir()), "quizzer cannot open or make it"),
        (lambda file: Records.open(file)._database.rows("PRAGMA user_version = 99"), "these records have version 99"),
    ],
)
def test_records_that_fail_are_told_in_one_sentence_and_the_game_is_played(bank, home, make, why) -> None:
    make(home / "records.sqlite3")
    done = run("play", bank, "-n", 2, "--seed", 1, given=":skip\n:skip\n")
    assert done.returncode == 0
    assert "You got 0 of 2 right." in done.stdout
    (line,) = done.stderr.splitlines()
    assert line.startswith("quizzer: ")
    assert why in line
    assert line.endswith(FULL)
    for words in (["stats"], ["resume"], ["players"], ["players", "export", "you"]):
        asked = run(*words)
        assert asked.returncode == 1
        assert asked.stdout == ""
        assert why in asked.stderr
        assert "Traceback" not in asked.stderr


@pytest.mark.parametrize("room", [0, 40_000, 90_000, 120_000, 200_000])
def test_a_full_disk_ends_in_a_sentence_and_a_whole_game(bank: Path, home: Path, room: int) -> None:
    """No file may grow beyond `room` bytes: to SQLite that is a disk without space."""
    resource = pytest.importorskip("resource")
    done = run_program(
        "play",
        bank,
        "-n",
        8,
        "--seed",
        1,
        given=f"{'x' * 9000}\n" * 8,
        before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        PYTHONDONTWRITEBYTECODE="1",  # the limit would cut Python's own files short
    )
    assert done.returncode == 0
    assert "You got 0 of 8 right." in done.stdout
    (line,) = done.stderr.splitlines()
    assert "the disk is full" in line
    assert "does not save" in line


def test_two_games_at_once_on_one_file(bank: Path, home: Path) -> None:
    def command(player: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "quizzer", "play", str(bank), "-n", "8", "--player", player],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    games = {player: command(player) for player in ("Ada", "Ben")}
    for _ in range(8):
        for game in games.values():
            game.stdin.write(":skip\n")
            game.stdin.flush()
    for game in games.values():
        out, errors = game.communicate(timeout=60)
        assert "You got 0 of 8 right." in out
        assert errors == ""
    for player in games:
        assert records_of(home).statistics(player, _today()).answered == 8


def _today():
    from datetime import datetime

    return datetime.now().astimezone().date()


# -- resume


def test_a_killed_game_goes_on_at_the_same_question(bank: Path, home: Path) -> None:
    game = ("play", bank, "-n", 3, "--seed", 1, "--player", "Ada")
    shown = killed(*game, given="answer1\n:skip\n", until="Question 3 of 3")
    assert "Ada" in run("resume", "--list").stdout
    questions = load_bank(bank).draw(3, seed=1)
    right = f"{questions[2].key.answer}\n"
    done = run("resume", given=right)
    assert done.returncode == 0
    assert f"Question 3 of 3 · {questions[2].category} · the last one · score" in done.stdout
    assert questions[2].text in done.stdout
    assert "✓ Right!" in done.stdout
    score = 1 + shown.count("✓ Right!")
    assert f"You got {score} of 3 right." in done.stdout
    assert records_of(home).statistics("Ada", _today()).right == score
    assert run("resume", "--list").stdout == "You have no unfinished game.\n"
    again = run("resume")
    assert (again.returncode, again.stderr) == (1, "quizzer: you have no unfinished game\n")


def test_resume_by_number_player_and_in_json(bank: Path) -> None:
    for player in ("Ada", "Ben"):
        killed("play", bank, "-n", 3, "--player", player, given=":skip\n", until="Question 2 of 3")
    assert run("resume", "--player", "ada", "--json").stdout.count('"type":"question_asked"') == 2
    assert run("resume", 7).stderr == "quizzer: there is no unfinished game 7; quizzer resume --list shows all\n"
    told = [json.loads(line) for line in run("resume", 1, "--json", given='{"type":"stop"}\n').stdout.splitlines()]
    assert [event["seq"] for event in told] == list(range(len(told)))
    assert told[-1]["type"] == "game_ended"
    assert [line.split()[0] for line in run("resume", "--list").stdout.splitlines()] == ["2"]


def test_a_game_that_was_paused_is_taken_out_of_its_pause(bank: Path) -> None:
    given = '{"type":"join","player":"Ada"}\n{"type":"start"}\n{"type":"pause"}\n'
    assert '"game_paused"' in run("play", bank, "--json", "-n", 1, "--seed", 1, given=given).stdout
    (question,) = load_bank(bank).draw(1, seed=1)
    assert "You got 1 of 1 right." in run("resume", given=f"{question.key.answer}\n").stdout


def test_a_bank_that_has_changed_is_told(bank: Path) -> None:
    killed("play", bank, "-n", 8, given=":skip\n", until="Question 2 of 8")
    bank.write_text(BANK.replace("Answer5", "Answer55"), encoding="utf-8")
    done = run("resume")
    assert done.returncode == 1
    assert done.stderr.startswith("quizzer: this game used another bank: 1 of its 8 questions are missing")
    bank.write_text(BANK.replace("Question 5?", "Question V?"), encoding="utf-8")
    assert "the bank has changed since this game" in run("resume").stderr
    bank.unlink()
    assert "no file or bank has this name" in run("resume").stderr


def test_a_timed_game_goes_on_with_the_time_left(bank: Path, home: Path) -> None:
    """Nobody types for some seconds: they are gone after a kill, too."""
    process = subprocess.Popen(
        [sys.executable, "-m", "quizzer", "play", str(bank), "--mode", "blitz"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    import time

    while b"> " not in process.stdout.read(1) + process.stdout.peek():
        pass
    time.sleep(3.2)
    process.kill()
    process.communicate()
    loaded = load_bank(bank)
    session, _ = records_of(home).resume(1, loaded.questions, canon=loaded.canon, when=_now())
    assert 2 <= session.at <= 4.5
    assert session.due == pytest.approx(60, abs=0.1)


def _now():
    from datetime import datetime

    return datetime.now().astimezone()


# -- stats and players


def played(bank: Path) -> None:
    right = {question.text: question.key.answer for question in load_bank(bank).questions}
    order = [question.text for question in load_bank(bank).draw(8, seed=2)]
    answers = "".join(f"{right[text]}\n" if place % 4 else "nonsense\n" for place, text in enumerate(order))
    assert "You got 6 of 8" in run("play", bank, "-n", 8, "--seed", 2, "--player", "Ada", given=answers).stdout


def test_stats_for_people(bank: Path) -> None:
    assert run("stats").stderr == "quizzer: there are no games yet; to play one, run: quizzer play\n"
    played(bank)
    out = run("stats").stdout
    assert out.startswith("Ada\n")
    for wanted in ("1, 1 of them finished", "6 of 8 (75%)", "Categories", "Often forgotten", "Rating: ", "Days"):
        assert wanted in out
    assert "█" in out
    assert max(map(len, out.splitlines())) <= 80
    plain = run_program("stats", PYTHONIOENCODING="ascii", COLUMNS="40").stdout
    assert "#" in plain
    assert plain.isascii()
    assert max(map(len, plain.splitlines())) <= 56
    assert run("stats", "--player", "Zoe").stderr == "quizzer: there is no player Zoe. Players: Ada\n"


def test_stats_for_programs(bank: Path) -> None:
    played(bank)
    told = json.loads(run("stats", "--player", "ADA", "--json").stdout)
    assert (told["player"], told["answered"], told["right"], told["best_streak"]) == ("Ada", 8, 6, 3)
    assert sum(category["right"] for category in told["categories"]) == 6
    rows = list(csv.DictReader(io.StringIO(run("stats", "--csv").stdout)))
    assert [row for row in rows if row["about"] == "total"] == [
        {"about": "total", "name": "Ada", "answered": "8", "right": "6", "value": ""}
    ]
    assert sum(int(row["right"]) for row in rows if row["about"] == "categories") == 6
    assert run("stats", "--csv", "--json").returncode == 2


def test_players_are_listed_given_out_and_erased(bank: Path, home: Path, tmp_path: Path) -> None:
    assert run("players").stdout == "No games yet; to play one, run: quizzer play\n"
    played(bank)
    assert run("players").stdout.startswith("Ada: 1 game, ")
    data = json.loads(run("players", "export", "ada").stdout)
    assert len(data["answers"]) == 8
    run("players", "export", "ada", "-o", tmp_path / "ada.json")
    assert json.loads((tmp_path / "ada.json").read_text(encoding="utf-8")) == data
    asked = run("players", "erase", "Ada", given="n\n")
    assert asked.returncode == 130
    assert run("players").stdout.startswith("Ada")
    done = run("players", "erase", "Ada", "--yes")
    assert (done.returncode, done.stderr) == (0, "quizzer erased all data about Ada.\n")
    assert run("players").stdout == "No games yet; to play one, run: quizzer play\n"
    assert b"Ada" not in b"".join(file.read_bytes() for file in home.glob("records*"))


# -- study


def test_study_asks_new_questions_up_to_the_day_and_takes_ratings(bank: Path, home: Path) -> None:
    out = run("play", bank, "--mode", "study", "--new", 2, given="no\nno\n:easy\nno\nno\n:hard\n\n").stdout
    assert "Question 2 of 2" in out
    assert out.count("Next review: tomorrow (again).") == 2
    assert "(easy)" in out
    assert "(hard)" in out
    assert "--seed" not in out
    assert records_of(home).study("you", _today()).new_today == 2
    done = run("play", bank, "--mode", "study", "--new", 2)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Nothing more is due today, and you have had 2 new questions. Come back tomorrow.")
    assert done.stdout.endswith(" To study questions from later days, use quizzer play --ahead.\n")
    assert "Question 1 of 3" in run("play", bank, "--mode", "study", "--new", 5, given=":quit\n").stdout
    assert "Study: 0 due today of 2 questions, 2 new today" in run("stats").stdout
    assert "study mode is for one player" in run("play", "--mode", "study", "--player", "A", "--player", "B").stderr


def test_what_is_due_comes_back_from_every_bank_that_was_studied(bank: Path, home: Path) -> None:
    run("play", bank, "--mode", "study", "--new", 1, given="no\nno\n")
    store = records_of(home)._database
    with store.writing() as db:
        db.execute("UPDATE cards SET due = '2020-01-01', since = '2019-12-31'")
        db.execute("UPDATE tries SET day = '2019-12-31'")
    (due,) = records_of(home).due("you", _today())
    out = run("play", "--mode", "study", "--new", 0, given=":quit\n").stdout
    text = next(question.text for question in load_bank(bank).questions if question.id == due)
    assert "Question 1 of 1" in out
    assert text in out


def test_a_study_game_that_was_killed_goes_on_as_one(bank: Path, home: Path) -> None:
    killed("play", bank, "--mode", "study", "-n", 2, given="no\nno\n", until="Question 2 of 2")
    out = run("resume", given=":easy\nno\nno\n\n").stdout
    assert "(easy)" in out
    assert records_of(home).study("you", _today()).cards == 2


def test_a_first_game_begins_with_what_everybody_knows(bank: Path, tmp_path: Path) -> None:
    easy = tmp_path / "easy.yaml"
    rows = "".join(f"  - {{ask: 'Q{n}?', answer: A{n}, difficulty: {n % 5 + 1}}}\n" for n in range(20))
    easy.write_text(f"questions:\n{rows}", encoding="utf-8")

    def hardness() -> list[int]:
        out = run("play", easy, "-n", 6, given=":skip\n" * 6).stdout
        return [int(line[1:-1]) % 5 + 1 for line in out.splitlines() if line.startswith("Q") and line.endswith("?")]

    assert hardness() == [1, 1, 1, 2, 2, 2]
    assert sorted(hardness()) != [1, 1, 1, 2, 2, 2]
