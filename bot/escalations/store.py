"""Escalations and who waits for them, in the database."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.database import Connection, Row
from reminders.clock import from_millis, to_millis

State = Literal["open", "taken", "answered", "dismissed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Escalation:
    """A question handed on. `follows` is the one whose answer the asker asks back about."""

    id: int
    text: str
    gist: str
    follows: int | None
    state: State
    version: int
    taken_by: int | None
    draft: str | None
    answer: str | None
    topic_id: str | None
    asked_at: datetime

    @property
    def waits(self) -> bool:
        """Whether nobody has settled it."""
        return self.state in ("open", "taken")


@dataclass(frozen=True, slots=True)
class Asker:
    """Who waits for the answer, and below which of their messages it belongs."""

    chat_id: int
    person_id: int | None
    message_id: int


def hand_on(on: Connection, text: str, gist: str, follows: int | None, now: datetime) -> Escalation:
    """Begin an escalation."""
    row = on.one(
        "INSERT INTO escalations (text, gist, follows, asked_at) VALUES (:text, :gist, :follows, :now) RETURNING *",
        text=text,
        gist=gist,
        follows=follows,
        now=to_millis(now),
    )
    if row is None:
        raise LookupError("the database returned no row")
    return _escalation(row)


def _escalation(row: Row) -> Escalation:
    return Escalation(
        id=row["id"],
        text=row["text"],
        gist=row["gist"],
        follows=row["follows"],
        state=row["state"],
        version=row["version"],
        taken_by=row["taken_by"],
        draft=row["draft"],
        answer=row["answer"],
        topic_id=row["topic_id"],
        asked_at=from_millis(row["asked_at"]),
    )


def find(on: Connection, escalation_id: int | None) -> Escalation | None:
    """Return the escalation, as it is now."""
    row = on.one("SELECT * FROM escalations WHERE id = :id", id=escalation_id)
    return _escalation(row) if row else None


def find_waiting(on: Connection, gist: str) -> Escalation | None:
    """Return the escalation of a question alike that nobody has settled yet."""
    row = on.one(
        "SELECT * FROM escalations WHERE gist = :gist AND gist <> '' AND state IN ('open', 'taken') ORDER BY id",
        gist=gist,
    )
    return _escalation(row) if row else None


def save(on: Connection, changed: Escalation, now: datetime) -> Escalation | None:
    """Write an escalation that was changed since it was read; None when somebody else changed it meanwhile."""
    written = on.execute(
        "UPDATE escalations SET state = :state, version = version + 1, taken_by = :taken_by, draft = :draft,"
        " answer = :answer, topic_id = :topic_id, settled_at = :settled_at WHERE id = :id AND version = :version",
        id=changed.id,
        version=changed.version,
        state=changed.state,
        taken_by=changed.taken_by,
        draft=changed.draft,
        answer=changed.answer,
        topic_id=changed.topic_id,
        settled_at=None if changed.waits else to_millis(now),
    )
    return replace(changed, version=changed.version + 1) if written == 1 else None


def wait_for(on: Connection, escalation_id: int, asker: Asker, now: datetime) -> bool:
    """Let somebody wait for the answer; False when they do already."""
    return (
        on.execute(
            "INSERT INTO askers (escalation_id, chat_id, person_id, message_id, asked_at)"
            " VALUES (:escalation_id, :chat_id, :person_id, :message_id, :now)"
            " ON CONFLICT (escalation_id, chat_id, message_id) DO NOTHING",
            escalation_id=escalation_id,
            chat_id=asker.chat_id,
            person_id=asker.person_id,
            message_id=asker.message_id,
            now=to_millis(now),
        )
        == 1
    )


def stop_waiting(on: Connection, escalation_id: int, person_id: int) -> bool:
    """Let somebody wait no longer; return whether they did."""
    return (
        on.execute(
            "DELETE FROM askers WHERE escalation_id = :escalation_id AND person_id = :person_id",
            escalation_id=escalation_id,
            person_id=person_id,
        )
        > 0
    )


def askers(on: Connection, escalation_id: int) -> list[Asker]:
    """Return who waits, in the order in which they asked."""
    rows = on.all(
        "SELECT chat_id, person_id, message_id FROM askers WHERE escalation_id = :id ORDER BY asked_at, message_id",
        id=escalation_id,
    )
    return [Asker(row["chat_id"], row["person_id"], row["message_id"]) for row in rows]


def waiting_of(on: Connection, person_id: int) -> int:
    """Return for how many answers the person waits."""
    row = on.one(
        "SELECT count(*) AS many FROM escalations WHERE state IN ('open', 'taken')"
        " AND id IN (SELECT escalation_id FROM askers WHERE person_id = :person_id)",
        person_id=person_id,
    )
    return int(row["many"]) if row else 0


def waiting(on: Connection) -> list[Escalation]:
    """Return what nobody has settled, the longest waiting first."""
    rows = on.all("SELECT * FROM escalations WHERE state IN ('open', 'taken') ORDER BY asked_at, id")
    return [_escalation(row) for row in rows]


def due_for_reminder(on: Connection, before: datetime) -> list[Escalation]:
    """Return what has waited since before that moment, and of which nobody was reminded after it."""
    rows = on.all(
        "SELECT * FROM escalations WHERE state IN ('open', 'taken') AND asked_at <= :before"
        " AND coalesce(reminded_at, 0) <= :before ORDER BY asked_at, id",
        before=to_millis(before),
    )
    return [_escalation(row) for row in rows]


def note_reminder(on: Connection, escalation_id: int, now: datetime) -> None:
    """Note that the coordinators were reminded."""
    on.execute("UPDATE escalations SET reminded_at = :now WHERE id = :id", id=escalation_id, now=to_millis(now))


def forget_askers(on: Connection, before: datetime) -> None:
    """Forget who asked before that moment; the question and its answer stay for the curators."""
    on.execute("DELETE FROM askers WHERE asked_at < :before", before=to_millis(before))
