"""A host in a process of its own, and people in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest

BANK = """\
title: Harbours
questions:
  - {id: h1, ask: "Where is Stone Town?", answer: Zanzibar, difficulty: 1}
  - {id: h2, ask: "Which port lies at the mouth of the Elbe?", answer: Cuxhaven, difficulty: 2}
  - {id: h3, ask: "Which island has the port of Calvi?", answer: Corsica, difficulty: 3}
"""
RIGHT = {"Where is Stone Town?": "Zanzibar", "Which port lies at the mouth of the Elbe?": "Cuxhaven",
         "Which island has the port of Calvi?": "Corsica"}  # fmt: skip
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
# Without a network of its own nothing here should look for one.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]  # fmt: skip


class Server:
    """One `quizzer host`."""

    def __init__(self, folder: Path, *arguments: object, port: int = 0) -> None:
        self.folder = folder
        command = [sys.executable, "-m", "quizzer", "host", "--no-browser", "--port", str(port), *map(str, arguments)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder)
        assert self.process.stdout is not None
        told = ""
        while "Ctrl-C" not in told:
            line = self.process.stdout.readline()
            assert line, self.process.communicate()[1]
            told += line
        self.address = re.search(r"http://[\d.]+:\d+", told)[0]  # type: ignore[index]
        self.port = int(self.address.rpartition(":")[2])
        self.code = re.search(r"code is +(\w+)", told)[1]  # type: ignore[index]
        self.host_page = re.search(r"The host +(\S+)", told)[1]  # type: ignore[index]
        self.room = f"{self.address}/{self.code}"

    def kill(self) -> None:
        """As a power cut would, but for the disk."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        self.kill()
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts `quizzer host` with these arguments, with the bank of harbours unless they name another."""
    (tmp_path / "harbours.yaml").write_text(BANK, encoding="utf-8")
    with ExitStack() as ends:

        def start(*arguments: object, **more: Any) -> Server:
            server = Server(tmp_path, *(arguments or ("harbours.yaml", "-n", 3)), **more)
            ends.callback(server.end)
            return server

        yield start


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, without a window. While it is there its loop runs, and no other module's tests may find that."""
    if not CHROMIUM:
        assert "CI" not in os.environ or sys.platform != "linux", "CI needs Chromium"
        pytest.skip("there is no Chromium here")
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Person:
    """Somebody with a browser of their own, and all that came over their wire."""

    def __init__(self, browser: Any, address: str, *, width: int = 360, height: int = 640, **context: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB", **context)
        self.page = self.context.new_page()
        self.heard: list[str] = []
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._hear_complaint)
        self.page.on("websocket", self._listen)
        self.page.on("response", self._note)
        self.page.goto(address)

    def _hear_complaint(self, line: Any) -> None:
        if (
            line.type == "error" and "WebSocket connection" not in line.text
        ):  # that a server is gone is no fault of ours
            self.faults.append(line.text)

    def _listen(self, socket: Any) -> None:
        socket.on("framereceived", lambda frame: self.heard.append(str(frame)))

    def _note(self, response: Any) -> None:
        self.heard.append(str(response.headers))

    def join(self, name: str) -> Person:
        """Take a seat under this name."""
        self.page.fill("#name", name)
        self.page.click("#join button")
        self.page.wait_for_selector("#join", state="hidden")
        return self

    def answer(self, text: str = "") -> str:
        """Answer the open question, rightly without a `text`; the right answer."""
        self.page.wait_for_selector("#answer:not([hidden])")
        right = RIGHT[self.page.inner_text("#question .text")]
        text = text or right
        self.page.fill("#given", text)
        self.page.click("#send")
        return right

    def sees(self, text: str) -> None:
        """Wait until this stands on the page."""
        self.page.wait_for_selector(f"text={text}", timeout=30_000)

    def press(self, selector: str) -> None:
        self.page.click(selector)


@pytest.fixture
def people(browser: Any) -> Iterator[Callable[..., Person]]:
    """Opens an address in a browser of its own; at the end no page must have had a fault."""
    opened: list[Person] = []

    def come(address: str, **context: Any) -> Person:
        person = Person(browser, address, **context)
        opened.append(person)
        return person

    yield come
    for person in opened:
        person.context.close()
        assert person.faults == []


class Balancer:
    """One address for several workers, as a proxy gives them: who connects gets the first that is alive."""

    def __init__(self, *ports: int) -> None:
        self.ports = ports
        self.place = socket.create_server(("127.0.0.1", 0))
        self.port = self.place.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.place.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.place.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        for port in self.ports:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port)) as worker, client:
                back = threading.Thread(target=_pass_on, args=(worker, client), daemon=True)
                back.start()
                _pass_on(client, worker)
                back.join()
                return


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    """What one end says, until it is gone; then the other end is closed too."""
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
