"""Shell completion and the help of commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_lines import run
from read_once import keep_as_read

from quizzer.commands import main


def completed(words: str, *, shell: str = "zsh") -> list[str]:
    """What a shell is told for these words, the last of which is being typed."""
    given = {"_QUIZZER_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    if words.endswith(" "):
        given["COMP_CWORD"] = str(len(words.split()))
    done = run(**given)
    assert done.returncode == 0
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("quizzer pl", "play"),
        ("quizzer play aro", "around_the_world"),
        ("quizzer play --mode bl", "blitz"),
        ("quizzer play around_the_world --category sound", "soundtrack"),
        ("quizzer play city_of_lost_children --film the", "The City of Lost Children"),
    ],
)
def test_commands_banks_modes_categories_and_films_are_completed(words: str, wanted: str) -> None:
    assert wanted in completed(words)


def test_films_are_those_of_the_banks_that_were_named() -> None:
    films = completed("quizzer play city_of_lost_children --film ")
    assert "The City of Lost Children" in films
    assert "City of God" not in films


def test_a_bank_with_faults_completes_nothing_and_says_nothing(tmp_path: Path) -> None:
    bank = tmp_path / "broken.yaml"
    bank.write_text("questions: [", encoding="utf-8")
    assert not any(completed(f"quizzer play {bank} --film "))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_each_shell_is_one_that_the_shell_reads(shell: str, tmp_path: Path) -> None:
    done = run("completion", shell)
    assert done.returncode == 0
    assert "_QUIZZER_COMPLETE" in done.stdout
    if shutil.which(shell):
        script = tmp_path / "script"
        script.write_text(done.stdout, encoding="utf-8")
        checked = subprocess.run([shell, "-n", str(script)], capture_output=True, text=True, check=False)
        assert checked.stderr == ""
        assert checked.returncode == 0


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
def test_bash_puts_a_title_with_spaces_into_one_word(tmp_path: Path) -> None:
    quizzer = tmp_path / "quizzer"
    quizzer.write_text(f'#!/bin/sh\nexec {sys.executable} -m quizzer "$@"\n', encoding="utf-8")
    quizzer.chmod(0o755)
    code = (
        "source <(quizzer completion bash)\n"
        "COMP_WORDS=(quizzer play --film 'The\\ City\\ of\\ L'); COMP_CWORD=3\n"
        '_quizzer_completion quizzer; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    keep_as_read(os.environ["QUIZZER_HOME"])
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", code], capture_output=True, text=True, env={**os.environ, "PATH": path}, check=False
    )
    assert done.stdout.splitlines() == ["The\\ City\\ of\\ Lost\\ Children"]


COMMANDS = [[], ["play"], ["new"], ["check"], ["grade"], ["schema"], ["import", "imdb-page"], ["completion"]]


@pytest.mark.parametrize("words", COMMANDS)
def test_help_shows_a_commands_help_with_an_example(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", *words]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"Usage: {' '.join(['quizzer', *words])}")
    assert not words or out.count(f"quizzer {' '.join(words)} ") >= 2


def test_help_for_nothing_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "nonsense"]) == 2
    assert "there is no command 'nonsense'" in capsys.readouterr().err


def test_a_fault_in_the_settings_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("name = 'Ada'\ntheme = 'pink'\n", encoding="utf-8")
    done = run("play", "-n", "1", QUIZZER_HOME=str(tmp_path))
    assert done.returncode == 0
    assert done.stderr.startswith(f"quizzer: {tmp_path / 'settings.toml'}:2: theme")
    assert len(done.stderr.splitlines()) == 1
    assert "Question 1 of 1" in done.stdout


def test_help_after_an_option_shows_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "de", "help"]) == 0
    assert "Commands:" in capsys.readouterr().out


def test_every_help_ends_with_its_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "review"]) == 0
    assert "quizzer review my_bank.yaml --propose" in capsys.readouterr().out
