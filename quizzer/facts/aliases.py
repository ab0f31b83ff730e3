"""Aliases: other names by which people call whoever or whatever is the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from quizzer.facts.masking import gives_away
from quizzer.grading import AnswerKey

__all__ = ["with_aliases"]


def with_aliases(key: AnswerKey, other_names: Callable[[str], Iterable[str]], text: str) -> AnswerKey:
    """The key that also accepts what `other_names` tells of each of its names. It is the same key if there are none.

    Left out are those that stand in the question's `text`, and those that the key itself says are wrong or not enough.
    """
    spoken_for = {*key.reject, *key.prompt, *key.names}

    def fitting(names: Iterable[str]) -> list[str]:
        found = dict.fromkeys(alias for name in names for alias in other_names(name))
        return [alias for alias in found if alias not in spoken_for and not gives_away(text, [alias])]

    knobs = key.__getstate__()
    items = knobs.pop("items")
    if key.kind == "list":
        knobs["answer"] = [(*names, *fitting(names)) for names in items]
    else:
        knobs["answer"] = items[0][0]
        knobs["accept"] = (*key.accept, *fitting(key.names))
    accepting = AnswerKey(**knobs)
    return key if accepting == key else accepting
