"""Deadlines in the database, what is left to do for each, and what people were reminded of."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot import audit
from bot.audit import By
from bot.database import Connection, Row
from reminders.clock import from_millis, to_millis
from reminders.models import Entry, Mark, Snooze
from reminders.rungs import RUNGS, Rung, read_rungs

EVERYBODY = 0


@dataclass(frozen=True, slots=True)
class Stored:
    """A deadline as it is kept: with a round it lasts until that is finished, without one until each unit says so."""

    id: int
    title: str
    due_on: date
    due_at: time | None
    rungs: tuple[Rung, ...]
    round_id: int | None
    occasion_id: str | None
    changed_at: datetime


DEADLINES = (
    "SELECT deadlines.id, deadlines.title, coalesce(rounds.due_on, deadlines.due_on) AS due_on, deadlines.due_at,"
    " deadlines.rungs, deadlines.round_id, deadlines.occasion_id, deadlines.changed_at FROM deadlines"
    " LEFT JOIN rounds ON rounds.id = deadlines.round_id"
    " WHERE deadlines.dropped_at IS NULL AND rounds.closed_at IS NULL"
)


def adopt_rounds(on: Connection) -> int:
    """Give every open round that has no deadline one; return how many."""
    return on.execute(
        "INSERT INTO deadlines (title, due_on, round_id, made_by, made_at, changed_at)"
        " SELECT checklists.title || ' · ' || rounds.period, rounds.due_on, rounds.id, rounds.made_by,"
        " rounds.made_at, rounds.made_at"
        " FROM rounds JOIN checklists ON checklists.id = rounds.checklist_id WHERE rounds.closed_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM deadlines WHERE deadlines.round_id = rounds.id)"
    )


def has_new_rounds(on: Connection) -> bool:
    """Whether an open round has no deadline yet."""
    row = on.one(
        "SELECT 1 AS one FROM rounds WHERE closed_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM deadlines WHERE deadlines.round_id = rounds.id) LIMIT 1"
    )
    return row is not None


def add(
    on: Connection, title: str, due_on: date, by: By, *, due_at: time | None = None, occasion_id: str | None = None
) -> int:
    """Add a deadline that belongs to no round; return its id."""
    row = on.one(
        "INSERT INTO deadlines (title, due_on, due_at, occasion_id, made_by, made_at, changed_at)"
        " VALUES (:title, :due_on, :due_at, :occasion_id, :by, :now, :now) RETURNING id",
        title=title,
        due_on=due_on.isoformat(),
        due_at=due_at.isoformat("minutes") if due_at else None,
        occasion_id=occasion_id,
        by=by.person_id,
        now=to_millis(by.now),
    )
    deadline_id = int(row["id"]) if row else 0
    audit.record(on, by, "deadline", deadline_id, before={}, after={"title": title, "due_on": due_on.isoformat()})
    return deadline_id


def change(on: Connection, before: Stored, by: By, **after: Any) -> None:
    """Change parts of a deadline: title, due_on, due_at, rungs. The day of one with a round is the round's."""
    written = {name: _written(value) for name, value in after.items()}
    for name, value in written.items():
        on.execute(
            f"UPDATE deadlines SET {name} = :value, changed_at = :changed_at WHERE id = :id",  # noqa: S608 - our own
            id=before.id,
            value=value,
            # By another name it is still the same date, and what has fallen due of it stays due.
            changed_at=to_millis(before.changed_at if set(after) == {"title"} else by.now),
        )
        if name == "due_on" and before.round_id is not None:
            on.execute("UPDATE rounds SET due_on = :value WHERE id = :id", id=before.round_id, value=value)
    old = {name: _written(getattr(before, name)) for name in after}
    audit.record(on, by, "deadline", before.id, before=old, after=written)


def _written(value: Any) -> str | None:
    match value:
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case tuple():
            return ", ".join(rung.code for rung in value)
        case _:
            return None if value is None else str(value)


def drop(on: Connection, deadline_id: int, by: By, *, dropped: bool) -> None:
    """Remind nobody of a deadline any more, or again."""
    on.execute(
        "UPDATE deadlines SET dropped_at = :at WHERE id = :id",
        id=deadline_id,
        at=to_millis(by.now) if dropped else None,
    )
    audit.record(on, by, "deadline", deadline_id, before={"dropped": not dropped}, after={"dropped": dropped})


def deadlines(on: Connection) -> list[Stored]:
    """Return the deadlines in force, the next first."""
    return [_stored(row) for row in on.all(DEADLINES + " ORDER BY 3, deadlines.id")]


def find(on: Connection, deadline_id: int) -> Stored | None:
    """Return a deadline in force."""
    row = on.one(DEADLINES + " AND deadlines.id = :id", id=deadline_id)
    return _stored(row) if row else None


def _stored(row: Row) -> Stored:
    return Stored(
        row["id"],
        row["title"],
        date.fromisoformat(row["due_on"]),
        time.fromisoformat(row["due_at"]) if row["due_at"] else None,
        read_rungs(row["rungs"]) if row["rungs"] else RUNGS,
        row["round_id"],
        row["occasion_id"],
        from_millis(row["changed_at"]),
    )


