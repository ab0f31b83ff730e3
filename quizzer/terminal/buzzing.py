"""The buzz keys of players who share a keyboard."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["buzz_keys", "is_key_of"]

_APART = "alqpzmgt"  # letters of most keyboards, far enough apart for as many hands


def buzz_keys(players: Sequence[str]) -> dict[str, str]:
    """One letter for each player."""
    return dict(zip(players, _APART, strict=False))


def is_key_of(player: str, pressed: str, keys: dict[str, str]) -> bool:
    """Whether this is the player's key: the letter, or for keyboards without it the digit of the seat (1 to 8)."""
    return pressed.lower() == keys[player] or pressed == str(1 + list(keys).index(player))
