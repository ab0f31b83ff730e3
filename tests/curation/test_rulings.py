"""Protests in real games become rulings: in the bank, beside it, and in the games."""

from __future__ import annotations

import re
import stat
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzer import Rules, Session, load_bank
from quizzer.banks import check_bank
from quizzer.banks.checks.checking import inspect_bank
from quizzer.commands.running import run
from quizzer.curation.grouping import group_protests
from quizzer.curation.replaying import with_rulings
from quizzer.curation.rulings_file import read_rulings
from quizzer.records import Records
from quizzer.session import Answer, Join, Next, Protest, Start, Stop

BANK = """\
# Harbour questions
title: Harbour
films:
  - title: The Lighthouse Thief
    year: 1987
    directors: Ann Bee
    composers: [Ida Klang, Bo Cee]
    trivia:
      - The tower was built of [[cardboard]] and survived a storm.
questions:
  - id: gull   # the first
    ask: Which bird sits on the lamp?
    answer: A gull
  - id: lamp
    ask: What do they steal?
    answer: The lamp
    reject: [lantern]
  - id: left
    ask: What does the thief leave behind?
    answer: A glove
    choices: [A boot, A glove, A letter]
"""
EVENING = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
CLOZE = "the-lighthouse-thief-1987/trivia-cloze/cardboard"
DIRECTOR = "the-lighthouse-thief-1987/director"

Play = Callable[..., int]


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "harbour.yaml").write_text(BANK, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path / "home"))
    return folder / "harbour.yaml"


@pytest.fixture
def records(bank: Path, tmp_path: Path) -> Records:
    return Records.open(tmp_path / "home" / "records.sqlite3")


@pytest.fixture
def play(bank: Path, records: Records) -> Play:
    """Plays one question to its end; whoever answers protests. The number of the game."""

    def played(
        question: str, answers: dict[str, str], *, why: str = "", banks: Sequence[str] = (), end: bool = True
    ) -> int:
        loaded = load_bank(bank)
        session = Session([loaded.by_id[question]], Rules.preset("classic", questions=1), canon=loaded.canon)
        game = records.begin_game(session, banks=banks or [str(bank)], when=EVENING)
        actions = [*map(Join, answers), Start(), *(Answer(*one) for one in answers.items())]
        actions += [Protest(player, why=why) for player in answers]
        for at, action in enumerate([*actions, *([Next()] if end else [])]):
            game.journal(at, action, session.apply(action, at=at))
        assert game.number is not None
        if not end:
            records._store.release(game.number)
        return game.number

    return played


def quizzer(*words: object) -> int:
    return run([str(word) for word in words])


def right(records: Records, player: str) -> int:
    return records.statistics(player, EVENING.date()).right


def test_a_protest_is_kept_and_shown_with_why_it_was_ruled_so(play, capsys) -> None:
    play("gull", {"Ada": "Larus", "Ben": "larus!"}, why="It is one.")
    play("gull", {"Cy": "the Laruss", "Dee": "a whale"})
    assert quizzer("rulings") == 0
    out = capsys.readouterr().out
    assert "harbour: Which bird sits on the lamp?" in out
    assert "“Larus” / “larus!” / “the Laruss” (Ada, Ben, Cy, 3 times)" in out
    assert "“a whale” (Dee)" in out
    assert "was ruled incorrect; the answer is “A gull”" in out
    assert "incorrect (0.00): " in out
    assert "“It is one.”" in out


def test_accepting_writes_the_line_adds_a_case_and_scores_the_games_again(play, bank, records, capsys) -> None:
    play("gull", {"Ada": "Larus"})
    play("gull", {"Ben": "larus!", "Cy": "A gull"})
    assert (right(records, "Ada"), right(records, "Ben")) == (0, 0)
    assert quizzer("rulings", "accept", 1, "--by", "Dee", "--why", "Its Latin name: Larus") == 0
    out = capsys.readouterr().out
    assert "+    accept: Larus" in out
    assert "game 1: 1 answer is ruled otherwise now (Ada 0 → 1)" in out
    assert "game 2: 1 answer is ruled otherwise now (Ben 0 → 1)" in out
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
    assert "'A letter' is another of the choices: two of them are right now" in capsys.readouterr().out
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
    assert "made from facts, where 'reject' has no place: the ruling stands in rulings.yaml alone" in (
        capsys.readouterr().out
    )
    assert bank.read_text(encoding="utf-8") == BANK
    assert len(read_rulings(bank.with_name("rulings.yaml")).cases) == 1


def test_an_answer_of_several_people_is_not_patched(play, bank, capsys) -> None:
    (both,) = [one.id for one in load_bank(bank).questions if one.category == "composer"]
    play(both, {"Ada": "the usual two"})
    assert quizzer("rulings", "accept", 1) == 1
    assert "write what one of these is called too under the film's 'aliases:'" in capsys.readouterr().err
    assert not bank.with_name("rulings.yaml").exists()


