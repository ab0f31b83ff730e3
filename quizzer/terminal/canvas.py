"""The drawing of the full screen: the rows of a page, the colours of a theme, the pace of its frames."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout.controls import UIContent, UIControl
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.mouse_events import MouseEvent, MouseEventType
from prompt_toolkit.styles import Style

from quizzer.terminal.layout import Row, cells, cut, excerpt

_ROOMY = 22
"""A page with more rows than this begins lower than the upper edge."""
_WHEEL = {MouseEventType.SCROLL_UP: "up", MouseEventType.SCROLL_DOWN: "down"}


class Body(UIControl):
    """The rows of a page, with the input line right below them.

    `click` gets the row and the column of a click, `turn` the name of the key that a turn of the mouse wheel is like.
    """

    def __init__(self, *, click: Callable[[int, int], None], turn: Callable[[str], None]) -> None:
        self._click = click
        self._turn = turn
        self._above = 0
        self._rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row], height: int) -> None:
        """Show these rows in the next frame, which has room for `height` of them."""
        self._above = max(0, min((height - _ROOMY) // 6, height - len(rows)))
        self._rows = [*([[]] * self._above), *rows]

    def preferred_height(self, width: int, max_available_height: int, wrap_lines: bool, get_line_prefix: Any) -> int:
        return len(self._rows)

    def create_content(self, width: int, height: int) -> UIContent:
        def line(number: int) -> StyleAndTextTuples:
            return [*self._rows[number]] if number < len(self._rows) else []

        return UIContent(get_line=line, line_count=max(1, len(self._rows)), show_cursor=False)

    def mouse_handler(self, mouse_event: MouseEvent) -> None:
        if mouse_event.event_type is MouseEventType.MOUSE_UP:
            self._click(mouse_event.position.y - self._above, mouse_event.position.x)
        elif mouse_event.event_type in _WHEEL:
            self._turn(_WHEEL[mouse_event.event_type])


_FEWEST = 12
"""Cells for what is typed; a prompt that leaves no more makes way."""


class OneRow(Processor):
    """Puts `before` before the input line. Of a line that is too long it shows the part near the cursor, between marks
    (`more`)."""

    def __init__(self, before: Callable[[], str], more: str) -> None:
        self._before = before
        self._more = more

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        document, width, before = transformation_input.document, transformation_input.width, self._before()
        place, before = document.cursor_position, before if width - cells(before) > _FEWEST else "> "
        room = width - cells(before) - 1  # the cursor is after the last letter
        shown = excerpt(document.text, place + 1, 1, room=room, more=self._more)
        at = len(before) + len(cut(shown.line, shown.marks.index("^"))[0])
        return Transformation(
            [("class:head", before), ("", shown.line)],
            source_to_display=lambda source: source + at - place,
            display_to_source=lambda display: display + place - at,
        )


def flush_input() -> None:
    """Forget what was typed and not read yet."""
    if sys.platform == "win32":
        return
    import termios

    with suppress(OSError, ValueError, termios.error):  # no terminal
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


QUICKEST = 0.01
"""Seconds between two frames if the line is fast."""

FRAME_BITS = 130 * 10
"""The bits of a frame in which a bar has become shorter: some 130 bytes, each in ten bits."""


def seconds_between_frames(terminal: int) -> float:
    """How far apart frames that come by themselves must be, so that they take half of the line and keys the rest.

    The speed is that of the terminal with this file number. Serial lines report theirs; all others are fast.
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


@cache
def style_of(theme: str) -> Style:
    """The styles of a theme in `themes.json`, written as in prompt_toolkit. Missing styles are those of "dark".

    No meaning rests on colour alone: without colours (NO_COLOR) weights, underlines and reversals remain.
    """
    file = Path(__file__).with_name("themes.json")
    themes = msgspec.json.decode(file.read_bytes(), type=dict[str, dict[str, str]])
    return Style.from_dict({**themes["dark"], **themes[theme]})
