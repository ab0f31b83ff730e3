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
        yield from _ask(about, "actors", "cast", actors, [one.actor for one in film.cast])
        parts = [(part,) for one in known for part in characters_of(one)]
        yield from _ask(about, "characters", "cast", parts, [one.actor for one in known])
    if "soundtrack" in film.complete:
        songs = [one.song for one in film.soundtrack]
        yield from _ask(about, "songs", "soundtrack", [(song,) for song in songs], songs)
    for prize in dict.fromkeys(one.award for one in film.awards if one.for_ and not one.nominated):
        wins = wins_of(film, prize)
        if all_are_told(film, prize):
            yield from _wins(about, prize, wins)


def _ask(
    about: FilmContext, shape: str, made_from: str, items: Sequence[tuple[str, ...]], facts: Sequence[str]
) -> list[Question]:
    """Asked for about half of the names, so that one may forget some."""
    items = list({fold(names[0]): names for names in items}.values())
    need = min(MOST_WANTED, (len(items) + 1) // 2)
    if need < 2 or len(items) < 4:
        return []
    kind = "song" if made_from == "soundtrack" else "cast"
    return about.ask(
        f"list-{shape}",
        "",
        AnswerKey(items, kind="list", need=need),
        made_from=made_from,
        difficulty=3 if need < 4 else 4,
        facts=[about.fact(kind, name) for name in facts] + [about.fact("list", shape)],
        told={"number": counted(need), "Number": capital(counted(need))},
    )


def _wins(about: FilmContext, prize: str, wins: Sequence[Award]) -> list[Question]:
    things = dict.fromkeys(one.for_ for one in wins if one.for_)
    need = min(MOST_WANTED, len(things) if len(things) < 4 else (len(things) + 1) // 2)
    if need < 2:
        return []
    told = prize_in_words(Award(award=prize))
    return about.ask(
        "list-wins",
        prize,
        AnswerKey([(thing.removeprefix("best "),) for thing in things], kind="list", need=need),
        made_from="awards",
        facts=[award_fact(about, one) for one in wins],
        told={"prize": told, "Prize": capital(told), "number": counted(need), "Number": capital(counted(need))},
    )
