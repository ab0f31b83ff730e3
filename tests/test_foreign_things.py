"""What others wrote and got wrong, by mistake or on purpose: told in a sentence, and only that thing is left out."""

from __future__ import annotations

import bz2
import gzip
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
import pytest
from effort import effort, growth
from sources.wikidata_items import Json, amount, entity, item, said, text

from quizzer import AnswerKey, Bank, Question, Rules, Session, load_bank
from quizzer.bank_files.faults import as_error
from quizzer.bank_files.reader import read_bank_text
from quizzer.bank_files.yaml_writer import write_bank
from quizzer.banks import check_bank
from quizzer.banks.loading import hand_written_questions
from quizzer.commands.output import save_bank
from quizzer.driver import Driver
from quizzer.driver.lines import Lines
from quizzer.errors import BankError, QuizzerError, SourceError, boundary
from quizzer.facts.film import Film
from quizzer.facts.questions import make_questions
from quizzer.formats import FORMATS, read_format
from quizzer.games.choosing import select
from quizzer.games.wish import Wish
from quizzer.records import Records
from quizzer.session import Join, Leave
from quizzer.sources.imdb_page import decode_page, read_imdb_page
from quizzer.sources.wikidata import read_wikidata


def film(**claims: list[Json]) -> Json:
    return entity("Q1", {"en": "Tide"}, P31=[said(item("Q11424"))], P345=[said(text("tt0099999"))], **claims)


PAGE = """The Film (1999) - IMDb
The Film
1999
Storyline
Plot summary
A man sees {} a door.
Trivia
He had {} a hat."""


def test_a_boundary_turns_any_fault_into_a_sentence_about_the_thing() -> None:
    with (
        pytest.raises(BankError, match=r"^a\.yaml:3: this page is damaged, .*\(ZeroDivisionError\)$"),
        boundary("this page", file="a.yaml", line=3, error=BankError),
    ):
        _ = 1 / 0
    with pytest.raises(QuizzerError, match=r"^mine$"), boundary("this page"):
        raise QuizzerError("mine")
    with pytest.raises(SourceError, match="more memory than there is"), boundary("this page"):
        raise MemoryError


@pytest.mark.parametrize("page", ["<!---->" * 3_000 + "x", "<a " * 7_000, "<html>" + "<b>" * 1_900, "<?xml" * 4_000])
def test_a_page_is_read_in_proportion_to_its_size(page: str) -> None:
    def read() -> None:
        with pytest.raises(SourceError):
            read_imdb_page(page)

    assert effort(read, most=60) < 60


@pytest.mark.parametrize("charset", ["undefined", "idna", "punycode", "unicode_escape", "rot13", "x" * 100])
def test_a_page_in_an_encoding_that_is_none_is_read_as_windows_1252(charset: str) -> None:
    read, note = decode_page(f"<html><meta charset={charset}>".encode() + b"caf\xe9")
    assert read.endswith("café")
    assert note is not None


def test_a_block_of_data_of_another_shape_is_left_out_and_the_page_is_read() -> None:
    block = json.dumps({"@type": {}, "name": "X"})
    shown = PAGE.format("", "").replace("\n", "<br>")
    page = f'<html><body><script type="application/ld+json">{block}</script>{shown}</body></html>'
    assert read_imdb_page(page).film.title == "The Film"


@pytest.mark.parametrize("headers", ["Content-Type: multipart/related; boundary=" + "(" * 5_000, "To: " + "(" * 9_000])
def test_a_page_in_a_message_whose_headers_nest_is_no_page(headers: str) -> None:
    with pytest.raises(SourceError):
        read_imdb_page(decode_page(f"From: x\n{headers}\nContent-Type: multipart/related\n\n".encode())[0])


@pytest.mark.parametrize("marks", ["[[", "[[[", "]]]]", "[[]]", "[[[["])
def test_what_an_import_of_a_page_writes_can_be_read(marks: str) -> None:
    written = write_bank(
        [read_imdb_page(PAGE.format(marks, marks) + "\nFilming locations\n (studio)\n").film], title="x"
    )
    assert not [fault for fault in read_bank_text(written).faults if fault.severity == "error"]


def test_a_bank_that_could_not_be_loaded_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(BankError, match=r"^nothing was written, since .*: .*\(- He had \[\["):
        save_bank(write_bank([Film(title="x", trivia=("He had [[ a hat.",))], title="x"), str(tmp_path / "x"), told="x")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("told", ["NaN", "sNaN", "Infinity", "1e18", "1e999999999999", "1e-99999", "9" * 99])
