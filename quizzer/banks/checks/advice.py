"""Warnings: what an author has most likely not meant so."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

import yaml
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.film_checks import CLOZED, as_iso, sentences_of
from quizzer.bank_files.nodes import items_at, names_at, parts_of, value_at, warning, within
from quizzer.bank_files.placing import rewriting
from quizzer.banks.checks.subject import Asked, Subject
from quizzer.bounds import LONGEST_NAME
from quizzer.errors import shortened, shown
from quizzer.facts.connections import names_in
from quizzer.facts.shapes import SHAPES
from quizzer.grading import fold
from quizzer.grading.forms import same_words
from quizzer.question import CATEGORIES

_MANY = 50  # hand-written questions from which a bank is expected to tell easy ones from hard ones
_LONGEST_LIST = 100  # names of a list that are tried one by one
_LIKELY = 82.0  # how like another a name must be to be a slip of it
_SHORTEST = 5  # letters from which a name with two of them changed is still like another
_MOST_TRIED = 200  # unknown names that are compared with the known: who has more has meant them

_JOINED = re.compile(r"(?P<one>[^/]+?)(?: or | / )(?P<other>[^/]+)")
_PLAYS = re.compile(r"(?P<actor>.+?)(?: as | \.\.\. ?| … ?| [-–—] )(?P<part>.+)|(?P<before>.+?) \((?P<within>[^()]+)\)")

_TOLERANT = ("number", "money", "duration")
_COUNTED = ("number", "duration")
_SOURCE = re.compile(r"(?P<scheme>[A-Za-z]+)\s*:\s*/+|www\.|\S+\.(?:com|org|net|edu|gov)(?:/|$)")


def categories_misspelt(subject: Subject) -> Iterator[Fault]:
    """Categories of which a known one, or one that the bank uses more, differs by a slip."""
    used = Counter(one.entry.category for one in subject.asked)
    rare = [category for category in used if category not in CATEGORIES and used[category] <= 2][:_MOST_TRIED]
    meant = {one: _likely(one, [*CATEGORIES, *(other for other in used if used[other] > used[one])]) for one in rare}
    for one in subject.asked:
        likely, place = meant.get(one.entry.category), value_at(one.node, "category")
        if likely and place is not None:
            known = f"no category is called {shortened(one.entry.category)!r} elsewhere"
            yield warning(place, f"{known}: did you mean {shown(likely)}?")


def films_misspelt(subject: Subject) -> Iterator[Fault]:
    """Questions about a film that the bank does not have, while it has one of nearly that name, or has twice."""
    titles = {name.casefold(): name for _, film in subject.films for name in (film.title, film.label)}
    labels: dict[str, dict[str, None]] = {}
    for _, one_film in subject.films:
        labels.setdefault(one_film.title.casefold(), {})[one_film.label] = None
    meant: dict[str, str] = {}
    for one in subject.asked:
        film, place = one.entry.film, value_at(one.node, "film")
        which = list(labels.get((film or "").casefold(), ()))
        if len(which) > 1:
            told = (
                f"which {shortened(film or '')!r} is meant, {' or '.join(map(shortened, which[:5]))}? Write one of them"
            )
            yield warning(one.at("film"), told)
        if film is None or place is None or film.casefold() in titles or len(meant) >= _MOST_TRIED:
            continue
        if film not in meant:
            meant[film] = titles.get(_likely(film.casefold(), titles), "")
        if meant[film]:
            yield warning(place, f"the bank has no film {shortened(film)!r}: did you mean {shortened(meant[film])!r}?")


def _likely(name: str, known: Collection[str]) -> str:
    found = extractOne(name[:100], list(known), scorer=ratio, score_cutoff=_LIKELY)
    if found or len(name) < _SHORTEST:
        return found[0] if found else ""
    # Two letters that changed places are much of a short name.
    changed = extractOne(name[:100], list(known), scorer=OSA.distance, score_cutoff=1)
    return changed[0] if changed else ""


def roles_run_together(subject: Subject) -> Iterator[Fault]:
    """Actors whose name seems to hold the part they play."""
    for node, film in subject.films:
        for member, place in zip(film.cast, items_at(node, "cast"), strict=False):
            found = None if member.character else _PLAYS.fullmatch(member.actor[:200])
            if found:
                parts = ", character: ".join(shortened(part) for part in found.groups() if part)
                trouble = f"{shortened(member.actor)!r} is taken for the name of the actor"
                yield warning(place, f"{trouble}: write {{actor: {parts}}}")


def gaps_misspelt(subject: Subject) -> Iterator[Fault]:
    """Gaps of a shape of which a known one differs by a slip."""
    for node, film in subject.films:
        for gap, place in zip(film.gaps[:_MOST_TRIED], items_at(node, "gaps"), strict=False):
            likely = "" if gap.asks in SHAPES else _likely(gap.asks, SHAPES)
            if likely:
                asks = value_at(place, "asks") or place
                yield warning(asks, f"no gap is known that asks {shortened(gap.asks)!r}: did you mean {likely!r}?")


def keys_unheard(subject: Subject) -> Iterator[Fault]:
    """Keys that a question of this kind does not hear."""
    for one in subject.asked:
        entry, kind = one.entry, one.kind
        for key, value, kinds in (("tolerance", entry.tolerance, _TOLERANT), ("unit", entry.unit, _COUNTED)):
            if value is not None and kind not in kinds:
                yield warning(one.at(key), f"an answer of kind {kind!r} has no {key}: take it out, or change 'kind'")
        if entry.need is not None and kind != "list":
            yield warning(one.at("need"), "only a list has names to need: take it out, or add 'kind: list'")
        if entry.accept and kind == "list":
            advice = "write other names of an item as a list, [name, other name]"
            yield warning(one.at("accept"), f"a list does not hear 'accept': {advice}")
        if "[[" in entry.ask:
            message = "[[ ]] is for a film's facts: in a question write _____"
            yield within("warning", one.at("ask"), one.text, "[[", message)


def answers_odd(subject: Subject) -> Iterator[Fault]:
    """Answers that can be read in two ways, names that no list can hear, and choices that are the same."""
    for one in subject.asked:
        if one.kind in ("number", "date"):
            yield from _ambiguous(one)
        elif one.kind == "list":
            yield from _unnameable(one)
        elif one.kind in ("text", "person", "character"):
            yield from _two_in_one(one)
        if one.entry.choices:
            yield from _choices_alike(one)


def _ambiguous(one: Asked) -> Iterator[Fault]:
    answer, place = one.answers[0]
    if one.kind == "date":
        from quizzer.grading.dates import dates

        if len(dates(answer)) > 1:
            yield warning(place, f"{shown(answer)} may be read in two ways, day or month first: write it as 1995-05-17")
        elif re.fullmatch(r"\d+[./-]\d+[./-]\d{4}", answer) and (iso := as_iso(answer)):
            fix = rewriting(place, one.text, iso, f"{shown(answer)} is now {iso}")
            yield warning(place, f"{shown(answer)} is how some countries write a date: write {iso}", fix=fix)
    else:
        from quizzer.grading.quantities import quantities

        if len({number.value for number in quantities(answer)}) > 1:
            yield warning(place, f"of the numbers in {shortened(answer)!r} only the first counts: write one")


def _two_in_one(one: Asked) -> Iterator[Fault]:
    """Answers of which a player would have to give both, though either is meant, and two whole names in one."""
    for name, place in (*one.answers, *one.accepted):
        two = _TWO.fullmatch(name[:LONGEST_NAME])
        if two and all(word[0].isupper() for part in two.groups() for word in part.split()):
            pair = f"[{shortened(two['one'])}, {shortened(two['other'])}]"
            yield warning(place, f"{shortened(name)!r} is one answer: if two are wanted, write {pair}")
            continue
        both = _JOINED.fullmatch(name)
        if both and not one.entry.choices:
            first, second = shortened(both["one"]), shortened(both["other"])
            advice = f"if either is right, write {shown(first)} and put {shown(second)} under 'accept'"
            yield warning(place, f"{shortened(name)!r} is one answer, to be given whole: {advice}")


def _unnameable(one: Asked) -> Iterator[Fault]:
    if len(one.entry.answer) > _LONGEST_LIST or not one.is_quick:
        return
    for names, place in zip(one.entry.answer, items_at(one.node, "answer"), strict=False):
        if not any(one.key.grade(name).score for name in names):
            trouble = f'{shortened(names[0])!r} cannot be named, as commas and "and" part the names of a list'
            yield warning(place, f"{trouble}: add a name without, [name, other name]")


def _choices_alike(one: Asked) -> Iterator[Fault]:
    met: set[str] = set()
    for choice, place in zip(one.entry.choices, items_at(one.node, "choices"), strict=False):
        form = same_words(choice).tight
        if form in met:
            yield warning(place, f"the referee takes {shortened(choice)!r} for a choice before it: change one of them")
        met.add(form)
    if len(one.entry.choices) == 1 and len(parts_of(one.entry.choices[0])) < 2:
        yield warning(one.at("choices"), "a single choice is no choice: add wrong ones")
    wrong = met - {same_words(name).tight for name, _ in one.answers}
    for name, place in one.accepted:
        if same_words(name).tight in wrong:
            yield warning(place, f"'accept' makes the choice {shortened(name)!r} right too: take it out of one of them")


def sources_broken(subject: Subject) -> Iterator[Fault]:
    """Sources that look like an address and lead nowhere."""
    cited = [(one.entry.source, value_at(one.node, "source")) for one in subject.asked if one.entry.source]
    cited += [(one.entry.media, value_at(one.node, "media")) for one in subject.asked if one.entry.media]
    for node, film in subject.films:
        cited += zip((one.page for one in film.sources), items_at(node, "sources"), strict=False)
    for source, place in cited:
        found = _SOURCE.match(source)  # a book, a magazine: a source all the same
        has_space = re.search(r"\s", source) is not None
        if found and place is not None and (has_space or not source.startswith(("https://", "http://"))):
            is_web = (found["scheme"] or "").lower() in ("http", "https")
            trouble = "has a space in it" if is_web else "does not begin with https://"
            yield warning(place, f"the address {shortened(source)!r} {trouble}: nobody can open it")


def aliases_unheard(subject: Subject) -> Iterator[Fault]:
    """Aliases and difficulties of names that neither a fact nor an answer has: nobody will be asked for them."""
    known: set[str] = set()
    for node, film in subject.films:
        names = names_in(film)
        known |= names
        if film.aliases:
            yield from _unknown_names(names_at(node, "aliases"), names, "no fact of this film")
        if film.difficulties:
            judged = names | {str(film.year)}
            yield from _unknown_names(names_at(node, "difficulties"), judged, "no fact of this film")
    tables = [root for root in subject.reading.roots if isinstance(root, yaml.MappingNode)]
    if any(value_at(root, "aliases") for root in tables):
        known |= {fold(name) for one in subject.asked for name in one.key.names}
        for root in tables:
            yield from _unknown_names(names_at(root, "aliases"), known, "no fact and no answer here")


def _unknown_names(places: Iterable[yaml.Node], known: Collection[str], nothing: str) -> Iterator[Fault]:
    unknown = (place for place in places if isinstance(place, yaml.ScalarNode) and fold(place.value) not in known)
    for place in islice(unknown, _MOST_TRIED):
        near = _likely(fold(place.value), known)
        advice = f"did you mean {shown(near)}?" if near else "write it as it stands there"
        yield warning(place, f"{nothing} has the name {shortened(place.value)!r}: {advice}")


_LICENSES = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0")


def licenses_misspelt(subject: Subject) -> Iterator[Fault]:
    """Licences that are meant as one that has an identifier, and lack a part of that."""
    for root in subject.reading.roots:
        place = value_at(root, "license") if isinstance(root, yaml.MappingNode) else None
        if isinstance(place, yaml.ScalarNode) and place.value not in _LICENSES:
            begun = re.sub(r"[\s_-]+", "-", place.value.strip().upper())
            meant = next((one for one in _LICENSES if f"{one}-".startswith(f"{begun}-")), "")
            if meant and begun:
                message = f"programs know no licence {shortened(place.value)!r}: did you mean {meant}?"
                yield warning(place, message)


def difficulty_even(subject: Subject) -> Iterator[Fault]:
    """A large bank whose questions are all said to be equally hard: no game can go from easy to hard."""
    levels = {one.entry.difficulty for one in subject.asked}
    if len(subject.asked) >= _MANY and len(levels) == 1:
        place = subject.asked[0].at("ask")
        level = f"all {len(subject.asked)} questions are of difficulty {levels.pop()}"
        yield warning(place, f"{level}: give those that everybody knows a 1, and those for fans a 5")


CREDITS = ("directors", "writers", "composers")
"""The keys of a film that hold people."""
_TWO = re.compile(r"(?P<one>\S+ .*\S)(?: and | & | / )(?!the )(?P<other>\S+ .*\S)", re.IGNORECASE)
_COMMA = re.compile(r"(?P<one>.+?), (?!(?:jr|sr|esq|phd|i+|iv)\b)(?P<other>.+)", re.IGNORECASE)
_REMARK = re.compile(r"(?P<name>.+?) \((?P<remark>[a-z][^()]*)\)")
_NOBODY = frozenset(("unknown", "n/a", "na", "none", "various", "tba", "tbd", "?", "-"))


def people_run_together(subject: Subject) -> Iterator[Fault]:
    """Two whole names where one is expected, a remark after a name, and what says that the name is not known."""
    for node, film in subject.films:
        for key in CREDITS:
            for credit, place in zip(getattr(film, key), items_at(node, key), strict=False):
                trouble, parts, fix = _trouble(credit.name), parts_of(credit.name), None
                if trouble and len(parts) > 1 and place is value_at(node, key) and all(" " in part for part in parts):
                    fix = rewriting(place, subject.reading.text_of(place), parts, f"a list stands under {key!r}")
                if trouble:
                    yield warning(value_at(place, "name") or place, trouble, fix=fix)


def _trouble(name: str) -> str:
    if len(name) > LONGEST_NAME:
        return ""
    two, remark = _TWO.fullmatch(name) or _COMMA.fullmatch(name), _REMARK.fullmatch(name)
    if two:
        pair = f"[{shortened(two['one'])}, {shortened(two['other'])}]"
        return f"{shortened(name)!r} is one name here: write {pair}, unless they go by both together"
    if remark:
        return f"{shortened(name)!r} is asked for with its remark: write {shortened(remark['name'])!r}"
    if name.casefold() in _NOBODY:
        return f"{shortened(name)!r} is taken for a name: leave out what you don't know"
    return ""


# Characters, and what becomes of a text that has more.
_PARTS = {
    "ask": (600, "a question that is read before the time is up"),
    "hints": (200, "a hint that fits a line or two"),
    "choices": (100, "a choice that is taken in at a glance"),
    "explain": (800, "an explanation that is read before the next question"),
}
_ANSWER = 100  # characters of an answer that somebody may type
_SENTENCE = 800  # characters of a film's sentence: the questions of it must be read too


def texts_too_long(subject: Subject) -> Iterator[Fault]:
    """Questions, answers, hints, choices, explanations and facts that are too long for what they are."""
    for one in subject.asked:
        yield from _in_question(one)
    for node, film in subject.films:
        for key in CLOZED:
            for text, place in zip(sentences_of(film, key), items_at(node, key), strict=False):
                if len(text) > _SENTENCE:
                    yield warning(place, _too_long(len(text), _SENTENCE, "a sentence that makes questions"))


def _in_question(one: Asked) -> Iterator[Fault]:
    entry = one.entry
    texts = {"ask": (entry.ask,), "hints": entry.hints, "choices": entry.choices, "explain": (entry.explain,)}
    for key, (most, what) in _PARTS.items():
        for text, place in zip(texts[key], items_at(one.node, key), strict=False):
            if len(text) > most:
                yield warning(place, _too_long(len(text), most, what))
    # What is chosen need not be typed, and a short name beside a long one is all that need be typed.
    if one.kind not in ("choice", "boolean") and not entry.choices:
        names = [*one.answers, *one.accepted]
        if names and min(len(name) for name, _ in names) > _ANSWER:
            shortest, place = min(names, key=lambda named: len(named[0]))
            what = "an answer that somebody types; name a shorter one under 'accept'"
            yield warning(place, _too_long(len(shortest), _ANSWER, what))


def _too_long(length: int, most: int, what: str) -> str:
    return f"{length:,} characters are too many: at most {most} make {what}"
