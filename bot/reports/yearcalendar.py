"""The year on one picture: twelve months with their holidays, the deadlines numbered, and below what the numbers mean.

Telegram shrinks what it shows inline to 1280 pixels in height, so the picture is kept short; sent as a file it stays
sharp.
"""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from bot.reports.canvas import BLUE, INK, MUTED, ORANGE, PAPER, Sheet, png
from bot.reports.deadlines import YearPlan
from bot.reports.heading import draw_title
from bot.reports.wording import MONTHS, moment
from bot.reports.yearlegend import draw_legend, legend_of
from bot.reports.yearmarks import CELL, ROW, badge, closed, due, weekend
from reminders.calendar import Holiday, holidays_in, holidays_known

WIDTH = 1080
MARGIN = 36
WIDE = WIDTH - 2 * MARGIN
TOP = 184
ACROSS = 3
ABOVE = 70
BELOW = 24
MONTH_WIDTH = CELL * 7
BETWEEN = (WIDE - ACROSS * MONTH_WIDTH) / (ACROSS - 1)
FOOT = 30

DAY = 24
WEEKDAYS = ("Sn", "Sl", "Rb", "Km", "Jm", "Sb", "Mg")
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class _Marks:
    """What the days of the year carry."""

    holidays: Mapping[date, Holiday]
    numbers: Mapping[date, int]


def yearcalendar(plan: YearPlan) -> bytes:
    """Return the calendar of the plan's year as a PNG 1080 pixels wide.

    Deadlines of other years are left out; those of one day share a number.
    """
    plan = replace(plan, deadlines=tuple(one for one in plan.deadlines if one.due_on.year == plan.year))
    legend = legend_of(plan, WIDE)
    tops = _tops(plan.year)
    sheet = Sheet(WIDTH, tops[-1] + legend.height + FOOT)
    _head(sheet, plan)
    _months(sheet, plan, _Marks(holidays_in(plan.year, plan.local), legend.numbers), tops)
    draw_legend(sheet, legend, MARGIN, tops[-1])
    return png(sheet)


def _head(sheet: Sheet, plan: YearPlan) -> None:
    draw_title(sheet, MARGIN, 52, f"Kalender tenggat {plan.year}", 40, INK)
    sheet.text(MARGIN, 104, sheet.fitted(f"{plan.agency} · {moment(plan.made_at)}", WIDE, 24), 24, color=MUTED)
    sheet.text(MARGIN, 144, _warning(plan.year), 24, bold=True, color=ORANGE)


def _warning(year: int) -> str:
    known = holidays_known(year)
    if known == "belum":
        return f"Libur tahun {year} belum ditetapkan. Yang tampil baru perkiraan."
    return f"Sebagian tanggal libur tahun {year} masih perkiraan." if known == "perkiraan" else ""


def _tops(year: int) -> list[float]:
    """Where each row of months begins, and where the last one ends; a row is as high as its longest month."""
    weeks = [len(Calendar().monthdatescalendar(year, number + 1)) for number in range(len(MONTHS))]
    rows = (max(weeks[first : first + ACROSS]) for first in range(0, len(MONTHS), ACROSS))
    return list(accumulate((ABOVE + ROW * row + BELOW for row in rows), initial=float(TOP)))


def _months(sheet: Sheet, plan: YearPlan, marks: _Marks, tops: Sequence[float]) -> None:
    for number in range(len(MONTHS)):
        down, across = divmod(number, ACROSS)
        left = MARGIN + across * (MONTH_WIDTH + BETWEEN)
        _month(sheet, left, tops[down], date(plan.year, number + 1, 1), marks)


def _month(sheet: Sheet, left: float, top: float, first: date, marks: _Marks) -> None:
    sheet.text(left + 6, top + 20, MONTHS[first.month - 1], 27, bold=True, color=BLUE)
    for column, name in enumerate(WEEKDAYS):
        color = ORANGE if column >= SATURDAY else MUTED
        sheet.text(left + CELL * (column + 0.5), top + ABOVE - 16, name, 19, color=color, align="center")
    for row, week in enumerate(Calendar().monthdatescalendar(first.year, first.month)):
        for day in week:
            if day.month == first.month:
                _day(sheet, left + CELL * day.weekday(), top + ABOVE + ROW * row, day, marks)


def _day(sheet: Sheet, left: float, top: float, day: date, marks: _Marks) -> None:
    holiday, number = marks.holidays.get(day), marks.numbers.get(day)
    off = bool(holiday) or day.weekday() >= SATURDAY
    if holiday:
        closed(sheet, left, top, holiday)
    elif off:
        weekend(sheet, left, top)
    if number:
        due(sheet, left, top)
    color = PAPER if number else ORANGE if off else INK
    bold = bool(holiday or number)
    sheet.text(left + CELL / 2, top + ROW / 2, str(day.day), DAY, bold=bold, color=color, align="center")
    if number:
        badge(sheet, left + CELL - 3, top + 3, number)
