"""Make questions about numbers: the year, the budget and the takings."""

import re
from collections.abc import Iterator

from quizzer.facts.about import FilmContext
from quizzer.facts.film import USUAL_DIFFICULTY
from quizzer.grading import AnswerKey
from quizzer.grading.wordlists import read_pairs
from quizzer.question import Question

TOLERANCE = "10%"
"""The largest error of a right answer about money."""

# Signs and codes at the beginning or end of sums.
_CURRENCIES = read_pairs("currencies", beside=__file__)
_SUMS = ("budget", "gross_us_canada", "opening_weekend_us_canada", "gross_worldwide")


def figure_questions(about: FilmContext) -> Iterator[Question]:
    """Yield the questions from a film's year and box office."""
    film = about.film
    # If two films share a title, the question names the year and is dropped.
    if film.year:
        yield from about.ask(
            "year",
            "",
            AnswerKey(str(film.year), kind="year"),
            made_from="year",
            facts=[about.fact("year")],
            # Nobody wonders about the year of an obscure film.
            minor=(film.difficulty or 0) > USUAL_DIFFICULTY,
        )
    for name in _SUMS if film.box_office else ():
        amount: str | None = getattr(film.box_office, name)
        currency = currency_of(amount)
        if not amount or not currency or not re.search(r"\d", amount):
            continue  # quizzer cannot ask about a sum without its currency
        estimated = "estimated " if film.box_office and film.box_office.budget_estimated else ""
        yield from about.ask(
            name.replace("_", "-"),
            "",
            AnswerKey(amount, kind="money", tolerance=TOLERANCE),
            made_from=f"box_office.{name}",
            facts=[about.fact(name)],
            told={"estimated": estimated, "currency": currency, "tolerance": TOLERANCE},
        )


def currency_of(amount: str | None) -> str:
    """Return the currency of a sum, or "" if unknown."""
    plain = (amount or "").strip()
    return next((word for sign, word in _CURRENCIES.items() if plain.startswith(sign) or plain.endswith(sign)), "")
