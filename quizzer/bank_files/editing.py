"""A bank edited without being written anew: comments, order and layout stay, and so does every other line."""

from __future__ import annotations

import contextlib
import pathlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, TypeAlias
from zlib import crc32

import yaml

from quizzer.bank_files.documents import Document, Path
from quizzer.bank_files.edits import alone_in, check_writable, diff, folder_of, normal, replace_text, written_as
from quizzer.bank_files.faults import Fault, Fix, as_error
from quizzer.bank_files.file_format import QuestionEntry, short_form
from quizzer.bank_files.film_checks import CLOZED, faults_in
from quizzer.bank_files.hand_written import HandWritten, read_hand_written
from quizzer.bank_files.nodes import file_of, items_at
from quizzer.bank_files.placing import Value, escaped
from quizzer.bank_files.reader import Reading, read_bank_file, read_bank_text
from quizzer.errors import BankError, shortened
from quizzer.facts.wording import CLOZE
from quizzer.grading import fold

NameList: TypeAlias = Literal["accept", "reject", "prompt"]

LISTS: tuple[NameList, ...] = ("accept", "reject", "prompt")
"""A question's lists of names, in the order in which they are written."""


class EditedBank:
    """A bank whose files are edited, its own and those that it includes: their texts, what they say, and edits of both.

    Each edit is read again, and says what was said before but for what was to change; no line but its own is touched.
    Nothing is written before `save`. A file is parsed once, and once more for each edit of it. `written` is the text of
    the bank's own file, byte for byte, for a bank that is not to be read from `path`.

    Raises BankError, with file, line and column, for a bank that has errors in its shape, for what is not there, and
    for what cannot be edited by itself; QuizzerError for a file that is not in UTF-8.
    """

    def __init__(self, path: str = "", written: str | None = None) -> None:
        self.path = path
        self._documents: dict[str, Document] = {}
        self._before: dict[str, str] = {}
        self._locked: set[pathlib.Path] = set()
        self.reading = reading = read_bank_file(path) if written is None else read_bank_text(normal(written), path)
        self.refuse(reading.faults)
        self._parsed = {file_of(root) or path: (reading.text_of(root), root) for root in reading.roots}
        if written is not None:
            self._keep(path, Document(written, root=reading.roots[-1]))

    @classmethod
    @contextlib.contextmanager
    def alone(cls, path: str, *files: str) -> Iterator[EditedBank]:
        """The bank, while all other programs wait that edit banks in its folder, or in those of the `files`."""
        folders = {folder_of(file) for file in (path, *files)}
        with alone_in(folders):
            bank = cls(path)
            bank._locked = folders
            yield bank

    @cached_property
    def reading(self) -> Reading:
        """What the files say now, edits and all."""
        return read_bank_text(self._parsed[self.path][0], self.path, self._parsed)

    @property
    def questions(self) -> list[HandWritten]:
        """The hand-written questions, drafts too, where they stand now."""
        return self._asked[0]

    @property
    def faults(self) -> list[Fault]:
        """The faults of the hand-written questions and of the films, as the files are now."""
        return [*self._asked[1], *faults_in(self.reading)]

    @cached_property
    def _asked(self) -> tuple[list[HandWritten], list[Fault]]:
        return read_hand_written(self.reading)

    @property
    def diff(self) -> list[str]:
        """The edits that are not saved yet, as a patch shows them."""
        return [line for file, texts in self.changes.items() for line in diff(file, *texts)]

    @property
    def changes(self) -> dict[str, tuple[str, str]]:
        """The files that were edited since they were read or saved: their texts before and now, byte for byte."""
        found = {file: (self._before[file], one.written) for file, one in self._documents.items()}
        return {file: texts for file, texts in found.items() if texts[0] != texts[1]}

    def refuse(self, faults: Iterable[Fault]) -> None:
        """Raises BankError for the first error among these faults; warnings are none."""
        found = self.reading.in_order(faults)
        if any(fault.severity == "error" for fault in found):
            raise as_error(found, self.path)

    def question(self, wanted: str | HandWritten | yaml.Node) -> EditedQuestion:
        """A hand-written question, by its id (the author's or that which is derived) or by what was read of it."""
        if isinstance(wanted, str):
            # An id with a mark is that of a later question; without one it is the first's.
            found = next((one for one in self.questions if has_id(one, wanted)), None)
            if found is None:
                raise BankError(f"{shortened(wanted)!r} is none of the questions in this bank", file=self.path)
            wanted = found
        node = wanted.node if isinstance(wanted, HandWritten) else wanted
        return EditedQuestion(self, *self._place("questions", node))

    def film(self, wanted: str | yaml.Node) -> EditedFilm:
        """A film, by its label ("Alien (1979)"; the first of several) or by its node."""
        if isinstance(wanted, str):
            node = next((node for node, film in self.reading.films if film.label == wanted), None)
            if node is None:
                raise BankError(f"the film {shortened(wanted)!r} is no longer in the bank", file=self.path)
            wanted = node
        return EditedFilm(self, *self._place("films", wanted))

    def add_questions(self, entries: Sequence[QuestionEntry], file: str = "") -> None:
        """Adds hand-written questions after the others of a file; without one, of the bank's own."""
        values = [short_form(entry) for entry in entries]
        self.edit(file or self.path, lambda document: document.append(["questions"], *values))

    def add_comment(self, comment: str, file: str = "") -> None:
        """Adds a comment at the end of a file, in a line of its own; nothing where it would change what the file
        says."""
        self.edit(file or self.path, lambda document: document.with_comment(comment))

    def edit(self, file: str, change: Callable[[Document], Document]) -> None:
        """Puts in the place of a file's document what a function makes of it."""
        try:
            self._keep(file, change(self.document(file)))
        except BankError as trouble:
            raise BankError(trouble.message, file=file, line=trouble.line, column=trouble.column) from None

    def document(self, file: str) -> Document:
        """The document of a file, as it is now."""
        if file not in self._documents:
            text, root = self._parsed[file]
            self._documents[file] = Document(written_as(file, text), file_of(root), root)
            self._before[file] = self._documents[file].written
        return self._documents[file]

    def save(self) -> None:
        """Writes the files that were edited, each whole or not at all.

        Raises QuizzerError if one of them was changed meanwhile or cannot be written; it is as it was then.
        """
        changes = self.changes
        for file in changes:
            check_writable(file)
        with alone_in({folder_of(file) for file in changes} - self._locked):
            for file, (before, after) in changes.items():
                replace_text(file, before, after)
                self._before[file] = after

    def _keep(self, file: str, document: Document) -> None:
        self._before.setdefault(file, document.written)
        if document is self._documents.get(file):
            return
        self._documents[file] = document
        assert document.root is not None
        self._parsed[file] = (document.text, document.root)
        for outdated in ("reading", "_asked"):
            vars(self).pop(outdated, None)

    def _place(self, key: str, node: yaml.Node) -> tuple[str, list[str | int]]:
        root = next(root for root in self.reading.roots if file_of(root) == file_of(node))
        return file_of(node) or self.path, [key, next(n for n, one in enumerate(items_at(root, key)) if one is node)]


