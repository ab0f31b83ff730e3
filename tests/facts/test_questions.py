"""Facts become questions that are worded for what they say, and never tell their own answers."""

from __future__ import annotations

import re
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_once import shipped

from quizzer.facts import (
    AlternateTitle,
    BoxOffice,
    CastMember,
    Credit,
    Film,
    Gap,
    Release,
    Song,
    Source,
    make_questions,
)
from quizzer.facts.questions import categories_of
from quizzer.facts.shapes import gap_of, kind_of_gap
from quizzer.grading import fold

from .conftest import answer, asked, people

# -- soundtrack credits


def song(**roles: tuple[Credit, ...]) -> Film:
    return Film(title="Heat Haze", year=1995, soundtrack=(Song(song="Low Tide", **roles),))


def test_each_credit_asks_for_its_person() -> None:
    found = asked(song(music=people("Ann Bee"), performer=people("Cy Dee")))
    assert (
        found["song-music/low-tide"].text == "“Low Tide” is on the soundtrack of “Heat Haze”. Who composed its music?"
    )
    assert answer(found["song-music/low-tide"]) == "Ann Bee"
    assert found["song-performer/low-tide"].text.endswith("Who performs it?")


def test_one_person_for_two_credits_is_asked_once() -> None:
    found = asked(song(lyrics=people("Ann Bee"), performer=people("Ann Bee")))
    assert found["song-lyrics-performer/low-tide"].text.endswith("Who wrote its lyrics and performs it?")
    assert "song-lyrics/low-tide" not in found


def test_the_same_person_as_writer_and_performer() -> None:
    found = asked(song(writer=people("Ann Bee"), performer=people("Ann Bee")))
    assert found["song-writer-performer/low-tide"].text.endswith("Who wrote it and performs it?")
    assert "written and performed by Ann Bee" in found["film-of-song/low-tide"].text


def test_two_people_for_one_credit_are_both_wanted() -> None:
    question = asked(song(writer=people("Ann Bee", "Cy Dee")))["song-writer/low-tide"]
    assert question.text.endswith("Which two people wrote it?")
    assert question.kind == "list"
    assert question.key is not None
    assert question.key.grade("Cy Dee and Ann Bee").correct
    assert not question.key.grade("Cy Dee").correct


def test_the_song_and_the_film_are_asked_for_too() -> None:
    found = asked(song(music=people("Ann Bee"), lyrics=people("Cy Dee")))
    assert answer(found["song/low-tide"]) == "Low Tide"
    assert "Low Tide" not in found["song/low-tide"].text
    assert answer(found["film-of-song/low-tide"]) == "Heat Haze"


def test_a_song_is_not_asked_for_by_credits_that_another_song_shares() -> None:
    both = (Song(song="Low Tide", music=people("Ann Bee")), Song(song="High Tide", music=people("Ann Bee")))
    assert not {"song/low-tide", "song/high-tide"} & set(asked(Film(title="Heat Haze", soundtrack=both)))


def test_a_song_named_after_its_film_does_not_ask_for_the_film() -> None:
    film = Film(title="Goldfinger", soundtrack=(Song(song="Goldfinger", performer=people("Shirley Bassey")),))
    assert "film-of-song/goldfinger" not in asked(film)
    assert "song-performer/goldfinger" in asked(film)


def test_a_song_heard_in_two_films_is_right_for_both() -> None:
    films = [Film(title=name, soundtrack=(Song(song="Low Tide", music=people("Ann Bee")),)) for name in ("Ebb", "Flow")]
    question = next(one for one in make_questions(films) if "film-of-song" in one.id)
    assert question.key is not None
    assert question.key.grade("Ebb").correct
    assert question.key.grade("Flow").correct


# -- alternate titles and Top Gap


def called(*known: AlternateTitle, gaps: tuple[Gap, ...] = (), original: str | None = None) -> Film:
    return Film(title="The Night Ferry", year=1990, original_title=original, also_known_as=known, gaps=gaps)


def test_a_title_with_a_language_is_asked_both_ways() -> None:
    found = asked(called(AlternateTitle(title="Die Nachtfähre", language="de")))
    assert found["film-of-title/die-nachtfahre"].text == "In German, which film has the title “Die Nachtfähre”?"
    assert found["called-in/de"].text == "Name the title of “The Night Ferry” in German."
    assert found["called-in/de"].facts == found["film-of-title/die-nachtfahre"].facts


