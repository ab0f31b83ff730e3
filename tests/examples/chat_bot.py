"""A quiz bot for chat rooms: one game in each channel, and everybody there may type answers.

Each channel has records of its own, so no question comes to it twice, even if the bot is started anew. With the real
discord.py only the import changes; `main` plays a rehearsal in two channels at once.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

import fake_discord as discord

from quizzer import Outcome, QuizzerError
from quizzer.driver import AsyncDriver
from quizzer.games import Library, Wish, new_game
from quizzer.records import Records
from quizzer.session import (
    Answer,
    Event,
    GameEnded,
    Hint,
    HintGiven,
    Join,
    Next,
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

    def __init__(self, bank: str, folder: Path, *, questions: int = 5, reading: float = 8.0) -> None:
        settings = {"tries": 3, "hints": 3}
        self.wish = Wish(banks=[bank], mode="race", questions=questions, seconds=30, settings=settings, only_new=True)
        self.library = Library()
        self.folder = folder
        self.reading = reading
        self.games: dict[int, AsyncDriver] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    async def on_message(self, message: discord.Message) -> None:
        if message.author.bot:
            return
        name, channel, text = message.author.display_name, message.channel, message.content.strip()
        driver = self.games.get(channel.id)
        try:
            if driver is None:
                if text == "!quiz":
                    self.begin(channel, name)
                return
            if name not in driver.session.players:
                driver.apply(Join(name))
            commands = {"!hint": Hint(name), "!skip": Pass(name), "!stop": Stop()}
            driver.apply(commands.get(text) or Answer(name, text))
        except QuizzerError as refusal:  # not now, or there is nothing new to ask
            await channel.send(f"{name}: {refusal}")

    def begin(self, channel: discord.Channel, name: str) -> None:
        """A new game in `channel`, with `name` as its first player."""
        records = Records.open(self.folder / f"channel {channel.id}.sqlite3")
        try:
            now = datetime.now().astimezone()
            game = new_game(self.wish, records=records, when=now, random_seed=channel.id, library=self.library)
        except QuizzerError:
            records.close()
            raise
        driver = self.games[channel.id] = AsyncDriver(game.session, journal=game.journal)
        driver.apply(Join(name))
        driver.apply(Start())
        task = asyncio.create_task(self.run(driver, channel, records))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def run(self, driver: AsyncDriver, channel: discord.Channel, records: Records) -> None:
        """Tell the channel what happens in its game, until that is over."""
        with closing(records), closing(driver):
            async for event in driver:
                if isinstance(event, GameEnded):
                    del self.games[channel.id]
                if text := said(event):
                    await channel.send(text)
                if isinstance(event, Revealed):
                    await asyncio.sleep(self.reading)
                    if driver.session.phase == "explaining":
                        driver.apply(Next())


def said(event: Event) -> str:
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

    async def type_in(user: discord.User, text: str, wanted: str) -> str:
        waiting = asyncio.ensure_future(channel.wait_for(wanted))
        await asyncio.sleep(0)
        await bot.on_message(discord.Message(user, channel, text))
        return await waiting

    while "asked before" not in await type_in(ann, "!quiz", " "):
        session = bot.games[channel.id].session
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


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        bot = QuizBot(sys.argv[1], Path(folder), questions=int(sys.argv[2]), reading=0.01)
        channels = [discord.Channel(7), discord.Channel(8)]
        await asyncio.gather(*(rehearse(bot, channel) for channel in channels))
        await asyncio.gather(*bot.tasks)
    for channel in channels:
        print(f"--- channel {channel.id}")
        print("\n".join(channel.said))


if __name__ == "__main__":
    asyncio.run(main())
