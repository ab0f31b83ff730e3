"""The daily: which questions it asks, which day it is, and what it keeps, whatever clocks and places do."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_once import shipped

from quizzer import AnswerKey, Bank, Question
from quizzer.banks.shipped import shipped_banks
from quizzer.errors import NothingDueError, WishError
from quizzer.games import Library, PreparedGame, Wish, new_game, resume_game
from quizzer.games.dailies import DAYS, day_of, edition_of, film_of, label_of, number_of, status, ten_of
from quizzer.records import Daily, Records
from quizzer.session import Answer, Join, Next, Revealed, Rules, Session, Start
from quizzer.terminal.game_summary import parting_words

from .conftest import play

NIGHT = datetime(2026, 11, 29, 23, 59, tzinfo=timezone(timedelta(hours=1)))
"""One minute before daily 244 ends, in Berlin."""
DAY = timedelta(days=1)


def ask(number: int, facts: frozenset[int] = frozenset(), level: int | None = None, clues: int = 0) -> Question:
    return Question(
        id=f"q{number}",
        text=f"Number {number}?",
        key=AnswerKey(f"Answer{number}"),
        category="clues" if clues else ("trivia", "cast", "plot", "soundtrack", "quotes", "year")[number % 6],
        difficulty=level or number // 6 % 4 + 1,
        film=f"Film {number % 97} (1990)",
        facts=frozenset(map(str, facts)),
        clues=tuple(f"Clue {clue}" for clue in range(clues)),
    )


class Shelf(Library):
    """A library with one bank, in which the dailies find what they need."""

    def __init__(self, file: Path, count: int = 2400) -> None:
        super().__init__()
        file.write_text("the bank of a daily", encoding="utf-8")
        self.file, self.count = str(file), count

    def paths(self, names: object) -> tuple[str, ...]:
        return (self.file,)

    def open(self, paths: object) -> Bank:
        return shelf_bank(self.count)


@cache
def shelf_bank(count: int) -> Bank:
    made = [ask(number, frozenset({number % (count // 2)})) for number in range(count)]
    return Bank(title="Shelf", questions=[*made, *(ask(9000 + number, clues=5) for number in range(7))])


@cache
def other_bank() -> Bank:
    return Bank(questions=[ask(number + 10_000) for number in range(2400)])


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shelf.yaml")


class Diary:
    """Somebody who plays dailies, with the time as an argument."""

    def __init__(self, records: Records, shelf: Shelf) -> None:
        self.records, self.shelf = records, shelf

    def begin(self, when: datetime, player: str = "Ada", **wished: object) -> PreparedGame:
        wish = Wish(**{"daily": "ten", "players": [player], **wished})
        return new_game(wish, records=self.records, when=when, random_seed=0, library=self.shelf)

    def play(self, when: datetime, **wished: object) -> list[str]:
        return play(self.begin(when, **wished))

    def note(self, when: datetime) -> None:
        """Has Ada play a daily to its end, whatever it asks."""
        session = Session([ask(1)], Rules.preset("classic", questions=1))
        east = when.utcoffset() // timedelta(minutes=1)
        daily = Daily(number_of(when.date()), 7, east=east)
        record = self.records.begin_game(session, banks=[self.shelf.file], when=when, daily=daily)
        for action in (Join("Ada"), Start(), Answer("Ada", "?"), Next()):
            record.journal(0.0, action, session.apply(action, at=0.0))

    def streak(self, when: datetime) -> int:
        return status(self.records, "Ada", when).streak


@pytest.fixture
def diary(records: Records, shelf: Shelf) -> Diary:
    return Diary(records, shelf)


def at(text: str) -> datetime:
    """A time as "29 10:00 +13": the day of November 2026 (or after 30 of December), and hours before UTC."""
    day, time, east = text.split()
    hour, minute = map(int, time.split(":"))
    zone = timezone(timedelta(hours=float(east)))
    return datetime(2026, 11, 1, hour, minute, tzinfo=zone) + (int(day) - 1) * DAY


# -- which questions

FACTS = st.frozensets(st.integers(0, 30), max_size=3)
ROWS = st.lists(st.tuples(FACTS, st.integers(1, 5)), min_size=1, max_size=150)


def bank_of(rows: list[tuple[frozenset[int], int]]) -> Bank:
    return Bank(questions=[ask(number, *row) for number, row in enumerate(rows)])


@given(ROWS, st.integers(1, 1000), st.integers(1, DAYS - 1), st.integers(0, 99_999))
@settings(max_examples=60)
def test_no_fact_is_asked_twice_in_120_days(rows, number: int, later: int, edition: int) -> None:
    bank = bank_of(rows)
    first, second = ten_of(bank, number, edition), ten_of(bank, number + later, edition)
    assert {one.id for one in first}.isdisjoint(one.id for one in second)
    facts = [fact for question in (*first, *second) for fact in question.facts]
    assert len(facts) == len(set(facts))


@given(ROWS, st.integers(1, 1000), st.integers(0, 99_999), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_two_computers_ask_the_same_in_the_same_order(rows, number: int, edition: int, chance) -> None:
    bank = bank_of(rows)
    shuffled = list(bank.questions)
    chance.shuffle(shuffled)
    assert [one.id for one in ten_of(Bank(questions=shuffled), number, edition)] == [
        one.id for one in ten_of(bank, number, edition)
    ]


@given(ROWS, st.integers(1, 1000), st.integers(0, 99_999))
@settings(max_examples=60)
def test_a_daily_gets_harder_and_asks_of_different_films(rows, number: int, edition: int) -> None:
    asked = ten_of(bank_of(rows), number, edition)
    assert len(asked) <= 10
    levels = [question.difficulty for question in asked]
    assert levels == sorted(levels)
    assert len({question.film for question in asked}) == len(asked)


def test_the_shipped_banks_have_ten_for_each_of_120_days() -> None:
    bank, facts = shipped(), Counter[str]()
    for number in range(1, DAYS + 1, 7):
        asked = ten_of(bank, number, 7)
        assert [question.difficulty for question in asked] == [1, 1, 2, 2, 2, 3, 3, 3, 4, 4]
        assert len({question.id for question in asked}) == 10
        assert len({question.category for question in asked}) >= 5
        assert film_of(bank, number, 7)[0].film not in {question.film for question in asked}
        facts.update(fact for question in asked for fact in question.facts)
    assert set(facts.values()) == {1}


def test_questions_of_one_answer_about_one_film_rest_on_one_fact() -> None:
    """An author's question has no facts: who directed Heat is asked on one day, whoever wrote the question."""
    made = [ask(number, level=1) for number in range(200)]
    made += [msgspec.structs.replace(made[number], id=f"again{number}") for number in range(200)]
    days = [{one.key.answer for one in ten_of(Bank(questions=made), number, 1) if one.key} for number in range(DAYS)]
    assert sum(map(len, days)) == len(set[str]().union(*days))