@pytest.mark.parametrize(("name", "fact"), [("P2142", "takings"), ("P2047", "runtime")])
def test_an_amount_that_no_film_has_is_left_out_and_told(tmp_path: Path, told: str, name: str, fact: str) -> None:
    path = tmp_path / "film.json"
    path.write_text(json.dumps(film(**{name: [said(amount(told, "Q4917" if name == "P2142" else "Q7727"))]})))
    reading = read_wikidata([path])
    assert [one.box_office or one.runtime for one in reading.films] == [None]
    assert len(reading.faults) == 1
    fault = str(reading.faults[0])
    assert "quizzer leaves out the impossible amount" in fault
    assert f"({fact})" in fault
    assert effort(lambda: read_wikidata([path]), most=2) < 2


@pytest.mark.parametrize("time", ["-100000000-01-01T00:00:00Z", "+99999999-01-01T00:00:00Z", "soon", 7])
def test_a_date_that_no_film_has_is_left_out_and_told(tmp_path: Path, time: object) -> None:
    date = {"mainsnak": {"snaktype": "value", "datavalue": {"value": {"time": time, "precision": 9}}}, "rank": "normal"}
    path = tmp_path / "film.json"
    path.write_text(json.dumps(film(P577=[date])))
    reading = read_wikidata([path])
    assert [one.year for one in reading.films] == [None]
    fault = str(reading.faults[0])
    assert "quizzer leaves out the impossible date" in fault
    assert "(released)" in fault


def test_a_dump_loses_the_one_entity_that_is_damaged(tmp_path: Path) -> None:
    good = film()
    bad = film(P2047=[said({"snaktype": "value", "datavalue": 7})]) | {"id": "Q2"}
    deep = '{"id": "Q3", "labels": ' + "[" * 90_000
    path = tmp_path / "dump.json"
    path.write_text(
        "[\n" + ",\n".join([json.dumps(good), json.dumps(bad), deep, json.dumps(good | {"id": "Q4"})]) + "\n]\n"
    )
    reading = read_wikidata([path])
    assert len(reading.films) == 2
    assert [fault.line for fault in reading.faults] == [3, 4]


@pytest.mark.parametrize("name", ["a.json.bz2", "a.json.gz"])
@pytest.mark.parametrize("content", [b"\n", b" ", b"[", b'"'])
def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes((bz2 if name.endswith("bz2") else gzip).compress(content * 20_000_000))
    assert read_wikidata([path]).faults
    assert effort(lambda: read_wikidata([path]), most=60) < 60


def test_a_bank_of_a_million_questions_is_refused_before_it_is_parsed() -> None:
    bank = "questions:\n" + "- {ask: a, answer: b}\n" * 1_000_000
    assert effort(lambda: read_bank_text(bank), most=200) < 200  # to parse it takes 1,000 and more
    reading = read_bank_text(bank)
    assert [fault.message[:28] for fault in reading.faults] == ["more than 2,000,000 values, "]


