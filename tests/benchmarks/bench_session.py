"""What a session costs, as ratios within one run and against its marks.

    python tests/benchmarks/bench_session.py

Prints the time of `apply(Answer)` and of `events_for` against the bare `key.grade` (marks: 3 and 1), what each of a
thousand players gets of a reveal (mark: 20 KB), the memory of a game of 20 players after ten questions (mark: 120 KiB),
how many actions a second the records keep under `AsyncDriver` (mark: 3,000, the loop free every 20 ms), the
memory of 10,000 started sessions of 20 questions over one bank of 10,000 (mark: 150 MB), the time to replay a log of
1,000 actions (mark: 50 ms), and what an action costs from 10 to 10,000 actions and from 1 to 500 players (mark: flat,
which is taken as within 2).
"""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import msgspec

from quizzer import AnswerKey, Canon, Name, Question
from quizzer.driver import AsyncDriver
from quizzer.records import Records
from quizzer.session import Action, Answer, Join, Log, Next, Rules, Session, Start

FIRST = ["Ada", "Bruno", "Clara", "Dario", "Edith", "Federico", "Greta", "Hugo", "Irene", "Jonas", "Karla", "Luca"]
LAST = ["Almeida", "Brandt", "Castellani", "Dubois", "Eriksen", "Ferrante", "Grimaldi", "Hoffmann", "Ivanova", "Keller"]
KINDS = ("right", "a slip", "wrong")


def bank(count: int) -> list[Question]:
    """So many questions that ask for persons."""
    return [
        Question(
            id=f"question-{place}",
            text=f"Who composed the music of film number {place}?",
            key=AnswerKey(f"{FIRST[place % 12]} {LAST[place // 12 % 10]}{place // 120 or ''}", kind="person"),
            explanation="The music was recorded in one night.",
        )
        for place in range(count)
    ]


def given(question: Question, kind: str) -> str:
    """A right answer, one with a slip of the finger, or a wrong one."""
    assert question.key is not None
    answer = question.key.answer
    return {"right": answer, "a slip": answer[:3] + answer[4:], "wrong": "somebody else"}[kind]


def started(questions: list[Question], players: int = 1, canon: Canon | None = None) -> Session:
    """A classic game of all these questions, just begun."""
    session = Session(questions, Rules.preset("classic", questions=len(questions)), canon=canon)
    for number in range(players):
        session.apply(Join(f"player {number}"), at=0)
    session.apply(Start(), at=0)
    return session


def apply_to_grade() -> dict[str, float]:
    """For each kind of answer: how many times as long `apply(Answer)` takes as the bare `key.grade`."""
    questions = bank(1000)
    canon = Canon([Name(f"{first} {last}", "person") for first in FIRST for last in LAST])
    graded: dict[str, float] = {}
    applied: dict[str, float] = {}
    for kind in KINDS:
        session = started(questions, canon=canon)
        grade_times, apply_times = [], []
        for place, question in enumerate(questions):
            action = Answer("player 0", given(question, kind))
            assert question.key is not None
            # Once before it counts: what a key prepares for itself at its first answer is no matter of the session's.
            question.key.grade(action.given, canon)
            begun = time.perf_counter()
            question.key.grade(action.given, canon)
            grade_times.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            session.apply(action, at=place)
            apply_times.append(time.perf_counter() - begun)
            session.apply(Next(), at=place)
        graded[kind], applied[kind] = median(grade_times), median(apply_times)
    ratios = {kind: applied[kind] / graded[kind] for kind in KINDS}
    return {**ratios, "all kinds": sum(applied.values()) / sum(graded.values())}


def events_to_grade() -> float:
    """How many times as long `events_for` takes, of what came since the last answer, as the bare `key.grade`."""
    questions = bank(200)
    session, graded, asked = started(questions, 20), [], []
    for place, question in enumerate(questions):
        assert question.key is not None
        for number in range(20):
            since = session.view("player 1").seq
            action = Answer(f"player {number}", given(question, KINDS[number % 3]))
            question.key.grade(action.given)
            begun = time.perf_counter()
            question.key.grade(action.given)
            graded.append(time.perf_counter() - begun)
            session.apply(action, at=place)
            begun = time.perf_counter()
            session.events_for("player 1", since=since)
            asked.append(time.perf_counter() - begun)
        session.apply(Next(), at=place)
    return sum(asked) / sum(graded)


def reveal() -> int:
    """The largest number of bytes that one of a thousand players gets of a reveal."""
    questions = bank(1)
    session = started(questions, 1000)
    for number in range(1000):
        session.apply(Answer(f"player {number}", f"{given(questions[0], KINDS[number % 3])} {number % 400}"), at=1)
    seen = [session.events_for(f"player {number}")[-1] for number in range(1000)]
    return max(len(msgspec.json.encode(event)) for event in seen)


def game_of_twenty() -> float:
    """KiB that a game of twenty players takes after ten questions, its actions read from JSON as a server does."""
    questions = bank(10)
    decoder = msgspec.json.Decoder(Action)

    def played() -> Session:
        session = started(questions, 20)
        for place, question in enumerate(questions):
            for number in range(20):
                action = Answer(f"player {number}", given(question, KINDS[number % 3]), question=place + 1)
                session.apply(decoder.decode(msgspec.json.encode(action)), at=place * 20 + number + 0.123456)
            if place < 9:
                session.apply(Next(), at=place * 20 + 19.5)
        return session

    played()  # what a key prepares for itself is not the game's
    gc.collect()
    tracemalloc.start()
    games = [played() for _ in range(10)]
    gc.collect()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return size / len(games) / 1024


