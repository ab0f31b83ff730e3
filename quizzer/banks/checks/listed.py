"""Warnings: names under `accept`, `reject` and `prompt` that change nothing, or contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import yaml
from rapidfuzz.fuzz import partial_ratio

from quizzer.banks.checks.pointing import names_at, place_of, warning
from quizzer.banks.checks.removing import removing
from quizzer.banks.checks.subject import MOST_NAMES, Asked, Subject
from quizzer.banks.faults import Fault
from quizzer.banks.values import shortened
from quizzer.grading import AnswerKey, Outcome, Reason, Verdict, fold
from quizzer.grading.forms import same_words

__all__ = ["accepts_denied", "accepts_needless", "lists_unheard"]

ALIKE = 60.0
"""How like each other two aliases must be for one to stand for the other."""
MOST_COMPARED = 12
"""Aliases that others are held against."""
_ALWAYS = (Reason.EXACT, Reason.WORDS, Reason.TOLERANCE)
"""Rulings that no other name in another bank can change."""


def accepts_needless(subject: Subject) -> Iterator[Fault]:
    """Names under `accept` that the referee would accept anyway."""
    for one in subject.asked:
        if one.entry.accept and one.kind != "list" and one.is_quick:
            yield from _needless(one, subject)


def _needless(one: Asked, subject: Subject) -> Iterator[Fault]:
    kept = [name for name, _ in one.answers]
    met = {fold(name): "is the answer itself" for name in kept}
    plain = _with_accept(one.key, kept[1:])
    for name, place in one.accepted:
        again = met.get(fold(name))
        verdict = None if again else _accepted(plain, name, subject) or _like_another(one, kept[1:], name, subject)
        if again or verdict:
            yield _needless_fault(one, name, place, again or _how(verdict), verdict)
        else:
            kept.append(name)
            met[fold(name)] = "stands here twice"


def _like_another(one: Asked, aliases: list[str], name: str, subject: Subject) -> Verdict | None:
    """The verdict on an alias, if it is right by those before it. Only those that are like it are asked."""
    alike = [other for other in aliases[:MOST_COMPARED] if partial_ratio(fold(other), fold(name)) >= ALIKE]
    return _accepted(_with_accept(one.key, alike), name, subject) if alike else None


def _with_accept(key: AnswerKey, accept: list[str]) -> AnswerKey:
    knobs = key.__getstate__()
    knobs["answer"] = knobs.pop("items")[0][0]
    return AnswerKey(**{**knobs, "accept": accept})


def _accepted(key: AnswerKey, name: str, subject: Subject) -> Verdict | None:
    """The verdict on a name, if it is right among the bank's other names and without them."""
    verdict = key.grade(name, subject.canon)
    return verdict if verdict.correct and key.grade(name).correct else None


def _how(verdict: Verdict | None) -> str:
    said = verdict.message if verdict else ""
    return f"is accepted anyway ({said})" if said else "is accepted anyway"


def _needless_fault(one: Asked, name: str, place: yaml.Node, trouble: str, verdict: Verdict | None) -> Fault:
    # A slip may be another name that happens to be spelt nearly so: only its author knows.
    unless = ", unless it is a name of its own" if verdict and verdict.reason is Reason.SPELLING else ""
    sure = verdict is None or verdict.reason in _ALWAYS
    fix = removing(place, one.node, "accept", one.text, f"{shortened(name)!r} is taken out of 'accept'")
    return warning(place, f"{shortened(name)!r} {trouble}: take it out{unless}", fix=fix if sure else None)


def lists_unheard(subject: Subject) -> Iterator[Fault]:
    """Names under `prompt` and `reject` that never come to bear, and lists that a kind of answer does not hear."""
    for one in subject.asked:
        for key, names in (("prompt", one.key.prompt), ("reject", one.key.reject)):
            places = {place.value: place for place in names_at(one.node, key)} if names else {}
            for name, said in islice(names.items(), MOST_NAMES if one.is_quick else 0):
                trouble = _unheard(one, key, name, said, subject)
                if trouble:
                    yield warning(places.get(name, one.node), trouble)


def _unheard(one: Asked, key: str, name: str, said: str, subject: Subject) -> str:
    verdict = one.key.grade(name, subject.canon)
    wanted = Outcome.PROMPT if key == "prompt" else Outcome.INCORRECT
    shown = repr(shortened(name))
    if verdict.outcome is wanted and (not said or verdict.said == said):
        return ""
    if verdict.correct:
        return f"{shown} is right by the answer or 'accept', so that this {key} is never reached: take one of them out"
    if verdict.reason is Reason.REJECTED:
        return f"{shown} stands under 'reject' too, so that this prompt is never reached: take one of them out"
    if key == "prompt":
        return f"this prompt is never reached: answers of kind {one.kind!r} are right or wrong, take it out"
    return f"what is to be said to {shown} never is: answers of kind {one.kind!r} have no words of their own"


def accepts_denied(subject: Subject) -> Iterator[Fault]:
    """Names that one question accepts and another with the same answer rejects."""
    denied: dict[tuple[str, str], tuple[Asked, yaml.Node]] = {}
    for one in subject.asked:
        for place in names_at(one.node, "reject") if one.key.reject else ():
            denied.setdefault((one.tight, same_words(place.value).tight), (one, place))
    for one in subject.asked if denied else ():
        for name, place in one.accepted:
            other = denied.get((one.tight, same_words(name).tight))
            if other and other[0] is not one:
                where = place_of(other[1], place)
                message = f"{shortened(name)!r} is right here and wrong in {where}, for the same answer: let one decide"
                yield warning(place, message)
