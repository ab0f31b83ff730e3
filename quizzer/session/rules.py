"""The rules of a game: one struct of settings. A mode is a preset of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf, isfinite
from typing import Any, Concatenate, Literal, ParamSpec, TypeAlias

import msgspec

from quizzer.errors import QuizzerError, shortened, shown
from quizzer.grading.wordlists import read_pairs

Mode: TypeAlias = Literal[
    "classic", "blitz", "sudden_death", "lives", "party", "race", "buzzer", "study", "host", "clues"
]
"""A mode: the name of a preset."""
Who: TypeAlias = Literal["everyone", "turns", "first", "buzz"]
"""Who may answer a question."""
TieBreak: TypeAlias = Literal["right", "hints", "time", "first"]
"""What parts players with equal points."""


class _Knobs(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The settings of a game."""

    mode: str = "classic"
    """The name of the preset that these rules started from, or one of your own. It decides nothing; the name of a
    preset of whose own settings none is there is refused."""

    questions: int | None = 10
    """How many questions are asked, 1 to 100,000; None for all that are given."""

    choose: Literal["seeded", "adaptive"] = "seeded"
    """Which questions: by the seed alone, or each next one so that the chance of a right answer is near `target`."""

    target: float = 0.7
    """For adaptive choice: the wished chance of a right answer, 0.05 to 0.95."""

    who: Who = "everyone"
    """Who may answer: everyone (each once), players in turns, the first who is right, or whoever buzzes first."""

    tries: int | None = 1
    """How many answers a player has for each question, 1 to 100; None for no limit. A prompt takes none."""

    prompts: int = 2
    """How often a player is asked to be more specific on one question, 0 to 10; the next vague answer is wrong."""

    repeat_missed: bool = False
    """What somebody missed comes back at the end until the first answer to it is right, or it is passed. It counts
    once."""

    pass_on: bool = True
    """In turns: a question that is missed or passed goes on to the next player."""

    late_join: bool = True
    """Whether players may join after the start."""

    max_players: int = 1000
    """How many players may take part, 1 to 100,000."""

    names: Literal["unique", "any"] = "unique"
    """Whether a name may look like that of a player who is there: with another case, width or accents, with letters
    that nobody sees, or that look alike. Teams whose names look alike are one. An id that stands in for a name is not
    compared."""

    wait_for_away: bool = False
    """Whether an open question waits for a player whose connection broke."""

    auto_next: bool = False
    """The next question follows at once; there is no time to read explanations."""

    reading_seconds: float | None = None
    """After how long the next question follows by itself, above 0; None for not without Next."""

    game_seconds: float | None = None
    """How long questions may be open in the whole game, above 0; None for no limit. Reading explanations is free."""

    question_seconds: float | None = None
    """How long each question may be open, above 0; None for no limit. For a tossup it counts from the last word."""

    idle_seconds: float | None = None
    """After how long without any action but Tick the game ends by itself, in every phase, above 0; None for never."""

    answer_seconds: float | None = None
    """How long there is to answer after a buzz, above 0; None for no limit."""

    grace_seconds: float = 0.0
    """How long after the end that players are shown a question, a floor or a game still closes, 0 to 10: for what was
    sent in time over a slow network."""

    word_seconds: float = 0.0
    """How long the reading of one word of a tossup takes, 0 to 10; with 0 the text is there at once."""

    lives: int | None = None
    """How many misses put a player out, 1 to 100; None for never."""

    scored: bool = True
    """False for study: nothing brings or costs points."""

    points: tuple[float, float, float, float, float] = (1.0, 1.0, 1.0, 1.0, 1.0)
    """What a right answer brings, for difficulties 1 to 5."""

    wrong_cost: float = 0.0
    """What a wrong answer costs, 0 or above."""

    pass_cost: float = 0.0
    """What a pass costs, 0 or above."""

    hint_cost: float = 0.0
    """What each hint costs, 0 or above."""

    hints_lower_points: bool = False
    """Hints take their cost from what a right answer brings, at most all of it, and not from the score at once."""

    hints: int = 4
    """How many hints a player may ask for at one question, 0 to 20."""

    hint_seconds: float | None = None
    """After how long an open question gives everybody its next hint by itself, again and again, above 0; None for
    never."""

    own_hints: bool = False
    """Where players answer side by side: each hint is its player's alone. With False everybody sees it, but for a hint
    or a clue that follows an answer where everybody answers: it would tell that this was not right."""

    typed: bool = False
    """A right answer counts as soon as it is typed (see `Typed`), but for one of several choices. Rivals see then that
    something was sent."""

    by_name: bool = False
    """A list may be answered name by name: while all names are right, the player says more, and it takes no try.
    Not where `partial` gives points for some of the names."""

    partial: bool = False
    """An incomplete list or a near number brings its share of the points."""

    speed_bonus: float = 0.0
    """What the quickest right answer brings on top, 0 or above. Off by default: typing speed must not decide."""

    speed_grace: float = 10.0
    """For how long the speed bonus stays whole, 0 or above."""

    speed_fade: float = 20.0
    """How long it then takes to fade to nothing, 0 or above."""

    streak_bonus: float = 0.0
    """What each right answer in a row after the first brings on top, times its place in the row, 0 or above."""

    streak_cap: int = 5
    """The place in the row from which the streak bonus grows no further, 1 to 1,000."""

    power_points: float = 0.0
    """What a tossup brings before its power mark `(*)`, instead of its points; 0 for no power."""

    neg_cost: float = 0.0
    """What interrupting a tossup with a wrong answer costs, 0 or above."""

    bonus_parts: int = 0
    """With buzzing: how many bonus questions a tossup earns, 0 to 10. They are the questions tagged "bonus", or else
    some of those that were not chosen."""

    bonus_word_seconds: float = 0.0
    """How much longer than `question_seconds` a bonus stays open for each of its words, 0 to 10."""

    bonus_points: float = 10.0
    """What each part of a bonus brings."""

    target_score: float | None = None
    """The points at which the game ends once the question is closed, of a player or of a team, above 0; None for no
    such end."""

    team_score: Literal["sum", "best", "average"] = "sum"
    """How a team's points come from those of its members."""

    tie_break: tuple[TieBreak, ...] = ("right", "hints")
    """What parts players with equal points, in this order: more right answers, fewer hints, less time spent on right
    answers, having scored first. Whom nothing parts shares a rank."""

    judge: Literal["referee", "host"] = "referee"
    """Who rules: the referee, with people overruling it, or the host alone."""

    host: str = ""
    """Who alone may Rule and Undo; empty for anyone in the game."""


