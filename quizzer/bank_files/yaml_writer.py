"""A bank as the YAML that a person would have written: ordered keys, nothing empty, quotes where they must be."""

import io
import re
from collections.abc import Iterable
from typing import Any

import msgspec
import yaml

from quizzer.bank_files.file_format import FORMAT, QuestionEntry, short_form, single
from quizzer.bank_files.hand_written import faults_in, read_hand_written
from quizzer.bank_files.nodes import scalars_in
from quizzer.bank_files.reader import read_bank_text
from quizzer.errors import BankError
from quizzer.facts.film import Film

try:
    from yaml.cyaml import CBaseDumper as _Emitter
except ImportError:  # a PyYAML that was built without its C part: slower, and no other way
    from yaml import BaseDumper as _Emitter  # type: ignore[assignment]

# Mappings that stand under a key of their own, one line for each of theirs.
_BLOCKS = {"format", "budget", "gross_us_canada", "gross_worldwide"}
# Keys whose value alone may stand for a mapping that has no other.
_BARE = {"name", "title", "award", "page"}
_SHOWN = 80  # characters of a line that cannot be read back
_WIDTH = 110  # columns that a line may have before a long sentence goes on in the next
_ROOM = _WIDTH - 25  # letters of a list or a mapping that stands in one line
_TEXT, _LIST, _MAPPING = "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"
_BREAK = re.compile("[\n\x85\u2028\u2029]")
_LISTS_IN_A_QUESTION = re.compile(r"^  - .*\n(?:(?:   .*)?\n)*", re.MULTILINE)
_LINE = re.compile(r"^(?=.)", re.MULTILINE)
_EMOJI = re.compile(r"\\U([0-9A-F]{8})")


def write_bank(
    films: Iterable[Film] = (),
    *,
    title: str,
    license: str | None = None,  # noqa: A002 — the key of the file
    author: str | None = None,
    about: str | None = None,
    questions: Iterable[QuestionEntry] = (),
    schema: str = "",
) -> str:
    """The text of a bank file with these films and hand-written questions.

    `schema` is where an editor finds the JSON Schema of banks, as a path from the file's folder or an address.
    """
    head = {"title": title, "license": license, "author": author, "about": about}
    whole: dict[str, Any] = {"format": FORMAT} | {key: value for key, value in head.items() if value}
    if listed := [_film(film) for film in films]:
        whole["films"] = listed
    text = yaml.dump(_plain(whole), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    text += _question_lines(questions)
    return f"{schema_line(schema)}\n{text}" if schema else text


def read_back(text: str) -> None:
    """Reads the text of a bank before it is written. Raises BankError if it could not be loaded; then nothing should
    be written."""
    reading = read_bank_text(text)
    faults = [*reading.faults, *faults_in(reading), *read_hand_written(reading)[1]]
    for fault in faults:
        if fault.severity == "error":
            line = text.split("\n")[fault.line - 1].strip()
            shown = line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
            raise BankError(f"nothing was written, since quizzer could not load the bank: {fault.message} ({shown})")


def schema_line(schema: str) -> str:
    """The comment by which an editor (VS Code with the YAML extension, and others) finds the JSON Schema of banks."""
    return f"# yaml-language-server: $schema={schema}"


def _film(film: Film) -> dict[str, Any]:
    values: dict[str, Any] = msgspec.to_builtins(film)
    aliases = {name: single(others) for name, others in values.get("aliases", {}).items()}
    return {key: aliases if key == "aliases" else _short(value) for key, value in values.items()}


def _short(value: Any) -> Any:
    """The short forms of the format: a bare name for a mapping that has no more, a single credit for a list of one."""
    if isinstance(value, dict):
        if len(value) == 1 and (bare := next(map(value.get, _BARE & set(value)), None)):
            return bare
        return {key: single(_short(part)) for key, part in value.items()}
    return [_short(part) for part in value] if isinstance(value, list | tuple) else value


def _plain(value: Any) -> Any:
    """All scalars as text: the file is read as it is written."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


class _Dumper(yaml.SafeDumper):
    """Writes short mappings in one line, and indents lists under their key. It takes every plain scalar for text, so
    none is quoted for looking like a number."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 — as yaml declares it

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        flat = all(isinstance(value, str) and "\n" not in value for value in mapping.values())
        in_one_line = flat and not _BLOCKS & set(mapping) and sum(map(len, [*mapping, *mapping.values()])) < _ROOM
        return super().represent_mapping(tag, mapping, flow_style=in_one_line)


_Dumper.add_representer(str, lambda dumper, text: dumper.represent_scalar(_TEXT, text, style=_style_of(text)))


def _question_lines(questions: Iterable[QuestionEntry]) -> str:
    """The key `questions:` and all that stands under it; nothing if there are none."""
    entries = [
        yaml.MappingNode(
            _MAPPING, [(_text(key), _node(value)) for key, value in short_form(one).items()], flow_style=False
        )
        for one in questions
    ]
    if not entries:
        return ""
    text = _emit(yaml.SequenceNode(_LIST, entries, flow_style=False))
    # The emitter sets lists below their key, not under it; banks are indented throughout.
    text = _LISTS_IN_A_QUESTION.sub(lambda lines: _LINE.sub("  ", lines[0]), text)
    return "questions:\n" + _LINE.sub("  ", text)


def _style_of(text: str) -> str | None:
    """How a text is written: a quote of several lines keeps them, unless it has spaces or marks that nobody sees."""
    if not text:
        return "'"
    if not _BREAK.search(text):
        return None
    lines = text.split("\n")
    tidy = text == text.strip() and not any(line != line.rstrip() or _BREAK.search(line) for line in lines)
    return "|" if tidy else '"'


def _node(value: Any) -> Any:
    """The node of a text, a list or a table; what is short stands in one line."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        pairs = [(_text(name), _text(said)) for name, said in value.items()]
        return yaml.MappingNode(_MAPPING, pairs, flow_style=len(pairs) == 1 and _fit([*value, *value.values()]))
    texts = [text for part in value for text in ([part] if isinstance(part, str) else part)]
    return yaml.SequenceNode(_LIST, [_node(part) for part in value], flow_style=_fit(texts))


def _fit(names: Iterable[str]) -> bool:
    joined = "  ".join(names)
    return len(joined) < _ROOM and "\n" not in joined


def _text(text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode(_TEXT, text, style=_style_of(text))


def _emit(root: yaml.Node) -> str:
    stream = io.StringIO()
    emitter = _Emitter(stream, allow_unicode=True, width=_WIDTH - 4)
    emitter.open()
    emitter.serialize(root)
    emitter.close()
    text = stream.getvalue()
    # The C emitter writes emoji as numbers; where an author wrote such a number, they stay so.
    if "\\U" in text and not any("\\U" in one.value for one in scalars_in(root)):
        text = _EMOJI.sub(lambda code: chr(int(code[1], 16)), text)
    return text
