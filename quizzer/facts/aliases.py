"""Aliases: other names by which people call whoever or whatever is the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from quizzer.facts.masking import gives_away
from quizzer.grading import AnswerKey, fold

__all__ = ["Aliases"]


class Aliases:
    """The other names of names, whatever the case and the accents in which a name is written."""

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self._table: dict[str, tuple[str, ...]] = {}
        for name, others in table.items():
            folded = fold(name)
            self._table[folded] = (*self._table.get(folded, ()), *others)

    def of(self, name: str) -> tuple[str, ...]:
        """The other names of `name`, none if there are none."""
        return self._table.get(fold(name), ()) if self._table else ()

    def added_to(self, key: AnswerKey, text: str) -> AnswerKey:
        """The key that also accepts the other names of each of its names. It is the same key if there are none.

        Left out are those that stand in the question's `text`, but for characters, after whom the film may be called,
        and those that the key says are wrong or not enough.
        """
        if not any(map(self.of, key.names)):
            return key
        spoken_for = set(map(fold, (*key.reject, *key.prompt, *key.names)))

        def fitting(names: Iterable[str]) -> list[str]:
            found = dict.fromkeys(alias for name in names for alias in self.of(name))
            untold = (alias for alias in found if key.kind == "character" or not gives_away(text, [alias]))
            return [alias for alias in untold if fold(alias) not in spoken_for]

        knobs = key.__getstate__()
        items = knobs.pop("items")
        if key.kind == "list":
            knobs["answer"] = [(*names, *fitting(names)) for names in items]
        else:
            knobs["answer"] = items[0][0]
            knobs["accept"] = (*key.accept, *fitting(key.names))
        return AnswerKey(**knobs)