def test_check_tells_where_the_referee_would_rule_otherwise_now(play, bank, capsys) -> None:
    play("gull", {"Ada": "Larus"})
    quizzer("rulings", "accept", 1)
    bank.write_text(BANK, encoding="utf-8")
    capsys.readouterr()
    assert quizzer("check", bank) == 0
    assert quizzer("check", bank, "--strict") == 1
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith(f"{bank.with_name('rulings.yaml')}:5:12: warning: 'Larus' was accepted on ")
    assert "incorrect (0.00)" in line
    bank.write_text(BANK.replace("id: gull", "id: mew"), encoding="utf-8")
    quizzer("check", bank)
    assert "the bank has no question 'gull' any more" in capsys.readouterr().out
    assert quizzer("check", bank.parent) == 0  # rulings.yaml is no bank


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rulings:\n  - {question: q, given: x, ruling: maybe}\n", ":2:37: error: a ruling is one of accept"),
        ("rulings:\n  - {question: q, ruling: accept}\n", ":2:5: error: rulings lacks 'given'"),
        ("rulings: [\n", ":2:1: error: broken YAML"),
        ("rulings:\n  - {bank: x.yaml, question: q, given: x, ruling: accept}\n", ":2:12: warning: there is no bank"),
    ],
)
def test_a_file_of_rulings_has_its_faults_told(bank, play, capsys, text, told) -> None:
    bank.with_name("rulings.yaml").write_text(text, encoding="utf-8")
    assert quizzer("check", bank) == (1 if "error" in told else 0)
    assert f"rulings.yaml{told}" in capsys.readouterr().out
    play("gull", {"Ada": "Larus"})
    if "error" in told:
        assert quizzer("rulings", "accept", 1) == 1
        assert bank.read_text(encoding="utf-8") == BANK


