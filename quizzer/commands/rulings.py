"""`quizzer rulings`: rule on players' protests, and write the rulings into the bank."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from quizzer.banks import Bank
from quizzer.commands.asking import ask, decide_each
from quizzer.commands.environment import library, now, open_records
from quizzer.commands.output import counted
from quizzer.curation.ruling import ProtestGroup, carry_out, group_protests
from quizzer.curation.rulings_file import Ruling
from quizzer.errors import QuizzerError, shortened
from quizzer.games import Library
from quizzer.grading.wordlists import read_pairs
from quizzer.question import Question
from quizzer.records import KeptProtest, Records
from quizzer.session.selection import meant
from quizzer.terminal.safe import one_line

_KEYS: dict[str, Ruling] = {"a": "accept", "r": "reject", "p": "prompt"}
_LONGEST = 300
"""The most characters of a player's text that quizzer shows."""


@click.command("rulings")
@click.argument("words", nargs=-1, metavar="[BANK]... | accept N | reject N | prompt N | skip N")
@click.option("--saying", default="", metavar="TEXT", help="The message for this answer (with reject or prompt).")
@click.option("--by", default="", metavar="NAME", help="Who rules, for the file of rulings.")
@click.option("--why", default="", metavar="TEXT", help="Why, for the file of rulings.")
def command(words: tuple[str, ...], saying: str, by: str, why: str) -> int:
    verb = words[0] if words and words[0] in (*_KEYS.values(), "skip") else ""
    if verb and (len(words) != 2 or not words[1].isdecimal()):
        raise click.UsageError(f"give the number of a protest: quizzer rulings {verb} N")
    if saying and verb not in ("reject", "prompt"):
        raise click.UsageError("use --saying only with reject or prompt")
    records = open_records()
    desk = _Desk(records, library(), by, why)
    groups = _groups(records, () if verb else words, desk.known)
    if verb:
        number = int(words[1][:18])
        group = next((group for group in groups if number in [one.number for one in group.protests]), None)
        if group is None:
            raise QuizzerError(f"there is no open protest number {number}; quizzer rulings lists the numbers")
        if verb == "skip":
            desk.decide(group, "s")
        else:
            desk.rule(group, _KEYS[verb[0]], saying)
    elif not groups:
        click.echo("There are no open protests.")
    elif sys.stdin.isatty() and sys.stdout.isatty():
        keys = "a accept  r reject  p prompt  s skip  l later  q leave"
        decide_each(groups, lambda group, place: [place, *_lines(group, desk.known)], keys, desk.decide)
    else:
        click.echo("\n".join(line for group in groups for line in _lines(group, desk.known)))
    return 0


class _Desk(NamedTuple):
    """Makes rulings and prints their effects. `known` has the banks as they were at the beginning."""

    records: Records
    known: Library
    by: str
    why: str

    def rule(self, group: ProtestGroup, ruling: Ruling, saying: str = "") -> None:
        def load(paths: Sequence[str]) -> Bank:
            return library().open(paths)  # as they are now, after other rulings

        day, find = now().date().isoformat(), self.known.find_again
        told = {"day": day, "by": self.by, "why": self.why, "saying": saying}
        carried = carry_out(group, ruling, records=self.records, find=find, load=load, **told)
        for line in (*carried.diff, *carried.notes):
            click.echo(one_line(line))
        for game, changes in carried.rescored.items():
            scores = [score for change in changes for score in change.scores]
            points = ", ".join(f"{one.player} {one.before:g} → {one.after:g}" for one in scores)
            end = f" ({points})" if points else ""
            click.echo(one_line(f"game {game}: {counted(len(changes), 'changed ruling')}{end}"))

    def decide(self, group: ProtestGroup, key: str) -> None:
        """Acts on a key. Raises QuizzerError if that fails."""
        saying = ""
        if key in "rp":
            helped = "A sentence for players who give this answer. Press Enter for none."
            saying = ask("Message", shown="nothing", help=helped, read=str)
        if key == "s":  # quizzer neither rules on it nor shows it again
            self.records.settle([one.number for one in group.protests], "skip")
            click.echo("Put aside.")
        elif key in _KEYS:
            self.rule(group, _KEYS[key], saying)


def _groups(records: Records, banks: Sequence[str], known: Library) -> list[ProtestGroup]:
    protests = records.protests()
    if banks:
        wanted = {Path(known.find(bank)).resolve() for bank in banks}
        protests = [one for one in protests if wanted & {Path(bank).resolve() for bank in _paths(known, one)}]
    return group_protests(protests, lambda one: bank.canon if (bank := _bank_of(known, one)) else None)


def _paths(known: Library, protest: KeptProtest) -> list[str]:
    try:
        return [known.find_again(bank) for bank in protest.banks]
    except QuizzerError:
        return list(protest.banks)


def _bank_of(known: Library, protest: KeptProtest) -> Bank | None:
    """The bank of a protest; None if it is gone or faulty, which a ruling then reports."""
    try:
        return known.open([known.find_again(bank) for bank in protest.banks])
    except QuizzerError:
        return None


def _lines(group: ProtestGroup, known: Library) -> list[str]:
    """Describes a group of protests."""
    first = group.first
    times = f", {len(group.protests)} times" if len(group.protests) > 1 else ""
    banks = ", ".join(Path(bank).stem for bank in first.banks)
    bank = _bank_of(known, first)
    asked = bank.by_id.get(first.question) if bank is not None else None
    lines = [
        f"{group.number:5}  {banks}: {first.text}",
        f"       {' / '.join(_said(one, asked) for one in group.spellings[:5])} ({', '.join(group.players)}{times})",
        f"       ruling: {read_pairs('reasons').get(first.outcome, first.outcome)}; the answer is “{first.answer}”",
        f"       {first.explanation}",
        *(f"       “{shortened(why, _LONGEST)}”" for why in dict.fromkeys(one.why for one in group.protests) if why),
    ]
    return [one_line(line) for line in lines if line.strip()]


def _said(given: str, asked: Question | None) -> str:
    """Quotes an answer; after the letter of a choice, also the choice."""
    words = meant(given, asked.key.choices) if asked is not None and asked.key is not None else given
    return f"“{shortened(given, _LONGEST)}”" + (f", {shortened(words, _LONGEST)}" if words != given else "")
