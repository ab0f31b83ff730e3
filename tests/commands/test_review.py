"""Drafts are shown, decided about with a key, and nothing else in the file is touched."""

from __future__ import annotations

import io
import os
import stat
import sys
from pathlib import Path

import pytest

from quizzer import load_bank
from quizzer.banks import check_bank
from quizzer.commands.running import run
from quizzer.curation.drafts import drop, edit, keep, propose_drafts, read_drafts
from quizzer.errors import QuizzerError

BANK = """\
# The harbour's own
title: Harbour
questions:
  - {ask: Who drew the map?, answer: Jonas}   # not a draft
  - ask: Which bird sits on the lamp?   # the first
    answer: A gull
    draft: yes
    explain: It sat there by chance.

  # a remark between
  - draft: yes
    ask: Who keeps the lamp?
    answer: [[The widow, Mrs. Reef]]
  - {ask: Which storm sinks the ship?, answer: The second, draft: yes}
"""
FERRY = """\
title: Ferry
films:
  - title: The Night Ferry   # a film
    year: 1971
    cast:
      - {actor: Ines Moreau, character: Agathe}
    trivia:
      - The part of the stowaway was offered to Ines Moreau, who asked for a bigger one.
      - The tune of the band was taken from “Harbour Lights” without anybody asking.
      - Most of the voyage was filmed on a [[lake]] near Geneva, where the waves are small.
    goofs:
      - To fill the quay on the first morning the town lent 300 extras and one brass band.
    sources: https://ferry.example/
"""


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "harbour.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


