"""A question: its text, its answer, and its subject. It does not decide how a screen shows it."""

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
"""From 1 (everybody knows the answer) to 5 (only a fan knows it)."""

MINOR = "minor"
"""The tag of a question from facts that hardly anybody can answer: a small part, a translated title. A game asks it
only if you choose its category or one film, or if no other question is left."""

SPOILER = "spoiler"
"""The tag of a question that reveals how a story ends."""


class Origin(msgspec.Struct, frozen=True, array_like=True):
    """The fact from which quizzer made a question.

    `film` is the label of the film (title and year). `key` is the place of the fact in the film's entry of a bank
    ("cast", "box_office.budget"). `index` is its place in the list of that key, from 0; None for the whole list.
    `shape` is the form of the question: "film-of-title", "trivia-cloze", "gap-release-date".
    """

    film: str
    key: str
    index: int | None
    shape: str


class Question(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One question, ready to be asked.

    `key` is None for an open question: nobody knows the answer, so answers bring no points. `film` and `year` are those
    of its film; both are None for a question about no film. `facts` names each fact that the question asks about. Two
    questions with the same fact never meet in one game. `tells` names the facts that its explanation adds: the same
    game does not ask them either. `origin` is the fact that quizzer made the question from; None for a hand-written
    one. `difficulty` is from 1 to 5. Python compares questions by identity; `id` stays the same between runs.

    quizzer shows `clues` one by one, after each miss or on demand. Each clue lowers the points. A player has a try for
    each clue, and one before the first.

    `imdb` is the IMDb id of its film. `was` has former ids, under which players may have seen it.

    `text` is complete by itself. A screen may show `frame`, the film, above it, and then the `short` text instead. Both
    are empty if the question must not reveal the film.
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
        """The kind of the answer ("person", "title", "year", …); "text" for an open question."""
        return self.key.kind if self.key is not None else "text"

    @property
    def is_open_gap(self) -> bool:
        """Whether nobody knows the answer, so that it brings no points."""
        return self.key is None


def as_data(question: Question) -> dict[str, Any]:
    """Return a question as plain data: its own fields, sets in order, and the arguments of its key. msgspec reads it
    back as a Question, with `key_from_data` as its hook."""
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
    """Return the fields that differ from those of `usual`."""
    return {name: own for name in names if (own := getattr(value, name)) != getattr(usual, name)}


_QUESTION = Question(id="", text="", key=AnswerKey("."))
_KEY = AnswerKey(".")


def key_from_data(kind: type[Any], told: dict[str, Any]) -> Any:
    """Return the key in such data. Raises QuizzerError or TypeError for other data."""
    return AnswerKey(**told)


def infer_kind(answers: Sequence[str], choices: Sequence[str]) -> str:
    """Return number, year, date, money, duration, choice, boolean or list, if the answer looks like one; else text."""
    if choices:
        return "choice"
    if len(answers) != 1:
        return "list"
    answer = answers[0].strip()
    return next(
        (kind for kind, shape in read_pairs("shapes").items() if re.fullmatch(shape, answer, re.IGNORECASE)), "text"
    )
