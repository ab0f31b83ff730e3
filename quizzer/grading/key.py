"""An answer key: right answers, wrong answers that look close, the strictness; and the kinds of answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from quizzer.bounds import LONGEST_ANSWER
from quizzer.errors import QuizzerError, shown

if TYPE_CHECKING:
    from quizzer.grading.canon import Canon
    from quizzer.grading.verdict import Verdict

NAMED = ("text", "person", "character", "title")
"""The kinds of answer that are names."""
STRICTNESS = ("strict", "standard", "lenient")
_FIELDS = (
    "answer", "items", "accept", "reject", "prompt", "kind", "question", "year", "tolerance", "unit", "need",
    "choices", "about", "strictness",
)  # fmt: skip

Kind: TypeAlias = Literal[
    "text", "person", "character", "title", "number", "year", "date", "money", "duration", "list", "choice", "boolean"
]
"""The kinds of answers that quizzer itself has; `register_kind` adds others."""


class AboutFilm(NamedTuple):
    """The film of a key's answer. To name it beside the answer is not wrong."""

    title: str = ""
    year: int | None = None
    directors: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    series: str = ""


class AnswerKey:
    """Decides whether a given answer is right. A key does not change.

    `answer` is the expected answer, and `accept` has its aliases. `reject` and `prompt` are names, or names with
    messages. `kind` is one of `quizzer.grading.KINDS`. With `question`, players need not repeat its words. `year` is
    the year of the film. `tolerance` is a number in the answer's own unit, or a share like "10%". For kind `list`, the
    answer is a sequence of names or tuples of aliases, and `need` of them (from 1; all by default) make it right.
    `choices` are the shown choices, in order. `about` is the film of the answer, an `AboutFilm` or a mapping with its
    fields ("title", "year", "directors", "actors", "series"): players may mention them beside the answer. `strictness`
    is strict (no slips, no added or missing words), standard or lenient (part of the answer is enough).

    Raises QuizzerError for an answer that is empty or not text, and for an invalid kind, strictness, tolerance, `need`
    or `about`.
    """

    __slots__ = (*_FIELDS, "_judge")

    def __init__(
        self,
        answer: str | Sequence[str | Sequence[str]],
        *,
        accept: Iterable[str] = (),
        reject: Iterable[str] | Mapping[str, str] = (),
        prompt: Iterable[str] | Mapping[str, str] = (),
        kind: Kind | str = "text",
        question: str = "",
        year: int | None = None,
        tolerance: float | str | None = None,
        unit: str | None = None,
        need: int | None = None,
        choices: Iterable[str] = (),
        about: Mapping[str, Any] | AboutFilm | None = None,
        strictness: str = "standard",
    ) -> None:
        if kind not in KINDS:
            raise QuizzerError(f"unknown kind of answer {shown(kind)}: use one of {', '.join(KINDS)}")
        if strictness not in STRICTNESS:
            raise QuizzerError(f"unknown strictness {shown(strictness)}: use one of {', '.join(STRICTNESS)}")
        try:
            listed: Sequence[str | Sequence[str]] = (answer,) if isinstance(answer, str) else answer
            self.items: tuple[tuple[str, ...], ...] = tuple(
                (item,) if isinstance(item, str) else tuple(item) for item in listed
            )
            "".join(name for names in self.items for name in names)  # raises TypeError for anything but text
        except TypeError:
            raise QuizzerError(f"an answer must be a text, or a list of texts, not {shown(answer)}") from None
        if not self.items or not all(
            names and all(name and not name.isspace() for name in names) for names in self.items
        ):
            raise QuizzerError("the answer is empty")
        self.answer: str = ", ".join(names[0] for names in self.items)
        self.accept: tuple[str, ...] = _names(accept)
        self.reject: dict[str, str] = _with_words(reject)
        self.prompt: dict[str, str] = _with_words(prompt)
        self.kind: str = kind
        self.question: str = question
        self.year: int | None = year
        self.tolerance: float | str | None = tolerance
        self.unit: str | None = unit
        self.need: int | None = need
        self.choices: tuple[str, ...] = _names(choices)
        self.about: AboutFilm | None = _read_about(about)
        self.strictness: str = strictness
        self._judge: Judge | None = None
        if tolerance is not None:
            from quizzer.grading.quantities import parse_tolerance  # few keys have one

            if parse_tolerance(str(tolerance)) is None:
                raise QuizzerError(f'a tolerance must be a number or a share like "10%", not {shown(tolerance)}')
        if need is not None and not 1 <= need <= len(self.items):
            raise QuizzerError(
                f"need must be from 1 to {len(self.items)}, the number of names in the answer, not {shown(need)}"
            )

    @property
    def names(self) -> tuple[str, ...]:
        """The expected answer and all its aliases."""
        return (*(name for names in self.items for name in names), *self.accept)

    def asked(self, question: str, about: AboutFilm) -> AnswerKey:
        """Return the same key for an answer to `question` about the film `about`."""
        key = AnswerKey.__new__(AnswerKey)
        key.__setstate__(self.__getstate__() | {"question": question, "about": about})
        return key

    def grade(self, given: str, canon: Canon | None = None) -> Verdict:
        """Return the verdict on `given`, with the other names that exist in `canon`. It accepts any text.

        The referee reads only the first 1,000 characters; then the verdict has the note "cut". Raises QuizzerError for
        anything but text.
        """
        if (judge := self._judge) is None:
            judge = self._judge = KINDS[self.kind](self)
        if not isinstance(given, str):
            raise QuizzerError(f"grade needs a text, not {shown(given)}")
        if len(given) > LONGEST_ANSWER:
            return judge(given[:LONGEST_ANSWER], canon).noting("cut")
        return judge(given, canon)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AnswerKey):
            return NotImplemented
        return self.__getstate__() == other.__getstate__()

    def __hash__(self) -> int:
        return hash((self.items, self.kind, self.question))

    def __repr__(self) -> str:
        return f"AnswerKey({self.answer!r}, kind={self.kind!r})"

    def __getstate__(self) -> dict[str, Any]:
        return {field: getattr(self, field) for field in _FIELDS}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.about = None  # keys of 0.1.0 do not have it
        for field, value in state.items():
            setattr(self, field, value)
        self._judge = None


