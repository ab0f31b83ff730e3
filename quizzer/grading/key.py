"""An answer key: what is right, what is wrong whatever it looks like, how strictly to rule; and the kinds of answer."""

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
    """The film that a key's answer belongs to. Whoever names it besides the answer says nothing wrong."""

    title: str = ""
    year: int | None = None
    directors: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    series: str = ""


class AnswerKey:
    """What decides whether a given answer is right. It does not change once it is made.

    `answer` is the expected answer as it is shown; `accept` are other names of it. `reject` and `prompt` are names, or
    names with what to say. `kind` is one of `quizzer.grading.KINDS`. With `question` given, words that stand in it need
    not be repeated. `year` is the film's own. `tolerance` is a number in the answer's own unit, or a share like "10%".
    For kind `list` the answer is a sequence of names, each a name or a tuple of aliases, and `need` of them (from 1;
    all, when it is not given) make it right. `choices` are what was to choose from, in the order in which it was shown.
    `about` is the film that the answer belongs to, an `AboutFilm` or a mapping with its fields ("title", "year",
    "directors", "actors", "series"): what is said of that beside the answer changes nothing. `strictness` is strict (no
    slips, no words more or less), standard or lenient (part of the answer is enough).

    Raises QuizzerError for an answer that is empty or no text, and for a kind, strictness, tolerance, `need` or `about`
    that cannot be.
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
            "".join(name for names in self.items for name in names)  # raises TypeError for what is no text
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
        """The expected answer and every other accepted name of it."""
        return (*(name for names in self.items for name in names), *self.accept)

    def asked(self, question: str, about: AboutFilm) -> AnswerKey:
        """The same key, of an answer to `question` that belongs to the film `about`."""
        key = AnswerKey.__new__(AnswerKey)
        key.__setstate__(self.__getstate__() | {"question": question, "about": about})
        return key

    def grade(self, given: str, canon: Canon | None = None) -> Verdict:
        """The verdict on `given`, with the other names that exist in `canon`. It never raises, whatever the text.

        What lies beyond 1,000 characters is not read, and the verdict's notes say so ("cut"). Raises QuizzerError for
        what is no text.
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
        self.about = None  # which what 0.1.0 wrote does not have
        for field, value in state.items():
            setattr(self, field, value)
        self._judge = None


Judge = Callable[[str, "Canon | None"], "Verdict"]
"""A function of a given answer and a canon (or None) that gives the `Verdict`; a key makes its own when first asked."""


def register_kind(name: str, prepare: Callable[[AnswerKey], Judge]) -> None:
    """Adds a kind of answer, or puts another judge in the place of one.

    A key of that kind calls `prepare` with itself when it is first asked, and gets the judge of its answers. Neither
    `prepare` nor the judge may raise, whatever the text. Raises QuizzerError for a name that is not a lower-case word.
    """
    if not (name.isidentifier() and name.islower()):
        raise QuizzerError(f"the name of a kind of answer must be one lower-case word, not {shown(name)}")
    KINDS[name] = prepare


def grade_many(pairs: Iterable[tuple[AnswerKey, str]], canon: Canon | None = None) -> list[Verdict]:
    """The verdicts on many answers, in their order; equal answers to one key are ruled on once."""
    known: dict[tuple[int, str], Verdict] = {}
    verdicts = []
    for key, given in pairs:
        asked = (id(key), given)
        if asked not in known:
            known[asked] = key.grade(given, canon)
        verdicts.append(known[asked])
    return verdicts


def _read_about(told: Mapping[str, Any] | AboutFilm | None) -> AboutFilm | None:
    """What a key is told of its film, as one value; None where that is nothing."""
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
    """Names that are not blank; one string is one name, never a row of letters."""
    if not names:  # as it mostly is
        return ()
    return tuple(name for name in ((names,) if isinstance(names, str) else names) if name and not name.isspace())


def _with_words(names: Iterable[str] | Mapping[str, str]) -> dict[str, str]:
    if not names:
        return {}
    if isinstance(names, Mapping):
        return {name: said or "" for name, said in names.items() if name and not name.isspace()}
    return dict.fromkeys(_names(names), "")


def _judge(module: str, name: str, key: AnswerKey) -> Judge:
    """The judge of a key: of a class in a module that loads when the first such key is asked."""
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
"""What makes the judge of a key, by kind."""
