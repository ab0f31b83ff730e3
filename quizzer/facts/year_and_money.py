"""Questions whose answers are figures: the year, what the film cost and earned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.facts.about import FilmContext
from quizzer.facts.film import USUAL_DIFFICULTY
from quizzer.grading import AnswerKey
from quizzer.question import Question

TOLERANCE = "10%"
"""How near an answer about money must come."""

# Signs and codes that sums begin or end with.
_CURRENCIES = {
    "US$": "US dollars",
    "CA$": "Canadian dollars",
    "A$": "Australian dollars",
    "$": "US dollars",
    "€": "euros",
    "£": "pounds",
    "¥": "yen",
    "₹": "rupees",
    "₩": "won",
    "USD": "US dollars",
    "EUR": "euros",
    "GBP": "pounds",
    "JPY": "yen",
    "INR": "rupees",
    "FRF": "French francs",
    "DEM": "Deutschmarks",
    "ITL": "Italian lire",
    "SEK": "Swedish kronor",
    "dollars": "US dollars",
    "euros": "euros",
    "pounds": "pounds",
    "rupees": "rupees",
    "yen": "yen",
}


_YEAR = (
    "In which year was [{film}|it] first released?",
    "What year is [{film}|it] from?",
    "When was [{film}|it] first released? The year will do.",
    "From which year does [{film}|it] date?",
    "[{film}|It] was first released in which year?",
    "Which year does [{film}|it] come from?",
    "[Think of {film}. In|In] which year was it first seen?",
)
# Of each sum of a box office how it is asked.
_SUMS = {
    "budget": (
        "What was the {estimated}budget[ of {film}|]",
        "What did [{film}|it] cost to make",
        "How large was the {estimated}budget[ of {film}|]",
        "How much money did it take to make [{film}|it]",
        "How much was spent on [{film}|it]",
        "How much did the making[ of {film}|] cost",
    ),
    "gross_us_canada": (
        "How much did [{film}|it] take in the US and Canada",
        "What did [{film}|it] earn at the box offices of the US and Canada",
        "How much did people in the US and Canada pay to see [{film}|it]",
        "What did cinemas in the US and Canada take[ with {film}|]",
        "How much money did [{film}|it] bring in across the US and Canada",
        "What is the gross[ of {film}|] in the US and Canada",
    ),
    "opening_weekend_us_canada": (
        "How much did [{film}|it] take on its opening weekend in the US and Canada",
        "What did [{film}|it] earn in the US and Canada on its first weekend",
        "How much did its first weekend in the US and Canada bring [{film}|in]",
        "How much money did [{film}|it] open with in the US and Canada",
        "What did the US and Canada pay for [{film}|it] on its first weekend",
        "How well did [{film}|it] open in the US and Canada",
    ),
    "gross_worldwide": (
        "How much did [{film}|it] take worldwide",
        "What did [{film}|it] earn in all the world's cinemas",
        "How much money did [{film}|it] bring in worldwide",
        "What is the worldwide gross[ of {film}|]",
        "How much did the whole world pay to see [{film}|it]",
        "What did [{film}|it] take at the box offices of the world",
    ),
}


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
        _YEAR,
        AnswerKey(str(about.film.year), kind="year"),
        made_from="year",
        category="year",
        difficulty=3,
        facts=[about.fact("year")],
        told={},
        # Nobody wonders when a film came out that few know.
        minor=(about.film.difficulty or 0) > USUAL_DIFFICULTY,
    )


def _box_office(about: FilmContext) -> Iterator[Question]:
    money = about.film.box_office
    if money is None:
        return
    estimated = "estimated " if money.budget_estimated else ""
    for name, asks in _SUMS.items():
        amount: str | None = getattr(money, name)
        currency = currency_of(amount)
        if not amount or not currency or not re.search(r"\d", amount):
            continue  # a sum of nobody knows what cannot be asked
        yield from about.ask(
            name.replace("_", "-"),
            "",
            [f"{wording}, in {{currency}}? Within {TOLERANCE} is near enough." for wording in asks],
            AnswerKey(amount, kind="money", tolerance=TOLERANCE),
            made_from=f"box_office.{name}",
            category="box_office",
            difficulty=5,
            facts=[about.fact(name)],
            told={"estimated": estimated, "currency": currency},
        )


def currency_of(amount: str | None) -> str:
    """In what a sum is told; "" if that cannot be seen."""
    plain = (amount or "").strip()
    return next((word for sign, word in _CURRENCIES.items() if plain.startswith(sign) or plain.endswith(sign)), "")
