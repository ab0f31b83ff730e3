"""Every sentence of the referee. A translation maps the same codes to its own words; `{about}` is what it speaks of."""

from __future__ import annotations

__all__ = ["MESSAGES", "REASONS_IN_WORDS"]

MESSAGES: dict[str, str] = {
    "exact": "",
    "form": "that will do",
    "spelling": "nearly spelt right",
    "words": "in other words",
    "tolerance": "near enough",
    "partial": "that is part of it: say more",
    "ambiguous": "which one? be more specific",
    "series": "which part?",
    "rejected": "that is not what was asked",
    "listed": "be more specific",
    "rival": "that is another one",
    "several": "one answer at a time",
    "negated": "that says what it is not",
    "unit": "in another unit",
    "empty": "no answer",
    "other": "no",
    "surname": "surname",
    "which_person": "which {about}?",
    "whose_given_name": "{about} who?",
    "wrong_given_name": "right surname, wrong person",
    "another_film": "that's another film",
    "another_film_from": "that's another film, from {about}",
    "another_name": "that's {about}, someone or something else",
    "another_part": "another part of the series",
    "another_year": "another year",
    "which_part": "which part?",
    "which_month": "the month and the day too, please",
    "some": "{about} of them",
    "cut": "too long: only the beginning was read",
}

REASONS_IN_WORDS: dict[str, str] = {
    "exact": "one of the key's own names",
    "form": "a usual other form of the name",
    "spelling": "a slip within the budget",
    "words": "words more or less that change nothing",
    "tolerance": "within the tolerance",
    "partial": "only part of what carries the answer",
    "ambiguous": "fits the answer and another name alike",
    "series": "the number or part in a series",
    "rejected": "on the key's reject list",
    "listed": "on the key's prompt list",
    "rival": "another name that exists is as near or nearer",
    "several": "several answers at once",
    "negated": "the answer, denied",
    "unit": "another unit or currency",
    "empty": "nothing that could be an answer",
    "other": "no accepted name is near enough",
}
