"""A bank's file edited without being written anew: comments, order and layout stay, and so does every other line.

Text in, text out, both byte for byte as the file has them. A question is named by its id, the author's or that which is
derived, or by its place among those of the file, from 0; a film by its label ("Alien (1979)"), or by its place. Every
function raises BankError, with line and column, for what is not there, and for what cannot be edited by itself; what an
edit gives was read again, and says what it said before but for what was to change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias
from zlib import crc32

import msgspec
import yaml

from quizzer.bank_files.documents import Document, Path
from quizzer.bank_files.faults import Fix
from quizzer.bank_files.file_format import QuestionEntry
from quizzer.bank_files.film_checks import CLOZED
from quizzer.bank_files.hand_written import HandWritten, read_hand_written
from quizzer.bank_files.nodes import items_at
from quizzer.bank_files.placing import Value, as_scalar
from quizzer.bank_files.reader import Reading, read_bank_text
from quizzer.bank_files.values import shortened
from quizzer.errors import BankError
from quizzer.facts.film import AlternateTitle, Gap
from quizzer.facts.wording import CLOZE
from quizzer.grading import fold

NameList: TypeAlias = Literal["accept", "reject", "prompt"]
Place: TypeAlias = str | int

LISTS: tuple[NameList, ...] = ("accept", "reject", "prompt")
"""A question's lists of names, in the order in which they are written."""


def add_name(written: str, question: Place, to: NameList, name: str, said: str = "") -> str:
    """With one more name in a list of a question. `said` is what to tell whoever gives it, in `reject` and `prompt`."""
    document = Document(written)
    path = [*_question(document, question), to]
    after = ("ask", "answer", *LISTS[: LISTS.index(to) + 1])
    if to == "accept":
        return document.append(path, name, after=after).written
    return document.append_words(path, name, said, after=after).written


def remove_name(written: str, question: Place, out_of: NameList, name: str) -> str:
    """Without a name in a list of a question, the key too if it was the only one."""
    document = Document(written)
    path = [*_question(document, question), out_of]
    node = document.at(path)
    if isinstance(node, yaml.MappingNode):
        names = [key.value for key, _ in node.value]
        if name in names:
            return document.remove([*path, name] if len(names) > 1 else path).written
    elif node is not None:
        for place, item in enumerate(node.value if isinstance(node, yaml.SequenceNode) else [node]):
            if item.value == name:
                return document.remove([*path, place]).written
    raise _missing(f"{shortened(name)!r} does not stand under {out_of!r}", node)


def set_field(written: str, question: Place, field: str, value: Value | None) -> str:
    """With another value for a key of a question; None takes the key out."""
    if field not in QuestionEntry.__struct_fields__:
        raise BankError(f"a question has no key {field!r}")
    document = Document(written)
    path = [*_question(document, question), field]
    if value is None:
        return document.remove(path).written
    return document.put(path, value).written


def drop_question(written: str, question: Place) -> str:
    """Without a question."""
    document = Document(written)
    return document.remove(_question(document, question)).written


def add_question(written: str, entry: QuestionEntry) -> str:
    """With one more hand-written question behind the others."""
    return Document(written).append(["questions"], _values(entry)).written


def add_questions(written: str, entries: Sequence[QuestionEntry]) -> str:
    """The same with several, in one edit."""
    return Document(written).extend(["questions"], [_values(entry) for entry in entries]).written


def change_question(written: str, question: Place, changes: Mapping[str, Value | None]) -> str:
    """With other values for keys of a question; None takes a key out."""
    for field, value in changes.items():
        written = set_field(written, question, field, value)
    return written


def add_title(written: str, film: Place, title: AlternateTitle) -> str:
    """With another title of a film."""
    document = Document(written)
    values: dict[str, str] = msgspec.to_builtins(title)
    value: Value = title.title if len(values) == 1 else values
    titles = ("title", "original_title", "year", "imdb", "also_known_as")
    return document.append([*_film(document, film), "also_known_as"], value, after=titles).written


def add_alias(written: str, film: Place | None, name: str, alias: str) -> str:
    """With one more alias of a name, in a film or for the whole bank (None)."""
    document = Document(written)
    path: Path = [*(() if film is None else _film(document, film)), "aliases"]
    node = document.at(path)
    if not isinstance(node, yaml.MappingNode):
        after = ("title", "license", "author", "description", "include", "defaults") if film is None else ()
        return document.put(path, {name: alias}, after=after).written
    known = next((key.value for key, _ in node.value if fold(key.value) == fold(name)), name)
    return document.append([*path, known], alias).written


