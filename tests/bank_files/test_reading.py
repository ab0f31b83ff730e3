"""A bank's text is read, or every fault in it is named at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer import BankError, load_bank
from quizzer.bank_files.nodes import TOO_MANY_VALUES
from quizzer.bank_files.reader import read_bank_text
from quizzer.banks import check_bank


def faults(text: str) -> list[str]:
    return [fault.text("b.yaml") for fault in read_bank_text(text).faults]


def question(text: str) -> str:
    return f"questions:\n  - ask: What?\n    answer: this\n    {text}\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1:1: error: this bank is empty: it needs films or questions"),
        ("# nothing yet\n", "1:1: error: this bank is empty: it needs films or questions"),
        ("a sentence", "1:1: error: the bank is made of keys such as 'format:', 'title:', 'license:', "
         "not a single text"),
        ("- a list", "1:1: error: the bank is made of keys such as 'format:', 'title:', 'license:', not a list"),
        ("titel: X", "1:1: error: unknown key 'titel' in the bank: did you mean 'title'?"),
        ("title:", "1:7: error: 'title' is empty: write its value, or take the key out"),
        ("format: 2\nfutures: x", "1:9: error: this bank is in format 2; this quizzer reads format 1: "
         "install a newer quizzer"),
        ("films:\n  - year: 1995", "2:5: error: a film lacks 'title'"),
        ("films:\n  - {title: A, year: 199x}", "2:22: error: 'year' must be a whole number, not '199x'"),
        ("films:\n  - {title: A, year: 19955}", "2:22: error: 'year' must be from 1870 to 2100, not 19955"),
        ("films:\n  - {title: A, rating: 11}", "2:24: error: 'rating' must be from 0 to 10, not 11"),
        ("films:\n  - {title: [A]}", "2:13: error: 'title' must be a single value, not a list"),
        ("questions:\n  - What?", "2:5: error: a question is made of keys such as 'ask:', 'answer:', 'id:', "
         "not a single text"),
        ("questions:\n  - ask: What?", "2:5: error: a question lacks 'answer'"),
        (question("anser: that"), "4:5: error: unknown key 'anser' in a question: did you mean 'answer'?"),
        ("questions:\n  - {question: What?, answer: this}", "2:6: error: unknown key 'question' in a question: "
         "did you mean 'ask'?"),
        ("films:\n  - title: A\n    quotes:\n      - Keeper: Not today",
         "4:9: error: 'quotes' must be a single value, not keys: quote a text with a colon and a space in it"),
        ("questions:\n  - ask: \"What?\n    answer: this",
         "2:10: error: broken YAML: a quotation mark is opened here and not closed"),
        ("questions:\n  - ask: \"Who?\n    answer: Bob\n  - ask: \"What?\"\n    answer: that",
         "2:10: error: broken YAML: a quotation mark is opened here and not closed"),
        ("questions:\n  - ask: What?\n    answer:this\n  - {ask: Which?, answer: that}",
         "3:5: error: broken YAML: could not find expected ':': a key needs a colon and a space after it"),
        ("questions:\n  - ask: What?\n   answer: this",
         "3:4: error: broken YAML: did not find expected '-' indicator: lines of one entry are indented alike: mend "
         "the indentation"),
        ("films:\n  - title: A\n    trivia:\n      - The keeper said: no",
         "4:9: error: 'trivia' must be a single value, not keys: quote a text with a colon and a space in it"),
        (question("ask: Why?\n    answer: so"), "4:5: error: 'ask' stands here a second time: is a - missing "
         "before it?"),
        (question("answer: so"), "4:5: error: 'answer' stands here a second time: other names of it go under 'accept'"),
        (question("hints: so\n    hints: or so"), "5:5: error: 'hints' stands here a second time: put what both say in "
         "one list"),
        (question("source: a\n    source: b"), "5:5: error: 'source' stands here a second time: write it once"),
        (question("difficulty: 9"), "4:17: error: 'difficulty' must be from 1 to 5, not 9"),
        (question("draft: maybe"), "4:12: error: 'draft' must be yes or no, not 'maybe'"),
        (question("reject: {[a]: b}"), "4:14: error: a key must be a single word"),
        ("aliases: [SRK]", "1:10: error: 'aliases' is made of names, each with its other names after a colon, "
         "not a list"),
        ("aliases: {Ann: {Bee: Bo}}", "1:16: error: 'Ann' must be a single value, not keys"),
        ("defaults: {difficulty: 7}", "1:24: error: 'difficulty' must be from 1 to 5, not 7"),
        ("defaults: {ask: Who?}", "1:12: error: unknown key 'ask' in defaults: it may be one of kind, category, "
         "difficulty, film, source, tags, spoiler, draft"),
        ("format: 0", "1:9: error: 'format' must be at least 1, not 0"),
        ("title: a: b", "1:9: error: broken YAML: mapping values are not allowed in this context: "
         "quote a text with a colon and a space in it, or mend the indentation"),
        ("title: a\n\tb: c", "2:1: error: broken YAML: found a tab character that violates indentation: "
         "indent with spaces, not with tabs"),
        ("films:\n  - title: A\n    trivia:\n      - [[Bob]] did", "4:17: error: broken YAML: did not find expected "
         "'-' indicator: put quotes around a text that begins with [["),
        ("films: []", "1:8: error: 'films' is empty: write its value, or take the key out"),
        ("questions:\n  - {ask: A?, answer: []}", "2:23: error: 'answer' is empty: write its value, "
         "or take the key out"),
        ("title: \x1b[31mred", "1:8: error: a control character (U+001B) stands here; take it out"),
        ("title: *nobody", "1:8: error: broken YAML: found undefined alias: quote a text that begins with *"),
        (question("hints: @home"), "4:12: error: broken YAML: found character that cannot start any token: "
         "quote a text that begins with @"),
        (question("hints: !Help"), "4:12: error: quote the value of 'hints': it begins with an exclamation mark"),
        (question("hints: - this"), "4:12: error: broken YAML: block sequence entries are not allowed in this "
         "context: begin a list in a line of its own, or quote a text that begins with -"),
        (question("hints: >100"), "4:14: error: broken YAML: did not find expected comment or line break: "
         "quote a text that begins with | or >"),
        (question("hints: 'Who's there?'"), "4:17: error: broken YAML: did not find expected key: the text goes on "
         "after its quotation marks: put others around all of it, or write '' for an apostrophe"),
        ("title: A\n---\ntitle: B", "2:1: error: a bank is one document: take out this line, or put what follows in "
         "a file of its own"),
        ("questions:\n  - ask:What?\n    answer:this", "2:5: error: a question is made of keys such as 'ask:', "
         "'answer:', 'id:', not a single text: put a space after the colon of 'ask:'"),
        ("films:\n", "1:7: error: 'films' is empty: write its value, or take the key out"),
        ("films:\n  - {title: A, cast: {name: Bo}}", "2:23: error: unknown key 'name' in cast: did you mean 'actor'?"),
        ("films:\n  - title: A\n    cast:\n      - Bo Cee: The Cook", "4:9: error: an actor and a part are written "
         "{actor: Bo Cee, character: The Cook}"),
        ("films:\n  - {title: A, soundtrack: {song: S, composer: Bo}}", "2:38: error: unknown key 'composer' in "
         "soundtrack: did you mean 'music'?"),
        ("films:\n  - {title: A, soundtrack: {song: One, Two}}", "2:40: error: unknown key 'Two' in soundtrack: "
         "between { } a text with a comma needs quotation marks"),
    ],
)  # fmt: skip
def test_a_fault_is_named_at_its_place(text: str, fault: str) -> None:
    assert faults(text) == [f"b.yaml:{fault}"]


def test_all_faults_are_found_in_one_run() -> None:
    text = "titel: X\nfilms:\n  - year: old\nquestions:\n  - ask: What?\n    anwser: this\n"
    assert [line.split(":")[1] for line in faults(text)] == ["1", "3", "3", "6"]


def test_a_bare_value_stands_for_a_list_of_one_and_a_bare_name_for_its_mapping() -> None:
    bank = read_bank_text(
        "films:\n  - title: Tide\n    directors: Ann Bee\n    also_known_as: Flut\n"
        "    soundtrack: {song: Ebb, music: [Cy Dee, {name: E. Eff, credited_as: Eff}]}\n"
    ).bank
    assert bank is not None
    film = bank.films[0]
    assert [one.name for one in film.directors] == ["Ann Bee"]
    assert [one.title for one in film.also_known_as] == ["Flut"]
    assert [(one.name, one.credited_as) for one in film.soundtrack[0].music] == [("Cy Dee", None), ("E. Eff", "Eff")]


@pytest.mark.parametrize("scalar", ["no", "007", "1:30", "1995", "~", "null", "0x10", "Yes"])
def test_scalars_stay_what_the_author_typed(scalar: str) -> None:
    bank = read_bank_text(f"questions:\n  - ask: What?\n    answer: {scalar}\n    accept: [{scalar}]\n").bank
    assert bank is not None
    assert bank.questions[0].answer == ((scalar,),)
    assert bank.questions[0].accept == (scalar,)


@pytest.mark.parametrize("text", ["[" * 200_000, "- " * 200_000 + "x", "{a: " * 100_000, "? " * 100_000])
def test_deep_nesting_is_refused(text: str) -> None:
    assert "levels deep" in faults(text)[0]


@pytest.fixture
def few_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a bank unfold to 50,000 values: two million take seconds."""
    monkeypatch.setattr("quizzer.bank_files.values.MOST_VALUES", 50_000)


