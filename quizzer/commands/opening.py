"""Banks for a command: read from the user's cache where they have been read before."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from quizzer.banks import Bank, load_bank

__all__ = ["cache_folder", "open_bank"]


def open_bank(*paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]]) -> Bank:
    """`load_bank`, with the user's cache."""
    return load_bank(*paths, cache=cache_folder())


def cache_folder() -> Path:
    """Where banks are cached: in `QUIZZER_HOME`, or else in the folder that the system has for a program's cache."""
    home = os.environ.get("QUIZZER_HOME")
    if home:
        return Path(home) / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("quizzer", appauthor=False)
