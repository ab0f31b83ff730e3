"""Makes quizzer/grading/common_words.py: the commonest words of English, most of them lower-case film vocabulary too.

    pip download symspellpy --no-deps && python -m zipfile -e symspellpy-*.whl symspellpy
    python tests/tools/make_common_words.py symspellpy/symspellpy/frequency_dictionary_en_82_765.txt

The list is the frequency dictionary that symspellpy ships (https://github.com/mammothb/symspellpy, MIT licence,
copyright mmb L and Wolf Garbe): words of SCOWL (http://wordlist.aspell.net, free to use and to change) in the order
of their counts in the Google Books Ngrams (CC BY 3.0). Only the words are kept, without their counts.
"""

from __future__ import annotations

import base64
import sys
import textwrap
import zlib
from pathlib import Path

HOW_MANY = 17_000
MODULE = Path(__file__).parents[2] / "quizzer" / "grading" / "common_words.py"
TEMPLATE = '''"""The commonest words of English. Made by tests/tools/make_common_words.py, which tells whence."""

from __future__ import annotations

import base64
import zlib

__all__ = ["COMMON_WORDS"]

_PACKED = """
{packed}
"""


def _unpacked() -> frozenset[str]:
    """Each word stands as one digit, the letters it shares with the word before, and the rest of it."""
    words: list[str] = []
    word = ""
    for entry in zlib.decompress(base64.b64decode(_PACKED)).decode("ascii").split():
        word = word[: int(entry[0])] + entry[1:]
        words.append(word)
    return frozenset(words)


COMMON_WORDS: frozenset[str] = _unpacked()
'''


def front_coded(words: list[str]) -> str:
    entries, before = [], ""
    for word in sorted(words):
        shared = 0
        while shared < min(len(word), len(before), 9) and word[shared] == before[shared]:
            shared += 1
        entries.append(f"{shared}{word[shared:]}")
        before = word
    return " ".join(entries)


def main(dictionary: Path) -> None:
    listed = [line.split()[0] for line in dictionary.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    words = [word for word in listed if word.isascii() and word.isalpha() and word.islower()][:HOW_MANY]
    packed = base64.b64encode(zlib.compress(front_coded(words).encode("ascii"), 9)).decode("ascii")
    MODULE.write_text(TEMPLATE.format(packed="\n".join(textwrap.wrap(packed, 118))), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
