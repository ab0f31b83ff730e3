"""Soundtrack credits: who is credited for what."""

import pytest

from quizzer.facts import Credit
from quizzer.sources.soundtrack_credits import parse_names, parse_song, parse_songs


def names(text: str) -> list[str]:
    return [person.name for person in parse_names(text)]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Angelo Badalamenti", ["Angelo Badalamenti"]),
        ("John Lennon and Paul McCartney", ["John Lennon", "Paul McCartney"]),
        ("Bob Merrill, Jule Styne & Isobel Lennart", ["Bob Merrill", "Jule Styne", "Isobel Lennart"]),
        ("Dick Dale & His Del-Tones", ["Dick Dale & His Del-Tones"]),
        ("Simon & Garfunkel", ["Simon & Garfunkel"]),
        ("Kool and the Gang", ["Kool and the Gang"]),
        ("Harry Connick, Jr. and Ellis Marsalis", ["Harry Connick, Jr.", "Ellis Marsalis"]),
        ("Santana featuring Rob Thomas", ["Santana", "Rob Thomas"]),
        ("Nino Rota (uncredited)", ["Nino Rota"]),
        ("Robert B. Sherman (words, music and more)", ["Robert B. Sherman"]),
        ("AC/DC", ["AC/DC"]),
        ("Earth, Wind & Fire", ["Earth, Wind & Fire"]),
        ("Crosby, Stills, Nash & Young", ["Crosby, Stills, Nash & Young"]),
        ("Peter, Paul and Mary", ["Peter, Paul and Mary"]),
        ("Ike & Tina Turner", ["Ike & Tina Turner"]),
        ("Sonny & Cher", ["Sonny & Cher"]),
        ("John Smith, Ivan Petrov", ["John Smith", "Ivan Petrov"]),
        ("Ann Bee (as D (Eff))", ["Ann Bee"]),
    ],
)
def test_names_are_cut_where_one_ends(text: str, people: list[str]) -> None:
    assert names(text) == people


def test_a_name_as_credited_is_kept_beside_the_real_one() -> None:
    assert parse_names("Tommy Chong (as Chong)") == (Credit(name="Tommy Chong", credited_as="Chong"),)


@pytest.mark.parametrize(
    ("lines", "roles"),
    [
        (["Song", "Music by Ann Bee", "Lyrics by Cy Dee"], {"music": ["Ann Bee"], "lyrics": ["Cy Dee"]}),
        (["Song", "Composed by Ann Bee", "Words by Cy Dee"], {"music": ["Ann Bee"], "lyrics": ["Cy Dee"]}),
        (["Song", "Words and Music by Ann Bee"], {"music": ["Ann Bee"], "lyrics": ["Ann Bee"]}),
        (
            ["Song", "Written, Produced and Performed by Ann Bee"],
            {"writer": ["Ann Bee"], "producer": ["Ann Bee"], "performer": ["Ann Bee"]},
        ),
        (["Song", "Traditional, arranged by Ann Bee"], {"arranger": ["Ann Bee"]}),
        (["Song", "Written by Ann Bee,", "Cy Dee"], {"writer": ["Ann Bee", "Cy Dee"]}),
        (["Song", "Performed by Ann Bee", "Courtesy of Cy Dee Records"], {"performer": ["Ann Bee"]}),
        (["Song", "Performed by Ann Bee", "Under license from Dee Music"], {"performer": ["Ann Bee"]}),
        (["Song", "Performed by Ann Bee", "By arrangement with Dee Music"], {"performer": ["Ann Bee"]}),
        (["Song Written by Ann Bee Performed by Cy Dee"], {"writer": ["Ann Bee"], "performer": ["Cy Dee"]}),
        (["Song, written by Ann Bee"], {"writer": ["Ann Bee"]}),
        (["Song", "Written by Ann Bee", "and Cy Dee"], {"writer": ["Ann Bee", "Cy Dee"]}),
        (["Song", "Lyrics by", "Ann Bee", "and Cy Dee"], {"lyrics": ["Ann Bee", "Cy Dee"]}),
        (["Song", "Performed By: Ann Bee"], {"performer": ["Ann Bee"]}),
        (["Song", "Composed and Conducted by Ann Bee"], {"music": ["Ann Bee"]}),
        (["Song", "Written by Ann Bee, conducted by Cy Dee"], {"writer": ["Ann Bee"]}),
        (["Song", "Music by Ann Bee, English lyrics by Cy Dee"], {"music": ["Ann Bee"], "lyrics": ["Cy Dee"]}),
        (["Song", "Lyrics by Ann Bee, additional lyrics by Cy Dee"], {"lyrics": ["Ann Bee", "Cy Dee"]}),
        (["Song", "Music by Ann Bee, arr. by Cy Dee"], {"music": ["Ann Bee"], "arranger": ["Cy Dee"]}),
    ],
)
def test_roles_are_read_however_they_are_joined(lines: list[str], roles: dict[str, list[str]]) -> None:
    song = parse_song(lines)
    assert song is not None
    assert song.song == "Song"
    found = {role: [person.name for person in song.credits(role)] for role in roles}
    everyone = sum(
        len(song.credits(role)) for role in ("writer", "music", "lyrics", "arranger", "producer", "performer")
    )
    assert found == roles
    assert everyone == sum(map(len, roles.values()))


def test_a_title_without_credits_is_a_song_all_the_same() -> None:
    song = parse_song(["Stand by Me"])
    assert song is not None
    assert song.song == "Stand by Me"


def test_no_lines_are_no_song() -> None:
    assert parse_song([]) is None
    assert parse_song(["", "  "]) is None


def test_each_song_of_a_list_keeps_its_own_credits() -> None:
    lines = ["Low Tide", "Written by Ann Bee", "Courtesy of Sea Records", "High Tide", "Performed by Cy Dee", "Ebb"]
    songs = parse_songs(lines)
    assert [(song.song, [one.name for one in song.writer], [one.name for one in song.performer]) for song in songs] == [
        ("Low Tide", ["Ann Bee"], []),
        ("High Tide", [], ["Cy Dee"]),
        ("Ebb", [], []),
    ]


@pytest.mark.parametrize("row", ["music, " * 100_000 + "by A", "(" * 100_000, "a & " * 100_000, "by " * 100_000])
def test_a_hostile_line_costs_no_time(row: str) -> None:
    assert parse_songs(["Song", row])
