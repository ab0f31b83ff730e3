"""How often a slow line can take a new frame."""

from __future__ import annotations

import sys

__all__ = ["seconds_between_frames"]

QUICKEST = 0.01
"""Seconds between two frames where the line is no limit."""

FRAME_BITS = 130 * 10
"""What the line carries when a bar has become shorter: some 130 bytes, each in ten bits."""


def seconds_between_frames(terminal: int) -> float:
    """How far apart frames that come by themselves must be, so that they take half of the line and keys the rest.

    The speed is the one that the terminal of this file number tells, as serial lines do; on all others it tells a
    speed that is no limit.
    """
    if sys.platform == "win32":
        return QUICKEST
    import termios

    try:
        code = termios.tcgetattr(terminal)[5]
    except (OSError, termios.error):
        return QUICKEST
    speeds = {getattr(termios, f"B{speed}"): speed for speed in (110, 300, 600, 1200, 2400, 4800, 9600, 19200)}
    return max(QUICKEST, 2 * FRAME_BITS / speeds[code]) if code in speeds else QUICKEST
