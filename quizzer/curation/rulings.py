"""Protests decided: a line in the bank, a case in `rulings.yaml`, and old games scored again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from quizzer.banks.editing import EditError, add_item, add_reply, remove
from quizzer.banks.rulings_file import OUTCOMES, Case, add_case, rulings_beside
from quizzer.curation.bank_text import Found, clean, diff, find_in, find_question, raw_text, read_for_edit, rewrite
from quizzer.curation.grouping import Group
from quizzer.errors import QuizzerError
from quizzer.grading import Outcome, fold
from quizzer.records.curating import Curating, Rescored

__all__ = ["Decided", "decide"]


class Decided(NamedTuple):
    """What came of a decision: the patch that was written, and the games with other scores."""

    patch: str
    rescored: Rescored


def decide(
    curating: Curating,
    group: Group,
    decision: str,
    *,
    when: datetime,
    by: str = "",
    saying: str = "",
    resolve: Callable[[str], str] = str,
) -> Decided:
    """Accepts, rejects or prompts for what a group of protests says; or with "skip" puts it aside.

    Files come first and the mark in the records last, so that what was broken off can be done again. Raises
    QuizzerError, with nothing written, if the bank can't be changed so.
    """
    if decision == "skip":
        curating.decide(group.said, decision, when=when)
        return Decided("", Rescored())
    outcome, given = OUTCOMES[decision], clean(group.given)
    banks = group.said[0].banks
    with curating.writing(group.said):
        found = find_question(group.question, banks, resolve)
        before = raw_text(found.file)
        after = _edited(before, found, given, decision, saying)
        changed = _tried(found, after, given, outcome) if after != before else found
        rulings = str(rulings_beside(found.bank_path))
        cases = raw_text(rulings) if Path(rulings).exists() else ""
        why = next((one.why for one in group.said if one.why), "")
        why = " ".join("".join(mark if mark.isprintable() else " " for mark in why).split())[:300]
        case = Case(group.question, given, decision)
        more = add_case(cases, case, when=when.date().isoformat(), by=by, why=why)
        rewrite(found.file, before, after)
        rewrite(rulings, cases, more)
    games: list[int] = []
    left: list[int] = []
    for bank in {bank for one in group.said for bank in one.banks}:
        part = curating.rescore(
            group.question, changed.bank.by_id, group.said, outcome, bank=bank, canon=changed.bank.canon, when=when
        )
        games += part.games
        left += part.left
    rescored = Rescored(tuple(dict.fromkeys(games)), tuple(dict.fromkeys(left)))
    curating.decide(group.said, decision, when=when)
    patch = "\n".join(filter(None, (diff(found.file, before, after), diff(rulings, cases, more))))
    return Decided(patch, rescored)


def _edited(text: str, found: Found, given: str, decision: str, saying: str) -> str:
    question = found.question
    key = question.key
    if key is None:
        raise QuizzerError("an open gap has no right answer yet: quizzer gaps takes what players say of it")
    if not found.is_written:
        if decision == "accept":
            return _alias(text, found, given, key.answer)
        if key.grade(given, found.bank.canon).outcome is OUTCOMES[decision]:
            return text  # the referee rules so already, and rulings.yaml holds it to that
        raise QuizzerError(
            f"this question is made from facts, which have no {decision!r}: write it under 'questions:' for that"
        )
    if decision == "accept":
        text = _without(text, found, given, ("reject", "prompt"))
        return add_item(text, (*found.path, "accept"), given, after=["ask", "answer"])
    text = _without(text, found, given, ("accept", "reject" if decision == "prompt" else "prompt"))
    return add_reply(text, (*found.path, decision), given, saying, after=["ask", "answer", "accept", "reject"])


def _without(text: str, found: Found, given: str, keys: tuple[str, ...]) -> str:
    """The text where another list of the question no longer has this name: the new ruling takes its place."""
    for key in keys:
        assert found.question.key is not None
        names = list(getattr(found.question.key, key))
        same = [place for place, name in enumerate(names) if fold(name) == fold(given)]
        if same and key == "accept":
            raise QuizzerError(f"{names[same[0]]!r} is accepted in this bank: take that out first")
        if same:
            try:
                text = remove(text, (*found.path, key, names[same[0]]))
            except EditError:
                text = remove(text, (*found.path, key, same[0]))
    return text


def _alias(text: str, found: Found, given: str, answer: str) -> str:
    film = found.film
    assert film is not None
    name = next((one for one in film.aliases if fold(one) == fold(answer)), answer)
    path = (*found.path, "aliases", name)
    return add_item(text, path, given, after=["title", "original_title", "year", "imdb"])


def _tried(found: Found, after: str, given: str, outcome: Outcome) -> Found:
    """The question as the changed bank has it. Raises QuizzerError if the referee still rules otherwise."""
    changed = find_in(read_for_edit(found.file, after), found.question.id)
    if changed is None or changed.question.key is None:
        raise QuizzerError("the question would be another one: change the bank by hand")
    verdict = changed.question.key.grade(given, changed.bank.canon)
    if verdict.outcome is not outcome:
        raise QuizzerError(f"with that line the referee would still rule otherwise: {verdict.explain()}")
    return changed
