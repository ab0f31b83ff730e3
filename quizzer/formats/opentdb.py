"""The Open Trivia Database: what its API answers, in JSON."""

import base64
import binascii
import json
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from html import escape, unescape
from typing import Any
from urllib.parse import unquote, unquote_plus

from quizzer.bank_files.file_format import QuestionEntry
from quizzer.errors import shown
from quizzer.formats.exported import Exported, as_choice, lose_fields
from quizzer.formats.imported import Imported, in_order
from quizzer.formats.json_items import JsonFile, text_of
from quizzer.formats.texts import as_question
from quizzer.grading.wordlists import read_pairs

LICENSE = "CC-BY-SA-4.0"
"""Under which the Open Trivia Database gives its questions away."""

_CATEGORIES = read_pairs("opentdb_categories", beside=__file__)
_NAMES = {ours: theirs for theirs, ours in _CATEGORIES.items()}
_DIFFICULTIES = {"easy": 2, "medium": 3, "hard": 4}
_STEPS = {1: "easy", 2: "easy", 3: "medium", 4: "hard", 5: "hard"}
_PAIRS = ({"True", "False"}, {"Yes", "No"})


def read(text: str, file: str = "") -> Imported:
    """The questions of an answer of the API, or of a list of its results; in any of its encodings."""
    imported = Imported(file=file, license=LICENSE)
    source = JsonFile(text, imported, _is_result)
    results = source.objects(lambda document: _results(document, imported))
    decode = _decoder(results)
    for place, result in enumerate(results):
        _add(result, decode, imported, partial(source.line, place))
    return imported


def write(entries: Sequence[QuestionEntry], title: str) -> Exported:
    """The questions to choose from, and those that are true or false, as the API would answer with them."""
    lost: Counter[str] = Counter()
    results = []
    for entry in entries:
        choice = as_choice(entry, lost)
        if choice is None or len(choice.choices) < 2:
            lost["questions that are neither multiple choice nor true or false"] += 1
            continue
        lose_fields(lost, choice, held=("choices", "category", "difficulty"))
        lost["difficulties 1 and 5, which become easy and hard"] += entry.difficulty in (1, 5)
        lost["categories that go by another name there"] += entry.category in _CATEGORIES
        results.append(_result(choice, "multiple" if entry.choices else "boolean"))
    document = {"response_code": 0, "results": results}
    return Exported(json.dumps(document, ensure_ascii=False, indent=1) + "\n", len(results), lost)


def _result(choice: QuestionEntry, kind: str) -> dict[str, Any]:
    right = choice.answer[0][0]
    return {
        "type": kind,
        "difficulty": _STEPS[choice.difficulty],
        "category": escape(_NAMES.get(choice.category, choice.category)),
        "question": escape(choice.ask),
        "correct_answer": escape(right),
        "incorrect_answers": [escape(one) for one in choice.choices if one != right],
    }


def _results(document: Any, imported: Imported) -> list[Any]:
    if isinstance(document, dict):
        code = document.get("response_code", 0)
        if code and isinstance(code, int):
            troubles = read_pairs("opentdb_troubles", beside=__file__)
            imported.fault(f"the database refused: {troubles.get(str(code), f'response code {shown(code)}')}", 1)
        if _is_result(document):
            return [document]
        document = document.get("results", None if not code else [])
    if not isinstance(document, list):
        imported.fault('there is no list of "results" here; is this what the Open Trivia Database answered?', 1)
        return []
    return document


def _is_result(value: dict[str, Any]) -> bool:
    return "question" in value and "correct_answer" in value


def _decoder(results: list[Any]) -> Callable[[str], str]:
    """What undoes the encoding that the questions were asked for in: HTML's entities, percent signs, or Base64."""
    questions = [result.get("question") for result in results[:200] if isinstance(result, dict)]
    texts = [text for text in questions if isinstance(text, str)]
    kinds = {text_of(result.get("type")) for result in results[:200] if isinstance(result, dict)}
    if kinds & {"bXVsdGlwbGU=", "Ym9vbGVhbg=="}:
        return _from_base64
    if any(" " in text for text in texts) or not any("%" in text or "+" in text for text in texts):
        return unescape
    return unquote if any("%20" in text for text in texts) else unquote_plus


def _from_base64(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return text


def _add(result: Any, decode: Callable[[str], str], imported: Imported, line: Callable[[], int | None]) -> None:
    if not isinstance(result, dict):
        return imported.fault("a question is an object with keys, and this is not one", line)
    for key in ("question", "correct_answer"):
        if not text_of(result.get(key)).strip():
            return imported.fault(f'"{key}" is missing or empty', line)
    others = result.get("incorrect_answers", [])
    if not isinstance(others, list) or not all(isinstance(other, str | int | float) for other in others):
        return imported.fault('"incorrect_answers" is not a list of texts', line)
    ask, right = decode(text_of(result["question"])), decode(text_of(result["correct_answer"]))
    wrong = [decode(text_of(other)) for other in others]
    category = decode(text_of(result.get("category"))).strip()
    boolean = decode(text_of(result.get("type"))) == "boolean" or {right, *wrong} in _PAIRS
    imported.add(
        as_question(ask.strip()) if boolean else ask,
        [right],
        choices=() if boolean or not wrong else in_order(choice.strip() for choice in (right, *wrong)),
        category=_CATEGORIES.get(category, category),
        difficulty=_DIFFICULTIES.get(decode(text_of(result.get("difficulty"))).strip().lower(), 3),
        line=line,
    )
    return None
