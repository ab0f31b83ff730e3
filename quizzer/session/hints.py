"""Hints that need no author: each tells a little more, and the last is a choice of four."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Literal, NamedTuple

from quizzer.errors import IllegalAction
from quizzer.grading import Canon, Name, fold
from quizzer.question import Question
from quizzer.session import events
from quizzer.session.actions import Hint
from quizzer.session.play import check_may_answer
from quizzer.session.scoring import Record
from quizzer.session.state import Game

__all__ = ["HintText", "give_hint", "hints_for"]

_NUMBERS = ("number", "year", "money", "duration", "date")
_NEAR_YEARS = 10  # a film so many years away is a plausible wrong answer
_DRAWS = 400  # how many names of the canon are looked at for plausible ones


class HintText(NamedTuple):
    """One hint, and of what sort it is."""

    kind: Literal["author", "category", "shape", "letters", "choice"]
    text: str
    choices: tuple[str, ...] = ()


def give_hint(game: Game, action: Hint) -> None:
    player = game.player(action.player)
    turn = check_may_answer(game, player)
    round_, question = game.round, game.question()
    assert round_ is not None
    given = len(round_.hints)
    if given >= game.rules.hints:
        raise IllegalAction("no_more_hints", f"there are at most {game.rules.hints} hints for a question")
    hints = hints_for(question, game.canon, f"{game.seed} hints {round_.number}")
    hint = next((hint for place, hint in enumerate(hints) if place == given), None)
    if hint is None:
        raise IllegalAction("no_more_hints", "there is no further hint for this question")
    record = Record(
        len(game.events), round_.number, player.name, "hint", question.difficulty, elapsed=game.elapsed(), at=game.at
    )
    game.records.append(record)
    points = game.scores.add(record)
    turn.hints += 1
    round_.turns[player.name] = turn
    round_.hints.append(hint.text)
    game.emit(
        events.HintGiven,
        player=player.name,
        number=given + 1,
        kind=hint.kind,
        text=hint.text,
        choices=hint.choices,
        points=points,
    )


def hints_for(question: Question, canon: Canon | None, seed: int | str) -> Iterator[HintText]:
    """The hints for `question`, least telling first: its author's own, its category's, the shape of the answer, the
    first letters, and a choice of four whose wrong ones come from `canon`, drawn with `seed`.
    """
    for text in question.hints:
        yield HintText("author", text)
    key = question.key
    if key is None or key.kind in ("boolean", "choice"):
        return
    if key.kind in _NUMBERS:
        yield from _about_number(question, key.answer)
        return
    if question.year is not None and str(question.year) not in question.text:
        yield HintText("category", f"The film is from {question.year}.")
    if key.kind == "list":
        return
    answer = key.answer
    yield HintText("shape", f"{_counted(answer)}: {_masked(answer, shown=0)}")
    if len(re.findall(r"\w", answer)) > 2:
        yield HintText("letters", _masked(answer, shown=1))
    wrong = list(_plausible(question, canon, seed)) if canon is not None else []
    if len(wrong) == 3:
        choices = [*wrong, answer]
        draw = Random(f"{seed} order").random
        for last in range(3, 0, -1):
            place = int(draw() * (last + 1))
            choices[last], choices[place] = choices[place], choices[last]
        yield HintText("choice", "One of: " + "; ".join(choices), tuple(choices))


def _about_number(question: Question, answer: str) -> Iterator[HintText]:
    year = re.search(r"\b(1[89]|20)\d\d\b", answer) if question.kind in ("year", "date") else None
    if year is not None:
        yield HintText("category", f"It was in the {year[0][:3]}0s.")
        return
    digits = re.search(r"\d", answer)
    if digits is not None:
        yield HintText("shape", re.sub(r"\d", "_", answer))
        yield HintText("letters", answer[: digits.end()] + re.sub(r"\d", "_", answer[digits.end() :]))


def _counted(answer: str) -> str:
    lengths = [len(re.findall(r"\w", word)) for word in answer.split()]
    lengths = [length for length in lengths if length]
    words = "1 word" if len(lengths) == 1 else f"{len(lengths)} words"
    return f"{words} of {', '.join(map(str, lengths))} letters" if lengths else "signs, and no letters"


def _masked(answer: str, *, shown: int) -> str:
    """`answer` with all but the first `shown` letters of each word struck out."""
    words = re.findall(r"\S+", answer)
    return " ".join(_masked_word(word, shown) for word in words)


def _masked_word(word: str, shown: int) -> str:
    marks, letters = [], 0
    for mark in word:
        if re.match(r"\w", mark):
            letters += 1
            marks.append(mark if letters <= shown else "_")
        else:
            marks.append(mark)
    return "".join(marks)


def _plausible(question: Question, canon: Canon, seed: int | str) -> Iterator[str]:
    """Three names that could be the answer and are not: of its kind, and if possible from near its year."""
    key = question.key
    assert key is not None
    own = {fold(key.answer), fold(question.film or "?")}
    seen = {fold(key.answer)}
    far: list[str] = []
    found = 0
    for name in _drawn(canon, seed):
        folded = fold(name.text)
        if folded in seen or (name.kind and name.kind != key.kind) or fold(name.of) in own:
            continue
        # What the referee would not call plainly wrong is no wrong choice; nor is what the question itself names.
        if folded in fold(question.text) or key.grade(name.text).outcome.value != "incorrect":
            continue
        seen.add(folded)
        if question.year is not None and (name.year is None or abs(name.year - question.year) > _NEAR_YEARS):
            far.append(name.text)
            continue
        yield name.text
        found += 1
        if found == 3:
            return
    yield from far[: 3 - found]


def _drawn(canon: Canon, seed: int | str) -> Iterator[Name]:
    draw = Random(seed).random
    for _ in range(min(_DRAWS, 20 * len(canon))):
        yield canon.name(int(draw() * len(canon)))
