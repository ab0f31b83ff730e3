"""A bank is written as a person would have written it, and read back as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizzer.bank_files.file_format import QuestionEntry
from quizzer.bank_files.reader import read_bank_text
from quizzer.bank_files.yaml_writer import write_bank
from quizzer.facts import AlternateTitle, BoxOffice, CastMember, Credit, Film, Gap, Song

FILM = Film(
    title="Tide: The Return",
    year=1995,
    also_known_as=(AlternateTitle(title="Прилив"), AlternateTitle(title="Flut", language="de")),
    cast=(CastMember(actor="Ann Bee", character="Rose", credited_as="A. Bee"),),
    soundtrack=(
        Song(song="No", music=(Credit(name="Cy Dee"),), performer=(Credit(name="E. Eff", credited_as="Eff"),)),
    ),
    quotes=("Rose: Yes.\nTom: No.",),
    rating=7.5,
    votes=73_000,
    box_office=BoxOffice(budget="$18,000,000", budget_estimated=True),
    gaps=(Gap(asks="release title", country="IN", language="en"),),
)


def test_the_file_is_one_that_a_person_would_have_liked_to_write() -> None:
    assert write_bank([FILM], title="1995") == (
        "format: 1\n"
        "title: 1995\n"
        "films:\n"
        '  - title: "Tide: The Return"\n'
        "    year: 1995\n"
        "    also_known_as:\n"
        "      - Прилив\n"
        "      - {title: Flut, language: de}\n"
        "    cast:\n"
        "      - {actor: Ann Bee, character: Rose, credited_as: A. Bee}\n"
        "    soundtrack:\n"
        "      - song: No\n"
        "        music: Cy Dee\n"
        "        performer: {name: E. Eff, credited_as: Eff}\n"
        "    quotes:\n"
        "      - |-\n"
        "        Rose: Yes.\n"
        "        Tom: No.\n"
        "    rating: 7.5\n"
        "    votes: 73000\n"
        '    box_office: {budget: "$18,000,000", budget_estimated: yes}\n'
        "    gaps:\n"
        "      - {asks: release title, country: IN, language: en}\n"
    )


TEXTS = (
    st.text(min_size=1, max_size=40)
    .map(lambda text: " ".join("".join(c for c in text if c.isprintable()).split()))
    .filter(bool)
)
SENTENCES = st.lists(TEXTS, min_size=1, max_size=30).map(" ".join)
CREDITS = st.lists(st.builds(Credit, name=TEXTS), max_size=2).map(tuple)
FILMS = st.builds(
    Film,
    title=TEXTS,
    year=st.none() | st.integers(1900, 2030),
    plot=st.none() | SENTENCES,
    also_known_as=st.lists(st.builds(AlternateTitle, title=TEXTS, language=st.none() | TEXTS), max_size=3).map(tuple),
    cast=st.lists(st.builds(CastMember, actor=TEXTS, character=st.none() | TEXTS), max_size=3).map(tuple),
    soundtrack=st.lists(st.builds(Song, song=TEXTS, music=CREDITS), max_size=2).map(tuple),
    trivia=st.lists(SENTENCES, max_size=3).map(tuple),
    quotes=st.lists(st.lists(TEXTS, min_size=2, max_size=3).map("\n".join), max_size=2).map(tuple),
    aliases=st.dictionaries(
        TEXTS | st.sampled_from(["name", "title"]), st.lists(TEXTS, min_size=1, max_size=2).map(tuple), max_size=2
    ),
    rating=st.none() | st.floats(0, 10).map(lambda number: round(number, 1)),
)  # fmt: skip


@given(st.lists(FILMS, min_size=1, max_size=3), TEXTS)
def test_what_is_written_is_read_back_as_it_was(films: list[Film], title: str) -> None:
    reading = read_bank_text(write_bank(films, title=title))
    assert reading.faults == []
    assert reading.bank is not None
    assert list(reading.bank.films) == films
    assert reading.bank.title == title


QUESTION = QuestionEntry(
    ask="Who composed it?",
    answer=(("Angelo Badalamenti",),),
    accept=("A. Badalamenti",),
    reject={"Badalucco": "That's an actor."},
    prompt={"Angelo": ""},
    kind="person",
    category="composer",
    difficulty=2,
    draft=True,
)


def test_a_question_is_written_in_its_short_forms() -> None:
    text = write_bank(title="Seas", author="Ann Bee", questions=[QUESTION], schema="bank.schema.json")
    assert text == (
        "# yaml-language-server: $schema=bank.schema.json\n"
        "format: 1\n"
        "title: Seas\n"
        "author: Ann Bee\n"
        "questions:\n"
        "  - ask: Who composed it?\n"
        "    answer: Angelo Badalamenti\n"
        "    accept: A. Badalamenti\n"
        "    reject: {Badalucco: That's an actor.}\n"
        "    prompt: Angelo\n"
        "    kind: person\n"
        "    category: composer\n"
        "    difficulty: 2\n"
        "    draft: yes\n"
    )


OTHER = QuestionEntry(
    ask="Which sisters keep the gang of young thieves?",
    answer=(("The Octopus", "La Pieuvre"),),
    reject={"Squid": "So close!", "Crab": ""},
    choices=("The Octopus", "No", "1995", "🦑"),
    hints=("It has eight arms, and squirts ink when it is cross, which happens whenever anybody names it", "8"),
    spoiler=True,
)


def test_hand_written_questions_stand_below_the_films() -> None:
    text = write_bank([Film(title="Tide")], title="Sea", license="CC0-1.0", questions=[OTHER])
    assert text == (
        "format: 1\n"
        "title: Sea\n"
        "license: CC0-1.0\n"
        "films:\n"
        "  - {title: Tide}\n"
        "questions:\n"
        "  - ask: Which sisters keep the gang of young thieves?\n"
        "    answer: [[The Octopus, La Pieuvre]]\n"
        '    reject: {Squid: So close!, Crab: ""}\n'
        "    choices: [The Octopus, No, 1995, 🦑]\n"
        "    hints:\n"
        "      - It has eight arms, and squirts ink when it is cross, which happens whenever anybody names it\n"
        "      - 8\n"
        "    spoiler: yes\n"
    )


# Whatever a file of another program may hold, except what is blank.
ANYTHING = st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip()))
MARKS = st.text("-:#'\"\\[]{}|>&*!%@`,? \nU😀é", min_size=1, max_size=20).filter(lambda text: bool(text.strip()))
ANY_TEXT = ANYTHING | MARKS | SENTENCES
ANY_TEXTS = st.lists(ANY_TEXT, max_size=3).map(tuple)
WITH_WORDS = st.dictionaries(ANY_TEXT, st.just("") | ANY_TEXT, max_size=3)
QUESTIONS = st.builds(
    QuestionEntry,
    ask=ANY_TEXT,
    answer=st.lists(st.lists(ANY_TEXT, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple),
    id=st.none() | ANY_TEXT,
    accept=ANY_TEXTS,
    reject=WITH_WORDS,
    prompt=WITH_WORDS,
    kind=st.none() | st.sampled_from(["person", "list"]),
    category=st.just("general") | ANY_TEXT,
    difficulty=st.integers(1, 5),
    choices=ANY_TEXTS,
    need=st.none() | st.integers(1, 3),
    hints=ANY_TEXTS,
    explain=st.just("") | ANY_TEXT,
    spoiler=st.booleans(),
)


@given(st.lists(QUESTIONS, min_size=1, max_size=3), ANY_TEXT)
def test_questions_are_read_back_as_they_were(questions: list[QuestionEntry], title: str) -> None:
    reading = read_bank_text(write_bank(title=title, questions=questions))
    assert reading.faults == []
    assert reading.bank is not None
    assert list(reading.bank.questions) == questions