_P = ParamSpec("_P")


def _with_knobs(_: Callable[_P, _Knobs]) -> Callable[[Callable[..., Rules]], Callable[Concatenate[Mode, _P], Rules]]:
    """Lets a type checker know the settings that a function takes: those of a struct."""
    return lambda function: function


class Rules(_Knobs, frozen=True, kw_only=True):
    """Every setting of a game, in seconds and in points, whole or not. Raises QuizzerError for a value out of range."""

    @staticmethod
    @_with_knobs(_Knobs)
    def preset(mode: str, **settings: Any) -> Rules:
        """The rules of a mode (a key of `PRESETS`), with some settings changed.

        Raises QuizzerError for a mode or a setting that does not exist, or a value that is out of range.
        """
        if mode not in PRESETS:
            raise QuizzerError(
                f"there is no mode {shown(mode)}{_near(mode, PRESETS)}: it is one of {', '.join(PRESETS)}"
            )
        for name in settings:
            if name not in Rules.__struct_fields__ or name == "mode":
                raise QuizzerError(f"rules have no setting {shown(name)}{_near(name, Rules.__struct_fields__)}")
        try:
            return msgspec.convert({**PRESETS[mode], **settings, "mode": mode}, Rules)
        except msgspec.ValidationError as error:
            raise QuizzerError(f"rules: {shortened(str(error), 200)}") from None

    def __post_init__(self) -> None:
        for name, (low, high) in _RANGES.items():
            value = getattr(self, name)
            if value is not None and not within(value, low, high):
                raise QuizzerError(f"rules: {name} is {shown(value)}, and must be from {low:,} to {high:,}")
        for name in _ABOVE_0:
            if getattr(self, name) == 0:
                raise QuizzerError(f"rules: {name} is 0, and must be above 0 (or None for no limit)")
        if len(list(self.points)) != 5 or not all(within(points, -1_000_000, 1_000_000) for points in self.points):
            raise QuizzerError("rules: points must be five numbers, for difficulties 1 to 5")
        own = [name for name in PRESETS.get(self.mode, ()) if name not in _PAID_HINTS]
        if own and all(getattr(self, name) == _DEFAULTS[name] for name in own):
            raise QuizzerError(
                f"rules: mode is {self.mode!r}, but nothing of that mode is set: use Rules.preset({self.mode!r})"
            )

    @property
    def is_timed(self) -> bool:
        """Whether anything happens by time alone."""
        return bool(self.word_seconds) or any(getattr(self, name) is not None for name in _LIMITS)

    @property
    def most_tries(self) -> float:
        """How many answers a player has for each question: `tries`, or infinity."""
        return inf if self.tries is None else self.tries

    @property
    def has_one_winner(self) -> bool:
        """Whether a question is settled by the first right answer, whoever gives it."""
        return self.who != "everyone"

    @property
    def goes_on(self) -> bool:
        """Whether it is time or lives that end the game, and not the number of questions."""
        return self.game_seconds is not None or self.lives is not None

    @property
    def bonuses(self) -> int:
        """How many bonus questions a tossup earns, 0 to 10: none where nobody buzzes."""
        return self.bonus_parts if self.who == "buzz" else 0


