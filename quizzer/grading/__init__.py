"""The referee: one given answer against one key. It knows no file, no screen, no clock and no chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.lazily import lazily

if TYPE_CHECKING:
    from quizzer.grading.about_film import AboutFilm
    from quizzer.grading.canon import Canon, Name
    from quizzer.grading.folding import fold
    from quizzer.grading.key import KINDS, NAMED, STRICTNESS, AnswerKey, Judge, grade_many, register_kind
    from quizzer.grading.verdict import MESSAGES, Outcome, Reason, Verdict

# Names load when first used: whoever only folds text pays for no struct, whoever has no canon for no index.
_HOMES = {
    "KINDS": "key",
    "MESSAGES": "verdict",
    "NAMED": "key",
    "STRICTNESS": "key",
    "AboutFilm": "about_film",
    "AnswerKey": "key",
    "Canon": "canon",
    "Judge": "key",
    "Name": "canon",
    "Outcome": "verdict",
    "Reason": "verdict",
    "Verdict": "verdict",
    "fold": "folding",
    "grade_many": "key",
    "register_kind": "key",
}

__all__ = [
    "KINDS",
    "MESSAGES",
    "NAMED",
    "STRICTNESS",
    "AboutFilm",
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


__getattr__, __dir__ = lazily(__name__, _HOMES)
