"""How hard questions are: by shape, by film, and by whom they ask for."""

from __future__ import annotations

from quizzer.facts import AlternateTitle, CastMember, Credit, Film, Gap, make_questions

PARTS = {"Ash": "Gull", "Birch": "Tern", "Cedar": "Auk", "Elm": "Skua", "Fir": "Rook", "Oak": "Heron", "Yew": "Crane"}
CAST = tuple(CastMember(actor=f"Ann {actor}", character=f"Keeper {part}") for actor, part in PARTS.items())


def levels(**facts: object) -> dict[str, int]:
    film = Film(title="Tide", year=1987, cast=CAST, directors=(Credit(name="Bea Lund"),), **facts)  # type: ignore[arg-type]
    return {question.id.removeprefix("tide-1987/"): question.difficulty for question in make_questions([film])}


def test_leading_parts_are_easier_than_small_ones() -> None:
    usual = levels()
    assert [usual[f"cast/keeper-{name}"] for name in ("gull", "tern", "auk", "heron", "crane")] == [2, 2, 3, 3, 4]
    assert (usual["character/ann-ash"], usual["character/ann-yew"]) == (3, 4)
    assert usual["director"] == 2


def test_a_film_that_few_know_is_harder_in_all() -> None:
    usual, known, unknown = levels(), levels(difficulty=1), levels(difficulty=5)
    assert all(known[name] <= usual[name] <= unknown[name] for name in usual)
    assert (known["director"], known["cast/keeper-crane"]) == (2, 2)
    assert levels(difficulty=1, difficulties={"Bea Lund": 1})["director"] == 1
    assert (unknown["director"], unknown["cast/keeper-crane"]) == (4, 5)


def test_what_is_said_of_an_answer_holds() -> None:
    said = levels(difficulty=5, difficulties={"ann ash": 1, "Bea Lund": 2})
    assert (said["cast/keeper-gull"], said["director"]) == (1, 2)
    assert said["cast/keeper-auk"] == 5


def test_where_several_are_wanted_the_hardest_of_them_tells() -> None:
    two = (Credit(name="Ida Quill"), Credit(name="Bo Ink"))
    usual = levels(writers=two)["writer"]
    assert levels(writers=two, difficulties={"Ida Quill": 1})["writer"] == usual
    assert levels(writers=two, difficulties={"Ida Quill": 1, "Bo Ink": 5})["writer"] == 5


def test_a_title_that_nobody_knows_makes_only_itself_hard() -> None:
    abroad = {"also_known_as": (AlternateTitle(title="Ebbe", country="DE", language="de"),)}
    usual, said = levels(**abroad), levels(**abroad, difficulties={"Ebbe": 5})
    assert {name: level for name, level in said.items() if usual[name] != level} == {"released-in/de": 5}


def test_gaps_are_not_judged() -> None:
    gaps = levels(difficulty=1, gaps=(Gap(asks="release title", country="IN"),))
    assert [level for name, level in gaps.items() if name.startswith("gap-")] == [5]
