"""A few mutated files for each reader; `python tests/fuzz/run.py all 50000` runs many."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz.readers import targets
from fuzz.run import Target, run

INPUTS, OF_PAGED, FEW = 60, 20, 4
SEED = 16


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Target]:
    return targets(tmp_path_factory.mktemp("readers"))


@pytest.mark.parametrize("name", list(targets(Path())))
def test_a_mutated_file_brings_no_exception_but_quizzers_own(name: str, readers: dict[str, Target]) -> None:
    target = readers[name]
    result = run(target, FEW if target.slow else OF_PAGED if target.paged else INPUTS, SEED)
    assert result.inputs >= FEW
    assert [what for what, _ in result.fell] == []
