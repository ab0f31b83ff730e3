"""A bank's file, and the files that it includes, read against their shape: a `BankFile`, or every fault in them; and
where in them a question comes from.
"""

import contextlib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

import msgspec
import yaml

from quizzer.bank_files.broken import Around, parse_around
from quizzer.bank_files.faults import Fault, as_fault
from quizzer.bank_files.file_format import FORMAT, BankFile, QuestionEntry
from quizzer.bank_files.nodes import error, file_of, items_at, value_at
from quizzer.bank_files.values import ValueReader
from quizzer.bounds import LARGEST_BANK, MOST_BANK_FILES
from quizzer.errors import BankError, QuizzerError, shortened
from quizzer.facts.connections import names_in
from quizzer.facts.film import Film
from quizzer.files import read_text
from quizzer.grading import fold
from quizzer.question import Origin, Question


@dataclass
class Reading:
    """What came of reading a bank: its `faults`, and the `bank` unless an error is among them.

    `bank` holds what the included files have too. `films` and `questions` are those that could be read, with their
    places, whatever is wrong elsewhere. `files` are the texts that were read, by path, the bank's own first; `roots`
    are what they hold, as far as it is YAML; `slips` are the faults that keep the rest from being YAML.
    """

    file: str = ""
    faults: list[Fault] = field(default_factory=list)
    bank: BankFile | None = None
    films: list[tuple[yaml.Node, Film]] = field(default_factory=list)
    questions: list[tuple[yaml.Node, QuestionEntry]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    roots: list[yaml.Node] = field(default_factory=list)
    slips: list[Fault] = field(default_factory=list)
    _blind: set[tuple[str, int]] = field(default_factory=set)
    _titles: dict[str, str] = field(default_factory=dict)

    def title(self, file: str = "") -> str:
        """The title of a file, the bank's own if no other is named; without one the file's name."""
        path = file or self.file
        return self._titles.get(path) or os.path.splitext(os.path.basename(path))[0].replace("_", " ")  # noqa: PTH119, PTH122

    def text_of(self, node: yaml.Node) -> str:
        """The text of the file that a node stands in."""
        return self.files[file_of(node) or self.file]

    def in_order(self, faults: Iterable[Fault]) -> list[Fault]:
        """The faults as a person reads on: the bank's own file first, then those that it includes, line by line. Of a
        line with a slip nothing else is told."""
        order = {file: place for place, file in enumerate(self.files)}
        last = len(order)
        told = [one for one in faults if (one.file, one.line) not in self._blind or one in self.slips]
        return sorted(told, key=lambda one: (order.get(one.file or self.file, last), one.line, one.column))


def read_bank_file(path: str | os.PathLike[str]) -> Reading:
    """Reads a bank from its file and from those that it includes. What they say is judged in the result.

    Raises BankError if there is no such file, or if it is not text.
    """
    return read_bank_text(read_text(path, at_most=LARGEST_BANK, error=BankError), os.fspath(path))


Parsed: TypeAlias = Mapping[str, tuple[str, yaml.Node]]
"""Files by path: the text that stands for each, whatever stands on the disk, and the root of its nodes."""


def read_bank_text(text: str, file: str = "", parsed: Parsed = MappingProxyType({})) -> Reading:
    """Reads a bank whose text is that of `file`; without a file it can include none. It never raises for what the text
    says: the faults are in the result, file by file, in the order of their lines. Files that are `parsed` already are
    not parsed again."""
    return _BankReader(file, parsed).read(text)


class _BankReader:
    """Reads the files of one bank, each once, however often it is included."""

    def __init__(self, file: str, parsed: Parsed) -> None:
        self._parsed = parsed
        self._reading = Reading(file)
        self._values = ValueReader(self._reading.faults)
        self._parts: list[dict[str, Any]] = []
        self._met: set[tuple[int, int]] = set()
        self._open: list[tuple[tuple[int, int], str]] = []
        self._left = LARGEST_BANK

    def read(self, text: str) -> Reading:
        reading = self._reading
        if reading.file:
            with contextlib.suppress(OSError):  # a text may be read before there is a file
                self._open.append((identity(reading.file), reading.file))
        self._left -= len(text)
        self._read_part(text, "")
        if not any(fault.severity == "error" for fault in reading.faults):
            reading.bank = self._whole()
        reading.faults[:] = reading.in_order(reading.faults)
        return reading

    def _whole(self) -> BankFile:
        """One bank of all parts. The bank's own file, which names it, is the last part that was read."""
        reading, own = self._reading, self._parts[-1]
        licenses = dict.fromkeys(part["license"] for part in reversed(self._parts) if "license" in part)
        aliases: dict[str, tuple[str, ...]] = {}
        for part in self._parts:
            aliases = _joined(aliases, part.get("aliases", {}))
        if aliases:
            places: dict[str, list[int]] = {}
            for place, name in enumerate(aliases):
                places.setdefault(fold(name), []).append(place)
            listed = list(aliases.items())
            reading.films = [(node, _with_aliases(film, listed, places)) for node, film in reading.films]
        bank = msgspec.convert({**own, "films": (), "questions": ()}, BankFile)
        return msgspec.structs.replace(
            bank,
            license=", ".join(licenses) or None,
            aliases=aliases,
            films=tuple(film for _, film in reading.films),
            questions=tuple(entry for _, entry in reading.questions),
        )

    def _read_part(self, text: str, file: str) -> None:
        """Reads one file, those that it includes first. `file` is empty for the bank's own."""
        reading = self._reading
        path = file or reading.file
        reading.files[path] = text
        try:
            around = Around(self._parsed[path][1]) if path in self._parsed else parse_around(text, file)
        except BankError as trouble:
            reading.faults.append(as_fault(trouble, file))
            return
        root = around.root
        reading.faults += around.slips
        reading.slips += around.slips
        reading._blind.update((file, line) for line in around.blind)
        if not isinstance(root, yaml.MappingNode) and around.slips:
            return
        if root is None:
            what = "this file is empty" if file else "this bank is empty: it needs films or questions"
            reading.faults.append(Fault(1, 1, "error", what, file))
            return
        newer = _newer_format(root)
        if newer is not None:
            reading.faults.append(newer)
            return
        values = self._values.read_file(root, BankFile, "the bank", text)
        if values is None:
            return
        reading._titles[path] = values.get("title", "")
        for node, name in zip(items_at(root, "include"), values.get("include", ()), strict=False):
            self._include(node, name)
        self._keep(root, values)

    def _keep(self, root: yaml.Node, values: dict[str, Any]) -> None:
        defaults = values.get("defaults", {})
        self._parts.append(values)
        self._reading.roots.append(root)
        # What cannot be converted has its faults told already.
        for node, value in zip(items_at(root, "films"), values.get("films", ()), strict=False):
            with contextlib.suppress(msgspec.ValidationError):
                self._reading.films.append((node, msgspec.convert(value, Film)))
        for node, value in zip(items_at(root, "questions"), values.get("questions", ()), strict=False):
            lines = range(node.start_mark.line + 1, node.end_mark.line + 1) if self._reading._blind else ()
            if any((file_of(node), line) in self._reading._blind for line in lines):
                continue  # it is not read as it stands
            with contextlib.suppress(msgspec.ValidationError):
                entry = msgspec.convert(_with_defaults(value, defaults), QuestionEntry)
                entry = _with_choice(entry)
                if entry.answer and all(names and all(name.strip() for name in names) for names in entry.answer):
                    self._reading.questions.append((node, entry))

    def _include(self, node: yaml.Node, name: str) -> None:
        if not name:
            return  # that it is empty is told already
        try:
            found = find_included(name, file_of(node) or self._reading.file)
            if any(found.identity == one for one, _ in self._open):
                chain = " includes ".join([*(file for _, file in self._open), found.path])
                raise QuizzerError(f"a file cannot include itself: {chain}")
            if found.identity in self._met:
                return
            self._met.add(found.identity)
            if len(self._met) >= MOST_BANK_FILES:
                raise QuizzerError(f"a bank is made of at most {MOST_BANK_FILES} files")
            if found.size > self._left:
                raise QuizzerError(f"with this file the bank is larger than {LARGEST_BANK / 1_000_000:g} MB")
        except QuizzerError as trouble:
            self._reading.faults.append(error(node, str(trouble)))
            return
        try:
            known = self._parsed.get(found.path)
            text = known[0] if known else read_text(found.path, at_most=self._left, error=BankError)
        except BankError as trouble:
            self._reading.faults.append(as_fault(trouble, found.path))
            return
        self._left -= found.size
        self._open.append((found.identity, found.path))
        self._read_part(text, found.path)
        self._open.pop()


def _with_defaults(value: Any, defaults: dict[str, Any]) -> Any:
    """A question's values, with those that hold for all where it has none. Choices and lists tell their kind."""
    if not defaults or not isinstance(value, dict):
        return value
    telling = "choices" in value or len(value.get("answer", ())) > 1
    fitting = {key: one for key, one in defaults.items() if key != "kind" or not telling}
    tags = list(dict.fromkeys((*value.get("tags", ()), *defaults.get("tags", ()))))
    return {**fitting, **value, "tags": tags}


_LETTER = re.compile(r"\(?([A-Z])[).:]?", re.IGNORECASE)
_LETTERED = re.compile(r"\(?([A-Z])[).:] *\S.*", re.IGNORECASE)


def _with_choice(entry: QuestionEntry) -> QuestionEntry:
    """The entry with the choice in the place of its letter, if it is answered by the letter of one: A is the first."""
    only = entry.answer[0] if len(entry.answer) == 1 else ()
    letter = _LETTER.fullmatch(only[0]) if only and min(map(len, entry.choices), default=0) > 1 else None
    lettered = [_LETTERED.fullmatch(choice) for choice in entry.choices]
    letters = [one[1].upper() if one else chr(ord("A") + place) for place, one in enumerate(lettered)]
    if not letter or letter[1].upper() not in letters or len({one is None for one in lettered}) > 1:
        return entry
    return msgspec.structs.replace(entry, answer=((entry.choices[letters.index(letter[1].upper())], *only[1:]),))


def _with_aliases(film: Film, aliases: list[tuple[str, tuple[str, ...]]], places: dict[str, list[int]]) -> Film:
    """The film with the aliases of those in it; `places` tells where those of a folded name are listed."""
    fitting = sorted(place for folded in names_in(film) if folded in places for place in places[folded])
    if not fitting:
        return film
    return msgspec.structs.replace(film, aliases=_joined(film.aliases, dict(aliases[place] for place in fitting)))


def _joined(one: dict[str, tuple[str, ...]], other: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys((*one.get(name, ()), *other.get(name, ())))) for name in {**one, **other}}


