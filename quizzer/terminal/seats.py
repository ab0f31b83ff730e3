"""Who sits at the keyboard: names, and the teams that they play for."""

from collections.abc import Sequence
from unicodedata import normalize

from quizzer.errors import WishError
from quizzer.games import Seat
from quizzer.session import phrase
from quizzer.terminal.safe import printable

MOST_AT_A_KEYBOARD = 8
"""How many players can share a keyboard."""


def seat(text: str) -> Seat:
    """The player of "Ada" or, in a team, "Ada@Reds"."""
    name, _, team = text.strip().partition("@")
    return Seat(name.strip(), team.strip())


def written(one: Seat) -> str:
    """The player as `seat` reads it."""
    return f"{one.name}@{one.team}" if one.team else one.name


def seats_in(names: Sequence[str]) -> tuple[Seat, ...]:
    """The players of these names, blank ones left out. Raises WishError for names that cannot play together."""
    seats = tuple(seat(name) for name in names if name.strip())
    compared = {normalize("NFKC", printable(one.name)).casefold() for one in seats}
    if any(not printable(one.name).strip() for one in seats):
        raise WishError(phrase("seats.nameless"))
    if len(compared) < len(seats):
        raise WishError(phrase("seats.same"))
    if len(seats) > MOST_AT_A_KEYBOARD:
        raise WishError(phrase("seats.many", most=MOST_AT_A_KEYBOARD))
    return seats
