"""Faults of a bank's facts: codes that do not exist, figures that are none, marks of clozes that do not pair."""

import difflib
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import yaml

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.hand_written import real_date, unknown_kind, unreadable
from quizzer.bank_files.nodes import error, items_at, value_at, warning, within
from quizzer.bank_files.placing import rewriting
from quizzer.bank_files.reader import Reading
from quizzer.bounds import MOST_MARKS
from quizzer.errors import shortened
from quizzer.facts.film import Film
from quizzer.facts.iso_codes import COUNTRIES, LANGUAGES, country_code, country_name, find_language, language_code
from quizzer.facts.wording import CLOZE
from quizzer.facts.year_and_money import currency_of

CLOZED = tuple("plot trivia goofs quotes first_line last_line taglines crazy_credits alternate_versions".split())
"""The keys of a film whose sentences may have clozes."""

_MARK = re.compile(r"\[\[|\]\]")
_MOST_TOLD = 10  # marks of one sentence that are looked at: whoever has more has not meant them as such
_AROUND = 12
"""Characters after a mark that tell it from others."""


def faults_in(reading: Reading) -> list[Fault]:
    """What is wrong with a bank's facts and defaults: errors, and warnings of the same families."""
    faults: list[Fault] = []
    for root in reading.roots:
        defaults = value_at(root, "defaults") if isinstance(root, yaml.MappingNode) else None
        questions = (
            {id(node): node for node in items_at(root, "questions")} if isinstance(root, yaml.MappingNode) else {}
        )
        for node in (defaults, *questions.values()):
            kind = value_at(node, "kind") if isinstance(node, yaml.MappingNode) else None
            faults += unknown_kind(kind, reading.text_of(root)) if isinstance(kind, yaml.ScalarNode) else ()
    for node, film in reading.films:
        text = reading.text_of(node)
        for family in (code_faults, figure_faults, mark_faults):
            faults += family(node, film, text)
    return faults


def mark_faults(node: yaml.Node, film: Film, text: str) -> Iterator[Fault]:
    """The marks that open or close nothing, or hold no answer."""
    for key in CLOZED:
        for sentence, place in zip(sentences_of(film, key), items_at(node, key), strict=False):
            if sentence.count("[[") > MOST_MARKS:
                yield error(place, f"more than {MOST_MARKS} [[ ]] in one sentence: mark what is worth asking")
            elif "[[" in sentence or "]]" in sentence:
                yield from _in_sentence(place, sentence, text)


def overmarked(film: Film) -> bool:
    """Whether a sentence of a film has so many marks that the questions of it would take too long to make."""
    return any(sentence.count("[[") > MOST_MARKS for key in CLOZED for sentence in sentences_of(film, key))


def sentences_of(film: Film, key: str) -> tuple[str, ...]:
    """What stands under a key of CLOZED: a sentence, or several."""
    value: tuple[str, ...] | str | None = getattr(film, key)
    return (value,) if isinstance(value, str) else value or ()


def _in_sentence(place: yaml.Node, sentence: str, text: str) -> Iterator[Fault]:
    rest = CLOZE.sub(lambda found: " " * len(found[0]) if _names(found) else found[0], sentence)
    closed: set[int] = set()
    marks = list(islice(_MARK.finditer(rest), _MOST_TOLD))
    for mark, after in zip(marks, [*marks[1:], None], strict=False):
        if mark[0] == "]]" and mark.start() in closed:
            continue
        if mark[0] == "[[" and after and after[0] == "]]":
            part = sentence[mark.start() : after.end()]
            closed.add(after.start())
            yield within("error", place, text, part, _pair_trouble(part))
        else:
            part = sentence[mark.start() : mark.end() + _AROUND]
            what = "[[ is not closed: put ]] after" if mark[0] == "[[" else "]] closes nothing: put [[ before"
            message = f"{what} the words that a player is to fill in"
            yield within("error", place, text, part, message, width=2)


def _names(found: re.Match[str]) -> bool:
    return all(name.strip() for name in (found["answer"], *found["aliases"].split("|")[1:]))


def _pair_trouble(marked: str) -> str:
    inside = marked[2:-2]
    if not inside.strip(" |"):
        return "[[ ]] marks nothing: put the words between that a player is to fill in"
    if "[" in inside or "]" in inside:
        return "[ and ] cannot stand within [[ ]]: take them out"
    return "an answer in [[ ]] is empty: write it as [[answer|another right answer]]"


class _Trouble(NamedTuple):
    """What is wrong with a code, and what to write instead, "" if nobody can tell."""

    message: str
    instead: str = ""
    exists: bool = False


def code_faults(node: yaml.Node, film: Film, text: str) -> Iterator[Fault]:
    """What is wrong with the codes in a film's countries, titles, releases and gaps."""
    for key in ("also_known_as", "released", "gaps"):
        for fact, place in zip(getattr(film, key), items_at(node, key), strict=False):
            for name in _JUDGES:
                yield from _judge(place, name, getattr(fact, name, None), text)
    for code, place in zip(film.countries, items_at(node, "countries"), strict=False):
        yield from _judge(place, "country", code, text)


def _judge(place: yaml.Node, key: str, code: str | None, text: str) -> Iterator[Fault]:
    trouble = _JUDGES[key](code) if code else None
    if code and trouble:
        node = value_at(place, key) or place
        instead = trouble.instead
        fix = rewriting(node, text, instead, f"{shortened(code)!r} is now {instead!r}") if instead else None
        yield (warning if trouble.exists else error)(node, trouble.message, fix=fix)


