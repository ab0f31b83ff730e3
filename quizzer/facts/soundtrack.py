"""Questions from soundtrack credits: who did what for a song, which song, which film."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzer.facts.about import FilmContext, is_act
from quizzer.facts.film import SOUNDTRACK_ROLES, Credit, Song
from quizzer.facts.masking import fold, shares_words
from quizzer.facts.wording import counted, joined, quoted
from quizzer.grading import AnswerKey
from quizzer.question import Question

_DID = {
    "writer": "wrote it",
    "music": "composed its music",
    "lyrics": "wrote its lyrics",
    "arranger": "arranged it",
    "producer": "produced it",
    "performer": "performs it",
}
_BY = {
    "writer": "written",
    "music": "music",
    "lyrics": "lyrics",
    "arranger": "arranged",
    "producer": "produced",
    "performer": "performed",
}
# Beside "music" or "lyrics" the other roles are nouns too: "lyrics and performance by".
_NOUNS = {"writer": "writing", "arranger": "arrangement", "producer": "production", "performer": "performance"}


def soundtrack_questions(about: FilmContext) -> Iterator[Question]:
    """The questions that a film's songs give."""
    names = [fold(song.song) for song in about.film.soundtrack]
    for index, song in enumerate(about.film.soundtrack):
        if names.count(fold(song.song)) > 1:
            continue  # which of the two is meant, no question could say
        yield from _who(about, index, song)
        if any(song.credits(role) for role in SOUNDTRACK_ROLES):
            yield from _which_song(about, index, song)
            yield from _which_film(about, index, song)


def _who(about: FilmContext, index: int, song: Song) -> Iterator[Question]:
    name = quoted(song.song)
    openings = [f"{name} is heard in {about.name}.", f"In {about.name} we hear {name}."]
    if fold(song.song) == fold(about.film.title):
        openings = [f"{name} is the title song of {about.name}."]
    for people, roles in _groups(song):
        names = [name for one in people for name in (one.name, one.credited_as) if name]
        yield from about.ask(
            "song-" + "-".join(roles),
            song.song,
            [f"{opening} {_who_did(people, roles)}?" for opening in openings],
            about.people_key(people),
            made_from=("soundtrack", index),
            category="soundtrack",
            difficulty=3,
            facts=[about.fact("song", song.song, role) for role in roles],
            explanation=_credit_line(song),
            hidden=[name.split()[-1] for name in names],
        )


def _who_did(people: Sequence[Credit], roles: Sequence[str]) -> str:
    """ "Who wrote its lyrics and performs it", "Which two people wrote it"."""
    did = joined([_DID[role] for role in roles])
    if len(people) == 1:
        return f"Who {did}"
    acts = list(roles) == ["performer"] or any(is_act(one.name) for one in people)
    who = "artists" if acts else "people"
    return f"Which {counted(len(people))} {who} {did.replace('performs', 'perform')}"


def _which_song(about: FilmContext, index: int, song: Song) -> list[Question]:
    """Asked only if no other song of the film has these credits too."""
    if any(song.is_credited_in(other) for other in about.film.soundtrack if other is not song):
        return []
    roles = [role for role in SOUNDTRACK_ROLES if song.credits(role)]
    credited = f"({_credited(song)[:1].upper()}{_credited(song)[1:]}.)"
    return about.ask(
        "song",
        song.song,
        (
            f"Which {_kind_of(song)} is heard in {about.name}? {credited}",
            f"Name the {_kind_of(song)} that is heard in {about.name}. {credited}",
        ),
        AnswerKey(song.song, kind="title"),
        made_from=("soundtrack", index),
        category="soundtrack",
        difficulty=4,
        facts=[about.fact("song", song.song, role) for role in roles],
        explanation=_credit_line(song),
    )


def _kind_of(song: Song) -> str:
    """What nobody is known to have written words for, or to sing, may have none."""
    return "song" if song.lyrics or song.writer or song.performer else "piece of music"


def _which_film(about: FilmContext, index: int, song: Song) -> list[Question]:
    if shares_words(song.song, about.film.titles):
        return []
    return about.ask(
        "film-of-song",
        song.song,
        (
            f"In which film do we hear {quoted(song.song)} ({_credited(song)})?",
            f"Which film has {quoted(song.song)} on its soundtrack ({_credited(song)})?",
        ),
        about.title_key(also=[film for film in about.library.with_song(song) if film is not about.film]),
        made_from=("soundtrack", index),
        category="soundtrack",
        difficulty=3,
        facts=[about.fact("song", song.song, "film")],
        explanation=f"{_credit_line(song)} It is heard in {about.name}.",
    )


def _groups(song: Song) -> list[tuple[tuple[Credit, ...], list[str]]]:
    """Who is credited, each group of people once with all that it did."""
    groups: dict[tuple[Credit, ...], list[str]] = {}
    for role in SOUNDTRACK_ROLES:
        if song.credits(role):
            groups.setdefault(song.credits(role), []).append(role)
    return list(groups.items())


def _credited(song: Song) -> str:
    """ "music by A, lyrics and performance by B", "written and performed by C"."""
    return ", ".join(f"{_by(roles)} by {joined([one.name for one in people])}" for people, roles in _groups(song))


def _by(roles: Sequence[str]) -> str:
    if {"music", "lyrics"} & set(roles):
        return joined([_NOUNS.get(role, role) for role in roles])
    return joined([_BY[role] for role in roles])


def _credit_line(song: Song) -> str:
    return f"{quoted(song.song)}: {_credited(song)}."
