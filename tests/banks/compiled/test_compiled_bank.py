"""A compiled bank is asked like any other, and never read whole."""

from __future__ import annotations

import pickle
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random

import msgspec
import pytest
import read_once
from compiled_banks import write_compiled_bank
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from quizzer import AnswerKey, Bank, BankError, Question, QuizzerError, Rules, Session, load_bank
from quizzer.banks import check_bank
from quizzer.banks.compiled import CompiledStore
from quizzer.banks.compiled.film_chooser import _nth_bit
from quizzer.banks.joined import JoinedStore
from quizzer.facts import AlternateTitle, Award, CastMember, Credit, Film, Song, Work
from quizzer.grading.forms import same_words
from quizzer.session import Answer, Join, Next, Start

MANY = 300


def many_films() -> list[Film]:
    """Made-up films, from a million votes down to none, each with a director, a cast, and a title elsewhere."""
    chance = Random(5).random
    words = "lamp river stone glass winter oak copper moon harbour violet paper storm".split()

    def word() -> str:
        return words[int(chance() * len(words))].capitalize()

    def person() -> str:
        return f"{word()}a {word()}berg"

    return [
        Film(
            title=f"{word()} {word()} {number}",
            year=1920 + number % 100,
            imdb=f"tt{1000 + number:07d}",
            votes=int(1_000_000 * 0.95**number),
            directors=(Credit(name=person()),),
            composers=(Credit(name=person()),) if number % 50 == 0 else (),
            cast=tuple(CastMember(actor=person(), character=f"{word()} {part}{number}") for part in "xyz"),
            also_known_as=(AlternateTitle(title=f"Der {word()}mann {number}x", country="DE"),),
        )
        for number in range(MANY)
    ]


@pytest.fixture(scope="module")
def films() -> list[Film]:
    return many_films()


@pytest.fixture(scope="module")
def bank(films: list[Film], tmp_path_factory: pytest.TempPathFactory) -> Bank:
    path = tmp_path_factory.mktemp("compiled") / "many.quizzer"
    write_compiled_bank(path, films, title="Many films", license="CC0-1.0")
    loaded = load_bank(path)
    assert isinstance(loaded.store, CompiledStore)
    return loaded


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bank, Bank]:
    """The films of the shipped banks, as they come and compiled."""
    whole = read_once.shipped()
    path = tmp_path_factory.mktemp("shipped") / "shipped.quizzer"
    write_compiled_bank(path, whole.films)
    return whole, load_bank(path)


def path_of(bank: Bank) -> str:
    assert isinstance(bank.store, CompiledStore)
    return bank.store.file.path


def test_it_has_what_a_bank_has(bank: Bank, films: list[Film]) -> None:
    assert (bank.title, bank.license) == ("Many films", "CC0-1.0")
    assert list(bank.films) == films  # they came by their votes
    assert bank.films[-1] == films[-1]
    assert bank.films[2:4] == films[2:4]
    questions = list(bank.questions)
    assert len(questions) == len(bank.questions) == len({question.id for question in questions})
    assert Counter(question.category for question in questions) == bank.categories
    assert bank.questions[3].id == questions[3].id
    assert bank.by_id[questions[9].id].text == questions[9].text
    assert "tt0000001/director" not in bank.by_id
    assert bank.by_id.get("tt0001001/nothing") is None


def test_its_questions_are_those_of_the_films(shipped: tuple[Bank, Bank]) -> None:
    whole, compiled = shipped

    def asked(bank: Bank) -> Counter[tuple[str | None, str, str | None]]:
        made = (question for question in bank.questions if question.facts)
        return Counter((one.film, one.category, one.key.answer if one.key else None) for one in made)

    assert asked(compiled) == asked(whole)


def test_a_draw_is_the_same_each_time_and_another_for_each_seed(bank: Bank) -> None:
    drawn = [question.id for question in bank.draw(20, seed=7)]
    assert len(set(drawn)) == 20
    assert [question.id for question in load_bank(path_of(bank)).draw(20, seed=7)] == drawn
    assert [question.id for question in bank.draw(20, seed=8)] != drawn
    assert [question.text for question in bank.find(drawn)] == [bank.by_id[one].text for one in drawn]


