"""Questions from prizes: who won which, for what, how many, which film, when, and what it won against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.facts.about import FilmContext
from quizzer.facts.film import USUAL_DIFFICULTY, Award, Credit, Film
from quizzer.facts.masking import fold, shares_words
from quizzer.facts.wording import capital, joined, quoted
from quizzer.grading import AnswerKey
from quizzer.question import Question

_WHO = (
    "{Who} won {prize} for [{film}|it]?",
    "{Who} took home {prize} for [{film}|it]?",
    "{Who} brought home {prize} for [{film}|it]?",
    "{Who} received {prize} for [{film}|it]?",
    "{Whose} work [on {film}|here] was rewarded with {prize}?",
    "To {whom} did [{film}|it] bring {prize}?",
)
_WHO_NOMINATED = (
    "Who was nominated for {prize} for [{film}|it]?",
    "Who earned a nomination for {prize} with [{film}|it]?",
    "For [{film}|this film], who got a nomination for {prize}?",
    "Whose work [on {film}|here] was nominated for {prize}?",
    "Who was in the running for {prize} with [{film}|it]?",
    "For {prize}, who was nominated[ for {film}|]?",
)
_FOR_WHAT = (
    "[{film}|It] won {prize} for what?",
    "What did [{film}|it] win {prize} for?",
    "Name something that [{film}|it] won {prize} for.",
    "{Prize} went to [{film}|this film]. For what?",
    "For which achievement did [{film}|it] win {prize}?",
    "Which achievement of [{film}|this film] was rewarded with {prize}?",
)
_HOW_MANY = (
    "How many {prizes} did [{film}|it] win?",
    "How many {prizes} did [{film}|it] take home?",
    "How many {prizes} went to [{film}|it]?",
    "With how many {prizes} was [{film}|it] rewarded?",
    "[{film}|It] won several {prizes}. How many?",
    "How many {prizes} did [{film}|it] bring home?",
)
_WHICH_FILM = (
    "Which film won {prize} at the ceremony of {year}?",
    "The ceremony of {year}: which film won {prize}?",
    "At the ceremony of {year} {prize} went to which film?",
    "Which film took home {prize} at the ceremony of {year}?",
    "Name the film that won {prize} at the ceremony of {year}.",
    "To which film did {prize} go at the ceremony of {year}?",
)
_WHICH_FILM_OF = (
    "{Who} won {prize} at the ceremony of {year}. For which film?",
    "For which film did {who} win {prize} at the ceremony of {year}?",
    "At the ceremony of {year} {prize} went to {who}. For which film?",
    "Which film brought {who} {prize} at the ceremony of {year}?",
    "{Who} took home {prize} at the ceremony of {year}. Name the film.",
    "The ceremony of {year} brought {who} {prize}. For which film?",
)
_WHEN = (
    "In which year did [{film}|it] win {prize}?",
    "When was [{film}|it] given {prize}? Name the year.",
    "{Prize} went to [{film}|this film] in which year?",
    "[{film}|It] won {prize} in which year?",
    "In which year was {prize} handed to [{film}|it]?",
    "At which year's ceremony did [{film}|it] win {prize}?",
)
_BEAT = (
    "Which film won {prize} against {others}?",
    "{Others} lost {prize} to which film?",
    "{Prize} could have gone to {others}. Which film won?",
    "Which film beat {others} to {prize}?",
    "Against {others}, which film won {prize}?",
    "Nominated with {others}, which film went home with {prize}?",
)


# What hardly anybody remembers a film by.
_CRAFTS = re.compile(r"\b(?:editing|sound|mixing|costumes?|make-?up|hair|art direction|production design|effects)\b")


def award_questions(about: FilmContext) -> Iterator[Question]:
    """The questions that a film's prizes give. What is nothing but a prize's name is kept, and not asked."""
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
        yield from _how_many(about, index, award)
        if award.year:
            yield from _which_film(about, index, award)
            yield from _when(about, index, award)
        yield from _beat(about, index, award)


def alike(film: Film, award: Award) -> list[Award]:
    """The film's entries of the same prize for the same thing. Who wins was nominated too."""
    return [
        one
        for one in film.awards
        if fold(one.award) == fold(award.award)
        and (one.for_, one.year) == (award.for_, award.year)
        and (award.nominated or not one.nominated)
    ]


def wins_of(film: Film, prize: str) -> list[Award]:
    """What the film's entries tell of the times that it won a prize for something."""
    return [one for one in film.awards if fold(one.award) == fold(prize) and one.for_ and not one.nominated]


def all_are_told(film: Film, prize: str) -> bool:
    """Whether every win of a prize stands in the film's entries."""
    numbers = [one.number for one in film.awards if one.number and fold(one.award) == fold(prize)]
    return "awards" in film.complete or numbers == [len({one.for_ for one in wins_of(film, prize)})]


