"""The page of a player's figures; left and right go to another player."""

from calendar import day_abbr, month_abbr
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from msgspec.structs import asdict

from quizzer.records import Day, Share, Statistics
from quizzer.session import phrase
from quizzer.terminal.layout import Glyphs, Row, bar, cells, fit, padded, shortened
from quizzer.terminal.pages import NARROW, Key, Page, Scroll
from quizzer.terminal.played import category_name
from quizzer.terminal.safe import one_line


@dataclass(eq=False)
class StatisticsPage(Page):
    """`statistics` gives a player's figures and the day they are of; `leave` leaves the page. Raises RecordsError."""

    glyphs: Glyphs
    players: Sequence[str]
    statistics: Callable[[str], tuple[Statistics, date]]
    leave: Callable[[], None]

    helps = "statistics"

    def __post_init__(self) -> None:
        self._place = 0
        self._show()

    def rows(self, width: int, height: int) -> list[Row]:
        name, *lines = statistics_lines(*self._told, width, self.glyphs)
        styled = [("class:title", name), *(("", line) for line in lines)]
        rows = [fit([piece], width, self.glyphs) for piece in styled]
        return self._scroll.show(rows, width, height, self.glyphs)

    def footer(self) -> Sequence[Key]:
        others = [Key("Left/Right", "another_player", "right")] if len(self.players) > 1 else []
        return [Key("Esc", "back", "escape"), *others, Key("PgDn", "more", "pagedown"), Key("F1", "help", "f1")]

    def key(self, name: str) -> None:
        if name in ("escape", "enter", "q", "quit"):
            self.leave()
        elif name in ("left", "right"):
            self._place = (self._place + (1 if name == "right" else -1)) % len(self.players)
            self._show()
        else:
            self._scroll.key(name)

    def _show(self) -> None:
        self._scroll = Scroll()
        self._told = self.statistics(self.players[self._place])


SHOWN = 8
"""How many films, categories and so on are shown; `--json` and `--csv` have all of them."""

WEEKS = 26
"""How far back the calendar goes where there is room."""


def statistics_lines(told: Statistics, today: date, width: int, glyphs: Glyphs) -> list[str]:
    """The figures of one player as lines of at most `width` cells (at least 40), the player's name first."""
    lines = [one_line(told.player), *_totals(told)]
    for about in ("categories", "films", "decades", "kinds"):
        if shares := getattr(told, about):
            lines += ["", phrase(f"stats.{about}"), *_bars(shares, width, glyphs)]
    if told.hardest:
        lines += ["", phrase("stats.hardest")]
        for hard in told.hardest:
            head = f"  {phrase('share', right=hard.right, of=hard.answered)}  "
            lines.append(head + _with_answer(hard.text, hard.answer, width - len(head), glyphs))
    if told.calendar:
        lines += ["", phrase("stats.calendar"), *_calendar(told.calendar, today, width, glyphs)]
    if told.ratings:
        latest = told.ratings[-1]
        lines += ["", phrase("stats.rating", points=latest.points, deviation=latest.deviation)]
        if len(told.ratings) > 1:
            points = [(date.fromisoformat(point.day), point.points) for point in told.ratings]
            lines += plot(points, width, 12, glyphs)
    if told.study.cards:
        lines += ["", *_study(told, width, glyphs)]
    return lines


def _totals(told: Statistics) -> list[str]:
    share = told.right / told.answered if told.answered else None
    known = (told.games, share, told.median, told.streak, told.day_streak)
    codes = zip(("games", "right", "time", "streak", "days"), known, strict=True)
    figures = {**asdict(told), "share": share}
    return [f"  {phrase(f'stats.{code}', **figures)}" for code, figure in codes if figure is not None]


def _bars(shares: Sequence[Share], width: int, glyphs: Glyphs) -> list[str]:
    is_narrow = width < NARROW
    drawn = 6 if is_narrow else 16
    room = width - drawn - (23 if is_narrow else 31)
    names = [shortened(category_name(share.name), max(8, room)) for share in shares[:SHOWN]]
    longest = max(map(cells, names))
    lines = []
    for name, share in zip(names, shares, strict=False):
        seconds = phrase("stats.seconds", seconds=share.seconds) if share.seconds is not None and not is_narrow else ""
        figures = phrase("stats.share", share=share.share, right=share.right, of=share.answered) + seconds
        lines.append(f"  {padded(name, longest)}  {''.join(bar(share.share, drawn, glyphs.bar))} {figures}".rstrip())
    if len(shares) > SHOWN:
        lines.append(f"  {phrase('stats.more', count=len(shares) - SHOWN)}")
    return lines