def test_the_draw_of_a_seed_is_what_it_was(bank: Bank) -> None:
    """On every Python, and from every version of quizzer that does not say otherwise."""
    assert [question.id for question in bank.draw(5, seed=1)] == GOLDEN


GOLDEN = [
    "tt0001044/cast/oak-z44",
    "tt0001177/director",
    "tt0001058/character/lampa-oakberg",
    "tt0001050/composer",
    "tt0001100/composer",
]


@pytest.mark.parametrize("difficulty", [1, 2, 3, 4, 5])
def test_a_draw_is_as_hard_as_wished(bank: Bank, difficulty: int) -> None:
    drawn = bank.draw(10, seed=3, difficulty=difficulty)
    assert len(drawn) == 10
    assert sum(abs(question.difficulty - difficulty) for question in drawn) <= 3


def test_a_game_is_about_ten_films_and_at_most_two_titles_abroad(bank: Bank, tmp_path: Path, films: list[Film]) -> None:
    write_compiled_bank(
        tmp_path / "bare.quizzer", [msgspec.structs.replace(one, cast=(), directors=()) for one in films]
    )
    for asked in (bank, load_bank(tmp_path / "bare.quizzer")):
        for seed in range(40):
            drawn = asked.draw(10, seed=seed)
            assert len({one.film for one in drawn}) == 10
            assert sum(one.category in ("alternate_title", "top_gap") for one in drawn) <= 2


def test_a_title_in_a_foreign_language_is_hard_and_says_which_it_is(tmp_path: Path) -> None:
    titles = (
        AlternateTitle(title="La route du sel", country="CA", language="fr"),
        AlternateTitle(title="Druskos kelias", country="LT"),
        AlternateTitle(title="The Old Lorry", country="GB"),
        AlternateTitle(title="Couples Lorry", language="en"),
    )
    film = Film(title="Salt Road", year=2017, imdb="tt9000001", votes=500_000, also_known_as=titles)
    write_compiled_bank(tmp_path / "one.quizzer", [film])
    asked = {one.key.answer: one for one in load_bank(tmp_path / "one.quizzer").questions if one.key}
    assert "in Canada in French" in asked["La route du sel"].text
    assert "Couples Lorry" not in asked
    assert asked["La route du sel"].difficulty == asked["Druskos kelias"].difficulty > asked["The Old Lorry"].difficulty


def test_a_draw_goes_up_in_steps(bank: Bank) -> None:
    assert [question.difficulty for question in bank.draw(5, seed=5, difficulty=[1, 2, 3, 4, 5])] == [1, 2, 3, 4, 5]


def test_a_draw_keeps_to_categories_films_and_quotas(bank: Bank, films: list[Film]) -> None:
    assert {question.category for question in bank.draw(12, seed=1, categories=["director", "year"])} == {
        "director",
        "year",
    }
    title = films[40].title
    about = bank.draw(5, seed=1, films=[title.upper()])
    assert {question.film for question in about} == {films[40].label}
    drawn = Counter(question.category for question in bank.draw(10, seed=2, quotas={"year": 3, "director": 0}))
    assert drawn["year"] == 3
    assert drawn["director"] == 0
    assert bank.draw(10, seed=2, categories=["no such category"]) == []
    assert bank.draw(10, seed=2, films=["No Such Film"]) == []
    assert bank.draw(0, seed=2) == []


def test_what_was_seen_comes_back_last_and_what_is_rare_is_found(bank: Bank) -> None:
    seen: list[str] = []
    for _ in range(3):
        drawn = bank.draw(2, seed=9, categories=["composer"], seen=seen)
        assert len(drawn) == 2
        seen += [question.id for question in drawn]
    assert len(set(seen)) == 6  # all that there are: one film in fifty has a composer
    assert bank.draw(2, seed=9, categories=["composer"], seen=seen) == []
    assert bank.draw(2, seed=9, categories=["composer"], never=seen[:4])[0].id in seen[4:]


