"""Rulings are written into the bank, where its layout stays, and old games are scored again."""

from __future__ import annotations

import os
import stat

import pytest
import yaml
from read_once import keep_as_read

from quizzer import load_bank
from quizzer.banks import Bank, check_bank
from quizzer.curation.ruling import carry_out, group_protests
from quizzer.curation.rulings_file import read_rulings
from quizzer.session import Stop

from .conftest import BANK, CLOZE, EVENING, quizzer, right


def test_accepting_writes_the_line_adds_a_case_and_scores_the_games_again(play, bank, records, capsys) -> None:
    play("gull", {"Ada": "Larus"})
    play("gull", {"Ben": "larus!", "Cy": "A gull"})
    assert (right(records, "Ada"), right(records, "Ben")) == (0, 0)
    assert quizzer("rulings", "accept", 1, "--by", "Dee", "--why", "Its Latin name: Larus") == 0
    out = capsys.readouterr().out
    assert "+    accept: Larus" in out
    assert "game 1: 1 changed ruling (Ada 0 → 1)" in out
    assert "game 2: 1 changed ruling (Ben 0 → 1)" in out
    assert bank.read_text(encoding="utf-8") == BANK.replace("answer: A gull\n", "answer: A gull\n    accept: Larus\n")
    assert [path.name for path in sorted(bank.parent.iterdir())] == ["harbour.yaml", "rulings.yaml"]
    ((_, case),) = read_rulings(bank.with_name("rulings.yaml")).cases
    assert (case.bank, case.question, case.given, case.ruling, case.by, case.why) == (
        "harbour.yaml",
        "gull",
        "Larus",
        "accept",
        "Dee",
        "Its Latin name: Larus",
    )
    assert (right(records, "Ada"), right(records, "Ben")) == (1, 1)
    assert [one.given for one in records.protests()] == ["A gull"]  # that is another matter
    assert len(records.protests(settled=True)) == 2
    play("gull", {"Eve": "larus"})
    assert right(records, "Eve") == 1
    assert check_bank(bank) == []
    assert quizzer("check", bank) == 0


def test_accepting_parses_the_bank_twice_and_loads_it_for_nobody(play, bank, records, monkeypatch) -> None:
    play("gull", {"Ada": "Larus"})
    play("gull", {"Ben": "larus"})
    play(CLOZE, {"Cy": "paper"})
    parsed: list[object] = []
    parse = yaml.CBaseLoader.get_single_node
    monkeypatch.setattr(yaml.CBaseLoader, "get_single_node", lambda self: parsed.append(self) or parse(self))
    made: list[object] = []
    make = Bank.__init__
    monkeypatch.setattr(Bank, "__init__", lambda self, **about: made.append(self) or make(self, **about))
    groups = group_protests(records.protests())
    for group in groups:
        parsed.clear()
        made.clear()
        carried = carry_out(group, "accept", records=records, find=str, load=pytest.fail, day="2026-03-02")
        assert carried.diff
        assert carried.rescored
        # As it was, and with the line, to see that nothing else changed; and so for a rulings.yaml that is there.
        assert len(parsed) == (2 if group is groups[0] else 4)
        assert len(made) == 2
    assert (right(records, "Ada"), right(records, "Ben"), right(records, "Cy")) == (1, 1, 1)


def test_rejecting_and_prompting_with_words(play, bank, records, capsys) -> None:
    play("gull", {"Ada": "bird"})
    play("lamp", {"Ada": "the light"})
    assert quizzer("rulings", "prompt", 1, "--saying", "Which bird: say more") == 0
    assert quizzer("rulings", "reject", 2, "--saying", "Only what is lit.") == 0
    loaded = load_bank(bank)
    assert loaded.by_id["gull"].key.grade("a bird").message == "Which bird: say more"
    assert loaded.by_id["lamp"].key.grade("light").message == "Only what is lit."
    assert loaded.by_id["lamp"].key.reject == {"lantern": "", "the light": "Only what is lit."}
    assert [case.ruling for _, case in read_rulings(bank.with_name("rulings.yaml")).cases] == ["prompt", "reject"]


def test_the_letter_of_a_choice_stands_for_its_words(play, bank, records, capsys) -> None:
    play("left", {"Ada": "c"})
    assert quizzer("rulings") == 0
    assert "“c”, A letter (Ada)" in capsys.readouterr().out
    assert quizzer("rulings", "accept", 1) == 0
    assert "'A letter' is one of the choices, so two choices are right now" in capsys.readouterr().out
    assert "    accept: A letter\n" in bank.read_text(encoding="utf-8")
    assert right(records, "Ada") == 1
    assert quizzer("check", bank) == 0
    assert "'accept' makes the choice 'A letter' right too" in capsys.readouterr().out


