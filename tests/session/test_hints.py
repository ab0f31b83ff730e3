"""Hints that need no author, each telling a little more."""

from __future__ import annotations

import re

import pytest

from quizzer import AnswerKey, Canon, IllegalAction, Name, Question
from quizzer.session import Hint, Rules, Session
from quizzer.session.hints import hints_for

CANON = Canon(
    [
        *(Name(f"Maker {letter}", "person", year=1994) for letter in "ABCDE"),
        *(Name(f"Elder {letter}", "person", year=1931) for letter in "ABCDE"),
        *(Name(f"Title {letter}", "title", year=1995) for letter in "ABCDE"),
        Name("Badalamenti", "person", of="Angelo Badalamenti", year=1995),
        Name("Angelo Badalamentti", "person", year=1995),
    ]
)


def composer(**more):
    return Question(
        id="q",
        text="Who composed the music?",
        key=AnswerKey("Angelo Badalamenti", kind="person"),
        year=1995,
        **more,
    )


def test_the_authors_own_come_first_then_ever_more_telling_ones():
    hints = list(hints_for(composer(hints=("He also scored Twin Peaks.",)), CANON, 7))
    assert [hint.kind for hint in hints] == ["author", "category", "shape", "letters", "choice"]
    assert [hint.text for hint in hints[:4]] == [
        "He also scored Twin Peaks.",
        "The film is from 1995.",
        "2 words of 6, 11 letters: ______ ___________",
        "A_____ B__________",
    ]


def test_the_year_of_a_film_that_is_named_is_no_hint():
    named = Question(
        id="q",
        text="Who composed the music of “Twin Peaks”?",
        key=AnswerKey("Angelo Badalamenti", kind="person"),
        film="Twin Peaks (1992)",
        year=1992,
    )
    assert not any("1992" in hint.text for hint in hints_for(named, CANON, 7))


@pytest.mark.parametrize("seed", range(20))
def test_the_choice_has_three_plausible_wrong_ones(seed):
    choice = list(hints_for(composer(), CANON, seed))[-1]
    assert len(choice.choices) == len(set(choice.choices)) == 4
    wrong = set(choice.choices) - {"Angelo Badalamenti"}
    assert len(wrong) == 3
    assert all(name.startswith("Maker") for name in wrong)


def test_names_from_far_years_serve_when_there_are_no_others():
    canon = Canon([*(Name(f"Maker {letter}", "person", year=1994) for letter in "A"), *list(CANON)[5:10]])
    choice = list(hints_for(composer(), canon, 1))[-1]
    assert "Maker A" in choice.choices
    assert len(choice.choices) == 4


def test_the_seed_decides_the_choice_and_the_place_of_the_answer():
    places = {list(hints_for(composer(), CANON, seed))[-1].choices.index("Angelo Badalamenti") for seed in range(40)}
    assert places == {0, 1, 2, 3}
    assert list(hints_for(composer(), CANON, 5)) == list(hints_for(composer(), CANON, 5))


def test_without_enough_names_there_is_no_choice():
    assert list(hints_for(composer(), None, 1))[-1].kind == "letters"
    assert list(hints_for(composer(), Canon(["One Name"]), 1))[-1].kind == "letters"


@pytest.mark.parametrize(
    ("answer", "kind", "texts"),
    [
        ("1995", "year", ["It was in the 1990s."]),
        ("5 May 1995", "date", ["It was in the 1990s."]),
        (
            "$1,783,616",
            "money",
            ["It lies between $1,500,000 and $3,000,000.", "$_,___,___", "$1,___,___"],
        ),
        (
            "112 minutes",
            "duration",
            ["It lies between 97 minutes and 190 minutes.", "___ minutes", "1__ minutes"],
        ),
        ("1h 52m", "duration", ["_h __m"]),
        ("35 mm", "number", ["It lies between 30 mm and 60 mm.", "__ mm", "3_ mm"]),
        ("seven", "number", []),
        ("7", "number", ["_"]),
        ("Alien³", "title", ["1 word of 6 letters: ______", "A_____"]),
        ("Up", "title", ["1 word of 2 letters: __"]),
        ("Fog", "title", ["1 word of 3 letters: ___", "F__"]),
        ("true", "boolean", []),
    ],
)
def test_hints_by_kind(answer, kind, texts):
    question = Question(id="q", text="?", key=AnswerKey(answer, kind=kind))
    assert [hint.text for hint in hints_for(question, None, 1)] == texts


