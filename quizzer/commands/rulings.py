"""`quizzer rulings`: what players protested against, ruled on, so that the bank learns it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizzer.banks import Bank
from quizzer.commands.asking import ask, ask_key
from quizzer.commands.environment import library, now, open_records
from quizzer.curation.grouping import ProtestGroup, group_protests
from quizzer.curation.ruling import Carried, carry_out
from quizzer.errors import QuizzerError
from quizzer.grading import Canon
from quizzer.question import Question
from quizzer.records import KeptProtest, Records
from quizzer.session.selection import meant
from quizzer.terminal.safe import one_line, printable

if TYPE_CHECKING:
    from quizzer.curation.rulings_file import Ruling

_KEYS: dict[str, Ruling] = {"a": "accept", "r": "reject", "p": "prompt"}
_LONGEST = 300
"""Characters of a player's text that are shown."""


@click.command("rulings")
@click.argument("words", nargs=-1, metavar="[BANK]... | accept N | reject N | prompt N | skip N")
@click.option("--saying", default="", metavar="TEXT", help="What to say to that answer (with reject or prompt).")
@click.option("--by", default="", metavar="NAME", help="Who rules, for the file of rulings.")
@click.option("--why", default="", metavar="TEXT", help="Why, for the file of rulings.")
def command(words: tuple[str, ...], saying: str, by: str, why: str) -> int:
    """Show what players protested against, and rule on it.

    Protests against the same answer stand together. On a terminal you are asked about each; a pipe gets the list. A
    ruling writes its line into the bank, adds a case to rulings.yaml beside it, and scores the games again in which the
    question was asked. `quizzer check` puts all cases before the referee again.

    \b
    quizzer rulings                        ask about each protest
    quizzer rulings seas.yaml | less       list those of one bank
    quizzer rulings accept 12              the answer of protest 12 is right
    quizzer rulings reject 12 --saying "That is his brother."
    quizzer rulings prompt 12 --saying "Which captain?" --by Ada
    quizzer rulings skip 12                put it aside: nothing is ruled
    """
    verb = words[0] if words and words[0] in (*_KEYS.values(), "skip") else ""
    if verb and (len(words) != 2 or not words[1].isdecimal()):
        raise click.UsageError(f"name the protest: quizzer rulings {verb} N")
    if saying and verb not in ("reject", "prompt"):
        raise click.UsageError("--saying goes with reject or prompt")
    records = open_records()
    shelf = _Shelf()
    groups = _groups(records, () if verb else words, shelf)
    desk = _Desk(records, by, why, shelf)
    if verb == "skip":
        return desk.skip(_found(groups, int(words[1][:18])))
    if verb:
        return desk.rule(_found(groups, int(words[1][:18])), _KEYS[verb[0]], saying)
    if not groups:
        click.echo("No protest is open.")
        return 0
    if sys.stdin.isatty() and sys.stdout.isatty():
        return desk.ask_about(groups)
    for group in groups:
        click.echo("\n".join(_lines(group, shelf)))
    return 0


class _Desk:
    """Where rulings are made and told."""

    def __init__(self, records: Records, by: str, why: str, shelf: _Shelf) -> None:
        self._shelf = shelf
        self._records = records
        self._by = by
        self._why = why

    def rule(self, group: ProtestGroup, ruling: Ruling, saying: str = "") -> int:
        carried = carry_out(
            group,
            ruling,
            records=self._records,
            find=library().find_again,
            load=lambda paths: library().open(paths),
            day=now().date().isoformat(),
            by=self._by,
            why=self._why,
            saying=saying,
        )
        _tell(carried)
        return 0

    def skip(self, group: ProtestGroup) -> int:
        """Puts protests aside: nothing is ruled on them, and nobody is asked again."""
        self._records.settle([one.number for one in group.protests], "skip")
        click.echo("Put aside.")
        return 0

    def ask_about(self, groups: Sequence[ProtestGroup]) -> int:
        for place, group in enumerate(groups, 1):
            click.echo(f"\n{place} of {len(groups)}")
            click.echo("\n".join(_lines(group, self._shelf)))
            while True:
                key = ask_key("a accept  r reject  p prompt  s skip  l later  q leave", "arpslq")
                if key == "q":
                    return 0
                if key == "s":
                    self.skip(group)
                if key in "sl" or self._asked(group, _KEYS[key]):
                    break
        return 0

    def _asked(self, group: ProtestGroup, ruling: Ruling) -> bool:
        """Rules as was asked for; False, and why, if that cannot be done."""
        saying = ""
        try:
            if ruling != "accept":
                helped = "One sentence for whoever gives this answer. Enter for none."
                saying = ask("What to say to it", shown="nothing", help=helped, read=str)
            self.rule(group, ruling, saying)
        except EOFError:
            return False
        except QuizzerError as trouble:
            click.echo(printable(str(trouble)))
            return False
        return True