def test_words_for_a_wrong_choice_are_said(play, bank, capsys) -> None:
    play("left", {"Ada": "c"})
    assert quizzer("rulings", "reject", 1, "--saying", "It is too small for him.") == 0
    key = load_bank(bank).by_id["left"].key
    assert [key.grade(given).message for given in ("c", "a letter", "3")] == ["It is too small for him."] * 3
    assert key.grade("a boot").message != "It is too small for him."
    capsys.readouterr()
    assert quizzer("check", bank, "--strict") == 0


def test_an_answer_changes_its_list(play, bank, records) -> None:
    play("lamp", {"Ada": "Lantern"})
    assert quizzer("rulings", "accept", 1) == 0
    text = bank.read_text(encoding="utf-8")
    assert "reject" not in text
    assert "    accept: Lantern\n" in text
    assert right(records, "Ada") == 1


def test_facts_learn_aliases_and_clozes(play, bank, records, capsys) -> None:
    (director,) = [one.id for one in load_bank(bank).questions if one.category == "director"]
    play(CLOZE, {"Ada": "paper"})
    play(director, {"Ada": "The Queen: A."})
    assert quizzer("rulings", "accept", 1) == 0
    assert quizzer("rulings", "accept", 2) == 0
    text = bank.read_text(encoding="utf-8")
    assert "[[cardboard|paper]]" in text
    assert '    aliases: {Ann Bee: "The Queen: A."}\n' in text
    assert right(records, "Ada") == 2


def test_facts_have_no_place_for_a_rejection(play, bank, capsys) -> None:
    play(CLOZE, {"Ada": "paper"})
    assert quizzer("rulings", "reject", 1) == 0
    assert "from facts, which cannot have 'reject', so quizzer saves the ruling only in rulings.yaml" in (
        capsys.readouterr().out
    )
    assert bank.read_text(encoding="utf-8") == BANK
    assert len(read_rulings(bank.with_name("rulings.yaml")).cases) == 1


def test_an_answer_of_several_people_is_not_patched(play, bank, capsys) -> None:
    (both,) = [one.id for one in load_bank(bank).questions if one.category == "composer"]
    play(both, {"Ada": "the usual two"})
    assert quizzer("rulings", "accept", 1) == 1
    assert "add it under the film's 'aliases:'" in capsys.readouterr().err
    assert not bank.with_name("rulings.yaml").exists()


def test_the_last_ruling_on_an_answer_counts(play, bank) -> None:
    play("gull", {"Ada": "Larus"})
    play("gull", {"Ben": "LARUS"})
    quizzer("rulings", "reject", 1, "--saying", "In English.")
    play("gull", {"Cy": "larus"})
    quizzer("rulings", "accept", 3)
    ((_, case),) = read_rulings(bank.with_name("rulings.yaml")).cases
    assert (case.given, case.ruling) == ("Larus", "accept")
    assert "reject: {" not in bank.read_text(encoding="utf-8")


def test_an_unfinished_game_goes_on_over_the_patched_bank(play, bank, records) -> None:
    number = play("gull", {"Ada": "Larus"}, end=False)
    assert quizzer("rulings", "accept", 1) == 0
    loaded = load_bank(bank)
    session, _ = records.resume(number, loaded.by_id, canon=loaded.canon, when=EVENING)
    session.apply(Stop(), at=session.at)
    assert session.standings()[0].points == 1.0


def test_where_rulings_cannot_be_written_the_bank_stays_as_it_was(play, bank, capsys) -> None:
    play("gull", {"Ada": "Larus"})
    play("lamp", {"Ada": "the beacon"})
    assert quizzer("rulings", "accept", 1) == 0
    before = bank.read_text(encoding="utf-8")
    bank.with_name("rulings.yaml").chmod(stat.S_IRUSR)
    assert quizzer("rulings", "accept", 2) == 1
    assert "rulings.yaml: this file is read-only; nothing was written" in capsys.readouterr().err
    assert bank.read_text(encoding="utf-8") == before


