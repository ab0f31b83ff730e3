"""Anki's notes as text, with its headers: `#separator:tab`, `#columns:…`, `#guid column:1`; clozes too."""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import PurePath
from typing import Any, NamedTuple
from zlib import crc32

from quizzer.bank_files.file_format import QuestionEntry, kind_of
from quizzer.bounds import LONGEST_TEXT, MOST_CLOZES
from quizzer.errors import QuizzerError
from quizzer.facts.wording import BLANK
from quizzer.formats.csv_tables import COLUMNS, Columns, cells_of, rows
from quizzer.formats.exported import Exported
from quizzer.formats.imported import Imported, fields_of_tags
from quizzer.formats.texts import clean_line, plain_text, take_media
from quizzer.grading.wordlists import read_texts

_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}
_GUESSES = "\t|;,"
_HEADER = re.compile(r"#([a-z ]+):(.*)", re.IGNORECASE)
_SPECIAL = ("guid column", "notetype column", "deck column", "tags column")
_CLOZE = re.compile(r"\{\{c(\d{1,3})::((?:(?!\{\{c\d|\}\}).)*?)(?:::((?:(?!\{\{c\d|\}\}|::).)*))?\}\}", re.DOTALL)
_ANY_CLOZE = re.compile(r"(?<=\{\{c)\d{1,3}(?=::)")
_RUN_BY_ANKI = re.compile(r"\[(?=/?(?:sound:|latex\]|anki:|\$))|\{(?=\{)", re.IGNORECASE)
_DEEPEST = 8  # clozes within clozes
_TAGGED = re.compile(r"(category|difficulty|kind)::(.+)")
# Of the columns of a table, those that no tag and no field of the note holds.
_MORE_COLUMNS = [
    name for name in COLUMNS if name not in ("question", "answer", "kind", "category", "difficulty", "tags", "draft")
]


class _Headers(NamedTuple):
    """What the lines at the top say. `special` are the columns (from 0) that are not fields, by what they hold."""

    separator: str
    is_html: bool
    tags: list[str]
    deck: str
    columns: list[str]
    special: dict[int, str]


def read(text: str, file: str = "") -> Imported:
    """The questions of a file of notes: the first field asks, the second answers; each cloze of a note is a question
    of its own."""
    imported = Imported(file=file)
    if text.startswith("PK"):
        imported.fault("this is a deck package; in Anki choose File, Export, “Notes in Plain Text”, and import that", 1)
        return imported
    headers, above = _headers(text)
    body = "".join(text.split("\n", above)[above:])
    lines = body.split("\n")
    told = [(line, row) for line, row in rows(body, headers.separator, imported, above)
            if not lines[line - above - 1].startswith("#")]  # fmt: skip
    decks = {
        row[place] for _, row in told for place, what in headers.special.items() if what == "deck" and place < len(row)
    }
    imported.title = headers.deck or (next(iter(decks)) if len(decks) == 1 else "")
    imported.title = imported.title.replace("::", ": ") or (PurePath(file).stem.replace("_", " ") if file else "")
    reader = _Reader(headers, imported, by_deck=len(decks) > 1)
    for line, row in told:
        reader.add(row, line)
    return imported


def write(entries: Sequence[QuestionEntry], title: str, suffix: str = ".txt", at: float = 0.0) -> Exported:
    """Notes of the type Basic as text, or with the suffix .apkg a deck, made at a time (seconds since 1970). The same
    question always has the same guid, so that Anki updates its note.

    Raises QuizzerError if a deck is wanted and genanki is not installed.
    """
    lost: Counter[str] = Counter()
    notes = [note_of(entry, lost) for entry in entries]
    return Exported(package(notes, title, at) if suffix == ".apkg" else _as_text(notes, title), len(notes), lost)


def _as_text(notes: "Sequence[Note]", title: str) -> str:
    more = [name for name in _MORE_COLUMNS if any(note.cells[name] for note in notes)]
    stream = io.StringIO()
    stream.write("#separator:tab\n#html:true\n#notetype:Basic\n")
    stream.write(f"#deck:{clean_line(title)}\n" if title else "")
    stream.write("#columns:" + "\t".join(["Guid", "Front", "Back", "Tags", *map(str.capitalize, more)]) + "\n")
    stream.write("#guid column:1\n#tags column:4\n")
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    for note in notes:
        writer.writerow([note.guid, note.front, note.back, " ".join(note.tags), *(note.cells[name] for name in more)])
    return stream.getvalue()


