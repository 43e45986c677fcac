"""Announcements in the database, from draft to receipts. Whoever changes one names the version they saw."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.announcements.audience import Audience, query
from bot.database import Connection, Row
from reminders import outbox
from reminders.clock import from_millis, to_millis
from reminders.outbox import Batch

State = Literal["draft", "scheduled", "sending", "paused", "cancelled", "done"]
Body = Mapping[str, Any]
"""`method` of the Bot API and its `params` without the chat: the message exactly as it was composed."""

KIND = "broadcast"
PORTION = 5000
"""People queued in one commit: some fifty milliseconds, for which a question may have to wait."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """An announcement. `chat_id` is where its author is told how it goes."""

    id: int
    author_id: int | None
    chat_id: int
    body: Body
    audience: Audience
    topic_id: str | None
    acknowledged: bool
    state: State
    version: int
    send_at: datetime | None
    begun_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Receipts:
    """What became of the messages of an announcement, and how many readers said that they read it."""

    waiting: int = 0
    sent: int = 0
    unreachable: int = 0
    unknown: int = 0
    failed: int = 0
    withdrawn: int = 0
    acknowledged: int = 0

    @property
    def total(self) -> int:
        """How many people it was meant for."""
        return self.waiting + self.sent + self.unreachable + self.unknown + self.failed + self.withdrawn


def draft(
    on: Connection,
    author_id: int,
    chat_id: int,
    body: Body,
    audience: Audience,
    now: datetime,
    *,
    topic_id: str | None = None,
    acknowledged: bool = False,
) -> int:
    """Keep an announcement that is not sent yet; return its number."""
    row = on.one(
        "INSERT INTO broadcasts (author_id, chat_id, body, audience, topic_id, acknowledged, made_at)"
        " VALUES (:author_id, :chat_id, :body, :audience, :topic_id, :acknowledged, :now) RETURNING id",
        author_id=author_id,
        chat_id=chat_id,
        body=json.dumps(body, ensure_ascii=False),
        audience=audience.stored(),
        topic_id=topic_id,
        acknowledged=int(acknowledged),
        now=to_millis(now),
    )
    return int(row["id"]) if row else 0


def find(on: Connection, broadcast_id: int) -> Broadcast | None:
    """Return an announcement."""
    row = on.one("SELECT * FROM broadcasts WHERE id = :id", id=broadcast_id)
    return _broadcast(row) if row else None


def in_state(on: Connection, *states: State) -> list[Broadcast]:
    """Return the announcements in these states, the oldest first."""
    rows = [row for state in states for row in on.all("SELECT * FROM broadcasts WHERE state = :state", state=state)]
    return sorted(map(_broadcast, rows), key=lambda one: one.id)


def _broadcast(row: Row) -> Broadcast:
    return Broadcast(
        row["id"],
        row["author_id"],
        row["chat_id"],
        json.loads(row["body"]),
        Audience.read(row["audience"]),
        row["topic_id"],
        bool(row["acknowledged"]),
        row["state"],
        row["version"],
        _moment(row["send_at"]),
        _moment(row["begun_at"]),
        _moment(row["ended_at"]),
    )


def _moment(millis: int | None) -> datetime | None:
    return None if millis is None else from_millis(millis)


def schedule(on: Connection, broadcast_id: int, version: int, send_at: datetime) -> bool:
    """Let a draft be sent at that moment; False when it is not as it was seen."""
    return _change(on, broadcast_id, version, "draft", "scheduled", ", send_at = :at", send_at)


def unschedule(on: Connection, broadcast_id: int, version: int) -> bool:
    """Make a draft again of what has not begun; False when it is not as it was seen."""
    return _change(on, broadcast_id, version, "scheduled", "draft", ", send_at = NULL")


def discard(on: Connection, broadcast_id: int, version: int) -> bool:
    """Throw a draft away; False when it is not as it was seen."""
    return (
        on.execute(
            "DELETE FROM broadcasts WHERE id = :id AND version = :version AND state = 'draft'",
            id=broadcast_id,
            version=version,
        )
        == 1
    )


def begin(on: Connection, broadcast_id: int, version: int, now: datetime) -> bool:
    """Begin to send what is scheduled."""
    return _change(on, broadcast_id, version, "scheduled", "sending", ", begun_at = :at", now)


def pause(on: Connection, broadcast_id: int, version: int) -> bool:
    """Hold it; what is on its way still arrives. False when it is not as it was seen."""
    paused = _change(on, broadcast_id, version, "sending", "paused")
    if paused:
        outbox.pause(on, KIND, broadcast_id)
    return paused


def resume(on: Connection, broadcast_id: int, version: int) -> bool:
    """Go on with what was paused; False when it is not as it was seen."""
    resumed = _change(on, broadcast_id, version, "paused", "sending")
    if resumed:
        outbox.resume(on, KIND, broadcast_id)
    return resumed


def cancel(on: Connection, broadcast_id: int, version: int, now: datetime) -> bool:
    """Stop it for good; what still waits is taken back in portions. False when it is not as it was seen."""
    open_states: tuple[State, ...] = ("scheduled", "sending", "paused")
    for state in open_states:
        if _change(on, broadcast_id, version, state, "cancelled", ", ended_at = :at", now):
            outbox.pause(on, KIND, broadcast_id)
            return True
    return False


def resend(on: Connection, broadcast_id: int, version: int, states: Collection[outbox.Ending], now: datetime) -> int:
    """Send once more what ended so; return to how many. It must be done, and as it was seen."""
    if not _change(on, broadcast_id, version, "done", "sending", ", ended_at = NULL"):
        return 0
    return outbox.try_again(on, KIND, broadcast_id, states, now)


def end(on: Connection, broadcast_id: int, version: int, now: datetime) -> bool:
    """Note that everybody has been queued and everything has been settled; False when it is not so."""
    row = on.one("SELECT queued_through FROM broadcasts WHERE id = :id", id=broadcast_id)
    if row is None or row["queued_through"] is not None or receipts(on, broadcast_id).waiting:
        return False
    return _change(on, broadcast_id, version, "sending", "done", ", ended_at = :at", now)


def _change(
    on: Connection,
    broadcast_id: int,
    version: int,
    old: State,
    new: State,
    also: str = "",
    at: datetime | None = None,
) -> bool:
    values = {"at": to_millis(at)} if at else {}
    changed = on.execute(
        f"UPDATE broadcasts SET state = :new, version = version + 1{also}"  # noqa: S608 - our own words
        " WHERE id = :id AND version = :version AND state = :old",
        id=broadcast_id,
        version=version,
        old=old,
        new=new,
        **values,
    )
    return changed == 1


def take_back_portion(on: Connection, now: datetime) -> bool:
    """Take back the next messages of what was cancelled; False when nothing of it waits any more."""
    broadcast_id = to_take_back(on)
    if broadcast_id is None:
        return False
    if not outbox.withdraw(on, KIND, broadcast_id, now, PORTION):
        outbox.resume(on, KIND, broadcast_id)
    return True


def to_take_back(on: Connection) -> int | None:
    """Return an announcement that was cancelled and whose messages are to be taken back."""
    row = on.one(
        "SELECT broadcasts.id FROM broadcasts JOIN outbox_pauses AS paused"
        " ON paused.kind = :kind AND paused.subject = broadcasts.id WHERE broadcasts.state = 'cancelled'",
        kind=KIND,
    )
    return row["id"] if row else None


def queue_portion(on: Connection, broadcast: Broadcast, admins: Collection[int], now: datetime) -> bool:
    """Queue the next people it is for; False when all are queued, or it is sent no more."""
    row = on.one("SELECT queued_through, state FROM broadcasts WHERE id = :id", id=broadcast.id)
    if row is None or row["queued_through"] is None or row["state"] not in ("sending", "paused"):
        return False
    # In the order of their numbers: killed between two portions, the next life goes on behind the last one.
    portion = query(broadcast.audience) + " AND people.person_id > :after ORDER BY people.person_id LIMIT :portion"
    values = {**broadcast.audience.values(admins), "after": row["queued_through"], "portion": PORTION}
    last = on.one(
        f"SELECT max(person_id) AS last, count(*) AS many FROM ({portion}) AS chosen",  # noqa: S608 - our own
        **values,
    )
    outbox.enqueue_chosen(on, Batch(KIND, broadcast.id, f"{KIND}:{broadcast.id}"), portion, now, **values)
    more = last is not None and last["many"] == PORTION
    on.execute(
        "UPDATE broadcasts SET queued_through = :through WHERE id = :id",
        id=broadcast.id,
        through=last["last"] if last is not None and more else None,
    )
    return more


def receipts(on: Connection, broadcast_id: int) -> Receipts:
    """Return what became of its messages so far."""
    by_state = outbox.counts(on, KIND, broadcast_id)
    row = on.one("SELECT count(*) AS many FROM acknowledgements WHERE broadcast_id = :id", id=broadcast_id)
    return Receipts(
        waiting=by_state.get("waiting", 0) + by_state.get("sending", 0),
        sent=by_state.get("sent", 0),
        unreachable=by_state.get("dead", 0),
        unknown=by_state.get("unknown", 0),
        failed=by_state.get("failed", 0),
        withdrawn=by_state.get("withdrawn", 0),
        acknowledged=int(row["many"]) if row else 0,
    )


def acknowledge(on: Connection, broadcast_id: int, person_id: int, now: datetime) -> bool:
    """Note that somebody read it; False when they had said so before."""
    added = on.execute(
        "INSERT INTO acknowledgements (broadcast_id, person_id, at) VALUES (:broadcast_id, :person_id, :now)"
        " ON CONFLICT (broadcast_id, person_id) DO NOTHING",
        broadcast_id=broadcast_id,
        person_id=person_id,
        now=to_millis(now),
    )
    return added == 1


def has_read(on: Connection, broadcast_id: int, person_id: int) -> bool:
    """Whether somebody said that they read it."""
    row = on.one(
        "SELECT 1 AS one FROM acknowledgements WHERE broadcast_id = :id AND person_id = :person_id",
        id=broadcast_id,
        person_id=person_id,
    )
    return row is not None


def message_of(on: Connection, broadcast_id: int, person_id: int) -> int | None:
    """Return the message by which somebody got it, None for whoever did not."""
    row = on.one(
        "SELECT message_id FROM outbox WHERE dedup_key = :key AND state = 'sent'",
        key=f"{KIND}:{broadcast_id}:{person_id}",
    )
    return row["message_id"] if row else None


def mark_unreachable(on: Connection, person_id: int, now: datetime) -> None:
    """Note that somebody cannot be written to until they write again."""
    on.execute(
        "UPDATE people SET unreachable_at = :now WHERE person_id = :person_id AND unreachable_at IS NULL",
        person_id=person_id,
        now=to_millis(now),
    )


def mark_reachable(on: Connection, person_id: int) -> None:
    """Note that somebody has written."""
    on.execute(
        "UPDATE people SET unreachable_at = NULL WHERE person_id = :person_id AND unreachable_at IS NOT NULL",
        person_id=person_id,
    )


def wants_news(on: Connection, person_id: int) -> bool:
    """Whether somebody still uses the bot and did not stop the announcements."""
    row = on.one("SELECT stopped_at FROM people WHERE person_id = :person_id", person_id=person_id)
    return row is not None and row["stopped_at"] is None


def prune(on: Connection, before: datetime) -> None:
    """Forget who read what before that moment."""
    on.execute("DELETE FROM acknowledgements WHERE at < :before", before=to_millis(before))
