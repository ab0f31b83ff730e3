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

from quizzer.banks.entries import kind_of
from quizzer.banks.formats.cells import join_aliases
from quizzer.banks.schema import QuestionEntry
from quizzer.errors import QuizzerError

__all__ = ["MORE", "Note", "note_of", "package"]

MORE = '<div class="quizzer">'
"""Where in a field that begins which quizzer adds for people to read: choices, other right answers, explanations."""

_MODEL_ID = 1_684_217_035  # Anki knows the note type by it: it must stay
_FIELDS = ("Question", "Choices", "Answer", "More", "Hint", "Source")
_FRONT = "{{Question}}{{Choices}}{{#Hint}}<p>{{hint:Hint}}</p>{{/Hint}}<p>{{type:Answer}}</p>"
_BACK = (
    "{{Question}}{{Choices}}<hr id=answer><p>{{type:Answer}}</p><b>{{Answer}}</b>{{More}}"
    "{{#Source}}<p><small>{{Source}}</small></p>{{/Source}}"
)
_CSS = (
    ".card { font-family: sans-serif; font-size: 20px; text-align: center; } "
    "ol { display: inline-block; text-align: left; }"
)


@dataclass(frozen=True)
class Note:
    """A note. `question`, `choices`, `answer`, `more`, `hint` and `source` are HTML."""

    guid: str
    question: str
    choices: str
    answer: str
    more: str
    hint: str
    source: str
    tags: tuple[str, ...]

    @property
    def front(self) -> str:
        """The question with its choices, for note types that have one field for both."""
        return self.question + self.choices

    @property
    def back(self) -> str:
        """The answer with what more there is to say."""
        return self.answer + self.more

    @staticmethod
    def html(text: str) -> str:
        """A text as HTML."""
        return escape(text, quote=False).replace("\n", "<br>")


def note_of(entry: QuestionEntry, lost: Counter[str]) -> Note:
    """The note of a question. Its guid comes from the question's id."""
    kind = kind_of(entry)
    html = Note.html
    also = [*entry.accept] if kind == "list" else [*entry.answer[0][1:], *entry.accept]
    more = [
        f"<p>also: {html('; '.join(also))}</p>" if also else "",
        f"<p>{html(entry.explain)}</p>" if entry.explain else "",
    ]
    choices = "".join(f"<li>{html(choice)}</li>" for choice in entry.choices)
    media = f'<br><img src="{escape(entry.media)}">' if entry.media else ""
    return Note(
        guid=hashlib.blake2b((entry.id or f"{entry.ask}\0{entry.answer}").encode(), digest_size=8).hexdigest(),
        question=html(entry.ask),
        choices=f'{MORE}{media}<ol type="a">{choices}</ol></div>'
        if choices
        else f"{MORE}{media}</div>"
        if media
        else "",
        answer=html(join_aliases(entry.answer) if kind == "list" else entry.answer[0][0]),
        more=f"{MORE}{''.join(more)}</div>" if any(more) else "",
        hint=html("\n".join(entry.hints)),
        source=html(entry.source),
        tags=_tags(entry, kind, lost),
    )


def package(notes: Sequence[Note], title: str, at: float) -> bytes:
    """A deck of notes as the bytes of an .apkg file, made at a time (seconds since 1970).

    Raises QuizzerError if genanki is not installed.
    """
    try:
        import genanki
    except ImportError:
        raise QuizzerError(
            "a deck for Anki is made with genanki, which is not installed: pip install 'quizzer[anki]'; "
            "without it, -o notes.txt writes the notes as text"
        ) from None
    template = {"name": "Question", "qfmt": _FRONT, "afmt": _BACK}
    model = genanki.Model(
        _MODEL_ID, "quizzer", fields=[{"name": name} for name in _FIELDS], templates=[template], css=_CSS
    )
    deck = genanki.Deck(1_000_000_000 + crc32(title.encode()), title or "quizzer")
    for note in notes:
        told = [note.question, note.choices, note.answer, note.more, note.hint, note.source]
        deck.add_note(genanki.Note(model=model, fields=told, guid=note.guid, tags=list(note.tags)))
    stream = io.BytesIO()
    genanki.Package(deck).write_to_file(stream, timestamp=at)
    return stream.getvalue()


def _tags(entry: QuestionEntry, kind: str, lost: Counter[str]) -> tuple[str, ...]:
    told: list[Any] = [f"category::{entry.category}"] if entry.category != "general" else []
    told += [f"difficulty::{entry.difficulty}"] if entry.difficulty != 3 else []
    told += [f"kind::{kind}"] if entry.kind or kind == "list" else []
    told += entry.tags
    lost["spaces in tags and categories"] += any(" " in tag for tag in told)
    return tuple("_".join(tag.split()) for tag in told)
