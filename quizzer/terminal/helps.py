"""The modes in a few words, and what F1 tells beside a game: in the menu, on a result, at figures and settings."""

from __future__ import annotations

from quizzer.terminal.layout import Line

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


def result_help() -> list[Line]:
    """The help of a result."""
    return _told(
        "The result",
        ("", "The line with the squares is for others: it tells how you did and gives no question away."),
        ("", "It is printed once more when you leave, to be copied from there."),
        ("Enter", "on to the menu, or out"),
        ("r", "another round, with questions that you have not had yet"),
        ("Up Down", "choose one of the missed answers"),
        ("F4", "that answer was right: it counts, and is noted for whoever keeps the bank"),
        ("PgUp PgDn", "scroll"),
    )


def figures_help() -> list[Line]:
    """The help of the figures."""
    return _told(
        "The figures",
        ("", "They count scored questions: answered ones and those that were given up."),
        ("Streak", "right answers in a row, over all games"),
        ("Days", "days in a row on which something was answered; today may still come"),
        ("Time", "the one in the middle is that of an ordinary answer: one long break does not change it"),
        ("Rating", "as in chess: hard questions lift it more; 1500 is the middle, and the more you play"),
        ("", "the surer it is"),
        ("Study", "what is due today, and what keeps slipping: it comes after the rest"),
        ("Left Right", "another player"),
    )


def settings_help() -> list[Line]:
    """The help of the settings."""
    return _told(
        "The settings",
        ("", "Each change holds at once and is kept in one file, whose other lines stay as they are."),
        ("Your name", "under it your games are kept"),
        ("Colours", "for dark or light windows; contrast has few and strong ones"),
        ("Editing", "how the line that you type is edited: as in Emacs, or as in vi"),
        ("Screen", "full, or plain lines, as screen readers like them: from the next start on"),
        ("New a day", "how many new questions study brings on one day"),
        ("Players", "who plays when the menu opens; Ada@Reds plays for the team Reds"),
    )


def _told(title: str, *rows: tuple[str, str]) -> list[Line]:
    return [
        [("class:title", title)],
        *([("class:key", f"  {head:12}"), ("", words)] if head else [("", words)] for head, words in rows),
    ]
