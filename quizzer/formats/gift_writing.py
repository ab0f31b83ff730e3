"""Questions written in Moodle's GIFT."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from html import escape

from quizzer.bank_files.file_format import QuestionEntry, kind_of
from quizzer.formats.exported import Exported, as_choice, as_one_answers, lose_fields
from quizzer.formats.texts import as_statement, plain_text

_RESERVED = re.compile(r"[\\:#={}~\n]")
_READS_AS_FORMAT = re.compile(r"\s*\[(?:html|moodle|plain|markdown)\]|//")
_READS_AS_WORTH = re.compile(r"\s*%-?\d")
_HELD = ("id", "accept", "category", "difficulty", "choices", "explain", "tags", "media", "kind")
_LONGEST_NOTE = 200


def write(entries: Sequence[QuestionEntry], title: str) -> Exported:
    """A file for Moodle. Kinds and difficulties stand in it as tags, so that they can be read again."""
    lost: Counter[str] = Counter()
    blocks = [f"// {' '.join(title.split())}"] if title else []
    category, written = "general", 0
    for entry in as_one_answers(entries, lost):
        body = _question(entry, lost)
        if entry.category != category:
            category = entry.category
            blocks.append(f"$CATEGORY: {'top' if category == 'general' else category.replace('/', '//')}")
        notes = "".join(_notes(entry, lost))
        blocks.append(f"//{notes}\n{body}" if notes else body)
        written += 1
    return Exported("\n\n".join(blocks) + "\n", written, lost)


def _question(entry: QuestionEntry, lost: Counter[str]) -> str:
    kind = kind_of(entry)
    right = entry.answer[0][0]
    held: tuple[str, ...] = _HELD
    choice = as_choice(entry, lost) if entry.choices else None
    if choice and set(choice.choices) <= {choice.answer[0][0], *choice.accept}:
        lost["choices of which none is wrong"] += 1
        choice = None
    if choice:
        answers = _choices(choice, lost)
        held = tuple(name for name in _HELD if name != "accept")
    elif kind == "boolean" and right.lower() in ("true", "false", "yes", "no"):
        answers = ["TRUE" if right.lower() in ("true", "yes") else "FALSE"]
        held = tuple(name for name in _HELD if name != "accept")
        lost["yes and no, which become true and false"] += right not in ("True", "False")
    elif number := _number(entry, kind, lost):
        answers = number
        held = (*_HELD, "tolerance")
    else:
        names = [name for item in entry.answer for name in item]
        answers = [f"=%100%{_text(name, short=True)}" for name in dict.fromkeys([*names, *entry.accept])]
        answers += [_partly(name, said, 50) for name, said in entry.prompt.items()]
        answers += [_partly(name, said, 0) for name, said in entry.reject.items()]
        held = (*_HELD, "reject", "prompt")
    lose_fields(lost, entry, held=held)
    ask = as_statement(entry.ask) if kind == "boolean" else entry.ask
    general = [f"####{_text(entry.explain)}"] if entry.explain else []
    asked = _text(ask)
    if entry.media:
        asked = f'[html]{_escaped(escape(ask, quote=False))}<br><img src="{_escaped(escape(entry.media))}">'
    lines = [*answers, *general]
    told = lines[0] if len(lines) == 1 else "".join(f"\n\t{line}" for line in lines) + "\n"
    return f"{asked} {{{told}}}"


def _choices(entry: QuestionEntry, lost: Counter[str]) -> list[str]:
    right = (entry.answer[0][0], *entry.accept)
    lost["other right answers"] += any(name not in entry.choices for name in right)
    # Of several right ones the first is the answer.
    rights = iter(sorted((one for one in entry.choices if one in right), key=lambda one: one != right[0]))
    worth = {one: "%0%" if _READS_AS_WORTH.match(one) else "" for one in entry.choices}
    return [f"={_text(next(rights))}" if one in right else f"~{worth[one]}{_text(one)}" for one in entry.choices]


def _number(entry: QuestionEntry, kind: str, lost: Counter[str]) -> list[str]:
    """The answers in numbers, if that is what they are: `#20:2`."""
    names = (entry.answer[0][0], *entry.accept)
    numbers = [name for name in names if _as_decimal(name) is not None]
    if kind != "number" or names[0] not in numbers or (len(numbers) < len(names) and entry.tolerance is None):
        return []
    lost["other right answers"] += len(numbers) < len(names)
    tolerance = entry.tolerance or ""
    if tolerance.endswith("%"):
        share = _as_decimal(tolerance[:-1].strip()) or Decimal(0)
        tolerance = f"{(share * abs(Decimal(names[0])) / 100).normalize():f}"
        lost["tolerances as shares, which become numbers"] += 1
    elif tolerance and _as_decimal(tolerance) is None:
        lost["tolerances"] += 1
        tolerance = ""
    told = [f"{number}:{tolerance}" if tolerance else number for number in numbers]
    return [f"#{told[0]}"] if len(told) == 1 else ["#", *(f"={number}" for number in told)]


def _as_decimal(text: str) -> Decimal | None:
    """The number that a text is, as it would be written again."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and f"{number:f}" == text else None


def _text(text: str, *, short: bool = False) -> str:
    """A text, said to be plain where it would be read as HTML or as something else."""
    marked = text.replace("*", "\\*") if short else text
    plain = "[plain]" if plain_text(text) != text or _READS_AS_FORMAT.match(text) else ""
    return plain + _escaped(marked.replace("->", "-&gt;") if not plain else marked)


def _escaped(text: str) -> str:
    return _RESERVED.sub(lambda mark: "\\n" if mark[0] == "\n" else f"\\{mark[0]}", text)


def _partly(name: str, said: str, worth: int) -> str:
    return f"=%{worth}%{_text(name, short=True)}" + (f"#{_text(said)}" if said else "")


def _notes(entry: QuestionEntry, lost: Counter[str]) -> Iterator[str]:
    """What stands in brackets in the comment above: Moodle reads it as the question's number and tags."""
    told = [("tag", f"difficulty:{entry.difficulty}")] if entry.difficulty != 3 else []
    told += [("tag", f"kind:{entry.kind}")] if entry.kind else []
    told += [("tag", tag) for tag in entry.tags] + ([("id", entry.id)] if entry.id else [])
    for key, value in told:
        if "\\" in value or "\n" in value or len(value) > _LONGEST_NOTE:
            lost["tags and ids that are too long or have a backslash"] += 1
        else:
            noted = value.replace("]", "\\]")
            yield f" [{key}:{noted}]"
