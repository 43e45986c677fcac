"""Rounds that are being put together, and checklists read from a file, in the database until they are kept."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from bot.audit import By
from bot.checklists.rounds import Checklist, Item, find_checklist, make_checklist, units_of_round
from bot.database import Connection
from reminders.clock import to_millis

DRAFTS_LAST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Draft:
    """A round that is being put together.

    `round_id` is the round that gets more units, or the one that the draft became. `words` narrow the list of units.
    """

    id: int
    checklist: Checklist
    round_id: int | None
    copied_from: int | None
    carries: bool
    period: str | None
    due_on: date | None
    words: str
    units: frozenset[int]
    shared: bool

    @property
    def extends(self) -> bool:
        """Whether it adds units to a round that there is."""
        return self.round_id is not None and not self.shared


def begin(on: Connection, checklist_id: int, now: datetime) -> int:
    """Begin to put a round together and return the draft's id."""
    return _begin(on, checklist_id, now, round_id=None, copied_from=None, period=None, due_on=None)


def begin_copy(on: Connection, checklist_id: int, round_id: int, units: Collection[int], now: datetime) -> int:
    """Begin a round like another one, with the same units; what can be taken over is."""
    draft_id = _begin(on, checklist_id, now, round_id=None, copied_from=round_id, period=None, due_on=None)
    pick(on, draft_id, units, picked=True)
    return draft_id


def begin_extension(on: Connection, checklist_id: int, round_id: int, period: str, due_on: date, now: datetime) -> int:
    """Begin to add units to a round."""
    day = due_on.isoformat()
    return _begin(on, checklist_id, now, round_id=round_id, copied_from=None, period=period, due_on=day)


def _begin(
    on: Connection,
    checklist_id: int,
    now: datetime,
    *,
    round_id: int | None,
    copied_from: int | None,
    period: str | None,
    due_on: str | None,
) -> int:
    row = on.one(
        "INSERT INTO round_drafts (checklist_id, round_id, copied_from, carries, period, due_on, made_at)"
        " VALUES (:checklist_id, :round_id, :copied_from, :carries, :period, :due_on, :now) RETURNING id",
        checklist_id=checklist_id,
        round_id=round_id,
        copied_from=copied_from,
        carries=int(copied_from is not None),
        period=period,
        due_on=due_on,
        now=to_millis(now),
    )
    return int(row["id"]) if row else 0


def find(on: Connection, draft_id: int) -> Draft | None:
    """Return a draft whose checklist is still in use."""
    row = on.one("SELECT * FROM round_drafts WHERE id = :id", id=draft_id)
    checklist = find_checklist(on, row["checklist_id"]) if row else None
    if row is None or checklist is None:
        return None
    units = on.all("SELECT unit_id FROM round_draft_units WHERE draft_id = :id", id=draft_id)
    return Draft(
        row["id"],
        checklist,
        row["round_id"],
        row["copied_from"],
        bool(row["carries"]),
        row["period"],
        date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        row["words"],
        frozenset(unit["unit_id"] for unit in units),
        row["shared_at"] is not None,
    )


def set_period(on: Connection, draft_id: int, period: str) -> None:
    """Choose the period."""
    on.execute("UPDATE round_drafts SET period = :period WHERE id = :id", id=draft_id, period=period)


def set_due(on: Connection, draft_id: int, day: date) -> None:
    """Choose the day on which it is due."""
    on.execute("UPDATE round_drafts SET due_on = :day WHERE id = :id", id=draft_id, day=day.isoformat())


def set_words(on: Connection, draft_id: int, words: str) -> None:
    """Narrow the list of units to those that the words may mean; "" for all."""
    on.execute("UPDATE round_drafts SET words = :words WHERE id = :id", id=draft_id, words=words)


def set_carries(on: Connection, draft_id: int, *, carries: bool) -> None:
    """Say whether targets and what does not apply are taken over."""
    on.execute("UPDATE round_drafts SET carries = :carries WHERE id = :id", id=draft_id, carries=int(carries))


def pick(on: Connection, draft_id: int, units: Collection[int], *, picked: bool) -> None:
    """Take units into a draft, or out of it."""
    rows = [{"draft_id": draft_id, "unit_id": unit_id} for unit_id in units]
    if not rows:
        return
    if picked:
        on.many(
            "INSERT INTO round_draft_units (draft_id, unit_id) VALUES (:draft_id, :unit_id)"
            " ON CONFLICT (draft_id, unit_id) DO NOTHING",
            rows,
        )
    else:
        on.many("DELETE FROM round_draft_units WHERE draft_id = :draft_id AND unit_id = :unit_id", rows)


def settle(on: Connection, draft_id: int, round_id: int, now: datetime) -> None:
    """Note which round a draft became; it becomes none again."""
    on.execute(
        "UPDATE round_drafts SET shared_at = :now, round_id = :round_id WHERE id = :id",
        id=draft_id,
        round_id=round_id,
        now=to_millis(now),
    )


def taken_units(on: Connection, draft: Draft) -> frozenset[int]:
    """Return the units that have the round already, so that there is nothing to pick."""
    return frozenset(units_of_round(on, draft.round_id)) if draft.round_id else frozenset()


# Checklists read from a file.


def keep_checklist(on: Connection, title: str, items: Sequence[Item], now: datetime) -> int:
    """Keep a checklist that was read until somebody says that it is to be saved; return the draft's id."""
    row = on.one(
        "INSERT INTO checklist_drafts (title, body, made_at) VALUES (:title, :body, :now) RETURNING id",
        title=title,
        body=json.dumps([asdict(item) for item in items], ensure_ascii=False),
        now=to_millis(now),
    )
    return int(row["id"]) if row else 0


def save_checklist(on: Connection, draft_id: int, by: By) -> int | None:
    """Make a checklist of a draft, which is gone from then on, and return its id; None where the draft is gone."""
    row = on.one("DELETE FROM checklist_drafts WHERE id = :id RETURNING title, body", id=draft_id)
    if row is None:
        return None
    items = [Item(**fields) for fields in json.loads(row["body"])]
    return make_checklist(on, row["title"], "", items, by)


def prune(on: Connection, now: datetime) -> None:
    """Forget what nobody finished, and what was handed out long ago."""
    before = to_millis(now - DRAFTS_LAST)
    on.execute(
        "DELETE FROM round_draft_units WHERE draft_id IN (SELECT id FROM round_drafts WHERE made_at < :before)",
        before=before,
    )
    on.execute("DELETE FROM round_drafts WHERE made_at < :before", before=before)
    on.execute("DELETE FROM checklist_drafts WHERE made_at < :before", before=before)
