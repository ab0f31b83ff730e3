"""`quizzer stats`: a player's statistics."""

import csv
import io
import os
import shutil

import click

from quizzer.commands.environment import latest_player, now, open_records
from quizzer.commands.output import tell_json
from quizzer.commands.usage import language_option
from quizzer.formats.texts import sheet_cell
from quizzer.records import Statistics
from quizzer.records.structs import east_of
from quizzer.terminal.layout import glyphs_for
from quizzer.terminal.safe import printable
from quizzer.terminal.statistics_page import statistics_lines


@click.command("stats")
@click.option("--player", help="The player; by default, the latest to play.")
@language_option
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Everything as comma-separated values, one value in each line.")
def command(player: str | None, as_json: bool, as_csv: bool) -> int:
    if as_json and as_csv:
        raise click.UsageError("choose --json or --csv, not both")
    records = open_records()
    player = player or latest_player(records)
    today = records.scheduling.day_of(now())
    statistics = records.statistics(player, today, east=east_of(now()))
    if as_json:
        tell_json(statistics)
    elif as_csv:
        click.echo(_csv(statistics), nl=False)
    else:
        width = min(shutil.get_terminal_size().columns, 100)
        click.echo(printable("\n".join(statistics_lines(statistics, today, width, glyphs_for(os.environ)))))
    return 0


def _csv(told: Statistics) -> str:
    """One line for each value: its subject and name, answers, right answers, and the value."""
    rows: list[list[object]] = [["about", "name", "answered", "right", "value"]]
    rows.append(["total", told.player, told.answered, told.right, ""])
    for name in ("games", "finished", "seconds", "median", "streak", "best_streak", "day_streak", "best_day_streak"):
        value = getattr(told, name)
        rows.append([name, "", "", "", "" if value is None else value])
    for about in ("categories", "films", "decades", "kinds"):
        for share in getattr(told, about):
            seconds = "" if share.seconds is None else share.seconds
            rows.append([about, share.name, share.answered, share.right, seconds])
    for day in told.calendar:
        rows.append(["calendar", day.day, day.answered, day.right, ""])
    for hard in told.hardest:
        rows.append(["hardest", hard.question, hard.answered, hard.right, hard.text])
    for point in told.ratings:
        rows.append(["ratings", point.day, "", "", point.points])
    for name in ("cards", "due", "new_today", "tomorrow"):
        rows.append([f"study_{name}", "", "", "", getattr(told.study, name)])
    for name in ("reviews", "known", "young", "mature", "suspended", "orphans"):
        rows.append([f"memory_{name}", "", "", "", getattr(told.memory, name)])
    for days, count in enumerate(told.memory.coming, 1):
        rows.append(["memory_coming", days, "", "", count])
    for leech in told.study.leeches:
        rows.append(["leeches", leech.question, "", "", leech.lapses])
    out = io.StringIO()
    # A question may begin like a formula, and a name may hold control characters.
    csv.writer(out, lineterminator="\n").writerows(
        [sheet_cell(printable(cell)) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return out.getvalue()
