"""A quiz bot for chat rooms: one room in each channel, and everybody there may type answers.

Each channel has records of its own, so no question comes to it twice, even if the bot is started anew. With the real
discord.py only the import changes; `main` plays a rehearsal in two channels at once.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import fake_discord as discord

from quizzer import Outcome, QuizzerError
from quizzer.driver import NotKept, TryAgain
from quizzer.games import Library, Wish, new_game
from quizzer.records import Records
from quizzer.rooms import Room, Rooms, open_store
from quizzer.session import (
    Answer,
    Event,
    GameEnded,
    Hint,
    HintGiven,
    Join,
    Pass,
    QuestionAsked,
    Revealed,
    Ruled,
    Start,
    Stop,
    TimeUp,
)


class QuizBot(discord.Client):
    """`!quiz` starts a game in a channel, `!hint`, `!skip` and `!stop` do what they say; all else is an answer."""

    def __init__(self, rooms: Rooms, wish: Wish, folder: Path) -> None:
        self.rooms, self.wish, self.folder, self.library = rooms, wish, folder, Library()
        self.playing: dict[int, Room] = {}

    async def on_message(self, message: discord.Message) -> None:
        name, channel, text = message.author.display_name, message.channel, message.content.strip()
        try:
            if (room := self.playing.get(channel.id)) is not None and not message.author.bot:
                if name not in room.session.players:
                    await room.send(Join(name))
                await room.send(
                    {"!hint": Hint(name), "!skip": Pass(name), "!stop": Stop()}.get(text) or Answer(name, text)
                )
            elif text == "!quiz":
                with Records.open(self.folder / f"channel {channel.id}.sqlite3") as records:
                    await self.play(channel, name, records)
        except QuizzerError as refusal:  # not now, or there is nothing new to ask
            await channel.send(f"{name}: {refusal}")

    async def play(self, channel: discord.Channel, name: str, records: Records) -> None:
        now, key = datetime.now().astimezone(), f"channel {channel.id}"
        game = new_game(self.wish, records=records, when=now, random_seed=channel.id, library=self.library)
        await self.rooms.create(key, game.session)
        async with self.rooms.watch(key) as room:
            self.playing[channel.id] = room
            for action in (Join(name), Start()):
                await room.send(action)
            async for event in room.subscribe(role="host"):
                if isinstance(event, GameEnded):
                    del self.playing[channel.id]
                    await self.rooms.bring_home(key, records, known={one: one for one in room.session.players})
                    await self.rooms.store.delete(key)
                if text := said(event):
                    await channel.send(text)


def said(event: Event | NotKept | TryAgain) -> str:
    """What the bot says of an event; nothing of most."""
    match event:
        case QuestionAsked():
            return f"**{event.number}/{event.of}** {event.text}"
        case HintGiven():
            return f"A hint for {event.player}: {event.text}"
        case Ruled(outcome=Outcome.CORRECT):
            return f"{event.player} has it! {event.total:g} points."
        case Ruled(outcome=Outcome.PROMPT):
            return f"{event.player}, be more specific: {event.message}"
        case Ruled():
            return f"Not {event.player}'s."
        case TimeUp():
            return "Time is up."
        case Revealed():
            return f"It was: {event.answer or 'nobody knows'}. {event.explanation}".strip()
        case GameEnded():
            return "The end. " + ", ".join(f"{each.rank}. {each.name} {each.points:g}" for each in event.standings)
    return ""


async def rehearse(bot: QuizBot, channel: discord.Channel) -> None:
    """Two people in one channel: ann guesses wrong, ben knows everything. They play until nothing is new to them."""
    ann, ben = discord.User("ann"), discord.User("ben")
    games = set[asyncio.Task[None]]()

    async def type_in(user: discord.User, text: str, wanted: str) -> str:
        waiting = asyncio.ensure_future(channel.wait_for(wanted))
        await asyncio.sleep(0)
        games.add(asyncio.create_task(bot.on_message(discord.Message(user, channel, text))))
        return await waiting

    while "new questions are left" not in await type_in(ann, "!quiz", " "):
        session = bot.playing[channel.id].session
        while session.phase != "over":
            question, shown = session.question, session.view(None).question
            assert question is not None
            assert question.key is not None
            assert shown is not None
            # Words are no year and no date: what is of another sort is asked back, and costs nothing.
            numbers = {"date": "1 May 1700", "year": "1700", "number": "12", "money": "$12", "duration": "12 hours"}
            wrong = numbers.get(question.kind, "a purple submarine")
            await type_in(ann, wrong, "Not ann's")
            if shown.number == 1:
                await type_in(ann, "!hint", "A hint for ann")
            following = "The end" if shown.number == shown.of else f"**{shown.number + 1}/"
            await type_in(ben, question.key.answer, following)
    await asyncio.gather(*games)


async def main() -> None:
    rules = {"tries": 3, "hints": 3, "reading_seconds": 0.01}
    wish = Wish(banks=[sys.argv[1]], mode="race", questions=int(sys.argv[2]), seconds=30, settings=rules, only_new=True)
    channels = [discord.Channel(7), discord.Channel(8)]
    with tempfile.TemporaryDirectory() as folder:
        async with open_store("memory:") as store, Rooms(store, lag=60) as rooms:
            bot = QuizBot(rooms, wish, Path(folder))
            await asyncio.gather(*(rehearse(bot, channel) for channel in channels))
    for channel in channels:
        print(f"--- channel {channel.id}")
        print("\n".join(channel.said))


if __name__ == "__main__":
    asyncio.run(main())
