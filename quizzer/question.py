"""A question: what is asked, what answers it, and what it is about. How it is shown is somebody else's business."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from quizzer.grading import AnswerKey
from quizzer.grading.wordlists import read_pairs

CATEGORIES = tuple(
    "trivia goofs quotes plot cast character director writer composer soundtrack alternate_title top_gap year "
    "box_office awards connections versions general clues".split()
)
"""The categories that quizzer itself uses; a bank may add its own."""

DIFFICULTIES = range(1, 6)
"""From 1, what everybody knows, to 5, what only a fan knows."""

MINOR = "minor"
"""The tag of a question made from facts that hardly anybody can answer, or would: a small part, a title abroad that is
a mere translation. Games ask it where its category is named, where one film alone is asked about, or where nothing
else is left."""

SPOILER = "spoiler"
"""The tag of a question that tells how a story ends."""


class Origin(msgspec.Struct, frozen=True, array_like=True):
    """The fact that a question was made from.

    `film` is the film's label (title and year), `key` where the fact stands in that film's entry of a bank ("cast",
    "box_office.budget"), `index` its place in that key's list, from 0; None if the question rests on all that the key
    has. `shape` says how the fact is asked: "film-of-title", "trivia-cloze", "gap-release-date".
    """

    film: str
    key: str
    index: int | None
    shape: str


class Question(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One question, ready to be asked.

    `key` is None for an open gap: nobody knows the answer, so whatever is said goes unscored. `film` names the film
    that it is about and `year` dates it (both None for a question about no film in particular). `facts` names each
    fact that the question rests on: two questions that share one ask the same thing in different words, and never meet
    in one game. `tells` names the facts that its explanation adds: they are not asked in the same game either. `origin`
    tells what the question was made from, and is None for a hand-written one. `difficulty` runs from 1 to 5. Questions
    are compared by identity; `id` stays the same between runs.

    `clues` are told one by one, each after a miss or on demand, and each makes the answer worth less: who answers has
    a try for each, and one before the first.

    `imdb` is the IMDb id of its film. `was` are former ids, under which players may have met it.

    `text` is complete by itself. `frame` is what a screen may show above it, the film that it names, and `short` how it
    reads there; both are empty where the film must not be told.
    """

    id: str
    text: str
    frame: str = ""
    short: str = ""
    key: AnswerKey | None
    category: str = "general"
    difficulty: int = 3
    film: str | None = None
    year: int | None = None
    hints: tuple[str, ...] = ()
    explanation: str = ""
    source: str = ""
    clues: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    media: str = ""
    facts: frozenset[str] = frozenset()
    tells: frozenset[str] = frozenset()
    origin: Origin | None = None
    imdb: str | None = None
    was: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of answer that is wanted ("person", "title", "year", …); "text" for an open gap."""
        return self.key.kind if self.key is not None else "text"

    @property
    def is_open_gap(self) -> bool:
        """True if nobody knows the answer: it is asked unscored."""
        return self.key is None


def as_data(question: Question) -> dict[str, Any]:
    """A question as plain data: what it has of its own, sets in order, its key as what makes it. msgspec reads it back
    as a Question, with `key_from_data` as its hook."""
    plain = _own(question, question.__struct_fields__, _QUESTION)
    for name in ("facts", "tells"):
        if name in plain:
            plain[name] = sorted(plain[name])
    if (key := question.key) is not None:
        made = _own(key, (name for name in AnswerKey.__slots__ if name[0] != "_"), _KEY)
        items = made.pop("items")
        made["answer"] = items if key.kind == "list" or items != ((key.answer,),) else key.answer
        if key.about is not None:
            made["about"] = key.about._asdict()
        plain["key"] = made
    return plain


def _own(value: object, names: Iterable[str], usual: object) -> dict[str, Any]:
    """The fields that differ from those of the `usual` one."""
    return {name: own for name in names if (own := getattr(value, name)) != getattr(usual, name)}


_QUESTION = Question(id="", text="", key=AnswerKey("."))
_KEY = AnswerKey(".")


def key_from_data(kind: type[Any], told: dict[str, Any]) -> Any:
    """The key in such data. Raises QuizzerError or TypeError if it is none."""
    return AnswerKey(**told)


def infer_kind(answers: Sequence[str], choices: Sequence[str]) -> str:
    """number, year, date, money, duration, choice, boolean or list, if the answer looks like one; else text."""
    if choices:
        return "choice"
    if len(answers) != 1:
        return "list"
    answer = answers[0].strip()
    return next(
        (kind for kind, shape in read_pairs("shapes").items() if re.fullmatch(shape, answer, re.IGNORECASE)), "text"
    )
