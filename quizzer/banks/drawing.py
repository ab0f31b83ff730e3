"""Which questions a game asks, and in what order."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from heapq import merge
from itertools import accumulate
from math import floor, sqrt
from operator import itemgetter
from random import Random
from typing import TypeAlias, TypeVar

from quizzer.banks.draw_wish import ANYWHERE, DrawWish, Pool, QuestionRow
from quizzer.facts.wording import BLANK
from quizzer.grading import fold
from quizzer.question import Question

_MOST_COMPARED = 50  # questions that would be taken alike, of which the one that fits best is taken
_FACTS_WITHIN = re.compile(r"“[^”]*”|\([^)]*\)|(?<![a-z?.,:])[a-z?.,:]*+[^\sa-z?.,:]\S*")
GAPS_IN = 10
"""At most one question in so many is an open gap."""

SHORTEST_TOLD = 3
"""Letters that a name must have for its mention to tell it: "2" and "It" stand in any text."""


T = TypeVar("T")
_Cost: TypeAlias = tuple[bool, bool, bool, bool, int, bool, int, bool]
_Placed: TypeAlias = tuple[int, QuestionRow]
_Shelf: TypeAlias = tuple[str, int, bool, bool]  # category, difficulty, whether an author wrote it, whether it is minor


def draw_questions(pool: Pool, wish: DrawWish, *, film_is_known: bool = False) -> list[Question]:
    """At most as many questions out of the pool as wished for, in the order to ask them; see `Bank.draw`.

    With `film_is_known`, questions that ask for their film are taken only if the others do not suffice.
    """
    count, chance = wish.count, Random(wish.seed)
    order = shuffled(pool.rows, chance.random)
    gaps_alone = all(row.is_open_gap for row in pool.rows)
    sizes = Counter(row.category for row in pool.rows)
    fair = shares({category: sizes[category] for category in sorted(sizes)}, count, chance.random())
    drawing = _Drawing(count if gaps_alone else count // GAPS_IN, fair, wish, pool.whole, chance)
    for last in (False, True):
        if len(drawing.chosen) == count:
            break
        rows = enumerate(order)
        shelves = _Shelves(placed for placed in rows if (film_is_known and placed[1].asks_film) is last)
        for question in drawing.chosen:
            shelves.ask(question.film)
        while len(drawing.chosen) < count and drawing.take_best(shelves):
            pass
    chosen = drawing.chosen
    # Where there are fewer questions than wished for, the last gaps may be too many.
    while not gaps_alone and sum(one.is_open_gap for one in chosen) > len(chosen) // GAPS_IN:
        del chosen[max(place for place, one in enumerate(chosen) if one.is_open_gap)]
    return chosen


class _Told:
    """What a question tells when it is asked and explained, and what tells its answer. All folded."""

    def __init__(self, question: Question) -> None:
        # Beside a question stands the year of its film.
        self.text = f" {fold(question.text)} {fold(question.explanation)} {question.year or ''} "
        key = question.key
        self.answer = fold(key.answer) if key is not None else ""
        hidden = [] if key is None or key.kind in ANYWHERE else [*(n for item in key.items for n in item), *key.accept]
        self.names = [f" {folded} " for name in hidden if len(folded := fold(name)) >= SHORTEST_TOLD]
        title = (question.film or "").rpartition(" (")[0] or question.film or ""
        self.film = f" {fold(title)} " if title else ""
        self._question = question

    @cached_property
    def wording(self) -> str:
        """The words around a question's facts; "" where it has none of its own, as a bare gap or "Which film?"."""
        text = self._question.short or self._question.text
        if self._question.origin is None or BLANK in text or text.endswith("Which film?"):
            return ""
        return " ".join(_FACTS_WITHIN.sub("", text).split())

    def tells(self, other: "_Told") -> bool:
        """True if who has seen this question knows the answer of the other."""
        return any(name in self.text for name in other.names)

    def asks_again(self, other: "_Told") -> bool:
        """True if both have the same answer and are about the same film: hand-written, they may rest on one fact."""
        if not self.answer or self.answer != other.answer:
            return False
        same = bool(self.film) and self.film == other.film
        return same or bool(self.film and self.film in other.text) or bool(other.film and other.film in self.text)


