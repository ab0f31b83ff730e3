"""A whole evening and the days after it, on the command line: the party, the power cut, the study, the figures."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from quizzer import load_bank
from quizzer.commands import environment, main
from quizzer.games.choosing import RISING, rising

TOKYO = timezone(timedelta(hours=9))
BANK = "question_banks/city_of_lost_children.yaml"


class PowerCut(BaseException):
    """Nobody can catch it, and nothing is put right before the program is gone."""


class Typist(io.StringIO):
    """Types lines, and after the last of them the power fails."""

    def readline(self, size: int = -1, /) -> str:
        if line := super().readline(size):
            return line
        raise PowerCut


class Calendar:
    """The day that commands read, set by the test."""

    def __init__(self) -> None:
        self.at = datetime(2026, 5, 9, 21, 30, tzinfo=TOKYO)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Calendar]:
    calendar = Calendar()
    monkeypatch.setattr(environment, "datetime", calendar)
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield calendar
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def quizzer(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs a command with what is typed; what it printed."""

    def run(*words: str, typed: str = "", power_cut: bool = False) -> str:
        monkeypatch.setattr("sys.stdin", (Typist if power_cut else io.StringIO)(typed))
        if power_cut:
            with pytest.raises(PowerCut):
                main(list(words))
        else:
            assert main(list(words)) == 0
        out, errors = capsys.readouterr()
        assert errors == ""
        return out

    return run


def test_a_whole_evening_and_the_days_after(calendar: Calendar, quizzer) -> None:
    bank = load_bank(BANK)
    questions = bank.draw(4, seed=9, difficulty=rising(RISING["mixed"], 4), gaps=False, written=True)
    party = ("play", BANK, "-n", "4", "--seed", "9", "--player", "Ada", "--player", "Ben", "--player", "Cy")
    right = questions[0].key.answer
    out = quizzer(*party, typed=f"{right}\nnonsense\n:skip\n{questions[1].key.answer}\n", power_cut=True)
    assert out.endswith("Ben> ")
    assert "Question 2 of 4" in out

    calendar.at += timedelta(minutes=20)
    out = quizzer("resume", typed="nope\nnope\n:skip\n:skip\n:skip\n:quit\n")
    assert "Question 2 of 4" in out
    assert "Question 1 of 4" not in out
    assert "Ada got 2 of 3 right." in out
    assert "Ben got 0 of 3 right." in out

    calendar.at = datetime(2026, 5, 10, 7, 0, tzinfo=TOKYO)
    # Of the cast: “no” to a question about a year or a number is asked back.
    study = ("play", BANK, "--mode", "study", "--player", "ada", "--new", "3", "--category", "cast")
    out = quizzer(*study, typed="no\nno\n" * 3 + "\n" + ":skip\n" * 3)
    assert "Question 3 of 3" in out
    assert "Question 6 of 6" in out  # what was missed comes back once
    assert out.count("Next review: tomorrow (again).") == 3
    assert "Nothing more is due today, and you have had 3 new questions." in quizzer(*study)

    calendar.at += timedelta(days=1)
    assert "Study: 3 due today of 3 questions, 0 new today" in quizzer("stats", "--player", "Ada")
    out = quizzer(*study, "--new", "0", typed="no\nno\n" * 2 + "no\nno\n:easy\n\n" + ":skip\n" * 3)
    assert "Question 3 of 3" in out
    assert "(easy)" in out

    calendar.at += timedelta(days=1)
    out = quizzer("stats", "--player", "ADA")
    assert "Study: 2 due today of 3 questions" in out
    assert "Days       3 in a row now, 3 at best" in out
    assert "May" in out
    assert out.count("2026-05-") >= 2
    assert "Games      3, 2 of them finished" in out
    assert quizzer("players").startswith("Ada: 3 games, 2026-05-09 to 2026-05-11")


def test_what_was_asked_longest_ago_comes_first_when_nothing_is_new(
    calendar: Calendar, quizzer, tmp_path: Path
) -> None:
    bank = tmp_path / "b.yaml"
    bank.write_text(
        "questions:\n" + "".join(f"  - {{ask: 'Q{n}?', answer: A{n}}}\n" for n in range(9)), encoding="utf-8"
    )
    # What was asked from another bank, long ago, is no help here.
    quizzer("play", BANK, "-n", "6", typed=":skip\n" * 6)
    rounds = []
    for _ in range(7):
        out = quizzer("play", str(bank), "-n", "3", typed=":skip\n" * 3)
        rounds.append({line for line in out.split("\n") if line.startswith("Q") and line.endswith("?")})
        calendar.at += timedelta(hours=1)
    assert all(len(asked) == 3 for asked in rounds)
    assert len(set().union(*rounds[:3])) == 9
    # Nine questions, three a round: what comes fourth was asked in the first round, and so on.
    assert rounds[3] == rounds[0]
    assert rounds[4] == rounds[1]
    assert rounds[6] == rounds[0]
