"""Top Gap: questions of a known shape, whether or not anybody here has the answer."""

from __future__ import annotations

from collections.abc import Iterator

from quizzer.facts.about import About
from quizzer.facts.codes import language_name
from quizzer.facts.film import Gap
from quizzer.facts.titles import called, where
from quizzer.grading import AnswerKey
from quizzer.question import Question

__all__ = ["gap_questions"]


def gap_questions(about: About) -> Iterator[Question]:
    """A question for each gap of the film: an ordinary one where its facts have the answer, else an open one."""
    for gap in about.film.gaps:
        yield from _known(about, gap) or _open(about, gap)


def _known(about: About, gap: Gap) -> list[Question]:
    if gap.asks == "release title":
        same_place = [
            known.title
            for known in about.film.also_known_as
            if known.country == gap.country and known.language == gap.language
        ]
        return called(about, same_place, gap.country, gap.language, category="top_gap") if same_place else []
    if gap.asks == "release date" and not gap.channel:
        dates = [release.date for release in about.film.released if release.country == gap.country]
        # A month or a year alone does not answer "which date".
        if len(dates) == 1 and len(dates[0]) == len("1995-05-17"):
            return about.ask(
                "gap-" + gap.asks.replace(" ", "-"),
                gap.country or "",
                _wording(about, gap),
                AnswerKey(dates[0], kind="date"),
                category="top_gap",
                difficulty=5,
                facts=[about.fact("released", gap.country or "")],
            )
    return []


def _open(about: About, gap: Gap) -> list[Question]:
    subject = " ".join(filter(None, (gap.channel, gap.country, gap.language)))
    return about.ask(
        "gap-" + gap.asks.replace(" ", "-"),
        subject,
        _wording(about, gap),
        None,
        category="top_gap",
        difficulty=5,
        facts=[about.fact("gap", gap.asks, subject)],
    )


def _wording(about: About, gap: Gap) -> str:
    place = where(gap.country, gap.language)
    if gap.asks == "release title":
        return f"By what name was {about.name} officially released {place}?"
    if gap.asks == "plot outline" and gap.language:
        return f"How would you outline the plot of {about.name} in {language_name(gap.language)}?"
    what = f"{gap.channel} {gap.asks}" if gap.channel else gap.asks
    return f"What is the {what} of {about.name} {place}".rstrip() + "?"
