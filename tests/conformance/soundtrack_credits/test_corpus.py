"""The corpus of soundtrack credits: every entry of the half that was tuned on, and the marks of the other half."""

from __future__ import annotations

from pathlib import Path

import pytest
from conformance.soundtrack_credits.entries import Entry, read_entries, roles_of

from quizzer.sources.soundtrack_credits import parse_song, read_songs

HERE = Path(__file__).parent
TUNED, UNTUNED = (read_entries(HERE / name) for name in ("tuned.txt", "untuned.txt"))
ENTRIES, NAMES = 0.95, 0.97
"""Of the entries, and of the credited names, that must come out right where nobody tuned."""


def is_right(entry: Entry) -> bool:
    song = parse_song(entry.lines)
    return song is not None and song.song == entry.song and roles_of(song) == entry.roles


@pytest.mark.parametrize("entry", TUNED, ids=lambda entry: f"{entry.place} {entry.song}")
def test_an_entry_is_read_as_it_is_meant(entry: Entry) -> None:
    song = parse_song(entry.lines)
    assert song is not None
    assert (song.song, roles_of(song)) == (entry.song, entry.roles)


def test_both_halves_are_large_and_have_nothing_in_common() -> None:
    assert len(TUNED) > 200
    assert len(UNTUNED) > 200
    assert not {tuple(entry.lines) for entry in TUNED} & {tuple(entry.lines) for entry in UNTUNED}


def test_of_the_other_half_nearly_all_entries_come_out_right() -> None:
    assert sum(map(is_right, UNTUNED)) >= ENTRIES * len(UNTUNED)


def test_of_the_other_half_nearly_all_names_come_out_right() -> None:
    wanted = {(entry.place, role, *name) for entry in UNTUNED for role, names in entry.roles.items() for name in names}
    found = {
        (entry.place, role, *name)
        for entry in UNTUNED
        for role, names in roles_of(parse_song(entry.lines)).items()
        for name in names
    }
    assert len(wanted & found) >= NAMES * len(wanted)
    assert len(wanted & found) >= NAMES * len(found)


def test_an_entry_is_one_song_in_a_list_too() -> None:
    alone = [entry for entry in (*TUNED, *UNTUNED) if read_songs(entry.lines).songs == [parse_song(entry.lines)]]
    assert len(alone) >= ENTRIES * len(TUNED + UNTUNED)
