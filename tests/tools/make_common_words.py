"""Makes quizzer/grading/words/common_words.txt: the commonest words of English, in lower case.

    pip download symspellpy --no-deps && python -m zipfile -e symspellpy-*.whl symspellpy
    python tests/tools/make_common_words.py symspellpy/symspellpy/frequency_dictionary_en_82_765.txt

The list is the frequency dictionary that symspellpy ships (https://github.com/mammothb/symspellpy, MIT licence,
copyright mmb L and Wolf Garbe): words of SCOWL (http://wordlist.aspell.net, free to use and to change) in the order
of their counts in the Google Books Ngrams (CC BY 3.0). Only the words are kept, without their counts.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

HOW_MANY = 17_000
WORD_LIST = Path(__file__).parents[2] / "quizzer" / "grading" / "words" / "common_words.txt"
HEADER = """\
# The 17,000 commonest words of English; made by tests/tools/make_common_words.py, which describes the source.
# From symspellpy's frequency dictionary (https://github.com/mammothb/symspellpy, MIT licence, copyright mmb L and
# Wolf Garbe): words of SCOWL in the order of their counts in the Google Books Ngrams (CC BY 3.0).
# Each line has the words that begin with the same three letters.
"""


def main(dictionary: Path) -> None:
    listed = [line.split()[0] for line in dictionary.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    words = [word for word in listed if word.isascii() and word.isalpha() and word.islower()][:HOW_MANY]
    lines = (" ".join(alike) for _, alike in groupby(sorted(words), key=lambda word: word[:3]))
    WORD_LIST.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
