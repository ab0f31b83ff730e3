"""A trivia quiz game engine: film facts in, a game that people enjoy out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.lazily import lazily

__version__ = "0.2.0"

if TYPE_CHECKING:
    from quizzer.banks import Bank, load_bank, shipped_banks
    from quizzer.errors import BankError, IllegalAction, QuizzerError, RecordsError, SnapshotError, SourceError
    from quizzer.grading import AnswerKey, Canon, Name, Outcome, Reason, Verdict
    from quizzer.question import Question
    from quizzer.session import Rules, Session

# Names load when first used, so that a program pays only for the rooms it enters.
_HOMES = {
    "banks": "Bank load_bank shipped_banks",
    "errors": "BankError IllegalAction QuizzerError RecordsError SnapshotError SourceError",
    "grading": "AnswerKey Canon Name Outcome Reason Verdict",
    "question": "Question",
    "session": "Rules Session",
}

__all__ = [
    "AnswerKey", "Bank", "BankError", "Canon", "IllegalAction", "Name", "Outcome", "Question", "QuizzerError",
    "Reason", "RecordsError", "Rules", "Session", "SnapshotError", "SourceError", "Verdict", "__version__",
    "load_bank", "shipped_banks"
]  # fmt: skip

__getattr__, __dir__ = lazily(__name__, _HOMES)
