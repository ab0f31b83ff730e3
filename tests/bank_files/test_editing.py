"""A bank's file edited: just that change, all other lines as they were, byte for byte."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.bank_files.editing import LISTS, EditedBank, EditedFilm, EditedQuestion
from quizzer.bank_files.edits import normal
from quizzer.bank_files.file_format import BankFile, QuestionEntry
from quizzer.bank_files.placing import as_flow
from quizzer.bank_files.reader import read_bank_text
from quizzer.errors import BankError, QuizzerError

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


def edited(text: str, edit: Callable[[EditedBank], None]) -> str:
    """The text of a bank after an edit."""
    bank = EditedBank(written=text)
    edit(bank)
    return bank.document("").written


def question(bank: EditedBank, which: int | str) -> EditedQuestion:
    return bank.question(bank.questions[which] if isinstance(which, int) else which)


def film(bank: EditedBank, which: int) -> EditedFilm:
    return bank.film(bank.reading.films[which][0])


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
            lambda bank: bank.question("harbour/general/gull").add_name("accept", "laughing, gull"),
            ["-     accept: [sea gull, mew]", '+     accept: [sea gull, mew, "laughing, gull"]'],
        ),
        (lambda bank: question(bank, 0).add_name("reject", "puffin", "No."), ["+       puffin: No."]),
        (lambda bank: question(bank, 0).add_name("prompt", "wings"), ["+     - wings"]),
        (
            lambda bank: question(bank, 1).add_name("accept", "lard"),
            [
                '-   - {ask: What burns?, answer: oil, accept: "fat: hot"}',
                '+   - {ask: What burns?, answer: oil, accept: ["fat: hot", lard]}',
            ],
        ),
        (lambda bank: question(bank, "long").add_name("reject", "day"), ["+     reject: day"]),
        (
            lambda bank: question(bank, "long").add_name("prompt", "dark", "How dark?"),
            ["+     prompt: {dark: How dark?}"],
        ),
        (
            lambda bank: question(bank, 0).remove_name("reject", "tern"),
            ["-     reject:", "-       tern: That has a fork."],
        ),
        (lambda bank: question(bank, 0).remove_name("prompt", "white bird"), ['-     - "white bird"   # vague']),
        (lambda bank: question(bank, "long").change({"difficulty": "2"}), ["+     difficulty: 2"]),
        (lambda bank: question(bank, "long").change({"id": None}), ["-     id: long"]),
        (
            lambda bank: question(bank, 0).change({"answer": "a gull"}),
            ["-     answer: gull   # Larus", "+     answer: a gull   # Larus"],
        ),
        (
            lambda bank: question(bank, 1).remove(),
            ['-   - {ask: What burns?, answer: oil, accept: "fat: hot"}'],
        ),
        (
            lambda bank: bank.add_questions([QuestionEntry(ask="And: now?", answer=(("x",), ("y", "z")), need=1)]),
            ['+   - ask: "And: now?"', "+     answer: [x, [y, z]]", "+     need: 1"],
        ),
        (
            lambda bank: bank.film("Tide (1995)").append(
                ["also_known_as"], {"title": "Flut", "country": "DE"}, after=("title", "year")
            ),
            ["+     also_known_as:", "+       - {title: Flut, country: DE}"],
        ),
        (
            lambda bank: bank.film("Night (1987)").add_alias("ann bee", "Annie"),
            [
                "-   - {title: Night, year: 1987, aliases: {Ann Bee: [AB]}}",
                "+   - {title: Night, year: 1987, aliases: {Ann Bee: [AB, Annie]}}",
            ],
        ),
        (lambda bank: bank.film("Tide (1995)").add_alias("Bo", "B."), ["+     aliases: {Bo: B.}"]),
        (lambda bank: bank.add_comment("the end"), ["+ # the end"]),
        (
            lambda bank: bank.film("Tide (1995)").add_to_cloze(
                "The lamp is [[cardboard]], they say.", "cardboard", 'a "box"'
            ),
            [
                '-       - "The lamp is [[cardboard]], they say."',
                '+       - "The lamp is [[cardboard|a \\"box\\"]], they say."',
            ],
        ),
        (
            lambda bank: bank.film("Tide (1995)").remove(["gaps", 1]),
            ["-       - {asks: release title, country: DE}   # really"],
        ),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_edit_touches_its_own_lines(edit, lines, ends, mark) -> None:
    text = mark + BANK.replace("\n", ends)
    after = edited(text, edit)
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
    after = edited(text, lambda bank: question(bank, place).add_name(to, name, said))
    old = getattr(read(text).questions[place], to)
    new = (*old, name) if to == "accept" else {**old, name: said}
    assert read(after) == with_question(read(text), place, **{to: new})
    touched = [line for line in changes(text, after) if line[0] == "-"]
    assert len(touched) <= (1 if not said else 3)
    assert after.endswith("\n") != ends_bare
    again = edited(after, lambda bank: question(bank, place).remove_name(to, name))
    assert again.splitlines()[:5] == text.splitlines()[:5]
    assert read(again) == read(text)


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
    after = edited(text, lambda bank: question(bank, place).add_name("accept", name))
    accept = (*bank.questions[place].accept, name)
    assert read(after) == with_question(bank, place, accept=accept)
    assert len([line for line in changes(text, after) if line[0] == "-"]) <= 1
    if len(bank.questions) > 1:
        left = edited(text, lambda bank: question(bank, place).remove())
        assert read(left).questions == bank.questions[:place] + bank.questions[place + 1 :]
        assert not [line for line in changes(text, left) if line[0] == "+"]
    entry = QuestionEntry(ask=name, answer=((name,),))
    added = edited(text, lambda bank: bank.add_questions([entry, entry]))
    assert read(added).questions == (*bank.questions, entry, entry)


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
        edited(text, lambda bank: question(bank, 0).add_name("accept", "n"))
    assert (trouble.value.line, trouble.value.column) == where


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda bank: bank.question("nobody"), "'nobody' is none of the questions"),
        (lambda bank: question(bank, 0).remove_name("accept", "x"), "'x' does not stand under 'accept'"),
        (lambda bank: question(bank, 1).remove_name("prompt", "x"), "'x' does not stand under 'prompt'"),
        (lambda bank: question(bank, 0).change({"hint": "x"}), "no key 'hint'"),
        (lambda bank: question(bank, 0).change({"unit": None}), "nothing to take out"),
        (lambda bank: bank.film("Alien (1979)"), "'Alien (1979)' is no longer in the bank"),
        (lambda bank: film(bank, 0).add_to_cloze("Not there.", "x", "y"), "no sentence of this film marks 'x'"),
        (lambda bank: film(bank, 0).remove(["gaps", 2]), "nothing to take out"),
    ],
)
def test_what_is_not_there_is_told(edit, told) -> None:
    with pytest.raises(BankError, match=re.escape(told)):
        edited(BANK, edit)


def test_a_file_that_has_nothing_or_one_question_cannot_lose_it() -> None:
    with pytest.raises(BankError, match="this bank is empty"):
        EditedBank(written="")
    with pytest.raises(BankError, match="edit it by hand"):
        edited("questions:\n  - {ask: A?, answer: a}\n", lambda bank: question(bank, 0).remove())


def test_a_comment_that_would_change_what_a_text_says_is_left_out() -> None:
    asked = "questions:\n  - {ask: A?, answer: a}"
    for text, after in (
        (asked, f"{asked}\n# the end\n"),
        (f"{asked}\n...\n", f"{asked}\n...\n# the end\n"),
        (f"{asked}\ntitle: |+\n  Harbour", f"{asked}\ntitle: |+\n  Harbour"),
    ):
        assert edited(text, lambda bank: bank.add_comment("the end")) == after


def test_a_bank_is_parsed_once_and_once_more_for_each_edit(tmp_path, monkeypatch) -> None:
    whole, part = tmp_path / "whole.yaml", tmp_path / "part.yaml"
    whole.write_text("include: part.yaml\nquestions:\n  - {ask: Whose?, answer: Ann, id: whose}\n", encoding="utf-8")
    part.write_text(BANK, encoding="utf-8")
    parsed: list[object] = []
    parse = yaml.CBaseLoader.get_single_node
    monkeypatch.setattr(yaml.CBaseLoader, "get_single_node", lambda self: parsed.append(self) or parse(self))
    bank = EditedBank(str(whole))
    assert len(parsed) == 2
    bank.question("long").add_name("accept", "the dark")
    assert len(parsed) == 3
    assert [one.entry.accept for one in bank.questions if one.entry.id == "long"] == [("the dark",)]
    assert list(bank.changes) == [str(part)]
    bank.question("whose").add_name("accept", "Ann Bee")
    assert list(bank.changes) == [str(part), str(whole)]
    assert part.read_text(encoding="utf-8") == BANK
    bank.save()
    assert bank.changes == {}
    assert len(parsed) == 4
    assert "accept: the dark" in part.read_text(encoding="utf-8")
    assert "accept: Ann Bee" in whole.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["part.yaml", "whole.yaml"]


def test_nothing_is_written_over_what_another_wrote_meanwhile(tmp_path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(BANK, encoding="utf-8")
    bank = EditedBank(str(path))
    bank.question("long").add_name("accept", "the dark")
    path.write_text(BANK + "# more\n", encoding="utf-8")
    with pytest.raises(QuizzerError, match="changed meanwhile and nothing was written"):
        bank.save()
    assert path.read_text(encoding="utf-8") == BANK + "# more\n"
    bank = EditedBank(str(path))
    path.write_text(BANK, encoding="utf-8")
    with pytest.raises(QuizzerError, match="changed meanwhile"):
        bank.question("long").add_name("accept", "the dark")
