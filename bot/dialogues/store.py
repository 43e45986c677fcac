"""What chats are being asked to write, in the database: a restart forgets no dialogue."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.database import Connection
from bot.rights_table import Dialogue
from reminders.clock import to_millis

PATIENCE = timedelta(minutes=30)
"""After it a message is a question again: whoever comes back from a meeting has forgotten what was asked."""


@dataclass(frozen=True, slots=True)
class Open:
    """What somebody was asked to write, and about which thing (an id, or 0)."""

    kind: Dialogue
    subject: int


def leave(on: Connection, chat_id: int, person_id: int, kind: Dialogue) -> None:
    """End a dialogue of that kind; one of another kind goes on."""
    on.execute(
        "DELETE FROM dialogues WHERE chat_id = :chat_id AND person_id = :person_id AND kind = :kind",
        chat_id=chat_id,
        person_id=person_id,
        kind=kind,
    )


def begin(on: Connection, chat_id: int, person_id: int, dialogue: Open, now: datetime) -> None:
    """Ask for something; what was asked for before is given up."""
    on.execute(
        "INSERT INTO dialogues (chat_id, person_id, kind, subject, expires_at)"
        " VALUES (:chat_id, :person_id, :kind, :subject, :expires_at)"
        " ON CONFLICT (chat_id, person_id) DO UPDATE"
        " SET kind = excluded.kind, subject = excluded.subject, expires_at = excluded.expires_at",
        chat_id=chat_id,
        person_id=person_id,
        kind=dialogue.kind,
        subject=dialogue.subject,
        expires_at=to_millis(now + PATIENCE),
    )


def current(on: Connection, chat_id: int, person_id: int, now: datetime) -> Open | None:
    """Return what the person is being asked for in that chat."""
    row = on.one(
        "SELECT kind, subject FROM dialogues WHERE chat_id = :chat_id AND person_id = :person_id AND expires_at > :now",
        chat_id=chat_id,
        person_id=person_id,
        now=to_millis(now),
    )
    return Open(row["kind"], row["subject"]) if row else None


def end(on: Connection, chat_id: int, person_id: int) -> bool:
    """Ask no longer; return whether anything was being asked."""
    return (
        on.execute(
            "DELETE FROM dialogues WHERE chat_id = :chat_id AND person_id = :person_id",
            chat_id=chat_id,
            person_id=person_id,
        )
        > 0
    )


def prune(on: Connection, now: datetime) -> None:
    """Delete what nobody answered in time."""
    on.execute("DELETE FROM dialogues WHERE expires_at <= :now", now=to_millis(now))
