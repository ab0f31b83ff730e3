"""What can be mended is mended in its place, and nothing else is touched."""

from __future__ import annotations

import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer import load_bank
from quizzer.banks.checks.fixing import Fixed, fix_bank, mend_yaml
from quizzer.banks.checks.inspection import check_bank


def mend(folder: Path, text: str) -> tuple[str, Fixed]:
    bank = folder / "b.yaml"
    bank.write_text(text, encoding="utf-8")
    fixed = fix_bank(str(bank))
    return bank.read_text(encoding="utf-8"), fixed


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


HEAD = "# My bank\nquestions:\n  - ask: What?   # why not\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    anwser: this # so\n", "    answer: this # so\n"),
        ("    answer: this\n    kind: 'persn' # so\n", "    answer: this\n    kind: 'person' # so\n"),
        ("    answer: the Mоon\n", "    answer: the Moon\n"),
        ("    answer: \"caf\u200bé\"\n", "    answer: \"café\"\n"),
        ("    id: drink\n    answer: CafÃ©\n", "    id: drink\n    answer: Café\n"),
        ("    answer: the sea\n    accept: [water, The sea, tide]\n",
         "    answer: the sea\n    accept: [water, tide]\n"),
        ("    answer: the sea\n    accept: [water, The sea]\n", "    answer: the sea\n    accept: [water]\n"),
        ("    answer: the sea\n    accept: [The sea, Sea]\n    hints: [wet]\n",
         "    answer: the sea\n    hints: [wet]\n"),
        ("    answer: the sea\n    accept: The sea\n    hints: [wet]\n", "    answer: the sea\n    hints: [wet]\n"),
        ("    answer: the sea\n    accept:\n      - water\n      - The sea\n      # and\n      - tide\n",
         "    answer: the sea\n    accept:\n      - water\n      # and\n      - tide\n"),
        ("    answer: the sea\n    accept:\n      - The sea\n    hints: [wet]\n",
         "    answer: the sea\n    hints: [wet]\n"),
        ("    answer: the sea\n    accept:\n      [water, the ocean,\n       The sea]\n",
         "    answer: the sea\n    accept:\n      [water, the ocean]\n"),
        ("    answer: Alien: the film\n", "    answer: 'Alien: the film'\n"),
        ("    answer: It's Alien: the film\n", "    answer: \"It's Alien: the film\"\n"),
        ("    answer: \"Heat\" itself\n", "    answer: '\"Heat\" itself'\n"),
        ("    answer: “Alien: the film”\n", "    answer: 'Alien: the film'\n"),
        ("    answer: @home\n", "    answer: '@home'\n"),
        ("    answer: *stars*\n", "    answer: 'stars'\n"),
        ("\tanswer: this\n", "    answer: this\n"),
        ("    answer: this\n    hints:\n\t- a\n\t- b\n", "    answer: this\n    hints:\n      - a\n      - b\n"),
        ("    answer: this\n    hints:\n    - wet\n\t- red\n", "    answer: this\n    hints:\n    - wet\n    - red\n"),
        ("    answer: this\n  - ask: Who?\n\tanswer: she\n", "    answer: this\n  - ask: Who?\n    answer: she\n"),
    ],
)  # fmt: skip
def test_a_fault_is_mended_and_the_rest_of_the_file_stays(tmp_path: Path, before: str, after: str) -> None:
    if before.startswith("\t"):  # tabs stand where the key must begin
        before = f"\t\t{before[1:]}"
    text, fixed = mend(tmp_path, HEAD + before)
    assert text == HEAD + after
    assert fixed.done
    assert fixed.report.faults == []
    assert (tmp_path / "b.yaml~").read_text(encoding="utf-8") == HEAD + before
    assert names_in(tmp_path) == ["b.yaml", "b.yaml~"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("imdb: https://www.imdb.com/title/tt0112682/", "imdb: tt0112682"),
        ("imdb: '0112682'", "imdb: 'tt0112682'"),
        ("also_known_as: {title: Flut, country: uk, language: German}",
         "also_known_as: {title: Flut, country: GB, language: de}"),
        ("released: {country: us, date: 17 May 1995}", "released: {country: US, date: 1995-05-17}"),
        ("trivia:\n      - [[The keeper]] of the tower fed a gull in the winter.",
         "trivia:\n      - '[[The keeper]] of the tower fed a gull in the winter.'"),
        ("trivia:\n      - The keeper said: don't feed the gull in the winter. # he did",
         "trivia:\n      - \"The keeper said: don't feed the gull in the winter.\" # he did"),
        ("trivia: >-\n      The keeper fed\n      [[gulls|gull|birds|a bird|bird]] and goats all winter.",
         "trivia: >-\n      The keeper fed\n      [[gulls|birds]] and goats all winter."),
    ],
)  # fmt: skip
def test_facts_are_mended(tmp_path: Path, before: str, after: str) -> None:
    head = "films:\n  - title: Tide\n    directors: Ann Bee\n    "
    text, fixed = mend(tmp_path, f"{head}{before}\n")
    assert text == f"{head}{after}\n"
    assert fixed.report.faults == []


