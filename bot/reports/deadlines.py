"""What the pictures and files of deadlines are made from."""

from dataclasses import dataclass
from datetime import date, datetime

from reminders.calendar import NO_LOCAL_DAYS, LocalDays


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day until which something has to be done; `uid` names it for good, whatever else of it changes."""

    uid: str
    title: str
    due_on: date
    note: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class YearPlan:
    """A year of an agency; `undated` are the occasions without a day, each as its time in words and its title."""

    year: int
    agency: str
    made_at: datetime
    deadlines: tuple[Deadline, ...]
    undated: tuple[tuple[str, str], ...] = ()
    local: LocalDays = NO_LOCAL_DAYS
