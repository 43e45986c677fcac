"""What the clinic was taught in the chat: phrasings, questions that are not ours, the agency's own answers."""

from dataclasses import dataclass
from datetime import datetime

from bot.database import Connection, Row
from reminders.clock import from_millis, to_millis

LESSONS = "lessons"
"""The name under which the service counts the changes made here."""


def lessons(on: Connection) -> int:
    """Return a number that grows with every change made here."""
    row = on.one("SELECT value FROM service WHERE name = :name", name=LESSONS)
    return int(row["value"]) if row else 0


def _count(on: Connection) -> None:
    on.execute(
        "INSERT INTO service (name, value) VALUES (:name, :value)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name=LESSONS,
        value=str(lessons(on) + 1),
    )


def attach(on: Connection, topic_id: str, text: str, gist: str, person_id: int | None, now: datetime) -> None:
    """Know a question as a phrasing of that topic from now on, and of no other."""
    if not gist:
        return
    on.execute("DELETE FROM not_ours WHERE gist = :gist", gist=gist)
    on.execute(
        "INSERT INTO phrasings (topic_id, text, gist, added_by, added_at)"
        " VALUES (:topic_id, :text, :gist, :person_id, :now) ON CONFLICT (gist) DO UPDATE"
        " SET topic_id = excluded.topic_id, text = excluded.text, added_by = excluded.added_by,"
        " added_at = excluded.added_at",
        topic_id=topic_id,
        text=text,
        gist=gist,
        person_id=person_id,
        now=to_millis(now),
    )
    _count(on)


def phrasings(on: Connection) -> list[tuple[str, str]]:
    """Return each topic id with a phrasing attached to it."""
    rows = on.all("SELECT topic_id, text FROM phrasings ORDER BY id")
    return [(row["topic_id"], row["text"]) for row in rows]


def mark_not_ours(on: Connection, text: str, gist: str, person_id: int | None, now: datetime) -> None:
    """Note that questions alike are not the clinic's business."""
    if not gist:
        return
    on.execute(
        "INSERT INTO not_ours (gist, text, marked_by, marked_at) VALUES (:gist, :text, :person_id, :now)"
        " ON CONFLICT (gist) DO NOTHING",
        gist=gist,
        text=text,
        person_id=person_id,
        now=to_millis(now),
    )
    _count(on)


def unmark_not_ours(on: Connection, gist: str) -> None:
    """Take it back that questions alike are not the clinic's business."""
    on.execute("DELETE FROM not_ours WHERE gist = :gist", gist=gist)
    _count(on)


def not_ours(on: Connection) -> list[str]:
    """Return the questions that are not the clinic's business."""
    return [row["text"] for row in on.all("SELECT text FROM not_ours ORDER BY marked_at, gist")]


@dataclass(frozen=True, slots=True)
class Note:
    """An answer of the agency's own, given by a coordinator in the chat."""

    id: int
    title: str
    answer: str
    source: str | None
    author: str
    written_at: datetime
    dropped: bool

    @property
    def topic_id(self) -> str:
        """The id of the topic that the note is."""
        return f"instansi.{self.id}"

    @property
    def key(self) -> str:
        """The short key of that topic."""
        return f"in{self.id}"


def _note(row: Row) -> Note:
    return Note(
        id=row["id"],
        title=row["title"],
        answer=row["answer"],
        source=row["source"],
        author=row["author"],
        written_at=from_millis(row["written_at"]),
        dropped=row["dropped_at"] is not None,
    )


def write_note(
    on: Connection, title: str, answer: str, author: str, author_id: int, escalation_id: int, now: datetime
) -> Note:
    """Keep an answer as one of the agency's own."""
    row = on.one(
        "INSERT INTO notes (title, answer, author, author_id, escalation_id, written_at)"
        " VALUES (:title, :answer, :author, :author_id, :escalation_id, :now) RETURNING *",
        title=title,
        answer=answer,
        author=author,
        author_id=author_id,
        escalation_id=escalation_id,
        now=to_millis(now),
    )
    if row is None:
        raise LookupError("the database returned no row")
    _count(on)
    return _note(row)


def find_note(on: Connection, note_id: int) -> Note | None:
    """Return a note, also one that was dropped."""
    row = on.one("SELECT * FROM notes WHERE id = :id", id=note_id)
    return _note(row) if row else None


def notes(on: Connection) -> list[Note]:
    """Return the notes in use, the newest first."""
    return [_note(row) for row in on.all("SELECT * FROM notes WHERE dropped_at IS NULL ORDER BY id DESC")]


_PARTS = {
    "title": "UPDATE notes SET title = :text, written_at = :now WHERE id = :id",
    "answer": "UPDATE notes SET answer = :text, written_at = :now WHERE id = :id",
    "source": "UPDATE notes SET source = :text, written_at = :now WHERE id = :id",
}


def rewrite_note(on: Connection, note_id: int, part: str, text: str, now: datetime) -> Note | None:
    """Change the title, the answer or the source of a note; it counts as written now."""
    on.execute(_PARTS[part], id=note_id, text=text, now=to_millis(now))
    _count(on)
    return find_note(on, note_id)


def drop_note(on: Connection, note_id: int, now: datetime | None) -> Note | None:
    """Take a note out of use; with no moment, into use again."""
    on.execute("UPDATE notes SET dropped_at = :at WHERE id = :id", id=note_id, at=to_millis(now) if now else None)
    _count(on)
    return find_note(on, note_id)


def prune(on: Connection, before: datetime) -> None:
    """Delete for good what was dropped before that moment."""
    on.execute("DELETE FROM notes WHERE dropped_at < :before", before=to_millis(before))


def forget_author(on: Connection, person_id: int) -> None:
    """Keep a person's answers as a coordinator's who is not named."""
    changed = on.execute(
        "UPDATE notes SET author_id = NULL, author = 'Koordinator' WHERE author_id = :person_id", person_id=person_id
    )
    if changed:
        _count(on)
