"""A large bank in YAML, made by rule and seed: films with their facts, and hand-written questions."""

from __future__ import annotations

from pathlib import Path
from random import Random

from quizzer import load_bank
from quizzer.bank_files.yaml_writer import write_bank
from quizzer.facts import AlternateTitle, CastMember, Credit, Film, Song

_SYLLABLES = "ba be bo da de do fa fe ka ke ki la le lo ma me mi mo na ne no ra re ri ro sa se so ta te to".split()
_LANGUAGES = "de fr es it pl sv".split()
_TRIVIA = (
    "The [[{word}]] in the last scene was lent by a museum in {place} and had to be back by noon.",
    "Before a single shot was taken the director had walked from {place} to the [[{word}]] and back.",
    "Nobody on the set knew that the [[{word}]] was real until a visitor from {place} said so.",
)


def write_large_bank(path: Path, questions: int, *, seed: int = 1) -> int:
    """Writes a bank of about so many questions, a third of them hand-written; gives how many it has."""
    chance = Random(seed)
    films = [_film(chance, number) for number in range(questions * 2 // 3 // 21)]
    by_hand = "".join(_question(chance, chance.choice(films), number) for number in range(questions // 3))
    path.write_text(f"{write_bank(films, title='A large bank')}questions:\n{by_hand}", encoding="utf-8")
    return len(load_bank(path).questions)


def _film(chance: Random, number: int) -> Film:
    def person() -> str:
        return f"{_name(chance)} {_name(chance)}"

    return Film(
        title=f"{_name(chance)} {_name(chance)} {number}",
        year=chance.randint(1920, 2024),
        directors=(Credit(name=person()),),
        writers=(Credit(name=person()), Credit(name=person())),
        composers=(Credit(name=person()),),
        cast=tuple(CastMember(actor=person(), character=_name(chance)) for _ in range(4)),
        also_known_as=tuple(
            AlternateTitle(title=f"{_name(chance)} {_name(chance)}", language=language)
            for language in chance.sample(_LANGUAGES, 2)
        ),
        soundtrack=(Song(song=f"{_name(chance)} Waltz", music=(Credit(name=person()),)),),
        trivia=tuple(line.format(word=_name(chance).lower(), place=_name(chance)) for line in _TRIVIA[:1]),
    )


def _question(chance: Random, film: Film, number: int) -> str:
    thing, place = _name(chance).lower(), _name(chance)
    return (
        f"  - ask: Which {thing} number {number} did the crew of {film.title} leave behind in {place}?\n"
        f"    answer: {_name(chance)} {_name(chance)}\n"
        f"    accept: [{_name(chance)}]\n"
        f"    film: {film.title}\n"
        "    category: trivia\n"
        f"    difficulty: {chance.randint(1, 5)}\n"
        f"    explain: It was found years later in {_name(chance)}, and nobody wanted it back.\n"
    )


def _name(chance: Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 4))).capitalize()
