"""What stands half typed: the session is told of it, and nothing of it runs on into the next question."""

from math import inf

from quizzer.session import Event, Revealed
from quizzer.terminal.shared_keyboard import SharedKeyboard

PAUSE = 0.05
"""Seconds without a key after which the session is told what stands typed: until then the key press is drawn."""

AFTERWARDS = 0.7
"""Seconds in which keys still belong to the question that the clock has just closed."""


class HalfTyped:
    """The text in the input line of a game."""

    def __init__(self, keyboard: SharedKeyboard) -> None:
        self._keyboard = keyboard
        self._text = ""
        self._ready_at = inf
        self._deaf_until = -inf
        self._rest = ""
        self.counted: int = 0
        """How many texts have counted as they were typed."""

    @property
    def is_deaf(self) -> bool:
        """Whether the clock closed a question just now while somebody was typing, who may not have seen it yet."""
        return self._keyboard.driver.now < self._deaf_until

    def becomes(self, text: str) -> str:
        """The line has become `text`. How much of it is about the question that is open: all, or nothing."""
        said = text.casefold()
        if self.is_deaf or (said and self._rest.startswith(said)):
            # Whoever was faster than the answer is long types the rest of it.
            self._rest, text = self._rest[len(said) :], ""
        elif said:
            self._rest = ""
        self._text = text
        is_told = bool(text.strip()) and self._keyboard.session.rules.typed
        self._ready_at = self._keyboard.driver.now + PAUSE if is_told else inf
        return text

    def wakes_in(self) -> float:
        """In how many seconds the session is to be told of it; infinity for never."""
        return max(0.0, self._ready_at - self._keyboard.driver.now)

    def events(self) -> tuple[Event, ...]:
        """What time has brought by now, with what stands typed."""
        now, due, text = self._keyboard.driver.now, self._keyboard.session.due, self._text
        if due is not None and due <= now:
            events = self._keyboard.tick(text)
            if text.strip() and any(isinstance(event, Revealed) for event in events):
                self._deaf_until = now + AFTERWARDS
            return events
        if self._ready_at > now:
            return ()
        self._ready_at = inf
        if events := self._keyboard.typed(text):
            self.counted += 1
            answer = next((event.answer or "" for event in events if isinstance(event, Revealed)), "")
            self._rest = answer.casefold().partition(text.strip().casefold())[2]
        return events
