"""The banks that come with quizzer, read once for all tests of a process: reading them takes a second."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from quizzer import Bank, load_bank
from quizzer.banks.shipped import shipped_banks
from quizzer.folders import Folders
from quizzer.games import Library

__all__ = ["keep_as_read", "library", "shared_folder", "shipped"]

FOLDER = "QUIZZER_TESTS_BANKS"


@cache
def shipped(*names: str) -> Bank:
    """The shipped banks of these names as one bank; all of them where none is named."""
    return load_bank(*(path for path in shipped_banks() if not names or path.stem in names))


def library() -> Library:
    """A new library of the shipped banks, which takes what this process has read before."""
    nowhere = _cache() / "nowhere"
    return Library(Folders(records=nowhere, banks=nowhere, cache=_cache(), settings=nowhere))


def keep_as_read(home: str | os.PathLike[str]) -> None:
    """Leaves the shipped banks in the cache of the home `home`, as somebody has them who has played before.

    Nothing happens to a home that has a cache, or that cannot have one.
    """
    with contextlib.suppress(OSError):
        shutil.copytree(_cache(), Path(home, "cache"), copy_function=_link)


def _link(file: str, copy: str) -> None:
    """What is in a cache is never changed, only replaced: one file serves all homes."""
    try:
        os.link(file, copy)
    except OSError:  # on another file system
        shutil.copy(file, copy)


@cache
def _cache() -> Path:
    """One folder for all processes that run tests: what the first has read the others need not read."""
    folder = Path(os.environ[FOLDER]) if FOLDER in os.environ else shared_folder()
    wanted = [*((path,) for path in shipped_banks()), tuple(shipped_banks())]
    # Two processes that begin together begin at two ends.
    for paths in wanted if int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % 2 else reversed(wanted):
        load_bank(*paths, cache=folder)
    return folder


def shared_folder() -> Path:
    """Makes the folder for this process and those that it starts; it is gone when this one ends."""
    folder = tempfile.mkdtemp(prefix="quizzer-banks-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ[FOLDER] = folder
    return Path(folder)
