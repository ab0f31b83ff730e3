"""Quizbowl's answer lines, as packets and qbreader write them: what is right, what is asked back about, what is wrong.

`Jasper <b><u>Johns</u></b> [accept …; prompt on … by asking “…”; do not accept …] (note)`: what is underlined is
required, and is enough.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

from quizzer.bounds import LONGEST_ANSWER_LINE
from quizzer.formats.answer_marks import MARK, Marked, lifted
from quizzer.formats.texts import clean_line

_GROUP = re.compile(r"\[([^\[\]]*)\]|\(([^()]*)\)")
_PARENTHESIS = re.compile(r"[()\[\]]")
_DIRECTIVES = {
    "antiprompt": r"(?:anti-?prompt|reverse[- ]prompt)(?: on)?",
    "reject": r"(?:do not|don['’]t|never) (?:accept|prompt)(?: (?:or|nor) (?:accept|prompt))?(?: on)?|reject",
    "prompt": r"(?:also )?prompt(?: on)?",
    "accept": r"(?:also )?accept|or|also",
}
_DIRECTIVE = re.compile(
    r"\s*(?:and |but )?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _DIRECTIVES.items())
    + r")(?= |$)(?: on(?= ))?",
    re.IGNORECASE,
)
_ABOUT_ANSWERS = re.compile(
    r"\s*(?:(?:either|any|both)(?:$| (?:underlined|names?|parts?|answers?|words?|portions?|orders?|is|are)\b)|"
    r"(?:before|until|prior to) (?:mention|read|being|it is)|(?:clear |obvious |reasonable )?equivalents?\b|"
    r"word ?forms?\b|synonyms\b|be (?:generous|lenient|strict)|ask for|note to|moderator)",
    re.IGNORECASE,
)
_EITHER = re.compile(
    r"(?:either|any|one)(?: one)?(?: of(?: the)?(?: two| three)?)?(?: underlined)?"
    r"(?: (?:names?|parts?|half|halves|portions?|elements?|words?|titles?|underlined|answers?))?"
    r"(?: as well as| and|$)\s*",
    re.IGNORECASE,
)
_PARTIAL = re.compile(r"(?:on )?(?:an? )?(?:just )?partials?\b(?: answers?)?", re.IGNORECASE)
_INSTRUCTION = re.compile(
    r"(?:(?:all|any|clear|close|common|descriptive|equivalent|just|less|logical|more|obvious|other|reasonable|similar|"
    r"specific) )*(?:answers?|anything|descriptions?|either|equivalents?|forms?|in (?:either|any)|things?|"
    r"(?:sur|fore|first |last |full |other )names?|synonyms?|underlined|variants?|word[- ]?forms?)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r",?\s(?:until|before|prior to|(?:after|if|when|once)\b(?=.*\b(?:mention|read|said))).*$")
_COMMA_OR_SPACE = r"(?:,\s*+|(?<![\s,])\s*+)"
_AFTERWARDS = re.compile(
    rf"{_COMMA_OR_SPACE}(?:but|and) (?:then )?(?:prompt|do not accept|reject)\b[^,]*?\b(?:after\w*|thereafter)\b.*$",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"{_COMMA_OR_SPACE}(?:(?:and |by |with )?asking|with|by)[:,]?(?: for)?(?: from)?\s*({MARK.pattern})[.,]?",
    re.IGNORECASE,
)
_ALONE_ENDS = ("alone", "only", "itself", "themselves")
_IN_PLACE_OF = re.compile(r"(.+?) (?:in place of|instead of) (.+)", re.IGNORECASE)
_CONNECTED = re.compile(r"^(?:and|on|or|the answers?) ")
_ALONE = re.compile(r",? (?:alone|only|by itself|by themselves)$")
_COMMA_OR_OR = re.compile(r",? or |, ")
_LAST_COMMA = re.compile(r",(?=\s*$)")
_OR = re.compile(r"(?:,|;)? or ")
_NOTE_BEGINS = re.compile(r"[A-Z“\"'‘]\S*+\s\S*+\s")
_NOTE_ENDS = tuple('.!?”"’)')
_GUIDE = re.compile(r"(?=.*[A-Z]{2})[A-Za-z'’ ]+(?:-[A-Za-z'’ ]+)+")  # “nuh-POLE-ee-un”
_NO_PART = ("the", "of", "and", "a", "an", "in", "to", "for", "or", "de", "von")

_INSTRUCTIONS, _WHEN = "instructions to the moderator", "when an answer counts (“before mention”)"


@dataclass
class AnswerLine:
    """What an answer line says. `prompt` names what is asked back about, with the words; `lost` is what no key
    holds."""

    answer: str = ""
    accept: list[str] = field(default_factory=list)
    reject: dict[str, str] = field(default_factory=dict)
    prompt: dict[str, str] = field(default_factory=dict)
    note: str = ""
    lost: Counter[str] = field(default_factory=Counter)


def parse_answer_line(line: str) -> AnswerLine:
    """The meaning of an answer line with its HTML, or without any. It never raises."""
    if len(line) > LONGEST_ANSWER_LINE:
        return AnswerLine(answer=clean_line(line))
    return _Parser(lifted(line)).parse()


def format_answer_line(
    answer: str, accept: Iterable[str], prompt: Mapping[str, str], reject: Iterable[str], note: str = ""
) -> str:
    """The answer line that says this."""
    clauses = []
    if names := " or ".join(map(_required, accept)):
        clauses.append(f"accept {names}")
    for name, said in prompt.items():
        asked = _LAST_COMMA.sub("&#44;", _escaped(said))  # or else it belongs to the sentence around the quotation
        clauses.append(f"prompt on {_underlined(name)}" + (f" by asking “{asked}”" if said else ""))
    if names := " or ".join(map(_underlined, reject)):
        clauses.append(f"do not accept {names}")
    line = _required(answer) + (f" [{'; '.join(clauses)}]" if clauses else "")
    return f"{line} ({_escaped(note)})" if note else line


def is_note(text: str) -> bool:
    """Whether words in parentheses at the end of a line are a remark, and no part of a name."""
    is_told = _DIRECTIVE.match(text) or _ABOUT_ANSWERS.match(text)
    return not is_told and text.endswith(_NOTE_ENDS) and _NOTE_BEGINS.match(text) is not None


def _underlined(name: str) -> str:
    return f"<u>{escape(name, quote=False)}</u>"


def _required(name: str) -> str:
    return f"<b>{_underlined(name)}</b>"


def _escaped(text: str) -> str:
    """A text whose brackets and quotation marks are none of the line's own."""
    return re.sub(r"[&<>()\[\];“”\"‟]", lambda mark: f"&#{ord(mark[0])};", text)


