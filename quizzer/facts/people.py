"""Questions from who made a film and who plays in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from quizzer.facts.about import FilmContext, is_act
from quizzer.facts.film import CastMember, Credit, Film, characters_of
from quizzer.facts.masking import gives_away
from quizzer.facts.wording import counted, in_sentence, joined, slug
from quizzer.grading import AnswerKey
from quizzer.question import Question

# Characters that nobody could name, that several in a film may be, or that are no characters.
_WORK = "|".join(
    """
    worker employee assistant clerk cleaner barista receptionist secretary cashier shopkeeper salesman saleswoman
    tradesman waiter waitress bartender bouncer bodyguard nurse paramedic patient client customer guest tourist
    passenger pedestrian bystander passerby passer-by neighbor neighbour villager reporter journalist newscaster
    photographer student teacher dancer singer prostitute stripper guard soldier prisoner captive thug henchman robber
    zombie corpse victim cop policeman policewoman fireman doorman townsman extra guy partygoer party-goer
    """.split()
)
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


def crew_questions(about: FilmContext) -> Iterator[Question]:
    """The questions that director, writers and composers give."""
    film = about.film
    yield from _made_by(about, "director", film.directors, "directed {film}", difficulty=2)
    yield from _made_by(about, "writer", film.writers, "wrote {film}", difficulty=4)
    yield from _made_by(about, "composer", film.composers, "composed the music of {film}", difficulty=3)


def cast_questions(about: FilmContext) -> Iterator[Question]:
    """Who plays whom. Only parts that are there are asked: no list is taken to be whole."""
    askable = _askable(about.film)
    playing: dict[str, list[CastMember]] = {}
    for member in askable.values():
        for character in characters_of(member):
            playing.setdefault(character, []).append(member)
    asked: set[tuple[str, ...]] = set()
    for index, member in askable.items():
        characters = characters_of(member)
        # Whoever shares a part is another right answer of one question.
        if characters not in asked and not gives_away(member.actor, characters):
            questions = _who_plays(about, index, member, _others(member, playing))
            asked.update([characters] if questions else [])
            yield from questions


def character_questions(about: FilmContext) -> Iterator[Question]:
    """Whom somebody plays."""
    parts: dict[str, dict[int, CastMember]] = {}
    for index, member in _askable(about.film).items():
        parts.setdefault(member.actor, {})[index] = member
    for actor, members in parts.items():
        yield from _which_character(about, actor, next(iter(members)), list(members.values()))


def _askable(film: Film) -> dict[int, CastMember]:
    """The members of the cast whose parts have names, by their places."""
    return {index: member for index, member in enumerate(film.cast) if not _is_nobody(member)}


def _made_by(about: FilmContext, role: str, people: Sequence[Credit], did: str, *, difficulty: int) -> list[Question]:
    if not people:
        return []
    did = did.format(film=about.name)
    who = "artists" if any(is_act(one.name) for one in people) else "people"
    number = counted(len(people))
    wordings = (
        (f"Who {did}?", f"Who is the {role} of {about.name}?")
        if len(people) == 1
        else (f"Which {number} {who} {did}?", f"Name the {number} {role}s of {about.name}.")
    )
    names = joined([one.name for one in people])
    return about.ask(
        role,
        "",
        wordings,
        about.people_key(people),
        made_from=f"{role}s",
        category=role,
        difficulty=difficulty,
        facts=[about.fact(role)],
        explanation=f"{names} {did}.",
        hidden=[one.name.split()[-1] for one in people],
    )


def _is_nobody(member: CastMember) -> bool:
    characters = characters_of(member)
    return not characters or any(_NOBODY.match(one) or _ONE_OF_SEVERAL.search(one) for one in characters)


def _plays(members: Sequence[CastMember]) -> str:
    return "voice" if all(_VOICE.search(member.character or "") for member in members) else "play"


def _others(member: CastMember, playing: Mapping[str, Sequence[CastMember]]) -> list[CastMember]:
    """Who else plays all that a member of the cast plays. `playing` tells who plays each character."""
    characters = set(characters_of(member))
    rarest = min((playing[character] for character in characters), key=len)
    return [other for other in rarest if other is not member and characters <= set(characters_of(other))]


def _who_plays(about: FilmContext, index: int, member: CastMember, others: Sequence[CastMember]) -> list[Question]:
    characters = characters_of(member)
    names = [name for one in (member, *others) for name in (one.actor, one.credited_as) if name]
    parts = joined([in_sentence(character) for character in characters])
    part = ("both " if len(characters) == 2 else "") + parts
    plays = _plays([member, *others])
    return about.ask(
        "cast",
        joined(characters),
        (
            f"Who {plays}s {part} in {about.name}?",
            f"In {about.name}, who {plays}s {part}?",
            f"Who {'is the voice' if plays == 'voice' else 'took the part'} of {part} in {about.name}?",
        ),
        AnswerKey(member.actor, accept=names[1:], kind="person"),
        made_from=("cast", index),
        category="cast",
        difficulty=3,
        facts=[about.fact("cast", one.actor) for one in (member, *others)],
        explanation=f"{joined([one.actor for one in (member, *others)])}, in {about.name}.",
        hidden=[name.split()[-1] for name in names],
    )


def _which_character(about: FilmContext, actor: str, index: int, members: Sequence[CastMember]) -> list[Question]:
    characters = list(dict.fromkeys(part for member in members for part in characters_of(member)))
    plays = _plays(members)
    wordings = (
        (f"Which character does {actor} {plays} in {about.name}?", f"In {about.name}, whom does {actor} {plays}?")
        if len(characters) == 1
        else (
            f"Name a character that {actor} {plays}s in {about.name}.",
            f"{actor} {plays}s {counted(len(characters))} characters in {about.name}. Name one.",
        )
    )
    return about.ask(
        "character",
        actor,
        wordings,
        AnswerKey(characters[0], accept=characters[1:], kind="character"),
        made_from=("cast", index),
        category="character",
        difficulty=3,
        facts=[about.fact("cast", actor)],
        explanation=f"{actor} {_plays(members)}s {joined([in_sentence(character) for character in characters])}.",
        hidden=[word for name in characters for word in slug(name).split("-") if len(word) > 3],
    )