@pytest.mark.parametrize(
    "text",
    [
        # Others may be called so too.
        "questions:\n  - ask: Who?\n    answer: Ann Bee\n    kind: person\n    accept: [Bee]\n",
        "questions:\n  - ask: Which?\n    answer: The faun\n    accept: [Fauno]\n",  # it may be a name of its own
        "questions:\n  - ask: Which?\n    answer: The sea\n    accept: [the sea] # its name\n",  # the comment would go
        "questions:\n  - ask: Which?\n    answer: sea\n    anser: tide\n",  # there is an answer
        "questions:\n  - ask: \"Which?\n    answer: sea\n",  # where the mark was to be closed nobody knows
        "films:\n  - title: T\n    also_known_as: {title: X, language: en\n    trivia: [so]\n",
        "questions:\n  - ask: Which?\n    answer: [a, b\n",
        # How deep a line belongs that a tab begins, only its author knows.
        "films:\n  - title: Tide\n    cast:\n      - actor: Ann Bee\n        character: Rose\n\tyear: 1990\n",
        # Two keys in a line, and words for a name, are one value in quotation marks.
        "films:\n  - title: Tide year: 1975\n",
        "films:\n  - title: Tide\n    cast:\n      - actor: Bo Cee, character: Gull\n",
        "questions:\n  - ask: Which?\n    answer: sea\n    reject: lake: no, bigger\n",
        "title: [\n",
        "title: \x01\n",
        "",
    ],
)  # fmt: skip
def test_what_needs_judgement_is_left_alone(tmp_path: Path, text: str) -> None:
    after, fixed = mend(tmp_path, text)
    assert after == text
    assert fixed.done == []
    assert names_in(tmp_path) == ["b.yaml"]
    assert fixed.report.faults


def test_several_rounds_leave_one_old_file(tmp_path: Path) -> None:
    text, fixed = mend(
        tmp_path, "questions:\n  - ask: Alien: which?\n    anwser: the Mоon\n    accept: [moon, The moon]\n"
    )
    assert text == "questions:\n  - ask: 'Alien: which?'\n    answer: the Moon\n"
    assert names_in(tmp_path) == ["b.yaml", "b.yaml~"]
    assert {line for _, line, _ in fixed.done} == {2, 3, 4}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_the_mark_of_an_editor_stay(tmp_path: Path, mark: str, end: str) -> None:
    lines = ["questions:", "  - ask: What?", "    anwser: the Mоon", "    accept: [Moon, water]", ""]
    bank = tmp_path / "b.yaml"
    bank.write_bytes((mark + end.join(lines)).encode())
    bank.chmod(0o640)
    fix_bank(str(bank))
    lines[2:4] = ["    answer: the Moon", "    accept: [water]"]
    assert bank.read_bytes() == (mark + end.join(lines)).encode()
    assert stat.S_IMODE(bank.stat().st_mode) == 0o640
    assert check_bank(bank) == []


