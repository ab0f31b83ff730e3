"""Make questions from films."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain
from zlib import crc32

import msgspec

from quizzer.bounds import MOST_FACTS
from quizzer.facts.about import FilmContext, FilmLibrary
from quizzer.facts.alternate_titles import title_questions
from quizzer.facts.awards import award_questions
from quizzer.facts.clues import clue_questions
from quizzer.facts.connections import connection_questions, place_questions, work_questions
from quizzer.facts.film import LAST_DIFFICULTY, USUAL_DIFFICULTY, Film, known_for, within_bounds
from quizzer.facts.masking import gives_away, in_words, sought
from quizzer.facts.merging import merge_films
from quizzer.facts.people import cast_questions, character_questions, crew_questions
from quizzer.facts.several import across_questions, list_questions
from quizzer.facts.shapes import gap_questions
from quizzer.facts.soundtrack import soundtrack_questions
from quizzer.facts.trivia import quote_questions, sentence_fact, sentence_questions
from quizzer.facts.wording import joined, one_of, quoted, without_marks
from quizzer.facts.year_and_money import figure_questions
from quizzer.grading import AnswerKey, fold
from quizzer.question import Question

# Makers of questions about a film, their categories, and the beginnings of their shapes (see `Origin`).
_FAMILIES: tuple[tuple[Callable[[FilmContext], Iterator[Question]], str, str], ...] = (
    (sentence_questions, "trivia goofs plot versions quotes", "trivia goofs plot versions quotes who-says"),
    (quote_questions, "quotes", "film-of-quotes film-of-first film-of-last film-of-taglines who-says-"),
    (crew_questions, "director writer composer", "director writer composer"),
    (cast_questions, "cast", "cast"),
    (character_questions, "character", "character"),
    (soundtrack_questions, "soundtrack", "song film-of-song"),
    (title_questions, "alternate_title", "film-of-title original-title released-in called-in"),
    (gap_questions, "top_gap", "gap released-in called-in"),
    (award_questions, "awards", "award"),
    (figure_questions, "year box_office", "year budget gross opening"),
    (connection_questions, "connections", "connection film-of-follow film-of-remake film-of-remade"),
    (work_questions, "connections", "based-on film-of-work"),
    (place_questions, "general", "set-in filmed-in"),
    (across_questions, "cast director composer general", "in-common"),
    (clue_questions, "clues", "clues"),
    (list_questions, "cast character soundtrack awards", "list"),
)


LOOKED_THROUGH = ("also_known_as", "cast", "released", "awards")
"""Lists of a film in which each question about an entry looks at all other entries."""


def make_questions(films: Sequence[Film]) -> list[Question]:
    """Return every question that the facts of these films answer, and their open questions. No id appears twice."""
    return without_repeated_ids(list(_made(films)))


def has_questions(films: Sequence[Film]) -> bool:
    """Whether `make_questions` makes any question."""
    return next(_made(films), None) is not None


def _made(films: Sequence[Film]) -> Iterator[Question]:
    films = [within_bounds(film, LOOKED_THROUGH) for film in merge_films(films)]
    library = FilmLibrary(films)
    for film in films:
        name = library.name(film)
        # If two films have the same name, no question can be about one of them.
        if name is not None:
            about = FilmContext(film, library, name)
            for question in with_asides(about, with_difficulties(about, questions_about(about))):
                head, _, tail = question.id.partition("/")
                was = (*film.was.get(question.id, ()), *(f"{one}/{tail}" for one in film.was.get(head, ())))
                yield msgspec.structs.replace(question, was=was) if was else question


def questions_about(about: FilmContext, categories: Collection[str] = ()) -> Iterator[Question]:
    """Yield the questions about one film. With `categories`, yield at least theirs, and perhaps others."""
    for make, those, _ in _FAMILIES:
        if not categories or not set(those.split()).isdisjoint(categories):
            yield from make(about)


def categories_of(shape: str) -> frozenset[str]:
    """Return the categories that questions of a shape may have; none for an unknown shape."""
    fitting = (those.split() for _, those, shapes in _FAMILIES if shape.startswith(tuple(shapes.split())))
    return frozenset(chain.from_iterable(fitting))


def without_repeated_ids(questions: Sequence[Question]) -> list[Question]:
    """Return the questions in their order, each text once for its id. A later text with the same id gets a checksum
    after the id."""
    taken: dict[str, Question] = {}
    for question in questions:
        earlier = taken.get(question.id)
        if earlier is None:
            taken[question.id] = question
        elif earlier.text != question.text:
            name = f"{question.id}/{crc32(question.text.encode()):08x}"
            taken.setdefault(name, msgspec.structs.replace(question, id=name))
    return list(taken.values())


# Players know leading parts best; after these, parts are small.
_LEADING, _KNOWN = 2, 6


def with_difficulties(about: FilmContext, questions: Iterable[Question]) -> Iterator[Question]:
    """Yield the questions with their difficulties here. The film's `difficulties` of an answer count first. Otherwise
    the film's own difficulty shifts that of the shape; leading parts are a step easier, small parts a step harder. Open
    questions stay as they are."""
    film = about.film
    judged = {fold(name): level for name, level in film.difficulties.items()}
    shift = (film.difficulty or USUAL_DIFFICULTY) - USUAL_DIFFICULTY
    actors = dict.fromkeys(member.actor for member in film.cast)
    billing = {about.fact("cast", actor): place for place, actor in enumerate(actors)}
    for question in questions:
        if question.key is None:
            yield question
            continue
        level = _said(question.key, judged)
        if level is None:
            # Not everybody knows the people of a famous film; the author can say so.
            easiest = 2 if question.kind == "person" else 1
            level = max(question.difficulty + shift + _part(question, billing), easiest)
        yield msgspec.structs.replace(question, difficulty=min(level, LAST_DIFFICULTY))


def _said(key: AnswerKey, judged: dict[str, int]) -> int | None:
    # Other right names, such as a title abroad, do not count here.
    if key.kind != "list":
        return judged.get(fold(key.answer))
    # One famous name does not make a list of several easy.
    levels = [judged.get(fold(names[0]), 0) for names in key.items]
    return max(levels) if levels and all(levels) else None


def _part(question: Question, billing: dict[str, int]) -> int:
    places = [billing[fact] for fact in question.facts if fact in billing]
    if not places:
        return 0
    first = min(places)
    # A star's character need not be famous.
    return -1 if first < _LEADING and question.category == "cast" else int(first >= _KNOWN)


# The same person's work in other films.
_ALSO = {
    "director": "{name} also directed {films}.",
    "writer": "{name} also wrote {films}.",
    "composer": "{name} also wrote the music of {films}.",
    "cast": "{name} can be seen in {films} too.",
}
FEWEST_SENTENCES = 3
"""Fewest sentences of trivia in a film that other questions may show."""
MOST_FILMS = 3
"""Most films of a person that a question shows."""


def with_asides(about: FilmContext, questions: Iterable[Question]) -> Iterator[Question]:
    """Yield the questions; those without an explanation get another fact about the film or the person in the answer.
    `tells` names this fact. It never has the answer, and is never a fact of the question."""
    # With few sentences, all questions would show the same one, and exclude a question about it.
    sentences = about.film.trivia[:MOST_FACTS] if len(about.film.trivia) >= FEWEST_SENTENCES else ()
    trivia = {without_marks(sentence): frozenset([sentence_fact(about, sentence)]) for sentence in sentences}
    words = {said: in_words(said) for said in trivia}
    for question in questions:
        if question.key is None or question.explanation:
            yield question
            continue
        names = sought(question.key.names)
        fitting = {said: facts for said, facts in trivia.items() if not any(map(words[said].__contains__, names))}
        of_person, of_film = (
            {said: facts for said, facts in asides.items() if facts.isdisjoint(question.facts)}
            for asides in (_of_person(about, question, question.key), fitting)
        )
        if asides := of_person or of_film:
            said = one_of(list(asides), f"{question.id} aside")
            yield msgspec.structs.replace(question, explanation=said, tells=asides[said])
        else:
            yield question


def _of_person(about: FilmContext, question: Question, key: AnswerKey) -> dict[str, frozenset[str]]:
    """Return a sentence about the same work of the person in other films, as the bank knows them, with its facts."""
    role, name, library = question.category, key.answer, about.library
    if key.kind != "person" or role not in _ALSO:
        return {}
    known = (film.title for film in library.linked(f"{role} {fold(name)}"))
    others = [
        title
        for title in dict.fromkeys((*known, *known_for(about.film, role, name)))
        if fold(title) not in about.titles.values()
        and not gives_away(question.text, [title])
        and not gives_away(title, [about.film.title])
    ][:MOST_FILMS]
    if not others:
        return {}
    films = (FilmContext(film, library, "") for title in others for film in library.known_as(title))
    facts = frozenset(film.fact(role, name) if role == "cast" else film.fact(role) for film in films)
    return {_ALSO[role].format(name=name, films=joined([quoted(title) for title in others])): facts}
