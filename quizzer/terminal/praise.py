"""A word beside a verdict, to make one smile. The game alone decides which: the same game is told in the same words."""

from collections.abc import Sequence
from zlib import crc32

from quizzer.session import LANGUAGE, Standing, phrase, words_in
from quizzer.terminal.played import PlayedQuestion

LONG_ENOUGH = 3
"""From so many in a row on, a streak is worth a word, when it grows and when it ends."""
SELDOM = 3
"""Of so many verdicts in a row at most one has a word."""


def remark(questions: Sequence[PlayedQuestion]) -> str:
    """The word for the latest question, which is closed; empty where none is called for, or one was said just now."""
    word, quiet, before, missed = "", SELDOM, 0, 0
    for question in questions:
        word = ""
        if question.counts and question.said:
            if quiet >= SELDOM:
                word = _word(question, before, missed, crc32(questions[0].asked.text.encode()))
            quiet = 1 if word else quiet + 1
            before, missed = question.said[0].streak, 0 if question.said[0].is_right else missed + 1
    return word


def _word(question: PlayedQuestion, before: int, missed: int, which: int) -> str:
    """The word for one question, `before` which so many were right in a row, or `missed`. `which` is any number."""
    said = question.said[0]
    if len(question.said) > 1:
        right = [one.is_right for one in question.said]
        return phrase("quip.all") if all(right) else "" if any(right) else phrase("quip.nobody")
    if said.is_right:
        back = phrase("quip.back") if missed >= LONG_ENOUGH else ""
        return words_in(LANGUAGE.get()).texts.get(f"quip.streak.{said.streak}", back)
    if not (said.given or said.passed):
        return ""  # the clock has closed it, and nobody is to blame
    if before >= LONG_ENOUGH:
        return phrase("quip.run", count=before)
    words = words_in(LANGUAGE.get()).listed("quip.wrong." if said.given else "quip.skipped.")
    # From the first question on they go round, so that none is heard twice too soon.
    return words[(which + question.asked.number // SELDOM) % len(words)]


ENOUGH = 5
"""Questions from which on a game may be anybody's best."""
_LEAST = (100, 80, 50, 20, 0)  # per cent that were right


def closing_words(standings: Sequence[Standing], reason: str) -> str:
    """A kind word at the end of a game that was played to its end."""
    best = standings[0] if standings else None
    if best is None or not best.answered or reason in ("", "stopped"):
        return ""
    return next(phrase(f"closing.{least}") for least in _LEAST if 100 * best.right >= least * best.answered)


def new_best(standings: Sequence[Standing], reason: str, best: tuple[int, int] | None, *, goes_on: bool = False) -> str:
    """Words for who has played better than ever: `best` is how much was right before, and of how many.

    In a game that `goes_on` until time or lives end it, more right answers are better.
    """
    if best is None or len(standings) != 1 or reason == "stopped":
        return ""
    (mine,) = standings
    right, answered = best
    if goes_on:
        return phrase("best.right", right=right) if mine.right > right else ""
    if not mine.answered or _merit(mine.right, mine.answered) <= _merit(right, answered):
        return ""
    return phrase("best.share", right=right, of=answered)


def _merit(right: int, answered: int) -> tuple[bool, float, int]:
    """As the records compare games: a few questions make no best game where there are longer ones."""
    return answered >= ENOUGH, right / answered, answered
