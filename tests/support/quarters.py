"""Who ought to be reminded of what, day by day: the rules told once more, the slow way, for one look a morning.

It shares no code with what it checks; of the calendar it knows only what the decree says.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from holidays import country_holidays

RUNGS = {"focal": (-30, -14, -7, -3, -1, 0, 1), "coordinator": (3,), "head": (7,)}
SILENT_AFTER = timedelta(days=14)
DAY = timedelta(days=1)
NEAR = timedelta(days=32)
HOLIDAYS = country_holidays("ID", years=(2025, 2026, 2027), categories=("public", "government"))

Told = tuple[int, str, str, str]
"""Somebody told as what, of what, and of which unit."""


def works(day: date) -> bool:
    """Whether it is a working day."""
    return day.weekday() < 5 and day not in HOLIDAYS


@dataclass
class Duty:
    """What a unit has to do until a day, and what of it is open."""

    title: str
    unit: str
    due: date
    since: date
    open: set[int]
    round: bool = True
    closed: bool = False

    def falls(self, days: int) -> date:
        """Return the working day on which a rung falls."""
        day = self.due + timedelta(days=days)
        while not works(day):
            day += DAY if days > 0 else -DAY
        return day

    def is_due(self, audience: str, after: date, today: date) -> bool:
        """Whether somebody is reminded today, when the last look was on the day `after`."""
        fallen = [(self.falls(days), days) for days in RUNGS[audience]]
        come = [(day, days) for day, days in fallen if max(after, self.since) < day <= today]
        latest = [days for day, days in come if day == max(come)[0]]
        in_time = any(days > 0 or today <= self.due for days in latest)
        return in_time and bool(self.open) and not self.closed and today <= self.due + SILENT_AFTER


@dataclass
class Ledger:
    """All duties of an agency, who is told of those of a unit, and when somebody last looked."""

    people: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    duties: list[Duty] = field(default_factory=list)
    last: date = date.min

    def look(self, today: date) -> Counter[Told]:
        """Return who ought to be told what this morning."""
        if not works(today):
            return Counter()
        after, self.last = self.last, today
        return Counter(told for duty in self.duties for told in self._told(duty, after, today))

    def _told(self, duty: Duty, after: date, today: date) -> Iterator[Told]:
        for audience in RUNGS:
            if duty.is_due(audience, after, today):
                for person in self.people.get((audience, duty.unit), ()):
                    yield person, audience, duty.title, duty.unit

    def next_look(self, today: date) -> date:
        """Return the next day on which to look: every day but Sundays near a deadline, Mondays otherwise."""
        day = today + DAY
        while day.weekday() == 6 if self._is_near(day) else day.weekday() != 0:
            day += DAY
        return day

    def _is_near(self, day: date) -> bool:
        return any(-NEAR <= day - duty.due <= NEAR / 2 and not duty.closed for duty in self.duties)

    def has_digest(self, today: date) -> bool:
        """Whether the coordinators read this week's digest today: its first working day, while a round is open."""
        earlier = [today - timedelta(days=days) for days in range(1, today.weekday() + 1)]
        first = works(today) and not any(map(works, earlier))
        return first and any(duty.round and not duty.closed for duty in self.duties)

    def find(self, title: str, unit: str) -> Duty:
        """Return what a unit has to do."""
        return next(duty for duty in self.duties if (duty.title, duty.unit) == (title, unit))
