"""Where in a file's text a value is put in or taken out, so that nothing else there is touched."""

import re
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import TypeAlias

import yaml

from quizzer.bank_files.faults import Fix
from quizzer.bank_files.nodes import in_quotes, scalars_in
from quizzer.errors import BankError


def stuck(place: yaml.Node, why: str) -> BankError:
    """What to raise where a program cannot edit a file by itself; `why` says it in words."""
    line, column = place.start_mark.line + 1, place.start_mark.column + 1
    return BankError(f"this cannot be edited by a program: {why}; edit it by hand", line=line, column=column)


_COMMENT = "a comment would be lost"


def inserting(owner: yaml.Node, key: str, value: "Value", text: str, after: Sequence[str] = ()) -> list[Fix]:
    """A new key of a mapping, after the last of those in `after` that it has, else at the end."""
    if not isinstance(owner, yaml.MappingNode):
        raise stuck(owner, "it is a single text where keys are needed")
    if not owner.value:
        end = owner.end_mark.index - 1
        return [Fix(end, end, f"{as_scalar(key)}: {as_flow(value)}")]
    pair = next((pair for pair in reversed(owner.value) if pair[0].value in after), owner.value[-1])
    end = _end_of_pair(pair, text)
    if owner.flow_style:
        return [Fix(end, end, f", {as_scalar(key)}: {as_flow(value)}")]
    indent = owner.value[0][0].start_mark.column
    return _new_lines(end, indent, [f"{as_scalar(key)}:{as_block(value, indent + 2)}"], text)


def appending(node: yaml.Node, values: "Sequence[Value]", text: str) -> list[Fix]:
    """More values of a list, or after a single value that stands for a list of one."""
    inner = ", ".join(map(as_flow, values))
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        dash = text.rfind("-", 0, node.value[0].start_mark.index)
        indent = dash - text.rfind("\n", 0, dash) - 1
        return _new_lines(
            _end(node, text), indent, (f"-{as_block(value, indent + 2, under_key=False)}" for value in values), text
        )
    if isinstance(node, yaml.SequenceNode):
        if not node.value:
            end = node.end_mark.index - 1
            return [Fix(end, end, inner)]
        end = _end(node.value[-1], text)
        return [Fix(end, end, f", {inner}")]
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        raise stuck(node, "it is a single entry over several lines; put '- ' before it first")
    if _is_block_text(node):
        raise stuck(node, "it is a text after | or >")
    start, end = node.start_mark.index, node.end_mark.index
    if _is_blank(node):
        return [Fix(start, end, f" [{inner}]" if text[start - 1 : start] == ":" else f"[{inner}]")]
    if isinstance(node, yaml.ScalarNode) and not node.style and as_scalar(node.value) != node.value:
        # What may stand plain in a line of its own may not within brackets.
        return [Fix(start, end, f"[{as_scalar(node.value)}, {inner}]")]
    return [Fix(start, start, "["), Fix(end, end, f", {inner}]")]


def rewording(owner: yaml.Node, key: str, value: "Value", text: str) -> list[Fix]:
    """Another value for a key that is there."""
    assert isinstance(owner, yaml.MappingNode)
    name, old = next(pair for pair in owner.value if pair[0].value == key)
    start, end = old.start_mark.index, _end_of_pair((name, old), text)
    if _is_blank(old):
        colon = text.find(":", name.end_mark.index) + 1
        return [Fix(colon, colon, f" {as_flow(value)}")]
    if end < start:
        raise stuck(owner, "it stands elsewhere, after an anchor (&name)")
    if _is_block_text(old) or (isinstance(old, yaml.CollectionNode) and not old.flow_style):
        start = text.find(":", name.end_mark.index) + 1
        if "#" in _without_scalars(old, start, end, text):
            raise stuck(owner, _COMMENT)
        return [Fix(start, end, f" {as_flow(value)}")]
    return [Fix(start, end, as_flow(value))]


