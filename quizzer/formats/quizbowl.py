"""Quizbowl's tossups and bonuses as qbreader gives them, in JSON: packets, search results, its database's lines."""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from pathlib import PurePath
from typing import Any

from quizzer.bank_files.file_format import QuestionEntry
from quizzer.bounds import LONGEST_TEXT
from quizzer.formats.answer_lines import format_answer_line, is_note, parse_answer_line
from quizzer.formats.exported import Exported, as_one_answers, lose_fields
from quizzer.formats.imported import Imported
from quizzer.formats.json_items import JsonFile, text_of
from quizzer.formats.texts import plain_text

_CATEGORIES = ("Literature", "History", "Science", "Fine Arts", "Religion", "Mythology", "Philosophy", "Social Science",
               "Current Events", "Geography", "Other Academic", "Trash", "Pop Culture")  # fmt: skip
_OURS = {name: name.lower().replace(" ", "_") for name in _CATEGORIES}
_THEIRS = {ours: theirs for theirs, ours in _OURS.items()}
# From middle school (1) to the open tournaments of those who have left school (10); 0 is not rated.
_DIFFICULTIES = {0: 3, 1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 4, 8: 4, 9: 5, 10: 5}
_LEVELS = {1: 1, 2: 2, 3: 5, 4: 7, 5: 9}
_PART = {"e": -1, "m": 0, "h": 1}

_LISTS = ("tossups", "tossup", "bonuses", "bonus")
_HELD = ("id", "accept", "prompt", "reject", "category", "difficulty")

_POWER = re.compile(r" ?(?:\(\*\)|\[\*\]|\(\+\)|\[\+\])")
_POINTS = re.compile(r"^\s*\[\d+[emh]?\]\s*", re.IGNORECASE)
_EACH = re.compile(r",? ?for (?:10|ten|15|fifteen) points each ?([:.,])?", re.IGNORECASE)
# How something is said: “fee-luh-ZOFF”, “numb pie”; no title, which has capitals.
_GUIDE = re.compile(r" ?[(\[][“\"](?=[^”\"]{0,80}-|[^A-Z”\"]{0,80}[”\"])[^”\"()\[\]]{1,80}[”\"][)\]]")


def read(text: str, file: str = "") -> Imported:
    """The tossups and bonuses of a file; each part of a bonus is a question of its own, with the lead-in before it."""
    imported = Imported(file=file, title=PurePath(file).stem.replace("_", " ") if file else "")
    source = JsonFile(text, imported, _is_one)
    objects = source.objects(lambda document: _found_in(document, imported))
    sets = Counter(name for one in objects if isinstance(one, dict) and (name := _set_name(one)))
    if len(sets) == 1:
        imported.title = next(iter(sets))
    for place, one in enumerate(objects):
        line = partial(source.line, place)
        if not isinstance(one, dict) or not _is_one(one):
            imported.fault(
                "a tossup has a question and an answer, a bonus has parts and answers; this has neither", line
            )
        elif "parts" in one or "parts_sanitized" in one:
            _add_bonus(one, imported, line)
        else:
            ask = _first(one, "question", "question_sanitized")
            answer = _first(one, "formatted_answer", "answer", "answer_sanitized")
            _add(one, ask, answer, imported, line, text_of(one.get("_id")))
    return imported


def write(entries: Sequence[QuestionEntry], title: str) -> Exported:
    """A packet of tossups, with answer lines that say what is accepted, asked back about and rejected."""
    lost: Counter[str] = Counter()
    tossups: list[dict[str, Any]] = []
    for entry in as_one_answers(entries, lost):
        note = entry.explain if is_note(entry.explain) else ""
        lose_fields(lost, entry, held=(*_HELD, "explain") if note else _HELD)
        lost["words that are said to wrong answers"] += any(entry.reject.values())
        answer, *names = dict.fromkeys((*entry.answer[0], *entry.accept))
        tossups.append({
            "_id": entry.id or "",
            "number": len(tossups) + 1,
            "question": _as_html(entry.ask),
            "answer": format_answer_line(answer, names, entry.prompt, entry.reject, note),
            "category": _THEIRS.get(entry.category, entry.category),
            "difficulty": _LEVELS[entry.difficulty],
            "set": {"name": title},
        })  # fmt: skip
    content = json.dumps({"tossups": tossups, "bonuses": []}, ensure_ascii=False, indent=1) + "\n"
    return Exported(content, len(tossups), lost)


def _as_html(ask: str) -> str:
    """A question as HTML; what in it only looks like a mark of a packet is written so that it is none."""
    html = escape(ask, quote=False)
    for mark in (_POWER, _GUIDE):
        html = mark.sub(lambda found: found[0].replace("(", "&#40;").replace("[", "&#91;"), html)
    return html


