"""What is told after an answer beyond it: another fact of the film, or of the person who was asked for."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from quizzer.bounds import MOST_FACTS
from quizzer.facts.about import FilmContext, FilmLibrary
from quizzer.facts.film import known_for
from quizzer.facts.masking import fold, gives_away, in_words, sought
from quizzer.facts.trivia import sentence_fact
from quizzer.facts.wording import joined, one_of, quoted, without_marks
from quizzer.question import Question

# What somebody did in other films, who did this one's.
_ALSO = {
    "director": "{name} also directed {films}.",
    "writer": "{name} also wrote {films}.",
    "composer": "{name} also wrote the music of {films}.",
    "cast": "{name} can be seen in {films} too.",
}
FEWEST_SENTENCES = 3
"""Sentences of trivia that a film must have for one of them to be told after other questions."""
MOST_FILMS = 3
"""Films of a person that are told at once."""


class _Aside(NamedTuple):
    told: str
    facts: frozenset[str]


def with_asides(about: FilmContext, questions: Iterable[Question]) -> Iterator[Question]:
    """The questions; those about this film that explain nothing tell another fact of it, or of the person who is asked
    for. What is told is named in `tells`, says nothing of the answer, and is never what the question rests on."""
    asides = [(one, in_words(one.told)) for one in _asides(about)]
    for question in questions:
        if question.key is None or question.explanation:
            yield question
            continue
        names = sought(question.key.names)
        fitting = [
            one
            for one, words in asides
            if one.facts.isdisjoint(question.facts) and not any(map(words.__contains__, names))
        ]
        of_person = [one for one in _of_person(about, question) if one.facts.isdisjoint(question.facts)]
        chosen = of_person or fitting
        if chosen:
            told = one_of([one.told for one in chosen], f"{question.id} aside")
            facts = next(one.facts for one in chosen if one.told == told)
            yield msgspec.structs.replace(question, explanation=told, tells=facts)
        else:
            yield question


def _asides(about: FilmContext) -> Iterator[_Aside]:
    """What may be told of a film: its trivia. Of few sentences all questions would tell the same, and one could not
    be asked beside the others."""
    if len(about.film.trivia) >= FEWEST_SENTENCES:
        for sentence in about.film.trivia[:MOST_FACTS]:
            yield _Aside(without_marks(sentence), frozenset([sentence_fact(about, sentence)]))


def _of_person(about: FilmContext, question: Question) -> Iterator[_Aside]:
    """In what other films the person who is asked for did the same, as far as the bank knows."""
    key, role = question.key, question.category
    if key is None or key.kind != "person" or role not in _ALSO:
        return
    films = about.library.films_of(role, key.answer) + known_for(about.film, role, key.answer)
    own = frozenset(about.titles.values())
    others = [
        title
        for title in dict.fromkeys(films)
        if fold(title) not in own
        and not gives_away(question.text, [title])
        and not gives_away(title, [about.film.title])
    ]
    if others:
        told = _ALSO[role].format(name=key.answer, films=joined([quoted(title) for title in others[:MOST_FILMS]]))
        facts = (fact for title in others[:MOST_FILMS] for fact in _facts_of(about.library, role, title, key.answer))
        yield _Aside(told, frozenset(facts))


def _facts_of(library: FilmLibrary, role: str, title: str, name: str) -> Iterator[str]:
    """The facts that tell what somebody did in the film of a title, if the bank has that."""
    for film in library.known_as(title):
        yield FilmContext(film, library, "").fact(*((role, name) if role == "cast" else (role,)))
