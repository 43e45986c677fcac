"""The audit log: every change that a coordinator or a focal person makes, in the transaction that makes it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.database import Connection, Row
from reminders.clock import from_millis, to_millis

Kind = Literal["task", "evidence", "role", "unit", "invitation", "checklist", "round", "deadline", "agency"]
Fields = Mapping[str, Any]
PERSONS = frozenset({"done_by", "verified_by"})
"""The fields whose value is somebody's number."""


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed: the fields that differ, before and after."""

    id: int
    at: datetime
    person_id: int | None
    unit_id: int | None
    kind: Kind
    subject: int
    before: Fields
    after: Fields


@dataclass(frozen=True, slots=True)
class By:
    """Who changes something, and when."""

    person_id: int | None
    now: datetime


def record(
    on: Connection, by: By, kind: Kind, subject: int, *, before: Fields, after: Fields, unit_id: int | None = None
) -> None:
    """Write down a change."""
    on.execute(
        "INSERT INTO audit (at, person_id, unit_id, kind, subject, before, after)"
        " VALUES (:at, :person_id, :unit_id, :kind, :subject, :before, :after)",
        at=to_millis(by.now),
        person_id=by.person_id,
        unit_id=unit_id,
        kind=kind,
        subject=subject,
        before=json.dumps(before, ensure_ascii=False),
        after=json.dumps(after, ensure_ascii=False),
    )


def changes_of(on: Connection, kind: Kind, subject: int, limit: int = 1000) -> list[Change]:
    """Return the latest changes of one thing, the newest first."""
    rows = on.all(
        "SELECT * FROM audit WHERE kind = :kind AND subject = :subject ORDER BY id DESC LIMIT :limit",
        kind=kind,
        subject=subject,
        limit=limit,
    )
    return [change_in(row) for row in rows]


def change_in(row: Row) -> Change:
    """Return the change that a row of the log holds."""
    return Change(
        row["id"],
        from_millis(row["at"]),
        row["person_id"],
        row["unit_id"],
        row["kind"],
        row["subject"],
        json.loads(row["before"] or "{}"),
        json.loads(row["after"] or "{}"),
    )


def forget_person(on: Connection, person_id: int) -> None:
    """Take a person out of the log; what was changed stays known."""
    _forget_among_values(on, person_id)
    on.execute("UPDATE audit SET person_id = NULL WHERE person_id = :person_id", person_id=person_id)
    on.execute("UPDATE audit SET subject = 0 WHERE kind = 'role' AND subject = :person_id", person_id=person_id)


def _forget_among_values(on: Connection, person_id: int) -> None:
    # Who finished and who verified a task are values too; they stand only in the log of tasks that the person changed.
    rows = on.all(
        "SELECT id, before, after FROM audit WHERE kind = 'task' AND subject IN"
        " (SELECT subject FROM audit WHERE kind = 'task' AND person_id = :person_id)",
        person_id=person_id,
    )
    for row in rows:
        values = {side: _without(row[side], person_id) for side in ("before", "after")}
        if any(values[side] != row[side] for side in values):
            on.execute("UPDATE audit SET before = :before, after = :after WHERE id = :id", id=row["id"], **values)


def _without(written: str | None, person_id: int) -> str | None:
    if written is None:
        return None
    fields = json.loads(written)
    held = {name: None if name in PERSONS and fields[name] == person_id else fields[name] for name in fields}
    return json.dumps(held, ensure_ascii=False)
