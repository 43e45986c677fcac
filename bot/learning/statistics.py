"""What the log of questions tells curators."""

from dataclasses import dataclass
from datetime import datetime

from bot.database import Connection
from reminders.clock import to_millis

MOST = 200
"""Entries of a list; beyond them nobody reads on."""


@dataclass(frozen=True, slots=True)
class Missed:
    """Questions alike that got no answer: how many, and the latest of them."""

    question_id: int
    text: str
    many: int


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of a topic: how often it answered, how it was rated, and what was last said against it."""

    topic_id: str
    asked: int
    liked: int
    disliked: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """Questions by what became of them."""

    asked: int
    answered: int
    chosen: int
    unknown: int


def totals(on: Connection, since: datetime) -> Totals:
    """Return how the questions since that moment ended; small talk is none."""
    row = on.one(
        "SELECT count(*) AS asked,"
        " coalesce(sum(CASE WHEN outcome IN ('answer', 'comparison') THEN 1 ELSE 0 END), 0) AS answered,"
        " coalesce(sum(CASE WHEN outcome = 'clarification' AND chosen_id IS NOT NULL THEN 1 ELSE 0 END), 0) AS chosen,"
        " coalesce(sum(CASE WHEN outcome = 'unknown' THEN 1 ELSE 0 END), 0) AS unknown"
        " FROM questions WHERE asked_at >= :since AND outcome <> 'smalltalk'",
        since=to_millis(since),
    )
    return (
        Totals(*(int(row[name]) for name in ("asked", "answered", "chosen", "unknown"))) if row else Totals(0, 0, 0, 0)
    )


def missed(on: Connection, since: datetime) -> list[Missed]:
    """Return the questions that got no answer, the most frequent first.

    A choice of topics of which none was taken is no answer. Left out is what has been attached to a topic since, or
    marked as none of the clinic's business.
    """
    rows = on.all(
        "SELECT counted.many, q.id, q.text FROM (SELECT gist, count(*) AS many, max(id) AS last FROM questions"
        " WHERE asked_at >= :since AND gist <> ''"
        " AND (outcome = 'unknown' OR (outcome = 'clarification' AND chosen_id IS NULL)) GROUP BY gist) AS counted"
        " JOIN questions AS q ON q.id = counted.last"
        " WHERE NOT EXISTS (SELECT 1 FROM not_ours WHERE not_ours.gist = counted.gist)"
        " AND NOT EXISTS (SELECT 1 FROM phrasings WHERE phrasings.gist = counted.gist)"
        " ORDER BY counted.many DESC, q.id DESC LIMIT :most",
        since=to_millis(since),
        most=MOST,
    )
    return [Missed(row["id"], row["text"], int(row["many"])) for row in rows]


def asked(on: Connection, since: datetime) -> list[Judged]:
    """Return the topics that answered, the most frequent first."""
    judged = _judged(on, since)
    return sorted((one for one in judged if one.asked), key=lambda one: -one.asked)[:MOST]


def disliked(on: Connection, since: datetime) -> list[Judged]:
    """Return the topics whose answer somebody did not like, the most disliked first."""
    found = [one for one in _judged(on, since) if one.disliked]
    return sorted(found, key=lambda one: (one.liked - one.disliked, -one.disliked))[:MOST]


def _judged(on: Connection, since: datetime) -> list[Judged]:
    asked, rated, reasons = _asked(on, since), _rated(on, since), _reasons(on, since)
    return [
        Judged(id, asked.get(id, 0), *rated.get(id, (0, 0)), tuple(reasons.get(id, ())))
        for id in dict.fromkeys([*asked, *rated])
    ]


def _asked(on: Connection, since: datetime) -> dict[str, int]:
    rows = on.all(
        "SELECT topic, count(*) AS many FROM (SELECT coalesce(chosen_id,"
        " CASE WHEN outcome IN ('answer', 'comparison') THEN topic_id END) AS topic"
        " FROM questions WHERE asked_at >= :since) AS answers WHERE topic IS NOT NULL GROUP BY topic",
        since=to_millis(since),
    )
    return {row["topic"]: int(row["many"]) for row in rows}


def _rated(on: Connection, since: datetime) -> dict[str, tuple[int, int]]:
    """Return by topic how often its answer was liked and how often not."""
    rows = on.all(
        "SELECT topic_id, sum(liked) AS liked, sum(1 - liked) AS disliked FROM ratings"
        " WHERE rated_at >= :since GROUP BY topic_id",
        since=to_millis(since),
    )
    return {row["topic_id"]: (int(row["liked"]), int(row["disliked"])) for row in rows}


def _reasons(on: Connection, since: datetime) -> dict[str, list[str]]:
    """Return why answers were not liked, in the readers' own words where there are any, the latest first."""
    rows = on.all(
        "SELECT topic_id, coalesce(remark, reason) AS why FROM ratings WHERE rated_at >= :since AND liked = 0"
        " AND coalesce(remark, reason) IS NOT NULL ORDER BY rated_at DESC",
        since=to_millis(since),
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["topic_id"], []).append(row["why"])
    return found
