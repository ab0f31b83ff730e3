"""What players can do beside a game, such as saying in study how well they knew the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from quizzer.session import Event
from quizzer.terminal.layout import Line

__all__ = ["NO_ASIDE", "Aside"]


class Aside(NamedTuple):
    """What players can do beside the game. `commands` are called with the name of who typed them, and answer in lines;
    `remark` adds lines to what events tell. With `last_word` commands may still be typed after the last question.
    """

    help: tuple[str, ...] = ()
    commands: Mapping[str, Callable[[str], Sequence[Line]]] = {}
    remark: Callable[[Sequence[Event]], Sequence[Line]] = lambda _: ()
    last_word: str = ""


NO_ASIDE = Aside()
