"""What several sources know of one film, and what they contradict each other in."""

from __future__ import annotations

import pytest

from quizzer.facts import BoxOffice, CastMember, Credit, Dispute, Film, Release, Source, make_questions, merge_films

PAGE, DATA = "https://page.example/1", "https://data.example/1"


def merge(*films: Film) -> Film:
    (film,) = merge_films(films)
    return film


def people(*names: str) -> tuple[Credit, ...]:
    return tuple(Credit(name=name) for name in names)


def test_films_are_the_same_by_the_id_or_else_by_title_and_year() -> None:
    english = Film(title="Gulls", year=1990, imdb="tt0000001")
    french = Film(title="Mouettes", year=1990, imdb="tt0000001")
    bare = Film(title="Gulls", year=1990)
    other = Film(title="Gulls", year=1990, imdb="tt0000002")
    assert merge(english, french).titles == ("Gulls", "Mouettes")
    assert merge(bare, english) == english
    assert len(merge_films([english, other])) == 2
    assert len(merge_films([english, Film(title="Gulls", year=1991)])) == 2


def test_a_list_that_holds_the_other_wins() -> None:
    one, other = people("Ada"), people("Ada", "Ben")
    for films in ((one, other), (other, one)):
        film = merge(*(Film(title="Gulls", writers=some) for some in films))
        assert film.writers == other
        assert film.disputed == ()


@pytest.mark.parametrize(
    ("first", "second", "fact", "said", "also"),
    [
        ({"year": 1990}, {"year": 1991}, "year", "1990", "1991"),
        ({"directors": people("Ada")}, {"directors": people("Ben")}, "director", "Ada", "Ben"),
        (
            {"box_office": BoxOffice(budget="$18,000,000")},
            {"box_office": BoxOffice(budget="$20,000,000")},
            "budget",
            "$18,000,000",
            "$20,000,000",
        ),
        (
            {"released": (Release(country="DE", date="1990-02-03"),)},
            {"released": (Release(country="DE", date="1991"),)},
            "released DE",
            "1990-02-03",
            "1991",
        ),
        (
            {"cast": (CastMember(actor="Ada Moss", character="The Keeper"),)},
            {"cast": (CastMember(actor="Ada Moss", character="Agathe"),)},
            "cast Ada Moss",
            "The Keeper",
            "Agathe",
        ),
    ],
)
def test_a_contradiction_is_kept_with_its_sources_and_not_asked(
    first: dict, second: dict, fact: str, said: str, also: str
) -> None:
    one, other = (
        Film(title="Gulls", imdb="tt0000001", sources=(Source(page=source),), **facts)
        for source, facts in ((PAGE, first), (DATA, second))
    )
    assert make_questions([one]) or fact.startswith("released")
    film = merge(one, other)
    assert film.disputed == (Dispute(fact=fact, said=said, also_said=also, by=PAGE, also_by=DATA),)
    assert make_questions([film]) == []
    assert merge(film, one).disputed == film.disputed


def test_what_is_only_spelt_otherwise_is_no_contradiction() -> None:
    one = Film(
        title="Gulls",
        box_office=BoxOffice(budget="$18,000,000"),
        released=(Release(country="DE", date="1990"),),
        cast=(CastMember(actor="Ada Moss", character="Agathe"), CastMember(actor="Ben Yew")),
    )
    other = Film(
        title="Gulls",
        box_office=BoxOffice(budget="$18 000 000", gross_worldwide="$5"),
        released=(Release(country="DE", date="1990-02-03"),),
        cast=(CastMember(actor="Ada Moss", character="Agathe Vos"), CastMember(actor="Ben Yew", character="Diver")),
    )
    film = merge(one, other)
    assert film.disputed == ()
    assert film.box_office == BoxOffice(budget="$18,000,000", gross_worldwide="$5")
    assert film.released == other.released
    assert film.cast == (one.cast[0], other.cast[1])
