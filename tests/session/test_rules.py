"""The rules: every setting has its range, and says what it is."""

from __future__ import annotations

import math
import re

import msgspec
import pytest

from quizzer import AnswerKey, Question, QuizzerError
from quizzer.session import PRESETS, Answer, Rules, Session

NUMBERS = [
    field.name
    for field in msgspec.structs.fields(Rules)
    if isinstance(field.default, (int, float)) and not isinstance(field.default, bool)
] + ["questions", "game_seconds", "question_seconds", "answer_seconds", "lives"]


@pytest.mark.parametrize("setting", sorted(set(NUMBERS)))
@pytest.mark.parametrize("value", [-1, math.nan, math.inf, 10**9, 10**400, "many"])
def test_every_number_has_a_range(setting, value):
    with pytest.raises(QuizzerError, match=setting):
        Rules.preset("classic", **{setting: value})
    with pytest.raises(QuizzerError, match=setting):
        Rules(**{setting: value})


@pytest.mark.parametrize(
    "settings",
    [
        {"game_seconds": 0},
        {"points": (1, 2, 3)},
        {"points": "12345"},
        {"points": (1, 2, 3, 4, math.nan)},
        {"who": "nobody"},
        {"tie_break": ("luck",)},
        {"judge": "jury"},
        {"questions": 2.5},
    ],
)
def test_what_makes_no_sense_is_said_in_a_sentence(settings):
    with pytest.raises(QuizzerError, match="rules"):
        Rules.preset("classic", **settings)


def test_every_setting_is_documented():
    meanings = dict(re.findall(r"^    (\w+): (.{12,})$", Rules.__doc__, re.MULTILINE))
    assert list(meanings) == list(Rules.__struct_fields__)


@pytest.mark.parametrize("mode", PRESETS)
def test_rules_go_to_json_and_back(mode):
    rules = Rules.preset(mode, questions=7)
    assert rules.mode == mode
    assert msgspec.json.decode(msgspec.json.encode(rules), type=Rules) == rules


@pytest.mark.parametrize("seed", ["seven", 1.5, True, 2**63, None])
def test_a_seed_is_a_whole_number(capitals, seed):
    with pytest.raises(QuizzerError, match="seed"):
        Session(capitals, Rules(), seed=seed)


def test_two_questions_of_one_id_and_odd_difficulties_are_refused(capitals):
    with pytest.raises(QuizzerError, match="same id"):
        Session([capitals[0], capitals[0]], Rules())
    with pytest.raises(QuizzerError, match="difficulty 6"):
        Session([Question(id="q", text="?", key=AnswerKey("yes"), difficulty=6)], Rules())


class TestChoices:
    """A key's choices are all of them, or the wrong ones alone."""

    def asked(self, game, choices, seed=0, answer="Marc Caro"):
        question = Question(id="q", text="Who?", key=AnswerKey(answer, kind="choice", choices=choices))
        return game("ada", asked=[question], seed=seed)

    def test_all_of_them_are_shown_in_their_order(self, game):
        choices = ("Luc Besson", "Marc Caro", "Jean Reno")
        assert self.asked(game, choices).view(None).question.choices == choices

    def test_the_answer_comes_among_the_wrong_ones_at_a_place_of_the_seeds(self, game):
        wrong = ("Luc Besson", "Jean Reno", "Emir Kusturica")
        shown = [self.asked(game, wrong, seed).view(None).question.choices for seed in range(30)]
        assert all(set(choices) == {*wrong, "Marc Caro"} for choices in shown)
        assert {choices.index("Marc Caro") for choices in shown} == {0, 1, 2, 3}

    @pytest.mark.parametrize("write", [chr, str.upper, "{}.".format, lambda letter: str(ord(letter) - ord("a") + 1)])
    def test_a_letter_or_number_means_the_choice_that_was_shown_there(self, game, write):
        session = self.asked(game, ("Luc Besson", "Jean Reno"), seed=3)
        place = session.view(None).question.choices.index("Marc Caro")
        letter = chr(ord("a") + place)
        given = letter if write is chr else write(letter)
        ruled, revealed = session.apply(Answer("ada", given), at=1)
        assert ruled.outcome == "correct"
        assert revealed.results[0].given == given
        assert Session.rescore(session.log, session.questions)[1] == ()

    def test_a_choice_that_is_a_number_means_itself(self, game):
        session = self.asked(game, ("1", "2", "4"), answer="3", seed=1)
        assert session.apply(Answer("ada", "3"), at=1)[0].outcome == "correct"


@pytest.mark.parametrize(
    ("setting", "least", "most"),
    [
        ("questions", 1, 100_000),
        ("target", 0.05, 0.95),
        ("tries", 1, 100),
        ("prompts", 0, 10),
        ("max_players", 1, 100_000),
        ("question_seconds", None, 10_000_000),
        ("answer_seconds", None, 10_000_000),
        ("game_seconds", None, 10_000_000),
        ("word_seconds", 0, 10),
        ("lives", 1, 100),
        ("wrong_cost", 0, 1_000_000),
        ("hints", 0, 20),
        ("speed_grace", 0, 10_000_000),
        ("streak_cap", 1, 1000),
        ("bonus_parts", 0, 10),
    ],
)
def test_the_least_and_the_most_of_a_setting_are_allowed_and_nothing_beyond(setting, least, most):
    step = 0.01 if setting == "target" else 1
    for value in filter(lambda value: value is not None, (least, most)):
        assert getattr(Rules(**{setting: value}), setting) == value
    for value in (*([least - step] if least is not None else []), most + step):
        with pytest.raises(QuizzerError, match=setting):
            Rules(**{setting: value})


def test_only_who_buzzes_earns_bonuses():
    assert Rules.preset("buzzer").bonuses == 3
    assert Rules(bonus_parts=3).bonuses == 0


@pytest.mark.parametrize(("given", "outcome"), [("3", "correct"), ("4", "incorrect"), ("0", "incorrect")])
def test_a_number_beyond_the_choices_means_none_of_them(game, given, outcome):
    key = AnswerKey("Jean Reno", kind="choice", choices=("Luc Besson", "Marc Caro", "Jean Reno"))
    session = game("ada", asked=[Question(id="q", text="Who?", key=key)])
    assert session.apply(Answer("ada", given), at=1)[0].outcome == outcome


@pytest.mark.parametrize("most", [1_000_000, -1_000_000])
def test_points_for_a_difficulty_have_seven_figures_at_most(most):
    assert Rules(points=(most,) * 5).points == (most,) * 5
    with pytest.raises(QuizzerError, match="points"):
        Rules(points=(0, 0, 0, 0, most + most // 1_000_000))


def test_four_hints_unless_the_rules_say_otherwise_and_none_for_a_tossup(capitals):
    assert [Rules().hints, *(Rules.preset(mode).hints for mode in ("classic", "party", "buzzer", "blitz"))] == [
        *(4, 4, 4, 0, 0)
    ]


def test_what_hints_cost_is_taken_from_the_score_unless_the_rules_lower_the_points():
    assert not Rules(hint_cost=1.0).hints_lower_points
