"""A few mutated files for each reader; `python tests/fuzz/run.py all 50000` runs many."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz.readers import targets
from fuzz.run import run

INPUTS = 60
SEED = 16


@pytest.mark.parametrize("name", list(targets(Path())))
def test_a_mutated_file_brings_no_exception_but_quizzers_own(name: str, tmp_path: Path) -> None:
    result = run(targets(tmp_path)[name], INPUTS, SEED)
    assert result.inputs == INPUTS
    assert [what for what, _ in result.fell] == []
