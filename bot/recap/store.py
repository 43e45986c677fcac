"""How far rounds are, counted in the database.

A round may hold 90,000 tasks. What is counted is read from an index alone, in the order in which it lies there, and
what is late is counted apart: both together take a part of the time of one statement that sums up everything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeVar

from bot.checklists import rounds
from bot.checklists.rounds import Round
from bot.checklists.states import FINISHED, UNFINISHED
from bot.database import Connection, Row
from bot.people.store import ZONES
from bot.reports.figures import Tally, UnitRow

K = TypeVar("K")
Key = Literal["unit_id", "item_id", "round_id"]

IN_SERVICE = "round_id = :round_id AND unit_id NOT IN (SELECT id FROM units WHERE closed_at IS NOT NULL)"
"""What a unit that was merged or dissolved had to do counts no more."""
_UNFINISHED = ", ".join(f"'{state}'" for state in sorted(UNFINISHED))
_TODAY = "SELECT CASE zone WHEN 'WIT' THEN :wit WHEN 'WITA' THEN :wita ELSE :wib END FROM units WHERE id = unit_id"
_IS_PAST = f"state IN ({_UNFINISHED}) AND due_on < :wit"
_BY_ZONE = f" AND (due_on < :wib OR due_on < ({_TODAY}))"


@dataclass(frozen=True, slots=True)
class Stuck:
    """A task that is blocked: the unit, the number of the item, and why."""

    unit: str
    number: int
    note: str


def days_at(now: datetime) -> dict[str, str]:
    """Return the day it is in each zone, as the statements name and compare it."""
    return {name.lower(): now.astimezone(zone).date().isoformat() for name, zone in ZONES.items()}


def is_late(days: Mapping[str, str]) -> str:
    """Return what makes a task late, by the day it is in the unit: the day begins in the east (WIT).

    Zones are looked up only while the days differ: asking each row takes as long again as counting it.
    """
    return _IS_PAST + (_BY_ZONE if days["wib"] != days["wit"] else "")


def in_service(on: Connection) -> str:
    """Return `IN_SERVICE`, or less: units are seldom closed, and it takes as long to look as to count."""
    closed = on.one("SELECT 1 AS found FROM units WHERE closed_at IS NOT NULL LIMIT 1")
    return IN_SERVICE if closed else "round_id = :round_id"


def tallies(on: Connection, round_id: int, key: Key, now: datetime) -> dict[int, Tally]:
    """Return how far a round is, by unit, by item, or as a whole."""
    counts = f"SELECT {key} AS id, state, count(*) AS many FROM tasks WHERE {in_service(on)}"  # noqa: S608 - our own words
    group = f" GROUP BY state, {key}"
    every = on.all(counts + group, round_id=round_id)
    days = days_at(now)
    late = on.all(f"{counts} AND {is_late(days)}{group}", round_id=round_id, **days)
    return _tallied(every, late, lambda row: row["id"])


def _tallied(every: list[Row], late: list[Row], key: Callable[[Row], K]) -> dict[K, Tally]:
    counts: dict[K, dict[str, int]] = {}
    for row in every:
        counts.setdefault(key(row), {})[row["state"]] = row["many"]
    behind: dict[K, int] = {}
    for row in late:
        behind[key(row)] = behind.get(key(row), 0) + row["many"]
    return {one: Tally(total=sum(by.values()), late=behind.get(one, 0), **by) for one, by in counts.items()}


def units(on: Connection) -> dict[int, UnitRow]:
    """Return all units in service as a report names them."""
    rows = on.all("SELECT id, code, name, short_name, kind FROM units WHERE closed_at IS NULL")
    return {row["id"]: UnitRow(row["code"], row["name"], row["short_name"], row["kind"]) for row in rows}


@dataclass(frozen=True, slots=True)
class UnitStand:
    """How far a unit is in a round."""

    id: int
    unit: UnitRow
    tally: Tally


def unit_stands(on: Connection, round_id: int, now: datetime) -> list[UnitStand]:
    """Return how far each unit is: the least finished first, then the later; what does not count comes last."""
    known = units(on)
    counted = tallies(on, round_id, "unit_id", now)
    found = [UnitStand(id_, known[id_], tally) for id_, tally in counted.items() if id_ in known]
    return sorted(found, key=lambda one: (_behind(one.tally), one.unit.name))


def _behind(tally: Tally) -> tuple[float, int]:
    return (2.0 if tally.share is None else tally.share, -tally.late)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """What a recap needs to know of an item."""

    position: int
    area: str
    title: str
    weight: int


def items(on: Connection, round_id: int) -> dict[int, ItemRow]:
    """Return the items of a round's checklist in their order, also those that were dropped: tasks may remain."""
    rows = on.all(
        "SELECT items.* FROM items JOIN rounds ON rounds.checklist_id = items.checklist_id"
        " WHERE rounds.id = :round_id ORDER BY items.position",
        round_id=round_id,
    )
    return {row["id"]: ItemRow(row["position"], row["area"], row["title"], row["weight"]) for row in rows}


