"""Takes the picture that the README shows: quizzer itself, in a terminal, with a clock that stands still.

    python tests/tools/make_pictures.py            compares it with the one in .github/pictures
    python tests/tools/make_pictures.py --write    puts it there

It is an SVG file of text: what stands on the screen can be searched, copied and compared.
"""

from __future__ import annotations

import html
import re
import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / ".github" / "pictures"
sys.path.insert(0, str(ROOT / "tests"))

BANK = """
title: The City of Lost Children
films:
  - {title: The City of Lost Children, year: 1995}
defaults: {film: The City of Lost Children}
questions:
  - ask: “Who Will Take Your Dreams Away” is heard in “The City of Lost Children”. Who composed its music?
    answer: Angelo Badalamenti
    kind: person
    category: soundtrack
    difficulty: 1
    explain: Ron Perlman knew no French when he took the lead, so he learned every line by heart.
  - ask: For which actor was the joyless inventor of “The City of Lost Children” written?
    answer: Daniel Emilfork
    kind: person
    category: cast
    difficulty: 2
  - ask: Which American actor plays the strongman of “The City of Lost Children”?
    answer: Ron Perlman
    kind: person
    category: cast
    difficulty: 3
"""

STILL = """
import sys
from datetime import datetime
from pathlib import Path
from quizzer.commands import environment, main
from quizzer.driver import Driver

class Calendar:
    def now():
        return datetime.fromisoformat("2026-11-29T20:15+00:00")

environment.datetime = Calendar
Driver.__init__.__kwdefaults__["clock"] = lambda: float(Path("clock").read_text())
sys.exit(main(sys.argv[1:]))
"""


def pictures() -> Iterator[tuple[str, str]]:
    """The name of each picture, and its SVG."""
    from pseudo_terminal import Terminal
    from read_once import keep_as_read

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        keep_as_read(home)
        Path(home, "bank.yaml").write_text(BANK, encoding="utf-8")
        surroundings = {"QUIZZER_HOME": folder, "PROMPT_TOOLKIT_COLOR_DEPTH": "DEPTH_24_BIT", "TZ": "UTC"}
        command = [sys.executable, "-c", STILL]

        def set_clock(seconds: float) -> None:
            # In one step: the program reads it at any moment.
            Path(home, "new").write_text(str(seconds), encoding="ascii")
            Path(home, "new").replace(Path(home, "clock"))

        set_clock(0)
        options = ["--category", "soundtrack", "--category", "cast", "--seconds", "30", "--seed", "2"]
        game = Terminal([*command, "play", "bank.yaml", *options], folder=home, rows=20, **surroundings)
        game.wait_for("strongman")
        set_clock(4.4)
        game.type("ron perlman\r")
        game.wait_for("Enter go on")
        game.type("\r")
        game.wait_for("Question 2")
        game.type("badalmenti")
        set_clock(15.6)
        game.wait_for("19 s")
        yield "question", svg(game)
        game.close()


WIDE, HIGH = 8.4, 18
"""Units of a picture that a cell takes."""
INK, PAPER = "#d8dee6", "#12171d"


def svg(terminal: Any) -> str:
    """What stands on a terminal's screen as a picture."""
    screen = terminal.cells
    width, height = len(screen[0]) * WIDE + 24, len(screen) * HIGH + 24
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" font-size="14"',
        '  font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" xml:space="preserve">',
        f'<rect width="100%" height="100%" rx="8" fill="{PAPER}"/>',
    ]
    for number, row in enumerate(screen):
        place = 0
        for look, run in groupby(
            row, key=lambda cell: (cell.fg, cell.bold, cell.italics, cell.underscore, cell.reverse)
        ):
            cells = list(run)
            lines += _run("".join(cell.data for cell in cells), look, place, len(cells), number)
            place += len(cells)
    return "\n".join([*lines, "</svg>\n"])


def _run(text: str, look: tuple[str, bool, bool, bool, bool], place: int, cells: int, row: int) -> list[str]:
    colour, bold, italics, underscore, reverse = look
    ink = INK if colour == "default" else f"#{colour}" if re.fullmatch("[0-9a-f]{6}", colour) else colour
    left, top, length = 12 + place * WIDE, 12 + row * HIGH, cells * WIDE
    drawn = [f'<rect x="{left:g}" y="{top}" width="{length:g}" height="{HIGH}" fill="{ink}"/>'] if reverse else []
    if not text.strip():
        return drawn
    style = (
        'font-weight="bold" ' * bold + 'font-style="italic" ' * italics + 'text-decoration="underline" ' * underscore
    )
    size = f'x="{left:g}" y="{top + 14}" textLength="{length:g}" lengthAdjust="spacingAndGlyphs"'
    return [*drawn, f'<text {size} {style}fill="{PAPER if reverse else ink}">{html.escape(text)}</text>']


def words(picture: str) -> list[str]:
    """The texts that stand in a picture, in their order."""
    return [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", picture)]


def main() -> int:
    """Writes the pictures, or says which of them are no longer those of the game."""
    stale = []
    for name, picture in pictures():
        file = PICTURES / f"{name}.svg"
        if "--write" in sys.argv[1:]:
            PICTURES.mkdir(exist_ok=True)
            file.write_text(picture, encoding="utf-8")
        elif not file.exists() or words(picture) != words(file.read_text(encoding="utf-8")):
            stale.append(name)
            print(f"{name}.svg is out of date:\n" + "\n".join(words(picture)))
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
