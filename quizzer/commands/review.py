"""`quizzer review`: decide about the drafts of a bank, one key for each."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Sequence

import click

from quizzer.bank_files.file_format import QuestionEntry
from quizzer.bank_files.placing import Value
from quizzer.banks import Bank
from quizzer.commands.asking import ask, decide_each, say, something
from quizzer.commands.completion import complete_bank
from quizzer.commands.environment import library
from quizzer.commands.output import counted
from quizzer.commands.preview import answers_by_kind, shown_question
from quizzer.curation.drafts import Draft, drop, edit, keep, propose_drafts, read_drafts
from quizzer.errors import QuizzerError
from quizzer.files import is_database
from quizzer.terminal.safe import one_line, printable

_HELP = "Press Enter to keep it as it is."
_NAMES = "Other right answers, separated by bars: the mate | Jonas Reef."
_ITEMS = "All answers, separated by semicolons; after a bar, another name of one: Ann Bee | A. Bee; Cy Dee."


@click.command("review")
@click.argument("banks", nargs=-1, required=True, type=click.Path(), metavar="BANK...", shell_complete=complete_bank)
@click.option("--propose", is_flag=True, help="Write a draft for each sentence of trivia that can be one.")
def command(banks: tuple[str, ...], propose: bool) -> int:
    for path in map(library().find, dict.fromkeys(banks)):
        if is_database(path):
            raise click.UsageError(f"{path} is a compiled bank, which has no drafts")
        if propose:
            count = propose_drafts(path)
            hint = f"; to decide about them, run: quizzer review {path}" if count else ""
            click.echo(one_line(f"{path}: {counted(count, 'new draft')}{hint}"))
        else:
            _review(path)
    return 0


def _review(path: str) -> None:
    drafts, bank = read_drafts(path)
    if not drafts:
        click.echo(one_line(f"{path}: this bank has no drafts; --propose writes some from its trivia"))
        return
    counts: Counter[str] = Counter()
    try:
        with contextlib.suppress(EOFError):  # earlier decisions are saved
            _ask_about(drafts, bank, counts)
    except KeyboardInterrupt:
        click.echo("")
        raise
    finally:
        left = len(drafts) - counts.total()
        told = ", ".join(f"{counts[one]:,} {one}" for one in ("kept", "edited", "dropped"))
        click.echo(one_line(f"{path}: {told}, {left:,} left"))


def _ask_about(drafts: Sequence[Draft], bank: Bank, counts: Counter[str]) -> None:
    others = answers_by_kind(bank)

    def show(draft: Draft, place: str) -> Iterator[str]:
        yield f"{place} · {one_line(draft.file)}"
        if draft.question is None:
            yield printable(one_line(draft.entry.ask))
            yield printable(one_line(f"  quizzer cannot ask this yet: {draft.trouble or 'quizzer check says why'}"))
        else:
            shown = shown_question(draft.question, bank.canon, others.get(draft.question.kind, ()))
            yield from map(printable, shown)

    def decide(draft: Draft, key: str) -> None:
        if key == "s":
            return
        {"k": keep, "d": drop, "e": _edit}[key](draft)
        done = {"k": "kept", "d": "dropped", "e": "edited"}[key]
        counts[done] += 1
        click.echo(f"{done.capitalize()}.")

    decide_each(drafts, show, "k keep  e edit  d drop  s skip  q quit", decide)


def _edit(draft: Draft) -> None:
    """Asks until quizzer can ask the edited question; Ctrl-D goes back to the keys."""
    while True:
        changes = _changes(draft.entry)
        try:
            return edit(draft, changes)
        except QuizzerError as trouble:
            told = f"{str(trouble).rstrip('.')}."
            if not changes:
                raise QuizzerError(told) from None
            say(told)


def _changes(entry: QuestionEntry) -> dict[str, Value | None]:
    """Asks for changes of a question; returns them by its keys."""
    text = ask("Question", present=entry.ask, help=_HELP, read=something)
    changes: dict[str, Value | None] = {} if text == entry.ask else {"ask": text}
    if len(entry.answer) > 1 or entry.kind == "list":
        shown = "; ".join(_barred(names) for names in entry.answer)
        items = ask("  Answers", present=shown, help=_ITEMS, read=something)
        if items != shown:
            names = [list(_names(item)) for item in items.split(";") if _names(item)]
            changes["answer"] = [one[0] if len(one) == 1 else one for one in names]
        return changes
    answer, *aliases = entry.answer[0]
    accept = (*aliases, *entry.accept)
    new_answer = ask("  Answer", present=answer, help=_HELP, read=something)
    also = ask("  Also right", present=_barred(accept), help=f"{_NAMES} For none, type -.", read=_names)
    if new_answer != answer or (aliases and also != accept):
        changes["answer"] = new_answer
    if also and (also != accept or (aliases and "answer" in changes)):
        changes["accept"] = also[0] if len(also) == 1 else list(also)
    elif entry.accept and not also:
        changes["accept"] = None
    return changes


def _names(typed: str) -> tuple[str, ...]:
    parts = (part.strip() for part in typed.split("|"))
    return tuple(dict.fromkeys(part for part in parts if part and part != "-"))


def _barred(names: Sequence[str]) -> str:
    return " | ".join(names)
