"""The referee compares one given answer with one key. It uses no file, screen, clock or chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.lazily import lazily

if TYPE_CHECKING:
    from quizzer.grading.canon import Canon, Name
    from quizzer.grading.folding import fold
    from quizzer.grading.key import (
        KINDS, NAMED, STRICTNESS, AboutFilm, AnswerKey, Judge, Kind, grade_many, register_kind
    )  # fmt: skip
    from quizzer.grading.verdict import MESSAGES, Outcome, Reason, Verdict

# Names load at their first use: a program that only folds text loads no structs, and without a canon no index.
_HOMES = {
    "key": "KINDS NAMED STRICTNESS AboutFilm AnswerKey Judge Kind grade_many register_kind",
    "canon": "Canon Name",
    "verdict": "MESSAGES Outcome Reason Verdict",
    "folding": "fold",
}

__all__ = [
    "KINDS", "MESSAGES", "NAMED", "STRICTNESS", "AboutFilm", "AnswerKey", "Canon", "Judge", "Kind", "Name", "Outcome",
    "Reason", "Verdict", "fold", "grade_many", "register_kind"
]  # fmt: skip

__getattr__, __dir__ = lazily(__name__, _HOMES)
