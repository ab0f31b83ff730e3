"""Tables with a header: comma-separated values (.csv) and tab-separated ones (.tsv)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence

from quizzer.bank_files.entries import kind_of
from quizzer.bank_files.schema import QuestionEntry
from quizzer.formats.cells import join_aliases, join_pairs, join_values
from quizzer.formats.columns import Columns
from quizzer.formats.exported import Exported
from quizzer.formats.imported import Imported

__all__ = ["COLUMNS", "read", "rows", "write"]

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
            columns.add(row, imported, line)
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
    told = [{name: tell(entry) for name, tell in COLUMNS.items()} for entry in entries]
    used = [name for name in COLUMNS if name in _ALWAYS or any(cells[name] for cells in told)]
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t" if suffix == ".tsv" else ",", lineterminator="\n")
    writer.writerow(used)
    writer.writerows([cells[name] for name in used] for cells in told)
    return Exported(stream.getvalue(), len(told), Counter({"the title": 1 if title else 0}))


def _header(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text), delimiter=separator), [])
    except csv.Error:
        return []


def _answer(entry: QuestionEntry) -> str:
    return join_aliases(entry.answer) if kind_of(entry) == "list" else entry.answer[0][0]


_ALWAYS = ("question", "answer", "kind", "category", "difficulty")
COLUMNS: dict[str, Callable[[QuestionEntry], str]] = {
    "question": lambda entry: entry.ask,
    "answer": _answer,
    "accept": lambda entry: join_values(
        (*(entry.answer[0][1:] if kind_of(entry) != "list" else ()), *entry.accept)
    ),
    "reject": lambda entry: join_pairs(entry.reject),
    "prompt": lambda entry: join_pairs(entry.prompt),
    "kind": kind_of,
    "category": lambda entry: entry.category,
    "difficulty": lambda entry: str(entry.difficulty),
    "choices": lambda entry: join_values(entry.choices),
    "need": lambda entry: str(entry.need or ""),
    "tolerance": lambda entry: entry.tolerance or "",
    "unit": lambda entry: entry.unit or "",
    "hints": lambda entry: join_values(entry.hints),
    "explanation": lambda entry: entry.explain,
    "film": lambda entry: entry.film or "",
    "media": lambda entry: entry.media,
    "tags": lambda entry: join_values(entry.tags),
    "source": lambda entry: entry.source,
    "spoiler": lambda entry: "yes" if entry.spoiler else "",
    "draft": lambda entry: "yes" if entry.draft else "",
    "id": lambda entry: entry.id or "",
}  # fmt: skip
