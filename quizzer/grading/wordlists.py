"""The referee's word lists: text files in `words/`, each read at its first use.

A line that begins with "#" describes a file and its source.
"""

import os
from functools import cache


def words(text: str) -> frozenset[str]:
    """Return the words of `text`, separated by spaces."""
    return frozenset(text.split())


def read_lines(name: str, *, beside: str = __file__) -> list[str]:
    """The lines of `words/name.txt` beside a module, without empty ones and those that begin with "#"."""
    return [line for line in _read(name, beside).split("\n") if line and line[0] != "#"]


@cache
def read_table(name: str, *, beside: str = __file__) -> dict[str, list[str]]:
    """The words by their key of such a list, if its lines are a key, a colon and words; lines of one key go on.

    It is read once, and nobody changes it.
    """
    table: dict[str, list[str]] = {}
    for line in read_lines(name, beside=beside):
        key, _, listed = line.partition(": ")
        table.setdefault(key, []).extend(listed.split())
    return table


def listed(name: str) -> frozenset[str]:
    """The words that `words/classes.txt` has under a name."""
    return frozenset(read_table("classes")[name])


@cache
def read_pairs(name: str, *, beside: str = __file__) -> dict[str, str]:
    """Return the text of each key of such a list, if its lines are a key, " = " and a text. Do not change it."""
    return {key: told for key, _, told in (line.partition(" = ") for line in read_lines(name, beside=beside))}


def read_texts(name: str, *, beside: str = __file__) -> dict[str, str]:
    """Return the texts of `words/name.txt` beside a module by their names. Each name is in brackets in the line above
    its text: `[film]`."""
    parts = [part.partition("]\n") for part in f"\n{_read(name, beside)}".split("\n[")[1:]]
    return {key: text.strip("\n") for key, _, text in parts}


def _read(name: str, beside: str) -> str:
    path = f"{beside.rpartition(os.sep)[0]}/words/{name}.txt"
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - importing pathlib takes longer than most of this room
        return file.read()


@cache
def key_of_word(name: str) -> dict[str, str]:
    """The key of each word in a table of the referee's; nobody changes it."""
    return {word: key for key, listed in read_table(name).items() for word in listed}


@cache
def common_words() -> frozenset[str]:
    """The 17,000 commonest words of English, in lower case."""
    return words(" ".join(read_lines("common_words")))


@cache
def names_of_people() -> frozenset[str]:
    """Common words that are names of people too, in lower case."""
    return words(" ".join(read_lines("names_of_people")))


def same_given_name(one: str, other: str) -> bool:
    """Whether two folded given names are forms of one name: "bob" and "robert", but not "bob" and "bill"."""
    return other in _sharing("given_names").get(one, ())


def are_homophones(one: str, other: str) -> bool:
    """Whether two folded words are known to sound alike: "blue" and "blew"."""
    return other in _sharing("homophones").get(one, ())


def is_given_name(word: str) -> bool:
    """Whether a folded word is a given name with a short form, or such a form."""
    return word in _sharing("given_names")


@cache
def _sharing(name: str) -> dict[str, set[str]]:
    """Return for each word of a list the words of its line, itself too."""
    sharing: dict[str, set[str]] = {}
    for line in read_lines(name):
        together = line.split()
        for word in together:
            sharing.setdefault(word, set()).update(together)
    return sharing
