"""Who watches one room in this process, and what each of them is sent.

What everybody may see is encoded once. Who is there and who has sent anything is gathered, and told four times a second
at most. A socket that falls too far behind is closed: the page comes back by itself with a new view.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any

import msgspec

from quizzer.driver import NotKept, TryAgain
from quizzer.errors import QuizzerError
from quizzer.grading import Outcome
from quizzer.rooms import Room
from quizzer.session import Away, Event, Join, Role, Standing, View, events, say
from quizzer.web.limits import Throttle

MOST_BEHIND = 64  # frames that may wait for one socket
MOST_NAMED = 100  # players of a room in which everybody is sent everybody's name; else the screen and the host are
MOST_SHOWN = 200  # names that the screen and the host are sent
SECONDS_BETWEEN_COUNTS = 0.25  # for the screen and the host; players hear each fourth
AWAY_SECONDS = 3.0  # after a player's last socket has closed: a page that reloads is quicker
JOINS, JOINS_A_SECOND = 500, 400  # newcomers of one room: at once, and in the long run

_GATHERED = (
    events.PlayerJoined | events.PlayerAway | events.PlayerLeft | events.PlayerRenamed | events.Submitted
    | events.PlayerPassed | None
)  # fmt: skip
_VERDICTS = (events.Ruled, events.Contributed, events.Submitted, events.PlayerPassed)
_RANKING = (events.Revealed, events.GameEnded, events.RulingChanged, events.ScoreAdjusted)
_OPEN = ("reading", "asking", "buzzed", "ruling")


class Watcher:
    """One socket's place in a room: who looks, how far they have been told, and the frames that wait for them.

    `player` is the id of who plays there; None for the screen, the host, and who has not joined yet. `closed` comes
    to the reason why the socket has to close, empty where the page may come back.
    """

    def __init__(self, role: Role, player: str | None, language: str = "en") -> None:
        self.role: Role = role
        self.player: str | None = player
        self.language: str = language
        self.seq: int = -1
        self.closed: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._frames: list[str] = []
        self._news = asyncio.Event()

    def send(self, frame: str) -> None:
        """Let `frame` wait for the socket, or close it if too many wait already."""
        if len(self._frames) < MOST_BEHIND:
            self._frames.append(frame)
            self._news.set()
        else:
            self.close("")

    async def next(self) -> str:
        """The frames that wait, in lines, once there are any."""
        await self._news.wait()
        self._news.clear()
        frames, self._frames = self._frames, []
        return "\n".join(frames)

    def close(self, reason: str) -> None:
        """End the socket: the page says `reason`, and comes back where that is empty."""
        if not self.closed.done():
            self.closed.set_result(reason)


class Audience:
    """All who watch one room here, and are told what happens there. `sockets` is how many there are."""

    def __init__(self, room: Room, at_end: Callable[[str], Awaitable[object]]) -> None:
        self.room: Room = room
        self._at_end = at_end
        self.joins: Throttle = Throttle(JOINS, JOINS_A_SECOND)
        self.sockets: int = 0
        self._watchers: set[Watcher] = set()
        self._hosts: set[Watcher] = set()
        self._playing: defaultdict[str, set[Watcher]] = defaultdict(set)
        self._heard: list[Event] = []
        self._told = len(room.session.events)
        self._shared, self._own = 0, Counter[str]()  # so many events were everybody's, and a player's alone
        self._verdicts: dict[str, Event] = {}
        for event in room.session.events:
            self._count(event)
        self._clock_told: object = None
        self._ranked: dict[str | None, Standing] | None = None
        self._changed: dict[bool, set[str]] = {True: set(), False: set()}  # who has, for players and for the others
        self._counted = self._counts(room.view())
        self._round = 0
        self._protested: list[dict[str, Any]] = []
        self._leaving: dict[str, asyncio.Task[None]] = {}
        self._gathering: asyncio.TimerHandle | None = None
        self._words: asyncio.TimerHandle | None = None
        self._loop = asyncio.get_running_loop()
        self._rules = msgspec.Raw(msgspec.json.encode(msgspec.structs.asdict(room.session.rules)))
        self._running = self._loop.create_task(self._run())

    def add(self, watcher: Watcher, *, count: int = 0) -> None:
        """`watcher` is sent a view, and from now on what happens. `count` is what its connection has sent before."""
        player = watcher.player
        view = self.view(watcher)
        self._watchers.add(watcher)
        if watcher.role == "host":
            self._hosts.add(watcher)
        if player is not None:
            self._playing[player].add(watcher)
            if (leaving := self._leaving.pop(player, None)) is not None:
                leaving.cancel()
        own = self._verdicts.get(player or "")
        hello = {
            "type": "hello",
            "title": self.room.head.title,
            "role": watcher.role,
            "rules": self._rules,
            "view": view,
            "events": [_said_in(own, watcher.language)] if own is not None else [],
            "count": count,
            **self._counted,
            "place": self._place_of(player) if view.phase in ("explaining", "over") else None,
            "protests": self._protests() if watcher.role == "host" else [],
            "unknown": self._unknown(),
        }
        watcher.send(in_json(hello))
        if self.room.is_closed:
            watcher.close("")  # nothing more is told here

    def view(self, watcher: Watcher) -> View:
        """Return what `watcher` may see now, with at most `MOST_SHOWN` names. It gets only later events from now on."""
        view = self.room.view(watcher.player, role=watcher.role, others=self._is_named(watcher))
        watcher.seq, rows = view.seq, view.players[:MOST_SHOWN]
        rows += tuple(row for row in view.players[MOST_SHOWN:] if row.player == watcher.player)
        return msgspec.structs.replace(view, players=rows, standings=view.standings[:MOST_SHOWN])

    def remove(self, watcher: Watcher) -> None:
        """`watcher` is told nothing more; a player who comes back with no other socket counts as away."""
        self._watchers.discard(watcher)
        self._hosts.discard(watcher)
        player = watcher.player
        if player is not None:
            self._playing[player].discard(watcher)
            if not self._playing[player]:
                del self._playing[player]
                self._leaving[player] = self._loop.create_task(self._leave(player))

    async def _run(self) -> None:
        """Tell everybody what happens, until the room is not watched here any more."""
        self._read_words()
        try:
            async for event in self.room.subscribe(role="host", since=self._told - 1):
                if isinstance(event, TryAgain):
                    break
                if isinstance(event, NotKept):
                    self._send_all(in_json(event))
                    continue
                if not self._heard:
                    self._loop.call_soon(self._tell)
                self._heard.append(event)
        except QuizzerError as behind:
            self.room.close(str(behind))  # pages come back to a room that is watched anew
        for watcher in tuple(self._watchers):
            watcher.close("")

    async def close(self) -> None:
        """Once the room knows of everybody who left, and if nobody has come since, stop what still waits."""
        await asyncio.gather(*self._leaving.values(), return_exceptions=True)
        for waiting in (self._running, self._gathering, self._words) if not self.sockets else ():
            if waiting is not None:
                waiting.cancel()

    def _tell(self) -> None:
        """Send everybody what they may see of what was heard."""
        heard, self._heard = self._heard, []
        session, is_loud = self.room.session, False
        encoded: dict[tuple[int, str], tuple[str, str, Event]] = {}
        news: defaultdict[Watcher, list[str]] = defaultdict(list)
        for event in heard:
            self._count(event)
            player = getattr(event, "player", "")
            is_quiet = isinstance(session.seen(event, None), _GATHERED)
            is_loud |= not is_quiet
            for watcher in (*self._playing.get(player, ()), *self._hosts) if is_quiet else self._watchers:
                is_host = watcher.role == "host"
                number = event.seq if is_host else self._number(watcher.player)
                shown = event if is_host else session.seen(event, watcher.player)
                if shown is not None and number > watcher.seq:
                    watcher.seq = number
                    news[watcher].append(_line(encoded, number, shown, watcher.language))
            if isinstance(event, events.PlayerLeft) and event.kicked:
                for watcher in self._playing.get(player, ()):
                    watcher.close("kicked")
            changed = {player} - {""}
            if isinstance(event, (*_RANKING, events.QuestionAsked)):
                changed.update(session.players)
            for waiting in self._changed.values():
                waiting.update(changed)
            if isinstance(event, events.PlayerAway) and self._playing.get(event.player):
                self._loop.create_task(_quietly(partial(self.room.send, Join(event.player))))  # it has a socket here
        is_ranked = session.phase not in _OPEN and any(isinstance(event, _RANKING) for event in heard)
        self._tell_clock(news, always=is_loud)
        if is_ranked:
            self._ranked = None
            rows, teams = session.standings()[:MOST_SHOWN], session.team_standings()[:MOST_SHOWN]
            standings = in_json({"type": "standings", "rows": rows, "teams": teams})
            for watcher in self._watchers:
                place = self._place_of(watcher.player) if watcher.role == "player" else None
                news[watcher].append(in_json({"type": "place", **place}) if place is not None else standings)
        for watcher, frames in news.items():
            watcher.send("\n".join(frames))
        if session.phase == "over":
            self._send_all(in_json({"type": "unknown", "questions": self._unknown()}))
            self._ending = self._loop.create_task(_quietly(partial(self._at_end, self.room.name)))
        if self._gathering is None:
            self._gathering = self._loop.call_later(SECONDS_BETWEEN_COUNTS, self._tell_counts)
        self._read_words()

    def _count(self, event: Event) -> None:
        """Number an event, and note a player's latest verdict at the open question."""
        player, seen = getattr(event, "player", ""), self.room.session.seen
        if seen(event, None) is not None:
            self._shared += 1
        elif seen(event, player) is not None:
            self._own[player] += 1
        if isinstance(event, (events.QuestionAsked, events.Revealed)):
            self._verdicts = {}
        elif isinstance(event, _VERDICTS):
            self._verdicts[player] = msgspec.structs.replace(event, seq=self._number(player))

    def _number(self, player: str | None) -> int:
        """The number that the latest event which `player`, or the room, may see has there."""
        return self._shared + self._own[player] - 1 if player else self._shared - 1

    def _tell_clock(self, news: dict[Watcher, list[str]], *, always: bool) -> None:
        """What the clock does, behind other news or where it changes."""
        view = self.room.view(others=False)
        floor = view.question.player if view.question is not None else ""
        before, self._clock_told = self._clock_told, (view.phase, view.due, floor)
        if always or self._clock_told != before:
            frame = in_json({"type": "now", "phase": view.phase, "now": view.now, "due": view.due, "floor": floor})
            for watcher in self._watchers:
                news[watcher].append(frame)

    def _tell_counts(self) -> None:
        """Tell the screen and the host who is there and has sent anything, and in each fourth round the players."""
        self._round = (self._round + 1) % 4
        view = self.room.view()
        self._counted = self._counts(view)
        for is_player in (False, True) if self._round == 0 else (False,):
            changed, self._changed[is_player] = self._changed[is_player], set()
            if not changed:
                continue
            bare = in_json({"type": "presence", **self._counted})
            shown = [row for row in view.players if row.player in changed][:MOST_SHOWN]
            with_rows = in_json({"type": "presence", **self._counted, "players": shown})
            for watcher in tuple(self._watchers):
                if (watcher.role == "player") is is_player:
                    watcher.send(with_rows if self._is_named(watcher) else bare)
        groups = self._protests() if self._hosts else []
        if groups != self._protested:
            self._protested = groups
            for watcher in tuple(self._hosts):
                watcher.send(in_json({"type": "protests", "groups": groups}))
        again = any(self._changed.values())
        self._gathering = self._loop.call_later(SECONDS_BETWEEN_COUNTS, self._tell_counts) if again else None

    def _counts(self, view: View) -> dict[str, Any]:
        """How many are there, how many of them the open question waits for or waited for, and how many sent."""
        playing = [row for row in view.players if row.present and not row.out]
        return {
            "here": sum(row.present and not row.away for row in view.players),
            "of": len(playing) if view.phase in _OPEN else 0,
            "sent": sum(row.done for row in playing),
            "locked": view.locked,
        }

    def _read_words(self) -> None:
        """While a tossup is read, its words come from the view: nothing in the log tells of them."""
        if self._words is not None:
            self._words.cancel()
            self._words = None
        session = self.room.session
        if session.phase == "reading" and (due := session.due) is not None:
            self._words = self._loop.call_later(max(0.0, due - self.room.now), self._tell_words)

    def _tell_words(self) -> None:
        question = self.room.view(others=False).question
        if question is not None:
            self._send_all(in_json({"type": "text", "text": question.text, "finished": question.finished}))
        self._read_words()

    def _place_of(self, player: str | None) -> dict[str, Any] | None:
        if self._ranked is None:
            self._ranked = {row.id: row for row in self.room.session.standings()}
        row, of = self._ranked.get(player), len(self._ranked)
        return {"rank": row.rank, "of": of, "points": row.points, "player": player} if row is not None else None

    def _unknown(self) -> list[dict[str, Any]]:
        """What was asked, and nobody got right: once the game is over."""
        found: list[dict[str, Any]] = []
        asked = None
        for event in self.room.session.events if self.room.session.phase == "over" else ():
            if isinstance(event, events.QuestionAsked):
                asked = event
            elif isinstance(event, events.Revealed) and asked is not None and event.results:
                is_known = any(result.outcome is Outcome.CORRECT for result in event.results)
                found += [] if is_known else [{"text": asked.text, "answer": event.answer}]
        return found[:MOST_SHOWN]

    def _protests(self) -> list[dict[str, Any]]:
        """What waits for the host, once for all who said the same."""
        waiting = {one.alike: one for one in self.room.session.to_rule}
        return [
            {"given": one.given, "answer": one.answer, "count": len(alike), "rulings": alike}
            for alike, one in list(waiting.items())[:MOST_SHOWN]
        ]

    def _is_named(self, watcher: Watcher) -> bool:
        return watcher.role != "player" or len(self.room.session.players) <= MOST_NAMED

    def _send_all(self, frame: str) -> None:
        for watcher in tuple(self._watchers):
            watcher.send(frame)

    async def _leave(self, player: str) -> None:
        await asyncio.sleep(AWAY_SECONDS)
        self._leaving.pop(player, None)
        if not self._playing.get(player):
            await _quietly(partial(self.room.send, Away(player)))


