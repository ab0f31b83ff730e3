"""A film quiz, and a library for building your own.

Load a bank by its name or path, draw questions, and play. A session takes actions with their time in seconds:

    from quizzer import AnswerKey, Rules, Session, load_bank
    from quizzer.session import Answer, Join, Next, Start

    bank = load_bank("city_of_lost_children")
    session = Session(bank.draw(3, seed=7), Rules.preset("classic", questions=3), seed=7, canon=bank.canon)
    session.apply(Join("ada", name="Ada"), at=0.0)
    session.apply(Start(), at=0.0)
    print(session.view("ada").question.text)
    events = session.apply(Answer("ada", "Darius Khondji"), at=4.2)
    session.apply(Next(), at=6.0)

The referee works alone, too:

    verdict = AnswerKey("Angelo Badalamenti", kind="person").grade("badalmenti")
    print(verdict.correct, verdict.message)

More: `quizzer.session` (actions, events, rules), `quizzer.grading` (the referee), `quizzer.driver` (a clock),
`quizzer.games` (games as the command line prepares them), `quizzer.records`, `quizzer.rooms`. Guides:
`quizzer help embedding`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.lazily import lazily

__version__ = "0.2.0"

if TYPE_CHECKING:
    from quizzer.banks import Bank, load_bank, shipped_banks
    from quizzer.errors import (
        BankError,
        IllegalAction,
        QuizzerError,
        RecordsError,
        RoomError,
        SnapshotError,
        SourceError,
        StoreError,
    )  # fmt: skip
    from quizzer.grading import AnswerKey, Canon, Name, Outcome, Reason, Verdict
    from quizzer.question import Question
    from quizzer.session import Rules, Session

# Names load when first used, so that a program loads only the packages it uses.
_HOMES = {
    "banks": "Bank load_bank shipped_banks",
    "errors": "BankError IllegalAction QuizzerError RecordsError RoomError SnapshotError SourceError StoreError",
    "grading": "AnswerKey Canon Name Outcome Reason Verdict",
    "question": "Question",
    "session": "Rules Session",
}

__all__ = [
    "AnswerKey", "Bank", "BankError", "Canon", "IllegalAction", "Name", "Outcome", "Question", "QuizzerError",
    "Reason", "RecordsError", "RoomError", "Rules", "Session", "SnapshotError", "SourceError", "StoreError", "Verdict",
    "__version__", "load_bank", "shipped_banks"
]  # fmt: skip

__getattr__, __dir__ = lazily(__name__, _HOMES)
