"""A game that is wished for: what is asked, of whom, and what its players have seen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_once import library

from quizzer.errors import BankError, IllegalAction, NothingDueError, QuizzerError, RecordsError, WishError
from quizzer.games import Library, PreparedGame, Seat, Wish, new_game, resume_game
from quizzer.records import Records
from quizzer.session import PRESETS

from .conftest import NOON, play, write_bank

Prepare = Callable[..., PreparedGame]


def test_a_wish_has_a_default_for_everything() -> None:
    game = new_game(Wish(), records=Records.open(None), when=NOON, random_seed=1, library=library())
    assert game.session.rules.mode == "classic"
    assert len(game.session.questions) == 10
    assert (game.seats, game.note, game.best, game.is_study, game.records.are_kept) == ((), "", None, False, False)


def test_a_wish_is_frozen_and_has_no_places() -> None:
    with pytest.raises(AttributeError):
        Wish().mode = "party"  # type: ignore[misc]
    with pytest.raises(TypeError):
        Wish(["seas"])  # type: ignore[call-arg]


def test_a_bank_is_named_by_its_name_its_title_or_its_path(bank: str, records: Records) -> None:
    for name in ("animation", "Drawn to life", bank):
        game = new_game(Wish(banks=[name]), records=records, when=NOON, random_seed=1, library=library())
        assert game.title == ("Seas" if name == bank else "Drawn to Life")
    with pytest.raises(BankError, match="did you mean animation"):
        new_game(Wish(banks=["animatoin"]), records=records, when=NOON, random_seed=1, library=library())


@pytest.mark.parametrize("mode", list(PRESETS))
def test_every_mode_can_be_played(prepare: Prepare, mode: str) -> None:
    bank = {"banks": ["modern_classics"]} if mode == "clues" else {}  # films in clues are made of facts
    assert prepare(mode=mode, **bank).session.rules.mode == mode


def test_settings_and_seconds_are_rules(prepare: Prepare) -> None:
    rules = prepare(mode="race", seconds=30, settings={"tries": 3, "hints": 2}).session.rules
    assert (rules.who, rules.question_seconds, rules.tries, rules.hints) == ("first", 30, 3, 2)
    with pytest.raises(QuizzerError, match="did you mean 'tries'"):
        prepare(settings={"trys": 3})
    with pytest.raises(QuizzerError, match="there is no mode"):
        prepare(mode="rase")


def test_how_many_questions(prepare: Prepare) -> None:
    assert prepare(questions=3).session.rules.questions == 3
    assert prepare(usual=4).session.rules.questions == 4
    assert prepare(usual=4, mode="lives").session.rules.questions == 12  # it goes on while there are questions
    assert prepare(questions=50).note.startswith("Only 12 questions are possible, not 50:")
    assert prepare(usual=50).note == ""


def test_what_was_asked_comes_after_what_is_new_longest_ago_first(prepare: Prepare) -> None:
    first = play(prepare(questions=5))
    second = play(prepare(questions=5))
    third = play(prepare(questions=5))
    assert len({*first, *second}) == 10
    assert len({*third[:2], *first, *second}) == 12
    assert set(third[2:]) <= set(first)


def test_with_only_new_nothing_comes_twice_until_nothing_is_left(prepare: Prepare) -> None:
    asked = [one for _ in range(3) for one in play(prepare(questions=5, only_new=True))]
    assert sorted(asked) == sorted(f"q{n}" for n in range(12))
    with pytest.raises(QuizzerError, match="you have had every question that matches"):
        prepare(only_new=True)


def test_who_is_not_named_is_everybody_in_the_records(prepare: Prepare) -> None:
    asked = play(prepare(questions=6, players=["Ada", "Ben"]))
    assert set(play(prepare(questions=6, players=["ben"]))).isdisjoint(asked)
    assert set(play(prepare(questions=6, players=["Cleo"]))) & set(asked)
    with pytest.raises(QuizzerError, match="you have had every question that matches"):
        prepare(players=[], only_new=True)


def test_a_seed_asks_everybody_the_same_whatever_they_have_seen(prepare: Prepare) -> None:
    asked = play(prepare(questions=5, seed=7))
    assert play(prepare(questions=5, seed=7, random_seed=99)) == asked
    assert play(prepare(questions=5, seed=7, players=["Ben", "Cleo"])) == asked


def test_how_to_play_the_same_again_is_a_wish(prepare: Prepare, bank: str) -> None:
    game = prepare(questions=5)
    again = game.again
    assert again is not None
    assert again == Wish(banks=(bank,), players=["Ada"], questions=5, seed=1, gentle=True)
    asked = play(game)
    assert prepare(questions=5).again is None  # by now a seed alone would not ask the same
    assert play(prepare(**msgspec.structs.asdict(again))) == asked
    shipped = new_game(Wish(), records=Records.open(None), when=NOON, random_seed=3, library=library())
    assert shipped.again == Wish(banks=(), questions=10, seed=3)


def test_a_first_game_is_gentle(prepare: Prepare) -> None:
    hardness = [question.difficulty for question in prepare(questions=6).session.questions]
    assert hardness == [1, 1, 1, 2, 2, 2]
    play(prepare(questions=1))
    assert [question.difficulty for question in prepare(questions=6).session.questions] != hardness
    assert [question.difficulty for question in prepare(questions=6, gentle=True).session.questions][:2] == [1, 1]


def test_a_first_game_is_about_films_that_everybody_knows(records: Records) -> None:
    def title(**wished: Any) -> str:
        return new_game(Wish(**wished), records=records, when=NOON, random_seed=1, library=library()).title

    assert title(players=["Ada"]) == "Blockbusters, Scores and Songs"
    for narrowed in ({"seed": 3}, {"films": ["Alien"]}, {"level": "hard"}, {"questions": 30}, {"mode": "study"}):
        assert title(players=["Ada"], **narrowed) == "A bit of everything"
    play(new_game(Wish(players=["Ada"]), records=records, when=NOON, random_seed=1, library=library()))
    assert title(players=["Ada"]) == "A bit of everything"


def test_categories_however_they_are_typed(prepare: Prepare) -> None:
    assert {question.category for question in prepare(categories=["CAST"]).session.questions} == {"cast"}
    with pytest.raises(WishError, match="did you mean cast"):
        prepare(categories=["actors"])
    with pytest.raises(WishError, match="did you mean plot"):
        prepare(categories=["plott"])
    with pytest.raises(WishError, match="there is no film 'Alien'"):
        prepare(films=["Alien"])


def test_a_question_is_never_asked_again(prepare: Prepare, records: Records) -> None:
    game = prepare(players=["Ada", "Ben"])
    play(game, stop_after=1)
    game.never_ask("q3")
    assert records.never("Ada") == records.never("Ben") == {"q3"}
    assert "q3" not in play(prepare(questions=12))
    game.never_ask("q3", False)
    assert records.never("Ada") == set()
    for n in range(12):
        game.never_ask(f"q{n}")
    with pytest.raises(QuizzerError, match="you have hidden every question"):
        prepare()


def test_what_cannot_be_kept_is_said(bank: str) -> None:
    game = new_game(Wish(banks=[bank]), records=Records.open(None), when=NOON, random_seed=1)
    with pytest.raises(RecordsError, match="cannot hide the question"):
        game.never_ask("q1")


def test_names_that_no_game_takes_are_told_at_once(prepare: Prepare) -> None:
    with pytest.raises(IllegalAction, match="a player called ada"):
        prepare(players=["Ada", "ada"])
    game = prepare(players=["a@b", Seat("Ben", "Reds")])
    assert game.seats == (Seat("a@b"), Seat("Ben", "Reds"))


def test_the_best_game_so_far(prepare: Prepare) -> None:
    assert prepare().best is None
    play(prepare(questions=6))
    play(prepare(questions=5), given="no")
    assert prepare().best == (6, 6)
    assert prepare(players=["Ada", "Ben"]).best is None


def test_a_timed_game_notes_how_far_its_clock_has_come(
    prepare: Prepare, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizzer.games.prepared_game.BEAT_EVERY", 0.01)
    game = prepare(mode="blitz")
    noted: list[float] = []
    monkeypatch.setattr(game.record, "beat", noted.append)
    with game.being_played():
        while len(noted) < 2:
            pass
    assert 0 <= noted[0] < noted[1]


class TestStudy:
    def test_new_questions_a_day_then_nothing(self, prepare: Prepare) -> None:
        game = prepare(mode="study", new_a_day=3)
        assert game.is_study
        assert game.again is None
        assert len(play(game)) == 3
        with pytest.raises(NothingDueError, match=r"Nothing more is due today, and you have had 3 new questions\."):
            prepare(mode="study", new_a_day=3)
        with pytest.raises(NothingDueError, match="no new question that fits"):
            prepare(mode="study", new_a_day=0, categories=["cast"])

    def test_what_was_missed_comes_back_tomorrow(self, prepare: Prepare) -> None:
        game = prepare(mode="study", new_a_day=2)
        asked = play(game, given="no", stop_after=1)
        (review,) = game.record.reviews
        assert (review.player, review.rating, review.days) == ("Ada", "again", 1)
        rated = game.record.rate("Ada", "easy")
        assert rated is not None
        assert rated.days > 1
        game.record.rate("Ada", "again")
        tomorrow = prepare(mode="study", new_a_day=0, when=NOON + timedelta(days=1))
        assert play(tomorrow) == asked

    def test_what_was_missed_comes_back_at_the_end_and_is_not_rescheduled(self, prepare: Prepare) -> None:
        game = prepare(mode="study", new_a_day=2)
        first, second, again = play(game, given="no", stop_after=3)
        assert (again, first != second) == (first, True)
        assert game.record.reviews == ()  # gone over
        assert game.record.rate("Ada", "easy") is None

    def test_what_there_is_to_do_is_said(self, prepare: Prepare) -> None:
        game = prepare(mode="study", new_a_day=5, questions=3)
        assert game.note == "3 new: about 1 minute"
        play(game)
        offered = game.offer()
        assert offered is not None
        assert offered.words == "2 left today, 0 tomorrow. Go on?"
        rest = prepare(**{name: getattr(offered.wish, name) for name in offered.wish.__struct_fields__})
        missed = rest.session.questions[0].id
        play(rest, given="no", stop_after=1)
        offered = rest.offer()
        assert offered is not None
        assert offered.words == "1 left today, 1 tomorrow. Go on?"
        play(prepare(mode="study", new_a_day=5))
        offered = rest.offer()
        assert offered is not None
        assert offered.words == "Nothing is left today, 1 tomorrow. Repeat the 1 that you missed?"
        over = prepare(mode="study", study="missed")
        assert over.note == "1 missed today: about 1 minute"
        assert play(over) == [missed]
        for study in ("due", "missed", "ahead"):
            with pytest.raises(NothingDueError):
                prepare(mode="study", study=study, when=NOON - timedelta(days=1), players=["Ben"], new_a_day=0)
        tomorrow = prepare(mode="study", new_a_day=5, when=NOON + timedelta(days=1))
        assert tomorrow.note == "1 due, 5 new: about 1 minute"

    def test_who_has_nothing_due_may_study_ahead(self, prepare: Prepare, records: Records) -> None:
        play(prepare(mode="study", new_a_day=4))
        with pytest.raises(NothingDueError, match="No question is due later"):
            prepare(mode="study", study="ahead")
        tomorrow = NOON + timedelta(days=1)
        with pytest.raises(NothingDueError, match=r"Tomorrow: 4\. To study questions from later days, use"):
            prepare(mode="study", new_a_day=0, when=tomorrow)
        ahead = prepare(mode="study", study="ahead", when=tomorrow)
        assert ahead.note.startswith("4 ahead of their day:")
        play(ahead)
        assert {card.latest for card in records.cards.of("Ada")} == {tomorrow.date()}

    def test_what_a_classic_game_asked_waits_in_study_until_tomorrow(self, prepare: Prepare) -> None:
        asked = play(prepare(questions=4))
        waits = prepare(mode="study", new_a_day=12)
        assert not {question.id for question in waits.session.questions} & set(asked)
        assert len(waits.session.questions) == 8
        later = prepare(mode="study", new_a_day=12, when=NOON + timedelta(days=1))
        assert len(later.session.questions) == 12

    def test_without_a_bank_study_goes_on_in_all_that_were_studied(self, prepare: Prepare, bank: str) -> None:
        asked = play(prepare(mode="study", new_a_day=1), given="no", stop_after=1)
        due = prepare(banks=[], mode="study", new_a_day=0, when=NOON + timedelta(days=1))
        assert play(due) == asked[:1]
        Path(bank).unlink()
        with pytest.raises(NothingDueError):
            prepare(banks=[], mode="study", new_a_day=0, when=NOON + timedelta(days=1))

    def test_study_is_for_one_player(self, prepare: Prepare) -> None:
        for players in ([], ["Ada", "Ben"]):
            with pytest.raises(WishError, match="for one player"):
                prepare(mode="study", players=players)


class TestResuming:
    def test_a_game_goes_on_where_it_stopped(self, prepare: Prepare, records: Records) -> None:
        game = prepare(questions=4, players=["Ada", "Ben"])
        asked = play(game, stop_after=2)
        (unfinished,) = records.unfinished()
        resumed = resume_game(unfinished, records=records, when=NOON)
        assert resumed.session == game.session
        assert (resumed.title, resumed.again, resumed.seats) == ("Seas", None, ())
        assert resumed.note == "You resume at question 3 of 4."
        rest = play(resumed)
        assert len({*asked, *rest}) == 4
        assert records.unfinished() == []

    def test_a_bank_that_has_moved_is_found_by_its_name(
        self, prepare: Prepare, records: Records, bank: str, tmp_path: Path
    ) -> None:
        play(prepare(), stop_after=1)
        Path(bank).unlink()
        (unfinished,) = records.unfinished()
        with pytest.raises(BankError, match="no file or bank has this name"):
            resume_game(unfinished, records=records, when=NOON, library=library())

        class Moved(Library):
            def find(self, name: str) -> str:
                assert name == "seas"
                return write_bank(tmp_path / "moved.yaml")

        assert resume_game(unfinished, records=records, when=NOON, library=Moved()).title == "Seas"

    def test_a_study_game_drops_what_was_reviewed_meanwhile(self, prepare: Prepare, records: Records) -> None:
        first = prepare(mode="study", new_a_day=5)
        play(first, stop_after=1)
        planned = [question.id for question in first.session.questions][1:]
        meanwhile = play(prepare(mode="study", new_a_day=3))
        both = set(meanwhile) & set(planned)
        (unfinished,) = records.unfinished()
        later = resume_game(unfinished, records=records, when=NOON + timedelta(days=1), new_a_day=2)
        left = [question.id for question in later.session.questions]
        assert left == [one for one in planned if one not in both][:2]
        assert (
            later.note
            == f"You have reviewed {4 - len(left)} of its questions since then, or they wait for another day."
            + (f" The other {len(left)} follow.")
        )
        play(later)
        assert records.study("Ada", (NOON + timedelta(days=1)).date()).new_today == len(left)
        assert records.unfinished() == []

    def test_a_study_game_stays_one(self, prepare: Prepare, records: Records) -> None:
        play(prepare(mode="study"), stop_after=1)
        (unfinished,) = records.unfinished()
        assert resume_game(unfinished, records=records, when=NOON).is_study


@settings(max_examples=25)
@given(counts=st.lists(st.integers(1, 7), min_size=1, max_size=6), seed=st.integers(0, 10**6))
def test_no_question_comes_twice_while_there_are_new_ones(
    counts: list[int], seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bank = write_bank(tmp_path_factory.mktemp("bank") / "seas.yaml", 15)
    banks = Library()
    asked: list[str] = []
    with Records.open(None) as records:
        for number, count in enumerate(counts):
            wish = Wish(banks=[bank], players=["Ada"], questions=count)
            game = play(new_game(wish, records=records, when=NOON, random_seed=seed + number, library=banks))
            assert len(game) == len(set(game)) == count
            new = [one for one in game if one not in asked]
            assert len(new) == min(count, 15 - len(set(asked)))  # what is new comes before all else
            assert game[: len(new)] == new
            asked += game


def levels(game: PreparedGame) -> list[int]:
    return [question.difficulty for question in game.session.questions]


def test_a_game_gets_harder_as_it_goes_on() -> None:
    for seed in range(5):
        for count in (5, 10, 20):
            game = new_game(
                Wish(questions=count), records=Records.open(None), when=NOON, random_seed=seed, library=library()
            )
            assert levels(game)[0] <= 2
            assert sum(levels(game)[: count // 2]) < sum(levels(game)[-(count // 2) :])


def test_a_level_says_how_hard_the_questions_are() -> None:
    means = {}
    for level in ("easy", "mixed", "hard"):
        game = new_game(Wish(level=level), records=Records.open(None), when=NOON, random_seed=3, library=library())  # type: ignore[arg-type]
        means[level] = sum(levels(game)) / 10
    assert means["easy"] < means["mixed"] < means["hard"]


def test_the_level_mine_chooses_by_what_the_player_can_do(prepare: Prepare) -> None:
    game = prepare(level="mine", questions=4, players=["Ada"])
    assert game.session.rules.choose == "adaptive"
    assert "about seven in ten" in game.note
    assert len(play(game)) == 4


def test_between_the_gentle_first_game_and_a_mixed_one_come_easy_ones(records: Records) -> None:
    means = []
    for seed in range(5):
        game = new_game(Wish(players=["Ada"]), records=records, when=NOON, random_seed=seed, library=library())
        means.append(sum(levels(game)) / 10)
        play(game)
    assert means[0] <= 2 < means[-1]
    assert all(after - before < 0.7 for before, after in pairwise(means))


def test_open_gaps_are_asked_on_request_alone(tmp_path: Path) -> None:
    path = tmp_path / "gaps.yaml"
    rows = "".join(f"  - {{ask: 'Number {n}?', answer: Answer{n}, difficulty: 2}}\n" for n in range(20))
    film = "films:\n  - title: Tide\n    year: 1990\n    gaps: [{asks: release title, country: IN, language: hi}]\n"
    path.write_text(f"title: Seas\n{film}questions:\n{rows}", encoding="utf-8")
    for wanted in (False, True):
        wish = Wish(banks=[str(path)], questions=20, gaps=wanted)
        game = new_game(wish, records=Records.open(None), when=NOON, random_seed=1)
        assert any(question.is_open_gap for question in game.session.questions) is wanted


def test_with_only_new_a_fact_is_asked_in_other_words_before_nothing_is_left(prepare: Prepare, tmp_path: Path) -> None:
    bank = tmp_path / "tide.yaml"
    bank.write_text("films:\n  - {title: Tide, cast: [{actor: Ann Bee, character: Rose}]}\n", "utf-8")
    asked = [one for _ in range(2) for one in play(prepare(banks=[str(bank)], questions=1, only_new=True))]
    assert len(set(asked)) == 2


def test_only_new_questions_do_not_run_dry_in_games_of_one_or_two(prepare: Prepare) -> None:
    sizes = []
    with suppress(QuizzerError):
        while len(sizes) < 50:
            sizes.append(len(play(prepare(banks=["city_of_lost_children"], questions=10, only_new=True))))
    assert min(sizes) > 2
    assert 50 < sum(sizes) < 90


def test_after_a_game_two_things_that_nobody_knows_are_offered_once(prepare: Prepare, tmp_path: Path) -> None:
    bank = tmp_path / "tide.yaml"
    gaps = (
        "[{asks: release title, country: IN}, {asks: release title, country: FR}, {asks: plot outline, language: uk}]"
    )
    bank.write_text(f"films:\n  - {{title: Tide, year: 1990, directors: Ann Bee, gaps: {gaps}}}\n", "utf-8")
    game = prepare(banks=[str(bank)], categories=["year"], questions=1)
    offered = game.offer()
    assert offered is not None
    assert offered.words == "Nobody here knows the answers to two questions. Do you?"
    assert offered.wish.questions == 2
    game = prepare(**{name: getattr(offered.wish, name) for name in offered.wish.__struct_fields__})
    assert all(question.is_open_gap for question in game.session.questions)
    assert game.offer() is None  # after what was offered nothing more is
    play(game, "no idea")
    later = prepare(banks=[str(bank)], questions=1).offer()
    assert later is not None
    assert later.wish.questions == 1
    assert prepare(questions=1).offer() is None  # that bank has no open gaps
