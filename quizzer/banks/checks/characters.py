"""Warnings: characters that look like others, cannot be seen, were broken on their way, or begin a comment."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from quizzer.bank_files.faults import Fault, Fix
from quizzer.bank_files.nodes import file_of, find_in, scalars_in, within
from quizzer.banks.checks.subject import Subject
from quizzer.errors import shortened

_MOST_TOLD = 20  # strange characters of one value that are told of

# Letters that are drawn alike, one below the other.
_LATIN = "ABCEHIJKMOPSTXYaceijopsxyABEHIKMNOPTXYZov"
_OTHER = "АВСЕНІЈКМОРЅТХУасеіјорѕхуΑΒΕΗΙΚΜΝΟΡΤΧΥΖον"
_TO_LATIN = str.maketrans(_OTHER, _LATIN)
_TO_CYRILLIC = {ord(latin): other for latin, other in zip(_LATIN, _OTHER, strict=True) if "Ѐ" <= other <= "ӿ"}
_WORD = re.compile(r"[^\W\d_]+")
_HAS = {
    "Latin": re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]"),
    "Greek": re.compile("[\u0370-\u03ff]"),
    "Cyrillic": re.compile("[\u0400-\u052f]"),
}
_LOOKALIKES = re.compile(f"[{_OTHER}]+")
_DRESSED = re.compile("[\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]+")
_EASTERN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff]+")
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_LOST = "\ufffd"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# What the bytes of UTF-8 are as letters of Windows' western code page: letters with accents, Greek and Cyrillic; dashes
# and quotation marks; at least two Chinese or Japanese characters; pictures. Behind a capital it may be a word in
# capitals before a quotation mark.
_NEXT = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_BROKEN = re.compile(f"(?<![A-ZÀ-Þ])(?:[ÂÃÄÅÎÏÐÑ]{_NEXT})+|â[€‚]{_NEXT}|(?:[ã-é]{_NEXT}{{2}}){{2,}}|ð{_NEXT}{{3}}")


class _Strange(NamedTuple):
    """A part of a text, what is wrong with it, and what to write instead; None if nobody can tell."""

    part: str
    message: str
    instead: str | None = None


def _misread(part: str, why: str, instead: str) -> _Strange:
    return _Strange(part, f"{shortened(part)!r} {why}: write {shortened(instead)!r}", instead)


def strange_characters(subject: Subject) -> Iterator[Fault]:
    """Words of two alphabets, letters that look Latin and are not, what cannot be seen, and what was read in the wrong
    encoding."""
    for root in subject.reading.roots:
        text = subject.reading.text_of(root)
        if text.isascii() and "\\" not in text:
            continue
        for scalar in scalars_in(root):
            if not scalar.value.isascii() or _CONTROL.search(scalar.value):
                for part, message, instead in islice(_strange_in(scalar.value), _MOST_TOLD):
                    found, fix = find_in(scalar, text, part), None
                    if instead is not None and found >= 0 and text.startswith(part, found):
                        done = f"{shortened(part)!r} is now {shortened(instead)!r}"
                        fix = Fix(found, found + len(part), instead, done)
                    yield within("warning", scalar, text, part, message, fix=fix)


def _strange_in(text: str) -> Iterator[_Strange]:
    if _LOST in text:
        yield _Strange(_LOST, "a character was lost here (\ufffd): write it anew")
    for part in dict.fromkeys(_CONTROL.findall(text)):
        yield _Strange(part, f"a control character (U+{ord(part):04X}) stands here: take it out")
    broken = (found[0] for found in _BROKEN.finditer(text) if not _is_quoted(found))
    for part in dict.fromkeys(broken):
        mended = _mended(part)
        if mended:
            yield _misread(part, f"is {shortened(mended)!r} that was read in the wrong encoding", mended)
    turning = () if _RIGHT_TO_LEFT.search(text) else _TURNING.finditer(text)
    for found in (*_UNSEEN.finditer(text), *turning):
        names = ", ".join(f"U+{ord(mark):04X} {unicodedata.name(mark, '').lower()}".strip() for mark in found[0][:3])
        yield _Strange(found[0], f"what cannot be seen stands here ({names}): take it out", "")
    # Where the text itself is Chinese, Japanese or Korean, wide letters are its own.
    for found in () if _EASTERN.search(text) else _DRESSED.finditer(text):
        yield _misread(found[0], "looks like Latin letters and is not", unicodedata.normalize("NFKC", found[0]))
    yield from _two_alphabets(text)


def _is_quoted(found: re.Match[str]) -> bool:
    """Whether what looks broken is a letter before a quotation mark: ‘Ä’."""
    behind = found.string[found.end() : found.end() + 1]
    return len(found[0]) == 2 and found[0][1] in "‘’“”‹›«»" and not behind.isalpha()


def _mended(part: str) -> str:
    data = b"".join(one.encode("cp1252", "ignore") or one.encode("latin-1", "ignore") for one in part)
    try:
        mended = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return mended if mended.isprintable() and len(data) == len(part) else ""


def _two_alphabets(text: str) -> Iterator[_Strange]:
    rest = _LOOKALIKES.sub("", text)
    # Only in a Latin text is a word of nothing but such letters no word of its own.
    all_latin = bool(_HAS["Latin"].search(text)) and not (_HAS["Cyrillic"].search(rest) or _HAS["Greek"].search(rest))
    for word in dict.fromkeys(_WORD.findall(text)):
        if word.isascii():
            continue
        scripts = [name for name, has in _HAS.items() if has.search(word)]
        if len(scripts) > 1 and "Latin" in scripts:
            yield from _mixed(word, scripts)
        elif scripts in (["Cyrillic"], ["Greek"]) and all_latin and _LOOKALIKES.fullmatch(word):
            yield _misread(word, f"is {scripts[0]} and looks Latin", word.translate(_TO_LATIN))


def _mixed(word: str, scripts: list[str]) -> Iterator[_Strange]:
    other = scripts[1]
    latin = word.translate(_TO_LATIN)
    cyrillic = word.translate(_TO_CYRILLIC)
    foreign = [letter for letter in word if _HAS[other].match(letter)]
    if _HAS["Greek"].search(latin) is None and _HAS["Cyrillic"].search(latin) is None:
        yield _misread(word, f"has a {other} {foreign[0]!r} among Latin letters", latin)
    elif other == "Cyrillic" and _HAS["Latin"].search(cyrillic) is None:
        which = next(letter for letter in word if _HAS["Latin"].match(letter))
        yield _misread(word, f"has a Latin {which!r} among Cyrillic letters", cyrillic)
    elif other == "Cyrillic":
        yield _Strange(word, f"{shortened(word)!r} has letters of two alphabets: write it in one")


_BEHIND = re.compile(r"[ \t]+(#[^\s#]\S*)")
_MAY_BE_CUT = re.compile(r"[ \t]#[^\s#]")


def texts_cut_off(subject: Subject) -> Iterator[Fault]:
    """Values without quotes after which a word begins with #, such as a number or a colour: comments have a space."""
    for root in subject.reading.roots:
        text = subject.reading.text_of(root)
        if not _MAY_BE_CUT.search(text):
            continue
        for scalar in scalars_in(root):
            mark = scalar.end_mark
            cut = None if scalar.style else _BEHIND.match(text, mark.index)
            if cut:
                column = mark.column + cut.start(1) - mark.index + 1
                message = (
                    f"{shortened(cut[1])!r} is a comment and is not read: put the text in quotation marks, or a space "
                    "after the #"
                )
                yield Fault(mark.line + 1, column, "warning", message, file_of(root), len(cut[1]))
