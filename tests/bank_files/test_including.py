"""A bank of several files: what is included, what is refused, and whose fault a fault is."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer import BankError, load_bank
from quizzer.bank_files.nodes import TOO_MANY_VALUES
from quizzer.bank_files.reader import find_included, read_bank_file, read_bank_text
from quizzer.banks import check_bank
from quizzer.bounds import MOST_BANK_FILES
from quizzer.errors import QuizzerError

QUESTION = "questions:\n  - {{ask: What is {0}?, answer: {0}}}\n"


@pytest.fixture
def files(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Writes files into a folder, by their paths below it; gives the first."""

    def written(texts: dict[str, str]) -> Path:
        for name, text in texts.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / next(iter(texts))

    return written


def faults(path: Path) -> list[str]:
    """The faults, with paths from the bank's folder on."""
    return [fault.text(str(path)).removeprefix(f"{path.parent}{os.sep}") for fault in check_bank(path)]


def test_what_is_included_is_part_of_the_bank(files) -> None:  # type: ignore[no-untyped-def]
    bank = load_bank(
        files(
            {
                "all.yaml": "title: All\nlicense: CC0-1.0\ninclude: [parts/one.yaml, parts/two.yaml]\n"
                + QUESTION.format("c"),
                "parts/one.yaml": "title: One\nlicense: CC-BY-4.0\n" + QUESTION.format("a"),
                "parts/two.yaml": "include: deeper/three.yaml\nfilms:\n  - {title: Tide, year: 1995}\n",
                "parts/deeper/three.yaml": QUESTION.format("b"),
            }
        )
    )
    assert bank.title == "All"
    assert bank.license == "CC0-1.0, CC-BY-4.0"
    assert [question.text for question in bank.questions] == [
        "Which year does “Tide” come from?", "What is a?", "What is b?", "What is c?",
    ]  # fmt: skip


def test_a_question_has_the_same_id_whoever_includes_it(files) -> None:  # type: ignore[no-untyped-def]
    path = files({"one.yaml": "title: One\n" + QUESTION.format("a"), "all.yaml": "title: All\ninclude: one.yaml\n"})
    alone, included = load_bank(path), load_bank(path.with_name("all.yaml"))
    assert [one.id for one in alone.questions] == [one.id for one in included.questions] == ["one/general/a"]


def test_an_included_file_that_comes_twice_is_read_once(files) -> None:  # type: ignore[no-untyped-def]
    path = files(
        {
            "all.yaml": "include: [left.yaml, right.yaml, ./left.yaml]\n",
            "left.yaml": "include: shared.yaml\n",
            "right.yaml": "include: shared.yaml\n",
            "shared.yaml": "questions:\n  - {ask: What?, answer: a, id: once}\n",
        }
    )
    assert [question.id for question in load_bank(path).questions] == ["once"]


def test_the_files_of_a_bank_are_known_with_what_was_read(files) -> None:  # type: ignore[no-untyped-def]
    path = files({"all.yaml": "include: parts/one.yaml\n", "parts/one.yaml": QUESTION.format("a")})
    assert read_bank_file(path).files == {
        str(path): "include: parts/one.yaml\n",
        str(path.parent / "parts" / "one.yaml"): QUESTION.format("a"),
    }


def test_faults_are_told_of_the_file_that_has_them(files) -> None:  # type: ignore[no-untyped-def]
    path = files(
        {
            "all.yaml": "include: [parts/one.yaml, parts/two.yaml, parts/three.yaml]\ntitel: All\n",
            "parts/one.yaml": "questions:\n  - {ask: What?, anwser: a}\n",
            "parts/two.yaml": "title: [\n",
            "parts/three.yaml": "questions:\n  - {ask: What?, answer: a, kind: riddle}\n",
        }
    )
    one, two, three = (os.path.join("parts", name) for name in ("one.yaml", "two.yaml", "three.yaml"))  # noqa: PTH118
    assert [fault.split(": error: ")[0] for fault in faults(path)] == [
        "all.yaml:2:1", f"{one}:2:18", f"{two}:2:1", f"{three}:2:35",
    ]  # fmt: skip
    with pytest.raises(BankError) as raised:
        load_bank(path)
    assert str(raised.value).startswith(f"{path}:2:1: unknown key 'titel'")