def test_a_title_without_country_or_language_asks_only_for_the_film() -> None:
    found = asked(called(AlternateTitle(title="Нічний пором")))
    assert [question.text for question in found.values() if question.category == "alternate_title"] == [
        "Which film is also known as “Нічний пором”?"
    ]


def test_a_country_is_named_with_its_language_only_where_it_has_two() -> None:
    found = asked(
        called(
            AlternateTitle(title="De nachtboot", country="BE", language="nl"),
            AlternateTitle(title="Le Bac de minuit", country="BE", language="fr"),
            AlternateTitle(title="Die Nachtfähre", country="DE", language="de"),
        )
    )
    assert found["released-in/be-nl"].text == "Under what title was “The Night Ferry” released in Belgium in Dutch?"
    assert found["released-in/de"].text == "What do posters in Germany call “The Night Ferry”?"


def test_the_title_in_the_question_is_no_answer_to_it() -> None:
    question = asked(called(AlternateTitle(title="Die Nachtfähre", language="de")))["film-of-title/die-nachtfahre"]
    assert question.key is not None
    assert not question.key.grade("Die Nachtfähre").correct
    assert question.key.grade("the night ferry").correct


@pytest.mark.parametrize("type_", ["working", "literal English title", "informal", "transliterated"])
def test_titles_under_which_the_film_was_never_shown_are_not_asked(type_: str) -> None:
    assert asked(called(AlternateTitle(title="Die Nachtfähre", language="de", type=type_))).keys() <= {"year"}


def test_the_original_title_in_another_writing_is_right_as_well() -> None:
    film = called(AlternateTitle(title="夜の船", type="original"), original="Yoru no fune")
    question = asked(film)["original-title"]
    assert question.key is not None
    assert question.key.grade("Yoru no Fune").correct
    assert question.key.grade("夜の船").correct


def test_a_gap_that_nobody_can_fill_is_open() -> None:
    question = asked(called(gaps=(Gap(asks="release title", country="IN", language="en"),)))["gap-release-title/in-en"]
    assert question.key is None
    assert question.is_open_gap
    assert question.text == "By what name was “The Night Ferry” officially released in India in English?"


def test_a_gap_whose_answer_is_known_is_an_ordinary_question() -> None:
    film = called(
        AlternateTitle(title="Midnight Boat", country="IN", language="en"),
        gaps=(Gap(asks="release title", country="IN", language="en"),),
    )
    questions = [question for question in asked(film).values() if question.category == "top_gap"]
    assert [answer(question) for question in questions] == ["Midnight Boat"]
    assert "called-in/en" not in asked(film)


def test_gaps_of_every_shape_have_their_wording() -> None:
    gaps = (
        Gap(asks="plot outline", language="es"),
        Gap(asks="release date", country="US", channel="streaming"),
        Gap(asks="release date", country="FR"),
    )
    film = Film(title="Tide", year=2001, gaps=gaps, released=(Release(country="FR", date="2001-05-09"),))
    found = [question for question in asked(film).values() if question.category == "top_gap"]
    assert [question.text for question in found if question.is_open_gap] == [
        "How would you outline the plot of “Tide” in Spanish?",
        "What is the streaming release date of “Tide” in the United States?",
    ]
    assert [answer(question) for question in found if not question.is_open_gap] == ["2001-05-09"]


def test_titles_of_one_country_are_all_right_where_the_language_is_not_told() -> None:
    found = asked(
        called(
            AlternateTitle(title="Das Schwert", country="DE"),
            AlternateTitle(title="Die Klinge", country="DE", language="de"),
        )
    )
    for place in ("released-in/de", "released-in/de-de"):
        assert {name for name in ("Das Schwert", "Die Klinge") if found[place].key.grade(name).correct} == {  # type: ignore[union-attr]
            "Das Schwert",
            "Die Klinge",
        }


# -- sentences


