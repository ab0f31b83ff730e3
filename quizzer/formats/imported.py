"""What comes of reading another program's file: questions, faults, and what a bank cannot hold."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zlib import crc32

import msgspec

from quizzer.bank_files.file_format import QuestionEntry, kind_of
from quizzer.bank_files.hand_written import unreadable
from quizzer.bounds import LONGEST_TEXT
from quizzer.errors import SourceError, shortened
from quizzer.facts.wording import slug
from quizzer.formats.texts import clean_line, clean_text
from quizzer.grading import KINDS, fold
from quizzer.question import infer_kind

Line = int | None | Callable[[], int | None]
"""The line of a file (from 1), or what finds it once it is asked for."""

_PLAIN = re.compile("[0-9A-Za-z]")
Items = tuple[tuple[str, ...], ...]
"""Answers that are all wanted, each with its aliases."""

# Questions that mean nothing without their choices.
_ASKS_FOR_A_CHOICE = re.compile(
    r"\b(?:which (?:one )?of\b|of th(?:e|ese|ose) |these|the following|NOT\b|(?:all|none) of|true or false)|[_…:]\s*$"
)


@dataclass
class Imported:
    """The questions of one file. `faults` tell what could not be read, `lost` what a bank has no room for, and how
    often."""

    file: str = ""
    title: str = ""
    license: str = ""
    author: str = ""
    description: str = ""
    entries: list[QuestionEntry] = field(default_factory=list)
    faults: list[SourceError] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)

    def fault(self, message: str, line: Line = None) -> None:
        """Tells of something that cannot be read."""
        self.faults.append(SourceError(message, file=self.file, line=line() if callable(line) else line))

    def add(
        self,
        ask: str,
        answers: Sequence[str],
        *,
        line: Line = None,
        items: Sequence[Sequence[str]] = (),
        choices: Sequence[str] = (),
        reject: Mapping[str, str] | None = None,
        prompt: Mapping[str, str] | None = None,
        hints: Iterable[str] = (),
        explain: str = "",
        category: str = "",
        kind: str | None = None,
        **fields: Any,
    ) -> None:
        """Adds a question, its texts tidied; a fault instead if it has no text or no answer.

        `answers` are the answer and its other names. Answers that are all wanted come as `items`, each with its
        aliases. The rest are fields of a QuestionEntry; a kind that the answer is none of is left out, and told.
        """
        if max(len(ask), len(explain), *map(len, answers), 0) > LONGEST_TEXT:
            return self.fault(f"a text of this question has more than {LONGEST_TEXT:,} characters", line)
        ask = clean_text(ask)
        right = _distinct(clean_line(answer) for answer in answers)
        wanted = _items(items) or tuple((answer,) for answer in right[:1])
        if not ask or not wanted or not (_PLAIN.search(wanted[0][0]) or fold(wanted[0][0])):
            return self.fault(
                "the question has no text" if not ask else f"no answer to “{shortened(clean_line(ask))}”", line
            )
        given = _distinct(clean_line(choice) for choice in choices)
        if given and not {wanted[0][0], *right} & set(given):
            given = (*given, wanted[0][0])
        taken = {name.casefold() for name in (*right, *(name for item in wanted for name in item))}
        rejected = _with_words(reject, taken)
        self.entries.append(
            QuestionEntry(
                ask=ask,
                answer=wanted,
                accept=right if items else right[1:],
                choices=given,
                reject=rejected,
                prompt=_with_words(prompt, taken | {name.casefold() for name in rejected}),
                hints=_distinct(clean_text(hint) for hint in hints),
                explain=clean_text(explain),
                category=clean_line(category) or "general",
                kind=self._kind(kind or "", wanted, given),
                **{name: tidy for name, value in fields.items() if (tidy := _tidy(value)) not in ("", ())},
            )
        )
        return None

    def _kind(self, kind: str, wanted: Items, choices: tuple[str, ...]) -> str | None:
        """The kind of an answer, None where its shape tells it. What only looks like a number or a date is a text."""
        if not kind or kind == infer_kind([item[0] for item in wanted], choices):
            return _kind_by_shape(wanted, choices)
        possible = kind in KINDS and (kind != "choice" or choices) and (kind == "list" or len(wanted) == 1)
        if not possible or unreadable(wanted[0][0], kind):
            self.lost["kinds that the answer is not of"] += 1
            return _kind_by_shape(wanted, choices)
        return kind


def in_one_bank(files: Sequence[Imported], *, free_text: bool = False) -> Imported:
    """What several files hold as one bank: each question once, each id at one question alone.

    With `free_text` choices are left out where the question makes sense without them.
    """
    whole = Imported(file=files[0].file if len(files) == 1 else "")
    for name in ("title", "license", "author", "description"):
        setattr(whole, name, ", ".join(_distinct(getattr(one, name) for one in files)))
    ids: set[str] = set()
    by_text: dict[tuple[str, Items], dict[str, int]] = {}
    for one in files:
        whole.faults += sorted(one.faults, key=lambda fault: fault.line or 0)
        whole.lost += one.lost
        for read in one.entries:
            entry = _without_choices(read) if free_text and read.choices else read
            places = by_text.setdefault((entry.ask, entry.answer), {})
            if entry.media in places:
                place = places[entry.media]
                names = dict.fromkeys((*whole.entries[place].accept, *entry.accept))
                whole.entries[place] = msgspec.structs.replace(whole.entries[place], accept=tuple(names))
                whole.lost["questions that were there already"] += 1
                continue
            if places and entry.id is None:  # the same words about another picture
                mark = f"{crc32(entry.media.encode('utf-8', 'replace')):08x}"
                entry = msgspec.structs.replace(entry, id=f"{slug(entry.answer[0][0])}/{mark}")
            if entry.id in ids:
                entry = msgspec.structs.replace(entry, id=None)
                whole.lost["ids that stand at two questions"] += 1
            places[entry.media] = len(whole.entries)
            ids.update([entry.id] if entry.id else [])
            whole.entries.append(entry)
    return whole


def fields_of_tags(tags: Sequence[str], pattern: re.Pattern[str]) -> dict[str, Any]:
    """The fields that tags tell with a key and a value, the two groups of `pattern`, and the other tags."""
    fields: dict[str, Any] = {}
    for key, value in (found.groups() for tag in tags if (found := pattern.fullmatch(tag))):
        if key != "difficulty":
            fields[key] = value
        elif value in ("1", "2", "3", "4", "5"):
            fields[key] = int(value)
    if others := tuple(tag for tag in tags if not pattern.fullmatch(tag)):
        fields["tags"] = others
    return fields


def by_content(imported: Imported) -> Imported:
    """The questions of a file, with choices in the order of their letters where the right one stands at the same place
    throughout: who writes so relies on a program that mixes them."""
    places = {
        entry.choices.index(entry.answer[0][0])
        for entry in imported.entries
        if len(entry.choices) > 1 and entry.answer[0][0] in entry.choices
    }
    asked = sum(len(entry.choices) > 1 for entry in imported.entries)
    if len(places) > 1 or asked < 2:
        return imported
    tidy = [msgspec.structs.replace(entry, choices=in_order(entry.choices)) for entry in imported.entries]
    return replace(imported, entries=tidy)


def in_order(choices: Iterable[str]) -> tuple[str, ...]:
    """Choices by their letters, numbers by their size: an order that tells nothing."""
    parts = re.compile(r"(\d{1,9})")

    def order(choice: str) -> list[tuple[int, str]]:
        return [(int(part), "") if part.isdecimal() else (0, part) for part in parts.split(choice.casefold())]

    return tuple(sorted(choices, key=order))


def _without_choices(entry: QuestionEntry) -> QuestionEntry:
    if _ASKS_FOR_A_CHOICE.search(entry.ask):
        return entry
    right = {entry.answer[0][0], *entry.accept}
    wrong = {choice: entry.reject.get(choice, "") for choice in entry.choices if choice not in right}
    kind = _kind_by_shape(entry.answer, ()) if entry.kind in (None, "choice") else entry.kind
    free = msgspec.structs.replace(entry, kind=kind, choices=())
    by_name = kind_of(free) in ("text", "person", "character", "title")
    return msgspec.structs.replace(free, reject=entry.reject | wrong) if by_name else free


def _kind_by_shape(wanted: Items, choices: tuple[str, ...]) -> str | None:
    """What kind to write for an answer: None where its shape tells it, "text" where it only looks like a number or a
    date."""
    shape = infer_kind([item[0] for item in wanted], choices)
    return "text" if unreadable(wanted[0][0], shape) else None


def _items(items: Iterable[Iterable[str]]) -> Items:
    tidy = (_distinct(clean_line(name) for name in item) for item in items)
    found = {fold(item[0]): item for item in tidy if item}
    return tuple(item for folded, item in found.items() if folded)


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return clean_line(value)
    return _distinct(clean_line(text) for text in value) if isinstance(value, tuple | list) else value


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _with_words(names: Mapping[str, str] | None, taken: set[str]) -> dict[str, str]:
    tidy = {clean_line(name): clean_line(said) for name, said in (names or {}).items()}
    return {name: said for name, said in tidy.items() if name and name.casefold() not in taken}