def _headers(text: str) -> tuple[_Headers, int]:
    told: dict[str, str] = {}
    tags: list[str] = []
    above = 0
    for line in text.split("\n", 60)[:60]:
        found = _HEADER.match(line)
        key = found[1].strip().lower() if found else ""
        if key == "tags" or line.lower().startswith("tags:"):
            tags += line.partition(":")[2].split()
        elif found:
            told[key] = found[2]
        elif not line.startswith("#"):
            break
        above += 1
    if "separator" in told:
        separator = _SEPARATORS.get(told["separator"].strip().lower(), told["separator"][:1] or "\t")
    else:
        first = next((line for line in text.split("\n", above + 60)[above:] if line.strip() and line[0] != "#"), "")
        separator = next((mark for mark in _GUESSES if mark in first), "\t")
    special = {
        int(value.strip()[:6]) - 1: key.removesuffix(" column")
        for key, value in told.items()
        if key in _SPECIAL and value.strip().isdecimal()
    }
    columns = told["columns"].split(separator) if told.get("columns") else []
    is_html = told.get("html", "true").strip().lower() == "true"
    return _Headers(separator, is_html, tags, told.get("deck", "").strip(), columns, special), above


class _Reader:
    def __init__(self, headers: _Headers, imported: Imported, *, by_deck: bool) -> None:
        self.headers = headers
        self.imported = imported
        self.by_deck = by_deck
        named = Columns([name for place, name in enumerate(headers.columns) if place not in headers.special])
        self.named_columns = None if named.missing else named
        self.two_columns = Columns(["Front", "Back"])
        self.own_columns = Columns(DECK_FIELDS)

    def add(self, row: Sequence[str], line: int) -> None:
        special = {what: row[place].strip() for place, what in self.headers.special.items() if place < len(row)}
        cells = [cell for place, cell in enumerate(row) if place not in self.headers.special]
        fields = fields_of_tags([*self.headers.tags, *special.get("tags", "").split()], _TAGGED)
        if self.by_deck and special.get("deck"):
            fields.setdefault("category", special["deck"].rpartition("::")[2])
        guid = special.get("guid", "")
        if special.get("notetype") == NOTE_TYPE:
            self._add_cells(self.own_columns, cells, guid, fields, line)
        elif _CLOZE.search("\n".join(cells)):
            self._add_clozes(cells, guid, fields, line)
        elif self.named_columns is not None:
            self._add_cells(self.named_columns, cells, guid, fields, line)
        else:
            self.imported.lost["fields beyond the second"] += any(cell.strip() for cell in cells[2:])
            self._add_cells(self.two_columns, cells[:2], guid, fields, line)

    def _add_cells(self, columns: Columns, cells: list[str], guid: str, fields: dict[str, Any], line: int) -> None:
        if guid:
            fields["id"] = guid
        told = []
        found: list[str] = []
        for cell in cells:
            text, media = self._plain(cell)
            told.append(text)
            found += media
        if found:
            fields["media"] = found[0]
            self.imported.lost["pictures and sounds beyond the first"] += len(found) - 1
            self.imported.lost["files of pictures and sounds, which stay in Anki"] += not found[0].startswith("http")
            told[0] = told[0] or found[0]
        columns.add(told, self.imported, line, **fields)

    def _add_clozes(self, cells: list[str], guid: str, fields: dict[str, Any], line: int) -> None:
        more: dict[str, Any] = {name: value for name, value in fields.items() if name != "kind"}
        text, *others = sorted(cells, key=lambda cell: not _CLOZE.search(cell))
        explain = "\n".join(text for text in (self._plain(other)[0] for other in others) if text)
        found: list[str] = []
        if self.headers.is_html:
            text, found = take_media(text)
        self.imported.lost["pictures and sounds"] += len(found)
        numbers = sorted({cloze[0] for cloze in _ANY_CLOZE.finditer(text)}, key=int)
        if len(numbers) > MOST_CLOZES or len(text) > LONGEST_TEXT:
            return self.imported.fault(f"this note is too long, or has more than {MOST_CLOZES} clozes", line)
        for number in numbers:
            more |= {"id": f"{guid}/{number}"} if guid else {}
            ask, answers, hints = _blanked(text, number)
            plain = list(dict.fromkeys(self._plain(answer)[0] for answer in answers))
            self.imported.add(
                self._plain(ask)[0],
                plain[:1] if len(plain) == 1 else [],
                items=[[answer] for answer in plain] if len(plain) > 1 else [],
                kind="list" if len(plain) > 1 else None,
                hints=[self._plain(hint)[0] for hint in hints],
                explain=explain,
                line=line,
                **more,
            )
        return None

    def _plain(self, cell: str) -> tuple[str, list[str]]:
        """A field as text, and the pictures and sounds in it. What quizzer added for people to read is left away."""
        if not self.headers.is_html:
            return cell, []
        html, media = take_media(cell.partition(MORE)[0])
        return plain_text(html), media


