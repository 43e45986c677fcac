"""Who holds which role where, in the database, as coordinators see it."""

from dataclasses import dataclass

from bot.database import Connection, Row
from bot.people.standing import WHOLE_AGENCY, Office

UNIT_OFFICES: tuple[Office, ...] = ("focal", "head")
AGENCY_OFFICES: tuple[Office, ...] = ("coordinator", "admin")


@dataclass(frozen=True, slots=True)
class Membership:
    """A role that somebody holds. `unit` is the unit's short name, None for the agency and for a closed unit."""

    id: int
    person_id: int
    office: Office
    unit_id: int
    name: str | None
    unit: str | None

    @property
    def of_agency(self) -> bool:
        """Whether the role is held in the whole agency."""
        return self.unit_id == WHOLE_AGENCY


MEMBERSHIPS = (
    "SELECT roles.id, roles.person_id, roles.role, roles.unit_id, people.name, units.short_name AS unit FROM roles"
    " LEFT JOIN people ON people.person_id = roles.person_id"
    " LEFT JOIN units ON units.id = roles.unit_id AND units.closed_at IS NULL"
)
IN_ORDER = " ORDER BY coalesce(units.name, ''), coalesce(people.name, ''), roles.id"


def _membership(row: Row) -> Membership:
    return Membership(row["id"], row["person_id"], row["role"], row["unit_id"], row["name"], row["unit"])


def find(on: Connection, membership_id: int) -> Membership | None:
    """Return a role that somebody holds."""
    row = on.one(MEMBERSHIPS + " WHERE roles.id = :id", id=membership_id)
    return _membership(row) if row else None


def held_by(on: Connection, person_id: int) -> list[Membership]:
    """Return what a person holds, by unit."""
    rows = on.all(MEMBERSHIPS + " WHERE roles.person_id = :person_id" + IN_ORDER, person_id=person_id)
    return [_membership(row) for row in rows]


def page_of(on: Connection, unit_id: int, page: int, size: int) -> list[Membership]:
    """Return a page of all roles, by unit; of one unit where it is not 0."""
    rows = on.all(
        MEMBERSHIPS + " WHERE (:unit_id = 0 OR roles.unit_id = :unit_id)" + IN_ORDER + " LIMIT :size OFFSET :skip",
        unit_id=unit_id,
        size=size,
        skip=page * size,
    )
    return [_membership(row) for row in rows]


def count(on: Connection, unit_id: int = 0) -> int:
    """Return how many roles are held; in one unit where it is not 0."""
    row = on.one(
        "SELECT count(*) AS many FROM roles WHERE :unit_id = 0 OR unit_id = :unit_id",
        unit_id=unit_id,
    )
    return int(row["many"]) if row else 0


def named_like(on: Connection, words: str, limit: int) -> list[Membership]:
    """Return the roles of people whose name holds these words, by unit."""
    rows = on.all(
        MEMBERSHIPS + " WHERE lower(people.name) LIKE :pattern ESCAPE '!'" + IN_ORDER + " LIMIT :limit",
        pattern=f"%{like(words.lower())}%",
        limit=limit,
    )
    return [_membership(row) for row in rows]


def like(text: str) -> str:
    """Return the text so that LIKE ... ESCAPE '!' takes it letter by letter."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def agency_wide(on: Connection) -> list[Membership]:
    """Return the roles that are held in the whole agency."""
    return [_membership(row) for row in on.all(MEMBERSHIPS + " WHERE roles.unit_id = 0" + IN_ORDER)]