def test_ruling_again_after_a_crash_does_what_was_left(play, bank, records, monkeypatch) -> None:
    play("gull", {"Ada": "Larus"})
    for place in ("quizzer.curation.ruling._look_again", "quizzer.records.records.Records.rescore", None):
        with monkeypatch.context() as patched:
            if place:
                patched.setattr(place, lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
            assert quizzer("rulings", "accept", 1) == (130 if place else 0)
        assert len(read_rulings(bank.with_name("rulings.yaml")).cases) == 1
        assert bank.read_text(encoding="utf-8").count("Larus") == 1
    assert right(records, "Ada") == 1
    assert records.protests() == []


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
    assert "there is no question 'gull' any more" in capsys.readouterr().err
    bank.unlink()
    assert quizzer("rulings", "accept", 1) == 1
    assert "harbour" in capsys.readouterr().err
    assert list(bank.parent.iterdir()) == []
    assert quizzer("rulings") == 0  # still shown
    assert len(records.protests()) == 1


def test_wrong_usage(play, capsys) -> None:
    play("gull", {"Ada": "Larus"})
    assert quizzer("rulings", "accept") == 2
    assert quizzer("rulings", "accept", "x") == 2
    assert quizzer("rulings", "accept", 1, "--saying", "x") == 2
    assert quizzer("rulings", "accept", 99) == 1
    assert "no open protest has the number 99" in capsys.readouterr().err


def test_only_the_protests_of_one_bank(play, bank, capsys) -> None:
    play("gull", {"Ada": "Larus"})
    (bank.parent / "other.yaml").write_text(BANK, encoding="utf-8")
    assert quizzer("rulings", bank.name) == 0
    assert "Larus" in capsys.readouterr().out
    assert quizzer("rulings", "other.yaml") == 0
    assert capsys.readouterr().out == "No protest is open.\n"


@pytest.mark.parametrize(
    "given",
    ["\x1b[2J\x1b]0;owned\x07", "a: b # c", "- x", "*gull", "&a", "'\"", "[[x|y]]", "{", "\u202eevil", "!!python/none"],
)
def test_hostile_answers_do_no_harm(play, bank, records, capsys, given) -> None:
    play("gull", {"Ada": given}, why=given)
    play(CLOZE, {"Ada": given}, why=given)
    quizzer("rulings")
    for number in (1, 2):
        assert quizzer("rulings", "accept", number, "--why", given) == 0
    told = capsys.readouterr()
    assert not {"\x1b", "\x07", "\u202e"} & set(told.out + told.err)
    assert right(records, "Ada") == 2
    assert not [fault for fault in check_bank(bank) if fault.severity == "error"]
    assert read_rulings(bank.with_name("rulings.yaml")).faults == []


def test_what_is_too_long_for_a_name_is_refused(play, bank, capsys) -> None:
    play("gull", {"Ada": "x" * 9000})
    quizzer("rulings")
    assert max(map(len, capsys.readouterr().out.splitlines())) < 1500
    assert quizzer("rulings", "accept", 1) == 1
    assert "9,000 characters are no name" in capsys.readouterr().err
    assert bank.read_text(encoding="utf-8") == BANK


def test_who_is_erased_leaves_no_protest(play, records) -> None:
    play("gull", {"Ada": "Larus", "Ben": "Mew"})
    records.erase("Ada")
    assert [one.given for one in records.protests()] == ["Mew"]
    assert [one["given"] for one in records.export("Ben")["protests"]] == ["Mew"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(st.sampled_from(["Larus", "larus", "The Larus", "laruss", "mew", "MEW!", "#"]), max_size=8))
def test_grouping_loses_nothing(answers) -> None:
    from quizzer.records import KeptProtest

    protests = [
        KeptProtest(number, 1, "", "Ada", "q", "Which?", "text", one, "A gull", "incorrect", "", "", ("b.yaml",))
        for number, one in enumerate(answers, 1)
    ]
    groups = group_protests(protests)
    assert sorted(one.number for group in groups for one in group.protests) == [one.number for one in protests]
    assert [group.number for group in groups] == sorted(group.number for group in groups)
    assert len(groups) <= 4


def test_the_format_guide_shows_a_file_of_rulings_that_holds(tmp_path: Path) -> None:
    guide = (ROOT / "quizzer" / "banks" / "FORMAT.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```ya?ml\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    place = next(place for place, block in enumerate(blocks) if block.startswith("# rulings.yaml"))
    (tmp_path / "bank.yaml").write_text(blocks[place - 1], encoding="utf-8")
    (tmp_path / "rulings.yaml").write_text(blocks[place], encoding="utf-8")
    assert len(read_rulings(tmp_path / "rulings.yaml").cases) == 2
    assert with_rulings(inspect_bank(tmp_path / "bank.yaml")).faults == []


def test_one_key_each_on_a_terminal(play, bank, records) -> None:
    Terminal = pytest.importorskip("pseudo_terminal", reason="pseudo-terminals need a POSIX system").Terminal  # noqa: N806
    for said in ("Larus", "bird", "a whale", "nobody"):
        play("gull", {"Ada": said})
    terminal = Terminal([sys.executable, "-m", "quizzer", "rulings"], rows=60, folder=bank.parent)
    terminal.wait_for("1 of 4")
    terminal.type("x")
    terminal.wait_for("leave: a accept")  # that means nothing, so it asks once more
    terminal.type("a")
    terminal.wait_for("2 of 4")
    terminal.type("p")
    terminal.wait_for("What to say to it")
    terminal.type("Which bird?\r")
    terminal.wait_for("3 of 4")
    terminal.type("l")
    terminal.wait_for("4 of 4")
    terminal.type("q")
    assert terminal.wait_for_end() == 0
    assert [one.given for one in records.protests()] == ["a whale", "nobody"]
    key = load_bank(bank).by_id["gull"].key
    assert (key.accept, key.prompt) == (("Larus",), {"bird": "Which bird?"})


def test_a_protest_can_be_put_aside_with_nothing_ruled(play, bank, records, capsys) -> None:
    play("gull", {"Ada": "Larus", "Ben": "larus"})
    play("gull", {"Cy": "a whale"})
    assert quizzer("rulings", "skip", 2) == 0
    assert capsys.readouterr().out == "Put aside.\n"
    assert [one.given for one in records.protests()] == ["a whale"]
    assert bank.read_text(encoding="utf-8") == BANK
    assert right(records, "Ada") == 0
    assert quizzer("rulings", "skip", 1) == 1
    assert "no open protest has the number 1" in capsys.readouterr().err
    assert quizzer("rulings", "skip") == 2


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


def test_a_game_over_two_banks_patches_the_one_that_has_the_question(play, bank, records) -> None:
    other = bank.parent / "another.yaml"
    other.write_text("questions:\n  - {ask: What else?, answer: fog}\n", encoding="utf-8")
    play("gull", {"Ada": "Larus"}, banks=[str(other), str(bank)])
    assert quizzer("rulings", "accept", 1) == 0
    assert "Larus" in bank.read_text(encoding="utf-8")
    assert "Larus" not in other.read_text(encoding="utf-8")
    assert right(records, "Ada") == 1


def test_a_game_that_cannot_be_scored_again_is_told_and_the_rest_is_done(play, bank, records, capsys) -> None:
    gone = bank.parent / "gone.yaml"
    gone.write_text("questions:\n  - {ask: What else?, answer: fog}\n", encoding="utf-8")
    play("gull", {"Ada": "Larus"}, banks=[str(bank), str(gone)])
    play("gull", {"Ben": "Larus"})
    gone.unlink()
    assert quizzer("rulings", "accept", 1) == 0
    assert right(records, "Ben") == 1
    assert "game 1 was not scored again: " in capsys.readouterr().out


def test_records_of_the_first_version_keep_protests_too(play, records, tmp_path) -> None:
    store = records._store
    with store.writing() as db:
        db.execute("DROP TABLE protests")
        db.execute("DROP TABLE settled_contributions")
        db.execute("PRAGMA user_version = 1")
    assert Records.open(tmp_path / "home" / "records.sqlite3").protests() == []
    play("gull", {"Ada": "Larus"})
    assert [one.given for one in records.protests()] == ["Larus"]
