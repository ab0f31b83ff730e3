"""No regular expression of the package takes more than in proportion to its text: each is run on runs behind its own
beginnings, and its processor time may grow about as the text does."""

from __future__ import annotations

import re
from collections import deque
from time import thread_time

import pytest
from patterns import patterns, texts

from quizzer.bounds import LONGEST_ANSWER, LONGEST_CONNECTION, LONGEST_NAME, LONGEST_SENTENCE, LONGEST_TALK

LENGTHS = (24, 54, 120, 270, 500, 2_000)
SHORT, SHORT_FLOOR = 300, 0.002
"""A text below SHORT characters may take so many seconds: what explodes is seen here, before it hangs."""
FLOOR = 0.003
"""Seconds that even the longest may take whatever the shorter ones took: clocks are coarse."""
GROWTH = 8
"""How much longer a text of four times the length may take; in proportion would be 4, by the square 16."""

BOUNDED = {
    "quizzer.banks.checks.advice._TWO": LONGEST_NAME,
    "quizzer.banks.checks.advice._COMMA": LONGEST_NAME,
    "quizzer.facts.connections._CONNECTION": LONGEST_CONNECTION,
    "quizzer.facts.proposals._DATED": LONGEST_SENTENCE,
    "quizzer.facts.proposals._MONEY": LONGEST_SENTENCE,
    "quizzer.grading.said_around._AFTER": LONGEST_TALK,
    "quizzer.grading.said_around._BEFORE": LONGEST_TALK,
    "quizzer.grading.sentences._CLOSING": LONGEST_ANSWER,
}
"""Patterns that see at most so many characters, because whoever calls them looks first."""


ALL = [pytest.param(*found, id=found[0]) for found in patterns()]


@pytest.mark.parametrize(("where", "pattern", "methods"), ALL)
def test_a_pattern_takes_in_proportion_to_its_text(
    where: str, pattern: re.Pattern[str], methods: frozenset[str]
) -> None:
    lengths = [length for length in LENGTHS if length <= BOUNDED.get(where, LENGTHS[-1])]
    for lead, run, end in texts(pattern):
        for method in sorted(methods):
            trouble = superlinear(pattern, method, lead, run, end, lengths)
            assert not trouble, f"{where}.{method} on {lead!r} and a run of {run!r}: {trouble}"


def superlinear(pattern: re.Pattern[str], method: str, lead: str, run: str, end: str, lengths: list[int]) -> str:
    """What is wrong with the times that the pattern takes on longer and longer texts; "" for nothing."""
    before = 0.0
    for length in lengths:
        text = lead + run * (length // len(run)) + end
        allowed = SHORT_FLOOR if length < SHORT else max(FLOOR, GROWTH * before)
        took = seconds(pattern, method, text)
        if took > allowed:  # once may be the machine's fault
            took = min(took, seconds(pattern, method, text), seconds(pattern, method, text))
        if took > allowed:
            return f"{took * 1000:.1f} ms for {length:,} characters, after {before * 1000:.1f} ms"
        before = took
    return ""


def seconds(pattern: re.Pattern[str], method: str, text: str) -> float:
    """Processor seconds of one call."""
    said = text if isinstance(pattern.pattern, str) else text.encode()
    call = getattr(pattern, method)
    began = thread_time()
    if method == "sub":
        call(" " if isinstance(said, str) else b" ", said)
    elif method == "finditer":
        deque(call(said), maxlen=0)
    else:
        call(said)
    return thread_time() - began


@pytest.mark.parametrize(
    ("source", "method"),
    [(r"(?:a+)+b", "match"), (r"\s+$", "search"), (r"(.+?)\s*\)", "fullmatch"), (r"a.*b.*c.*d", "match")],
)
def test_what_explodes_is_found(source: str, method: str) -> None:
    pattern = re.compile(source)
    assert any(superlinear(pattern, method, *text, list(LENGTHS)) for text in texts(pattern))
