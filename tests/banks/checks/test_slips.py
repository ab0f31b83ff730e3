"""A slip hides nothing beside it: every fault of a file is told in one run, where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_lines import run

from quizzer.banks import check_bank

from .conftest import Told

CURLY = "broken YAML: curly quotation marks are letters here"
COLON = "broken YAML: mapping values are not allowed"
OPEN = "broken YAML: a quotation mark is opened here and not closed"
DASH = "'ask' stands here a second time: is a - missing before it?"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["- ask: What: one?", "  answer: one", "- ask: Who?", "  anser: two", "- ask: Where?", "\tanswer: Hull"],
         [f"2:14: error: {COLON}", "5:5: error: unknown key 'anser'", "7:1: error: broken YAML: found a tab"]),
        (["- ask: What: one?", "  answer: one", "  kind: persn", "  difficulty: 9"],
         [f"2:14: error: {COLON}", "4:11: error: unknown kind of answer 'persn'", "5:17: error: 'difficulty' must"]),
        (["- ask: What?", "  answer: \"one", "- ask: Who?", "  answer: 'two", "- ask: Where?", "  kind: persn"],
         [f"3:13: error: {OPEN}", f"5:13: error: {OPEN}", "6:5: error: a question lacks 'answer'",
          "7:11: error: unknown kind"]),
        (["- ask: What?", "  answer: [one, two", "  need: 3", "- ask: Who?", "  answer: “Night: Bus”"],
         ["3:13: error: broken YAML: did not find expected ','", f"6:13: error: {CURLY}"]),
        (["- ask: What?", "  anwser: fencing", "  kind: persn", "  choices: [foil]"],
         ["3:5: error: unknown key 'anwser'", "4:11: error: unknown kind of answer 'persn'",
          "5:14: error: the answer 'fencing' is not among the choices"]),
        (["- ask: What?", "  answer: one", "  ask: Who?", "  answer: two", "  kind: persn"],
         [f"4:5: error: {DASH}", "6:11: error: unknown kind of answer 'persn'"]),
        (["- ask: What?", "  answer: one", "  points: 5"],
         ["4:5: error: unknown key 'points' in a question: quizzer counts points itself"]),
        (["- ask: What?", "\u00a0   answer: one", "  kind: persn"],
         ["3:1: error: a no-break or wide space stands in the indentation", "4:11: error: unknown kind"]),
        (["- ask: What?", "  answer: one", "```", "- ask: Who?", "  answer: two", "  kind: persn"],
         ["4:1: error: a code fence of Markdown is no YAML: take this line out", "7:11: error: unknown kind"]),
    ],
)  # fmt: skip
def test_every_fault_of_a_file_is_told_in_one_run(told: Told, lines: list[str], expected: list[str]) -> None:
    found = told("questions:\n" + "".join(f"  {line}\n" if line[0] in " -" else f"{line}\n" for line in lines), "error")
    assert len(found) == len(expected)
    assert all(fault.startswith(start) for fault, start in zip(found, expected, strict=True))


def test_a_slip_outside_questions_hides_none_within(told: Told) -> None:
    text = "title: The sea: tales\nlicense: CC0-1.0\nquestions:\n  - ask: What?\n    answer: one\n    kind: persn\n"
    assert [fault.partition(" error: ")[0] for fault in told(text, "error")] == ["1:15:", "6:11:"]


def test_what_stands_above_a_slip_that_nobody_can_read_around_is_told(told: Told) -> None:
    text = (
        "questions:\n- ask: What?\n  answer: one\n  kind: persn\n- ask: Why?\nanswer: two\n- ask: Who?\n  answer: Ida\n"
    )
    assert [fault.partition(" error: ")[0] for fault in told(text, "error")] == ["4:9:", "5:3:", "6:1:", "7:1:"]


@pytest.mark.parametrize("key", ["points", "score", "time_limit", "distractors", "correct", "topic", "language"])
def test_a_key_that_others_have_is_told_for_what_it_is_and_never_renamed(told: Told, key: str) -> None:
    [fault] = told(f"questions:\n  - ask: What?\n    answer: one\n    {key}: 5\n", "error")
    assert "did you mean" not in fault
    assert "may be one of" not in fault


def test_an_entry_with_many_questions_is_told_without_end_of_the_stack(tmp_path: Path) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_text("questions:\n  - answer: a\n" + "    ask: Who?\n" * 2000, "utf-8")
    told = [fault.message for fault in check_bank(bank) if "is a - missing" in fault.message]
    assert len(told) == 1999


def test_a_key_that_is_a_list_is_told(tmp_path: Path) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_text("questions:\n  - ask: Who?\n    answer: a\n    [x]: y\n    ask: When?\n    answer: b\n", "utf-8")
    assert "a key must be a single word" in [fault.message for fault in check_bank(bank)]


def test_a_slip_in_the_only_key_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text("questions:\n  - {ask: Who?, answer: Ann}\n", "utf-8")
    (tmp_path / "rulings.yaml").write_text("ruling: []\n", "utf-8")
    done = run("check", tmp_path / "bank.yaml")
    assert "did you mean 'rulings'?" in done.stdout