def test_another_edition_asks_something_else(shelf: Shelf) -> None:
    bank = shelf.open(())
    assert {one.id for one in ten_of(bank, 244, 7)} != {one.id for one in ten_of(bank, 244, 8)}


def test_an_edition_is_told_by_what_is_asked_and_by_the_files(shelf: Shelf) -> None:
    bank, file = shelf.open(()), Path(shelf.file)
    edition = edition_of(bank, [shelf.file])
    assert 0 <= edition < 100_000
    assert edition_of(Bank(questions=bank.questions[1:]), [shelf.file]) != edition
    file.write_bytes(b"one line\nand another\n")
    unix = edition_of(bank, [shelf.file])
    assert unix != edition
    file.write_bytes(b"one line\r\nand another\r\n")  # as a checkout on Windows has it
    assert edition_of(bank, [shelf.file]) == unix


def test_films_take_turns(shelf: Shelf) -> None:
    bank = shelf.open(())
    shown = [film_of(bank, number, 7)[0].id for number in range(1, 15)]
    assert len(set(shown[:7])) == 7
    assert shown[:7] == shown[7:]
    assert film_of(Bank(questions=[ask(1)]), 1, 7) == []


# -- which day


def test_the_number_is_that_of_the_players_own_calendar() -> None:
    assert number_of(date(2026, 11, 29)) == 244
    assert day_of(244) == date(2026, 11, 29)
    assert day_of(1) == date(2026, 3, 31)


