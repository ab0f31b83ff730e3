"""Every fault of a bank in one go."""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePath

from quizzer.bank_files.faults import Fault, as_fault
from quizzer.bank_files.film_checks import faults_in
from quizzer.bank_files.hand_written import NOTHING_TO_ASK, read_hand_written
from quizzer.bank_files.nodes import file_of, scalars_in
from quizzer.bank_files.reader import Reading, read_bank_file
from quizzer.banks.checks import advice, characters, misread, sameness, told, without_effect
from quizzer.banks.checks.reviewing import REVIEWS
from quizzer.banks.checks.subject import Check, Subject
from quizzer.bounds import MOST_WARNINGS
from quizzer.errors import BankError
from quizzer.files import is_database

_SILENCE = re.compile(r"(?:^|\s)#\s*check:\s*ok\b")


@dataclass(frozen=True)
class Report:
    """What came of checking a bank: its faults in the order of the file, the texts that were read, by path, and how
    many of its questions are drafts, which are checked and not asked."""

    path: str
    faults: list[Fault]
    files: Mapping[str, str] = field(default_factory=dict)
    drafts: int = 0


CHECKS: tuple[Check, ...] = (
    *(told.answers_told, told.hints_cut),
    *(sameness.questions_twice, sameness.films_twice, sameness.people_nearly_alike, sameness.answers_confused),
    *(without_effect.accepts_needless, without_effect.accepts_denied, without_effect.lists_unheard),
    *(characters.strange_characters, advice.texts_too_long, without_effect.facts_unasked, without_effect.clozes_unwise),
    *(advice.answers_odd, advice.keys_unheard, advice.aliases_unheard, advice.categories_misspelt),
    *(advice.films_misspelt, advice.gaps_misspelt, advice.licenses_misspelt, advice.roles_run_together),
    *(advice.people_run_together, characters.texts_cut_off, advice.sources_broken, advice.difficulty_even),
    *(misread.misread_values, misread.answers_misread),
)
"""The families of warnings. One that is added here is heard by everybody who checks a bank."""


def _inspect_compiled(file: str) -> Report:
    from quizzer.banks.compiled import check_compiled_bank  # loads a database

    return Report(file, check_compiled_bank(file))


OTHER_FILES: dict[str, Callable[[str], Report]] = {".quizzer": _inspect_compiled}
"""Who checks a bank that is not YAML, by the suffix of its file."""


def check_bank(path: str | os.PathLike[str]) -> list[Fault]:
    """The faults of a bank file, file by file in the order of its lines; none if it can be played and nothing in it is
    unwise.

    It does not raise for what the file holds, nor if there is no such file: that is a fault too.
    """
    return inspect_bank(path).faults


def inspect_bank(path: str | os.PathLike[str], *, review: bool = False) -> Report:
    """What came of checking a bank file: its faults, as `check_bank` gives them, and the texts that they speak of. A
    `review` adds remarks."""
    file = os.fspath(path)
    other = _inspect_compiled if is_database(file) else OTHER_FILES.get(PurePath(file).suffix.lower())
    if other:
        return other(file)
    try:
        return inspect_reading(read_bank_file(file), review=review)
    except BankError as trouble:
        return Report(file, [as_fault(trouble)])


def inspect_reading(reading: Reading, *, review: bool = False) -> Report:
    """The faults of a bank that was read: those that reading it told, and those of what it says."""
    written, faults = read_hand_written(reading)
    subject = Subject(reading, written)
    faults = [*reading.faults, *faults, *faults_in(reading)]
    if not any(fault.severity == "error" for fault in faults) and not subject.bank.questions:
        faults.append(NOTHING_TO_ASK)
    for check in (*CHECKS, *REVIEWS) if review else CHECKS:
        faults += islice(check(subject), MOST_WARNINGS)
    drafts = sum(one.entry.draft for one in written)
    return Report(reading.file, reading.in_order(_unsilenced(faults, reading)), reading.files, drafts)


def _unsilenced(faults: Iterable[Fault], reading: Reading) -> list[Fault]:
    """The faults without the warnings of lines that the author says are well, with "# check: ok"; of a text over
    several lines it stands on the first."""
    silenced = {
        (file, number)
        for file, text in reading.files.items()
        for number, line in enumerate(text.split("\n") if _SILENCE.search(text) else (), 1)
        if _SILENCE.search(line)
    }
    for root in reading.roots if silenced else ():
        file = file_of(root) or reading.file
        for scalar in scalars_in(root):
            first, last = scalar.start_mark.line + 1, scalar.end_mark.line + 1
            if (file, first) in silenced:
                silenced.update((file, number) for number in range(first, last))
    places = ((fault, (fault.file or reading.file, fault.line)) for fault in faults)
    return [fault for fault, place in places if fault.severity == "error" or place not in silenced]
