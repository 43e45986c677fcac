"""What somebody may be to the agency: their roles, and in which units they hold them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.database import Connection
from reminders.clock import to_millis

Office = Literal["focal", "head", "coordinator", "admin"]
"""A role that is given to somebody: focal person and head belong to a unit, the others to the whole agency."""
WHOLE_AGENCY = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person holds."""

    person_id: int
    admin: bool = False
    coordinator: bool = False
    focal: frozenset[int] = frozenset()
    heads: frozenset[int] = frozenset()

    @property
    def units(self) -> frozenset[int]:
        """The units whose checklists the person may see as one of their own."""
        return self.focal | self.heads


def standing_of(on: Connection, person_id: int | None, admins: Collection[int]) -> Standing:
    """Return what the person holds; `admins` are those named in the settings."""
    # What was closed gives no rights; opened again, it gives them back to the same people.
    rows = on.all(
        "SELECT role, unit_id FROM roles WHERE person_id = :person_id"
        " AND (unit_id = 0 OR unit_id IN (SELECT id FROM units WHERE closed_at IS NULL))",
        person_id=person_id,
    )
    held = {(row["role"], row["unit_id"]) for row in rows}
    admin = person_id in admins or ("admin", WHOLE_AGENCY) in held
    return Standing(
        person_id or 0,
        admin=admin,
        coordinator=admin or ("coordinator", WHOLE_AGENCY) in held,
        focal=frozenset(unit for role, unit in held if role == "focal"),
        heads=frozenset(unit for role, unit in held if role == "head"),
    )


def give(on: Connection, person_id: int, office: Office, unit_id: int, by: int | None, now: datetime) -> bool:
    """Give somebody a role; False when they hold it already."""
    return (
        on.execute(
            "INSERT INTO roles (person_id, role, unit_id, given_by, given_at)"
            " VALUES (:person_id, :role, :unit_id, :by, :now) ON CONFLICT (person_id, role, unit_id) DO NOTHING",
            person_id=person_id,
            role=office,
            unit_id=unit_id,
            by=by,
            now=to_millis(now),
        )
        == 1
    )


def take(on: Connection, person_id: int, office: Office, unit_id: int) -> bool:
    """Take a role from somebody; False when they did not hold it."""
    return (
        on.execute(
            "DELETE FROM roles WHERE person_id = :person_id AND role = :role AND unit_id = :unit_id",
            person_id=person_id,
            role=office,
            unit_id=unit_id,
        )
        == 1
    )


def holders(on: Connection, office: Office, unit_id: int = WHOLE_AGENCY) -> list[int]:
    """Return who holds a role in a unit, the longest first."""
    rows = on.all(
        "SELECT person_id FROM roles WHERE role = :role AND unit_id = :unit_id ORDER BY given_at, person_id",
        role=office,
        unit_id=unit_id,
    )
    return [row["person_id"] for row in rows]


def units_with(on: Connection, office: Office) -> list[tuple[int, int]]:
    """Return every unit with somebody who holds a role in it, and who."""
    rows = on.all("SELECT unit_id, person_id FROM roles WHERE role = :role", role=office)
    return [(row["unit_id"], row["person_id"]) for row in rows]
