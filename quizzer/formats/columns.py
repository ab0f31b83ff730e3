"""What the columns of a table mean, and a row of it as a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from quizzer.formats.cells import split_aliases, split_pairs, split_values
from quizzer.formats.imported import Imported, Line, in_order
from quizzer.formats.texts import clean_line
from quizzer.grading.quantities import parse_tolerance

__all__ = ["Columns"]

_NAMES = {
    "ask": "question, ask, question text, front, statement",
    "answer": "answer, correct answer, right answer, correct answers, correct, answers, back, solution",
    "accept": "accept, accepted, also right, also accept, accepted answers, other answers, alternative answers, "
    "aliases, alias, synonyms",
    "reject": "reject, rejected, always wrong",
    "prompt": "prompt, prompt on, ask back",
    "wrong": "wrong answers, incorrect answers, wrong, incorrect, distractors",
    "choices": "choices, options, answer options",
    "kind": "kind, type, answer type, question type",
    "category": "category, topic, subject",
    "difficulty": "difficulty, level",
    "need": "need, needed",
    "tolerance": "tolerance, margin",
    "unit": "unit",
    "hints": "hints, hint",
    "explain": "explanation, explain, feedback, comment, note, notes, extra",
    "film": "film, movie",
    "media": "media, image, picture, image link, audio",
    "tags": "tags, tag",
    "source": "source, reference, url, link",
    "spoiler": "spoiler",
    "draft": "draft",
    "id": "id, guid, identifier",
}
_MEANING = {name: field for field, names in _NAMES.items() for name in names.split(", ")}
_NUMBERED = re.compile(
    r"(answer|choice|option|wrong answer|incorrect answer|distractor|wrong|hint|accept|alias) ?(\d{1,2}|[a-h])"
)
_NUMBERED_MEANING = {"choice": "choices", "option": "choices", "hint": "hints", "accept": "accept", "alias": "accept"}
_DIFFICULTIES = {"very easy": 1, "easy": 2, "medium": 3, "normal": 3, "hard": 4, "very hard": 5}
_KINDS = {
    "multiple": "choice",
    "multiple choice": "choice",
    "true false": "boolean",
    "true or false": "boolean",
    "short answer": "text",
    "string": "text",
    "free text": "text",
}
_WORDS = ({"true", "false"}, {"yes", "no"})
_TEXTS = ("category", "unit", "film", "media", "source", "id")
_YES = ("yes", "true", "1", "x", "on")


class Columns:
    """The columns of a table by the names in its header. `missing` says which of those that must be there are not."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = [name.strip() for name in names]
        told = [" ".join(re.findall(r"[^\W_]+", name.lower())) for name in names]
        self.meanings = [_MEANING.get(name) or _numbered(name) for name in told]
        if "ask" not in self.meanings:
            self.meanings = ["ask" if name == "prompt" else name for name in self.meanings]
        # "Answer 1" to "Answer 4" are choices where another column tells the right one.
        several = "choices" if "answer" in self.meanings else "answer"
        self.meanings = [several if name == "answers" else name for name in self.meanings]
        self.missing = [
            name for name, field in (("question", "ask"), ("answer", "answer")) if field not in self.meanings
        ]
        self.known = sum(name is not None for name in self.meanings)

    def add(self, row: Sequence[str], imported: Imported, line: Line, **more: Any) -> None:
        """Adds the question that a row tells."""
        cells: dict[str, list[str]] = {}
        for place, cell in enumerate(row):
            if cell and not cell.isspace() and place < len(self.meanings):
                meaning = self.meanings[place]
                if meaning is None:
                    imported.lost[f"the column {self.names[place]!r}"] += 1
                else:
                    cells.setdefault(meaning, []).append(cell)
        _Row(cells, imported).add(line, more)


def _numbered(name: str) -> str | None:
    found = _NUMBERED.fullmatch(name)
    if not found:
        return None
    return "answers" if found[1] == "answer" else _NUMBERED_MEANING.get(found[1], "wrong one")


class _Row:
    """The cells of a row by what they mean; a column may be there several times."""

    def __init__(self, cells: dict[str, list[str]], imported: Imported) -> None:
        self.cells = cells
        self.imported = imported

    def add(self, line: Line, fields: dict[str, Any]) -> None:
        told = fields.pop("kind", "")
        kind = " ".join(re.findall(r"\w+", (self.one("kind") or told).lower()))
        kind = _KINDS.get(kind, kind)
        choices = self.choices()
        answers = [_chosen(answer, choices) for answer in self.cells.get("answer", ())]
        if wrong := [*self.values("wrong"), *self.cells.get("wrong one", ())]:
            choices = list(in_order({clean_line(choice) for choice in (*choices, *answers[:1], *wrong)}))
        if {choice.lower() for choice in choices} in _WORDS and kind in ("", "choice", "boolean"):
            choices, kind = [], ""
        items = [item for answer in answers for item in split_aliases(answer)] if kind == "list" else []
        self.imported.add(
            self.one("ask"),
            self.values("accept") if items else [*answers, *self.values("accept")],
            items=items,
            choices=choices,
            reject=self.pairs("reject"),
            prompt=self.pairs("prompt"),
            hints=self.values("hints"),
            explain="\n".join(self.cells.get("explain", ())),
            kind=kind or None,
            line=line,
            **fields | self.others(len(items)),
        )

    def choices(self) -> list[str]:
        cells = self.cells.get("choices", [])
        return cells if len(cells) > 1 else self.values("choices")

    def others(self, items: int) -> dict[str, Any]:
        """The fields that are texts, marks and numbers."""
        fields: dict[str, Any] = {name: self.one(name) for name in _TEXTS if name in self.cells}
        fields |= {name: self.one(name).lower() in _YES for name in ("spoiler", "draft") if name in self.cells}
        if "tags" in self.cells:
            fields["tags"] = tuple(self.values("tags"))
        if level := self.one("difficulty").lower():
            difficulty = _DIFFICULTIES.get(level, int(level) if level in ("1", "2", "3", "4", "5") else None)
            if difficulty is None:
                self.imported.lost["difficulties that are no number from 1 to 5"] += 1
            else:
                fields["difficulty"] = difficulty
        if need := self.one("need"):
            if need.isascii() and need.isdecimal() and 1 <= int(need[:9]) <= items:
                fields["need"] = int(need)
            else:
                self.imported.lost["needs that no list can meet"] += 1
        if tolerance := self.one("tolerance"):
            if parse_tolerance(tolerance) is None:
                self.imported.lost["tolerances that are no number"] += 1
            else:
                fields["tolerance"] = tolerance
        return fields

    def one(self, name: str) -> str:
        return self.cells[name][0].strip() if name in self.cells else ""

    def values(self, name: str) -> list[str]:
        return [value for cell in self.cells.get(name, ()) for value in split_values(cell)]

    def pairs(self, name: str) -> dict[str, str]:
        return {key: said for cell in self.cells.get(name, ()) for key, said in split_pairs(cell).items()}


def _chosen(answer: str, choices: Sequence[str]) -> str:
    """The choice that an answer names by its letter or its number; the answer itself if it names none."""
    mark = answer.strip(" .)(").lower()
    if not choices or clean_line(answer) in map(clean_line, choices) or len(mark) > 2:
        return answer
    place = ord(mark) - ord("a") if len(mark) == 1 and mark.isalpha() else int(mark) - 1 if mark.isdecimal() else -1
    return choices[place] if 0 <= place < len(choices) else answer
