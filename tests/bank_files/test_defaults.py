"""What holds for a whole bank: defaults of its questions, and aliases of its names."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer import Bank, load_bank


@pytest.fixture
def load(tmp_path: Path):  # type: ignore[no-untyped-def]
    def loaded(text: str) -> Bank:
        path = tmp_path / "b.yaml"
        path.write_text(text, encoding="utf-8")
        return load_bank(path)

    return loaded


DEFAULTS = (
    "films:\n  - {title: Tide, year: 1995}\n"
    "defaults:\n  category: horror\n  difficulty: 2\n  kind: person\n  film: Tide\n  source: A book\n"
    "  tags: [old, dark]\n  spoiler: yes\n"
)


def test_defaults_hold_where_a_question_says_nothing_else(load) -> None:  # type: ignore[no-untyped-def]
    bank = load(
        DEFAULTS + "questions:\n  - {ask: Who?, answer: Ann Bee}\n"
        "  - {ask: What?, answer: Fog, category: plot, difficulty: 5, kind: text, film: Ebb, source: Me, tags: dark,"
        " spoiler: no}\n"
    )
    first, second = bank.questions[1:]
    assert (first.category, first.difficulty, first.kind, first.film, first.source) == (
        "horror", 2, "person", "Tide (1995)", "A book",
    )  # fmt: skip
    assert first.tags == ("old", "dark", "spoiler")
    assert (second.category, second.difficulty, second.kind, second.film, second.source) == (
        "plot", 5, "text", "Ebb", "Me",
    )  # fmt: skip
    assert second.tags == ("dark", "old")


def test_choices_and_lists_keep_their_kind_under_any_default(load) -> None:  # type: ignore[no-untyped-def]
    bank = load(
        DEFAULTS + "questions:\n  - {ask: Which?, answer: a, choices: [a, b]}\n  - {ask: Who?, answer: [Ann, Bob]}\n"
        "  - {ask: Who else?, answer: [Cy]}\n"
    )
    assert [question.kind for question in bank.questions[1:]] == ["choice", "list", "person"]


def test_a_default_draft_is_asked_when_a_question_says_it_is_none(load) -> None:  # type: ignore[no-untyped-def]
    bank = load(
        "defaults: {draft: yes}\nquestions:\n  - {ask: One?, answer: a}\n  - {ask: Two?, answer: b, draft: no}\n"
    )
    assert [question.text for question in bank.questions] == ["Two?"]


def test_defaults_are_those_of_the_file_they_stand_in(tmp_path: Path) -> None:
    (tmp_path / "all.yaml").write_text(
        "include: part.yaml\ndefaults: {category: mine}\nquestions:\n  - {ask: One?, answer: a}\n", encoding="utf-8"
    )
    (tmp_path / "part.yaml").write_text("questions:\n  - {ask: Two?, answer: b}\n", encoding="utf-8")
    categories = {question.text: question.category for question in load_bank(tmp_path / "all.yaml").questions}
    assert categories == {"One?": "mine", "Two?": "general"}


def test_a_film_is_named_with_its_year_where_two_have_its_title(load) -> None:  # type: ignore[no-untyped-def]
    bank = load(
        "films:\n  - {title: Tide, year: 1995}\n  - {title: Tide, year: 2020}\n"
        "questions:\n  - {ask: One?, answer: a, film: tide (1995)}\n"
    )
    assert bank.questions[-1].film == "Tide (1995)"


# -- aliases

ALIASES = (
    "films:\n  - title: Great Hearts Will Take the Bride\n    year: 1995\n"
    "    aliases:\n      Great Hearts Will Take the Bride: GHWTB\n      Raj Mehra: [Raj, the boy from London]\n"
    "      When I Saw You: [Tujhe dekha]\n      Sunil Rao Khan: SRK\n"
    "    cast:\n      - {actor: Sunil Rao Khan, character: Raj Mehra}\n"
    "    directors: Ann Bee\n"
    "    soundtrack:\n      - {song: When I Saw You, music: [Jatin, Lalit], performer: Lata M}\n"
)


def answers(bank: Bank, shape: str) -> tuple[str, ...]:
    """What is accepted for the only question whose id has this part."""
    (question,) = (one for one in bank.questions if shape in one.id.split("/"))
    assert question.key is not None
    return question.key.names


def test_aliases_of_persons_characters_songs_and_films_are_accepted(load) -> None:  # type: ignore[no-untyped-def]
    bank = load(ALIASES)
    assert "SRK" in answers(bank, "cast")
    assert "Raj" in answers(bank, "character")
    assert "Tujhe dekha" in answers(bank, "song")
    assert "GHWTB" in answers(bank, "film-of-song")


def test_aliases_are_no_rivals_of_the_name_they_stand_for_and_are_never_asked_for(load) -> None:  # type: ignore[no-untyped-def]
    bank = load(ALIASES)
    names = {name.text: name.of for name in bank.canon}
    assert names["SRK"] == names["Sunil Rao Khan"]
    assert names["Raj"] == names["Raj Mehra"]
    assert names["GHWTB"] == names["Great Hearts Will Take the Bride"]
    told = "\n".join(f"{question.text} {question.key.answer}" for question in bank.questions if question.key)
    assert not any(alias in told for alias in ("SRK", "GHWTB", "Tujhe", "boy from London"))
    assert bank.draw(3, seed=1, films=["ghwtb"])


def test_aliases_of_a_bank_hold_for_its_films_and_its_questions(load) -> None:  # type: ignore[no-untyped-def]
    bank = load(
        "aliases:\n  Geneviève Brunet: [La Brunet]\n  New York City: [NYC, the Big Apple]\n"
        "films:\n  - title: Tide\n    directors: Genevieve Brunet\n    filmed_in: New York City\n"
        "questions:\n  - {ask: Who laughs?, answer: Geneviève Brunet, kind: person}\n"
        "  - {ask: Which two?, answer: [New York City, Rome]}\n"
    )
    assert answers(bank, "genevieve-brunet")[-1] == "La Brunet"
    assert all("La Brunet" in one.key.names for one in bank.questions if one.key.answer.startswith("Gen"))
    (shot,) = (one.key for one in bank.questions if one.key.answer == "New York City")
    assert shot.grade("the big apple").correct
    listed = next(one.key for one in bank.questions if one.kind == "list")
    assert listed.grade("NYC, Rome").correct


def test_an_alias_is_not_accepted_where_the_question_says_it_or_the_author_denies_it(load) -> None:  # type: ignore[no-untyped-def]
    bank = load(
        "aliases:\n  Sunil Rao Khan: [SRK, King Khan]\n"
        "questions:\n  - {ask: What does SRK stand for?, answer: Sunil Rao Khan}\n"
        "  - {ask: Who?, answer: Sunil Rao Khan, prompt: [SRK], reject: {King Khan: A title}}\n"
    )
    first, second = bank.questions
    assert first.key.names == ("Sunil Rao Khan", "King Khan")
    assert second.key.names == ("Sunil Rao Khan",)


def test_aliases_in_an_included_file_hold_for_the_whole_bank(tmp_path: Path) -> None:
    (tmp_path / "names.yaml").write_text("aliases: {Sunil Rao Khan: SRK}\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        "include: names.yaml\nquestions:\n  - {ask: Who?, answer: Sunil Rao Khan}\n", encoding="utf-8"
    )
    assert load_bank(tmp_path / "b.yaml").questions[0].key.names == ("Sunil Rao Khan", "SRK")


def test_two_files_that_know_a_film_put_its_aliases_together(tmp_path: Path) -> None:
    for name, alias in (("a", "SRK"), ("b", "King Khan")):
        (tmp_path / f"{name}.yaml").write_text(
            f"films:\n  - title: Tide\n    directors: Sunil Rao Khan\n    aliases: {{Sunil Rao Khan: {alias}}}\n",
            encoding="utf-8",
        )
    bank = load_bank(tmp_path / "a.yaml", tmp_path / "b.yaml")
    assert answers(bank, "director") == ("Sunil Rao Khan", "SRK", "King Khan")
