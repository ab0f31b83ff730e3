"""The figures of the rows beside the repository: the referee's marks, all at once, with one setting."""

import json
from pathlib import Path

import pytest

from quizzer.grading import AnswerKey, Canon, Outcome

SHARED = Path(__file__).parents[3] / "shared" / "grading"
MARKS = {
    "human_trivia": 0.972, "human_search": 0.950, "misspelled": 0.930,
    "typed_titles": 0.975, "other_films": 0.920, "typed_other_films": 0.985,
}  # fmt: skip
MARKS_WITH_CANON = {"typed_titles": 0.985, "other_films": 0.998, "typed_other_films": 0.995}
MOST_PROMPTS = 0.05

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=f"no rows at {SHARED}")


def rulings(name, canon=None):
    kind = "title" if "film" in name or "title" in name else "text"
    with (SHARED / f"{name}.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in rows:
        key = AnswerKey(row["answers"][0], accept=row["answers"][1:], kind=kind, question=row["question"])
        yield row["correct"], key.grade(row["given"], canon), kind


def share_right(name, canon=None):
    right = [
        verdict.correct == correct or (correct and kind == "text" and verdict.outcome is Outcome.PROMPT)
        for correct, verdict, kind in rulings(name, canon)
    ]
    return sum(right) / len(right)


@pytest.mark.parametrize(("name", "mark"), MARKS.items())
def test_the_referee_alone(name, mark):
    assert share_right(name) >= mark


@pytest.mark.parametrize(("name", "mark"), MARKS_WITH_CANON.items())
def test_the_referee_with_the_canon(name, mark):
    canon = Canon((SHARED / "film_titles.txt").read_text(encoding="utf-8").splitlines(), kind="title")
    assert share_right(name, canon) >= mark


@pytest.mark.parametrize("name", ["human_trivia", "human_search"])
def test_it_seldom_asks_again(name):
    prompts = [verdict.outcome is Outcome.PROMPT for _, verdict, _ in rulings(name)]
    assert sum(prompts) / len(prompts) <= MOST_PROMPTS
