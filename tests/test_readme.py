"""The README's code, commands and banks do what it says; CONTRIBUTING speaks of what is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from quizzer.banks import check_bank

CONTRIBUTING = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_first_two_commands_are_one_line_and_make_an_environment_of_their_own() -> None:
    play, test = blocks("sh")[:2]
    for command in (play, test):
        assert len(command.splitlines()) == 1
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install -q ")
    assert play.rstrip().endswith("&& .venv/bin/quizzer play")
    assert test.rstrip().endswith("&& .venv/bin/python -m pytest")


def test_the_python_code_prints_what_the_readme_shows() -> None:
    programs = re.findall(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(programs) == len(blocks("python"))
    for program, shown in programs:
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
        )
        assert (done.stdout, done.stderr) == (shown, "")


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= 180


def test_the_bank_is_without_fault(tmp_path: Path) -> None:
    (block,) = blocks("yaml")
    bank = tmp_path / "bank.yaml"
    bank.write_text(block, encoding="utf-8")
    assert check_bank(bank) == []


@pytest.mark.slow
def test_the_pictures_are_of_the_game() -> None:
    """They are taken by a command, which is run again here."""
    make = ROOT / "tests" / "tools" / "make_pictures.py"
    done = subprocess.run([sys.executable, make], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "")
    shown = re.findall(r"\]\(\.github/pictures/(\w+\.(?:svg|png))\)", README)
    assert sorted(shown) == sorted(path.name for path in (ROOT / ".github" / "pictures").iterdir())


def test_every_path_in_contributing_is_there() -> None:
    paths = re.findall(r"`((?:quizzer|tests|question_banks|\.ci)/[^`\s]*|[A-Za-z]+\.(?:md|toml))`", CONTRIBUTING)
    assert len(paths) > 20
    assert [path for path in paths if "NAME" not in path and not (ROOT / path).exists()] == []


def test_every_table_in_contributing_is_in_its_file() -> None:
    tables = re.findall(r"`(\w+)`\s(?:in|of)\s`(quizzer/[\w/]+\.py)`", CONTRIBUTING)
    assert len(tables) >= 7
    missing = [(name, path) for name, path in tables if not re.search(rf"^(class )?{name}\b", text_of(path), re.M)]
    assert missing == []


def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")
