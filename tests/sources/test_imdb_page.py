"""A saved title page becomes a film: every fact once, and nothing that the page does not say."""

from pathlib import Path

import msgspec
import pytest

from quizzer import SourceError
from quizzer.facts import AlternateTitle, Award, BoxOffice, CastMember, Credit, Film, Gap, Release, Song
from quizzer.sources.imdb_page import read_imdb_page
from quizzer.sources.imdb_page.page_sections import Fate


@pytest.fixture
def page(fixtures: Path) -> str:
    return (fixtures / "lighthouse_thief.txt").read_text(encoding="utf-8")


LIGHTHOUSE_THIEF = Film(
    title="The Lighthouse Thief",
    year=1987,
    also_known_as=(AlternateTitle(title="Der Dieb vom Leuchtturm"),),
    plot="A thief who steals the lamp of a lighthouse has to take the place of its beam.",
    cast=(
        CastMember(actor="Ines Moreau", character="Agathe", credited_as="Inès Moreau"),
        CastMember(actor="Tobias Lund", character="Townsman"),
        CastMember(actor="Paolo Ferri", character="The Keeper / The Keeper's Brother"),
    ),
    directors=(Credit(name="Henrik Vos"),),
    soundtrack=(
        Song(
            song="Turn, Turn, My Love",
            writer=(Credit(name="Lena Sørby"), Credit(name="Marc Duval")),
            performer=(Credit(name="Ines Moreau", credited_as="Inès Moreau"),),
        ),
    ),
    trivia=("The lamp weighed so much that it was played by a painted melon in every scene in which it is carried.",),
    goofs=("The beam turns clockwise at night and anticlockwise in the morning.",),
    quotes=("Agathe: I did not steal the light.\nI borrowed it.",),
    crazy_credits=('The gulls are credited as "The Choir".',),
    alternate_versions=("The television version ends before the storm.",),
    connections=("Referenced in Harbour Nights (1991)",),
    awards=(Award(award="2 wins & 3 nominations"),),
    rating=6.8,
    votes=1_200_000,
    runtime="1 hour 23 minutes",
    released=(Release(country="FR", date="1987-03-06"),),
    box_office=BoxOffice(budget="€2,500,000", budget_estimated=True, gross_worldwide="€3,100,000"),
    gaps=(Gap(asks="plot outline", language="de"),),
)


def test_every_fact_of_a_page_comes_out_once(page: str) -> None:
    assert read_imdb_page(page).film == LIGHTHOUSE_THIEF


def test_a_blank_line_after_every_line_changes_nothing(page: str) -> None:
    assert read_imdb_page(page.replace("\n", "\n\n")).film == LIGHTHOUSE_THIEF


def test_edit_links_and_see_more_are_no_text(page: str) -> None:
    cluttered = page.replace("before the storm.", "before the storm. See more »").replace(
        "Storyline", "Storyline\nEdit"
    )
    assert read_imdb_page(cluttered).film == LIGHTHOUSE_THIEF


def test_a_label_may_stand_glued_to_its_value_or_on_its_own_line(page: str) -> None:
    apart = page.replace("- TriviaThe", "- Trivia\nThe").replace("- Runtime1", "- Runtime\n- 1")
    assert read_imdb_page(apart).film == LIGHTHOUSE_THIEF


def test_a_lower_case_page_is_read_by_the_same_labels(page: str) -> None:
    film = read_imdb_page(page.lower(), title="The Lighthouse Thief", year=1987).film
    assert film.goofs == ("the beam turns clockwise at night and anticlockwise in the morning.",)
    assert [member.actor for member in film.cast] == ["ines moreau", "tobias lund", "paolo ferri"]


@pytest.mark.parametrize(
    ("section", "field"),
    [("Storyline\n", "plot"), ("Did you know\n", "trivia"), ("Box office\n", "box_office"), ("Details\n", "released")],
)
def test_a_missing_heading_loses_nothing_else(page: str, section: str, field: str) -> None:
    film = read_imdb_page(page.replace(section, "")).film
    assert film.gaps == LIGHTHOUSE_THIEF.gaps
    assert film.cast == LIGHTHOUSE_THIEF.cast


