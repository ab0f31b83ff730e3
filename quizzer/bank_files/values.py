"""Nodes and types walked together: out come values, or what is wrong with them.

Two short forms hold everywhere: where a list is expected, a single value stands for a list of one; where a mapping is
expected of which only the first key must be there, a bare text stands for a mapping with that key.
"""

import functools
from collections.abc import Callable
from typing import Any

import yaml
from msgspec import inspect
from rapidfuzz.distance import OSA

from quizzer.bank_files.faults import Fault, Fix
from quizzer.bank_files.nodes import TOO_MANY_VALUES, error, in_quotes
from quizzer.bounds import MOST_FAULTS, MOST_VALUES
from quizzer.errors import BankError, shortened
from quizzer.facts.film import CastMember
from quizzer.grading.wordlists import read_pairs

_YES, _NO = ("yes", "true", "on"), ("no", "false", "off")
# What other programs, and people, call the keys; of several the first that there is.
_OTHER_WORDS = read_pairs("other_keys", beside=__file__)

_NO_KEYS = {key: told for keys, told in read_pairs("no_keys", beside=__file__).items() for key in keys.split(", ")}

type_of = functools.cache(inspect.type_info)
"""What msgspec knows of a struct, looked up once."""


class ValueReader:
    """Walks nodes and types together. A value that is no use is left out, and said in `faults`."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        self.text = ""
        self._nodes = 0
        self._shapes: dict[type, _Shape] = {}

    def read_file(self, root: yaml.Node, wanted: type, name: str, text: str = "") -> Any:
        """What a file says, a struct of this type; None, and a fault, if it cannot be read to its end. `text` is that
        of the file, if faults are to be mended in it."""
        self.text = text
        try:
            return self.read(root, type_of(wanted), name)
        except BankError as trouble:
            self.faults.append(error(root, trouble.message))
            return None

    def read(self, node: yaml.Node, wanted: inspect.Type, name: str) -> Any:
        self._count(1)
        if isinstance(wanted, inspect.UnionType):
            wanted = next(member for member in wanted.types if not isinstance(member, inspect.NoneType))
        if isinstance(wanted, inspect.StructType):
            return self._struct(node, wanted, name)
        if isinstance(wanted, inspect.VarTupleType):
            return self._list(node, wanted, name)
        if isinstance(wanted, inspect.DictType):
            has_words = isinstance(wanted.value_type, inspect.StrType)
            return self._names_with_words(node, name) if has_words else self._names_with_names(node, wanted, name)
        return self._scalar(node, wanted, name)

    def _count(self, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MOST_VALUES:
            raise BankError(TOO_MANY_VALUES)

    def fault(self, node: yaml.Node, message: str, fix: Fix | None = None) -> None:
        self.faults.append(error(node, message, fix=fix))
        if len(self.faults) >= MOST_FAULTS:
            raise BankError(f"it has more than {MOST_FAULTS:,} faults: mend those that are told first")

    def _struct(self, node: yaml.Node, wanted: inspect.StructType, name: str) -> dict[str, Any]:
        shape = self._shapes.get(wanted.cls) or self._shapes.setdefault(wanted.cls, _Shape(wanted))
        if isinstance(node, yaml.ScalarNode) and shape.bare:
            return {shape.bare: self._scalar(node, shape.fields[shape.bare].type, shape.bare)}
        if not isinstance(node, yaml.MappingNode):
            keys = ", ".join(f"'{key}:'" for key in list(shape.fields)[:3])
            begun = node.value.lstrip("- ").partition(":")[0] if isinstance(node, yaml.ScalarNode) else ""
            hint = f": put a space after the colon of '{begun}:'" if begun in shape.fields else ""
            self.fault(node, f"{name} is made of keys such as {keys}, {_found(node)}{hint}")
            return {}
        if wanted.cls is CastMember and (part := _as_role(node)):
            self.fault(node, f"an actor and a part are written {part}")
            return {}
        node = self._without_next(node, wanted, shape, name)
        pairs = self._pairs(node, shape)
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value not in shape.fields:
                likely, is_sure = shape.likely(key.value[:60])
                hint = f"did you mean {likely!r}?" if likely else _what_else(node, key, shape)
                fix = _renaming(key, likely) if is_sure and likely not in pairs else None
                self.fault(key, f"unknown key {shortened(key.value)!r} in {name}: {hint}", fix)
                if likely:
                    pairs.setdefault(likely, value)  # what stands there is looked at too
        for required in shape.required:
            if required not in pairs:
                self.fault(node, f"{name} lacks {required!r}")
        values: dict[str, Any] = {}
        for key, value in pairs.items():
            if key not in shape.fields:
                continue
            told = len(self.faults)
            read = self.read(value, shape.fields[key].type, key)
            # Without a value that is no use the rest can be looked at in the same run.
            if len(self.faults) == told or key in shape.required or not isinstance(value, yaml.ScalarNode):
                values[key] = read
        return values

    def _without_next(
        self, node: yaml.MappingNode, wanted: inspect.StructType, shape: "_Shape", name: str
    ) -> yaml.MappingNode:
        """The entry without a second one that stands in it for want of a dash, which is read too."""
        keys = [key.value if isinstance(key, yaml.ScalarNode) else "" for key, _ in node.value]
        first = shape.required[0] if shape.required else ""
        second = keys.index(first, keys.index(first) + 1) if keys.count(first) > 1 else 0
        if not second or not {*shape.required} <= {*keys[:second], *(shape.likely(key)[0] for key in keys[:second])}:
            return node
        starts = [number for number, key in enumerate(keys) if key == first and number >= second]
        for start, end in zip(starts, [*starts[1:], len(keys)], strict=True):
            key, place = node.value[start][0], node.value[start][0].start_mark
            before = self.text[place.index - place.column : place.index]
            is_below = place.column == node.start_mark.column > 1 and not before.strip() and not node.flow_style
            fix = Fix(place.index - 2, place.index, "- ", f"a - stands before {first!r}") if is_below else None
            self.fault(key, f"{first!r} stands here a second time: is a - missing before it?", fix)
            self._struct(yaml.MappingNode(node.tag, node.value[start:end], place, node.end_mark), wanted, name)
        place = node.value[second][0].start_mark
        return yaml.MappingNode(node.tag, node.value[:second], node.start_mark, place, node.flow_style)

    def _pairs(self, node: yaml.MappingNode, shape: "_Shape | None" = None) -> dict[str, yaml.Node]:
        pairs: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fault(key, "a key must be a single word")
                continue
            if key.value in pairs:
                field = shape.fields.get(key.value) if shape else None
                is_list = field is not None and isinstance(field.type, inspect.VarTupleType)
                advice = "put what both say in one list" if is_list else "write it once"
                advice = "other names of it go under 'accept'" if key.value == "answer" else advice
                self.fault(key, f"{shortened(key.value)!r} stands here a second time: {advice}")
            pairs.setdefault(key.value, value)
        return pairs

    def _list(self, node: yaml.Node, wanted: inspect.VarTupleType, name: str) -> list[Any]:
        if isinstance(node, yaml.SequenceNode):
            if not node.value:
                self.fault(node, f"{name!r} is empty: write its value, or take the key out")
            return [self.read(item, wanted.item_type, _one_of(name)) for item in node.value]
        if isinstance(wanted.item_type, inspect.StructType) and isinstance(node, yaml.ScalarNode) and not node.value:
            self.fault(node, f"{name!r} is empty: write its value, or take the key out")
            return []
        return [self.read(node, wanted.item_type, name)]

    def _names_with_words(self, node: yaml.Node, name: str) -> dict[str, str]:
        """Names, or names with what to say: both come out as the latter. Nothing need be said."""
        self._count(len(node.value))
        if isinstance(node, yaml.MappingNode):
            pairs = self._pairs(node)
            said = {key: f"what to say to {key!r}" for key, value in pairs.items() if value.value}
            return {key: self._scalar(pairs[key], None, said[key]) if key in said else "" for key in pairs}
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return {self._scalar(item, None, _one_of(name)): "" for item in items}

    def _names_with_names(self, node: yaml.Node, wanted: inspect.DictType, name: str) -> dict[str, Any]:
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, f"{name!r} is made of names, each with its other names after a colon, {_found(node)}")
            return {}
        return {key: self.read(value, wanted.value_type, key) for key, value in self._pairs(node).items()}

    def _scalar(self, node: yaml.Node, wanted: inspect.Type | None, name: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            colon = ": quote a text with a colon and a space in it" if _is_sentence(node) else ""
            fix = _quoting(node, self.text) if colon else None
            self.fault(node, f"{name!r} must be a single value, {_found(node)}{colon}", fix)
            return ""
        text: str = node.value
        if node.tag.startswith("!"):  # YAML takes it for a type, and drops it
            self.fault(node, f"quote the value of {name!r}: it begins with an exclamation mark")
        elif not text.strip():
            self.fault(node, f"{name!r} is empty: write its value, or take the key out")
        elif isinstance(wanted, inspect.BoolType):
            if text.lower() not in _YES + _NO:
                self.fault(node, f"{name!r} must be yes or no, not {shortened(text)!r}")
            return text.lower() in _YES
        elif isinstance(wanted, inspect.IntType | inspect.FloatType):
            return self._number(node, text, wanted, name)
        elif isinstance(wanted, inspect.LiteralType) and text not in wanted.values:
            self.fault(node, f"{name!r} is one of {', '.join(map(str, wanted.values))}, not {shortened(text)!r}")
        return text

    def _number(
        self, node: yaml.Node, text: str, wanted: inspect.IntType | inspect.FloatType, name: str
    ) -> float | int:
        whole = isinstance(wanted, inspect.IntType)
        try:
            number: float | int = int(text) if whole else float(text)
        except ValueError:
            self.fault(node, f"{name!r} must be a {'whole ' if whole else ''}number, not {shortened(text)!r}")
            return 0
        low, high = wanted.ge, wanted.le
        if (low is not None and not number >= low) or (high is not None and not number <= high):
            bounds = f"from {low:g} to {high:g}" if high is not None else f"at least {low:g}"
            self.fault(node, f"{name!r} must be {bounds}, not {shortened(text)}")
        return number


class _Shape:
    """The keys of a struct: all, those that must be there, and the first if a bare text may stand for it."""

    def __init__(self, wanted: inspect.StructType) -> None:
        self.fields = {one.encode_name: one for one in wanted.fields}
        self.required = [name for name, one in self.fields.items() if one.required]
        first = next(iter(self.fields))
        self.bare = first if self.required == [first] else None
        self.likely: Callable[[str], tuple[str, bool]] = functools.cache(self._meant_by)

    def _meant_by(self, key: str) -> tuple[str, bool]:
        """The key that was meant by one that there is not, "" if that can't be told, and whether it must be that."""
        plain = key.lower().replace("_", " ")
        if "ask" in self.fields and plain in _NO_KEYS:
            return "", False
        others = [one for one in _OTHER_WORDS.get(plain, "").split(", ") if one in self.fields]
        if others:
            return others[0], True
        slips = sorted((OSA.distance(key.lower(), one), one) for one in self.fields)
        near = [one for slip, one in slips if slip <= max(1, len(key) // 3)]
        return (near[0], slips[0][0] <= 1 and all(slip > 1 for slip, _ in slips[1:2])) if near else ("", False)


def _what_else(node: yaml.MappingNode, key: yaml.ScalarNode, shape: _Shape) -> str:
    plain = key.value.lower().replace("_", " ")
    if "ask" in shape.fields and plain in _NO_KEYS:
        return _NO_KEYS[plain]
    if key.value == "<<":
        return "entries are not merged here; write what many questions share under 'defaults:' of the bank"
    if node.flow_style and any(one is key and value.value == "" for one, value in node.value):
        return "between { } a text with a comma needs quotation marks"
    return f"it may be one of {', '.join(shape.fields)}"


def _as_role(node: yaml.MappingNode) -> str:
    """An actor and a part that were written with a colon between them, as they ought to be; "" if it is not so."""
    pairs = [(key.value, value.value) for key, value in node.value]
    if len(pairs) != 1 or not all(isinstance(one, str) for one in pairs[0]) or not all(pairs[0]):
        return ""
    actor, character = pairs[0]
    fields = CastMember.__struct_fields__
    if actor in fields or " " not in actor:
        return ""
    return f"{{actor: {shortened(actor)}, character: {shortened(character)}}}"


def _is_sentence(node: yaml.Node) -> bool:
    """Whether what was read as a key and its value is a sentence with a colon in it."""
    if not isinstance(node, yaml.MappingNode) or node.flow_style or len(node.value) != 1:
        return False
    key, value = node.value[0]
    if not isinstance(key, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
        return False
    return " " in key.value or (key.value[:1].isupper() and " " in value.value)  # a speaker, and what is said


def _quoting(node: yaml.Node, text: str) -> Fix | None:
    """The fix that puts quotation marks around such a sentence; None for one that goes on in the next line."""
    start, end = node.start_mark.index, node.value[0][1].end_mark.index
    written = text[start:end]
    return None if "\n" in written or not written else Fix(start, end, in_quotes(written), "quoted")


def _renaming(key: yaml.ScalarNode, meant: str) -> Fix | None:
    """The fix that writes the key that was meant; None for one that does not stand there as it reads."""
    start, end = key.start_mark.index, key.end_mark.index
    done = f"{shortened(key.value)!r} is now {meant!r}"
    return Fix(start, end, meant, done) if end - start == len(key.value) else None


def _one_of(name: str) -> str:
    """What a single item of a list is called: "films" holds films, "cast" holds cast."""
    return {"films": "a film", "questions": "a question"}.get(name, name)


def _found(node: yaml.Node) -> str:
    kinds = {yaml.ScalarNode: "not a single text", yaml.SequenceNode: "not a list", yaml.MappingNode: "not keys"}
    return kinds.get(type(node), "not this")
