"""The durable queue of messages to many: intents, each queued once by its key, and what became of them.

A row goes `waiting -> sending -> sent | failed | dead`, or back to `waiting` to be tried later. Killed between the
sending and the settling, nobody knows whether the message arrived: the row is then `unknown`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reminders.clock import to_millis
from reminders.storage import Connection, Row

State = Literal["waiting", "sending", "sent", "unknown", "failed", "dead", "withdrawn"]
Ending = Literal["sent", "unknown", "failed", "dead", "withdrawn"]

URGENT, ORDINARY = 0, 1
"""What is urgent is claimed first: an announcement to thousands must not hold up a reminder for an hour."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What is to be said to whom, and why; `kind` and `subject` tell the renderer what it is."""

    kind: str
    subject: int
    chat_id: int
    person_id: int | None = None
    attempts: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """What many intents have in common; a row's key is this key and the person's number."""

    kind: str
    subject: int
    key: str
    urgency: int = ORDINARY


REPEATS = 10
"""How often a kill may strike the sending of what is better sent twice than never. What is struck more often may be
what kills: it must not do so for ever."""
QUEUED = "kind, subject, chat_id, person_id, dedup_key, urgency, not_before, created_at"


def enqueue(
    on: Connection, intent: Intent, key: str, now: datetime, not_before: datetime | None = None, urgency: int = ORDINARY
) -> bool:
    """Queue an intent in the transaction that decided it; False when its key was queued before."""
    added = on.execute(
        f"INSERT INTO outbox ({QUEUED}) VALUES"  # noqa: S608 - our own names
        " (:kind, :subject, :chat_id, :person_id, :key, :urgency, :not_before, :now)"
        " ON CONFLICT (dedup_key) DO NOTHING",
        kind=intent.kind,
        subject=intent.subject,
        chat_id=intent.chat_id,
        person_id=intent.person_id,
        key=key,
        urgency=urgency,
        not_before=to_millis(not_before or now),
        now=to_millis(now),
    )
    return added == 1


def enqueue_chosen(on: Connection, batch: Batch, chosen: str, now: datetime, **values: str | int | None) -> int:
    """Queue one intent for each row (person_id, chat_id) of the query `chosen`; return how many are new."""
    return on.execute(
        f"INSERT INTO outbox ({QUEUED})"  # noqa: S608 - our own names, and a query of our own
        " SELECT CAST(:kind AS TEXT), :subject, chosen.chat_id, chosen.person_id,"
        " CAST(:key AS TEXT) || ':' || chosen.person_id, :urgency, :now, :now"
        f" FROM ({chosen}) AS chosen WHERE true ON CONFLICT (dedup_key) DO NOTHING",
        kind=batch.kind,
        subject=batch.subject,
        key=batch.key,
        urgency=batch.urgency,
        now=to_millis(now),
        **values,
    )


def is_due(on: Connection, now: datetime) -> bool:
    """Whether an intent waits that may be sent now."""
    row = on.one(
        "SELECT 1 AS one FROM outbox WHERE state = 'waiting' AND not_before <= :now"
        " AND NOT EXISTS (SELECT 1 FROM outbox_pauses AS paused"
        " WHERE paused.kind = outbox.kind AND paused.subject = outbox.subject) LIMIT 1",
        now=to_millis(now),
    )
    return row is not None


def claim(on: Connection, owner: str, limit: int, now: datetime) -> list[Intent]:
    """Take up to that many due intents for sending, the most urgent and then the oldest first."""
    # The outer condition is the compare-and-swap: of two owners who chose the same row, PostgreSQL lets the second
    # look at it again once the first has committed.
    rows = on.all(
        "UPDATE outbox SET state = 'sending', owner = :owner, claimed_at = :now, attempts = attempts + 1"
        " WHERE state = 'waiting' AND id IN (SELECT id FROM outbox WHERE state = 'waiting' AND not_before <= :now"
        " AND NOT EXISTS (SELECT 1 FROM outbox_pauses AS paused"
        " WHERE paused.kind = outbox.kind AND paused.subject = outbox.subject)"
        " ORDER BY urgency, not_before, id LIMIT :limit)"
        " RETURNING id, kind, subject, chat_id, person_id, attempts, urgency, not_before",
        owner=owner,
        limit=limit,
        now=to_millis(now),
    )
    return [_intent(row) for row in sorted(rows, key=lambda row: (row["urgency"], row["not_before"], row["id"]))]


def _intent(row: Row) -> Intent:
    return Intent(row["kind"], row["subject"], row["chat_id"], row["person_id"], row["attempts"], row["id"])


def settle(
    on: Connection,
    intent: Intent,
    state: Ending,
    now: datetime,
    message_id: int | None = None,
    error: str | None = None,
) -> None:
    """Note how the sending ended."""
    on.execute(
        "UPDATE outbox SET state = :state, message_id = :message_id, error = :error, settled_at = :now WHERE id = :id"
        " AND state = 'sending'",
        id=intent.id,
        state=state,
        message_id=message_id,
        error=error,
        now=to_millis(now),
    )


