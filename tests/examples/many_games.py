"""Two hundred games at once in one asyncio loop, each with its own players and clock.

`python many_games.py BANK [GAMES]`
"""

from __future__ import annotations

import asyncio
import sys
import time
from random import Random

from quizzer import IllegalAction, Rules, Session, load_bank
from quizzer.banks import Bank
from quizzer.driver import AsyncDriver
from quizzer.session import Answer, GameEnded, Join, QuestionAsked, Start

RULES = Rules.preset("blitz", game_seconds=1.0)


async def answer(driver: AsyncDriver, name: str, wait: float, knows: bool) -> None:
    """One player thinks for a while and answers, if the question is still open by then."""
    question = driver.session.question
    await asyncio.sleep(wait)
    if question is not None and driver.session.question is question:
        right = question.key.answer if question.key is not None else "who knows"
        try:
            driver.apply(Answer(name, right if knows else "no idea"))
        except IllegalAction:
            return  # somebody else's answer, or the clock, has closed the question


async def play(bank: Bank, seed: int) -> GameEnded:
    """One game of two players, who know about half of everything."""
    draw = Random(seed).random
    thinking: set[asyncio.Task[None]] = set()
    async with AsyncDriver(Session(bank.questions, RULES, seed=seed, canon=bank.canon)) as driver:
        for action in (Join("ada"), Join("bob"), Start()):
            driver.apply(action)
        async for event in driver:
            if isinstance(event, QuestionAsked):
                for name in ("ada", "bob"):
                    thinking.add(asyncio.create_task(answer(driver, name, 0.3 * draw(), draw() < 0.5)))
            elif isinstance(event, GameEnded):
                await asyncio.gather(*thinking)
                return event
    raise RuntimeError("the game has no end")


async def main() -> None:
    bank, games = load_bank(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200
    begun = time.monotonic()
    ends = await asyncio.gather(*(play(bank, seed) for seed in range(games)))
    taken = time.monotonic() - begun
    answered = sum(standing.answered for end in ends for standing in end.standings)
    by_time = sum(end.reason == "time" for end in ends)
    print(f"{len(ends)} games, {by_time} ended by their clocks, {answered} answers, {taken:.1f} s")


if __name__ == "__main__":
    asyncio.run(main())
