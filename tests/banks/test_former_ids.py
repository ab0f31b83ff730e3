"""Ids that a correction changes: `check --fix` notes the former ones, so that players keep what they have learnt."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer import load_bank
from quizzer.banks.checks.fixing import fix_bank
from quizzer.banks.former_ids import known_question

BANK = """title: Tides
films:
  - title: TITLE
    year: YEAR
    imdb: tt0100001
    cast:
      - {actor: Sunil Rao Khan, character: CHARACTER}
      - {actor: Eve Eff, character: Mayor}
questions:
  - ask: Which drink stands on the lamp?
    answer: ANSWER
    category: props
"""


def bank(file: Path, title: str = "Salt", year: int = 1990, character: str = "Keeper", answer: str = "Tea") -> str:
    words = {"TITLE": title, "YEAR": str(year), "CHARACTER": character, "ANSWER": answer}
    text = BANK
    for name, value in words.items():
        text = text.replace(name, value)
    file.write_text(text, encoding="utf-8")
    return str(file)


def ids(path: str) -> set[str]:
    return {question.id for question in load_bank(path).questions}


def former(path: str) -> dict[str, str]:
    return {old: question.id for question in load_bank(path).questions for old in question.was}


def test_what_a_fix_changes_tells_its_former_id(tmp_path: Path) -> None:
    path = bank(tmp_path / "tides.yaml", title="CafÃ© Salt", answer="CafÃ©")
    before = ids(path)
    fixed = fix_bank(path)
    after = former(path)
    assert before - ids(path) == set(after)
    assert {name.split("/")[0] for name in after.values()} == {"tides", "cafe-salt-1990"}
    assert "was: {cafe-salt-1990: cafa-c-salt-1990}" in Path(path).read_text(encoding="utf-8")
    assert any("noted" in words for _, _, words in fixed.done)
    assert not fix_bank(path).done


@pytest.mark.parametrize("changed", [{"year": 1991}, {"title": "Salty"}, {"character": "Old Keeper"}])
def test_what_the_author_changed_tells_its_former_id(tmp_path: Path, changed: dict) -> None:
    path = bank(tmp_path / "tides.yaml")
    known = [known_question(question) for question in load_bank(path).questions]
    bank(tmp_path / "tides.yaml", **changed)
    lost = {one.id for one in known} - ids(path)
    fix_bank(path, known)
    assert lost
    assert lost == set(former(path))
    assert not fix_bank(path, known).done


def test_a_bank_with_errors_is_left_alone(tmp_path: Path) -> None:
    path = bank(tmp_path / "tides.yaml")
    known = [known_question(question) for question in load_bank(path).questions]
    text = bank(tmp_path / "tides.yaml", year=1991)
    broken = Path(text).read_text(encoding="utf-8") + "  - {ask: Why?}\n"
    Path(path).write_text(broken, encoding="utf-8")
    fix_bank(path, known)
    assert Path(path).read_text(encoding="utf-8") == broken