def test_facts_do_not_come_twice(bank: Bank) -> None:
    drawn = bank.draw(40, seed=11)
    facts = [fact for question in drawn for fact in question.facts]
    assert len(facts) == len(set(facts))
    more = bank.draw(40, seed=11, beside=drawn)
    assert not {fact for question in more for fact in question.facts} & set(facts)


def test_a_game_is_gone_on_with(bank: Bank) -> None:
    session = Session(bank.draw(3, seed=7), Rules.preset("classic", questions=3), seed=7, canon=bank.canon)
    session.apply(Join("ada"), at=0.0)
    session.apply(Start(), at=0.0)
    session.apply(Answer("ada", "nobody"), at=1.0)
    session.apply(Next(), at=2.0)
    again = load_bank(path_of(bank))
    restored = Session.restore(session.snapshot(), again.questions, canon=again.canon)
    assert restored.view("ada") == session.view("ada")


def test_films_are_called_by_any_title_and_found_by_what_is_nearly_one(bank: Bank, films: list[Film]) -> None:
    assert bank.films_called(films[7].also_known_as[0].title.lower()) == [films[7]]
    assert bank.films_called("Nothing") == []
    assert bank.title_like("Moon Harbuor 0") == "Moon Harbour 0"
    assert bank.title_like("Nothing like that") is None
    begun = bank.titles_beginning("LAMP R")
    assert begun
    assert all(title.startswith("Lamp R") for title in begun)


def test_namesakes_are_told_apart_or_not_asked(tmp_path: Path) -> None:
    def salt(imdb: str, year: int | None, **facts: object) -> Film:
        return Film(title="Salt", year=year, imdb=imdb, votes=100, composers=(Credit(name="Ada Byrd"),), **facts)  # type: ignore[arg-type]

    films = [
        salt("tt1", 1990),
        salt("tt2", 2001, directors=(Credit(name="Una Keane"),)),
        salt("tt3", 2001, directors=(Credit(name="Jean Sorel"),)),
        salt("tt4", 2010),
        salt("tt5", 2010),
        salt("tt6", None),
    ]
    write_compiled_bank(tmp_path / "salt.quizzer", films)
    asked = [one for one in load_bank(tmp_path / "salt.quizzer").questions if one.kind == "person"]
    called = {question.text.partition("“Salt” ")[2].rstrip("?.") for question in asked}
    # One of them could be of any year: only who directed a film tells it.
    assert called == {"(2001, directed by Una Keane)", "(2001, directed by Jean Sorel)"}


def test_a_song_of_two_films_has_two_answers(tmp_path: Path) -> None:
    song = Song(song="Blue Kettle", writer=(Credit(name="Ada Byrd"),), performer=(Credit(name="The Larks"),))
    films = [
        Film(title="Winter Harbour", year=1994, soundtrack=(song,)),
        Film(title="Night Ferry", year=1999, soundtrack=(song,)),
    ]
    write_compiled_bank(tmp_path / "songs.quizzer", films)
    bank = load_bank(tmp_path / "songs.quizzer")
    asked = [question for question in bank.questions if "/film-of-song/" in question.id]
    assert len(asked) == 2
    for question in asked:
        assert question.key is not None
        assert question.key.grade("Winter Harbour").correct
        assert question.key.grade("Night Ferry").correct
    assert bank.find([asked[0].id])[0].text == asked[0].text  # a film without a number is found by its name


def test_the_canon_finds_every_name_and_its_neighbours(shipped: tuple[Bank, Bank]) -> None:
    whole, compiled = shipped
    names = [name for name in compiled.canon if name.kind in ("title", "person")]
    assert {(name.text, name.kind) for name in names} == {
        (name.text, name.kind) for name in Bank(films=whole.films).canon if name.kind in ("title", "person")
    }
    for name in names:
        tight = same_words(name.text).tight
        assert name in [compiled.canon.name(place) for place in compiled.canon.places(tight)]
        if len(tight) > 5:
            near = compiled.canon.near(tight[:2] + tight[3:], 1)
            assert (1, tight) in near
    assert {compiled.canon.name(place).text for place in compiled.canon.sharing("kurosawa")} == {"Akira Kurosawa"}
    assert compiled.canon.count("person") == sum(name.kind == "person" for name in names)
    assert compiled.canon.count("character") == 0
    assert len(list(pickle.loads(pickle.dumps(compiled.canon)))) == len(compiled.canon)