@pytest.mark.usefixtures("few_nodes")
def test_an_alias_explosion_is_refused() -> None:
    many = ", ".join(["x"] * 1000)
    first = f"  - &q {{ask: What?, answer: this, accept: [{many}]}}\n"
    assert faults("questions:\n" + first + "  - *q\n" * 60)[0].endswith(TOO_MANY_VALUES)


def test_an_alias_of_itself_is_a_fault_like_any_other() -> None:
    assert faults("films: &f\n  - title: T\n    cast: *f\n")[0].endswith(
        "unknown key 'title' in cast: it may be one of actor, character, credited_as, leading"
    )


@pytest.mark.usefixtures("few_nodes")
def test_an_alias_explosion_in_names_is_refused_too() -> None:
    many = ", ".join(f"n{number}" for number in range(1000))
    first = f"  - &q {{ask: What?, answer: this, reject: &r [{many}]}}\n"
    text = "questions:\n" + first + "  - {ask: What?, answer: this, reject: *r}\n" * 60
    assert faults(text)[0].endswith(TOO_MANY_VALUES)


def test_whoever_has_too_many_faults_is_told_of_the_first() -> None:
    told = faults("questions:\n" + "  - {ask: What?, answer: this, colour: red}\n" * 20_000)
    assert len(told) == 10_001
    assert "it has more than 10,000 faults: mend those that are told first" in told[0]


