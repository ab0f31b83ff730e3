"""Where in its files a question of a bank comes from."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import yaml

from quizzer.bank_files.nodes import file_of, items_at, value_at
from quizzer.bank_files.reader import Reading
from quizzer.facts.film import Film
from quizzer.question import Origin, Question


class Place(NamedTuple):
    """A line (from 1) of a file."""

    file: str
    line: int


class Places:
    """Where the questions of a bank come from: the entry of a hand-written one, the fact that another is made from.

    `readings` are the files that the bank was read from, `films` its films: what the files tell of one, put together.
    """

    def __init__(self, readings: Sequence[Reading], films: Iterable[Film]) -> None:
        self._entries = {
            entry.ask: (reading, node) for reading in reversed(readings) for node, entry in reversed(reading.questions)
        }
        self._films = {film.label: film for film in films}
        self._told: dict[str, list[tuple[Reading, yaml.Node, Film]]] = {}
        for reading in readings:
            for node, film in reading.films:
                for name in {film.label, film.imdb or film.label}:
                    self._told.setdefault(name, []).append((reading, node, film))

    def of(self, question: Question) -> Place | None:
        """Where a question comes from; None if none of the files shows it."""
        found = self.node_of(question)
        if found is None:
            return None
        reading, node = found
        return Place(file_of(node) or reading.file, node.start_mark.line + 1)

    def node_of(self, question: Question) -> tuple[Reading, yaml.Node] | None:
        """The reading and the node that a question comes from; None if none of the files shows it."""
        return self._entries.get(question.text) if question.origin is None else self._fact(question.origin)

    def _fact(self, origin: Origin) -> tuple[Reading, yaml.Node] | None:
        """The node of a fact where it is told first, or that of its film if no entry has it as the bank does."""
        film = self._films.get(origin.film)
        if film is None:
            return None
        told = [*self._told.get(film.imdb or "", ()), *self._told.get(film.label, ())]
        key, _, inner = origin.key.partition(".")
        for reading, node, one in told:
            values = getattr(one, key)
            if origin.index is not None:
                value = getattr(film, key)[origin.index]
                if value in values:
                    return reading, items_at(node, key)[values.index(value)]
            elif values and (not inner or getattr(values, inner)):
                found = value_at(node, key)
                return reading, (value_at(found, inner) if found and inner else found) or node
        return told[0][:2] if told else None
