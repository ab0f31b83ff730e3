"""Points, one setting at a time."""

from __future__ import annotations

import msgspec
import pytest

from quizzer import AnswerKey, Outcome, Question
from quizzer.session import Answer, Event, Hint, Log, Next, Parts, Pass, Rule, Rules, Session


def points(session, player="ada"):
    """What `player` has."""
    return next(standing.points for standing in session.standings() if standing.name == player)


def play(session, *given, player="ada", wait=1.0):
    """Answer one question after the other, each `wait` seconds after it was asked; the points of each ruling."""
    won = []
    for text in given:
        won.append(session.apply(Answer(player, text), at=session.at + wait)[0].points)
        session.apply(Next(), at=session.at)
    return won


def test_points_by_difficulty(game):
    asked = [Question(id=str(level), text="?", key=AnswerKey("yes please"), difficulty=level) for level in range(1, 6)]
    session = game("ada", asked=asked, points=(1, 2, 3, 5, 8))
    assert play(session, *["yes please"] * 5) == [1, 2, 3, 5, 8]


def test_wrong_answers_passes_and_hints_cost_what_the_rules_say(game):
    session = game("ada", wrong_cost=0.5, pass_cost=0.25, hint_cost=0.1, hints_lower_points=False)
    assert play(session, "Atlantis") == [-0.5]
    assert session.apply(Pass("ada"), at=5)[0].points == -0.25
    session.apply(Next(), at=5)
    assert session.apply(Hint("ada"), at=6)[0].points == -0.1
    assert points(session) == -0.85


@pytest.mark.parametrize(("hints", "cost", "won"), [(0, 0.25, 1), (1, 0.25, 0.75), (2, 0.25, 0.5), (2, 0.75, 0)])
def test_hints_lower_what_the_answer_brings_and_never_the_score(game, hints: int, cost: float, won: float):
    session = game("ada", hint_cost=cost, hints_lower_points=True)
    for _ in range(hints):
        assert session.apply(Hint("ada"), at=1)[0].points == 0
    session.apply(Answer("ada", "Atlantis"), at=2)
    session.apply(Next(), at=3)
    assert points(session) == 0
    for _ in range(hints):
        session.apply(Hint("ada"), at=4)
    ruled = session.apply(Answer("ada", "Oslo"), at=5)[0]
    assert ruled.points == points(session) == won
    assert ruled.parts == (Parts(1, cost=won - 1) if won else None)


def test_the_speed_bonus_stays_whole_for_the_grace_time_then_fades(game):
    settings = {"speed_bonus": 10, "speed_grace": 5, "speed_fade": 10}
    for wait, bonus in ((0, 10), (5, 10), (10, 5), (15, 0), (1000, 0)):
        assert play(game("ada", **settings), "Paris", wait=wait) == [1 + bonus]


def test_by_default_speed_decides_nothing():
    for mode in ("classic", "lives", "party", "host", "study"):
        assert Rules.preset(mode).speed_bonus == 0


def test_a_streak_grows_up_to_its_cap_and_a_miss_ends_it(game):
    session = game("ada", streak_bonus=1, streak_cap=3)
    right = ["Paris", "Oslo", "Lima", "Nairobi"]
    assert play(session, *right) == [1, 2, 3, 3]
    assert play(session, "Atlantis", "Cairo", "Havana") == [0, 1, 2]


def test_an_answer_tells_the_parts_of_its_points_its_seconds_and_the_streak(game):
    session = game("ada", streak_bonus=1, speed_bonus=10, speed_grace=0, speed_fade=10, points=(1, 2, 3, 4, 5))
    play(session, "Paris")
    ruled, revealed = session.apply(Answer("ada", "Oslo"), at=session.at + 7.5)
    assert ruled.parts == Parts(base=3, speed=2.5, streak=1)
    assert (ruled.points, ruled.seconds, ruled.streak) == (6.5, 7.5, 2)
    (result,) = revealed.results
    assert (result.parts, result.seconds, result.streak) == (ruled.parts, 7.5, 2)
    assert session.view("ada").players[0].streak == 2


def test_what_a_miss_costs_is_a_part_too_and_ends_the_streak(game):
    session = game("ada", wrong_cost=0.5, pass_cost=0.25)
    play(session, "Paris")
    ruled, _ = session.apply(Answer("ada", "Atlantis"), at=session.at)
    assert (ruled.parts, ruled.streak) == (Parts(cost=-0.5), 0)
    session.apply(Next(), at=session.at)
    passed, revealed = session.apply(Pass("ada"), at=session.at + 2)
    assert (passed.seconds, revealed.results[0].seconds, revealed.results[0].parts) == (2, 2, Parts(cost=-0.25))


