"""How much of the corpus comes out right: `python measure.py [FILE…] [--wrong]`."""

from __future__ import annotations

import sys
from pathlib import Path

from entries import Entry, Names, read_entries, roles_of

from quizzer.facts import SOUNDTRACK_ROLES
from quizzer.sources.soundtrack_credits import parse_song, read_songs

HERE = Path(__file__).parent


def main(arguments: list[str]) -> None:
    files = [Path(name) for name in arguments if not name.startswith("-")]
    for file in files or sorted(HERE.glob("*.txt")):
        report(file, show="--wrong" in arguments)


def report(file: Path, *, show: bool) -> None:
    entries = read_entries(file)
    wanted = given = right_names = right = alone = 0
    for entry in entries:
        song = parse_song(entry.lines)
        found, expected = roles_of(song), entry.roles
        names, expected_names = pairs(found), pairs(expected)
        wanted, given = wanted + len(expected_names), given + len(names)
        right_names += len(names & expected_names)
        whole = song is not None and song.song == entry.song and found == expected
        right += whole
        in_list = read_songs(entry.lines).songs
        alone += len(in_list) == 1 and in_list[0] == song
        if show and not whole:
            print(wrong(entry, song and song.song, found))
    print(
        f"{file.name}: {len(entries)} entries, {right} whole ones right ({right / len(entries):.1%}); "
        f"of {wanted} credited "
        f"names {right_names} found ({right_names / wanted:.1%}), of {given} found {right_names} right "
        f"({right_names / given:.1%}); read as a list, {alone} are one song ({alone / len(entries):.1%})"
    )


def pairs(roles: dict[str, Names]) -> set[tuple[str, str, str | None]]:
    return {(role, *name) for role, names in roles.items() for name in names}


def wrong(entry: Entry, song: str | None, found: dict[str, Names]) -> str:
    lines = "\n".join(f"  > {line}" for line in entry.lines)
    said = {role: entry.roles.get(role) for role in SOUNDTRACK_ROLES if entry.roles.get(role) != found.get(role)}
    instead = {role: found.get(role) for role in said}
    return f"{entry.place}\n{lines}\n  wanted {entry.song!r} {said}\n  found  {song!r} {instead}\n"


if __name__ == "__main__":
    main(sys.argv[1:])
