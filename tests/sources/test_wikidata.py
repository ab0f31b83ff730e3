"""Wikidata's entities become films; what it does not know, or nobody names, becomes nothing."""

from __future__ import annotations

import bz2
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sources.wikidata_items import NAMES, SOMEBODY, THIEF, day, dump, entity, item, said, text

from quizzer.facts import (
    AlternateTitle,
    Award,
    BoxOffice,
    CastMember,
    Credit,
    Film,
    Release,
    Source,
    Work,
    make_questions,
)
from quizzer.sources.wikidata import read_wikidata

FILM = Film(
    title="The Lighthouse Thief",
    original_title="Le Voleur du phare",
    year=1987,
    imdb="tt0099999",
    also_known_as=(
        AlternateTitle(title="Der Dieb vom Leuchtturm", language="de"),
        AlternateTitle(title="Le Voleur du phare", language="fr"),
    ),
    cast=(CastMember(actor="Ines Moreau", character="Agathe"), CastMember(actor="Lena Sørby", character="The Keeper")),
    directors=(Credit(name="Henrik Vos", credited_as="H. Vos"),),
    awards=(Award(award="Golden Gull", year=1988),),
    runtime="96 min",
    released=(Release(country="FR", date="1987-05"), Release(country="DE", date="1988-02-03")),
    box_office=BoxOffice(gross_worldwide="€1,250,000"),
    filmed_in=("Ouessant",),
    set_in=("Brittany",),
    based_on=(Work(title="The Keeper's Daughter"),),
    sources=(Source(page="https://www.wikidata.org/wiki/Q900"),),
)
"""Without its writers and composers: of each one is unknown or has no name in English."""

ALL = [THIEF, *NAMES]
FORMS = {
    "dump.json": dump(ALL).encode(),
    "dump.json.gz": gzip.compress(dump(ALL).encode(), mtime=0),
    "dump.json.bz2": bz2.compress(dump(ALL).encode()),
    "lines.json": "\n".join(map(json.dumps, ALL)).encode(),
    "list.json": json.dumps(ALL, indent=2).encode(),
    "one_line.json": json.dumps(ALL).encode(),
    "api.json": json.dumps({"entities": {one["id"]: one for one in ALL}}, indent=1).encode(),
    "marked.json": b"\xef\xbb\xbf" + json.dumps(ALL, ensure_ascii=False).encode(),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_film_is_read_from_every_form_of_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FORMS[name])
    reading = read_wikidata([path])
    assert reading.films == [FILM]
    assert reading.faults == []
    assert reading.unnamed == ["Q5"]
    assert reading.passed_over == len(NAMES)


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("labels.tsv", "\n".join(f"{one['id']}\t{next(iter(one['labels'].values()))['value']}" for one in NAMES)),
        ("labels.csv", 'item,itemLabel\nhttp://www.wikidata.org/entity/Q8,"The Keeper\'s Daughter"\nQ6,Ouessant\n'),
    ],
)
def test_names_come_from_a_table_too(name: str, table: str, tmp_path: Path) -> None:
    single, labels = tmp_path / "Q900.json", tmp_path / name
    single.write_text(json.dumps(THIEF, indent=4), encoding="utf-8")
    labels.write_text(table, encoding="utf-8")
    reading = read_wikidata([single], labels=[labels])
    (film,) = reading.films
    assert reading.faults == []
    assert (film.filmed_in, film.based_on) == (FILM.filmed_in, FILM.based_on)


def test_a_film_of_which_nobody_names_anything_is_still_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "Q900.json"
    path.write_text(json.dumps(THIEF), encoding="utf-8")
    reading = read_wikidata([path])
    (film,) = reading.films
    assert film.directors == film.cast == ()
    assert set(reading.unnamed) == {one["id"] for one in NAMES}
    texts = [question.text for question in make_questions([film])]
    assert "Which film is called “Der Dieb vom Leuchtturm” in German?" in texts
    assert not [text for text in texts if "Q1" in text]


def film(**claims: list[Any]) -> Any:
    """An item that is a film of 1990."""
    return entity("Q901", {"en": "Gulls"}, **{"P31": [said(item("Q11424"))], **claims})


def read(folder: Path, *entities: Any) -> Film:
    path = folder / "dump.json"
    path.write_text(dump(list(entities)), encoding="utf-8")
    (one,) = read_wikidata([path]).films
    return one


def test_the_year_is_that_of_the_first_date_of_the_best_rank(tmp_path: Path) -> None:
    dates = [said(day("+1991-01-01T00:00:00Z")), said(day("+1990-00-00T00:00:00Z", 9))]
    assert read(tmp_path, film(P577=dates)).year == 1990
    preferred = [said(day("+1992-03-01T00:00:00Z"), "preferred")]
    assert read(tmp_path, film(P577=dates + preferred)).year == 1992
    assert read(tmp_path, film(P577=[said(day("-0044-03-15T00:00:00Z")), said(SOMEBODY)])).year is None


def test_a_class_that_the_file_derives_from_film_is_one(tmp_path: Path) -> None:
    western = entity("Q77", {"en": "gull western"}, P279=[said(item("Q11424"))])
    of_class = entity("Q902", {"en": "Beak"}, P31=[said(item("Q77"))], P57=[said(item("Q1"))])
    band = entity("Q903", {"en": "Beaks"}, P31=[said(item("Q215380"))], P57=[said(item("Q1"))])
    person = entity("Q1", {"en": "Henrik Vos"}, P31=[said(item("Q5"))], P345=[said(text("nm0000001"))])
    assert read(tmp_path, of_class, band, person, western).title == "Beak"