def _calendar(days: Sequence[Day], today: date, width: int, glyphs: Glyphs) -> list[str]:
    counts = {date.fromisoformat(day.day): day.answered for day in days}
    weeks = min(WEEKS, (width - 5) // 2, (today - min(counts)).days // 7 + 2)  # from the first game on
    drawn = [f"  {line}" for line in calendar(counts, today, weeks, glyphs)]
    best = max(days, key=lambda day: day.answered)
    return [*drawn, f"  {phrase('stats.most', count=len(days), day=best.day, answered=best.answered)}"]


def _study(told: Statistics, width: int, glyphs: Glyphs) -> list[str]:
    study = told.study
    lines, memory = [phrase("stats.study", **asdict(study))], told.memory
    if memory.reviews:
        share = memory.known / memory.reviews
        lines.append(f"  {phrase('stats.known', known=memory.known, of=memory.reviews, share=share)}")
    aside = f", {phrase('stats.aside', count=memory.suspended)}" if memory.suspended else ""
    lost = f", {phrase('stats.lost', count=memory.orphans)}" if memory.orphans else ""
    lines.append(f"  {phrase('stats.cards', young=memory.young, mature=memory.mature)}{aside}{lost}")
    if any(memory.coming):
        lines.append(f"  {phrase('stats.coming', days=' '.join(map(str, memory.coming)))}")
    for leech in study.leeches:
        head = f"  {phrase('stats.leech', count=leech.lapses)} "
        lines.append(head + _with_answer(leech.text, leech.answer, max(10, width - len(head)), glyphs))
    return lines


def _with_answer(text: str, answer: str, width: int, glyphs: Glyphs) -> str:
    """A question and its answer, with the question cut if both do not fit."""
    told = f" {glyphs.dot} {_in_a_row(answer)}" if answer else ""
    room = width - cells(told)
    return f"{shortened(_in_a_row(text), room)}{told}" if room >= width // 3 else shortened(_in_a_row(text), width)


def _in_a_row(text: str) -> str:
    """The text in one line, without runs of spaces."""
    return " ".join(one_line(text).split())


def calendar(counts: Mapping[date, int], today: date, weeks: int, glyphs: Glyphs) -> list[str]:
    """A row for each day of the week, a column for each of the last `weeks` weeks, months above them.

    The days with the most are darkest, in quarters of the greatest count.
    """
    first = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    most = max((count for day, count in counts.items() if first <= day <= today), default=0)
    rows, quarters = [], len(glyphs.days) - 1
    for weekday in range(7):
        days = [first + timedelta(weeks=week, days=weekday) for week in range(weeks)]
        cells = [
            glyphs.days[-(-counts.get(day, 0) * quarters // max(1, most))] if day <= today else " " for day in days
        ]
        rows.append(f"{day_abbr[weekday][:2]} {' '.join(cells)}".rstrip())
    return [_months(first, weeks), *rows]


def plot(points: Sequence[tuple[date, float]], width: int, height: int, glyphs: Glyphs) -> list[str]:
    """Values over days, which come in their order: each column shows the latest value of its days.

    `width` and `height` are those of the whole figure; two rows of it and eight columns are the axes.
    """
    columns, rows = max(2, width - 8), max(2, height - 2)
    first, last = points[0][0], points[-1][0]
    span = max(1, (last - first).days)
    values: dict[int, float] = {}
    for day, value in points:
        values[round((day - first).days / span * (columns - 1))] = value
    low, high = min(values.values()), max(values.values())
    if high - low < rows:  # a point more or less is no mountain
        middle = (low + high) / 2
        low, high = middle - rows / 2, middle + rows / 2
    field = [[" "] * columns for _ in range(rows)]
    shown = values[0]
    for column in range(columns):
        # Between two days the value stays what it was: nothing was played.
        shown = values.get(column, shown)
        row = round((high - shown) / (high - low) * (rows - 1))
        field[row][column] = glyphs.point
    step = (high - low) / (rows - 1)
    lines = [f"{high - step * number:6.0f} |{''.join(cells).rstrip()}" for number, cells in enumerate(field)]
    end = last.isoformat() if last > first else ""
    return [*lines, f"{'':6} +{'-' * columns}", f"{'':8}{first.isoformat()}{end:>{max(0, columns - 10)}}".rstrip()]


def _months(first: date, weeks: int) -> str:
    line, before = "   ", 0
    for week in range(weeks):
        month = (first + timedelta(weeks=week)).month
        column = 3 + 2 * week
        if month != before and len(line) <= column:
            line = line.ljust(column) + month_abbr[month] + " "
        before = month
    return line.rstrip()
