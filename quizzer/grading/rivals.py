"""What a canon says against an answer: the names that are not the answer's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from weakref import ref

from quizzer.grading.canon import Canon, Name
from quizzer.grading.forms import Form, same_words

__all__ = ["Rivals"]

_FAR_LESS_FAMOUS = 0.1
_IN_ROLES = ("person", "character")


class Rivals:
    """The rivals of one key's names: `tights` and `plain` are the names' forms, `kind` is the key's kind."""

    def __init__(self, tights: Collection[str], plain: Collection[str], kind: str) -> None:
        self.tights = tights
        self.plain = plain
        self.kind = kind
        # Of the canon that was asked last.
        self._own: tuple[ref[Canon], frozenset[str], float | None, frozenset[str]] | None = None

    def among(self, canon: Canon, places: Iterable[int], tight: str = "", *, alike: bool = False) -> Iterator[Name]:
        """Those of the names that speak against an answer: of this kind, not its own, not far less famous.

        `tight` is the form of all the names, where they have one. Where only those `alike` are looked for, people known
        for something else and the characters of other films say nothing.
        """
        own = not tight or tight in self.tights
        own_of, fame, roles = self._own_in(canon)
        for place in places:
            name = canon.name(place)
            if name.kind and name.kind != self.kind and self.kind != "text":
                continue
            if name.of and (name.of in own_of or same_words(name.of).tight in self.tights):
                continue
            if fame is not None and name.fame is not None and name.fame < fame * _FAR_LESS_FAMOUS:
                continue
            if alike and self.kind in _IN_ROLES and roles and name.roles and roles.isdisjoint(name.roles):
                continue
            if not own or same_words(name.text).folded not in self.plain:
                yield name

    def named(self, tight: str, canon: Canon) -> Name | None:
        """The rival whose form is `tight`."""
        places = canon.places(tight)
        return next(self.among(canon, places, tight, alike=self.kind == "character"), None) if places else None

    def sharing(self, short: str, canon: Canon) -> Name | None:
        """A rival of which `short` is the short form too: a surname, the stem of a series."""
        return next(self.among(canon, canon.sharing(short), alike=True), None)

    def spelt_apart(self, form: Form, canon: Canon) -> bool:
        """Whether the canon has another name that is written as `form`, though it counts as the same spelling."""
        return any(same_words(name.text).folded == form.folded for name in self.among(canon, canon.places(form.tight)))

    def _own_in(self, canon: Canon) -> tuple[frozenset[str], float | None, frozenset[str]]:
        """What the canon tells of the answer itself: whose name it is, its fame, and what it is known for."""
        if self._own is None or self._own[0]() is not canon:
            names = [canon.name(place) for tight in self.tights for place in canon.places(tight)]
            names = [name for name in names if same_words(name.text).folded in self.plain]
            fames = [name.fame for name in names if name.fame is not None]
            of = frozenset(name.of for name in names if name.of)
            roles = frozenset(role for name in names for role in name.roles)
            self._own = (ref(canon), of, max(fames, default=None), roles)
        return self._own[1:]