def test_whoever_has_the_same_day_plays_the_same_wherever_that_is(diary: Diary) -> None:
    east, west = diary.begin(at("29 01:00 +13"), player="Ben"), diary.begin(at("29 23:00 -11"), player="Cy")
    assert east.label == west.label
    assert east.label.startswith("244 · 29 Nov · edition ")
    assert play(east) == play(west)
    assert diary.begin(at("30 01:00 +13"), player="Dee").label.startswith("245 · 30 Nov")


def test_a_game_begun_at_23_59_belongs_to_the_day_it_began(diary: Diary) -> None:
    game = diary.begin(NIGHT)
    play(game)  # whoever takes half an hour for it
    after = NIGHT + timedelta(minutes=30)
    assert set(status(diary.records, "Ada", after).tens) == {244}
    assert diary.streak(after) == 1
    assert diary.begin(after).label.startswith("245 ")


def test_there_is_one_try_a_day_for_each_player(diary: Diary) -> None:
    diary.play(NIGHT)
    with pytest.raises(NothingDueError, match="You have played today's"):
        diary.begin(NIGHT)
    diary.play(NIGHT, player="Ben")
    with pytest.raises(WishError, match="for one player"):
        diary.begin(NIGHT, players=["Ada", "Ben"])


def test_a_daily_that_was_broken_off_goes_on_where_it_stopped(diary: Diary) -> None:
    whole = diary.play(NIGHT, player="Ben")
    first = play(diary.begin(NIGHT - timedelta(hours=9)), stop_after=4)
    assert diary.records.to_go_on("Ada") is None  # a daily goes on as today's, not as the latest game
    game = diary.begin(NIGHT - timedelta(hours=1))
    assert game.note.startswith("You resume daily 244 · 29 Nov")
    assert [*first, *play(game)] == whole
    assert diary.streak(NIGHT) == 1


def test_yesterdays_goes_on_before_todays_begins_and_counts_for_its_day(diary: Diary) -> None:
    play(diary.begin(NIGHT), stop_after=4)
    morning = NIGHT + timedelta(hours=8)
    game = diary.begin(morning)
    assert game.label.startswith("244 ")
    play(game)
    assert diary.streak(morning) == 1
    assert diary.begin(morning).label.startswith("245 ")


def test_a_daily_of_banks_that_have_changed_begins_anew_in_their_edition(diary: Diary) -> None:
    play(diary.begin(NIGHT), stop_after=4)
    old = diary.records.dailies("Ada")[0].edition
    diary.shelf.open = lambda paths: other_bank()
    game = diary.begin(NIGHT)
    assert game.note.startswith("The banks have changed since you began")
    assert game.label.startswith("244 ")
    assert str(old) not in game.label


# -- how many in a row

WEEK = ["26 20:00 +1", "27 20:00 +1", "28 20:00 +1", "29 20:00 +1"]


