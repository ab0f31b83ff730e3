"""Read a page that a browser saved as HTML or as one file (MHTML): its visible lines and its data."""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass, field
from itertools import accumulate
from operator import sub
from typing import TYPE_CHECKING

from quizzer.bounds import DEEPEST_PAGE
from quizzer.errors import SourceError, boundary
from quizzer.sources.imdb_page.credits import CreditFound, shown_credits

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_SNIFFED = 4_096
# Python has these encodings for other purposes than pages; some are slow.
_NO_ENCODINGS = frozenset("idna mbcs oem punycode raw-unicode-escape undefined unicode-escape utf-7".split())


@dataclass
class HtmlPage:
    """The parts of a page. List items in `lines` begin with "- ". The window's heading is the first. `rated` are the
    rating and the votes that the page marks as such."""

    lines: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    credits: list[CreditFound] = field(default_factory=list)
    rated: list[str] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    next_data: str | None = None
    address: str | None = None


_HTML = re.compile(
    r"\s*+(?:(?><!--.*?-->|<\?xml.*?\?>)\s*+)*+<(?:!doctype\s++html|html|head|body|script|div|section|main)\b",
    re.IGNORECASE | re.DOTALL,
)
_NO_ELEMENTS = re.compile(r"<(script|style)\b.*?(?:</\1>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_VOID = (
    "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|td|tr|th|dt|dd|option|path"  # or closed
)
_TAG = re.compile(rf"<(/?)(?!(?:{_VOID})[\s/>])[a-z][^<>]*+(?<!/)>", re.IGNORECASE)
_UNSEEN = frozenset("script style noscript template svg head iframe object select nav footer".split())
_MENUS = ",".join(
    (*_UNSEEN, *(f"[{key}*={word} i]" for key in ("id", "class", "role") for word in ("nav", "menu", "link", "foot")))
)
_MENU = re.compile(r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|quicklinks|footer)(?=$|[\s_-])", re.IGNORECASE)
_BLOCKS = (
    "address|article|aside|blockquote|body|button|details|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|"
    "header|hr|br|html|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|video"
)
# The tags that begin a line, in HTML from a browser: every < begins a tag.
_BULLETS, _LINE_ENDS = re.compile(r"<li(?: [^>]*)?>"), re.compile(rf"</?(?:{_BLOCKS})(?: [^>]*)?>")
_COMMENTS, _OTHERS = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL), re.compile(r"<[^>]*(?:>|\Z)")
_RATED = ",".join(f"[itemprop=aggregateRating] [itemprop=rating{what}]" for what in ("Value", "Count"))
_GONE = "\x1e"  # in place of an invisible block


def is_html(text: str) -> bool:
    """Whether a text is HTML, and not copied from a page."""
    return bool(_HTML.match(text[: _SNIFFED * 4]))


def read_html(text: str, *, file: str = "") -> HtmlPage:
    """Read the lines and the data of a page. Reads broken and cut HTML as browsers do.

    Raises SourceError if elements nest deeper than DEEPEST_PAGE.
    """
    from selectolax.lexbor import LexborHTMLParser as Parser  # loaded only for the pages that need it

    depths = list(accumulate(-1 if closing else 1 for closing in _TAG.findall(_NO_ELEMENTS.sub("", text))))
    # A closing tag without its opening one does not count.
    if max(map(sub, depths, accumulate(depths, min, initial=0)), default=0) > DEEPEST_PAGE:
        raise SourceError(f"its elements nest deeper than {DEEPEST_PAGE:,}; save the page from a browser", file=file)
    tree = Parser(text)
    page = HtmlPage(credits=shown_credits(tree))
    page.headings = [" ".join(node.text().split()) for node in tree.css("title, h1")]
    page.rated = [node.text() for node in tree.css(_RATED)[:2]]
    page.json_ld = [node.text() for node in tree.css("script[type='application/ld+json' i]")]
    page.next_data = next((node.text() for node in tree.css("script#__NEXT_DATA__")), None)
    addresses = (node.attributes for node in tree.css("link[rel=canonical], meta[property='og:url']"))
    page.address = next(filter(None, (one.get("href") or one.get("content") for one in addresses)), None)
    page.lines = _lines(tree)
    return page


def plain_text(text: str) -> str:
    """Return a piece of HTML as text, with its line breaks."""
    if "<" not in text and "&" not in text:
        return text.strip()
    return "\n".join(line.removeprefix("- ") for line in read_html(f"<body>{text}").lines)


def decode_page(data: bytes, *, file: str = "") -> tuple[str, str | None]:
    """Return the text of a saved page, and a note about a guess, or None.

    The encoding is that of a byte order mark, the one that the HTML names, UTF-8, or else Windows-1252. Unpacks a page
    saved as one file (MHTML). Line ends become \\n.

    Raises SourceError if it is not text.
    """
    named = None
    with boundary("this page", file=file):
        if data[:2_000].lstrip()[:5].lower() in (b"from:", b"mime-") and b"multipart/" in data[:_SNIFFED]:
            data, named = _from_mhtml(data)
        text, note = _decode(data, named)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SourceError("this is a binary file, not text; save the page as HTML", file=file, line=line)
    return text.replace("\r\n", "\n").replace("\r", "\n"), note


def _from_mhtml(data: bytes) -> tuple[bytes, str | None]:
    """Return the first HTML in a MIME message, and its encoding."""
    import email  # a quarter of this module's loading time, for the fewest pages

    message = email.message_from_bytes(data)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return (content if isinstance(content, bytes) else b""), part.get_content_charset()
    return data, None


def _decode(data: bytes, named: str | None) -> tuple[str, str | None]:
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return data.decode("utf-16", errors="replace"), None
    declared = re.search(rb"<meta[^>]{0,200}charset\s*+=\s*+[\"']?\s*+([\w.:-]++)", data[:_SNIFFED], re.IGNORECASE)
    for encoding in ("utf-8-sig", named, declared and declared[1].decode("ascii", errors="ignore")):
        try:
            if encoding and codecs.lookup(encoding).name not in _NO_ENCODINGS:
                return data.decode(encoding), None
        except (UnicodeError, LookupError):
            continue
    return data.decode(
        "cp1252", errors="replace"
    ), "the page is not in UTF-8; quizzer read it as Windows-1252, so letters may be wrong"


def _lines(tree: LexborHTMLParser) -> list[str]:
    """Return the visible lines. Removes everything else from the tree."""
    for node in tree.css(_MENUS):
        its = node.attributes
        # A label in a menu of the page begins nothing.
        if node.tag in _UNSEEN or _MENU.search(" ".join(filter(None, map(its.get, ("id", "class", "role"))))):
            node.replace_with(_GONE if re.fullmatch(_BLOCKS, node.tag or "") else "")
    text = _BULLETS.sub("\n- ", _COMMENTS.sub("", tree.html or "").replace("\n", " ")).replace(_GONE, "\n")
    text = html.unescape(_OTHERS.sub("", _LINE_ENDS.sub("\n", text)))
    # If a block begins an item, the bullet belongs before its text.
    text = re.sub(r"\n- (?:\s*\n)+(?!- )\s*", "\n- ", text)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return [line for line in lines if line and line != "-"]
