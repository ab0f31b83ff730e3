"""Every sentence of the referee. A translation maps the same codes to its own words; `{about}` is what it speaks of.

A prompt says what the player may do. Those said while a question is open never name the answer.
"""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    # by reason, where nothing closer can be said
    "exact": "",
    "form": "",
    "spelling": "nearly spelt right",
    "words": "in other words",
    "enough": "that is enough",
    "tolerance": "near enough",
    "partial": "that is part of it: say more",
    "ambiguous": "that could be two things: be more specific",
    "series": "which part? say its number or the whole title",
    "rejected": "no, not that one",
    "listed": "be more specific",
    "rival": "that is another one",
    "several": "one answer at a time",
    "negated": "that says what it is not",
    "unit": "the number is right, the unit is not",
    "sort": "that is another sort of answer",
    "empty": "no answer",
    "other": "no",
    # slips
    "one_missing": "one letter missing",
    "one_too_many": "one letter too many",
    "one_wrong": "one letter wrong",
    "two_swapped": "two letters swapped",
    "two_letters": "two letters off",
    # persons
    "surname": "surname",
    "whole_name": "that is part of a name: say the whole name",
    "which_person": "which {about}? say the whole name",
    "whose_given_name": "{about} who? say the whole name",
    "whose_title": "{about} who? say the name",
    "wrong_given_name": "the given name is another",
    "wrong_number": "that is another of that name",
    # titles and other names
    "another_film": "that's another film",
    "another_film_from": "that's another film, from {about}",
    "another_name": "that's someone or something else",
    "another_part": "that's another part of the series",
    "another_year": "that's the one of another year",
    "which_part": "which part? say its number or the whole title",
    "film_itself": "that's the film itself: {about}?",
    "another_one": "there are several of that name: which one do you mean?",
    # dates
    "which_day": "on which day?",
    "whole_date": "the whole date, please",
    "whole_year": "all four figures of the year, please",
    "which_order": "day or month first? write the month in letters",
    # numbers
    "which_number": "how many? say a number",
    "which_amount": "how much? say an amount of money",
    "which_length": "how long? say it in hours or minutes",
    "which_year": "which year?",
    "which_decade": "which decade?",
    "which_date": "which date?",
    "yes_or_no": "yes or no?",
    "one_year_off": "one year off",
    "limit": "that says what it is not",
    # lists, limits
    "some": "{about} of them",
    "one_of_two": "one of two: who else?",
    "too_many": "more names than are asked for, and not all of them right",
    "changed": "with those words it is another",
    "exactly": "nearly, but this one must be exact",
    "cut": "only the first 1,000 characters were read",
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
    "sort": "another sort of answer than is asked for",
    "empty": "nothing that could be an answer",
    "other": "no accepted name is near enough",
}


def slip_notes(expected: str, given: str) -> tuple[str, ...]:
    """The code of `MESSAGES` for the difference in spelling; several words with slips are told as one."""
    from rapidfuzz.distance import OSA  # only what is shown is put into words

    from quizzer.grading.folding import fold
    from quizzer.grading.forms import Form
    from quizzer.grading.matching import lost_and_added

    lost, added = lost_and_added(Form(fold(expected)).words, Form(fold(given)).words)
    if len(lost) > 1 and len(added) == 1:  # a surname alone: the name it is nearest to
        lost = [min(lost, key=lambda word: OSA.distance(word, added[0]))]
    if len(lost) != 1 or len(added) != 1:
        return ("spelling",)
    was, became = lost[0], added[0]
    distance = OSA.distance(was, became)
    if distance != 1:
        return ("two_letters",) if distance == 2 else ("spelling",)
    if len(became) < len(was):
        return ("one_missing",)
    if len(became) > len(was):
        return ("one_too_many",)
    return ("two_swapped",) if sorted(was) == sorted(became) else ("one_wrong",)
