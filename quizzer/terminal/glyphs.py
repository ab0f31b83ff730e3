"""The signs that screens are drawn with: fine ones, and ones that every terminal has."""

import sys
from collections.abc import Mapping
from typing import NamedTuple


class Glyphs(NamedTuple):
    """The signs of one kind of terminal.

    `bar` and `track` are what bars are drawn with: the fillings of a cell from little to full, then an empty cell.
    `days` are the shades of a day in a calendar: none first, then from little to much.
    """

    corners: str
    across: str
    down: str
    bar: str
    track: str
    days: str
    point: str
    right: str
    slip: str
    wrong: str
    skipped: str
    hinted: str
    vague: str
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


def shows_squares(environment: Mapping[str, str]) -> bool:
    """Whether coloured squares can be shown: not on a terminal of letters alone, nor where colours are not wanted."""
    return not environment.get("NO_COLOR") and environment.get("TERM") not in ("linux", "dumb", "vt100", "vt220")


UNICODE = Glyphs(
    "╭╮╰╯", "─", "│", "▏▎▍▌▋▊▉█░", "━─", "·░▒▓█", "•", "✓", "~", "✗", "–", "○", "…", "▸", "…", "·", "♥", "▲", "↑↓"
)
ASCII = Glyphs(
    "++++", "-", "|", "#.", "=-", ".-+*#", "*", "+", "~", "x", "-", "o", "?", ">", "~", "-", "*", "^", "Up/Down"
)


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