@lru_cache(maxsize=1024)
def _country(code: str) -> _Trouble | None:
    if code in COUNTRIES:
        return None
    shown, upper = repr(shortened(code)), code.upper()
    if upper in COUNTRIES:
        return _Trouble(f"countries are written in capitals: {upper}, not {shown}", upper, exists=True)
    named = country_code(code)
    if named and len(code) > 3:
        return _Trouble(f"{shown} is a country's name: write its code, {named}", named)
    meant = named or _likely(code, COUNTRIES)
    if meant:
        return _Trouble(f"{shown} is not a country's code: did you mean {meant} ({country_name(meant)})?", meant)
    return _Trouble(f"{shown} is not a country's code: write one of ISO 3166-1, such as UA for Ukraine")


@lru_cache(maxsize=1024)
def _language(code: str) -> _Trouble | None:
    if code in LANGUAGES:
        return None
    shown, lower = repr(shortened(code)), code.lower()
    alone = lower.partition("-")[0]
    if alone in LANGUAGES and alone != lower:
        return _Trouble(
            f"{shown} is a variant that no question can name: write {alone} ({LANGUAGES[alone]}), "
            "and where it is spoken as the country",
            exists=True,
        )
    found = find_language(code)
    named = None if found else language_code(code)
    if named:
        return _Trouble(f"{shown} is a language's name: write its code, {named}", named)
    meant = None if found else _likely(code, LANGUAGES)
    if meant:
        return _Trouble(f"{shown} is not a language's code: did you mean {meant} ({LANGUAGES[meant]})?", meant)
    if found is None:
        return _Trouble(f"{shown} is not a language's code: write one of ISO 639, such as uk for Ukrainian")
    if found.code == code:
        return None
    reason = "languages are written in small letters" if found.code == lower else f"{found.name} has a shorter code"
    return _Trouble(f"{reason}: {found.code}, not {shown}", found.code, exists=True)


def _likely(name: str, table: dict[str, str]) -> str | None:
    """The code of the country or language whose name is nearly this one."""
    if len(name) < 4:
        return None
    names = {known.removeprefix("the ").casefold(): code for code, known in table.items()}
    near = difflib.get_close_matches(name[:60].casefold(), names, n=1, cutoff=0.8)
    return names[near[0]] if near else None


_JUDGES: dict[str, Callable[[str], _Trouble | None]] = {"country": _country, "language": _language}


_IMDB = re.compile(r"tt\d{7,10}")
_ISO_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_HAS_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|[/.-]\d\d$")
_SUMS = ("budget", "gross_us_canada", "opening_weekend_us_canada", "gross_worldwide")


def figure_faults(node: yaml.Node, film: Film, text: str) -> Iterator[Fault]:
    """What is wrong with the figures among a film's facts."""
    if film.imdb is not None and not _IMDB.fullmatch(film.imdb):
        place, shown = value_at(node, "imdb") or node, repr(shortened(film.imdb))
        found = re.search(r"\btt\d{7,10}\b|^\d{7,10}\Z", film.imdb)
        meant = f"tt{found[0].removeprefix('tt')}" if found else ""
        how = f"write {meant}" if meant else "it is tt and seven digits or more, such as tt0112682"
        fix = rewriting(place, text, meant, f"{shown} is now {meant!r}") if meant else None
        yield error(place, f"{shown} is not an IMDb id of a film: {how}", fix=fix)
    for release, place in zip(film.released, items_at(node, "released"), strict=False):
        yield from _date(value_at(place, "date") or place, release.date, text)
    yield from _box_office(node, film, text)
    if film.runtime is not None and (trouble := unreadable(film.runtime, "duration")):
        yield error(value_at(node, "runtime") or node, f"{shortened(film.runtime)!r} {trouble}")


def _date(node: yaml.Node, date: str, text: str) -> Iterator[Fault]:
    shown = shortened(date)
    if not real_date(date) or not _HAS_YEAR.search(date):
        yield error(node, f"{shown!r} is not a date: write one such as 1995-05-17, or 1995-05, or 1995")
    elif not _ISO_DATE.fullmatch(date):
        iso = as_iso(date)
        fix = rewriting(node, text, iso, f"{shown!r} is now {iso!r}") if iso else None
        how = iso or "year-month-day"
        yield warning(node, f"{shown!r} gives no question while it is written so: write {how}", fix=fix)


def as_iso(text: str) -> str:
    """A date as year-month-day, or the part of it that is told; "" if it may be read in two ways."""
    from quizzer.grading.dates import dates

    readings = dates(text)
    if len(readings) != 1 or not readings[0].year:
        return ""
    year, month, day = readings[0]
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])


def _box_office(node: yaml.Node, film: Film, text: str) -> Iterator[Fault]:
    place = value_at(node, "box_office")
    if film.box_office is None or place is None:
        return
    for name in _SUMS:
        amount = getattr(film.box_office, name)
        if amount is None:
            continue
        at = value_at(place, name) or place
        if not re.search(r"\d", amount):
            yield error(at, f"{shortened(amount)!r} is not a sum of money: write one such as $18,000,000")
        elif not currency_of(amount):
            shown = repr(shortened(amount))
            yield warning(at, f"{shown} gives no question without its currency: write it as $18,000,000 or 18,000 EUR")
    when = film.box_office.opening_weekend_date
    if when is not None and (trouble := unreadable(when, "date")):
        yield error(value_at(place, "opening_weekend_date") or place, f"{shortened(when)!r} {trouble}")
