"""The hand-written questions of a bank made ready to be asked, and what keeps them from being asked."""

import contextlib
import datetime
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.file_format import QuestionEntry, kind_of
from quizzer.bank_files.nodes import error, file_of, items_at, parts_of, place_of, value_at
from quizzer.bank_files.placing import rewriting
from quizzer.bank_files.reader import Reading
from quizzer.errors import QuizzerError, shortened, shown
from quizzer.facts.film import LAST_YEAR, Aliases, Film, about_film
from quizzer.facts.wording import slug
from quizzer.grading import KINDS, NAMED, AnswerKey, fold
from quizzer.question import SPOILER, Question, infer_kind

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
        found = list(question_errors(node, entry, reading.text_of(node)))
        place = value_at(node, "id") or node
        first = ids.setdefault(entry.id, place) if entry.id else place
        if first is not place:
            told = (
                f"the id {shown(entry.id or '')} is that of a question in {place_of(first, place)}: each needs its own"
            )
            found.append(error(place, told))
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


def question_errors(node: yaml.Node, entry: QuestionEntry, text: str) -> Iterator[Fault]:
    """What keeps a question from being asked. `text` is that of its file."""
    kind = kind_of(entry)
    if kind not in KINDS:
        # That is told where it stands, beside the question or among the bank's defaults.
        yield from _choices(node, entry, kind, text)
        return
    # What looks empty is refused when the file is read; here it may hold what nobody can see or type.
    for item, names in zip(items_at(node, "answer"), entry.answer, strict=False):
        if not fold(names[0]):
            yield error(item, "the answer holds only characters that cannot be seen: write it anew")
    yield from _count(node, entry, kind)
    if entry.tolerance is not None:
        from quizzer.grading.quantities import parse_tolerance  # few questions have one

        if parse_tolerance(entry.tolerance) is None:
            place = value_at(node, "tolerance") or node
            yield error(place, f'a tolerance is a number or a share like "10%", not {shortened(entry.tolerance)!r}')
    yield from _choices(node, entry, kind, text)
    if trouble := unreadable(entry.answer[0][0], kind):
        # A kind that nobody wrote is told by the answer's shape, so it can be read.
        first = (items_at(node, "answer") or [node])[0]
        place = first.value[0] if isinstance(first, yaml.SequenceNode) and first.value else first
        yield error(place, f"{shortened(entry.answer[0][0])!r} {trouble}")


def unreadable(answer: str, kind: str) -> str:
    """What is wrong with an answer that has the shape of a kind and cannot be read as one, or ""."""
    return f"is {_UNREADABLE[kind]}" if kind in _UNREADABLE and not _reads_as(answer, kind) else ""


def unknown_kind(node: yaml.ScalarNode, text: str) -> Iterator[Fault]:
    """The fault of a kind of answer that there is not."""
    kind: str = node.value
    if kind in KINDS:
        return
    likely = difflib.get_close_matches(kind.lower()[:60], KINDS, n=1, cutoff=0.65)
    if likely:
        fix = rewriting(node, text, likely[0], f"the kind {shortened(kind)!r} is now {likely[0]!r}")
        yield error(node, f"unknown kind of answer {shortened(kind)!r}: did you mean {likely[0]!r}?", fix=fix)
    else:
        yield error(node, f"unknown kind of answer {shortened(kind)!r}: it is one of {', '.join(KINDS)}")


def _count(node: yaml.Node, entry: QuestionEntry, kind: str) -> Iterator[Fault]:
    answers = len(entry.answer)
    if kind != "list":
        if answers > 1:
            place = value_at(node, "kind") or value_at(node, "answer") or node
            yield error(
                place, f"{answers} answers need 'kind: list', not {kind!r}; other names of one answer go under 'accept'"
            )
        elif entry.need is not None and entry.need > 1:
            yield error(value_at(node, "need") or node, "only a list has several names to need: add 'kind: list'")
        return
    if entry.need is not None and entry.need > answers:
        need = value_at(node, "need") or node
        yield error(need, f"{entry.need} names are needed, but the answer has {answers}: lower 'need', or add names")
    met: dict[str, str] = {}
    for item, names in zip(items_at(node, "answer"), entry.answer, strict=False):
        folded = fold(names[0])
        if folded and folded in met:
            yield error(item, f"{shortened(names[0])!r} stands in this list twice, and nobody can name it twice")
        met[folded] = names[0]


def _choices(node: yaml.Node, entry: QuestionEntry, kind: str, text: str) -> Iterator[Fault]:
    if not entry.choices:
        if kind == "choice":
            yield error(value_at(node, "kind") or node, "'kind: choice' needs 'choices:', the answer among them")
        return
    accepted = [*(name for item in entry.answer for name in item), *entry.accept]
    if set(accepted).isdisjoint(entry.choices):
        from quizzer.grading.forms import same_words  # few choices are written otherwise than the answer

        tight = {same_words(name).tight for name in accepted}
        place, parts = value_at(node, "choices") or node, parts_of(entry.choices[0])
        if len(entry.choices) == 1 < len(parts) and isinstance(place, yaml.ScalarNode):
            fix = rewriting(place, text, parts, "a list stands under 'choices'")
            yield error(place, f"this is one choice: write [{', '.join(map(shortened, parts))}]", fix=fix)
        elif tight.isdisjoint(same_words(choice).tight for choice in entry.choices):
            yield error(place, f"the answer {shortened(accepted[0])!r} is not among the choices: add it")


_UNREADABLE = {
    "number": "not a number: write one, in figures or in words",
    "year": f"not a year: write one such as 1995, at most {LAST_YEAR}",
    "money": "not a sum of money: write one such as $18,000,000 or 18 million dollars",
    "date": "not a date: write one such as 1995-05-17",
    "duration": "not a length of time: write one such as 1h 52m or 112 minutes",
    "boolean": "neither yes nor no: write yes, no, true or false",
}


def _reads_as(answer: str, kind: str) -> bool:
    """Whether the referee can read an answer as its kind. What reads a kind loads with the first answer of it."""
    if kind == "boolean":
        from quizzer.grading.choices import side

        return infer_kind([answer], ()) == "boolean" or side(answer) in ("yes", "no")
    if kind == "date":
        return real_date(answer)
    if kind == "duration":
        from quizzer.grading.numbers import as_minutes

        return as_minutes(answer) is not None
    if kind == "year":
        from quizzer.grading.numbers import span

        if span(answer) is not None:
            return True
        if any(mark.isdigit() for mark in answer):
            figures = re.findall(r"(?<![\w.,'’-])\d{1,4}(?![\w,.'’-]*\d)(?!\w)", answer)
            return len(figures) == 1 and 1 <= int(figures[0]) <= LAST_YEAR
    from quizzer.grading.quantities import quantities

    told = quantities(answer)
    if kind == "year":
        return len(told) == 1 and 1 <= int(told[0].value) <= LAST_YEAR
    return bool(told)


def real_date(text: str) -> bool:
    """Whether a text is a date as far as it tells, in one reading at least: there is no 30th of February."""
    from quizzer.grading.dates import dates

    for year, month, day in dates(text):
        with contextlib.suppress(ValueError):
            datetime.date(year or 2000, month or 1, day or 1)  # 2000 has a 29th of February
            return True
    return False
