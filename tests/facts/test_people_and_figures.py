"""Questions about people, parts, figures and connections."""

from __future__ import annotations

import pytest

from quizzer.facts import (
    AlternateTitle,
    BoxOffice,
    CastMember,
    Film,
    Song,
    make_questions,
)
from quizzer.facts.merging import merge_films

from .conftest import answer, asked, people


def test_cast_is_asked_both_ways_and_the_name_as_credited_is_right() -> None:
    film = Film(title="Tide", cast=(CastMember(actor="Mapi Galán", character="Lune", credited_as="Mapi Galan"),))
    found = asked(film)
    assert found["cast/lune"].text == "Who plays Lune in “Tide”?"
    assert found["character/mapi-galan"].text == "Who does Mapi Galán play in “Tide”?"
    assert found["cast/lune"].facts == found["character/mapi-galan"].facts


def test_a_character_played_by_two_is_answered_by_either() -> None:
    cast = (CastMember(actor="Ann Bee", character="Rose"), CastMember(actor="Cy Dee", character="Rose"))
    question = asked(Film(title="Tide", cast=cast))["cast/rose"]
    assert question.key is not None
    assert question.key.grade("Ann Bee").correct
    assert question.key.grade("Cy Dee").correct


@pytest.mark.parametrize("character", ["Self", "Himself", "Herself - Host", "Ann"])
def test_who_plays_themselves_is_not_asked(character: str) -> None:
    assert not asked(Film(title="Tide", cast=(CastMember(actor="Ann Bee", character=character),)))


def test_two_directors_are_both_wanted() -> None:
    film = Film(title="Tide", directors=people("Ann Bee", "Cy Dee"))
    assert asked(film)["director"].text == "Think of “Tide”. Which two people directed it?"


def test_money_is_asked_with_its_tolerance() -> None:
    film = Film(title="Tide", box_office=BoxOffice(budget="$18,000,000", budget_estimated=True))
    question = asked(film)["budget"]
    assert question.text == "How much did the making of “Tide” cost, in US dollars? Within 10% is near enough."
    assert question.key is not None
    assert question.key.grade("17 million").correct
    assert not question.key.grade("15 million").correct


def test_a_connection_that_is_one_of_many_says_how_it_begins() -> None:
    found = asked(Film(title="Tide", connections=("Featured in Les enfants de la mer (1995)", "Follows Ebb (1990)")))
    featured = found["connection-featured-in/les-enfants-de-la-mer"]
    assert featured.text == "“Tide”: a 1995 production features it. Which one? (L__ e______ d_ l_ m__)"
    assert "1990 film" in found["connection-follows/ebb"].text


def test_a_title_that_two_films_share_is_told_apart_by_its_year() -> None:
    films = [
        Film(title="Tide", year=year, directors=people(who)) for year, who in ((1950, "Ann Bee"), (2001, "Cy Dee"))
    ]
    texts = [question.text for question in make_questions(films)]
    assert texts == [
        "Whose name follows the words “directed by” in the credits of “Tide” (1950)?",
        "Which director made “Tide” (2001)?",
    ]


def test_both_parts_must_be_played_by_who_is_asked_for() -> None:
    cast = (CastMember(actor="Ann Bee", character="Rose / Bear"), CastMember(actor="Cy Dee", character="Rose"))
    found = asked(Film(title="Tide", cast=cast))
    assert not found["cast/rose-and-bear"].key.grade("Cy Dee").correct  # type: ignore[union-attr]
    assert found["cast/rose"].key.grade("Ann Bee").correct  # type: ignore[union-attr]


def test_a_voice_is_asked_as_a_voice() -> None:
    film = Film(title="Tide", cast=(CastMember(actor="Ann Bee", character="The Whale (voice)"),))
    found = asked(film)
    assert found["cast/the-whale"].text == "Whose voice do we hear as the Whale in “Tide”?"
    assert answer(found["character/ann-bee"]) == "The Whale"


