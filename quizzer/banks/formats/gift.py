"""Moodle's GIFT: questions in a text file, with the answers in braces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from quizzer.banks.formats.gift_writing import write
from quizzer.banks.formats.imported import Imported, by_content
from quizzer.banks.formats.texts import as_question, clean_line, plain_text, take_media, without_marks
from quizzer.facts.wording import BLANK

__all__ = ["read", "write"]

# What an escaped character is until the structure is read: a character that no text has.
_ESCAPED = {mark: chr(0xFDD0 + place) for place, mark in enumerate("\\:#={}~n")}
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_BACK = str.maketrans({stand_in: "\n" if mark == "n" else mark for mark, stand_in in _ESCAPED.items()})
_STAR = chr(0xFDD8)
_FOREIGN = re.compile("[\ufdd0-\ufdef]")

_NAME = re.compile(r"::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d{0,8})?)%")
_IN_COMMENT = re.compile(r"\[(id|tag):((?:\\.|[^\]\\]){1,200})\]")
_KEPT_AS_TAGS = re.compile(r"(kind|difficulty):(\w+)")
_GOES_ON = ("~", "=", "}", "#")
_TRUE, _FALSE = ("T", "TRUE"), ("F", "FALSE")


@dataclass
class _Block:
    """The lines of a question without its comments, the line (from 1) at which it begins, and the comments."""

    line: int = 0
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    def with_more(self, block: _Block) -> _Block:
        """Both as one."""
        return _Block(self.line, self.lines + block.lines, self.comments + block.comments)

    @property
    def is_open(self) -> bool:
        """Whether a brace is opened and not closed."""
        text = _ESCAPE.sub("", "\n".join(self.lines))
        return "{" in text and "}" not in text

    def notes(self, key: str) -> list[str]:
        """What the comments say in brackets: `// [id:7] [tag:easy]`."""
        found = _IN_COMMENT.findall("\n".join(self.comments))
        return [value for name, noted in found if name == key and (value := noted.replace("\\]", "]").strip())]


class _Answer(NamedTuple):
    """An answer, what it is worth in hundredths, and what is said to whoever gives it."""

    text: str
    worth: Decimal
    feedback: str


def read(text: str, file: str = "") -> Imported:
    """The questions of a file: multiple choice, true or false, short answers, numbers, missing words."""
    imported = Imported(file=file)
    category = ""
    waiting: _Block | None = None
    for block in _blocks(_FOREIGN.sub("", text)):
        if waiting is not None and block.lines[0].startswith(_GOES_ON):
            block = waiting.with_more(block)  # noqa: PLW2901 — what was begun goes on
        elif waiting is not None:
            _Reader(waiting, category, imported).read()
        waiting = block if block.is_open else None
        if block.lines[0].startswith("$CATEGORY:"):
            category, waiting = _category(block.lines[0].partition(":")[2]), None
        elif waiting is None:
            _Reader(block, category, imported).read()
    if waiting is not None:
        _Reader(waiting, category, imported).read()
    return by_content(imported)


def _blocks(text: str) -> Iterator[_Block]:
    """What stands between blank lines, and the lines that name a category."""
    block = _Block()
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        if line.startswith("//"):
            block.comments.append(line)
        elif line and not line.startswith("$CATEGORY:"):
            block.line = block.line or number
            block.lines.append(line)
        else:
            if block.lines:
                yield block
            if line:
                yield _Block(number, [line])
            block = _Block()
    if block.lines:
        yield block


def _category(path: str) -> str:
    """The last part of a path; the one that Moodle itself makes is none."""
    parts = [part.strip() for part in path.replace("//", "\ufdd0").split("/")]
    last = next((part for part in reversed(parts) if part), "").replace("\ufdd0", "/")
    return "" if last in ("top", "$course$", "$system$") or last.startswith("Default for ") else last


class _Reader:
    """Reads one question into `imported`."""

    def __init__(self, block: _Block, category: str, imported: Imported) -> None:
        self.line = block.line
        self.imported = imported
        self.fields: dict[str, Any] = {"category": category, "line": block.line}
        if ids := block.notes("id"):
            self.fields["id"] = ids[-1]
        self._take_tags(block.notes("tag"))
        self.text = _ESCAPE.sub(lambda found: _ESCAPED[found[1]], " ".join(block.lines))
        self.format = "moodle"

    def read(self) -> None:
        if named := _NAME.match(self.text):
            self.text = self.text[named.end() :].strip()
            self._take_name(clean_line(named[1].translate(_BACK)))
        start, end = self.text.find("{"), self.text.find("}")
        if start < 0 and end < 0:
            self.imported.lost["descriptions, which ask nothing"] += 1
        elif end < start or start < 0:
            self.imported.fault("a brace is opened and not closed, or closed and not opened: write { and }", self.line)
        else:
            self._read(self.text[:start], self.text[start + 1 : end].strip(), self.text[end + 1 :].strip())

    def _read(self, before: str, answers: str, behind: str) -> None:
        # A blank where the answers stand in the middle of a sentence.
        ask, media = take_media(f"{before}{BLANK}{' ' if behind[:1].isalnum() else ''}{behind}" if behind else before)
        if found := _FORMAT.match(ask):
            self.format = found[1]
        ask = self._plain(ask)
        media = [where.translate(_BACK) for where in media]
        if media:
            self.fields["media"] = media[0]
            self.imported.lost["pictures and sounds beyond the first"] += len(media) - 1
        ask = ask or "".join(media[:1])
        answers, _, general = answers.rpartition("####") if "####" in answers else (answers, "", "")
        self.explain = [self._plain(general)]
        self._read_answers(ask, answers.strip())

    def _read_answers(self, ask: str, answers: str) -> None:
        """What is in the braces tells the kind of question, in the order in which Moodle looks for it."""
        plain = answers.partition("#")[0].strip()
        if not answers:
            self.imported.lost["essays, which no referee can judge"] += 1
        elif answers.startswith("#"):
            self._read_numbers(ask, answers[1:])
        elif "~" in answers:
            self._read_choices(ask, answers)
        elif "=" in answers and "->" in answers:
            self.imported.lost["matching questions"] += 1
        elif plain in _TRUE + _FALSE:
            feedback = [self._plain(part) for part in answers.split("#")[1:3]]
            self.imported.lost["feedback on wrong answers"] += bool(feedback and feedback[0])
            self.explain += feedback[1:]
            self._add(as_question(ask), ["True" if plain in _TRUE else "False"])
        else:
            self._read_short(ask, self._parsed(answers.split("="), worth=100))

    def _read_choices(self, ask: str, answers: str) -> None:
        choices = self._parsed(answers.replace("=", "~=").split("~"), worth=0)
        best = [choice for choice in choices if choice.worth >= 100]
        parts = [choice for choice in choices if 0 < choice.worth < 100]
        self.imported.lost["feedback on wrong answers"] += sum(
            bool(choice.feedback) for choice in choices if choice.worth < 100 and choice not in parts
        )
        if best:
            self.imported.lost["shares of a point"] += len(parts)
            self.explain += [choice.feedback for choice in best]
            self._add(ask, [choice.text for choice in best], choices=[choice.text for choice in choices])
        elif parts:
            # Letters tell one answer; whoever is to find several reads in the question what there is.
            self.explain += [choice.feedback for choice in parts]
            wrong = {choice.text: "" for choice in choices if choice.worth <= 0}
            ask = f"{ask} ({'; '.join(choice.text for choice in choices)})"
            if len(parts) == 1:
                self._add(ask, [parts[0].text], reject=wrong)
            else:
                self._add(ask, [], items=[[choice.text] for choice in parts], kind="list", reject=wrong)
        else:
            self.imported.fault("none of these answers is right: put = before one, or shares such as %50%", self.line)

    def _read_short(self, ask: str, answers: list[_Answer]) -> None:
        answers = [answer._replace(text=self._without_stars(answer.text)) for answer in answers]
        right = [answer for answer in answers if answer.worth >= 100] or answers[:1]
        partly = {one.text: one.feedback for one in answers if 0 < one.worth < 100 and one not in right}
        self.imported.lost["shares of a point"] += len(partly)
        self.explain += [answer.feedback for answer in right]
        wrong = {one.text: one.feedback for one in answers if one.worth <= 0 and one.text and one not in right}
        self._add(ask, [answer.text for answer in right], prompt=partly, reject=wrong)

    def _read_numbers(self, ask: str, answers: str) -> None:
        answers, _, other = answers.partition("~")
        self.imported.lost["feedback on wrong answers"] += bool(other.strip("# "))
        parsed = self._parsed(answers.split("="), worth=100)
        right = [answer for answer in parsed if answer.worth >= 100] or parsed[:1]
        self.imported.lost["shares of a point"] += len(parsed) - len(right)
        self.explain += [answer.feedback for answer in right]
        numbers = [number for answer in right if (number := _number(answer.text.translate(_BACK)))]
        if len(numbers) < len(right) or not numbers:
            return self.imported.fault("a number was expected: {#7}, {#7:0.5} or {#6..8}", self.line)
        tolerance = numbers[0][1]
        self.imported.lost["tolerances beyond the first"] += sum(other[1] != tolerance for other in numbers[1:])
        if tolerance:
            self.fields |= {"tolerance": f"{tolerance.normalize():f}", "kind": self.fields.get("kind", "number")}
        self._add(ask, [f"{value:f}" for value, _ in numbers])
        return None

    def _add(self, ask: str, answers: list[str], **fields: Any) -> None:
        explain = "\n".join(dict.fromkeys(text for text in self.explain if text))
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
        told = (text[found.end() :] if found else text).translate(_BACK)
        kind = found[1] if found else self.format
        if kind == "plain":
            return told.strip()
        return plain_text(without_marks(told) if kind == "markdown" else told)

    def _without_stars(self, text: str) -> str:
        """In a short answer a star stands for anything, which the referee forgives in its own way; `\\*` is a star."""
        bare = text.replace("\\*", _STAR).strip("* ")
        self.imported.lost["stars that stand for anything"] += "*" in text.replace("\\*", "")
        return bare.replace(_STAR, "*")

    def _take_name(self, name: str) -> None:
        """A name that tells more than the beginning of its question is the author's own mark."""
        if name and not clean_line(self.text.translate(_BACK)).startswith(name.rstrip(".…")[:20]):
            self.fields.setdefault("id", name)

    def _take_tags(self, tags: list[str]) -> None:
        kept = [tag for tag in tags if not _KEPT_AS_TAGS.fullmatch(tag)]
        for key, value in (found.groups() for tag in tags if (found := _KEPT_AS_TAGS.fullmatch(tag))):
            if key == "kind":
                self.fields["kind"] = value
            elif value in "12345":
                self.fields["difficulty"] = int(value)
        if kept:
            self.fields["tags"] = tuple(kept)


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
