"""Protests in real games become rulings, kept beside the bank and put before the referee again."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from read_once import keep_as_read

from quizzer import load_bank
from quizzer.banks import check_bank
from quizzer.banks.checks.inspection import inspect_bank
from quizzer.curation.ruling import group_protests
from quizzer.curation.rulings_file import RulingCase, read_rulings, with_case, with_rulings

from .conftest import BANK, CLOZE, quizzer, right


def test_a_protest_is_kept_and_shown_with_why_it_was_ruled_so(play, capsys) -> None:
    play("gull", {"Ada": "Larus", "Ben": "larus!"}, why="It is one.")
    play("gull", {"Cy": "the Laruss", "Dee": "a whale"})
    assert quizzer("rulings") == 0
    out = capsys.readouterr().out
    assert "harbour: Which bird sits on the lamp?" in out
    assert "“Larus” / “larus!” / “the Laruss” (Ada, Ben, Cy, 3 times)" in out
    assert "“a whale” (Dee)" in out
    assert "ruling: wrong; the answer is “A gull”" in out
    assert "wrong (0.00): " in out
    assert "“It is one.”" in out


def test_check_tells_where_the_referee_would_rule_otherwise_now(play, bank, capsys) -> None:
    play("gull", {"Ada": "Larus"})
    quizzer("rulings", "accept", 1)
    bank.write_text(BANK, encoding="utf-8")
    capsys.readouterr()
    assert quizzer("check", bank) == 0
    assert quizzer("check", bank, "--strict") == 1
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith(f"{bank.with_name('rulings.yaml')}:5:12: warning: 'Larus' was ruled right on ")
    assert "wrong (0.00)" in line
    bank.write_text(BANK.replace("id: gull", "id: mew"), encoding="utf-8")
    quizzer("check", bank)
    assert "the bank no longer has the question 'gull'" in capsys.readouterr().out
    assert quizzer("check", bank.parent) == 0  # rulings.yaml is no bank


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rulings:\n  - {question: q, given: x, ruling: maybe}\n", ":2:37: error: a ruling must be one of accept"),
        ("rulings:\n  - {question: q, ruling: accept}\n", ":2:5: error: rulings lacks 'given'"),
        ("rulings: [\n", ":2:1: error: broken YAML"),
        ("rulings:\n  - {bank: x.yaml, question: q, given: x, ruling: accept}\n", ":2:12: warning: there is no bank"),
    ],
)
def test_a_file_of_rulings_has_its_faults_told(bank, play, capsys, text, told) -> None:
    bank.with_name("rulings.yaml").write_text(text, encoding="utf-8")
    assert quizzer("check", bank) == (1 if "error" in told else 0)
    assert f"rulings.yaml{told}" in capsys.readouterr().out
    play("gull", {"Ada": "Larus"})
    if "error" in told:
        assert quizzer("rulings", "accept", 1) == 1
        assert bank.read_text(encoding="utf-8") == BANK


def test_ruling_again_after_a_crash_does_what_was_left(play, bank, records, monkeypatch) -> None:
    play("gull", {"Ada": "Larus"})
    kept = "quizzer.records.records.Records"
    for place in (f"{kept}.games_with", f"{kept}.rescore", None):
        with monkeypatch.context() as patched:
            if place:
                patched.setattr(place, lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
            assert quizzer("rulings", "accept", 1) == (130 if place else 0)
        assert len(read_rulings(bank.with_name("rulings.yaml")).cases) == 1
        assert bank.read_text(encoding="utf-8").count("Larus") == 1
    assert right(records, "Ada") == 1
    assert records.protests() == []


def test_wrong_usage(play, capsys) -> None:
    play("gull", {"Ada": "Larus"})
    assert quizzer("rulings", "accept") == 2
    assert quizzer("rulings", "accept", "x") == 2
    assert quizzer("rulings", "accept", 1, "--saying", "x") == 2
    assert quizzer("rulings", "accept", 99) == 1
    assert "there is no open protest number 99" in capsys.readouterr().err


def test_only_the_protests_of_one_bank(play, bank, capsys) -> None:
    play("gull", {"Ada": "Larus"})
    (bank.parent / "other.yaml").write_text(BANK, encoding="utf-8")
    assert quizzer("rulings", bank.name) == 0
    assert "Larus" in capsys.readouterr().out
    assert quizzer("rulings", "other.yaml") == 0
    assert capsys.readouterr().out == "There are no open protests.\n"


@pytest.mark.parametrize(
    "given",
    ["\x1b[2J\x1b]0;owned\x07", "a: b # c", "- x", "*gull", "&a", "'\"", "[[x|y]]", "{", "\u202eevil", "!!python/none"],
)
def test_hostile_answers_do_no_harm(play, bank, records, capsys, given) -> None:
    play("gull", {"Ada": given}, why=given)
    play(CLOZE, {"Ada": given}, why=given)
    quizzer("rulings")
    for number in (1, 2):
        assert quizzer("rulings", "accept", number, "--why", given) == 0
    told = capsys.readouterr()
    assert not {"\x1b", "\x07", "\u202e"} & set(told.out + told.err)
    assert right(records, "Ada") == 2
    assert not [fault for fault in check_bank(bank) if fault.severity == "error"]
    assert read_rulings(bank.with_name("rulings.yaml")).faults == []


def test_what_is_too_long_for_a_name_is_refused(play, bank, capsys) -> None:
    play("gull", {"Ada": "x" * 9000})
    quizzer("rulings")
    assert max(map(len, capsys.readouterr().out.splitlines())) < 1500
    assert quizzer("rulings", "accept", 1) == 1
    assert "this name has 9,000 characters" in capsys.readouterr().err
    assert bank.read_text(encoding="utf-8") == BANK


def test_who_is_erased_leaves_no_protest(play, records) -> None:
    play("gull", {"Ada": "Larus", "Ben": "Mew"})
    records.erase("Ada")
    assert [one.given for one in records.protests()] == ["Mew"]
    assert [one["given"] for one in records.export("Ben")["protests"]] == ["Mew"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(st.sampled_from(["Larus", "larus", "The Larus", "laruss", "mew", "MEW!", "#"]), max_size=8))
def test_grouping_loses_nothing(answers) -> None:
    from quizzer.records import KeptProtest

    protests = [
        KeptProtest(number, 1, "", "Ada", "q", "Which?", "text", one, "A gull", "incorrect", "", "", ("b.yaml",))
        for number, one in enumerate(answers, 1)
    ]
    groups = group_protests(protests)
    assert sorted(one.number for group in groups for one in group.protests) == [one.number for one in protests]
    assert [group.number for group in groups] == sorted(group.number for group in groups)
    assert len(groups) <= 4


def test_the_format_guide_shows_a_file_of_rulings_that_holds(tmp_path: Path) -> None:
    guide = (ROOT / "quizzer" / "bank_files" / "FORMAT.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```ya?ml\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    place = next(place for place, block in enumerate(blocks) if block.startswith("# rulings.yaml"))
    (tmp_path / "bank.yaml").write_text(blocks[place - 1], encoding="utf-8")
    (tmp_path / "rulings.yaml").write_text(blocks[place], encoding="utf-8")
    assert len(read_rulings(tmp_path / "rulings.yaml").cases) == 2
    assert with_rulings(inspect_bank(tmp_path / "bank.yaml")).faults == []


def test_one_key_each_on_a_terminal(play, bank, records) -> None:
    Terminal = pytest.importorskip("pseudo_terminal", reason="pseudo-terminals need a POSIX system").Terminal  # noqa: N806
    for said in ("Larus", "bird", "a whale", "nobody"):
        play("gull", {"Ada": said})
    terminal = Terminal([sys.executable, "-m", "quizzer", "rulings"], rows=60, folder=bank.parent)
    terminal.wait_for("1 of 4")
    terminal.type("x")
    terminal.wait_for("leave: a accept")  # that means nothing, so it asks once more
    terminal.type("a")
    terminal.wait_for("2 of 4")
    terminal.type("p")
    terminal.wait_for("Message")
    terminal.type("Which bird?\r")
    terminal.wait_for("3 of 4")
    terminal.type("l")
    terminal.wait_for("4 of 4")
    terminal.type("q")
    assert terminal.wait_for_end() == 0
    assert [one.given for one in records.protests()] == ["a whale", "nobody"]
    key = load_bank(bank).by_id["gull"].key
    assert (key.accept, key.prompt) == (("Larus",), {"bird": "Which bird?"})


def test_a_protest_can_be_put_aside_with_nothing_ruled(play, bank, records, capsys) -> None:
    play("gull", {"Ada": "Larus", "Ben": "larus"})
    play("gull", {"Cy": "a whale"})
    assert quizzer("rulings", "skip", 2) == 0
    assert capsys.readouterr().out == "Put aside.\n"
    assert [one.given for one in records.protests()] == ["a whale"]
    assert bank.read_text(encoding="utf-8") == BANK
    assert right(records, "Ada") == 0
    assert quizzer("rulings", "skip", 1) == 1
    assert "there is no open protest number 1" in capsys.readouterr().err
    assert quizzer("rulings", "skip") == 2


def test_a_game_that_cannot_be_scored_again_is_told_and_the_rest_is_done(play, bank, records, capsys) -> None:
    gone = bank.parent / "gone.yaml"
    gone.write_text("questions:\n  - {ask: What else?, answer: fog}\n", encoding="utf-8")
    play("gull", {"Ada": "Larus"}, banks=[str(bank), str(gone)])
    play("gull", {"Ben": "Larus"})
    gone.unlink()
    keep_as_read(os.environ["QUIZZER_HOME"])  # by its title it is looked for
    assert quizzer("rulings", "accept", 1) == 0
    assert right(records, "Ben") == 1
    assert "quizzer did not score game 1 again: " in capsys.readouterr().out


def test_a_ruling_with_a_fault_costs_no_other(tmp_path: Path) -> None:
    file = tmp_path / "rulings.yaml"
    good = "  - {question: gull, given: Larus, ruling: accept}\n"
    file.write_text(f"rulings:\n  - {{question: gull, given: mew}}\n{good}", encoding="utf-8")
    read = read_rulings(file)
    assert [fault.line for fault in read.faults] == [2]
    assert [case.given for _, case in read.cases] == ["Larus"]


@pytest.mark.parametrize("comment", ["# ours", "# ours\n"])
def test_a_file_of_comments_gets_its_first_ruling_below_them(comment: str, tmp_path: Path) -> None:
    file = tmp_path / "rulings.yaml"
    file.write_text(comment, encoding="utf-8")
    written = with_case(read_rulings(file), comment, RulingCase(question="gull", given="Larus", ruling="accept"))
    assert written.startswith("# ours\nrulings:\n  - ")
    file.write_text(written, encoding="utf-8")
    assert [case.given for _, case in read_rulings(file).cases] == ["Larus"]
