"""A quiz bot for chat rooms: one game in each channel, and everybody there may type answers.

With the real discord.py only the import changes; `main` plays a rehearsal in two channels at once.
"""

from __future__ import annotations

import asyncio
import sys

import fake_discord as discord

from quizzer import IllegalAction, Outcome, Question, Rules, Session, load_bank
from quizzer.banks import Bank
from quizzer.driver import AsyncDriver
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

    def __init__(self, bank: Bank, *, questions: int = 5, reading: float = 8.0) -> None:
        self.bank = bank
        self.rules = Rules.preset("race", questions=questions, tries=3, question_seconds=30.0, hints=3)
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
        except IllegalAction as refusal:
            await channel.send(f"{name}: {refusal}")

    def begin(self, channel: discord.Channel, name: str) -> None:
        """A new game in `channel`, with `name` as its first player."""
        session = Session(self.bank.questions, self.rules, seed=channel.id, canon=self.bank.canon)
        driver = self.games[channel.id] = AsyncDriver(session)
        driver.apply(Join(name))
        driver.apply(Start())
        task = asyncio.create_task(self.run(driver, channel))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def run(self, driver: AsyncDriver, channel: discord.Channel) -> None:
        """Tell the channel what happens in its game, until that is over."""
        async for event in driver:
            if text := said(event):
                await channel.send(text)
            if isinstance(event, Revealed):
                await asyncio.sleep(self.reading)
                if driver.session.phase == "explaining":
                    driver.apply(Next())
        driver.close()
        del self.games[channel.id]


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
    """Two people in one channel: ann guesses wrong, ben knows everything."""
    by_text: dict[str, Question] = {question.text: question for question in bot.bank.questions}
    ann, ben = discord.User("ann"), discord.User("ben")

    async def type_in(user: discord.User, text: str, wanted: str) -> str:
        waiting = asyncio.ensure_future(channel.wait_for(wanted))
        await asyncio.sleep(0)
        await bot.on_message(discord.Message(user, channel, text))
        return await waiting

    asked = await type_in(ann, "!quiz", "**1/")
    for number in range(1, bot.rules.questions + 1 if bot.rules.questions else 1):
        question = by_text[asked.split("** ", 1)[1]]
        await type_in(ann, "a purple submarine", "Not ann's")
        if number == 1:
            await type_in(ann, "!hint", "A hint for ann")
        following = "The end" if number == bot.rules.questions else f"**{number + 1}/"
        asked = await type_in(ben, question.key.answer if question.key else "who knows", following)


async def main() -> None:
    bot = QuizBot(load_bank(sys.argv[1]), questions=3, reading=0.02)
    channels = [discord.Channel(7), discord.Channel(8)]
    await asyncio.gather(*(rehearse(bot, channel) for channel in channels))
    for channel in channels:
        print(f"--- channel {channel.id}")
        print("\n".join(channel.said))


if __name__ == "__main__":
    asyncio.run(main())
