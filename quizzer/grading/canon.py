"""The other names that exist, so that a name is never taken for a slip of another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from quizzer.grading.folding import fold

__all__ = ["Canon", "Name"]


class Name(msgspec.Struct, frozen=True):
    """A name that exists: `of` tells whose alternate name it is, `fame` is any number that grows with fame (votes)."""

    text: str
    kind: str = ""
    of: str = ""
    year: int | None = None
    fame: float | None = None


class Canon:
    """Names a key may be asked of: strings, or `Name`s where more is known. `kind` holds for those without."""

    def __init__(self, names: Iterable[str | Name] = (), kind: str = "") -> None:
        self.kind = kind
        self._names: list[str | Name] = list(names)
        self._by_fold: dict[str, list[int]] = {}
        for place, name in enumerate(self._names):
            self._by_fold.setdefault(fold(name if isinstance(name, str) else name.text), []).append(place)

    def __len__(self) -> int:
        return len(self._names)

    def __getitem__(self, place: int) -> Name:
        """The name at `place`, from 0, in the order given."""
        return self._name(place)

    def exactly(self, folded: str) -> Sequence[Name]:
        """The names that fold to `folded`."""
        return [self._name(place) for place in self._by_fold.get(folded, ())]

    def _name(self, place: int) -> Name:
        name = self._names[place]
        if isinstance(name, str):
            return Name(name, self.kind)
        return name
