"""The shapes of Top Gap: each tells what is known of a film, and what is missing."""

from __future__ import annotations

import pytest

from quizzer.facts import (
    AlternateTitle,
    CastMember,
    Credit,
    Film,
    Gap,
    Release,
    Song,
    known_and_unknown,
    make_questions,
)
from quizzer.facts.shapes import SHAPES

FILM = Film(
    title="Tide",
    year=2001,
    cast=(CastMember(actor="Bob Cee"), CastMember(actor="Di Eff", character="Moll")),
    directors=(Credit(name="Ann Bee"),),
    soundtrack=(Song(song="Foam", music=(Credit(name="Ed Gee"),)),),
    also_known_as=(AlternateTitle(title="Flut", country="DE", language="de"),),
    released=(Release(country="FR", date="2001-05-09"), Release(country="IT", date="2001")),
)


def test_what_is_known_and_what_is_missing() -> None:
    told = known_and_unknown(FILM)
    assert {"year", "director", "character", "song composer", "release title", "release date"} <= {
        gap.asks for gap in told.known
    }
    for gap in (
        Gap(asks="release title", country="FR"),
        Gap(asks="release date", country="DE"),
        Gap(asks="release date", country="IT"),  # a year is no day
        Gap(asks="plot outline", language="de"),
        Gap(asks="character", of="Bob Cee"),
        Gap(asks="song performer", of="Foam"),
        Gap(asks="composer"),
        Gap(asks="runtime"),
    ):
        assert gap in told.unknown
    assert not set(told.known) & set(told.unknown)


def test_a_gap_of_the_bank_is_unknown_until_it_is_filled() -> None:
    gap = Gap(asks="release title", country="IN", language="en")
    film = Film(title="Tide", gaps=(gap,))
    assert gap in known_and_unknown(film).unknown
    filled = Film(title="Tide", gaps=(gap,), also_known_as=(AlternateTitle(title="Sea", country="IN", language="en"),))
    assert gap not in known_and_unknown(filled).unknown


@pytest.mark.parametrize("asks", list(SHAPES))
def test_every_shape_is_asked_while_it_is_a_gap(asks: str) -> None:
    film = Film(
        title="Ebb", cast=(CastMember(actor="Bob"),), soundtrack=(Song(song="Bob"),),
        year=None if asks == "year" else 1990,
        gaps=(Gap(asks=asks, of="Bob", country="IN", language="hi"),),
    )  # fmt: skip
    (question,) = [one for one in make_questions([film]) if one.is_open_gap]
    assert "“Ebb”" in question.text
    assert question.text.endswith("?")