def _newer_format(root: yaml.Node) -> Fault | None:
    """A newer format may have other keys and types: that is the one thing to say of it."""
    for value in items_at(root, "format") if isinstance(root, yaml.MappingNode) else ():
        if isinstance(value, yaml.ScalarNode) and value.value.isdecimal() and int(value.value[:9]) > FORMAT:
            found, newer = shortened(value.value), "install a newer quizzer"
            return error(value, f"this bank is in format {found}; this quizzer reads format {FORMAT}: {newer}")
    return None


_ONLY = "only what lies in it or below is included"


class Included(NamedTuple):
    """A file that is there: its `path` as messages name it, what tells it from every other, and its size in bytes."""

    path: str
    identity: tuple[int, int]
    size: int


def find_included(name: str, file: str) -> Included:
    """The file that `name` means in a bank at `file`.

    Raises QuizzerError, in words for its author, if there is none or if it lies elsewhere: names that lead out of the
    folder are refused, and so are links that do.
    """
    shown = repr(shortened(name))
    if not file:
        raise QuizzerError("a bank that is not a file cannot include others")
    if name.startswith("/") or any(sign in name for sign in "\\:") or not name.isprintable():
        raise QuizzerError(f"{shown} is not a path below this file's folder, such as parts/songs.yaml")
    if ".." in name.split("/"):
        raise QuizzerError(f"{shown} leads out of this file's folder; {_ONLY}")
    try:
        # A link to a bank stands for the bank, so what it includes lies where the bank does.
        folder = Path(file).resolve().parent
        path = (folder / name).resolve()
        if not path.is_relative_to(folder):
            raise QuizzerError(f"{shown} is a link out of this file's folder; {_ONLY}")
        if path.is_dir():
            raise QuizzerError(f"{shown} is a folder: name the files in it")
        if not path.is_file():
            missing = "is not an ordinary file" if path.exists() else "is not there"
            raise QuizzerError(f"{shown} {missing}; it is looked for in {folder}")
        base = str(folder) if Path(file).is_symlink() else os.path.dirname(file)  # noqa: PTH120 — "b.yaml" has none
        return Included(os.path.join(base, *name.split("/")), identity(path), path.stat().st_size)  # noqa: PTH118
    except (OSError, RuntimeError, ValueError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else str(trouble)
        raise QuizzerError(f"{shown} cannot be included: {reason}") from None


def identity(path: str | os.PathLike[str]) -> tuple[int, int]:
    """What tells a file from every other, by whatever name. Raises OSError."""
    found = Path(path).stat()
    return found.st_dev, found.st_ino


class Place(NamedTuple):
    """A line (from 1) of a file."""

    file: str
    line: int


class Places:
    """Where the questions of a bank come from: the entry of a hand-written one, the fact that another is made from.

    `readings` are the files that the bank was read from, `films` its films: what the files tell of one, put together.
    """

    def __init__(self, readings: Sequence[Reading], films: Iterable[Film]) -> None:
        self._entries = {
            entry.ask: (reading, node) for reading in reversed(readings) for node, entry in reversed(reading.questions)
        }
        self._films = {film.label: film for film in films}
        self._told: dict[str, list[tuple[Reading, yaml.Node, Film]]] = {}
        for reading in readings:
            for node, film in reading.films:
                for name in {film.label, film.imdb or film.label}:
                    self._told.setdefault(name, []).append((reading, node, film))

    def of(self, question: Question) -> Place | None:
        """Where a question comes from; None if none of the files shows it."""
        found = self.node_of(question)
        if found is None:
            return None
        reading, node = found
        return Place(file_of(node) or reading.file, node.start_mark.line + 1)

    def node_of(self, question: Question) -> tuple[Reading, yaml.Node] | None:
        """The reading and the node that a question comes from; None if none of the files shows it."""
        return self._entries.get(question.text) if question.origin is None else self._fact(question.origin)

    def _fact(self, origin: Origin) -> tuple[Reading, yaml.Node] | None:
        """The node of a fact where it is told first, or that of its film if no entry has it as the bank does."""
        film = self._films.get(origin.film)
        if film is None:
            return None
        told = [*self._told.get(film.imdb or "", ()), *self._told.get(film.label, ())]
        key, _, inner = origin.key.partition(".")
        for reading, node, one in told:
            values = getattr(one, key)
            if origin.index is not None:
                value = getattr(film, key)[origin.index]
                if value in values:
                    return reading, items_at(node, key)[values.index(value)]
            elif values and (not inner or getattr(values, inner)):
                found = value_at(node, key)
                return reading, (value_at(found, inner) if found and inner else found) or node
        return told[0][:2] if told else None