@pytest.fixture
def review(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def reviewed(path: Path, *lines: str, status: int = 0) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        assert run(["review", str(path)]) == status

    return reviewed


def asked(path: Path) -> list[str]:
    return [question.text for question in load_bank(path).questions]


def test_a_draft_is_shown_as_a_player_would_see_it_and_what_the_referee_makes_of_slips(bank, review, capsys) -> None:
    review(bank, "q")
    out = capsys.readouterr().out
    assert "1 of 3 · " in out
    assert "Which bird sits on the lamp?\n" in out
    assert "  Answer: A gull\n" in out
    assert "  Told after it: It sat there by chance.\n" in out
    assert "(a letter missing)" in out
    assert "Who drew the map?" not in out
    assert out.endswith("harbour.yaml: 0 kept, 0 edited, 0 dropped, 3 left\n")
    assert bank.read_text(encoding="utf-8") == BANK


def test_keep_takes_out_one_word_drop_an_entry_and_skip_nothing(bank, review, capsys) -> None:
    review(bank, "k", "s", "d")
    assert capsys.readouterr().out.endswith("1 kept, 0 edited, 1 dropped, 1 left\n")
    wanted = BANK.replace("    draft: yes\n    explain", "    explain")
    wanted = wanted.replace("  - {ask: Which storm sinks the ship?, answer: The second, draft: yes}\n", "")
    assert bank.read_text(encoding="utf-8") == wanted
    assert asked(bank) == ["Who drew the map?", "Which bird sits on the lamp?"]
    assert sorted(path.name for path in bank.parent.iterdir()) == ["harbour.yaml"]
    review(bank, "k")
    assert "  - ask: Who keeps the lamp?\n    answer: [[The widow, Mrs. Reef]]\n" in bank.read_text(encoding="utf-8")
    review(bank)
    assert "harbour.yaml: this bank has no drafts" in capsys.readouterr().out


def test_edit_asks_anew_and_writes_what_can_be_asked_alone(bank, review, capsys) -> None:
    told = "Which gull sits on the lamp?", "a gull", ""
    review(bank, "e", *told, "Which bird sits there?", "", "Larus | the bird", "q")
    out = capsys.readouterr().out
    assert "the question contains its answer, “a gull”; reword it." in out
    assert out.endswith("0 kept, 1 edited, 0 dropped, 2 left\n")
    wanted = BANK.replace("ask: Which bird sits on the lamp?   #", "ask: Which bird sits there?   #")
    wanted = wanted.replace("    draft: yes\n    explain", "    explain").replace(
        "    answer: A gull\n", "    answer: A gull\n    accept: [Larus, the bird]\n"
    )
    assert sorted(bank.read_text(encoding="utf-8").splitlines()) == sorted(wanted.splitlines())
    assert load_bank(bank).questions[1].key.accept == ("Larus", "the bird")


@pytest.mark.parametrize(
    ("typed", "answer", "accept"),
    [
        (["", "", ""], "The widow", ("Mrs. Reef",)),
        (["", "", "-"], "The widow", ()),
        (["", "Widow Reef", ""], "Widow Reef", ("Mrs. Reef",)),
        (["", "", "Mrs. Reef | Ann"], "The widow", ("Mrs. Reef", "Ann")),
    ],
)
def test_the_other_right_answers_are_edited_too(bank, review, typed, answer, accept) -> None:
    review(bank, "s", "e", *typed)
    (question,) = (one for one in load_bank(bank).questions if one.text == "Who keeps the lamp?")
    assert (question.key.answer, question.key.accept) == (answer, accept)


def test_a_list_of_answers_is_edited(tmp_path, review) -> None:
    path = tmp_path / "rowers.yaml"
    entry = "{ask: Name the rowers., answer: [Ann, [Ben, Benno]], draft: yes}"
    path.write_text(f"questions:\n  - {entry}\n", encoding="utf-8")
    review(path, "e", "", "Ann; Ben | Benno | B.; Cy")
    (question,) = load_bank(path).questions
    assert question.key.items == (("Ann",), ("Ben", "Benno", "B."), ("Cy",))


def test_input_that_ends_in_the_middle_of_an_edit_changes_nothing(bank, review, capsys) -> None:
    review(bank, "k", "e", "Who lights it?")
    assert capsys.readouterr().out.endswith("1 kept, 0 edited, 0 dropped, 2 left\n")
    assert "Who lights it?" not in bank.read_text(encoding="utf-8")


def test_what_cannot_be_asked_is_not_kept(tmp_path, review, capsys) -> None:
    path = tmp_path / "odd.yaml"
    text = "questions:\n  - {ask: When?, answer: 199x, kind: year, draft: yes}\n  - {ask: Who?, answer: Ann}\n"
    path.write_text(text, encoding="utf-8")
    review(path, "k", "e", "", "1990", "")
    out = capsys.readouterr().out
    assert "quizzer cannot ask this yet: " in out
    assert "quizzer cannot ask it like this: " in out
    assert path.read_text(encoding="utf-8") == text.replace("199x", "1990").replace(", draft: yes", "")


def test_where_all_are_drafts_the_one_that_is_kept_says_that_it_is_none(tmp_path, review) -> None:
    path = tmp_path / "all.yaml"
    path.write_text(
        "defaults: {draft: yes}\nquestions:\n  - {ask: One?, answer: Ann}\n  - {ask: Two?, answer: Bob, draft: yes}\n",
        encoding="utf-8",
    )
    review(path, "k", "k")
    assert asked(path) == ["One?", "Two?"]


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_a_draft_in_an_included_file_is_decided_there_with_its_line_ends(tmp_path, review, newline) -> None:
    part, whole = tmp_path / "part.yaml", tmp_path / "whole.yaml"
    part.write_bytes(b"\xef\xbb\xbf" + BANK.replace("\n", newline).encode())
    whole.write_text("include: part.yaml\n", encoding="utf-8")
    review(whole, "k", "d", "q")
    data = part.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# The harbour's own" + newline.encode())
    assert data.count(b"\n") == data.count(newline.encode())
    assert b"Who keeps" not in data
    assert asked(whole) == ["Who drew the map?", "Which bird sits on the lamp?"]


def test_what_another_author_writes_meanwhile_stays_and_a_draft_decided_elsewhere_is_told(bank) -> None:
    (mine, _), (theirs, _) = read_drafts(str(bank)), read_drafts(str(bank))
    drop(theirs[0])
    keep(theirs[1])
    with bank.open("a", encoding="utf-8") as file:
        file.write("  - {ask: And then?, answer: Nothing}\n")
    keep(mine[2])
    assert asked(bank) == ["Who drew the map?", "Who keeps the lamp?", "Which storm sinks the ship?", "And then?"]
    for draft in mine[:2]:
        with pytest.raises(QuizzerError, match="changed or decided this draft; nothing was saved"):
            keep(draft)


def test_a_read_only_bank_stays_as_it_is(bank, review, capsys) -> None:
    bank.chmod(stat.S_IRUSR)
    review(bank, "k", "q")
    assert "this file is read-only; nothing was written" in capsys.readouterr().out
    assert bank.read_text(encoding="utf-8") == BANK


def test_what_a_program_cannot_edit_is_told_with_its_place_and_stays_a_draft(tmp_path, review, capsys) -> None:
    path = tmp_path / "only.yaml"
    text = "questions:\n  - {ask: One?, answer: Ann, draft: yes}\n"
    path.write_text(text, encoding="utf-8")
    review(path, "d", "q")
    assert "edit it by hand" in capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == text


def test_hostile_text_is_shown_without_harm(tmp_path, review, capsys) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text('questions:\n  - {ask: "Who \\e[2J\\u202e?", answer: "A\\x07nn", draft: yes}\n', encoding="utf-8")
    review(path, "q")
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "\x07" not in out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("questions: [", "broken YAML"),
        ("questions:\n  - {ask: Who?, anser: Ann, draft: yes}\n", "unknown key 'anser'"),
        ("", "this bank is empty"),
    ],
)
def test_a_bank_with_faults_is_told_and_not_touched(tmp_path, review, capsys, text, told) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(text, encoding="utf-8")
    review(path, "k", status=1)
    assert told in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == text