class _Shelves:
    """The rows that may still be taken, together with those that are wished for alike: by category and difficulty, by
    whether an author wrote them, and by how often their film has been asked about."""

    def __init__(self, rows: Iterable[_Placed]) -> None:
        self._shelves: defaultdict[_Shelf, dict[int, list[_Placed]]] = defaultdict(lambda: {0: []})
        self._of_film: defaultdict[str | None, list[_Placed]] = defaultdict(list)
        self._asked: Counter[str | None] = Counter()
        self._gone: set[int] = set()
        for placed in rows:
            row = placed[1]
            self._shelves[row.category, row.difficulty, row.is_written, row.is_minor][0].append(placed)
            self._of_film[row.film].append(placed)

    def by_cost(self, cost: Callable[[_Shelf, int], _Cost | None]) -> Iterator[Iterator[_Placed]]:
        """The rows of each cost in their order, the cheapest first; those without a cost not at all."""
        costs: dict[_Cost, list[Iterator[_Placed]]] = {}
        for alike, shelf in self._shelves.items():
            for asked, rows in shelf.items():
                if (price := cost(alike, asked)) is not None:
                    costs.setdefault(price, []).append(self._left(rows, asked))
        return (merge(*costs[price], key=itemgetter(0)) for price in sorted(costs))

    def take_off(self, places: Iterable[int]) -> None:
        """Takes the rows at these places away for good."""
        self._gone.update(places)

    def ask(self, film: str | None) -> None:
        """Notes that a film is asked about once more."""
        if film is None:
            return  # questions about no film are about different things
        self._asked[film] += 1
        moved: defaultdict[_Shelf, list[_Placed]] = defaultdict(list)
        for placed in self._of_film[film]:
            row = placed[1]
            moved[row.category, row.difficulty, row.is_written, row.is_minor].append(placed)
        for key, rows in moved.items():
            shelf = self._shelves[key]
            shelf[self._asked[film]] = sorted([*shelf.get(self._asked[film], ()), *rows], key=itemgetter(0))

    def _left(self, rows: Iterable[_Placed], asked: int) -> Iterator[_Placed]:
        """Those that nobody took. A row stays where it lay when its film is asked about, and counts no longer there."""
        return (placed for placed in rows if self._asked[placed[1].film] == asked and placed[0] not in self._gone)


