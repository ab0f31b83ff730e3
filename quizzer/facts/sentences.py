"""Questions from sentences: a cloze where one is marked with [[ ]], and "which film?" with the title's words masked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.facts.about import FilmContext
from quizzer.facts.kinds import infer_kind
from quizzer.facts.masking import fold, gives_away, mask, mask_titles
from quizzer.facts.wording import BLANK, CLOZE, quoted, slug, without_marks
from quizzer.grading import AnswerKey
from quizzer.question import Question

__all__ = ["cloze_wordings", "sentence_fact", "sentence_questions"]

_SPEAKER = re.compile(r"(?P<name>[^:\n]{1,60}):\s+(?P<words>.+)", re.DOTALL)


def sentence_questions(about: FilmContext) -> Iterator[Question]:
    """The questions that a film's sentences give: trivia, goofs, plot, quotes, credits and versions."""
    film = about.film
    for sentence in film.trivia:
        yield from _clozes(about, sentence, "trivia")
        yield from _which_film(about, sentence, "trivia", difficulty=3)
    for sentence in film.goofs:
        yield from _clozes(about, sentence, "goofs")
        yield from _which_film(about, sentence, "goofs", difficulty=4)
    for sentence in [film.plot] if film.plot else []:
        yield from _clozes(about, sentence, "plot")
        yield from _which_film(about, sentence, "plot", difficulty=2)
    for sentence in (*film.crazy_credits, *film.alternate_versions):
        yield from _clozes(about, sentence, "versions")
    for quote in film.quotes:
        yield from _who_says(about, quote)
        yield from _clozes(about, quote, "quotes")


def sentence_fact(about: FilmContext, sentence: str) -> str:
    """A sentence is known by its first words without what is marked, so that to mark another span changes no id."""
    return about.fact("sentence", " ".join(without_marks(sentence).split()[:8]))


def cloze_wordings(film: str, text: str) -> tuple[str, ...]:
    """How a sentence with a blank is asked about a film, as questions call it."""
    return f"About {film}, fill the gap: {text}", f"What is missing from this about {film}? {text}"


def _clozes(about: FilmContext, sentence: str, category: str) -> Iterator[Question]:
    for found in CLOZE.finditer(sentence):
        answer = " ".join(found["answer"].split())
        if not answer:
            continue
        aliases = [" ".join(alias.split()) for alias in found["aliases"].split("|")[1:]]
        before, behind = without_marks(sentence[: found.start()]), without_marks(sentence[found.end() :])
        # Any other mention of the answer is taken out too.
        text = f"{mask(before, answer)}{BLANK}{mask(behind, answer)}"
        yield from about.ask(
            f"{category}-cloze",
            answer,
            cloze_wordings(about.name, text),
            AnswerKey(answer, accept=aliases, kind=_kind(about, answer), question=text),
            category=category,
            difficulty=4,
            facts=[sentence_fact(about, sentence)],
            explanation=without_marks(sentence),
        )


def _kind(about: FilmContext, answer: str) -> str:
    """A name that stands among the film's people is a person's; else its shape tells."""
    return "person" if fold(answer) in about.people else infer_kind([answer], ())


def _which_film(about: FilmContext, sentence: str, category: str, *, difficulty: int) -> list[Question]:
    plain = without_marks(sentence)
    masked = mask_titles(plain, about.film.titles)
    if masked is None or gives_away(masked, about.film.titles):
        return []
    asks = ("Which film is this?", "Name the film from its story:")
    if category != "plot":
        asks = ("Which film is this about?", "Of which film is this true?")
    return about.ask(
        f"{category}-film",
        " ".join(plain.split()[:8]),
        [f"{one} {masked}" for one in asks],
        about.title_key(),
        category=category,
        difficulty=difficulty,
        facts=[sentence_fact(about, sentence)],
        explanation=f"{about.name}: {plain}",
    )


def _who_says(about: FilmContext, quote: str) -> list[Question]:
    """Asked of a quote that one character says alone."""
    # What stands in square brackets is a stage direction.
    plain = re.sub(r"\[[^\[\]]*\]", " ", without_marks(quote))
    lines = [" ".join(line.split()) for line in plain.split("\n") if line.strip()]
    found = _SPEAKER.fullmatch("\n".join(lines))
    if not found or any(_SPEAKER.match(line) for line in lines[1:]):
        return []
    words = " ".join(found["words"].split())
    return about.ask(
        "who-says",
        " ".join(words.split()[:8]),
        (f"Who says this in {about.name}? {quoted(words)}", f"Whose words are these in {about.name}? {quoted(words)}"),
        AnswerKey(found["name"].strip(), kind="character"),
        category="quotes",
        difficulty=3,
        facts=[sentence_fact(about, quote)],
        explanation=f"{found['name'].strip()} says it in {about.name}.",
        hidden=[word for word in slug(found["name"]).split("-") if word not in ("the", "a", "an")],
    )
