"""Letters that look like others, what cannot be seen, and what was broken on its way."""

from __future__ import annotations

import pytest

from .conftest import Told


def explained(text: str) -> str:
    return f"questions:\n  - ask: What?\n    answer: this\n    explain: {text}\n"


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("the Mоon", 18, "'Mоon' has a Cyrillic 'о' among Latin letters: write 'Moon'"),
        ("the αlpha Αnn", 24, "'Αnn' has a Greek 'Α' among Latin letters: write 'Ann'"),
        ("Mісто спить", 14, "'Mісто' has a Latin 'M' among Cyrillic letters: write 'Місто'"),
        ("Moжon", 14, "'Moжon' has letters of two alphabets: write it in one"),
        ("the сор", 18, "'сор' is Cyrillic and looks Latin: write 'cop'"),
        ("Ａlien", 14, "'Ａ' looks like Latin letters and is not: write 'A'"),
        ("𝐀𝐧𝐧 Bee", 14, "'𝐀𝐧𝐧' looks like Latin letters and is not: write 'Ann'"),
        ("zero\u200bwidth", 18, "what cannot be seen stands here (U+200B zero width space): take it out"),
        ("turned \u202eround", 21, "what cannot be seen stands here (U+202E right-to-left override): take it out"),
        ("CafÃ© au lait", 17, "'Ã©' is 'é' that was read in the wrong encoding: write 'é'"),
        ("so â€œquoted”", 17, "'â€œ' is '“' that was read in the wrong encoding: write '“'"),
        ("ÐšÐ¸Ð½Ð¾", 14, "'ÐšÐ¸Ð½Ð¾' is 'Кино' that was read in the wrong encoding: write 'Кино'"),
        ("ä¸ƒäºº", 14, "'ä¸ƒäºº' is '七人' that was read in the wrong encoding: write '七人'"),
        ("lost � here", 19, "a character was lost here (�): write it anew"),
    ],
)
def test_strange_characters_are_told_where_they_stand(told: Told, text: str, column: int, message: str) -> None:
    assert told(explained(text)) == [f"4:{column}: warning: {message}"]


@pytest.mark.parametrize(("escape", "code"), [("\\e", "001B"), ("\\a", "0007"), ("\\x9b", "009B"), ("\\x7f", "007F")])
def test_a_control_character_is_told(told: Told, escape: str, code: str) -> None:
    (warning,) = told(explained(f'"red {escape}[31m"'))
    assert warning.endswith(f"warning: a control character (U+{code}) stands here: take it out")


@pytest.mark.parametrize(
    "text",
    [
        "Місто загублених дітей",
        "Ουδείς, а также и Вий",
        "The Greek Ωmega, 5 μm, α and β",
        "Œuvre, naïve, Ængström, Łódź, ﬁne",
        "“« Le café » et «IRMÃ» «CAFÉ»”",
        "‘Ä’ and ‘Å’",
        "七人の侍 ＴＨＥ ＭＯＶＩＥ",
        "שלום \u200fעולם",
        "👩\u200d🚀 and می\u200cخواهم",
        "Оно is a film by somebody",
    ],
)
def test_other_scripts_are_no_fault(told: Told, text: str) -> None:
    assert told(explained(text)) == []


def test_a_word_in_a_folded_text_is_found_on_its_own_line(told: Told) -> None:
    text = "questions:\n  - ask: What?\n    answer: this\n    explain: >-\n      A line\n      and the Mоon.\n"
    assert told(text) == ["6:15: warning: 'Mоon' has a Cyrillic 'о' among Latin letters: write 'Moon'"]


def test_keys_are_looked_at_too(told: Told) -> None:
    text = "questions:\n  - ask: What?\n    answer: this\n    reject: {Mоon: No.}\n"
    assert told(text) == ["4:14: warning: 'Mоon' has a Cyrillic 'о' among Latin letters: write 'Moon'"]
