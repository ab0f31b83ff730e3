"""The people of a room: quizzer can erase them from a log, and gives them names for the records."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from quizzer.errors import IllegalAction
from quizzer.grading import Verdict
from quizzer.rooms.entries import Entry, Head, decode, encode
from quizzer.rooms.fold import Fold
from quizzer.rooms.stores import Stored
from quizzer.session import Action, Adjust, Answer, Contributed, Join, Log, Pass, Protest, Rename, Tick, Typed
from quizzer.session.state import Entry as Step

_TYPED = {Answer: "given", Typed: "text", Protest: "why", Adjust: "why"}


class _OtherIds:
    """Other ids for some players, in a game that is otherwise the same, with the same events.

    A player with several names gets several: "player 7", and then "player 7 (2)".
    """

    def __init__(self, ids: Mapping[str, str]) -> None:
        self._ids = ids
        self._names: dict[str, list[str]] = {}

    def of(self, action: Action) -> Action:
        """Return the action with the other ids and names."""
        changed = {name: self._ids[old] for name in ("player", "by") if (old := getattr(action, name, "")) in self._ids}
        if isinstance(action, (Join, Rename)) and action.player in self._ids and action.name:
            names = self._names.setdefault(action.player, [])
            if action.name not in names:
                names.append(action.name)
            number = names.index(action.name) + 1
            changed["name"] = changed["player"] + (f" ({number})" if number > 1 else "")
        return replace(action, **changed) if changed else action

    def of_log(self, log: Log, steps: Sequence[Step]) -> Log:
        """Return the game of `log` with the other ids, and with these steps."""
        other = log.begun(steps)
        other.rules = replace(log.rules, host=self._ids.get(log.rules.host, log.rules.host))
        other.is_decided = True
        return other


def without(player: str, called: str, log: Sequence[Stored]) -> list[Stored]:
    """Return the closed log of a room without the texts of a player, now `called` otherwise; verdicts and scores stay.

    It leaves out entries without effect, but keeps their times.
    """
    head, began = Head.read(log[0].data), log[0].stamp
    session, ids, connections = head.session(), _OtherIds({player: called}), dict[str, str]()
    fold, count = Fold(session, began), 0  # events so far
    head = replace(head, log=ids.of_log(session.log, ()).head, closed=True)
    rewritten = [Stored(began, encode(head))]
    for part in log[1:]:
        entries = []
        for entry in decode(part.data):
            action, decided = entry.action, entry.decided
            try:
                new = fold.take(entry, part.stamp.ms)
                count += len(new)
            except IllegalAction:
                if (now := len(session.events)) == count:
                    continue
                action, new, count = Tick(), (), now
            if getattr(action, "player", None) == player and action is not None:
                if any(isinstance(event, Contributed) for event in new):
                    action = Pass(player, question=action.question, part=action.part)  # type: ignore[union-attr]
                elif (text := _TYPED.get(type(action))) is not None:
                    action = replace(action, **{text: ""})
                # A verdict may quote the answer.
                decided = tuple(replace(one, about="") if isinstance(one, Verdict) else one for one in decided)
            sender = connections.setdefault(entry.sender, f"connection {len(connections) + 1}")
            other = ids.of(action) if action is not None else None
            entries.append(Entry(sender, entry.count, other, decided, count, entry.alive))
        rewritten.append(Stored(part.stamp, encode(entries)))
    return rewritten


def at_home(log: Log, known: Mapping[str, str]) -> Log:
    """Return the game for the records: `known` players under their names there, others as guests."""
    ids: dict[str, str] = {}
    for _, action in log.entries:
        if isinstance(action, Join) and action.player not in ids:
            name = known.get(action.player, "")
            ids[action.player] = name if name and name not in ids.values() else f"guest {len(ids) + 1}"
    others = _OtherIds(ids)
    return others.of_log(log, [(at, others.of(action), *decided) for at, action, *decided in log.steps])
