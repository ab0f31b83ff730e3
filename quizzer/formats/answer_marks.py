"""The marks in an answer line: what is underlined, what is quoted, and what is written as an entity."""

import re
from collections.abc import Iterator
from html import unescape

from quizzer.formats.texts import clean_line, plain_text

# What is lifted out of a line leaves its number between two characters that no text has.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
MARK = re.compile(rf"{_OPEN}\d+{_CLOSE}")
_NUMBER = re.compile(rf"{_OPEN}(\d+){_CLOSE}")
_FOREIGN = re.compile("[\ufdd0-\ufdef]")

_UNDERLINE = re.compile(r"<(/?)u\b[^<>]{0,100}>", re.IGNORECASE)
_BOLD = re.compile(r"<(/?)(?:b|strong)\b[^<>]{0,100}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,9}(?:\s[^<>]*)?/?>", re.IGNORECASE)
_REMARK = re.compile(r"(?:(?<!\s)\s++)?<[^<>]{1,100}>\s*+$")
_QUOTATION = re.compile(r"“[^“”]{1,300}”|‟[^‟”]{1,300}”|\"[^\"]{1,300}\"")
_MARK_INSIDE = re.compile(r"([;,])([”\"])(?=\s+(?:and|or|but|prompt|accept|do|also|reject|[“‟\"])|\s*[\])]|\s*$)")
"""An American mark of the line, inside the quotation that it ends: “AIDS;” prompt on …"""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)


class Marked:
    """A line in which underlined spans, quotations and entities stand as marks, so that a name with a bracket or an
    “or” in it stays whole when the line is taken apart. Texts that methods are given are pieces of it."""

    def __init__(self) -> None:
        self.text = ""
        self.is_underlined = False
        self._lifted: list[tuple[str, str]] = []  # u, q or e; and the text, with marks of its own in a quotation

    def lift(self, kind: str, text: str) -> str:
        """Keeps a text, and gives the mark that stands for it."""
        self._lifted.append((kind, text))
        return f"{_OPEN}{len(self._lifted) - 1}{_CLOSE}"

    def plain(self, piece: str) -> str:
        """A piece as text, without quotation marks."""
        return clean_line(self._put_back(piece, quotes=False))

    def quoted(self, piece: str) -> str:
        """A piece as text, with them."""
        return clean_line(self._put_back(piece, quotes=True))

    def names(self, piece: str) -> Iterator[str]:
        """The names that a piece tells: all of it, what is underlined, and the words that have a line under a part."""
        yield self.plain(piece)
        if MARK.fullmatch(piece) or not (spans := self.required(piece)):
            return
        letters = len(spans) > 1 and all(len(span) == 1 for span in spans)
        yield ("" if letters else " ").join(spans)
        if not letters:
            yield " ".join(self.plain(word) for word in piece.split() if self.required(word))

    def required(self, piece: str) -> list[str]:
        """What is underlined in a piece, span by span."""
        return [span for text in self._inside(piece, "u") if (span := clean_line(text))] if _OPEN in piece else []

    def quotations(self, piece: str) -> list[str]:
        """What is quoted in it."""
        return [self.plain(text) for text in self._inside(piece, "q")]

    def is_quotation(self, piece: str) -> bool:
        """Whether it is a quotation and nothing else."""
        found = _NUMBER.fullmatch(piece.strip())
        return found is not None and self._lifted[int(found[1])][0] == "q"

    def _inside(self, piece: str, wanted: str) -> Iterator[str]:
        for number in _NUMBER.findall(piece):
            kind, text = self._lifted[int(number)]
            if kind == wanted:
                yield text
            elif kind == "q":
                yield from self._inside(text, wanted)

    def _put_back(self, piece: str, *, quotes: bool) -> str:
        def back(found: re.Match[str]) -> str:
            kind, text = self._lifted[int(found[1])]
            if kind != "q":
                return text
            inside = self._put_back(text, quotes=quotes)
            return f"“{inside}”" if quotes else inside

        return _NUMBER.sub(back, piece) if _OPEN in piece else piece


def lifted(line: str) -> Marked:
    """An answer line with its marks lifted out. Where nothing is underlined, what is bold is taken for it."""
    marked = Marked()
    text = _FOREIGN.sub("", line).strip().removeprefix("ANSWER:")
    text = _lift_between(_UNDERLINE if _UNDERLINE.search(text) else _BOLD, text, marked)
    marked.is_underlined = _OPEN in text
    text = _REMARK.sub("", _TAG.sub("", text))
    text = _ENTITY.sub(lambda found: marked.lift("e", unescape(found[0])), text)
    text = _MARK_INSIDE.sub(r"\2\1", text)
    text = _QUOTATION.sub(lambda found: marked.lift("q", found[0][1:-1]), text)
    marked.text = " ".join(text.split())
    return marked


def _lift_between(tag: re.Pattern[str], text: str, marked: Marked) -> str:
    """The text with all that stands between a tag and its end lifted out; a tag without an end lifts nothing."""
    parts: list[str] = []
    opened: re.Match[str] | None = None
    end = 0
    for found in tag.finditer(text):
        if not found[1]:
            opened = opened or found
        elif opened is not None:
            inside = plain_text(text[opened.end() : found.start()])
            parts += [text[end : opened.start()], marked.lift("u", inside)]
            opened, end = None, found.end()
    return "".join([*parts, text[end:]])
