"""Games about what the players have watched, and games that spoil nothing else: of any bank."""

from __future__ import annotations

from pathlib import Path

import pytest
from compiled_banks import write_compiled_bank
from read_once import shipped

from quizzer import Bank, load_bank
from quizzer.banks.compiled import CompiledStore
from quizzer.banks.joined import JoinedStore
from quizzer.errors import WishError
from quizzer.facts import CastMember, Credit, Film
from quizzer.facts.film import FilmName
from quizzer.games import Library, Wish, new_game
from quizzer.question import SPOILER, Question
from quizzer.records import Records

from .conftest import NOON

FILMS = [
    Film(
        title=title,
        year=year,
        imdb=f"tt{number:07d}",
        votes=100_000 - number,
        directors=(Credit(name=f"Director {title}"),),
        cast=tuple(CastMember(actor=f"Actor{part} {title}", character=f"Part {part}{number}") for part in "abc"),
    )
    for number, (title, year) in enumerate(
        [("Heat", 1986), ("Heat", 1995), ("Ronin", 1998), *((f"Film {n}", 1950 + n) for n in range(60))], 1
    )
]
SEEN = [FilmName("Heat", 1996), FilmName("", 0, "tt0000003"), FilmName("Film 7"), FilmName("Nowhere", 1990)]
LABELS = {"Heat (1995)", "Ronin (1998)", "Film 7 (1957)"}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("banks") / "films.quizzer"
    write_compiled_bank(path, FILMS, title="Films")
    return path


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("banks") / "films.yaml"
    rows = [
        f"  - {{title: {film.title}, year: {film.year}, imdb: {film.imdb}, directors: '{film.directors[0].name}'}}\n"
        for film in FILMS
    ]
    ends = [
        f"  - {{ask: Who is left at the end of {film.title}?, answer: Left {n}, film: {film.title}, spoiler: yes}}\n"
        for n, film in enumerate(FILMS[2:])
    ]
    path.write_text(f"title: Films\nfilms:\n{''.join(rows)}questions:\n{''.join(ends)}", encoding="utf-8")
    return path


def ask(bank: Path, records: Records, **wished: object) -> list[Question]:
    wish = Wish(**{"banks": [str(bank)], "players": ["Ada"], "seed": 3, **wished})
    return list(new_game(wish, records=records, when=NOON, random_seed=1, library=Library()).session.questions)


def test_a_film_is_found_by_its_id_or_its_title_and_about_its_year(compiled: Path, written: Path) -> None:
    in_file, in_memory = CompiledStore(compiled), load_bank(written).store
    for store in (in_file, in_memory):
        found = [[film.label for film in films] for films in store.films_named(SEEN)]
        assert found == [["Heat (1995)"], ["Ronin (1998)"], ["Film 7 (1957)"], []]
    both = JoinedStore([in_file, in_memory]).films_named(SEEN)
    assert [len(films) for films in both] == [2, 2, 2, 0]


def test_a_compiled_bank_is_not_read_for_it(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, read = CompiledStore(compiled), []
    film = store.file.film
    monkeypatch.setattr(store.file, "film", lambda number, parts: read.append(number) or film(number, parts))
    store.films_named(SEEN)
    assert len(read) <= len(SEEN)


@pytest.mark.parametrize("kind", ["compiled", "written"])
def test_only_what_was_watched_is_asked_about(kind: str, request, records: Records) -> None:
    bank = request.getfixturevalue(kind)
    records.watch("ADA", SEEN, when=NOON)
    asked = ask(bank, records, watched=True, questions=6)
    films = {question.film for question in asked}
    assert films <= LABELS
    assert len(films) > 1
    assert len(asked) > 2
    assert {question.film for question in ask(bank, records, questions=6)} - LABELS


def test_a_game_of_two_is_about_what_both_have_watched(written: Path, records: Records) -> None:
    records.watch("Ada", SEEN, when=NOON)
    records.watch("Ben", [FilmName("Ronin", 1998), FilmName("Film 8")], when=NOON)
    asked = ask(written, records, watched=True, players=["Ada", "Ben"])
    assert {question.film for question in asked} == {"Ronin (1998)"}


def test_who_has_watched_nothing_here_is_told_so(written: Path, records: Records) -> None:
    with pytest.raises(WishError, match="quizzer watched import FILE"):
        ask(written, records, watched=True)
    records.watch("Ada", [FilmName("Nowhere")], when=NOON)
    with pytest.raises(WishError, match="these banks have no film that you have watched"):
        ask(written, records, watched=True)


def test_no_end_is_told_of_a_film_that_was_not_watched(written: Path, records: Records) -> None:
    records.watch("Ada", SEEN, when=NOON)
    spoilers = [one for one in load_bank(written).questions if SPOILER in one.tags]
    assert len({one.film for one in spoilers}) > 10
    everything = ask(written, records, spoiler_free=True, questions=400)
    assert {one.film for one in everything if SPOILER in one.tags} <= LABELS
    assert {one.film for one in everything} - LABELS
    assert any(SPOILER in one.tags for one in ask(written, records, questions=400))
    records.erase("Ada")
    assert records.watched("Ada") == []


def test_the_shipped_banks_mark_what_spoils(records: Records) -> None:
    bank: Bank = shipped("modern_classics")
    drawn = bank.draw(300, seed=1, spoilers_of=frozenset())
    assert not any(SPOILER in one.tags for one in drawn)
    assert any(SPOILER in one.tags for one in bank.draw(300, seed=1))
