"""Questions whose answers are figures: the year, what the film cost and earned."""

from __future__ import annotations

from collections.abc import Iterator

from quizzer.facts.about import About
from quizzer.grading import AnswerKey
from quizzer.question import Question

__all__ = ["TOLERANCE", "figure_questions"]

TOLERANCE = "10%"
"""How near an answer about money must come."""

_CURRENCIES = {"$": "US dollars", "€": "euros", "£": "pounds", "¥": "yen", "₹": "rupees"}


def figure_questions(about: About) -> Iterator[Question]:
    """The questions that a film's year and box office give."""
    yield from _year(about)
    yield from _box_office(about)


def _year(about: About) -> list[Question]:
    # A title that two films share is told apart by the year: then the question would say it.
    if not about.film.year:
        return []
    return about.ask(
        "year",
        "",
        f"In which year was {about.name} first released?",
        AnswerKey(str(about.film.year), kind="year"),
        category="year",
        difficulty=3,
        facts=[about.fact("year")],
        explanation=f"{about.name} came out in {about.film.year}.",
    )


def _box_office(about: About) -> Iterator[Question]:
    money = about.film.box_office
    if money is None:
        return
    estimated = "estimated " if money.budget_estimated else ""
    when = f", {money.opening_weekend_date}" if money.opening_weekend_date else ""
    for name, sum_, asks, tells in (
        (
            "budget",
            money.budget,
            "What was the {estimated}budget of {film}",
            "The {estimated}budget of {film} was {sum}.",
        ),
        (
            "gross_us_canada",
            money.gross_us_canada,
            "How much did {film} take in the US and Canada",
            "{film} took {sum} in the US and Canada.",
        ),
        (
            "opening_weekend_us_canada",
            money.opening_weekend_us_canada,
            "How much did {film} take on its opening weekend in the US and Canada",
            "{film} took {sum} on its opening weekend in the US and Canada{when}.",
        ),
        (
            "gross_worldwide",
            money.gross_worldwide,
            "How much did {film} take worldwide",
            "{film} took {sum} worldwide.",
        ),
    ):
        if not sum_:
            continue
        currency = next((word for sign, word in _CURRENCIES.items() if sum_.startswith(sign)), "")
        unit = f", in {currency}" if currency else ""
        yield from about.ask(
            name.replace("_", "-"),
            "",
            f"{asks.format(film=about.name, estimated=estimated)}{unit}? (Within {TOLERANCE} counts.)",
            AnswerKey(sum_, kind="money", tolerance=TOLERANCE),
            category="box_office",
            difficulty=5,
            facts=[about.fact(name)],
            explanation=tells.format(film=about.name, sum=sum_, estimated=estimated, when=when),
        )
