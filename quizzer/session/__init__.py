"""One game: you pass actions with their time, and get events. It does no input, output or timing.

session = Session(questions, Rules.preset("classic", questions=10), seed=7)
session.apply(Join("ada"), at=0.0)
session.apply(Start(), at=0.0)
events = session.apply(Answer("ada", "Ron Perlman"), at=4.2)
"""

from quizzer.grading.verdict import Parameters
from quizzer.session.actions import (
    LAST_MOMENT, Action, Adjust, Answer, Away, Buzz, Hint, Join, Kick, Leave, Lock, Next, Pass, Pause, Protest,
    Rename, Resume, Rule, Skip, Start, Stop, Tick, Typed, Undo
)  # fmt: skip
from quizzer.session.events import (
    AnswerGroup, Buzzed, Contributed, EndReason, Event, GameEnded, GameLocked, GamePaused, GameReopened, GameResumed,
    GameStarted, HintGiven, HintKind, HintText, Parts, PlayerAway, PlayerJoined, PlayerLeft, PlayerOut, PlayerPassed,
    PlayerRenamed, Protested, QuestionAsked, Refused, Result, Revealed, Ruled, RulingChanged, ScoreAdjusted,
    ScoreChange, Standing, Submitted, TimeClamped, TimeUp, TurnPassed, WordsRead
)  # fmt: skip
from quizzer.session.log import HasQuestions, Log, Questions
from quizzer.session.overruling import OpenRuling
from quizzer.session.phases import Phase
from quizzer.session.ratings import Rating, Ratings
from quizzer.session.roles import Role
from quizzer.session.rules import PRESETS, Mode, Rules, TieBreak, Who
from quizzer.session.saying import LANGUAGE, LANGUAGES, Words, phrase, say, words_in
from quizzer.session.session import Session
from quizzer.session.state import Decided
from quizzer.session.view import PlayerView, QuestionView, View

__all__ = [
    "LANGUAGE", "LANGUAGES", "LAST_MOMENT", "PRESETS", "Action", "Adjust", "Answer", "AnswerGroup", "Away", "Buzz",
    "Buzzed", "Contributed", "Decided", "EndReason", "Event", "GameEnded", "GameLocked", "GamePaused", "GameReopened",
    "GameResumed", "GameStarted", "HasQuestions", "Hint", "HintGiven", "HintKind", "HintText", "Join", "Kick", "Leave",
    "Lock", "Log", "Mode", "Next", "OpenRuling", "Parameters", "Parts", "Pass", "Pause", "Phase", "PlayerAway",
    "PlayerJoined", "PlayerLeft", "PlayerOut", "PlayerPassed", "PlayerRenamed", "PlayerView", "Protest", "Protested",
    "QuestionAsked", "QuestionView", "Questions", "Rating", "Ratings", "Refused", "Rename", "Result", "Resume",
    "Revealed", "Role", "Rule", "Ruled", "Rules", "RulingChanged", "ScoreAdjusted", "ScoreChange", "Session", "Skip",
    "Standing", "Start", "Stop", "Submitted", "Tick", "TieBreak", "TimeClamped", "TimeUp", "TurnPassed", "Typed",
    "Undo", "View", "Who", "Words", "WordsRead", "phrase", "say", "words_in"
]  # fmt: skip
