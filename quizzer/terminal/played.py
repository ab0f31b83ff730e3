"""A game read from its events: each question with what everybody said and how it was ruled, and a word on that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from msgspec.structs import astuple, replace

from quizzer import session
from quizzer.grading import Outcome, Reason
from quizzer.terminal.layout import Glyphs
from quizzer.terminal.safe import one_line

CLUES = 6
"""The number of clues of a film."""


class Said(session.Result, frozen=True, gc=False):
    """One player's answer to one question, with its current ruling.

    `overruled` if a person ruled otherwise than the referee: then the referee's reasons do not count.
    """

    overruled: bool = False

    @property
    def silence(self) -> str:
        """Words for a player who gave no answer."""
        return session.phrase("said.skipped" if self.passed else "said.nothing")

    @property
    def is_right(self) -> bool:
        """Whether the answer counts as right."""
        return self.outcome is Outcome.CORRECT

    @property
    def how(self) -> str:
        """How it went: "right", "slip" (right, but misspelt), "wrong" or "skipped"."""
        if self.is_right:
            return "slip" if self.reason is Reason.SPELLING else "right"
        return "wrong" if self.given and self.outcome is not None else "skipped"


@dataclass
class PlayedQuestion:
    """One question: how it was asked, and once it is closed what it was and what everybody said."""

    asked: session.QuestionAsked
    text: str  # of a tossup, what was read of it
    revealed: session.Revealed | None = None
    said: list[Said] = field(default_factory=list)
    cut_short: bool = False  # by the end of the game's time, when nobody had said anything
    hint_costs: dict[str, float] = field(default_factory=dict)  # what each player paid for hints
    clues: list[str] = field(default_factory=list)  # for each clue told after the first: "wrong" guess, or "hinted"
    asked_back: set[str] = field(default_factory=set)  # players who had to be more specific
    protestable: dict[str, Said] = field(default_factory=dict)  # each player's first that the referee found wrong

    @property
    def counts(self) -> bool:
        """Whether it could bring points: an open gap can't, nor what came back, nor what was still open at the end."""
        is_told = self.revealed is not None and self.revealed.answer is not None
        return is_told and not self.cut_short and not self.asked.again

    @property
    def misses(self) -> list[Said]:
        """The answers that were not right; where nobody said anything, one miss of a player without a name."""
        if not self.counts:
            return []
        return [said for said in self.said if not said.is_right] if self.said else [Said("")]

    def how(self, said: Said) -> str:
        """How it went, as in `Said.how`, or of a right answer "hinted", or "vague" where it had to be made clearer."""
        if said.is_right and said.player in self.hint_costs:
            return "hinted"
        return "vague" if said.is_right and said.player in self.asked_back else said.how

    def of(self, player: str) -> Said | None:
        """The answer of this player; None if it never was for this player."""
        return next((said for said in self.said if said.player == player), None)


def played_questions(events: Iterable[session.Event]) -> list[PlayedQuestion]:
    """The questions of a game in order, with their current rulings."""
    questions: list[PlayedQuestion] = []
    changed: dict[int, session.RulingChanged] = {}
    is_over = False
    guess = "hinted"
    tries: list[tuple[PlayedQuestion, session.Ruled | session.Submitted]] = []
    for event in events:
        if isinstance(event, session.QuestionAsked):
            question, guess = PlayedQuestion(event, event.text), "hinted"
            questions.append(question)
        elif isinstance(event, session.RulingChanged):
            changed[event.ruling] = event
        elif isinstance(event, session.TimeUp):
            is_over = event.what == "game"
        elif not questions:
            continue
        elif isinstance(event, session.WordsRead):
            question.text = f"{question.text} {event.words}".strip()
        elif isinstance(event, session.HintGiven) and event.kind == "clue":
            question.clues.append(guess)
            guess = "hinted"
        elif isinstance(event, session.HintGiven):
            costs = question.hint_costs
            costs[event.player] = costs.get(event.player, 0.0) - event.points
        elif isinstance(event, session.Ruled | session.Submitted):
            tries.append((question, event))
            outcome = event.outcome if isinstance(event, session.Ruled) else None
            guess = "wrong" if outcome is Outcome.INCORRECT else guess
            if outcome is Outcome.PROMPT and question.asked.kind != "list":
                question.asked_back.add(event.player)
        elif isinstance(event, session.Revealed):
            question.revealed = event
            said = [Said(*astuple(result)) for result in event.results]
            # A player interrupted by the end of the game has not missed the question.
            question.said = [one for one in said if one.given or one.passed] if is_over else said
            question.cut_short = is_over and not question.said
    for question in questions:
        question.said = [_ruled_anew(said, changed.get(said.ruling or 0)) for said in question.said]
    for question, event in tries:
        name, change = event.player, changed.get(event.seq)
        ruled = event.outcome if isinstance(event, session.Ruled) else None
        outcome = change.after if change is not None else ruled
        if outcome is Outcome.CORRECT and change is not None:  # whatever was tried after it
            question.said = [_ruled_anew(one, change) if one.player == name else one for one in question.said]
        if outcome is Outcome.INCORRECT or (outcome is Outcome.CORRECT and ruled is Outcome.INCORRECT):
            given = next((one.given for one in question.said if one.player == name), "")
            one = Said(name, given, outcome, ruling=event.seq, overruled=outcome is Outcome.CORRECT)
            question.protestable.setdefault(name, one)
    return questions


