"""What a player is told about a slip: one letter missing, two letters swapped …"""

from __future__ import annotations

from rapidfuzz.distance import OSA

from quizzer.grading.folding import fold
from quizzer.grading.forms import Form
from quizzer.grading.matching import lost_and_added

__all__ = ["slip_notes"]


def slip_notes(expected: str, given: str) -> tuple[str, ...]:
    """The code of `messages.MESSAGES` for the difference in spelling; several words with slips are told as one."""
    lost, added = lost_and_added(Form(fold(expected)).words, Form(fold(given)).words)
    if len(lost) > 1 and len(added) == 1:  # a surname alone: the name it is nearest to
        lost = [min(lost, key=lambda word: OSA.distance(word, added[0]))]
    if len(lost) != 1 or len(added) != 1:
        return ("spelling",)
    was, became = lost[0], added[0]
    distance = OSA.distance(was, became)
    if distance != 1:
        return ("two_letters",) if distance == 2 else ("spelling",)
    if len(became) < len(was):
        return ("one_missing",)
    if len(became) > len(was):
        return ("one_too_many",)
    return ("two_swapped",) if sorted(was) == sorted(became) else ("one_wrong",)
