"""The full screen: one page at a time above an input line and a footer. Importing this loads prompt_toolkit."""

import asyncio
import contextlib
import os
import re
import signal
from collections.abc import Callable
from functools import partial
from typing import Any

from prompt_toolkit.application import Application, run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Condition, vi_insert_mode
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.key_binding.bindings.cpr import load_cpr_bindings
from prompt_toolkit.key_binding.bindings.mouse import load_mouse_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import HSplit, Layout, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.mouse_events import MouseEvent, MouseEventType
from prompt_toolkit.output import ColorDepth, create_output
from prompt_toolkit.styles import DynamicStyle

from quizzer.terminal.canvas import Body, OneRow, flush_input, seconds_between_frames, style_of
from quizzer.terminal.layout import Glyphs, Line, cells, in_ascii_cells, indented, wrap_all
from quizzer.terminal.pages import HelpPage, Key, Page, margin
from quizzer.terminal.safe import one_line

ENDED_BY_SIGNAL = 128
"""Added to the number of the signal that ended the program, as shells do."""

LONGEST_LINE = 500
"""Letters of the longest line that can be typed: there are films with a title of two hundred."""

_NAMED = ("f1", "f2", "f3", "f4", "f5", "f6", "up", "down", "pageup", "pagedown")
_MONOCHROME = re.compile(r"vt\d+.*|.*-m(ono)?")
"""Terminals without colours, by what they call themselves."""

_UNTYPED = ("left", "right", "home", "end", "escape", "tab", "s-tab", "backspace", "delete")


