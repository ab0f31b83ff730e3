"""Names of countries and languages, as a question says them."""

import pytest

from quizzer.facts.iso_codes import country_code, country_name, find_language, language_code, language_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("IN", "India"),
        ("US", "the United States"),
        ("GB", "the United Kingdom"),
        ("UA", "Ukraine"),
        ("SU", "the Soviet Union"),
    ],
)
def test_countries_go_there_and_back(code: str, name: str) -> None:
    assert country_name(code) == name
    assert country_code(name) == code
    assert country_code(name.removeprefix("the ").lower()) == code


@pytest.mark.parametrize(
    ("code", "name"), [("uk", "Ukrainian"), ("en", "English"), ("no", "Norwegian"), ("zh", "Chinese")]
)
def test_languages_go_there_and_back(code: str, name: str) -> None:
    assert language_name(code) == name
    assert language_code(name) == code


def test_other_usual_names_are_known() -> None:
    assert [country_code(name) for name in ("USA", "Turkey", "Czech Republic", "Ivory Coast")] == [
        "US",
        "TR",
        "CZ",
        "CI",
    ]


def test_what_is_unknown_comes_back_as_it_is() -> None:
    assert country_name("QQ") == "QQ"
    assert language_name("qq") == "qq"
    assert country_code("Atlantis") is None


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("uk", ("uk", "Ukrainian")),
        ("UK", ("uk", "Ukrainian")),
        ("eng", ("en", "English")),
        ("ger", ("de", "German")),
        ("wbp", ("wbp", "Warlpiri")),
        ("hbs", ("sh", "Serbo-Croatian")),
        ("sh", ("sh", "Serbo-Croatian")),
        ("nah", ("nah", "Nahuatl")),
        ("sgn", ("sgn", "sign language")),
        ("gem", None),
        ("nds", ("nds", "Low German")),
        ("xx", None),
        ("xyz", None),
        ("zxx", None),
        ("mul", None),
        ("english", None),
        ("", None),
    ],
)
def test_a_language_is_found_by_any_of_its_codes(code: str, language: tuple[str, str] | None) -> None:
    assert find_language(code) == language


def test_countries_are_known_by_names_that_they_had_or_are_written_by() -> None:
    assert [country_code(name) for name in ("West Germany", "Zaire", "Reunion", "The Netherlands")] == [
        "DE", "CD", "RE", "NL",
    ]  # fmt: skip
