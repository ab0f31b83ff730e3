"""The names that exist: looked up exactly, and by their neighbourhood."""

import pickle
import random

from rapidfuzz.distance import OSA

from quizzer.grading import AnswerKey, Canon, Name, Outcome, Reason

TITLES = (
    """
Alien|Aliens|Amelie|Brazil|Casablanca|Chinatown|Delicatessen|Eraserhead|Fargo|Heat|Hearts of Darkness|Jaws|Metropolis
Nosferatu|Notorious|Persona|Playtime|Psycho|Rashomon|Rocky|Solaris|Stalker|The Rock|Vertigo|Wings of Desire
""".strip()
    .replace("\n", "|")
    .split("|")
)


def test_a_slip_that_is_nearer_to_another_name_loses_its_tolerance():
    key = AnswerKey("Notorious", kind="title")
    assert key.grade("Notorius", Canon(TITLES, kind="title")).correct
    assert key.grade("Notorius", Canon([*TITLES, "Notorius"], kind="title")).reason is Reason.RIVAL


def test_a_slip_as_near_to_two_names_is_asked_again():
    canon = Canon(["Capote", "Coyote"], kind="title")
    assert AnswerKey("Capote", kind="title").grade("cayote", canon).outcome is Outcome.PROMPT


def test_every_name_one_slip_away_is_in_the_neighbourhood():
    canon = Canon(TITLES, kind="title")
    chance = random.Random(3)
    tights = sorted({title.lower().replace(" ", "").removeprefix("the") for title in TITLES})
    for tight in tights:
        place = chance.randrange(len(tight) - 1)
        swapped = tight[:place] + tight[place + 1] + tight[place] + tight[place + 2 :]
        for typed in (tight[:place] + tight[place + 1 :], tight[:place] + "q" + tight[place:], swapped):
            near = {other for other in tights if OSA.distance(other, typed) == 1}
            assert near <= {other for _, other in canon.near(typed, 1)}, typed


def test_other_names_of_the_same_film_are_no_rivals():
    canon = Canon(
        [Name("Alien", "title", of="tt1"), Name("Alienn", "title", of="tt1"), Name("Aliens", "title", of="tt2")]
    )
    key = AnswerKey("Alien", kind="title")
    assert key.grade("Alienn", canon).correct
    assert not key.grade("Aliens", canon).correct


def test_a_name_with_less_than_a_tenth_of_the_fame_is_no_rival():
    key = AnswerKey("Notorious", kind="title")
    known = [Canon([Name("Notorious", fame=1000), Name("Notorius", fame=fame)], kind="title") for fame in (99, 100)]
    assert [key.grade("Notorius", canon).reason for canon in known] == [Reason.SPELLING, Reason.RIVAL]


def test_a_name_may_be_of_a_name():
    canon = Canon(["Spirited Away", Name("Spirited Awai", of="Spirited Away")], kind="title")
    assert AnswerKey("Spirited Away", kind="title").grade("spirited awai", canon).correct


def test_a_canon_can_be_pickled_and_is_the_same_after():
    canon = pickle.loads(pickle.dumps(Canon([*TITLES, Name("Heat", "title", year=1995)], kind="title")))
    assert len(canon) == len(TITLES) + 1
    assert canon.near("haet", 1)[0] == (1, "heat")
    assert [canon.name(place).year for place in canon.places("heat")] == [None, 1995]


def test_an_empty_canon_says_nothing():
    assert AnswerKey("Heat", kind="title").grade("Haet", Canon()).correct


def test_an_answer_that_another_canon_speaks_against_is_judged_by_the_canon_at_hand():
    key = AnswerKey("Heat", kind="title")
    assert not key.grade("Hear", Canon(["Hear"], kind="title")).correct
    assert key.grade("Heatt", Canon(["Hear"], kind="title")).correct
    assert not key.grade("Heatt", Canon(["Heatt"], kind="title")).correct


def test_the_kind_of_a_canon_holds_for_names_without_one():
    canon = Canon(["Heat", Name("Alien"), Name("Ripley", "character")], kind="title")
    assert [name.kind for name in canon] == ["title", "title", "character"]


def test_a_rival_of_no_kind_is_called_a_film_only_where_films_are_asked():
    assert AnswerKey("Aliens", kind="title").grade("Alien", Canon(["Alien"])).message == "that's another film"
    assert AnswerKey("Kirk Douglas", kind="person").grade("Ann Douglas", Canon(["Ann Douglas"])).message == (
        "that's someone or something else"
    )


def test_a_large_canon_vouches_for_the_names_that_do_not_exist():
    key = AnswerKey("Bugsy", kind="title")
    films = Canon(["Bugsy", *(f"Film {number}" for number in range(1000))], kind="title")
    people = Canon([f"Person {number}" for number in range(1000)], kind="person")
    assert key.grade("Bugs", films).correct
    assert not key.grade("Bugs", people).correct
    assert not key.grade("Bugs").correct
    assert (films.count("title"), films.count("person"), people.count("person")) == (1001, 0, 1000)


def test_a_surname_is_enough_where_nobody_else_of_it_is_known_for_the_same() -> None:
    director = AnswerKey("Asghar Farhadi", kind="person")
    known = [Name("Asghar Farhadi", "person", roles=("director",)), Name("Sarina Farhadi", "person", roles=("cast",))]
    assert director.grade("farhadi", Canon(known)).correct
    assert director.grade("farhadi", Canon(Name(one.text, "person") for one in known)).outcome is Outcome.PROMPT


def test_characters_of_other_films_are_no_rivals() -> None:
    max_ = AnswerKey("Max Rockatansky", kind="character")
    own, other = Name("Max Rockatansky", "character", roles=("Mad Max",)), ("Max", "character")
    assert max_.grade("max", Canon([own, Name(*other, roles=("Rushmore",))])).correct
    assert not max_.grade("max", Canon([own, Name(*other, roles=("Mad Max",))])).correct
