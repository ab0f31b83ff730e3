"""Questions that want several names: "name three who act in it". Only of lists that are whole is a wrong name wrong."""

from collections.abc import Iterator, Sequence

from quizzer.facts.about import FilmContext
from quizzer.facts.awards import all_are_told, award_fact, prize_in_words, wins_of
from quizzer.facts.film import Award, characters_of
from quizzer.facts.masking import fold
from quizzer.facts.people import is_nobody
from quizzer.facts.wording import capital, counted
from quizzer.grading import AnswerKey
from quizzer.question import Question

MOST_WANTED = 5
"""Names that are asked for at most."""


def list_questions(about: FilmContext) -> Iterator[Question]:
    """Several names of a film's cast, its characters and its songs, where the bank calls those lists complete; and what
    it won a prize for, where every win is told."""
    film = about.film
    if "cast" in film.complete:
        known = [member for member in film.cast if not is_nobody(member)]
        actors = [(one.actor, *([one.credited_as] if one.credited_as else [])) for one in film.cast]
        yield from _ask(about, "actors", "cast", actors, [about.fact("cast", one.actor) for one in film.cast])
        parts = [(part,) for one in known for part in characters_of(one)]
        yield from _ask(about, "characters", "cast", parts, [about.fact("cast", one.actor) for one in known])
    if "soundtrack" in film.complete:
        songs = [one.song for one in film.soundtrack]
        facts = [about.fact("song", song) for song in songs]
        yield from _ask(about, "songs", "soundtrack", [(song,) for song in songs], facts)
    for prize in dict.fromkeys(one.award for one in film.awards if one.for_ and not one.nominated):
        wins = wins_of(film, prize)
        if all_are_told(film, prize):
            things = [(one.for_.removeprefix("best "),) for one in wins if one.for_]
            yield from _ask(about, "wins", "awards", things, [award_fact(about, one) for one in wins], prize)


def _ask(
    about: FilmContext, shape: str, key: str, names: Sequence[tuple[str, ...]], facts: Sequence[str], prize: str = ""
) -> list[Question]:
    """Asked for about half of the names, so that one may forget some. What a prize was won for may be two things, and
    up to three are all asked for."""
    items = list({fold(some[0]): some for some in names}.values())
    need = min(MOST_WANTED, (len(items) + 1) // 2 if len(items) > 3 else len(items))
    if len(items) < (2 if prize else 4):
        return []
    told = {"number": counted(need), "prize": prize_in_words(Award(award=prize))}
    return about.ask(
        f"list-{shape}",
        prize,
        AnswerKey(items, kind="list", need=need),
        made_from=key,
        difficulty=0 if prize else 3 if need < 4 else 4,
        facts=[*facts, *([] if prize else [about.fact("list", shape)])],
        told=told | {capital(name): capital(value) for name, value in told.items()},
    )
