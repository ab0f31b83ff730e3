"""An error about a library that is missing names a command that works in the environment that runs."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from importlib import metadata, util
from pathlib import Path

import pytest
from conftest import ROOT

from quizzer import extras
from quizzer.extras import install_command

pytestmark = pytest.mark.skipif(os.name == "nt", reason="shlex reads the commands of a POSIX shell")
OURS = ['genanki>=0.13; extra == "anki"', 'duckdb>=1.1; extra == "imdb"', "click>=8.1.7"]


@pytest.fixture(autouse=True)
def _our_metadata(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "requires", lambda name: OURS if name == "quizzer-engine" else None)


def without(monkeypatch: pytest.MonkeyPatch, *, pip: bool, uv: bool) -> None:
    monkeypatch.setattr(util, "find_spec", lambda name: None if pip else object())
    monkeypatch.setattr("shutil.which", lambda name: None if uv else f"/usr/bin/{name}")


def test_where_pip_is_it_is_the_environments_own(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, pip=False, uv=False)
    monkeypatch.setattr(sys, "prefix", "/home/ada/my venv")
    monkeypatch.setattr(sys, "executable", "/home/ada/my venv/bin/python")
    command = shlex.split(install_command("genanki"))
    assert command == ["/home/ada/my venv/bin/python", "-m", "pip", "install", "genanki>=0.13"]


def test_in_an_environment_without_pip_uv_installs(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, pip=True, uv=False)
    assert shlex.split(install_command("duckdb")) == ["uv", "pip", "install", "--python", sys.executable, "duckdb>=1.1"]


def test_without_pip_and_uv_the_pip_of_the_python_beneath_installs(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, pip=True, uv=True)
    beneath = os.path.realpath(sys.executable)
    command = [beneath, "-m", "pip", "--python", sys.executable, "install", "genanki>=0.13"]
    assert shlex.split(install_command("genanki")) == command


@pytest.mark.parametrize("in_venv", [True, False])
def test_a_distributions_own_python_must_be_told_that_it_is_meant(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, in_venv: bool
) -> None:
    without(monkeypatch, pip=False, uv=False)
    (tmp_path / "EXTERNALLY-MANAGED").touch()
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(tmp_path))
    monkeypatch.setattr(sys, "prefix", "/venv" if in_venv else sys.base_prefix)
    assert ("--break-system-packages" in shlex.split(install_command("genanki"))) is not in_venv


def test_without_metadata_or_with_versions_of_its_own_a_library_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shlex.split(install_command("duckdb<1.5"))[-1] == "duckdb<1.5"

    def never_installed(name: str) -> list[str]:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", never_installed)
    assert shlex.split(install_command("genanki"))[-1] == "genanki"


def test_the_name_is_that_of_the_metadata() -> None:
    assert f'name = "{extras.DISTRIBUTION}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_command_runs_here_as_it_is_told() -> None:
    """pip or uv understands it; nothing is installed, for pytest is there, and no index is asked."""
    alone = {**os.environ, "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "UV_OFFLINE": "1"}
    command = install_command("pytest")
    done = subprocess.run(command, shell=True, env=alone, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
