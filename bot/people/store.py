"""The agency and its units in the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from bot.audit import By, record
from bot.database import Connection, Row
from knowledge.schema import UnitKind
from reminders.clock import to_millis

Zone = Literal["WIB", "WITA", "WIT"]
ZONES: dict[Zone, ZoneInfo] = {
    "WIB": ZoneInfo("Asia/Jakarta"),
    "WITA": ZoneInfo("Asia/Makassar"),
    "WIT": ZoneInfo("Asia/Jayapura"),
}
KINDS: tuple[UnitKind, ...] = get_args(UnitKind)


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisational unit; `parent` is the code of the one above it, `id` is 0 until it is stored."""

    code: str
    name: str
    short_name: str
    kind: UnitKind
    zone: Zone = "WIB"
    parent: str | None = None
    id: int = 0


UNITS = (
    "SELECT units.*, above.code AS parent FROM units LEFT JOIN units AS above ON above.id = units.parent_id"
    " WHERE units.closed_at IS NULL"
)


def save_units(on: Connection, units: Sequence[Unit], now: datetime) -> int:
    """Add units, or change those whose code exists; return how many are new."""
    before = count_units(on)
    for unit in units:
        on.execute(
            "INSERT INTO units (code, name, short_name, kind, zone, created_at)"
            " VALUES (:code, :name, :short_name, :kind, :zone, :now) ON CONFLICT (code) DO UPDATE SET"
            " name = excluded.name, short_name = excluded.short_name, kind = excluded.kind, zone = excluded.zone,"
            " closed_at = NULL",
            code=unit.code,
            name=unit.name,
            short_name=unit.short_name,
            kind=unit.kind,
            zone=unit.zone,
            now=to_millis(now),
        )
    _save_parents(on, units)
    return count_units(on) - before


def _save_parents(on: Connection, units: Iterable[Unit]) -> None:
    # After all of them are there: the one above may stand further down in the list.
    for unit in units:
        on.execute(
            "UPDATE units SET parent_id = (SELECT above.id FROM units AS above WHERE above.code = :parent)"
            " WHERE code = :code",
            code=unit.code,
            parent=unit.parent,
        )


def close_unit(on: Connection, unit_id: int, now: datetime | None) -> bool:
    """Take a unit out of service; what belongs to it stays in the records. With no moment, into service again."""
    changed = on.execute(
        "UPDATE units SET closed_at = :at WHERE id = :id AND (closed_at IS NULL) = (CAST(:at AS BIGINT) IS NOT NULL)",
        id=unit_id,
        at=to_millis(now) if now else None,
    )
    return changed == 1


PARTS = {
    "name": "UPDATE units SET name = :value WHERE id = :id",
    "short": "UPDATE units SET short_name = :value WHERE id = :id",
    "kind": "UPDATE units SET kind = :value WHERE id = :id",
    "zone": "UPDATE units SET zone = :value WHERE id = :id",
    "parent": "UPDATE units SET parent_id = (SELECT above.id FROM units AS above WHERE above.code = :value)"
    " WHERE id = :id",
}


def rewrite_unit(on: Connection, unit_id: int, part: str, value: str) -> None:
    """Change a part of a unit; the parent is named by its code, "" for none."""
    on.execute(PARTS[part], id=unit_id, value=value)


def all_units(on: Connection) -> list[Unit]:
    """Return the units in service, in the order of their names."""
    return [_unit(row) for row in on.all(UNITS + " ORDER BY units.name")]


def closed_codes(on: Connection) -> set[str]:
    """Return the codes of the units that were taken out of service."""
    return {row["code"] for row in on.all("SELECT code FROM units WHERE closed_at IS NOT NULL")}


def find_unit(on: Connection, unit_id: int) -> Unit | None:
    """Return a unit in service."""
    row = on.one(UNITS + " AND units.id = :id", id=unit_id)
    return _unit(row) if row else None


def find_unit_by_code(on: Connection, code: str) -> Unit | None:
    """Return the unit in service with that code."""
    row = on.one(UNITS + " AND units.code = :code", code=code)
    return _unit(row) if row else None


def _unit(row: Row) -> Unit:
    return Unit(row["code"], row["name"], row["short_name"], row["kind"], row["zone"], row["parent"], row["id"])


def count_units(on: Connection) -> int:
    """Return how many units are in service."""
    row = on.one("SELECT count(*) AS units FROM units WHERE closed_at IS NULL")
    return int(row["units"]) if row else 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit in a list, with the number of its focal persons."""

    id: int
    name: str
    short_name: str
    focal: int


def list_units(on: Connection, page: int, size: int) -> list[Listed]:
    """Return a page of the units in service, in the order of their names."""
    rows = on.all(
        "SELECT id, name, short_name, (SELECT count(*) FROM roles WHERE unit_id = units.id AND role = 'focal') AS focal"
        " FROM units WHERE closed_at IS NULL ORDER BY name, id LIMIT :size OFFSET :skip",
        size=size,
        skip=page * size,
    )
    return [Listed(**row) for row in rows]


WITHOUT_FOCAL = " AND NOT EXISTS (SELECT 1 FROM roles WHERE roles.unit_id = units.id AND roles.role = 'focal')"


def units_without_focal(on: Connection) -> list[Unit]:
    """Return the units in service that have no focal person, in the order of their names."""
    return [_unit(row) for row in on.all(UNITS + WITHOUT_FOCAL + " ORDER BY units.name")]


def agency_name(on: Connection) -> str:
    """Return the name that the admin gave the agency, or nothing."""
    row = on.one("SELECT value FROM service WHERE name = 'agency'")
    return str(row["value"]) if row else ""


def agency_zone(on: Connection) -> Zone:
    """Return the time zone in which the agency mostly works."""
    return chosen_zone(on) or "WIB"


def chosen_zone(on: Connection) -> Zone | None:
    """Return the time zone that the admin chose; None when they have not yet."""
    row = on.one("SELECT value FROM service WHERE name = 'zone'")
    return next((zone for zone in ZONES if row and zone == row["value"]), None)


def note_agency(on: Connection, by: By, name: Literal["agency", "zone"], value: str) -> None:
    """Keep what the admin says about the agency, and write it down."""
    before = agency_name(on) if name == "agency" else chosen_zone(on)
    if before != value:
        record(on, by, "agency", 0, before={name: before} if before else {}, after={name: value})
    on.execute(
        "INSERT INTO service (name, value) VALUES (:name, :value)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name=name,
        value=value,
    )
