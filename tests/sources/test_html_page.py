"""A page saved as HTML: its data first, then its text; broken, cut and oddly encoded ones."""

from __future__ import annotations

import email.message
import email.policy
import json
import re
from pathlib import Path

import pytest

from quizzer import SourceError
from quizzer.bounds import DEEPEST_PAGE, LONGEST_CREDIT
from quizzer.facts import AlternateTitle, Award, BoxOffice, CastMember, Credit, Film, Gap, Release, Song, Source
from quizzer.sources.imdb_page import read_imdb_page
from quizzer.sources.imdb_page.html_page import decode_page, plain_text, read_html
from quizzer.sources.imdb_page.page_sections import clean_text

DATA = re.compile(r'<script id="__NEXT_DATA__".*?</script>', re.DOTALL)
JSON_LD = re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL)

LIGHTHOUSE_THIEF = Film(
    title="The Lighthouse Thief",
    original_title="Le voleur du phare",
    year=1987,
    imdb="tt9990001",
    also_known_as=(AlternateTitle(title="Der Dieb vom Leuchtturm"),),
    plot="A thief who steals the lamp of a lighthouse has to take the place of its beam.",
    cast=(
        CastMember(actor="Ines Moreau", character="Agathe", credited_as="Inès Moreau"),
        CastMember(actor="Tobias Lund", character="Townsman"),
        CastMember(actor="Paolo Ferri", character="The Keeper / The Keeper's Brother"),
        CastMember(actor="Ada Quist"),
    ),
    directors=(Credit(name="Henrik Vos"),),
    writers=(Credit(name="Lena Sørby"), Credit(name="Marc Duval")),
    soundtrack=(
        Song(
            song="Turn, Turn, My Love",
            writer=(Credit(name="Lena Sørby"), Credit(name="Marc Duval")),
            performer=(Credit(name="Ines Moreau", credited_as="Inès Moreau"), Credit(name="The Gulls")),
        ),
    ),
    trivia=(
        "The lamp weighed so much that it was played by a [painted] melon in every scene in which it is carried, as in "
        "Harbour Nights (1991).",
    ),
    goofs=("The beam turns clockwise at night & anticlockwise in the morning.",),
    quotes=("Agathe: I did not steal the light.\n[pause]\nAgathe: [to herself] I borrowed it.",),
    crazy_credits=('The gulls are credited as "The Choir".',),
    alternate_versions=("The television version ends before the storm.",),
    connections=("Referenced in Harbour Nights (1991)",),
    awards=(Award(award="2 wins & 3 nominations"),),
    rating=6.8,
    votes=1_203_400,
    runtime="1 hour 23 minutes",
    released=(Release(country="FR", date="1987-03-06"),),
    box_office=BoxOffice(
        budget="€2,500,000",
        budget_estimated=True,
        gross_us_canada="$412,300",
        opening_weekend_us_canada="$20,115",
        opening_weekend_date="1988-05-15",
        gross_worldwide="$3,100,000",
    ),
    filmed_in=("Ouessant, Finistère, France",),
    gaps=(Gap(asks="plot outline", language="de"),),
    sources=(Source(page="https://www.imdb.com/title/tt9990001/"),),
)


@pytest.fixture
def page(fixtures: Path) -> str:
    return (fixtures / "lighthouse_thief.html").read_text(encoding="utf-8")


def test_every_fact_of_a_page_comes_out_once(page: str) -> None:
    assert read_imdb_page(page).film == LIGHTHOUSE_THIEF


def test_without_its_data_the_text_says_the_same_but_for_what_it_does_not_show(page: str) -> None:
    film = read_imdb_page(JSON_LD.sub("", DATA.sub("", page))).film
    shown = {name: getattr(LIGHTHOUSE_THIEF, name) for name in Film.__struct_fields__}
    # Votes are shown rounded, the fourth of the cast not at all; only data tell "Ines Moreau" and "The Gulls" apart.
    shown |= {"votes": 1_200_000, "cast": shown["cast"][:3], "soundtrack": film.soundtrack}
    assert film == Film(**shown)
    assert [one.name for one in film.soundtrack[0].writer] == ["Lena Sørby", "Marc Duval"]


def test_json_ld_alone_gives_what_it_has(page: str) -> None:
    (block,) = JSON_LD.findall(page)
    film = read_imdb_page(f"<html><head>{block}</head><body></body></html>").film
    assert film == Film(
        title="The Lighthouse Thief",
        original_title="Le voleur du phare",
        year=1987,
        imdb="tt9990001",
        plot=LIGHTHOUSE_THIEF.plot,
        cast=(CastMember(actor="Ines Moreau"), CastMember(actor="Tobias Lund")),
        directors=LIGHTHOUSE_THIEF.directors,
        writers=LIGHTHOUSE_THIEF.writers,
        rating=6.8,
        votes=1_203_400,
        runtime="1 hour 23 minutes",
        released=(Release(date="1987-03-06"),),
    )


