"""Figures as text: points, bars, a calendar of days, a line over time. Every figure also stands there as a number."""

from calendar import day_abbr, month_abbr
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from quizzer.session import phrase
from quizzer.terminal.layout import Glyphs
from quizzer.terminal.safe import one_line


def points_in_words(points: float, *, sign: str = "") -> str:
    """Points as people write them, in fractions: "1 5/8". With "+" as `sign` it stands before what is won, too.

    >>> points_in_words(-0.375), points_in_words(0.833), points_in_words(12), points_in_words(0.3)
    ('-3/8', '5/6', '12', '0.3')
    """
    if not points % 1:
        return phrase("gain" if sign else "figure", points=points)
    from fractions import Fraction  # seldom needed

    near = Fraction(abs(points)).limit_denominator(8)
    if abs(near - abs(points)) > 0.0006:  # of a third three digits are kept
        return phrase("gain" if sign else "figure", points=points)
    whole, part = divmod(near, 1)
    return f"{'-' if points < 0 else sign}{f'{whole} ' if whole else ''}{part}"


def category_name(category: str) -> str:
    """A category for people to read."""
    return phrase("category", category=one_line(category)).replace("_", " ")


def bar(share: float, width: int, signs: str) -> tuple[str, str]:
    """The filled and the empty part of a bar of `width` cells, filled to `share` (0 to 1).

    `signs` are the fillings of one cell from little to full, then an empty cell: with more than one filling the bar
    grows by parts of a cell. It is full or empty only where the share is 1 or 0.
    """
    fillings, empty = signs[:-1], signs[-1]
    steps = max(0, width) * len(fillings)
    filled = round(max(0.0, min(1.0, share)) * steps)
    if 0 < share < 1:
        filled = max(1, min(filled, steps - 1))
    whole, part = divmod(filled, len(fillings))
    full = fillings[-1] * whole + (fillings[part - 1] if part else "")
    return full, empty * (width - len(full))


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
