"""Where a question comes from: the line of the fact that it was made from, in the file that tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer import load_bank
from quizzer.bank_files.reader import Places, read_bank_file

FIRST = """\
title: Seas
films:
  - title: Tide
    year: 2001
    original_title: Flut
    also_known_as:
      - {title: Ebbe, country: DE}
      - {title: Marée haute, country: FR}
    directors: Ann Bee
    cast:
      - {actor: Bo Cee, character: The Diver}
      - {actor: Di Eff, character: Rose}
    trivia:
      - The tower was built of [[cardboard]] and stood through a storm.
      - For the harbour 40,000 [[lanterns]] were hung from the masts.
    crazy_credits:
      - The names float by on [[bottles]] in the order of their weight.
    soundtrack:
      - {song: Row Me Home, performer: Guy Aitch}
      - {song: Salt, performer: Ivy Jay}
    box_office:
      budget: $18,000,000
    gaps:
      - {asks: release title, country: IN, language: hi}
      - {asks: release date, country: BR}
    set_in: [Ostend, Calais]
questions:
  - {id: steering, ask: Who steers?, answer: Kay Ell, film: Tide}
"""
SECOND = """\
films:
  - title: Tide
    year: 2001
    composers: Em Enn
    cast:
      - {actor: Di Eff, character: Rose}
      - {actor: Oz Pea, character: The Gull}
"""


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("tide-2001/director", "first:9"),
        ("tide-2001/cast/rose", "first:12"),
        ("tide-2001/character/di-eff", "first:12"),
        ("tide-2001/cast/the-gull", "second:7"),
        ("tide-2001/composer", "second:4"),
        ("tide-2001/film-of-title/maree-haute", "first:8"),
        ("tide-2001/released-in/de", "first:7"),
        ("tide-2001/original-title", "first:5"),
        ("tide-2001/film-of-title/flut", "first:5"),
        ("tide-2001/trivia-cloze/lanterns", "first:15"),
        ("tide-2001/trivia-film/the-tower-was-built-of-cardboard-and-stood", "first:14"),
        ("tide-2001/versions-cloze/bottles", "first:17"),
        ("tide-2001/song-performer/salt", "first:20"),
        ("tide-2001/budget", "first:22"),
        ("tide-2001/gap-release-date/br", "first:25"),
        ("tide-2001/set-in", "first:26"),
        ("tide-2001/year", "first:4"),
        ("steering", "first:28"),
    ],
)
def test_a_question_is_found_where_its_fact_stands(tmp_path: Path, asked: str, line: str) -> None:
    paths = [tmp_path / "first.yaml", tmp_path / "second.yaml"]
    for path, text in zip(paths, (FIRST, SECOND), strict=True):
        path.write_text(text, encoding="utf-8")
    bank = load_bank(paths)
    place = Places([read_bank_file(path) for path in paths], bank.films).of(bank.by_id[asked])
    assert place is not None
    assert f"{Path(place.file).stem}:{place.line}" == line
