"""What games over all shipped banks ask, and in what order.

    python tests/benchmarks/bench_games.py [GAMES]

Plays GAMES games of ten (50 if none is said) with each of five returning players, then a first game with each of twelve
others, in records of its own. It prints each figure with its mark, then how many facts the banks hold that are worth
asking, and on which day a player of one game a day meets a fact again. Every game has a seed of its own: two runs of
one version print the same.

A question is filler if it is minor (the tag) or made from facts and known to fans alone (level 5). A question may rest
on several facts; it repeats one if the player was asked any of them in an earlier game.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import mean

from quizzer.banks import Bank
from quizzer.driver import Driver
from quizzer.games import Library, Wish, new_game
from quizzer.games.choosing import FAMILIES
from quizzer.question import MINOR, Question
from quizzer.records import Records
from quizzer.session import Answer, Join, Next, Start

FIRST_DAY = datetime(2026, 11, 30, 19, tzinfo=UTC)
LONGEST_YEAR = 200
"""Days after which the search for a repeated fact ends."""


def games_of(player: str, count: int, records: Records, library: Library, seeds: Iterator[int]) -> list[list[Question]]:
    """The questions of so many games, one a day, each answered wrongly: what was asked is all that counts."""
    played = []
    for day in range(count):
        wish = Wish(players=[player])
        game = new_game(
            wish,
            records=records,
            when=FIRST_DAY + timedelta(days=day),
            random_seed=next(seeds),
            library=library,
        )
        driver = Driver(game.session, journal=game.journal)
        driver.apply(Join(player))
        driver.apply(Start())
        while game.session.phase != "over":
            driver.apply(Answer(player, "?") if game.session.phase == "asking" else Next())
        played.append(list(game.session.questions))
    return played


def is_filler(question: Question) -> bool:
    """Whether it is filler; see above."""
    return MINOR in question.tags or (question.origin is not None and question.difficulty == 5)


def wording(question: Question) -> str:
    """The words around a question's facts; "" where it has none of its own, as a bare gap or "Which film?"."""
    text = question.short or question.text
    if question.origin is None or "_____" in text or "[…]" in text or text.endswith("Which film?"):
        return ""
    return re.sub(r"“[^”]*”|\([^)]*\)|\b[A-Z0-9][\w'’.-]*(?: (?:of|the|and|de|la|von) (?=[A-Z]))?", "…", text)


def share(found: int, of: int) -> str:
    return f"{100 * found / of:5.1f} %"


def facts_worth_asking(questions: Sequence[Question]) -> int:
    """How many questions can be asked without filler or gaps, no two of which rest on one fact."""
    met: set[str] = set()
    count = 0
    for question in questions:
        if not is_filler(question) and not question.is_open_gap and met.isdisjoint(question.facts):
            met |= question.facts
            count += 1
    return count


def facts_of(question: Question) -> frozenset[str]:
    """The facts that a question rests on; one that an author wrote is a fact of its own."""
    return question.facts or frozenset({f"written {question.id}"})


def repeats(games: Sequence[Sequence[Question]], since: int = 0) -> list[tuple[int, Question]]:
    """The games from `since` on, and their questions, that rest on a fact which an earlier game asked."""
    met: set[str] = set()
    found = []
    for number, game in enumerate(games):
        if number >= since:
            found += [(number, one) for one in game if not met.isdisjoint(facts_of(one))]
        met |= {fact for one in game for fact in (facts_of(one))}
    return found


def report(bank: Bank, returning: Sequence[list[list[Question]]], first: Sequence[list[Question]]) -> None:
    games = [game for player in returning for game in player]
    asked = [question for game in games for question in game]
    hand = sum(question.origin is None and not question.is_open_gap for question in asked)
    print(f"hand-written               {share(hand, len(asked))}   (at least 25, with the new films 40)")
    print(f"filler                     {share(sum(map(is_filler, asked)), len(asked))}   (at most 8)")
    print(f"open gaps nobody asked for {sum(one.is_open_gap for one in asked):5}     (none)")
    pairs = [(one, two) for player in returning for one, two in pairwise(player)]
    for family in FAMILIES:
        missing = sum(all(question.category != family for question in (*one, *two)) for one, two in pairs)
        print(f"pairs of games without {family:15} {missing:3} of {len(pairs)}   (none)")
    print(f"games that begin above level 2 {sum(game[0].difficulty > 2 for game in games):4}     (none)")
    thirds = [mean(mean(one.difficulty for one in game[a:b]) for game in games) for a, b in ((0, 3), (3, 7), (7, 10))]
    print(f"mean level by thirds       {' '.join(f'{level:.2f}' for level in thirds)}   (rising)")
    tired = [repeats(player, 45) for player in returning]
    late = sum(len(game) for player in returning for game in player[45:50])
    if late:
        print(f"facts again, games 46-50   {share(sum(map(len, tired)), late)}   (at most 2)")
    for name, least, sizes in (
        ("films in ten", 10, [len({question.film or question.id for question in game}) for game in games]),
        ("categories in ten", 6, [len({question.category for question in game}) for game in games]),
    ):
        print(f"{name:18} mean {mean(sizes):.1f}, least {min(sizes)}, below {least}: {sum(n < least for n in sizes)}")
    twice = sum(max(Counter(filter(None, map(wording, game))).values(), default=0) > 1 for game in games)
    print(f"games with a wording twice {twice:5}     (none)")
    ends = sum(any(one.origin is None for one in game[:3]) and game[-1].origin is None for game in games)
    print(f"hand-written among the first three, and last: {ends} of {len(games)}")
    print(f"first games: mean level {mean(one.difficulty for game in first for one in game):.2f}, ", end="")
    soon = [one.difficulty for player in returning for game in player[1:3] for one in game]
    print(f"second and third of returning players: {mean(soon):.2f}")
    print(f"facts worth asking         {facts_worth_asking(bank.questions):5}     (with the new films 1,500)")
    written = sum(one.origin is None and not one.is_open_gap for one in bank.questions)
    print(f"hand-written questions     {written:5}     (with the new films 700)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("games", nargs="?", type=int, default=50)
    wished = parser.parse_args()
    library = Library()
    bank = library.open(library.paths(()))
    seeds = iter(range(1, 1_000_000))
    with tempfile.TemporaryDirectory() as folder:

        def played(name: str, count: int) -> list[list[Question]]:
            records = Records.open(Path(folder) / f"{name}.sqlite3")
            try:
                return games_of(name, count, records, library, seeds)
            finally:
                records.close()

        returning = [played(name, wished.games) for name in ("Ada", "Ben", "Cy", "Dee", "Eve")]
        first = [played(f"new {number}", 1)[0] for number in range(12)]
        report(bank, returning, first)
        daily = repeats(played("daily", LONGEST_YEAR))
        day = daily[0][0] + 1 if daily else LONGEST_YEAR
    print(f"a fact comes again on day  {day:5}     (with the new films after 140)")


if __name__ == "__main__":
    main()
