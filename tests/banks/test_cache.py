"""A cached bank is to its users what the bank itself is; a cache that is damaged, foreign or gone is none."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_once import shipped

from quizzer import Bank, BankError, load_bank
from quizzer.banks import cache as cache_module
from quizzer.banks.cache import CachedStore, pack_bank, unpack_bank
from quizzer.banks.shipped import shipped_banks

PLAIN = shipped()
CACHED = Bank(store=unpack_bank(pack_bank(PLAIN), lambda: PLAIN))
BANK = "title: Tides\nquestions:\n  - {ask: What rises twice a day?, answer: the sea, hints: [wet]}\n"


def told(bank: Bank) -> list[tuple[object, ...]]:
    return [
        (
            *(getattr(question, field) for field in question.__struct_fields__ if field != "key"),
            question.key.__getstate__() if question.key else None,
        )
        for question in bank.questions
    ]


def test_a_cached_bank_is_the_bank() -> None:
    assert told(CACHED) == told(PLAIN)
    assert (CACHED.title, CACHED.license, CACHED.films) == (PLAIN.title, PLAIN.license, PLAIN.films)
    assert CACHED.categories == PLAIN.categories
    assert list(CACHED.canon) == list(PLAIN.canon)
    assert list(CACHED.by_id) == list(PLAIN.by_id)
    assert CACHED.questions[3:5] == [CACHED.questions[3], CACHED.questions[4]]
    assert CACHED.find(["nowhere", CACHED.questions[7].id]) == [CACHED.questions[7]]
    assert [film.title for film in CACHED.films_called("amélie")] == ["Amélie"]


@given(
    count=st.integers(1, 40),
    seed=st.integers(0, 10_000),
    categories=st.lists(st.sampled_from(sorted(PLAIN.categories)), max_size=3),
    films=st.lists(st.sampled_from([title for film in PLAIN.films for title in film.titles]), max_size=2),
    seen=st.lists(st.sampled_from([question.id for question in PLAIN.questions]), max_size=200),
    difficulty=st.lists(st.integers(1, 5), max_size=5),
    gaps=st.booleans(),
)
def test_it_draws_the_same(**wishes: object) -> None:
    count = wishes.pop("count")
    drawn, expected = (bank.draw(count, **wishes) for bank in (CACHED, PLAIN))  # type: ignore[arg-type]
    assert [question.id for question in drawn] == [question.id for question in expected]


@given(st.sampled_from([name.text for name in PLAIN.canon]), st.integers(0, 5))
def test_its_canon_says_the_same(name: str, drop: int) -> None:
    given_ = name[:drop] + name[drop + 1 :]
    for question in (CACHED.questions[5], CACHED.questions[200]):
        twin = PLAIN.by_id[question.id]
        assert question.key is not None
        assert twin.key is not None
        assert question.key.grade(given_, canon=CACHED.canon) == twin.key.grade(given_, canon=PLAIN.canon)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "tides.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "a" / "cache"


def is_cached(bank: Path, folder: Path) -> bool:
    return isinstance(load_bank(bank, cache=folder).store, CachedStore)


def test_from_the_second_time_on_a_bank_comes_from_the_cache(bank: Path, folder: Path) -> None:
    assert [is_cached(bank, folder) for _ in range(3)] == [False, True, True]
    assert load_bank(bank, cache=folder).questions[0].hints == ("wet",)
    assert not isinstance(load_bank(bank).store, CachedStore)


def test_what_counts_is_what_a_file_holds_and_is_called(bank: Path, folder: Path) -> None:
    load_bank(bank, cache=folder)
    os.utime(bank, (1, 1))
    assert is_cached(bank, folder)
    bank.write_text(BANK.replace("sea", "tide"), encoding="utf-8")
    assert load_bank(bank, cache=folder).questions[0].key.answer == "the tide"  # type: ignore[union-attr]
    bank.write_text(BANK, encoding="utf-8")
    assert is_cached(bank, folder)
    untitled = bank.with_name("more.yaml")
    untitled.write_text(BANK.partition("\n")[2], encoding="utf-8")
    load_bank(untitled, cache=folder)
    assert load_bank(untitled.rename(bank.with_name("other.yaml")), cache=folder).title == "other"


def test_a_bank_with_a_fault_is_never_cached(bank: Path, folder: Path) -> None:
    bank.write_text(BANK.replace("answer", "anwser"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(BankError, match=r"tides\.yaml:3:\d+: unknown key 'anwser'"):
            load_bank(bank, cache=folder)
    assert not folder.exists()


@pytest.mark.parametrize("cut", [0, 5, 20, 100, -1])
def test_a_damaged_entry_is_read_from_the_file_again_and_mended(bank: Path, folder: Path, cut: int) -> None:
    load_bank(bank, cache=folder)
    (entry,) = folder.iterdir()
    entry.write_bytes(entry.read_bytes()[:cut])
    assert not is_cached(bank, folder)
    assert is_cached(bank, folder)


@given(st.data())
def test_no_byte_of_an_entry_can_be_changed_unseen(data: st.DataObject) -> None:
    packed = bytearray(SMALL)
    place = data.draw(st.integers(0, len(packed) - 1))
    packed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(ValueError, match="cached bank"):
        unpack_bank(bytes(packed), lambda: PLAIN)


SMALL = pack_bank(Bank(title="Small", films=PLAIN.films[:1], questions=PLAIN.questions[:3]))


@pytest.mark.parametrize("part", ["question", "film", "name"])
def test_damage_that_is_met_later_is_read_from_the_file(tmp_path: Path, folder: Path, part: str) -> None:
    file = next(path for path in shipped_banks() if path.stem == "animation")
    whole = load_bank(file, cache=folder)
    (entry,) = folder.iterdir()
    data = entry.read_bytes()
    spoilt = {
        "question": whole.questions[5].text.encode(),
        "film": (whole.films[1].plot or whole.films[1].title).encode(),
        "name": next(iter(whole.canon)).text.encode(),
    }[part]
    at = data.find(spoilt) if part == "question" else data.rfind(spoilt)
    body = data[17:at] + b"\xff" + data[at + 1 :]  # no text, and the sum fits
    entry.write_bytes(data[:13] + crc32(body).to_bytes(4, "big") + body)
    bank = load_bank(file, cache=folder)
    assert isinstance(bank.store, CachedStore)
    assert told(bank) == told(whole)
    assert (bank.films, list(bank.canon)) == (whole.films, list(whole.canon))
    assert not entry.exists()


def test_an_entry_that_somebody_forged_gives_way_to_the_file(bank: Path, folder: Path) -> None:
    """Its sum fits, its rows tell of questions that the bank does not have, and none of them can be read."""
    load_bank(bank, cache=folder)
    (entry,) = folder.iterdir()
    foreign = bytearray(SMALL)
    for question in PLAIN.questions[:3]:
        at = foreign.find(question.text.encode())
        foreign[at] = 0xFF
    entry.write_bytes(SMALL[:13] + crc32(foreign[17:]).to_bytes(4, "big") + foreign[17:])
    forged = entry.read_bytes()
    uses: list[Callable[[Bank], object]] = [
        lambda bank: [question.id for question in bank.draw(3, seed=1)],
        lambda bank: [question.id for question in bank.questions],
        lambda bank: bank.questions[0].text,
        lambda bank: (bank.find([PLAIN.questions[0].id]), dict(bank.categories), list(bank.by_id)),
    ]
    for use in uses:
        entry.write_bytes(forged)
        loaded = load_bank(bank, cache=folder)
        assert isinstance(loaded.store, CachedStore)
        assert loaded.title == "Small"
        assert use(loaded) == use(load_bank(bank))
        assert not entry.exists()


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions here")
def test_a_folder_that_others_may_write_is_closed_to_them(bank: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    for expected in (False, True):
        folder.chmod(0o777)
        assert is_cached(bank, folder) is expected
        assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions here")
def test_nobody_else_may_look_into_the_folder(bank: Path, folder: Path) -> None:
    load_bank(bank, cache=folder)
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("what", ["pipe", "device", "folder", "link", "socket"])
def test_what_is_no_file_is_no_entry(bank: Path, folder: Path, what: str) -> None:
    load_bank(bank, cache=folder)
    (entry,) = folder.iterdir()
    entry.unlink()
    with socket.socket(socket.AF_UNIX) as listening:
        {
            "pipe": lambda: os.mkfifo(entry),
            "device": lambda: entry.symlink_to("/dev/zero"),
            "folder": entry.mkdir,
            "link": lambda: entry.symlink_to(folder / "nothing"),
            "socket": lambda: listening.bind(str(entry)) if len(str(entry)) < 100 else os.mkfifo(entry),
        }[what]()
        assert load_bank(bank, cache=folder).questions[0].text == "What rises twice a day?"


def test_a_folder_that_cannot_be_used_is_no_fault(bank: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "below", "\0"):
        assert not isinstance(load_bank(bank, cache=folder).store, CachedStore)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_bank_may_come_through_a_pipe(tmp_path: Path, folder: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(BANK, encoding="utf-8"))
    writer.start()
    assert load_bank(pipe, cache=folder).title == "Tides"
    writer.join()
    assert not folder.exists()


def test_a_file_that_is_saved_while_it_is_read_is_not_cached(
    bank: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quizzer.banks import loading

    read = loading.read_bank

    def read_and_save(files: list[str]) -> object:
        loaded = read(files)
        bank.write_text(BANK.replace("sea", "tide"), encoding="utf-8")
        return loaded

    monkeypatch.setattr(loading, "read_bank", read_and_save)
    load_bank(bank, cache=folder)
    monkeypatch.undo()
    assert load_bank(bank, cache=folder).questions[0].key.answer == "the tide"  # type: ignore[union-attr]


def test_what_was_not_used_for_longest_goes_when_there_is_too_much(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "MOST_CACHED", 3)
    banks = [tmp_path / f"bank{number}.yaml" for number in range(5)]
    for number, path in enumerate(banks):
        path.write_text(BANK, encoding="utf-8")
        load_bank(path, cache=folder)
        for age, entry in enumerate(sorted(folder.iterdir(), key=lambda entry: -entry.stat().st_mtime_ns)):
            os.utime(entry, (1_000_000 + number - age, 1_000_000 + number - age))
    assert len(list(folder.iterdir())) == 3
    assert [is_cached(path, folder) for path in reversed(banks[2:])] == [True, True, True]


def test_what_a_killed_program_left_goes_too(bank: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "old.tmp").write_bytes(b"begun")
    os.utime(folder / "old.tmp", (1, 1))
    (folder / "new.tmp").write_bytes(b"begun")
    load_bank(bank, cache=folder)
    assert sorted(path.suffix for path in folder.iterdir()) == [".bank", ".tmp"]


def test_a_bank_is_read_again_when_a_file_changes_that_it_includes(tmp_path: Path, folder: Path) -> None:
    bank, part = tmp_path / "tides.yaml", tmp_path / "part.yaml"
    bank.write_text("include: part.yaml\n", encoding="utf-8")
    part.write_text(BANK, encoding="utf-8")
    assert [is_cached(bank, folder) for _ in range(2)] == [False, True]
    part.write_text(BANK.replace("sea", "tide"), encoding="utf-8")
    assert load_bank(bank, cache=folder).questions[0].key.answer == "the tide"  # type: ignore[union-attr]
    part.unlink()
    with pytest.raises(BankError, match=r"part\.yaml"):
        load_bank(bank, cache=folder)


def test_the_same_text_in_another_folder_includes_what_lies_there(tmp_path: Path, folder: Path) -> None:
    for place in (".", "inner"):
        part = tmp_path / place / "part.yaml"
        part.parent.mkdir(exist_ok=True)
        part.write_text(f"questions:\n  - {{ask: Where?, answer: in {place}}}\n", encoding="utf-8")
        (part.parent / "bank.yaml").write_text("include: part.yaml\n", encoding="utf-8")
    for place in (".", "inner", ".", "."):
        loaded = load_bank(tmp_path / place / "bank.yaml", cache=folder)
        assert loaded.questions[0].key.answer == f"in {place}"  # type: ignore[union-attr]
    assert isinstance(loaded.store, CachedStore)
