"""A bank's file edited: just that change, all other lines as they were, byte for byte."""

from __future__ import annotations

import difflib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.bank_files.editing import (
    LISTS,
    add_alias,
    add_name,
    add_question,
    add_title,
    add_to_cloze,
    drop_question,
    remove_gap,
    remove_name,
    set_field,
)
from quizzer.bank_files.edits import normal
from quizzer.bank_files.file_format import BankFile, QuestionEntry
from quizzer.bank_files.placing import as_flow
from quizzer.bank_files.reader import read_bank_text
from quizzer.errors import BankError
from quizzer.facts.film import AlternateTitle, Gap

BANK = """\
# The bank of the harbour
title: Harbour   # its name
films:
  - title: Tide   # the first
    year: 1995
    trivia:
      - "The lamp is [[cardboard]], they say."
      - The gull's name is [[Admiral|the Admiral]].
    gaps:
      - {asks: release title, country: IN}
      # nobody knows
      - {asks: release title, country: DE}   # really
  - {title: Night, year: 1987, aliases: {Ann Bee: [AB]}}

questions:
  # who flies
  - ask: Which bird sits there?
    answer: gull   # Larus
    # other names
    accept: [sea gull, mew]
    reject:
      tern: That has a fork.
    prompt:
    - bird
    - "white bird"   # vague

  - {ask: What burns?, answer: oil, accept: "fat: hot"}
  - ask: >-
      What is
      long?
    id: long
    answer: 'the night'
"""


def read(text: str) -> BankFile:
    reading = read_bank_text(normal(text))
    assert reading.bank is not None, reading.faults
    return reading.bank


