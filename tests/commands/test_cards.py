"""`quizzer cards`: found, told, put right, put aside, begun again, joined."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fsrs import Rating as FsrsRating
from fsrs import ReviewLog

from quizzer import AnswerKey, Question, Rules, Session
from quizzer.commands.running import run
from quizzer.records import KeptCard, Records
from quizzer.session import Answer, Join, Next, Start
from quizzer.terminal.settings import load_settings

NOW = datetime.now().astimezone()
QUESTIONS = [
    Question(id="gull", text="Which bird sits on the lamp?", key=AnswerKey("A gull")),
    Question(id="boat", text="Where is the boat?", key=AnswerKey("In the bay"), film="Tide (1990)"),
    Question(id="glove", text="What is left behind?", key=AnswerKey("A glove")),
]
Quizzer = Callable[..., str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path))
    with Records.open(tmp_path / "records.sqlite3") as records:
        for days in (9, 4):
            session = Session(QUESTIONS, Rules.preset("study", questions=3))
            game = records.begin_game(session, banks=[], when=NOW - timedelta(days=days), study=True)
            actions = [Join("Ada"), Start()]
            for given in ("a gull", "in the bay", "no", "nor this"):
                actions += [Answer("Ada", given), *([Next()] if given != "no" else [])]
            for at, action in enumerate(actions):
                game.journal(at, action, session.apply(action, at=at))
    return tmp_path


@pytest.fixture
def quizzer(home: Path, capsys: pytest.CaptureFixture[str]) -> Quizzer:
    def called(*words: str, status: int = 0) -> str:
        assert run(["cards", *words]) == status
        out, errors = capsys.readouterr()
        return out + errors

    return called


def cards(home: Path) -> dict[str, KeptCard]:
    with Records.open(home / "records.sqlite3") as records:
        return {card.question: card for card in records.cards.of("Ada")}


def test_cards_are_listed_and_found_by_words(quizzer: Quizzer) -> None:
    assert quizzer().count("\n") == 3
    assert "What is left behind?" in quizzer("--due")
    assert "No card has these words." in quizzer("whale")
    told = quizzer("tide")
    assert "  Answer   In the bay" in told
    assert told.count(" good   review ") == 2
    (card,) = json.loads(quizzer("--json", "glove"))
    assert (card["question"], [one["rating"] for one in card["reviews"]]) == ("glove", ["again"] * 2)


def test_a_rating_is_changed_days_later(quizzer: Quizzer, home: Path) -> None:
    before = cards(home)["gull"]
    assert "1 card changed." in quizzer("gull", "--rate", "again")
    after = cards(home)["gull"]
    assert (after.due < before.due, after.lapses) == (True, 1)
    quizzer("gull", "--rate", "easy", "--review", "1")
    assert cards(home)["gull"].stability > after.stability
    assert "no such review" in quizzer("gull", "--rate", "easy", "--review", "99", status=1)


def test_a_card_is_put_aside_hidden_and_begun_again(quizzer: Quizzer, home: Path) -> None:
    quizzer("glove", "--suspend")
    assert cards(home)["glove"].state == "suspended"
    assert "put aside" in quizzer("--suspended")
    quizzer("--suspended", "--take-up")
    assert cards(home)["glove"].state == "study"
    with Records.open(home / "records.sqlite3") as records:
        records.mark_never("Ada", "boat", when=NOW)
    assert "In the bay" in quizzer("--hidden")
    quizzer("--hidden", "--unhide")
    assert cards(home)["boat"].state == "study"
    assert "give more words" in quizzer("--reset", status=1)
    quizzer("gull", "--reset")
    assert set(cards(home)) == {"boat", "glove"}


def test_orphans_are_joined_or_dropped(quizzer: Quizzer, home: Path) -> None:
    with Records.open(home / "records.sqlite3") as records, records._database.writing() as db:
        db.execute("UPDATE questions SET orphan = 1 WHERE id <> 'gull'")
    assert quizzer("--orphans").count("no bank has it") == 2
    quizzer("boat", "--orphans", "--join", "ship")
    assert set(cards(home)) == {"gull", "glove", "ship"}
    quizzer("--orphans", "--reset")
    assert set(cards(home)) == {"gull", "ship"}


def test_parameters_are_fitted_only_to_enough(quizzer: Quizzer) -> None:
    assert "you have 3 repeated reviews; to fit the schedule, FSRS needs 512" in quizzer("--fit", status=1)


def test_parameters_that_fsrs_fits_are_kept_and_the_cards_planned_anew(
    quizzer: Quizzer, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The optimizer needs PyTorch: something stands in for it that is told the reviews, and gives parameters."""
    fitted = [0.2, 1.3, 2.3, 8.3, 6.4, 0.8, 3.0, 0.001, 1.9, 0.2, 0.8, 1.5, 0.1, 0.3, 1.6, 0.6, 1.9, 0.5, 0.1, 0.1, 0.4]

    class Optimizer:
        def __init__(self, logs: list[ReviewLog]) -> None:
            assert [(log.card_id, log.rating) for log in logs[:2]] == [(0, FsrsRating.Again)] * 2
            assert (logs[1].review_datetime - logs[0].review_datetime).days == 5
            assert len(logs) == 6

        def compute_optimal_parameters(self) -> list[float]:
            return fitted

    before = cards(home)
    monkeypatch.setattr("fsrs.Optimizer", Optimizer)
    monkeypatch.setattr("quizzer.commands.studied._FEWEST_TO_FIT", 3)
    assert "Your schedule is fitted to 6 reviews" in quizzer("--fit")
    assert list(load_settings(home / "settings.toml").parameters) == fitted
    assert cards(home)["gull"].stability != before["gull"].stability


def test_without_the_optimizer_the_command_that_installs_it_is_told(
    quizzer: Quizzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(logs: list[ReviewLog]) -> None:
        raise ImportError

    monkeypatch.setattr("fsrs.Optimizer", missing)
    monkeypatch.setattr("quizzer.commands.studied._FEWEST_TO_FIT", 3)
    assert "fsrs[optimizer]" in quizzer("--fit", status=1)
