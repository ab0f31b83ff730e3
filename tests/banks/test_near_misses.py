"""What an author is shown that players may type."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizzer import AnswerKey
from quizzer.banks.near_misses import near_misses
from quizzer.grading import KINDS


def typed(key: AnswerKey, *others: str) -> dict[str, str]:
    return {miss.sort: miss.given for miss in near_misses(key, others)}


def test_a_person_has_a_first_name_a_last_name_accents_and_slips() -> None:
    key = AnswerKey("Geneviève Brunet", accept=["La Brunet"], kind="person")
    assert typed(key, "Geneviève Brun", "Ron Perlman") == {
        "lower case": "geneviève brunet",
        "plain letters": "Genevieve Brunet",
        "a letter missing": "geneiève brunet",
        "two letters swapped": "genveiève brunet",
        "last name alone": "Brunet",
        "first name alone": "Geneviève",
        "also right": "la brunet",
        "also right, a letter missing": "la bruet",
        "another answer here": "Geneviève Brun",
    }


def test_a_title_has_an_article_and_a_colon() -> None:
    found = typed(AnswerKey("The Tide: A Return", kind="title"))
    assert found["without the article"] == "Tide: A Return"
    assert found["before the colon"] == "The Tide"
    assert found["behind the colon"] == "A Return"
    assert found["first word alone"] == "Tide:"
    assert "without the article" not in typed(AnswerKey("Gil Haa", kind="title"))


def test_what_the_author_rejects_and_prompts_for_is_tried() -> None:
    found = typed(AnswerKey("Aliens", reject={"Alien": "No."}, prompt=["xenomorph"]))
    assert (found["wrong"], found["not enough"]) == ("Alien", "xenomorph")


def test_numbers_lists_choices_and_truths_have_their_own() -> None:
    assert typed(AnswerKey("$1,738,611", kind="money"))["a twentieth more"] == "$1,825,542"
    assert typed(AnswerKey("1995", kind="year")) == {"a year later": "1996", "two digits": "95"}
    assert typed(AnswerKey("12.5", kind="number"))["one more"] == "13.50"
    assert typed(AnswerKey("17 May 1995", kind="date"))["the year alone"] == "1995"
    assert typed(AnswerKey(["a", "b", "c"], kind="list"))["one missing"] == "a, b"
    assert typed(AnswerKey("b", choices=["a", "b"], kind="choice")) == {"another choice": "a"}
    assert typed(AnswerKey("no", kind="boolean")) == {"the opposite": "yes"}


def test_another_answer_is_none_of_the_keys_own_names() -> None:
    assert "another answer here" not in typed(AnswerKey("Tide", accept=["Ebb"]), "tide", "EBB")


@given(
    st.text(min_size=1, max_size=80).filter(str.strip), st.sampled_from(sorted(KINDS)), st.lists(st.text(max_size=9))
)
def test_any_answer_has_near_misses_none_twice_and_none_empty(answer: str, kind: str, others: list[str]) -> None:
    found = [miss.given for miss in near_misses(AnswerKey(answer, kind=kind), others)]
    assert len(set(found)) == len(found)
    assert answer not in found
    assert all(given.strip() for given in found)