def test_a_marked_span_is_a_cloze() -> None:
    film = Film(title="Tide", trivia=("The whale was built by [[Elsa Holm]] in her garage, where Elsa Holm kept it.",))
    question = asked(film)["trivia-cloze/elsa-holm"]
    assert answer(question) == "Elsa Holm"
    assert question.text == ("“Tide”: The whale was built by _____ in her garage, where _____ kept it.")
    assert (question.frame, question.short) == ("Tide", question.text.removeprefix("“Tide”: "))


def test_a_cloze_may_name_what_else_is_right() -> None:
    film = Film(title="Tide", trivia=("The chase was filmed in the [[underground|subway]] of Hamburg at night.",))
    question = asked(film)["trivia-cloze/underground"]
    assert question.key is not None
    assert question.key.grade("subway").correct
    assert "subway" not in question.text + question.explanation


def test_which_film_masks_the_words_of_its_titles() -> None:
    film = Film(
        title="The City of Lost Children",
        plot="A scientist in a harbour city kidnaps a child after child to steal the dreams of lost children.",
    )
    text = next(one.text for one in asked(film).values() if one.category == "plot")
    assert not re.search(r"city|children|lost", text, re.IGNORECASE)
    assert "A scientist in a harbour […] kidnaps" in text


def test_nothing_is_asked_of_a_sentence_that_is_all_title() -> None:
    assert "plot" not in {one.category for one in asked(Film(title="Fire", plot="Fire and fire again.")).values()}


def test_a_quote_by_one_character_asks_who_says_it() -> None:
    quotes = ("Agathe: I did not steal the light.\nI borrowed it.", "Ann: Yes?\nBen: No.")
    found = asked(Film(title="Tide", quotes=quotes))
    assert [answer(one) for name, one in found.items() if name.startswith("who-says/")] == ["Agathe"]


# -- laws

WORDS = st.sampled_from("night ferry harbour light Anna stone river blue seven gold the of and Berg Holm Lund".split())
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
SENTENCES = st.lists(WORDS, min_size=6, max_size=14).map(
    lambda words: " ".join([*words[:2], f"[[{words[2]}]]", *words[3:]])
)
NAMES = st.sampled_from(["Anna Berg", "Lars Holm", "Ida Stone", "Night Lund", "Mara"])
CREDITS = st.lists(NAMES, max_size=2, unique=True).map(lambda names: people(*names))
FILMS = st.builds(
    Film,
    title=TEXTS,
    year=st.integers(1920, 2020),
    original_title=st.none() | TEXTS,
    also_known_as=st.lists(
        st.builds(AlternateTitle, title=TEXTS, country=st.sampled_from([None, "DE"])), max_size=2
    ).map(tuple),
    plot=st.none() | SENTENCES,
    cast=st.lists(st.builds(CastMember, actor=NAMES, character=TEXTS | NAMES), max_size=3).map(tuple),
    directors=CREDITS,
    soundtrack=st.lists(st.builds(Song, song=TEXTS, music=CREDITS, performer=CREDITS), max_size=2).map(tuple),
    trivia=st.lists(SENTENCES, max_size=2).map(tuple),
    connections=st.lists(TEXTS.map(lambda title: f"Featured in {title} (1999)"), max_size=2).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(FILMS, min_size=1, max_size=3))
def test_no_question_tells_its_answer_and_each_answer_is_right(films: list[Film]) -> None:
    questions = make_questions(films)
    assert len({question.id for question in questions}) == len(questions)
    for question in questions:
        if question.key is None:
            continue
        for item in question.key.items:
            for name in item:
                assert f" {fold(name)} " not in f" {fold(question.text)} "
        assert question.key.grade(question.key.answer).correct, question


def test_questions_of_one_kind_do_not_all_sound_alike_and_each_always_sounds_the_same() -> None:
    films = [Film(title=f"Tide {number}", directors=people(f"Ada Mo{'s' * (number + 2)}")) for number in range(20)]
    texts = [question.text for question in make_questions(films)]
    assert len({text.partition(" “")[0] for text in texts}) == 7
    assert texts == [question.text for question in make_questions(films)]


