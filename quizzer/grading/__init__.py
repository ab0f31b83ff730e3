"""The referee: one given answer against one key. It knows no file, no screen, no clock and no chance."""

from quizzer.grading.canon import Canon, Name
from quizzer.grading.folding import fold
from quizzer.grading.key import STRICTNESS, AnswerKey, grade_many
from quizzer.grading.kinds import KINDS, Judge, register_kind
from quizzer.grading.messages import MESSAGES
from quizzer.grading.verdict import Outcome, Reason, Verdict

__all__ = [
    "KINDS",
    "MESSAGES",
    "STRICTNESS",
    "AnswerKey",
    "Canon",
    "Judge",
    "Name",
    "Outcome",
    "Reason",
    "Verdict",
    "fold",
    "grade_many",
    "register_kind",
]
