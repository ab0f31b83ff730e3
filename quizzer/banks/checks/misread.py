"""Warnings: what quizzer reads otherwise than it is meant: several names as one value, HTML and Markdown, placeholders
for what is still to be written, a letter as an answer."""

import html
import re
from collections.abc import Iterator

import yaml

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.nodes import items_at, parts_of, value_at, warning
from quizzer.bank_files.placing import removing, rewriting
from quizzer.banks.checks.advice import CREDITS
from quizzer.banks.checks.subject import Subject
from quizzer.errors import shortened
from quizzer.facts.iso_codes import country_code
from quizzer.grading.quantities import quantities

_PEOPLE = frozenset("directors writers composers writer music lyrics arranger producer performer known_for".split())
_LISTED = _PEOPLE | frozenset("accept reject prompt tags countries filmed_in set_in based_on who beat by".split())
_NEXT_HINT = re.compile(r"[,;] (?=(?:It|She|He|They|This|The|A|An|In|There|Its|Her|His|Their) )")
_NOT_APART = re.compile(r"(?:jr|sr|esq|phd|i+|iv|\d+)\.?", re.IGNORECASE)

_ABOUT_CODE = re.compile(r"\b(?:html|xml|tags?|entit(?:y|ies)|markdown|code|markup)\b", re.IGNORECASE)
_MAY_BE_MARKED = re.compile(r"[&<*`(_~?\[]|\.\.\.|TODO|FIXME|TBD|null")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_PAIR = re.compile(r"<(b|i|u|s|em|strong|p|div|span|a|font|small|big|li|h[1-6]|tt|center)(?: [^<>]*)?>([^<>]*)</\1>")
_BREAK = re.compile(r"(?<! ) *+<br ?/?> *")
_TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|p|div|span|a|font|small|sub|sup|br|img|ul|ol|li|h[1-6]|code)(?: [^<>]*)?/?>"
)
_MARKDOWN = re.compile(
    r"(?<![\w*])(?P<star>\*{1,3})(?=\S)(?P<bold>[^*]+)(?<=\S)(?P=star)(?![\w*])"
    r"|(?<![\w_])__(?=[^\W_])(?P<under>[^_]+)(?<=[^\W_])__(?![\w_])"
    r"|\[(?P<link>[^][]+)\]\(https?:[^()\s]+\)|`(?P<code>[^`]+)`"
)
_PLACEHOLDER = re.compile(r"~|\?\?+|\.\.\.|(?P<word>TODO|FIXME|TBD)\b.*", re.DOTALL)
_NEEDED = ("ask", "answer", "title", "actor", "song")


def misread_values(subject: Subject) -> Iterator[Fault]:
    """Values of films and questions that are several in one, have marks of HTML or Markdown, or are still to be
    written."""
    nodes = [*(node for node, _ in subject.films), *(one.node for one in subject.asked)]
    for entry in {id(node): node for node in nodes}.values():
        text = subject.reading.text_of(entry)
        ask = value_at(entry, "ask") if isinstance(entry, yaml.MappingNode) else None
        is_about_code = ask is not None and _ABOUT_CODE.search(str(ask.value)) is not None
        for key, node, owner in _values(entry):
            if owner is not None and ("," in node.value or ";" in node.value):
                yield from _several(key, node, text)
            if _MAY_BE_MARKED.search(node.value) and not is_about_code:
                yield from _marked(key, node, owner, text)


def _values(entry: yaml.Node) -> Iterator[tuple[str, yaml.ScalarNode, yaml.Node | None]]:
    """The single values in an entry, each with its key, and what has that key if it is not one of a list."""
    open_: list[tuple[str, yaml.Node, yaml.Node | None]] = [("", entry, None)]
    while open_:
        key, node, owner = open_.pop()
        if isinstance(node, yaml.ScalarNode):
            yield key, node, owner
        elif isinstance(node, yaml.MappingNode):
            open_ += [(name.value, value, node) for name, value in node.value if isinstance(name, yaml.ScalarNode)]
        else:
            open_ += [(key, item, None) for item in node.value]


