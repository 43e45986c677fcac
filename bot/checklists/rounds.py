"""Checklists, their items, and the rounds in which units are to finish them, in the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot import audit
from bot.audit import By
from bot.database import Connection, Row
from reminders.clock import to_millis


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a checklist asks for. `due_offset` counts days from the day on which the round is due."""

    area: str
    title: str
    todo: str = ""
    evidence: str = ""
    topic_id: str | None = None
    who: str = ""
    weight: int = 1
    due_offset: int = 0
    numbers: bool = False
    id: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist of the agency; `items` counts what is in it."""

    id: int
    title: str
    about: str
    template_id: str | None
    items: int


@dataclass(frozen=True, slots=True)
class Round:
    """A checklist in a period."""

    id: int
    checklist_id: int
    title: str
    period: str
    due_on: date
    closed: bool

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{self.title} · {self.period}"


CHECKLISTS = (
    "SELECT checklists.*, (SELECT count(*) FROM items WHERE items.checklist_id = checklists.id"
    " AND items.dropped_at IS NULL) AS items FROM checklists WHERE dropped_at IS NULL"
)
ROUNDS = "SELECT rounds.*, checklists.title FROM rounds JOIN checklists ON checklists.id = rounds.checklist_id"


def make_checklist(
    on: Connection, title: str, about: str, items: Sequence[Item], by: By, template_id: str | None = None
) -> int:
    """Make a checklist and return its id."""
    row = on.one(
        "INSERT INTO checklists (title, about, template_id, made_by, made_at)"
        " VALUES (:title, :about, :template_id, :by, :now) RETURNING id",
        title=title,
        about=about,
        template_id=template_id,
        by=by.person_id,
        now=to_millis(by.now),
    )
    checklist_id = int(row["id"]) if row else 0
    for item in items:
        add_item(on, checklist_id, item)
    audit.record(on, by, "checklist", checklist_id, before={}, after={"title": title, "items": len(items)})
    return checklist_id


def add_item(on: Connection, checklist_id: int, item: Item) -> int:
    """Add an item at the end of a checklist and return its id."""
    row = on.one(
        "INSERT INTO items (checklist_id, position, area, title, todo, evidence, topic_id, who, weight, due_offset,"
        " numbers) VALUES (:checklist_id,"
        " (SELECT coalesce(max(position), 0) + 1 FROM items WHERE checklist_id = :checklist_id), :area, :title, :todo,"
        " :evidence, :topic_id, :who, :weight, :due_offset, :numbers) RETURNING id",
        checklist_id=checklist_id,
        area=item.area,
        title=item.title,
        todo=item.todo,
        evidence=item.evidence,
        topic_id=item.topic_id,
        who=item.who,
        weight=item.weight,
        due_offset=item.due_offset,
        numbers=int(item.numbers),
    )
    return int(row["id"]) if row else 0


def checklists(on: Connection) -> list[Checklist]:
    """Return the agency's checklists, the newest first."""
    return [_checklist(row) for row in on.all(CHECKLISTS + " ORDER BY checklists.id DESC")]


def find_checklist(on: Connection, checklist_id: int) -> Checklist | None:
    """Return a checklist that is not dropped."""
    row = on.one(CHECKLISTS + " AND checklists.id = :id", id=checklist_id)
    return _checklist(row) if row else None


def _checklist(row: Row) -> Checklist:
    return Checklist(row["id"], row["title"], row["about"], row["template_id"], row["items"])


def items_of(on: Connection, checklist_id: int) -> list[Item]:
    """Return what a checklist asks for, in its order."""
    rows = on.all(
        "SELECT * FROM items WHERE checklist_id = :id AND dropped_at IS NULL ORDER BY position", id=checklist_id
    )
    return [_item(row) for row in rows]


def find_item(on: Connection, item_id: int) -> Item | None:
    """Return an item, also one that was dropped: tasks may still ask for it."""
    row = on.one("SELECT * FROM items WHERE id = :id", id=item_id)
    return _item(row) if row else None


def _item(row: Row) -> Item:
    return Item(
        row["area"],
        row["title"],
        row["todo"],
        row["evidence"],
        row["topic_id"],
        row["who"],
        row["weight"],
        row["due_offset"],
        bool(row["numbers"]),
        row["id"],
        row["position"],
    )


