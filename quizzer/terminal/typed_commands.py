"""What a player types that is no answer: commands that begin with a colon."""

from __future__ import annotations

import re

from quizzer.terminal.layout import Line

_ORDERS = {
    "hint": ("hint",),
    "skip": ("skip", "s", "pass"),
    "right": ("right", "protest"),
    "never": ("never",),
    "quit": ("quit", "q"),
    "help": ("help", "h"),
}

NEVER_AGAIN = {
    True: "This question will never be asked again. The same once more takes that back.",
    False: "This question may be asked again.",
    None: "",
}
"""What is said of a question that is kept away or let in again; nothing where there is none."""

PLAIN_HELP = (
    "Type your answer and press Enter; spelling is forgiven, case and accents don't matter.",
    ":skip  give this question up        :quit  stop, with the score so far        :help  this",
    ":hint  a hint        :right  I was right        :never  never ask the last question again",
)

_KEYS = (
    ("F1 or ?", ":help", "this page; ? where nothing is typed yet"),
    ("F2", ":hint", "a hint: each tells a little more"),
    ("F3", ":skip", "give this question up"),
    ("F4", ":right", "I was right: the answer counts, and is noted"),
    ("F5", ":never", "never ask this question again; once more: do"),
    ("Enter", "", "give the answer; go on"),
    ("PgUp PgDn", "", "scroll; so do the arrows up and down"),
    ("Ctrl-D", ":quit", "stop for good, with the score so far"),
    ("Ctrl-C", "", "leave; “quizzer resume” goes on where it stopped"),
    ("Ctrl-Z", "", "to the shell for a while; fg comes back"),
)

_WORDS = {word: name for name, words in _ORDERS.items() for word in words}


def order(typed: str) -> str | None:
    """The command that was typed, "?" for one that does not exist, None for what is an answer."""
    found = re.fullmatch(r":([A-Za-z]+)", typed.strip())
    return _WORDS.get(found[1].lower(), "?") if found else None


def help_lines() -> list[Line]:
    """The help page."""
    lines: list[Line] = [
        [("class:title", "How to play")],
        [("", "Type your answer and press Enter. Spelling is forgiven; case and accents don't matter. ")],
        [("", "“Nearly” asks you to say more, and costs nothing.")],
        [],
    ]
    for key, word, does in _KEYS:
        lines.append([("class:key", f"  {key:10}"), ("class:quiet", f"{word:8}"), ("", does)])
    lines += [
        [],
        [("", "The input line knows the keys of Emacs, or of vi: see the settings in the menu. ")],
        [("", "In a race or with a buzzer each player has a letter: the first to press it answers. ")],
        [("", "Where the keyboard lacks it, the digits do: 1 for the first player, 2 for the second.")],
    ]
    return lines
