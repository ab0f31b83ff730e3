"""Facts about films, open questions, and the questions that quizzer makes from both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.lazily import lazily

if TYPE_CHECKING:
    from quizzer.facts.film import (
        SOUNDTRACK_ROLES, AlternateTitle, Award, BoxOffice, CastMember, ContributedFact, Credit, Dispute, Film, Gap,
        Outline, Release, Song, SoundtrackRole, Source, Work
    )  # fmt: skip
    from quizzer.facts.merging import merge_films
    from quizzer.facts.questions import make_questions
    from quizzer.facts.shapes import KnownAndUnknown, known_and_unknown

__all__ = [
    "SOUNDTRACK_ROLES", "AlternateTitle", "Award", "BoxOffice", "CastMember", "ContributedFact", "Credit", "Dispute",
    "Film", "Gap", "KnownAndUnknown", "Outline", "Release", "Song", "SoundtrackRole", "Source", "Work",
    "known_and_unknown", "make_questions", "merge_films"
]  # fmt: skip

# Names load when first used: a game from a cached bank needs none of them.
_HOMES = {
    "film": " ".join(__all__),  # but for these
    "merging": "merge_films",
    "questions": "make_questions",
    "shapes": "KnownAndUnknown known_and_unknown",
}
__getattr__, __dir__ = lazily(__name__, _HOMES)