@pytest.mark.parametrize(
    ("played", "now", "streak"),
    [
        (WEEK, "29 21:00 +1", 4),
        (WEEK, "30 23:59 +1", 4),  # today may still come
        (WEEK, "31 00:01 +1", 0),
        ([*WEEK[:2], WEEK[3]], "29 21:00 +1", 1),
        # Summer time: a day has 23 or 25 hours.
        (["28 00:30 +1", "29 23:30 +2"], "29 23:40 +2", 2),
        (["28 23:30 +2", "29 00:30 +1"], "29 23:40 +1", 2),
        # From Los Angeles to Auckland, over the date line: there is no 29th.
        (["27 22:00 -8", "28 20:00 -8", "30 20:00 +13"], "30 21:00 +13", 3),
        (["28 20:00 -8"], "30 20:00 +13", 1),
        (["28 20:00 -8"], "31 20:00 +13", 0),
        # And from Los Angeles to London there is one, however short.
        (["28 20:00 -8", "30 20:00 +0"], "30 21:00 +0", 1),
        # Back over the date line there are two 30ths, and one daily.
        (["29 20:00 +13", "30 10:00 +13", "31 20:00 -8"], "31 21:00 -8", 3),
        (["29 20:00 +13", "30 10:00 +13"], "29 15:00 -8", 2),
        # Whoever played the 30th there plays the 29th here: each counts once.
        (["28 20:00 -8", "30 08:00 +13", "29 14:00 -8"], "30 20:00 -8", 3),
        # A clock that was ahead: by a day, and by years.
        (["28 20:00 +1", "30 20:00 +1", "29 20:00 +1"], "29 21:00 +1", 2),
        (["28 20:00 +1", "30 20:00 +1", "29 20:00 +1", "30 21:00 +1"], "30 22:00 +1", 3),
        (["28 20:00 +1", "900 20:00 +1", "29 20:00 +1"], "29 21:00 +1", 2),
        # A clock that was behind.
        (["28 20:00 +1", "12 20:00 +1"], "29 20:00 +1", 1),
        (["28 20:00 +1", "12 20:00 +1", "29 20:00 +1"], "29 21:00 +1", 2),
        # Whoever puts the clock back to fill a gap has filled none.
        (["26 20:00 +1", "28 20:00 +1", "29 20:00 +1", "27 20:00 +1"], "29 21:00 +1", 2),
        (["26 20:00 +1", "28 20:00 +1", "29 20:00 +1", "27 20:00 +1", "30 20:00 +1"], "30 21:00 +1", 3),
    ],
)
def test_neither_journeys_nor_clocks_lose_or_give_a_day(diary: Diary, played, now: str, streak: int) -> None:
    for when in played:
        diary.note(at(when))
    assert diary.streak(at(now)) == streak


def test_what_a_wrong_clock_has_dated_can_be_played_on_its_day(diary: Diary) -> None:
    for when in ("28 20:00 +1", "30 20:00 +1", "29 20:00 +1"):
        diary.note(at(when))
    diary.play(at("30 21:00 +1"))
    assert diary.streak(at("30 22:00 +1")) == 3


def test_a_second_try_after_a_clock_that_was_ahead_is_told(diary: Diary) -> None:
    for when in ("28 20:00 +1", "30 20:00 +1", "29 20:00 +1"):
        diary.play(at(when))
    again = diary.begin(at("30 21:00 +1"))
    assert "when your clock was ahead" in again.note
    assert again.label.endswith(" · again")
    play(again, stop_after=4)
    on_with_it = diary.begin(at("30 22:00 +1"))
    assert on_with_it.label == again.label
    play(on_with_it)
    assert not diary.begin(at("31 20:00 +1")).label.endswith("again")


def test_the_best_streak_stays(diary: Diary) -> None:
    for when in [*WEEK, "40 20:00 +1"]:
        diary.note(at(when))
    standing = status(diary.records, "Ada", at("40 20:00 +1"))
    assert (standing.streak, standing.best) == (1, 4)


def test_what_was_not_played_to_its_end_does_not_count(diary: Diary) -> None:
    play(diary.begin(NIGHT), stop_after=4)
    assert diary.streak(NIGHT) == 0
    assert status(diary.records, "Ben", NIGHT).tens == {}


# -- other days, and what is kept


def test_a_day_that_is_over_is_kept_as_it_was_played(diary: Diary) -> None:
    asked = diary.play(NIGHT, players=["Ada"])
    diary.shelf.open = lambda paths: other_bank()
    kept = status(diary.records, "Ada", NIGHT + 3 * DAY).tens[244]
    revealed = [event for event in diary.records.events(kept.game) if isinstance(event, Revealed)]
    assert [event.question for event in revealed] == asked
    assert [event.answer for event in revealed] == [f"Answer{name[1:]}" for name in asked]
    assert (kept.right, kept.answered, kept.ended) == (10, 10, "finished")
    diary.shelf.open = Shelf.open.__get__(diary.shelf)
    diary.shelf.count = 2402  # another edition, which has these questions still
    again = diary.begin(NIGHT + 3 * DAY, number=244)
    assert again.label == f"{label_of(kept)} · later"
    assert {question.id for question in again.session.questions} == set(asked)


