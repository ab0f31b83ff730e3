"""FORMAT.md keeps its word: each example asks what stands below it, and no key lacks one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from msgspec import inspect
from tools.format_examples import FORMAT, Example, examples
from tools.make_bank_schema import Guide

from quizzer.bank_files.file_format import BankFile
from quizzer.bank_files.nodes import parse_nodes
from quizzer.grading import KINDS as JUDGED

EXAMPLES = examples()
GUIDE = Guide()


def first_words(example: Example) -> str:
    return " ".join(next(iter(example.files.values())).split()[:6])


@pytest.mark.parametrize("example", EXAMPLES, ids=first_words)
def test_an_example_asks_what_the_text_says(example: Example, tmp_path: Path) -> None:
    assert example.told
    assert example.outcome(tmp_path) == example.told


def structs(wanted: inspect.Type) -> Iterator[inspect.StructType]:
    """A struct and those within it."""
    if isinstance(wanted, inspect.UnionType):
        for member in wanted.types:
            yield from structs(member)
    elif isinstance(wanted, inspect.VarTupleType):
        yield from structs(wanted.item_type)
    elif isinstance(wanted, inspect.StructType):
        yield wanted
        for field in wanted.fields:
            yield from structs(field.type)


BANK = inspect.type_info(BankFile)
KEYS = {
    (struct.cls.__name__, field.encode_name): field.type
    for struct in structs(BANK)
    for field in struct.fields
}  # fmt: skip


def used(node: yaml.Node, wanted: inspect.Type) -> Iterator[tuple[str, str]]:
    """The keys that an example has, each with the struct that it is a key of."""
    if isinstance(wanted, inspect.UnionType):
        wanted = next(member for member in wanted.types if not isinstance(member, inspect.NoneType))
    if isinstance(wanted, inspect.VarTupleType):
        for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
            yield from used(item, wanted.item_type)
    elif isinstance(wanted, inspect.StructType) and isinstance(node, yaml.MappingNode):
        types = {field.encode_name: field.type for field in wanted.fields}
        for key, value in node.value:
            if key.value in types:
                yield wanted.cls.__name__, key.value
                yield from used(value, types[key.value])


def test_no_key_of_the_format_lacks_an_example() -> None:
    told: set[tuple[str, str]] = set()
    for example in EXAMPLES:
        if not any(": error: " in line for line in example.told):
            for text in example.files.values():
                node = parse_nodes(text)
                assert node is not None
                told.update(used(node, BANK))
    assert set(KEYS) - told == set()


def test_no_key_and_no_kind_lacks_a_description() -> None:
    assert {(struct, key) for struct, keys in GUIDE.keys.items() for key in keys} == set(KEYS)
    assert set(GUIDE.structs) == {struct for struct, _ in KEYS}
    assert list(GUIDE.kinds) == list(JUDGED)


def test_every_kind_has_an_example() -> None:
    text = "".join(text for example in EXAMPLES for text in example.files.values())
    kinds = set(re.findall(r"kind: (\w+)", text))
    assert set(GUIDE.kinds) - kinds == {"list", "choice"}  # these are told by their shape alone


def test_links_within_the_page_lead_somewhere() -> None:
    text = FORMAT.read_text(encoding="utf-8")
    headings = {re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in re.findall(r"^#+ (.*)$", text, re.M)}
    assert set(re.findall(r"\]\(#([\w-]+)\)", text)) <= headings


def test_lines_fit_a_window() -> None:
    blocks = re.sub(r"^```.*?^```$", "", FORMAT.read_text(encoding="utf-8"), flags=re.M | re.S)
    assert [line for line in blocks.splitlines() if len(line) > 130 and not line.startswith("|")] == []
