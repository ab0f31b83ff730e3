"""Questions from what a film was made of: who wrote the novel, and which film came of it."""

from collections.abc import Iterator

from quizzer.facts.about import FilmContext
from quizzer.facts.film import Work
from quizzer.facts.masking import fold, shares_words
from quizzer.facts.wording import capital, joined, quoted
from quizzer.grading import AnswerKey
from quizzer.question import Question


def work_questions(about: FilmContext) -> Iterator[Question]:
    """The questions that the works give on which a film is based."""
    works = about.film.based_on
    told_apart = [work for work in works if not shares_words(work.title, about.titles)]
    # A film after a book of its own name is no question, and after several works each of them is right.
    if works and len(told_apart) == len(works):
        yield from about.ask(
            "based-on",
            "",
            AnswerKey(works[0].title, accept=[work.title for work in works[1:]], kind="title"),
            made_from="based_on",
            facts=[about.fact("based on")],
        )
    for index, work in enumerate(works):
        if work.by and len(works) == 1:
            yield from _who(about, work)
        if work in told_apart:
            yield from _which_film(about, index, work)


def _who(about: FilmContext, work: Work) -> list[Question]:
    return about.ask(
        "based-on-by",
        "",
        AnswerKey(work.by[0], accept=work.by[1:], kind="person"),
        made_from="based_on",
        facts=[about.fact("based on")],
        hidden=[name.split()[-1] for name in work.by],
        told={"type": work.type or "work"},
    )


def _which_film(about: FilmContext, index: int, work: Work) -> list[Question]:
    """Without who made it, or what it is, a title says too little."""
    if not (work.by or work.type):
        return []
    told = f"{f'the {work.type} ' if work.type else ''}{quoted(work.title)}"
    told += f" by {joined(work.by)}" if work.by else ""
    others = [film for film in about.library.linked(f"based_on {fold(work.title)}") if film.label != about.film.label]
    return about.ask(
        "film-of-work",
        work.title,
        about.title_key(also=others),
        made_from=("based_on", index),
        facts=[about.fact("based on")],
        told={"work": told, "Work": capital(told)},
    )
