"""One piece of a list of names: the name in it, and how it is credited; or nobody."""

import re

from quizzer.facts.film import Credit
from quizzer.sources.soundtrack_credits.markup import SPACES, WORDS, YEAR, any_of, bracket_spans, without_brackets
from quizzer.sources.soundtrack_credits.role_words import GENERIC, INSTRUMENTS, LANGUAGES, NOBODY

_CREDITED_AS = re.compile(
    r"[(\[]\s*(?:(?:incorrectly\s+)?(?:credited|billed)\s+)?as\s+(.*?)\s*[)\]]?", re.IGNORECASE | re.DOTALL
)
_ALIAS = re.compile(
    rf"{SPACES}(?:[apf]\.?[/.]?k\.?[/.]?a\.?|d/b/a|(?:professionally |also |better |formerly )known as|n[ée]e)\s.*$",
    re.IGNORECASE,
)
_ARTICLES = r"(?:the|a|an|his|her|their|this|one|some|two|various)"
_SPOKEN = "|".join(word.capitalize() for word in sorted(LANGUAGES))
_PLAYED = "|".join(sorted({*INSTRUMENTS, *WORDS["plays_on"]}))
# Where and when it was heard. Only in small letters: in capitals it may be a part of the name.
_TAIL = re.compile(
    rf"{SPACES}(?:{any_of('how')}"
    rf"|over (?:{_ARTICLES}|end|opening|closing|main|final)|on (?:{_ARTICLES}|acoustic|electric|lead|{_PLAYED})"
    rf"|in (?:{_ARTICLES}|{_SPOKEN}|background|parts?|unison|harmony|concert|voice-?over|costume|blackface|drag)"
    rf"|for {_ARTICLES}|from (?:{_ARTICLES}|[\"'“]))(?![\w'’-]).*$",
    re.DOTALL,
)
_TO_A_NAME = re.compile(r"[A-ZÀ-Þ]\S* to [A-ZÀ-Þ]\S*")  # "Heavens to Betsy" are a band, "Ann Bee to Cy Dee" are not
_FOR_WHOM = re.compile(rf"{SPACES}for\s.*$", re.DOTALL)
_NEXT_SENTENCE = re.compile(r"(?<=[^\W\d_]{2})\.\s+(?=[^\W\d_])")
_DASHES = re.compile(rf"^[-–—]++\s++|{SPACES}[-–—]++$")
_CONDUCTS = re.compile(r"\s(?:conducting|directing|dancing)$", re.IGNORECASE)
_YEAR = re.compile(rf"(?:,|(?<![\s,]))\s++{YEAR}$")
_COMPANY = re.compile(rf"\b{any_of('company_in_a_name')}\b", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?:^|[\s.])(?:\w|jr|sr|bros|co|inc|ltd|esq|st|m\.d|ph\.d|etc|\w+\.\w+)\.$", re.IGNORECASE)
_PARTICLES, _SMALL = frozenset(WORDS["particle_of_names"]), frozenset(WORDS["not_in_names"])
_MOST_WORDS = 12
_UNABRIDGED = frozenset({"fun.", "the fun."})


def read_piece(
    text: str, *, people: bool, lower_case: bool, uncut: frozenset[str], known: str | None = None
) -> Credit | None:
    """Who a piece of a list names, without what says how and where; None for "chorus", "the studio orchestra".

    `people` says that it is no performer, so that "for Sea Records" may follow. `lower_case` says that small letters
    mean nothing here. `uncut` are names that look like a name and a remark. `known` is the name that the page itself
    tells.
    """
    # Brackets that were closed and never opened are a slip.
    bare = _unquoted(without_brackets(text).replace(")", "").replace("]", "").strip(" ,;:"))
    whole = bare.casefold() in uncut
    name = known or (bare if whole else _cut(bare, people=people))
    name = name if known or name.casefold() in _UNABRIDGED else _without_full_stop(name)
    if not known and not whole and (_CONDUCTS.search(bare) or _is_nobody(name, people=people, lower_case=lower_case)):
        return None
    spans = (text[begin:end] for begin, end in bracket_spans(text))
    credited = next((found[1] for span in spans if (found := _CREDITED_AS.fullmatch(span))), None)
    return Credit(name=name, credited_as=_unquoted(credited) if credited else None)


def _cut(name: str, *, people: bool) -> str:
    name = _first_sentence(_ALIAS.sub("", name))
    before, _, label = name.partition(" on ")
    if label.casefold().rstrip(" .,").endswith(("records", "recordings")):
        name = before
    tail = _TAIL.search(name)
    if tail and not _TO_A_NAME.fullmatch(name):
        name = name[: tail.start()]
    before, _, whom = name.partition(" for ")
    if not people and len(before.split()) > 1 and len(whom.split()) > 1:
        name = before  # "Marni Nixon for Deborah Kerr"; "Death Cab for Cutie" are a band
    if people:
        name = _YEAR.sub("", _FOR_WHOM.sub("", name))
    return _unquoted(_DASHES.sub("", name).strip(" ,;:"))


def _first_sentence(name: str) -> str:
    """A name without the sentence that follows it: "Ann Bee. Heard in the club"."""
    for found in _NEXT_SENTENCE.finditer(name):
        before = name[: found.start()]
        shortened = len(before.split()) == 1 and len(before) <= len("Chas")  # "Nic. ten Brook"
        if not shortened and before.split()[-1].casefold() not in WORDS["short"]:
            return before
    return name


def _without_full_stop(name: str) -> str:
    """The full stop goes that ends a sentence; those of "R.E.M.", "Jr." and "Warren G." stay."""
    return name if _ABBREVIATED.search(name) else name.rstrip(".").rstrip()


def _unquoted(name: str) -> str:
    """A name without quotation marks around all of it; those of '"Weird Al" Yankovic' stay."""
    pairs = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»"}
    if len(name) > 2 and pairs.get(name[0]) == name[-1] and not set(name[1:-1]) & {name[0], name[-1]}:
        return name[1:-1].strip()
    return name


def _is_nobody(name: str, *, people: bool, lower_case: bool) -> bool:
    words = name.split()
    folded = [word.casefold().strip(".,'\"") for word in words]
    if people and re.fullmatch(YEAR, name):
        return True
    if not any(letter.isalnum() for letter in name) or len(words) > _MOST_WORDS:
        return True
    if all(word in NOBODY for word in folded):
        return True
    if _COMPANY.search(name) and folded[0] != "the":
        return True
    small = all(word == word.lower() for word in words)
    if small and all(word in GENERIC or word in INSTRUMENTS for word in folded):
        return True
    if lower_case or not name[0].islower():
        return False
    if folded[0] == "the" or folded[0] in _PARTICLES:
        return len(words) < 2 or (words[1][0].islower() and folded[1] not in _PARTICLES) or words[-1] in GENERIC
    return len(words) > 1 and any(word in _SMALL or word in GENERIC for word in folded)
