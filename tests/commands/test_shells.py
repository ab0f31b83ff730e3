"""Completion as the shells do it: each is started in a terminal, and Tab is pressed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

Terminal = pytest.importorskip("pseudo_terminal", reason="pseudo-terminals need a POSIX system").Terminal

SHELLS = ("bash", "zsh", "fish")
BANK = """
films:
  - {title: "The Good, the Bad and the Ugly", year: 1966, directors: [Sergio Leone]}
  - {title: "Ocean's Eleven", year: 2001, directors: [Steven Soderbergh]}
  - {title: "M*A*S*H for $5", year: 1970, directors: [Robert Altman]}
  - {title: "Amélie", year: 2001, directors: [Jean-Pierre Jeunet]}
"""


class Shell:
    """An interactive shell with the completion of `quizzer`, which is one that only shows its arguments."""

    def __init__(self, name: str, home: Path) -> None:
        folder = home / "bin"
        folder.mkdir()
        command = folder / "quizzer"
        completes = f'[ -n "$_QUIZZER_COMPLETE" ] && exec {sys.executable} -m quizzer "$@"'
        command.write_text(f'#!/bin/sh\n{completes}\nprintf "<%s>" "$@"\necho\n', encoding="utf-8")
        command.chmod(0o755)
        (home / "b.yaml").write_text(BANK, encoding="utf-8")
        setup = getattr(self, f"_{name}")(home)
        environment = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "HOME": str(home), "LC_ALL": "C.UTF-8"}
        self.terminal = Terminal(setup, columns=150, rows=40, folder=home, **environment)
        self.terminal.wait_for("ready>")

    def given(self, typed: str, *, until: str) -> list[str]:
        """The arguments of a line that is typed up to Tab, and entered once what is completed ends so."""
        before = len(self.terminal.text)
        self.terminal.type(f"{typed}\t")
        self.terminal.wait_for(lambda text: until in text[before:])
        self.terminal.type("\r")
        text = self.terminal.wait_for(lambda text: text.endswith("> ready>"))
        return re.findall("<(.*?)>", text[before:])

    @staticmethod
    def _script(shell: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "quizzer", "completion", shell], capture_output=True, encoding="utf-8", check=True
        )
        return done.stdout

    def _bash(self, home: Path) -> list[str]:
        (home / "rc").write_text(f"PS1='ready> '\n{self._script('bash')}", encoding="utf-8")
        return ["bash", "--noprofile", "--rcfile", str(home / "rc"), "-i"]

    def _zsh(self, home: Path) -> list[str]:
        (home / "f").mkdir()
        (home / "f" / "_quizzer").write_text(self._script("zsh"), encoding="utf-8")
        (home / ".zshrc").write_text(
            "fpath=(~/f $fpath)\nautoload -U compinit\ncompinit -u\nPROMPT='ready> '\n", encoding="utf-8"
        )
        return ["zsh", "-d", "-i"]

    def _fish(self, home: Path) -> list[str]:
        folder = home / ".config" / "fish"
        (folder / "completions").mkdir(parents=True)
        (folder / "completions" / "quizzer.fish").write_text(self._script("fish"), encoding="utf-8")
        (folder / "config.fish").write_text(
            "function fish_prompt; echo -n 'ready> '; end\nset fish_autosuggestion_enabled 0\nset fish_greeting\n",
            encoding="utf-8",
        )
        return ["fish", "-i"]


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shell]:
    if not shutil.which(request.param):
        pytest.skip(f"there is no {request.param} here")
    shell = Shell(request.param, tmp_path)
    yield shell
    shell.terminal.close()


def test_tab_completes_a_bank_and_a_film(shell: Shell) -> None:
    assert shell.given("quizzer play aro", until="around_the_world") == ["play", "around_the_world"]
    film = "The Good, the Bad and the Ugly"
    assert shell.given("quizzer play b.yaml --film The", until="Ugly") == ["play", "b.yaml", "--film", film]


@pytest.mark.slow
def test_tab_completes_commands_categories_and_films_of_any_spelling(shell: Shell) -> None:
    assert shell.given("quizzer comp", until="completion") == ["completion"]
    assert shell.given("quizzer play --mode bl", until="blitz") == ["play", "--mode", "blitz"]
    assert shell.given("quizzer play --category sound", until="soundtrack") == ["play", "--category", "soundtrack"]
    film = ["play", "b.yaml", "--film"]
    assert shell.given("quizzer play b.yaml --film Am", until="lie") == [*film, "Amélie"]
    assert shell.given("quizzer play b.yaml --film M", until="5") == [*film, "M*A*S*H for $5"]
    for quote in "'\"":
        assert shell.given(f"quizzer play b.yaml --film {quote}M", until="5") == [*film, "M*A*S*H for $5"]
        assert shell.given(f"quizzer play b.yaml --film {quote}Oc", until="leven") == [*film, "Ocean's Eleven"]
