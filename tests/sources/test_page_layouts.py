"""Pages of other layouts than the newest: what stands in their elements, in their data, and what is no fact of them."""

from __future__ import annotations

import json

import pytest

from quizzer.errors import SourceError
from quizzer.facts.film import AlternateTitle, BoxOffice, CastMember, Credit
from quizzer.sources.imdb_page import read_imdb_page
from quizzer.sources.imdb_page.page_values import is_sentence, title_told

OLD = """<html><head><title>Salt Road (1999)</title><link rel="canonical" href="http://www.imdb.com/title/tt9000001/combined">
</head><body><div id="nb_menu"><h4>CHARTS</h4><ul><li>Box Office</li><li>Trivia</li></ul></div>
<h5>Your Rating:</h5><div>/10 (delete | history)</div><h5>Plot:</h5><div>Two sisters drive a salt lorry over the hills.
<a>Full summary</a> »</div><h5>User Reviews:</h5><div>A long road See more »</div>
<h3>Cast</h3><table class="cast">
<tr><td class="nm"><a href="/name/nm0000011/">Lena Bly</a></td><td>...</td><td class="char">
<a href="/character/ch1/">Ada Krug</a> / Director (as L. Bly) (uncredited)</td></tr>
<tr><td class="nm"><a href="/name/nm0000012/">Ivo Dorn</a></td><td>...</td>
<td class="char">The Ferryman (voice)</td></tr>
</table><table><tr><td><h5>Directed by</h5></td></tr><tr><td><a href="/name/nm0000013/">Nora Venn</a></td></tr></table>
<table><tr><td><h5>Produced by</h5></td></tr><tr><td><a href="/name/nm0000014/">Mia Lund</a></td></tr></table>
<table><tr><td><h5>Original Music by</h5></td></tr><tr><td><a href="/name/nm0000015/">Otto Holm</a></td></tr></table>
<h5>Also Known As:</h5><div>"Szlak soli" - Poland<br>"Salzweg" - Austria, Germany (working title)</div>
<h5>Runtime:</h5><div>101 min</div></body></html>"""


def test_an_old_page_tells_who_did_what_in_its_tables() -> None:
    film = read_imdb_page(OLD).film
    assert (film.title, film.year, film.imdb, film.runtime) == ("Salt Road", 1999, "tt9000001", "1 hour 41 minutes")
    assert film.cast == (
        CastMember(actor="Lena Bly", character="Ada Krug / Director", credited_as="L. Bly"),
        CastMember(actor="Ivo Dorn", character="The Ferryman (voice)"),
    )
    assert (film.directors, film.composers) == ((Credit(name="Nora Venn"),), (Credit(name="Otto Holm"),))
    assert film.plot == "Two sisters drive a salt lorry over the hills."


def test_its_titles_abroad_come_with_their_countries() -> None:
    assert read_imdb_page(OLD).film.also_known_as == (
        AlternateTitle(title="Szlak soli", country="PL"),
        AlternateTitle(title="Salzweg", country="AT", type="working"),
        AlternateTitle(title="Salzweg", country="DE", type="working"),
    )


def named(name: str, **more: object) -> dict[str, object]:
    return {"name": {"nameText": {"text": name}}, **more}


def page_of(properties: object) -> str:
    data = json.dumps({"props": {"pageProps": properties}})
    return f'<html><head><script id="__NEXT_DATA__" type="application/json">{data}</script></head><body></body></html>'


TITLE = {"id": "tt9000001", "titleText": {"text": "Salt Road"}, "releaseYear": {"year": 1999}}
ROLE = {"category": {"text": "Actress"}, "attributes": [{"text": "as L. Bly"}]}


@pytest.mark.parametrize(
    "cast",
    [
        {"cast": {"edges": [{"node": named("Lena Bly", characters=[{"name": "Ada Krug"}], **ROLE)}]}},
        {
            "creditGroupings": [
                {
                    "grouping": {"text": "Cast"},
                    "credits": [
                        named(
                            "Lena Bly",
                            creditedRoles=[{**ROLE, "characters": {"edges": [{"node": {"name": "Ada Krug"}}]}}],
                        )
                    ],
                }
            ]
        },
        {
            "categories": [
                {
                    "name": "Cast",
                    "section": {
                        "items": [
                            {
                                "rowTitle": "Lena Bly",
                                "characters": ["Ada Krug (uncredited)"],
                                "attributes": "(as L. Bly)",
                            }
                        ]
                    },
                }
            ]
        },
    ],
    ids=["edges", "groups", "rows"],
)
@pytest.mark.parametrize("around", ["mainColumnData", "urqlState"])
def test_the_data_tell_the_cast_wherever_it_stands(cast: dict[str, object], around: str) -> None:
    more_like_this = {"title": {"id": "tt9000009", "cast": [named("Mia Lund", characters=[{"name": "A Nurse"}])]}}
    film = read_imdb_page(
        page_of({"tconst": "tt9000001", around: {"7": {"title": TITLE | cast}}, "more": more_like_this})
    ).film
    assert (film.title, film.year) == ("Salt Road", 1999)
    assert film.cast == (CastMember(actor="Lena Bly", character="Ada Krug", credited_as="L. Bly"),)


