"""Soundtrack credits: who is credited for what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.facts import SOUNDTRACK_ROLES, Credit, Song, SoundtrackRole
from quizzer.sources.soundtrack_credits import parse_names, parse_song, read_songs

MARKS = "and (as ) [ ] (feat. & , / \" '".split()
PIECES = ["Written by", "Music", "Performed by", "by", "Courtesy of", *MARKS]


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
    songs = read_songs(lines).songs
    assert [(song.song, [one.name for one in song.writer], [one.name for one in song.performer]) for song in songs] == [
        ("Low Tide", ["Ann Bee"], []),
        ("High Tide", [], ["Cy Dee"]),
        ("Ebb", [], []),
    ]


@pytest.mark.usefixtures("in_no_time")
@pytest.mark.parametrize("row", ["music, " * 100_000 + "by A", "(" * 100_000, "a & " * 100_000, "by " * 100_000])
def test_a_hostile_line_costs_no_time(row: str) -> None:
    assert read_songs(["Song", row]).songs


# -- what a page links, what a line is, what a list is


def link(name: str) -> str:
    return f'<a class="ipc-md-link" href="/name/nm0000001/?ref_=x">{name}</a>'


def test_where_the_page_links_names_none_is_guessed() -> None:
    duo, band = f"{link('Sonny')} &amp; {link('Cher')}", link("Sand, Surf &amp; Sea")
    song = parse_song(["Song", f"Performed by {duo}, {band} (as SSS) and {link('The Tides')}"])
    assert song is not None
    assert song.performer == (
        Credit(name="Sonny"),
        Credit(name="Cher"),
        Credit(name="Sand, Surf & Sea", credited_as="SSS"),
        Credit(name="The Tides"),
    )


def test_roles_are_an_enum_whose_values_are_the_fields_of_a_song() -> None:
    assert [role.value for role in SoundtrackRole] == list(Song.__struct_fields__)[1:]
    assert SOUNDTRACK_ROLES == ("writer", "music", "lyrics", "arranger", "producer", "performer")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Courtesy of Sea Records", "rights"),
        ("Big Sea Music Publishing (BMI)", "rights"),
        ("Conducted by Ann Bee", "a role that quizzer does not keep"),
        ("Originally performed by Ann Bee", "a role that quizzer does not keep"),
        ("Sung by the chorus", "a credit that names nobody"),
        ("Played during the storm", "a remark"),
        ("Traditional", "a remark"),
    ],
)
def test_a_line_that_gives_nobody_says_why(line: str, why: str) -> None:
    reading = read_songs(["Song", "Written by Cy Dee", line])
    assert reading.skipped == {2: why}
    assert reading.songs == [Song(song="Song", writer=(Credit(name="Cy Dee"),))]


def test_a_line_that_is_not_understood_is_told_and_makes_nobody_up() -> None:
    reading = read_songs(["Song", "Ann Bee", "Written by", "Cy Dee,", "Ed Eff"])
    assert reading.not_understood == [1]
    assert [one.name for one in reading.songs[0].writer] == ["Cy Dee", "Ed Eff"]


def test_a_text_is_read_as_its_lines_are() -> None:
    text = "Low Tide\nWritten by Ann Bee\n\nHigh Tide\nPerformed by Cy Dee\n"
    assert read_songs(text.splitlines()) == read_songs(text.split("\n"))
    assert [song.song for song in read_songs(text.splitlines()).songs] == ["Low Tide", "High Tide"]


@pytest.mark.parametrize(
    "title", ["From This Moment On", "By the Light of the Moon", "With a Little Help", "Words of Sand"]
)
def test_in_a_list_a_title_may_begin_like_a_remark(title: str) -> None:
    songs = read_songs(["Low Tide", "Written by Ann Bee", title, "Written by Cy Dee"]).songs
    assert [song.song for song in songs] == ["Low Tide", title]


def test_in_a_list_a_year_tells_the_title_before_it() -> None:
    lines = ["Low Tide", "(uncredited)", "includes Ebb", "High Tide", "(1931) (uncredited)", "Music by Cy Dee"]
    songs = read_songs(lines).songs
    assert [(song.song, len(song.music)) for song in songs] == [("Low Tide", 0), ("High Tide", 1)]


# -- laws

WORDS = st.text(alphabet=[*"abcdefghij"], min_size=3, max_size=8)
PEOPLE = st.builds(lambda first, last: f"X{first} Q{last}", WORDS, WORDS)
RIGHTS = st.sampled_from(
    [
        "Courtesy of Xa Qb Records",
        "Under license from Xa Qb",
        "By arrangement with Xa Qb",
        "Published by Xa Qb",
        "(c) 1967 Xa Qb",
    ]
)


@given(st.lists(PEOPLE, min_size=1, max_size=6, unique=True), st.sampled_from([", ", " and ", " & ", ", and ", " / "]))
def test_whole_names_come_back_however_they_are_joined(people: list[str], joiner: str) -> None:
    assert names(joiner.join(people)) == people


@given(st.lists(PEOPLE, min_size=1, max_size=4, unique=True), PEOPLE, RIGHTS, st.integers(1, 3))
def test_rights_lines_change_nothing(people: list[str], performer: str, rights: str, place: int) -> None:
    lines = ["Tide", f"Written by {', '.join(people)}", f"Performed by {performer}"]
    assert parse_song([*lines[:place], rights, *lines[place:]]) == parse_song(lines)


@given(st.lists(PEOPLE, min_size=1, max_size=4, unique=True), PEOPLE)
def test_a_lost_line_end_changes_nothing(people: list[str], performer: str) -> None:
    lines = ["Tide", f"Written by {' & '.join(people)}", f"Performed by {performer}", "Courtesy of Sea Records"]
    assert parse_song(["".join(lines)]) == parse_song(lines)
    assert parse_song([" ".join(lines)]) == parse_song(lines)


@given(
    st.lists(st.one_of(st.text(max_size=60), st.sampled_from(PIECES)), max_size=12).map(" ".join), st.text(max_size=20)
)
def test_any_text_is_read_and_no_name_is_cut_inside_brackets(line: str, title: str) -> None:
    for song in read_songs([title, line]).songs:
        for role in SOUNDTRACK_ROLES:
            for credit in song.credits(role):
                assert credit.name.strip()
                assert not set("()[]") & set(credit.name)
