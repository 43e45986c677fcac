"""The inbox: every update of Telegram, kept before it is confirmed, applied exactly once."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeGuard

from bot.database import Connection, Row
from reminders.clock import to_millis

BIGGEST = 2**63 - 1
UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
"""What PostgreSQL (NUL) and UTF-8 (half of a surrogate pair) cannot hold."""


@dataclass(slots=True)
class Received:
    """One update as Telegram sent it."""

    update_id: int
    lane: int
    body: dict[str, Any]
    text: str
    attempts: int = 0
    error: str | None = None
    uncertain: bool = False
    """Whether a commit of its turn was lost in an outage, and may have taken place."""


def receive(raw: Any) -> Received | None:
    """Return the update with its lane, or None for what is no update and could never be confirmed."""
    if not isinstance(raw, dict) or not _whole(raw.get("update_id")):
        return None
    try:
        body, text = _storable(raw)
    except RecursionError:
        # Nested deeper than Python follows: kept by its number alone, so that it is confirmed and the rest goes on.
        body, text = _storable({"update_id": raw["update_id"]})
    return Received(body["update_id"], lane_of(body), body, text)


def _storable(body: dict[str, Any]) -> tuple[dict[str, Any], str]:
    text = json.dumps(body, ensure_ascii=False)
    if UNSTORABLE.search(text) or "\\u0000" in text:
        body = _mended(body)
        text = json.dumps(body, ensure_ascii=False)
    return body, text


def lane_of(update: dict[str, Any]) -> int:
    """Return the chat within which the update keeps its order; else a person's id, or 0."""
    for kind, content in update.items():
        if kind != "update_id" and isinstance(content, dict):
            message = content.get("message") if kind == "callback_query" else content
            return _id_in(message, "chat") or _id_in(content, "from") or _id_in(content, "user") or 0
    return 0


def _id_in(content: Any, field: str) -> int | None:
    holder = content.get(field) if isinstance(content, dict) else None
    number = holder.get("id") if isinstance(holder, dict) else None
    return number if _whole(number) else None


def _whole(number: Any) -> TypeGuard[int]:
    return isinstance(number, int) and not isinstance(number, bool) and abs(number) <= BIGGEST


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}
    return [_mended(item) for item in value] if isinstance(value, list) else value


def store(on: Connection, bot_id: int, updates: Iterable[Received], now: datetime) -> list[Received]:
    """Keep the updates and return those that are open: not seen before, or kept and not applied yet.

    When a commit is lost in an outage, nobody knows whether it took place; what Telegram then delivers again is
    either new or open.
    """
    return [update for update in updates if _stored(on, bot_id, update, now) or _is_open(on, bot_id, update)]


def _is_open(on: Connection, bot_id: int, update: Received) -> bool:
    row = on.one(
        "SELECT state FROM inbox WHERE bot_id = :bot_id AND update_id = :update_id",
        bot_id=bot_id,
        update_id=update.update_id,
    )
    return row is not None and row["state"] == "new"


def _stored(on: Connection, bot_id: int, update: Received, now: datetime) -> bool:
    added = on.execute(
        "INSERT INTO inbox (bot_id, update_id, lane, body, received_at)"
        " VALUES (:bot_id, :update_id, :lane, :body, :now) ON CONFLICT (bot_id, update_id) DO NOTHING",
        bot_id=bot_id,
        update_id=update.update_id,
        lane=update.lane,
        body=update.text,
        now=to_millis(now),
    )
    return added == 1


def open_updates(on: Connection, bot_id: int, before: datetime) -> list[Received]:
    """Return what was kept up to that moment and not yet applied, in the order of arrival."""
    rows = on.all(
        "SELECT update_id, lane, body, attempts, error FROM inbox"
        " WHERE bot_id = :bot_id AND state = 'new' AND received_at <= :before ORDER BY received_at, update_id",
        bot_id=bot_id,
        before=to_millis(before),
    )
    return [_received(row) for row in rows]


def _received(row: Row) -> Received:
    body = json.loads(row["body"])
    return Received(row["update_id"], row["lane"], body, row["body"], row["attempts"], row["error"])


def mark_applied(on: Connection, bot_id: int, update_id: int, now: datetime) -> bool:
    """Mark an open update as applied; False when it already was, and must not be applied again."""
    changed = on.execute(
        "UPDATE inbox SET state = 'applied', settled_at = :now"
        " WHERE bot_id = :bot_id AND update_id = :update_id AND state = 'new'",
        bot_id=bot_id,
        update_id=update_id,
        now=to_millis(now),
    )
    return changed == 1


def count_failure(on: Connection, bot_id: int, update_id: int, error: str) -> None:
    """Note one failed attempt."""
    on.execute(
        "UPDATE inbox SET attempts = attempts + 1, error = :error WHERE bot_id = :bot_id AND update_id = :update_id",
        bot_id=bot_id,
        update_id=update_id,
        error=error,
    )


def bury(on: Connection, bot_id: int, update_id: int, now: datetime) -> None:
    """Give an update up: it stays readable, and is never tried again."""
    on.execute(
        "UPDATE inbox SET state = 'dead', settled_at = :now"
        " WHERE bot_id = :bot_id AND update_id = :update_id AND state = 'new'",
        bot_id=bot_id,
        update_id=update_id,
        now=to_millis(now),
    )


def prune(on: Connection, before: datetime) -> int:
    """Delete settled updates received before that moment and return how many."""
    return on.execute("DELETE FROM inbox WHERE received_at < :before AND state <> 'new'", before=to_millis(before))
