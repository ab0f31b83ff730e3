"""IMDb's dataset files: what becomes of their rows, and of rows that are not as they should be."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from benchmarks.imdb_files import COLUMNS
from conftest import SHARED
from hypothesis import given
from hypothesis import strategies as st
from sources.imdb_dataset_rows import rows, write_dataset

from quizzer import Bank, QuizzerError, SourceError, load_bank
from quizzer.banks.compiled.filing import key_of, mark
from quizzer.facts import AlternateTitle, Film
from quizzer.sources.imdb_dataset import importing, staging
from quizzer.sources.imdb_dataset.dataset_files import TITLE_TYPES, DatasetWishes
from quizzer.sources.imdb_dataset.engine import Engine, statement
from quizzer.sources.imdb_dataset.importing import DatasetReading, import_imdb_dataset

pytest.importorskip("duckdb")


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    """The bank of the hand-written data set."""
    folder = tmp_path_factory.mktemp("imdb")
    import_imdb_dataset(write_dataset(folder), folder / "films.quizzer")
    return load_bank(folder / "films.quizzer")


def imported(folder: Path, wishes: DatasetWishes | None = None) -> tuple[Bank, DatasetReading]:
    reading = import_imdb_dataset(folder, folder / "films.quizzer", wishes)
    return load_bank(folder / "films.quizzer"), reading


def thief(bank: Bank) -> Film:
    (film,) = bank.films_called("The Lighthouse Thief")
    return film


def about(bank: Bank, title: str) -> dict[str, str]:
    """What is asked about a film, and the answers."""
    label = bank.films_called(title)[0].label
    return {one.text: one.key.answer for one in bank.questions if one.film == label and one.key is not None}


def test_films_come_by_their_votes_and_adult_ones_and_series_do_not(bank: Bank) -> None:
    labels = [film.label for film in bank.films]
    assert labels == [
        "The Lighthouse Thief (1987)",
        "Winter Harbour (1994)",
        "Salt (2011)",
        "Salt (2011)",
        "Winter Harbour (2004)",
        "Bread & Roses",
    ]


def test_what_is_told_of_a_film(bank: Bank) -> None:
    film = thief(bank)
    assert (film.original_title, film.year, film.imdb, film.votes, film.runtime) == (
        "Le Voleur de phare",
        1987,
        "tt0000101",
        120000,
        "97 minutes",
    )
    assert film.rating == pytest.approx(7.6)
    assert [(one.actor, one.character) for one in film.cast] == [
        ("Odile Marchetti", "Marthe Quill"),
        ("Per Sandqvist", "Captain Ames / The Stranger"),
        ("Bo Lindh", 'Edgar "Red" Voss'),
    ]
    assert [one.name for one in film.directors] == ["Henrik Vos"]
    assert [one.name for one in film.writers] == ["Clara Ijsbrand"]
    assert [one.name for one in film.composers] == ["Tomás Prado"]
    assert film.best_page == "https://www.imdb.com/title/tt0000101/"


def test_titles_elsewhere_have_the_country_and_the_language_that_are_told(bank: Bank) -> None:
    known = thief(bank).also_known_as
    assert AlternateTitle(title="Der Leuchtturmdieb", country="DE") in known  # imdbDisplay is no kind of title
    assert AlternateTitle(title="Złodziej z latarni", country="PL", language="pl") in known
    assert AlternateTitle(title="Beacon", language="en", type="working") in known  # XWW is no country
    assert AlternateTitle(title="The Thief at Sea") in known
    assert AlternateTitle(title="Fener Hırsızı", country="TR", type="informal title, short title") in known
    # West Germany is Germany; the same row twice is one title; the original one is told already.
    assert [one.title for one in known].count("Der Leuchtturmdieb") == 2
    assert [one.title for one in known].count("灯台の泥棒") == 1
    assert "Le Voleur de phare" not in [one.title for one in known]
    # nine in ten rows tell no language, and a country tells none
    assert {one.language for one in known if one.country == "DE"} == {None}


def test_working_literal_informal_and_transliterated_titles_are_never_asked(bank: Bank) -> None:
    asked = about(bank, "The Lighthouse Thief")
    told = " ".join([*asked, *asked.values()])
    for title in ("Beacon", "Thief of the Light", "Toudai", "Fener"):
        assert title not in told
    assert "Der Leuchtturmdieb" in told
    assert "灯台の泥棒" in told


def test_a_title_that_is_the_same_everywhere_is_not_asked(bank: Bank) -> None:
    categories = {one.category for one in bank.questions if one.film == "Winter Harbour (1994)"}
    assert "alternate_title" not in categories
    assert "director" in categories


def test_films_of_one_title_are_told_apart_by_year_and_of_one_year_by_who_made_them(bank: Bank) -> None:
    assert "Think of “Winter Harbour” (1994). Who directed it?" in about(bank, "Winter Harbour")
    salt = [one for one in bank.questions if one.film == "Salt (2011)"]
    assert salt
    for question in salt:
        assert "directed by" in question.text or question.category == "alternate_title"
        assert "director" not in question.category  # the text would say it
    names = {question.text.partition("directed by ")[2][:10] for question in salt if "directed by" in question.text}
    assert names == {"Jean Sorel", "Una Keane)"}


def test_a_title_that_two_films_have_elsewhere_has_two_answers(bank: Bank) -> None:
    (question, *_) = [one for one in bank.questions if "“Das Salz”" in one.text and "film" in one.text]
    assert question.key is not None
    assert question.key.grade("Salt").correct
    germany = next(one for one in bank.questions if one.id == "tt0000105/released-in/de")
    assert germany.key is not None
    assert germany.key.answer == "Das Salz"


def test_a_novel_is_not_what_its_film_is_written_from_and_four_directors_are_too_many(bank: Bank) -> None:
    categories = {(one.film, one.category) for one in bank.questions}
    assert ("The Lighthouse Thief (1987)", "writer") in categories
    assert ("Winter Harbour (1994)", "writer") not in categories  # the writer wrote the novel
    assert ("Winter Harbour (2004)", "director") not in categories
    assert ("Salt (2011)", "writer") not in categories  # nm0000299 has no name


def test_an_entity_that_lost_its_semicolon_is_read(bank: Bank) -> None:
    assert [film.title for film in bank.films_called("Bread & Roses")] == ["Bread & Roses"]


def test_a_question_about_the_best_known_is_easier(bank: Bank) -> None:
    hard = {one.id: one.difficulty for one in bank.questions}
    assert hard["tt0000101/director"] < hard["tt0000102/director"]
    # Hardly anybody knows this film, but Per Sandqvist is known from another one.
    assert hard["tt0000103/cast/jonas"] == 4


def test_only_what_was_wished_for(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path)
    popular, _ = imported(folder, DatasetWishes(min_votes=1000))
    assert [film.label for film in popular.films] == ["The Lighthouse Thief (1987)", "Winter Harbour (1994)"]
    nineties, _ = imported(folder, DatasetWishes(years=(1990, 1999), types=TITLE_TYPES))
    assert [film.title for film in nineties.films] == ["Harbour Watch", "Winter Harbour", "Harbour Watch: Pilot"]
    german, _ = imported(folder, DatasetWishes(countries=("DE",)))
    assert {one.country for one in thief(german).also_known_as} == {"DE"}
    with pytest.raises(SourceError, match="this file has no title that you asked for"):
        imported(folder, DatasetWishes(years=(1920, 1930)))


def test_all_files_but_one_may_be_missing(tmp_path: Path) -> None:
    bank, reading = imported(write_dataset(tmp_path, *(name for name in COLUMNS if name != "title.basics")))
    assert reading.missing == (
        "title.ratings",
        "title.episode",
        "title.principals",
        "title.crew",
        "name.basics",
        "title.akas",
    )
    assert {one.category for one in bank.questions} == {"year", "alternate_title", "top_gap"}
    assert {one.difficulty for one in bank.questions if one.category == "year"} == {3}  # nobody told how well known
    assert len(bank.draw(2, seed=1)) == 2


def test_without_title_crew_directors_and_writers_are_those_of_title_principals(tmp_path: Path) -> None:
    bank, _ = imported(write_dataset(tmp_path, "title.crew"))
    assert [one.name for one in thief(bank).directors] == ["Henrik Vos"]
    assert [one.name for one in thief(bank).writers] == ["Clara Ijsbrand"]


def test_packed_files_are_read_as_plain_ones(tmp_path: Path, bank: Bank) -> None:
    folder = write_dataset(tmp_path)
    for path in list(folder.glob("*.tsv")):
        (folder / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    packed, _ = imported(folder)
    assert list(packed.films) == list(bank.films)


def test_columns_may_stand_in_another_order_and_some_be_missing(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path)
    table = [line.split("\t") for line in (folder / "title.akas.tsv").read_text("utf-8").splitlines()]
    lines = ["\t".join([row[2], row[0], row[3], "?"]) for row in table]
    lines[0] = "title\ttitleId\tregion\tnew"
    (folder / "title.akas.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    bank, reading = imported(folder)
    assert reading.faults == []
    assert AlternateTitle(title="Der Leuchtturmdieb", country="DE") in thief(bank).also_known_as


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"tt0000101\t12", "2 columns instead of 8; quizzer skips this line"),
        (b"tt0000101\t12\tA\tB\tC\tD\tE\tF\tG", "9 columns instead of 8; quizzer skips this line"),
        (b"tt0000101\t12\tM\xfcnchen\tDE\t\\N\t\\N\t\\N\t0", "not UTF-8 at byte 15; quizzer skips this line"),
        (b"tt0000101\t12\t" + b"x" * 1_000_000 + b"\tDE\t\\N\t\\N\t\\N\t0", "longer than 200,000 bytes"),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_read(tmp_path: Path, line: bytes, said: str) -> None:
    folder = write_dataset(tmp_path)
    akas = folder / "title.akas.tsv"
    first, *rest = akas.read_bytes().splitlines(keepends=True)
    akas.write_bytes(first + b"".join(rest[:4]) + line + b"\n" + b"".join(rest[4:]))
    bank, reading = imported(folder)
    (fault,) = reading.faults
    assert (fault.file, fault.line) == (str(akas), 6)
    assert said in fault.message
    assert len(thief(bank).also_known_as) == 10


def test_many_bad_lines_are_counted(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, title_akas=["bad"] * 1000)
    _, reading = imported(folder)
    assert [fault.line for fault in reading.faults] == [19, 20, 21, 22, 23, None]
    assert reading.faults[-1].message == "995 more such faults"


def test_line_ends_may_be_mixed(tmp_path: Path, bank: Bank) -> None:
    folder = write_dataset(tmp_path)
    for path in folder.glob("*.tsv"):
        lines = path.read_bytes().split(b"\n")
        path.write_bytes(b"\r\n".join(lines[:3]) + b"\n" + b"\n".join(lines[3:6]) + b"\r\n" + b"\r".join(lines[6:]))
    mixed, reading = imported(folder)
    assert reading.faults == []
    assert list(mixed.films) == list(bank.films)


def test_of_a_packed_file_that_breaks_off_the_rest_is_read(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path)
    akas = folder / "title.akas.tsv"
    places = range(2, 5000)
    more = [f"tt0000104\t{place}\tTitle {place * 7919 % 10007}\tFR\t\\N\t\\N\t\\N\t0\n" for place in places]
    whole = gzip.compress(akas.read_bytes() + "".join(more).encode())
    akas.unlink()
    (folder / "title.akas.tsv.gz").write_bytes(whole[: len(whole) * 2 // 3])
    bank, reading = imported(folder)
    (fault,) = reading.faults
    assert fault.file.endswith("title.akas.tsv.gz")
    assert fault.line is not None
    assert f"quizzer reads the {fault.line - 2:,} rows before it" in fault.message
    assert reading.rows["alternate titles"] > 2000
    assert len(thief(bank).also_known_as) == 10


def test_a_file_that_changes_while_it_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_dataset(tmp_path)
    fill = staging.Staging._fill

    def meanwhile(self: staging.Staging, made: str, name: str) -> None:
        fill(self, made, name)
        if name == "title.akas":
            with (folder / "title.akas.tsv").open("a") as file:
                file.write("tt0000102\t9\tLate\tDE\t\\N\t\\N\t\\N\t0\n")

    monkeypatch.setattr(staging.Staging, "_fill", meanwhile)
    bank, reading = imported(folder)
    assert [str(fault) for fault in reading.faults] == [
        f"{folder / 'title.akas.tsv'}: this file changed while quizzer read it; import it again"
    ]
    assert len(bank.films) == 6


def test_a_column_that_nobody_asks_for_may_be_called_anything(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, "title.ratings")
    ratings = "tconst\tnumVotes\t\tTCONST\t'; DROP\ntt0000102\t5000\tx\ty\tz\n"
    (folder / "title.ratings.tsv").write_text(ratings, encoding="utf-8")
    bank, reading = imported(folder)
    assert reading.faults == []
    assert bank.films[0].votes == 5000


def test_wrong_columns_are_told(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path)
    (folder / "title.crew.tsv").write_text("tconst\tdirector\nx\ty\n", encoding="utf-8")
    _, reading = imported(folder)
    (fault,) = reading.faults
    assert str(fault) == (
        f"{folder / 'title.crew.tsv'}:1: wrong columns: missing directors, writers; this file has tconst, director"
    )
    (folder / "title.basics.tsv").write_text("", encoding="utf-8")
    with pytest.raises(SourceError, match=r"title\.basics\.tsv:1: this file is empty"):
        imported(folder)
    (folder / "title.basics.tsv").write_bytes(b"\x1f\x8b\x08\x00nonsense")
    with pytest.raises(SourceError, match=r"title\.basics\.tsv:1: this is not text in UTF-8"):
        imported(folder)
    with pytest.raises(SourceError, match="there is no such folder"):
        import_imdb_dataset(tmp_path / "nowhere", tmp_path / "films.quizzer")


def test_rows_of_nonsense_do_no_harm(tmp_path: Path) -> None:
    folder = write_dataset(
        tmp_path,
        title_basics=["tt\tmovie\tA\tA\t0\t\\N\t\\N\t\\N\t\\N", "tt0000101\tmovie\tTwin\tTwin\t0\t1987\t\\N\t\\N\t\\N"],
        title_ratings=["tt0000101\tx\t-5", "tt0000102\t6.0\t77", "\\N\t\\N\t\\N"],
        title_principals=["tt0000101\tx\tnm-1\tactor\t\\N\t{]", "tt0000101\t1\tnm0000204\tactor\t\\N\t[1,2]"],
        title_crew=["tt0000102\tnm1,,nm\tnobody", "tt0000101\t\\N\t\\N"],
        name_basics=["nm\t\t\\N\t\\N\t\\N\t\\N", "nm0000201\tOther Name\t\\N\t\\N\t\\N\t\\N"],
        title_akas=["tt0000101\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N", "tt0000101\t-1\tX\tQQ\tqq\t\x02\t\x02\t9"],
    )
    bank, reading = imported(folder)
    assert reading.faults == []
    assert len(bank.films) == 6
    assert len(list(bank.questions)) > 20


def test_an_import_that_is_interrupted_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_dataset(tmp_path / "imdb")
    target = tmp_path / "films.quizzer"
    import_imdb_dataset(folder, target)
    before = target.read_bytes()

    def interrupt(engine: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "_names", interrupt)
    with pytest.raises(KeyboardInterrupt):
        import_imdb_dataset(folder, target)
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["films.quizzer", "imdb"]


def test_no_other_file_is_replaced(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path)
    (tmp_path / "bank.yaml").write_text("title: mine", encoding="utf-8")
    with pytest.raises(QuizzerError, match=r"bank\.yaml: this file is no compiled bank, and would be lost"):
        import_imdb_dataset(folder, tmp_path / "bank.yaml")
    with pytest.raises(QuizzerError, match="there is no such folder"):
        import_imdb_dataset(folder, tmp_path / "nowhere" / "films.quizzer")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = Engine(tmp_path_factory.mktemp("engine"))
    engine.run(statement("macros"))
    return engine


@given(st.lists(st.text(min_size=1, max_size=30).filter(lambda text: "\0" not in text and text.isprintable())))
def test_the_database_finds_titles_under_the_marks_of_python(engine: Engine, titles: list[str]) -> None:
    titles = [*titles, "The Thing", "A. I.", "Tom & Jerry", "İstanbul", "Ὀδυσσεύς", "千と千尋", "!!!", "ßtraße"]
    engine.run("CREATE OR REPLACE TABLE listed AS SELECT unnest(?::VARCHAR[]) AS title", values=[titles])
    marked = dict(engine.rows("SELECT title, _mark(title) FROM listed"))
    assert marked == {title: mark("title", key_of(title)) for title in titles}


def test_real_rows_make_a_bank(tmp_path: Path) -> None:
    folder = SHARED / "imdb-sample"
    if not folder.is_dir():
        pytest.skip(f"no real rows in {folder}")
    reading = import_imdb_dataset(folder, tmp_path / "films.quizzer", DatasetWishes(types=TITLE_TYPES))
    assert (reading.films, reading.faults, reading.missing) == (75, [], ())
    bank = load_bank(tmp_path / "films.quizzer")
    questions = list(bank.questions)
    assert len(questions) == len({one.id for one in questions}) > 300
    assert bank.find([questions[7].id])[0].text == questions[7].text
    assert any(one.category == "director" and "“Wrath”" in one.text for one in questions)


def test_every_file_of_the_data_set_has_its_fixture() -> None:
    assert all(len(rows(name)[0].split("\t")) == len(header.split()) for name, header in COLUMNS.items())


@pytest.mark.parametrize("name", ["title.akas", "name.basics"])
def test_a_packed_file_that_unpacks_to_far_more_than_it_is_is_left_out(tmp_path: Path, name: str) -> None:
    write_dataset(tmp_path)
    (tmp_path / f"{name}.tsv").unlink(missing_ok=True)
    row = "\t".join(["x"] * len(COLUMNS[name].split())) + "\n"
    header = "\t".join(COLUMNS[name].split()) + "\n"
    # Two packed parts, one behind the other, are one file; the size that its end tells is that of the last.
    packed = (
        gzip.compress(header.encode()) + gzip.compress(row.encode() * (20_000_000 // len(row))) + gzip.compress(b"")
    )
    (tmp_path / f"{name}.tsv.gz").write_bytes(packed)
    bank, reading = imported(tmp_path)
    assert [str(fault) for fault in reading.faults] == [
        f"{tmp_path / name}.tsv.gz: this file grows more than 250 times when unpacked; get it again from its publisher"
    ]
    assert thief(bank).year == 1987
    assert name not in reading.missing


def test_nothing_is_made_of_titles_that_unpack_to_far_more(tmp_path: Path) -> None:
    header = "\t".join(COLUMNS["title.basics"].split()) + "\n"
    (tmp_path / "title.basics.tsv.gz").write_bytes(gzip.compress(header.encode() + b"\n" * 20_000_000))
    with pytest.raises(SourceError, match=r"basics\.tsv\.gz: this file grows more than 250 times"):
        imported(tmp_path)
    assert not (tmp_path / "films.quizzer").exists()
