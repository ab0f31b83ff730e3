"""Trivia lists of the chat bot Red: YAML of version 3, and the text files of version 2 (`question`answer`answer`)."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import PurePath
from typing import Any

import yaml

from quizzer.bank_files.file_format import QuestionEntry
from quizzer.bank_files.nodes import parse_nodes
from quizzer.errors import BankError
from quizzer.formats.exported import Exported, as_one_answers, lose_fields
from quizzer.formats.imported import Imported
from quizzer.formats.texts import clean_line

# What YAML 1.1 takes for true and false, and what Red then takes for right.
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")
_SPELT = re.compile("|".join(f"{word}|{word.title()}|{word.upper()}" for word in (*_TRUE, *_FALSE)))

_MEDIA = re.compile(
    r"<?(https?://[^\s<>|]{1,500}\.(?:png|jpe?g|gif|webp|svg|bmp|mp3|ogg|wav|mp4|webm)(?:\?[^\s<>|]{0,500})?)>?",
    re.IGNORECASE,
)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_LONG, _LONGEST = 120, 1000  # letters of a key that a YAML emitter takes for long, and that a parser takes for too long
_KEYS = ("AUTHOR", "DESCRIPTION", "CONFIG", "$schema")


def read(text: str, file: str = "") -> Imported:
    """The questions of a list; the first answer is the one that is shown, the others are as right."""
    imported = Imported(file=file, title=PurePath(file).stem if file else "")
    if _is_version_2(text):
        for number, line in enumerate(text.split("\n"), start=1):
            ask, *answers = line.split("`")
            if line.strip():
                _add(ask, answers, number, imported)
    else:
        _read_version_3(text, imported)
    return imported


def write(entries: Sequence[QuestionEntry], title: str) -> Exported:
    """A list for Red 3. Choices and the address of a picture stand in the question."""
    lost: Counter[str] = Counter({"the title, which is the file's name there": 1 if title else 0})
    questions: dict[str, list[str]] = {}
    for entry in as_one_answers(entries, lost):
        ask = " ".join(filter(None, (entry.ask, f"({', '.join(entry.choices)})" if entry.choices else "", entry.media)))
        if ask in questions or ask in _KEYS:
            lost["questions that read like another"] += 1
            continue
        lose_fields(lost, entry, held=("accept", "media"))
        questions[ask] = list(dict.fromkeys((*entry.answer[0], *entry.accept)))
    return Exported("".join(_listed(ask, answers) for ask, answers in questions.items()), len(questions), lost)


def _listed(ask: str, answers: list[str]) -> str:
    """A question with its answers. YAML puts a question mark before a long key, unless it is in quotation marks."""
    dump = partial(yaml.dump, Dumper=_DUMPER, allow_unicode=True, width=1000)
    if _LONG <= len(ask) <= _LONGEST and ask.isprintable():
        return f"{json.dumps(ask, ensure_ascii=False)}:\n{dump(answers)}"
    return str(dump({ask: answers}))


def _is_version_2(text: str) -> bool:
    """Whether a list has a question and its answers in each line, with grave accents between them."""
    lines = [line for line in text.split("\n") if line.strip()][:50]
    return bool(lines) and 2 * sum("`" in line and not line.startswith((" ", "-")) for line in lines) > len(lines)


def _read_version_3(text: str, imported: Imported) -> None:
    try:
        _read_nodes(parse_nodes(text), 0, imported)
    except BankError as trouble:
        # One question at a time, so that a slip costs only the question it is in.
        for above, part in _parts(text):
            try:
                _read_nodes(parse_nodes(part), above, imported)
            except BankError as here:
                imported.fault(here.message, above + 1)
        if not imported.faults:
            imported.fault(trouble.message, trouble.line)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The parts of a list that begin at the left with no hyphen, each with how many lines stand above it."""
    begins = [found.start() for found in re.finditer(r"^[^\s#-]", text, re.MULTILINE)]
    above = text.count("\n", 0, begins[0]) if begins else 0
    for begin, end in pairwise([*begins, len(text)]):
        yield above, text[begin:end]
        above += text.count("\n", begin, end)


def _read_nodes(root: yaml.Node | None, above: int, imported: Imported) -> None:
    if not isinstance(root, yaml.MappingNode):
        return imported.fault("a trivia list has questions as its keys, each with a list of answers", above + 1)
    for key, value in root.value:
        line = above + key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            imported.fault("a question is a text, and this is not one", line)
        elif key.value in _KEYS:
            _read_about(key.value, value, imported)
        else:
            answers = list(_answers(value))
            if None in answers:
                imported.fault("an answer is a single text or number, and one here is not", line)
            _add(key.value, [answer for answer in answers if answer is not None], line, imported)
    return None


def _read_about(key: str, value: yaml.Node, imported: Imported) -> None:
    if key == "CONFIG":
        settings = [str(setting.value) for setting, _ in value.value] if isinstance(value, yaml.MappingNode) else []
        imported.lost.update(f"the setting {setting}" for setting in settings)
    elif key != "$schema":
        said = ", ".join(text for text in _answers(value) if text)
        setattr(imported, key.lower(), clean_line(said))


def _answers(value: yaml.Node) -> Iterator[str | None]:
    """The answers as they are written; of what YAML takes for true or false every spelling; None for no text."""
    for node in value.value if isinstance(value, yaml.SequenceNode) else [value]:
        if not isinstance(node, yaml.ScalarNode):
            yield None
        else:
            yield node.value
            if not node.style and _SPELT.fullmatch(node.value):
                words = _TRUE if node.value.lower() in _TRUE else _FALSE
                yield from (word.capitalize() for word in words if word != node.value.lower())


def _add(ask: str, answers: Sequence[str], line: int, imported: Imported) -> None:
    """Adds a question; a picture or a sound whose address stands in it goes with it, or is all of it."""
    fields: dict[str, Any] = {}
    if "://" in ask and (found := _MEDIA.search(ask)):
        fields["media"] = found[1]
        ask = f"{ask[: found.start()].rstrip()} {ask[found.end() :].lstrip()}".strip() or found[1]
    imported.add(ask, answers, line=line, **fields)