Judge = Callable[[str, "Canon | None"], "Verdict"]
"""A function of a given answer and a canon (or None) that returns the `Verdict`; a key makes it at its first use."""


def register_kind(name: str, prepare: Callable[[AnswerKey], Judge]) -> None:
    """Add a kind of answer, or replace the judge of one.

    A key of that kind calls `prepare` with itself at its first use, and gets the judge of its answers. Neither
    `prepare` nor the judge may raise for any text. Raises QuizzerError for a name that is not a lower-case word.
    """
    if not (name.isidentifier() and name.islower()):
        raise QuizzerError(f"the name of a kind of answer must be one lower-case word, not {shown(name)}")
    KINDS[name] = prepare


def grade_many(pairs: Iterable[tuple[AnswerKey, str]], canon: Canon | None = None) -> list[Verdict]:
    """Return the verdicts on many answers, in order. It judges equal answers to one key once."""
    known: dict[tuple[int, str], Verdict] = {}
    verdicts = []
    for key, given in pairs:
        asked = (id(key), given)
        if asked not in known:
            known[asked] = key.grade(given, canon)
        verdicts.append(known[asked])
    return verdicts


def _read_about(told: Mapping[str, Any] | AboutFilm | None) -> AboutFilm | None:
    """Return the film of a key as one value; None for no film."""
    if told is None or isinstance(told, AboutFilm):
        return told
    for name in told:
        if name not in AboutFilm._fields:
            raise QuizzerError(f"about has no {shown(name)}: use {', '.join(AboutFilm._fields)}")
    year = told.get("year")
    if year is not None and type(year) is not int:
        raise QuizzerError(f"the year of about must be a whole number, not {shown(year)}")
    directors, actors = (_names(told.get(name) or ()) for name in ("directors", "actors"))
    about = AboutFilm(str(told.get("title") or ""), year, directors, actors, str(told.get("series") or ""))
    return about if any(about) else None


def _names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are not blank; a string is one name, and not a sequence of letters."""
    if not names:  # as in most keys
        return ()
    return tuple(name for name in ((names,) if isinstance(names, str) else names) if name and not name.isspace())


def _with_words(names: Iterable[str] | Mapping[str, str]) -> dict[str, str]:
    if not names:
        return {}
    if isinstance(names, Mapping):
        return {name: said or "" for name, said in names.items() if name and not name.isspace()}
    return dict.fromkeys(_names(names), "")


def _judge(module: str, name: str, key: AnswerKey) -> Judge:
    """Return the judge of a key, from a module that loads at the first use of such a key."""
    judge: Judge = getattr(import_module(f"quizzer.grading.{module}"), name)(key)
    return judge


KINDS: dict[str, Callable[[AnswerKey], Judge]] = {
    **dict.fromkeys(NAMED, partial(_judge, "names", "NameJudge")),
    "number": partial(_judge, "numbers", "CountJudge"),
    "year": partial(_judge, "numbers", "YearJudge"),
    "date": partial(_judge, "dates", "DateJudge"),
    "money": partial(_judge, "numbers", "MoneyJudge"),
    "duration": partial(_judge, "numbers", "DurationJudge"),
    "list": partial(_judge, "lists", "ListJudge"),
    "choice": partial(_judge, "choices", "ChoiceJudge"),
    "boolean": partial(_judge, "choices", "BooleanJudge"),
}
"""The makers of judges, by kind."""
