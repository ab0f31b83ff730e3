"""The README and the guides keep their word: commands print what they show, and what they name is there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from conftest import ROOT
from read_once import keep_as_read

import quizzer
from quizzer import AnswerKey, Outcome, load_bank
from quizzer.commands.host import rooms
from quizzer.commands.running import cli
from quizzer.grading.wordlists import read_pairs

PACKAGE = ROOT / "quizzer"
GUIDES = {
    name: PACKAGE / path for name, path in read_pairs("guides", beside=str(PACKAGE / "commands" / "running.py")).items()
}
DOCUMENTS = {"readme": ROOT / "README.md", **GUIDES}
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in DOCUMENTS.items()}
# Examples of API.md come from docstrings, and those of FORMAT.md have a test of their own.
PROSE = {name: text for name, text in TEXTS.items() if name not in ("api", "format")}


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[tuple[str, list[str]]]:
    """Each `$ command` of the console blocks, with the lines that the document shows below it."""
    found: list[tuple[str, list[str]]] = []
    for block in blocks(text, "console"):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    """A folder with the files that the documents' commands speak of."""
    shutil.copy(ROOT / "tests" / "fixtures" / "lighthouse_thief.txt", tmp_path / "page.txt")
    command = tmp_path / "bin" / "quizzer"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m quizzer "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    keep_as_read(os.environ["QUIZZER_HOME"])
    return tmp_path


def in_shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    shell = ["sh", "-c", command]
    return subprocess.run(
        shell, cwd=folder, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are written for a POSIX shell")
@pytest.mark.parametrize("name", [name for name, text in PROSE.items() if commands(text)])
def test_commands_print_what_the_document_shows(name: str, workshop: Path) -> None:
    faulty = "questions:\n  - ask: Who?\n    answer: me\n    anwser: you\n"
    for command, shown in commands(PROSE[name]):
        if any("anwser" in line for line in shown):
            (workshop / "bank.yaml").write_text(faulty, encoding="utf-8")
        done = in_shell(command, workshop)
        assert "Traceback" not in done.stderr
        assert not shown or (done.stdout + done.stderr).splitlines() == shown, command


def test_every_command_line_of_the_readme_starts_a_game(workshop: Path) -> None:
    lines = [
        line
        for block in blocks(TEXTS["readme"], "text")
        for line in block.splitlines()
        if line.startswith(".venv/bin/quizzer")
    ]
    assert len(lines) == 7
    for line in lines:
        command = re.split(r"\s{3,}", line)[0].replace(".venv/bin/", "")
        done = in_shell(command, workshop)
        assert done.returncode == 0, (command, done.stderr)
        assert re.search("Question 1|Film 1", done.stdout)


def named_commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command line of quizzer that a document shows, and its options."""
    shown = re.findall(
        r"^(?:\$ |.*&& |.*\| )?(?:\.venv/bin/)?quizzer ([^\n`]+)$", "\n".join(blocks(text, r"\w*")), re.MULTILINE
    )
    for line in [*shown, *re.findall(r"`quizzer ([^`]+)`", text)]:
        words = re.split(r"\s{3,}| \| ", line)[0].split()
        if words and not words[0].isdecimal():  # the line of a daily begins with the name and a number
            yield words[0], [word.split("=")[0] for word in words[1:] if re.fullmatch(r"--?[a-z][a-z-]*(=.*)?", word)]


@pytest.mark.parametrize("name", PROSE)
def test_every_command_and_option_is_there(name: str) -> None:
    context = click.Context(cli)
    for command, options in named_commands(PROSE[name]):
        if command.startswith("-"):
            continue
        found = cli.get_command(context, command)
        assert found is not None, command
        known = {option for one in with_inner(found) for parameter in one.params for option in parameter.opts}
        known |= {
            option for one in with_inner(found) for parameter in one.params for option in parameter.secondary_opts
        }
        assert set(options) <= known | {"-h", "--help"}, (command, options)


def with_inner(command: click.Command) -> Iterator[click.Command]:
    yield command
    if command.name == "host":
        yield from with_inner(rooms)
    if isinstance(command, click.Group):
        context = click.Context(command)
        yield from filter(None, (command.get_command(context, name) for name in command.list_commands(context)))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_to_a_file(name: str) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", re.sub(r"```.*?```", "", TEXTS[name], flags=re.DOTALL))
    assert [link for link in links if not (DOCUMENTS[name].parent / link).exists()] == []


@pytest.mark.parametrize("name", GUIDES)
def test_help_shows_the_guide(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["help", name], standalone_mode=False)
    assert capsys.readouterr().out.startswith(TEXTS[name][:100])


@pytest.mark.parametrize("name", [name for name in GUIDES if name not in ("api", "rules")])
def test_a_guide_says_for_whom_it_is(name: str) -> None:
    assert re.match(r"# .+\n\nThis guide is for ", TEXTS[name])


def test_each_ruling_of_the_guide_is_that_of_the_referee() -> None:
    rows = re.findall(r"^\| (\w+) \| (.+?) \| (.+?) \| (right|wrong|too vague) \|$", TEXTS["judging"], re.MULTILINE)
    assert len(rows) > 15
    words = {Outcome.CORRECT: "right", Outcome.INCORRECT: "wrong", Outcome.PROMPT: "too vague"}
    for kind, answer, given, said in rows:
        key = AnswerKey(answer, kind=kind, choices=("Gull", "Crow", "Tern") if kind == "choice" else ())
        assert words[key.grade(given).outcome] == said, (answer, given)


@pytest.mark.parametrize("bank", [block for block in blocks(TEXTS["writing"], "yaml") if "questions:" in block])
def test_banks_of_the_guide_can_be_played(bank: str, tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(bank, encoding="utf-8")
    assert load_bank(tmp_path / "bank.yaml").questions


def test_the_python_code_of_importing_runs() -> None:
    (program,) = blocks(TEXTS["importing"], "python")
    exec(compile(program, "IMPORTING.md", "exec"), {})


def test_the_tutorial_of_the_package_runs(capsys: pytest.CaptureFixture[str]) -> None:
    program = "\n".join(line[4:] for line in (quizzer.__doc__ or "").splitlines() if line.startswith("    "))
    exec(compile(program, "quizzer.__doc__", "exec"), {})
    assert capsys.readouterr().out.endswith("True surname, one letter missing\n")
