"""The questions of a game, and the order of questions and choices, by the seed."""

from collections.abc import Iterator, Sequence
from random import Random

from quizzer.grading import fold
from quizzer.question import Question
from quizzer.session.rules import Rules

_OPEN_GAP_EVERY = 10  # at most one question in so many is an open question


def choose(questions: Sequence[Question], rules: Rules, seed: int) -> tuple[tuple[Question, ...], int]:
    """Return the game's questions in their order, and the number of those before the bonuses.

    If the rules ask for all the questions, they keep their order. Otherwise no two of the chosen ones
    share a fact, and at most one in ten is an open question. Returns fewer if the others would break this. With
    adaptive choice it keeps all, to choose from during the game. Bonuses are the questions tagged "bonus", or else some
    of the others.
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
    """Yield the numbers below `count` in an order by `seed`, each drawn when it is needed.

    A Fisher-Yates shuffle that keeps only the places it has touched, so that twenty of a million cost twenty draws.
    """
    draw = Random(seed).random
    moved: dict[int, int] = {}
    for left in range(count, 0, -1):
        place = int(draw() * left)
        yield moved.get(place, place)
        moved[place] = moved.pop(left - 1, left - 1)


def own_order(question: Question, seed: int, number: int) -> tuple[str, ...]:
    """Return the choices in an order by `seed` and the question's place, if its key has only the wrong ones.

    Empty for a key with all its choices: they and their letters keep its order.
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
    """Return the choice that `given` means: a letter or a number may name one of `choices`, in their shown order."""
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
