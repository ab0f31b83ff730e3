"""A game at one keyboard with a clock that the test sets, and an input line as the full screen has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quizzer import AnswerKey, Question, Rules, Session
from quizzer.driver import Driver
from quizzer.games import Seat
from quizzer.terminal.game_page import GamePage
from quizzer.terminal.layout import UNICODE
from quizzer.terminal.shared_keyboard import SharedKeyboard

FILMS = [
    Question(id="rocky", text="Who runs up the steps?", key=AnswerKey("Rocky Balboa", accept=["Rocky"])),
    Question(id="metropolis", text="Who directed Metropolis?", key=AnswerKey("Fritz Lang", kind="person")),
    Question(id="ducks", text="Which three?", key=AnswerKey(["Huey", "Dewey", "Louie"], kind="list")),
    Question(id="alien", text="What is it called?", key=AnswerKey("Alien", kind="title")),
]


class Table:
    """The game, and who sits at it."""

    def __init__(
        self,
        *players: str,
        mode: str = "classic",
        asked: Sequence[Question] = FILMS,
        session: Session | None = None,
        journal: Any = None,
        game: Any = None,
        **settings: Any,
    ) -> None:
        self.now = 0.0
        rules = Rules.preset(mode, **{"questions": len(asked), **settings})
        self.session = session or Session(asked, rules)
        driver = Driver(self.session, clock=lambda: self.now, journal=journal)
        keyboard = SharedKeyboard(
            driver, [Seat(*name.split("@")) for name in players or ("ada",)], never_ask=lambda *_: None
        )
        self.over, self.line = False, ""
        self.page = GamePage(keyboard, UNICODE, over=self._end, game=game, moves=False)

    def _end(self, _: bool) -> None:
        self.over = True

    def type(self, text: str, *, after: float = 0.1) -> None:
        """Types letters one after the other; "\\r" is Enter."""
        for letter in text:
            self.wait(after)
            topic = self.page.topic
            if self.page.prompt is None or (letter == "\r" and not self.line):
                self.page.key("enter" if letter == "\r" else letter)
            elif letter == "\r":
                self.page.line(self.line)
                self.line = self.page.typed("")
            else:
                self.line = self.page.typed(self.line + letter)
            self._drop(topic)

    def press(self, name: str) -> None:
        """Presses a key that is no letter of a line."""
        topic = self.page.topic
        self.page.key(name)
        self._drop(topic)

    def wait(self, seconds: float) -> None:
        """Lets time pass, in which the page wakes when it wants to."""
        until = self.now + seconds
        while (wait := self.page.wakes_in()) is not None and self.now + wait <= until:
            self.now, topic = self.now + max(wait, 0.01), self.page.topic
            self.page.wake()
            self._drop(topic)
        self.now = max(self.now, until)

    def _drop(self, topic: object) -> None:
        if self.page.topic != topic:
            self.line = self.page.typed("")

    @property
    def points(self) -> list[float]:
        return [player.points for player in self.session.view(None).players]

    @property
    def screen(self) -> str:
        return self.screen_of(80, 24)

    def screen_of(self, columns: int, height: int) -> str:
        rows = self.page.rows(columns, height)
        return "\n".join("".join(text for _, text in row).rstrip() for row in rows).replace("\u00a0", " ")
