"""Notes of Anki, as text and as a deck."""

from __future__ import annotations

import csv
import io
import sqlite3
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from formats.told import faults, fields, imported, lost, reading

from quizzer import QuizzerError
from quizzer.bank_files.file_format import QuestionEntry
from quizzer.bank_files.hand_written import make_question
from quizzer.formats import export_questions, read_format
from quizzer.question import Question

ENTRIES = (
    QuestionEntry(
        ask="Who is <b>bold</b>?", answer=(("Ada",),), id="one", accept=("Bea",), hints=("a", "b"), category="cast"
    ),
    QuestionEntry(
        ask="Which?", answer=(("x",),), id="two", choices=("x", "y & z"), difficulty=5, media="https://a.b/c.png"
    ),
    QuestionEntry(ask="Name both.", answer=(("A", "a|b"), ("C",)), id="three", explain="So.\nThere."),
)


def questions() -> list[Question]:
    return [make_question(entry, bank_title="T", films={}) for entry in ENTRIES]


def test_notes_with_headers() -> None:
    read = imported("anki", "notes.txt")
    assert faults(read) == []
    assert lost(read) == {"files of pictures and sounds, which stay in Anki": 1}
    assert [fields(entry) for entry in read.entries] == [
        {
            "ask": "Who is the log lady's guest?\nSay it aloud.",
            "answer": "Margaret & her log",
            "id": "k)3x",
            "category": "cast",
            "difficulty": 2,
            "media": "log.png",
            "tags": ["owls"],
        },
        {
            "ask": "The _____ obey Marcello, who was in a circus.",
            "answer": "fleas",
            "id": "p9Q2/1",
            "category": "Sea",
            "hints": ["small animals"],
            "explain": "In the harbour town.",
        },
        {
            "ask": "The fleas obey _____.",
            "answer": "Marcello, who was in a circus",
            "id": "p9Q2/2",
            "category": "Sea",
            "explain": "In the harbour town.",
        },
        {
            "ask": "The fleas obey Marcello, who was in _____.",
            "answer": "a circus",
            "id": "p9Q2/3",
            "category": "Sea",
            "explain": "In the harbour town.",
        },
        {"ask": '"Cold" or "warm"?\nOne of both.', "answer": "Cold", "id": "zz", "category": "Sea"},
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Who?\tAda\n", {"ask": "Who?", "answer": "Ada"}),
        ("Who?;Ada\n", {"ask": "Who?", "answer": "Ada"}),
        ("# remark\ntags:a b\nWho?,Ada\n", {"ask": "Who?", "answer": "Ada", "tags": ["a", "b"]}),
        ("#separator:Pipe\n#columns:Back|Front\nAda|Who?\n", {"ask": "Who?", "answer": "Ada"}),
        (
            "#separator:|\n#html:false\n#tags:x\n<b>Who?</b>|Ada\n",
            {"ask": "<b>Who?</b>", "answer": "Ada", "tags": ["x"]},
        ),
        ("{{c1::Ada}} and {{c1::Bea}} met.\t\n", {"ask": "_____ and _____ met.", "answer": ["Ada", "Bea"]}),
        ("<img src='a.png'>\tAda\n", {"ask": "a.png", "answer": "Ada", "media": "a.png"}),
        ("What is it? [sound:a b.mp3]\tAda\n", {"ask": "What is it?", "answer": "Ada", "media": "a b.mp3"}),
    ],
)
def test_notes_of_every_sort(text: str, told: dict[str, object]) -> None:
    assert reading("anki", text) == [told]


def test_further_fields_are_told_as_lost() -> None:
    assert lost(read_format("anki", "Who?\tAda\tmore\n")) == {"fields beyond the second": 1}


def test_rows_that_are_no_note_are_told_with_their_line() -> None:
    read = read_format("anki", '#separator:tab\n#html:true\nWho?\t\nWhat?\tAda\n"un"quoted\tx\nLast\ty\n', file="n.txt")
    assert [entry.ask for entry in read.entries] == ["What?", "Last"]
    assert [fault.partition(":")[2][:1] for fault in sorted(faults(read))] == ["3", "5"]


