"""The referee: one given answer against one key. It knows no file, no screen, no clock and no chance."""

from quizzer.grading.canon import Canon, Name
from quizzer.grading.folding import fold
from quizzer.grading.key import AnswerKey
from quizzer.grading.verdict import Outcome, Reason, Verdict

__all__ = ["AnswerKey", "Canon", "Name", "Outcome", "Reason", "Verdict", "fold"]
