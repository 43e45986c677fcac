"""Questions and conversations in the database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.database import Connection
from reminders.clock import to_millis

MEMORY = timedelta(minutes=15)
"""How long a question without a subject still speaks of the topic answered before it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what became of it."""

    chat_id: int
    person_id: int | None
    message_id: int
    text: str
    gist: str
    outcome: str
    topic_id: str | None
    facet: str | None
    score: float | None


def log_question(on: Connection, asked: Asked, now: datetime) -> int:
    """Keep a question for the curators and return its id."""
    row = on.one(
        "INSERT INTO questions"
        " (chat_id, person_id, message_id, text, gist, outcome, topic_id, facet, score, asked_at) VALUES"
        " (:chat_id, :person_id, :message_id, :text, :gist, :outcome, :topic_id, :facet, :score, :now) RETURNING id",
        chat_id=asked.chat_id,
        person_id=asked.person_id,
        message_id=asked.message_id,
        text=asked.text,
        gist=asked.gist,
        outcome=asked.outcome,
        topic_id=asked.topic_id,
        facet=asked.facet,
        score=asked.score,
        now=to_millis(now),
    )
    return int(row["id"]) if row else 0


def note_choice(on: Connection, question_id: int, chat_id: int, topic_id: str) -> None:
    """Note the topic that the asker of a question opened."""
    on.execute(
        "UPDATE questions SET chosen_id = :topic_id WHERE id = :id AND chat_id = :chat_id",
        id=question_id,
        chat_id=chat_id,
        topic_id=topic_id,
    )


@dataclass(frozen=True, slots=True)
class Logged:
    """A question as it was logged; the chat is gone after the retention days."""

    text: str
    gist: str
    chat_id: int | None
    person_id: int | None
    message_id: int


def find_question(on: Connection, question_id: int) -> Logged | None:
    """Return a logged question."""
    row = on.one("SELECT text, gist, chat_id, person_id, message_id FROM questions WHERE id = :id", id=question_id)
    return Logged(**row) if row else None


def unanswered_alike(on: Connection, gist: str, since: datetime) -> list[Logged]:
    """Return who asked the like in a private chat since then and was told that nobody knows, one a chat."""
    rows = on.all(
        "SELECT text, gist, chat_id, person_id, message_id FROM questions WHERE gist = :gist AND gist <> ''"
        " AND outcome = 'unknown' AND asked_at >= :since AND chat_id > 0 ORDER BY id",
        gist=gist,
        since=to_millis(since),
    )
    return list({row["chat_id"]: Logged(**row) for row in rows}.values())


def remember_topic(on: Connection, chat_id: int, topic_id: str, now: datetime) -> None:
    """Note what the chat is about now."""
    on.execute(
        "INSERT INTO conversations (chat_id, topic_id, answered_at) VALUES (:chat_id, :topic_id, :now)"
        " ON CONFLICT (chat_id) DO UPDATE"
        " SET topic_id = excluded.topic_id, answered_at = excluded.answered_at",
        chat_id=chat_id,
        topic_id=topic_id,
        now=to_millis(now),
    )


def topic_in_mind(on: Connection, chat_id: int, now: datetime) -> str | None:
    """Return the topic the chat was about in the last minutes."""
    row = on.one(
        "SELECT topic_id FROM conversations WHERE chat_id = :chat_id AND answered_at >= :since",
        chat_id=chat_id,
        since=to_millis(now - MEMORY),
    )
    return row["topic_id"] if row else None


def forget_people(on: Connection, before: datetime) -> int:
    """Take the person off questions asked before that moment and return how many."""
    return on.execute(
        "UPDATE questions SET chat_id = NULL, person_id = NULL"
        " WHERE asked_at < :before AND (chat_id IS NOT NULL OR person_id IS NOT NULL)",
        before=to_millis(before),
    )


def forget_conversations(on: Connection, before: datetime) -> int:
    """Delete what chats were about before that moment and return how many."""
    return on.execute("DELETE FROM conversations WHERE answered_at < :before", before=to_millis(before))
