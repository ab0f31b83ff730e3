"""The table of bounds in the guide says what the code has."""

from __future__ import annotations

import re
from pathlib import Path

import quizzer
from quizzer import bounds

ROW = re.compile(r"^\| `([A-Z_]+)` \| ([\d,]+) \|", re.MULTILINE)


def test_the_guide_has_every_bound() -> None:
    (guide,) = Path(quizzer.__file__).parent.rglob("FORMAT.md")
    told = {name: int(value.replace(",", "")) for name, value in ROW.findall(guide.read_text(encoding="utf-8"))}
    assert told == {name: value for name, value in vars(bounds).items() if name.isupper()}
