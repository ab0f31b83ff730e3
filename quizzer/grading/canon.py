"""The canon: the names that exist, so that the referee never takes a name for a slip of another."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import accumulate
from typing import Any
from weakref import ref
from zlib import crc32

import msgspec

from quizzer.grading.folding import fold
from quizzer.grading.forms import Form, same_words, surname

_MOST_LOOKED_AT = 6  # names measured of one bucket, which bounds the cost in a canon of any size
_MOST_SHARING = 48  # names of one surname or stem that quizzer returns
_LOW = 0xFFFF_FFFF
_LENGTH = 0xFF


class Name(msgspec.Struct, frozen=True):
    """A name that exists.

    `kind` is a kind of answer. `of` is the film or person that the name belongs to. `year` is the year of the film.
    `fame` is any number that grows with fame, such as votes. `roles` are any words for its roles, such as "director":
    they make wrong choices plausible.
    """

    text: str
    kind: str = ""
    of: str = ""
    year: int | None = None
    fame: float | None = None
    roles: tuple[str, ...] = ()


class Canon:
    """The names that exist, as strings or `Name`s. `kind` is the kind of names without one of their own.

    The canon finds a name exactly, and the neighbours of a text, which share their first or second half with it. Both
    cost as much among a million names as among ten thousand. You may pickle a canon; it does not change.
    """

    kind: str
    _give: Callable[[], Iterable[str | Name]]

    def __init__(self, names: Iterable[str | Name] = (), kind: str = "") -> None:
        self.kind = kind
        self._names: list[str | Name] = list(names)
        self._build()

    @classmethod
    def later(cls, names: Callable[[], Iterable[str | Name]]) -> "Canon":
        """Return the canon of the names that `names` returns. quizzer calls it once, at the first use of the canon."""
        canon = cls.__new__(cls)
        canon.kind = ""
        canon._give = names
        return canon

    def __getattr__(self, attribute: str) -> Any:
        # Only an unused canon lacks an attribute of its own.
        if (give := self.__dict__.pop("_give", None)) is None:
            raise AttributeError(f"a canon has no attribute {attribute!r}")
        self._names = list(give())
        self._build()
        return getattr(self, attribute)

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[Name]:
        return (self.name(place) for place in range(len(self)))

    def __getstate__(self) -> dict[str, Any]:
        return {"kind": self.kind, "names": self._names}

    def __setstate__(self, state: dict[str, Any]) -> None:
        Canon.__init__(self, **state)

    def count(self, kind: str) -> int:
        """Return the number of names of `kind`, or without a kind."""
        return self._kinds.get(kind, 0) + (self._kinds.get("", 0) if kind else 0)

    def name(self, place: int) -> Name:
        """Return the name at `place`, from 0, in the given order."""
        name = self._names[place]
        if isinstance(name, str):
            return Name(name, self.kind)
        return name if name.kind or not self.kind else msgspec.structs.replace(name, kind=self.kind)

    def places(self, tight: str) -> tuple[int, ...]:
        """Return the places of the names with this `Form.tight`."""
        if (first := self._place.get(tight)) is None:
            return ()
        return (first, *self._more.get(tight, ()))

    def near(self, tight: str, limit: int) -> list[tuple[int, str]]:
        """Return the distance and `tight` of other names at most `limit` edits from `tight`, the nearest first.

        It finds all names one edit away, and more distant ones with an unchanged half.
        """
        from rapidfuzz.distance import OSA  # a game's first frame does without it

        starts, entries, tights, mask = self._starts, self._entries, self._tights, self._mask
        numbers: list[int] = []
        length = len(tight)
        for piece in halves_of_neighbours(tight):
            bucket = _mark(piece) & mask
            start, end = starts[bucket], starts[bucket + 1]
            if start != end:
                for entry in entries[start : min(end, start + _MOST_LOOKED_AT)]:
                    if -limit <= (entry & _LENGTH) - length <= limit:
                        numbers.append(entry >> 8)
        found = []
        for number in set(numbers):
            other = tights[number]
            distance = OSA.distance(other, tight, score_cutoff=limit)
            if 0 < distance <= limit:
                found.append((distance, other))
        found.sort()
        return found

    def sharing(self, short: str) -> list[int]:
        """Return the places of names with the short form `short` (a surname, or a title's stem), at most a few
        dozen."""
        high = (_mark("=" + short) & _LOW) << 32
        at = bisect_left(self._shorts, high)
        places: list[int] = []
        while at < len(self._shorts) and self._shorts[at] >> 32 == high >> 32 and len(places) < _MOST_SHARING:
            places.append(self._shorts[at] & _LOW)
            at += 1
        return places

    def _build(self) -> None:
        self._place: dict[str, int] = {}
        self._more: dict[str, list[int]] = {}
        self._kinds: dict[str, int] = {}
        shorts = array("Q")
        place_of = self._place
        for place, name in enumerate(self._names):
            text, kind = (name, self.kind) if isinstance(name, str) else (name.text, name.kind or self.kind)
            self._kinds[kind] = self._kinds.get(kind, 0) + 1
            form = same_words(text)
            tight = form.tight
            if tight in place_of:
                self._more.setdefault(tight, []).append(place)
            else:
                place_of[tight] = place
            for short in short_forms(text, form, kind):
                shorts.append((_mark("=" + short) & _LOW) << 32 | place)
        self._shorts = array("Q", sorted(shorts))
        fames = {tight: getattr(self._names[place], "fame", None) or 0.0 for tight, place in place_of.items()}
        self._tights = sorted(place_of, key=fames.__getitem__, reverse=True)  # the best known first in their bucket
        # Each name is filed under its first and its second half, without the letter between them: a slip leaves one of
        # them unchanged. One array has all buckets one after the other; `_starts` says where each begins.
        buckets = 1 << max(10, (4 * len(self._tights)).bit_length())
        self._mask = mask = buckets - 1
        filed: list[int] = []
        for number, tight in enumerate(self._tights):
            half = len(tight) // 2
            filed.append((_mark(tight[:half]) & mask) << 32 | number)
            filed.append((_mark("~" + tight[half + 1 :]) & mask) << 32 | number)
        filed.sort()
        # with each its length, so that a name too long or too short is never touched
        self._entries = array(
            "Q", [(entry & _LOW) << 8 | min(len(self._tights[entry & _LOW]), _LENGTH) for entry in filed]
        )
        counts = array("I", bytes(4 * (buckets + 1)))
        for entry in filed:
            counts[(entry >> 32) + 1] += 1
        self._starts = array("I", accumulate(counts))


def _mark(text: str) -> int:
    """Return a number for a text that, unlike `hash`, is the same in every run, so that full buckets are cut
    equally."""
    return crc32(text.encode("utf-8", "surrogatepass"))


def halves_of_neighbours(tight: str) -> tuple[str, str, str, str]:
    """Return the buckets of names of about the same length that share a half with `tight`."""
    length = len(tight)
    first, last = (length + 1) // 2, length // 2
    return tight[:first], tight[: first - 1], "~" + tight[length - last :], "~" + tight[length - last + 1 :]


def short_forms(text: str, form: Form, kind: str) -> Iterator[str]:
    """Return the short forms that several names may share: initials, a person's surname, the stem of a series."""
    from quizzer.grading.initials import FEWEST, initials  # which loads rapidfuzz

    words = form.words
    if len(words) >= FEWEST:
        yield "." + initials(words)
    if kind in _IN_ROLES:
        if len(words) > 1:
            yield surname(words)
    elif ": " in text or " - " in text:
        first, last = re.split(": | - ", text, maxsplit=1)[0], text[: max(text.rfind(": "), text.rfind(" - "))]
        yield from {_stem(first), _stem(last)}
    elif words[-1].isdigit() and len(words) > 1:
        yield _stem(form.key)


def _stem(text: str) -> str:
    """Return a tight title without the number of its part."""
    words = Form(fold(text)).words
    return "".join(words[:-1] if len(words) > 1 and words[-1].isdigit() else words)


_FAR_LESS_FAMOUS = 0.1
_IN_ROLES = ("person", "character")


class Rivals:
    """The rivals of one key's names: `tights` and `plain` are the names' forms, `kind` is the key's kind."""

    def __init__(self, tights: Collection[str], plain: Collection[str], kind: str) -> None:
        self.tights = tights
        self.plain = plain
        self.kind = kind
        # Of the canon used last.
        self._own: tuple[ref[Canon], frozenset[str], float | None, frozenset[str]] | None = None

    def among(self, canon: Canon, places: Iterable[int], tight: str = "", *, alike: bool = False) -> Iterator[Name]:
        """Return the names that compete with the answer: of this kind, not its own, and not far less famous.

        `tight` is the common form of the names, if they have one. With `alike`, people with other roles and characters
        of other films do not compete.
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
        """Return the rival with the form `tight`."""
        places = canon.places(tight)
        return next(self.among(canon, places, tight, alike=self.kind == "character"), None) if places else None

    def sharing(self, short: str, canon: Canon) -> Name | None:
        """Return a rival with the same short form: a surname, or the stem of a series."""
        return next(self.among(canon, canon.sharing(short), alike=True), None)

    def spelt_apart(self, form: Form, canon: Canon) -> bool:
        """Whether the canon has another name with the spelling of `form` that otherwise counts as the same."""
        return any(same_words(name.text).folded == form.folded for name in self.among(canon, canon.places(form.tight)))

    def _own_in(self, canon: Canon) -> tuple[frozenset[str], float | None, frozenset[str]]:
        """Return the data of the canon about the answer itself: its owner, its fame, and its roles."""
        if self._own is None or self._own[0]() is not canon:
            names = [canon.name(place) for tight in self.tights for place in canon.places(tight)]
            names = [name for name in names if same_words(name.text).folded in self.plain]
            fames = [name.fame for name in names if name.fame is not None]
            of = frozenset(name.of for name in names if name.of)
            roles = frozenset(role for name in names for role in name.roles)
            self._own = (ref(canon), of, max(fames, default=None), roles)
        return self._own[1:]
