"""How the full screen behaves while it is used, measured from outside through a pseudo-terminal.

    python tests/benchmarks/bench_screen.py

Prints how long a key press takes to be drawn while a timer runs and while a score counts up (mark: 30 ms, for 19 of 20
presses), and the share of a core that the program uses while nothing is typed (mark: 1 %): at a question without a
timer, and with one that drains.
"""

from __future__ import annotations

import os
import pty
import select
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PRESSES = 100
COUNTS = 20
"""Games in which a key is pressed while the score counts up."""
IDLE = 8.0
QUIZZER = shutil.which("quizzer", path=str(Path(sys.executable).parent)) or "quizzer"


class Game:
    """A game in a terminal of 80 × 24."""

    def __init__(self, *arguments: str) -> None:
        import fcntl
        import termios

        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        home = tempfile.mkdtemp()
        environment = {**os.environ, "TERM": "xterm-256color", "QUIZZER_HOME": home, "PROMPT_TOOLKIT_NO_CPR": "1"}
        self._process = subprocess.Popen(
            [QUIZZER, "play", *arguments, "--seed", "1"], stdin=slave, stdout=slave, stderr=slave, env=environment
        )
        os.close(slave)
        self.read_until("never", seconds=20)
        self.drain(1.0)

    def read_until(self, text: str, *, seconds: float) -> float:
        """Seconds until `text` was written."""
        begun, seen = time.perf_counter(), b""
        while text.encode() not in seen:
            left = begun + seconds - time.perf_counter()
            if left <= 0 or not select.select([self._master], [], [], left)[0]:
                raise TimeoutError(f"{text!r} was not drawn in {seconds} seconds")
            seen += os.read(self._master, 65536)
        return time.perf_counter() - begun

    def drain(self, seconds: float) -> None:
        """Reads what is written for so long."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            if select.select([self._master], [], [], left)[0]:
                os.read(self._master, 65536)

    def press(self, key: str) -> None:
        os.write(self._master, key.encode())

    def seconds_of_work(self) -> float:
        """Of the processor, so far."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()


def latencies() -> list[float]:
    """Seconds from a key press until the letter stands on the screen, while a timer drains."""
    game = Game("--mode", "blitz", "-n", "50")
    taken = []
    for place in range(PRESSES):
        letter = "QZXJ"[place % 4]  # letters that the bar and the footer do not have
        game.press(letter)
        taken.append(game.read_until(letter, seconds=5))
        game.drain(0.03 + 0.007 * (place % 5))
        if place % 20 == 19:
            game.press("\x15")  # Ctrl-U: the line is empty again
            game.drain(0.1)
    game.close()
    return taken


def latencies_in_a_count_up() -> list[float]:
    """Seconds from a key press until the letter stands on the screen, while fifteen points are counted up: those of a
    tossup, with its bonus asked already."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        bank = Path(folder) / "bank.yaml"
        words = " ".join(["word"] * 40)
        asked = (f"  - {{ask: '{words} (*) {n} {words}?', answer: bird{n}, accept: [x]}}" for n in range(4))
        bank.write_text("\n".join(["questions:", *asked]), encoding="utf-8")
        for _ in range(COUNTS):
            game = Game(str(bank), "--mode", "buzzer")
            game.press(" ")
            game.read_until("> ", seconds=5)
            game.press("x\r")
            game.read_until("points", seconds=5)
            game.press("\r")
            game.read_until("onus", seconds=5)
            game.drain(0.1)
            game.press("Q")
            taken.append(game.read_until("Q", seconds=5))
            game.close()
    return taken


def idle(*arguments: str) -> float:
    """The share of a core while nothing is typed."""
    game = Game(*arguments)
    before = game.seconds_of_work()
    game.drain(IDLE)
    share = (game.seconds_of_work() - before) / IDLE
    game.close()
    return share


def main() -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # users have byte code
    for when, taken in (("", latencies()), (" in the middle of a count-up", latencies_in_a_count_up())):
        taken.sort()
        print(
            f"a key press{when} is drawn in {statistics.median(taken) * 1000:.1f} ms (median of {len(taken)});", end=" "
        )
        print(f"19 of 20 in {taken[int(len(taken) * 0.95) - 1] * 1000:.1f} ms (at most 30),", end=" ")
        print(f"all in {taken[-1] * 1000:.1f} ms")
    print(f"idle at a question: {idle():.1%} of a core (at most 1 %)")
    print(f"while a timer of 60 seconds drains: {idle('--mode', 'blitz'):.1%} of a core (at most 1 %)")


if __name__ == "__main__":
    main()