def test_whoever_shares_a_part_is_an_answer_of_one_question() -> None:
    names = ("Ann Bee", "Cy Dee", "Eve Eff")
    cast = tuple(CastMember(actor=name, character="The Keeper") for name in names)
    film = Film(title="Red Wind", cast=(*cast, CastMember(actor="Gus Hay", character="The Keeper / The Cook")))
    questions = {one.text: one.key for one in make_questions([film]) if one.category == "cast"}
    keeper = next(key for text, key in questions.items() if key and "Cook" not in text)
    assert keeper.names == ("Ann Bee", "Cy Dee", "Eve Eff", "Gus Hay")
    both = next(key for text, key in questions.items() if key and "both" in text)
    assert both.names == ("Gus Hay",)
    assert len(questions) == 2


def test_what_is_short_for_the_title_in_the_question_takes_nothing_away() -> None:
    abroad = (AlternateTitle(title="Biancaneve e i nani", country="IT", language="it"),)
    film = Film(title="Snow White", also_known_as=abroad, aliases={"Biancaneve e i nani": ("Biancaneve",)})
    found = asked(film)["film-of-title/biancaneve-e-i-nani"]
    assert found.key is not None
    assert found.key.names == ("Snow White",)


def test_of_a_usual_given_name_in_a_gap_the_surname_is_enough() -> None:
    told = ("The lamp was lit by [[Billy Crane]] in person.", "It burns in [[New Bergen]] too.")
    found = asked(Film(title="Tide", trivia=told))
    assert found["trivia-cloze/billy-crane"].kind == "person"
    assert found["trivia-cloze/new-bergen"].kind == "text"


@pytest.mark.parametrize("sum_", ["$9,000,000", "9,000,000 USD", "USD 9,000,000", "9 million dollars"])
def test_a_sum_has_its_currency_before_or_behind_it_in_any_dress(sum_: str) -> None:
    question = asked(Film(title="Tide", box_office=BoxOffice(budget=sum_)))["budget"]
    assert "in US dollars" in question.text
    assert question.key is not None
    assert question.key.grade("9 million").correct


# -- origins


def test_each_question_of_the_shipped_banks_knows_the_fact_that_it_was_made_from() -> None:
    bank = shipped()
    films = {film.label: film for film in bank.films}
    made = [question for question in bank.questions if question.facts]
    assert len(made) > 1000
    for question in made:
        origin = question.origin
        assert origin is not None
        film = films[origin.film]
        value = attrgetter(origin.key)(film)
        assert value
        assert question.id.split("/")[1] == origin.shape
        assert question.category in categories_of(origin.shape)
        if origin.index is None or question.key is None:
            continue
        told = fold(str(value[origin.index])).split()
        about = fold(f"{question.text} {question.key.answer} {' '.join(question.key.accept)}").split()
        assert not set(told).isdisjoint(about), question.id
    assert all(question.origin is None for question in bank.questions if not question.facts)


def test_a_gap_is_known_by_its_origin() -> None:
    gaps = (Gap(asks="release date", country="BR"), Gap(asks="catering budget", country="BR"))
    film = Film(title="Heat Haze", year=1995, directors=(Credit(name="Ann Bee"),), gaps=gaps)
    made = make_questions([film])
    by_shape = {one.origin.shape: one for one in made if one.origin}
    assert gap_of(by_shape["gap-release-date"], [film]) == gaps[0]
    assert gap_of(by_shape["gap-catering-budget"], [film]) == gaps[1]
    assert gap_of(by_shape["director"], [film]) is None
    assert kind_of_gap(by_shape["gap-release-date"]) == "date"
    assert kind_of_gap(by_shape["gap-catering-budget"]) == "text"


def test_a_question_shows_the_page_that_confirms_its_fact() -> None:
    film = Film(
        title="Tide",
        year=1987,
        cast=(CastMember(actor="Ann Bee", character="Rose"), CastMember(actor="Ann Beedle", character="Violet")),
        trivia=("The tower was built of [[cardboard]].",),
        sources=(
            Source(page="https://best.example"),
            Source(page="https://rose.example", confirms=("cast Ann Bee",)),
            Source(page="https://cast.example", confirms=("cast", "sentence The tower")),
        ),
    )
    pages = {one.id.partition("/")[2]: one.source for one in make_questions([film])}
    assert pages["year"] == "https://best.example"
    assert pages["cast/rose"] == "https://rose.example"
    assert pages["cast/violet"] == "https://cast.example"
    assert {page for name, page in pages.items() if name.startswith("trivia")} == {"https://cast.example"}