def _groups(records: Records, banks: Sequence[str], shelf: _Shelf) -> list[ProtestGroup]:
    protests = records.protests()
    if banks:
        wanted = {Path(library().find(bank)).resolve() for bank in banks}
        protests = [one for one in protests if wanted & {Path(bank).resolve() for bank in _known(one)}]

    def canon_of(protest: KeptProtest) -> Canon | None:
        bank = shelf.bank_of(protest)
        return bank.canon if bank is not None else None

    return group_protests(protests, canon_of)


class _Shelf:
    """The banks of protests as they were when the command began, each read once."""

    def __init__(self) -> None:
        self._banks: dict[tuple[str, ...], Bank | None] = {}

    def bank_of(self, protest: KeptProtest) -> Bank | None:
        """The bank over which a protest was made; None if it is gone or broken, which is told when somebody rules."""
        if protest.banks not in self._banks:
            try:
                self._banks[protest.banks] = library().open([library().find_again(bank) for bank in protest.banks])
            except QuizzerError:
                self._banks[protest.banks] = None
        return self._banks[protest.banks]


def _known(protest: KeptProtest) -> list[str]:
    try:
        return [library().find_again(bank) for bank in protest.banks]
    except QuizzerError:
        return list(protest.banks)


def _found(groups: Sequence[ProtestGroup], number: int) -> ProtestGroup:
    for group in groups:
        if number in [one.number for one in group.protests]:
            return group
    raise QuizzerError(f"no open protest has the number {number}: quizzer rulings lists those that are")


def _lines(group: ProtestGroup, shelf: _Shelf) -> list[str]:
    """A group of protests, for a person who rules."""
    first = group.first
    times = f", {len(group.protests)} times" if len(group.protests) > 1 else ""
    banks = ", ".join(Path(bank).stem for bank in first.banks)
    bank = shelf.bank_of(first)
    asked = bank.by_id.get(first.question) if bank is not None else None
    lines = [
        f"{group.number:5}  {banks}: {first.text}",
        f"       {' / '.join(_said(one, asked) for one in group.spellings[:5])} ({', '.join(group.players)}{times})",
        f"       was ruled {first.outcome}; the answer is “{first.answer}”",
        f"       {first.explanation}",
        *(f"       “{_short(why)}”" for why in dict.fromkeys(one.why for one in group.protests) if why),
    ]
    return [one_line(line) for line in lines if line.strip()]


def _said(given: str, asked: Question | None) -> str:
    """What was given; of a letter also the choice that it stands for."""
    words = meant(given, asked.key.choices) if asked is not None and asked.key is not None else given
    return f"“{_short(given)}”" + (f", {_short(words)}" if words != given else "")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _tell(carried: Carried) -> None:
    for line in carried.diff:
        click.echo(one_line(line))
    for note in carried.notes:
        click.echo(one_line(note))
    for game, changes in carried.rescored.items():
        told = ", ".join(
            f"{score.player} {score.before:g} → {score.after:g}" for change in changes for score in change.scores
        )
        several = "answer is" if len(changes) == 1 else "answers are"
        points = f" ({told})" if told else ""
        click.echo(one_line(f"game {game}: {len(changes)} {several} ruled otherwise now{points}"))