def _blanked(text: str, number: str) -> tuple[str, list[str], list[str]]:
    """A text with the clozes of a number blank and the others shown; what stood in the blanks, and the hints."""
    answers: list[str] = []
    hints: list[str] = []

    def shown(found: re.Match[str]) -> str:
        if found[1] != number:
            return found[2]
        answers.append(found[2])
        hints.extend([found[3]] if found[3] else [])
        return BLANK

    for _ in range(_DEEPEST):
        text, changed = _CLOZE.subn(shown, text)
        if not changed:
            break
    return text, answers, hints


MORE = '<div class="quizzer">'
"""Where in a field that begins which quizzer adds for people to read: choices, other right answers, explanations."""

NOTE_TYPE = "quizzer"
"""The note type of a deck, whose fields are the columns of a table."""

DECK_FIELDS = (
    "Question", "Answer", "Accept", "Choices", "Hints", "Explanation", "Media", "Film", "Source", "Reject", "Prompt",
    "Need", "Tolerance", "Unit", "Spoiler", "Id",
)  # fmt: skip
"""The fields of that note type."""

_MODEL_ID = 1_684_217_035  # Anki knows the note type by it: it must stay


@dataclass(frozen=True)
class Note:
    """A note: how Anki knows it again, its tags, the two sides of a plain card as HTML, and the cells of a table, by
    the names of their columns."""

    guid: str
    tags: tuple[str, ...]
    front: str
    back: str
    cells: dict[str, str]


def note_of(entry: QuestionEntry, lost: Counter[str]) -> Note:
    """The note of a question. Its guid comes from the question's id."""
    cells = {name: html_of(text) for name, text in cells_of(entry).items()}
    also, explanation = cells["accept"], cells["explanation"]
    choices = "".join(f"<li>{html_of(choice)}</li>" for choice in entry.choices)
    picture = f'<img src="{_harmless(escape(entry.media))}">' if entry.media else ""
    shown = picture + (f'<ol type="a">{choices}</ol>' if choices else "")
    more = (f"<p>also: {also}</p>" if also else "") + (f"<p>{explanation}</p>" if explanation else "")
    return Note(
        guid=hashlib.blake2b((entry.id or f"{entry.ask}\0{entry.answer}").encode(), digest_size=8).hexdigest(),
        tags=_tags(entry, lost),
        front=cells["question"] + (f"{MORE}{shown}</div>" if shown else ""),
        back=cells["answer"] + (f"{MORE}{more}</div>" if more else ""),
        cells=cells | {"media": picture},
    )


def html_of(text: str) -> str:
    """A text as HTML in which Anki plays, draws and hides nothing: `[sound:…]`, `[latex]` and `{{c1::…}}` are words."""
    return _harmless(escape(text, quote=False)).replace("\n", "<br>")


def _harmless(html: str) -> str:
    return _RUN_BY_ANKI.sub(lambda found: f"&#{ord(found[0])};", html)


def package(notes: Sequence[Note], title: str, at: float) -> bytes:
    """A deck of notes as the bytes of an .apkg file, made at a time (seconds since 1970).

    Raises QuizzerError if genanki is not installed.
    """
    try:
        import genanki
    except ImportError:
        from quizzer.extras import install_command

        raise QuizzerError(
            "quizzer makes a deck for Anki with genanki, which is not installed (-o notes.txt needs no genanki). "
            f"To install it:\n  {install_command('genanki')}"
        ) from None
    card = read_texts("anki_cards", beside=__file__)
    template = {"name": "Question", "qfmt": card["front"], "afmt": card["back"]}
    fields = [{"name": name} for name in DECK_FIELDS]
    model = genanki.Model(_MODEL_ID, NOTE_TYPE, fields=fields, templates=[template], css=card["style"])
    deck = genanki.Deck(1_000_000_000 + crc32(title.encode()), title or "quizzer")
    for note in notes:
        told = [note.cells[name.lower()] for name in DECK_FIELDS]
        deck.add_note(genanki.Note(model=model, fields=told, guid=note.guid, tags=list(note.tags)))
    stream = io.BytesIO()
    genanki.Package(deck).write_to_file(stream, timestamp=at)
    return stream.getvalue()


def _tags(entry: QuestionEntry, lost: Counter[str]) -> tuple[str, ...]:
    told: list[Any] = [f"category::{entry.category}"] if entry.category != "general" else []
    told += [f"difficulty::{entry.difficulty}"] if entry.difficulty != 3 else []
    kind = kind_of(entry)
    told += [f"kind::{kind}"] if entry.kind or kind == "list" else []
    told += entry.tags
    lost["spaces in tags and categories"] += any(" " in tag for tag in told)
    return tuple("_".join(tag.split()) for tag in told)
