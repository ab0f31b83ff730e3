"""The verdicts of the judge of names, and the names of a key's reject and prompt lists."""

import re
from collections.abc import Iterable, Sequence

from quizzer.grading.canon import Name
from quizzer.grading.folding import fold
from quizzer.grading.forms import Form, same_words, surname, variants
from quizzer.grading.matching import NOTHING, Match
from quizzer.grading.verdict import Outcome, Reason, Verdict
from quizzer.grading.wordlists import listed

REASONS = {
    "form": Reason.FORM, "surname": Reason.FORM, "before": Reason.FORM, "part": Reason.FORM, "after": Reason.FORM,
    "spelling": Reason.SPELLING, "words": Reason.WORDS, "enough": Reason.WORDS, "partial": Reason.PARTIAL,
    "whose_given_name": Reason.PARTIAL, "whose_title": Reason.PARTIAL,
    "which_person": Reason.AMBIGUOUS, "which_part": Reason.SERIES, "another_part": Reason.SERIES,
}  # fmt: skip
"""The reason of a match, by its `why`."""

WHOSE = ("whose_given_name", "whose_title", "which_person")
"""The `why` of matches that ask for the rest of a partial name."""
_LONG, _LONG_HEAD = 15, 9  # letters of a short form that may have a slip, and of one before a colon
_LONGEST_QUOTE = 60
_MOST_QUOTED = 4  # words
_NO_NAME = listed("no_name")
_THE = re.compile(r"(?i)^the\s++(?=\w)")
_EXACT_ENOUGH = 0.25  # what short forms of given names and initials cost, and no slip does
_NOTES: dict[str, tuple[str, ...]] = {"surname": ("surname",), "enough": ("enough",), "spelling": ("slip",)}
_WITHOUT_SLIPS = frozenset((Reason.EXACT, Reason.FORM))


def correct(match: Match, form: Form, alias: str) -> Verdict:
    """Return the verdict on a final match."""
    why = match.why
    reason, notes = REASONS[why], _NOTES.get(why, ())
    if match.note and why != "spelling":
        reason, notes = Reason.SPELLING, (*notes, "slip")
    return Verdict(Outcome.CORRECT, 1.0, reason, alias, notes, form.key, "", alias, match.cost)


def quoted(given: str, *, article: bool = True) -> str:
    """Return the player's text, if a message can repeat it as a name; without `article`, without "the"."""
    said = given.strip(" .,;:!?")[:_LONGEST_QUOTE]
    words = fold(said).split()
    if len(words) > _MOST_QUOTED or not _NO_NAME.isdisjoint(words):  # never "which her name?"
        return ""
    return said if article else _THE.sub("", said)


def strictly(verdict: Verdict) -> Verdict:
    """Return the `strict` verdict for a `standard` one: no slips, no added or missing words."""
    if not verdict.correct or (verdict.reason in _WITHOUT_SLIPS and verdict.distance < _EXACT_ENOUGH):
        return verdict
    return Verdict(Outcome.INCORRECT, 0.0, verdict.reason, "", ("exactly",), "", "", verdict.alias, verdict.distance)


def of_short_form(match: Match, why: str, expected: Form) -> Match:
    """Match the part before or after a colon: right only as a whole, and with a slip only if it is long."""
    if match.why == "another_part" and why in ("before", "part"):
        return Match(1, 1.0, "which_part")  # "Mission: Impossible 6", where the title has no number
    if match.level < 2 or (
        match.cost and (match.why != "spelling" or len(expected.tight) < (_LONG_HEAD if why == "before" else _LONG))
    ):
        return NOTHING
    if why == "stem":
        return Match(1, match.cost + 0.9, "which_part")
    return Match(2, match.cost, why, "spelling" if match.cost else "")


def which(given: str, match: Match, alias: str, rival: str = "") -> Verdict:
    """Return the verdict that asks which person of a surname, or which part of a series, the player means."""
    if match.why in ("before", "part"):
        return Verdict(Outcome.PROMPT, 0.0, Reason.SERIES, notes=("which_part",), alias=alias, rival=rival)
    about = quoted(given)
    return Verdict(Outcome.PROMPT, 0.0, Reason.AMBIGUOUS, "", ("which_person",), about, "", alias, rival=rival)


def another(rival: Name, kind: str, alias: str, distance: float = 0.0) -> Verdict:
    """Return the verdict on an answer that is another name, for a key of this `kind`; for a film it has the year."""
    notes, about = ("another_name",), ""
    if (rival.kind or kind) == "title":
        notes = ("another_film",) if rival.year is None else ("another_film_from",)
        about = "" if rival.year is None else str(rival.year)
    return Verdict(Outcome.INCORRECT, 0.0, Reason.RIVAL, "", notes, about, "", alias, distance, rival.text)


def shared_in_lists(listed: "Iterable[ListedName]", match: Match, expected: Form) -> bool:
    """Whether the reject or prompt list has another name with the surname, or the stem, in the answer."""
    if match.why == "surname":
        shared = surname(expected.words)
        return any(len(entry.form.words) > 1 and surname(entry.form.words) == shared for entry in listed)
    return match.why in ("before", "part") and any(entry.form.tight.startswith(expected.tight) for entry in listed)


class ListedName:
    """A name of the reject or the prompt list."""

    __slots__ = ("form", "outcome", "said", "tights")

    def __init__(self, name: str, said: str, outcome: Outcome) -> None:
        self.form: Form = same_words(name)
        self.tights: frozenset[str] = frozenset(
            (self.form.tight, *(same_words(other).tight for other in variants(name, self.form)))
        )
        self.said: str = said
        self.outcome: Outcome = outcome

    def holds(self, form: Form) -> bool:
        """Whether `form` is this name in any spelling."""
        return form.tight in self.tights

    def is_nearer(self, form: Form, names: Sequence[str]) -> bool:
        """Whether `form` has the spelling of this name, and not of `names`, though it counts as the same as one of
        them: "The Invisible Man" beside "Invisible Man"."""
        if (form.article, form.folded) != (self.form.article, self.form.folded):
            return False
        others = [same_words(name) for name in names]
        # without its article a name is the same, but with another article it is another name
        if not form.article:
            return all(form.folded != other.folded for other in others)
        return all((form.article, form.folded) != (other.article, other.folded) for other in others)

    def verdict(self, given: str) -> Verdict:
        """Return the verdict on an answer that is this name, in the author's words if there are any."""
        reason = Reason.REJECTED if self.outcome is Outcome.INCORRECT else Reason.LISTED
        return Verdict(self.outcome, 0.0, reason, about=quoted(given), said=self.said)