def test_drafts_are_told_by_a_check_and_not_asked(bank, capsys) -> None:
    assert run(["check", str(bank)]) == 0
    assert capsys.readouterr().out == f"{bank}: no fault found; 3 drafts wait for quizzer review\n"
    assert asked(bank) == ["Who drew the map?"]
    assert {question.text for question in load_bank(bank).draw(10, seed=1)} == {"Who drew the map?"}


# -- proposals


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.yaml"
    path.write_text(FERRY, encoding="utf-8")
    return path


def test_each_sentence_that_offers_a_cloze_gets_one_draft_and_only_once(ferry, capsys) -> None:
    before = asked(ferry)
    assert run(["review", str(ferry), "--propose"]) == 0
    assert "ferry.yaml: 3 new drafts; to decide about them, run: quizzer review" in capsys.readouterr().out
    once = ferry.read_text(encoding="utf-8")
    assert once.startswith(FERRY)
    assert asked(ferry) == before
    drafts, _ = read_drafts(str(ferry))
    assert [(one.entry.answer[0][0], one.entry.category) for one in drafts] == [
        ("Ines Moreau", "trivia"),
        ("Harbour Lights", "trivia"),
        ("300", "goofs"),
    ]
    assert {one.entry.source for one in drafts} == {"https://ferry.example/"}
    assert check_bank(ferry) == []
    assert run(["review", str(ferry), "--propose"]) == 0
    assert "0 new drafts\n" in capsys.readouterr().out
    assert ferry.read_text(encoding="utf-8") == once


def test_what_was_decided_is_not_proposed_again_and_what_was_kept_is_asked(ferry, review, capsys) -> None:
    assert propose_drafts(str(ferry)) == 3
    review(ferry, "k", "d", "e", "", "", "some hundreds")
    text = ferry.read_text(encoding="utf-8")
    assert text.count("\n# review: dropped ") == 1
    assert "“Harbour Lights”" in text[text.index("# review: dropped") :]
    assert propose_drafts(str(ferry)) == 0
    assert ferry.read_text(encoding="utf-8") == text
    answers = [question.key.answer for question in load_bank(ferry).questions if not question.facts]
    assert answers == ["Ines Moreau", "300"]
    assert check_bank(ferry) == []
    ferry.write_text(text[: text.index("# review: dropped")], encoding="utf-8")
    assert propose_drafts(str(ferry)) == 1


def test_drafts_are_written_behind_the_questions_that_are_there(ferry) -> None:
    with ferry.open("a", encoding="utf-8") as file:
        file.write("questions:\n    - {ask: Who rows?, answer: Ann}   # the only one\n")
    before = ferry.read_text(encoding="utf-8")
    assert propose_drafts(str(ferry)) == 3
    text = ferry.read_text(encoding="utf-8")
    assert text.startswith(before)
    assert len(read_drafts(str(ferry))[0]) == 3


def test_drafts_of_an_included_film_are_written_where_it_stands(ferry, tmp_path) -> None:
    whole = tmp_path / "whole.yaml"
    whole.write_text("include: ferry.yaml\n", encoding="utf-8")
    assert propose_drafts(str(whole)) == 3
    assert whole.read_text(encoding="utf-8") == "include: ferry.yaml\n"
    assert propose_drafts(str(whole)) == propose_drafts(str(ferry)) == 0


