"""Which questions a game asks, and in which order it shows questions and choices: decided by the seed."""

from collections.abc import Iterator, Sequence
from random import Random

from quizzer.grading import fold
from quizzer.question import Question
from quizzer.session.rules import Rules

_OPEN_GAP_EVERY = 10  # at most one question in so many is an open gap


def choose(questions: Sequence[Question], rules: Rules, seed: int) -> tuple[tuple[Question, ...], int]:
    """The game's questions in their order, and how many of them are no bonuses; the bonuses come after those.

    Given no more questions than the rules ask for, they stay in the order given. Otherwise no two of those picked rest
    on a common fact, and at most one in ten is an open gap; fewer come back when the rest would break that. With
    adaptive choice all are kept, to choose from during the game. Bonuses are the questions tagged "bonus", or else some
    of those that were left over.
    """
    if rules.choose == "adaptive":
        return tuple(questions), len(questions)
    tagged: Sequence[Question] = ()
    if rules.bonuses:
        tagged = [question for question in questions if "bonus" in question.tags]
        if 0 < len(tagged) < len(questions):
            questions = [question for question in questions if "bonus" not in question.tags]
        else:
            tagged = ()
    count = len(questions) if rules.questions is None else rules.questions
    if len(questions) <= count:
        return (*questions, *tagged), len(questions)
    wanted = count if tagged else count + count * rules.bonuses
    picked = _pick(questions, count, wanted, seed)
    main = min(count, len(picked))
    return (*picked, *tagged), main


def shuffled(count: int, seed: int | str) -> Iterator[int]:
    """The numbers below `count` in an order drawn with `seed`, each drawn when it is asked for.

    A Fisher-Yates shuffle that remembers only the places it has touched, so that twenty of a million cost twenty draws.
    """
    draw = Random(seed).random
    moved: dict[int, int] = {}
    for left in range(count, 0, -1):
        place = int(draw() * left)
        yield moved.get(place, place)
        moved[place] = moved.pop(left - 1, left - 1)


def own_order(question: Question, seed: int, number: int) -> tuple[str, ...]:
    """The choices in an order drawn by `seed` and the question's place, if its key has the wrong ones alone.

    Empty for a key that has all its choices: they are shown, and their letters understood, in the order it has.
    """
    key = question.key
    if key is None or not key.choices:
        return ()
    right = {fold(name) for name in (key.answer, *key.accept)}
    if any(fold(choice) in right for choice in key.choices):
        return ()
    choices = (*key.choices, key.answer)
    return tuple(choices[place] for place in shuffled(len(choices), f"{seed} choices {number}"))


def meant(given: str, choices: Sequence[str]) -> str:
    """What `given` stands for: a letter or a number may name one of `choices`, in the order they were shown in."""
    if fold(given) in map(fold, choices):
        return given
    mark = given.strip(" .)(").lower()
    is_number = len(mark) <= 3 and mark.isascii() and mark.isdecimal()
    place = ord(mark) - ord("a") if len(mark) == 1 and mark.isalpha() else int(mark) - 1 if is_number else -1
    return choices[place] if 0 <= place < len(choices) else given


def _pick(questions: Sequence[Question], count: int, wanted: int, seed: int) -> list[Question]:
    picked: list[Question] = []
    facts: set[str] = set()
    gaps = 0
    for place in shuffled(len(questions), seed):
        question = questions[place]
        if not facts.isdisjoint(question.facts):
            continue
        if question.is_open_gap:
            if gaps >= count // _OPEN_GAP_EVERY:
                continue
            gaps += 1
        facts |= question.facts
        picked.append(question)
        if len(picked) == wanted:
            break
    return picked
