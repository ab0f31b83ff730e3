"""What a ruling means for a bank's files: which line of which file, and that the referee then rules so."""

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
    """What a ruling changes. `edited` has the edits, not saved yet; it has none if nothing is to be written. `bank` is
    what is played with them. `name` is what was given; where a player gave the letter of a choice, the choice's words.
    `note` says why nothing is written, or what else is to be known."""

    edited: EditedBank
    bank: Bank
    name: str
    note: str = ""


def clean_name(given: str) -> str:
    """What a player typed as a name that a file may hold. Raises QuizzerError if it is none."""
    name = " ".join(_CONTROL.sub(" ", given).split())
    if not name:
        raise QuizzerError("nothing that could be written down was given")
    if len(name) > LONGEST_NAME:
        raise QuizzerError(f"{len(name):,} characters are too many for a name: a bank takes at most {LONGEST_NAME}")
    return name


def plan_patch(path: str, question: str, name: str, ruling: NameList, said: str = "") -> Patch:
    """How a ruling on `name` is written into the bank at `path`; nothing is written here.

    Raises BankError for a bank that cannot be read, that has no such question any more, or where the ruling cannot be
    written by itself; QuizzerError if the referee would not rule so even then.
    """
    edited = EditedBank(path)
    edited.refuse(edited.faults)
    bank = bank_of(edited.reading, edited.questions)
    asked = bank.by_id.get(question)
    if asked is None:
        raise BankError(f"there is no question {shortened(question)!r} any more", file=path)
    if asked.key is None:
        raise BankError("an open gap has no answer to rule on", file=path)
    name = meant(name, asked.key.choices)
    note = _edit(edited, asked, bank, name, ruling, said)
    if edited.changes:
        bank = _tried_out(edited, question, name, ruling)
    return Patch(edited, bank, name, note)


def in_first_bank(banks: Iterable[str], find: Callable[[str], str], act: Callable[[str], T]) -> T:
    """What comes of `act` in the first of the banks of a game that has what is wanted; `find` gives the file of each.

    Raises what `act` raised: BankError from the last bank, if it was of use in none, and any other error at once.
    """
    trouble = BankError("this game was played over no bank that is a file")
    for bank in banks:
        try:
            return act(find(bank))
        except BankError as one:
            trouble = one
    raise trouble


def _edit(edited: EditedBank, asked: Question, bank: Bank, name: str, ruling: NameList, said: str) -> str:
    assert asked.key is not None
    if ruling == "accept" and asked.key.grade(name, bank.canon).correct:
        return "the bank takes it already; no line was needed"
    own = [
        one for one in edited.questions if has_id(one, asked.id) and one.question and one.question.text == asked.text
    ]
    if own and asked.origin is None:
        return _edit_question(edited, own[0], name, ruling, said)
    if ruling == "accept":
        return _edit_film(edited, asked, name)
    where = "the ruling stands in rulings.yaml alone" + (", and what is to be said is kept nowhere" if said else "")
    return f"the question is made from facts, where {ruling!r} has no place: {where}"


def _edit_question(edited: EditedBank, one: HandWritten, name: str, ruling: NameList, said: str) -> str:
    """A hand-written question's list gets the name; the lists that say otherwise lose it."""
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
        return f"it stands under {ruling!r} already"
    another = ruling == "accept" and fold(name) in map(fold, one.entry.choices)
    return f"{name!r} is another of the choices: two of them are right now" if another else ""


def _edit_film(edited: EditedBank, asked: Question, name: str) -> str:
    """A cloze gets another right answer, or the answer's name an alias in its film."""
    key = asked.key
    assert key is not None
    if key.kind == "list":
        raise QuizzerError("write what one of these is called too under the film's 'aliases:', {Name: other name}")
    if key.kind not in NAMES:
        raise QuizzerError(
            f"an answer of kind {shown(key.kind)} has no other names: put the fact right in the bank itself"
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
                break  # an alias says the same
            return ""
    entry.add_alias(key.answer, name)
    return ""


def _tried_out(edited: EditedBank, question: str, name: str, ruling: str) -> Bank:
    """The bank with the edits, once the referee has been asked before anything is written."""
    bank = bank_of(edited.reading, edited.questions)
    asked = bank.by_id.get(question)
    (file,) = edited.changes
    if asked is None or asked.key is None:
        raise BankError("the question would become another one; edit the bank by hand", file=file)
    verdict = asked.key.grade(name, bank.canon)
    if verdict.outcome is not OUTCOMES[ruling]:
        raise QuizzerError(
            f"{file}: with {shortened(name)!r} under {ruling!r} the referee would still rule otherwise "
            f"({verdict.explain()}): edit the bank by hand"
        )
    return bank