def test_another_film_of_the_bank_is_no_slip(tmp_path: Path) -> None:
    films = [
        Film(title="Alien", year=1979, votes=900_000),
        Film(title="Aliens", year=1986, votes=700_000),
        Film(title="Allien", year=2011, votes=30),
        *many_films(),
    ]
    write_compiled_bank(tmp_path / "aliens.quizzer", films)
    canon = load_bank(tmp_path / "aliens.quizzer").canon
    key = AnswerKey("Aliens", kind="title")
    assert not key.grade("Alien", canon).correct  # another film
    assert key.grade("Alienss", canon).correct  # a slip
    assert AnswerKey("Alien", kind="title").grade("Allien", canon).correct  # few know that other film


@pytest.mark.parametrize("damage", ["cut", "header", "other", "version", "nothing", "films", "about"])
def test_a_damaged_file_is_told(bank: Bank, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "damaged.quizzer"
    data = Path(path_of(bank)).read_bytes()
    if damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif damage == "header":
        path.write_bytes(data[:100] + bytes(5000) + data[5100:])
    elif damage == "nothing":
        path.write_bytes(data[:16])
    elif damage == "other":
        with closing(sqlite3.connect(path)) as database:
            database.executescript("CREATE TABLE other(a)")
    else:
        path.write_bytes(data)
        change = {
            "version": "PRAGMA user_version = 99",
            "films": "DELETE FROM films WHERE rank > 5",
            "about": "UPDATE about SET told = '{'",
        }
        database = sqlite3.connect(path)
        database.execute(change[damage])
        database.commit()
        database.close()
    faults = check_bank(path)
    assert faults
    assert all(fault.severity == "error" for fault in faults)
    if damage != "films":
        with pytest.raises(BankError, match=r"make it again|not a bank that quizzer made") as raised:
            list(load_bank(path).questions)
        assert str(raised.value).startswith(f"{path}")


def test_a_good_file_has_no_fault(bank: Bank) -> None:
    assert check_bank(path_of(bank)) == []


def test_a_bank_without_questions_is_at_fault(tmp_path: Path) -> None:
    write_compiled_bank(tmp_path / "empty.quizzer", [Film(title="Nothing Known")])
    assert [fault.message for fault in check_bank(tmp_path / "empty.quizzer")] == [
        "nothing can be asked here: the bank needs films with facts"
    ]
    assert load_bank(tmp_path / "empty.quizzer").draw(5, seed=1) == []


def test_a_bank_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path, films: list[Film]) -> None:
    with pytest.raises(QuizzerError, match="there is no such folder"):
        write_compiled_bank(tmp_path / "nowhere" / "films.quizzer", films[:3])
    with pytest.raises(QuizzerError, match="this is a folder"):
        write_compiled_bank(tmp_path, films[:3])
    assert list(tmp_path.iterdir()) == []


def test_a_compiled_bank_and_others_are_one(bank: Bank) -> None:
    yaml = ROOT / "question_banks" / "city_of_lost_children.yaml"
    joined = load_bank(path_of(bank), yaml)
    assert isinstance(joined.store, JoinedStore)
    assert joined.title == "Many films, The City of Lost Children"
    assert len(joined.films) == MANY + 1
    assert joined.films[-1].title == "The City of Lost Children"
    other = load_bank(yaml)
    assert joined.categories["director"] == bank.categories["director"] + other.categories["director"]
    drawn = joined.draw(20, seed=1)
    assert len(drawn) == 20
    assert {question.id for question in drawn} & set(other.by_id)
    assert [question.id for question in joined.find([*(one.id for one in drawn), "none"])] == [one.id for one in drawn]
    assert [film.title for film in joined.films_called("la cité des enfants perdus")] == ["The City of Lost Children"]
    for canon in (bank.canon, other.canon):
        for name in list(canon)[:50]:
            if name.kind in ("title", "person"):
                places = joined.canon.places(same_words(name.text).tight)
                assert name in [joined.canon.name(place) for place in places]
    assert joined.canon.near("thecityoflostchildre", 3) or joined.canon.near("cityoflostchildre", 3)
    assert joined.title_like("The Citty of Lost Children") == "The City of Lost Children"
    assert joined.draw(3, seed=1, films=["The City of Lost Children"])[0].film == "The City of Lost Children (1995)"


