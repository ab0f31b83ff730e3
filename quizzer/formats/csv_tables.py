"""Tables with a header: comma-separated values (.csv) and tab-separated ones (.tsv)."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quizzer.bank_files.file_format import QuestionEntry, kind_of
from quizzer.formats.exported import Exported
from quizzer.formats.imported import Imported, Line, in_order
from quizzer.formats.texts import clean_line, sheet_cell, text_of_cell
from quizzer.grading.quantities import parse_tolerance
from quizzer.grading.wordlists import read_pairs

_SEPARATORS = ",\t;|"


def read(text: str, file: str = "") -> Imported:
    """The questions of a table. Its first line names the columns: question and answer, and any of the others."""
    imported = Imported(file=file)
    above = len(text) - len(text.lstrip("\n"))
    text = text[above:]
    if text[:4].lower() == "sep=":  # for Excel
        above, text = above + 1, text.partition("\n")[2]
    separator = max(_SEPARATORS, key=lambda mark: Columns(_header(text, mark)).known)
    columns = Columns(_header(text, separator))
    if columns.missing:
        names = ", ".join(repr(name) for name in columns.names[:8]) if text else "nothing"
        imported.fault(
            f"the first line must name the columns, and there is none for the {' and the '.join(columns.missing)}: "
            f"it has {names}", above + 1
        )  # fmt: skip
        return imported
    for line, row in rows(text, separator, imported, above):
        if len(row) > len(columns.names) and any(row[len(columns.names) :]):
            imported.fault(
                f"this row has {len(row)} cells, the header {len(columns.names)}: put quotes around a text with "
                f"{'a tab' if separator == chr(9) else repr(separator)} in it", line
            )  # fmt: skip
        elif line > above + 1:
            columns.add([text_of_cell(cell) for cell in row], imported, line)
    return imported


def rows(text: str, separator: str, imported: Imported, above: int = 0) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, each with its line; `above` lines stand over the text."""
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    found: list[tuple[int, list[str]]] = []
    while True:
        line = above + reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return found
        except csv.Error as trouble:
            imported.fault(f"this row cannot be read: {trouble}", line)
        else:
            if any(cell and not cell.isspace() for cell in row):
                found.append((line, row))


def write(entries: Sequence[QuestionEntry], title: str, suffix: str = ".csv") -> Exported:
    """All that there is, in the columns that are needed."""
    told = [cells_of(entry) for entry in entries]
    used = [name for name in COLUMNS if name in _ALWAYS or any(cells[name] for cells in told)]
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t" if suffix == ".tsv" else ",", lineterminator="\n")
    writer.writerow(used)
    writer.writerows([sheet_cell(cells[name]) for name in used] for cells in told)
    return Exported(stream.getvalue(), len(told), Counter({"the title": 1 if title else 0}))


def _header(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text), delimiter=separator), [])
    except csv.Error:
        return []


COLUMNS = tuple(
    "question answer accept reject prompt kind category difficulty choices need tolerance unit hints explanation film "
    "media tags source spoiler draft id".split()
)
_ALWAYS = ("question", "answer", "kind", "category", "difficulty")
_FIELDS = {"question": "ask", "explanation": "explain"}


def cells_of(entry: QuestionEntry) -> dict[str, str]:
    """What the columns of a table have of a question."""
    kind, (first, *aliases) = kind_of(entry), entry.answer[0]
    cells = {name: _cell(getattr(entry, _FIELDS.get(name, name))) for name in COLUMNS}
    if kind == "list":
        return cells | {"answer": join_aliases(entry.answer), "kind": kind}
    return cells | {"answer": first, "accept": join_values((*aliases, *entry.accept)), "kind": kind}


def _cell(value: Any) -> str:
    """A field as text; nothing for what says nothing."""
    if isinstance(value, dict):
        return join_pairs(value)
    if isinstance(value, tuple):
        return join_values(map(str, value))
    return "yes" if value is True else str(value or "")


