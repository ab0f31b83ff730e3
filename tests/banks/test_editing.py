"""Changes to a bank's text: each touches its own lines, and the bank is the old one with that change."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quizzer.banks.editing import EditError, add_item, add_reply, remove, set_value

BANK = """\
# My bank
title: Seas   # so called
questions:
  - ask: Which sea?
    answer: "Aral"      # the quotes stay
    # a remark in the middle
  - {ask: "What, then?", answer: it, accept: [a, b]}  # in one line
  - ask: Which film?
    answer: Flow
    accept:
      - one
      - two  # twice

    draft: true
films:
- title: Das Boot
  also_known_as: The Boat
  gaps:
    - {asks: release title, country: IN, language: en}
"""


def values(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)


def changes(before: str, after: str) -> list[str]:
    """What was taken out and put in, line by line."""
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line.rstrip("\n") for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (lambda text: add_item(text, ("questions", 0, "accept"), "Aral Sea", after=["answer"]),
         ["+     accept: Aral Sea"]),
        (lambda text: add_item(text, ("questions", 0, "answer"), "Sea: inland"),
         ['-     answer: "Aral"      # the quotes stay',
          '+     answer: ["Aral", "Sea: inland"]      # the quotes stay']),
        (lambda text: add_item(text, ("questions", 1, "accept"), "c, d"),
         ['-   - {ask: "What, then?", answer: it, accept: [a, b]}  # in one line',
          '+   - {ask: "What, then?", answer: it, accept: [a, b, "c, d"]}  # in one line']),
        (lambda text: add_item(text, ("questions", 2, "accept"), "three"), ["+       - three"]),
        (lambda text: add_reply(text, ("questions", 2, "accept"), "x", "Why x?"),
         ["-       - one", "-       - two  # twice",
          '+       one: ""', '+       two: ""  # twice', "+       x: Why x?"]),
        (lambda text: add_reply(text, ("questions", 0, "prompt"), "Sea", "Which?", after=["answer"]),
         ['+     prompt: {Sea: "Which?"}']),
        (lambda text: remove(text, ("questions", 2, "draft")), ["-     draft: true"]),
        (lambda text: remove(text, ("films", 0, "gaps", 0)),
         ["-   gaps:", "-     - {asks: release title, country: IN, language: en}"]),
        (lambda text: remove(text, ("questions", 1)),
         ['-   - {ask: "What, then?", answer: it, accept: [a, b]}  # in one line']),
        (lambda text: add_item(text, ("films", 0, "also_known_as"), {"title": "Q", "country": "IN"}),
         ["-   also_known_as: The Boat", "+   also_known_as: [The Boat, {title: Q, country: IN}]"]),
        (lambda text: add_item(text, ("films", 0, "aliases", "Wolfgang Petersen"), "Petersen", after=["title"]),
         ["+   aliases: {Wolfgang Petersen: Petersen}"]),
        (lambda text: set_value(text, ("questions", 0, "ask"), "Which lake?"),
         ["-   - ask: Which sea?", '+   - ask: Which lake?']),
        (lambda text: remove(text, ("questions", 0, "ask")),
         ["-   - ask: Which sea?", '-     answer: "Aral"      # the quotes stay',
          '+   - answer: "Aral"      # the quotes stay']),
    ],
)  # fmt: skip
def test_a_change_touches_its_own_lines(change, lines: list[str]) -> None:
    assert sorted(changes(BANK, change(BANK))) == sorted(lines)


@pytest.mark.parametrize("path", [("questions", 0, "accept"), ("questions", 2, "accept"), ("films", 0, "gaps")])
def test_line_ends_and_a_missing_last_one_stay(path) -> None:
    windows = BANK.replace("\n", "\r\n").removesuffix("\r\n")
    edited = add_item(windows, path, "new")
    assert edited.count("\n") == edited.count("\r\n") > windows.count("\r\n") - 1
    assert not edited.endswith("\n")
    assert edited.replace("\r\n", "\n") + "\n" == add_item(BANK, path, "new")


def test_to_add_what_is_there_changes_nothing() -> None:
    assert add_item(BANK, ("questions", 2, "accept"), "two") == BANK
    assert add_reply(BANK, ("questions", 2, "accept"), "two") == BANK


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a: &x [one]\nb: *x\n", ("b",)),
        ("a: &x [one]\nb: *x\n", ("a",)),  # b would change too
        ("a: &x\n  - one\nb: {c: *x}\n", ("b", "c")),
        ("a: [one, # why\n  two]\n", ("a", 0)),
        ("- one\n", ("a",)),
        ("a: [", ("a",)),
        ("", ("a",)),
    ],
)
def test_what_cannot_be_changed_in_place_is_refused(text: str, path) -> None:
    change = remove if isinstance(path[-1], int) else lambda text, path: add_item(text, path, "new")
    with pytest.raises(EditError):
        change(text, path)


@pytest.mark.parametrize(
    "accept",
    ["&a one", "'it''s'", "!x one", ">-\n      folded\n      text", "|+\n      kept\n\n", "- &a one\n    - *a"],
)
def test_odd_ways_of_writing_are_kept_or_refused(accept: str) -> None:
    written = accept if accept[0] != "-" else f"\n    {accept}"
    text = f"questions:\n  - ask: Q\n    accept: {written}\n    answer: A\n"
    try:
        edited = add_item(text, ("questions", 0, "accept"), "new")
    except EditError:
        return
    before = values(text)["questions"][0]["accept"]
    assert values(edited)["questions"][0]["accept"] == [*(before if isinstance(before, list) else [before]), "new"]


# -- laws

texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff\u2028\u2029\x85"),
    min_size=1,
    max_size=30,
).filter(str.strip)
hostile = st.sampled_from(
    ["a: b", "- x", "#no", "x #y", "[[", "{a}", "'", '"', "\\", "*a", "&a", "!t", "|", ">", "%", "@", "`", "no",
     "1:30", "---", "a\tb", "\u202eevil", "\x1b[31m",
     "?", "? x", "~", "null", "a:", ", ", "\n", "two\nlines", " lead", "=", "<<"]
)  # fmt: skip
words = texts | hostile


def styled(value: str, style: str) -> str:
    if style == "single":
        return "'" + value.replace("'", "''") + "'"
    return yaml.dump(value, allow_unicode=True, default_style='"', width=10**6).removesuffix("\n")


@st.composite
def banks(draw) -> tuple[str, int]:
    """A bank in one of many layouts, and the place of a question in it."""
    blocks = []
    count = draw(st.integers(1, 3))
    indent = draw(st.sampled_from(["", "  ", "    "]))
    for _ in range(count):
        style = draw(st.sampled_from(["single", "double"]))
        quote = [
            styled(one, style if "\n" not in one and one.isprintable() else "double")
            for one in draw(st.lists(words, min_size=2, max_size=5))
        ]
        ask, answer, *accept = quote
        comment = draw(st.sampled_from(["", "  # a comment", " # one: {two]"]))
        form = draw(st.sampled_from(["absent", "short", "flow", "block", "line", "split"]))
        if form == "line":
            blocks.append(f"{indent}- {{ask: {ask}, answer: {answer}, accept: [{', '.join(accept)}]}}{comment}")
            continue
        lines = [f"{indent}- ask: {ask}{comment}", f"{indent}  answer: {answer}"]
        if accept and form == "short":
            lines.append(f"{indent}  accept: {accept[0]}{comment}")
        elif accept and form == "flow":
            lines.append(f"{indent}  accept: [{', '.join(accept)}]{comment}")
        elif accept and form == "split":
            lines.append(f"{indent}  accept: [{(',' + chr(10) + indent + '     ').join(accept)}]{comment}")
        elif accept and form == "block":
            lines += [f"{indent}  accept:{comment}", *(f"{indent}    - {one}{comment}" for one in accept)]
        if draw(st.booleans()):
            lines += ["", f"{indent}  # below", f"{indent}  category: seas"]
        blocks.append("\n".join(lines))
    text = "title: T\nquestions:\n" + "\n# between\n".join(blocks) + draw(st.sampled_from(["", "\n", "\n\n# end\n"]))
    line_end = draw(st.sampled_from(["\n", "\r\n"]))
    return text.replace("\n", line_end), draw(st.integers(0, count - 1))


def untouched(before: str, after: str) -> bool:
    """Whether what is around the change is as it was: the same beginning and end, with little in between."""
    blocks = difflib.SequenceMatcher(a=before.splitlines(True), b=after.splitlines(True), autojunk=False).get_opcodes()
    return sum(tag != "equal" for tag, *_ in blocks) <= 2


@given(banks(), words)
def test_adding_an_accepted_name_is_all_that_changes(bank, name: str) -> None:
    text, place = bank
    edited = add_item(text, ("questions", place, "accept"), name, after=["answer"])
    expected = values(text)
    before = expected["questions"][place].get("accept", [])
    before = before if isinstance(before, list) else [before]
    after = before if name in before else [*before, name]
    got = values(edited)
    found = got["questions"][place].pop("accept", [])
    expected["questions"][place].pop("accept", None)
    assert (found if isinstance(found, list) else [found]) == after
    assert got == expected
    assert untouched(text, edited)
    if name not in before:
        assert "\n" not in edited.replace("\r\n", "") or "\r\n" not in text


@given(banks(), words, words)
def test_adding_what_to_say_is_all_that_changes(bank, name: str, says: str) -> None:
    text, place = bank
    if values(text)["questions"][place].get("accept") == []:
        return  # such a bank has a fault
    edited = add_reply(text, ("questions", place, "accept"), name, says, after=["answer"])
    expected, got = values(text), values(edited)
    before = expected["questions"][place].pop("accept", [])
    names = before if isinstance(before, list) else [before]
    found = got["questions"][place].pop("accept", [])
    if name in names:
        assert found == before
    else:
        assert found == {**dict.fromkeys(names, ""), name: says}
    assert got == expected


@given(banks(), words)
def test_what_was_added_can_be_taken_out_again_to_the_letter(bank, name: str) -> None:
    text, place = bank
    if "hint" in values(text)["questions"][place]:
        return
    edited = set_value(text, ("questions", place, "hint"), name)
    assert values(edited)["questions"][place]["hint"] == name
    assert remove(edited, ("questions", place, "hint")) == text


@given(banks())
def test_a_question_is_dropped_and_no_other(bank) -> None:
    text, place = bank
    try:
        edited = remove(text, ("questions", place))
    except EditError:
        return
    left = values(text)["questions"]
    del left[place]
    assert values(edited).get("questions", []) == left
