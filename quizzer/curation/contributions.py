"""Accept players' answers to open questions as facts of the bank."""

from collections.abc import Callable, Iterable

import msgspec

from quizzer.bank_files.editing import EditedBank, EditedFilm
from quizzer.bank_files.film_checks import faults_in
from quizzer.bank_files.placing import Value
from quizzer.banks.bank import Bank
from quizzer.curation.patching import clean_name, in_first_bank
from quizzer.curation.ruling import ProtestGroup
from quizzer.errors import BankError, QuizzerError, shown
from quizzer.facts.film import Film
from quizzer.facts.merging import merge_films
from quizzer.facts.questions import make_questions
from quizzer.facts.shapes import SHAPES, Addition, gap_of, kind_of_gap
from quizzer.records import Records
from quizzer.records.structs import KeptContribution

_AFTER = ("title", "original_title", "year", "imdb")


def with_kinds(contributions: Iterable[KeptContribution], open_bank: Callable[[str], Bank]) -> list[KeptContribution]:
    """The contributions, each with the kind of answer to its gap; "text" if no bank has the gap any more."""
    banks: dict[str, Bank | None] = {}
    told = []
    for one in contributions:
        for path in one.banks:
            if path not in banks:
                try:
                    banks[path] = open_bank(path)
                except QuizzerError:
                    banks[path] = None
        asked = [question for path in one.banks if (bank := banks[path]) for question in bank.find([one.question])]
        told.append(msgspec.structs.replace(one, kind=kind_of_gap(asked[0]) if asked else "text"))
    return told


def accept(
    group: ProtestGroup, *, records: Records, find: Callable[[str], str], day: str, answer: str = ""
) -> list[str]:
    """Makes a fact of a group's answer, or of the author's own `answer`; returns the patch of the bank.

    quizzer writes the bank first and the records last, so you can repeat an interrupted call. Raises QuizzerError, and
    writes nothing, if the bank or its gap is gone, or quizzer can't edit it.
    """
    said = clean_name(answer or group.first.given)
    numbers = [one.number for one in group.protests]

    def write(path: str) -> list[str]:
        with EditedBank.alone(path) as edited:
            if not set(numbers) <= {one.number for one in records.contributions()}:
                raise QuizzerError("somebody has already decided this; nothing was saved")
            _edit(edited, group, said, day)
            patch = edited.diff
            edited.save()
        return patch

    patch = in_first_bank(group.first.banks, find, write)
    records.settle_contributions(numbers, "accept")
    return patch


def _edit(edited: EditedBank, group: ProtestGroup, said: str, day: str) -> None:
    """Adds the fact, marks it as contributed, and removes the gap that it fills."""
    edited.refuse(edited.faults)
    films = merge_films(film for _, film in edited.reading.films)
    question = next((one for one in make_questions(films) if one.id == group.first.question), None)
    gap = gap_of(question, films) if question is not None else None
    names = {name for film in films if question and film.label == question.film for name in (film.label, film.imdb)}
    told = ((node, film) for node, film in edited.reading.films if {film.label, film.imdb or film.label} & names)
    found = next(((node, film) for node, film in told if gap in film.gaps), None)
    if gap is None or found is None:
        raise BankError(f"the bank no longer has the gap {shown(group.first.question)}", file=edited.path)
    node, film = found
    shape = SHAPES.get(gap.asks)
    if shape is None:
        raise QuizzerError("quizzer cannot write an answer to this kind of gap; write it into the bank by hand")
    addition = shape.addition(gap, said)
    entry = edited.film(node)
    _add_fact(entry, film, addition)
    entry.append(["contributed"], {"fact": addition.fact, "when": day, "players": str(len(group.players))})
    if shape.is_asked_elsewhere:
        entry.remove(["gaps", film.gaps.index(gap)])
    wrong = [one for one in (*edited.reading.faults, *faults_in(edited.reading)) if one.severity == "error"]
    if wrong:
        raise QuizzerError(f"quizzer cannot write {shown(said)} there: {wrong[0].message}")


def _add_fact(entry: EditedFilm, film: Film, addition: Addition) -> None:
    path = addition.key.split(".")
    value: Value = addition.value if isinstance(addition.value, str) else dict(addition.value)
    if addition.place:
        names = [getattr(one, "song", None) or getattr(one, "actor", None) for one in getattr(film, addition.key)]
        if addition.place not in names:
            raise QuizzerError(f"{shown(addition.place)} is not in the film's {addition.key!r}; add it there first")
        entry.put([*path, names.index(addition.place), addition.field], value)
    elif addition.is_list:
        entry.append(path, value, after=_AFTER)
    elif len(path) > 1 and entry.at(path[:-1]) is None:
        entry.put(path[:-1], {path[-1]: value}, after=_AFTER)
    else:
        entry.put(path, value, after=_AFTER)
