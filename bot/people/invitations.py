"""Invitations in the database: links for many, codes for one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.audit import By, record
from bot.database import Connection, Row
from bot.people.standing import Office
from reminders.clock import from_millis, to_millis

Kind = Literal["link", "code", "handover"]
LINK_USES = 5
LINK_LASTS = timedelta(days=14)
CODE_LASTS = timedelta(days=7)
KEPT = timedelta(days=90)
"""How long after its end it is still known that an invitation has expired."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation to hold a role in a unit, 0 for the whole agency."""

    id: int
    unit_id: int
    office: Office
    kind: Kind
    uses_left: int
    made_by: int | None
    made_at: datetime
    expires_at: datetime
    revoked: bool

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be used."""
        return self.uses_left > 0 and not self.revoked and now < self.expires_at


def _invitation(row: Row) -> Invitation:
    return Invitation(
        id=row["id"],
        unit_id=row["unit_id"],
        office=row["role"],
        kind=row["kind"],
        uses_left=row["uses_left"],
        made_by=row["made_by"],
        made_at=from_millis(row["made_at"]),
        expires_at=from_millis(row["expires_at"]),
        revoked=row["revoked_at"] is not None,
    )


def make(on: Connection, by: By, kind: Kind, office: Office, unit_id: int) -> Invitation:
    """Make an invitation; under which hash it is found is said by `know_by`."""
    many = kind == "link"
    row = on.one(
        "INSERT INTO invitations (unit_id, role, kind, uses_left, made_by, made_at, expires_at)"
        " VALUES (:unit_id, :role, :kind, :uses_left, :made_by, :now, :expires_at) RETURNING *",
        unit_id=unit_id,
        role=office,
        kind=kind,
        uses_left=LINK_USES if many else 1,
        made_by=by.person_id,
        now=to_millis(by.now),
        expires_at=to_millis(by.now + (LINK_LASTS if many else CODE_LASTS)),
    )
    if row is None:
        raise LookupError("the database returned no row")
    record(on, by, "invitation", row["id"], before={}, after={"role": office, "kind": kind}, unit_id=unit_id or None)
    return _invitation(row)


def know_by(on: Connection, invitation_id: int, token_hash: str) -> None:
    """Find an invitation by that hash from now on."""
    on.execute("UPDATE invitations SET token_hash = :hash WHERE id = :id", id=invitation_id, hash=token_hash)


def find(on: Connection, invitation_id: int | None) -> Invitation | None:
    """Return an invitation."""
    row = on.one("SELECT * FROM invitations WHERE id = :id", id=invitation_id)
    return _invitation(row) if row else None


def find_by_hash(on: Connection, token_hash: str) -> Invitation | None:
    """Return the invitation that somebody shows a link or a code of."""
    row = on.one("SELECT * FROM invitations WHERE token_hash = :hash", hash=token_hash)
    return _invitation(row) if row else None


OPEN = "SELECT * FROM invitations WHERE uses_left > 0 AND revoked_at IS NULL AND expires_at > :now"


def open_in(on: Connection, unit_id: int, now: datetime) -> list[Invitation]:
    """Return the invitations of a unit that can still be used, the oldest first."""
    rows = on.all(OPEN + " AND unit_id = :unit_id ORDER BY id", unit_id=unit_id, now=to_millis(now))
    return [_invitation(row) for row in rows]


def open_links(on: Connection, office: Office, now: datetime) -> dict[int, Invitation]:
    """Return the newest link for that role that can still be used, by unit."""
    rows = on.all(OPEN + " AND kind = 'link' AND role = :role ORDER BY id", role=office, now=to_millis(now))
    return {row["unit_id"]: _invitation(row) for row in rows}


def use(on: Connection, invitation_id: int, now: datetime) -> bool:
    """Use an invitation once; False when it cannot be used any more."""
    used = on.execute(
        "UPDATE invitations SET uses_left = uses_left - 1"
        " WHERE id = :id AND uses_left > 0 AND revoked_at IS NULL AND expires_at > :now",
        id=invitation_id,
        now=to_millis(now),
    )
    return used == 1


def give_back(on: Connection, invitation_id: int | None) -> None:
    """Take a use back: whoever used it was refused."""
    on.execute("UPDATE invitations SET uses_left = uses_left + 1 WHERE id = :id", id=invitation_id)


def revoke(on: Connection, by: By, invitation: Invitation) -> bool:
    """Let nobody use an invitation any more; False when it was revoked already."""
    revoked = on.execute(
        "UPDATE invitations SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL",
        id=invitation.id,
        now=to_millis(by.now),
    )
    if revoked:
        unit = invitation.unit_id or None
        record(on, by, "invitation", invitation.id, before={"open": True}, after={"open": False}, unit_id=unit)
    return revoked == 1


def prune(on: Connection, now: datetime) -> int:
    """Delete what ended long ago and return how many."""
    return on.execute("DELETE FROM invitations WHERE expires_at < :before", before=to_millis(now - KEPT))
