"""What a mutant may be, and that each is one change of what its line does."""

from __future__ import annotations

import ast

import pytest
from mutants.changes import mutants, mutated

SOURCE = '''
from typing import Final

LEAST: Final[int] = 3


def rank(points: int, best: int | None = None) -> str:
    """The place."""
    if best is None or points < LEAST:
        raise ValueError("none")
    return "first" if points == best else "other"
'''


def test_each_mutant_is_told_with_its_place() -> None:
    assert [str(mutant).removeprefix("a.py:") for mutant in mutants("a.py", SOURCE)] == [
        "4:21: 3  →  4",
        "4:21: 3  →  2",
        "11:5: return 'first' if points == best else 'other'  →  return None",
        "9:8: best is None or points < LEAST  →  best is None and points < LEAST",
        "10:9: raise ValueError('none')  →  pass",
        "11:12: 'first' if points == best else 'other'  →  'other' if points == best else 'first'",
        "9:8: best is None  →  best is not None",
        "9:24: points < LEAST  →  points <= LEAST",
        "11:23: points == best  →  points != best",
    ]


def test_each_mutant_is_another_program() -> None:
    found = [mutated(SOURCE, mutant) for mutant in mutants("a.py", SOURCE)]
    assert len({ast.unparse(ast.parse(SOURCE)), *found}) == len(found) + 1


@pytest.mark.parametrize(("source", "function"), [("A = 1\n", None), ("@cache\ndef one():\n    return 1\n", 1)])
def test_a_mutant_knows_the_function_that_must_be_called(source: str, function: int | None) -> None:
    assert {mutant.function for mutant in mutants("a.py", source)} == {function}