def changes(before: str, after: str) -> list[str]:
    """The lines that an edit took out and put in."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


def with_question(bank: BankFile, place: int, **fields: object) -> BankFile:
    questions = list(bank.questions)
    questions[place] = msgspec.structs.replace(questions[place], **fields)
    return msgspec.structs.replace(bank, questions=tuple(questions))


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (
            lambda text: add_name(text, "harbour/general/gull", "accept", "laughing, gull"),
            ["-     accept: [sea gull, mew]", '+     accept: [sea gull, mew, "laughing, gull"]'],
        ),
        (lambda text: add_name(text, 0, "reject", "puffin", "No."), ["+       puffin: No."]),
        (lambda text: add_name(text, 0, "prompt", "wings"), ["+     - wings"]),
        (
            lambda text: add_name(text, 1, "accept", "lard"),
            [
                '-   - {ask: What burns?, answer: oil, accept: "fat: hot"}',
                '+   - {ask: What burns?, answer: oil, accept: ["fat: hot", lard]}',
            ],
        ),
        (lambda text: add_name(text, "long", "reject", "day"), ["+     reject: day"]),
        (lambda text: add_name(text, "long", "prompt", "dark", "How dark?"), ["+     prompt: {dark: How dark?}"]),
        (lambda text: remove_name(text, 0, "reject", "tern"), ["-     reject:", "-       tern: That has a fork."]),
        (lambda text: remove_name(text, 0, "prompt", "white bird"), ['-     - "white bird"   # vague']),
        (lambda text: set_field(text, "long", "difficulty", "2"), ["+     difficulty: 2"]),
        (lambda text: set_field(text, "long", "id", None), ["-     id: long"]),
        (
            lambda text: set_field(text, 0, "answer", "a gull"),
            ["-     answer: gull   # Larus", "+     answer: a gull   # Larus"],
        ),
        (
            lambda text: drop_question(text, 1),
            ['-   - {ask: What burns?, answer: oil, accept: "fat: hot"}'],
        ),
        (
            lambda text: add_question(text, QuestionEntry(ask="And: now?", answer=(("x",), ("y", "z")), need=1)),
            ['+   - ask: "And: now?"', "+     answer: [x, [y, z]]", "+     need: 1"],
        ),
        (
            lambda text: add_title(text, "Tide (1995)", AlternateTitle(title="Flut", country="DE")),
            ["+     also_known_as:", "+       - {title: Flut, country: DE}"],
        ),
        (
            lambda text: add_alias(text, "Night (1987)", "ann bee", "Annie"),
            [
                "-   - {title: Night, year: 1987, aliases: {Ann Bee: [AB]}}",
                "+   - {title: Night, year: 1987, aliases: {Ann Bee: [AB, Annie]}}",
            ],
        ),
        (lambda text: add_alias(text, None, "gull", "mew"), ["+ aliases: {gull: mew}"]),
        (
            lambda text: add_to_cloze(
                text, "Tide (1995)", "The lamp is [[cardboard]], they say.", "cardboard", 'a "box"'
            ),
            [
                '-       - "The lamp is [[cardboard]], they say."',
                '+       - "The lamp is [[cardboard|a \\"box\\"]], they say."',
            ],
        ),
        (
            lambda text: remove_gap(text, "Tide (1995)", Gap(asks="release title", country="DE")),
            ["-       - {asks: release title, country: DE}   # really"],
        ),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_edit_touches_its_own_lines(edit, lines, ends, mark) -> None:
    text = mark + BANK.replace("\n", ends)
    after = edit(text)
    assert [line for line in changes(text, after) if not line.startswith("?")] == lines
    assert after.count("\r\n") == (after.count("\n") if ends == "\r\n" else 0)
    assert after.startswith("\ufeff") == bool(mark)
    read(after)


ANSWERS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda text: text.strip() and text not in ("sea gull", "mew", "tern", "bird", "white bird", "fat: hot")
)


@settings(max_examples=200)
@given(ANSWERS, st.sampled_from(LISTS), st.integers(0, 2), st.sampled_from(["", "Say: “more”, #1"]), st.booleans())
def test_any_name_reads_back_and_nothing_else_changes(name, to, place, said, ends_bare) -> None:
    text = BANK.rstrip("\n") if ends_bare else BANK
    said = "" if to == "accept" else said
    after = add_name(text, place, to, name, said)
    old = getattr(read(text).questions[place], to)
    new = (*old, name) if to == "accept" else {**old, name: said}
    assert read(after) == with_question(read(text), place, **{to: new})
    touched = [line for line in changes(text, after) if line[0] == "-"]
    assert len(touched) <= (1 if not said else 3)
    assert after.endswith("\n") != ends_bare
    assert remove_name(after, place, to, name).splitlines()[:5] == text.splitlines()[:5]
    assert read(remove_name(after, place, to, name)) == read(text)


NAMES = st.lists(ANSWERS, min_size=1, max_size=4, unique=True)


@st.composite
def banks(draw) -> str:
    """Banks of many layouts: questions over lines and in braces, lists of every style, comments between."""
    parts = ["questions:"]
    indent = " " * draw(st.integers(0, 3))
    for number in range(draw(st.integers(1, 4))):
        fields = [f"ask: Question {number}?", f"answer: {as_flow(draw(ANSWERS))}"]
        names = draw(st.none() | NAMES)
        block = draw(st.booleans())
        if names and block and draw(st.booleans()):
            fields.append("accept:" + "".join(f"\n{indent}  - {as_flow(one)}" for one in names))
        elif names:
            fields.append(f"accept: {as_flow(names[0] if len(names) == 1 else names)}")
        if draw(st.booleans()):
            parts.append("# between")
        tail = draw(st.sampled_from(["", "   # behind"]))
        parts.append(f"{indent}- " + (f"\n{indent}  ".join(fields) if block else "{" + ", ".join(fields) + "}") + tail)
    return "\n".join(parts) + draw(st.sampled_from(["", "\n", "\n\n# the end\n"]))


@settings(max_examples=200)
@given(banks(), ANSWERS, st.data())
def test_in_every_layout(text, name, data) -> None:
    bank = read(text)
    place = data.draw(st.integers(0, len(bank.questions) - 1))
    after = add_name(text, place, "accept", name)
    accept = (*bank.questions[place].accept, name)
    assert read(after) == with_question(bank, place, accept=accept)
    assert len([line for line in changes(text, after) if line[0] == "-"]) <= 1
    if len(bank.questions) > 1:
        left = drop_question(text, place)
        assert read(left).questions == bank.questions[:place] + bank.questions[place + 1 :]
        assert not [line for line in changes(text, left) if line[0] == "+"]
    entry = QuestionEntry(ask=name, answer=((name,),))
    assert read(add_question(text, entry)).questions == (*bank.questions, entry)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("questions:\n  - &a {ask: A?, answer: a}\n  - *a\n", (2, 5)),
        ("questions:\n  - {ask: A?, answer: a, accept: &n [x]}\n  - {ask: B?, answer: b, accept: *n}\n", (2, 34)),
        ("questions:\n  - ask: A?\n    answer: a\n    accept: |\n      x\n", (4, 13)),
        ("questions:\n  - ask: A?\n    answer: [\n", (4, 1)),
    ],
)
def test_what_cannot_be_edited_by_itself_is_told_with_its_line(text: str, where: tuple[int, int]) -> None:
    with pytest.raises(BankError) as trouble:
        add_name(text, 0, "accept", "n")
    assert (trouble.value.line, trouble.value.column) == where


def test_what_is_not_there_is_told() -> None:
    for edit in (
        lambda: add_name(BANK, "nobody", "accept", "x"),
        lambda: add_name(BANK, 9, "accept", "x"),
        lambda: remove_name(BANK, 0, "accept", "x"),
        lambda: set_field(BANK, 0, "hint", "x"),
        lambda: add_alias(BANK, "Alien (1979)", "x", "y"),
        lambda: add_to_cloze(BANK, 0, "Not there.", "x", "y"),
        lambda: remove_gap(BANK, 0, Gap(asks="release title", country="FR")),
        lambda: drop_question("questions:\n  - {ask: A?, answer: a}\n", 0),
        lambda: add_question("", QuestionEntry(ask="A?", answer=(("a",),))),
    ):
        with pytest.raises(BankError):
            edit()
