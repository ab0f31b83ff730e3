"""Write a ruling into a bank's files, and check that the referee then rules like this."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from quizzer.bank_files.editing import LISTS, EditedBank, NameList, has_id
from quizzer.bank_files.film_checks import CLOZED, sentences_of
from quizzer.bank_files.hand_written import HandWritten
from quizzer.banks.bank import Bank
from quizzer.banks.checks.subject import NAMES
from quizzer.banks.loading import bank_of
from quizzer.bounds import LONGEST_NAME
from quizzer.curation.rulings_file import OUTCOMES
from quizzer.errors import BankError, QuizzerError, shortened, shown
from quizzer.facts.about import FilmContext, FilmLibrary
from quizzer.facts.trivia import sentence_fact
from quizzer.facts.wording import CLOZE
from quizzer.grading import fold
from quizzer.question import Question
from quizzer.session.selection import meant

T = TypeVar("T")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Patch:
    """The effects of a ruling: the unsaved edits in `edited`, if any, and the `bank` with these edits.

    `name` is the player's answer; for the letter of a choice, the words of the choice. `note` is a remark for people.
    """

    edited: EditedBank
    bank: Bank
    name: str
    note: str = ""


def clean_name(given: str) -> str:
    """Makes a name for a file from a player's answer. Raises QuizzerError for an empty or too long one."""
    name = " ".join(_CONTROL.sub(" ", given).split())
    if not name:
        raise QuizzerError("the player gave no answer that quizzer can save")
    if len(name) > LONGEST_NAME:
        raise QuizzerError(f"this name has {len(name):,} characters; shorten it to {LONGEST_NAME}")
    return name


def plan_patch(path: str, question: str, name: str, ruling: NameList, said: str = "") -> Patch:
    """Plans how to write a ruling on `name` into the bank at `path`; writes nothing.

    Raises BankError if quizzer cannot read or edit the bank, or if the question is gone; QuizzerError if the referee
    would still rule otherwise.
    """
    edited = EditedBank(path)
    edited.refuse(edited.faults)
    bank = bank_of(edited.reading, edited.questions)
    asked = bank.by_id.get(question)
    if asked is None:
        raise BankError(f"the bank no longer has the question {shortened(question)!r}", file=path)
    if asked.key is None:
        raise BankError("nobody can rule on an answer to an open question", file=path)
    name = meant(name, asked.key.choices)
    note = _edit(edited, asked, bank, name, ruling, said)
    if edited.changes:
        bank = _tried_out(edited, question, name, ruling)
    return Patch(edited, bank, name, note)


def in_first_bank(banks: Iterable[str], find: Callable[[str], str], act: Callable[[str], T]) -> T:
    """Returns the result of `act` for the first bank without a BankError, or raises the last BankError."""
    trouble = BankError("this game used questions that did not come from a file")
    for bank in banks:
        try:
            return act(find(bank))
        except BankError as one:
            trouble = one
    raise trouble


def _edit(edited: EditedBank, asked: Question, bank: Bank, name: str, ruling: NameList, said: str) -> str:
    assert asked.key is not None
    if ruling == "accept" and asked.key.grade(name, bank.canon).correct:
        return "the bank already accepts it; it needs no new line"
    own = [
        one for one in edited.questions if has_id(one, asked.id) and one.question and one.question.text == asked.text
    ]
    if own and asked.origin is None:
        return _edit_question(edited, own[0], name, ruling, said)
    if ruling == "accept":
        return _edit_film(edited, asked, name)
    where = "so quizzer saves the ruling only in rulings.yaml" + (", without the message" if said else "")
    return f"quizzer made this question from facts, which cannot have {ruling!r}, {where}"


def _edit_question(edited: EditedBank, one: HandWritten, name: str, ruling: NameList, said: str) -> str:
    """Adds the name to a list of a hand-written question, and removes it from the others."""
    question = edited.question(one)
    words = {"accept": {}, "reject": one.entry.reject, "prompt": one.entry.prompt}[ruling]
    stands = False
    for key in LISTS:
        for listed in getattr(one.entry, key):
            if fold(listed) != fold(name) or (not fold(name) and listed != name):
                continue
            if key == ruling and words.get(listed, "") in (said, said or words.get(listed, "")):
                stands = True
            else:
                question.remove_name(key, listed)
    if not stands:
        question.add_name(ruling, name, said)
    if not edited.changes:
        return f"{ruling!r} already has it"
    another = ruling == "accept" and fold(name) in map(fold, one.entry.choices)
    return f"{name!r} is one of the choices, so two choices are right now" if another else ""


def _edit_film(edited: EditedBank, asked: Question, name: str) -> str:
    """Adds another right answer to a cloze, or an alias to the film."""
    key = asked.key
    assert key is not None
    if key.kind == "list":
        raise QuizzerError(
            "quizzer cannot add a name to a list; add it under the film's 'aliases:', {Name: other name}"
        )
    if key.kind not in NAMES:
        raise QuizzerError(
            f"an answer of kind {shown(key.kind)} cannot have another name; correct the fact in the bank"
        )
    entry = edited.film(asked.film or "")
    film = next(film for _, film in edited.reading.films if film.label == asked.film)
    about = FilmContext(film, FilmLibrary(()), "")
    for sentence in (sentence for one in CLOZED for sentence in sentences_of(film, one)):
        marks = (
            asked.origin is not None
            and asked.origin.shape.endswith("-cloze")
            and sentence_fact(about, sentence) in asked.facts
        )
        if marks and any(" ".join(mark["answer"].split()) == key.answer for mark in CLOZE.finditer(sentence)):
            try:
                entry.add_to_cloze(sentence, key.answer, name)
            except BankError:
                break  # an alias has the same effect
            return ""
    entry.add_alias(key.answer, name)
    return ""


def _tried_out(edited: EditedBank, question: str, name: str, ruling: str) -> Bank:
    """Returns the bank with the edits, after a test that the referee then rules like this."""
    bank = bank_of(edited.reading, edited.questions)
    asked = bank.by_id.get(question)
    (file,) = edited.changes
    if asked is None or asked.key is None:
        raise BankError("this would change the question's id; edit the bank by hand", file=file)
    verdict = asked.key.grade(name, bank.canon)
    if verdict.outcome is not OUTCOMES[ruling]:
        raise QuizzerError(
            f"{file}: even with {shortened(name)!r} under {ruling!r}, the referee rules otherwise "
            f"({verdict.explain()}); edit the bank by hand"
        )
    return bank
