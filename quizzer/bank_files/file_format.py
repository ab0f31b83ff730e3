"""The format of a bank file: its keys, their types, and which may be left out. FORMAT.md tells it with examples."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from quizzer.facts.film import USUAL_DIFFICULTY, Difficulty, Film
from quizzer.question import infer_kind

FORMAT = 1
"""The version of the format that this program reads and writes."""

Amount = Annotated[int, Meta(ge=1)]
Texts = tuple[str, ...]


class QuestionEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A hand-written question. `answer` holds its aliases item by item; it has one item unless the kind is list."""

    ask: str
    answer: tuple[Texts, ...]
    id: str | None = None
    accept: Texts = ()
    reject: dict[str, str] = {}
    prompt: dict[str, str] = {}
    kind: str | None = None
    category: str = "general"
    difficulty: Difficulty = USUAL_DIFFICULTY
    choices: Texts = ()
    need: Amount | None = None
    tolerance: str | None = None
    unit: str | None = None
    hints: Texts = ()
    explain: str = ""
    film: str | None = None
    media: str = ""
    tags: Texts = ()
    was: Texts = ()
    source: str = ""
    spoiler: bool = False
    draft: bool = False


class Defaults(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds for each question of the same file that says nothing else. `tags` come on top of a question's own;
    `kind` is for single answers without choices."""

    kind: str | None = None
    category: str | None = None
    difficulty: Difficulty | None = None
    film: str | None = None
    source: str | None = None
    tags: Texts = ()
    spoiler: bool | None = None
    draft: bool | None = None


class BankFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole file. `include` names files whose films, questions and aliases are this bank's too; `aliases` are other
    names of whoever and whatever is an answer in the bank."""

    format: Annotated[int, Meta(ge=1)] = FORMAT
    title: str | None = None
    license: str | None = None
    author: str | None = None
    about: str | None = None
    description: str | None = None
    include: Texts = ()
    defaults: Defaults | None = None
    aliases: dict[str, Texts] = {}
    films: tuple[Film, ...] = ()
    questions: tuple[QuestionEntry, ...] = ()


def kind_of(entry: QuestionEntry) -> str:
    """The kind of answer that a question asks for: the author's, or what the answer's shape tells."""
    return entry.kind or infer_kind([item[0] for item in entry.answer], entry.choices)


def short_form(entry: QuestionEntry) -> dict[str, Any]:
    """A hand-written question as its file has it: texts, lists and tables under keys, only those that say something. A
    list of one is its value, and names with nothing to say are a list."""
    usual = QuestionEntry(ask="", answer=())
    # msgspec leaves out what is a default itself, not what is equal to one.
    told: dict[str, Any] = msgspec.to_builtins(entry)
    values = {key: value for key, value in told.items() if getattr(entry, key) != getattr(usual, key)}
    items = [single(names) for names in entry.answer]
    values["answer"] = items if isinstance(items[0], tuple | list) else single(items)
    for key in ("reject", "prompt"):
        if key in values and not any(values[key].values()):
            values[key] = list(values[key])
    return {key: value if key == "answer" else as_text(single(value)) for key, value in values.items()}


def single(value: Any) -> Any:
    """A list of one as its value."""
    return value[0] if isinstance(value, list | tuple) and len(value) == 1 else value


def as_text(value: Any) -> Any:
    """A truth value or a number as an author writes it; other values as they are."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, int | float) else value
