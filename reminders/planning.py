"""What to remind whom of now, and when to look again. Pure: derived each time from what is open and what was done.

Nothing is planned ahead and kept. What was handled stands in a ledger, and all else follows from the present state, so
that a deadline that moved, a task that was finished or a service that was down needs no repair.

A rung still makes sense at a moment when its time has come, the unit has something open, no later rung for the same
audience has come on a later day, and, if it falls before the deadline, the deadline has not passed; overdue ones make
sense until the unit is left in silence. In the first run in which people may be written to (`Hours.resumption`), what
makes sense goes out, and what does not is entered into the ledger with the reason.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from reminders.deadlines import Deadline, moments, snooze_day
from reminders.hours import Hours
from reminders.models import SNOOZE, Duty, Entry, Line, Mark, Message, Outcome, Plan, Snooze, State
from reminders.rungs import Audience, Rung

_NEAREST: tuple[Audience, ...] = ("focal", "head", "coordinator")


def make_plan(state: State, hours: Hours, now: datetime) -> Plan:
    """Return what is to be sent and noted at that moment, and when there will be something to do again."""
    run = _Run(state, hours, now)
    for duty in state.duties:
        run.consider(duty)
    return run.plan()


@dataclass(frozen=True, slots=True)
class _Step:
    """A rung or a snooze of a duty: when it falls, for whom, and by the clock of which zone they live."""

    mark: Mark
    audience: Audience
    people: Collection[int]
    at: datetime
    zone: ZoneInfo
    before: bool

    @property
    def day(self) -> date:
        return self.at.date()

    def overtaken_by(self, other: "_Step") -> bool:
        """Whether the other comes on a later day for the same people."""
        for_them = other.audience == self.audience and other.mark.person_id in (None, self.mark.person_id)
        return for_them and other.day > self.day


class _Run:
    """One run over all that units have to do."""

    def __init__(self, state: State, hours: Hours, now: datetime) -> None:
        self._state = state
        self._hours = hours
        self._now = now
        self._resumption = cache(lambda zone: hours.resumption(now, zone))
        self._moments: dict[tuple[int, ZoneInfo], tuple[tuple[Rung, datetime], ...]] = {}
        self._snoozes = defaultdict[tuple[int, int], list[Snooze]](list)
        for snooze in dict.fromkeys(state.snoozes):  # who taps twice has one wish
            self._snoozes[snooze.deadline_id, snooze.unit_id].append(snooze)
        self._entries: list[Entry] = []
        self._again: set[datetime] = set()
        self._lines = defaultdict[int, dict[tuple[int, int], Line]](dict)

    def consider(self, duty: Duty) -> None:
        """Handle what has come of a duty, and note when the rest will."""
        steps = (*self._rungs(duty), *self._wishes(duty))
        for step in steps:
            if step.mark not in self._state.ledger:
                self._handle(duty, step, steps)

    def plan(self) -> Plan:
        """Return what the run has come to."""
        messages = (
            Message(person_id, tuple(sorted(lines.values(), key=_by_urgency)))
            for person_id, lines in sorted(self._lines.items())
        )
        return Plan(tuple(messages), tuple(self._entries), min(self._again, default=None))

    def _rungs(self, duty: Duty) -> Iterator[_Step]:
        deadline, unit = duty.deadline, duty.unit
        for rung, at in self._ladder(deadline, unit.zone):
            if at >= duty.since:
                mark = Mark(deadline.id, unit.id, rung.code, deadline.due_on)
                zone = self._state.office if rung.audience == "coordinator" else unit.zone
                yield _Step(mark, rung.audience, self._people(duty, rung.audience), at, zone, not rung.overdue)

    def _ladder(self, deadline: Deadline, zone: ZoneInfo) -> tuple[tuple[Rung, datetime], ...]:
        """Return when the rungs fall for all units in a zone."""
        key = (deadline.id, zone)
        if key not in self._moments:
            self._moments[key] = tuple(moments(deadline, zone, self._state.office, self._hours))
        return self._moments[key]

    def _wishes(self, duty: Duty) -> Iterator[_Step]:
        unit = duty.unit
        for wish in self._snoozes.get((duty.deadline.id, unit.id), ()):
            mark = Mark(duty.deadline.id, unit.id, SNOOZE, wish.day, wish.person_id)
            people = {wish.person_id}.intersection(self._people(duty, "focal"))
            yield _Step(mark, "focal", people, self._hours.morning(wish.day, unit.zone), unit.zone, before=True)

    def _people(self, duty: Duty, audience: Audience) -> Collection[int]:
        return self._state.people.get((audience, duty.unit.id), ())

    def _handle(self, duty: Duty, step: _Step, steps: Sequence[_Step]) -> None:
        moment = max(step.at, self._resumption(step.zone))
        if moment > self._now:
            self._again.add(moment)
            return
        outcome = self._outcome(duty, step, steps)
        self._entries.append(Entry(step.mark, outcome))
        if outcome in ("sent", "late"):
            for person_id in step.people:
                self._remind(person_id, self._line(duty, step, late=outcome == "late"))

    def _outcome(self, duty: Duty, step: _Step, steps: Sequence[_Step]) -> Outcome:
        if not duty.left:
            return "done"
        if step.before and self._now >= duty.deadline.end(duty.unit.zone):
            return "passed"
        if self._now >= duty.deadline.silent_from(duty.unit.zone):
            return "silent"
        if any(step.overtaken_by(other) for other in steps if other.at <= self._now):
            return "overtaken"
        if not step.people:
            return "nobody"
        return "sent" if step.day == self._now.astimezone(step.zone).date() else "late"

    def _line(self, duty: Duty, step: _Step, *, late: bool) -> Line:
        deadline, zone = duty.deadline, duty.unit.zone
        snooze_on = snooze_day(deadline, zone, self._hours, self._now) if step.audience == "focal" else None
        return Line(duty, step.audience, late, snooze_on)

    def _remind(self, person_id: int, line: Line) -> None:
        """Keep one line of a unit's deadline in a message: in the role that is nearest to the work."""
        lines, key = self._lines[person_id], (line.duty.deadline.id, line.duty.unit.id)
        known = lines.get(key, line)
        lines[key] = min(known, line, key=lambda one: (_NEAREST.index(one.audience), one.late))


def _by_urgency(line: Line) -> tuple[datetime, str, int]:
    return line.duty.deadline.end(line.duty.unit.zone), line.duty.unit.name, line.duty.deadline.id