class _Entry:
    """A question or a film of an edited bank, at its place in a file. It stays that one until one before it is taken
    out. Each method edits the bank, and raises BankError as that does."""

    def __init__(self, bank: EditedBank, file: str, base: list[str | int]) -> None:
        self.bank = bank
        self.file = file
        self._base = base

    @property
    def node(self) -> yaml.Node:
        """Its node, as it stands now."""
        node = self.bank.document(self.file).at(self._base)
        assert node is not None
        return node

    def put(self, path: Path, value: Value, *, after: Sequence[str] = ()) -> None:
        """Puts a value under a key: its new one, or a new key after the last of those in `after` that are there."""
        self.bank.edit(self.file, lambda document: document.put([*self._base, *path], value, after=after))

    def append(self, path: Path, value: Value, *, after: Sequence[str] = ()) -> None:
        """Puts one more value in a list."""
        self.bank.edit(self.file, lambda document: document.append([*self._base, *path], value, after=after))

    def remove(self, path: Path = ()) -> None:
        """Takes a value out, its key too if nothing is left of its list; without a path, all of this."""
        self.bank.edit(self.file, lambda document: document.remove([*self._base, *path]))

    def at(self, path: Path) -> yaml.Node | None:
        """The node of a value in it, None if there is none."""
        return self.bank.document(self.file).at([*self._base, *path])

    def _missing(self, what: str, node: yaml.Node | None = None) -> BankError:
        mark = (node or self.node).start_mark
        return BankError(what, file=self.file, line=mark.line + 1, column=mark.column + 1)


