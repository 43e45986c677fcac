"""What the planning of reminders rests on, and what comes of it: plain data."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from reminders.deadlines import Deadline
from reminders.rungs import Audience

Outcome = Literal["sent", "late", "overtaken", "passed", "silent", "done", "nobody"]
"""What became of a rung: sent on its day; sent on a later one; skipped because a later rung has come, the deadline has
passed, it is overdue for too long, nothing is open, or nobody is there to be reminded."""

SNOOZE = "tunda"
"""The code of the rung that a person asked for by putting a reminder off."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, and the zone in which it works."""

    id: int
    name: str
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Duty:
    """What a unit has to do for a deadline: `left` is still open. Rungs that fell before `since` do not concern it.

    `since` is when the unit was given the task, or when the deadline was last moved, whichever is later.
    """

    deadline: Deadline
    unit: Unit
    left: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Snooze:
    """Somebody's wish to be reminded once more, on the morning of a working day."""

    deadline_id: int
    unit_id: int
    person_id: int
    day: date


@dataclass(frozen=True, slots=True)
class Mark:
    """What is handled at most once: a rung of a unit's deadline, counted from the day on which it was due.

    A deadline that was moved has rungs of its own. Of a snooze, `day` is the day and `person_id` whose wish it was.
    """

    deadline_id: int
    unit_id: int
    rung: str
    day: date
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line for the ledger: what was handled, and how."""

    mark: Mark
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Line:
    """A unit's deadline in a message; `snooze_on` is the morning on which it may come once more, if any."""

    duty: Duty
    audience: Audience
    late: bool
    snooze_on: date | None


@dataclass(frozen=True, slots=True)
class Message:
    """All that one person is reminded of in a run, what is due first at the top."""

    person_id: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does: send, and note in the ledger in the same transaction. Without change, look again then."""

    messages: tuple[Message, ...]
    entries: tuple[Entry, ...]
    look_again: datetime | None


@dataclass(frozen=True, slots=True)
class State:
    """All that a plan rests on. `office` is the zone in which the coordinators work.

    `people` says who is reminded of what a unit has to do. Finished duties belong here too, with nothing left: their
    rungs are passed over as they fall, so that nothing seems missed when evidence is returned later.
    """

    duties: Sequence[Duty]
    people: Mapping[tuple[Audience, int], Collection[int]]
    ledger: Set[Mark]
    office: ZoneInfo
    snoozes: Sequence[Snooze] = ()
