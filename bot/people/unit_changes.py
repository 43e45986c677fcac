"""How units change: one at a time or many at once, compared with those there are, and written down."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.audit import By, record
from bot.database import Connection
from bot.people import store
from bot.people.store import Unit
from reminders.clock import to_millis

DRAFTS_LAST = timedelta(days=1)
COMPARED = ("name", "short_name", "kind", "zone", "parent")


@dataclass(frozen=True, slots=True)
class Plan:
    """What units that were read would change."""

    new: tuple[Unit, ...]
    changed: tuple[Unit, ...]
    same: int

    @property
    def units(self) -> tuple[Unit, ...]:
        """What is to be kept."""
        return self.new + self.changed


def compare(existing: Sequence[Unit], given: Sequence[Unit]) -> Plan:
    """Compare units, by their codes, with those there are."""
    known = {unit.code: unit for unit in existing}
    new = tuple(unit for unit in given if unit.code not in known)
    changed = tuple(unit for unit in given if unit.code in known and _differs(known[unit.code], unit))
    return Plan(new, changed, len(given) - len(new) - len(changed))


def _differs(before: Unit, after: Unit) -> bool:
    return any(getattr(before, field) != getattr(after, field) for field in COMPARED)


def save(on: Connection, by: By, given: Sequence[Unit]) -> Plan:
    """Keep units and write down each that is new, changed or in service again."""
    closed = store.closed_codes(on)
    before = {unit.code: unit for unit in store.all_units(on)}
    plan = compare(tuple(before.values()), given)
    store.save_units(on, plan.units, by.now)
    after = {unit.code: unit for unit in store.all_units(on)}
    for unit in plan.units:
        _note(on, by, before.get(unit.code), after[unit.code])
        if unit.code in closed:
            _note_service(on, by, after[unit.code].id, closed=False)
    return plan


def rewrite(on: Connection, by: By, unit: Unit, part: str, value: str) -> Unit:
    """Change a part of a unit, write it down, and return how it is now."""
    store.rewrite_unit(on, unit.id, part, value)
    changed = store.find_unit(on, unit.id) or unit
    if _differs(unit, changed):
        _note(on, by, unit, changed)
    return changed


def close(on: Connection, by: By, unit_id: int, *, closed: bool) -> bool:
    """Take a unit out of service or into it again; False when it is so already."""
    done = store.close_unit(on, unit_id, by.now if closed else None)
    if done:
        _note_service(on, by, unit_id, closed=closed)
    return done


def _note_service(on: Connection, by: By, unit_id: int, *, closed: bool) -> None:
    record(on, by, "unit", unit_id, before={"closed": not closed}, after={"closed": closed}, unit_id=unit_id)


def _note(on: Connection, by: By, before: Unit | None, after: Unit) -> None:
    fields = [field for field in COMPARED if before is None or getattr(before, field) != getattr(after, field)]
    was = _chosen(before, fields) if before else {}
    record(on, by, "unit", after.id, before=was, after=_chosen(after, fields), unit_id=after.id)


def _chosen(unit: Unit, fields: Sequence[str]) -> Mapping[str, Any]:
    return {field: getattr(unit, field) for field in fields}


def is_below(on: Connection, unit: Unit, other: Unit) -> bool:
    """Whether `unit` is `other` or somewhere below it."""
    above = {one.code: one.parent for one in store.all_units(on)}
    code: str | None = unit.code
    seen = set[str]()
    while code and code not in seen:
        if code == other.code:
            return True
        seen.add(code)
        code = above.get(code)
    return False


def keep_draft(on: Connection, by: By, units: Sequence[Unit]) -> int:
    """Keep units until somebody says that they are to be saved; return the draft's id."""
    row = on.one(
        "INSERT INTO unit_drafts (made_by, made_at, body) VALUES (:by, :now, :body) RETURNING id",
        by=by.person_id,
        now=to_millis(by.now),
        body=json.dumps([asdict(unit) for unit in units], ensure_ascii=False),
    )
    return int(row["id"]) if row else 0


def take_draft(on: Connection, draft_id: int) -> list[Unit] | None:
    """Return the units of a draft, which is gone from then on; None where it is gone."""
    row = on.one("DELETE FROM unit_drafts WHERE id = :id RETURNING body", id=draft_id)
    return [Unit(**fields) for fields in json.loads(row["body"])] if row else None


def prune_drafts(on: Connection, now: datetime) -> int:
    """Forget what nobody saved and return how many."""
    return on.execute("DELETE FROM unit_drafts WHERE made_at < :before", before=to_millis(now - DRAFTS_LAST))