def _found_in(document: Any, imported: Imported) -> list[Any]:
    """The tossups and bonuses of a packet, of a search, or of a list of either."""
    if isinstance(document, list):
        return [one for part in document for one in (_of_packet(part) if _is_packet(part) else [part])]
    if _is_packet(document):
        return _of_packet(document)
    if isinstance(document, dict) and _is_one(document):
        return [document]
    imported.fault('there are no "tossups" and no "bonuses" here; is this JSON of qbreader?', 1)
    return []


def _is_packet(value: Any) -> bool:
    return isinstance(value, dict) and not _is_one(value) and not value.keys().isdisjoint(_LISTS)


def _of_packet(packet: dict[str, Any]) -> list[Any]:
    found: list[Any] = []
    for key in _LISTS:
        part = packet.get(key)
        part = part.get("questionArray", part) if isinstance(part, dict) else part
        found += part if isinstance(part, list) else [part] if part else []
    return found


def _is_one(value: dict[str, Any]) -> bool:
    keys = value.keys()
    return bool(
        {"question", "question_sanitized"} & keys and {"answer", "answer_sanitized", "formatted_answer"} & keys
    ) or bool({"parts", "parts_sanitized"} & keys and {"answers", "answers_sanitized", "formatted_answers"} & keys)


def _add_bonus(bonus: dict[str, Any], imported: Imported, line: Callable[[], int | None]) -> None:
    parts = _texts(bonus, "parts", "parts_sanitized")
    answers = _texts(bonus, "formatted_answers", "answers", "answers_sanitized")
    lead = _EACH.sub(lambda found: found[1] or "", _first(bonus, "leadin", "leadin_sanitized"))
    modifiers = _texts(bonus, "difficultyModifiers")
    if len(parts) != len(answers):
        return imported.fault(f"this bonus has {len(parts)} parts and {len(answers)} answers", line)
    for place, (part, answer) in enumerate(zip(parts, answers, strict=True)):
        name = text_of(bonus.get("_id"))
        shift = _PART.get(modifiers[place], 0) if place < len(modifiers) else 0
        ask = f"{lead.strip()} {_POINTS.sub('', part)}"
        _add(bonus, ask, answer, imported, line, f"{name}/{place + 1}" if name else "", shift)
    return None


def _add(
    one: dict[str, Any], html: str, answer_line: str, imported: Imported, line: Callable[[], int | None], name: str,
    shift: int = 0,
) -> None:  # fmt: skip
    if len(html) > LONGEST_TEXT:
        return imported.fault(f"this question has more than {LONGEST_TEXT:,} characters", line)
    bare, marks = _POWER.subn("", html)
    bare, guides = _GUIDE.subn("", bare)
    imported.lost["power marks"] += marks
    imported.lost["pronunciation guides"] += guides
    told = parse_answer_line(answer_line)
    if told.lost:
        imported.lost.update(told.lost)
    difficulty = one.get("difficulty")
    level = int(difficulty) if isinstance(difficulty, int | float | str) and str(difficulty).isdecimal() else 0
    category, tags = _subjects(one)
    imported.add(
        plain_text(bare),
        [told.answer, *told.accept],
        reject=told.reject,
        prompt=told.prompt,
        explain=told.note,
        category=_OURS.get(category, category),
        difficulty=min(max(_DIFFICULTIES.get(level, 3) + shift, 1), 5),
        source=_source(one),
        tags=tags,
        line=line,
        **({"id": name} if name else {}),
    )
    return None


def _subjects(one: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The category, and what it is more precisely. YAPP's packets have both in their metadata."""
    category = text_of(one.get("category"))
    if not category and (
        found := re.search(r",\s*([^,<>]{1,60}?)(?:\s+-\s+([^,<>]{1,60}))?\s*$", text_of(one.get("metadata")))
    ):
        category, finer = found[1], found[2] or ""
        return category, (finer,) if finer else ()
    finer = [text_of(one.get(key)) for key in ("subcategory", "alternate_subcategory")]
    return category, tuple(name for name in dict.fromkeys(finer) if name and name != category)


def _set_name(one: dict[str, Any]) -> str:
    named = one.get("set")
    return text_of(named.get("name")) if isinstance(named, dict) else text_of(named) or text_of(one.get("setName"))


def _source(one: dict[str, Any]) -> str:
    packet = one.get("packet")
    number = packet.get("name", packet.get("number")) if isinstance(packet, dict) else one.get("packetNumber")
    place = one.get("number", one.get("questionNumber"))
    told = [_set_name(one), f"packet {text_of(number)}" if text_of(number) else ""]
    told.append(f"number {text_of(place)}" if text_of(place) and all(told) else "")
    return ", ".join(filter(None, told)) if told[0] and told[1] else ""


def _first(one: dict[str, Any], *keys: str) -> str:
    return next((text for key in keys if (text := text_of(one.get(key))).strip()), "")


def _texts(one: dict[str, Any], *keys: str) -> list[str]:
    lists = [one[key] for key in keys if isinstance(one.get(key), list)]
    return [text_of(value) for value in next((found for found in lists if found), [])]
