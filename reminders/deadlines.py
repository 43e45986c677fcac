"""A deadline, and the moments at which its rungs fall."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reminders.hours import Hours
from reminders.rungs import RUNGS, SILENT_AFTER, Rung


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day of the unit's own calendar until whose end, or until `due_at` on it, something is to be finished."""

    id: int
    title: str
    due_on: date
    due_at: time | None = None
    rungs: tuple[Rung, ...] = RUNGS

    def end(self, zone: ZoneInfo) -> datetime:
        """Return the first moment that is too late in a zone."""
        if self.due_at is not None:
            return datetime.combine(self.due_on, self.due_at, zone)
        return datetime.combine(self.due_on + timedelta(days=1), time(), zone)

    def silent_from(self, zone: ZoneInfo) -> datetime:
        """Return from when on nobody is reminded any more."""
        return datetime.combine(self.due_on + timedelta(days=SILENT_AFTER + 1), time(), zone)


def moments(deadline: Deadline, zone: ZoneInfo, office: ZoneInfo, hours: Hours) -> Iterator[tuple[Rung, datetime]]:
    """Yield each rung of a deadline and when it falls for a unit in a zone; coordinators read in the office's zone."""
    for rung in deadline.rungs:
        read_in = office if rung.audience == "coordinator" else zone
        yield rung, _moment(rung, deadline.due_on, deadline.end(zone), read_in, hours)


def _moment(rung: Rung, due_on: date, end: datetime, zone: ZoneInfo, hours: Hours) -> datetime:
    """Return when a rung falls: an overdue one moves to the next working day, any other to the working day before.

    Where a morning begins only after the deadline, the morning of the working day before is the last that helps.
    """
    day = due_on + timedelta(days=rung.days)
    if rung.overdue:
        return hours.resumption(max(hours.morning(day, zone), end), zone)
    day = hours.working_day_up_to(day)
    while (moment := hours.morning(day, zone)) >= end:
        day = hours.working_day_up_to(day - timedelta(days=1))
    return moment


def snooze_day(deadline: Deadline, zone: ZoneInfo, hours: Hours, now: datetime) -> date | None:
    """Return the working day on whose morning a reminder may come once more; None where that is too late to help."""
    morning = hours.next_morning(now, zone)
    return morning.date() if morning < deadline.end(zone) else None
