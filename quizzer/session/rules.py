"""The rules of a game: one struct of settings. A mode is a preset of it."""

from collections.abc import Callable, Mapping
from math import inf, isfinite
from typing import Any, Concatenate, Literal, ParamSpec, TypeAlias, get_args

import msgspec

from quizzer.errors import QuizzerError, reworded, shortened, shown
from quizzer.grading.wordlists import read_pairs

Mode: TypeAlias = Literal[
    "classic", "blitz", "sudden_death", "lives", "party", "race", "buzzer", "study", "host", "clues"
]
"""A mode: the name of a preset."""
Who: TypeAlias = Literal["everyone", "turns", "first", "buzz"]
"""Who may answer a question."""
TieBreak: TypeAlias = Literal["right", "hints", "time", "first"]
"""What ranks players with equal points."""


class _Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The settings of `Rules`, which says what each one means."""

    mode: str = "classic"
    questions: int | None = 10
    choose: Literal["seeded", "adaptive"] = "seeded"
    target: float = 0.7
    who: Who = "everyone"
    tries: int | None = 1
    prompts: int = 2
    repeat_missed: bool = False
    pass_on: bool = True
    late_join: bool = True
    max_players: int = 1000
    names: Literal["unique", "any"] = "unique"
    wait_for_away: bool = False
    auto_next: bool = False
    reading_seconds: float | None = None
    game_seconds: float | None = None
    question_seconds: float | None = None
    idle_seconds: float | None = None
    answer_seconds: float | None = None
    grace_seconds: float = 0.0
    word_seconds: float = 0.0
    lives: int | None = None
    scored: bool = True
    points: tuple[float, float, float, float, float] = (1.0, 1.0, 1.0, 1.0, 1.0)
    wrong_cost: float = 0.0
    pass_cost: float = 0.0
    hint_cost: float = 0.0
    hints_lower_points: bool = False
    hints: int = 4
    hint_seconds: float | None = None
    own_hints: bool = False
    typed: bool = False
    by_name: bool = False
    partial: bool = False
    speed_bonus: float = 0.0
    speed_grace: float = 10.0
    speed_fade: float = 20.0
    streak_bonus: float = 0.0
    streak_cap: int = 5
    power_points: float = 0.0
    neg_cost: float = 0.0
    bonus_parts: int = 0
    bonus_word_seconds: float = 0.0
    bonus_points: float = 10.0
    target_score: float | None = None
    team_score: Literal["sum", "best", "average"] = "sum"
    tie_break: tuple[TieBreak, ...] = ("right", "hints")
    judge: Literal["referee", "host"] = "referee"
    host: str = ""


_P = ParamSpec("_P")


def _with_settings(
    _: Callable[_P, _Settings],
) -> "Callable[[Callable[..., Rules]], Callable[Concatenate[Mode, _P], Rules]]":
    """Let a type checker know the settings that a function takes: the fields of a struct."""
    return lambda function: function


class Rules(_Settings, frozen=True, kw_only=True):
    """The settings of a game, in seconds and in points, whole or not.

    mode: the name of the preset that these rules began with, or a name of your own. It decides nothing.
    questions: how many questions quizzer asks, 1 to 100,000; None for all.
    choose: which questions come: "seeded" by the seed alone, "adaptive" each to suit the players (see `target`).
    target: the chance of a right answer that adaptive choice aims at, 0.05 to 0.95.
    who: who may answer: "everyone" once each, players in "turns", the "first" who is right, or the first to "buzz".
    tries: how many answers a player has for each question, 1 to 100; None for no limit. A vague answer costs no try.
    prompts: how often a player is asked to be more specific on one question, 0 to 10. The next vague answer is wrong.
    repeat_missed: a missed question returns at the end until the first answer to it is right or a pass. It counts once.
    pass_on: in turns, a missed or passed question goes to the next player.
    late_join: players may join after the start.
    max_players: how many players may take part, 1 to 100,000.
    names: "unique" refuses a name that looks like that of another player: by case, width, accents, or similar letters.
    wait_for_away: an open question waits for a player whose connection broke.
    auto_next: the next question follows at once, with no time to read explanations.
    reading_seconds: how long players may read the explanation before the next question, above 0; None waits for `Next`.
    game_seconds: how long all questions together may be open, above 0; None for no limit.
    question_seconds: how long a question may be open, above 0; None for no limit. A tossup counts from its last word.
    idle_seconds: after how long without an action the game ends, above 0; None for never. A `Tick` does not count.
    answer_seconds: how long a player may answer after a buzz, above 0; None for no limit.
    grace_seconds: how long quizzer accepts answers after time is up, for slow networks, 0 to 10. Players do not see it.
    word_seconds: how long the reading of each word of a tossup takes, 0 to 10; 0 shows the text at once.
    lives: how many misses put a player out, 1 to 100; None for never.
    scored: False gives and takes no points, as in study.
    points: the points of a right answer, for difficulties 1 to 5.
    wrong_cost: the points that a wrong answer costs, 0 or above.
    pass_cost: the points that a pass costs, 0 or above.
    hint_cost: the points that each hint costs, 0 or above.
    hints_lower_points: hints lower the points of a right answer, at most to 0, instead of the score.
    hints: how many hints a player may ask for on one question, 0 to 20.
    hint_seconds: after how long an open question gives everybody a hint, again and again, above 0; None for never.
    own_hints: where everybody answers, only the player who asked sees a hint. False: all do, but not after an answer.
    typed: a right answer counts as soon as the player has typed it (see `Typed`), except one of several choices.
    by_name: a player may answer a list name by name. A right name takes no try. With `partial` this has no effect.
    partial: an incomplete list or a near number earns its share of the points.
    speed_bonus: the extra points of the quickest right answer, 0 or above.
    speed_grace: for how many seconds the speed bonus stays whole, 0 or above.
    speed_fade: in how many seconds the speed bonus then fades to 0, 0 or above.
    streak_bonus: the extra points of a right answer in a row after the first, times its place in the row, 0 or above.
    streak_cap: the place in the row after which the streak bonus stays the same, 1 to 1,000.
    power_points: the points of a tossup answered before its power mark `(*)`; 0 for no power.
    neg_cost: the points that a wrong answer costs if it interrupts a tossup, 0 or above.
    bonus_parts: how many bonus questions a right tossup earns, 0 to 10: those tagged "bonus", or else unused ones.
    bonus_word_seconds: how many seconds each word of a bonus adds to `question_seconds`, 0 to 10.
    bonus_points: the points of each part of a bonus.
    target_score: the points of a player or team at which the game ends, above 0; None for no such end.
    team_score: how the points of its members make the score of a team: "sum", "best" or "average".
    tie_break: what ranks equal points, in this order: more "right" answers, fewer "hints", less "time", the "first".
    judge: who rules: the "referee" (people can overrule it), or the "host" alone.
    host: the id of the only player who may send `Rule` and `Undo`; empty for anyone.

    Raises QuizzerError for a value out of range, or for a mode with none of its settings.
    """

    @staticmethod
    @_with_settings(_Settings)
    def preset(mode: str, **settings: Any) -> "Rules":
        """The rules of a mode (a key of `PRESETS`), with some settings changed.

        Raises QuizzerError for a mode or a setting that does not exist, or a value that is out of range.
        """
        if mode not in PRESETS:
            raise QuizzerError(f"there is no mode {shown(mode)}{_near(mode, PRESETS)}: use one of {', '.join(PRESETS)}")
        for name in settings:
            if name not in Rules.__struct_fields__ or name == "mode":
                raise QuizzerError(f"the rules have no setting {shown(name)}{_near(name, Rules.__struct_fields__)}")
        try:
            return msgspec.convert({**PRESETS[mode], **settings, "mode": mode}, Rules)
        except msgspec.ValidationError as error:
            choices = {field.name: get_args(field.type) for field in msgspec.structs.fields(Rules)}
            choices["tie_break"] = get_args(TieBreak)
            raise QuizzerError(f"rules: {shortened(reworded(error, choices=choices), 200)}") from None

    def __post_init__(self) -> None:
        for name, (low, high) in _RANGES.items():
            value = getattr(self, name)
            if value is not None and not within(value, low, high):
                raise QuizzerError(f"rules: {name} must be from {low:,} to {high:,}, not {shown(value)}")
        for name in _ABOVE_0:
            if getattr(self, name) == 0:
                raise QuizzerError(f"rules: {name} must be above 0, or None for no limit")
        if len(list(self.points)) != 5 or not all(within(points, -1_000_000, 1_000_000) for points in self.points):
            raise QuizzerError("rules: points must be five numbers, for difficulties 1 to 5")
        own = [name for name in PRESETS.get(self.mode, ()) if name not in _PAID_HINTS]
        if own and all(getattr(self, name) == _DEFAULTS[name] for name in own):
            raise QuizzerError(
                f"rules: mode is {self.mode!r}, but no setting of this mode is there: use Rules.preset({self.mode!r})"
            )

    @property
    def is_timed(self) -> bool:
        """Whether a time limit can act without an action of a player."""
        return bool(self.word_seconds) or any(getattr(self, name) is not None for name in _LIMITS)

    @property
    def most_tries(self) -> float:
        """The number of answers that a player has for each question: `tries`, or infinity."""
        return inf if self.tries is None else self.tries

    @property
    def has_one_winner(self) -> bool:
        """Whether the first right answer of any player settles a question."""
        return self.who != "everyone"

    @property
    def goes_on(self) -> bool:
        """Whether time or lives end the game, and not the number of questions."""
        return self.game_seconds is not None or self.lives is not None

    @property
    def bonuses(self) -> int:
        """The number of bonus questions that a tossup earns, 0 to 10; 0 in games without buzzing."""
        return self.bonus_parts if self.who == "buzz" else 0


_LIMITS = ("game_seconds", "question_seconds", "answer_seconds", "reading_seconds", "hint_seconds", "idle_seconds")
_ABOVE_0 = (*_LIMITS, "target_score")
_RANGES: dict[str, tuple[float, float]] = {
    setting: msgspec.json.decode(text) for setting, text in read_pairs("ranges", beside=__file__).items()
}

_PAID_HINTS = ("by_name", "hint_cost", "hints_lower_points")  # what modes have in common, and 0.1.0 had not

PRESETS: Mapping[str, Mapping[str, Any]] = {
    mode: msgspec.json.decode(text, type=dict[str, bool | int | float | str | tuple[float, ...] | None])
    for mode, text in read_pairs("modes", beside=__file__).items()
}
"""The modes, each with the settings that it changes. Classic: everybody answers each question. Blitz: as many as
you can in 60 seconds, each right as soon as you type it. Sudden death: the first miss puts you out. Lives: the third
does. Party: players take turns, and a missed question goes to the next player. Race: the first right answer takes the
points, one try each. Buzzer: tossups read out word by word, and bonuses. Study: two tries, no score. Host: a person
rules. Clues: films, each shown clue by clue, with a try for each. A hint costs an eighth of a point."""


def within(value: object, low: float, high: float) -> bool:
    """Whether `value` is a number in this range."""
    return isinstance(value, (int, float)) and low <= value <= high and isfinite(value)  # of a huge integer it raises


def _near(word: str, words: Any) -> str:
    from difflib import get_close_matches  # only a mistake needs it

    close = get_close_matches(word, list(words), 1)
    return f" (did you mean {close[0]!r}?)" if close else ""


_DEFAULTS = dict(zip(Rules.__struct_fields__, Rules.__struct_defaults__, strict=True))