def test_an_error_of_an_included_file_is_raised_with_its_path(files) -> None:  # type: ignore[no-untyped-def]
    path = files({"all.yaml": "include: one.yaml\n", "one.yaml": "questions:\n  - {ask: What?, anwser: a}\n"})
    with pytest.raises(BankError, match="unknown key 'anwser'") as raised:
        load_bank(path)
    assert raised.value.file == str(path.with_name("one.yaml"))
    assert (raised.value.line, raised.value.column) == (2, 18)


def test_one_id_in_two_files_is_an_error_of_the_second(files) -> None:  # type: ignore[no-untyped-def]
    part = "questions:\n  - {ask: What is %s?, answer: red, id: x}\n"
    path = files({"all.yaml": "include: [one.yaml, two.yaml]\n", "one.yaml": part % "1", "two.yaml": part % "2"})
    assert faults(path) == [
        "two.yaml:2:40: error: the id 'x' is that of a question in line 2 of one.yaml: each needs its own"
    ]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("../outside.yaml", "'../outside.yaml' leads out of this file's folder; only what lies in it or below"),
        ("parts/../../outside.yaml", "leads out of this file's folder"),
        ("parts/..", "leads out of this file's folder"),
        ("/etc/passwd", "is not a path below this file's folder, such as parts/songs.yaml"),
        ("//server/share/b.yaml", "is not a path below"),
        ("\\\\server\\share\\b.yaml", "is not a path below"),
        ("C:/banks/b.yaml", "is not a path below"),
        ("c:b.yaml", "is not a path below"),
        ("parts\\one.yaml", "is not a path below"),
        ("http://example.org/b.yaml", "is not a path below"),
        ('"a\\0b"', "is not a path below"),
        ("none.yaml", "'none.yaml' is not there; it is looked for in"),
        ("parts", "'parts' is a folder: name the files in it"),
        (".", "'.' is a folder"),
        ("x" * 5000, "cannot be included"),
        ("''", "'include' is empty"),
        ("{a: b}", "'include' must be a single value"),
    ],
)  # fmt: skip
def test_no_way_leads_out_of_the_folder(files, name: str, fault: str) -> None:  # type: ignore[no-untyped-def]
    including = f"include: {name}\n" + QUESTION.format("a")
    path = files({"in/all.yaml": including, "in/parts/one.yaml": "", "outside.yaml": ""})
    (found,) = (one for one in faults(path) if ": error: " in one)
    assert found.startswith("all.yaml:1:10: error: ")
    assert fault in found
    assert len(found) < 400


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_that_leads_out_is_refused_and_one_that_stays_is_followed(files) -> None:  # type: ignore[no-untyped-def]
    path = files(
        {
            "in/all.yaml": "include: [parts/link.yaml, sub/secret.yaml]\n",
            "in/parts/one.yaml": QUESTION.format("a"),
            "secret.yaml": QUESTION.format("secret"),
        }
    )
    (path.parent / "parts" / "link.yaml").symlink_to("one.yaml")
    (path.parent / "sub").symlink_to(path.parent.parent)
    (found,) = faults(path)
    assert found.startswith("all.yaml:1:28: error: 'sub/secret.yaml' is a link out of this file's folder")
    path.write_text("include: [parts/link.yaml, parts/one.yaml]\n", encoding="utf-8")
    assert [question.text for question in load_bank(path).questions] == ["What is a?"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_bank_behind_a_link_includes_what_lies_beside_the_bank(files, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = files({"in/all.yaml": "include: one.yaml\n", "in/one.yaml": "titel: x\n"})
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    (fault,) = check_bank(link)
    assert Path(fault.file).samefile(tmp_path / "in" / "one.yaml")
    assert Path(fault.file).parent == (tmp_path / "in").resolve()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_what_is_no_ordinary_file_is_not_waited_for(files, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    path = files({"all.yaml": "include: [pipe, door]\n" + QUESTION.format("a")})
    os.mkfifo(path.with_name("pipe"))
    with socket.socket(socket.AF_UNIX) as door:
        monkeypatch.chdir(path.parent)  # the name of a socket must be short
        door.bind("door")
    assert [fault.split(";")[0] for fault in faults(path)] == [
        "all.yaml:1:11: error: 'pipe' is not an ordinary file", "all.yaml:1:17: error: 'door' is not an ordinary file",
    ]  # fmt: skip


def test_a_file_cannot_include_itself_by_whatever_way(files) -> None:  # type: ignore[no-untyped-def]
    path = files(
        {
            "all.yaml": "include: [all.yaml, one.yaml]\n" + QUESTION.format("a"),
            "one.yaml": "include: two.yaml\n",
            "two.yaml": "include: ./one.yaml\n",
        }
    )
    assert [fault.replace(f"{path.parent}{os.sep}", "").replace(f".{os.sep}", "") for fault in faults(path)] == [
        "all.yaml:1:11: error: a file cannot include itself: all.yaml includes all.yaml",
        "two.yaml:1:10: error: a file cannot include itself: all.yaml includes one.yaml includes two.yaml "
        "includes one.yaml",
    ]


def test_the_number_of_files_is_bounded(files) -> None:  # type: ignore[no-untyped-def]
    chain = {f"{n}.yaml": f"include: {n + 1}.yaml\n" for n in range(MOST_BANK_FILES + 5)}
    path = files({**chain, f"{MOST_BANK_FILES + 5}.yaml": QUESTION.format("a")})
    (found,) = faults(path)
    assert found == f"{MOST_BANK_FILES - 1}.yaml:1:10: error: a bank is made of at most {MOST_BANK_FILES} files"


def test_the_size_of_all_files_together_is_bounded(files, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("quizzer.bank_files.reader.LARGEST_BANK", 2000)
    path = files({"all.yaml": "include: [one.yaml, two.yaml]\n", "one.yaml": "#" * 1500, "two.yaml": "#" * 1500})
    assert "two.yaml" not in faults(path)[0]
    assert faults(path)[0].startswith("all.yaml:1:21: error: with this file the bank is larger than")


def test_aliases_of_yaml_unfold_in_all_files_together_to_a_bounded_number(files, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("quizzer.bank_files.values.MOST_VALUES", 50_000)  # two million take seconds
    many = ", ".join(["x"] * 1000)
    bomb = f"questions:\n  - &q {{ask: What?, answer: this, reject: [{many}]}}\n" + "  - *q\n" * 30
    path = files({"all.yaml": "include: [one.yaml, two.yaml]\n", "one.yaml": bomb, "two.yaml": bomb})
    assert faults(path)[-1] == "two.yaml:1:1: error: " + TOO_MANY_VALUES


def test_a_file_of_a_newer_format_or_of_another_encoding_is_refused_by_name(files) -> None:  # type: ignore[no-untyped-def]
    included = "include: [one.yaml, two.yaml, three.yaml]\n"
    path = files({"all.yaml": included, "one.yaml": "format: 2\n", "three.yaml": ""})
    path.with_name("two.yaml").write_bytes(b"title: a\n\xff\n")
    assert faults(path) == [
        "one.yaml:1:9: error: this bank is in format 2; this quizzer reads format 1: install a newer quizzer",
        "three.yaml:1:1: error: this file is empty",
        "two.yaml:2:1: error: this is not text in UTF-8; save it as UTF-8",
    ]


def test_a_text_that_is_no_file_includes_nothing() -> None:
    (fault,) = read_bank_text("include: one.yaml\n").faults
    assert fault.message == "a bank that is not a file cannot include others"


PIECES = st.lists(st.sampled_from(["..", ".", "/", "\\", "a", "~", "C:", " "]), max_size=9)


@given(st.text(max_size=40) | PIECES.map("".join))
def test_any_name_is_refused_or_lies_in_the_folder(name: str) -> None:
    folder = Path(__file__).resolve().parent
    with contextlib.suppress(QuizzerError):
        assert Path(find_included(name, __file__).path).resolve().is_relative_to(folder)