def areas_of(items: Mapping[int, ItemRow], by_item: Mapping[int, Tally]) -> list[tuple[str, Tally]]:
    """Return how far each area is, in the order of the checklist."""
    areas: dict[str, Tally] = {}
    for id_, item in items.items():
        if id_ in by_item:
            areas[item.area] = areas.get(item.area, Tally()) + by_item[id_]
    return list(areas.items())


def stuck(on: Connection, round_id: int, limit: int) -> list[Stuck]:
    """Return some of what is blocked, in the order of the units' names."""
    rows = on.all(
        "SELECT units.short_name, items.position, tasks.note FROM tasks JOIN units ON units.id = tasks.unit_id"
        " JOIN items ON items.id = tasks.item_id WHERE tasks.round_id = :round_id AND tasks.state = 'blocked'"
        " AND units.closed_at IS NULL ORDER BY units.short_name, items.position LIMIT :limit",
        round_id=round_id,
        limit=limit,
    )
    return [Stuck(row["short_name"], row["position"], row["note"] or "") for row in rows]


def cells(on: Connection, round_id: int, now: datetime) -> dict[tuple[int, str], Tally]:
    """Return how far a round is by unit and area. This reads every task."""
    counts = f"SELECT unit_id, area, state, count(*) AS many FROM tasks WHERE {in_service(on)}"  # noqa: S608 - our own words
    group = " GROUP BY unit_id, area, state"
    every = on.all(counts + group, round_id=round_id)
    days = days_at(now)
    late = on.all(f"{counts} AND {is_late(days)}{group}", round_id=round_id, **days)
    return _tallied(every, late, lambda row: (row["unit_id"], row["area"]))


MOMENTS = {"done": "done_at", "verified": "verified_at"}
WEEK = 7 * 24 * 3600 * 1000


def finished_by_week(on: Connection, round_id: int, begin: int) -> dict[str, dict[int, int]]:
    """Return how many tasks were finished, and verified, by the number of the week that begins at that moment (ms)."""
    listed = ", ".join(f"'{state}'" for state in sorted(FINISHED))
    counted: dict[str, dict[int, int]] = {}
    for name, moment in MOMENTS.items():
        states = "'verified'" if name == "verified" else listed
        rows = on.all(
            f"SELECT ({moment} - :begin) / {WEEK} AS week, count(*) AS many FROM tasks"  # noqa: S608 - our own words
            f" WHERE {in_service(on)} AND state IN ({states}) AND {moment} IS NOT NULL GROUP BY 1",
            round_id=round_id,
            begin=begin,
        )
        counted[name] = {row["week"]: row["many"] for row in rows}
    return counted


def all_rounds(on: Connection) -> list[Round]:
    """Return all rounds: the open ones, the next due first, then those that were closed, the latest first."""
    open_ones = rounds.open_rounds(on)
    rows = on.all("SELECT id FROM rounds WHERE closed_at IS NOT NULL ORDER BY due_on DESC, id DESC")
    closed = (rounds.find_round(on, row["id"]) for row in rows)
    return [*open_ones, *(one for one in closed if one)]


def span(on: Connection, round_id: int) -> tuple[int, int | None]:
    """Return when a round was begun and when it was closed, in milliseconds."""
    row = on.one("SELECT made_at, closed_at FROM rounds WHERE id = :id", id=round_id)
    return (row["made_at"], row["closed_at"]) if row else (0, None)


def focal_names(on: Connection, unit_id: int) -> list[str]:
    """Return the names of a unit's focal persons, "" for who has none kept."""
    rows = on.all(
        "SELECT people.name FROM roles LEFT JOIN people ON people.person_id = roles.person_id"
        " WHERE roles.role = 'focal' AND roles.unit_id = :unit_id ORDER BY roles.given_at, roles.person_id",
        unit_id=unit_id,
    )
    return [row["name"] or "" for row in rows]


@dataclass(frozen=True, slots=True)
class Attached:
    """A unit and how many files it has attached in a round."""

    id: int
    name: str
    files: int


def units_with_files(on: Connection, round_id: int) -> list[Attached]:
    """Return the units that have attached files in a round, in the order of their names."""
    rows = on.all(
        "SELECT units.id, units.short_name AS name, count(*) AS files FROM evidence"
        " JOIN tasks ON tasks.id = evidence.task_id JOIN units ON units.id = tasks.unit_id"
        " WHERE tasks.round_id = :round_id AND evidence.upload_id IS NOT NULL AND evidence.dropped_at IS NULL"
        " AND units.closed_at IS NULL GROUP BY units.id, units.short_name, units.name ORDER BY units.name",
        round_id=round_id,
    )
    return [Attached(**row) for row in rows]
