"""The colours, from the one file that holds them."""

from __future__ import annotations

import tomllib
from pathlib import Path

from prompt_toolkit.styles import Style

__all__ = ["style_of"]

_FILE = Path(__file__).with_name("themes.toml")


def style_of(theme: str) -> Style:
    """The styles of a theme. Without colours (NO_COLOR) their weights, underlines and reversals remain."""
    themes: dict[str, dict[str, str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Style.from_dict({**themes["dark"], **themes[theme]})