def open_round(on: Connection, checklist_id: int, period: str, due_on: date, by: By) -> int | None:
    """Begin a round and return its id; None when the checklist has one of that period already."""
    row = on.one(
        "INSERT INTO rounds (checklist_id, period, due_on, made_by, made_at)"
        " VALUES (:checklist_id, :period, :due_on, :by, :now)"
        " ON CONFLICT (checklist_id, period) WHERE closed_at IS NULL DO NOTHING RETURNING id",
        checklist_id=checklist_id,
        period=period,
        due_on=due_on.isoformat(),
        by=by.person_id,
        now=to_millis(by.now),
    )
    if row is None:
        return None
    round_id = int(row["id"])
    audit.record(on, by, "round", round_id, before={}, after={"period": period, "due_on": due_on.isoformat()})
    return round_id


def assign(
    on: Connection, round_id: int, unit_ids: Collection[int], by: By, items: Sequence[Item] | None = None
) -> int:
    """Give units in service the tasks of a round that they do not have yet; return how many tasks that makes.

    All items of the checklist, unless some are named.
    """
    found = find_round(on, round_id)
    if found is None or not unit_ids:
        return 0
    wanted = items_of(on, found.checklist_id) if items is None else items
    made = _make_tasks(on, found, wanted, unit_ids) if wanted else 0
    audit.record(on, by, "round", round_id, before={}, after={"units": sorted(unit_ids), "tasks": made})
    return made


def _make_tasks(on: Connection, found: Round, items: Sequence[Item], unit_ids: Collection[int]) -> int:
    # One statement, unit after unit as the indexes lie: it may make 90,000 tasks.
    days = {item.due_offset: (found.due_on + timedelta(days=item.due_offset)).isoformat() for item in items}
    due_on = " ".join(f"WHEN {offset} THEN '{day}'" for offset, day in days.items())
    return on.execute(
        "INSERT INTO tasks (round_id, unit_id, item_id, area, due_on)"  # noqa: S608 - our own words and numbers
        f" SELECT :round_id, units.id, items.id, items.area, CASE items.due_offset {due_on} END"
        f" FROM units CROSS JOIN items WHERE units.id IN ({_listed(unit_ids)}) AND units.closed_at IS NULL"
        f" AND items.id IN ({_listed([item.id for item in items])})"
        " ORDER BY units.id, items.position ON CONFLICT (round_id, unit_id, item_id) DO NOTHING",
        round_id=found.id,
    )


def _listed(ids: Collection[int]) -> str:
    return ", ".join(str(int(one)) for one in sorted(ids))


def find_round(on: Connection, round_id: int) -> Round | None:
    """Return a round."""
    row = on.one(ROUNDS + " WHERE rounds.id = :id", id=round_id)
    return _round(row) if row else None


def open_rounds(on: Connection) -> list[Round]:
    """Return the rounds that are not closed, the next due first."""
    return [_round(row) for row in on.all(ROUNDS + " WHERE rounds.closed_at IS NULL ORDER BY due_on, rounds.id")]


def rounds_of_unit(on: Connection, unit_id: int) -> list[Round]:
    """Return the open rounds in which a unit has tasks, the next due first."""
    rows = on.all(
        ROUNDS + " WHERE rounds.closed_at IS NULL AND EXISTS"  # noqa: S608 - our own words
        " (SELECT 1 FROM tasks WHERE tasks.unit_id = :unit_id AND tasks.round_id = rounds.id)"
        " ORDER BY rounds.due_on, rounds.id",
        unit_id=unit_id,
    )
    return [_round(row) for row in rows]


def has_tasks(on: Connection, round_id: int, unit_id: int) -> bool:
    """Whether a unit has tasks in a round."""
    row = on.one(
        "SELECT 1 AS there FROM tasks WHERE unit_id = :unit_id AND round_id = :round_id LIMIT 1",
        unit_id=unit_id,
        round_id=round_id,
    )
    return row is not None


def _round(row: Row) -> Round:
    return Round(
        row["id"],
        row["checklist_id"],
        row["title"],
        row["period"],
        date.fromisoformat(row["due_on"]),
        row["closed_at"] is not None,
    )


def units_of_round(on: Connection, round_id: int) -> list[int]:
    """Return the units that have tasks in a round."""
    # By the few units, and not by the many tasks.
    rows = on.all(
        "SELECT id FROM units WHERE EXISTS (SELECT 1 FROM tasks WHERE tasks.round_id = :id"
        " AND tasks.unit_id = units.id) ORDER BY id",
        id=round_id,
    )
    return [row["id"] for row in rows]


def close_round(on: Connection, round_id: int, by: By, *, closed: bool = True) -> bool:
    """Close a round, or open it again; False when it was so already."""
    changed = on.execute(
        "UPDATE rounds SET closed_at = :at WHERE id = :id AND (closed_at IS NULL) = :open",
        id=round_id,
        at=to_millis(by.now) if closed else None,
        open=closed,
    )
    if changed:
        audit.record(on, by, "round", round_id, before={"closed": not closed}, after={"closed": closed})
    return changed == 1
