"""`quizzer play --preview`: every question as a player sees it, and what the referee makes of near misses."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice

import click

from quizzer.bank_files.reader import Places, Reading, read_bank_file
from quizzer.banks import Bank, load_bank
from quizzer.banks.loading import hand_written_questions
from quizzer.banks.near_misses import near_misses
from quizzer.commands.output import counted
from quizzer.errors import BankError
from quizzer.files import is_database
from quizzer.games.choosing import fitting
from quizzer.grading import AnswerKey, Canon, Outcome, Reason
from quizzer.question import Question
from quizzer.session import Join, QuestionAsked, Rules, Session, Start
from quizzer.session.hints import hints_for
from quizzer.terminal.safe import one_line, printable
from quizzer.terminal.verdict_rows import event_lines

_MOST = 200  # how many questions are shown if nothing is said
_MOST_OTHERS = 20_000
_RULED = {Outcome.CORRECT: "right", Outcome.PROMPT: "not enough", Outcome.INCORRECT: "wrong"}


def preview(paths: Sequence[str], most: int | None, categories: Sequence[str], films: Sequence[str]) -> int:
    """Prints the questions of these banks, at most `most`; returns the exit status."""
    for path in filter(is_database, paths):
        raise click.UsageError(f"{path} makes its questions when they are drawn, far too many to show: play it")
    bank = load_bank(*paths)
    readings = list(_readings(paths))
    known = {question.text for question in bank.questions}
    written = (question for reading in readings for question in hand_written_questions(reading, drafts=True)[0])
    drafts = [question for question in written if question.text not in known]
    bank = Bank(title=bank.title, license=bank.license, films=bank.films, questions=[*bank.questions, *drafts])
    questions = fitting(bank, categories, films)
    places = Places(readings, bank.films)
    others = answers_by_kind(bank)
    shown = min(len(questions), most or _MOST)
    by = ", ".join(dict.fromkeys(one.bank.author for one in readings if one.bank and one.bank.author))
    head = [bank.title, f"by {by}" if by else "", bank.license, counted(len(questions), "question")]
    click.echo(one_line(" · ".join(part for part in head if part)))
    for reading in readings:
        if reading.bank and (told := reading.bank.about or reading.bank.description):
            click.echo(one_line(told))
    for number, question in enumerate(questions[:shown], 1):
        found = places.of(question)
        where = f" · {found.file}:{found.line}" if found else ""
        draft = " · a draft: it is not asked" if question in drafts else ""
        click.echo(f"\n{one_line(f'{number} of {len(questions)}{where}{draft}')}")
        for line in shown_question(question, bank.canon, others.get(question.kind, ())):
            click.echo(printable(line))
    if shown < len(questions):
        click.echo(f"\n… {len(questions) - shown:,} more: -n shows more, --category and --film choose among them.")
    return 0


def shown_question(question: Question, canon: Canon, others: Sequence[str]) -> Iterator[str]:
    """The lines that show a question to its author: as a player sees it, its answer, and what the referee makes of near
    misses. `others` are other answers of its kind."""
    about = [question.category, question.kind, f"difficulty {question.difficulty}", question.film or ""]
    yield one_line(" · ".join(part for part in about if part))
    yield from _as_asked(question, canon)
    told = {
        "Picture or sound": question.media,
        "Hints": " | ".join(hint.text for hint in hints_for(question, canon, 1)),
        **_answer(question.key),
        "Told after it": question.explanation,
        "Source": question.source,
        "Tags": ", ".join(question.tags),
        "Id": question.id,
    }
    yield from (f"  {name}: {one_line(text)}" for name, text in told.items() if text)
    if question.key is not None:
        yield from _near_misses(question.key, canon, others)


def _as_asked(question: Question, canon: Canon) -> Iterator[str]:
    """The question and its choices in the words and in the order of a game."""
    session = Session([question], Rules.preset("classic", questions=1), seed=1, canon=canon)
    session.apply(Join("author"), at=0.0)
    asked = next(event for event in session.apply(Start(), at=0.0) if isinstance(event, QuestionAsked))
    # Before them stand an empty line and how far the game is.
    for line in islice(event_lines(asked, session), 2, None):
        yield "".join(text for _, text in line)


def _answer(key: AnswerKey | None) -> dict[str, str]:
    if key is None:
        return {"Answer": "nobody knows; what players say is kept"}
    items = [" or ".join(names) for names in key.items]
    need = f" ({key.need} of them will do)" if key.need and key.need < len(items) else ""
    return {
        "Answer": ", ".join(items) + need,
        "Within": f"{key.tolerance or ''}",
        "Unit": key.unit or "",
        "Also right": ", ".join(key.accept),
    }


def _near_misses(key: AnswerKey, canon: Canon, others: Sequence[str]) -> Iterator[str]:
    rows = []
    for sort, given in near_misses(key, others):
        verdict = key.grade(given, canon)
        why = one_line(verdict.message) if verdict.reason is not Reason.OTHER else ""
        rows.append((_RULED[verdict.outcome], one_line(given), sort, why))
    width = min(30, max((len(given) for _, given, _, _ in rows), default=0))
    for ruled, given, sort, message in rows:
        yield f"  {ruled:<10}  {given:<{width}}  ({sort}){f' {message}' if message else ''}"


def _readings(paths: Sequence[str]) -> Iterator[Reading]:
    for path in filter(os.path.isfile, paths):  # a pipe can't be read twice
        with suppress(BankError):  # and a bank that is no text has no lines
            yield read_bank_file(path)


def answers_by_kind(bank: Bank) -> dict[str, list[str]]:
    """Answers of the bank by kind: a near one may be taken for another."""
    answers: dict[str, dict[str, None]] = {}
    for question in islice(bank.questions, _MOST_OTHERS):
        if question.key is not None:
            answers.setdefault(question.kind, {})[question.key.answer] = None
    return {kind: list(found) for kind, found in answers.items()}
