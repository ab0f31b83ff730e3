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
    "Bank": "banks",
    "load_bank": "banks",
    "shipped_banks": "banks",
    "BankError": "errors",
    "IllegalAction": "errors",
    "QuizzerError": "errors",
    "RecordsError": "errors",
    "SnapshotError": "errors",
    "SourceError": "errors",
    "AnswerKey": "grading",
    "Canon": "grading",
    "Name": "grading",
    "Outcome": "grading",
    "Reason": "grading",
    "Verdict": "grading",
    "Question": "question",
    "Rules": "session",
    "Session": "session",
}

__all__ = [
    "AnswerKey",
    "Bank",
    "BankError",
    "Canon",
    "IllegalAction",
    "Name",
    "Outcome",
    "Question",
    "QuizzerError",
    "Reason",
    "RecordsError",
    "Rules",
    "Session",
    "SnapshotError",
    "SourceError",
    "Verdict",
    "__version__",
    "load_bank",
    "shipped_banks",
]


__getattr__, __dir__ = lazily(__name__, _HOMES)