class EditedQuestion(_Entry):
    """A hand-written question that is edited."""

    @property
    def entry(self) -> QuestionEntry:
        """What it says now. Raises BankError if that can no longer be read."""
        node = self.node
        found = next((entry for one, entry in self.bank.reading.questions if one is node), None)
        if found is None:
            self.bank.refuse(self.bank.reading.faults)
            raise self._missing("it can't be read any more")
        return found

    def add_name(self, to: NameList, name: str, said: str = "") -> None:
        """Puts one more name in a list; `said` is what to tell whoever gives it, in `reject` and `prompt`."""
        after = ("ask", "answer", *LISTS[: LISTS.index(to) + 1])
        if to == "accept":
            self.append([to], name, after=after)
        else:
            path = [*self._base, to]
            self.bank.edit(self.file, lambda document: document.append_words(path, name, said, after=after))

    def remove_name(self, out_of: NameList, name: str) -> None:
        """Takes a name out of a list, the key too if it was the only one."""
        node = self.at([out_of])
        if isinstance(node, yaml.MappingNode):
            names = [key.value for key, _ in node.value]
            if name in names:
                return self.remove([out_of, name] if len(names) > 1 else [out_of])
        elif node is not None:
            for place, item in enumerate(node.value if isinstance(node, yaml.SequenceNode) else [node]):
                if item.value == name:
                    return self.remove([out_of, place])
        raise self._missing(f"{shortened(name)!r} does not stand under {out_of!r}", node)

    def change(self, changes: Mapping[str, Value | None]) -> None:
        """Gives keys other values; None takes a key out."""
        for field, value in changes.items():
            if field not in QuestionEntry.__struct_fields__:
                raise self._missing(f"a question has no key {field!r}")
            if value is None:
                self.remove([field])
            else:
                self.put([field], value)


class EditedFilm(_Entry):
    """A film that is edited."""

    def add_alias(self, name: str, alias: str) -> None:
        """Puts one more alias of a name in the film's table of them."""
        node = self.at(["aliases"])
        if not isinstance(node, yaml.MappingNode):
            return self.put(["aliases"], {name: alias})
        known = next((key.value for key, _ in node.value if fold(key.value) == fold(name)), name)
        return self.append(["aliases", known], alias)

    def add_to_cloze(self, sentence: str, answer: str, alias: str) -> None:
        """Puts one more right answer after the bars of a cloze. `sentence` is the film's, as it is read, marks and
        all."""
        owner = self.node
        for key in CLOZED:
            for place, node in enumerate(items_at(owner, key) if isinstance(owner, yaml.MappingNode) else ()):
                if not isinstance(node, yaml.ScalarNode) or node.value != sentence:
                    continue
                for mark in CLOZE.finditer(sentence):
                    if " ".join(mark["answer"].split()) == answer:
                        return self._with_another([key, place], node, mark, alias)
        raise self._missing(f"no sentence of this film marks {shortened(answer)!r}")

    def _with_another(self, path: Path, node: yaml.ScalarNode, mark: re.Match[str], alias: str) -> None:
        """Puts another name in a cloze, where the mark is written as it reads."""
        if not set("[]|").isdisjoint(alias):
            raise self._missing("an answer with a bar or a square bracket cannot stand within [[ ]]", node)
        text = self.bank.document(self.file).text
        start, end = node.start_mark.index, node.end_mark.index
        if text.count(mark[0], start, end) != 1:
            raise self._missing(f"{shortened(mark[0])!r} is not written there as it reads, or twice", node)
        at = text.index(mark[0], start, end) + len(mark[0]) - 2
        shown = alias.replace("'", "''") if node.style == "'" else escaped(alias) if node.style == '"' else alias
        value = node.value[: mark.end() - 2] + f"|{alias}" + node.value[mark.end() - 2 :]
        edits = [Fix(at, at, f"|{shown}")]
        self.bank.edit(self.file, lambda document: document.replace([*self._base, *path], edits, value))


def has_id(one: HandWritten, question: str) -> bool:
    """Whether a hand-written question goes by an id, be it with a mark of its text after it."""
    made = one.question
    return made is not None and question in (made.id, f"{made.id}/{crc32(made.text.encode()):08x}")
