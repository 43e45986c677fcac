"""The periods of the calendar in which checklists are handed out, as people call them and as buttons carry them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from knowledge.schema import Period
from reminders.calendar import working_day_up_to
from reminders.dates import YEARS

ROMAN = ("I", "II", "III", "IV")
PERIODS: tuple[Period, ...] = ("triwulan", "semester", "tahunan")
Sort = Literal["tw", "sm", "th"]
SORTS: dict[Period, Sort] = {"triwulan": "tw", "semester": "sm", "tahunan": "th"}
MONTHS: dict[Sort, int] = {"tw": 3, "sm": 6, "th": 12}
NAMES: dict[Sort, str] = {"tw": "Triwulan", "sm": "Semester", "th": "Tahun"}
AFTERWARDS = timedelta(days=15)
"""What units are usually given after a period to report on it."""
LONGEST, SHORTEST = 40, 2

_CODE = re.compile(r"(tw|sm|th)([1-4])-(\d{4})")
_QUARTER = re.compile(r"(?:tri ?wulan|twl?n?|q|kuartal)[\s.-]*(iv|i{1,3}|[1-4])[\s/,.-]*(?:tahun |th\.? ?|ta )?(\d{4})")
_HALF = re.compile(r"(?:semester|smt|sem)[\s.-]*(i{1,2}|[12])[\s/,.-]*(?:tahun |th\.? ?|ta )?(\d{4})")
_YEAR = re.compile(r"(?:tahun |th\.? ?|ta\.? |tahun anggaran )?(\d{4})")


@dataclass(frozen=True, slots=True)
class Span:
    """A quarter, a half or a whole year; `number` counts them within the year from 1."""

    sort: Sort
    number: int
    year: int

    @property
    def code(self) -> str:
        """How buttons carry it."""
        return f"{self.sort}{self.number}-{self.year}"

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{NAMES[self.sort]} {self.year if self.sort == 'th' else f'{ROMAN[self.number - 1]} {self.year}'}"

    @property
    def ends(self) -> date:
        """Its last day."""
        month = self.number * MONTHS[self.sort]
        after = date(self.year + month // 12, month % 12 + 1, 1)
        return after - timedelta(days=1)

    @property
    def next(self) -> "Span":
        """The one that follows."""
        last = self.number * MONTHS[self.sort] == 12
        return Span(self.sort, 1, self.year + 1) if last else Span(self.sort, self.number + 1, self.year)


def span_of(period: Period, day: date) -> Span:
    """Return the period of that sort in which a day lies."""
    sort = SORTS[period]
    return Span(sort, (day.month - 1) // MONTHS[sort] + 1, day.year)


def offered(period: Period | None, today: date) -> list[Span]:
    """Return the periods that are likely: this and the next; one of every sort where the checklist has none."""
    if period is None:
        return [span_of(one, today) for one in PERIODS]
    this = span_of(period, today)
    return [this, this.next]


def span_coded(code: str) -> Span | None:
    """Return the period that a button carries."""
    found = _CODE.fullmatch(code)
    sort: Sort | None = next((sort for sort in MONTHS if found and sort == found[1]), None)
    return _span(sort, int(found[2]), int(found[3])) if found and sort else None


def _span(sort: Sort, number: int, year: int) -> Span | None:
    return Span(sort, number, year) if number * MONTHS[sort] <= 12 and year in YEARS else None


def read_span(text: str) -> Span | None:
    """Return the period of the calendar that a text names: "tw 4 2026", "Triwulan IV Tahun 2026"."""
    flat = " ".join(text.casefold().split())
    if found := _QUARTER.fullmatch(flat):
        return _span("tw", _number(found[1]), int(found[2]))
    if found := _HALF.fullmatch(flat):
        return _span("sm", _number(found[1]), int(found[2]))
    found = _YEAR.fullmatch(flat)
    return _span("th", 1, int(found[1])) if found else None


def _number(digits: str) -> int:
    return int(digits) if digits.isdigit() else ROMAN.index(digits.upper()) + 1


def suggested_days(span: Span, today: date) -> list[date]:
    """Return working days on which a period may be due: its last, and one two weeks after it."""
    days = (working_day_up_to(span.ends), working_day_up_to(span.ends + AFTERWARDS))
    return [day for day in days if day >= today]
