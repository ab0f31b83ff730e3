"""What holds for every test: it touches nobody's home, reaches no network, and Ctrl-C interrupts what it starts."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from effort import plain_work
from hypothesis import settings
from read_once import FOLDER, shared_folder

settings.register_profile("quizzer", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("quizzer")

# As the command line sets it: what is made for a test is soon no longer used, and need not be looked for all the time.
gc.set_threshold(200_000, 20, 20)

# A shell starts what runs in its background with Ctrl-C turned off, and a program hands that on to those it starts.
# Tests that interrupt a program need it turned on.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Many tests start the program. It starts in half the time where Python may keep its byte code, as it may for users.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# The processes that pytest starts to run tests have this variable: they read the shipped banks once.
if FOLDER not in os.environ:
    shared_folder()

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
"""Real data that may lie beside a checkout; tests that measure it say so when they skip."""


def pytest_xdist_auto_num_workers() -> int | None:
    """Half as many processes more than processors: a third of the time tests of the terminal wait for a screen."""
    if os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS") or not hasattr(os, "sched_getaffinity"):
        return None
    processors = len(os.sched_getaffinity(0))
    return processors + processors // 2


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders, each for one test, in one of their own: pytest looks through all of its own whenever it makes one."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _nobodys_home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    home = next(_homes)
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "QUIZZER_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in list(os.environ):
        if name.startswith("XDG_"):
            monkeypatch.delenv(name)
    for name in ("NO_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)

    connect = socket.socket.connect

    def at_home(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1"):
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", at_home)


@pytest.fixture
def in_no_time() -> Iterator[None]:
    """Fails a test that uses far more of the processor than plain work does, however busy the machine is.

    Such a test gives a large hostile text to code that needs less than a second for it. Code whose time grows with the
    square of the text needs minutes.
    """
    plain = plain_work()
    begun = time.thread_time()
    yield
    times = (time.thread_time() - begun) / plain
    assert times < 60, f"in this time quizzer reads {times:.0f} banks of 500 questions"


@pytest.fixture
def fixtures() -> Path:
    """The folder of hand-written pages and banks."""
    return ROOT / "tests" / "fixtures"


@pytest.fixture
def shared_pages() -> Path:
    """Real saved pages; the test is skipped where they are not there."""
    folder = SHARED / "pages"
    if not folder.is_dir():
        pytest.skip(f"no real pages in {folder}")
    return folder
