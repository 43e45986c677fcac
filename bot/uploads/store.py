"""What people sent as files, in the database; the bytes lie in the vault."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.database import Connection, Row
from reminders.clock import from_millis, to_millis

Purpose = Literal["evidence", "units", "checklist", "deadlines"]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as Telegram announces it; `size` is in bytes."""

    chat_id: int
    person_id: int | None
    message_id: int
    album: str | None
    kind: Literal["file", "photo"]
    telegram_id: str
    name: str
    size: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that is to be fetched, or was; `subject` is the thing it was sent for, 0 where nobody has said."""

    id: int
    purpose: Purpose
    subject: int
    incoming: Incoming
    state: Literal["wanted", "stored", "failed"]
    hash: str | None
    received_at: datetime


def want(on: Connection, incoming: Incoming, purpose: Purpose, subject: int, now: datetime) -> Upload:
    """Note a file to be fetched."""
    row = on.one(
        "INSERT INTO uploads (chat_id, person_id, message_id, album, purpose, subject, kind, telegram_id, name, size,"
        " caption, received_at) VALUES (:chat_id, :person_id, :message_id, :album, :purpose, :subject, :kind,"
        " :telegram_id, :name, :size, :caption, :now) RETURNING *",
        chat_id=incoming.chat_id,
        person_id=incoming.person_id,
        message_id=incoming.message_id,
        album=incoming.album,
        purpose=purpose,
        subject=subject,
        kind=incoming.kind,
        telegram_id=incoming.telegram_id,
        name=incoming.name,
        size=incoming.size,
        caption=incoming.caption,
        now=to_millis(now),
    )
    if row is None:
        raise LookupError("the database returned no row")
    return _upload(row)


def _upload(row: Row) -> Upload:
    incoming = Incoming(
        row["chat_id"],
        row["person_id"],
        row["message_id"],
        row["album"],
        row["kind"],
        row["telegram_id"],
        row["name"],
        row["size"],
        row["caption"],
    )
    return Upload(
        row["id"],
        row["purpose"],
        row["subject"],
        incoming,
        row["state"],
        row["hash"],
        from_millis(row["received_at"]),
    )


def find(on: Connection, upload_id: int) -> Upload | None:
    """Return a file that somebody sent."""
    row = on.one("SELECT * FROM uploads WHERE id = :id", id=upload_id)
    return _upload(row) if row else None


def wanted(on: Connection) -> list[Upload]:
    """Return what is still to be fetched, in the order in which it came."""
    return [_upload(row) for row in on.all("SELECT * FROM uploads WHERE state = 'wanted' ORDER BY id")]


def settle(on: Connection, upload_id: int, hash_: str | None, size: int, now: datetime) -> bool:
    """Note that a file is kept under that hash, or cannot be had; False when it is settled already."""
    return (
        on.execute(
            "UPDATE uploads SET state = :state, hash = :hash, size = :size, stored_at = :now"
            " WHERE id = :id AND state = 'wanted'",
            id=upload_id,
            state="stored" if hash_ else "failed",
            hash=hash_,
            size=size,
            now=to_millis(now),
        )
        == 1
    )


def use_for(on: Connection, upload_id: int, subject: int) -> None:
    """Note what a file was sent for."""
    on.execute("UPDATE uploads SET subject = :subject WHERE id = :id", id=upload_id, subject=subject)


def album_mates(on: Connection, upload: Upload) -> list[Upload]:
    """Return the files sent together with one, itself included, in their order."""
    if upload.incoming.album is None:
        return [upload]
    rows = on.all(
        "SELECT * FROM uploads WHERE chat_id = :chat_id AND album = :album ORDER BY id",
        chat_id=upload.incoming.chat_id,
        album=upload.incoming.album,
    )
    return [_upload(row) for row in rows]


def hashes_in_use(on: Connection) -> set[str]:
    """Return the hashes of all bytes that something still refers to."""
    return {row["hash"] for row in on.all("SELECT DISTINCT hash FROM uploads WHERE hash IS NOT NULL")}


def prune(on: Connection, before: datetime) -> int:
    """Forget files that came before that moment and are evidence of nothing."""
    return on.execute(
        "DELETE FROM uploads WHERE received_at < :before AND state <> 'wanted'"
        " AND id NOT IN (SELECT upload_id FROM evidence WHERE upload_id IS NOT NULL)",
        before=to_millis(before),
    )
