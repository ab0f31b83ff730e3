"""What is known of films, what is not, and the questions that both give."""

from quizzer.facts.film import (
    SOUNDTRACK_ROLES,
    AlternateTitle,
    BoxOffice,
    CastMember,
    Credit,
    Dispute,
    Film,
    Gap,
    Release,
    Song,
    SoundtrackRole,
)
from quizzer.facts.merging import merge_films
from quizzer.facts.questions import make_questions

__all__ = [
    "SOUNDTRACK_ROLES",
    "AlternateTitle",
    "BoxOffice",
    "CastMember",
    "Credit",
    "Dispute",
    "Film",
    "Gap",
    "Release",
    "Song",
    "SoundtrackRole",
    "make_questions",
    "merge_films",
]