def test_the_text_tells_the_cast_where_only_the_director_stands_behind_a_link() -> None:
    film = read_imdb_page(
        """<html><title>Salt Road (1999) - IMDb</title><h4>Director:</h4><a href="/name/nm9000001/">Nora Venn</a>
<h3>Top cast</h3><p>Lena Bly</p><ul><li>Ada Krug</li></ul><h3>Details</h3></html>"""
    ).film
    assert film.directors == (Credit(name="Nora Venn"),)
    assert film.cast == (CastMember(actor="Lena Bly", character="Ada Krug"),)


def test_an_episode_is_one_of_its_series() -> None:
    kind = {"titleType": {"id": "tvEpisode"}, "series": {"series": {"titleText": {"text": "The Long Salt"}}}}
    plot = {"plot": {"plotText": {"plainText": "Ada and the ferryman quarrel about the last sack."}}}
    film = read_imdb_page(page_of({"aboveTheFoldData": TITLE | kind | plot})).film
    assert (film.type, film.series) == ("episode", "The Long Salt")


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Salt Road (1999) - Reference view - IMDb", {"title": "Salt Road", "year": 1999}),
        ("Salt Road (TV Series 2012– ) - IMDb", {"title": "Salt Road", "year": 2012, "type": "series"}),
        ('"Salt Road" (2010)', {"title": "Salt Road", "year": 2010, "type": "series"}),
        (
            '"The Long Salt" Salt Road (TV Episode 1999)',
            {"title": "Salt Road", "year": 1999, "type": "episode", "series": "The Long Salt"},
        ),
        ("Salt (Part One) (Short 1999)", {"title": "Salt (Part One)", "year": 1999, "type": "short"}),
        ("IMDb", {}),
    ],
)
def test_the_heading_of_the_window_tells_the_film(heading: str, told: dict[str, object]) -> None:
    assert title_told(heading) == told


@pytest.mark.parametrize(
    "text", ["1 2 3 4 5 6 7 8 9 10 -/10 X", "/10 (delete | history)", "Ratings: 6.9/10 from 51 users"]
)
def test_what_is_left_of_a_form_is_no_sentence(text: str) -> None:
    assert not is_sentence(text)
    assert is_sentence("Two sisters drive a salt lorry over the hills.")


def test_a_page_of_menus_is_refused_with_the_share_that_was_understood() -> None:
    menu = "IMDb\n- Menu things\nMOVIES\n- In Theaters\n- Latest Trailers\nCHARTS\n- Box Office\nIMDb RATING\n7.1/10\n"
    with pytest.raises(SourceError, match=r"understood \d+ of \d+ lines of this page, and found nothing to ask about"):
        read_imdb_page(f"{menu}Your Rating:\n/10 (delete | history) now\nDetails\n", title="Salt Road", year=1999)


def test_links_below_the_rating_begin_no_section() -> None:
    page = """Salt Road\n1999\nIMDb RATING\n7.1/10\nPOPULARITY\n310\n- Cast & crew\n- User reviews\n- Trivia\n- IMDbPro
All topics\nTwo sisters drive a salt lorry over the hills.\nDirector\n- Nora Venn\nTop cast\nLena Bly
- Ada Krugas Ada Krug
Ivo Dorn\n- Ferrymanas Ferryman…\n- 12 episodes12 eps • 2012–2014\n- Writers\n- Carl Moss(screenplay)\nStoryline
Two sisters drive a salt lorry over the hills.—Anonymous\nDid you know\n- How long is Salt Road?Powered by Alexa
Details
"""
    film = read_imdb_page(page).film
    assert film.plot == "Two sisters drive a salt lorry over the hills."
    assert [(one.actor, one.character) for one in film.cast] == [("Lena Bly", "Ada Krug"), ("Ivo Dorn", "Ferryman")]
    assert (film.directors, film.writers) == ((Credit(name="Nora Venn"),), (Credit(name="Carl Moss"),))
    assert not film.trivia
    assert not film.connections