def prize_in_words(award: Award) -> str:
    """ "the Academy Award for best picture", "the Golden Bear"."""
    article = "" if award.award.startswith(("The ", "the ")) else "the "
    name = f"the {award.award[4:]}" if award.award.startswith("The ") else award.award
    return f"{article}{name}" + (f" for {award.for_}" if award.for_ else "")


def _ask(
    about: FilmContext, shape: str, index: int, wordings: Sequence[str], key: AnswerKey, prize: str, **told: object
) -> list[Question]:
    """`told` may hold `difficulty`, `minor` and `hidden`; the rest is for the wordings."""
    award = about.film.awards[index]
    told.setdefault("minor", bool(_CRAFTS.search(award.for_ or "")) and shape in ("who", "nominated", "film"))
    settings = {name: told.pop(name) for name in ("difficulty", "minor", "hidden") if name in told}
    words = {"prize": prize, **{name: str(value) for name, value in told.items()}}
    return about.ask(
        f"award-{shape}",
        " ".join(filter(None, (award.award, award.for_, str(award.year or ""), *award.who))),
        wordings,
        key,
        made_from=("awards", index),
        category="awards",
        facts=[award_fact(about, award)],
        told={**words, **{capital(name): capital(value) for name, value in words.items()}},
        **{"difficulty": 3, **settings},  # type: ignore[arg-type]
    )


def award_fact(about: FilmContext, award: Award) -> str:
    """The name of the fact that the film has won a prize for something."""
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
    wordings = _WHO_NOMINATED if award.nominated else _WHO
    hidden = [name.split()[-1] for name in people]
    shape = "nominated" if award.nominated else "who"
    both = key.kind == "list" and key.need == len(people)
    who = ("which two people",) * 2 + ("which two people's",) if both else ("who", "whom", "whose")
    told = dict(zip(("who", "whom", "whose"), who, strict=True))
    return _ask(about, shape, index, wordings, key, prize_in_words(award), hidden=hidden, difficulty=3, **told)


def _for_what(about: FilmContext, index: int, award: Award) -> list[Question]:
    """Asked once of a prize, where all that it was given for is told: any of it is right."""
    wins = wins_of(about.film, award.award)
    if not wins or award is not wins[0] or not all_are_told(about.film, award.award):
        return []
    things = [one.for_ for one in wins if one.for_]
    shorter = [thing.removeprefix("best ") for thing in things if thing.startswith("best ")]
    # As a text "best film" is also what says "best" alone: the words of prizes are general.
    key = AnswerKey(things[0], accept=[*things[1:], *shorter], kind="title")
    prize = prize_in_words(Award(award=award.award))
    return _ask(about, "for", index, _FOR_WHAT, key, prize, difficulty=4)


def _how_many(about: FilmContext, index: int, award: Award) -> list[Question]:
    if not award.number or award.number < 2:
        return []
    key = AnswerKey(str(award.number), kind="number")
    prizes = f"{award.award.removeprefix('The ')}s"
    return _ask(about, "number", index, _HOW_MANY, key, prize_in_words(award), prizes=prizes, difficulty=4)


def _which_film(about: FilmContext, index: int, award: Award) -> list[Question]:
    if shares_words(f"{award.award} {award.for_}", about.titles):
        return []
    prize, key = prize_in_words(award), about.title_key(also=_other_winners(about, award))
    if award.who:
        who = joined(award.who)
        return _ask(about, "film", index, _WHICH_FILM_OF, key, prize, year=award.year, who=who)
    # To a film that few know, a year alone leads nobody.
    told = {"minor": True} if (about.film.difficulty or 0) > USUAL_DIFFICULTY else {}
    return _ask(about, "film", index, _WHICH_FILM, key, prize, year=award.year, **told)


def _when(about: FilmContext, index: int, award: Award) -> list[Question]:
    key = AnswerKey(str(award.year), kind="year")
    return _ask(about, "year", index, _WHEN, key, prize_in_words(award), difficulty=5, minor=True)


def _beat(about: FilmContext, index: int, award: Award) -> list[Question]:
    if len(award.beat) < 2 or shares_words(" ".join(award.beat), about.titles):
        return []
    others = joined([quoted(title) for title in award.beat[:3]])
    return _ask(about, "beat", index, _BEAT, about.title_key(), prize_in_words(award), others=others)


def _other_winners(about: FilmContext, award: Award) -> list[Film]:
    """The other films of the bank of which the same could be said."""
    return [
        film
        for film in about.library.linked(f"awards {fold(award.award)}")
        if film is not about.film
        and any(set(award.who) <= set(one.who) and one.year == award.year for one in alike(film, award))
    ]
