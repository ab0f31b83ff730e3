"""Questions whose answers are figures: the year, what the film cost and earned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.facts.about import FilmContext
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


# Of each sum of a box office how it is asked, and how it is told.
_SUMS = (
    ("budget", "What was the {estimated}budget of {film}", "The {estimated}budget of {film} was {sum}."),
    ("gross_us_canada", "How much did {film} take in the US and Canada", "{film} took {sum} in the US and Canada."),
    (
        "opening_weekend_us_canada",
        "How much did {film} take on its opening weekend in the US and Canada",
        "{film} took {sum} on its opening weekend in the US and Canada{when}.",
    ),
    ("gross_worldwide", "How much did {film} take worldwide", "{film} took {sum} worldwide."),
)


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
        (f"In which year was {about.name} first released?", f"When did {about.name} come out? Name the year."),
        AnswerKey(str(about.film.year), kind="year"),
        made_from="year",
        category="year",
        difficulty=3,
        facts=[about.fact("year")],
        explanation=f"{about.name} came out in {about.film.year}.",
    )


def _box_office(about: FilmContext) -> Iterator[Question]:
    money = about.film.box_office
    if money is None:
        return
    estimated = "estimated " if money.budget_estimated else ""
    when = f", {money.opening_weekend_date}" if money.opening_weekend_date else ""
    for name, asks, tells in _SUMS:
        amount: str | None = getattr(money, name)
        currency = currency_of(amount)
        if not amount or not currency or not re.search(r"\d", amount):
            continue  # a sum of nobody knows what cannot be asked
        yield from about.ask(
            name.replace("_", "-"),
            "",
            f"{asks.format(film=about.name, estimated=estimated)}, in {currency}? (Within {TOLERANCE} counts.)",
            AnswerKey(amount, kind="money", tolerance=TOLERANCE),
            made_from=f"box_office.{name}",
            category="box_office",
            difficulty=5,
            facts=[about.fact(name)],
            explanation=tells.format(film=about.name, sum=amount, estimated=estimated, when=when),
        )


def currency_of(amount: str | None) -> str:
    """In what a sum is told; "" if that cannot be seen."""
    plain = (amount or "").strip()
    return next((word for sign, word in _CURRENCIES.items() if plain.startswith(sign) or plain.endswith(sign)), "")
