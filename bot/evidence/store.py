"""Evidence in the database: a file or photo that was sent, a link, or a note, attached to a task."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zlib import crc32

from bot import audit
from bot.audit import By
from bot.database import Connection, Row
from reminders.clock import from_millis, to_millis

EvidenceKind = Literal["file", "photo", "link", "note"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence; `name` is the file's name, or the link or note itself. `hash` is None until it is kept.

    `sent_by` sent the file to the bot, perhaps for another task.
    """

    id: int
    task_id: int
    kind: EvidenceKind
    name: str
    size: int
    upload_id: int | None
    hash: str | None
    added_by: int | None
    added_at: datetime
    dropped: bool
    sent_by: int | None


EVIDENCE = (
    "SELECT evidence.*, uploads.name, uploads.size, uploads.hash, uploads.person_id AS sent_by FROM evidence"
    " LEFT JOIN uploads ON uploads.id = evidence.upload_id"
)


def attach(
    on: Connection, task_id: int, unit_id: int, kind: EvidenceKind, by: By, *, upload_id: int | None, text: str | None
) -> int:
    """Attach a file that was sent, a link or a note to a task; return the id of the piece of evidence."""
    row = on.one(
        "INSERT INTO evidence (task_id, kind, upload_id, text, added_by, added_at)"
        " VALUES (:task_id, :kind, :upload_id, :text, :by, :now) RETURNING id",
        task_id=task_id,
        kind=kind,
        upload_id=upload_id,
        text=text,
        by=by.person_id,
        now=to_millis(by.now),
    )
    evidence_id = int(row["id"]) if row else 0
    after = {"kind": kind, "upload": upload_id, "evidence": evidence_id}
    audit.record(on, by, "evidence", task_id, unit_id=unit_id, before={}, after=after)
    return evidence_id


def find(on: Connection, evidence_id: int) -> Evidence | None:
    """Return a piece of evidence, also one that was dropped."""
    row = on.one(EVIDENCE + " WHERE evidence.id = :id", id=evidence_id)
    return _evidence(row) if row else None


def of_task(on: Connection, task_id: int) -> list[Evidence]:
    """Return what is attached to a task, in the order of attaching."""
    rows = on.all(
        EVIDENCE + " WHERE evidence.task_id = :id AND evidence.dropped_at IS NULL ORDER BY evidence.id", id=task_id
    )
    return [_evidence(row) for row in rows]


def mark_of(evidence: Sequence[Evidence]) -> int:
    """Return a number by which it is known whether something was attached or taken off since; 0 for none."""
    return crc32(",".join(str(piece.id) for piece in evidence).encode())


def by_upload(on: Connection, upload_id: int) -> list[Evidence]:
    """Return the pieces of evidence that a file that was sent is."""
    return [_evidence(row) for row in on.all(EVIDENCE + " WHERE evidence.upload_id = :id", id=upload_id)]


def elsewhere_in_unit(on: Connection, unit_id: int, task_id: int, limit: int, offset: int) -> list[Evidence]:
    """Return files, links and notes that the unit attached to other tasks, each once, the newest first."""
    rows = on.all(
        EVIDENCE  # noqa: S608 - our own words
        + " WHERE evidence.id IN (SELECT max(other.id) FROM evidence AS other"
        " JOIN tasks ON tasks.id = other.task_id LEFT JOIN uploads ON uploads.id = other.upload_id"
        " WHERE tasks.unit_id = :unit_id AND other.task_id <> :task_id AND other.dropped_at IS NULL"
        " GROUP BY coalesce(uploads.hash, other.text, 'sendiri'))"
        " ORDER BY evidence.id DESC LIMIT :limit OFFSET :offset",
        unit_id=unit_id,
        task_id=task_id,
        limit=limit,
        offset=offset,
    )
    return [_evidence(row) for row in rows]


def drop(on: Connection, piece: Evidence, unit_id: int, by: By, *, dropped: bool) -> bool:
    """Take a piece of evidence off its task, or put it back; False when it is so already."""
    changed = on.execute(
        "UPDATE evidence SET dropped_at = :at WHERE id = :id AND (dropped_at IS NULL) = :there",
        id=piece.id,
        at=to_millis(by.now) if dropped else None,
        there=dropped,
    )
    if changed:
        after = {"evidence": piece.id, "dropped": dropped}
        audit.record(on, by, "evidence", piece.task_id, unit_id=unit_id, before={"dropped": not dropped}, after=after)
    return changed == 1


def _evidence(row: Row) -> Evidence:
    return Evidence(
        row["id"],
        row["task_id"],
        row["kind"],
        row["name"] or row["text"] or "",
        row["size"] or 0,
        row["upload_id"],
        row["hash"],
        row["added_by"],
        from_millis(row["added_at"]),
        row["dropped_at"] is not None,
        row["sent_by"],
    )
