"""Warnings: what changes nothing. Names under `accept`, `reject` and `prompt` that never come to bear, or contradict
each other; facts, sentences and clozes of which no question comes.
"""

import re
from collections.abc import Iterator
from itertools import islice

import yaml
from rapidfuzz.fuzz import partial_ratio

from quizzer.bank_files.faults import Fault, Fix
from quizzer.bank_files.film_checks import CLOZED, sentences_of
from quizzer.bank_files.nodes import find_in, items_at, names_at, parts_of, place_of, value_at, warning, within
from quizzer.bank_files.placing import removing
from quizzer.banks.checks.subject import MOST_NAMES, Asked, Subject
from quizzer.bounds import MOST_FACTS
from quizzer.errors import shortened
from quizzer.facts.about import FilmContext
from quizzer.facts.film import Film
from quizzer.facts.questions import LOOKED_THROUGH
from quizzer.facts.shapes import SHAPES, is_whole
from quizzer.facts.trivia import sentence_fact
from quizzer.facts.wording import CLOZE, slug
from quizzer.grading import AnswerKey, Canon, Outcome, Reason, Verdict, fold
from quizzer.grading.forms import same_words

_ALIKE = 60.0  # how like each other two aliases must be for one to stand for the other
_MOST_COMPARED = 12  # aliases that others are held against
_ALWAYS = (Reason.EXACT, Reason.WORDS, Reason.TOLERANCE)
"""Rulings that no other name in another bank can change."""
_MOST_TWINS = 50  # films of one title that are looked at
_ASKED_BY_MARKS = ("crazy_credits", "alternate_versions")


def accepts_needless(subject: Subject) -> Iterator[Fault]:
    """Names under `accept` that the referee would accept anyway."""
    for one in subject.asked:
        # What may be several names in one is no name to take out.
        is_several = len(one.entry.accept) == 1 < len(parts_of(one.entry.accept[0]))
        if one.entry.accept and one.kind != "list" and one.is_quick and not is_several:
            yield from _names_needless(one, subject)


def _names_needless(one: Asked, subject: Subject) -> Iterator[Fault]:
    found = list(_needless_names(one, subject))
    # Where none is left the key goes with them.
    whole = None
    if len(found) == len(one.entry.accept) > 1 and all(_is_sure(verdict) for *_, verdict in found):
        names = ", ".join(repr(shortened(name)) for name, *_ in found)
        whole = removing(None, one.node, "accept", one.text, f"'accept' is taken out: {names}")
    for name, place, why, verdict in found:
        shown, fix = repr(shortened(name)), whole
        if fix is None and _is_sure(verdict):
            fix = removing(place, one.node, "accept", one.text, f"{shown} is taken out of 'accept'")
        yield warning(place, f"{shown} {why}: take it out{_unless_meant(verdict)}", fix=fix)


def _needless_names(one: Asked, subject: Subject) -> Iterator[tuple[str, yaml.Node, str, Verdict | None]]:
    """The names under `accept` that change nothing, with their places, and why: one is there already, or a verdict
    takes it anyway."""
    kept = [name for name, _ in one.answers]
    met = {fold(name): "is the answer itself" for name in kept}
    for name, place in one.accepted:
        again = met.get(fold(name), "")
        verdict = None if again else _accepted_anyway(one.key, kept[1:], name, subject.bank.canon)
        if verdict:
            yield name, place, "is accepted anyway" + (f" ({verdict.message})" if verdict.message else ""), verdict
        elif again:
            yield name, place, again, None
        else:
            kept.append(name)
            met[fold(name)] = "stands here twice"


def _accepted_anyway(key: AnswerKey, kept: list[str], name: str, canon: Canon) -> Verdict | None:
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


def _unless_meant(verdict: Verdict | None) -> str:
    """When an alias that is accepted anyway may stay all the same, "" for never: only its author knows whether a slip
    is another name, and who else goes by a surname in banks that are played with this one."""
    if _is_sure(verdict):
        return ""
    slip = verdict is not None and verdict.reason is Reason.SPELLING
    return ", unless it is a name of its own" if slip else ", unless others are called so too"


def _is_sure(verdict: Verdict | None) -> bool:
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


