"""Deadlines as they are typed or read from a file, kept until somebody says that they are right."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.audit import By
from bot.database import Connection
from bot.deadlines import changes, store
from reminders.clock import to_millis
from reminders.rungs import read_rungs

DRAFTS_LAST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Draft:
    """A deadline to be; it has no day yet, or none of its own rungs ("")."""

    title: str
    due_on: date | None = None
    due_at: time | None = None
    rungs: str = ""
    occasion_id: str | None = None


def keep(on: Connection, drafts: Sequence[Draft], now: datetime) -> int:
    """Keep deadlines to be; return the id under which they are found together."""
    row = on.one(
        "INSERT INTO deadline_drafts (body, made_at) VALUES (:body, :now) RETURNING id",
        body=json.dumps([_written(draft) for draft in drafts], ensure_ascii=False),
        now=to_millis(now),
    )
    return int(row["id"]) if row else 0


def _written(draft: Draft) -> dict[str, str | None]:
    return {
        "title": draft.title,
        "due_on": draft.due_on.isoformat() if draft.due_on else None,
        "due_at": draft.due_at.isoformat("minutes") if draft.due_at else None,
        "rungs": draft.rungs,
        "occasion_id": draft.occasion_id,
    }


def _read(body: str) -> list[Draft]:
    return [_draft(**fields) for fields in json.loads(body)]


def _draft(due_on: str | None, due_at: str | None, **others: Any) -> Draft:
    day = date.fromisoformat(due_on) if due_on else None
    return Draft(due_on=day, due_at=time.fromisoformat(due_at) if due_at else None, **others)


def find(on: Connection, draft_id: int) -> Draft | None:
    """Return the one deadline that is being typed; None where it is gone."""
    row = on.one("SELECT body FROM deadline_drafts WHERE id = :id", id=draft_id)
    drafts = _read(row["body"]) if row else []
    return drafts[0] if len(drafts) == 1 else None


def save(on: Connection, draft_id: int, by: By) -> list[int] | None:
    """Add the deadlines that have a day and are not there yet, and forget the draft.

    Returns the ids of what was added; None where the draft is gone.
    """
    row = on.one("DELETE FROM deadline_drafts WHERE id = :id RETURNING body", id=draft_id)
    return [made for draft in _read(row["body"]) if (made := _add(on, draft, by))] if row else None


def save_one(on: Connection, draft_id: int, day: date, at: time | None, by: By) -> int | None:
    """Add the deadline that was typed, on that day, and return its id; None where it is gone or there already."""
    draft = find(on, draft_id)
    if draft is None:
        return None
    on.execute("DELETE FROM deadline_drafts WHERE id = :id", id=draft_id)
    return _add(on, replace(draft, due_on=day, due_at=at), by)


def _add(on: Connection, draft: Draft, by: By) -> int | None:
    if draft.due_on is None or changes.same(on, draft.title, draft.due_on):
        return None
    made = store.add(on, draft.title, draft.due_on, by, due_at=draft.due_at, occasion_id=draft.occasion_id)
    added = store.find(on, made) if draft.rungs else None
    if added:
        store.change(on, added, by, rungs=read_rungs(draft.rungs))
    return made


def prune(on: Connection, now: datetime) -> None:
    """Forget what nobody finished."""
    on.execute("DELETE FROM deadline_drafts WHERE made_at < :before", before=to_millis(now - DRAFTS_LAST))