class PageScreen:
    """Shows pages until one of them leaves. `show` puts a page on it, `leave` ends with a status."""

    def __init__(
        self, glyphs: Glyphs, *, theme: str, keys: str, stop: Callable[[int], None], interrupt: Callable[[], None]
    ) -> None:
        self._glyphs = glyphs
        self._spelt: Callable[[str], str] = in_ascii_cells if glyphs.are_ascii else str
        self._page: Page | None = None
        self._then: Callable[[], object] | None = None
        self._announced: list[Line] = []
        self._stirred = asyncio.Event()  # something was done that may change when the page wakes
        self._stop = stop
        self._interrupt = interrupt
        self._buffer = Buffer(
            multiline=False,
            accept_handler=self._accept,
            on_text_changed=self._clean,
            on_cursor_position_changed=self._edit,
        )
        self._is_default = False  # the first letter replaces the whole line
        self._topic: object = None
        self.theme = theme
        self._body = Body(click=self.click, turn=self.press)
        self._application = self._build()
        self.edit_with(keys)

    def show(self, page: Page, *, then: Callable[[], object] | None = None) -> None:
        """Put a page on the stage, in the place of the one before. `then` is called once, when that has been drawn."""
        self._page, self._then, self._topic = page, then, page.topic
        if then is not None:
            self._forget_keys()
        self._begin_line()
        self._stirred.set()
        self._application.invalidate()

    def announce(self, sentence: str) -> None:
        """Show a sentence on every page, until the player presses Enter. May be called from any thread."""
        self._announced.append([("class:prompt", one_line(sentence))])
        self._application.invalidate()

    def wait(self, sentence: str) -> None:
        """Show at once why nothing moves until the next frame."""
        if self._application.is_running:
            self._announced.append([("class:prompt", one_line(sentence))])
            self._lay_out(None)
            self._application.renderer.render(self._application, self._application.layout)
            self._announced.pop()

    def leave(self, status: int) -> None:
        """End, with an exit status."""
        if not self._application.is_done:
            self._application.exit(result=status)

    def fill_in(self, text: str) -> None:
        """Put a text into the input line, to be changed, or replaced by what is typed at once."""
        self._buffer.text = text
        self._buffer.cursor_position = len(text)
        self._is_default = True

    def edit_with(self, keys: str) -> None:
        """Edit the input line with the keys of "emacs" or "vi"."""
        self._application.editing_mode = EditingMode.VI if keys == "vi" else EditingMode.EMACS

    def run(self) -> int:
        """Until a page leaves; the exit status. The terminal is left as it was found, whatever happens."""
        return asyncio.run(self._run())

    async def _run(self) -> int:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._fall)
        # prompt_toolkit would load ctypes to handle SIGINT.
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                number = getattr(signal, name)
                with contextlib.suppress(NotImplementedError):  # Windows
                    loop.add_signal_handler(number, self._stop, ENDED_BY_SIGNAL + number)
        if hasattr(signal, "SIGTSTP"):
            loop.add_signal_handler(signal.SIGTSTP, self._suspend)
        try:
            return await self._application.run_async(
                set_exception_handler=False, handle_sigint=False, pre_run=self._begin
            )
        except (EOFError, OSError):  # the window was closed
            self._stop(ENDED_BY_SIGNAL + 1)
            return ENDED_BY_SIGNAL + 1

    def _begin(self) -> None:
        self._application.create_background_task(self._keep_time())

    async def _keep_time(self) -> None:
        """Wakes the page when its time has come, and draws it again, as often as the line can take it."""
        pace = self.pace
        while True:
            page = self._page
            wait = page.wakes_in() if page is not None else None
            self._stirred.clear()
            try:
                await asyncio.wait_for(self._stirred.wait(), None if wait is None else max(pace, wait))
            except TimeoutError:
                if page is not None and page is self._page:
                    self._do(page.wake)

    @property
    def pace(self) -> float:
        """Seconds that frames which come by themselves must be apart; above QUICKEST, the line is too slow for more."""
        return seconds_between_frames(self._application.output.fileno())

    def _fall(self, _loop: object, context: dict[str, Any]) -> None:
        """After an error, leave the full screen; the caller reports it."""
        trouble = context.get("exception")
        if not self._application.is_done and self._application.is_running:
            self._application.exit(exception=trouble or RuntimeError(context["message"]))

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Exception as trouble:
            self._fall(None, {"exception": trouble})
        if self._page is not None and self._page.topic != self._topic:
            self._topic = self._page.topic
            self._begin_line()
        self._stirred.set()
        self._application.invalidate()

    # -- what is drawn

    def _build(self) -> Application[int]:
        typing = Condition(lambda: self._prompt is not None)
        self._input = BufferControl(self._buffer, input_processors=[OneRow(self._before_input, self._glyphs.more)])
        layout = HSplit(
            [
                Window(self._body, wrap_lines=False, dont_extend_height=True),
                Window(self._input, height=1, always_hide_cursor=~typing),
                Window(),
                Window(FormattedTextControl(self._footer), height=1, style="class:footer"),
            ]
        )
        application: Application[int] = Application(
            layout=Layout(layout, focused_element=self._input),
            key_bindings=self._bindings(typing),
            full_screen=True,
            mouse_support=Condition(lambda: self._page is not None and self._page.mouse),
            before_render=self._lay_out,
            after_render=self._drawn,
            output=create_output(),
            color_depth=ColorDepth.MONOCHROME if _MONOCHROME.fullmatch(os.environ.get("TERM", "")) else None,
        )
        # The theme alone: merging it with styles for menus, dialogs and code, which are not shown here, takes its time.
        application.renderer.style = DynamicStyle(lambda: style_of(self.theme))
        return application

    @property
    def _prompt(self) -> str | None:
        return self._page.prompt if self._page is not None else None

    def _before_input(self) -> str:
        by, _ = margin(self._application.output.get_size().columns)
        return " " * by + self._spelt(self._prompt or "")

    def _lay_out(self, _: object) -> None:
        """Lays out what the next frame shows above the input line: the page, and below it what was announced."""
        if self._then is not None:
            self._forget_keys()
        size = self._application.output.get_size()
        height, (by, wide) = size.rows - 2, margin(size.columns)
        below = wrap_all(self._announced, wide)[: height // 2]
        rows = self._page.rows(wide, height - len(below)) if self._page is not None else []
        shown = indented([*rows, *below], by)
        self._body.show([[(style, self._spelt(text)) for style, text in row] for row in shown], height)

    def _forget_keys(self) -> None:
        """Nobody answers a question before it is there."""
        flush_input()
        self._application.key_processor.empty_queue()

    def _drawn(self, _: object) -> None:
        then, self._then = self._then, None
        if then is not None:
            asyncio.get_running_loop().call_soon(then)

    def _footer(self) -> StyleAndTextTuples:
        if self._page is None:
            return []
        by, width = margin(self._application.output.get_size().columns)
        pieces: StyleAndTextTuples = [("", " " * by)]
        for key in self._page.footer():
            taken = cells(key.label) + cells(key.told) + 3
            if taken <= width + 2:  # one that is too long makes way for shorter ones after it
                width, clicked = width - taken, partial(self._clicked, key)
                pieces += [("class:key", key.label, clicked), ("", f" {key.told}", clicked), ("", "  ")]
        return pieces

    def _clicked(self, key: Key, event: MouseEvent) -> None:
        if event.event_type is MouseEventType.MOUSE_UP and key.name:
            self.press(key.name)

    # -- what is pressed

    def _begin_line(self) -> None:
        self._buffer.reset()
        self._clean(self._buffer)  # informs the page: a reset buffer calls no handler
        self._application.vi_state.reset()  # each line begins where letters are typed

    def _accept(self, buffer: Buffer) -> bool:
        page, text = self._page, buffer.text
        self._announced.clear()
        if page is not None:
            self._do(lambda: page.line(text))
        self._begin_line()
        return True

    def _clean(self, buffer: Buffer) -> None:
        """Make typed or pasted text harmless, and no longer than an answer may be, before it is drawn."""
        self._is_default = False
        clean = one_line(buffer.text)[:LONGEST_LINE]
        if self._page is not None:
            clean = self._page.typed(clean)
            self._stirred.set()
        if clean != buffer.text:
            buffer.text = clean

    def _edit(self, _: Buffer) -> None:
        self._is_default = False

    def click(self, row: int, column: int) -> None:
        """The mouse was clicked on a row of the page, and on a column of the screen."""
        page, (by, _) = self._page, margin(self._application.output.get_size().columns)
        if page is not None:
            self._do(lambda: page.click(row, column - by))

    def press(self, name: str) -> None:
        """A key was pressed, or clicked in the footer."""
        page = self._page
        if page is None:
            return
        if name == "enter":
            self._announced.clear()
        if name in ("f1", "?") and self._prompt is None and (told := page.help()):
            self.show(HelpPage(told, self._glyphs, done=lambda: self.show(page)))
        else:
            self._do(lambda: page.key(name))

    def _bindings(self, typing: Condition) -> KeyBindings:
        keys = KeyBindings()
        empty = Condition(lambda: not self._buffer.text)

        def bind(name: str, **filters: Any) -> None:
            keys.add(name, eager=True, **filters)(lambda event: self.press(name))

        for name in _NAMED:
            bind(name)
        for name in _UNTYPED:
            bind(name, filter=~typing)
        cancels = Condition(lambda: self._page is not None and self._page.cancels)
        keys.add("escape", eager=True, filter=typing & cancels & ~vi_insert_mode)(self._give_up)
        for name in ("enter", "c-j"):  # what was typed before the screen was up comes as a line feed
            keys.add(name, eager=True, filter=~typing)(lambda event: self.press("enter"))
        keys.add("?", eager=True, filter=typing & empty)(lambda event: self.press("f1"))
        keys.add(Keys.Any, eager=True, filter=~typing)(self._letter)
        # Reports of the terminal itself, clicks and cursor places, are not keys for a page.
        for binding in (*load_mouse_bindings().bindings, *load_cpr_bindings().bindings):
            keys.add(*binding.keys, eager=True)(partial(_patiently, binding.handler))
        keys.add(Keys.Any, filter=typing & Condition(lambda: self._is_default))(self._paste)
        keys.add(Keys.BracketedPaste, eager=True)(self._paste)
        keys.add("c-c", eager=True)(lambda event: self._interrupt())
        keys.add("c-d", eager=True, filter=~typing | empty)(lambda event: self._stop(0))
        keys.add("c-z", eager=True)(lambda event: self._suspend())
        keys.add("c-l", eager=True)(lambda event: event.app.renderer.clear())
        return keys

    def _letter(self, event: KeyPressEvent) -> None:
        """A letter where nothing is typed; if it opens a line that is filled in, it is the first of a new text."""
        self.press(event.data)
        if self._is_default and event.data.strip():
            self._paste(event)

    def _paste(self, event: KeyPressEvent) -> None:
        if self._prompt is not None:
            if self._is_default:
                self._buffer.reset()
            self._buffer.insert_text(one_line(event.data.strip().replace("\r\n", " ").replace("\r", " ")))

    def _give_up(self, event: KeyPressEvent) -> None:
        self._begin_line()
        self.press("escape")

    def _suspend(self) -> None:
        """Ctrl-Z, or the signal that a shell's `suspend` sends: the terminal is the shell's until it says `fg`."""
        page = self._page
        if page is None or not hasattr(signal, "SIGSTOP"):
            return

        async def sleep() -> None:
            page.away()
            # All of the group, as the shell's own Ctrl-Z does: somebody may have put quizzer into a pipe.
            await run_in_terminal(lambda: os.kill(0, signal.SIGSTOP))
            self._do(page.back)

        self._application.create_background_task(sleep())


def _patiently(handler: Callable[[KeyPressEvent], Any], event: KeyPressEvent) -> Any:
    """Handles a terminal's report, and takes a garbled one for none."""
    try:
        return handler(event)
    except ValueError:
        return NotImplemented  # nothing to draw anew
