"""A small agency to be reminded for weeks: random, with a service that is up or down, and an oracle of its own.

The oracle knows the rules only by trying all half hours; it shares no code with what it checks.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from reminders.deadlines import Deadline, snooze_day
from reminders.hours import Hours
from reminders.models import Duty, Mark, Plan, Snooze, State, Unit
from reminders.planning import make_plan
from reminders.quiet import Period, QuietHours
from reminders.rungs import RUNGS, Audience, Rung

ZONES = tuple(map(ZoneInfo, ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")))
START = datetime(2027, 3, 1, tzinfo=ZONES[0])
HALF_HOUR = timedelta(minutes=30)
HALF_HOURS = tuple(time(hour, minute) for hour in range(24) for minute in (0, 30))
AUDIENCES: tuple[Audience, ...] = ("focal", "coordinator", "head")


@dataclass(frozen=True)
class Oracle:
    """What the rules mean, the slow way."""

    hours: Hours
    office: ZoneInfo
    known: dict[tuple[Rung, Deadline, Unit], datetime] = field(default_factory=dict)
    mornings: dict[tuple[date, ZoneInfo], datetime | None] = field(default_factory=dict)

    def allows(self, moment: datetime, zone: ZoneInfo) -> bool:
        local = moment.astimezone(zone)
        return self.hours.works(local.date()) and not any(self._quiet(local, one) for one in self.hours.quiet.periods)

    @staticmethod
    def _quiet(local: datetime, period: Period) -> bool:
        for day in (local.date(), local.date() - timedelta(days=1)):
            begin = datetime.combine(day, period.start, local.tzinfo)
            end = datetime.combine(day + timedelta(days=period.end <= period.start), period.end, local.tzinfo)
            if day.weekday() in period.days and begin <= local < end:
                return True
        return False

    def sends(self, moment: datetime, zone: ZoneInfo) -> bool:
        """Whether reminders go out at a moment: not before the morning's, on a day that has a morning."""
        today = moment.astimezone(zone).date()
        if (today, zone) not in self.mornings:
            clocks = (clock for clock in HALF_HOURS if clock >= self.hours.send_at)
            tries = (datetime.combine(today, clock, zone) for clock in clocks)
            self.mornings[today, zone] = next((at for at in tries if self.allows(at, zone)), None)
        morning = self.mornings[today, zone]
        return self.allows(moment, zone) and (morning is None or moment >= morning)

    def zone(self, audience: Audience, unit: Unit) -> ZoneInfo:
        return self.office if audience == "coordinator" else unit.zone

    def first(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Return the first half hour at which reminders go out."""
        tries = (moment.astimezone(zone) + number * HALF_HOUR for number in count())
        return next(at for at in tries if self.sends(at, zone))

    def moment(self, rung: Rung, deadline: Deadline, unit: Unit) -> datetime:
        """Return when a rung falls: on the working morning nearest to its day, on the right side of it."""
        key = (rung, deadline, unit)
        if key not in self.known:
            self.known[key] = self._moment(*key)
        return self.known[key]

    def _moment(self, rung: Rung, deadline: Deadline, unit: Unit) -> datetime:
        zone, end = self.zone(rung.audience, unit), deadline.end(unit.zone)
        day = deadline.due_on + timedelta(days=rung.days)
        if rung.overdue:
            later = (day + timedelta(days=number) for number in count())
            morning = datetime.combine(next(filter(self.hours.works, later)), self.hours.send_at, zone)
            return self.first(max(morning, end), zone)
        earlier = (datetime.combine(day - timedelta(days=number), self.hours.send_at, zone) for number in count())
        return next(at for one in earlier if self.hours.works(one.date()) and (at := self.first(one, zone)) < end)


@dataclass(frozen=True)
class Run:
    """A run of the service: what it knew, what it did."""

    now: datetime
    state: State
    plan: Plan


@dataclass
class Agency:
    """What is to be done in an agency, and the service that reminds it: up or down, and nothing but a ledger kept."""

    hours: Hours
    office: ZoneInfo
    people: dict[tuple[Audience, int], frozenset[int]]
    duties: list[Duty]
    now: datetime = START
    ledger: set[Mark] = field(default_factory=set)
    snoozes: list[Snooze] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.oracle = Oracle(self.hours, self.office)

    def run(self) -> Plan:
        state = State(tuple(self.duties), self.people, frozenset(self.ledger), self.office, tuple(self.snoozes))
        plan = make_plan(state, self.hours, self.now)
        self.runs.append(Run(self.now, state, plan))
        self.ledger.update(entry.mark for entry in plan.entries)
        return plan

    def live(self, until: datetime) -> None:
        """Let time pass with the service up: it runs only when it said that it would."""
        plan = self.run()
        while plan.look_again and plan.look_again <= until:
            assert plan.look_again > self.now
            self.now = plan.look_again
            plan = self.run()
        self.now = until

    def set_left(self, which: int, left: int) -> None:
        self.duties[which % len(self.duties)] = replace(self.duties[which % len(self.duties)], left=left)

    def move(self, which: int, days: int) -> None:
        moved = self.duties[which % len(self.duties)].deadline
        later = replace(moved, due_on=moved.due_on + timedelta(days=days))
        self.duties = [
            replace(duty, deadline=later, since=self.now) if duty.deadline == moved else duty for duty in self.duties
        ]

    def put_off(self) -> None:
        """Have all whom the last reminders reached put off whatever may still be put off."""
        told = next((run.plan.messages for run in reversed(self.runs) if run.plan.messages), ())
        for message in told:
            for line in message.lines:
                deadline, unit = line.duty.deadline, line.duty.unit
                if line.snooze_on and (day := snooze_day(deadline, unit.zone, self.hours, self.now)):
                    self.snoozes.append(Snooze(deadline.id, unit.id, message.person_id, day))


def _days(numbers: frozenset[int]) -> frozenset[date]:
    return frozenset(START.date() + timedelta(days=number) for number in numbers)


def _quiet(periods: list[Period]) -> QuietHours:
    while True:
        try:
            return QuietHours(tuple(periods))
        except ValueError:
            periods = periods[:-1]


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    """Draw holidays, one long run of them, quiet hours and a time of sending."""
    first, length = draw(st.integers(0, 120)), draw(st.integers(0, 12))
    off = _days(draw(st.frozensets(st.integers(-10, 80), max_size=10)) | frozenset(range(first, first + length)))
    clock = st.sampled_from(HALF_HOURS)
    days = st.frozensets(st.integers(0, 6), min_size=1)
    periods = st.lists(st.builds(Period, clock, clock, days), max_size=4)
    send_at = draw(st.just(time(8, 30)) | clock)
    return Hours(lambda day: day.weekday() < 5 and day not in off, _quiet(draw(periods)), send_at)


_RUNGS = st.frozensets(st.builds(Rung, st.integers(-30, 14), st.sampled_from(AUDIENCES)), min_size=1, max_size=8)
_DEADLINES = st.builds(
    Deadline,
    id=st.integers(1, 99),
    title=st.just("Renaksi"),
    due_on=st.integers(1, 40).map(lambda number: START.date() + timedelta(days=number)),
    due_at=st.none() | st.sampled_from(HALF_HOURS),
    rungs=st.just(RUNGS) | _RUNGS.map(lambda rungs: tuple(sorted(rungs))),
)


@st.composite
def agencies(draw: st.DrawFn) -> Agency:
    """Draw an agency: its zones, hours, people (some units have none) and deadlines."""
    units = [Unit(number, f"Unit {number}", draw(st.sampled_from(ZONES))) for number in (1, 2)]
    persons = st.sampled_from([frozenset({1}), frozenset({2}), frozenset({1, 2}), frozenset({3, 4}), frozenset[int]()])
    people = {(audience, unit.id): draw(persons) for audience in AUDIENCES for unit in units}
    deadlines = draw(st.lists(_DEADLINES, min_size=1, max_size=3, unique_by=lambda one: one.id))
    duties = [Duty(one, unit, draw(st.sampled_from((2, 1, 0))), START) for one in deadlines for unit in units]
    return Agency(draw(hours()), draw(st.sampled_from(ZONES)), people, duties)


@dataclass(frozen=True)
class Event:
    """Some time passes, with the service up or down, and then somebody may do something."""

    minutes: int
    up: bool
    what: str
    which: int
    days: int

    def happen(self, agency: Agency) -> None:
        after = agency.now + timedelta(minutes=self.minutes)
        if self.up:
            agency.live(after)
        agency.now = after
        agency.run()
        match self.what:
            case "finish":
                agency.set_left(self.which, 0)
            case "return":
                agency.set_left(self.which, 2)
            case "move":
                agency.move(self.which, self.days)
            case "put off":
                agency.put_off()
        agency.run()


EVENTS = st.lists(
    st.builds(
        Event,
        st.integers(1, 300) | st.integers(60 * 24, 60 * 24 * 15),
        st.booleans(),
        st.sampled_from(("nothing", "put off", "finish", "return", "move")),
        st.integers(0, 5),
        st.integers(-20, 20),
    ),
    min_size=4,
    max_size=10,
)
