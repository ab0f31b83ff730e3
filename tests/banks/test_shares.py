"""How a game's questions are shared out to the categories."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from quizzer import AnswerKey, Bank, Question
from quizzer.banks.shares import shares

SIZES = st.dictionaries(st.text(min_size=1), st.integers(1, 1_000_000), min_size=1, max_size=20)
CHANCE = st.floats(0, 1, exclude_max=True)


@given(SIZES, st.integers(0, 100), CHANCE)
def test_together_they_are_the_whole_game(sizes: dict[str, int], count: int, chance: float) -> None:
    assert sum(shares(sizes, count, chance).values()) == count


@given(SIZES, st.integers(1, 100), CHANCE)
def test_a_category_four_times_as_large_gets_at_most_about_twice_as_much(
    sizes: dict[str, int], count: int, chance: float
) -> None:
    doubled = shares({"small": 25, "large": 100, **{name + "!": size for name, size in sizes.items()}}, count, chance)
    assert doubled["large"] <= 2 * (doubled["small"] + 1) + 1


def test_a_category_of_one_question_is_not_in_every_game() -> None:
    rest = [("trivia", 400), ("cast", 100), ("goofs", 1)]
    bank = Bank(
        questions=[
            Question(id=f"{category} {n}", text=f"{category} {n}?", category=category, key=AnswerKey(f"{category}-{n}"))
            for category, size in rest
            for n in range(size)
        ]
    )
    games = [Counter(one.category for one in bank.draw(10, seed=seed)) for seed in range(100)]
    assert all(game["trivia"] > game["cast"] > 1 for game in games)
    assert 10 < sum(game["goofs"] for game in games) < 60
