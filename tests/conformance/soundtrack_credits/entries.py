"""Reads the entries of a corpus of soundtrack credits; README.md says how they are written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from quizzer.facts import SOUNDTRACK_ROLES, Song

Names = tuple[tuple[str, str | None], ...]


class Entry(NamedTuple):
    place: str
    lines: list[str]
    song: str
    roles: dict[str, Names]


def read_entries(file: Path) -> list[Entry]:
    """The entries of a file, each with where it begins."""
    entries = []
    number = 1
    for block in re.split(r"\n(?=\n)", file.read_text(encoding="utf-8")):
        lines, roles, song = [], {}, ""
        for row in block.split("\n"):
            label, _, value = row.partition(": ")
            if row.startswith(">"):
                lines.append(row[1:].removeprefix(" "))
            elif label == "song":
                song = value
            elif row and not row.startswith("#"):
                assert label in SOUNDTRACK_ROLES, f"{file.name}: {row!r} is no reading"
                roles[label] = tuple(_name(name) for name in value.split(" | "))
        if lines:
            entries.append(Entry(f"{file.name}:{number + 1}", lines, song, roles))
        number += block.count("\n") + 1
    return entries


def roles_of(song: Song | None) -> dict[str, Names]:
    """A song's roles as an entry writes them."""
    found = {role: song.credits(role) if song else () for role in SOUNDTRACK_ROLES}
    return {str(role): tuple((one.name, one.credited_as) for one in people) for role, people in found.items() if people}


def _name(written: str) -> tuple[str, str | None]:
    name, _, credited = written.partition(" = ")
    return name, credited or None