def sign_of(said: Said, glyphs: Glyphs) -> tuple[str, str]:
    """The style and the sign of what was said: right, right with a slip, wrong or skipped."""
    if said.is_right:
        return "class:nearly" if said.how == "slip" else "class:right", glyphs.right
    return ("class:wrong", glyphs.wrong) if said.how == "wrong" else ("class:quiet", glyphs.skipped)


def _ruled_anew(said: Said, change: session.RulingChanged | None) -> Said:
    if change is None or change.after is said.outcome:
        return said
    return replace(
        said,
        outcome=change.after,
        overruled=not change.undone,
        points=change.points,
        streak=change.streak,
        parts=change.parts,
    )


LONG_ENOUGH = 3
"""From so many in a row on, a streak is worth a word, when it grows and when it ends."""
SELDOM = 3
"""Of so many verdicts in a row at most one has a word."""


def remark(questions: Sequence[PlayedQuestion]) -> str:
    """The word for the latest question, which is closed; empty where none is called for, or one was said just now."""
    word, quiet, before, missed = "", SELDOM, 0, 0
    for question in questions:
        word = ""
        if question.counts and question.said:
            if quiet >= SELDOM:
                word = _word(question, before, missed, crc32(questions[0].asked.text.encode()))
            quiet = 1 if word else quiet + 1
            before, missed = question.said[0].streak, 0 if question.said[0].is_right else missed + 1
    return word


def _word(question: PlayedQuestion, before: int, missed: int, which: int) -> str:
    """The word for one question, `before` which so many were right in a row, or `missed`. `which` is any number."""
    said = question.said[0]
    if len(question.said) > 1:
        right = [one.is_right for one in question.said]
        return session.phrase("quip.all") if all(right) else "" if any(right) else session.phrase("quip.nobody")
    if said.is_right:
        back = session.phrase("quip.back") if missed >= LONG_ENOUGH else ""
        return session.words_in(session.LANGUAGE.get()).texts.get(f"quip.streak.{said.streak}", back)
    if not (said.given or said.passed):
        return ""  # the clock has closed it, and nobody is to blame
    if before >= LONG_ENOUGH:
        return session.phrase("quip.run", count=before)
    words = session.words_in(session.LANGUAGE.get()).listed("quip.wrong." if said.given else "quip.skipped.")
    # From the first question on they go round, so that none is heard twice too soon.
    return words[(which + question.asked.number // SELDOM) % len(words)]


def points_in_words(points: float, *, sign: str = "") -> str:
    """Points as people write them, in fractions: "1 5/8". With "+" as `sign`, points won have it too.

    >>> points_in_words(-0.375), points_in_words(0.833), points_in_words(12), points_in_words(0.3)
    ('-3/8', '5/6', '12', '0.3')
    """
    if not points % 1:
        return session.phrase("gain" if sign else "figure", points=points)
    from fractions import Fraction  # seldom needed

    near = Fraction(abs(points)).limit_denominator(8)
    if abs(near - abs(points)) > 0.0006:  # of a third three digits are kept
        return session.phrase("gain" if sign else "figure", points=points)
    whole, part = divmod(near, 1)
    return f"{'-' if points < 0 else sign}{f'{whole} ' if whole else ''}{part}"


def category_name(category: str) -> str:
    """A category for people to read."""
    return session.phrase("category", category=one_line(category)).replace("_", " ")
