"""Clozes are proposed for what is worth asking, and never for what is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.facts import CastMember, Credit, Film
from quizzer.facts.proposals import Proposal, propose_clozes, split_sentences, stands_alone

FILM = Film(
    title="The Night Ferry",
    year=1971,
    directors=(Credit(name="Henrik Vos"),),
    cast=(
        CastMember(actor="Ines Moreau", character="Agathe"),
        CastMember(actor="Tobias Lund", character="The Keeper / Bosun Hale"),
        CastMember(actor="Clara Lund", character="waitress"),
    ),
)


def propose(*trivia: str) -> list[Proposal]:
    return propose_clozes(Film(**{**{name: getattr(FILM, name) for name in FILM.__struct_fields__}, "trivia": trivia}))


@pytest.mark.parametrize(
    ("sentence", "answer", "kind"),
    [
        ("The part of the stowaway was offered to Ines Moreau, who asked for a bigger one.", "Ines Moreau", "person"),
        ("For the storm the crew poured so much water over Moreau that the shot had to wait.", "Moreau", "person"),
        ("In the book it is a monkey and not Bosun Hale who finds the stolen chart.", "Bosun Hale", "character"),
        ("The tune of the band was taken from “Harbour Lights” without anybody asking.", "Harbour Lights", "title"),
        ("The set of the engine room was left over from Deep Water (1969) and painted again.", "Deep Water", "title"),
        ("The ship in the bottle cost more than the real one, namely $12,500, and was lost.", "$12,500", "money"),
        ("To fill the quay on the first morning the town lent 300 extras and one brass band.", "300", "number"),
        ("The last shot of the empty cabin took seventeen takes because of a seagull outside.", "seventeen", "text"),
        ("Most of the voyage was filmed on a lake near Geneva, where the waves are small.", "Geneva", "text"),
        ("The part of the stowaway was written for Mona van Dale, who was ill by then.", "Mona van Dale", "person"),
        ("One of the officers is modelled on the author Aldo Brix's uncle, a known miser.", "Aldo Brix", "person"),
        ("The trailer with the seagull was seen more than 500,000 times in its first week.", "500,000", "number"),
        ("An actor who had gained 30 pounds for his part could not leave the cabin.", "30", "number"),
        ("The storm was the first that the studio had made with a computer in 1969.", "1969", "year"),
        ("The ship cost no less than $18 million.", "$18 million", "money"),
        ("The sign at the quay reads 'Calle Oscura', which the painter had misread.", "Calle Oscura", "title"),
        ("It took Edgar Holm nearly nine years to find a studio for the script.", "Edgar Holm", "person"),
        ("This short film was made while Ben Holm was a student at Port College in Oslo.", "Ben Holm", "person"),
    ],
)
def test_it_is_asked_for_what_a_person_would_ask_for(sentence: str, answer: str, kind: str) -> None:
    (proposal,) = propose(sentence)
    assert (proposal.answer, proposal.kind) == (answer, kind)
    assert proposal.text == sentence.replace(answer, "_____")


@pytest.mark.parametrize(
    "sentence",
    [
        "He had to learn the whole of the part in two days before the camera rolled.",  # who?
        "This was the first picture of the studio in which nobody had to sing a song.",  # what?
        "The captain is never seen to eat, drink or sleep from beginning to end.",  # nothing to ask for
        "Geneva was where most of the voyage was filmed, for the waves are small there.",  # the first word
        "Filmed in Geneva.",  # too short
        "The night on which the ferry sails is never named, and nor is the town.",  # what the title tells
        "The song in the bar was sung in French because nobody remembered the words.",  # an adjective
        "The nurse was played by a member of the Lund family whom the director had met.",  # which Lund?
        "Shooting went on until the end of March and began again late in October that year.",  # no place
        "The actors were so cold that the doctor on the set gave them " + "very " * 40 + "hot soup.",  # too long
        "The captain says “I once met Aldo Brix in a harbour bar” before the lamp goes out.",  # amid a quotation
        "The storm was the first that the studio had made with a computer in 1971.",  # the film's own year
        "The Maritime Museum lent the bell that is rung by the boy at the very end.",  # no person
        "Is the cabin in which the boy is hiding the one that was shown in the first scene?",  # a question
    ],
)
def test_it_is_not_asked_for_anything_else(sentence: str) -> None:
    assert propose(sentence) == []


def test_only_the_part_that_stands_alone_is_taken_and_each_sentence_once() -> None:
    proposals = propose(
        "The lamp was on loan from a museum in Antwerp, which wanted it back by noon. It was never lit again.",
        "The lamp was on loan from a museum in Antwerp, which wanted it back by noon. It was never lit again.",
    )
    assert [(one.answer, one.sentence.split()[-1]) for one in proposals] == [("Antwerp", "noon.")]


def test_a_sentence_that_an_author_has_marked_is_left_alone() -> None:
    assert propose("Most of the voyage was filmed on a [[lake]] near Geneva, where the waves are small.") == []


def test_every_mention_of_the_answer_is_blanked() -> None:
    (proposal,) = propose("In rehearsals Ines Moreau was so quiet that the others called her Moreau the Mouse.")
    assert "Moreau" not in proposal.text


def test_a_surname_stands_for_a_whole_name_which_is_right_too() -> None:
    (proposal,) = propose("For the storm the crew poured so much water over Moreau that the shot had to wait.")
    assert proposal.accept == ("Ines Moreau",)


def test_the_best_comes_first() -> None:
    worth = [
        one.kind
        for one in propose(
            "On the quay 300 extras stood still.",
            *(
                "To fill the quay on the first morning the town lent 300 extras and one brass band.",
                "The part of the stowaway was first offered to Ines Moreau, who asked for a bigger one.",
            ),
        )
    ]
    assert worth == ["person", "number"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mr. Vos came late. He left.", ["Mr. Vos came late.", "He left."]),
        ("J. R. Hale paid for it. “Why?” No one asked.", ["J. R. Hale paid for it.", "“Why?”", "No one asked."]),
        ("One line\nand another.", ["One line and another."]),
        ("", []),
    ],
)
def test_text_is_split_into_sentences(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


@given(st.text(max_size=300))
def test_any_text_is_taken(text: str) -> None:
    assert " ".join(split_sentences(text)) == " ".join(text.split())
    for proposal in propose(text):
        assert stands_alone(proposal.sentence)
        assert not re.search(rf"(?<!\w){re.escape(proposal.answer)}(?!\w)", proposal.text)
