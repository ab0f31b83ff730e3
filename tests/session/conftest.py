"""What most tests of the session start from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quizzer import AnswerKey, IllegalAction, Question
from quizzer.session import Action, Join, Rules, Session, Start

CAPITALS = {
    "France": "Paris",
    "Norway": "Oslo",
    "Peru": "Lima",
    "Kenya": "Nairobi",
    "Japan": "Tokyo",
    "Egypt": "Cairo",
    "Cuba": "Havana",
    "Nepal": "Kathmandu",
    "Chile": "Santiago",
    "Latvia": "Riga",
    "Greece": "Athens",
    "Canada": "Ottawa",
}


def refused(session: Session, action: Action, at: float = 1.0) -> str:
    """The code with which `session` refuses `action`, having changed nothing."""
    before, events = session.snapshot(), session.events
    with pytest.raises(IllegalAction) as refusal:
        session.apply(action, at=at)
    assert session.snapshot() == before
    assert session.events == events
    assert 0 < len(str(refusal.value)) < 300
    return refusal.value.code


@pytest.fixture
def capitals() -> list[Question]:
    """Twelve questions; the first asks for Paris, the second for Oslo, the third for Lima."""
    return [
        Question(
            id=f"capital-of-{country.lower()}",
            text=f"What is the capital of {country}?",
            key=AnswerKey(city, prompt={"the capital": "And it is called?"}),
            explanation=f"{city} is the capital of {country}.",
        )
        for country, city in CAPITALS.items()
    ]


@pytest.fixture
def game(capitals: list[Question]) -> Callable[..., Session]:
    """A started classic game: `game("ada", "bob", questions=3, who="first")`."""

    def started(
        *players: str, mode: str = "classic", seed: int = 0, asked: list[Question] | None = None, **settings: object
    ) -> Session:
        questions = capitals if asked is None else asked
        settings.setdefault("questions", len(questions))
        session = Session(questions, Rules.preset(mode, **settings), seed=seed)
        for player in players:
            name, _, team = player.partition("@")
            session.apply(Join(name, team), at=0.0)
        session.apply(Start(), at=0.0)
        return session

    return started