def test_a_changed_ruling_tells_what_the_answer_brings_now(game):
    session = game("ada", streak_bonus=1)
    play(session, "Paris")
    ruled, _ = session.apply(Answer("ada", "Atlantis"), at=session.at)
    (changed,) = session.apply(Rule(ruled.seq, Outcome.CORRECT), at=session.at)
    assert (changed.points, changed.parts, changed.streak) == (2, Parts(base=1, streak=1), 2)


def test_events_of_the_first_release_have_none_of_these():
    old = b'{"type":"ruled","seq":3,"at":6.0,"player":"ada","outcome":"correct","reason":"exact","points":1.0}'
    ruled = msgspec.json.decode(old, type=Event)
    assert (ruled.points, ruled.seconds, ruled.streak, ruled.parts) == (1.0, 0.0, 0, None)


@pytest.fixture
def trio():
    """A question with three answers."""
    return [Question(id="trio", text="Which three?", key=AnswerKey(["Huey", "Dewey", "Louie"], kind="list"))]


def test_partial_credit_for_a_list(game, trio):
    assert play(game("ada", asked=trio, partial=True), "Huey, Dewey") == [pytest.approx(2 / 3, abs=0.001)]
    assert play(game("ada", asked=trio, by_name=False), "Huey, Dewey") == [0]


def test_a_part_that_brings_points_costs_no_life(game, trio):
    session = game("ada", mode="sudden_death", asked=trio, partial=True)
    assert session.apply(Answer("ada", "Huey, Dewey"), at=1)[0].points > 0
    assert session.phase == "explaining"


@pytest.mark.parametrize(("team_score", "red"), [("sum", 3.0), ("best", 2.0), ("average", 1.5)])
def test_a_team_has_the_sum_the_best_or_the_average_of_its_members(game, team_score, red):
    session = game("ada@red", "abe@red", "bob@blue", questions=2, team_score=team_score)
    for ada, abe in (("Paris", "Rome"), ("Oslo", "Oslo")):
        key = session.question.key.answer
        session.apply(Answer("ada", key), at=1)
        session.apply(Answer("abe", key if ada == abe else "Rome"), at=1)
        session.apply(Answer("bob", "Rome"), at=1)
        (*_, ended) = session.apply(Next(), at=1)
    assert [(team.rank, team.name, team.points, team.members) for team in ended.teams] == [
        (1, "red", red, ("ada", "abe")),
        (2, "blue", 0.0, ("bob",)),
    ]


class TestTies:
    def standings(self, session):
        return [(standing.rank, standing.name) for standing in session.standings()]

    def test_more_right_answers_then_fewer_hints(self, game):
        session = game("ada", "bob", points=(1, 1, 2, 1, 1))
        session.apply(Hint("ada"), at=1)
        for name in ("ada", "bob"):
            session.apply(Answer(name, "Paris"), at=2)
        assert self.standings(session) == [(1, "bob"), (2, "ada")]

    def test_whom_nothing_parts_shares_a_rank(self, game):
        session = game("ada", "bob", "cy")
        for at, (name, given) in enumerate([("cy", "Rome"), ("bob", "Paris"), ("ada", "Paris")]):
            session.apply(Answer(name, given), at=at)
        assert self.standings(session) == [(1, "ada"), (1, "bob"), (3, "cy")]

    @pytest.mark.parametrize("tie", ["time", "first"])
    def test_or_by_time_where_the_rules_say_so(self, game, tie):
        session = game("ada", "bob", tie_break=(tie,))
        session.apply(Answer("bob", "Paris"), at=1)
        session.apply(Answer("ada", "Paris"), at=2)
        assert self.standings(session) == [(1, "bob"), (2, "ada")]


def test_a_ruling_put_right_gives_back_the_streak_too(game):
    session = game("ada", streak_bonus=1)
    play(session, "Paris")
    wrong = session.apply(Answer("ada", "Kristiania"), at=5)[0]
    session.apply(Next(), at=5)
    assert play(session, "Lima") == [1]
    (changed,) = session.apply(Rule(wrong.seq, Outcome.CORRECT), at=9)
    assert [(score.before, score.after) for score in changed.scores] == [(2.0, 6.0)]


