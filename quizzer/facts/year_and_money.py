"""Questions whose answers are figures: the year, what the film cost and earned."""

import re
from collections.abc import Iterator

from quizzer.facts.about import FilmContext
from quizzer.facts.film import USUAL_DIFFICULTY
from quizzer.grading import AnswerKey
from quizzer.grading.wordlists import read_pairs
from quizzer.question import Question

TOLERANCE = "10%"
"""How near an answer about money must come."""

# Signs and codes that sums begin or end with.
_CURRENCIES = read_pairs("currencies", beside=__file__)
_SUMS = ("budget", "gross_us_canada", "opening_weekend_us_canada", "gross_worldwide")


def figure_questions(about: FilmContext) -> Iterator[Question]:
    """The questions that a film's year and box office give."""
    yield from _year(about)
    yield from _box_office(about)


def _year(about: FilmContext) -> list[Question]:
    # A title that two films share is told apart by the year: then the question would say it.
    if not about.film.year:
        return []
    return about.ask(
        "year",
        "",
        AnswerKey(str(about.film.year), kind="year"),
        made_from="year",
        facts=[about.fact("year")],
        # Nobody wonders when a film came out that few know.
        minor=(about.film.difficulty or 0) > USUAL_DIFFICULTY,
    )


def _box_office(about: FilmContext) -> Iterator[Question]:
    money = about.film.box_office
    if money is None:
        return
    estimated = "estimated " if money.budget_estimated else ""
    for name in _SUMS:
        shape = name.replace("_", "-")
        amount: str | None = getattr(money, name)
        currency = currency_of(amount)
        if not amount or not currency or not re.search(r"\d", amount):
            continue  # a sum of nobody knows what cannot be asked
        yield from about.ask(
            shape,
            "",
            AnswerKey(amount, kind="money", tolerance=TOLERANCE),
            made_from=f"box_office.{name}",
            facts=[about.fact(name)],
            told={"estimated": estimated, "currency": currency, "tolerance": TOLERANCE},
        )


def currency_of(amount: str | None) -> str:
    """In what a sum is told; "" if that cannot be seen."""
    plain = (amount or "").strip()
    return next((word for sign, word in _CURRENCIES.items() if plain.startswith(sign) or plain.endswith(sign)), "")