@dataclass(frozen=True, slots=True)
class Left:
    """How many tasks of a unit are open in a round, blocked ones left out, and since when it has them."""

    unit_id: int
    tasks: int
    since: datetime


def left_in_round(on: Connection, round_id: int) -> list[Left]:
    """Return what each unit has left in a round; a unit that has finished has nothing left."""
    rows = on.all(
        "SELECT unit_id, sum(CASE WHEN state IN ('open', 'doing', 'returned') THEN 1 ELSE 0 END) AS tasks,"
        " min(assigned_at) AS since FROM tasks WHERE round_id = :round_id GROUP BY unit_id",
        round_id=round_id,
    )
    return [Left(row["unit_id"], int(row["tasks"]), from_millis(row["since"])) for row in rows]


def met_by(on: Connection, deadline_id: int) -> set[int]:
    """Return the units that have finished a deadline without a round."""
    rows = on.all("SELECT unit_id FROM deadlines_met WHERE deadline_id = :id", id=deadline_id)
    return {row["unit_id"] for row in rows}


def meet(on: Connection, deadline_id: int, unit_id: int, by: By, *, met: bool) -> None:
    """Note that a unit has finished a deadline without a round, or take it back."""
    on.execute(
        "DELETE FROM deadlines_met WHERE deadline_id = :deadline_id AND unit_id = :unit_id",
        deadline_id=deadline_id,
        unit_id=unit_id,
    )
    if met:
        on.execute(
            "INSERT INTO deadlines_met (deadline_id, unit_id, met_by, met_at)"
            " VALUES (:deadline_id, :unit_id, :by, :now)",
            deadline_id=deadline_id,
            unit_id=unit_id,
            by=by.person_id,
            now=to_millis(by.now),
        )
    audit.record(on, by, "deadline", deadline_id, unit_id=unit_id, before={"met": not met}, after={"met": met})


def ledger(on: Connection) -> set[Mark]:
    """Return what was handled of the deadlines in force."""
    rows = on.all(
        "SELECT reminder_ledger.* FROM reminder_ledger JOIN deadlines ON deadlines.id = reminder_ledger.deadline_id"
        " WHERE deadlines.dropped_at IS NULL"
    )
    return {
        Mark(
            row["deadline_id"],
            row["unit_id"],
            row["rung"],
            date.fromisoformat(row["day"]),
            row["person_id"] or None,
        )
        for row in rows
    }


def enter(on: Connection, entries: Iterable[Entry], now: datetime) -> None:
    """Note what was handled; what stands in the ledger already stays."""
    for entry in entries:
        on.execute(
            "INSERT INTO reminder_ledger (deadline_id, unit_id, rung, day, person_id, outcome, handled_at)"
            " VALUES (:deadline_id, :unit_id, :rung, :day, :person_id, :outcome, :now)"
            " ON CONFLICT (deadline_id, unit_id, rung, day, person_id) DO NOTHING",
            deadline_id=entry.mark.deadline_id,
            unit_id=entry.mark.unit_id,
            rung=entry.mark.rung,
            day=entry.mark.day.isoformat(),
            person_id=entry.mark.person_id or EVERYBODY,
            outcome=entry.outcome,
            now=to_millis(now),
        )


def snoozes(on: Connection) -> list[Snooze]:
    """Return who wants to be reminded once more."""
    return [
        Snooze(row["deadline_id"], row["unit_id"], row["person_id"], date.fromisoformat(row["day"]))
        for row in on.all("SELECT * FROM snoozes")
    ]


def snooze(on: Connection, wish: Snooze, now: datetime) -> None:
    """Note that somebody wants to be reminded once more."""
    on.execute(
        "INSERT INTO snoozes (deadline_id, unit_id, person_id, day, asked_at)"
        " VALUES (:deadline_id, :unit_id, :person_id, :day, :now)"
        " ON CONFLICT (deadline_id, unit_id, person_id, day) DO NOTHING",
        deadline_id=wish.deadline_id,
        unit_id=wish.unit_id,
        person_id=wish.person_id,
        day=wish.day.isoformat(),
        now=to_millis(now),
    )


def keep_reminder(on: Connection, person_id: int, lines: list[dict[str, Any]], now: datetime) -> int:
    """Keep what one person is reminded of in a run; return its id."""
    row = on.one(
        "INSERT INTO reminders (person_id, lines, made_at) VALUES (:person_id, :lines, :now) RETURNING id",
        person_id=person_id,
        lines=json.dumps(lines),
        now=to_millis(now),
    )
    return int(row["id"]) if row else 0


def find_reminder(on: Connection, reminder_id: int) -> tuple[int, list[dict[str, Any]]] | None:
    """Return whom a reminder is for, and its lines."""
    row = on.one("SELECT person_id, lines FROM reminders WHERE id = :id", id=reminder_id)
    return (row["person_id"], json.loads(row["lines"])) if row else None


def prune(on: Connection, before: datetime) -> None:
    """Forget the wording of reminders, and whose wishes there were, of before that moment."""
    on.execute("DELETE FROM reminders WHERE made_at < :before", before=to_millis(before))
    on.execute("DELETE FROM snoozes WHERE asked_at < :before", before=to_millis(before))
    on.execute("DELETE FROM reminder_ledger WHERE person_id <> 0 AND handled_at < :before", before=to_millis(before))
