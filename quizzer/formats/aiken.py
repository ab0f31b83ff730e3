"""Moodle's Aiken: a question in a line, lettered choices below it, and `ANSWER:` with a letter."""

import re
from collections import Counter
from collections.abc import Sequence
from string import ascii_uppercase

from quizzer.bank_files.file_format import QuestionEntry
from quizzer.formats.exported import Exported, as_choice, lose_fields
from quizzer.formats.imported import Imported, by_content
from quizzer.formats.texts import as_question, clean_line

_CHOICE = re.compile(r"\s*([A-Za-z])[.)](?:\s+(.*)|$)")
_ANSWER = re.compile(r"\s*ANSWER\s*:\s*(.*)", re.IGNORECASE)
_WORDS = ({"true", "false"}, {"yes", "no"})


def read(text: str, file: str = "") -> Imported:
    """The questions of a file. Text of several lines is one question, unless a blank line parts it."""
    imported = Imported(file=file)
    question = _Question(imported)
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _ANSWER.match(line):
            question.end(found[1].strip(), number)
            question = _Question(imported)
        elif (found := _CHOICE.match(line)) and question.lines:
            question.choices[found[1].upper()] = (found[2] or "").strip()
        elif line.strip():
            if question.choices:
                question.end("", number)
                question = _Question(imported)
            question.take(line.strip(), number)
        elif not question.choices:
            question.parted = True
    if question.lines or question.choices:
        question.end("", question.line)
    return by_content(imported)


def write(entries: Sequence[QuestionEntry], title: str) -> Exported:
    """The multiple-choice questions, and those that are true or false."""
    lost: Counter[str] = Counter({"the title": 1 if title else 0})
    blocks = []
    for entry in entries:
        choice = as_choice(entry, lost)
        if choice is None or not 1 < len(choice.choices) <= len(ascii_uppercase):
            lost["questions that are neither multiple choice nor true or false"] += 1
        elif _CHOICE.match(choice.ask) or _ANSWER.match(choice.ask):
            lost["questions that begin like a choice or an answer"] += 1
        else:
            lose_fields(lost, choice, held=("choices",))
            lost["ends of lines, which become spaces"] += "\n" in choice.ask
            told = [f"{mark}. {one}" for mark, one in zip(ascii_uppercase, choice.choices, strict=False)]
            letter = ascii_uppercase[choice.choices.index(choice.answer[0][0])]
            blocks.append("\n".join([clean_line(choice.ask), *told, f"ANSWER: {letter}"]) + "\n")
    return Exported("\n".join(blocks), len(blocks), lost)


class _Question:
    """The lines of one question, until its answer comes."""

    def __init__(self, imported: Imported) -> None:
        self.imported = imported
        self.lines: list[str] = []
        self.line = 0
        self.parted = False
        self.choices: dict[str, str] = {}

    def take(self, line: str, number: int) -> None:
        """Takes a line of the question's text. What stood above a blank line belongs to no question."""
        if self.parted and self.lines:
            self.imported.fault("these words belong to no question: choices such as “A. Yes” were expected", self.line)
            self.lines = []
        self.parted = False
        self.line = self.line if self.lines else number
        self.lines.append(line)

    def end(self, letter: str, number: int) -> None:
        """Ends the question with the letter of its answer; "" if there is none."""
        right = self.choices.get(letter.rstrip(".) ").upper(), "")
        if not self.lines:
            self.imported.fault("this answer has no question above it", number)
        elif len(self.choices) < 2:
            self.imported.fault("a question needs two choices or more, each in a line such as “A. Yes”", self.line)
        elif not letter:
            self.imported.fault(
                "there is no answer to this question: a line such as “ANSWER: A” was expected", self.line
            )
        elif not right:
            self.imported.fault(f"there is no choice {letter!r} to this question", number)
        else:
            ask = " ".join(self.lines)
            given = tuple(self.choices.values())
            if {choice.lower() for choice in given} in _WORDS:
                self.imported.add(as_question(ask), [right], line=self.line)
            else:
                self.imported.add(ask, [right], choices=given, line=self.line)