def test_a_page_without_a_rating_block_still_has_its_plot_under_storyline() -> None:
    film = read_imdb_page(
        "Storyline\nA diver looks for a bell that rings under water.\nDetails\n", title="The Bell"
    ).film
    assert film.plot == "A diver looks for a bell that rings under water."


def test_without_bullets_the_cast_is_told_by_its_brackets(page: str) -> None:
    film = read_imdb_page("\n".join(line.removeprefix("- ") for line in page.split("\n"))).film
    assert film.cast[0] == LIGHTHOUSE_THIEF.cast[0]
    assert film.awards == LIGHTHOUSE_THIEF.awards


@pytest.mark.parametrize("name", ["Director", "Star", "Language", "Trivia"])
def test_a_character_may_be_called_like_a_label(page: str, name: str) -> None:
    film = read_imdb_page(page.replace("- Townsman", f"- {name}")).film
    assert film.cast[1] == CastMember(actor="Tobias Lund", character=name)
    assert len(film.cast) == 3
    assert film.directors == LIGHTHOUSE_THIEF.directors


def test_a_name_of_up_to_six_words_begins_the_cast(page: str) -> None:
    six = read_imdb_page(page.replace("\nInes Moreau\n", "\nMaria Ines da Luz de Moreau\n")).film
    assert [member.actor for member in six.cast] == ["Maria Ines da Luz de Moreau", "Tobias Lund", "Paolo Ferri"]
    seven = read_imdb_page(page.replace("\nInes Moreau\n", "\nNobody ever put out that lamp again\n")).film
    assert [member.actor for member in seven.cast] == ["Tobias Lund", "Paolo Ferri"]


def test_without_a_rating_block_the_plot_and_the_cast_are_found_all_the_same(page: str) -> None:
    film = read_imdb_page(page[page.index("A thief") :]).film
    assert film.plot == LIGHTHOUSE_THIEF.plot
    assert film.cast == LIGHTHOUSE_THIEF.cast
    assert read_imdb_page(
        page[page.index("A thief") :].replace("- Awards\n- 2 wins & 3 nominations total\n", "")
    ).film.cast


def test_a_bar_of_links_before_the_page_is_no_section(page: str) -> None:
    links = "Cast & crew\nUser reviews\nTrivia\nIMDbPro\nAll topics\n"
    assert read_imdb_page(links + page).film == LIGHTHOUSE_THIEF


def test_popularity_may_stand_between_the_rating_and_the_plot(page: str) -> None:
    assert (
        read_imdb_page(page.replace("YOUR RATING\n", "YOUR RATING\nRate\nPOPULARITY\n4,321\n")).film == LIGHTHOUSE_THIEF
    )


def test_read_all_is_no_part_of_the_plot(page: str) -> None:
    sentence = LIGHTHOUSE_THIEF.plot or ""
    assert (
        read_imdb_page(page.replace(sentence, f"A thief who steals the lamp... Read all{sentence}")).film
        == LIGHTHOUSE_THIEF
    )


def test_a_song_may_be_a_radio_edit(page: str) -> None:
    song = read_imdb_page(page.replace("Turn, Turn, My Love", "Dreams Radio Edit")).film.soundtrack[0]
    assert song.song == "Dreams Radio Edit"


def test_brackets_of_the_page_are_no_clozes(page: str) -> None:
    assert "[[" not in read_imdb_page(page.replace("painted melon", "[[painted]] melon")).film.trivia[0]


@pytest.mark.usefixtures("in_no_time")
@pytest.mark.parametrize(
    "label", ["Top Gap\nWhat is the release date of ", "Top Gap\nBy what name was ", "- Connections"]
)
def test_a_hostile_line_costs_no_time(label: str) -> None:
    assert read_imdb_page(f"Storyline\n{label}{'in (1995) ' * 100_000}\nDetails\n", title="Tide").film.title == "Tide"


def test_the_review_is_never_read(page: str) -> None:
    told = msgspec.json.encode(read_imdb_page(page).film).decode()
    assert "best film" not in told
    assert "patience" not in told
    assert "well spent" not in told


