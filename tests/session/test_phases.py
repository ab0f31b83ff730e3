"""The table of phases: its diagram in PROTOCOL.md, and that nothing changes a phase past it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

import quizzer
from quizzer.session import Action, Rules
from quizzer.session.phases import FOLLOWING, PHASES, Phase
from quizzer.session.state import Game

PACKAGE = Path(quizzer.__file__).parent
PROTOCOL = PACKAGE / "driver" / "PROTOCOL.md"


def test_the_diagram_is_that_of_the_table():
    (drawn,) = re.findall(r"```mermaid\n.*?```", PROTOCOL.read_text("utf-8"), re.DOTALL)
    arrows = re.findall(r"^    (\w+) --> (\w+): \w", drawn, re.MULTILINE)
    assert sorted(arrows) == sorted((phase, following) for phase, row in FOLLOWING.items() for following in row)
    assert drawn.count("-->") == len(arrows) + 2  # where a game begins, and where it ends


def test_the_table_has_every_phase_and_every_action():
    assert tuple(PHASES) == tuple(FOLLOWING) == get_args(Phase)
    assert {following for row in FOLLOWING.values() for following in row} == set(PHASES) - {"lobby"}
    assert frozenset().union(*(row.actions for row in PHASES.values())) == set(get_args(Action))


def test_a_phase_that_the_table_does_not_have_is_refused(capitals):
    game = Game(tuple(capitals), len(capitals), Rules(), 0, None)
    with pytest.raises(RuntimeError, match="from lobby to paused"):
        game.enter("paused")
    assert game.phase == "lobby"


def test_one_function_changes_the_phase():
    assigned = [
        f"{path.name}: {line.strip()}"
        for path in sorted(PACKAGE.glob("session/*.py"))
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"\.phase = ", line)
    ]
    assert assigned == ["state.py: self.phase = phase"]