def test_a_film_that_no_question_could_name_is_left_out(tmp_path) -> None:
    path = tmp_path / "twins.yaml"
    film = FERRY.partition("films:\n")[2]
    path.write_text("films:\n" + film + film.replace("year: 1971", "year: 1971\n    imdb: tt0000002"), encoding="utf-8")
    assert propose_drafts(str(path)) in (0, 3)


@pytest.mark.parametrize("odd", ['"', "'", "#", ": ", "{", "|", "%", "\\", "- "])
def test_sentences_with_any_signs_are_proposed_as_they_read(tmp_path, odd) -> None:
    path = tmp_path / "odd.yaml"
    sentence = f"On the {odd} quay the part of the stowaway was offered to Ines Moreau in the rain."
    quoted = sentence.replace("'", "''")
    path.write_text(
        f"films:\n  - title: Ferry\n    cast: {{actor: Ines Moreau, character: Agathe}}\n    trivia: '{quoted}'\n",
        encoding="utf-8",
    )
    assert propose_drafts(str(path)) == 1
    ((draft,), _) = read_drafts(str(path))
    assert draft.entry.explain == " ".join(sentence.split())
    drop_text = path.read_text(encoding="utf-8")
    keep(draft)
    assert path.read_text(encoding="utf-8") == drop_text.replace("    draft: yes\n", "").rstrip("\n") + "\n" * (
        drop_text.endswith("\n")
    )


# -- on a terminal


@pytest.fixture
def on_a_terminal(bank):  # type: ignore[no-untyped-def]
    Terminal = pytest.importorskip("pseudo_terminal", reason="pseudo-terminals need a POSIX system").Terminal  # noqa: N806
    terminal = Terminal([sys.executable, "-m", "quizzer", "review", bank.name], rows=70, folder=bank.parent)
    yield terminal
    terminal.close()


def test_one_key_decides_and_the_present_text_stands_in_the_line_to_be_changed(on_a_terminal, bank) -> None:
    on_a_terminal.wait_for("q quit:")
    on_a_terminal.type("x")  # means nothing, so it asks once more
    on_a_terminal.wait_for("q quit: k keep")
    on_a_terminal.type("k")
    on_a_terminal.wait_for("2 of 3")
    on_a_terminal.type("e")
    on_a_terminal.wait_for("Question: Who keeps the lamp?")
    on_a_terminal.type("\x01So \r")  # Ctrl-A: to the line's beginning
    on_a_terminal.wait_for("Answer: The widow")
    on_a_terminal.type("\r")
    on_a_terminal.wait_for("Also right: Mrs. Reef")
    on_a_terminal.type("\r")
    on_a_terminal.wait_for("3 of 3")
    on_a_terminal.type("s")
    on_a_terminal.wait_for("1 kept, 1 edited, 0 dropped, 1 left")
    assert on_a_terminal.wait_for_end() == 0
    assert asked(bank) == ["Who drew the map?", "Which bird sits on the lamp?", "So Who keeps the lamp?"]


def test_ctrl_c_loses_nothing_that_was_decided(on_a_terminal, bank) -> None:
    on_a_terminal.wait_for("q quit:")
    on_a_terminal.type("k")
    on_a_terminal.wait_for("2 of 3")
    on_a_terminal.type("\x03")
    on_a_terminal.wait_for("1 kept, 0 edited, 0 dropped, 2 left")
    assert on_a_terminal.wait_for_end() == 130
    assert "Traceback" not in on_a_terminal.screen
    assert asked(bank) == ["Who drew the map?", "Which bird sits on the lamp?"]


def test_many_authors_at_once_lose_nothing(tmp_path) -> None:
    path = tmp_path / "many.yaml"
    entries = "".join(f"  - {{ask: Question {number}?, answer: Ann, draft: yes}}\n" for number in range(12))
    path.write_text(f"questions:\n{entries}", encoding="utf-8")
    if not hasattr(os, "fork"):
        pytest.skip("processes that begin in the middle need a POSIX system")
    drafts, _ = read_drafts(str(path))
    children = []
    for author in range(4):
        child = os.fork()
        if not child:
            try:
                for draft in drafts[author::4]:
                    edit(draft, {"answer": f"Author {author}"})
            finally:
                os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    answers = [question.key.answer for question in load_bank(path).questions]
    assert answers == [f"Author {number % 4}" for number in range(12)]
