"""How much work an answer to a list may make, and that what spares work changes no ruling."""

from __future__ import annotations

from random import Random

import pytest
from effort import effort

from quizzer.bounds import MOST_JUDGED
from quizzer.grading import AnswerKey
from quizzer.grading.lists import ListJudge
from quizzer.grading.names import NameJudge

NAMES = [f"{one}{two}abc {three}xyz" for one in "ABCDEFGHIJ" for two in "aeiou" for three in "KL"]


@pytest.mark.parametrize("count", [7, 25, 100])
def test_sixty_strange_names_cost_less_than_a_small_bank(count: int) -> None:
    key = AnswerKey(NAMES[:count], kind="list", need=5)
    key.grade("x")
    given = ", ".join(f"Aaabd Kxyq{number} foo bar baz qu" for number in range(60))
    assert not key.grade(given).correct
    assert effort(lambda: key.grade(given), most=0.4) < 0.4


def test_names_are_compared_a_bounded_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    judge = NameJudge.__call__

    def counted(self: NameJudge, given: str, canon: None) -> object:
        nonlocal compared
        compared += 1
        return judge(self, given, canon)

    monkeypatch.setattr(NameJudge, "__call__", counted)
    key = AnswerKey(NAMES, kind="list", need=5)
    assert not key.grade(", ".join(f"Q{number} foo Kxya bar Lxya" for number in range(60))).correct
    assert 0 < compared <= MOST_JUDGED


PEOPLE = ["Chico Marx", "Harpo Marx", "Leonardo DiCaprio", "Robert De Niro", "Björk", "Mao Tse-tung", "Sammy Davis Jr."]
THINGS = ["The Godfather", "Heat", "Huey", "Part 2", "magnetism", "United States of America", "se7en"]


@pytest.mark.parametrize("items", [PEOPLE, THINGS])
def test_what_spares_work_changes_no_ruling(items: list[str]) -> None:
    chance = Random(3)
    sparing, thorough = (ListJudge(AnswerKey(items, kind="list", need=3)) for _ in range(2))
    thorough.sift = None
    for _ in range(300):
        names = [_misspelt(chance.choice(items), chance) for _ in range(chance.randint(1, 4))]
        given = chance.choice([", ", " ", " and "]).join(names)
        assert sparing(given, None) == thorough(given, None), given


def _misspelt(name: str, chance: Random) -> str:
    if chance.random() < 0.3:
        name = chance.choice([name.split()[-1], name.replace(" ", ""), f"the {name}", f"{name} maybe"])
    for _ in range(chance.choice([0, 1, 1, 2]) if len(name) > 2 else 0):
        at = chance.randrange(len(name))
        name = name[:at] + chance.choice(["", " ", name[at] * 2, "e", "t"]) + name[at + 1 :]
    return name