def test_a_deck_package_is_not_read() -> None:
    assert "Notes in Plain Text" in faults(read_format("anki", "PK\x03\x04"))[0]


def test_text_for_anki_has_what_it_shows_and_what_it_does_not_know() -> None:
    exported = export_questions("anki", questions(), title="My films")
    assert isinstance(exported.content, str)
    first, second, third = exported.content.splitlines()[7:]
    assert exported.content.splitlines()[:4] == ["#separator:tab", "#html:true", "#notetype:Basic", "#deck:My films"]
    assert first.split("\t")[1:4] == [
        "Who is &lt;b&gt;bold&lt;/b&gt;?",
        '"Ada<div class=""quizzer""><p>also: Bea</p></div>"',
        "category::cast",
    ]
    assert '<img src=""https://a.b/c.png""><ol type=""a""><li>x</li><li>y &amp; z</li></ol>' in second
    assert "difficulty::5" in second
    assert "A = a\\|b | C" in third
    assert [entry.explain for entry in read_format("anki", exported.content).entries] == ["", "", "So.\nThere."]


def notes_in(package: bytes, folder: Path) -> list[tuple[str, str, str]]:
    """Guid, fields and tags of the notes in a deck."""
    zipfile.ZipFile(io.BytesIO(package)).extract("collection.anki2", folder)
    with closing(sqlite3.connect(folder / "collection.anki2")) as collection:
        return list(collection.execute("SELECT guid, flds, tags FROM notes ORDER BY id"))


def test_a_deck_holds_the_same_notes_each_time(tmp_path: Path) -> None:
    pytest.importorskip("genanki")
    first = export_questions("anki", questions(), title="My films", suffix=".apkg", at=1_700_000_000)
    later = export_questions("anki", questions()[::-1], title="My films", suffix=".apkg", at=1_800_000_000)
    assert isinstance(first.content, bytes)
    assert isinstance(later.content, bytes)
    notes, again = notes_in(first.content, tmp_path), notes_in(later.content, tmp_path)
    assert {guid: told for guid, told, _ in notes} == {guid: told for guid, told, _ in again}
    text = export_questions("anki", questions(), title="My films").content
    assert isinstance(text, str)
    assert [guid for guid, _, _ in notes] == [line.split("\t")[0] for line in text.splitlines()[7:]]
    first_fields = notes[0][1].split("\x1f")
    assert first_fields[:5] == ["Who is &lt;b&gt;bold&lt;/b&gt;?", "Ada", "Bea", "", "a | b"]
    assert "\x1fx | y &amp; z\x1f" in notes[1][1]
    assert '<img src="https://a.b/c.png">' in notes[1][1]
    assert notes[1][2].split() == ["difficulty::5"]


def test_notes_of_a_deck_that_anki_gives_out_as_text_are_what_they_were(tmp_path: Path) -> None:
    pytest.importorskip("genanki")
    deck = export_questions("anki", questions(), title="My films", suffix=".apkg")
    assert deck.lost == {}
    assert isinstance(deck.content, bytes)
    rows = [
        [guid, "quizzer", "My films", *told.split("\x1f"), tags]
        for guid, told, tags in notes_in(deck.content, tmp_path)
    ]
    stream = io.StringIO()
    stream.write(f"#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#tags column:{len(rows[0])}\n")
    csv.writer(stream, delimiter="\t", lineterminator="\n").writerows(rows)
    back = read_format("anki", stream.getvalue().replace("#tags", "#deck column:3\n#tags"))
    assert tuple(back.entries) == ENTRIES


def test_without_genanki_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(QuizzerError, match=r"with genanki, which is not installed.*\n.* install .*genanki"):
        export_questions("anki", questions(), title="T", suffix=".apkg")
    assert export_questions("anki", questions(), title="T").written == 3
