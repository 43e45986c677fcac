"""Tasks in the database: an item of a round for a unit, changed by compare-and-swap, every change written down."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from bot import audit
from bot.audit import By
from bot.checklists.states import State
from bot.database import Connection, Row
from reminders.clock import from_millis, to_millis


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a task is: what of it may change. Money is in rupiah."""

    state: State = "open"
    note: str | None = None
    target: float | None = None
    realised: float | None = None
    measure: str | None = None
    budget: int | None = None
    obstacle: str | None = None
    done_by: int | None = None
    done_at: datetime | None = None
    verified_by: int | None = None
    verified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: the item of the checklist, for a unit, in a round."""

    id: int
    version: int
    round_id: int
    unit_id: int
    item_id: int
    number: int
    area: str
    title: str
    due_on: date
    progress: Progress

    @property
    def state(self) -> State:
        """Its state."""
        return self.progress.state


TASKS = "SELECT tasks.*, items.position, items.title FROM tasks JOIN items ON items.id = tasks.item_id"
TIMES = ("done_at", "verified_at")


def find_task(on: Connection, task_id: int) -> Task | None:
    """Return a task, as it is now."""
    row = on.one(TASKS + " WHERE tasks.id = :id", id=task_id)
    return task_in(row) if row else None


def tasks_of(on: Connection, round_id: int, unit_id: int) -> list[Task]:
    """Return a unit's tasks in a round, in their order."""
    rows = on.all(
        TASKS + " WHERE tasks.round_id = :round_id AND tasks.unit_id = :unit_id ORDER BY items.position, tasks.id",
        round_id=round_id,
        unit_id=unit_id,
    )
    return [task_in(row) for row in rows]


def to_verify(on: Connection, person_id: int) -> list[int]:
    """Return the ids of what waits for that person's verification, the longest waiting first.

    What they finished, attached evidence to, or sent the evidence of, somebody else has to look at.
    """
    rows = on.all(
        "SELECT tasks.id FROM tasks JOIN rounds ON rounds.id = tasks.round_id WHERE tasks.state = 'done'"
        " AND rounds.closed_at IS NULL AND coalesce(tasks.done_by, 0) <> :person_id AND NOT EXISTS"
        " (SELECT 1 FROM evidence LEFT JOIN uploads ON uploads.id = evidence.upload_id"
        " WHERE evidence.task_id = tasks.id AND evidence.dropped_at IS NULL"
        " AND (evidence.added_by = :person_id OR uploads.person_id = :person_id)) ORDER BY tasks.done_at, tasks.id",
        person_id=person_id,
    )
    return [row["id"] for row in rows]


def verified_since(on: Connection, round_id: int, unit_id: int, moment: datetime) -> list[Task]:
    """Return what of a unit's round was verified from that moment on, in its order."""
    found = tasks_of(on, round_id, unit_id)
    return [task for task in found if task.progress.verified_at and task.progress.verified_at >= moment]


def count_done(on: Connection) -> int:
    """Return how many tasks wait for verification."""
    row = on.one(
        "SELECT count(*) AS many FROM tasks JOIN rounds ON rounds.id = tasks.round_id"
        " WHERE tasks.state = 'done' AND rounds.closed_at IS NULL"
    )
    return int(row["many"]) if row else 0


def task_in(row: Row) -> Task:
    """Return the task that a row holds."""
    return Task(
        row["id"],
        row["version"],
        row["round_id"],
        row["unit_id"],
        row["item_id"],
        row["position"],
        row["area"],
        row["title"],
        date.fromisoformat(row["due_on"]),
        _progress({field.name: row[field.name] for field in fields(Progress)}),
    )


def _progress(values: dict[str, Any]) -> Progress:
    times = {name: from_millis(values[name]) if values[name] is not None else None for name in TIMES}
    return Progress(**{**values, **times})


def change(on: Connection, task: Task, progress: Progress, by: By) -> Task | None:
    """Bring a task further than it was when it was read; None when somebody else changed it meanwhile."""
    if progress == task.progress:
        return task
    before, after = written(task.progress), written(progress)
    swapped = on.execute(
        "UPDATE tasks SET version = version + 1, state = :state, note = :note, target = :target,"
        " realised = :realised, measure = :measure, budget = :budget, obstacle = :obstacle, done_by = :done_by,"
        " done_at = :done_at, verified_by = :verified_by, verified_at = :verified_at"
        " WHERE id = :id AND version = :version",
        id=task.id,
        version=task.version,
        **after,
    )
    if swapped != 1:
        return None
    differing = [name for name in after if before[name] != after[name]]
    audit.record(
        on,
        by,
        "task",
        task.id,
        unit_id=task.unit_id,
        before={name: before[name] for name in differing},
        after={name: after[name] for name in differing},
    )
    return replace(task, version=task.version + 1, progress=progress)


def written(progress: Progress) -> dict[str, Any]:
    """Return how far a task is, as the database and the log keep it."""
    values = {field.name: getattr(progress, field.name) for field in fields(Progress)}
    return {name: to_millis(value) if isinstance(value, datetime) else value for name, value in values.items()}


def replayed(on: Connection, task_id: int) -> Progress:
    """Return how far a task is by what the audit log says of it."""
    values = written(Progress())
    for one in reversed(audit.changes_of(on, "task", task_id, limit=100_000)):
        values |= one.after
    return _progress(values)


def last_change_undone(on: Connection, task: Task, person_id: int) -> Progress | None:
    """Return how far a task was before its last change, if that was this person's."""
    latest = next(iter(audit.changes_of(on, "task", task.id, limit=1)), None)
    if latest is None or latest.person_id != person_id:
        return None
    return _progress(written(task.progress) | dict(latest.before))
