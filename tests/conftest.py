"""What holds for every test: no one's home is touched, and no network is there."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("quizzer", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("quizzer")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
"""Real data that may lie beside a checkout; tests that measure it say so when they skip."""


@pytest.fixture(autouse=True)
def _nobodys_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
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