def test_mixed_line_ends_stay_mixed(tmp_path: Path) -> None:
    bank = tmp_path / "b.yaml"
    bank.write_bytes("title: é\r\nquestions:\n  - ask: What?\r\n    anwser: the sea\r\n    kind: txt\n".encode())
    fix_bank(str(bank))
    assert bank.read_bytes() == (
        "title: é\r\nquestions:\n  - ask: What?\r\n    answer: the sea\r\n    kind: text\n".encode()
    )


def test_another_encoding_is_left_and_said(tmp_path: Path) -> None:
    bank = tmp_path / "b.yaml"
    bank.write_bytes("questions:\n  - ask: What?\n    anwser: this\n".encode("utf-16"))
    before = bank.read_bytes()
    fixed = fix_bank(str(bank))
    assert bank.read_bytes() == before
    assert fixed.left == {str(bank): f"{bank}: only files in UTF-8 are mended; save it as UTF-8"}


def test_an_included_file_is_mended_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text("questions:\n  - {ask: What?, anwser: this}\n", encoding="utf-8")
    text, fixed = mend(tmp_path, "include: part.yaml\ntitel: All\n")
    assert text == "include: part.yaml\ntitle: All\n"
    assert (tmp_path / "part.yaml").read_text(encoding="utf-8") == "questions:\n  - {ask: What?, answer: this}\n"
    assert fixed.report.faults == []
    assert [(Path(file).name, line, said) for file, line, said in fixed.done] == [
        ("b.yaml", 2, "'titel' is now 'title'"), ("part.yaml", 2, "'anwser' is now 'answer'"),
    ]  # fmt: skip


def test_no_file_is_no_traceback(tmp_path: Path) -> None:
    fixed = fix_bank(str(tmp_path / "none.yaml"))
    assert [fault.message for fault in fixed.report.faults] == ["there is no such file"]


def test_a_file_that_cannot_be_written_is_left_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    text, fixed = mend(tmp_path, "questions:\n  - ask: What?\n    anwser: this\n")
    assert "anwser" in text
    assert list(fixed.left.values()) == [f"{tmp_path / 'b.yaml'}: cannot be written: Permission denied"]


@given(
    st.lists(
        st.sampled_from("\t|  |    |- |ask: |answer: |a|: b|[[|]]|@x|\"|'|{|}|[|]|#|\n|\n  - |,|*y|Mо".split("|")),
        max_size=40,
    )
)
def test_whatever_is_mended_stays_text_of_the_same_lines(pieces: list[str]) -> None:
    text = "".join(pieces)
    for _, fix in mend_yaml(text):
        assert "\n" not in fix.text
        assert "\n" not in text[fix.start : fix.end]


_NAMES = st.lists(
    st.sampled_from(["the sea", "Sea", "a sea", "ocean", "oceans", "the big ocean", "tide", "Tides", "gull", "a gull"]),
    min_size=1, max_size=6,
)  # fmt: skip


@given(st.lists(st.tuples(_NAMES, st.sampled_from(["flow", "block", "lines"])), min_size=1, max_size=4))
def test_whatever_is_mended_accepts_what_it_accepted(entries: list[tuple[list[str], str]]) -> None:
    layout = {
        "flow": lambda names: f" [{', '.join(names)}]\n",
        "block": lambda names: "\n" + "".join(f"      - {name}\n" for name in names),
        "lines": lambda names: f"\n      [{(',' + chr(10) + '       ').join(names)}]\n",
    }
    text = "questions:\n" + "".join(
        f"  - ask: What is {number}?\n    answer: the sea\n    accept:{layout[how](names)}    hints: [wet]\n"
        for number, (names, how) in enumerate(entries)
    )
    with tempfile.TemporaryDirectory() as folder:
        bank = Path(folder) / "b.yaml"
        bank.write_text(text, encoding="utf-8")
        before = load_bank(bank)
        fix_bank(str(bank))
        after = load_bank(bank)
    for old, new in zip(before.questions, after.questions, strict=True):
        assert (old.id, old.text, old.hints) == (new.id, new.text, new.hints)
        assert old.key is not None
        assert new.key is not None
        assert all(new.key.grade(name, after.canon).correct for name in old.key.names)
