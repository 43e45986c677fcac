"""What became of tasks, told from the audit log."""

from collections.abc import Collection
from typing import Any

from bot import audit
from bot.audit import Change
from bot.checklists.states import NAMES, state_named
from bot.checklists.views import NUMBERS, Event
from bot.checklists.words import amount
from bot.database import Connection, Row

SHOWN = 15
ABOUT_TASKS = (
    "SELECT audit.*, people.name, items.position, units.short_name FROM audit"
    " LEFT JOIN people ON people.person_id = audit.person_id"
    " LEFT JOIN tasks ON tasks.id = audit.subject LEFT JOIN items ON items.id = tasks.item_id"
    " LEFT JOIN units ON units.id = audit.unit_id WHERE audit.kind IN ('task', 'evidence')"
)
SOMEBODY = "Seseorang"


def of_task(on: Connection, task_id: int) -> list[Event]:
    """Return the latest events of a task, the newest first."""
    rows = on.all(
        ABOUT_TASKS + " AND audit.subject = :task_id ORDER BY audit.id DESC LIMIT :limit", task_id=task_id, limit=SHOWN
    )
    return [_event(row, "") for row in rows]


def of_units(on: Connection, unit_ids: Collection[int], *, everything: bool) -> list[Event]:
    """Return the latest events in these units, or in all, the newest first."""
    listed = ", ".join(str(int(unit_id)) for unit_id in unit_ids) or "0"
    where = "" if everything else f" AND audit.unit_id IN ({listed})"
    rows = on.all(ABOUT_TASKS + where + " ORDER BY audit.id DESC LIMIT :limit", limit=SHOWN)
    return [_event(row, f"{row['short_name'] or ''} butir {row['position'] or '–'}, ") for row in rows]


def _event(row: Row, where: str) -> Event:
    change = audit.change_in(row)
    return Event(change.at, row["name"] or SOMEBODY, where + told(change))


def told(change: Change) -> str:
    """Say in words what was changed."""
    if change.kind == "evidence":
        return _told_of_evidence(change)
    parts = [_told_of_state(change)] if "state" in change.after else []
    parts += [_told_of_number(part, label, change) for part, label in NUMBERS.items() if part in change.after]
    return ", ".join(parts) or "mengubah catatan"


def _told_of_state(change: Change) -> str:
    names = [
        NAMES[state] if (state := state_named(str(fields.get("state")))) else "?"
        for fields in (change.before, change.after)
    ]
    note = change.after.get("note")
    return f"{names[0]} → {names[1]}" + (f" ({note})" if note else "")


def _told_of_number(part: str, label: str, change: Change) -> str:
    before, after = (_shown(fields.get(part)) for fields in (change.before, change.after))
    return f"{label.lower()} {before} → {after}"


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, str) else amount(float(value))


def _told_of_evidence(change: Change) -> str:
    if "dropped" in change.after:
        return "mencabut eviden" if change.after["dropped"] else "memulihkan eviden"
    return "menambah eviden"