def _line(encoded: dict[tuple[int, str], tuple[str, str, Event]], number: int, event: Event, language: str) -> str:
    """An event in JSON, with its number for one viewer, as they read it; what is the same for many is encoded once."""
    own, same, key = "", event, (id(event), language)
    if isinstance(event, events.Revealed) and event.said:  # all see the same answers, and each their own result
        own, key = f',"results":{in_json(event.results)}', (id(event.said), "")
        same = msgspec.structs.replace(event, results=())
    if key not in encoded:
        head, _, rest = in_json(_said_in(same, language)).partition(f'"seq":{event.seq}')
        encoded[key] = (f'{head}"seq":', rest[:-1], event)  # as long as it is kept, its id is nobody else's
    head, rest, _ = encoded[key]
    return f"{head}{number}{rest}{own}}}"


def _said_in(event: Event, language: str) -> Event:
    """An event with what quizzer says of it in the reader's language."""
    if language == "en" or not isinstance(event, (events.Ruled, events.HintGiven)):
        return event
    field = "message" if isinstance(event, events.Ruled) else "text"
    return msgspec.structs.replace(event, **{field: say(event, language)})


def in_json(value: object) -> str:
    """A frame."""
    return msgspec.json.encode(value).decode()


async def _quietly(send: Callable[[], Awaitable[object]]) -> None:
    """Send what the room may refuse, and nobody waits for."""
    with suppress(QuizzerError):
        await send()
