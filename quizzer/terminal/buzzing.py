"""The buzz keys of players who share a keyboard."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["buzz_keys"]

_APART = "alqpzmgt"  # letters of most keyboards, far enough apart for as many hands


def buzz_keys(players: Sequence[str]) -> dict[str, str]:
    """One letter for each player."""
    return dict(zip(players, _APART, strict=False))
