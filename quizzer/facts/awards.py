"""Make questions from prizes: who won which, for what, how many, which film, when, and against what."""

import re
from collections.abc import Iterator, Mapping, Sequence

from quizzer.facts.about import NOTHING, FilmContext
from quizzer.facts.film import USUAL_DIFFICULTY, Award, Credit, Film
from quizzer.facts.masking import fold, shares_words
from quizzer.facts.wording import joined, quoted
from quizzer.grading import AnswerKey
from quizzer.question import Question

# Hardly anybody remembers a film for these.
_CRAFTS = re.compile(r"\b(?:editing|sound|mixing|costumes?|make-?up|hair|art direction|production design|effects)\b")


def award_questions(about: FilmContext) -> Iterator[Question]:
    """Yield the questions from a film's prizes. quizzer keeps a prize's bare name, but does not ask about it."""
    asked: set[tuple[str | None, ...]] = set()
    for index, award in enumerate(about.film.awards):
        same = alike(about.film, award)
        told = (fold(award.award), award.for_, str(award.year), str(award.nominated))
        if told not in asked:
            asked.add(told)
            yield from _who(about, index, award, same)
        if award.nominated:
            continue
        yield from _for_what(about, index, award)
        if award.number and award.number > 1:
            prizes = {"prizes": f"{award.award.removeprefix('The ')}s"}
            yield from _ask(about, "number", index, AnswerKey(str(award.number), kind="number"), prizes)
        if award.year:
            yield from _which_film(about, index, award)
            yield from _ask(about, "year", index, AnswerKey(str(award.year), kind="year"), minor=True)
        yield from _beat(about, index, award)


def alike(film: Film, award: Award) -> list[Award]:
    """Return the film's entries of the same prize for the same thing. A winner was nominated too."""
    return [
        one
        for one in film.awards
        if fold(one.award) == fold(award.award)
        and (one.for_, one.year) == (award.for_, award.year)
        and (award.nominated or not one.nominated)
    ]


def wins_of(film: Film, prize: str) -> list[Award]:
    """Return the film's entries of a prize that it won for something."""
    return [one for one in film.awards if fold(one.award) == fold(prize) and one.for_ and not one.nominated]


def all_are_told(film: Film, prize: str) -> bool:
    """Whether the film has an entry for every win of a prize."""
    numbers = [one.number for one in film.awards if one.number and fold(one.award) == fold(prize)]
    return "awards" in film.complete or numbers == [len({one.for_ for one in wins_of(film, prize)})]


def prize_in_words(award: Award) -> str:
    """Return "the Academy Award for best picture", "the Golden Bear"."""
    article = "" if award.award.startswith(("The ", "the ")) else "the "
    name = f"the {award.award[4:]}" if award.award.startswith("The ") else award.award
    return f"{article}{name}" + (f" for {award.for_}" if award.for_ else "")


def _ask(
    about: FilmContext,
    shape: str,
    index: int,
    key: AnswerKey,
    told: Mapping[str, str] = NOTHING,
    *,
    ways: str = "",
    hidden: Sequence[str] = (),
    minor: bool | None = None,
) -> list[Question]:
    """Hardly anybody knows the winners of a craft: then it is minor. `told` is for the ways to ask."""
    award = about.film.awards[index]
    is_craft = bool(_CRAFTS.search(award.for_ or "")) and shape in ("who", "nominated", "film")
    return about.ask(
        f"award-{shape}",
        " ".join(filter(None, (award.award, award.for_, str(award.year or ""), *award.who))),
        key,
        ways=ways,
        made_from=("awards", index),
        facts=[award_fact(about, award)],
        told={"prize": prize_in_words(award), **told},
        hidden=hidden,
        minor=is_craft if minor is None else minor,
    )


def award_fact(about: FilmContext, award: Award) -> str:
    """Return the name of the fact that the film has won a prize for something."""
    return about.fact("award", award.award, award.for_ or "")


def _who(about: FilmContext, index: int, award: Award, same: Sequence[Award]) -> list[Question]:
    people = tuple(dict.fromkeys(name for one in same for name in one.who))
    if not people:
        return []
    shared = len(same) > 1 or award.nominated
    key = (
        AnswerKey(people[0], accept=people[1:], kind="person")
        if shared
        else about.people_key([Credit(name=name) for name in people])
    )
    both = key.kind == "list" and key.need == len(people)
    who = ("which two people",) * 2 + ("which two people's",) if both else ("who", "whom", "whose")
    told = dict(zip(("who", "whom", "whose"), who, strict=True))
    shape = "nominated" if award.nominated else "who"
    return _ask(about, shape, index, key, told, hidden=[name.split()[-1] for name in people])


def _for_what(about: FilmContext, index: int, award: Award) -> list[Question]:
    """Ask once about a prize if all its categories are known: any of them is right."""
    wins = wins_of(about.film, award.award)
    if not wins or award is not wins[0] or not all_are_told(about.film, award.award):
        return []
    things = [one.for_ for one in wins if one.for_]
    shorter = [thing.removeprefix("best ") for thing in things if thing.startswith("best ")]
    # As a text, "best" alone would be right for "best film": the words of prizes are general.
    key = AnswerKey(things[0], accept=[*things[1:], *shorter], kind="title")
    return _ask(about, "for", index, key, {"prize": prize_in_words(Award(award=award.award))})


def _which_film(about: FilmContext, index: int, award: Award) -> list[Question]:
    if shares_words(f"{award.award} {award.for_}", about.titles):
        return []
    key, year = about.title_key(also=_other_winners(about, award)), str(award.year)
    if award.who:
        told = {"year": year, "who": joined(award.who)}
        return _ask(about, "film", index, key, told, ways="award-film-of-somebody")
    # Nobody finds an obscure film by a year alone.
    minor = (about.film.difficulty or 0) > USUAL_DIFFICULTY or None
    return _ask(about, "film", index, key, {"year": year}, minor=minor)


def _beat(about: FilmContext, index: int, award: Award) -> list[Question]:
    if len(award.beat) < 2 or shares_words(" ".join(award.beat), about.titles):
        return []
    return _ask(about, "beat", index, about.title_key(), {"others": joined([quoted(one) for one in award.beat[:3]])})


def _other_winners(about: FilmContext, award: Award) -> list[Film]:
    """Return the other films of the bank with the same prize in the same year for the same people."""
    return [
        film
        for film in about.library.linked(f"awards {fold(award.award)}")
        if film is not about.film
        and any(set(award.who) <= set(one.who) and one.year == award.year for one in alike(film, award))
    ]