def facts_unasked(subject: Subject) -> Iterator[Fault]:
    """Films, sentences and gaps that give no question."""
    questions = subject.bank.questions
    asked_of = {question.film for question in questions}
    facts = {fact for question in questions for fact in question.facts}
    for node, film in subject.films:
        title = value_at(node, "title") or node
        about = subject.about(film)
        if about is None:
            # Of two films that have the very same title that is told already.
            twins = subject.library.known_as(film.title)
            if len(twins) > 1 and [one.title for one in twins[:_MOST_TWINS]].count(film.title) == 1:
                shared = f"another film here is called {shortened(film.title)!r} too"
                yield warning(title, f"{shared}, so that no question comes of this one: give its year")
        elif film.label not in asked_of:
            more = "tell who directed it, who plays in it, …"
            yield warning(title, f"no question comes of {shortened(film.title)!r}: {more}")
        else:
            yield from _sentences(node, film, about, facts)
        for name in LOOKED_THROUGH:
            for place in items_at(node, name)[MOST_FACTS : MOST_FACTS + 1]:
                yield warning(
                    place, f"quizzer asks about the first {MOST_FACTS} of {name!r}, and about none from here on"
                )
        for gap, place in zip(film.gaps, items_at(node, "gaps"), strict=False):
            if not is_whole(gap):
                shape = SHAPES.get(gap.asks)
                needs = " and its ".join(map(repr, shape.needs if shape else ())) or "'country' or its 'language'"
                yield warning(place, f"a gap gives no question without its {needs}")


def _sentences(node: yaml.Node, film: Film, about: FilmContext, facts: set[str]) -> Iterator[Fault]:
    for key in CLOZED:
        for sentence, place in zip(sentences_of(film, key), items_at(node, key), strict=False):
            if not sentence:
                continue
            clozes = CLOZE.search(sentence)
            if not clozes and ("[[" in sentence or "]]" in sentence or key in _ASKED_BY_MARKS):
                continue  # that its marks are wrong is told already
            if sentence_fact(about, sentence) not in facts:
                told = "it tells what it asks for" if clozes else "mark with [[ ]] what a player is to fill in"
                yield warning(place, f"no question comes of this sentence: {told}")


_MOST_CLOZES = 20  # clozes of one sentence that are looked at
# Which category the questions of a film's sentences have.
_CATEGORIES = {"crazy_credits": "versions", "alternate_versions": "versions"}


def clozes_unwise(subject: Subject) -> Iterator[Fault]:
    """Clozes of which no question comes, and other answers in them that the referee accepts anyway."""
    facts = {fact for question in subject.bank.questions for fact in question.facts}
    for node, film in subject.films:
        about = subject.about(film)
        if about is None:
            continue
        for key in CLOZED:
            shape = f"{about.id}/{_CATEGORIES.get(key, key)}-cloze"
            for sentence, place in zip(sentences_of(film, key), items_at(node, key), strict=False):
                # That no question at all comes of a sentence is told of the whole.
                if "[[" in sentence and sentence_fact(about, sentence) in facts:
                    yield from _in_sentence(subject, sentence, place, shape)


def _in_sentence(subject: Subject, sentence: str, place: yaml.Node, shape: str) -> Iterator[Fault]:
    clozes = list(CLOZE.finditer(sentence))[:_MOST_CLOZES]
    asked = [subject.bank.by_id.get(f"{shape}/{slug(' '.join(one['answer'].split()))}") for one in clozes]
    text = subject.reading.text_of(place)
    for cloze, question in zip(clozes, asked, strict=True):
        if question is None or question.key is None:
            why = "it stands elsewhere in the question, or in the title"
            message = f"{shortened(cloze['answer'].strip())!r} is not asked for: {why}"
            yield within("warning", place, text, cloze[0], message)
        else:
            yield from _aliases_needless(subject, cloze, question.key, place, text)


def _aliases_needless(
    subject: Subject, cloze: re.Match[str], key: AnswerKey, place: yaml.Node, text: str
) -> Iterator[Fault]:
    met = {same_words(key.answer).tight}
    kept: list[str] = []
    written = find_in(place, text, cloze[0])
    at = written + len("[[") + len(cloze["answer"])
    for alias in cloze["aliases"].split("|")[1:]:
        name = " ".join(alias.split())
        tight = same_words(name).tight
        verdict = _accepted_anyway(key, kept, name, subject.bank.canon)
        if tight in met or verdict:
            how = f" ({verdict.message})" if verdict and verdict.message else ""
            message = f"{shortened(name)!r} is accepted anyway{how}: take it out of the [[ ]]{_unless_meant(verdict)}"
            fix = Fix(at, at + len(alias) + 1, "", f"{shortened(name)!r} is taken out of the [[ ]]")
            mended = _is_sure(verdict) and text.startswith(cloze[0], written)
            yield within("warning", place, text, cloze[0], message, fix=fix if mended else None)
        else:
            kept.append(name)
            met.add(tight)
        at += len(alias) + 1
