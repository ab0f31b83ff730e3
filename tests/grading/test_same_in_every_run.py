"""A verdict does not depend on the seed with which Python salts its hashes."""

from __future__ import annotations

import os
import subprocess
import sys

CODE = """
from quizzer import AnswerKey, Canon
names = [f"The Night {letter}{other}" for letter in "abcdefghijklmnop" for other in "abcdefghijklmnop"]
canon = Canon(names, kind="title")
for name in names[::5]:
    for given in (name + "q", name[:-1], "Teh " + name[4:], name.replace("Night", "Nihgt")):
        verdict = AnswerKey(name, kind="title").grade(given, canon=canon)
        print(verdict.outcome, verdict.reason, verdict.rival)
"""


def rulings(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", CODE]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_a_crowded_canon_rules_alike_in_every_run() -> None:
    assert len({rulings(seed) for seed in ("0", "1", "2", "3")}) == 1