def rewriting(node: yaml.Node, text: str, value: "Value", done: str) -> Fix | None:
    """The fix that puts another value in the place of a single one, in its quotation marks if it fits them; None if
    that is not written simply in one line."""
    start, written = node.start_mark.index, text[node.start_mark.index : node.end_mark.index]
    if not isinstance(node, yaml.ScalarNode) or written.strip("'\"") != node.value or "\n" in written:
        return None
    new = as_flow(value)
    return Fix(start, start + len(written), written.replace(node.value, new) if new == value else new, done)


def taking_out(owner: yaml.Node, step: str | int, text: str) -> Fix:
    """A key of a mapping with its value, or an item of a list of several."""
    if isinstance(owner, yaml.MappingNode):
        place = next(number for number, (name, _) in enumerate(owner.value) if name.value == step)
        spans = [(name.start_mark.index, _end_of_pair((name, value), text)) for name, value in owner.value]
        gone, dash = owner.value[place][1], ""
    else:
        assert isinstance(owner, yaml.SequenceNode)
        assert isinstance(step, int)
        spans = [(item.start_mark.index, _end(item, text)) for item in owner.value]
        place, gone, dash = step, owner.value[step], "-"
    if len(spans) == 1:
        raise stuck(gone, "nothing would be left around it")
    first, end = spans[place]
    if owner.flow_style:  # a comma goes with it
        return Fix(first, spans[1][0], "") if place == 0 else Fix(spans[place - 1][1], end, "")
    start = text.rfind("\n", 0, first) + 1
    if text[start:first].strip() != dash:
        # The first of them, after a dash: the next takes its place.
        if place or "#" in text[end : spans[1][0]]:
            raise stuck(gone, _COMMENT if not place else "something else stands in its line")
        if not dash:
            return Fix(first, spans[1][0], "")
        return Fix(text.rfind("-", start, first), text.rfind("-", end, spans[1][0]), "")
    stop = text.find("\n", end)
    if stop < 0:
        return Fix(max(0, start - 1), len(text), "")  # the file ends without a line end, and goes on doing so
    return Fix(start, stop + 1, "")


def _new_lines(end: int, indent: int, lines: Iterable[str], text: str) -> list[Fix]:
    """Lines below that in which something ends."""
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    return [Fix(stop, stop, "".join(f"\n{' ' * indent}{line}" for line in lines))]


def _end_of_pair(pair: tuple[yaml.Node, yaml.Node], text: str) -> int:
    name, value = pair
    if not _is_blank(value):
        return _end(value, text)
    end = name.end_mark.index
    return end + 1 if text[end : end + 1] == ":" else end


