"""How often somebody may do something."""

from collections import OrderedDict
from time import monotonic

MOST_KEPT = 10_000


class Throttle:
    """Lets `burst` things of each address happen at once, and `each_second` in the long run.

    Of the addresses that were quiet for longest none is kept beyond `MOST_KEPT`.
    """

    def __init__(self, burst: float, each_second: float) -> None:
        self.burst: float = burst
        self.each_second: float = each_second
        self._left = OrderedDict[str, tuple[float, float]]()  # by address: how many more, and at what time

    def allows(self, address: str = "", *, cost: float = 1.0) -> bool:
        """Whether it may happen once more; then that counts, as much as `cost`."""
        now = monotonic()
        left, at = self._left.pop(address, (self.burst, now))
        left = min(self.burst, left + (now - at) * self.each_second)
        allowed = left >= 1
        self._left[address] = (left - cost if allowed else left, now)
        if len(self._left) > MOST_KEPT:
            self._left.popitem(last=False)
        return allowed