def test_a_hint_is_asked_for_seen_by_all_and_runs_out():
    session = Session([composer()], Rules.preset("classic", hints=2), canon=CANON)
    from quizzer.session import Join, Start

    for action in (Join("ada"), Join("bob"), Start()):
        session.apply(action, at=0)
    (hint,) = session.apply(Hint("ada"), at=1)
    assert (hint.player, hint.number, hint.kind) == ("ada", 1, "category")
    session.apply(Hint("bob"), at=2)
    assert session.view(None).question.hints == (
        "The film is from 1995.",
        "2 words of 6, 11 letters: ______ ___________",
    )
    with pytest.raises(IllegalAction) as refusal:
        session.apply(Hint("ada"), at=3)
    assert refusal.value.code == "no_more_hints"


def test_an_open_gap_has_no_hints():
    assert list(hints_for(Question(id="q", text="?", key=None), CANON, 1)) == []


def test_a_list_tells_the_shape_of_one_name_and_the_first_letters_of_all():
    question = Question(id="q", text="Who?", key=AnswerKey(["Jean-Pierre Jeunet", "Marc Caro"], kind="list"))
    hints = [hint.text for hint in hints_for(question, CANON, 1)]
    assert hints == ["The first of them, by the alphabet: ____-______ ______", "J___-______ J_____, M___ C___"]


def test_of_a_choice_half_of_the_wrong_ones_are_struck_out():
    wrong = ("Luc Besson", "Jean Reno", "Emir Kusturica", "Agnes Varda")
    question = Question(id="q", text="Who?", key=AnswerKey("Marc Caro", kind="choice", choices=(*wrong, "Marc Caro")))
    (hint,) = hints_for(question, CANON, 1)
    struck = hint.text.removeprefix("It is not: ").split("; ")
    assert len(struck) == 2
    assert set(struck) < set(wrong)


@pytest.mark.parametrize("seed", range(50))
def test_the_number_lies_where_the_hint_says(seed):
    question = Question(id="q", text="How much?", key=AnswerKey("$1,783,616", kind="money"))
    low, high = re.findall(r"[\d,]+\d", next(hints_for(question, None, seed)).text)
    assert int(low.replace(",", "")) < 1_783_616 < int(high.replace(",", ""))


FILMS = Canon(
    [
        name
        for title, other, year in (
            ("The Third Man", "Der dritte Mann", 1949),
            ("High Noon", "Zwölf Uhr mittags", 1952),
            ("Bicycle Thieves", "Fahrraddiebe", 1948),
            ("The Seventh Seal", "Das siebente Siegel", 1957),
            ("Titanic", "Titanik", 1997),
        )
        for name in (
            Name(title, "title", of=f"{title} ({year})", year=year),
            Name(other, "title", of=f"{title} ({year})", year=year),
        )
    ]
)


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        ("The Third Man", {"High Noon", "Bicycle Thieves", "The Seventh Seal"}),
        ("Der dritte Mann", {"Zwölf Uhr mittags", "Fahrraddiebe", "Das siebente Siegel"}),
    ],
)
def test_films_of_the_time_under_titles_of_the_same_sort(answer, wrong):
    question = Question(id="q", text="Which film?", key=AnswerKey(answer, kind="title"), year=1949)
    choice = list(hints_for(question, FILMS, 1))[-1]
    assert set(choice.choices) == {answer, *wrong}


def test_wrong_choices_are_known_for_the_same():
    people = Canon([Name(f"{role} {n}", "person", roles=(role,)) for n in range(9) for role in ("cast", "composer")])
    question = Question(id="q", text="Who?", key=AnswerKey("composer 3", kind="person"), category="composer")
    choice = list(hints_for(question, people, 1))[-1]
    assert len({one for one in choice.choices if one.startswith("composer")}) == 4