def test_what_cannot_be_written_leaves_everything_as_it_was(play, bank, records, capsys) -> None:
    play("gull", {"Ada": "Larus"})
    bank.chmod(stat.S_IRUSR)
    assert quizzer("rulings", "accept", 1) == 1
    assert "read-only; nothing was written" in capsys.readouterr().err
    bank.chmod(stat.S_IRUSR | stat.S_IWUSR)
    bank.write_bytes(BANK.encode("utf-16"))
    assert quizzer("rulings", "accept", 1) == 1
    assert "only files in UTF-8" in capsys.readouterr().err
    bank.write_text("questions: [\n", encoding="utf-8")
    assert quizzer("rulings", "accept", 1) == 1
    assert "harbour.yaml:2:1: broken YAML" in capsys.readouterr().err
    bank.write_text(BANK.replace("id: gull", "id: mew"), encoding="utf-8")
    assert quizzer("rulings", "accept", 1) == 1
    assert "the bank no longer has the question 'gull'" in capsys.readouterr().err
    bank.unlink()
    keep_as_read(os.environ["QUIZZER_HOME"])  # by its title it is looked for
    assert quizzer("rulings", "accept", 1) == 1
    assert "harbour" in capsys.readouterr().err
    assert list(bank.parent.iterdir()) == []
    assert quizzer("rulings") == 0  # still shown
    assert len(records.protests()) == 1


def test_an_included_file_gets_the_line_where_the_question_stands(play, bank, records, capsys) -> None:
    (bank.parent / "parts").mkdir()
    part = bank.parent / "parts" / "harbour.yaml"
    part.write_bytes(BANK.replace("\n", "\r\n").encode())
    bank.write_text("include: parts/harbour.yaml\n", encoding="utf-8")
    play("gull", {"Ada": "Larus"})
    play(CLOZE, {"Ada": "paper"})
    assert quizzer("rulings", "accept", 1) == 0
    assert quizzer("rulings", "accept", 2) == 0
    text = part.read_bytes().decode()
    assert "    accept: Larus\r\n" in text
    assert "[[cardboard|paper]]" in text
    assert text.count("\n") == text.count("\r\n")
    assert bank.read_text(encoding="utf-8") == "include: parts/harbour.yaml\n"
    assert (bank.parent / "rulings.yaml").exists()
    assert right(records, "Ada") == 2


@pytest.mark.parametrize("included", [False, True])
def test_a_ruling_that_the_referee_would_not_make_is_not_written(play, bank, records, capsys, included) -> None:
    numbers = "questions:\n  - {id: steps, ask: How many steps?, answer: 199}\n"
    part = bank.with_name("part.yaml") if included else bank
    if included:
        bank.write_text("include: part.yaml\n", encoding="utf-8")
    part.write_text(numbers, encoding="utf-8")
    play("steps", {"Ada": "40"})
    assert quizzer("rulings", "prompt", 1) == 1
    assert f"{part}: even with '40' under 'prompt', the referee rules otherwise" in capsys.readouterr().err
    assert part.read_text(encoding="utf-8") == numbers
    assert not bank.with_name("rulings.yaml").exists()
    assert len(records.protests()) == 1


def test_a_game_over_two_banks_patches_the_one_that_has_the_question(play, bank, records) -> None:
    other = bank.parent / "another.yaml"
    other.write_text("questions:\n  - {ask: What else?, answer: fog}\n", encoding="utf-8")
    play("gull", {"Ada": "Larus"}, banks=[str(other), str(bank)])
    assert quizzer("rulings", "accept", 1) == 0
    assert "Larus" in bank.read_text(encoding="utf-8")
    assert "Larus" not in other.read_text(encoding="utf-8")
    assert right(records, "Ada") == 1


def test_what_is_made_from_a_fact_is_patched_there_although_somebody_wrote_it_down_too(play, bank) -> None:
    made = load_bank(bank).by_id[CLOZE]
    again = f"  - id: {CLOZE}\n    ask: '{made.text}'\n    answer: cardboard\n"
    bank.write_text(BANK + again, encoding="utf-8")
    play(CLOZE, {"Ada": "paper"})
    assert quizzer("rulings", "accept", 1) == 0
    assert bank.read_text(encoding="utf-8") == BANK.replace("[[cardboard]]", "[[cardboard|paper]]") + again


@pytest.mark.parametrize("text", ["rulings: soon\n", "rulings: []\n", "rulings: {question: gull}\n", "[]\n", "7\n"])
def test_a_file_of_rulings_of_another_shape_is_told_about_and_kept(play, bank, capsys, text) -> None:
    beside = bank.with_name("rulings.yaml")
    beside.write_text(text, encoding="utf-8")
    play("gull", {"Ada": "Larus"})
    assert quizzer("rulings", "accept", 1) == 1
    assert f"{beside}:1" in capsys.readouterr().err
    assert beside.read_text(encoding="utf-8") == text
    assert bank.read_text(encoding="utf-8") == BANK
