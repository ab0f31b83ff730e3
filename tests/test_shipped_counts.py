"""How much the banks that come with quizzer hold, and that no two of their questions get in each other's way."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml
from rapidfuzz import fuzz, process
from read_once import shipped

from quizzer import Bank, Outcome, Question, load_bank
from quizzer.banks.shipped import shipped_banks
from quizzer.facts.film import Film
from quizzer.grading import fold
from quizzer.grading.forms import same_words

BANKS = shipped_banks()
ALL = shipped()
CATEGORIES: dict[str, list[Question]] = defaultdict(list)
for one in ALL.questions:
    if one.key is not None:
        CATEGORIES[one.category].append(one)


def test_forty_films_from_fifteen_countries() -> None:
    assert len(ALL.films) >= 40
    assert all(film.countries for film in ALL.films)
    assert len({country for film in ALL.films for country in film.countries}) >= 15


def test_every_decade_from_the_1920s_on() -> None:
    decades = Counter(film.year // 10 * 10 for film in ALL.films if film.year)
    assert [decade for decade in range(1920, 2030, 10) if not decades[decade]] == []


def test_seven_hundred_questions_of_every_family() -> None:
    assert len(ALL.questions) >= 700
    families = Counter(question.category for question in ALL.questions)
    least = {"trivia": 100, "soundtrack": 40, "alternate_title": 100, "top_gap": 10}
    assert {family: families[family] for family in least if families[family] < least[family]} == {}
    assert sum("-cloze/" in question.id for question in ALL.questions) >= 80


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_every_bank_has_easy_and_hard_questions(path: Path) -> None:
    levels = Counter(question.difficulty for question in shipped(path.stem).questions)
    assert min(levels[level] for level in (1, 2, 3, 4)) >= 1
    assert max(levels.values()) < 0.7 * levels.total()


def test_true_or_false_is_true_as_often_as_false() -> None:
    said = Counter(one.key.answer for one in ALL.questions if one.key is not None and one.kind == "boolean")
    assert said["true"] == said["false"] > 0


def answer_of(question: Question) -> str:
    assert question.key is not None
    return question.key.answer


def names(question: Question) -> set[str]:
    assert question.key is not None
    written = [question.key.answer, *question.key.accept, *(name for item in question.key.items for name in item)]
    return {fold(name) for name in written if name}


def takes(question: Question, typed: str) -> bool:
    assert question.key is not None
    canon = ALL.canon if question.kind == "title" else None
    return question.key.grade(typed, canon=canon).outcome is Outcome.CORRECT


def get_in_each_others_way(asked: Question, other: Question) -> bool:
    """Whether both name the same thing, or lie so near that a slip of one is a slip of the other."""
    if names(asked) & names(other):
        return True
    if asked.film == other.film and {asked.kind, other.kind} <= {"title", "text"}:
        return True  # one film's titles in languages that are related
    if asked.kind == other.kind and asked.kind in ("money", "number", "year", "date", "duration"):
        return True  # within the tolerance, as it was taken
    assert other.key is not None
    said = set(same_words(other.key.answer).words)  # "Dr." and "doctor", "six" and "6" are one word
    if any(said.issuperset(same_words(name).words) for name in names(asked)):
        return True  # words more than asked for
    one_will_do = asked.kind in ("person", "character", "text")
    if one_will_do and any(takes(asked, word) for word in fold(other.key.answer).split()):
        return True  # the surname by ear (Lien and "The Lion King"), or the star of "Star Wars"
    words = {word for name in names(asked) | names(other) for word in name.split() if len(word) > 1}
    return any(takes(asked, word) and takes(other, word) for word in words)


def nearest(asked: Question, others: list[str], count: int) -> set[int]:
    """The places of those folded answers that share most with a name of the question's answer, `count` for each."""
    return {
        place
        for name in names(asked)
        for _, _, place in process.extract(name, others, scorer=fuzz.partial_ratio, limit=count)
    }


@pytest.mark.parametrize(
    ("near", "drawn"), [(5, 3), pytest.param(0, 1_000_000, marks=[pytest.mark.slow, pytest.mark.timeout(900)])]
)
@pytest.mark.parametrize("category", sorted(CATEGORIES))
def test_the_answer_to_another_question_is_not_right(category: str, near: int, drawn: int) -> None:
    """Tried are the nearest answers of the category and some drawn ones, for each question alike however many questions
    there are; the slow tests try all."""
    # Of questions with the same answer the first gives it.
    answers = {fold(answer_of(other)): other for other in reversed(CATEGORIES[category]) if other.kind != "boolean"}
    answers.pop("", None)
    folded, others = list(answers), list(answers.values())
    chance = random.Random(category)
    mistaken = []
    for asked in CATEGORIES[category]:
        if asked.kind in ("choice", "boolean"):
            continue
        tried = nearest(asked, folded, near) | set(chance.sample(range(len(others)), min(drawn, len(others))))
        mistaken += [
            (asked.id, answer_of(other))
            for other in map(others.__getitem__, sorted(tried))
            if other is not asked and takes(asked, answer_of(other)) and not get_in_each_others_way(asked, other)
        ]
    assert mistaken == []


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_ids_do_not_hang_on_the_order_nor_on_other_films(path: Path, tmp_path: Path) -> None:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    document.get("films", []).reverse()
    document["questions"].reverse()
    document.pop("include", None)
    turned = tmp_path / path.name
    turned.write_text(json.dumps(document), encoding="utf-8")
    assert ids(load_bank(turned)) == ids(shipped(path.stem))
    if "films" not in document:
        return
    document["films"] = document["films"][:1]
    turned.write_text(json.dumps(document), encoding="utf-8")
    alone = ids_of(document["films"][0]["title"], load_bank(turned))
    assert alone
    assert alone <= ids(shipped(path.stem))


def ids(bank: Bank) -> set[str]:
    return {question.id for question in bank.questions}


def ids_of(title: str, bank: Bank) -> set[str]:
    film: Film = next(film for film in bank.films if film.title == title)
    return {question.id for question in bank.questions if question.film == film.label}