def test_a_title_abroad_stands_among_titles_of_its_country_or_alone():
    titles = [Name(f"Titel {n}", "title", of=f"Film {n}", roles=("DE",)) for n in range(5)]
    titles += [Name(f"Titre {n}", "title", of=f"Film {n}", roles=("FR",)) for n in range(3)]

    def last_hint(answer: str):
        question = Question(id="q", text="What is it called?", key=AnswerKey(answer, kind="title"))
        return list(hints_for(question, Canon(titles), 1))[-1]

    assert all(one.startswith("Titel") for one in last_hint("Titel 0").choices)
    assert last_hint("Titre 0").kind == "letters"


def test_among_films_a_song_would_stand_out():
    question = Question(id="q", text="Which song?", key=AnswerKey("Moon River", kind="title"), year=1961)
    assert list(hints_for(question, FILMS, 1))[-1].kind == "letters"


@pytest.mark.parametrize(
    "key",
    [AnswerKey("J. F. K."), AnswerKey(["7", "Seven"], kind="list"), AnswerKey(["M", "Vertigo"], kind="list")],
    ids=lambda key: key.answer,
)
def test_no_hint_of_letters_gives_a_name_away(key):
    question = Question(id="q", text="Which?", key=key)
    assert [hint for hint in hints_for(question, None, 7) if hint.kind == "letters"] == []


def test_the_year_of_a_film_that_the_question_does_not_name_is_a_hint():
    hints = hints_for(composer(film="Twin Peaks (1995)"), CANON, 7)
    assert next(hints).text == "The film is from 1995."


def test_of_a_list_of_which_some_are_wanted_no_name_is_the_first():
    question = Question(id="q", text="Name two.", key=AnswerKey(["Ann Bee", "Cy Dee", "Ed Fox"], kind="list", need=2))
    assert [hint.text for hint in hints_for(question, CANON, 1)] == ["A__ B__, C_ D__, E_ F__"]


@pytest.mark.parametrize(("wrong", "struck"), [(1, 0), (2, 1), (3, 1), (5, 2)])
def test_half_of_the_wrong_choices_is_rounded_down(wrong, struck):
    choices = ("Luc Besson", "Jean Reno", "Emir Kusturica", "Agnes Varda", "Leos Carax")[:wrong]
    question = Question(id="q", text="Who?", key=AnswerKey("Marc Caro", kind="choice", choices=(*choices, "Marc Caro")))
    assert [hint.text.count(";") + 1 for hint in hints_for(question, None, 1)] == ([struck] if struck else [])


@pytest.mark.parametrize(("years", "is_chosen"), [(10, True), (11, False)])
def test_wrong_choices_come_from_ten_years_around_the_film(years, is_chosen):
    near = [Name(f"Maker {letter}", "person", year=1995) for letter in "AB"]
    far = [Name(f"Elder {letter}", "person", year=1931) for letter in "ABCDEFGHIJKLMNOP"]
    canon = Canon([*near, Name("Edge", "person", year=1995 - years), *far])
    chosen = [list(hints_for(composer(), canon, seed))[-1].choices for seed in range(5)]
    assert all("Edge" in choices for choices in chosen) is is_chosen


@pytest.mark.parametrize(("more", "is_enough"), [((), False), (("Foam",), True)])
def test_two_titles_of_one_film_are_no_two_wrong_choices(more, is_enough):
    films = {"Tide": ["Tide"], "Ebb": ["Ebb", "Low Water"], "Storm": ["Storm"], **{one: [one] for one in more}}
    canon = Canon(Name(title, "title", of=film, year=1990) for film, titles in films.items() for title in titles)
    asked = Question(id="q", text="Which film?", key=AnswerKey("Tide", kind="title"), year=1990)
    assert any(hint.kind == "choice" for hint in hints_for(asked, canon, 1)) is is_enough


def test_rules_without_hints_give_none():
    from quizzer.session import Join, Start

    session = Session([composer()], Rules.preset("classic", hints=0), canon=CANON)
    for action in (Join("ada"), Start()):
        session.apply(action, at=0)
    with pytest.raises(IllegalAction, match="this game has no hints"):
        session.apply(Hint("ada"), at=1)