def test_of_two_banks_with_one_id_the_first_is_asked(tmp_path: Path) -> None:
    write_compiled_bank(tmp_path / "tide.quizzer", [Film(title="Tide", year=2001, directors=(Credit(name="Ann Bee"),))])
    compiled = load_bank(tmp_path / "tide.quizzer")
    (same,) = [one.id for one in compiled.questions if one.category == "director"]
    mine = Question(id=same, text="Who made Tide?", key=AnswerKey("Ann Bee"), category="director")
    other = Question(id="other", text="Who sank?", key=AnswerKey("Bo Cee"), category="director")
    yaml = Bank(questions=[mine, other])
    for first, second in ((compiled, yaml), (yaml, compiled)):
        joined = Bank(store=JoinedStore([first.store, second.store]))
        assert joined.by_id[same].text == first.by_id[same].text
        assert joined.find([same])[0].text == first.by_id[same].text
        drawn = {one.id: one.text for one in joined.draw(9, seed=1, categories=["director"])}
        assert drawn == {same: first.by_id[same].text, "other": "Who sank?"}
        assert joined.by_id["other"] is other
        assert [*joined.by_id] == [*first.by_id, *second.by_id]


def test_the_names_of_joined_banks_come_nearest_first() -> None:
    def called(*titles: str) -> Bank:
        return Bank(films=[Film(title=title) for title in titles])

    nights, lights = called("Winter Nights", "Winter Lamps", "Winter Fights"), called("Winter Light", "Winter Sights")
    one_away = ["winterfights", "winterlight", "winternights", "wintersights"]
    for banks in ((nights, lights), (lights, nights)):
        canon = Bank(store=JoinedStore([bank.store for bank in banks])).canon
        assert canon.near("winterlights", 4) == [*((1, title) for title in one_away), (4, "winterlamps")]


def test_every_question_is_found_by_its_id(shipped: tuple[Bank, Bank]) -> None:
    _, compiled = shipped
    for question in list(compiled.questions)[::11]:
        found = compiled.by_id[question.id]
        assert (found.text, found.origin, found.difficulty) == (question.text, question.origin, question.difficulty)


@given(st.sets(st.integers(0, 8191), min_size=1, max_size=300), st.data())
def test_a_bit_is_found_by_its_number(places: set[int], data: st.DataObject) -> None:
    bits = sum(1 << place for place in places)
    number = data.draw(st.integers(0, len(places) - 1))
    assert _nth_bit(bits, number) == sorted(places)[number]


def test_a_bank_from_before_awards_and_works_had_keys_still_tells_its_films(tmp_path: Path) -> None:
    path = tmp_path / "salt.quizzer"
    write_compiled_bank(path, [Film(title="Salt", awards=(Award(award="Golden Gull"),), based_on=(Work(title="Ebb"),))])
    with closing(sqlite3.connect(path)) as database:
        old = '{"title":"Salt","awards":["Golden Gull"],"based_on":["Ebb"],"sources":["https://ebb.example"]}'
        database.execute("UPDATE films SET record = ?", [old])
        database.commit()
    bank = load_bank(path)
    assert bank.films[0].awards == (Award(award="Golden Gull"),)
    assert bank.films[0].best_page == "https://ebb.example"
    assert [question.key.answer for question in bank.questions if question.key] == ["Ebb"]
