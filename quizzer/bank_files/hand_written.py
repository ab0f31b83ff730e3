"""The hand-written questions of a bank made ready to be asked, and what keeps a bank from being asked."""

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from quizzer.bank_files.answer_checks import question_errors, unknown_kind
from quizzer.bank_files.faults import Fault
from quizzer.bank_files.file_format import QuestionEntry, kind_of
from quizzer.bank_files.film_checks import code_faults, figure_faults, mark_faults
from quizzer.bank_files.nodes import error, file_of, place_of, value_at
from quizzer.bank_files.reader import Reading
from quizzer.errors import QuizzerError, shown
from quizzer.facts.film import Aliases, Film, about_film
from quizzer.facts.wording import slug
from quizzer.grading import KINDS, NAMED, AnswerKey
from quizzer.question import SPOILER, Question

NOTHING_TO_ASK = Fault(1, 1, "error", "nothing can be asked here: the bank needs questions, or films with facts")
"""The fault of a bank that could be read, and of which no question comes."""


@dataclass(frozen=True)
class HandWritten:
    """A hand-written question where it stands. `question` is None if none can be made of it."""

    node: yaml.Node
    entry: QuestionEntry
    question: Question | None


def read_hand_written(reading: Reading) -> tuple[list[HandWritten], list[Fault]]:
    """Every hand-written question of a bank, drafts too, and the faults of those that cannot be asked."""
    films = {name.casefold(): film for _, film in reading.films for name in (film.label, film.title)}
    aliases = Aliases(reading.bank.aliases if reading.bank else {})
    ids: dict[str, yaml.Node] = {}
    written: list[HandWritten] = []
    faults: list[Fault] = []
    for node, entry in reading.questions:
        found = [*question_errors(node, entry, reading.text_of(node)), *_id_taken(node, entry, ids)]
        question = None
        try:
            question = make_question(entry, bank_title=reading.title(file_of(node)), films=films, aliases=aliases)
        except QuizzerError as trouble:
            # What is wrong otherwise is told where it stands: an empty name, a kind among the bank's defaults.
            if reading.bank is not None and not found and kind_of(entry) in KINDS:
                found.append(error(node, str(trouble)))
        written.append(HandWritten(node, entry, question))
        faults += found
    return written, faults


def faults_in(reading: Reading) -> list[Fault]:
    """What is wrong with a bank's facts and defaults: errors, and warnings of the same families."""
    faults: list[Fault] = []
    for root in reading.roots:
        defaults = value_at(root, "defaults") if isinstance(root, yaml.MappingNode) else None
        kind = value_at(defaults, "kind") if isinstance(defaults, yaml.MappingNode) else None
        faults += unknown_kind(kind, reading.text_of(root)) if isinstance(kind, yaml.ScalarNode) else ()
    for node, film in reading.films:
        text = reading.text_of(node)
        for family in (code_faults, figure_faults, mark_faults):
            faults += family(node, film, text)
    return faults


def _id_taken(node: yaml.Node, entry: QuestionEntry, ids: dict[str, yaml.Node]) -> list[Fault]:
    if entry.id is None:
        return []
    place = value_at(node, "id") or node
    first = ids.setdefault(entry.id, place)
    told = f"the id {shown(entry.id)} is that of a question in {place_of(first, place)}: each needs its own"
    return [] if first is place else [error(place, told)]


def make_question(
    entry: QuestionEntry, *, bank_title: str, films: Mapping[str, Film], aliases: Aliases | None = None
) -> Question:
    """The question that an entry describes. `films` are the bank's, by their titles in lower case; `aliases` are other
    names of whoever or whatever may be an answer in the bank.

    Raises QuizzerError if its answer does not fit its kind.
    """
    film = films.get((entry.film or "").casefold())
    label = film.label if film else entry.film
    key = _key(entry, film)
    if aliases is not None:
        key = aliases.added_to(key, entry.ask)
    if film and film.aliases:
        key = Aliases(film.aliases).added_to(key, entry.ask)
    return Question(
        id=entry.id or "/".join([slug(label or bank_title), slug(entry.category), slug(key.answer)]),
        text=entry.ask,
        key=key,
        category=entry.category,
        difficulty=entry.difficulty,
        film=label,
        year=film.year if film else None,
        hints=entry.hints,
        explanation=entry.explain,
        source=entry.source,
        tags=(*entry.tags, *((SPOILER,) if entry.spoiler else ())),
        media=entry.media,
        facts=frozenset(),
        imdb=film.imdb if film else None,
        was=entry.was,
    )


def _key(entry: QuestionEntry, film: Film | None) -> AnswerKey:
    kind = kind_of(entry)
    if kind != "list" and len(entry.answer) > 1:
        raise QuizzerError(
            f"{len(entry.answer)} answers need 'kind: list', not {kind!r}; other names of one answer go under 'accept'"
        )
    only, *aliases = entry.answer[0]
    return AnswerKey(
        entry.answer if kind == "list" else only,
        accept=entry.accept if kind == "list" else (*aliases, *entry.accept),
        reject=entry.reject,
        prompt=entry.prompt,
        kind=kind,
        question=entry.ask,
        tolerance=entry.tolerance,
        unit=entry.unit,
        need=entry.need,
        choices=entry.choices,
        year=film.year if film else None,
        about=about_film(film) if film and kind in NAMED else None,
    )