def test_title_and_year_override_what_the_page_says(page: str) -> None:
    film = read_imdb_page(page, title="Le Voleur du phare", year=1988).film
    assert (film.title, film.year) == ("Le Voleur du phare", 1988)


@pytest.mark.parametrize(
    ("question", "gap"),
    [
        (
            "By what name was Tide (2001) officially released in India in English?",
            Gap(asks="release title", country="IN", language="en"),
        ),
        ("What is the Spanish language plot outline for Tide (2001)?", Gap(asks="plot outline", language="es")),
        (
            "What is the streaming release date of Tide (2001) in the United States?",
            Gap(asks="release date", country="US", channel="streaming"),
        ),
    ],
)
def test_each_form_of_top_gap_tells_the_film(question: str, gap: Gap) -> None:
    film = read_imdb_page(f"Did you know\nTop Gap\n{question}\nAnswer\n").film
    assert (film.title, film.year, film.gaps) == ("Tide", 2001, (gap,))


def test_a_top_gap_of_a_country_without_a_code_tells_the_film_and_is_no_gap() -> None:
    asked = "By what name was Tide (1995) officially released in Narnia in English?"
    film = read_imdb_page(f"Did you know\nTop Gap\n{asked}\nAnswer\n").film
    assert (film.label, film.gaps) == ("Tide (1995)", ())


def test_a_page_that_does_not_tell_its_film_is_refused(page: str) -> None:
    untold = page[: page.index("Top Gap")]
    with pytest.raises(SourceError, match="--title"):
        read_imdb_page(untold)
    assert read_imdb_page(untold, title="The Lighthouse Thief").film.title == "The Lighthouse Thief"


@pytest.mark.parametrize("text", ["", "\n\n", "Breaking news\nDetails\nTwo men were seen.", "a" * 100_000])
def test_a_page_of_another_site_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="IMDb title page"):
        read_imdb_page(text, title="Anything", file="page.txt")


def test_terminal_escapes_do_not_survive_the_import(page: str) -> None:
    film = read_imdb_page(page.replace("painted melon", "painted \x1b[31mmelon\x9b0m\u202e")).film
    assert "painted [31mmelon 0m in every" in film.trivia[0]


def test_the_real_page_gives_the_facts_that_its_readers_listed(shared_pages: Path) -> None:
    film = read_imdb_page((shared_pages / "city_of_lost_children.txt").read_text(encoding="utf-8")).film
    assert (film.title, film.year) == ("The City of Lost Children", 1995)
    assert (film.rating, film.votes) == (7.5, 73_000)
    assert film.plot is not None
    assert film.plot.count("A scientist in a surrealist society") == 1
    assert film.plot.endswith("slow his aging process.")
    assert film.awards == (Award(award="5 wins & 14 nominations"),)
    assert film.cast == (
        CastMember(actor="Geneviève Brunet", character="La Pieuvre", credited_as="Genevieve Brunet"),
        CastMember(actor="Mapi Galán", character="Lune", credited_as="Mapi Galan"),
        CastMember(actor="Briac Barthélémy", character="Bottle", credited_as="Briac Barthelemy"),
        CastMember(actor="Léo Rubion", character="Jeannot", credited_as="Leo Rubion"),
    )
    assert [len(part) for part in (film.trivia, film.goofs, film.alternate_versions)] == [1, 1, 1]
    assert film.trivia[0].startswith("To achieve the slightly skewed color scheme")
    assert film.goofs[0].startswith("The words from The Original")
    assert film.alternate_versions[0].startswith("There are two different audio tracks")
    assert film.connections == ("Featured in Les enfants de la cité perdue (1995)",)
    assert film.soundtrack == (
        Song(
            song="Who Will Take Your Dreams Away",
            music=(Credit(name="Angelo Badalamenti"),),
            lyrics=(Credit(name="Marianne Faithfull"),),
            performer=(Credit(name="Marianne Faithfull"),),
        ),
    )
    assert film.also_known_as == (AlternateTitle(title="Місто загублених дітей"),)
    assert film.box_office == BoxOffice(
        budget="$18,000,000",
        budget_estimated=True,
        gross_us_canada="$1,738,611",
        opening_weekend_us_canada="$34,348",
        opening_weekend_date="1995-12-17",
        gross_worldwide="$1,783,616",
    )
    assert film.gaps == (Gap(asks="release title", country="IN", language="en"),)
    nothing_else = (
        "original_title",
        "imdb",
        "directors",
        "writers",
        "composers",
        "quotes",
        "crazy_credits",
        "released",
    )
    assert not any(getattr(film, field) for field in (*nothing_else, "runtime", "sources"))
    assert "Delicatessen" not in msgspec.json.encode(film).decode()


