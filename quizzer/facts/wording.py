"""Put facts into words."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple
from zlib import crc32

from quizzer.grading.wordlists import read_lines

BLANK = "_____"
"""The sign in place of the answer."""

OMISSION = "[…]"
"""The sign in place of words that would give the answer away."""

CLOZE = re.compile(r"\[\[(?P<answer>[^\[\]|]+)(?P<aliases>(?:\|[^\[\]|]+)*)\]\]")
"""A span that a player may have to fill in, with other right answers after bars: "[[underground|subway]]"."""

_SPEAKER = re.compile(r"(?P<name>[^:\n]{1,60}):\s+(?P<words>.+)", re.DOTALL)
LONGEST_SLUG = 60
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def quoted(text: str) -> str:
    """Return a title as a sentence prints it."""
    return f"“{text}”"


def in_sentence(name: str) -> str:
    """Return a character's name within a sentence: "the Diver" for The Diver."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def capital(text: str) -> str:
    """Return the text with a capital first, as at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def joined(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]


def counted(number: int) -> str:
    """Return a count in words up to ten, in digits beyond."""
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


class Family(NamedTuple):
    """The ways to ask a family of questions, as `put_into_words` takes them. The category and difficulty are empty if
    its questions differ in them."""

    ways: Sequence[str]
    category: str = ""
    difficulty: int = 0


@cache
def families() -> dict[str, Family]:
    """Return the families in `words/ways_to_ask.txt` by their names."""
    parts = "\n".join(read_lines("ways_to_ask", beside=__file__)).split("== ")[1:]
    found: dict[str, Family] = {}
    for head, *ways in map(str.splitlines, parts):
        name, _, rest = head.partition(": ")
        category, _, difficulty = rest.partition(" ")
        found[name] = Family(ways, category, int(difficulty or 0))
    return found


_EITHER = re.compile(r"\[(?P<whole>[^\[\]|]*)\|(?P<framed>[^\[\]|]*)\]")


class _Words(dict[str, str]):
    """The words for the names in braces. A name with a capital has its word with a capital."""

    def __missing__(self, name: str) -> str:
        return capital(dict(self)[name[:1].lower() + name[1:]])


def put_into_words(wording: str, film: str, told: Mapping[str, str]) -> tuple[str, str]:
    """Return a question's text, and its text with the film in a frame above it; "" if the wording names no film.

    Of "[whole|framed]" in the wording, each text takes its part. {film} is the film as questions name it. The other
    names in braces are those `told`; {Place} is the word for "place" with a capital.
    """
    words = _Words(told, film=film)
    text = _EITHER.sub(lambda either: either["whole"], wording).format_map(words)
    if "{film}" not in wording:
        return text, ""
    return text, _EITHER.sub(lambda either: either["framed"], wording).format_map(words)


def one_of(wordings: Sequence[str], name: str) -> str:
    """Return the wording that a question's id picks: it is always the same, but questions of one kind vary."""
    return wordings[crc32(name.encode()) % len(wordings)]


def without_marks(sentence: str) -> str:
    """Return a sentence without the marks of its blanks."""
    return CLOZE.sub(lambda cloze: cloze["answer"], sentence)


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """Return a text as a part of an id: lower-case ASCII letters and digits, with hyphens between the words.

    A long text gives its beginning and a checksum of the whole; a text without letters gives its code points.
    """
    plain = text
    if not text.isascii():
        from anyascii import anyascii  # its tables take longer to load than this whole package

        plain = anyascii(text)
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", plain).lower())
    whole = "-".join(words) or "-".join(f"u{ord(character):x}" for character in text.strip())
    return whole if len(whole) <= LONGEST_SLUG else f"{whole[:LONGEST_SLUG].strip('-')}-{crc32(whole.encode()):08x}"


def spoken(quote: str) -> tuple[str, str] | None:
    """Return who says a quote, and the words; None unless exactly one character speaks."""
    # Square brackets hold stage directions.
    plain = re.sub(r"\[[^\[\]]*\]", " ", without_marks(quote))
    lines = [" ".join(line.split()) for line in plain.split("\n") if line.strip()]
    found = _SPEAKER.fullmatch("\n".join(lines))
    if not found or any(_SPEAKER.match(line) for line in lines[1:]):
        return None
    return found["name"].strip(), " ".join(found["words"].split())