def _several(key: str, node: yaml.ScalarNode, text: str) -> Iterator[Fault]:
    parts = _NEXT_HINT.split(node.value) if key == "hints" else parts_of(node.value) if key in _LISTED else []
    # People with commas between are told where names are looked at.
    if (
        len(parts) < 2
        or (key in CREDITS and ";" not in node.value)
        or any(_NOT_APART.fullmatch(part) for part in parts[1:])
    ):
        return
    # A place may have its country behind it, and a person the first name.
    if (key == "filmed_in" and country_code(parts[-1])) or (key in _PEOPLE and " " not in parts[0] and len(parts) == 2):
        return
    written = f"[{', '.join(map(shortened, parts))}]"
    fix = None if node.style else rewriting(node, text, parts, f"a list stands under {key!r}")
    yield warning(node, f"{shortened(node.value)!r} is one value: if several are meant, write {written}", fix=fix)


def _marked(key: str, node: yaml.ScalarNode, owner: yaml.Node | None, text: str) -> Iterator[Fault]:
    value, shown = node.value, repr(shortened(node.value))
    empty = _PLACEHOLDER.fullmatch(value.strip())
    if empty and not (node.style and not empty["word"]):
        done, is_bare = f"{key!r} is taken out: it was {shown}", not empty["word"] or value.strip() == empty["word"]
        fix = removing(None, owner, key, text, done) if owner and is_bare and key not in _NEEDED else None
        advice = "write it, or put 'draft: yes' beside the question" if key in _NEEDED else "write it, or take it out"
        yield warning(
            node, f"{shown} is read as it stands, and looks like what is still to be written: {advice}", fix=fix
        )
        return
    plain = (
        value if key in ("source", "media", "page") else _MARKDOWN.sub(lambda mark: mark[mark.lastgroup or 0], value)
    )
    while (inner := _PAIR.sub(r"\2", plain)) != plain:
        plain = inner
    plain = _ENTITY.sub(lambda mark: html.unescape(mark[0]), _BREAK.sub(" ", plain)).strip()
    is_whole = not _TAG.search(plain) and plain != ""
    if plain != value.strip() or not is_whole:
        fix = rewriting(node, text, plain, "marks of HTML or Markdown are taken out") if is_whole else None
        advice = f"write {shortened(plain)!r}" if is_whole else "write it without tags"
        yield warning(
            node, f"{shown} has marks of HTML or Markdown, which players see as they stand: {advice}", fix=fix
        )


def answers_misread(subject: Subject) -> Iterator[Fault]:
    """Answers that stand for something else: several names in one, a letter of a choice, minutes that may be metres."""
    for one in subject.asked:
        place = (items_at(one.node, "answer") or [one.node])[0]
        if not isinstance(place, yaml.ScalarNode):
            continue
        shown, answer = repr(shortened(place.value)), one.entry.answer[0][0]
        if place.value != answer:
            fix = rewriting(place, one.text, answer, f"{shown} is now {shortened(answer)!r}")
            yield warning(place, f"{shown} is taken for the choice {shortened(answer)!r}: write that", fix=fix)
        elif one.entry.kind is None and one.kind == "duration" and re.fullmatch(r"[\d.,]+ ?m", answer, re.IGNORECASE):
            more = "5 minutes, or 5 metres or 5 million with 'kind: number'".replace("5", answer.rstrip("mM "))
            yield warning(place, f"{shown} is taken for minutes: write {more}")
        elif one.kind == "text":
            parts = parts_of(place.value)
            is_short = len(parts) > 1 and all(len(part.split()) <= 3 for part in parts)
            is_counted = is_short and len(parts) in {number.value for number in quantities(one.entry.ask)}
            if is_counted or (is_short and len(parts) > 2):
                fix = rewriting(place, one.text, parts, "a list stands under 'answer'") if is_counted else None
                written = f"[{', '.join(map(shortened, parts))}]"
                yield warning(place, f"{shown} is one answer: if several are wanted, write {written}", fix=fix)