def _end(node: yaml.Node, text: str) -> int:
    """Where the last value within a node ends: the node itself ends only where the next one begins."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        if isinstance(last, tuple):
            if _is_blank(last[1]):
                return _end_of_pair(last, text)
            last = last[1]
        node = last
    end: int = node.end_mark.index
    return len(text[:end].rstrip()) if _is_block_text(node) else end


def _is_blank(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and not node.value


def _is_block_text(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def _without_scalars(node: yaml.Node, start: int, end: int, text: str) -> str:
    """What stands from `start` to `end` beside the single values: signs, spaces and comments."""
    parts = []
    spans = [(one.start_mark.index, one.end_mark.index) for one in scalars_in(node)]
    for first, last in sorted(spans):
        parts.append(text[start:first])
        start = max(start, last)
    return "".join([*parts, text[start:end]])


def removing(item: yaml.Node | None, owner: yaml.Node, key: str, text: str, done: str) -> Fix | None:
    """The fix that takes an item out of the list under a key of `owner`, the key too if nothing is left of it, or with
    None as the item the key and the whole list.

    None if it is not written simply, or if a comment would go with it: nobody knows what else the comment says.
    """
    if not isinstance(owner, yaml.MappingNode):
        return None
    value = next(value for name, value in owner.value if name.value == key)
    several = item is not None and isinstance(value, yaml.SequenceNode) and len(value.value) > 1
    places = [number for number, one in enumerate(value.value) if one is item] if several else []
    if several and not places:
        return None  # what an alias (*name) stands for is no item of this list
    try:
        start, end, *_ = taking_out(value, places[0], text) if several else taking_out(owner, key, text)
    except BankError:
        return None
    gone = item or value
    names = text[gone.start_mark.index : gone.end_mark.index]
    commented = "#" in (names if item is None else "") or "#" in text[start:end].replace(names, "")
    return None if commented else Fix(start, end, "", done)


Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
"""What a bank file is made of."""

_NEVER_PLAIN = frozenset(':#,[]{}"`|\\')
_NEVER_FIRST = frozenset("-?!&*%@>'=<.~")
_NEVER_ALONE = re.compile(r"""[:#,\[\]{}"`|]|.*(?::(?: |$)| #)""")
_SENTENCE_OR_QUOTES = re.compile(r"""[.!?…][,\]]|["]""")
_WIDTH = 110  # columns that a line may have before a long sentence goes on in the next
_ROOM = 85  # columns of a list or of keys that stand in one line
_LONGEST_KEY = 1000  # characters of a key that YAML takes for one without a mark before it


def as_scalar(text: str, *, alone: bool = False) -> str:
    """A text as a single value in one line, fit for every place in a file, also for one within brackets. A value that
    stands `alone` in its line needs quotes more seldom."""
    may_be_plain = text.isprintable() and text == text.strip() and text[:1] not in _NEVER_FIRST
    if text and may_be_plain and (_NEVER_PLAIN.isdisjoint(text) or (alone and not _NEVER_ALONE.match(text))):
        return text
    return in_quotes(text) if '"' in text and text.isprintable() else f'"{escaped(text)}"'


def as_flow(value: Value) -> str:
    """A value in one line: [lists], {keys: values}."""
    if isinstance(value, str):
        return as_scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{as_scalar(key)}: {as_flow(one)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(map(as_flow, value)) + "]"


def as_block(value: Value, indent: int, *, under_key: bool = True) -> str:
    """What stands behind the colon of a key or the dash of an item, its space too: in the same line what fits there,
    else each key and each item in a line of its own, from the column `indent` (from 0)."""
    start = f"\n{' ' * indent}"
    if isinstance(value, str):
        return f" {_as_sentence(value, start)}"
    if _is_short(value):
        return f" {as_flow(value)}"
    if isinstance(value, Mapping):
        names = [as_scalar(key) for key in value]
        names = [name if len(name) < _LONGEST_KEY else f"? {name}{start}" for name in names]
        lines = [f"{name}:{as_block(one, indent + 2)}" for name, one in zip(names, value.values(), strict=True)]
    else:
        lines = [f"-{as_block(one, indent + 2, under_key=False)}" for one in value]
    return (start if under_key else " ") + start.join(lines)


def _is_short(value: Sequence[Value] | Mapping[str, Value]) -> bool:
    """Whether a list or a mapping stands in one line: it has only short texts, and is neither a list of sentences or of
    texts that need quotes, nor an entry that has a line for each of its keys (a hand-written question, a ruling)."""
    if isinstance(value, Mapping):
        texts = all(isinstance(one, str) and "\n" not in one for one in value.values())
        return texts and "ask" not in value and "question" not in value and len(as_flow(value)) < _ROOM
    line = "" if any(isinstance(one, Mapping) for one in value) else as_flow(value)
    return 0 < len(line) < _ROOM and not _SENTENCE_OR_QUOTES.search(line)


def _as_sentence(text: str, start: str) -> str:
    """A text that stands alone: what is too long for its line goes on in the next, and a quote keeps its lines."""
    lines = text.split("\n")
    if lines[1:] and text == text.strip() and all(line.isprintable() and line == line.rstrip() for line in lines):
        return "|-" + "".join(f"{start}{line}" if line else "\n" for line in lines)
    written, room = as_scalar(text, alone=True), _WIDTH - len(start)
    if len(written) < room or "  " in text:
        return written
    return start.join(wrap(written, room, break_long_words=False, break_on_hyphens=False))


def escaped(text: str) -> str:
    """A text as it stands between double quotation marks."""
    marks = text.replace("\\", "\\\\").replace('"', '\\"')
    return "".join(mark if mark.isprintable() else mark.encode("unicode_escape").decode() for mark in marks)
