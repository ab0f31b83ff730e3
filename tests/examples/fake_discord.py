"""Just enough of the shape of discord.py to run a bot without a network: a client, channels, people who type."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field


@dataclass(frozen=True)
class User:
    display_name: str
    bot: bool = False


@dataclass(eq=False)
class Channel:
    id: int
    said: list[str] = field(default_factory=list)
    heard: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def send(self, text: str) -> None:
        """What the bot says in the channel."""
        async with self.heard:
            self.said.append(text)
            self.heard.notify_all()

    async def wait_for(self, wanted: str) -> str:
        """The next thing said from now on that contains `wanted`; a person who reads along."""
        begin = len(self.said)
        async with self.heard:
            while True:
                for text in self.said[begin:]:
                    if wanted in text:
                        return text
                await asyncio.wait_for(self.heard.wait(), 10)


@dataclass(frozen=True)
class Message:
    author: User
    channel: Channel
    content: str


class Client:
    """Calls `on_message` for everything that is typed, as discord.Client does."""

    async def on_message(self, message: Message) -> None:
        raise NotImplementedError
