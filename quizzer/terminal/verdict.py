"""A verdict as rows: what was said beside what is right, with the letters that differ marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from quizzer.grading import Outcome, Reason
from quizzer.session import Revealed, Rules
from quizzer.terminal.glyphs import Glyphs
from quizzer.terminal.rows import Row, beside, wrap, wrap_all
from quizzer.terminal.safe import one_line, printable
from quizzer.terminal.story import Chapter, Said
from quizzer.terminal.widths import cells

__all__ = ["differing", "verdict_rows"]

_SAID, _ANSWER = "You said  ", "Answer    "


def verdict_rows(
    chapter: Chapter, rules: Rules, width: int, glyphs: Glyphs, *, alone: bool, streak: int = 0
) -> list[Row]:
    """All that is told once a question is closed."""
    revealed = chapter.revealed
    assert revealed is not None
    rows: list[Row] = []
    if alone and chapter.said:
        rows += _alone(chapter, chapter.said[0], rules, width, glyphs, streak)
    else:
        rows += [row for said in chapter.said for row in _in_company(said, width, glyphs)]
        if not chapter.said:
            rows.append([("class:quiet", "Nobody knew it.")])
        if revealed.answer is not None:
            rows += wrap([("", _ANSWER), ("class:answer", one_line(revealed.answer))], width)
    rows += _told(revealed, width)
    return rows


def differing(given: str, answer: str) -> tuple[list[bool], list[bool]]:
    """For each letter of both texts whether it differs from the other.

    Case, accents and punctuation are no difference, nor are words of the answer that were left out before or after what
    was given.
    All are False where the two have little in common.
    """
    whole = [_plain(letter) for letter in answer]
    said = [_plain(letter) for letter in given]
    start, end = _nearest_words(said, answer, whole)
    marks = [False] * len(said), [False] * len(whole)
    if Levenshtein.normalized_similarity(said, whole[start:end]) < 0.55:
        return marks
    for step in Levenshtein.opcodes(said, whole[start:end]):
        if step.tag != "equal":
            marks[0][step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
            first, last = start + step.dest_start, start + step.dest_end
            marks[1][first:last] = [True] * (last - first)
    return _of_letters(given, marks[0]), _of_letters(answer, marks[1])


def _of_letters(text: str, marks: Sequence[bool]) -> list[bool]:
    return [mark and letter.isalnum() for letter, mark in zip(text, marks, strict=True)]


def _alone(chapter: Chapter, said: Said, rules: Rules, width: int, glyphs: Glyphs, streak: int) -> list[Row]:
    revealed = chapter.revealed
    assert revealed is not None
    style, words = _ruling(said, glyphs, revealed)
    points = _points(said, chapter, rules, streak)
    rows = (
        [beside([(style, words)], [("class:score", points)], width, glyphs)]
        if cells(words) + cells(points) + 2 <= width
        else [*wrap([(style, words)], width), *wrap([("class:score", points)], width)]
    )
    if said.message and not said.overruled and said.reason is not Reason.OTHER:
        rows += wrap([("class:quiet", f"  {one_line(said.message)}")], width)
    given, answer = one_line(said.given), one_line(revealed.answer or "")
    if answer and said.given:
        rows += _compared(given, answer, said, width)
    elif answer:
        rows += wrap([("class:quiet", _ANSWER), ("class:answer", answer)], width)
    return rows


def _compared(given: str, answer: str, said: Said, width: int) -> list[Row]:
    matched = one_line(said.matched)
    if said.is_right and _folded(given) == _folded(matched or answer) and _folded(answer) == _folded(given):
        return wrap([("class:quiet", _ANSWER), ("class:answer", answer)], width)
    rows: list[Row] = []
    in_given, in_answer = differing(given, answer)
    for head, text, marks, style in (
        (_SAID, given, in_given, "class:given"),
        (_ANSWER, answer, in_answer, "class:answer"),
    ):
        if cells(head) + cells(text) > width:
            rows += wrap([("class:quiet", head), *_marked(text, marks, style)], width)
            continue
        rows.append([("class:quiet", head), *_marked(text, marks, style)])
        if any(marks):
            rows.append([("", " " * cells(head)), ("class:mark", _carets(text, marks))])
    return rows


def _marked(text: str, marks: Sequence[bool], style: str) -> Row:
    pieces: Row = []
    for letter, mark in zip(text, marks, strict=True):
        own = "class:mark" if mark else style
        if pieces and (pieces[-1][0] == own or not cells(letter)):
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + letter)
        else:
            pieces.append((own, letter))
    return pieces


def _carets(text: str, marks: Sequence[bool]) -> str:
    return "".join(("^" if mark else " ") * cells(letter) for letter, mark in zip(text, marks, strict=True)).rstrip()


def _in_company(said: Said, width: int, glyphs: Glyphs) -> list[Row]:
    style, sign = _sign(said, glyphs)
    points = f"{said.points:+g}" if said.points else ""
    what = f"“{one_line(said.given)}”" if said.given else "passed" if said.passed else "said nothing"
    line = [(style, f"{sign} "), ("class:player", one_line(said.player)), ("", f"  {what}  "), ("class:score", points)]
    return wrap(line, width)


def _ruling(said: Said, glyphs: Glyphs, revealed: Revealed) -> tuple[str, str]:
    style, sign = _sign(said, glyphs)
    if revealed.answer is None:
        if not said.given:
            return style, f"{sign} Skipped."
        return "class:prompt", "Thank you! Nobody here knows the answer, so this one does not count."
    if said.is_right:
        return style, f"{sign} Right, on your word." if said.overruled else f"{sign} Right!"
    if said.given:
        return style, f"{sign} Wrong."
    return style, f"{sign} Skipped." if said.passed else f"{sign} Time is up."


def _sign(said: Said, glyphs: Glyphs) -> tuple[str, str]:
    if said.outcome is Outcome.CORRECT:
        return "class:right", glyphs.right
    if said.outcome is Outcome.INCORRECT and said.given:
        return "class:wrong", glyphs.wrong
    return "class:quiet", glyphs.skipped


def _points(said: Said, chapter: Chapter, rules: Rules, streak: int) -> str:
    """Points won or lost, and what for."""
    if not said.points:
        return ""
    amount = f"{said.points:+g}"
    if said.points < 0:
        return f"{amount} for {'a wrong answer' if said.given else 'passing'}"
    base = rules.points[chapter.asked.difficulty - 1]
    extra = said.points - base
    why = [f"difficulty {chapter.asked.difficulty}"] if len(set(rules.points)) > 1 else []
    if extra > 0 and rules.streak_bonus and streak > 1:
        why.append(f"{streak} in a row")
    if extra > 0 and rules.speed_bonus:
        why.append("quick")
    points = "point" if abs(said.points) == 1 else "points"
    return f"{amount} {points}" + (f" ({', '.join(why)})" if why else "")


def _told(revealed: Revealed, width: int) -> list[Row]:
    rows: list[Row] = []
    if revealed.film:
        rows += wrap([("class:quiet", "Film      "), ("", one_line(revealed.film))], width)
    if revealed.explanation:
        lines = [[("", line)] for line in printable(revealed.explanation).replace("\t", " ").split("\n")]
        rows += [[], *wrap_all(lines, width)]
    if revealed.source:
        rows += wrap([("class:quiet", f"Source: {one_line(revealed.source)}")], width)
    return rows


def _nearest_words(said: Sequence[str], answer: str, whole: Sequence[str]) -> tuple[int, int]:
    """The stretch of whole words in the answer that is most like what was said."""
    edges = [0, *(place + 1 for place, letter in enumerate(answer) if letter == " ")]
    ends = [*(place - 1 for place in edges[1:]), len(answer)]
    spans = [(start, end) for start in edges for end in ends if start < end]
    if not spans or len(spans) > 200:
        return 0, len(answer)
    return min(spans, key=lambda span: (Levenshtein.distance(said, whole[span[0] : span[1]]), span[0] - span[1]))


def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)
    return (base[0] if base else letter).casefold()


def _folded(text: str) -> list[str]:
    return [_plain(letter) for letter in text]
