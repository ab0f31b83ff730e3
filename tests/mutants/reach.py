"""A plugin of pytest that notes which functions of the package each test calls, and how much work it is.

Set MUTANTS_REACH to a folder; each process writes a file of JSON lines there.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Generator
from pathlib import Path
from types import CodeType, FrameType

import pytest

PACKAGE = str(Path(__file__).parents[2] / "quizzer") + os.sep


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    called: set[CodeType] = set()

    def note(frame: FrameType, event: str, value: object) -> None:
        called.add(frame.f_code)

    began = sum(os.times()[:4])
    threading.settrace(note)
    sys.settrace(note)
    try:
        return (yield)
    finally:
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]  # as its documentation says
        took = sum(os.times()[:4]) - began  # seconds of the processor, those of the programs that it starts too
        functions = [
            [code.co_filename[len(PACKAGE) :].replace(os.sep, "/"), code.co_firstlineno]
            for code in called
            if code.co_filename.startswith(PACKAGE)
        ]
        with Path(os.environ["MUTANTS_REACH"], f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps([item.nodeid, took, functions]) + "\n")
