"""Prizes, lines, works, what films have in common, lists, and Top Gap with an answer: an example of each, and laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.facts import AlternateTitle, Award, CastMember, Film, Outline, Release, Song, Work, make_questions
from quizzer.facts.masking import gives_away
from quizzer.question import MINOR, SPOILER, Question

from .conftest import answer, asked, people


def grade(question: Question, given: str) -> bool:
    assert question.key is not None
    return question.key.grade(given).correct


def family(found: dict[str, Question], shape: str) -> list[Question]:
    return [question for name, question in found.items() if name.split("/")[0] == shape]


# -- prizes

BEST_ACTOR = Award(award="Golden Gull", for_="best actor", who=("Cy Dee",), year=1988)


def test_a_prize_of_a_person_asks_for_the_person_and_for_the_film() -> None:
    found = asked(Film(title="Tide", year=1987, awards=(BEST_ACTOR,)))
    (who,) = family(found, "award-who")
    assert answer(who) == "Cy Dee"
    assert "the Golden Gull for best actor" in who.text
    (film,) = family(found, "award-film")
    assert answer(film) == "Tide"
    assert "Cy Dee" in film.text
    assert "1988" in film.text


def test_two_who_share_a_prize_are_both_right() -> None:
    twice = tuple(Award(award="Golden Gull", for_="best actor", who=(name,)) for name in ("Cy Dee", "Eve Eff"))
    (who,) = family(asked(Film(title="Tide", awards=twice)), "award-who")
    assert grade(who, "Cy Dee")
    assert grade(who, "Eve Eff")


def test_a_prize_that_two_took_home_together_says_that_two_are_wanted() -> None:
    both = Award(award="Golden Gull", for_="best script", who=("Cy Dee", "Eve Eff"))
    (who,) = family(asked(Film(title="Tide", awards=(both,))), "award-who")
    assert "hich two people" in who.text
    assert grade(who, "Cy Dee and Eve Eff")
    assert not grade(who, "Cy Dee")


def test_whoever_won_was_nominated_too() -> None:
    also = Award(award="Golden Gull", for_="best actor", who=("Eve Eff",), year=1988, nominated=True)
    found = asked(Film(title="Tide", awards=(BEST_ACTOR, also)))
    (nominated,) = family(found, "award-nominated")
    assert grade(nominated, "Eve Eff")
    assert grade(nominated, "Cy Dee")
    (won,) = family(found, "award-who")
    assert not grade(won, "Eve Eff")


@pytest.mark.parametrize(("number", "complete", "is_asked"), [(2, (), True), (3, (), False), (None, ("awards",), True)])
def test_what_a_prize_was_for_is_asked_where_all_of_it_is_told(
    number: int | None, complete: tuple[str, ...], is_asked: bool
) -> None:
    awards = (BEST_ACTOR, Award(award="Golden Gull", for_="best picture", number=number))
    found = asked(Film(title="Tide", awards=awards, complete=complete))  # type: ignore[arg-type]
    questions = family(found, "award-for")
    assert bool(questions) == is_asked
    assert bool(family(found, "list-wins")) == is_asked
    for question in questions:
        assert grade(question, "actor")
        assert grade(question, "best picture")


def test_how_many_of_a_prize_and_what_it_won_against() -> None:
    award = Award(award="Golden Gull", for_="best picture", year=1988, number=11, beat=("Ebb", "Salt", "Foam", "Kelp"))
    found = asked(Film(title="Tide", awards=(award,)))
    assert [answer(one) for one in family(found, "award-number")] == ["11"]
    (beat,) = family(found, "award-beat")
    assert answer(beat) == "Tide"
    assert "“Ebb”, “Salt” and “Foam”" in beat.text


def test_two_films_with_one_prize_of_one_year_are_both_right() -> None:
    prize = Award(award="Golden Gull", for_="best picture", year=1988)
    films = [Film(title=title, awards=(prize,)) for title in ("Tide", "Ebb")]
    questions = [one for one in make_questions(films) if "award-film" in one.id]
    assert questions
    assert all(grade(one, title) for one in questions for title in ("Tide", "Ebb"))


def test_a_prize_that_is_a_mere_text_is_not_asked() -> None:
    assert not asked(Film(title="Tide", awards=(Award(award="Golden Gull 1988 for the best storm"),)))


def test_a_prize_named_like_its_film_does_not_ask_for_it() -> None:
    prize = Award(award="Gull", for_="best picture", year=1988)
    assert not family(asked(Film(title="The Gull", awards=(prize,))), "award-film")


# -- lines

LINES = Film(
    title="Tide",
    quotes=("Agathe: A light that nobody looks for is only a [[fire]].",),
    first_line="Keeper Hale: Ships do not knock.",
    last_line="Agathe: Now row, before it gets light.",
    taglines=("He came for the lamp. The sea came for [[him]].",),
)


def test_a_line_asks_for_its_film_its_speaker_and_its_missing_word() -> None:
    found = asked(LINES)
    for shape in ("film-of-quotes", "film-of-first-line", "film-of-last-line", "film-of-taglines"):
        assert [answer(one) for one in family(found, shape)] == ["Tide"], shape
    assert answer(found["who-says-first-line"]) == "Keeper Hale"
    assert answer(found["who-says-last-line"]) == "Agathe"
    assert {answer(one) for one in family(found, "quotes-cloze")} == {"fire", "him"}


def test_the_end_is_marked_as_such() -> None:
    spoilers = {name for name, question in asked(LINES).items() if SPOILER in question.tags}
    assert {name.split("/")[0] for name in spoilers} == {"film-of-last-line", "who-says-last-line"}


@pytest.mark.parametrize(
    "line",
    [
        "Agathe: Never.",  # anybody says that
        "Agathe: The tide comes in at seven.",  # it names the film
        "Agathe: Who is there?\nHale: The sea.",  # two speak
        f"Agathe: {'row and ' * 20}row.",  # more than a line
    ],
)
def test_a_line_that_tells_no_film_or_tells_it_outright_is_not_asked(line: str) -> None:
    assert not family(asked(Film(title="Tide", quotes=(line,))), "film-of-quotes")


def test_a_line_of_two_films_takes_both() -> None:
    films = [Film(title=title, quotes=("Agathe: I never said that.",)) for title in ("Tide", "Ebb")]
    for question in make_questions(films):
        if "film-of-quotes" in question.id:
            assert grade(question, "Tide")
            assert grade(question, "Ebb")


# -- works, sequels and remakes


def test_a_work_asks_for_its_author_and_for_the_film() -> None:
    found = asked(Film(title="Tide", based_on=(Work(title="A Lamp for Nobody", by=("Fay Ghee",), type="novel"),)))
    assert answer(found["based-on"]) == "A Lamp for Nobody"
    assert answer(found["based-on-by"]) == "Fay Ghee"
    assert "novel" in found["based-on-by"].text
    (film,) = family(found, "film-of-work")
    assert "the novel “A Lamp for Nobody” by Fay Ghee" in film.text[:1].lower() + film.text[1:]


def test_a_book_of_the_films_name_asks_for_its_author_alone() -> None:
    found = asked(Film(title="Tide", based_on=(Work(title="The Tide", by=("Fay Ghee",)),)))
    assert set(found) == {"based-on-by"}


@pytest.mark.parametrize("kind", ["Follows", "Followed by", "Remake of", "Remade as"])
def test_a_relative_is_asked_for_and_asks_for_the_film(kind: str) -> None:
    found = asked(Film(title="Tide", connections=(f"{kind} Loud Harbour (1990)",)))
    assert sorted(answer(one) for one in found.values()) == ["Loud Harbour", "Tide"]
    assert any("1990" in one.text for one in found.values())


def test_a_sequel_that_names_its_film_does_not_ask_for_it() -> None:
    found = asked(Film(title="Mad Tide", connections=("Followed by Mad Tide 2 (1990)",)))
    assert [answer(one) for one in found.values()] == ["Mad Tide 2"]


# -- across films


def played_by(*titles: str) -> list[Film]:
    return [Film(title=title, cast=(CastMember(actor="Rick Row", character=f"Mate {title}"),)) for title in titles]


def common(films: list[Film]) -> list[Question]:
    return [one for one in make_questions(films) if "/in-common-" in one.id]


def test_three_films_ask_for_the_actor_once() -> None:
    (question,) = common(played_by("Tide", "Ebb", "Salt"))
    assert answer(question) == "Rick Row"
    assert all(f"“{title}”" in question.text for title in ("Tide", "Ebb", "Salt"))
    assert not common(played_by("Tide", "Ebb"))


def test_films_that_are_not_in_the_bank_count_where_it_names_them() -> None:
    film = Film(title="Tide", cast=(CastMember(actor="Rick Row"),), known_for={"Rick Row": ("Salt", "Ebb")})
    (question,) = common([film])
    assert "“Tide”, “Salt” and “Ebb”" in question.text


def test_a_director_who_acts_is_known_for_what_he_directed() -> None:
    cast = (CastMember(actor="Rick Row"),)
    film = Film(title="Tide", cast=cast, directors=people("Rick Row"), known_for={"Rick Row": ("Salt", "Ebb")})
    assert [question.category for question in common([film])] == ["director"]


def test_whoever_else_is_in_all_of_them_is_right_too() -> None:
    cast = (CastMember(actor="Rick Row"), CastMember(actor="Ann Bee"))
    questions = common([Film(title=title, cast=cast) for title in ("Tide", "Ebb", "Salt")])
    assert questions
    assert all(grade(one, name) for one in questions for name in ("Rick Row", "Ann Bee"))


def test_two_films_have_a_director_or_a_place_in_common() -> None:
    films = [Film(title=title, directors=people("Ann Bee"), set_in=("Cornwall",)) for title in ("Tide", "Ebb")]
    assert {answer(one) for one in common(films)} == {"Ann Bee", "Cornwall"}


# -- lists

CREW = tuple(CastMember(actor=f"{name} Row", character=f"Captain {name}") for name in ("Ann", "Bo", "Cy", "Di", "Eve"))


def test_several_names_are_wanted_of_a_list_that_is_complete() -> None:
    assert not family(asked(Film(title="Tide", cast=CREW)), "list-actors")
    found = asked(Film(title="Tide", cast=CREW, complete=("cast",)))
    question = found["list-actors"]
    assert "three" in question.text.lower()
    assert grade(question, "Ann Row, Cy Row, Eve Row")
    assert not grade(question, "Ann Row, Cy Row")
    assert grade(found["list-characters"], "Captain Bo, Captain Di and Captain Eve")


def test_songs_are_a_list_too() -> None:
    songs = tuple(Song(song=title) for title in ("Row", "Salt", "Foam", "Kelp"))
    assert grade(asked(Film(title="Tide", soundtrack=songs, complete=("soundtrack",)))["list-songs"], "Foam, Salt")


# -- Top Gap with an answer


def test_what_is_known_in_the_shape_of_a_gap_is_asked_and_scored() -> None:
    film = Film(
        title="Tide",
        year=1987,
        runtime="1h 52m",
        outlines=(Outline(text="Ein Dieb stiehlt das Licht aus dem Hafen und bringt es zurück.", language="de"),),
        released=(
            Release(country="DK", date="1987-11-03", place="Copenhagen", first=True),
            Release(country="IN", date="1992-02-14", channel="DVD"),
        ),
    )
    found = {name: one for name, one in asked(film).items() if one.category == "top_gap"}
    assert {name: answer(one) for name, one in found.items()} == {
        "gap-plot-outline/de": "Tide",
        "gap-release-date/dk": "1987-11-03",
        "gap-first-shown": "Copenhagen",
        "gap-release-date/dvd-in": "1992-02-14",
        "gap-release-year/dvd-in": "1992",
        "gap-runtime": "1h 52m",
    }
    assert "German" in found["gap-plot-outline/de"].text
    assert "DVD" in found["gap-release-year/dvd-in"].text
    assert "India" in found["gap-release-year/dvd-in"].text
    minor = {name for name, one in found.items() if MINOR in one.tags}
    assert minor == {"gap-release-date/dk", "gap-release-date/dvd-in", "gap-runtime"}


def test_a_country_is_asked_back_where_the_town_is_wanted() -> None:
    film = Film(title="Tide", released=(Release(country="DK", date="1987-11-03", place="Copenhagen", first=True),))
    key = asked(film)["gap-first-shown"].key
    assert key is not None
    assert key.grade("Denmark").outcome == "prompt"


# -- kinds of films


@pytest.mark.parametrize(("kind", "noun"), [("series", "series"), ("episode", "episode"), ("short", "short film")])
def test_what_is_no_film_is_called_what_it_is(kind: str, noun: str) -> None:
    film = Film(title="Tide", type=kind, first_line="Agathe: Ships do not knock.")  # type: ignore[arg-type]
    (question,) = family(asked(film), "film-of-first-line")
    assert noun in question.text
    assert "film" not in question.text.replace("short film", "")


# -- laws

NAMES = st.sampled_from(["Anna Berg", "Lars Holm", "Ida Stone", "Night Lund", "Mara"])
TITLES = st.sampled_from(["Tide", "Night Ferry", "Mara", "The Golden Gull", "Holm", "Seven"])
LINE = st.builds(
    "{}: {}".format, NAMES, st.sampled_from(["Row before the night is over.", "Seven gulls, Mara!", "Is it the tide?"])
)
AWARDS = st.builds(
    Award,
    award=st.sampled_from(["Golden Gull", "Night Prize"]),
    for_=st.none() | st.sampled_from(["best picture", "Mara's role"]),
    who=st.lists(NAMES, max_size=2, unique=True).map(tuple),
    year=st.none() | st.just(1988),
    number=st.none() | st.integers(1, 3),
    nominated=st.booleans(),
    beat=st.lists(TITLES, max_size=3, unique=True).map(tuple),
)
FILMS = st.builds(
    Film,
    title=TITLES,
    year=st.none() | st.just(1987),
    awards=st.lists(AWARDS, max_size=3).map(tuple),
    quotes=st.lists(LINE, max_size=2).map(tuple),
    last_line=st.none() | LINE,
    based_on=st.lists(st.builds(Work, title=TITLES, by=st.lists(NAMES, max_size=1).map(tuple)), max_size=2).map(tuple),
    set_in=st.lists(NAMES, max_size=2).map(tuple),
    cast=st.lists(st.builds(CastMember, actor=NAMES, character=NAMES), max_size=4).map(tuple),
    known_for=st.dictionaries(NAMES, st.lists(TITLES, max_size=2).map(tuple), max_size=2),
    complete=st.just(("cast", "awards")),
    connections=st.lists(TITLES.map("Remake of {} (1931)".format), max_size=1).map(tuple),
    also_known_as=st.lists(st.builds(AlternateTitle, title=TITLES, country=st.just("DE")), max_size=1).map(tuple),
)


@given(st.lists(FILMS, max_size=4))
def test_no_question_tells_its_answer_and_each_takes_its_own(films: list[Film]) -> None:
    questions = make_questions(films)
    assert len({one.id for one in questions}) == len(questions)
    for question in questions:
        if question.key is not None:
            assert not gives_away(question.text, question.key.names), question
            assert question.key.grade(question.key.answer).correct, question
            assert "{" not in question.text
            assert "|" not in question.text


# -- the film in six clues

TOLD = Film(
    title="Tide",
    year=1987,
    directors=people("Ann Bee"),
    trivia=("Rick Row slept for a whole week in the lighthouse of Antwerp while the tide was out.",),
    soundtrack=(Song(song="Foam", music=people("Ida Klang")), Song(song="Tide Song", music=people("Ida Klang"))),
    set_in=("Cornwall",),
    cast=tuple(
        CastMember(actor=actor, character=part)
        for actor, part in (("Rick Row", "Hale"), ("Eve Eff", "Agathe"), ("Cy Dee", "Bo"), ("Ivo Jay", "The Admiral"))
    ),
)


def test_a_film_of_which_enough_is_known_is_told_in_six_clues() -> None:
    question = asked(TOLD)["clues"]
    assert answer(question) == "Tide"
    assert question.text.endswith("[…] slept for a whole week in the lighthouse of Antwerp while the […] was out.")
    assert question.clues == (
        "You hear “Foam”, music by Ida Klang.",
        "In a smaller part, as the Admiral: Ivo Jay.",
        "It is set in Cornwall.",
        "Ann Bee directed it. It is from 1987.",
        "Rick Row, Eve Eff and Cy Dee lead the cast.",
    )
    assert question.category == "clues"
    assert MINOR in question.tags
    assert {"tide-1987/director", "tide-1987/cast/ivo-jay", "tide-1987/set-in"} <= question.facts


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"set_in": (), "writers": people("Ann Bee", "Gil Hue")}, "Gil Hue wrote it, with others."),
        ({"set_in": (), "composers": people("Ida Klang")}, "Ida Klang wrote its music."),
        (
            {"set_in": (), "based_on": (Work(title="Ebb", by=("Jo Kay",), type="novel"),)},
            "It goes back to a novel by Jo Kay.",
        ),
        (
            {"directors": (), "plot": "A keeper of forty winters rows to Antwerp to ask for one more lamp."},
            "A keeper of forty winters rows to Antwerp to ask for one more lamp.",
        ),
    ],
)
def test_what_is_lacking_is_made_up_for_by_other_kinds(other: dict[str, object], told: str) -> None:
    facts = {name: getattr(TOLD, name) for name in TOLD.__struct_fields__}
    assert told in asked(Film(**{**facts, **other}))["clues"].clues


@pytest.mark.parametrize("lacking", [{"set_in": ()}, {"year": None}, {"directors": ()}, {"cast": ()}])
def test_fewer_clues_are_none(lacking: dict[str, object]) -> None:
    facts = {name: getattr(TOLD, name) for name in TOLD.__struct_fields__}
    assert "clues" not in asked(Film(**{**facts, **lacking}))
