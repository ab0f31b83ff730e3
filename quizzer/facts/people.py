"""Make questions about the people who made a film and play in it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from zlib import crc32

from quizzer.facts.about import MOST_NAMED, FilmContext, is_act
from quizzer.facts.film import CastMember, Credit, Film, characters_of
from quizzer.facts.masking import fold, gives_away
from quizzer.facts.wording import counted, families, in_sentence, joined, slug
from quizzer.grading import AnswerKey
from quizzer.grading.wordlists import read_table
from quizzer.question import Question

# Characters without a name, or several in a film, or not characters at all.
_WORK = "|".join(read_table("plain_words", beside=__file__)["work"])
_NOBODY = re.compile(
    r"(?:him|her|it|them|one)?sel(?:f|ves)\b|uncredited|various|additional|voice$"
    rf"|(?:(?:[\w'-]+ ){{0,2}}(?:{_WORK})|(?:taxi|bus|cab|truck) driver|sex worker"
    r"|(?:(?:first|second|third|old|young|little)\s+)?"
    r"(?:(?:towns|police|fire|door)?(?:man|woman|men|women)|boy|girl|child|kid|lady))"
    r"(?:\s+(?:in|at|on|with|from|by|under)\s.*)?$",
    re.IGNORECASE,
)
_ONE_OF_SEVERAL = re.compile(r"#|\w \d$")
_VOICE = re.compile(r"\((?:singing )?voice\b", re.IGNORECASE)
_DID = {"director": "directed", "writer": "wrote", "composer": "composed the music for"}
_ASKED_BACK = 3  # of this many leading parts, one gives the actor and asks for the part


def crew_questions(about: FilmContext) -> Iterator[Question]:
    """Yield the questions about director, writers and composers."""
    for role in _DID:
        yield from _made_by(about, role, getattr(about.film, f"{role}s"))


def cast_questions(about: FilmContext) -> Iterator[Question]:
    """Yield the questions about the actors of a character. A cast need not be complete for that."""
    askable = _askable(about.film)
    playing: dict[str, list[CastMember]] = {}
    for member in askable.values():
        for character in characters_of(member):
            playing.setdefault(character, []).append(member)
    asked: set[tuple[str, ...]] = set()
    for index, member in askable.items():
        characters = characters_of(member)
        # A second actor of a part is another right answer.
        if characters not in asked and not gives_away(member.actor, characters):
            questions = _who_plays(about, index, member, _others(member, playing))
            asked.update([characters] if questions else [])
            yield from questions


def character_questions(about: FilmContext) -> Iterator[Question]:
    """Yield the questions about the characters of an actor."""
    parts: dict[str, dict[int, CastMember]] = {}
    for index, member in _askable(about.film).items():
        parts.setdefault(member.actor, {})[index] = member
    for actor, members in parts.items():
        yield from _which_character(about, actor, next(iter(members)), list(members.values()))


def _askable(film: Film) -> dict[int, CastMember]:
    """Return the members of the cast whose parts have names, by their places."""
    return {index: member for index, member in enumerate(film.cast) if not is_nobody(member)}


def _made_by(about: FilmContext, role: str, people: Sequence[Credit]) -> list[Question]:
    if not people:
        return []
    who = "artists" if any(is_act(one.name) for one in people) else "people"
    return about.ask(
        role,
        "",
        about.people_key(people),
        ways=role if len(people) == 1 else "two-of-the-crew" if len(people) <= MOST_NAMED else "one-of-the-crew",
        made_from=f"{role}s",
        category=role,
        # Both names are harder than one.
        difficulty=families()[role].difficulty + (len(people) == MOST_NAMED),
        facts=[about.fact(role)],
        hidden=[one.name.split()[-1] for one in people],
        told={"who": who, "did": _DID[role], "role": role, "number": counted(len(people))},
    )


def is_nobody(member: CastMember) -> bool:
    """Whether a member's part has no name, or may be one of several in the film."""
    characters = characters_of(member)
    return not characters or any(_NOBODY.match(one) or _ONE_OF_SEVERAL.search(one) for one in characters)


def _plays(members: Sequence[CastMember]) -> str:
    return "voice" if all(_VOICE.search(member.character or "") for member in members) else "play"


def _others(member: CastMember, playing: Mapping[str, Sequence[CastMember]]) -> list[CastMember]:
    """Return the others with the same parts. `playing` has the actors of each character."""
    characters = set(characters_of(member))
    rarest = min((playing[character] for character in characters), key=len)
    return [other for other in rarest if other is not member and characters <= set(characters_of(other))]


def _who_plays(about: FilmContext, index: int, member: CastMember, others: Sequence[CastMember]) -> list[Question]:
    characters = characters_of(member)
    names = [name for one in (member, *others) for name in (one.actor, one.credited_as) if name]
    parts = joined([in_sentence(character) for character in characters])
    return about.ask(
        "cast",
        joined(characters),
        AnswerKey(member.actor, accept=names[1:], reject=_said_of_others(about, (member, *others)), kind="person"),
        ways="voice" if _plays([member, *others]) == "voice" else "actor",
        made_from=("cast", index),
        facts=[about.fact("cast", one.actor) for one in (member, *others)],
        hidden=[name.split()[-1] for name in names],
        told={"part": f"both {parts}" if len(characters) == 2 else parts},
        minor=member not in about.leading or _is_asked_back(about, member),
    )


def _is_asked_back(about: FilmContext, member: CastMember) -> bool:
    """Whether the question gives the actor and asks for the part, not the other way round."""
    return not crc32(f"{about.id}/{member.actor}".encode()) % _ASKED_BACK


def _said_of_others(about: FilmContext, members: Collection[CastMember]) -> dict[str, str]:
    """Return the replies to the actors of other parts."""
    right = {fold(name) for one in members for name in (one.actor, one.credited_as) if name}
    surnames = {name.rpartition(" ")[2] for name in right}
    return {
        other.actor: f"{other.actor} {_plays([other])}s {joined([in_sentence(one) for one in characters_of(other)])}"
        for other in about.film.cast
        # The referee itself explains two people with one surname.
        if characters_of(other)
        and fold(other.actor) not in right
        and fold(other.actor).rpartition(" ")[2] not in surnames
    }


def _which_character(about: FilmContext, actor: str, index: int, members: Sequence[CastMember]) -> list[Question]:
    characters = list(dict.fromkeys(part for member in members for part in characters_of(member)))
    plays = _plays(members)
    one = "character-voiced" if plays == "voice" else "character"
    every = (part for member in about.film.cast if member.actor == actor for part in characters_of(member))
    return about.ask(
        "character",
        actor,
        AnswerKey(
            characters[0],
            accept=[part for part in dict.fromkeys((*characters, *every)) if part != characters[0]],
            kind="character",
        ),
        ways=one if len(characters) == 1 else "one-of-several-characters",
        made_from=("cast", index),
        facts=[about.fact("cast", actor)],
        hidden=[word for name in characters for word in slug(name).split("-") if len(word) > 3],
        told={"actor": actor, "plays": plays, "number": counted(len(characters))},
        minor=not any(member in about.leading and _is_asked_back(about, member) for member in members),
    )
