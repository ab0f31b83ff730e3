"""A YAML file that is edited key by key: an edit touches its own lines alone, and is read again to see that it does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import yaml

from quizzer.bank_files.edits import edited, normal, rewritten
from quizzer.bank_files.faults import Fix
from quizzer.bank_files.nodes import parse_nodes, value_at
from quizzer.bank_files.placing import Value, appending, inserting, rewording, stuck, taking_out
from quizzer.bounds import MOST_VALUES
from quizzer.errors import BankError

Path: TypeAlias = Sequence[str | int]
"""The way to a value: keys, and places in lists from 0. A single value is the item 0 of a list of one."""


class Document:
    """A file's text. `written` is all of it, byte for byte; `text` is how it is read, `root` what it says (None for an
    empty one). A document does not change: each edit gives another.

    `file` is what its nodes say that they stand in; a `root` that is given was parsed from this very text. Raises
    BankError, with line and column, for a text that is not YAML, and for an edit that cannot be done by itself.
    """

    def __init__(self, written: str, file: str = "", root: yaml.Node | None = None) -> None:
        self.written = written
        self.text: str = normal(written)
        self.file = file
        self.root: yaml.Node | None = root or parse_nodes(self.text, file)

    def at(self, path: Path) -> yaml.Node | None:
        """The node of a value, None if there is none."""
        node = self.root
        for step in path:
            if isinstance(step, str):
                node = value_at(node, step) if isinstance(node, yaml.MappingNode) else None
            else:
                items = node.value if isinstance(node, yaml.SequenceNode) else [node]
                node = items[step] if step < len(items) else None
        return node

    def put(self, path: Path, value: Value, *, after: Sequence[str] = ()) -> Document:
        """With a value under the key that ends the path: its new one, or a new key after the last of those in `after`
        that are there, else at the end."""
        owner, key = self._owner(path), str(path[-1])
        if self.at(path) is None:
            return self._edited(owner, inserting(owner, key, value, self.text, after), path, value)
        return self._edited(owner, rewording(owner, key, value, self.text), path, value)

    def append(self, path: Path, *values: Value, after: Sequence[str] = ()) -> Document:
        """With more values in the list that the path leads to, in one edit however many they are."""
        node = self.at(path)
        if not values:
            return self
        if node is None:
            is_name = len(values) == 1 and isinstance(values[0], str)
            return self.put(path, values[0] if is_name else values, after=after)
        old = _plain(node)
        whole = [*(old if isinstance(old, list) else [old]), *map(_plain_value, values)]
        return self._edited(node, appending(node, values, self.text), path, whole)

    def append_words(self, path: Path, name: str, said: str, *, after: Sequence[str] = ()) -> Document:
        """With one more name in the list of names, or of names with words, that the path leads to."""
        node = self.at(path)
        if node is None:
            return self.put(path, {name: said} if said else name, after=after)
        if isinstance(node, yaml.MappingNode):
            return self._edited(node, inserting(node, name, said, self.text), [*path, name], said)
        if not said:
            return self.append(path, name)
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        words = {item.value: "" for item in items if isinstance(item, yaml.ScalarNode)} | {name: said}
        return self._edited(node, rewording(self._owner(path), str(path[-1]), words, self.text), path, words)

    def remove(self, path: Path) -> Document:
        """Without a value; without its key too if nothing is left of its list."""
        node, owner = self.at(path), self._owner(path)
        if node is None:
            raise BankError("there is nothing to take out")
        if isinstance(path[-1], int) and (not isinstance(owner, yaml.SequenceNode) or len(owner.value) == 1):
            return self.remove(path[:-1])
        return self._edited(node, [taking_out(owner, path[-1], self.text)], path, None)

    def with_comment(self, comment: str) -> Document:
        """With a comment in a line of its own at the end, the document itself where that would change what it says."""
        newline = "\r\n" if "\r\n" in self.written else "\n"
        end = "" if self.written.endswith("\n") else newline
        try:
            document = Document(f"{self.written}{end}# {comment}{newline}", self.file)
        except BankError:
            return self
        return document if _plain(document.root) == _plain(self.root) else self

    def replace(self, path: Path, edits: Sequence[Fix], value: Value) -> Document:
        """With edits of the text of a single value, which then reads as `value`."""
        node = self.at(path)
        assert node is not None
        return self._edited(node, edits, path, value)

    def _owner(self, path: Path) -> yaml.Node:
        owner = self.at(path[:-1])
        if owner is None:
            raise BankError("this file is empty: it needs films or questions", line=1, column=1)
        return owner

    def _edited(self, place: yaml.Node, edits: Sequence[Fix], path: Path, value: Any) -> Document:
        """The document with edits, if it then says what it said but for one value."""
        wanted = _changed(_plain(self.root), path, None if value is None else _plain_value(value))
        try:
            document = Document(rewritten(self.written, edits), self.file)
        except BankError:
            raise stuck(place, "YAML would not read it as it is meant") from None
        if document.text != edited(self.text, edits) or _plain(document.root) != wanted:
            raise stuck(place, "an alias (*name) or the way it is written would change something else too")
        return document


def _plain(root: yaml.Node | None) -> Any:
    """What a node says, as values that compare. A key that stands twice is there twice."""
    count = 0

    def plain(node: yaml.Node | None) -> Any:
        nonlocal count
        count += 1
        if count > MOST_VALUES:
            raise BankError("its aliases (*name) unfold to more than can be read", line=1, column=1)
        if isinstance(node, yaml.SequenceNode):
            return [plain(item) for item in node.value]
        if isinstance(node, yaml.MappingNode):
            pairs: dict[tuple[str, int], Any] = {}
            for key, value in node.value:
                name = key.value if isinstance(key, yaml.ScalarNode) else repr(plain(key))
                nth = 0
                while (name, nth) in pairs:
                    nth += 1
                pairs[name, nth] = plain(value)
            return pairs
        return node.value if node is not None else None

    return plain(root)


def _plain_value(value: Any) -> Any:
    if isinstance(value, dict):
        return {key if isinstance(key, tuple) else (key, 0): _plain_value(one) for key, one in value.items()}
    return [_plain_value(one) for one in value] if isinstance(value, list | tuple) else value


def _changed(tree: Any, path: Path, value: Any) -> Any:
    """What a tree says with another value at the end of a path; None takes it out."""
    step, rest = path[0], path[1:]
    if isinstance(step, int) and not isinstance(tree, list):
        return _changed(tree, rest, value) if rest else value
    place = step if isinstance(tree, list) else (step, 0)
    copy = tree.copy()
    if rest:
        copy[place] = _changed(tree[place], rest, value)
    elif value is None:
        del copy[place]
    else:
        copy[place] = value
    return copy
