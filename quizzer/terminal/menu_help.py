"""The modes in a few words, and what F1 tells in the menu."""

from __future__ import annotations

from quizzer.terminal.words import Line

__all__ = ["MODES", "menu_help"]

MODES = {
    "classic": "everybody answers each question, no hurry",
    "blitz": "as many as you can in 60 seconds",
    "sudden_death": "the first miss ends it",
    "lives": "three misses end it",
    "party": "in turns; what one misses goes on to the next",
    "race": "the first right answer takes the point",
    "buzzer": "read out word by word: buzz when you know",
    "study": "two tries, no score",
    "host": "a person rules on the answers",
}
"""Each mode in a few words."""


def menu_help() -> list[Line]:
    """The help of the menu."""
    lines: list[Line] = [
        [("class:title", "The menu")],
        [("", "Enter on a bank plays it; the space bar only chooses it, and Enter on the mode then plays it. ")],
        [("", "Up and down move, left and right change a value. The mouse does all of it: the first click")],
        [("", "goes there, the second is Enter.")],
        [],
        [("class:title", "Modes")],
        *([("class:key", f"  {mode.replace('_', ' '):14}"), ("", told)] for mode, told in MODES.items()),
        [],
        [("class:title", "Players")],
        [("", "One plays alone, or up to eight share the keyboard: their names, with commas between.")],
        [("", "“Ada@Reds” plays for the team Reds. Everybody has figures of their own, under that name.")],
        [],
        [("class:title", "What is kept")],
        [("", "Every answer, at once: a game that breaks off can be gone on with, from here or by “quizzer resume”.")],
        [("", "What you were asked lately comes last; “new” tells how much of a bank you have not seen yet.")],
    ]
    return lines
