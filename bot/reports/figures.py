"""What the reports are made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class UnitRow:
    """An organisational unit as a report names it."""

    code: str
    name: str
    short_name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tasks are in which state. The states exclude each other; `late` cuts across the unfinished ones."""

    total: int = 0
    open: int = 0
    doing: int = 0
    done: int = 0
    returned: int = 0
    verified: int = 0
    exempt: int = 0
    blocked: int = 0
    late: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def counted(self) -> int:
        """Tasks that count: all but the exempt ones."""
        return self.total - self.exempt

    @property
    def finished(self) -> int:
        """Tasks the units have finished, whether verified yet or not."""
        return self.done + self.verified

    @property
    def pending(self) -> int:
        """Tasks neither finished nor blocked nor exempt."""
        return self.open + self.doing + self.returned

    @property
    def share(self) -> float | None:
        """The finished part of what counts, 0 to 1; None where nothing counts."""
        return self.finished / self.counted if self.counted > 0 else None

    @property
    def verified_share(self) -> float | None:
        """The verified part of what counts, 0 to 1; None where nothing counts."""
        return self.verified / self.counted if self.counted > 0 else None


def added(tallies: Iterable[Tally]) -> Tally:
    """Return the tallies as one."""
    listed = list(tallies)
    return Tally(**{each.name: sum(getattr(tally, each.name) for tally in listed) for each in fields(Tally)})


@dataclass(frozen=True, slots=True)
class Week:
    """How things stood when a week ended: all finished until then, and how many of those were verified."""

    ends: date
    done: int
    verified: int


@dataclass(frozen=True, slots=True)
class Recap:
    """How a round of a checklist stands at one moment. `total` is what the trend runs against: tasks that count."""

    agency: str
    title: str
    period: str
    due_on: date
    made_at: datetime
    by_unit: tuple[tuple[UnitRow, Tally], ...]
    by_area: tuple[tuple[str, Tally], ...]
    cells: Mapping[tuple[str, str], Tally]
    """By unit code and area; a unit without tasks in an area has no cell there."""
    weeks: tuple[Week, ...]
    total: int

    @property
    def whole(self) -> Tally:
        """All units as one."""
        return added(tally for _, tally in self.by_unit)


class TaskRow(NamedTuple):
    """One task of one unit; `state` is the word people read. Moments are aware."""

    unit: str
    area: str
    number: int
    title: str
    state: str
    due_on: date
    weight: int
    target: float | None = None
    realised: float | None = None
    measure: str = ""
    budget: int | None = None
    obstacle: str = ""
    note: str = ""
    done_by: str = ""
    done_at: datetime | None = None
    verified_by: str = ""
    verified_at: datetime | None = None

    @property
    def has_numbers(self) -> bool:
        """Whether there is anything to count in it."""
        return any(value is not None for value in (self.target, self.realised, self.budget))


class EvidenceRow(NamedTuple):
    """One piece of evidence; `size` in bytes, None for links and notes; `where` says how to find it."""

    unit: str
    number: int
    title: str
    kind: str
    name: str
    size: int | None
    who: str
    when: datetime
    where: str


class AuditRow(NamedTuple):
    """One change that somebody made."""

    when: datetime
    who: str
    unit: str
    what: str
    before: str
    after: str