class _Parser:
    def __init__(self, marked: Marked) -> None:
        self.marked = marked
        self.line = AnswerLine()
        self.required: list[str] = []  # what is underlined in the main answer
        self.either = self.partial = False

    def parse(self) -> AnswerLine:
        main, clauses = self._groups(self.marked.text)
        pieces = self._pieces(_OR.split(main), glue=" or ")
        if not pieces:
            return self.line
        self.line.answer, *names = self._names(pieces[0], main=True)
        self.line.accept += names
        for piece in pieces[1:]:
            self.line.accept += self._names(piece)
        self.required = self.marked.required(pieces[0]) or [self.line.answer]
        for clause in clauses:
            self._clause(clause)
        parts = self.required if len(self.required) > 1 else self.required[0].split()
        if self.either:
            self.line.accept += parts
        if self.partial and len(parts) > 1:
            self.line.prompt |= {part: "" for part in parts if part.lower() not in _NO_PART}
        self.line.accept = [name for name in dict.fromkeys(self.line.accept) if name and name != self.line.answer]
        self.line.lost = +self.line.lost
        return self.line

    def _groups(self, text: str) -> tuple[str, list[str]]:
        """The main answer, and the clauses in brackets after it. What is in other brackets stays, if it is a part of
        the name."""
        clauses: list[str] = []
        if text.count("[") > text.count("]"):
            text += "]"
        outside = len(_GROUP.sub(lambda group: " " * len(group[0]), text).rstrip(" ."))  # where the name ends

        def take(group: re.Match[str]) -> str:
            inside = group[1] if group[1] is not None else group[2]
            if _DIRECTIVE.match(inside) or _ABOUT_ANSWERS.match(inside):
                clauses.extend(part.strip() for part in inside.split(";") if part.strip())
            elif outside <= group.end() and group.start() and is_note(said := self.marked.quoted(inside).strip()):
                self.line.note = said
            elif self.marked.is_quotation(inside) or _GUIDE.fullmatch(inside):
                self.line.lost["pronunciation guides"] += 1
            elif group[1] is not None and group.start() and len(inside.split()) > 3:
                self.line.lost[_INSTRUCTIONS] += 1
            else:
                return group[0].replace("[", "(").replace("]", ")")
            return " "

        return _GROUP.sub(take, text).strip(" .,;"), clauses

    def _clause(self, clause: str) -> None:
        found = _DIRECTIVE.match(clause)
        directive = found.lastgroup or "accept" if found else "accept"
        rest = clause[found.end() :].strip() if found else clause
        if "after" in rest and (later := _AFTERWARDS.search(rest)):
            self.line.lost[_WHEN] += 1
            # Whoever reads a question sees it whole: what holds later holds at once.
            directive = "prompt" if "prompt" in later[0].lower() else directive
            rest = rest[: later.start()]
        start = 0
        for asked in _ASKED.finditer(rest) if "prompt" in directive else ():
            self._said(directive, rest[start : asked.start()], self.marked.plain(asked[1]))
            start = asked.end()
        self._said(directive, rest[start:], "")

    def _said(self, directive: str, text: str, words: str) -> None:
        for told in self._pieces(_COMMA_OR_OR.split(text), glue=", "):
            # “accept this, prompt on that”
            found = _DIRECTIVE.match(told)
            directive = found.lastgroup or "accept" if found else directive
            piece = self._bare(told[found.end() :] if found else told)
            if directive == "accept":
                self._accept(piece)
            elif _PARTIAL.match(piece):
                self.partial = self.partial or "prompt" in directive
            elif piece and not (names := self._told(piece)):
                self.line.lost[_INSTRUCTIONS] += 1
            elif piece and directive == "reject":
                self.line.reject |= dict.fromkeys(names, "")
            elif piece:
                said = words or ("You may be less specific." if directive == "antiprompt" else "")
                self.line.prompt |= dict.fromkeys(names, said)

    def _bare(self, piece: str) -> str:
        """A piece without what says when it counts."""
        piece = _CONNECTED.sub("", piece.strip())
        if found := _CONDITION.search(f" {piece}"):
            self.line.lost[_WHEN] += 1
            piece = piece[: max(found.start() - 1, 0)]
        piece = piece.strip(" .,")
        return _ALONE.sub("", piece) if piece.endswith(_ALONE_ENDS) else piece

    def _accept(self, piece: str) -> None:
        if found := _EITHER.match(piece):
            self.either = True
            piece = piece[found.end() :]
        elif found := _IN_PLACE_OF.fullmatch(piece):
            new, old = self.marked.plain(found[1]), self.marked.plain(found[2])
            names = [self.line.answer, *self.line.accept]
            self.line.accept += [name.replace(old, new) for name in names if old and old in name] or [new]
            return
        is_about = _ABOUT_ANSWERS.match(piece) and not MARK.search(piece)
        if piece and not (names := [] if is_about else self._told(piece)):
            self.line.lost[_INSTRUCTIONS] += 1
        elif piece:
            self.line.accept += names

    def _told(self, piece: str) -> list[str]:
        """The names in a piece: of a description only what is underlined or quoted in it, if anything."""
        if _INSTRUCTION.match(piece):
            return self.marked.required(piece) or self.marked.quotations(piece)
        return self._names(piece)

    def _names(self, piece: str, *, main: bool = False) -> list[str]:
        """A name in full first, then what of it is required. What is in parentheses may be left out."""
        forms = _forms(piece, main=main) if "(" in piece else (piece,)
        names = [name for form in forms for name in self.marked.names(form)]
        if any("(s)" in name for name in names) and not self.marked.required(piece):  # “War(s)” in quotation marks
            names = [one for name in names for one in (name.replace("(s)", ""), name.replace("(s)", "s"))]
        return list(dict.fromkeys(names))

    def _pieces(self, parts: list[str], *, glue: str) -> list[str]:
        """Parts of a text with those put together again that are no names: where there are lines under names, what has
        neither that nor quotation marks is the beginning of a name, or its end."""
        pieces: list[str] = []
        waiting = ""
        for part in (part.strip() for part in parts):
            if not part:
                continue
            told = f"{waiting}{glue}{part}" if waiting else part
            waiting = ""
            if (
                not self.marked.is_underlined
                or MARK.search(part)
                or _DIRECTIVE.match(part)
                or _INSTRUCTION.match(part)
                or _PARTIAL.match(part)
                or _EITHER.match(part)
            ):
                pieces.append(told)
            elif glue == ", " and pieces:
                pieces[-1] += f"{glue}{told}"
            else:
                waiting = told
        return [*pieces, waiting] if waiting else pieces


def _forms(piece: str, *, main: bool) -> Iterable[str]:
    """A piece with what is in its parentheses and without."""
    without = _GROUP.sub("", piece)
    within = _PARENTHESIS.sub("", piece)
    groups = _GROUP.finditer(piece)
    # “(Holy)” belongs to the Grail; “(the painter)”, and what comes last, to no name.
    shown = within if any(group.end() < len(piece) and group[0][1:2].isupper() for group in groups) else without
    return dict.fromkeys((shown if main else without, within, without))
