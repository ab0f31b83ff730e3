"""Make questions from soundtrack credits: who did what for a song, which song, which film."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from quizzer.facts.about import MOST_NAMED, FilmContext, is_act
from quizzer.facts.film import SOUNDTRACK_ROLES, Credit, Song, cast_names
from quizzer.facts.masking import fold, shares_words
from quizzer.facts.wording import counted, joined, quoted
from quizzer.grading import AnswerKey
from quizzer.grading.wordlists import read_pairs
from quizzer.question import Question

_ROLES = {role: told.split(", ") for role, told in read_pairs("song_roles", beside=__file__).items()}


def soundtrack_questions(about: FilmContext) -> Iterator[Question]:
    """Yield the questions from a film's songs."""
    names = Counter(fold(song.song) for song in about.film.soundtrack)
    with_credit: dict[tuple[str, str], set[int]] = {}
    for index, song in enumerate(about.film.soundtrack):
        for credit in _told_credits(song):
            with_credit.setdefault(credit, set()).add(index)
    for index, song in enumerate(about.film.soundtrack):
        if names[fold(song.song)] > 1:
            continue  # a question could not say which of the two it means
        yield from _who(about, index, song)
        if any(song.credits(role) for role in SOUNDTRACK_ROLES):
            yield from _which_song(about, index, song, with_credit)
            yield from _which_film(about, index, song)


def _who(about: FilmContext, index: int, song: Song) -> Iterator[Question]:
    ways = "song-credit-title-song" if fold(song.song) == fold(about.film.title) else "song-credit"
    for people, roles in _groups(song):
        names = [name for one in people for name in (one.name, one.credited_as) if name]
        yield from about.ask(
            "song-" + "-".join(roles),
            song.song,
            about.people_key(people),
            ways=ways,
            made_from=("soundtrack", index),
            facts=[about.fact("song", song.song, role) for role in roles],
            hidden=[name.split()[-1] for name in names],
            told={"song": quoted(song.song), "who_did": _who_did(people, roles)},
        )


def _who_did(people: Sequence[Credit], roles: Sequence[str]) -> str:
    """ "Who wrote its lyrics and performs it?", "Which two people wrote it?"."""
    did = joined([_ROLES[role][0] for role in roles])
    if len(people) == 1:
        return f"Who {did}?"
    acts = list(roles) == ["performer"] or any(is_act(one.name) for one in people)
    who, number = "artists" if acts else "people", counted(len(people))
    did = did.replace("performs", "perform")
    return f"Which two {who} {did}?" if len(people) <= MOST_NAMED else f"Name one of the {number} {who} who {did}."


def _which_song(
    about: FilmContext, index: int, song: Song, with_credit: Mapping[tuple[str, str], set[int]]
) -> list[Question]:
    """Ask only if one song fits: no other of the film has the same credits. The film's own composers and singers alone
    are not enough, because they may have done several. `with_credit` has the places of the songs by credit."""
    told = _told_credits(song)
    own = frozenset(map(fold, (*(one.name for one in about.film.composers), *cast_names(about.film))))
    if all(name in own for _, name in told) or len(set.intersection(*map(with_credit.__getitem__, told))) > 1:
        return []
    # Without credits for words or singing, it may have no words.
    kind = "song" if song.lyrics or song.writer or song.performer else "piece of music"
    return about.ask(
        "song",
        song.song,
        AnswerKey(song.song, kind="title"),
        made_from=("soundtrack", index),
        facts=[about.fact("song", song.song, role) for role in SOUNDTRACK_ROLES if song.credits(role)],
        told={"kind": kind, "credited": credits_in_words(song)},
    )


def _told_credits(song: Song) -> set[tuple[str, str]]:
    """Return the role and the folded name of each credit; a writer wrote music and lyrics."""
    roles = ((told, one) for one in SOUNDTRACK_ROLES for told in (("music", "lyrics") if one == "writer" else (one,)))
    return {(str(told), fold(one.name)) for told, role in roles for one in song.credits(role)}


def _which_film(about: FilmContext, index: int, song: Song) -> list[Question]:
    if shares_words(song.song, about.titles):
        return []
    return about.ask(
        "film-of-song",
        song.song,
        about.title_key(also=[film for film in about.library.with_song(song) if film is not about.film]),
        made_from=("soundtrack", index),
        facts=[about.fact("song", song.song, "film")],
        told={"song": quoted(song.song), "credited": credits_in_words(song)},
    )


def _groups(song: Song) -> list[tuple[tuple[Credit, ...], list[str]]]:
    """Return each group of credited people once, with all its roles."""
    groups: dict[tuple[Credit, ...], list[str]] = {}
    for role in SOUNDTRACK_ROLES:
        if song.credits(role):
            groups.setdefault(song.credits(role), []).append(role)
    return list(groups.items())


def credits_in_words(song: Song) -> str:
    """ "music by A, lyrics and performance by B", "written and performed by C"."""
    told = []
    for people, roles in _groups(song):
        # Beside "music" or "lyrics" the other roles are nouns too: "lyrics and performance by".
        form = 2 if {"music", "lyrics"} & set(roles) else 1
        did = joined([_ROLES[role][form] for role in roles])
        told.append(f"{did} by {joined([one.name for one in people])}")
    return ", ".join(told)