def kept() -> tuple[float, float]:
    """Actions a second that the records keep under `AsyncDriver`, twenty games at once; and the longest time in
    milliseconds that the loop was not free."""

    questions = bank(100)
    for question in questions:
        assert question.key is not None
        question.key.grade("ready")  # what a key prepares for itself is no matter of the records

    async def run() -> tuple[float, float]:
        longest = 0.0
        with TemporaryDirectory() as folder, Records.open(Path(folder) / "records") as records:
            drivers = []
            for _ in range(20):
                session = Session(questions, Rules.preset("classic", questions=100))
                record = records.begin_game(session, banks=["bank"], when=datetime.now(UTC))
                drivers.append(
                    AsyncDriver(
                        session, journal=record.note, keep=lambda record=record: asyncio.to_thread(record.write)
                    )
                )

            async def watch() -> None:
                nonlocal longest
                while True:
                    begun = time.perf_counter()
                    await asyncio.sleep(0)
                    longest = max(longest, time.perf_counter() - begun)

            async def play(driver: AsyncDriver) -> int:
                driver.apply(Join("ada"))
                driver.apply(Start())
                while driver.session.phase != "over":
                    assert driver.session.question is not None
                    driver.apply(Answer("ada", given(driver.session.question, "right")))
                    await asyncio.sleep(0)
                    driver.apply(Next())
                    await asyncio.sleep(0)
                return len(driver.session.log.entries)

            watching = asyncio.create_task(watch())
            begun = time.perf_counter()
            done = sum(await asyncio.gather(*map(play, drivers)))
            await asyncio.gather(*(driver.kept() for driver in drivers))
            taken = time.perf_counter() - begun
            watching.cancel()
            return done / taken, longest * 1000

    return asyncio.run(run())


def replay() -> float:
    """Milliseconds to replay a log of 1,000 actions that comes from JSON."""
    session = started(bank(500))
    while len(session.log.entries) < 1000:
        assert session.question is not None
        session.apply(Answer("player 0", given(session.question, "a slip")), at=1)
        session.apply(Next(), at=1)
    data, questions = session.log.to_json(), list(session.questions)
    times = []
    for _ in range(9):
        log = Log.from_json(data)
        begun = time.perf_counter()
        again = Session.replay(log, questions)
        times.append(time.perf_counter() - begun)
        assert again.events == session.events
    return min(times) * 1000


def per_action(sizes: list[tuple[int, int]]) -> list[float]:
    """Microseconds that an action costs in games of so many actions by so many players.

    All questions share one key, so that what is measured is the session's and not the memory of thousands of keys. The
    games go in turns, and the best of several counts, so that a busy moment of the machine touches all alike.
    """
    key = AnswerKey("Ada Almeida", kind="person")
    best = [float("inf")] * len(sizes)
    for _ in range(9):
        for place, (actions, players) in enumerate(sizes):
            count = max(1, actions // (players + 1))
            questions = [Question(id=f"question-{number}", text="Who?", key=key) for number in range(count)]
            answers = [Answer(f"player {who}", "Ada Almeida") for who in range(players)]
            script = [action for _ in questions for action in (*answers, Next())]
            taken, repeats = 0.0, max(1, 2000 // actions)
            for _ in range(repeats):
                session = started(questions, players)
                begun = time.perf_counter()
                for at, action in enumerate(script):
                    session.apply(action, at=at)
                taken += time.perf_counter() - begun
            best[place] = min(best[place], taken / repeats / len(script))
    return [seconds * 1_000_000 for seconds in best]


def resident() -> int:
    """Bytes of memory that this process has now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096


def memory() -> float:
    """Megabytes that 10,000 started sessions add to one bank of 10,000 questions."""
    questions = bank(10_000)
    rules = Rules.preset("classic", questions=20)
    before = resident()
    sessions = []
    for seed in range(10_000):
        session = Session(questions, rules, seed=seed)
        session.apply(Join("ada"), at=0.0)
        session.apply(Start(), at=0.0)
        sessions.append(session)
    return (resident() - before) / 1_000_000


def main() -> None:
    if sys.argv[1:] == ["memory"]:
        print(memory())
        return
    for kind, ratio in apply_to_grade().items():
        print(f"apply(Answer) to key.grade, {kind + ':':10} {ratio:6.2f} (at most 3)")
    print(f"events_for to key.grade:               {events_to_grade():6.2f} (at most 1)")
    print(f"a reveal for each of 1,000 players:    {reveal() / 1000:6.1f} KB (at most 20, and what is each one's own)")
    print(f"20 players after ten questions:        {game_of_twenty():6.1f} KiB (at most 120)")
    rate, longest = kept()
    print(
        f"actions kept in a second:              {rate:6.0f} (at least 3,000), the loop busy for {longest:.0f} ms (20)"
    )
    print(f"a log of 1,000 actions replays in:     {replay():6.1f} ms (at most 50)")
    # In a process of its own, so that nothing else counts.
    megabytes = subprocess.run([sys.executable, __file__, "memory"], check=True, capture_output=True, text=True).stdout
    print(f"10,000 started sessions live in:       {float(megabytes):6.1f} MB (at most 150)")
    sizes = [(10, 1), (100, 1), (1000, 1), (10_000, 1), (5000, 1), (5000, 10), (5000, 100), (5000, 500)]
    costs = per_action(sizes)
    for (actions, players), cost in zip(sizes, costs, strict=True):
        ratio = cost / costs[sizes.index((10, 1) if players == 1 else (5000, 1))]
        print(f"an action, of {actions:6,} by {players:3} players:    {cost:5.1f} µs, {ratio:.2f} times the smallest")


if __name__ == "__main__":
    main()
