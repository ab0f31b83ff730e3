"""Where in its files a question of a bank comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from quizzer.bank_files.nodes import file_of
from quizzer.bank_files.reader import Reading
from quizzer.facts.wording import slug, without_marks
from quizzer.grading import fold
from quizzer.question import Question

# What the questions of a film are made from, by how the second part of their ids begins.
_KEYS = {
    "trivia": "trivia",
    "goofs": "goofs",
    "plot": "plot",
    "quotes": "quotes",
    "who-says": "quotes",
    "versions": "alternate_versions",
    "director": "directors",
    "writer": "writers",
    "composer": "composers",
    "cast": "cast",
    "character": "cast",
    "song": "soundtrack",
    "film-of-song": "soundtrack",
    "film-of-title": "also_known_as",
    "released-in": "also_known_as",
    "called-in": "also_known_as",
    "original-title": "original_title",
    "gap": "gaps",
    "year": "year",
    "budget": "box_office",
    "gross": "box_office",
    "opening": "box_office",
    "connection": "connections",
    "set-in": "set_in",
    "filmed-in": "filmed_in",
    "based-on": "based_on",
}


class Place(NamedTuple):
    """A line (from 1) of a file."""

    file: str
    line: int


class Places:
    """The places of a bank's questions: the entry of a hand-written one, the fact that another is made from."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._entries = {entry.ask: node for node, entry in reversed(reading.questions)}
        self._films = {film.label: node for node, film in reversed(reading.films)}

    def of(self, question: Question) -> Place | None:
        """Where a question comes from; None if the file does not show it."""
        if not question.facts:
            node = self._entries.get(question.text)
        else:
            film = self._films.get(question.film or "")
            node = _fact(film, question) if film is not None else None
        return Place(file_of(node) or self._reading.file, node.start_mark.line + 1) if node is not None else None


def _fact(film: yaml.Node, question: Question) -> yaml.Node:
    """The node of the fact, or the nearest one around it that is sure."""
    _, shape, subject, *_ = (*question.id.split("/"), "", "")
    key = next((key for begins, key in _KEYS.items() if shape.startswith(begins)), "")
    node = _value(film, key) or film
    if isinstance(node, yaml.SequenceNode):
        return next((item for item in node.value if _tells(item, question, subject)), node)
    return _value(node, shape.replace("-", "_")) or node


def _value(node: yaml.Node, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def _tells(item: yaml.Node, question: Question, subject: str) -> bool:
    """Whether a fact is what the question is about, or holds its answer; "which film?" has its answer elsewhere."""
    texts = [without_marks(text) for text in _texts(item)]
    if subject and any(slug(begins) == subject for text in texts for begins in (text, " ".join(text.split()[:8]))):
        return True
    key = question.key
    if key is None or (question.film or "").startswith(key.answer):
        return False
    whole = f" {fold(' '.join(texts))} "
    return any(f" {fold(name)} " in whole for name in key.names)


def _texts(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        yield node.value
    for part in node.value if isinstance(node, yaml.CollectionNode) else ():
        for one in part if isinstance(part, tuple) else (part,):
            yield from _texts(one)