# -- a whole page, as it is copied today


SALT_AND_TIN = Film(
    title="Salt and Tin",
    original_title="Salz und Blech",
    year=2003,
    also_known_as=(AlternateTitle(title="The Hundredth Tin"),),
    plot="Two sisters who inherit a cannery find a message in every hundredth tin.",
    cast=(
        CastMember(actor="Mira Holm", character="Agnes"),
        CastMember(actor="Jon Asker", character="The Foreman", credited_as="Jonathan Asker"),
        CastMember(actor="Lotte Brandt", character="Greta / Townswoman"),
    ),
    directors=(Credit(name="Greta Lindholm"), Credit(name="Paul de Witt")),
    writers=(Credit(name="Greta Lindholm"), Credit(name="Ossian Berg")),
    soundtrack=(
        Song(
            song="Tin Whistle Blues",
            music=(Credit(name="Ann Bee"), Credit(name="Cy Dee", credited_as="Cyrus Dee")),
            lyrics=(Credit(name="George Marlow"), Credit(name="Ira Marlow")),
            performer=(Credit(name="Mira Holm & Her Sardines"),),
        ),
    ),
    trivia=("Every tin in the film was closed by hand.",),
    goofs=("The ferry leaves with its ramp down and arrives with it up.",),
    quotes=("Agnes: You can't post a tin.\nGreta: [laughing] Somebody did.",),
    crazy_credits=("The fish are credited as themselves.",),
    connections=("Features The Lighthouse Thief (1987)",),
    awards=(Award(award="3 wins & 5 nominations"),),
    rating=7.1,
    votes=8_400,
    runtime="1 hour 41 minutes",
    released=(Release(country="SE", date="2003-10-10"),),
    box_office=BoxOffice(
        budget="SEK 21,000,000",
        budget_estimated=True,
        gross_us_canada="$212,300",
        opening_weekend_us_canada="$18,402",
        opening_weekend_date="2003-11-07",
        gross_worldwide="$1,904,115",
    ),
    filmed_in=("Marstrand, Sweden",),
    gaps=(Gap(asks="release date", country="CA", channel="streaming"),),
)


@pytest.fixture
def whole_page(fixtures: Path) -> str:
    return (fixtures / "salt_and_tin.txt").read_text(encoding="utf-8")


def test_a_page_copied_from_top_to_bottom_is_read_past_all_that_is_no_fact(whole_page: str) -> None:
    assert read_imdb_page(whole_page).film == SALT_AND_TIN


def test_an_original_title_that_is_the_title_is_not_told_again(whole_page: str) -> None:
    film = read_imdb_page(whole_page.replace("Original title: Salz und Blech", "Original title: Salt and Tin")).film
    assert film == msgspec.structs.replace(SALT_AND_TIN, original_title=None)


def test_empty_lines_between_its_lines_change_nothing(whole_page: str) -> None:
    assert read_imdb_page(whole_page.replace("\n", "\n\n")).film == SALT_AND_TIN


def test_in_lower_case_it_has_the_same_facts(whole_page: str) -> None:
    film = read_imdb_page(whole_page.lower()).film
    assert [song.song for song in film.soundtrack] == ["tin whistle blues"]
    assert [one.name for one in film.soundtrack[0].performer] == ["mira holm & her sardines"]
    assert [one.actor for one in film.cast] == ["mira holm", "jon asker", "lotte brandt"]
    assert [one.character for one in film.cast] == ["agnes", "the foreman", "greta / townswoman"]
    assert film.box_office is not None
    assert film.box_office.gross_worldwide == "$1,904,115"


