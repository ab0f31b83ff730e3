"""Takes pictures of `quizzer host` in a real browser: a game with a host, a screen and people on their phones.

    python tests/tools/make_host_pictures.py                 puts host.png into .github/pictures, for the README
    python tests/tools/make_host_pictures.py --look FOLDER   each view at each moment, in three sizes, light and dark

It needs Chromium, and `pip install -e '.[dev]'`.
"""

from __future__ import annotations

import argparse
import base64
import json
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from websockets.sync.client import connect

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from web.conftest import CHROMIUM, FLAGS, Server  # noqa: E402

PICTURES = ROOT / ".github" / "pictures"
BANK = """
title: Film night
questions:
  - ask: Who composed the music of “The City of Lost Children”?
    answer: Angelo Badalamenti
    kind: person
    category: composer
    explain: He wrote the song “Who Will Take Your Dreams Away” for it, which Marianne Faithfull sings.
  - ask: For which actor was the joyless inventor of “The City of Lost Children” written?
    answer: Daniel Emilfork
    kind: person
    category: cast
  - ask: Which American actor plays the strongman of “The City of Lost Children”?
    answer: Ron Perlman
    kind: person
    category: cast
"""
SIZES = {"phone": (360, 640), "tablet": (768, 1024), "beamer": (1920, 1080)}
PEOPLE = {"Grace": "Angelo Badalamenti", "Edsger": "badalmenti", "Barbara": "Badalamenti", "Alan": "Ennio Morricone",
          "Donald": "morricone", "Katherine": "A. Badalamenti", "Linus": "", "Margaret": "", "Tim": ""}  # fmt: skip
RIGHT = {"composed": "Angelo Badalamenti", "inventor": "Daniel Emilfork", "strongman": "Ron Perlman"}


class Guest:
    """Somebody who plays, without a browser."""

    def __init__(self, server: Server, name: str) -> None:
        address = f"ws://127.0.0.1:{server.port}/{server.code}/socket"
        self.socket = connect(address, max_queue=None, ping_interval=None)
        self._send(type="hello", secret=secrets.token_hex(16))
        self._send(type="join", name=name)

    def answer(self, given: str) -> None:
        self._send(type="answer", given=given)

    def _send(self, **line: str) -> None:
        self.socket.send(json.dumps(line))


def moments(server: Server, see: Callable[[str], Any]) -> Iterator[str]:
    """A game; the name of each moment worth looking at. `see` opens a page by its view."""
    host, phone, screen = see("host"), see("player"), see("screen")
    yield "door"
    phone.fill("#name", "Ada")
    phone.click("#join button")
    guests = {name: Guest(server, name) for name in PEOPLE}
    screen.wait_for_selector("text=10 players")
    yield "lobby"
    host.click("#main")
    phone.wait_for_selector("#answer:not([hidden])")
    for name, given in PEOPLE.items():
        if given:
            guests[name].answer(given)
    phone.fill("#given", "badalame")
    screen.wait_for_selector("text=6 of 10")
    yield "question"
    phone.fill("#given", "Badalamneti")
    phone.click("#send")
    phone.wait_for_selector("#verdict .word")
    yield "verdict"
    for name in ("Linus", "Margaret", "Tim"):
        guests[name].answer("Hans Zimmer")
    screen.wait_for_selector("#reveal:not([hidden])")
    host.wait_for_selector("#reveal:not([hidden])")
    phone.wait_for_selector("#reveal:not([hidden])")
    yield "reveal"
    for number in (2, 3):
        host.click("#main")
        phone.wait_for_selector(f"text=Question {number}")
        asked = phone.inner_text("#question .text")
        right = next(right for word, right in RIGHT.items() if word in asked)
        phone.fill("#given", right if number == 2 else "Marc Caro")
        phone.click("#send")
        for place, guest in enumerate(guests.values()):
            guest.answer(right if place < 6 - number else "Jean-Pierre Jeunet")
        phone.wait_for_selector("#reveal:not([hidden])")
    phone.click("#protest")
    host.wait_for_selector("#protests:not([hidden])")
    yield "protest"
    host.click("#main")
    screen.wait_for_selector("#end:not([hidden])")
    yield "end"


def games(take: Callable[[str, str, Any], None], browser: Any, **context: Any) -> None:
    """Play the game once, and `take` a picture of each view at each moment."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as ends:
        (Path(folder) / "bank.yaml").write_text(BANK, encoding="utf-8")
        arguments = ("bank.yaml", "-n", 3, "--data", folder, "--seed", 2, "--seconds", 60, "--title", "Film night")
        server = Server(Path(folder), *arguments)
        ends.callback(server.kill)
        pages: dict[str, Any] = {}
        addresses = {"host": server.host_page, "player": server.room, "screen": f"{server.room}/screen"}

        def see(view: str) -> Any:
            page = browser.new_context(locale="en-GB", **context).new_page()
            page.goto(addresses[view])
            pages[view] = page
            return page

        for moment in moments(server, see):
            for view, page in pages.items():
                page.wait_for_timeout(400)  # what moves has come to rest
                take(moment, view, page)
        for page in pages.values():
            page.context.close()


def look(browser: Any, folder: Path) -> None:
    """All pictures, for eyes."""
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):

        def take(moment: str, view: str, page: Any, scheme: str = scheme) -> None:
            for size, (width, height) in SIZES.items():
                page.set_viewport_size({"width": width, "height": height})
                page.wait_for_timeout(60)
                page.screenshot(path=folder / f"{moment}-{view}-{size}-{scheme}.png")
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    print(f"{moment} {view} {size}: wider than the window")

        games(take, browser, color_scheme=scheme)


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--look", type=Path)
    told = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        if told.look:
            look(browser, told.look)
        else:
            shown(browser)
        browser.close()


SHEET = """<!doctype html>
<style>
body {{ margin: 0; background: #d9d2c3; }}
main {{ position: relative; width: 1280px; height: 720px; }}
img {{ position: absolute; box-shadow: 0 6px 30px rgb(0 0 0 / .35); }}
.screen {{ left: 40px; top: 40px; width: 1020px; border-radius: 10px; }}
.phone {{ width: 240px; border-radius: 22px; border: 6px solid #1d1a24; }}
.asked {{ left: 760px; top: 250px; }}
.told {{ left: 1010px; top: 210px; }}
</style>
<main>
<img class="screen" src="{screen}"><img class="phone asked" src="{asked}"><img class="phone told" src="{told}">
</main>"""


def shown(browser: Any) -> None:
    """The picture of the README: the screen, and two phones before it."""
    taken: dict[str, str] = {}
    wanted = {("reveal", "screen"): "screen", ("question", "player"): "asked", ("verdict", "player"): "told"}

    def take(moment: str, view: str, page: Any) -> None:
        if name := wanted.get((moment, view)):
            width, height = (1280, 720) if view == "screen" else SIZES["phone"]
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(200)
            taken[name] = "data:image/png;base64," + base64.b64encode(page.screenshot()).decode()

    games(take, browser, color_scheme="light")
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.set_content(SHEET.format(**taken))
    page.wait_for_timeout(300)
    page.screenshot(path=PICTURES / "host.png")


if __name__ == "__main__":
    main()
