"""Moodle's Aiken."""

from __future__ import annotations

from formats.told import faults, fields, imported

from quizzer.formats import read_format


def test_an_exam() -> None:
    read = imported("aiken", "aiken.txt")
    assert faults(read) == []
    assert [fields(entry) for entry in read.entries] == [
        {"ask": "Which festival gives a golden lion?", "answer": "Venice", "choices": ["Berlin", "Venice", "Locarno"]},
        {"ask": "Which of these is a film of 1927?", "answer": "Wings", "choices": ["Wings", "Heat"]},
        {"ask": "True or false: Metropolis has sound.", "answer": "False"},
    ]


def test_what_is_wrong_is_told_with_its_line() -> None:
    text = (
        "Chapter one\n\nWho?\nA. Ada\nB. Bea\nANSWER: C\n\nWhat?\nA. only this\nANSWER: A\n\nWhen?\nA. now\nB. then\n\n"
        "Why?\nA. so\nB. thus\nANSWER: b.\nANSWER: A\n\nHow?\n"
    )
    read = read_format("aiken", text, file="exam.txt")
    assert [fields(entry)["answer"] for entry in read.entries] == ["thus"]
    assert faults(read) == [
        "exam.txt:1: these words belong to no question: choices such as “A. Yes” were expected",
        "exam.txt:6: there is no choice 'C' to this question",
        "exam.txt:8: a question needs two choices or more, each in a line such as “A. Yes”",
        "exam.txt:12: there is no answer to this question: a line such as “ANSWER: A” was expected",
        "exam.txt:20: this answer has no question above it",
        "exam.txt:22: a question needs two choices or more, each in a line such as “A. Yes”",
    ]
