"""Ratings in the database."""

from datetime import datetime

from bot.database import Connection
from reminders.clock import to_millis


def rate(on: Connection, question_id: int, person_id: int, topic_id: str, liked: int, now: datetime) -> int:
    """Keep what a person thinks of an answer, in place of what they thought before; return its id."""
    row = on.one(
        "INSERT INTO ratings (question_id, person_id, topic_id, liked, rated_at)"
        " VALUES (:question_id, :person_id, :topic_id, :liked, :now)"
        " ON CONFLICT (question_id, person_id, topic_id) DO UPDATE"
        " SET liked = excluded.liked, reason = NULL, remark = NULL, rated_at = excluded.rated_at RETURNING id",
        question_id=question_id,
        person_id=person_id,
        topic_id=topic_id,
        liked=liked,
        now=to_millis(now),
    )
    return int(row["id"]) if row else 0


def give_reason(on: Connection, rating_id: int, person_id: int, reason: str) -> bool:
    """Note why the person did not like the answer; False where the rating is not theirs."""
    return (
        on.execute(
            "UPDATE ratings SET reason = :reason WHERE id = :id AND person_id = :person_id AND liked = 0",
            id=rating_id,
            person_id=person_id,
            reason=reason,
        )
        == 1
    )


def remark(on: Connection, rating_id: int, person_id: int, text: str) -> bool:
    """Note in the person's own words what was wrong; False where the rating is not theirs."""
    return (
        on.execute(
            "UPDATE ratings SET remark = :text WHERE id = :id AND person_id = :person_id AND liked = 0",
            id=rating_id,
            person_id=person_id,
            text=text,
        )
        == 1
    )


def forget_people(on: Connection, before: datetime) -> None:
    """Take the person off ratings given before that moment."""
    on.execute(
        "UPDATE ratings SET person_id = NULL WHERE rated_at < :before AND person_id IS NOT NULL",
        before=to_millis(before),
    )
