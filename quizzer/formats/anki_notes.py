"""Questions as notes of Anki, and a deck of them."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from zlib import crc32

from quizzer.bank_files.entries import kind_of
from quizzer.bank_files.schema import QuestionEntry
from quizzer.errors import QuizzerError
from quizzer.formats.tables import COLUMNS

__all__ = ["DECK_FIELDS", "MORE", "NOTE_TYPE", "Note", "note_of", "package"]

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
_FRONT = (
    "{{Question}}{{#Media}}<p>{{Media}}</p>{{/Media}}{{#Choices}}<p>{{Choices}}</p>{{/Choices}}"
    "{{#Hints}}<p>{{hint:Hints}}</p>{{/Hints}}<p>{{type:Answer}}</p>"
)
_BACK = (
    "{{Question}}<hr id=answer><p>{{type:Answer}}</p><b>{{Answer}}</b>{{#Accept}}<p>also: {{Accept}}</p>{{/Accept}}"
    "{{#Explanation}}<p>{{Explanation}}</p>{{/Explanation}}{{#Source}}<p><small>{{Source}}</small></p>{{/Source}}"
)
_CSS = ".card { font-family: sans-serif; font-size: 20px; text-align: center; }"


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
    cells = {name: html_of(tell(entry)) for name, tell in COLUMNS.items()}
    also, explanation = cells["accept"], cells["explanation"]
    choices = "".join(f"<li>{html_of(choice)}</li>" for choice in entry.choices)
    picture = f'<img src="{escape(entry.media)}">' if entry.media else ""
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
    """A text as HTML."""
    return escape(text, quote=False).replace("\n", "<br>")


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
    template = {"name": "Question", "qfmt": _FRONT, "afmt": _BACK}
    fields = [{"name": name} for name in DECK_FIELDS]
    model = genanki.Model(_MODEL_ID, NOTE_TYPE, fields=fields, templates=[template], css=_CSS)
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
