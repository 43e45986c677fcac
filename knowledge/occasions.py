"""When the occasions of the field's year come, as days and in words."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from knowledge.schema import AfterQuarters, InMonths, Occasion, Once, OnDays, When

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_QUARTERS = (3, 6, 9, 12)
_ANY_COMMON_YEAR = 2026
"""One without a 29 February."""


def dates_in(occasion: Occasion, year: int) -> tuple[date, ...]:
    """The days of that year on which the occasion comes, in order; none where no exact day is known."""
    match occasion.when:
        case OnDays(months=months, day=day):
            return tuple(date(year, month, day) for month in sorted(set(months)))
        case AfterQuarters(after=int(after)):
            ends = (_month_end(ended, month) for ended in (year - 1, year) for month in _QUARTERS)
            days = (end + timedelta(days=after) for end in ends)
            return tuple(day for day in days if day.year == year)
        case Once(on=day) if day.year == year:
            return (day,)
    return ()


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def has_days(when: When) -> bool:
    """Whether the pattern tells on which days, in whatever year."""
    return isinstance(when, OnDays | Once) or (isinstance(when, AfterQuarters) and when.after is not None)


def impossible_days(when: When) -> str:
    """The first day of the pattern that not every year has, in words; empty when all of them come every year."""
    if isinstance(when, OnDays):
        for month in when.months:
            if when.day > monthrange(_ANY_COMMON_YEAR, month)[1]:
                return f"{when.day} {MONTHS[month - 1]}"
    return ""


def in_words(when: When) -> str:
    """When it comes, as one says it: "31 Mei", "Desember–Februari", "10 hari sesudah tiap triwulan"."""
    match when:
        case OnDays(months=months, day=day):
            return f"{day} {_listed([MONTHS[month - 1] for month in sorted(set(months))])}"
        case InMonths(months=months):
            return _listed(_spans(months))
        case AfterQuarters(after=after):
            return _after_quarters(after)
        case Once(on=day):
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return "waktunya belum pasti"


def _after_quarters(after: int | None) -> str:
    if after is None:
        return "akhir tiap triwulan"
    return f"{after} hari sesudah tiap triwulan" if after else "hari terakhir tiap triwulan"


def _spans(months: Sequence[int]) -> list[str]:
    """The months in words, those that follow each other as one span."""
    spans = [[months[0]]]
    for before, month in pairwise(months):
        if month == before % 12 + 1:
            spans[-1].append(month)
        else:
            spans.append([month])
    return [_span(span) for span in spans]


def _span(months: Sequence[int]) -> str:
    first, last = MONTHS[months[0] - 1], MONTHS[months[-1] - 1]
    return first if len(months) == 1 else f"{first}–{last}"


def _listed(words: Sequence[str]) -> str:
    joint = ", dan " if len(words) > 2 else " dan "
    return joint.join(filter(None, (", ".join(words[:-1]), words[-1])))
