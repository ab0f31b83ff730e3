"""The daily: ten questions and a film in six clues, the same for everybody whose calendar shows that day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import blake2b
from itertools import accumulate, product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import msgspec

from quizzer.banks import Bank
from quizzer.banks.draw_wish import QuestionRow
from quizzer.banks.stores import RowStore
from quizzer.games.choosing import FAMILIES
from quizzer.question import Question
from quizzer.records.structs import Daily, KeptDaily, east_of
from quizzer.session import phrase

if TYPE_CHECKING:
    from quizzer.records import Records

DAYS = 120
"""In so many days of one edition no fact is asked twice."""
STEPS = ((1, 2), (2, 5), (3, 8), (4, 10), (5, 10))
"""How many questions a daily has after each level. What one lacks, those above it give."""
_ALIKE = (2, 10)  # questions of one category that a daily may have, and where there is nothing else
_BEFORE_THE_FIRST = date(2026, 3, 30)


class DailyStatus(NamedTuple):
    """The dailies that a player has played, on the day of the daily `number`.

    `tens` and `films` are what the player has begun, by number. `streak` counts the days in a row on which the ten were
    begun, and later answered to the end; today breaks it only when today is over. `best` is the longest there was.
    """

    number: int
    tens: Mapping[int, KeptDaily]
    films: Mapping[int, KeptDaily]
    streak: int
    best: int


def status(records: Records, player: str, when: datetime) -> DailyStatus:
    """Return the status of a player's dailies at `when`, in the player's time zone. Raises RecordsError.

    A daily with a wrong date does not count; the player can play it on its day. A player who crosses the date line has
    one day less to play, and keeps the streak.
    """
    begun = records.dailies(player)
    today = Daily(number_of(when.date()), 0, east=east_of(when))
    tens, films = (
        {one.number: one for one in _in_order([one for one in begun if one.what == what], today, when.timestamp())}
        for what in ("ten", "film")
    )
    run = best = 0
    last: Daily = today
    for number in sorted(number for number, one in tens.items() if one.ended == "finished"):
        run = run + 1 if run and _follows(last, tens[number]) else 1
        best, last = max(best, run), tens[number]
    return DailyStatus(today.number, tens, films, run if _follows(last, today) else 0, best)


def label_of(daily: Daily, *, is_again: bool = False) -> str:
    """Return the label of a daily for the line that players share: the same label means the same questions.

    It also says if the player played it later, or again (`is_again`) because a clock was ahead.
    """
    late = [phrase("label.later")] if "late" in daily.what else [phrase("label.again")] if is_again else []
    which = phrase("label.film" if "film" in daily.what else "label", number=daily.number)
    return " · ".join([which, dated(daily.number), phrase("label.edition", edition=str(daily.edition)), *late])


def is_again(records: Records, player: str, daily: Daily, game: int | None = None) -> bool:
    """Whether the player had played this daily before it (or this `game` of it) began. Raises RecordsError.

    An unfinished daily whose banks have changed since does not count.
    """
    same = (one for one in records.dailies(player) if (one.number, one.what) == (daily.number, daily.what))
    return any((one.ended or one.edition == daily.edition) and (game is None or one.game < game) for one in same)


def number_of(day: date) -> int:
    """The number of the daily of a day, by the calendar that hangs where the player is: 1 is 31 March 2026."""
    return (day - _BEFORE_THE_FIRST).days


def day_of(number: int) -> date:
    """The day of the daily of a number."""
    return _BEFORE_THE_FIRST + timedelta(days=number)


def dated(number: int) -> str:
    """The day of a daily as people write it, without its year: "29 Nov"."""
    day = day_of(number)
    return phrase("date", day=day.day, month=str(day.month))


def edition_of(bank: Bank, files: Sequence[str]) -> int:
    """The edition of a bank, 0 to 99999: a digest of its files and of what it asks, the same on every computer."""
    digest = crc32(msgspec.json.encode(_rows(bank)))
    for file in files:
        digest = crc32(b"".join(Path(file).read_bytes().split(b"\r")), digest)
    return digest % 100_000


def ten_of(bank: Bank, number: int, edition: int) -> list[Question]:
    """The ten questions of a daily, the easiest first; fewer where the bank has too little.

    No two are about one film, nor about the film of the day. Authors wrote the first, the last and two more; the others
    are of other families, if the bank has them.
    """
    pool = Bank(questions=bank.find(_of_day(_rows(bank), number, edition)))
    others = film_of(bank, number, edition)
    chosen: list[Question] = []
    for (level, wanted), alike in product(STEPS, _ALIKE):
        while len(chosen) < wanted:
            films = {one.film for one in (*chosen, *others) if one.film}
            had = Counter(one.category for one in chosen)
            never = [
                one.id
                for one in pool.questions
                if one in chosen or one.difficulty != level or one.film in films or had[one.category] >= alike
            ]
            written = len(chosen) % 3 == 0
            each = () if written else [family for family in FAMILIES if not had[family]]
            seed = edition + number + len(chosen)
            found = pool.draw(1, seed=seed, never=never, beside=chosen, gaps=False, written=written, each=each)
            if not found:
                break
            chosen += found
    return chosen


def film_of(bank: Bank, number: int, edition: int) -> list[Question]:
    """The film of the day, in clues; nothing where the bank has no such film. No film comes again before all others."""
    films = sorted((row.id for row in _rows(bank) if row.category == "clues"), key=lambda name: _lot(name, edition))
    return bank.find(films[number % len(films)] for _ in films[:1])


def _of_day(rows: Sequence[QuestionRow], number: int, edition: int) -> list[str]:
    """Return the questions that the daily of a number may ask. All questions are dealt out to `DAYS` days; those with
    the same fact, or the same answer about one film, go to the same day."""
    dealt, homes, found = 0, dict[int, int](), []
    asked = [row for row in rows if not (row.is_open_gap or row.is_minor or row.category == "clues")]
    for row in sorted(asked, key=lambda row: (-row.difficulty, _lot(row.id, edition))):
        marks = (*row.facts, row.answer) if row.answer else row.facts
        days = {homes[mark] for mark in marks if mark in homes}
        if len(days) > 1:  # it would give away what two days ask
            continue
        day = days.pop() if days else dealt % DAYS
        dealt += not any(mark in homes for mark in marks)
        homes.update(dict.fromkeys(marks, day))
        if day == number % DAYS:
            found.append(row.id)
    return found


def _in_order(begun: Sequence[KeptDaily], today: Daily, now: float) -> list[KeptDaily]:
    """The dailies that a right clock has dated, in the order in which they were begun.

    Their times go up in that order, and none is of a day after `today`. Where some contradict that, a clock was wrong:
    as few as can be are left out, and of as many those without which more days follow each other.
    """
    begun = [one for one in begun if one.number <= today.number or one.began <= now]
    times = [one.began for one in begun]
    highest, lowest = list(accumulate(times, max)), list(accumulate(reversed(times), min))[::-1]
    doubtful = [place for place, time in enumerate(times) if not highest[place] <= time <= lowest[place]]
    if not doubtful:
        return begun
    first, last = max(0, doubtful[0] - 1), doubtful[-1] + 2
    some = begun[first:last]
    # Of the longest chain that ends with each: its length, how many days follow each other, the place before, negated.
    best: list[tuple[int, int, int]] = []
    for one in some:
        fitting = (
            (best[at][0] + 1, best[at][1] + _follows(earlier, one), -at)
            for at, earlier in enumerate(some[: len(best)])
            if earlier.began <= one.began
        )
        best.append(max(fitting, default=(1, 0, 1)))
    at = max(range(len(some)), key=lambda at: (best[at][0], best[at][1] + _follows(some[at], today)))
    found: list[KeptDaily] = []
    while at >= 0:
        found.append(some[at])
        at = -best[at][2]
    return [*begun[:first], *reversed(found), *begun[last:]]


_DATE_LINE = 12 * 60
"""Minutes by which a clock must have been put on for its owner to have crossed the date line: a day was left out."""


def _follows(earlier: Daily, later: Daily) -> bool:
    """Whether there was no day to play between two dailies."""
    return later.number - earlier.number <= 1 + (later.east - earlier.east > _DATE_LINE)


def _rows(bank: Bank) -> Sequence[QuestionRow]:
    assert isinstance(bank.store, RowStore), "a compiled bank has no dailies"
    return bank.store.rows


def _lot(name: str, edition: int) -> bytes:
    """Return the lot of a name: the same on every computer, whatever order the questions are in."""
    return blake2b(f"{edition} {name}".encode(), digest_size=8).digest()
