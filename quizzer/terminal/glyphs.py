"""The signs that screens are drawn with: fine ones, and ones that every terminal has."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import NamedTuple


class Glyphs(NamedTuple):
    """`parts` are the fillings of one cell of a bar, the full one last; `track` is a line's done and its open part."""

    corners: str
    across: str
    down: str
    parts: str
    empty: str
    track: str
    right: str
    wrong: str
    vague: str
    skipped: str
    chosen: str
    more: str
    dot: str
    heart: str
    flame: str
    arrows: str

    @property
    def are_ascii(self) -> bool:
        """Whether they are for a terminal that has nothing else."""
        return self.right.isascii()


UNICODE = Glyphs("╭╮╰╯", "─", "│", "▏▎▍▌▋▊▉█", "░", "━─", "✓", "✗", "…", "–", "▸", "…", "·", "♥", "▲", "↑↓")
ASCII = Glyphs("++++", "-", "|", "#", ".", "=-", "+", "x", "?", "-", ">", "~", "-", "*", "^", "Up/Down")


def glyphs_for(environment: Mapping[str, str]) -> Glyphs:
    """The signs that can be shown where these are the environment variables.

    A locale that says "C" means a terminal, or a tmux, that knows ASCII alone; where nothing is said, all is well.
    """
    locale = environment.get("LC_ALL") or environment.get("LANG") or ""
    if locale.partition("@")[0] in ("C", "POSIX"):
        return ASCII
    charset = locale.partition(".")[2].lower().replace("-", "")
    if charset and not charset.startswith("utf8"):
        return ASCII
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    return UNICODE if encoding.startswith("utf") else ASCII
