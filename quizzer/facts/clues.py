"""Make a film's six clues from its facts: the first is obscure, the last is easy.

Players have one try for each clue.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import msgspec

from quizzer.facts.about import FilmContext
from quizzer.facts.alternate_titles import says_something_else, where
from quizzer.facts.awards import award_fact, prize_in_words
from quizzer.facts.film import characters_of
from quizzer.facts.masking import is_distinctive, shares_words
from quizzer.facts.people import is_nobody
from quizzer.facts.soundtrack import credits_in_words
from quizzer.facts.trivia import masked_sentence, sentence_fact
from quizzer.facts.wording import capital, in_sentence, joined, one_of, quoted, spoken, without_marks
from quizzer.question import Question

CLUES = 6
"""The number of clues about a film."""


class _Clue(NamedTuple):
    told: str
    facts: tuple[str, ...]


def clue_questions(about: FilmContext) -> Iterator[Question]:
    """Yield one question if the film has six clues of different kinds that do not name it. The last ones are the
    easiest: director and year, then the leads. The film needs one of them."""
    usual, spare, plain = (
        [clue for kind in kinds if (clue := _first_askable(about, kind(about))) is not None] for kinds in _KINDS
    )
    obscure = usual[: CLUES - len(plain)]
    lacking = CLUES - len(plain) - len(obscure)
    clues = [*obscure[:-1], *spare[:lacking], *obscure[-1:], *plain]
    if not plain or len(clues) < CLUES:
        return
    made = about.ask(
        "clues",
        "",
        about.title_key(),
        made_from="title",
        facts=[fact for clue in clues for fact in clue.facts],
        told={"clue": clues[0].told},
        minor=True,
    )
    for question in made:
        yield msgspec.structs.replace(question, clues=tuple(clue.told for clue in clues[1:]))


def _first_askable(about: FilmContext, clues: Iterator[_Clue]) -> _Clue | None:
    """Return the clue of one kind that the film's id picks, among those without words of its titles."""
    found = {clue.told: clue for clue in clues if not shares_words(clue.told, about.titles)}
    return found[one_of(list(found), about.id)] if found else None


def _sentences(about: FilmContext, key: str) -> Iterator[_Clue]:
    film = about.film
    for sentence in film.trivia if key == "trivia" else (film.plot or "",):
        masked = masked_sentence(film, without_marks(sentence))
        if masked is not None and is_distinctive(masked):
            yield _Clue(masked, (sentence_fact(about, sentence),))


def _songs(about: FilmContext) -> Iterator[_Clue]:
    for song in about.film.soundtrack:
        if credited := credits_in_words(song):
            yield _Clue(f"You hear {quoted(song.song)}, {credited}.", (about.fact("song", song.song, "film"),))


def _titles(about: FilmContext) -> Iterator[_Clue]:
    for known in about.film.also_known_as:
        place = where(known.country, None if known.country else known.language)
        if place and says_something_else(about, known):
            means = f", which says {quoted(known.meaning)}" if known.meaning else ""
            told = f"{capital(place)} it is called {quoted(known.title)}{means}."
            yield _Clue(told, (about.fact("title", known.title),))


def _parts(about: FilmContext) -> Iterator[_Clue]:
    for member in about.film.cast:
        if member not in about.leading and not is_nobody(member):
            part = in_sentence(characters_of(member)[0])
            yield _Clue(f"In a smaller part, as {part}: {member.actor}.", (about.fact("cast", member.actor),))


def _prizes(about: FilmContext) -> Iterator[_Clue]:
    for award in about.film.awards:
        if not award.nominated and (award.for_ or award.who or award.year):
            year = f" in {award.year}" if award.year else ""
            yield _Clue(f"It won {prize_in_words(award)}{year}.", (award_fact(about, award),))


def _places(about: FilmContext) -> Iterator[_Clue]:
    film = about.film
    for key, told, places in (("set-in", "is set", film.set_in), ("filmed-in", "was shot", film.filmed_in)):
        if places:
            yield _Clue(f"It {told} in {joined(places)}.", (about.fact(key),))


def _lines(about: FilmContext) -> Iterator[_Clue]:
    film = about.film
    for tagline in film.taglines:
        yield _Clue(f"Its posters said: {quoted(without_marks(tagline))}", (sentence_fact(about, tagline),))
    for quote in film.quotes:
        said = spoken(quote)
        if said is not None:
            yield _Clue(f"Somebody says in it: {quoted(said[1])}", (sentence_fact(about, quote),))


def _works(about: FilmContext) -> Iterator[_Clue]:
    for work in about.film.based_on:
        by = f" by {joined(work.by)}" if work.by else ""
        if work.type or by:
            yield _Clue(f"It goes back to a {work.type or 'work'}{by}.", (about.fact("based on"),))


def _makers(about: FilmContext, role: str, did: str) -> Iterator[_Clue]:
    directors, people = {one.name for one in about.film.directors}, getattr(about.film, f"{role}s")
    if names := [one.name for one in people if one.name not in directors]:
        with_others = "" if len(names) == len(people) else ", with others"
        yield _Clue(f"{joined(names)} {did}{with_others}.", (about.fact(role),))


def _director(about: FilmContext) -> Iterator[_Clue]:
    film = about.film
    if film.directors and film.year:
        names = joined([one.name for one in film.directors])
        yield _Clue(f"{names} directed it. It is from {film.year}.", (about.fact("director"), about.fact("year")))


def _leads(about: FilmContext) -> Iterator[_Clue]:
    leads = list(dict.fromkeys(member.actor for member in about.film.cast if member in about.leading))[:3]
    if leads:
        lead = "leads" if len(leads) == 1 else "lead"
        yield _Clue(f"{joined(leads)} {lead} the cast.", tuple(about.fact("cast", actor) for actor in leads))


_KINDS: tuple[tuple[Callable[[FilmContext], Iterator[_Clue]], ...], ...] = (
    (
        partial(_sentences, key="trivia"),
        _songs,
        _titles,
        _parts,
        _prizes,
        _places,
        _lines,
        partial(_sentences, key="plot"),
    ),
    (_works, partial(_makers, role="writer", did="wrote it"), partial(_makers, role="composer", did="wrote its music")),
    (_director, _leads),
)
"""Clues by kind, the most obscure first. The second group is for films with too few of the first."""
