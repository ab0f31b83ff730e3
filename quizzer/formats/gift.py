"""Moodle's GIFT: questions in a text file, with the answers in braces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from quizzer.bounds import LONGEST_TEXT, MOST_ANSWERS
from quizzer.facts.wording import BLANK
from quizzer.formats.gift_writing import write as write  # a format is asked for its `read` and its `write`
from quizzer.formats.imported import Imported, by_content, fields_of_tags
from quizzer.formats.texts import as_question, clean_line, plain_text, take_media, without_marks
from quizzer.question import infer_kind

_NAME = re.compile(r"::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d{0,8})?)%")
_KEPT_AS_TAGS = re.compile(r"(kind|difficulty):(\w+)")
_TRUE, _FALSE = ("T", "TRUE"), ("F", "FALSE")
# Moodle's embedded answers: {1:SHORTANSWER:=Berlin~%50%Bonn}.
_EMBEDDED = re.compile(r"\{\d{0,3}:([A-Z_]{2,30}):([^{}]*)\}")


class _Answer(NamedTuple):
    """An answer, what it is worth in hundredths, and what is said to whoever gives it."""

    text: str
    worth: Decimal
    feedback: str


def read(text: str, file: str = "") -> Imported:
    """The questions of a file: multiple choice, true or false, short answers, numbers, missing words, and embedded
    answers, each of which becomes a question of its own."""
    imported = Imported(file=file)
    category = ""
    for block in blocks(text):
        if block.category is None:
            _Reader(block, category, imported).read()
        else:
            category = block.category
    return by_content(imported)


class _Reader:
    def __init__(self, block: "Block", category: str, imported: Imported) -> None:
        self.line = block.line
        self.imported = imported
        self.fields: dict[str, Any] = {"category": category, "line": block.line}
        if ids := block.notes("id"):
            self.fields["id"] = ids[-1]
        self.fields |= fields_of_tags(block.notes("tag"), _KEPT_AS_TAGS)
        self.text = block.text
        self.format = "moodle"
        self.explain: list[str] = []
        self.general = ""

    def read(self) -> None:
        if named := _NAME.match(self.text):
            self.text = self.text[named.end() :].strip()
            name = clean_line(named[1].translate(BACK))
            # A name that tells more than the beginning of its question is the author's own mark.
            if name and not clean_line(self.text.translate(BACK)).startswith(name.rstrip(".…")[:20]):
                self.fields.setdefault("id", name)
        start, end = self.text.find("{"), self.text.find("}")
        if len(self.text) > LONGEST_TEXT:
            self.imported.fault(f"this question has more than {LONGEST_TEXT:,} characters", self.line)
        elif start < 0 and end < 0:
            self.imported.lost["descriptions, which ask nothing"] += 1
        elif _EMBEDDED.search(self.text):
            self._read_embedded(self.text)
        elif end < start or start < 0:
            self.imported.fault("a brace is opened and not closed, or closed and not opened: write { and }", self.line)
        elif "{" in self.text[end:]:
            self.imported.fault("only one pair of braces is read: write a question for each", self.line)
        else:
            answers, behind = self.text[start + 1 : end].strip(), self.text[end + 1 :].strip()
            ask = self._asked(self.text[:start], behind)
            if "####" in answers:
                answers, _, general = answers.rpartition("####")
                self.general = self._plain(general)
            self._read_answers(ask, answers.strip())

    def _asked(self, before: str, behind: str) -> str:
        """The question, with a blank where the answers stand in the middle of a sentence."""
        ask = f"{before}{BLANK}{' ' if behind[:1].isalnum() else ''}{behind}" if behind else before
        if found := _FORMAT.match(ask):
            self.format, ask = found[1], ask[found.end() :]
        ask = ask.translate(BACK)
        media: list[str] = []
        if self.format != "plain":
            ask, media = take_media(ask)
        if media:
            self.fields["media"] = media[0]
            self.imported.lost["pictures and sounds beyond the first"] += len(media) - 1
        return _as_text(ask, self.format) or "".join(media[:1])

    def _read_answers(self, ask: str, answers: str) -> None:
        """What is in the braces tells the kind of question, in the order in which Moodle looks for it."""
        plain = answers.partition("#")[0].strip()
        if answers.count("=") + answers.count("~") > MOST_ANSWERS:
            self.imported.fault(f"this question has more than {MOST_ANSWERS} answers", self.line)
        elif not answers:
            self.imported.lost["essays, which no referee can judge"] += 1
        elif answers.startswith("#"):
            answers, _, other = answers[1:].partition("~")
            self.imported.lost["feedback on wrong answers"] += bool(other.strip("# "))
            self._add_number(ask, self._parsed(answers.split("="), worth=100))
        elif "~" in answers:
            self._add_choice(ask, self._parsed(answers.replace("=", "~=").split("~"), worth=0))
        elif "=" in answers and "->" in answers:
            self.imported.lost["matching questions"] += 1
        elif plain in _TRUE + _FALSE:
            feedback = [self._plain(part) for part in answers.split("#")[1:3]]
            self.imported.lost["feedback on wrong answers"] += bool(feedback and feedback[0])
            self.explain += feedback[1:]
            self._add(as_question(ask), ["True" if plain in _TRUE else "False"])
        else:
            self._add_short(ask, self._parsed(answers.split("="), worth=100))

    def _read_embedded(self, text: str) -> None:
        """Each embedded answer makes a question in which the others are filled in."""
        groups = [(found[1], self._parsed(found[2].split("~"), worth=0)) for found in _EMBEDDED.finditer(text)]
        shown = []
        for kind, parsed in groups:
            right = next((one.text for one in parsed if one.worth >= 100), "…")
            shown.append(right.partition(":")[0] if kind.startswith("N") else right)
        name = self.fields.get("id")
        for place, (kind, parsed) in enumerate(groups[:MOST_ANSWERS]):
            fillings = iter([*shown[:place], BLANK, *shown[place + 1 :]])
            ask = self._asked(_EMBEDDED.sub(lambda _: next(fillings), text), "")  # noqa: B023 — used at once
            self.explain = []
            self.fields |= {"id": f"{name}/{place + 1}"} if name else {}
            if kind.startswith("N"):
                self._add_number(ask, [one for one in parsed if one.worth > 0])
            elif kind.startswith("M") and kind not in ("MW", "MWC"):
                self._add_choice(ask, parsed)
            else:
                self._add_short(ask, parsed)

    def _add_choice(self, ask: str, choices: list[_Answer]) -> None:
        best = [choice for choice in choices if choice.worth >= 100]
        parts = [choice for choice in choices if 0 < choice.worth < 100]
        wrong = [choice for choice in choices if choice.worth <= 0]
        self.imported.lost["feedback on wrong answers"] += sum(bool(choice.feedback) for choice in wrong)
        if best:
            self.imported.lost["shares of a point"] += len(parts)
            self.explain += [choice.feedback for choice in best]
            self._add(ask, [choice.text for choice in best], choices=[choice.text for choice in choices])
        elif parts:
            # Letters tell one answer; whoever is to find several reads in the question what there is.
            self.explain += [choice.feedback for choice in parts]
            reject = {choice.text: "" for choice in wrong}
            ask = f"{ask} ({'; '.join(choice.text for choice in choices)})"
            if len(parts) == 1:
                self._add(ask, [parts[0].text], reject=reject)
            else:
                self._add(ask, [], items=[[choice.text] for choice in parts], kind="list", reject=reject)
        else:
            self.imported.fault("none of these answers is right: put = before one, or shares such as %50%", self.line)

    def _add_short(self, ask: str, answers: list[_Answer]) -> None:
        answers = [answer._replace(text=self._without_stars(answer.text)) for answer in answers]
        right = [answer for answer in answers if answer.worth >= 100] or answers[:1]
        partly = {one.text: one.feedback for one in answers if 0 < one.worth < 100 and one not in right}
        self.imported.lost["shares of a point"] += len(partly)
        self.explain += [answer.feedback for answer in right]
        wrong = {one.text: one.feedback for one in answers if one.worth <= 0 and one.text and one not in right}
        self._add(ask, [answer.text for answer in right], prompt=partly, reject=wrong)

    def _add_number(self, ask: str, answers: list[_Answer]) -> None:
        right = [answer for answer in answers if answer.worth >= 100] or answers[:1]
        self.imported.lost["shares of a point"] += len(answers) - len(right)
        self.explain += [answer.feedback for answer in right]
        numbers = [number for answer in right if (number := _number(answer.text.translate(BACK)))]
        if len(numbers) < len(right) or not numbers:
            return self.imported.fault("a number was expected: {#7}, {#7:0.5} or {#6..8}", self.line)
        tolerance = numbers[0][1]
        self.imported.lost["tolerances beyond the first"] += sum(other[1] != tolerance for other in numbers[1:])
        fields: dict[str, Any] = {}
        if tolerance:
            # A year is exactly that one; what may be missed by some is a number.
            kind = infer_kind([f"{numbers[0][0]:f}"], ())
            fields = {"tolerance": f"{tolerance.normalize():f}"} | ({} if kind == "number" else {"kind": "number"})
        self._add(ask, [f"{value:f}" for value, _ in numbers], **fields)
        return None

    def _add(self, ask: str, answers: list[str], **fields: Any) -> None:
        explain = "\n".join(dict.fromkeys(text for text in (*self.explain, self.general) if text))
        self.imported.add(ask, answers, explain=explain, **{**self.fields, **fields})

    def _parsed(self, parts: list[str], *, worth: int) -> list[_Answer]:
        """Answers with what they are worth; `worth` is that of one that does not say."""
        answers = []
        for part in parts:
            told = part.strip()
            if not told:
                continue
            value = Decimal(worth)
            if told.startswith("="):
                value, told = Decimal(100), told[1:]
            elif weight := _WEIGHT.match(told):
                value, told = Decimal(weight[1]), told[weight.end() :]
            text, _, feedback = told.partition("#")
            answers.append(_Answer(self._plain(text), value, self._plain(feedback)))
        return answers

    def _plain(self, text: str) -> str:
        """A text as people read it, out of the format that it names or that of the question."""
        found = _FORMAT.match(text)
        told = text[found.end() :] if found else text
        return _as_text(told.translate(BACK), found[1] if found else self.format)

    def _without_stars(self, text: str) -> str:
        """In a short answer a star stands for anything, which the referee forgives in its own way; `\\*` is a star."""
        bare = text.replace("\\*", STAR).strip("* ")
        self.imported.lost["stars that stand for anything"] += "*" in text.replace("\\*", "")
        return bare.replace(STAR, "*")


def _as_text(text: str, written: str) -> str:
    """A text as people read it; `written` is the format it is in."""
    if written == "plain":
        return text.strip()
    return plain_text(without_marks(text) if written == "markdown" else text)


def _number(text: str) -> tuple[Decimal, Decimal] | None:
    """A number and how far an answer may be from it, out of `7`, `7:0.5` or `6..8`."""
    try:
        if ".." in text:
            low, high = (Decimal(part.strip()) for part in text.split("..", 1))
            return (low + high) / 2, abs(high - low) / 2
        value, _, tolerance = text.partition(":")
        number, slack = Decimal(value.strip()), abs(Decimal(tolerance.strip() or "0"))
    except InvalidOperation:
        return None
    return (number, slack) if number.is_finite() and slack.is_finite() and abs(number.adjusted()) < 30 else None


# What an escaped character is until the structure is read: a character that no text has.
_ESCAPED = {mark: chr(0xFDD0 + place) for place, mark in enumerate("\\:#={}~n")}
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
BACK = str.maketrans({stand_in: "\n" if mark == "n" else mark for mark, stand_in in _ESCAPED.items()})
"""Turns the characters that stand for escaped ones into those."""
STAR = chr(0xFDD8)
"""Stands for a star that is not a wildcard."""
FOREIGN = re.compile("[\ufdd0-\ufdef]")
"""Characters that no text has; what does have one loses it."""

_IN_COMMENT = re.compile(r"\[(id|tag):((?:\\.|[^\]\\]){1,200})\]")
_CATEGORY = "$CATEGORY:"
_GOES_ON = ("~", "=", "}", "#")


@dataclass
class Block:
    """The lines of a question without its comments, the line (from 1) at which it begins, and the comments."""

    line: int = 0
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines as one, with characters that stand for escaped ones."""
        return stand_ins(" ".join(self.lines))

    @property
    def category(self) -> str | None:
        """The category that this names for all that follow; None if it is a question."""
        if not self.lines[0].startswith(_CATEGORY):
            return None
        path = self.lines[0].removeprefix(_CATEGORY).replace("//", STAR)
        last = next((part.strip() for part in reversed(path.split("/")) if part.strip()), "").replace(STAR, "/")
        return "" if last in ("top", "$course$", "$system$") or last.startswith("Default for ") else last

    def notes(self, key: str) -> list[str]:
        """What the comments say in brackets: `// [id:7] [tag:easy]`."""
        found = _IN_COMMENT.findall("\n".join(self.comments))
        return [value for name, noted in found if name == key and (value := noted.replace("\\]", "]").strip())]


def stand_ins(text: str) -> str:
    """A text in which other characters stand for the escaped ones."""
    return _ESCAPE.sub(lambda found: _ESCAPED[found[1]], text)


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a file. They are parted by blank lines, but one whose brace is still open goes on where the next
    begins with an answer."""
    waiting: Block | None = None
    for block in _between_blank_lines(FOREIGN.sub("", text)):
        told = stand_ins("\n".join(block.lines))
        if waiting is not None and block.lines[0].startswith(_GOES_ON):
            waiting.lines += block.lines
            waiting.comments += block.comments
            if "}" in told:
                yield waiting
                waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = block if "{" in told and "}" not in told and block.category is None else None
        if waiting is None:
            yield block
    if waiting is not None:
        yield waiting


def _between_blank_lines(text: str) -> Iterator[Block]:
    block = Block()
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        if line.startswith("//"):
            block.comments.append(line)
        elif line and not line.startswith(_CATEGORY):
            block.line = block.line or number
            block.lines.append(line)
        else:
            if block.lines:
                yield block
            if line:
                yield Block(number, [line])
            block = Block()
    if block.lines:
        yield block
