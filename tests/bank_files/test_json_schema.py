"""The JSON Schema of banks: what an editor takes for right is what quizzer reads."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tools.format_examples import examples
from tools.make_bank_schema import bank_schema

from quizzer.bank_files.reader import read_bank_text
from quizzer.bank_files.yaml_writer import write_bank
from quizzer.banks import check_bank
from quizzer.banks.shipped import shipped_banks
from quizzer.commands.output import SCHEMA_FILE
from quizzer.facts import CastMember, Credit, Film, Song

SCHEMA = bank_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


Old = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Reads YAML 1.1, ten times as fast where libyaml is there."""


class Editor(Old):  # type: ignore[misc, valid-type]
    """Reads YAML as editors do, by the core schema of YAML 1.2: it knows numbers, true, false and null."""


Editor.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})$"), list(first))


def as_json(value: Any) -> Any:
    """What YAML gave, with the keys that JSON has."""
    if isinstance(value, dict):
        return {str(key): as_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_json(part) for part in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def faults(text: str, loader: type = Editor) -> list[str]:
    found = VALIDATOR.iter_errors(as_json(yaml.load(text, loader)))
    return ["/".join(map(str, fault.absolute_path)) for fault in found]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_key_has_a_description_and_no_other_key_is_known() -> None:
    structs = [SCHEMA, *(part for part in SCHEMA["$defs"].values() if part.get("type") == "object")]
    assert len(structs) == 17
    for struct in structs:
        assert struct["description"]
        assert struct["additionalProperties"] is False
        for key, value in struct["properties"].items():
            assert len(value["description"]) > 5, key


@pytest.mark.parametrize("loader", [Editor, Old], ids=["YAML 1.2", "YAML 1.1"])
@pytest.mark.parametrize("path", shipped_banks(), ids=lambda path: path.stem)
def test_shipped_banks_are_valid_and_name_the_schema(path: Path, loader: type) -> None:
    text = path.read_text(encoding="utf-8")
    assert faults(text, loader) == []
    first = text.splitlines()[0]
    assert first == f"# yaml-language-server: $schema={SCHEMA_FILE}"
    assert json.loads((path.parent / SCHEMA_FILE).read_text(encoding="utf-8")) == SCHEMA, (
        "run python tests/tools/make_bank_schema.py"
    )


GOOD = [
    text
    for example in examples()
    if not any(": error: " in line for line in example.told)
    for text in example.files.values()
]


@pytest.mark.parametrize("loader", [Editor, Old], ids=["YAML 1.2", "YAML 1.1"])
@pytest.mark.parametrize("text", GOOD, ids=lambda text: " ".join(text.split()[:5]))
def test_every_example_of_the_guide_is_valid(text: str, loader: type) -> None:
    assert faults(text, loader) == []


def question(text: str) -> str:
    return f"questions:\n  - ask: What?\n    answer: this\n    {text}\n"


def film(text: str) -> str:
    return f"films:\n  - title: Tide\n    {text}\n"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "titel: X",
            "title:",
            "title: [a]",
            "format: 2",
            "format: one",
            "films: []",
            "questions: {}",
            "include: /etc/passwd",
        ),
        *(
            "include: ../b.yaml",
            "include: [a/../../b.yaml]",
            "include: C:/b.yaml",
            "include: 'a\\b.yaml'",
            "aliases: [SRK]",
        ),
        *("aliases: {Ann: {Bee: Bo}}", "defaults: {ask: Who}", "defaults: {difficulty: 7}", "license: {name: CC0}"),
        *("questions:\n  - What?", "questions:\n  - ask: What?", "questions:\n  - answer: this"),
        *map(
            question,
            ("anser: that", "difficulty: 9", "difficulty: 2.5", "difficulty: hard", "draft: maybe", "kind: riddle"),
        ),
        *map(
            question,
            ("choices: {a: b}", "hints: []", "need: 0", "reject: {a: [b]}", "accept:", "accept: [a, ]\n    tags: ['']"),
        ),
        *map(film, ("year: 19955", "year: 199x", "rating: 11", "votes: -1", "cast: {character: One}", "colour: red")),
        *map(
            film,
            ("soundtrack: {music: Bo}", "soundtrack: {song: S, sung: Bo}", "box_office: $18", "gaps: {country: DE}"),
        ),
        *map(film, ("directors: {credited_as: Bo}", "released: {country: DE}", "aliases: {Bo: }", "title: ' '")),
        *map(film, ("type: movie", "complete: crew", "complete: [cast, crew]", "awards: {for: best picture}")),
    ],
)
def test_what_quizzer_refuses_is_underlined(text: str, tmp_path: Path) -> None:
    assert faults(text)
    path = tmp_path / "bank.yaml"
    path.write_text(text, encoding="utf-8")
    assert check_bank(path)


@pytest.mark.parametrize(
    "answer", ["1995", "no", "yes", "true", "007", "1:30", "3.50", "0x10", "-1", "'no'", "1e3", ".5"]
)
def test_what_is_written_unquoted_is_right_wherever_a_text_may_stand(answer: str) -> None:
    assert faults(question(f"accept: [{answer}]\n    hints: {answer}\n    reject: {{{answer}: {answer}}}")) == []
    assert faults(f"title: {answer}\nquestions:\n  - {{ask: {answer}, answer: {answer}}}") == []
    assert (
        faults(f"questions:\n  - {{ask: {answer}, answer: [[{answer}, a], {answer}], draft: no}}", yaml.SafeLoader)
        == []
    )


SCALARS = st.sampled_from(["a", "Tide: 2", "no", "1995", "true", "", " ", "~x", "2.5", "[[a]]", "DE"])
CREDITS = st.lists(st.builds(Credit, name=SCALARS, credited_as=st.none() | SCALARS), max_size=2).map(tuple)


@given(
    st.builds(
        Film,
        title=SCALARS,
        year=st.none() | st.integers(1860, 2110),
        rating=st.none() | st.sampled_from([0.0, 7.5, 10.0, 10.1]),
        directors=CREDITS,
        cast=st.lists(st.builds(CastMember, actor=SCALARS, character=st.none() | SCALARS), max_size=2).map(tuple),
        soundtrack=st.lists(st.builds(Song, song=SCALARS, performer=CREDITS), max_size=2).map(tuple),
        trivia=st.lists(SCALARS, max_size=2).map(tuple),
    )
)
def test_the_schema_and_the_reader_agree_on_films(film: Film) -> None:
    text = write_bank([film], title="T")
    assert (faults(text) == []) == (read_bank_text(text).faults == [])
