"""How facts are put into words."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple
from zlib import crc32

from quizzer.grading.wordlists import read_lines

BLANK = "_____"
"""What stands where the word that is asked for was taken out."""

OMISSION = "[…]"
"""What stands where words were taken out that would tell the answer."""

CLOZE = re.compile(r"\[\[(?P<answer>[^\[\]|]+)(?P<aliases>(?:\|[^\[\]|]+)*)\]\]")
"""A span that a player may be asked to fill in, with what else is right behind bars: "[[underground|subway]]"."""

_SPEAKER = re.compile(r"(?P<name>[^:\n]{1,60}):\s+(?P<words>.+)", re.DOTALL)
LONGEST_SLUG = 60
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def quoted(text: str) -> str:
    """A title as it stands in a sentence."""
    return f"“{text}”"


def in_sentence(name: str) -> str:
    """A character's name within a sentence: "the Diver" for The Diver."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def capital(text: str) -> str:
    """The text with a capital where a sentence begins."""
    return text[:1].upper() + text[1:]


def joined(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]


def counted(number: int) -> str:
    """A count in words up to ten, in digits beyond."""
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


class Family(NamedTuple):
    """The ways in which a family of questions is asked, as `put_into_words` takes them, and its category and difficulty
    where all of its questions have the same."""

    ways: Sequence[str]
    category: str = ""
    difficulty: int = 0


@cache
def families() -> dict[str, Family]:
    """The families in `words/ways_to_ask.txt` by their names."""
    parts = "\n".join(read_lines("ways_to_ask", beside=__file__)).split("== ")[1:]
    found: dict[str, Family] = {}
    for head, *ways in map(str.splitlines, parts):
        name, _, told = head.partition(": ")
        category, _, difficulty = told.partition(" ")
        found[name] = Family(ways, category, int(difficulty or 0))
    return found


_EITHER = re.compile(r"\[(?P<whole>[^\[\]|]*)\|(?P<framed>[^\[\]|]*)\]")


def put_into_words(wording: str, film: str, told: Mapping[str, str]) -> tuple[str, str]:
    """A question's text, and how it reads where the film stands in a frame above it; "" where it names no film.

    Of "[whole|framed]" in the wording the text has the one and the framed text the other. {film} is the film as
    questions call it, other names in braces are those `told`.
    """
    text = _EITHER.sub(lambda either: either["whole"], wording).format(film=film, **told)
    if "{film}" not in wording:
        return text, ""
    return text, _EITHER.sub(lambda either: either["framed"], wording).format(film=film, **told)


def one_of(wordings: Sequence[str], name: str) -> str:
    """The wording that a question's id picks: questions of one kind do not all sound alike, and each always sounds the
    same."""
    return wordings[crc32(name.encode()) % len(wordings)]


def without_marks(sentence: str) -> str:
    """A sentence as it reads without the marks of its clozes."""
    return CLOZE.sub(lambda cloze: cloze["answer"], sentence)


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """A text as a part of an id: lower-case ASCII letters and digits with hyphens between the words.

    Of a long text its beginning, with a mark of the whole; of one without letters its code points.
    """
    plain = text
    if not text.isascii():
        from anyascii import anyascii  # its tables take longer to load than this whole room

        plain = anyascii(text)
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", plain).lower())
    whole = "-".join(words) or "-".join(f"u{ord(character):x}" for character in text.strip())
    return whole if len(whole) <= LONGEST_SLUG else f"{whole[:LONGEST_SLUG].strip('-')}-{crc32(whole.encode()):08x}"


def spoken(quote: str) -> tuple[str, str] | None:
    """Who says a quote, and the words; None if it is not one character who does."""
    # What stands in square brackets is a stage direction.
    plain = re.sub(r"\[[^\[\]]*\]", " ", without_marks(quote))
    lines = [" ".join(line.split()) for line in plain.split("\n") if line.strip()]
    found = _SPEAKER.fullmatch("\n".join(lines))
    if not found or any(_SPEAKER.match(line) for line in lines[1:]):
        return None
    return found["name"].strip(), " ".join(found["words"].split())
