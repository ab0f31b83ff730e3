"""Players and what is kept of them: listed, given out whole, erased to the last byte."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from quizzer import Outcome
from quizzer.errors import RecordsError
from quizzer.records.structs import east_of
from quizzer.session import Answer, Next, Pass, Protest, Rule, Stop

from .conftest import EVENING, make_questions


def bytes_of(path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_players_are_made_when_first_used_and_case_makes_no_other(start, records):
    start("Ada").do(Stop())
    start("ADA", "Zoë", when=EVENING + timedelta(days=1)).do(Stop())
    start("zoë", when=EVENING + timedelta(days=2)).do(Stop())
    assert [(player.name, player.games, player.since, player.latest) for player in records.players()] == [
        ("Zoë", 2, "2026-03-02", "2026-03-03"),
        ("Ada", 2, "2026-03-01", "2026-03-02"),
    ]
    with pytest.raises(RecordsError, match=r"there is no player Bob\. Players: Zoë, Ada$"):
        records.statistics("Bob", EVENING.date())


def test_seen_and_never(start, records):
    start("Ada", "Bob").do(Pass("Ada"), Pass("Bob"), Next())
    assert records.seen("ada") == records.seen("BOB") == ["q0", "q1"]
    assert records.seen("cy") == []
    start("cy", asked=make_questions(5)[4:])
    start("cy", asked=make_questions(1))
    assert records.seen("cy") == ["q4", "q0"]
    assert records.seen("ada", "cy") == ["q1", "q4", "q0"]
    records.mark_never("ada", "q1", when=EVENING)
    records.mark_never("Ada", "q1", when=EVENING)
    records.mark_never("cy", "q7", when=EVENING)
    assert (records.never("ADA"), records.never("cy"), records.never("bob")) == ({"q1"}, {"q7"}, set())
    assert records.never("ada", "bob", "cy") == {"q1", "q7"}
    records.mark_never("ada", "q1", when=EVENING, never=False)
    assert records.never("ada") == set()


def test_what_a_menu_tells_of_a_bank(start, records):
    ids = [question.id for question in make_questions()]
    assert records.bank_summary("ada", ["bank.yaml"], ids).best_right is None
    for answers in (["answer0", "no", "no"], ["answer0", "answer1", "no"], ["no", "no", "answer2"]):
        game = start("ada", asked=make_questions(3))
        for answer in answers:
            game.do(Answer("ada", answer), Next())
    start("ada", asked=make_questions(4)).do(Answer("ada", "answer0"), Stop())  # broken off: no score to beat
    summary = records.bank_summary("ADA", ["bank.yaml"], ids)
    assert (summary.questions, summary.new, summary.games) == (12, 9, 3)
    assert (summary.best_right, summary.best_answered) == (2, 3)
    assert records.bank_summary("ada", ["other.yaml"], ids).games == 0


def test_a_protest_after_the_end_changes_score_and_statistics(start, records):
    game = start("ada", asked=make_questions(1))
    ruled, _ = game.do(Answer("ada", "no"))
    game.do(Next(), Protest("ada"), Rule(ruled.seq, Outcome.CORRECT))
    assert records.statistics("ada", EVENING.date()).right == 1
    assert records.bank_summary("ada", ["bank.yaml"], ["q0"]).best_right == 1


def evening_with_bob(start, records):
    start("Secretary Ada", mode="study", asked=make_questions(2)).do(Answer("Secretary Ada", "verysecret"), Stop())
    game = start("Secretary Ada", "Bob", study=True)
    game.do(Answer("Secretary Ada", "hushhush"), Answer("Bob", "answer0"), Next(), Answer("Bob", "bobsfolly"))
    records.mark_never("Secretary Ada", "q9", when=EVENING)


def test_an_export_has_everything_of_one_player_and_nothing_of_another(start, records):
    evening_with_bob(start, records)
    data = json.loads(json.dumps(records.export("secretary ada")))
    assert data["player"] == {"name": "Secretary Ada", "since": "2026-03-01"}
    assert [game["mode"] for game in data["games"]] == ["study", "classic"]
    assert [row["given"] for row in data["answers"]] == ["verysecret", "hushhush"]
    assert [row["action"]["type"] for row in data["actions"]] == ["join", "answer", "join", "answer"]
    assert data["never"] == [{"question": "q9", "day": "2026-03-01"}]
    assert [card["question"] for card in data["cards"]] == ["q0"]
    assert [review["rating"] for review in data["reviews"]] == ["again"]
    assert "Bob" not in json.dumps(data)
    assert "bobsfolly" not in json.dumps(data)


def test_every_table_that_names_a_player_is_in_the_export(records):
    """A table that comes later must not be forgotten."""
    store = records._database
    tables = [name for (name,) in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    columns = {table: {row["name"] for row in store.rows(f"PRAGMA table_info({table})")} for table in tables}
    named = {table for table in tables if "player" in columns[table]}
    assert named == {"seats", "tries", "never", "cards", "reviews", "protests", "watched"}
    parts = {"seats": "games", "tries": "answers", "never": "never", "cards": "cards", "reviews": "reviews"}
    parts |= {"protests": "protests", "watched": "watched"}
    records.mark_never("ada", "q1", when=EVENING)
    assert set(parts.values()) <= set(records.export("ada"))


def test_erasing_leaves_no_byte_of_a_player_and_everything_of_others(start, records, path):
    evening_with_bob(start, records)
    before = records.statistics("Bob", EVENING.date())
    for secret in (b"Secretary", b"verysecret", b"hushhush"):
        assert secret in bytes_of(path)
    records.erase("SECRETARY ADA")
    for secret in (b"Secretary", b"secretary", b"verysecret", b"hushhush"):
        assert secret not in bytes_of(path)
    after = records.statistics("Bob", EVENING.date())
    assert (after.right, after.answered, after.games, after.calendar, after.study) == (
        before.right,
        before.answered,
        before.games,
        before.calendar,
        before.study,
    )
    assert [player.name for player in records.players()] == ["Bob"]
    assert records.unfinished() == []
    with pytest.raises(RecordsError, match="there is no player"):
        records.erase("Secretary Ada")


def test_erasing_takes_the_questions_that_nobody_else_was_asked(start, records, path):
    start("Ada", asked=make_questions(9)[8:]).do(Stop())
    start("Ada", "Bob", asked=make_questions(1)).do(Stop())
    assert b"Question 8?" in bytes_of(path)
    records.erase("Ada")
    assert b"Question 8?" not in bytes_of(path)
    assert b"Question 0?" in bytes_of(path)


def test_erasing_reaches_hosts_and_first_ratings(start, records, path):
    from quizzer import Rules, Session
    from quizzer.session import Join, Start
    from quizzer.session.ratings import Rating, Ratings

    start("Quizmistress").do(Stop())
    known = Ratings(players={"Quizmistress": Rating(), "bob": Rating(1600, 80)})
    rules = Rules.preset("host", questions=4, choose="adaptive", host="Quizmistress")
    session = Session(make_questions(), rules, ratings=known)
    game = records.begin_game(session, banks=[], when=EVENING)
    for action in (Join("bob"), Start()):
        game.journal(0.0, action, session.apply(action, at=0.0))
    assert bytes_of(path).count(b"Quizmistress") > 2
    records.erase("quizmistress")
    assert b"Quizmistress" not in bytes_of(path)
    assert [player.name for player in records.players()] == ["bob"]


def test_erasing_takes_the_protests_of_others_against_what_the_player_typed(start, records, path):
    game = start("Ada", "Bob")
    (typed,) = game.do(Answer("Ada", "verysecret"))
    game.do(Protest("Bob", typed.seq, why="That was nearly right"), Answer("Bob", "bobsfolly"), Protest("Bob"))
    assert [(one.player, one.given) for one in records.protests()] == [("Bob", "verysecret"), ("Bob", "bobsfolly")]
    told = records.export("Bob")["protests"]
    assert [one["given"] for one in told] == [None, "bobsfolly"]  # Bob's export quotes nobody else
    assert [one["explanation"] is None for one in told] == [True, False]
    game.do(Stop())
    records.erase("Ada")
    assert [(one.player, one.given) for one in records.protests()] == [("Bob", "bobsfolly")]
    assert [one["given"] for one in records.export("Bob")["protests"]] == ["bobsfolly"]
    assert b"verysecret" not in bytes_of(path)


def test_of_many_players_eight_are_named_to_whoever_mistypes(start, records):
    start(*(f"p{number}" for number in range(9))).do(Stop())
    with pytest.raises(RecordsError, match=r"Players: p0, .*, p7, …$"):
        records.statistics("nobody", EVENING.date())
    records.erase("p8")
    with pytest.raises(RecordsError, match=r"Players: p0, .*, p7$"):
        records.statistics("nobody", EVENING.date())


def test_a_run_of_days_lasts_until_the_day_after(start, records):
    for day in (0, 1, 3):
        start("ada", when=EVENING + timedelta(days=day)).do(Pass("ada"), Stop())
    runs = [records.statistics("ada", EVENING.date() + timedelta(days=day)) for day in (1, 3, 4, 5)]
    assert [(run.day_streak, run.best_day_streak) for run in runs] == [(2, 2), (1, 2), (1, 2), (0, 2)]


@pytest.mark.parametrize(
    ("played", "now", "streak"),
    [
        # From Los Angeles to Auckland, over the date line: there is no 2nd.
        (["1 20:00 -08:00", "3 20:00 +13:00"], "3 21:00 +13:00", 2),
        (["1 20:00 -08:00"], "3 09:00 +13:00", 1),  # today may still come
        (["1 20:00 -08:00"], "4 09:00 +13:00", 0),
        (["1 20:00 -08:00", "4 20:00 +13:00"], "4 21:00 +13:00", 1),
        # And back again there are two of one day.
        (["1 20:00 -08:00", "3 20:00 +13:00", "3 20:00 -08:00", "4 20:00 -08:00"], "4 21:00 -08:00", 3),
        # From Los Angeles to London there is a 2nd, however short.
        (["1 20:00 -08:00", "3 20:00 +00:00"], "3 21:00 +00:00", 1),
    ],
)
def test_a_day_that_a_flight_leaves_out_breaks_no_run(start, records, played, now, streak):
    for when in played:
        start("ada", when=datetime.strptime(f"2026-03-{when}", "%Y-%m-%d %H:%M %z")).do(Pass("ada"), Stop())
    here = datetime.strptime(f"2026-03-{now}", "%Y-%m-%d %H:%M %z")
    assert records.statistics("ada", here.date(), east=east_of(here)).day_streak == streak


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle(start, records):
    game = start("ada")
    for seconds in (1, 2, 4, 60):
        game.do(Answer("ada", "no"), seconds=seconds)
        game.do(Next())
    known = records.statistics("ada", EVENING.date())
    assert (known.median, known.seconds) == (3.0, 16.75)


def test_ten_questions_are_called_the_hardest(start, records):
    game = start("ada")
    for _ in range(12):
        game.do(Pass("ada"), Next())
    assert len(records.statistics("ada", EVENING.date()).hardest) == 10


def test_ratings_part_who_knew_it_from_who_did_not(start, records):
    start("ada", "Bob", asked=make_questions(1)).do(Answer("ada", "answer0"), Answer("Bob", "no"), Stop())
    ratings = {name: records.statistics(name, EVENING.date()).ratings for name in ("ada", "bob")}
    assert [len(each) for each in ratings.values()] == [1, 1]
    assert ratings["ada"][0].points > 1500 > ratings["bob"][0].points
    assert ratings["ada"][0].points == round(records.ratings().players["ada"].points, 1)