_LIMITS = ("game_seconds", "question_seconds", "answer_seconds", "reading_seconds", "hint_seconds", "idle_seconds")
_ABOVE_0 = (*_LIMITS, "target_score")
_RANGES: dict[str, tuple[float, float]] = {
    setting: msgspec.json.decode(told) for setting, told in read_pairs("ranges", beside=__file__).items()
}

_PAID_HINTS = ("by_name", "hint_cost", "hints_lower_points")  # what modes have in common, and 0.1.0 had not

PRESETS: Mapping[str, Mapping[str, Any]] = {
    mode: msgspec.json.decode(told, type=dict[str, bool | int | float | str | tuple[float, ...] | None])
    for mode, told in read_pairs("modes", beside=__file__).items()
}
"""The modes, each with the settings that it changes. Classic: everybody answers each question. Blitz: as many as
you can in 60 seconds, each right as it is typed. Sudden death: the first miss puts out; lives: the third. Party:
players in turn, a missed question passes on. Race: the first right answer takes the points, one try each. Buzzer:
tossups read out word by word, and bonuses. Study: two tries, no score. Host: a person rules. Clues: films, each told
clue by clue, with a try for each. Where hints and points meet, each hint costs an eighth of a point: all four cost half
a point."""


def within(value: object, low: float, high: float) -> bool:
    """Whether `value` is a number in this range."""
    return isinstance(value, (int, float)) and low <= value <= high and isfinite(value)  # of a huge integer it raises


def _near(word: str, words: Any) -> str:
    from difflib import get_close_matches  # only a mistake needs it

    close = get_close_matches(word, list(words), 1)
    return f" (did you mean {close[0]!r}?)" if close else ""


_DEFAULTS = dict(zip(Rules.__struct_fields__, Rules.__struct_defaults__, strict=True))
