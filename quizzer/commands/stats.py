"""`quizzer stats`: what a player has played, and how it went."""

from __future__ import annotations

import csv
import io
import shutil
import sys
from collections.abc import Sequence
from datetime import date

import click
import msgspec

from quizzer.commands.recorded import records_path, when
from quizzer.errors import RecordsError
from quizzer.records import Day, Records, Share, Statistics
from quizzer.terminal.charts import ASCII, UNICODE, Marks, bar, calendar, plot
from quizzer.terminal.safe import printable

__all__ = ["command"]

SHOWN = 8
"""How many films, categories and so on are shown; `--json` and `--csv` have all of them."""

WEEKS = 26
"""How far back the calendar goes where there is room."""


@click.command("stats")
@click.option("--player", help="Whose; without it, of whoever played last.")
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Everything as comma-separated values, one figure a line.")
def command(player: str | None, as_json: bool, as_csv: bool) -> int:
    """Show what a player has played and how it went: shares, times, streaks, days, rating, and what is due."""
    if as_json and as_csv:
        raise click.UsageError("--json or --csv, not both")
    records = Records.open(records_path())
    if player is None:
        players = records.players()
        if not players:
            raise RecordsError("nobody has played yet: quizzer play begins a game")
        player = players[0].name
    today = when().date()
    statistics = records.statistics(player, today)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(statistics)).decode())
    elif as_csv:
        text = _csv(statistics)
        click.echo(printable(text) if sys.stdout.isatty() else text, nl=False)
    else:
        click.echo(printable("\n".join(_lines(statistics, today))))
    return 0


def _lines(told: Statistics, today: date) -> list[str]:
    marks, width = _marks(), min(shutil.get_terminal_size().columns, 100)
    lines = [told.player, *_totals(told)]
    for title, shares in (
        ("Categories", told.categories),
        ("Films", told.films),
        ("Decades", told.decades),
        ("Kinds of answer", told.kinds),
    ):
        if shares:
            lines += ["", title, *_bars(shares, width, marks)]
    if told.hardest:
        lines += ["", "Hardest questions"]
        lines += [f"  {hard.right} of {hard.answered}  {_cut(hard.text, width - 10)}" for hard in told.hardest]
    if told.calendar:
        lines += ["", "Days", *_calendar(told.calendar, today, width, marks)]
    if told.ratings:
        latest = told.ratings[-1]
        lines += ["", f"Rating: {latest.points:.0f}, give or take {latest.deviation:.0f}"]
        if len(told.ratings) > 1:
            points = [(date.fromisoformat(point.day), point.points) for point in told.ratings]
            lines += plot(points, width, 12, marks)
    if told.study.cards:
        lines += ["", *_study(told)]
    return lines


def _totals(told: Statistics) -> list[str]:
    lines = [f"  Games      {told.games}, {told.finished} of them to the end"]
    if told.answered:
        lines.append(f"  Right      {told.right} of {told.answered} ({told.right / told.answered:.0%})")
    if told.median is not None:
        lines.append(f"  Time       {told.median:.1f} seconds in the middle, {told.seconds:.1f} on average")
    lines.append(f"  In a row   {told.streak} right now, {told.best_streak} at best")
    lines.append(f"  Days       {told.day_streak} in a row now, {told.best_day_streak} at best")
    return lines


def _bars(shares: Sequence[Share], width: int, marks: Marks) -> list[str]:
    names = [_cut(share.name.replace("_", " "), max(8, width - 44)) for share in shares[:SHOWN]]
    longest = max(map(len, names))
    lines = []
    for name, share in zip(names, shares, strict=False):
        seconds = f"{share.seconds:6.1f} s" if share.seconds is not None else ""
        figures = f"{share.share:4.0%}  {share.right:4} of {share.answered:<4}{seconds}"
        lines.append(f"  {name:{longest}}  {bar(share.share, 16, marks)} {figures}".rstrip())
    if len(shares) > SHOWN:
        lines.append(f"  and {len(shares) - SHOWN} more")
    return lines


def _calendar(days: Sequence[Day], today: date, width: int, marks: Marks) -> list[str]:
    counts = {date.fromisoformat(day.day): day.answered for day in days}
    weeks = min(WEEKS, (width - 5) // 2)
    drawn = [f"  {line}" for line in calendar(counts, today, weeks, marks)]
    best = max(days, key=lambda day: day.answered)
    played = "1 day" if len(days) == 1 else f"{len(days)} days"
    return [*drawn, f"  {played} with an answer; most on {best.day}: {best.answered}"]


def _study(told: Statistics) -> list[str]:
    study = told.study
    lines = [f"Study: {study.due} due today of {study.cards} questions, {study.new_today} new today"]
    lines += [f"  keeps slipping ({leech.lapses} times): {leech.text}" for leech in study.leeches]
    return lines


def _csv(told: Statistics) -> str:
    """One figure a line: what it is about, its name, what was answered, what was right, and a value."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["about", "name", "answered", "right", "value"])
    table.writerow(["total", told.player, told.answered, told.right, ""])
    for name in ("games", "finished", "seconds", "median", "streak", "best_streak", "day_streak", "best_day_streak"):
        value = getattr(told, name)
        table.writerow([name, "", "", "", "" if value is None else value])
    for about in ("categories", "films", "decades", "kinds"):
        for share in getattr(told, about):
            seconds = "" if share.seconds is None else share.seconds
            table.writerow([about, share.name, share.answered, share.right, seconds])
    for day in told.calendar:
        table.writerow(["calendar", day.day, day.answered, day.right, ""])
    for hard in told.hardest:
        table.writerow(["hardest", hard.question, hard.answered, hard.right, hard.text])
    for point in told.ratings:
        table.writerow(["ratings", point.day, "", "", point.points])
    for name in ("cards", "due", "new_today"):
        table.writerow([f"study_{name}", "", "", "", getattr(told.study, name)])
    for leech in told.study.leeches:
        table.writerow(["leeches", leech.question, "", "", leech.lapses])
    return out.getvalue()


def _marks() -> Marks:
    try:
        "".join(UNICODE).encode(sys.stdout.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return ASCII
    return UNICODE


def _cut(text: str, width: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else f"{text[: width - 3]}..."