def give_back(on: Connection, intents: Iterable[Intent], not_before: datetime | None, error: str | None = None) -> None:
    """Let claimed intents wait again: for their turn, or until that moment."""
    on.many(
        "UPDATE outbox SET state = 'waiting', owner = NULL, not_before = coalesce(:until, not_before),"
        " error = coalesce(:error, error) WHERE id = :id AND state = 'sending'",
        [
            {"id": intent.id, "until": to_millis(not_before) if not_before else None, "error": error}
            for intent in intents
        ],
    )


def follow(on: Connection, old_chat: int, new_chat: int) -> None:
    """Send what is meant for a group to the supergroup that it has become."""
    on.execute(
        "UPDATE outbox SET chat_id = :new_chat WHERE chat_id = :old_chat AND state IN ('waiting', 'sending')",
        old_chat=old_chat,
        new_chat=new_chat,
    )


def recover(on: Connection, repeatable: Collection[str], now: datetime) -> tuple[int, int]:
    """Sort out what a life before this one left `sending`; return how many are sent again, and how many are unknown.

    Of the kinds in `repeatable` each is sent again: better twice than never. The first time at once, then ever later:
    where lives are short, those who come first in the queue must not be written to by every one of them. The rest is
    unknown.
    """
    again = sum(
        on.execute(
            "UPDATE outbox SET state = 'waiting', owner = NULL, repeated = repeated + 1,"
            " not_before = :now + ((1 << repeated) - 1) * 1000"
            " WHERE state = 'sending' AND repeated < :most AND kind = :kind",
            kind=kind,
            most=REPEATS,
            now=to_millis(now),
        )
        for kind in sorted(repeatable)
    )
    unknown = on.execute(
        "UPDATE outbox SET state = 'unknown', settled_at = :now WHERE state = 'sending'", now=to_millis(now)
    )
    return again, unknown


def withdraw(on: Connection, kind: str, subject: int, now: datetime, limit: int) -> int:
    """Take back up to that many intents on a subject that still wait; return how many."""
    return on.execute(
        "UPDATE outbox SET state = 'withdrawn', settled_at = :now WHERE state = 'waiting' AND id IN"
        " (SELECT id FROM outbox WHERE kind = :kind AND subject = :subject AND state = 'waiting' LIMIT :limit)",
        kind=kind,
        subject=subject,
        limit=limit,
        now=to_millis(now),
    )


def withdraw_keyed(on: Connection, prefix: str, now: datetime) -> int:
    """Take back what still waits and whose key begins like that; return how many."""
    # Not LIKE: it would have to be escaped, and minds upper and lower case on one engine only.
    return on.execute(
        "UPDATE outbox SET state = 'withdrawn', settled_at = :now WHERE state = 'waiting'"
        " AND substr(dedup_key, 1, :length) = :prefix",
        prefix=prefix,
        length=len(prefix),
        now=to_millis(now),
    )


def try_again(on: Connection, kind: str, subject: int, states: Collection[Ending], now: datetime) -> int:
    """Queue once more what ended in one of these states; return how many."""
    return sum(
        on.execute(
            "UPDATE outbox SET state = 'waiting', not_before = :now, attempts = 0, owner = NULL, settled_at = NULL"
            " WHERE kind = :kind AND subject = :subject AND state = :state",
            kind=kind,
            subject=subject,
            state=state,
            now=to_millis(now),
        )
        for state in sorted(states)
    )


def pause(on: Connection, kind: str, subject: int) -> None:
    """Keep what waits on a subject from being claimed; what has been claimed is still sent."""
    on.execute(
        "INSERT INTO outbox_pauses (kind, subject) VALUES (:kind, :subject) ON CONFLICT (kind, subject) DO NOTHING",
        kind=kind,
        subject=subject,
    )


def resume(on: Connection, kind: str, subject: int) -> None:
    """Let what was paused be claimed."""
    on.execute("DELETE FROM outbox_pauses WHERE kind = :kind AND subject = :subject", kind=kind, subject=subject)


def counts(on: Connection, kind: str, subject: int) -> dict[State, int]:
    """Return how many intents on a subject are in which state."""
    rows = on.all(
        "SELECT state, count(*) AS many FROM outbox WHERE kind = :kind AND subject = :subject GROUP BY state",
        kind=kind,
        subject=subject,
    )
    return {row["state"]: int(row["many"]) for row in rows}


def prune(on: Connection, before: datetime) -> int:
    """Delete what was settled and queued before that moment; return how many."""
    return on.execute(
        "DELETE FROM outbox WHERE created_at < :before AND state NOT IN ('waiting', 'sending')",
        before=to_millis(before),
    )