_NAMES = read_pairs("columns", beside=__file__)
_MEANING = {name: field for field, names in _NAMES.items() for name in names.split(", ")}
_NUMBERED = re.compile(
    r"(answer|choice|option|wrong answer|incorrect answer|distractor|wrong|hint|accept|alias) ?(\d{1,2}|[a-h])"
)
_NUMBERED_MEANING = {"choice": "choices", "option": "choices", "hint": "hints", "accept": "accept", "alias": "accept"}
_DIFFICULTIES = {"very easy": 1, "easy": 2, "medium": 3, "normal": 3, "hard": 4, "very hard": 5}
_KINDS = read_pairs("kinds", beside=__file__)
_WORDS = ({"true", "false"}, {"yes", "no"})
_TEXTS = ("category", "unit", "film", "media", "source", "id")
_YES = ("yes", "true", "1", "x", "on")


class Columns:
    """The columns of a table by the names in its header. `missing` says which of those that must be there are not."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names: list[str] = [name.strip() for name in names]
        told = [" ".join(re.findall(r"[^\W_]+", name.lower())) for name in names]
        self.meanings: list[str | None] = [_MEANING.get(name) or _numbered(name) for name in told]
        if "ask" not in self.meanings:
            self.meanings = ["ask" if name == "prompt" else name for name in self.meanings]
        # "Answer 1" to "Answer 4" are choices where another column tells the right one.
        several = "choices" if "answer" in self.meanings else "answer"
        self.meanings = [several if name == "answers" else name for name in self.meanings]
        self.missing: list[str] = [
            name for name, field in (("question", "ask"), ("answer", "answer")) if field not in self.meanings
        ]
        self.known: int = sum(name is not None for name in self.meanings)

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
                self.imported.lost["difficulties that are not a number from 1 to 5"] += 1
            else:
                fields["difficulty"] = difficulty
        if need := self.one("need"):
            if need.isascii() and need.isdecimal() and 1 <= int(need[:9]) <= items:
                fields["need"] = int(need)
            else:
                self.imported.lost["needs that no list can meet"] += 1
        if tolerance := self.one("tolerance"):
            if parse_tolerance(tolerance) is None:
                self.imported.lost["tolerances that are not a number"] += 1
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


_MARKS = re.compile(r"([|;=\\\n])")
_ESCAPED = re.compile(r"\\([|;=\\n])")
_PIECE = re.compile(r"\\[|;=\\n]|.", re.DOTALL)


def split_values(cell: str) -> list[str]:
    """The values of a cell, parted by bars, semicolons or lines. A backslash makes an ordinary mark of the next."""
    return [_plain(value) for value in _split(cell, "|;\n")]


def split_aliases(cell: str) -> list[list[str]]:
    """Values that have other names: `Kambei = Kambei Shimada | Kikuchiyo`."""
    return [[_plain(name) for name in _split(value, "=")] for value in _split(cell, "|;\n")]


def split_pairs(cell: str) -> dict[str, str]:
    """Names with what is said to them, which may be nothing."""
    parts = [_split(value, "=") for value in _split(cell, "|;\n")]
    return {_plain(name): _plain(" = ".join(said)) for name, *said in filter(None, parts)}


def join_values(values: Iterable[str]) -> str:
    """A cell that `split_values` reads."""
    return " | ".join(_escaped(value) for value in values)


def join_aliases(values: Iterable[Iterable[str]]) -> str:
    """A cell that `split_aliases` reads."""
    return " | ".join(" = ".join(_escaped(name) for name in names) for names in values)


def join_pairs(names: Mapping[str, str]) -> str:
    """A cell that `split_pairs` reads."""
    return join_aliases([name, said] if said else [name] for name, said in names.items())


def _split(cell: str, marks: str) -> list[str]:
    """The parts between unescaped marks that are not blank, still with their backslashes."""
    if not any(mark in cell for mark in marks):
        parts = [cell]
    else:
        parts = [""]
        for piece in _PIECE.findall(cell):
            if piece in marks:
                parts.append("")
            else:
                parts[-1] += piece
    return [part.strip() for part in parts if part.strip()]


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda mark: "\n" if mark[1] == "n" else mark[1], text) if "\\" in text else text


def _escaped(text: str) -> str:
    return _MARKS.sub(lambda mark: "\\n" if mark[0] == "\n" else f"\\{mark[0]}", text)
