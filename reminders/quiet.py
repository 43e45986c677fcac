"""Quiet hours: the times of the week in which nobody wants to be written to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from reminders.dates import WEEKDAYS

EVERY_DAY = frozenset(range(7))
WORKING_WEEK = 5

_DAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_TO = r" ?(?:-|–|s/d|s\.d\.|sampai) ?"
_CLOCK = r"(\d{1,2})[.:](\d{2})"
_PERIOD = re.compile(rf"(?:({_DAY})(?:{_TO}({_DAY}))? )?{_CLOCK}{_TO}{_CLOCK}")
_A_MONDAY = datetime(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """A quiet time on some days of the week (Monday is 0), up to `end`: on the next day when that is not later."""

    start: time
    end: time
    days: frozenset[int] = EVERY_DAY

    def end_around(self, local: datetime) -> datetime | None:
        """Return when the period ends in which a local moment lies, None where it lies in none."""
        clock, today = local.time(), local.weekday()
        overnight = self.end <= self.start
        if clock >= self.start and today in self.days and (overnight or clock < self.end):
            return datetime.combine(local.date() + timedelta(days=overnight), self.end, local.tzinfo)
        if overnight and clock < self.end and (today - 1) % 7 in self.days:
            return datetime.combine(local.date(), self.end, local.tzinfo)
        return None


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The quiet times of a week; they may overlap. Raises ValueError where they leave nothing of a day of the week."""

    periods: tuple[Period, ...] = ()

    def __post_init__(self) -> None:
        for day in range(WORKING_WEEK):
            midnight = _A_MONDAY + timedelta(days=day)
            if any(end >= midnight + timedelta(days=1) for end in self._ends(midnight)):
                raise ValueError("Jam tenang tidak boleh memenuhi sehari penuh pada hari Senin sampai Jumat.")

    def end_around(self, local: datetime) -> datetime:
        """Return the first local moment from this one on that is not quiet."""
        for end in self._ends(local):
            local = end
        return local

    def _ends(self, local: datetime) -> Iterator[datetime]:
        """Yield where one quiet time after the other ends, as long as one begins where another ends."""
        while end := max(filter(None, (period.end_around(local) for period in self.periods)), default=None):
            yield end
            local = end


QUIET_HOURS = QuietHours(
    (
        Period(time(20), time(7, 30)),
        Period(time(11, 30), time(13), frozenset({WEEKDAYS["jumat"]})),
        Period(time(12), time(13)),
    )
)
"""The night, Friday prayer, lunch."""


def read_quiet_hours(text: str) -> QuietHours:
    """Read quiet times as a setting lists them: "20.00-07.30, Jumat 11.30-13.00, Senin-Kamis 12.00-13.00".

    A time without a day holds for every day. Raises ValueError, in words for people, where something is not understood.
    """
    parts = (" ".join(part.casefold().split()) for part in re.split(r"[,;\n]", text))
    return QuietHours(tuple(_read(part) for part in parts if part))


def _read(part: str) -> Period:
    found = _PERIOD.fullmatch(part)
    try:
        if found is None:
            raise ValueError
        start, end = _clock(found[3], found[4]), _clock(found[5], found[6])
    except ValueError:
        raise ValueError(f"“{part}” tidak dikenal. Contoh: 20.00-07.30, Jumat 11.30-13.00.") from None
    if start == end and found[5] != "24":
        raise ValueError(f"“{part}” mulai dan berakhir pada jam yang sama.")
    return Period(start, end, _days(found[1], found[2]))


def _clock(hour: str, minute: str) -> time:
    return time() if (hour, minute) == ("24", "00") else time(int(hour), int(minute))


def _days(first: str | None, last: str | None) -> frozenset[int]:
    if first is None:
        return EVERY_DAY
    begin = WEEKDAYS[first]
    length = (WEEKDAYS[last or first] - begin) % 7
    return frozenset((begin + number) % 7 for number in range(length + 1))
