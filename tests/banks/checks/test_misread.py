"""What would load without a word and rule otherwise than it is meant is told, and mended where there is one reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer import load_bank
from quizzer.banks.checks.fixing import fix_bank

from .conftest import Told


def question(*lines: str, ask: str = "What is it?") -> str:
    return f"questions:\n  - ask: {ask}\n    " + "\n    ".join((*lines, "id: it")) + "\n"


def film(*lines: str) -> str:
    return "films:\n  - title: Tide\n    composers: Di Eff\n    " + "\n    ".join(lines) + "\n"


MENDED = [
    (question("answer: fencing", "accept: uno, eins"), "accept: uno, eins", "accept: [uno, eins]"),
    (question("answer: fencing", "reject: Bo; Cy"), "reject: Bo; Cy", "reject: [Bo, Cy]"),
    (question("answer: fencing", "tags: sea, ship"), "tags: sea, ship", "tags: [sea, ship]"),
    (question("answer: fencing", "hints: She is old, She sails"), "She is old, She sails", "[She is old, She sails]"),
    (question("answer: Gull", "choices: Gull, Crow"), "choices: Gull, Crow", "choices: [Gull, Crow]"),
    (question("answer: red, white, blue", ask="Name three colours."), "red, white, blue", "[red, white, blue]"),
    (film("directors: Ann Bee; Bo Cee"), "Ann Bee; Bo Cee", "[Ann Bee, Bo Cee]"),
    (film("directors: Ann Bee, Bo Cee"), "Ann Bee, Bo Cee", "[Ann Bee, Bo Cee]"),
    (film("filmed_in: Leeds, Hull"), "Leeds, Hull", "[Leeds, Hull]"),
    (question("answer: one", "ask: Who swims?", "answer: two"), "    ask: Who", "  - ask: Who"),
    (question("answer: AT&amp;T"), "AT&amp;T", "AT&T"),
    (question("answer: fencing", ask="Is it <b>very</b> old?<br>Or new?"), "<b>very</b> old?<br>Or", "very old? Or"),
    (question("answer: '**Gull**'"), "**Gull**", "Gull"),
    (question("answer: fencing", "explain: See [the book](https://example.org/b)."), "[the book](https://example.org/b)",
     "the book"),
    (question("answer: fencing", "hints: ~"), "\n    hints: ~", ""),
    (question("answer: fencing", "explain: TODO"), "\n    explain: TODO", ""),
    (question("answer: 17.05.1999"), "17.05.1999", "1999-05-17"),
    (question("answer: B", "choices: [A) Gull, B) Crow]"), "answer: B", "answer: B) Crow"),
    (question("answer: b", "choices: [Gull, Crow]"), "answer: b", "answer: Crow"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "before", "after"), MENDED)
def test_what_has_one_reading_is_told_and_mended(tmp_path: Path, text: str, before: str, after: str) -> None:
    bank = tmp_path / "b.yaml"
    bank.write_text(text, encoding="utf-8")
    fixed = fix_bank(str(bank))
    assert len(fixed.done) == 1
    mended = bank.read_text(encoding="utf-8")
    assert mended == text.replace(before, after)
    assert not [fault for fault in fixed.report.faults if fault.fix]
    load_bank(bank)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (question("answer: ???"), "3:13: warning: '???' is read as it stands"),
        (question("answer: TODO ask Ann"), "3:13: warning: 'TODO ask Ann' is read as it stands"),
        (question("answer: 5m"), "3:13: warning: '5m' is taken for minutes: write 5 minutes, or 5 metres or 5 million"),
        (question("answer: fencing", "accept: \"uno, eins\""), "4:13: warning: 'uno, eins' is one value"),
        (question("answer: 10<sup>3</sup>"), "3:13: warning: '10<sup>3</sup>' has marks of HTML"),
        (question("answer: red, white, blue"), "3:13: warning: 'red, white, blue' is one answer: if several"),
        ("films:\n  - {title: Tide, year: 1995, directors: Ann Bee}\n  - {title: Tide, year: 2001, directors: Bo Cee}\n"
         + question("answer: Ida", "film: tide"),
         "7:11: warning: which 'tide' is meant, Tide (1995) or Tide (2001)? Write one of them"),
    ],
)  # fmt: skip
def test_what_has_several_readings_is_told_and_left(told: Told, tmp_path: Path, text: str, fault: str) -> None:
    assert [one for one in told(text) if one.startswith(fault)]
    bank = tmp_path / "b.yaml"
    bank.write_text(text, encoding="utf-8")
    assert not fix_bank(str(bank)).done


@pytest.mark.parametrize(
    "text",
    [
        question("answer: M*A*S*H"),
        question("answer: It is 3 < 5"),
        question("answer: fencing", ask="Fill in the _____ sea & the sky?"),
        question("answer: <b>", ask="Which HTML tag makes a text bold?"),
        question("answer: '&amp;'", ask="How does HTML write an ampersand?"),
        question("answer: '?'", ask="How does a question end?"),
        question("answer: Paris, Texas"),
        question("answer: Bo Cee", "hints: He was born in Leeds, Yorkshire"),
        question("answer: 12.5 %"),
        question("answer: 5 min"),
        question("answer: Gull", "choices: [Gull, Crow]"),
        question("answer: A", "choices: [A, B]"),
        film("filmed_in: Leeds, England, UK"),
        film('trivia: ["The [[gull]] came from Hull, the cat; from Leeds."]'),
    ],
)
def test_what_is_meant_as_it_stands_is_left_in_peace(told: Told, text: str) -> None:
    assert told(text) == []


def test_a_letter_is_right_as_its_choice_and_percent_as_a_number(tmp_path: Path) -> None:
    bank = tmp_path / "b.yaml"
    bank.write_text(
        question("answer: B", "choices: [Gull, Crow]") + "  - ask: What share?\n    answer: 12,5 %\n", encoding="utf-8"
    )
    bird, share = load_bank(bank).questions
    assert bird.key is not None
    assert share.key is not None
    assert bird.key.grade("Crow").correct
    assert not bird.key.grade("Gull").correct
    assert share.key.grade("12.5 percent").correct
    assert not share.key.grade("125").correct
