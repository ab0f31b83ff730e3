"""Draws the three screens that the README shows: a question against the clock, a verdict, the result.

    python tests/tools/make_screens.py            prints them, as the README's block
    python tests/tools/make_screens.py --write    puts them into README.md, between its markers

The pages are those of the game, drawn without a terminal, with a clock that stands still unless it is moved.
"""

from __future__ import annotations

import sys
from pathlib import Path

from quizzer import AnswerKey, Question, Rules, Session
from quizzer.driver import Driver
from quizzer.games import Seat
from quizzer.terminal.game_page import GamePage
from quizzer.terminal.glyphs import UNICODE
from quizzer.terminal.pages import Page, keys_that_fit
from quizzer.terminal.result_page import ResultPage
from quizzer.terminal.shared_keyboard import SharedKeyboard

README = Path(__file__).resolve().parents[2] / "README.md"
BEGIN, END = "<!-- screens: python tests/tools/make_screens.py --write -->", "<!-- screens end -->"
WIDTH = 72
FILM = "The City of Lost Children"

QUESTIONS = [
    Question(
        id="song",
        text=f"“Who Will Take Your Dreams Away” is heard in “{FILM}”. Who composed its music?",
        frame=f"{FILM} (1995)",
        short="“Who Will Take Your Dreams Away” is heard here. Who composed its music?",
        key=AnswerKey("Angelo Badalamenti", kind="person"),
        category="soundtrack",
        film=f"{FILM} (1995)",
        year=1995,
        explanation="Ron Perlman knew no French when he took the lead, so he learned every line by heart.",
    ),
    Question(
        id="inventor",
        text=f"For which actor was the joyless inventor of “{FILM}” written?",
        key=AnswerKey("Daniel Emilfork", kind="person"),
        category="cast",
        film=f"{FILM} (1995)",
        year=1995,
    ),
    Question(
        id="strongman",
        text=f"Which American actor plays the strongman of “{FILM}”?",
        key=AnswerKey("Ron Perlman", kind="person"),
        category="cast",
        film=f"{FILM} (1995)",
        year=1995,
    ),
]


def screens() -> list[str]:
    """The three screens, each as text without colours."""
    now = [0.0]
    rules = Rules.preset("classic", questions=3, question_seconds=30.0)
    session = Session(QUESTIONS, rules, seed=7)
    keyboard = SharedKeyboard(Driver(session, clock=lambda: now[0]), [Seat("you")], never_ask=lambda *_: None)
    game = GamePage(keyboard, UNICODE, over=lambda _: None)
    now[0] = 11.2
    shown = [_drawn(game, 12, typed="badalmenti")]
    game.line("badalmenti")
    shown.append(_drawn(game, 17))
    for given, seconds in (("dan emilforq", 4.4), ("Rutger Hauer", 7.9)):
        game.key("enter")
        now[0] += seconds
        game.line(given)
    game.key("enter")
    result = ResultPage(
        keyboard,
        UNICODE,
        title=FILM,
        coloured=True,
        best=None,
        offer=None,
        again=lambda: None,
        done=lambda: None,
        reopened=lambda: None,
    )
    return [*shown, _drawn(result, 23)]


def block() -> str:
    """What stands between the README's markers."""
    return "\n".join(f"```text\n{screen}\n```\n" for screen in screens())


def _drawn(page: Page, height: int, *, typed: str = "") -> str:
    rows = ["".join(text for _, text in row).rstrip() for row in page.rows(WIDTH, height - 2)]
    rows.append(f"{page.prompt or ''}{typed}".rstrip())
    rows += [""] * (height - 1 - len(rows))
    return "\n".join([*rows, "  ".join(f"{key.label} {key.does}" for key in keys_that_fit(page, WIDTH))])


def main() -> None:
    if sys.argv[1:] != ["--write"]:
        print(block())
        return
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n{block()}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
