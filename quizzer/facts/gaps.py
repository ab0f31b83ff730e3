"""Top Gap: questions of a known shape, whether or not anybody here has the answer."""

from __future__ import annotations

from collections.abc import Iterator

from quizzer.facts.about import FilmContext
from quizzer.facts.codes import language_name
from quizzer.facts.film import Gap
from quizzer.facts.titles import called, titles_in, where
from quizzer.grading import AnswerKey
from quizzer.question import Question

__all__ = ["gap_questions"]


def gap_questions(about: FilmContext) -> Iterator[Question]:
    """A question for each gap of the film: an ordinary one where its facts have the answer, else an open one."""
    for gap in about.film.gaps:
        if gap.country or gap.language:
            yield from _known(about, gap) or _open(about, gap)


def _known(about: FilmContext, gap: Gap) -> list[Question]:
    film = about.film
    if gap.asks == "release title":
        # A title whose language nobody has told does not fill the gap, but it may not be called wrong either.
        told = [
            known.title
            for known in film.also_known_as
            if known.country == gap.country and gap.language in (None, known.language)
        ]
        titles = list(dict.fromkeys((*told, *titles_in(film, gap.country, gap.language))))
        text = _wording(about, gap)
        return called(about, titles, gap.country, gap.language, category="top_gap", text=text) if told else []
    if gap.asks == "release date" and not gap.channel:
        dates = [release.date for release in film.released if release.country == gap.country]
        # A month or a year alone does not answer "which date".
        if len(dates) == 1 and len(dates[0]) == len("1995-05-17"):
            return about.ask(
                "gap-release-date",
                gap.country or "",
                _wording(about, gap),
                AnswerKey(dates[0], kind="date"),
                category="top_gap",
                difficulty=5,
                facts=[about.fact("released", gap.country or "")],
                explanation=f"{about.name} came out {where(gap.country, None)} on {dates[0]}.",
            )
    return []


def _open(about: FilmContext, gap: Gap) -> list[Question]:
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


def _wording(about: FilmContext, gap: Gap) -> str:
    place = where(gap.country, gap.language)
    if gap.asks == "release title":
        return f"By what name was {about.name} officially released {place}?"
    if gap.asks == "plot outline" and gap.language:
        return f"How would you outline the plot of {about.name} in {language_name(gap.language)}?"
    what = f"{gap.channel} {gap.asks}" if gap.channel else gap.asks
    return f"What is the {what} of {about.name} {place}".rstrip() + "?"
