"""One game at one keyboard: whose answer is awaited, and what a player can do now. Nothing is ruled here."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass
from math import inf

from quizzer.driver import Driver
from quizzer.errors import IllegalAction
from quizzer.games import Seat
from quizzer.grading import Outcome
from quizzer.session import Event, GameEnded, QuestionAsked, Revealed, Session, actions, phrase
from quizzer.terminal.played import PlayedQuestion, Said, played_questions, remark


def ruling_of(letter: str) -> Outcome | None:
    """Return the ruling of a host by its letter in the language of the game: right, wrong or too vague."""
    outcomes = (Outcome.CORRECT, Outcome.INCORRECT, Outcome.PROMPT)
    return dict(zip(phrase("host.letters"), outcomes, strict=True)).get(letter.lower())


@dataclass(eq=False)
class SharedKeyboard:
    """A session with everybody at one keyboard. Each method returns its events.

    With `quips` some verdicts come with a joke.
    """

    driver: Driver
    seats: Sequence[Seat]
    _: KW_ONLY
    never_ask: Callable[[str, bool], None]
    quips: bool = True

    def __post_init__(self) -> None:
        self.session: Session = self.driver.session
        self._never: set[str] = set()
        self._claimant = ""  # who has claimed the next try in a race
        self._questions: list[PlayedQuestion] = []
        self._told = 0  # how many events these questions tell of
        # A game that is resumed has its players.
        for one in self.seats if self.session.phase == "lobby" else ():
            self.driver.apply(actions.Join(one.name, one.team, name=one.name))

    @property
    def players(self) -> tuple[str, ...]:
        """Everybody's names."""
        return self.session.players

    @property
    def is_alone(self) -> bool:
        """Whether there is one player only."""
        return len(self.players) == 1

    @property
    def questions(self) -> list[PlayedQuestion]:
        """The game so far, question by question."""
        events = self.session.events
        if len(events) != self._told:
            self._told, self._questions = len(events), played_questions(events)
            texts = {one.id: one.text for one in self.session.questions}
            for question in self._questions if self.session.rules.word_seconds else ():
                if question.revealed is not None:
                    # After a buzz, the whole tossup is shown at the end, without its power mark.
                    question.text = " ".join(texts[question.revealed.question].replace("(*)", " ").split())
        return self._questions

    @property
    def remark(self) -> str:
        """A joke for the verdict on the latest question; mostly empty."""
        return remark(self.questions) if self.quips else ""

    @property
    def reason(self) -> str:
        """Why the game ended; empty while it goes on."""
        if self.session.phase != "over":
            return ""
        return next(event.reason for event in reversed(self.session.events) if isinstance(event, GameEnded))

    @property
    def buzzers(self) -> tuple[str, ...]:
        """Who may claim the next try by a key. Empty where nobody has to, or somebody has claimed it."""
        session = self.session
        if session.rules.who == "buzz":
            return tuple(name for name in self.players if session.view(name).may_buzz)
        if session.rules.who != "first" or self.is_alone or self._holder:
            return ()
        return tuple(name for name in self.players if session.view(name).may_answer)

    @property
    def answerer(self) -> str:
        """Whose answer the keyboard waits for; empty for nobody's."""
        if self.buzzers:
            return ""
        if self._holder:
            return self._claimant
        return next((name for name in self.players if self.session.view(name).may_answer), "")

    def start(self) -> tuple[Event, ...]:
        return self.driver.apply(actions.Start()) if self.session.phase == "lobby" else ()

    def go_on_from_here(self) -> tuple[Event, ...]:
        """Resumes a game: the events since its latest question, to be shown again."""
        if self.session.phase == "paused":
            self.driver.apply(actions.Resume())
        events = self.session.events
        asked = [place for place, event in enumerate(events) if isinstance(event, QuestionAsked)]
        return events[asked[-1] :] if asked else ()

    def go_on(self) -> tuple[Event, ...]:
        self._claimant = ""
        return self.driver.apply(actions.Next(dropped=self.is_never_asked))

    def tick(self, typed: str = "") -> tuple[Event, ...]:
        """Return the events that are due. `typed` is the answerer's text: if time is up and it is right, it counts."""
        answerer = self.answerer if typed.strip() else ""
        return self._done(self.driver.tick(typed={answerer: typed} if answerer else None))

    def typed(self, text: str) -> tuple[Event, ...]:
        """The answerer has typed so much, and not given it yet: what came of it, if it counts."""
        with suppress(IllegalAction):  # nobody is asked just now
            return self._done(self.driver.apply(actions.Typed(self.answerer, text)))
        return ()

    def stop(self) -> tuple[Event, ...]:
        return self.driver.apply(actions.Stop()) if self.session.phase != "over" else ()

    def buzz(self, player: str) -> tuple[Event, ...]:
        if self.session.rules.who == "buzz":
            return self.driver.apply(actions.Buzz(player))
        self._claimant = player
        return ()

    def wake_referee(self) -> None:
        """Have the referee load and index what the first answer needs, while the players still read."""
        question = self.session.question
        if question is not None and question.key is not None:
            question.key.grade("nobody in particular", self.session.canon)

    def answer(self, given: str) -> tuple[Event, ...]:
        return self._done(self.driver.apply(actions.Answer(self.answerer, given)))

    def skip(self) -> tuple[Event, ...]:
        """The answerer passes; where anybody may buzz, all of them do."""
        events: list[Event] = []
        for player in self.buzzers or (self.answerer,):
            if self.session.phase in ("asking", "reading"):
                events += self.driver.apply(actions.Pass(player))
        return self._done(tuple(events))

    def hint(self) -> tuple[Event, ...]:
        return self.driver.apply(actions.Hint(self.answerer or next(iter(self.buzzers), "")))

    def protestable(self) -> list[Said]:
        """The answers that the referee did not find right, each player's first, to the latest question with any."""
        return next((list(one.protestable.values()) for one in reversed(self.questions) if one.protestable), [])

    @property
    def may_protest(self) -> bool:
        """Whether one of them is to the question that was closed last."""
        return next((bool(one.protestable) for one in reversed(self.questions) if one.revealed is not None), False)

    def was_right(self, said: Said) -> tuple[Event, ...]:
        """The player says that the answer was right: it is noted as a protest, and the points are given.

        The second time for the same answer, the player takes the protest back.
        """
        assert said.ruling is not None
        outcome = Outcome.INCORRECT if said.is_right else Outcome.CORRECT
        if outcome is Outcome.CORRECT:
            with suppress(IllegalAction):  # under protest already
                self.driver.apply(actions.Protest(said.player, said.ruling))
        return self.driver.apply(actions.Rule(said.ruling, outcome, by=self.session.rules.host or said.player))

    def rule(self, ruling: int, outcome: Outcome) -> tuple[Event, ...]:
        """Rule as the host on a waiting answer."""
        return self.driver.apply(actions.Rule(ruling, outcome, by=self.session.rules.host))

    def never_again(self) -> bool | None:
        """Hide the open or last question from later games; the second time, show it again.

        Whether it will never be asked; None if there was no question yet.
        """
        question = self.session.question
        if question is None:
            return None
        never = question.id not in self._never
        self.never_ask(question.id, never)
        self._never ^= {question.id}
        return never

    @property
    def is_never_asked(self) -> bool:
        """Whether that was said of this question."""
        question = self.session.question
        return question is not None and question.id in self._never

    def pause(self) -> None:
        """Stop the clock, if one runs."""
        if self.session.rules.is_timed and self.session.phase in ("asking", "reading", "buzzed"):
            self.driver.apply(actions.Pause())

    def resume(self) -> None:
        if self.session.phase == "paused":
            self.driver.apply(actions.Resume())

    @property
    def _holder(self) -> bool:
        return bool(self._claimant) and self.session.view(self._claimant).may_answer

    def _done(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        if self._claimant and not self._holder:
            self._claimant = ""
        return events


PAUSE = 0.05
"""Seconds without a key after which the session gets the typed text; until then the screen shows the key press."""

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
            # A fast typist still types the rest of an answer that counted already.
            self._rest, text = self._rest[len(said) :], ""
        elif said:
            self._rest = ""
        self._text = text
        is_told = bool(text.strip()) and self._keyboard.session.rules.typed
        self._ready_at = self._keyboard.driver.now + PAUSE if is_told else inf
        return text

    def wakes_in(self) -> float:
        """Seconds until the session gets the text; infinity for never."""
        return max(0.0, self._ready_at - self._keyboard.driver.now)

    def events(self) -> tuple[Event, ...]:
        """Return the events that are due now, with the typed text."""
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


_APART = "alqpzmgt"  # letters of most keyboards, far enough apart for as many hands


def buzz_keys(players: Sequence[str]) -> dict[str, str]:
    """One letter for each player."""
    return dict(zip(players, _APART, strict=False))


def is_key_of(player: str, pressed: str, keys: dict[str, str]) -> bool:
    """Whether this is the player's key: the letter, or for keyboards without it the digit of the seat (1 to 8)."""
    return pressed.lower() == keys[player] or pressed == str(1 + list(keys).index(player))