def test_data_in_newer_groups_are_read_too() -> None:
    def credited(*names: str) -> list[dict[str, object]]:
        return [{"name": {"nameText": {"text": name}}, "characters": [{"name": "Agnes"}]} for name in names]

    data = {
        "titleText": {"text": "Salt and Tin"},
        "principalCreditsV2": [
            {"grouping": {"text": "Directors"}, "credits": credited("Greta Lindholm", "Paul de Witt")}
        ],
        "castV2": [{"grouping": {"text": "Top Cast"}, "credits": credited("Mira Holm")}],
        "prestigiousAwardSummary": {"wins": 1, "nominations": 4, "award": {"text": "Guldbagge"}},
        "nominations": {"total": 5},
    }
    written = json.dumps({"props": {"pageProps": {"above": data}}})
    film = read_imdb_page(f'<html><body><script id="__NEXT_DATA__">{written}</script></body></html>').film
    assert [one.name for one in film.directors] == ["Greta Lindholm", "Paul de Witt"]
    assert film.cast == (CastMember(actor="Mira Holm", character="Agnes"),)
    assert film.awards == (Award(award="Won 1 Guldbagge"), Award(award="5 nominations"))


@pytest.mark.parametrize(
    "data",
    [
        "{",
        "[" * 100_000,
        "null",
        "[]",
        '{"props": 7}',
        '{"props": {"pageProps": {"a": {"cast": {"edges": [1, {"node": 2}]}}}}}',
    ],
)
def test_broken_or_other_data_leave_the_text(page: str, data: str) -> None:
    reading = read_imdb_page(JSON_LD.sub("", DATA.sub(f'<script id="__NEXT_DATA__">{data}</script>', page)))
    assert reading.film.plot == LIGHTHOUSE_THIEF.plot
    assert reading.film.trivia == LIGHTHOUSE_THIEF.trivia
    assert [note for note in reading.notes if "__NEXT_DATA__" in note] == reading.notes
    assert bool(reading.notes) == (data[-1] in "{[" and len(data) != 2)


@pytest.mark.parametrize("share", range(5, 100, 5))
def test_a_page_cut_anywhere_is_read_or_refused_in_a_line(page: str, share: int) -> None:
    cut = page[: len(page) * share // 100]
    if "</h1>" not in cut and "</script>" not in cut:
        with pytest.raises(SourceError, match=r"^page\.html: "):
            read_imdb_page(cut, file="page.html")
    else:
        assert read_imdb_page(cut, file="page.html").film.title == "The Lighthouse Thief"


def test_what_came_before_the_cut_is_kept(page: str) -> None:
    reading = read_imdb_page(page[: page.index('id="__NEXT_DATA__"') + 2_000])
    assert reading.film.box_office == LIGHTHOUSE_THIEF.box_office
    assert "__NEXT_DATA__" in reading.notes[0]


def test_the_review_is_never_read(page: str) -> None:
    assert "best film" not in str(read_imdb_page(page).film)


def test_elements_that_nest_without_end_are_refused(page: str) -> None:
    with pytest.raises(SourceError, match="nest deeper"):
        read_imdb_page(page.replace("<main>", "<main>" + "<div>" * DEEPEST_PAGE))


@pytest.mark.usefixtures("in_no_time")
@pytest.mark.parametrize("hostile", ["<!--", "<", "<a ", "<![CDATA[", "</", "&#x", "<script>", "<td>"])
def test_hostile_html_costs_no_time(hostile: str) -> None:
    read_html(f"<html><body>{hostile * 50_000}")


# -- how it is encoded


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-15"])
def test_the_encoding_that_a_page_names_is_the_one(page: str, encoding: str) -> None:
    data = page.replace('charset="utf-8"', f'charset="{encoding.removesuffix("-sig")}"').encode(encoding)
    text, guessed = decode_page(data)
    assert guessed is None
    assert read_imdb_page(text).film == LIGHTHOUSE_THIEF


def test_an_encoding_that_nobody_names_is_guessed_and_told(page: str) -> None:
    text, guessed = decode_page(page.replace('<meta charset="utf-8"/>', "").encode("cp1252"))
    assert read_imdb_page(text).film == LIGHTHOUSE_THIEF
    assert "Windows-1252" in (guessed or "")


def test_a_page_saved_as_one_file_is_unpacked(page: str) -> None:
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"] = "<Saved by a browser>"
    message["Subject"] = "The Lighthouse Thief (1987) - IMDb"
    message.set_content(page, subtype="html", charset="utf-8", cte="quoted-printable")
    message.make_related()
    message.add_related(b"body {}", "text", "css")
    text, guessed = decode_page(message.as_bytes())
    assert guessed is None
    assert read_imdb_page(text).film == LIGHTHOUSE_THIEF


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_are_of_any_kind(page: str, end: str) -> None:
    text, _ = decode_page(page.replace("\n", end).encode())
    assert read_imdb_page(text).film == LIGHTHOUSE_THIEF


def test_a_binary_file_is_refused_with_its_line() -> None:
    with pytest.raises(SourceError, match=r"page\.html:2: this is a binary file"):
        decode_page(b"<html>\n\0", file="page.html")


def test_of_what_stands_around_a_name_so_much_is_read_as_a_credit_has(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def clean(text: str) -> str:
        read.append(len(text))
        return clean_text(text)

    monkeypatch.setattr("quizzer.sources.imdb_page.credits.clean_text", clean)
    open_to_the_end = "<b>Director: <a href='/name/nm0000001/'>Ann Bee</a> " + "and a gull " * 10_000
    assert [one.name for one in read_html(open_to_the_end).credits] == ["Ann Bee"]
    assert 100 < max(read) <= LONGEST_CREDIT


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("Tom &amp; <b>Jerry</b>", "Tom & Jerry"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("2 < 3", "2 < 3"),
    ],
)
def test_a_piece_of_html_is_its_text(html: str, text: str) -> None:
    assert plain_text(html) == text
