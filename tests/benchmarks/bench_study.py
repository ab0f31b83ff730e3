"""What 5,000 cards cost at the start of a study game, beside a player who has none.

    python tests/benchmarks/bench_study.py

Prints how much later `new_game` is ready with 5,000 cards than with none, in one run (mark: 30 ms).
"""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizzer import load_bank
from quizzer.games import Library, Wish, new_game
from quizzer.records import Records
from quizzer.records.accounts import seat
from quizzer.records.database import insert

CARDS, ROUNDS = 5_000, 15
NOW = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)


def fill(records: Records, paths: list[str]) -> None:
    """5,000 cards with three reviews each, 20 of them due."""
    ids = [question.id for question in load_bank(paths).questions if not question.is_open_gap][:CARDS]
    day = NOW.date().isoformat()
    with records._database.writing() as db:
        player = seat(db, "Ada", day)
        for number in range(3):
            game = insert(
                db, "games", began=0, latest=0, day=day, mode="study", rules="{}", seed=0, main=1, questions="[]",
                fingerprints="[]", banks="[]", study=1, claim="", reached=0, ended="finished",
            )  # fmt: skip
            insert(db, "seats", game=game, player=player, name="Ada")
            for place, question in enumerate(ids):
                if not number:
                    insert(db, "questions", id=question, text="?", category="cast", kind="text", difficulty=3)
                    due = NOW + timedelta(days=1 + place % 90 if place >= 20 else 0)
                    insert(
                        db, "cards", player=player, question=question, stability=9.0, difficulty=5.0, lapses=0,
                        due=due.date().isoformat(), latest="2026-02-01", since="2026-01-01",
                    )  # fmt: skip
                insert(db, "asked", game=game, seq=place, question=question, scored=1)
                row = {"player": player, "question": question, "game": game, "asked": place}
                insert(db, "reviews", **row, day=f"2026-01-0{number + 1}", suggested="good", rating="good")


def main() -> None:
    library = Library()
    with tempfile.TemporaryDirectory() as folder:
        full, empty = (Records.open(Path(folder) / f"{name}.sqlite3") for name in ("full", "empty"))
        fill(full, list(library.paths(())))
        wish = Wish(players=["Ada"], mode="study", new_a_day=10)
        taken: dict[str, list[float]] = {"full": [], "empty": []}
        for number in range(ROUNDS):
            for name, records in (("full", full), ("empty", empty)):
                begun = time.perf_counter()
                new_game(wish, records=records, when=NOW, random_seed=number, library=library)
                taken[name].append(time.perf_counter() - begun)
        with_cards, without = min(taken["full"]), min(taken["empty"])
        print(f"a study game with {CARDS:,} cards: {with_cards * 1000:6.1f} ms, with none {without * 1000:.1f} ms")
        print(f"the cards cost {(with_cards - without) * 1000:6.1f} ms (at most 30)")


if __name__ == "__main__":
    main()
