"""Warnings: text that YAML takes for a comment, so that nobody will read it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.nodes import file_of
from quizzer.bank_files.pointing import scalars_in
from quizzer.bank_files.values import shortened
from quizzer.banks.checks.subject import Subject

__all__ = ["texts_cut_off"]

_BEHIND = re.compile(r"[ \t]+(#[^\s#]\S*)")
_MAY_BE_CUT = re.compile(r"[ \t]#[^\s#]")


def texts_cut_off(subject: Subject) -> Iterator[Fault]:
    """Values without quotes behind which a word begins with #, such as a number or a colour: comments have a space."""
    for root in subject.reading.roots:
        text = subject.reading.text_of(root)
        if not _MAY_BE_CUT.search(text):
            continue
        for scalar in scalars_in(root):
            mark = scalar.end_mark
            cut = None if scalar.style else _BEHIND.match(text, mark.index)
            if cut:
                column = mark.column + cut.start(1) - mark.index + 1
                message = (
                    f"{shortened(cut[1])!r} is a comment and is not read: put the text in quotation marks, or a space "
                    "behind the #"
                )
                yield Fault(mark.line + 1, column, "warning", message, file_of(root), len(cut[1]))
