"""YAML text, which nobody vouches for, to nodes that know their place; values found in them, and faults told there."""

import io
import re
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import PurePath
from typing import Any

import yaml

from quizzer.bank_files.faults import Fault, Fix, Severity
from quizzer.bounds import DEEPEST_BANK, MOST_VALUES
from quizzer.errors import BankError
from quizzer.grading.wordlists import read_pairs

try:
    from yaml.cyaml import CBaseLoader as _BaseLoader
except ImportError:  # a PyYAML that was built without its C part: slower, and no other way
    from yaml import BaseLoader as _BaseLoader  # type: ignore[assignment]

_TAGS = {
    yaml.ScalarNode: _BaseLoader.DEFAULT_SCALAR_TAG,
    yaml.SequenceNode: _BaseLoader.DEFAULT_SEQUENCE_TAG,
    yaml.MappingNode: _BaseLoader.DEFAULT_MAPPING_TAG,
}


class BrokenYamlError(BankError):
    """A text that is not YAML, at the place of the slip."""


class _Loader(_BaseLoader):
    """Nodes of plain text: nothing is taken for a number or a date, and none of the time goes into looking for that."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        return _TAGS[kind]

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BRACKET = re.compile(r"[\[\]{}]")
_INDENTED_DEEP = "\n" + " " * DEEPEST_BANK
_TOO_DEEP = f"nested more than {DEEPEST_BANK} levels deep"
_DEEP_LINE = re.compile(rf"[-?:] +(?:[-?:] +){{{DEEPEST_BANK // 2 - 1}}}")
# Of what was begun and has no end the parser tells where it gave up: its beginning is where to look.
_BEGUN_BEFORE = ("found unexpected end of stream", "could not find expected ':'")
_BEHIND_QUOTES = re.compile(r"""(?:[:,\[-]\s+|\[)(?:'[^']*'|"[^"]*")\s*$""")


def error(node: yaml.Node, message: str, *, fix: Fix | None = None) -> Fault:
    """An error about the value of a node, at the place where it begins."""
    start, end = node.start_mark, node.end_mark
    width = end.column - start.column if end.line == start.line else 1
    return Fault(start.line + 1, start.column + 1, "error", message, file_of(node), max(1, width), fix)


def file_of(node: yaml.Node) -> str:
    """The file that a node stands in, as `parse_nodes` was told it: empty for the bank's own."""
    return str(node.start_mark.name)


def in_quotes(text: str) -> str:
    """A text of one line as YAML writes it in quotation marks."""
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def parse_nodes(text: str, file: str = "") -> yaml.Node | None:
    """The root node of a YAML document, None if there is nothing in it. Each node knows its place, in `file`.

    Raises BankError, with line and column, for a text that is not YAML or has too much of it.
    """
    if found := _CONTROL.search(text):
        line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
        raise BankError(
            f"a control character (U+{ord(found[0]):04X}) stands here; take it out", line=line, column=column
        )
    # About how many values it has at least, counted without parsing; with fewer characters it has not too many.
    if len(text) >= MOST_VALUES:
        keys = len(_KEY.findall(text)) + len(_KEY_IN_BRACES.findall(text))
        if len(_ITEM.findall(text)) + 2 * keys > MOST_VALUES:
            raise BankError(TOO_MANY_VALUES, line=1, column=1)
    try:
        _refuse_deep_nesting(text)
        stream = io.StringIO(text)
        stream.name = file  # what the parser calls the places in it
        loader = _Loader(stream)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as trouble:
        problem, mark, opened = trouble.problem or "this is not YAML", trouble.problem_mark, trouble.context_mark
        is_open = problem.startswith("did not find expected ','") and mark and opened and opened.line < mark.line
        if opened and (is_open or mark is None or problem.startswith(_BEGUN_BEFORE)):
            mark = opened
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if "found another document" in problem:
            message = "a bank is one document: take out this line, or put what follows in a file of its own"
            raise BankError(message, line=line, column=column) from None
        if "nesting depth" in problem:  # the parser of PyYAML 6.0.4 has a limit of its own, and looks ahead
            raise BankError(_TOO_DEEP, line=line, column=column) from None
        raise _slip(text.split("\n"), problem, line, column) from None
    except yaml.YAMLError as trouble:
        raise BankError(f"broken YAML: {' '.join(str(trouble).split())}", line=1, column=1) from None


TOO_MANY_VALUES = f"more than {MOST_VALUES:,} values, aliases (*name) counted as often as they stand: divide the bank"
_ITEM = re.compile(r"^ *- ", re.MULTILINE)
_KEY = re.compile(r"^[ -]*[a-z_]++: ", re.MULTILINE)
_KEY_IN_BRACES = re.compile(r"[{,] ?[a-z_]++: ")


_OPENED = re.compile(r"""(?:[^"'#]*(?:: |- |[\[{,] ?))?(?P<mark>["'])[^"']*""")
_NEXT_KEY = re.compile(r" *(?:- +)*[a-z_]+:(?: |$)")


def _slip(lines: list[str], problem: str, line: int, column: int) -> BrokenYamlError:
    """What the parser says of a line, told where the slip is."""
    written = lines[line - 1] if line <= len(lines) else ""
    fences = [number for number in (line, line - 1) if FENCE.fullmatch("".join(lines[number - 1 : number]))]
    if fences:
        line, column = fences[0], 1
        message = "a code fence of Markdown is no YAML: take this line out"
    elif opened := _left_open([*lines, "end:"] if "end of stream" in problem else lines[:line]):
        line, column = opened
        message = "broken YAML: a quotation mark is opened here and not closed"
    elif curly := _CURLY.search(written):
        column = curly.end()
        message = 'broken YAML: curly quotation marks are letters here: put straight ones (") around the text'
    else:
        advice = _advice(problem, written, column)
        message = f"broken YAML: {problem}: {advice}" if advice else f"broken YAML: {problem}"
    return BrokenYamlError(message, line=line, column=column)


FENCE = re.compile(r"\s*+(?:```+|~~~+)\s*+\w*+\s*+")
"""A line of Markdown that begins or ends a block of code."""
_CURLY = re.compile(r"(?:: +|- +|[\[{,] *)[“”„‟‘‚«»]")


def _left_open(lines: list[str]) -> tuple[int, int] | None:
    """Line and column of a text's first quotation mark that nothing in its line closes, though a key begins the next.

    The parser takes the next mark for its end, however far below, and stumbles there.
    """
    for number, (line, below) in enumerate(pairwise(lines), 1):
        opened = _OPENED.fullmatch(line)
        if opened and _NEXT_KEY.match(below):
            return number, opened.start("mark") + 1
    return None


def _advice(problem: str, line: str, column: int) -> str:
    """What to do about what the parser says, from the line that it says it of."""
    if "\t" in line[:column]:
        return "indent with spaces, not with tabs"
    if "[[" in line:
        return "put quotes around a text that begins with [["
    if problem.startswith("found character that cannot start"):
        return f"quote a text that begins with {line[column - 1 : column]}"
    if _BEHIND_QUOTES.search(line[: column - 1]):
        return "the text goes on after its quotation marks: put others around all of it, or write '' for an apostrophe"
    advised = read_pairs("yaml_advice", beside=__file__).items()
    return next((advice for begins, advice in advised if problem.startswith(begins)), "")


def _refuse_deep_nesting(text: str) -> None:
    # A cheap look that may say yes too often: counting levels costs as much as reading the file.
    steps = (1 if bracket in "[{" else -1 for bracket in _BRACKET.findall(text))
    deepest = max(accumulate(steps, lambda depth, step: max(0, depth + step), initial=0))
    if deepest <= DEEPEST_BANK and _INDENTED_DEEP not in text and not _DEEP_LINE.search(text):
        return
    depth = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST_BANK:
                line, column = (event.start_mark.line, event.start_mark.column) if event.start_mark else (0, 0)
                raise BankError(_TOO_DEEP, line=line + 1, column=column + 1)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def warning(node: yaml.Node, message: str, *, fix: Fix | None = None) -> Fault:
    """A warning about the value of a node, at the place where it begins."""
    return replace(error(node, message, fix=fix), severity="warning")


def remark(node: yaml.Node, message: str) -> Fault:
    """A remark about the value of a node, at the place where it begins."""
    return replace(error(node, message), severity="remark")


def within(
    severity: Severity, node: yaml.Node, text: str, part: str, message: str, *, width: int = 0, fix: Fix | None = None
) -> Fault:
    """A fault about a part of a node's value, at the place where that part is written in `text`, the node's file; about
    the whole value if it is written there otherwise than it reads. `width` is how much of the part is meant: all."""
    start = find_in(node, text, part)
    if start < 0:
        return replace(error(node, message, fix=fix), severity=severity)
    line = node.start_mark.line + text.count("\n", node.start_mark.index, start) + 1
    column = start - text.rfind("\n", 0, start)
    return Fault(line, column, severity, message, file_of(node), width or len(part.partition("\n")[0]), fix)


def find_in(node: yaml.Node, text: str, part: str) -> int:
    """Where a part of a node's value begins in the text of its file; -1 if it is not written there as it reads, lines
    that go on in the next apart."""
    start, end = node.start_mark.index, node.end_mark.index
    found = text.find(part, start, end)
    if found < 0 and " " in part:
        folded = re.compile(r"\s+".join(map(re.escape, part.split(" "))))
        match = folded.search(text, start, end)
        found = match.start() if match else -1
    return found


def parts_of(value: str) -> list[str]:
    """What stands between the commas of a value, or between its semicolons if it has them."""
    return [part.strip() for part in re.split(r"; *" if ";" in value else r", +", value) if part.strip()]


def place_of(node: yaml.Node, seen_from: yaml.Node) -> str:
    """Where a node stands, as a fault elsewhere names it: "line 12", or "line 12 of songs.yaml"."""
    line, file = node.start_mark.line + 1, file_of(node)
    if file == file_of(seen_from):
        return f"line {line}"
    return f"line {line} of {PurePath(file).name or 'the bank that includes this'}"


def value_at(node: yaml.Node, key: str) -> yaml.Node | None:
    """The value of a key, the first if it stands there twice. A bare text stands for a mapping with its first key."""
    if not isinstance(node, yaml.MappingNode):
        return node
    value: yaml.Node | None
    for name, value in node.value:
        if name.value == key:
            return value
    return None


def items_at(node: yaml.Node, key: str) -> list[yaml.Node]:
    """The values in the list of a key: a single value is a list of one."""
    value = value_at(node, key)
    if value is None:
        return []
    return list(value.value) if isinstance(value, yaml.SequenceNode) else [value]


def names_at(node: yaml.Node, key: str) -> list[yaml.Node]:
    """The names under a key that holds names, or names with what to say."""
    value = value_at(node, key)
    if isinstance(value, yaml.MappingNode):
        return [name for name, _ in value.value]
    return items_at(node, key)


def scalars_in(root: yaml.Node) -> list[yaml.ScalarNode]:
    """Every single value of a file, keys too, each once, however often an alias (*name) points at it."""
    found: list[yaml.ScalarNode] = []
    met: set[int] = set()
    open_ = [root]
    while open_:
        node = open_.pop()
        if isinstance(node, yaml.ScalarNode):
            found.append(node)
        elif id(node) not in met:
            met.add(id(node))
            for child in node.value:
                open_.extend(child if isinstance(child, tuple) else (child,))
    return found
