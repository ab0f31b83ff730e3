"""Which questions a game asks: never the same fact twice, never what has been told, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from read_once import shipped

from quizzer import AnswerKey, Bank, Question
from quizzer.banks.drawing import shares
from quizzer.facts import CastMember, Credit, Film, make_questions
from quizzer.grading import fold


def question(name: str, **about: object) -> Question:
    key = about.pop("key", AnswerKey(f"answer {name}"))
    return Question(id=name, text=f"Question {name}?", key=key, **about)  # type: ignore[arg-type]


def ids(questions: list[Question]) -> list[str]:
    return [one.id for one in questions]


SHIPPED = shipped()


@given(st.integers(0, 10_000), st.integers(1, 40))
@example(seed=551, count=31)  # "5" is an answer, and stands in "5 Zimmer Küche Sarg"
def test_a_game_never_asks_a_fact_twice_nor_what_it_has_told(seed: int, count: int) -> None:
    drawn = SHIPPED.draw(count, seed=seed)
    assert len(drawn) == count
    facts = Counter(fact for one in drawn for fact in one.facts)
    assert not [fact for fact, times in facts.items() if times > 1]
    told: list[str] = []
    for one in drawn:
        if one.key is not None and one.kind not in ("choice", "boolean"):
            # A name of one or two letters stands in any text: to read it there tells nobody that it is the answer.
            names = [name for item in one.key.items for name in map(fold, item) if len(name) >= 3]
            assert not [name for name in names for text in told if f" {name} " in text], one
        told.append(f" {fold(one.text)} {fold(one.explanation)} ")
    assert sum(one.is_open_gap for one in drawn) <= count / 10


@pytest.mark.parametrize(("answer", "meet"), [("5", True), ("It", True), ("Bob", False)])
def test_a_name_of_one_or_two_letters_is_told_by_no_text_and_one_of_three_is(answer: str, meet: bool) -> None:
    asked = question("asked", key=AnswerKey("Salt"), explanation=f"Not {answer}, as everybody thought.")
    other = question("other", key=AnswerKey(answer))
    drawn = ids(Bank(questions=[asked, other]).draw(2, seed=1, beside=[asked]))
    assert ("other" in drawn) is meet


@given(st.integers(0, 10_000))
def test_no_two_in_a_row_are_about_the_same_film_while_there_are_others(seed: int) -> None:
    drawn = SHIPPED.draw(10, seed=seed)
    assert not [one.id for one, next_one in pairwise(drawn) if one.film is not None and one.film == next_one.film]


def test_the_same_seed_draws_the_same() -> None:
    assert ids(SHIPPED.draw(12, seed=7)) == ids(SHIPPED.draw(12, seed=7))
    assert ids(SHIPPED.draw(12, seed=7)) != ids(SHIPPED.draw(12, seed=8))


def test_a_seed_means_the_same_on_every_python() -> None:
    bank = Bank(questions=[question(letter) for letter in "abcdefghij"])
    assert "".join(ids(bank.draw(10, seed=1))) == "iadefcjghb"


def test_categories_and_films_narrow_the_choice() -> None:
    assert {one.category for one in SHIPPED.draw(5, seed=1, categories=["soundtrack"])} == {"soundtrack"}
    assert {one.film for one in SHIPPED.draw(5, seed=1, films=["amélie"])} == {"Amélie (2001)"}


def test_what_was_seen_or_is_never_wanted_again_stays_out() -> None:
    bank = Bank(questions=[question(letter) for letter in "abcd"])
    assert set(ids(bank.draw(4, seed=3, seen={"a"}, never=["b"]))) == {"c", "d"}


def test_quotas_give_each_category_its_number() -> None:
    drawn = SHIPPED.draw(10, seed=4, quotas={"soundtrack": 4, "year": 2, "trivia": 0})
    count = Counter(one.category for one in drawn)
    assert (count["soundtrack"], count["year"], count["trivia"]) == (4, 2, 0)
    assert len(drawn) == 10


@given(st.integers(0, 1000))
def test_difficulty_goes_up_in_the_wished_steps(seed: int) -> None:
    drawn = SHIPPED.draw(8, seed=seed, difficulty=[2, 2, 3, 3, 4, 4, 5])
    assert [one.difficulty for one in drawn] == [2, 2, 3, 3, 4, 4, 5, 5]


def test_one_difficulty_holds_for_the_whole_game() -> None:
    assert {one.difficulty for one in SHIPPED.draw(6, seed=1, difficulty=3)} == {3}


def test_both_directions_of_a_fact_never_meet() -> None:
    film = Film(title="Tide", cast=(CastMember(actor="Ann Bee", character="Rose"),))
    assert len(Bank(questions=make_questions([film])).draw(10, seed=1)) == 1


@pytest.mark.parametrize("seed", range(10))
def test_a_film_of_which_little_is_told_is_enough_for_a_game(seed: int) -> None:
    """None of its questions tells the one sentence afterwards, so that it can be asked beside them."""
    cast = (CastMember(actor="Ann Bee", character="Rose"), CastMember(actor="Cy Dee", character="Jack"))
    film = Film(
        title="Tide", year=1990, directors=(Credit(name="Eve Eff"),), cast=cast, trivia=("It smells of [[tar]].",)
    )
    assert len(Bank(questions=make_questions([film])).draw(12, seed=seed)) >= 5


def test_a_hand_written_question_for_a_fact_that_is_asked_already_stays_out() -> None:
    key = AnswerKey("Ann Bee", kind="person")
    both = [question("by hand", key=key, film="Tide (2001)"), question("fact", key=key, film="Tide (2001)")]
    assert len(Bank(questions=both).draw(2, seed=1)) == 1


def test_two_films_may_have_the_same_answer() -> None:
    key = AnswerKey("Ann Bee", kind="person")
    both = [question("one", key=key, film="Tide (2001)"), question("two", key=key, film="Ebb (1990)")]
    assert len(Bank(questions=both).draw(2, seed=1)) == 2


def test_an_open_gap_is_at_most_one_in_ten() -> None:
    gaps = [question(f"gap {number}", key=None, category="top_gap") for number in range(5)]
    bank = Bank(questions=[*gaps, *(question(str(number)) for number in range(30))])
    assert sum(one.is_open_gap for one in bank.draw(9, seed=1)) == 0
    assert sum(one.is_open_gap for one in bank.draw(20, seed=1)) == 2


def test_where_one_film_alone_is_wished_for_which_film_is_left_to_the_last() -> None:
    drawn = SHIPPED.draw(10, seed=1, films=["Casablanca"])
    assert "Casablanca" not in [one.key.answer for one in drawn if one.key]
    others = [one.id for one in SHIPPED.questions if one.key is None or one.key.answer != "Casablanca"]
    (left,) = SHIPPED.draw(1, seed=1, films=["Casablanca"], seen=others)
    assert left.key is not None
    assert left.key.answer == "Casablanca"


def test_open_gaps_can_be_left_out_and_so_can_what_a_game_has_asked_already() -> None:
    assert all(not one.is_open_gap for one in SHIPPED.draw(300, seed=1, gaps=False))
    asked = SHIPPED.draw(10, seed=1)
    met = {fact for one in asked for fact in one.facts}
    assert all(met.isdisjoint(one.facts) for one in SHIPPED.draw(300, seed=2, beside=asked))


def test_what_was_asked_before_tells_no_answer_of_what_comes_behind_it() -> None:
    asked = question("asked", key=AnswerKey("Bo Cee"), explanation="Ann Bee taught him.")
    told, untold = question("told", key=AnswerKey("Ann Bee")), question("untold", key=AnswerKey("Eve Eff"))
    assert ids(Bank(questions=[told, untold]).draw(2, seed=1, beside=[asked])) == ["untold"]


def test_questions_are_found_by_their_ids() -> None:
    one, other = SHIPPED.questions[3], SHIPPED.questions[1]
    assert SHIPPED.find([one.id, "nowhere", other.id]) == [one, other]
    assert sum(SHIPPED.categories.values()) == len(SHIPPED.questions)
    assert [film.title for film in SHIPPED.films_called("casablanca")] == ["Casablanca"]


SIZES = st.dictionaries(st.text(min_size=1), st.integers(1, 1_000_000), min_size=1, max_size=20)
CHANCE = st.floats(0, 1, exclude_max=True)


@given(SIZES, st.integers(0, 100), CHANCE)
def test_together_they_are_the_whole_game(sizes: dict[str, int], count: int, chance: float) -> None:
    assert sum(shares(sizes, count, chance).values()) == count


@given(SIZES, st.integers(1, 100), CHANCE)
def test_a_category_four_times_as_large_gets_at_most_about_twice_as_much(
    sizes: dict[str, int], count: int, chance: float
) -> None:
    doubled = shares({"small": 25, "large": 100, **{name + "!": size for name, size in sizes.items()}}, count, chance)
    assert doubled["large"] <= 2 * (doubled["small"] + 1) + 1


def test_a_category_of_one_question_is_not_in_every_game() -> None:
    rest = [("trivia", 400), ("cast", 100), ("goofs", 1)]
    bank = Bank(
        questions=[
            Question(id=f"{category} {n}", text=f"{category} {n}?", category=category, key=AnswerKey(f"{category}-{n}"))
            for category, size in rest
            for n in range(size)
        ]
    )
    games = [Counter(one.category for one in bank.draw(10, seed=seed)) for seed in range(100)]
    assert all(game["trivia"] > game["cast"] > 1 for game in games)
    assert 10 < sum(game["goofs"] for game in games) < 60


def test_who_has_met_a_fact_is_not_asked_about_it_in_other_words() -> None:
    film = Film(title="Tide", cast=(CastMember(actor="Ann Bee", character="Rose"),))
    bank = Bank(questions=[*make_questions([film]), question("other")])
    (first, *_) = [one for one in bank.questions if one.category == "cast"]
    assert ids(bank.draw(10, seed=1, seen=[first.id])) == ["other"]
    # What somebody never wants to be asked again is that question alone.
    assert len(bank.draw(10, seed=1, never=[first.id])) == 2


@pytest.mark.parametrize("seed", range(5))
def test_an_author_wrote_one_of_the_first_three_questions_and_the_last(seed: int) -> None:
    drawn = SHIPPED.draw(10, seed=seed, difficulty=[1, 2, 2, 3, 2, 3, 3, 4, 3, 4], written=True)
    assert any(one.origin is None for one in drawn[:3])
    assert drawn[-1].origin is None


@pytest.mark.parametrize("seed", range(5))
def test_each_of_these_categories_is_asked(seed: int) -> None:
    rows = [question(f"{name} {n}", category=name) for name in ("cast", "year", "plot") for n in range(40)]
    bank = Bank(questions=[*rows, question("rare", category="top_gap")])
    for count in (1, 4):
        drawn = bank.draw(count, seed=seed, each=["top_gap", "none such"])
        assert sum(one.category == "top_gap" for one in drawn) == 1
