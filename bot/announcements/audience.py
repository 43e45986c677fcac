"""Whom an announcement is for, as a query on the people who use the bot."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from bot.checklists.states import UNFINISHED
from bot.database import Connection
from bot.people.standing import Office
from knowledge.schema import UnitKind


@dataclass(frozen=True, slots=True)
class Audience:
    """Everybody who uses the bot and did not stop, unless narrowed; what narrows it must all hold.

    `open_round` narrows it to the focal persons and heads of units with tasks of that round still to be done.
    """

    role: Office | None = None
    units: tuple[int, ...] = ()
    kinds: tuple[UnitKind, ...] = ()
    open_round: int | None = None

    def stored(self) -> str:
        """Return it as the database keeps it."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, stored: str) -> "Audience":
        """Return what `stored` wrote."""
        given = json.loads(stored)
        return cls(given["role"], tuple(given["units"]), tuple(given["kinds"]), given["open_round"])

    def values(self, admins: Collection[int]) -> dict[str, Any]:
        """Return the values that the query names; `admins` are those named in the settings."""
        return {
            "role": self.role or "",
            "units": _list(self.units),
            "kinds": _list(self.kinds),
            "round": self.open_round or 0,
            "admins": _list(sorted(admins)),
        }


_UNFINISHED = ", ".join(f"'{state}'" for state in sorted(UNFINISHED))
# Lists are given as ',1,2,': neither engine takes one as a value in the other's way.
_CHOSEN_UNITS = (
    "SELECT units.id FROM units WHERE units.closed_at IS NULL"  # noqa: S608 - our own words
    " AND (CAST(:units AS TEXT) = '' OR CAST(:units AS TEXT) LIKE '%,' || units.id || ',%')"
    " AND (CAST(:kinds AS TEXT) = '' OR CAST(:kinds AS TEXT) LIKE '%,' || units.kind || ',%')"
    " AND (:round = 0 OR units.id IN"
    f" (SELECT unit_id FROM tasks WHERE round_id = :round AND state IN ({_UNFINISHED})))"
)
_OFFICES = {
    "": "roles.role IN ('focal', 'head')",
    "focal": "roles.role = 'focal'",
    "head": "roles.role = 'head'",
}
_OF_AGENCY = (
    " AND (EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.person_id AND roles.unit_id = 0"
    " AND roles.role IN ({offices})) OR CAST(:admins AS TEXT) LIKE '%,' || people.person_id || ',%')"
)
_REACHABLE = (
    "SELECT people.person_id, people.chat_id FROM people"
    " WHERE people.stopped_at IS NULL AND people.unreachable_at IS NULL"
)


def query(audience: Audience) -> str:
    """Return the query for (person_id, chat_id) of everybody it is for; it may be narrowed by further conditions."""
    if audience.role == "coordinator":
        # An admin is a coordinator, too.
        return _REACHABLE + _OF_AGENCY.format(offices="'coordinator', 'admin'")
    if audience.role == "admin":
        return _REACHABLE + _OF_AGENCY.format(offices="'admin'")
    if not (audience.role or audience.units or audience.kinds or audience.open_round):
        return _REACHABLE
    # Tasks and roles concern those who hold them; a unit's news also whoever says that they work there.
    says_so = "" if audience.role or audience.open_round else f" OR people.unit_id IN ({_CHOSEN_UNITS})"
    return (
        f"{_REACHABLE} AND (EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.person_id"  # noqa: S608 - ours
        f" AND {_OFFICES[audience.role or '']} AND roles.unit_id IN ({_CHOSEN_UNITS})){says_so})"
    )


def count(on: Connection, audience: Audience, admins: Collection[int]) -> int:
    """Return how many people it is for at this moment."""
    chosen = query(audience)
    row = on.one(
        f"SELECT count(*) AS many FROM ({chosen}) AS chosen",  # noqa: S608 - a query of our own
        **audience.values(admins),
    )
    return int(row["many"]) if row else 0


def _list(values: Collection[Any]) -> str:
    return f",{','.join(map(str, values))}," if values else ""
