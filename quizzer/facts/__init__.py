"""What is known of films, what is not, and the questions that both give."""

from quizzer.facts.film import (
    SOUNDTRACK_ROLES,
    AlternateTitle,
    BoxOffice,
    CastMember,
    ContributedFact,
    Credit,
    Dispute,
    Film,
    Gap,
    Outline,
    Release,
    Song,
    SoundtrackRole,
)
from quizzer.facts.merging import merge_films
from quizzer.facts.questions import make_questions
from quizzer.facts.shapes import KnownAndUnknown, known_and_unknown

__all__ = [
    "SOUNDTRACK_ROLES",
    "AlternateTitle",
    "BoxOffice",
    "CastMember",
    "ContributedFact",
    "Credit",
    "Dispute",
    "Film",
    "Gap",
    "KnownAndUnknown",
    "Outline",
    "Release",
    "Song",
    "SoundtrackRole",
    "known_and_unknown",
    "make_questions",
    "merge_films",
]
