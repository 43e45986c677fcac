"""What the marks of the calendar of a year mean: deadline by deadline, then what has no day yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from bot.reports.canvas import INK, MUTED, ORANGE, Sheet
from bot.reports.deadlines import Deadline, YearPlan
from bot.reports.wording import short_day
from bot.reports.yearmarks import CELL, ROW, badge, closed, weekend
from reminders.calendar import Holiday, LocalDays, day_off

MOST_DEADLINES = 60
MOST_UNDATED = 8

LETTERS = 25
LINE = 33
GAP = 9
HEADING = 62
KEY = 84
WHEN = 44
WHAT = 238
UNDATED = 352
WEEKDAYS = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One deadline or occasion: `number` and `when` are empty below another of the same day."""

    what: tuple[str, ...]
    when: str = ""
    number: int | None = None
    remark: str = ""

    @property
    def height(self) -> float:
        return LINE * (len(self.what) + bool(self.remark)) + GAP


@dataclass(frozen=True, slots=True)
class _List:
    """A heading, what stands below it, and how far from the left."""

    title: str
    entries: tuple[_Entry, ...]
    left_out: str
    when: float
    what: float

    @property
    def height(self) -> float:
        return HEADING + sum(entry.height for entry in self.entries) + LINE * bool(self.left_out)


@dataclass(frozen=True, slots=True)
class Legend:
    """The number of each day with a deadline, and what is written below the months."""

    numbers: Mapping[date, int]
    lists: tuple[_List, ...]

    @property
    def height(self) -> float:
        """How much room it takes."""
        return KEY + sum(one.height for one in self.lists)


def legend_of(plan: YearPlan, wide: float) -> Legend:
    """Number the days of the plan's deadlines, and fold their titles into lines of that width."""
    ordered = sorted(plan.deadlines, key=lambda one: (one.due_on, one.title))
    numbers = {day: number for number, day in enumerate(dict.fromkeys(one.due_on for one in ordered), 1)}
    ruler = Sheet(wide, 1)
    lists = [_deadlines(ruler, ordered, numbers, plan.local)]
    if plan.undated:
        lists.append(_undated(ruler, plan.undated))
    return Legend(numbers, tuple(lists))


def _deadlines(ruler: Sheet, ordered: Sequence[Deadline], numbers: Mapping[date, int], local: LocalDays) -> _List:
    entries: list[_Entry] = []
    for day, group in groupby(ordered[:MOST_DEADLINES], key=lambda one: one.due_on):
        entries += _of_one_day(day, numbers[day], [_folded(ruler, one.title, WHAT) for one in group], local)
    title = "Tenggat" if entries else "Belum ada tenggat pada tahun ini."
    return _List(title, tuple(entries), _more(len(ordered) - MOST_DEADLINES, "tenggat"), WHEN, WHAT)


def _of_one_day(day: date, number: int, titles: Sequence[tuple[str, ...]], local: LocalDays) -> list[_Entry]:
    entries = [_Entry(what) for what in titles]
    entries[0] = replace(entries[0], when=f"{WEEKDAYS[day.weekday()]}, {short_day(day)}", number=number)
    entries[-1] = replace(entries[-1], remark=_remark(day, local))
    return entries


def _undated(ruler: Sheet, undated: Sequence[tuple[str, str]]) -> _List:
    entries = tuple(
        _Entry(_folded(ruler, what, UNDATED), ruler.fitted(when, UNDATED - 16, LETTERS))
        for when, what in undated[:MOST_UNDATED]
    )
    return _List("Belum bertanggal pasti", entries, _more(len(undated) - MOST_UNDATED, "agenda"), 0, UNDATED)


def _folded(ruler: Sheet, title: str, left: float) -> tuple[str, ...]:
    return tuple(ruler.wrapped(title, ruler.width - left, LETTERS, 2)) or ("–",)


def _remark(day: date, local: LocalDays) -> str:
    reason = day_off(day, local)
    return f"Kantor tutup: {reason}" if reason else ""


def _more(count: int, what: str) -> str:
    return f"{count} {what} lain tidak muat di sini." if count > 0 else ""


def draw_legend(sheet: Sheet, legend: Legend, left: float, top: float) -> None:
    """Draw it from that corner down."""
    _key(sheet, left, top)
    top += KEY
    for one in legend.lists:
        _draw_list(sheet, one, left, top)
        top += one.height


def _key(sheet: Sheet, left: float, top: float) -> None:
    weekend(sheet, left, top)
    closed(sheet, left + 216, top, Holiday(""))
    closed(sheet, left + 432, top, Holiday("", joint=True))
    closed(sheet, left + 706, top, Holiday("", estimated=True))
    words = ((0, "akhir pekan"), (216, "libur resmi"), (432, "cuti bersama"), (706, "tanggal perkiraan"))
    for across, word in words:
        sheet.text(left + across + CELL + 8, top + ROW / 2, word, 22)


def _draw_list(sheet: Sheet, one: _List, left: float, top: float) -> None:
    sheet.text(left, top + 24, one.title, 29, bold=True)
    top += HEADING
    for entry in one.entries:
        _draw_entry(sheet, entry, one, left, top)
        top += entry.height
    sheet.text(left, top + LINE / 2, one.left_out, LETTERS, color=MUTED)


def _draw_entry(sheet: Sheet, entry: _Entry, within: _List, left: float, top: float) -> None:
    middle = top + LINE / 2
    if entry.number:
        badge(sheet, left + 15, middle, entry.number)
    sheet.text(left + within.when, middle, entry.when, LETTERS, bold=bool(entry.number), color=INK)
    for line in entry.what:
        sheet.text(left + within.what, middle, line, LETTERS)
        middle += LINE
    sheet.text(
        left + within.what,
        middle,
        sheet.fitted(entry.remark, sheet.width - left * 2 - within.what, 22),
        22,
        color=ORANGE,
    )