@pytest.mark.parametrize("text", ["page", "whole_page"])
def test_each_line_is_accounted_for_once(text: str, request: pytest.FixtureRequest) -> None:
    page: str = request.getfixturevalue(text)
    lines = read_imdb_page(page).lines
    not_empty = [number for number, line in enumerate(page.split("\n"), 1) if line.strip()]
    assert [line.number for line in lines] == not_empty
    assert [line.text for line in lines if line.fate is Fate.NOT_UNDERSTOOD] == []
    used = " ".join(line.text for line in lines if line.fate is Fate.USED)
    assert "budget well spent" not in used.casefold()
    assert "evening" not in used


def test_a_line_that_nobody_understands_is_told_and_harms_nothing(whole_page: str) -> None:
    strange = whole_page.replace("Two sisters", "Zub zub\nTwo sisters").replace("Details\nEdit", "Details\nZub zub zub")
    reading = read_imdb_page(strange)
    assert reading.film == SALT_AND_TIN
    assert [line.text for line in reading.lines if line.fate is Fate.NOT_UNDERSTOOD] == ["Zub zub", "Zub zub zub"]


def test_the_real_page_leaves_no_line_unexplained(shared_pages: Path) -> None:
    text = (shared_pages / "city_of_lost_children.txt").read_text(encoding="utf-8")
    assert not [line for line in read_imdb_page(text).lines if line.fate is Fate.NOT_UNDERSTOOD]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Marc CaroJean-Pierre Jeunet", ["Marc Caro", "Jean-Pierre Jeunet"]),
        ("Ann McDonald", ["Ann McDonald"]),
        ("Ann MacDonald Bee", ["Ann MacDonald Bee"]),
        ("Ann DeVito · Cy Dee", ["Ann DeVito", "Cy Dee"]),
        ("Ann Bee(novel)Cy Dee(screenplay)", ["Ann Bee", "Cy Dee"]),
    ],
)
def test_names_that_a_page_runs_together_are_parted(line: str, names: list[str]) -> None:
    film = read_imdb_page(f"Writers\n{line}\nStars\nStoryline\nDetails\n", title="Tide").film
    assert [one.name for one in film.writers] == names


def test_a_country_that_nobody_knows_is_not_asked_about(whole_page: str) -> None:
    page = whole_page.replace("(Sweden)", "(Freedonia)").replace("in Canada?", "in Freedonia?")
    reading = read_imdb_page(page)
    assert (reading.film.title, reading.film.year) == ("Salt and Tin", 2003)
    assert (reading.film.released, reading.film.gaps) == ((), ())
    assert [line.text for line in reading.lines if line.fate is Fate.NOT_UNDERSTOOD] == ["October 10, 2003 (Freedonia)"]


@pytest.mark.parametrize("date", ["Smarch 10, 2003", "October 99, 2003", "10 October 9999", "soon"])
def test_what_is_no_date_is_not_read_as_one(whole_page: str, date: str) -> None:
    assert read_imdb_page(whole_page.replace("October 10, 2003", date)).film.released == ()


@pytest.mark.parametrize("votes", ["1" * 400, "...", "1.2.3K"])
def test_what_is_no_number_is_not_read_as_one(whole_page: str, votes: str) -> None:
    assert read_imdb_page(whole_page.replace("8.4K", votes)).film.votes is None


@pytest.mark.parametrize(
    ("shown", "length"),
    [
        ("1h 41m", "1 hour 41 minutes"),
        ("101 min", "1 hour 41 minutes"),
        ("1 hour 41 minutes (101 min)", "1 hour 41 minutes"),
        ("2 hours", "2 hours"),
        ("1 minute", "1 minute"),
        ("long", None),
        ("1" * 400, None),
    ],
)
def test_the_length_of_a_film_is_read_as_it_is_told(shown: str, length: str | None) -> None:
    page = f"Storyline\nTech specs\nRuntime\n{shown}\nDetails\n"
    assert read_imdb_page(page, title="Tide").film.runtime == length
