"""What a loaded bank holds: questions with stable ids, the canon of its names, one bank out of several files."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer import Bank, BankError, load_bank
from quizzer.banks import check_bank
from quizzer.banks.shipped import shipped_banks
from quizzer.grading import NAMED, AboutFilm


@pytest.fixture
def load(tmp_path: Path):  # type: ignore[no-untyped-def]
    def loaded(*texts: str) -> Bank:
        paths = [tmp_path / f"bank {number}.yaml" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        return load_bank(*paths)

    return loaded


TIDE = "title: Seas\nfilms:\n  - title: Tide\n    year: 2001\n    directors: Ann Bee\n"


def test_facts_and_hand_written_questions_stand_side_by_side(load) -> None:  # type: ignore[no-untyped-def]
    bank = load(TIDE + "questions:\n  - {ask: What rises?, answer: The sea, film: Tide}\n")
    assert [question.text for question in bank.questions] == [
        "Which director made “Tide”?",
        "What year is “Tide” from?",
        "What rises?",
    ]
    assert bank.questions[2].film == "Tide (2001)"
    assert bank.questions[2].year == 2001


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("1995", "year"),
        ("12", "number"),
        ("'1,204.5'", "number"),
        ("$18 million", "money"),
        ("1h 52m", "duration"),
        ("112 minutes", "duration"),
        ("17 May 1995", "date"),
        ("1995-05-17", "date"),
        ("yes", "boolean"),
        ("[Harpo, Chico]", "list"),
        ("Jaws", "text"),
        ("Alien 3", "text"),
    ],
)
def test_a_kind_is_told_from_the_shape_of_the_answer(load, answer: str, kind: str) -> None:  # type: ignore[no-untyped-def]
    assert load(f"questions:\n  - {{ask: What?, answer: {answer}}}\n").questions[0].kind == kind


def test_choices_make_a_choice(load) -> None:  # type: ignore[no-untyped-def]
    question = load("questions:\n  - {ask: Which?, answer: Cannes, choices: [Berlin, Cannes]}\n").questions[0]
    assert question.kind == "choice"
    assert question.key.grade("b").correct


def test_rewording_a_question_keeps_its_id(load) -> None:  # type: ignore[no-untyped-def]
    ids = [
        [question.id for question in load(f"title: T\nquestions:\n  - {{ask: {ask}, answer: Jaws}}\n").questions]
        for ask in ("Which shark?", "What swims?")
    ]
    assert ids[0] == ids[1] == ["t/general/jaws"]


def test_the_authors_id_stands_and_equal_subjects_are_told_apart(load) -> None:  # type: ignore[no-untyped-def]
    bank = load(
        "title: T\nquestions:\n  - {ask: One?, answer: Jaws, id: shark}\n  - {ask: Two?, answer: Jaws}\n"
        "  - {ask: Three?, answer: Jaws}\n"
    )
    ids = [question.id for question in bank.questions]
    assert ids[:2] == ["shark", "t/general/jaws"]
    assert ids[2].startswith("t/general/jaws/")


def test_drafts_are_not_played(load) -> None:  # type: ignore[no-untyped-def]
    bank = load("questions:\n  - {ask: One?, answer: Jaws}\n  - {ask: Two?, answer: Heat, draft: yes}\n")
    assert [question.text for question in bank.questions] == ["One?"]


def test_reject_and_prompt_may_say_something(load) -> None:  # type: ignore[no-untyped-def]
    text = "questions:\n  - {ask: Who?, answer: Alien, reject: {Aliens: 'That is the sequel'}, prompt: [xenomorph]}\n"
    key = load(text).questions[0].key
    assert key.grade("Aliens").message == "That is the sequel"
    assert not key.grade("xenomorph").correct


def test_several_files_are_one_bank_without_doubles(load) -> None:  # type: ignore[no-untyped-def]
    bank = load(TIDE, TIDE.replace("Seas", "More seas") + "  - title: Ebb\n    year: 1990\n")
    assert bank.title == "Seas, More seas"
    assert [film.label for film in bank.films] == ["Tide (2001)", "Ebb (1990)"]
    assert len({question.id for question in bank.questions}) == len(bank.questions) == 3


def test_the_canon_knows_the_names_of_the_bank(load) -> None:  # type: ignore[no-untyped-def]
    bank = load("films:\n  - {title: Alien, year: 1979}\n  - {title: Aliens, year: 1986}\n")
    key = bank.questions[0].key
    assert key.kind == "year"
    assert len(bank.canon) == 2


def test_films_of_two_files_are_told_apart_together(load) -> None:  # type: ignore[no-untyped-def]
    bank = load(
        "films:\n  - {title: Solaris, year: 1972, directors: Andrei Tarkovsky}\n",
        "films:\n  - {title: Solaris, year: 2002, directors: Steven Soderbergh}\n",
    )
    assert {question.text for question in bank.questions if question.category == "director"} == {
        "Think of “Solaris” (1972). Who directed it?",
        "Who directed “Solaris” (2002)?",
    }


def test_an_id_that_stands_twice_is_an_error(load, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    text = "questions:\n  - {ask: One?, answer: a, id: x}\n  - {ask: Two?, answer: b, id: x}\n"
    with pytest.raises(BankError, match="the id 'x' is that of a question in line 2: each needs its own"):
        load(text)


def test_a_faulty_question_does_not_hide_the_faults_of_others(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(
        "questions:\n  - {ask: One?, anwser: a}\n  - {ask: Two?, answer: b, kind: persn}\n", encoding="utf-8"
    )
    assert [fault.line for fault in check_bank(path)] == [2, 3]


def test_the_canon_knows_each_part_by_itself_and_without_remarks(load) -> None:  # type: ignore[no-untyped-def]
    bank = load(TIDE + "    cast:\n      - {actor: Bo Cee, character: The Gull / Old Tern (voice)}\n")
    assert [name.text for name in bank.canon if name.kind == "character"] == ["The Gull", "Old Tern"]


def test_a_shipped_bank_is_loaded_by_its_name() -> None:
    path = next(path for path in shipped_banks() if path.stem == "city_of_lost_children")
    assert load_bank("city_of_lost_children").by_id.keys() == load_bank(path).by_id.keys()


def test_a_file_comes_before_the_shipped_bank_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("silent").mkdir()
    assert load_bank("silent").title == load_bank(*[path for path in shipped_banks() if path.stem == "silent"]).title
    Path("silent").rmdir()
    Path("silent").write_text("format: 1\ntitle: Mine\nquestions:\n  - {ask: Who?, answer: Me}\n")
    assert load_bank("silent").title == "Mine"
    with pytest.raises(BankError, match=r"silent\.yaml"):
        load_bank("silent.yaml")


def test_keys_know_their_film(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(
        "films:\n  - title: The Lighthouse Thief\n    year: 1931\n    series: Gull\n    directors: [Ada Finn]\n"
        "    composers: [Bo Reed]\n    cast:\n      - {actor: Cy Ahearn, character: The Gull}\n"
        "questions:\n  - {ask: Which song is sung?, answer: Low Tide, kind: title, film: The Lighthouse Thief}\n",
        encoding="utf-8",
    )
    keys = [question.key for question in load_bank(path).questions if question.key and question.key.kind in NAMED]
    told = AboutFilm("The Lighthouse Thief", 1931, ("Ada Finn",), ("Cy Ahearn",), "Gull")
    assert {key.about for key in keys} == {told}
    song = next(key for key in keys if key.answer == "Low Tide")
    assert song.grade("The Lighthouse Thief").message == "that's the film itself: which song?"
    cached = [load_bank(path, cache=tmp_path / "kept") for _ in range(2)][1]
    assert [question.key for question in cached.questions] == [question.key for question in load_bank(path).questions]
