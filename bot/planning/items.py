"""How the items of a checklist change, and what becomes of the tasks in the rounds that are open."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot import audit
from bot.audit import By
from bot.checklists.rounds import Item, Round, add_item, assign, find_item, find_round, items_of, units_of_round
from bot.database import Connection
from reminders.clock import to_millis

PARTS: Mapping[str, str] = {
    "title": "UPDATE items SET title = :value WHERE id = :id",
    "todo": "UPDATE items SET todo = :value WHERE id = :id",
    "evidence": "UPDATE items SET evidence = :value WHERE id = :id",
    "area": "UPDATE items SET area = :value WHERE id = :id",
    "who": "UPDATE items SET who = :value WHERE id = :id",
    "topic_id": "UPDATE items SET topic_id = :value WHERE id = :id",
    "weight": "UPDATE items SET weight = :value WHERE id = :id",
    "due_offset": "UPDATE items SET due_offset = :value WHERE id = :id",
    "numbers": "UPDATE items SET numbers = :value WHERE id = :id",
    "position": "UPDATE items SET position = :value WHERE id = :id",
}
UNTOUCHED = (
    " FROM tasks WHERE tasks.item_id = :item_id AND tasks.version = 0 AND tasks.state = 'open'"
    " AND tasks.round_id IN (SELECT id FROM rounds WHERE closed_at IS NULL)"
    " AND NOT EXISTS (SELECT 1 FROM evidence WHERE evidence.task_id = tasks.id)"
)


def rewrite(on: Connection, item: Item, part: str, value: str | int | None, by: By) -> Item:
    """Change a part of an item, in the open rounds too, and return how it is now."""
    before = getattr(item, part)
    if before == value:
        return item
    on.execute(PARTS[part], id=item.id, value=int(value) if isinstance(value, bool) else value)
    changed = find_item(on, item.id) or item
    _note(on, by, item.id, {part: before}, {part: getattr(changed, part)})
    if part in ("area", "due_offset"):
        for round_ in open_rounds_of(on, checklist_of(on, item.id)):
            _align_item(on, round_, changed)
    return changed


def _note(on: Connection, by: By, item_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    told = {"item": item_id, **after}
    audit.record(on, by, "checklist", checklist_of(on, item_id), before=before, after=told)


def checklist_of(on: Connection, item_id: int) -> int:
    """Return the checklist that an item belongs to; 0 where there is no such item."""
    row = on.one("SELECT checklist_id FROM items WHERE id = :id", id=item_id)
    return int(row["checklist_id"]) if row else 0


def is_dropped(on: Connection, item_id: int) -> bool:
    """Whether an item was taken off its checklist."""
    return on.one("SELECT 1 AS there FROM items WHERE id = :id AND dropped_at IS NULL", id=item_id) is None


def open_rounds_of(on: Connection, checklist_id: int) -> list[Round]:
    """Return the rounds of a checklist that are not closed."""
    rows = on.all(
        "SELECT id FROM rounds WHERE checklist_id = :id AND closed_at IS NULL ORDER BY due_on, id", id=checklist_id
    )
    return [found for row in rows if (found := find_round(on, row["id"]))]


def align(on: Connection, round_: Round) -> None:
    """Bring areas and days of a round's tasks in line with the items and with the day on which the round is due."""
    items = items_of(on, round_.checklist_id)
    for days in {item.due_offset for item in items}:
        on.execute(
            "UPDATE tasks SET due_on = :due_on WHERE round_id = :round_id AND due_on <> :due_on AND item_id IN"
            " (SELECT id FROM items WHERE checklist_id = :checklist_id AND due_offset = :days)",
            due_on=(round_.due_on + timedelta(days=days)).isoformat(),
            round_id=round_.id,
            checklist_id=round_.checklist_id,
            days=days,
        )
    for area in {item.area for item in items}:
        on.execute(
            "UPDATE tasks SET area = :area WHERE round_id = :round_id AND area <> :area AND item_id IN"
            " (SELECT id FROM items WHERE checklist_id = :checklist_id AND area = :area)",
            area=area,
            round_id=round_.id,
            checklist_id=round_.checklist_id,
        )