def row(link: int, name: str, part: str) -> str:
    person = f'<a href="/name/nm{link:07}/?ref_=tt_cl">'
    return f"""<tr class="odd"><td class="primary_photo">{person}<img alt="{name}"></a></td><td class="name">
{person}{name}</a></td><td class="ellipsis"> ... </td><td class="character"><div>{part}</div></td></tr>"""


OF_2013 = f"""<html><head><title>Salt Road (1999) - IMDb</title></head><body>
<div itemprop="aggregateRating"><span class="label">Your rating:</span><span>-/10</span>
<div>Ratings: <strong><span itemprop="ratingValue">7.4</span></strong>/<span itemprop="bestRating">10</span> from
<a><span itemprop="ratingCount">43,517</span> users</a></div></div>
<p>Two sisters drive a salt lorry over the hills, and find that the road is longer than their map.</p>
<div>Directors: <ul><li><a href="/name/nm0000013/">Nora Venn</a>, </li>
<li><a href="/name/nm0000017/">Kai Lund</a></li></ul></div>
<div><a>View production, box office, &amp; company info</a></div>
<div><strong>Top Rated Movies #202</strong> | <span>Won 1 Lantern. Another 45 wins &amp; 29 nominations.</span>
See more awards »</div>
<h2>Cast</h2><table class="cast_list"><tr><td class="castlist_label">Cast overview, first billed only:</td></tr>
{row(11, "Lena Bly", '<a href="/character/ch1/">Ada Krug</a> / <a href="/character/ch2/">Ada’s Aunt</a>')}
<tr><td class="castlist_label"></td></tr>{row(12, "Ivo Dorn", "The Ferryman (as I. Dorn)")}
<tr><td class="castlist_label">Rest of cast listed alphabetically:</td></tr>
{row(16, "Una Moor", "Gull (uncredited)")}</table>
<h4>Writing Credits (<a href="/help">WGA</a>)&nbsp;</h4><a href="/name/nm0000018/">Carl Moss</a>,
<a href="/name/nm0000019/">Ida Reed</a> (as I. Reed)
<h4>Produced by</h4><a href="/name/nm0000014/">Mia Lund</a>
<h3>Box Office</h3><h4>Budget:</h4> $100,000,000 (estimated) <h4>Opening Weekend:</h4>
$30,688,000 (USA) (30 December 1999)
<h4>Gross:</h4> £900 (UK)<br>$64,008,000 (USA)<h4>Cumulative Worldwide Gross:</h4> $71,000,000, 3 May 2000
<h3>Company Credits</h3><h4>Production Co:</h4> Salt Films</body></html>"""


def test_a_label_within_the_cast_does_not_end_it() -> None:
    film = read_imdb_page(OF_2013).film
    assert film.cast == (
        CastMember(actor="Lena Bly", character="Ada Krug / Ada’s Aunt"),
        CastMember(actor="Ivo Dorn", character="The Ferryman", credited_as="I. Dorn"),
        CastMember(actor="Una Moor", character="Gull"),
    )
    assert film.directors == (Credit(name="Nora Venn"), Credit(name="Kai Lund"))
    assert film.writers == (Credit(name="Carl Moss"), Credit(name="Ida Reed", credited_as="I. Reed"))


def test_what_is_no_name_is_no_name_in_a_text_either() -> None:
    links = "View production, box office, & company info\nTop Rated Movies #202"
    text = f"Salt Road\n1999\nDirector\nNora Venn\n{links}\nRuntime\n101 min"
    assert read_imdb_page(text).film.directors == (Credit(name="Nora Venn"),)


def test_a_rating_is_read_where_it_is_marked_as_such() -> None:
    film = read_imdb_page(OF_2013).film
    assert (film.rating, film.votes) == (7.4, 43517)


def test_a_plot_ends_as_a_sentence_does_and_awards_need_no_label() -> None:
    film = read_imdb_page(OF_2013).film
    assert (
        film.plot == "Two sisters drive a salt lorry over the hills, and find that the road is longer than their map."
    )
    assert [one.award for one in film.awards] == ["Won 1 Lantern", "45 wins & 29 nominations"]


def test_older_pages_call_their_sums_otherwise() -> None:
    assert read_imdb_page(OF_2013).film.box_office == BoxOffice(
        budget="$100,000,000",
        budget_estimated=True,
        opening_weekend_us_canada="$30,688,000",
        opening_weekend_date="1999-12-30",
        gross_us_canada="$64,008,000",
        gross_worldwide="$71,000,000",
    )