def test_a_series_an_episode_and_a_short_film_are_told_apart(tmp_path: Path) -> None:
    row = entity(
        "Q910", {"en": "The Long Salt"}, P31=[said(item("Q5398426"))], P580=[said(day("+2001-09-01T00:00:00Z"))]
    )
    assert (read(tmp_path, row).type, read(tmp_path, row).year) == ("series", 2001)
    part = entity("Q911", {"en": "Low Tide"}, P31=[said(item("Q21191270"))], P179=[said(item("Q910"))])
    path = tmp_path / "both.json"
    path.write_text(dump([row, part]), encoding="utf-8")
    episode = next(one for one in read_wikidata([path]).films if one.type == "episode")
    assert (episode.title, episode.series) == ("Low Tide", "The Long Salt")
    brief = entity("Q912", {"en": "Ebb"}, P31=[said(item("Q11424")), said(item("Q24862"))])
    assert read(tmp_path, brief).type == "short"


def test_what_stands_in_a_row_follows_and_is_followed(tmp_path: Path) -> None:
    named = [
        entity("Q1", {"en": "Gulls"}),
        entity("Q3", {"en": "Gulls Again (1994 film)"}),
        entity("Q4", {"en": "Gulls"}),
    ]
    told = read(tmp_path, film(P179=[said(item("Q4"))], P155=[said(item("Q1"))], P156=[said(item("Q3"))]), *named)
    assert (told.series, told.connections) == ("Gulls", ("Follows Gulls", "Followed by Gulls Again"))


def test_a_prize_has_its_category_its_winner_and_its_year(tmp_path: Path) -> None:
    named = [entity("Q8", {"en": "Golden Gull for Best Score"}), entity("Q9", {"en": "Mia Holm"})]
    won = said(item("Q8"), P585=day("+1991-01-01T00:00:00Z"), P1346=item("Q9"))
    (prize,) = read(tmp_path, film(P166=[won]), *named).awards
    assert prize == Award(award="Golden Gull", for_="Best Score", who=("Mia Holm",), year=1991)


def test_a_country_is_known_by_its_other_names_too(tmp_path: Path) -> None:
    china = entity("Q148", {"en": "People's Republic of China"}) | {
        "aliases": {"en": [{"value": "PRC"}, {"value": "China"}]}
    }
    assert read(tmp_path, film(P495=[said(item("Q148"))]), china).countries == ("CN",)


def test_what_wikipedia_adds_to_tell_titles_apart_is_no_part_of_them(tmp_path: Path) -> None:
    labels = {"en": "Gulls (1990 film)", "de": "Möwen (Film)", "fr": "(Re)naissance"}
    one = entity("Q904", labels, P31=[said(item("Q11424"))])
    told = read(tmp_path, one)
    assert told.title == "Gulls"
    assert [known.title for known in told.also_known_as] == ["Möwen", "(Re)naissance"]


@pytest.mark.parametrize(
    ("name", "data", "line", "says"),
    [
        ("cut.json", dump(ALL)[:-300].encode(), 12, "broken or cut off"),
        ("cut_list.json", json.dumps(ALL, indent=1)[:-300].encode(), None, "this file is cut off"),
        ("open.json", json.dumps(ALL)[:-1].encode(), 1, "this file is cut off"),
        ("broken.json", dump([THIEF, {"id": 7}]).encode(), 3, "this is not an entity of Wikidata"),
        ("binary.json", b"\x00\x01\x02\xff", 1, "not text in UTF-8"),
        ("latin.json", json.dumps(ALL, indent=1, ensure_ascii=False).encode("latin-1"), None, "not text in UTF-8"),
        ("words.json", b"Dear diary,", 1, "broken JSON"),
        ("deep.json", b"[" * 100_000, 1, "nested too deep"),
        ("cut.json.gz", gzip.compress(dump(ALL).encode(), mtime=0)[:-40], None, "cut off or damaged"),
        ("no.json.gz", b"not packed", None, "cut off or damaged"),
        ("no.json.bz2", b"not packed", None, "quizzer cannot read this file: "),
        ("nowhere.json", None, None, "No such file"),
    ],
)
def test_a_fault_is_told_with_its_line(
    name: str, data: bytes | None, line: int | None, says: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    (fault,) = read_wikidata([path]).faults
    assert says in str(fault)
    assert fault.file == str(path)
    assert line is None or fault.line == line


def test_what_stands_before_a_fault_is_kept_and_a_dump_goes_on_behind_it(tmp_path: Path) -> None:
    lines = dump(ALL).splitlines(keepends=True)
    path = tmp_path / "dump.json"
    path.write_text("".join([*lines[:2], '{"id": "Q7", "labels": oops},\n', *lines[2:]]), encoding="utf-8")
    reading = read_wikidata([path])
    assert reading.films == [FILM]
    assert [fault.line for fault in reading.faults] == [3]


@given(
    layout=st.sampled_from([None, 0, 1, 7]),
    ascii_=st.booleans(),
    cut=st.integers(min_value=0, max_value=len(json.dumps(ALL))),
)
def test_a_text_that_is_cut_anywhere_gives_a_fault_and_nothing_wrong(
    layout: int | None, ascii_: bool, cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = json.dumps(ALL, indent=layout, ensure_ascii=ascii_).encode()
    path = tmp_path_factory.mktemp("cut") / "list.json"
    path.write_bytes(whole[:cut])
    reading = read_wikidata([path])
    assert [one.title for one in reading.films] in ([], ["The Lighthouse Thief"])
    assert bool(reading.faults) == (cut < len(whole))
