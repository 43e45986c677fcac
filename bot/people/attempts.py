"""Links and codes that fitted nothing: after a few of them within an hour nobody may try more."""

from datetime import datetime, timedelta

from bot.database import Connection
from reminders.clock import from_millis, to_millis

MOST = 5
WITHIN = timedelta(hours=1)
KEPT = timedelta(days=1)


def locked_until(on: Connection, person_id: int, now: datetime) -> datetime | None:
    """Return when somebody may try again; None when they may now."""
    rows = on.all(
        "SELECT tried_at FROM failed_codes WHERE person_id = :person_id AND tried_at > :since"
        " ORDER BY tried_at DESC LIMIT :most",
        person_id=person_id,
        since=to_millis(now - WITHIN),
        most=MOST,
    )
    return from_millis(rows[-1]["tried_at"]) + WITHIN if len(rows) == MOST else None


def note(on: Connection, person_id: int, now: datetime) -> None:
    """Note that somebody tried what fitted nothing."""
    on.execute(
        "INSERT INTO failed_codes (person_id, tried_at) VALUES (:person_id, :now)",
        person_id=person_id,
        now=to_millis(now),
    )


def prune(on: Connection, now: datetime) -> int:
    """Forget what was tried more than a day ago and return how many."""
    return on.execute("DELETE FROM failed_codes WHERE tried_at < :before", before=to_millis(now - KEPT))
