"""Texts as they come from elsewhere, tidied; and what HTML says without its marks."""

import re
from html import unescape

# Control characters, halves of characters, and what takes no room: soft hyphens, marks of byte order.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufdd0-\ufdef\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r" ?\n(?: ?\n)+ ?")

_LINE_TAGS = frozenset("blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tr ul".split())
_TAGS = _LINE_TAGS | frozenset(
    "a abbr acronym audio b bdi bdo big center cite code del dfn em figcaption figure font i img ins kbd mark".split()
    + "nobr q rp rt ruby s samp section small source span strike strong sub sup tbody td tfoot th thead tt u".split()
    + "var video wbr".split()
)
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,11})(?:\s[^<>]*)?/?>")
_COMMENT = re.compile(r"<!--(?:.*?(-->)|.*\Z)", re.DOTALL)
_RAISED = re.compile(r"<(su[pb])\b[^<>]*>([^<>]{0,40})</\1\s*>", re.IGNORECASE)
_SUP = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_SUB = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_MEDIA = re.compile(
    r"""<(?:img|audio|video|source)\b[^<>]*?\bsrc\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))[^<>]*>|\[sound:([^\[\]]{1,300})\]""",
    re.IGNORECASE,
)
_BOLD = re.compile(r"(\*\*|__)(?=[^\s*_])([^\n]{1,300}?)(?<=[^\s*_])\1")
_SLANTED = re.compile(r"(?<![\w*])([*_`])(?=[^\s*_`])([^\n*_`]{1,300}?)(?<=[^\s*_`])\1(?![\w*])")
_TRUE_OR_FALSE = "True or false: "
_ASKS_WHETHER = re.compile(r"true (?:or|/) ?false|\?\W*$", re.IGNORECASE)


def clean_text(text: str) -> str:
    """A text without what nobody sees: no control characters, no spaces twice or at the ends of lines. Lines stay."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    text = _UNSEEN.sub("", _HALF.sub("\ufffd", _BREAK.sub("\n", text)))
    return _BLANK_LINES.sub("\n\n", _SPACES.sub(" ", text)).replace(" \n", "\n").replace("\n ", "\n").strip()


def clean_line(text: str) -> str:
    """A text in one line, without what nobody sees: each run of spaces and line ends is a single space."""
    return text.strip() if text.isprintable() and "  " not in text else " ".join(clean_text(text).split())


def plain_text(html: str) -> str:
    """What HTML says: its tags taken out, its entities read. What only looks like a tag (`x < y`, `<Shift>`) stays."""
    if "<" in html:
        html = _COMMENT.sub(lambda found: "" if found[1] else found[0], html)
        html = _TAG.sub(_without_tag, _RAISED.sub(_raised, html))
    return clean_text(unescape(html) if "&" in html else html)


def without_marks(markdown: str) -> str:
    """Markdown without the marks of what is bold, slanted or code."""
    return _SLANTED.sub(r"\2", _BOLD.sub(r"\2", markdown))


def take_media(html: str) -> tuple[str, list[str]]:
    """The HTML without its pictures and sounds, and where those are."""
    if "<" not in html and "[sound:" not in html:
        return html, []
    found = [unescape(next(filter(None, parts), "")).strip() for parts in _MEDIA.findall(html)]
    return _MEDIA.sub(" ", html), [where.removeprefix("@@PLUGINFILE@@/") for where in found if where]


def as_question(statement: str) -> str:
    """A statement that is true or false, as a question."""
    return statement if _ASKS_WHETHER.search(statement) else f"{_TRUE_OR_FALSE}{statement}"


def as_statement(question: str) -> str:
    """The statement that such a question is made of."""
    return question.removeprefix(_TRUE_OR_FALSE)


# What a sheet takes for a formula; a number it may take for a number.
_RUN_BY_A_SHEET = re.compile(r"'*+[=+\-@\t\r\uff1d\uff0b\uff0d\uff20](?![\d.,]*+%?\Z)", re.DOTALL)


def sheet_cell(text: str) -> str:
    """A text as the cell of a table that a sheet opens and does not run: an apostrophe stands before what begins a
    formula."""
    return f"'{text}" if _RUN_BY_A_SHEET.match(text) else text


def text_of_cell(cell: str) -> str:
    """The text of such a cell."""
    return cell[1:] if cell.startswith("'") and _RUN_BY_A_SHEET.match(cell) else cell


def _raised(found: re.Match[str]) -> str:
    inside = unescape(found[2]).strip()
    raised = found[1].lower() == "sup"
    changed = inside.translate(_SUP if raised else _SUB)
    if inside and all(one != other for one, other in zip(inside, changed, strict=True)):
        return changed
    return f"^{inside}" if raised and inside.isalnum() else found[2]


def _without_tag(found: re.Match[str]) -> str:
    name = found[1].lower()
    return found[0] if name not in _TAGS else "\n" if name in _LINE_TAGS else " " if name in ("td", "th") else ""