def test_of_names_some_may_have_words_and_others_none() -> None:
    bank = read_bank_text(question("reject: {Aliens: , Alien 3: '', Prometheus: No.}")).bank
    assert bank is not None
    assert bank.questions[0].reject == {"Aliens": "", "Alien 3": "", "Prometheus": "No."}


@given(st.text(max_size=300))
def test_any_text_is_read_or_faulted(text: str) -> None:
    reading = read_bank_text(text)
    assert (reading.bank is None) == bool(reading.faults)


@given(
    st.lists(
        st.sampled_from("films questions - : ask answer title [ ] { } & * ' \" | > # a 1 , \n  ".split(" ")),
        max_size=60,
    )
)
def test_any_jumble_of_yaml_is_read_or_faulted(pieces: list[str]) -> None:
    reading = read_bank_text(" ".join(pieces))
    assert (reading.bank is None) == bool(reading.faults)


# -- from a file


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "this bank is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not text in UTF-8"),
        (b"title: a\0b", "binary file"),
        (b"films:\n  - title: Tide\n", "nothing can be asked here"),
        (b"questions:\n  - {ask: What?, answer: x, kind: riddle}\n", "unknown kind of answer 'riddle'"),
        (b"questions:\n  - {ask: What?, answer: [a, b], kind: text}\n", "kind"),
    ],
)
def test_a_bad_file_is_one_error_with_its_name(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "b.yaml"
    path.write_bytes(content)
    with pytest.raises(BankError) as raised:
        load_bank(path)
    assert str(raised.value).startswith(str(path))
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
    assert any(fault.severity == "error" for fault in check_bank(path))


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(BankError, match="no such file"):
        load_bank(tmp_path / "none.yaml")
    with pytest.raises(BankError, match="this is a folder"):
        load_bank(tmp_path)


def test_a_bank_saved_on_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    text = "title: Été\r\nquestions:\r\n  - ask: What?\r\n    answer: this\r\n"
    for encoding in ("utf-8-sig", "utf-16"):
        path.write_bytes(text.encode(encoding))
        assert load_bank(path).title == "Été"