def _align_item(on: Connection, round_: Round, item: Item) -> None:
    on.execute(
        "UPDATE tasks SET area = :area, due_on = :due_on WHERE round_id = :round_id AND item_id = :item_id",
        area=item.area,
        due_on=(round_.due_on + timedelta(days=item.due_offset)).isoformat(),
        round_id=round_.id,
        item_id=item.id,
    )


def add(on: Connection, checklist_id: int, items: tuple[Item, ...], by: By) -> tuple[int, int]:
    """Add items at the end of a checklist; return the first and the last id."""
    ids = [add_item(on, checklist_id, item) for item in items]
    for item_id, item in zip(ids, items, strict=True):
        _note(on, by, item_id, {}, {"area": item.area, "title": item.title})
    return ids[0], ids[-1]


def lacking(on: Connection, checklist_id: int, first: int, last: int) -> int:
    """Return how many units have an open round of a checklist without all of the items from `first` to `last`."""
    items = [item for item in items_of(on, checklist_id) if first <= item.id <= last]
    units: set[int] = set()
    for round_ in open_rounds_of(on, checklist_id) if items else []:
        row = on.one(
            "SELECT count(*) AS many FROM tasks WHERE round_id = :id AND item_id BETWEEN :first AND :last",
            id=round_.id,
            first=first,
            last=last,
        )
        there = units_of_round(on, round_.id)
        if row and row["many"] < len(there) * len(items):
            units |= set(there)
    return len(units)


def spread(on: Connection, checklist_id: int, first: int, last: int, by: By) -> int:
    """Give the units of the open rounds the items from `first` to `last`; return how many tasks that makes."""
    items = [item for item in items_of(on, checklist_id) if first <= item.id <= last]
    found = open_rounds_of(on, checklist_id) if items else []
    return sum(assign(on, round_.id, units_of_round(on, round_.id), by, items) for round_ in found)


def move(on: Connection, item: Item, by: By, *, up: bool) -> bool:
    """Let an item change places with the one before or after it; False where there is none."""
    listed = items_of(on, checklist_of(on, item.id))
    place = next((place for place, one in enumerate(listed) if one.id == item.id), None)
    other = place + (-1 if up else 1) if place is not None else -1
    if not 0 <= other < len(listed):
        return False
    neighbour = listed[other]
    on.execute(PARTS["position"], id=item.id, value=neighbour.position)
    on.execute(PARTS["position"], id=neighbour.id, value=item.position)
    _note(on, by, item.id, {"position": item.position}, {"position": neighbour.position})
    return True


def drop(on: Connection, item_id: int, by: By, *, dropped: bool) -> bool:
    """Take an item off its checklist, or put it back; False when it is so already."""
    changed = on.execute(
        "UPDATE items SET dropped_at = :at WHERE id = :id AND (dropped_at IS NULL) = :there",
        id=item_id,
        at=to_millis(by.now) if dropped else None,
        there=dropped,
    )
    if changed:
        _note(on, by, item_id, {"dropped": not dropped}, {"dropped": dropped})
        for round_ in open_rounds_of(on, checklist_of(on, item_id)):
            if not dropped and (item := find_item(on, item_id)):
                _align_item(on, round_, item)
    return changed == 1


def untouched(on: Connection, item_id: int) -> int:
    """Return how many units have an item in an open round and have done nothing about it."""
    row = on.one("SELECT count(DISTINCT tasks.unit_id) AS many" + UNTOUCHED, item_id=item_id)
    return int(row["many"]) if row else 0


def touched(on: Connection, item_id: int) -> int:
    """Return how many units have an item in an open round and have begun."""
    row = on.one(
        "SELECT count(DISTINCT unit_id) AS many FROM tasks WHERE item_id = :item_id"
        " AND round_id IN (SELECT id FROM rounds WHERE closed_at IS NULL)",
        item_id=item_id,
    )
    return int(row["many"]) - untouched(on, item_id) if row else 0


def withdraw(on: Connection, item_id: int, by: By) -> int:
    """Take a dropped item from the units that have done nothing about it; return from how many tasks."""
    if not is_dropped(on, item_id):
        return 0
    gone = on.execute("DELETE" + UNTOUCHED, item_id=item_id)
    if gone:
        _note(on, by, item_id, {"tasks": gone}, {"tasks": 0})
    return gone
