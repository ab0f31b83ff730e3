"""The state of a room: the fold of its log. It needs neither referee nor canon, so all workers get the same."""

from quizzer.errors import IllegalAction
from quizzer.rooms.entries import MOST_ENTRIES, Entry
from quizzer.rooms.stores import Stamp
from quizzer.session import Event, Join, Session, Stop, Tick
from quizzer.session.saying import refusal


class Fold:
    """The game so far. Only `take` changes `session`; `position` is the stamp of the latest batch of entries."""

    def __init__(self, session: Session, began: Stamp) -> None:
        self.session: Session = session
        self.position: Stamp = began
        self.entries: int = 0
        self._zero = self._latest = began.ms
        self._counts: dict[str, tuple[int, IllegalAction | None]] = {}  # of each sender, with its latest refusal
        self._undecided: set[tuple[str, int]] = set()
        self._passed = 0  # the number of events when time last acted

    def at(self, ms: float) -> float:
        """Return the seconds since the game began at this time of the store, without times when nobody watched."""
        return max((ms - self._zero) / 1000, self.session.at)

    def count_of(self, sender: str) -> int:
        """Return the number of taken actions of this connection; it must send later ones again."""
        return self._counts.get(sender, (0, None))[0]

    def has(self, sender: str, count: int) -> bool:
        """Whether the room has already taken this action."""
        return count <= self.count_of(sender) and (sender, count) not in self._undecided

    def refusal_of(self, sender: str, count: int) -> IllegalAction | None:
        """Return the refusal of this action, if it is the latest of its connection and the rules refused it."""
        latest, refused = self._counts.get(sender, (0, None))
        return refused if latest == count else None

    def take(self, entry: Entry, ms: int) -> tuple[Event, ...]:
        """Return the events of an entry that the store took at this time; none for an earlier entry.

        Raises IllegalAction if the rules refuse it; only its sender should see this. Nothing has changed except time.
        """
        self.entries += 1
        latest, self._latest = self._latest, ms
        sender, count, session = entry.sender, entry.count, self.session
        if count > self.count_of(sender):
            self._counts[sender] = count, None
        elif (sender, count) in self._undecided:
            self._undecided.remove((sender, count))
        else:
            return ()
        action = entry.action
        if action is None:
            self._zero += max(0, ms - max(latest, entry.alive))
            return ()
        at = (ms - self._zero) / 1000
        if type(action) is Tick and (entry.seq < self._passed or (due := session.due) is None or due > at):
            return ()  # nothing waits for it
        try:
            if self.entries > MOST_ENTRIES and type(action) is not Stop:
                raise refusal("room_full", most=MOST_ENTRIES)
            events = session.apply(action, at=at, ruled=entry.decided)
        except IllegalAction as error:
            if error.code == "undecided":
                self._undecided.add((sender, count))  # its sender sends it again, with a ruling
            elif type(action) is Join and self._is_there(action):
                return ()
            elif count == self.count_of(sender):
                self._counts[sender] = count, IllegalAction(error.code, str(error), **error.parameters)
            raise
        if type(action) is Tick:
            self._passed = len(session.events)
        return events

    def _is_there(self, action: Join) -> bool:
        """Whether this player has already joined in the same way: two equal Joins are one."""
        if action.player not in self.session.players:
            return False
        return action.name in ("", self.session.view(action.player, others=False).players[0].name)
