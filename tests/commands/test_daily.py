"""`quizzer daily`: what stands on the screen, in a pipe and in JSON, on the day that the test sets."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone

import pytest
from command_lines import run

from quizzer.commands import environment

DAY = timedelta(days=1)


class Calendar:
    """The time that commands read, set by the test."""

    at = datetime(2026, 11, 29, 20, tzinfo=timezone(timedelta(hours=1)))

    def now(self) -> Calendar:
        return self

    def astimezone(self) -> datetime:
        return self.at


@pytest.fixture(autouse=True)
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    calendar = Calendar()
    monkeypatch.setattr(environment, "datetime", calendar)
    return calendar


@pytest.fixture
def answers(calendar: Calendar) -> list[str]:
    """The answers of daily 244, as the day after tells them."""
    calendar.at += DAY
    told = run("daily", "--answers", "--json").stdout
    calendar.at -= DAY
    return [json.loads(line)["answer"] for line in told.splitlines()]


def play(answers: list[str], *words: str) -> str:
    return run("daily", "--player", "Ada", *words, given="\n".join([*answers, ""])).stdout


def share(told: str) -> str:
    return [line for line in told.splitlines() if line.startswith("quizzer ")][-1]


def test_a_daily_is_played_once_and_its_line_can_be_compared(answers: list[str]) -> None:
    assert len(answers) == 10
    told = share(play([*answers[:7], ":skip", ":skip", f":hint\n{answers[9]}"]))
    assert re.fullmatch(r"quizzer 244 · 29 Nov · edition \d{1,5} · 8/10 🟩🟩🟩🟩🟩🟩🟩⬜⬜🟦", told)
    again = run("daily", "--player", "ADA")
    assert again.stdout == f"{told}\nYou have played today's daily. The next one comes tomorrow.\n"
    assert again.returncode == 0
    other = share(run("daily", "--player", "Ben", given=":quit\n").stdout)
    assert other.split(" · ")[:3] == told.split(" · ")[:3]
    assert other.endswith("· 0/10 ⬜⬜⬜⬜⬜⬜⬜⬜⬜⬜")


@pytest.mark.parametrize(
    ("surroundings", "signs"), [({"NO_COLOR": "1"}, "✓–"), ({"TERM": "linux"}, "✓–"), ({"LC_ALL": "C"}, "+-")]
)
def test_where_no_squares_can_be_shown_there_are_signs(answers: list[str], surroundings, signs: str) -> None:
    told = run("daily", "--player", "Ada", given=f"{answers[0]}\n:quit\n", **surroundings).stdout
    assert f"1/10 {signs}" in share(told)


def test_what_was_said_is_told_with_the_answers_the_day_after(answers: list[str], calendar: Calendar) -> None:
    played = share(play([*answers[:9], ":skip"]))
    calendar.at += DAY
    told = run("daily", "--answers", "--player", "Ada").stdout
    assert told.splitlines()[0] == played
    assert f"{answers[0]} (you said “{answers[0]}”)" in told
    assert told.splitlines()[-1] == f"    {answers[9]}"
    assert run("daily", "244", "--answers", "--player", "Ada").stdout == told
    unplayed = run("daily", "243", "--answers", "--player", "Ada").stdout
    assert len(unplayed.splitlines()) == 20
    assert "you said" not in unplayed


def test_what_is_still_to_come_is_not_told() -> None:
    for words in (["244", "--answers"], ["245", "--answers"], ["0", "--answers"], ["245"]):
        done = run("daily", *words)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("quizzer: ")
    assert "choose one from 1 to 244, which is today's" in run("daily", "245").stderr


def test_the_calendar_tells_the_days_in_a_row(answers: list[str], calendar: Calendar) -> None:
    assert "Ada: 0 in a row now, 0 at best" in run("daily", "--calendar", "--player", "Ada").stdout
    play(answers)
    calendar.at += DAY
    told = run("daily", "--calendar", "--player", "Ada").stdout
    assert "Ada: 1 in a row now, 1 at best" in told
    assert re.search(r"^Su .* █$", told, re.MULTILINE)  # the 29th was a Sunday
    assert "█" not in run("daily", "240", "--calendar", "--player", "Ada").stdout


def test_a_player_needs_a_name() -> None:
    assert "quizzer: A player needs a name." in run("daily", "--player", "").stderr


def test_an_earlier_day_is_not_scored() -> None:
    told = run("daily", "240", "--player", "Ada", given=":skip\n" * 10).stdout
    assert "This daily is from an earlier day, so it is not scored." in told
    assert re.search(r"^quizzer 240 · 25 Nov · edition \d+ · later · 0/10 ⬜{10}$", told, re.MULTILINE)


def test_the_film_of_the_day_has_six_squares(calendar: Calendar) -> None:
    told = run("daily", "--film", "--player", "Ada", given="xyzzy\n:hint\n" + "xyzzy\n" * 4).stdout
    assert "Clue 1 of 6 · clues · score 0\n" in told
    assert re.search(r"^quizzer film 244 · 29 Nov · edition \d+ · x/6 🟥🟦🟥🟥🟥🟥$", told, re.MULTILINE)
    calendar.at += DAY
    film = json.loads(run("daily", "--film", "--answers", "--json", "--player", "Ben").stdout)["answer"]
    calendar.at -= DAY
    told = run("daily", "--film", "--player", "Ben", given=f"xyzzy\n:hint\n{film}\n").stdout
    assert re.search(r"^quizzer film 244 · 29 Nov · edition \d+ · 3/6 🟥🟦🟩⬜⬜⬜$", told, re.MULTILINE)


def test_a_bot_can_post_it(answers: list[str]) -> None:
    asked = [{"type": "join", "player": "ada"}, {"type": "join", "player": "ben"}, {"type": "start"}]
    for answer in answers:
        asked.append({"type": "answer", "player": "ada", "given": answer})
        asked += [{"type": "pass", "player": "ben"}, {"type": "next"}]
    told = run("daily", "--json", given="\n".join(map(json.dumps, asked))).stdout
    first, *events, last = map(json.loads, told.splitlines())
    assert first["type"] == "daily"
    assert re.fullmatch(r"244 · 29 Nov · edition \d+", first["label"])
    assert [event["number"] for event in events if event["type"] == "question_asked"] == list(range(1, 11))
    assert last == {
        "type": "share",
        "text": f"quizzer {first['label']} · ada 10/10 {'🟩' * 10}, ben 0/10 {'⬜' * 10}",
    }
    assert json.loads(run("daily", "--json", "--player", "ada").stdout)["type"] == "share"
