"""A bank as the YAML that a person would have written: ordered keys, nothing empty, quotes where they must be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import yaml

from quizzer.bank_files.question_writing import WIDTH, question_lines, style_of
from quizzer.bank_files.schema import FORMAT, QuestionEntry
from quizzer.facts.film import Film

__all__ = ["schema_line", "write_bank"]

# Mappings that stand under a key of their own, one line for each of theirs.
_BLOCKS = {"format", "budget", "gross_us_canada", "gross_worldwide"}


def write_bank(
    films: Iterable[Film] = (),
    *,
    title: str,
    license: str | None = None,  # noqa: A002 — the key of the file
    author: str | None = None,
    description: str | None = None,
    questions: Iterable[QuestionEntry] = (),
    schema: str = "",
) -> str:
    """The text of a bank file with these films and hand-written questions.

    `schema` is where an editor finds the JSON Schema of banks, as a path from the file's folder or an address.
    """
    head = {"title": title, "license": license, "author": author, "description": description}
    whole: dict[str, Any] = {"format": FORMAT} | {key: value for key, value in head.items() if value}
    if listed := [_film(film) for film in films]:
        whole["films"] = listed
    text = yaml.dump(_plain(whole), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
    text += question_lines(questions)
    return f"{schema_line(schema)}\n{text}" if schema else text


def schema_line(schema: str) -> str:
    """The comment by which an editor (VS Code with the YAML extension, and others) finds the JSON Schema of banks."""
    return f"# yaml-language-server: $schema={schema}"


def _film(film: Film) -> dict[str, Any]:
    values: dict[str, Any] = msgspec.to_builtins(film)
    return {key: _table(value) if key == "aliases" else _short(value) for key, value in values.items()}


def _table(names: dict[str, list[str]]) -> dict[str, Any]:
    return {name: _single(others) for name, others in names.items()}


def _short(value: Any) -> Any:
    """The short forms of the format: a bare name for a mapping that has no more, a single credit for a list of one."""
    if isinstance(value, dict):
        if len(value) == 1 and (bare := value.get("name") or value.get("title")):
            return bare
        return {key: _single(_short(part)) for key, part in value.items()}
    return [_short(part) for part in value] if isinstance(value, list | tuple) else value


def _single(value: Any) -> Any:
    return value[0] if isinstance(value, list | tuple) and len(value) == 1 else value


def _plain(value: Any) -> Any:
    """All scalars as text: the file is read as it is written."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


class _Dumper(
    yaml.emitter.Emitter, yaml.serializer.Serializer, yaml.representer.SafeRepresenter, yaml.resolver.BaseResolver
):
    """Writes short mappings in one line, and indents lists under their key. Its resolver takes every plain scalar for
    text, so none is quoted for looking like a number."""

    def __init__(self, stream: Any, **options: Any) -> None:
        emitting = ("canonical", "indent", "width", "allow_unicode", "line_break")
        yaml.emitter.Emitter.__init__(self, stream, **{name: options[name] for name in emitting})
        yaml.serializer.Serializer.__init__(self)
        yaml.representer.SafeRepresenter.__init__(self, default_flow_style=False, sort_keys=False)
        yaml.resolver.BaseResolver.__init__(self)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        flat = all(isinstance(value, str) and "\n" not in value for value in mapping.values())
        in_one_line = flat and not _BLOCKS & set(mapping) and sum(map(len, [*mapping, *mapping.values()])) < WIDTH - 25
        return super().represent_mapping(tag, mapping, flow_style=in_one_line)


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style_of(text))


_Dumper.add_representer(str, _represent_text)
