"""Games that must come out the same, byte for byte, on every Python: three seeds of each mode.

A change that is meant is written down by `python tests/session/test_golden.py`, and looked at in the diff.
"""

from __future__ import annotations

import json
from hashlib import md5
from pathlib import Path
from random import Random

import msgspec
import pytest

from quizzer import AnswerKey, Canon, IllegalAction, Name, Outcome, Question
from quizzer.session import (
    PRESETS,
    Action,
    Answer,
    Buzz,
    Hint,
    Join,
    Leave,
    Next,
    Pass,
    Pause,
    Protest,
    Resume,
    Rule,
    Rules,
    Session,
    Start,
    Stop,
    Tick,
)

GOLDEN = Path(__file__).parent / "golden"
SEEDS = (1, 2, 3)
GAMES = [(mode, seed) for mode in sorted(set(PRESETS) - {"clues"}) for seed in SEEDS]  # its rules are those of classic

CREW = [
    *("Amber", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Ginkgo", "Hazel"),
    *("Ironwood", "Juniper", "Katsura", "Larch", "Maple", "Nutmeg", "Oak", "Pine"),
]
BANK = [
    Question(
        id=f"film-{place}",
        text=f"Of the films of our club, who directed (*) the one numbered {place}?",
        # What is said of a wrong answer stands here, so that the referee may find better words.
        key=AnswerKey(
            f"{CREW[place]} {CREW[-place - 1]}son",
            reject={"Nobody Known": "That is nobody."},
            prompt={"the tall one": "Which tall one?"},
            kind="person",
        ),
        category="director" if place % 2 else "general",
        difficulty=place % 5 + 1,
        film=f"Film {place}",
        year=1950 + 3 * place,
        hints=("Not the usual one.",) if place % 3 == 0 else (),
        explanation=f"{CREW[place]} directed it in a week.",
    )
    for place in range(len(CREW))
]
BANK.insert(5, Question(id="gap-0", text="Under which title was it shown in Peru?", key=None, category="top_gap"))
CANON = Canon([Name(f"{one} Reed", "person", year=1960) for one in ("Ada", "Bo", "Cy", "Di", "Ed")])


def played(mode: str, seed: int) -> Session:
    """A game of three that comes from the seed alone."""
    draw = Random(seed).random
    # Hints cost, and bonuses were open, as in 0.1.0.
    rules = Rules.preset(mode, questions=5, hint_cost=0.5, hints_lower_points=False, bonus_word_seconds=0.0)
    session = Session(BANK, rules, seed=seed, canon=CANON)
    at = 0.0

    def do(action: Action, wait: float = 0.0) -> None:
        nonlocal at
        at = round(at + wait, 3)
        try:
            session.apply(action, at=at)
        except IllegalAction:
            return

    for name, team in (("ada", "red"), ("bob", "red"), ("cy", "")):
        do(Join(name, team))
    do(Start(), 1.0)
    for _ in range(60):
        name = ("ada", "bob", "cy")[int(draw() * 3)]
        wait = round(4 * draw(), 3)
        if session.phase == "explaining":
            do(Next(), wait)
        elif session.phase == "ruling":
            do(Rule(session.to_rule[0].ruling, Outcome.CORRECT if draw() < 0.5 else Outcome.INCORRECT), wait)
        elif session.view(name).may_buzz and draw() < 0.5:
            do(Buzz(name), wait)
        elif session.view(name).may_answer and session.question is not None:
            key, chance = session.question.key, draw()
            right = key.answer if key is not None else "La Ciudad"
            do(Answer(name, right if chance < 0.5 else "the tall one" if chance < 0.6 else "Nobody Known"), wait)
        else:
            chance = draw()
            do(Hint(name) if chance < 0.3 else Pass(name) if chance < 0.5 else Tick(), wait)
        if draw() < 0.08:
            do(Protest(name))
            for waiting in session.to_rule:
                do(Rule(waiting.ruling, Outcome.CORRECT, by=name))
        if draw() < 0.04:
            do(Pause())
            do(Resume(), 100.0)
        if draw() < 0.04:
            do(Leave("cy"))
            do(Join("cy"), 1.0)
    do(Stop())
    return session


def as_lines(session: Session) -> str:
    """The events, one a line."""
    return "".join(msgspec.json.encode(event).decode() + "\n" for event in session.events)


ADDED = {  # by the type of event: the fields that came after 0.1.0
    "ruled": {"seconds", "streak", "parts", "code", "parameters"},
    "hint_given": {"code", "parameters"},
    "refused": {"parameters"},
    "submitted": {"seconds"},
    "contributed": {"seconds"},
    "player_passed": {"seconds"},
    "time_up": {"seconds"},
    "ruling_changed": {"points", "streak", "parts"},
    "result": {"seconds", "streak", "parts", "out", "code", "parameters"},
    "question_asked": {"part"},
}


REWORDED = {  # by the code of a refusal: the sentence of 0.1.0
    "already_answered": "{player} has already answered or given up this question",
    "being_read": "{action} is not possible while a question is read out",
    "buzz_first": "a tossup is answered after a buzz",
    "over": "{action} is not possible after the end of the game",
    "question_closed": "{action} is not possible between two questions",
}


def as_in_the_first_release(lines: str) -> str:
    """The events without the fields that were added since, and with the sentences of that release."""
    events = [json.loads(line) for line in lines.splitlines()]
    for event in events:
        for result in event.get("results", ()):
            _drop(result, ADDED["result"])
        if event["type"] == "refused":
            event["message"] = REWORDED[event["code"]].format(
                player=event["player"], action=event["action"].capitalize()
            )
        _drop(event, ADDED.get(event["type"], set()))
    return "".join(msgspec.json.encode(event).decode() + "\n" for event in events)


def _drop(fields: dict[str, object], names: set[str]) -> None:
    for name in names:
        fields.pop(name, None)


@pytest.mark.parametrize(("mode", "seed"), GAMES)
def test_a_game_differs_from_the_first_release_by_added_fields_and_words_alone(mode, seed):
    sums = dict(line.split() for line in (GOLDEN / "0.1.0.md5").read_text("ascii").splitlines())
    now = as_in_the_first_release((GOLDEN / f"{mode}-{seed}.jsonl").read_text("utf-8"))
    assert md5(now.encode(), usedforsecurity=False).hexdigest() == sums[f"{mode}-{seed}"]


@pytest.mark.parametrize(("mode", "seed"), GAMES)
def test_a_game_comes_out_as_it_always_has(mode, seed):
    session = played(mode, seed)
    assert as_lines(session) == (GOLDEN / f"{mode}-{seed}.jsonl").read_text("utf-8")
    assert as_lines(Session.replay(session.log)) == as_lines(session)


def test_a_snapshot_of_the_first_release_still_loads():
    data = (GOLDEN / "buzzer-1.0.1.0.snapshot.json").read_bytes()
    assert as_lines(Session.restore(data, BANK, canon=CANON)) == (GOLDEN / "buzzer-1.jsonl").read_text("utf-8")


if __name__ == "__main__":
    for mode, seed in GAMES:
        (GOLDEN / f"{mode}-{seed}.jsonl").write_text(as_lines(played(mode, seed)), "utf-8")