QUOTES = "quotes:\n" + "".join(f"  - 'Cy: I never saw so many ships of {n} masts.'\n" for n in range(200))
ENTRIES: dict[str, tuple[int, Callable[[str, str], str]]] = {
    "also_known_as": (2_000, lambda one, other: f"{{title: {one} {other}, country: DE}}"),
    "cast": (2_000, lambda one, other: f"{{actor: {one} Vos, character: {other}}}"),
    "released": (2_000, lambda one, other: "{country: DE, date: 1995-05-17}"),
    "awards": (2_000, lambda one, other: f"{{award: {one}, for: {other}, who: [{one} Vos]}}"),
    "connections": (1_000, lambda one, other: f"Follows {one} {other} (1987)"),
    "soundtrack": (600, lambda one, other: f"{{song: {one}, music: {other} Vos, performer: {one} Hale}}"),
    "trivia": (500, lambda one, other: f"The {one} stood on the table of [[{other} Vos]] in the harbour."),
    "contributed": (500, lambda one, other: f"{{fact: cast {one}}}"),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_a_film_of_very_many_entries_is_asked_about_in_proportion(name: str) -> None:
    number, entry = ENTRIES[name]
    words = ["".join(chr(97 + place // 26**digit % 26) for digit in range(4)).capitalize() for place in range(number)]
    lines = [f"  - {entry(word, other)}\n" for word, other in zip(words, reversed(words), strict=True)]

    def films(size: int) -> tuple[Film, ...]:
        reading = read_bank_text(f"films:\n- title: Tide\n  year: 1985\n  {QUOTES}  {name}:\n{''.join(lines[:size])}")
        assert reading.bank is not None, reading.faults
        return tuple(reading.bank.films)

    read = {size: films(size) for size in (number // 4, number)}
    assert growth(lambda size: make_questions(read[size]), number) < 8


@pytest.mark.parametrize("name", ['""', '"\\u200b"'])
def test_a_part_whose_actor_has_no_name_to_see_stops_neither_check_nor_game(tmp_path: Path, name: str) -> None:
    bank = tmp_path / "bank.yaml"
    parts = f"{{actor: {name}, character: Bob}}, {{actor: Cy Dee, character: Al}}"
    bank.write_text(f"films:\n- {{title: Tide, year: 1985, cast: [{parts}]}}\n")
    check_bank(bank)
    with suppress(BankError):
        assert load_bank(bank).questions


def test_titles_that_are_too_many_to_be_asked_about_are_told(tmp_path: Path) -> None:
    bank = tmp_path / "bank.yaml"
    titles = "".join(f"  - {{title: Ebb {n}, country: DE}}\n" for n in range(201))
    bank.write_text(f"films:\n- title: Tide\n  year: 1985\n  also_known_as:\n{titles}")
    assert [(fault.line, fault.message) for fault in check_bank(bank) if "first 200" in fault.message] == [
        (205, "quizzer asks about the first 200 of 'also_known_as', and about none from here on")
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_whose_reader_fails_has_a_fault_that_says_so(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"quizzer.formats.{FORMATS[name]}.read", lambda *_: 1 / 0)
    assert [str(fault)[:20] for fault in read_format(name, "", file="a").faults] == ["a: this file is dama"]


LONG = "x" * 5_000
QUESTION = Question(id="tide", text="What rises?", key=AnswerKey("the tide"))


def load_text(text: str) -> None:
    reading = read_bank_text(text)
    _, faults = hand_written_questions(reading)
    raise as_error([*reading.faults, *faults], "bank.yaml")


def select_one(wish: Wish) -> None:
    bank = Bank(questions=[QUESTION])
    select(bank, Records.open(None), wish, 1, is_timed=True, random_seed=1, day=date(1995, 5, 17))


LONG_QUOTES: list[Callable[[], object]] = [
    lambda: Rules(questions=10**300),
    lambda: Rules(questions=-(10**5_000)),
    lambda: Rules(points=(10**5_000,) * 5),
    lambda: Rules.preset(LONG),
    lambda: Rules.preset("classic", **{LONG: 1}),
    lambda: Rules.preset("classic", who=LONG),
    lambda: Session([msgspec.structs.replace(QUESTION, id=LONG, difficulty=10**5_000)], Rules(), seed=1),
    lambda: Session([QUESTION], Rules(), seed=1).apply(Join(LONG), at=0),
    lambda: Session([QUESTION], Rules(), seed=1).apply(Leave(LONG), at=0),
    lambda: Session.restore(json.dumps({"version": 10**300}), [QUESTION]),
    lambda: Session.restore(Session([msgspec.structs.replace(QUESTION, id=LONG)], Rules(), seed=1).snapshot(), []),
    lambda: AnswerKey("tide", kind=LONG),
    lambda: AnswerKey("tide", strictness=LONG),
    lambda: AnswerKey("tide", tolerance=LONG),
    lambda: AnswerKey(["ebb", "flow"], kind="list", need=10**5_000),
    lambda: load_text(f"format: {'9' * 5_000}\nquestions: [{{ask: Why?, answer: so}}]\n"),
    lambda: load_text(f"questions:\n  - {{ask: Why?, answer: so, difficulty: {'9' * 4_000}}}\n"),
    lambda: load_text(
        f"questions:\n  - {{ask: Why?, answer: so, id: {LONG}}}\n  - {{ask: W?, answer: s, id: {LONG}}}\n"
    ),
    lambda: load_text(f"films:\n  - {{title: Tide, runtime: {LONG}, {LONG}: 1}}\n"),
    lambda: select_one(Wish(categories=(LONG,))),
    lambda: select_one(Wish(films=(LONG,))),
]


@pytest.mark.parametrize("use", LONG_QUOTES)
def test_an_error_quotes_little_of_what_others_wrote(use: Callable[[], object]) -> None:
    with pytest.raises(QuizzerError) as told:
        use()
    assert len(str(told.value)) < 400


def test_the_protocol_quotes_little_of_a_line() -> None:
    (answer,) = Lines(Driver(Session([QUESTION], Rules(), seed=1))).answer(json.dumps({"type": LONG}))
    assert len(answer) < 400
