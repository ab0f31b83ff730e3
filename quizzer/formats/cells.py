"""Several values in one cell of a table: `Father Christmas | Santa`, and `Squid = So close!`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

__all__ = ["join_aliases", "join_pairs", "join_values", "split_aliases", "split_pairs", "split_values"]

_MARKS = re.compile(r"([|;=\\\n])")
_ESCAPED = re.compile(r"\\([|;=\\n])")
_PIECE = re.compile(r"\\[|;=\\n]|.", re.DOTALL)


def split_values(cell: str) -> list[str]:
    """The values of a cell, parted by bars, semicolons or lines. A backslash makes an ordinary mark of the next."""
    return [_plain(value) for value in _split(cell, "|;\n")]


def split_aliases(cell: str) -> list[list[str]]:
    """Values that have other names: `Kambei = Kambei Shimada | Kikuchiyo`."""
    return [[_plain(name) for name in _split(value, "=")] for value in _split(cell, "|;\n")]


def split_pairs(cell: str) -> dict[str, str]:
    """Names with what is said to them, which may be nothing."""
    parts = [_split(value, "=") for value in _split(cell, "|;\n")]
    return {_plain(name): _plain(" = ".join(said)) for name, *said in filter(None, parts)}


def join_values(values: Iterable[str]) -> str:
    """A cell that `split_values` reads."""
    return " | ".join(_escaped(value) for value in values)


def join_aliases(values: Iterable[Iterable[str]]) -> str:
    """A cell that `split_aliases` reads."""
    return " | ".join(" = ".join(_escaped(name) for name in names) for names in values)


def join_pairs(names: Mapping[str, str]) -> str:
    """A cell that `split_pairs` reads."""
    return join_aliases([name, said] if said else [name] for name, said in names.items())


def _split(cell: str, marks: str) -> list[str]:
    """The parts between unescaped marks that are not blank, still with their backslashes."""
    if not any(mark in cell for mark in marks):
        parts = [cell]
    else:
        parts = [""]
        for piece in _PIECE.findall(cell):
            if piece in marks:
                parts.append("")
            else:
                parts[-1] += piece
    return [part.strip() for part in parts if part.strip()]


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda mark: "\n" if mark[1] == "n" else mark[1], text) if "\\" in text else text


def _escaped(text: str) -> str:
    return _MARKS.sub(lambda mark: "\\n" if mark[0] == "\n" else f"\\{mark[0]}", text)
