"""Names by their initials: "lotr", "T2", "hp and the philosophers stone", "PTA", "WWII"."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from quizzer.grading.forms import Form
from quizzer.grading.numerals import ROMANS
from quizzer.grading.spelling import FUNCTION_WORDS, is_common

FEWEST = 3
"""The least number of letters in initials that the referee looks for in a canon."""
_FEW, _MANY = 2, 10  # letters of possible initials
_NUMERALS = {str(value): numeral for numeral, value in ROMANS.items()}


def initials(words: list[str]) -> str:
    """Return the first letters of `words`; a number stays whole.

    >>> initials(["lord", "of", "the", "rings"]), initials(["terminator", "2"])
    ('lotr', 't2')
    """
    return "".join(word if word[0].isdigit() else word[0] for word in words)


class Initials:
    """The initials of a key's names and of their parts, made once."""

    def __init__(self, forms: Sequence[tuple[Form, int, str]]) -> None:
        self._forms = forms

    @cached_property
    def _rows(self) -> list[tuple[list[str], list[str]]]:
        """Return all words of each name, and only its important ones, with the initial of each."""
        rows = []
        for form, _, _ in self._forms:
            whole = [form.article, *form.words] if form.article else form.words
            carrying = [word for word in form.words if word not in FUNCTION_WORDS]
            for words in (whole, carrying) if len(carrying) < len(whole) else (whole,):
                pieces = [initials([word]) for word in words]
                rows.append((pieces, words))
                if any(piece in _NUMERALS for piece in pieces):
                    rows.append(([_NUMERALS.get(piece, piece) for piece in pieces], words))
        return rows

    @cached_property
    def _runs(self) -> str:
        """The initials of each name, side by side: they contain any initials of an answer."""
        return " ".join(["".join(pieces) for pieces, _ in self._rows])

    def may_stand_in(self, words: list[str]) -> bool:
        """Whether an answer of these words may have initials of a name in it: a cheap first look."""
        return any(map(self._runs.__contains__, words))

    def written_out(self, given: str, form: Form) -> Iterator[tuple[str, str]]:
        """Yield the folded answer with its initials written out, and these initials.

        A word of one or two letters is not initials. A common word is only in capitals or with points. Two letters
        count only beside other words, with a number, or in capitals for a whole name.
        """
        typed = "".join(filter(str.isalnum, given))
        known = {word for _, words in self._rows for word in words}
        for before, token, after in _tokens(form.words):
            if token not in self._runs or not _FEW <= len(token) <= _MANY:
                continue
            written_as_initials = token.upper() in typed or len(before) + len(after) + 1 < len(form.words)
            if is_common(token) and not written_as_initials:
                continue
            # "mr potato head" is not Max Rockatansky: words beside initials belong to the name too.
            if any(word not in known and word not in FUNCTION_WORDS for word in (*before, *after)):
                continue
            for words in self._standing_for(token):
                if {*before, *after}.isdisjoint(word for word in words if word not in FUNCTION_WORDS):
                    yield " ".join([*before, *words, *after]), token  # "mr robinson" says Robinson once

    def _standing_for(self, token: str) -> Iterator[list[str]]:
        for pieces, words in self._rows:
            if token not in "".join(pieces):
                continue
            for start in range(len(words) - 1):
                length, end = 0, start
                while end < len(words) and length < len(token):
                    length += len(pieces[end])
                    end += 1
                if end > start + 1 and "".join(pieces[start:end]) == token:
                    yield words[start:end]


def _tokens(words: list[str]) -> Iterator[tuple[list[str], str, list[str]]]:
    """Yield each word, or run of single letters as one word, with the words before and after it."""
    place = 0
    while place < len(words):
        end = place + 1
        if len(words[place]) == 1:
            while end < len(words) and (len(words[end]) == 1 or words[end].isdigit()):
                end += 1
        yield words[:place], "".join(words[place:end]), words[end:]
        place = end