class _Drawing:
    """The questions chosen so far, and what they rule out."""

    def __init__(
        self, gaps: int, shares: Mapping[str, int], wish: DrawWish, whole: Callable[[str], Question], chance: Random
    ) -> None:
        self.chosen: list[Question] = []
        self._shares = shares
        self._wish = wish
        self._whole = whole
        self._chance = chance
        self._gaps_left = gaps
        self._facts: set[str] = {fact for question in (*wish.beside, *wish.buried) for fact in question.facts}
        self._told_facts: set[str] = {fact for question in wish.beside for fact in question.tells}
        self._categories: Counter[str] = Counter()
        self._told: dict[str, _Told] = {}

    def take_best(self, shelves: _Shelves) -> bool:
        """Takes the best row that fits: as the wishes want it, then of a category that has not had its share and a film
        that was asked little, then between questions about other films, then the first. False if none fits."""
        # What once did not fit never fits later: what has been chosen stays.
        done: set[int] = set()
        for alike in shelves.by_cost(self._cost()):
            best: tuple[_Placed, int] | None = None
            fewest, compared = 4, 0  # a place has two neighbours, and a wording one more against it
            for placed in alike:
                row = placed[1]
                place = self._place(row)
                if place is None:
                    done.add(placed[0])
                    continue
                neighbours = 0 if self._wish.films else self._neighbours(row.film, place)
                against = neighbours + self._sounds_again(row)
                if against < fewest:
                    best, fewest = (placed, place), against
                compared += 1
                if not fewest or compared == _MOST_COMPARED:
                    break
            if best is not None:
                (number, row), place = best
                shelves.take_off(done | {number})
                shelves.ask(row.film)
                question = self._whole(row.id)
                self.chosen.insert(place, question)
                self._facts |= question.facts
                self._told_facts |= question.tells
                self._categories[question.category] += 1
                self._gaps_left -= question.is_open_gap
                return True
        return False

    def _cost(self) -> Callable[[_Shelf, int], _Cost | None]:
        """What a question costs whose film was asked about so often; None where its category has had all that it may
        have."""
        wished = self._wish.difficulty
        coming = {category: quota - self._categories[category] for category, quota in self._wish.quotas.items()}
        quotas = {category: left for category, left in coming.items() if left > 0}
        difficulty = wished[min(len(self.chosen), len(wished) - 1)] if wished else 0  # 0 for any
        full = coming.keys() - quotas.keys()
        left = self._wish.count - len(self.chosen)
        quotas_must = left <= sum(quotas.values())
        missing = {category for category in self._wish.each if not self._categories[category]}
        missing_must = left - self._wish.written <= len(missing)  # the last place is an author's
        # Now and then before they must: else all of them would end the game.
        lean = bool(missing) and self._chance.random() * left < len(missing)
        other_films = self._wish.written and not self._wish.films
        written_must = self._wish.wants_written(len(self._wish.beside) + len(self.chosen), self.chosen)

        def cost(alike: _Shelf, asked: int) -> _Cost | None:
            category, hard, is_written, is_minor = alike
            if category in full:
                return None
            distance = abs(hard - difficulty) if difficulty else 0
            beyond = max(0, self._categories[category] + 1 - self._shares[category])
            made = not is_written
            must = (quotas_must and category not in quotas) or (missing_must and category not in missing)
            away = lean and category not in missing
            again = other_films and asked > 0
            minor = is_minor and bool(self._wish.each)
            return must, written_must and made, again, minor, distance, away, beyond + asked, made

        return cost

    def _place(self, row: QuestionRow) -> int | None:
        """Where a row's question may stand: behind all that do not tell its answer, before all whose answer it does not
        tell.

        The latest such place; where difficulty goes up in steps, only the end. None if there is none.
        """
        if row.is_open_gap and self._gaps_left <= 0:
            return None
        question = self._whole(row.id)
        if self._facts & (question.facts | question.tells) or self._told_facts & question.facts:
            return None
        mine = self._know(question)
        asked = (self._wish.beside, self._wish.buried, self.chosen)
        earlier, buried, others = ([self._know(other) for other in some] for some in asked)
        again = any(mine.asks_again(other) for other in (*earlier, *buried, *others))
        if again or any(other.tells(mine) for other in earlier):
            return None
        latest = next((place for place, other in enumerate(others) if other.tells(mine)), len(others))
        if latest < len(others) and (self._wish.difficulty or any(mine.tells(other) for other in others[latest:])):
            return None
        return latest

    def _neighbours(self, film: str | None, place: int) -> int:
        """How many questions beside a place are about a film."""
        before = self.chosen[place - 1 : place] if place else self._wish.beside[-1:]
        return sum(film is not None and other.film == film for other in (*before, *self.chosen[place : place + 1]))

    def _sounds_again(self, row: QuestionRow) -> bool:
        """Whether an ordinary game has asked in these words already."""
        if not self._wish.written:
            return False
        wording = self._know(self._whole(row.id)).wording
        return bool(wording) and any(wording == self._know(other).wording for other in self.chosen)

    def _know(self, question: Question) -> _Told:
        if question.id not in self._told:
            self._told[question.id] = _Told(question)
        return self._told[question.id]


def shuffled(some: Iterable[T], chance: Callable[[], float]) -> list[T]:
    """Fisher-Yates from `random()` alone: `shuffle` may change between versions of Python."""
    order = list(some)
    for last in range(len(order) - 1, 0, -1):
        other = int(chance() * (last + 1))
        order[last], order[other] = order[other], order[last]
    return order


def shares(sizes: Mapping[str, int], count: int, chance: float) -> dict[str, int]:
    """`count` questions shared out to categories by the square root of how many questions each has.

    A large category gets several, but not all that it could fill. Of a small one a game has now and then a question,
    not always the same two in each. `chance`, from 0 up to 1, decides where a share is no whole number (systematic
    sampling: each category's share is rounded up or down, and together they are `count`).
    """
    sums = list(accumulate(sqrt(size) for size in sizes.values()))
    ends = [min(count, floor(count * (part / sums[-1]) + chance)) for part in sums]
    return {category: end - start for category, start, end in zip(sizes, [0, *ends], ends, strict=False)}
