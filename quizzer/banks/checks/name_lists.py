"""Warnings: names under `accept`, `reject` and `prompt` that change nothing, or contradict each other."""

from collections.abc import Iterator
from itertools import islice

import yaml
from rapidfuzz.fuzz import partial_ratio

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.nodes import names_at, place_of, warning
from quizzer.bank_files.placing import removing
from quizzer.banks.checks.subject import MOST_NAMES, Asked, Subject
from quizzer.errors import shortened
from quizzer.grading import AnswerKey, Canon, Outcome, Reason, Verdict, fold
from quizzer.grading.forms import same_words

_ALIKE = 60.0  # how like each other two aliases must be for one to stand for the other
_MOST_COMPARED = 12  # aliases that others are held against
_ALWAYS = (Reason.EXACT, Reason.WORDS, Reason.TOLERANCE)
"""Rulings that no other name in another bank can change."""


def accepts_needless(subject: Subject) -> Iterator[Fault]:
    """Names under `accept` that the referee would accept anyway."""
    for one in subject.asked:
        if one.entry.accept and one.kind != "list" and one.is_quick:
            yield from _needless(one, subject)


def _needless(one: Asked, subject: Subject) -> Iterator[Fault]:
    found = list(_needless_names(one, subject))
    # Where none is left the key goes with them.
    whole = None
    if len(found) == len(one.entry.accept) > 1 and all(is_sure(verdict) for *_, verdict in found):
        names = ", ".join(repr(shortened(name)) for name, *_ in found)
        whole = removing(None, one.node, "accept", one.text, f"'accept' is taken out: {names}")
    for name, place, why, verdict in found:
        shown, fix = repr(shortened(name)), whole
        if fix is None and is_sure(verdict):
            fix = removing(place, one.node, "accept", one.text, f"{shown} is taken out of 'accept'")
        yield warning(place, f"{shown} {why}: take it out{unless_meant(verdict)}", fix=fix)


def _needless_names(one: Asked, subject: Subject) -> Iterator[tuple[str, yaml.Node, str, Verdict | None]]:
    """The names under `accept` that change nothing, with their places, and why: one is there already, or a verdict
    takes it anyway."""
    kept = [name for name, _ in one.answers]
    met = {fold(name): "is the answer itself" for name in kept}
    for name, place in one.accepted:
        again = met.get(fold(name), "")
        verdict = None if again else accepted_anyway(one.key, kept[1:], name, subject.bank.canon)
        if verdict:
            yield name, place, "is accepted anyway" + (f" ({verdict.message})" if verdict.message else ""), verdict
        elif again:
            yield name, place, again, None
        else:
            kept.append(name)
            met[fold(name)] = "stands here twice"


def accepted_anyway(key: AnswerKey, kept: list[str], name: str, canon: Canon) -> Verdict | None:
    """The verdict on a name that is right by the answer alone, or by one of the names that are `kept`; None if it needs
    to be named. It must be right with the bank's other names and without them."""
    alike = [other for other in kept[:_MOST_COMPARED] if partial_ratio(fold(other), fold(name)) >= _ALIKE]
    settings = key.__getstate__()
    settings["answer"] = settings.pop("items")[0][0]
    for names in ([], alike) if alike else ([],):
        without = AnswerKey(**{**settings, "accept": names})
        verdict = without.grade(name, canon)
        if verdict.correct and without.grade(name).correct:
            return verdict
    return None


def unless_meant(verdict: Verdict | None) -> str:
    """When an alias that is accepted anyway may stay all the same, "" for never: only its author knows whether a slip
    is another name, and who else goes by a surname in banks that are played with this one."""
    if is_sure(verdict):
        return ""
    slip = verdict is not None and verdict.reason is Reason.SPELLING
    return ", unless it is a name of its own" if slip else ", unless others are called so too"


def is_sure(verdict: Verdict | None) -> bool:
    """Whether an alias is accepted whatever other names the banks have that are played together with this one."""
    return verdict is None or verdict.reason in _ALWAYS


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
    verdict = one.key.grade(name, subject.bank.canon)
    wanted = Outcome.PROMPT if key == "prompt" else Outcome.INCORRECT
    shown = repr(shortened(name))
    if verdict.outcome is wanted and verdict.reason is not Reason.SORT and (not said or verdict.said == said):
        return ""
    if verdict.correct:
        return f"{shown} is right by the answer or 'accept', so that this {key} is never reached: take one of them out"
    if verdict.reason is Reason.REJECTED and key == "prompt":
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