def add_to_cloze(written: str, film: Place, sentence: str, answer: str, alias: str) -> str:
    """With one more right answer behind the bars of a cloze. `sentence` is the film's, as it is read, marks and all."""
    document = Document(written)
    base = _film(document, film)
    owner = document.at(base)
    assert owner is not None
    for key in CLOZED:
        for place, node in enumerate(items_at(owner, key) if isinstance(owner, yaml.MappingNode) else ()):
            if not isinstance(node, yaml.ScalarNode) or node.value != sentence:
                continue
            for mark in CLOZE.finditer(sentence):
                if " ".join(mark["answer"].split()) == answer:
                    return _with_another(document, [*base, key, place], node, mark, alias)
    raise _missing(f"no sentence of this film marks {shortened(answer)!r}", owner)


def _with_another(document: Document, path: Path, node: yaml.ScalarNode, mark: re.Match[str], alias: str) -> str:
    """With another name in a cloze, put in where the mark is written as it reads."""
    if not set("[]|").isdisjoint(alias):
        raise _missing("an answer with a bar or a square bracket cannot stand within [[ ]]", node)
    start, end = node.start_mark.index, node.end_mark.index
    if document.text.count(mark[0], start, end) != 1:
        raise _missing(f"{shortened(mark[0])!r} is not written there as it reads, or twice", node)
    at = document.text.index(mark[0], start, end) + len(mark[0]) - 2
    shown = as_scalar(alias)[1:-1] if node.style == '"' and as_scalar(alias).startswith('"') else alias
    shown = alias.replace("'", "''") if node.style == "'" else shown
    value = node.value[: mark.end() - 2] + f"|{alias}" + node.value[mark.end() - 2 :]
    return document.replace(path, [Fix(at, at, f"|{shown}", "")], value).written


def remove_gap(written: str, film: Place, gap: Gap) -> str:
    """Without a gap of a film, now that it is filled."""
    document = Document(written)
    base = _film(document, film)
    owner = document.at(base)
    wanted: dict[str, str] = msgspec.to_builtins(gap)
    for place, node in enumerate(items_at(owner, "gaps") if isinstance(owner, yaml.MappingNode) else ()):
        said = {key.value: one.value for key, one in node.value} if isinstance(node, yaml.MappingNode) else {}
        if (said or {"asks": node.value}) == wanted:
            return document.remove([*base, "gaps", place]).written
    raise _missing("this film has no such gap", owner)


def has_id(one: HandWritten, question: str) -> bool:
    """Whether a hand-written question goes by an id, be it with a mark of its text behind it."""
    made = one.question
    return made is not None and question in (made.id, f"{made.id}/{crc32(made.text.encode()):08x}")


def _values(entry: QuestionEntry) -> dict[str, Value]:
    """A hand-written question as the texts, lists and tables of its file, in the short forms."""
    values: dict[str, Any] = msgspec.to_builtins(entry)
    items = [_single(names) for names in values["answer"]]
    values["answer"] = items if isinstance(items[0], tuple | list) else _single(items)
    for key in ("reject", "prompt"):
        if key in values and not any(values[key].values()):
            values[key] = list(values[key])
    return {key: value if key == "answer" else _text(_single(value)) for key, value in values.items()}


def _single(value: Any) -> Any:
    return value[0] if isinstance(value, list | tuple) and len(value) == 1 else value


def _text(value: Any) -> Value:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, int | float) else value


def _question(document: Document, question: Place) -> list[str | int]:
    if isinstance(question, int):
        return _checked(document, "questions", question)
    reading = read_bank_text(document.text)
    found = [one for one in read_hand_written(reading)[0] if has_id(one, question)]
    # An id with a mark is that of a later question; without one it is the first's.
    return _checked(document, "questions", _place(reading, "questions", found[0].node) if found else -1, question)


def _film(document: Document, film: Place) -> list[str | int]:
    if isinstance(film, int):
        return _checked(document, "films", film)
    reading = read_bank_text(document.text)
    found = [node for node, one in reading.films if one.label == film]
    return _checked(document, "films", _place(reading, "films", found[0]) if found else -1, film)


def _place(reading: Reading, key: str, node: yaml.Node) -> int:
    return next(place for place, one in enumerate(items_at(reading.roots[-1], key)) if one is node)


def _checked(document: Document, key: str, place: int, name: str = "") -> list[str | int]:
    if place < 0 or document.at([key, place]) is None:
        raise BankError(f"{shortened(name or str(place))!r} is none of the {key} in this file")
    return [key, place]


def _missing(what: str, node: yaml.Node | None) -> BankError:
    if node is None:
        return BankError(what)
    return BankError(what, line=node.start_mark.line + 1, column=node.start_mark.column + 1)
