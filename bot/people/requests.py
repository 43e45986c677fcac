"""Requests to join a unit, in the database. Whoever settles one names the version they saw."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.audit import By
from bot.database import Connection, Row
from bot.people.standing import Office
from reminders.clock import from_millis, to_millis

State = Literal["waiting", "approved", "refused"]


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asks for a role in a unit, on the strength of an invitation."""

    id: int
    person_id: int
    unit_id: int
    office: Office
    invitation_id: int | None
    state: State
    version: int
    asked_at: datetime
    settled_by: int | None


def _request(row: Row) -> Request:
    return Request(
        id=row["id"],
        person_id=row["person_id"],
        unit_id=row["unit_id"],
        office=row["role"],
        invitation_id=row["invitation_id"],
        state=row["state"],
        version=row["version"],
        asked_at=from_millis(row["asked_at"]),
        settled_by=row["settled_by"],
    )


def ask(on: Connection, person_id: int, office: Office, unit_id: int, invitation_id: int, now: datetime) -> Request:
    """Begin a request."""
    row = on.one(
        "INSERT INTO join_requests (person_id, unit_id, role, invitation_id, asked_at)"
        " VALUES (:person_id, :unit_id, :role, :invitation_id, :now) RETURNING *",
        person_id=person_id,
        unit_id=unit_id,
        role=office,
        invitation_id=invitation_id,
        now=to_millis(now),
    )
    if row is None:
        raise LookupError("the database returned no row")
    return _request(row)


def find(on: Connection, request_id: int) -> Request | None:
    """Return a request, as it is now."""
    row = on.one("SELECT * FROM join_requests WHERE id = :id", id=request_id)
    return _request(row) if row else None


def waiting_for(on: Connection, person_id: int, office: Office, unit_id: int) -> Request | None:
    """Return what a person has asked for and nobody settled."""
    row = on.one(
        "SELECT * FROM join_requests WHERE person_id = :person_id AND role = :role AND unit_id = :unit_id"
        " AND state = 'waiting'",
        person_id=person_id,
        role=office,
        unit_id=unit_id,
    )
    return _request(row) if row else None


def was_refused(on: Connection, person_id: int, invitation_id: int) -> bool:
    """Whether a person was refused what they asked for with that invitation."""
    row = on.one(
        "SELECT 1 AS refused FROM join_requests WHERE person_id = :person_id AND invitation_id = :invitation_id"
        " AND state = 'refused'",
        person_id=person_id,
        invitation_id=invitation_id,
    )
    return row is not None


def waiting(on: Connection) -> list[Request]:
    """Return what nobody has settled, the longest waiting first."""
    return [_request(row) for row in on.all("SELECT * FROM join_requests WHERE state = 'waiting' ORDER BY id")]


def settle(on: Connection, by: By, request_id: int, version: int, state: State) -> Request | None:
    """Settle a request that still is as it was seen; None when somebody else has settled it."""
    row = on.one(
        "UPDATE join_requests SET state = :state, version = version + 1, settled_by = :by, settled_at = :now"
        " WHERE id = :id AND version = :version AND state = 'waiting' RETURNING *",
        id=request_id,
        version=version,
        state=state,
        by=by.person_id,
        now=to_millis(by.now),
    )
    return _request(row) if row else None


def prune(on: Connection, before: datetime) -> int:
    """Forget what was settled before that moment and return how many."""
    return on.execute(
        "DELETE FROM join_requests WHERE settled_at < :before AND state <> 'waiting'", before=to_millis(before)
    )
