"""What a call costs, told in a plain piece of quizzer's work and not in seconds: machines differ, and what counts which
lines run makes all of them slower."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from time import thread_time

from quizzer.bank_files.reader import read_bank_text

PLAIN = "questions:\n" + "".join(f"- {{ask: What is {n}?, answer: Answer {n}, film: Tide}}\n" for n in range(500))


def spent(call: Callable[[], object]) -> float:
    """Processor seconds of one call in this thread."""
    began = thread_time()
    call()
    return thread_time() - began


@cache
def plain_work() -> float:
    """Processor seconds that it takes here to read a bank of 500 plain questions."""
    read_bank_text(PLAIN)
    return min(spent(lambda: read_bank_text(PLAIN)) for _ in range(3))


def effort(call: Callable[[], object], most: float) -> float:
    """How many banks of 500 plain questions quizzer could have read instead.

    A call that seems to cost more than `most` has two more tries: once may be the machine's fault.
    """
    least = spent(call) / plain_work()
    for _ in range(2):
        if least > most:
            least = min(least, spent(call) / plain_work())
    return least


def growth(call: Callable[[int], object], size: int) -> float:
    """How much longer a call takes on `size` things than on a quarter of them: in proportion 4, by the square 16.

    Less than a hundredth of the plain work counts as that much, since clocks are coarse.
    """
    floor = plain_work() / 100
    quarter, whole = (min(spent(partial(call, number)) for _ in range(2)) for number in (size // 4, size))
    return max(whole, floor) / max(quarter, floor)