@pytest.mark.parametrize(
    ("kind", "answer", "given", "share"),
    [
        ("year", "1995", "1993", 0.8),
        ("year", "1995", "1985", 0.0),
        ("number", "1,000", "900", 0.8),
        ("number", "1000", "400", 0.0),
        ("number", "7", "6", 0.714),
        ("money", "$18,000,000", "13.5 million dollars", 0.5),
        ("duration", "100 minutes", "1h 30m", 0.8),
        ("number", "0", "1", 0.0),
        ("number", "12", "9 or 14", 0.0),
        ("text", "12 Monkeys", "13 Monkeys", 0.0),
    ],
)
def test_partial_credit_for_a_near_number(game, kind, answer, given, share):
    asked = [Question(id="q", text="How many?", key=AnswerKey(answer, kind=kind))]
    assert play(game("ada", asked=asked, partial=True), given) == [pytest.approx(share)]
    assert play(game("ada", asked=asked), given) == [0]


def test_partial_credit_is_kept_in_the_log(game):
    asked = [Question(id="q", text="When?", key=AnswerKey("1995", kind="year"))]
    session = game("ada", asked=asked, partial=True)
    play(session, "1993")
    log = Log.from_json(session.log.to_json())
    later = [Question(id="q", text="When?", key=AnswerKey("2000", kind="year"))]
    assert Session.replay(log, later, changed=True).standings()[0].points == 0.8


def test_points_never_show_what_floating_point_adds(game):
    session = game("ada", wrong_cost=0.1)
    play(session, "Atlantis", "Atlantis", "Atlantis")
    assert points(session) == session.view("ada").players[0].points == -0.3


def test_without_a_fade_the_speed_bonus_ends_with_the_grace_time(game):
    settings = {"speed_bonus": 10, "speed_grace": 5, "speed_fade": 0}
    assert play(game("ada", **settings), "Paris", wait=5) == [11]
    assert play(game("ada", **settings), "Paris", wait=5.1) == [1]


def test_a_teams_average_has_three_places(game):
    session = game("ada@red", "abe@red", "amy@red", questions=1, team_score="average")
    for name, given in (("ada", session.question.key.answer), ("abe", "Rome"), ("amy", "Rome")):
        session.apply(Answer(name, given), at=1)
    (*_, ended) = session.apply(Next(), at=1)
    assert ended.teams[0].points == 0.333


def test_the_rank_after_those_who_share_one_counts_them_all(game):
    session = game("ada", "bob", "cy", "dee")
    for name, given in (("ada", "Paris"), ("bob", "Paris"), ("cy", "Rome"), ("dee", "Rome")):
        session.apply(Answer(name, given), at=1)
    assert [standing.rank for standing in session.standings()] == [1, 1, 3, 3]


def test_a_pass_counts_as_answered_and_silence_does_not(game):
    session = game("ada", "bob", question_seconds=10)
    session.apply(Pass("ada"), at=1)
    session.apply(Next(), at=11)
    assert {standing.name: standing.answered for standing in session.standings()} == {"ada": 1, "bob": 0}


@pytest.mark.parametrize("kind", ["hint_given", "submitted", "player_passed", "contributed"])
def test_what_an_event_of_the_first_release_does_not_tell_is_nothing(kind):
    told = {"type": kind, "seq": 1, "at": 2.0, "player": "ada", "number": 1, "kind": "shape", "text": "_"}
    event = msgspec.json.decode(msgspec.json.encode({**told, "question": "q", "given": "x"}), type=Event)
    assert (getattr(event, "points", 0.0), getattr(event, "seconds", 0.0)) == (0.0, 0.0)
    assert Parts() == Parts(base=0.0, power=0.0, speed=0.0, streak=0.0, partial=0.0, cost=0.0)


def test_a_ruling_that_takes_the_last_life_closes_the_question_that_is_open(game):
    session = game("ada", "bob", "cy", mode="sudden_death")
    first = {name: session.apply(Answer(name, "Paris"), at=1)[0] for name in ("ada", "bob", "cy")}
    session.apply(Next(), at=2)
    for name in ("bob", "cy"):
        session.apply(Answer(name, "Oslo"), at=3)
    assert session.phase == "asking"
    told = session.apply(Rule(first["ada"].seq, Outcome.INCORRECT), at=4)
    assert [type(event).__name__ for event in told] == ["RulingChanged", "PlayerOut", "Revealed"]
    assert session.phase == "explaining"