@pytest.mark.parametrize(
    "character",
    [
        "Nurse #2",
        "Man in Bar",
        "Townsman",
        "Second Soldier",
        "Waiter (uncredited)",
        "Thug 2",
        "Office Employee",
        "Taxi Driver",
        "Zombie",
        "Man under the Umbrella",
    ],
)
def test_parts_that_several_may_have_are_not_asked(character: str) -> None:
    assert not asked(Film(title="Tide", cast=(CastMember(actor="Ann Bee", character=character),)))


def test_a_song_is_another_where_others_are_credited() -> None:
    one = Film(title="Ebb", soundtrack=(Song(song="Hurt", writer=people("Ann Bee")),))
    other = Film(title="Flow", soundtrack=(Song(song="Hurt", writer=people("Cy Dee")),))
    question = next(one for one in make_questions([one, other]) if one.id.startswith("ebb/film-of-song"))
    assert not question.key.grade("Flow").correct  # type: ignore[union-attr]


def test_two_songs_of_one_name_are_not_asked() -> None:
    both = (Song(song="Kiss", performer=people("Ann Bee")), Song(song="Kiss", performer=people("Cy Dee")))
    assert not asked(Film(title="Tide", soundtrack=both))


def test_films_that_only_accents_tell_apart_are_named_with_their_years() -> None:
    films = [Film(title="Léon", year=1994, directors=people("Ann Bee")), Film(title="Leon", year=2001)]
    assert "Which director made “Léon” (1994)?" in [question.text for question in make_questions(films)]


def test_a_title_that_many_films_have_asks_for_none_of_them() -> None:
    def film(number: int) -> Film:
        return Film(title=f"Home {number}", also_known_as=(AlternateTitle(title="Hogar", country="ES"),))

    assert len([one for one in make_questions([*map(film, range(5))]) if "“Hogar”" in one.text]) == 5
    assert not [one for one in make_questions([*map(film, range(6))]) if "“Hogar”" in one.text]


def test_a_film_that_nothing_tells_from_another_is_not_asked_about() -> None:
    films = [
        Film(title="Crash", directors=people("Ann Bee")),
        Film(title="Crash", year=2004, directors=people("Cy Dee")),
    ]
    assert [question.text for question in make_questions(films)] == ["Who directed “Crash” (2004)?"]


def test_what_two_sources_know_of_a_film_is_put_together() -> None:
    films = [
        Film(title="Tide", year=2001, directors=people("Ann Bee")),
        Film(title="Tide", year=2001, plot="A sea."),
    ]
    (film,) = merge_films(films)
    assert (film.plot, film.directors) == ("A sea.", people("Ann Bee"))


def test_two_gaps_in_sentences_with_one_answer_are_two_questions() -> None:
    film = Film(
        title="Tide", trivia=("The whale was built by [[Bob]] alone.", "It was [[Bob]] who sank it in the end.")
    )
    clozes = [question for question in asked(film) if question.startswith("trivia-cloze/bob")]
    assert len(clozes) == 2


CONCERTO = "Concerto in D minor BWV 1043 for two violins and strings: "


@pytest.mark.parametrize("titles", [("$", "!!!"), (CONCERTO + "I. Vivace", CONCERTO + "II. Largo")])
def test_every_film_has_ids_of_its_own(titles: tuple[str, str]) -> None:
    questions = make_questions([Film(title=title, year=1971, directors=people("Ann Bee")) for title in titles])
    assert len([question for question in questions if question.id.endswith("/director")]) == 2


@pytest.mark.parametrize("amount", ["unknown", "lots of $", "90,000,000"])
def test_a_sum_of_nobody_knows_what_is_not_asked(amount: str) -> None:
    assert not asked(Film(title="Tide", box_office=BoxOffice(budget=amount)))


def test_a_currency_is_named() -> None:
    film = Film(title="Tide", box_office=BoxOffice(budget="FRF 90,000,000"))
    assert "in French francs" in asked(film)["budget"].text