def test_an_earlier_day_can_be_played_and_is_not_scored(diary: Diary) -> None:
    game = diary.begin(NIGHT, number=240)
    assert (game.session.rules.scored, game.label.endswith(" · later")) == (False, True)
    play(game)
    assert game.session.standings()[0].points == 0
    assert status(diary.records, "Ada", NIGHT).tens == {}
    for number in (0, 245):
        with pytest.raises(WishError, match="choose one from 1 to 244"):
            diary.begin(NIGHT, number=number)


def test_an_earlier_day_that_was_broken_off_goes_on_as_what_it_is(diary: Diary) -> None:
    game = diary.begin(NIGHT, number=240)
    first = play(game, stop_after=3)
    assert diary.records.to_go_on("Ada") is None
    ((_, how),) = parting_words(game)
    assert how.endswith("daily 240 resumes this game.")
    (unfinished,) = diary.records.unfinished("Ada")
    assert (unfinished.daily.number, unfinished.daily.what) == (240, "late ten")
    game = diary.begin(NIGHT, number=240)
    assert game.note.startswith("You resume daily 240 · 25 Nov")
    assert game.label.endswith(" · later")
    assert len({*first, *play(game)}) == 10
    assert status(diary.records, "Ada", NIGHT).tens == {}
    assert diary.begin(NIGHT, number=240).note == "This daily is from an earlier day, so it is not scored."


def test_the_film_of_the_day_is_offered_after_the_ten(diary: Diary) -> None:
    game = diary.begin(NIGHT)
    play(game)
    offered = game.offer()
    assert offered is not None
    film = new_game(offered.wish, records=diary.records, when=NIGHT, random_seed=0, library=diary.shelf)
    assert film.label.startswith("film 244 · 29 Nov · ")
    assert film.session.rules.mode == "clues"
    assert [len(question.clues) for question in film.session.questions] == [5]
    play(film)
    assert game.offer() is None
    with pytest.raises(NothingDueError):
        diary.begin(NIGHT, daily="film")
    assert diary.streak(NIGHT) == 1


def test_a_daily_is_resumed_as_one_and_erased_with_its_player(diary: Diary) -> None:
    play(diary.begin(NIGHT), stop_after=2)
    records = diary.records
    (unfinished,) = records.unfinished("Ada")
    assert records.export("Ada")["dailies"] == [
        {"game": 1, "number": 244, "edition": records.dailies("Ada")[0].edition, "what": "ten"}
    ]
    game = resume_game(unfinished, records=records, when=NIGHT + DAY, library=diary.shelf)
    assert game.label.startswith("244 ")
    play(game)
    assert len([event for event in records.events(1) if isinstance(event, Revealed)]) == 10
    records.erase("Ada")
    assert records.events(1) == []
    assert status(records, "Ada", NIGHT).tens == {}


def test_the_mode_clues_asks_films_in_clues_of_any_bank(records: Records) -> None:
    game = new_game(
        Wish(banks=["modern_classics"], mode="clues", questions=3), records=records, when=NIGHT, random_seed=1
    )
    assert {question.category for question in game.session.questions} == {"clues"}
    assert len(game.session.questions) == 3


def test_shipped_dailies_name_the_edition_of_the_shipped_banks(records: Records) -> None:
    files = list(map(str, shipped_banks()))
    edition = edition_of(shipped(), files)

    class Shipped(Library):
        def open(self, paths: object) -> Bank:
            return shipped()

    game = new_game(
        Wish(daily="ten", players=["Ada"]),
        records=records,
        when=datetime(2026, 11, 29, 12, tzinfo=UTC),
        random_seed=0,
        library=Shipped(),
    )
    assert game.label == f"244 · 29 Nov · edition {edition}"
    assert game.session.questions[0].difficulty == 1
