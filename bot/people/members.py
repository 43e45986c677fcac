"""Who uses the bot, in the database: how they are called, where they say they work, what they want to receive."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from bot.database import Connection
from reminders.clock import to_millis

SHORTEST_NAME, LONGEST_NAME = 2, 60


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has written to the bot. `unit_id` is where they say they work; nobody has checked it."""

    person_id: int
    name: str | None = None
    unit_id: int | None = None
    wants_news: bool = True
    reads_daily: bool = False


def remember(on: Connection, person_id: int, chat_id: int, now: datetime) -> None:
    """Note that somebody has written to the bot in private; of the first time only."""
    on.execute(
        "INSERT INTO people (person_id, chat_id, began_at) VALUES (:person_id, :chat_id, :now)"
        " ON CONFLICT (person_id) DO NOTHING",
        person_id=person_id,
        chat_id=chat_id,
        now=to_millis(now),
    )


def find(on: Connection, person_id: int) -> Person | None:
    """Return somebody who has written to the bot."""
    row = on.one("SELECT * FROM people WHERE person_id = :person_id", person_id=person_id)
    return (
        Person(row["person_id"], row["name"], row["unit_id"], row["stopped_at"] is None, row["daily"] == 1)
        if row
        else None
    )


def rename(on: Connection, person_id: int, name: str) -> None:
    """Keep the name by which colleagues know somebody."""
    on.execute("UPDATE people SET name = :name WHERE person_id = :person_id", person_id=person_id, name=name)


def name_unit(on: Connection, person_id: int, unit_id: int | None) -> None:
    """Keep where somebody says that they work."""
    on.execute(
        "UPDATE people SET unit_id = :unit_id WHERE person_id = :person_id", person_id=person_id, unit_id=unit_id
    )


def want_news(on: Connection, person_id: int, wanted: bool, now: datetime) -> None:
    """Keep whether somebody wants to receive announcements."""
    on.execute(
        "UPDATE people SET stopped_at = :stopped_at WHERE person_id = :person_id",
        person_id=person_id,
        stopped_at=None if wanted else to_millis(now),
    )


def prune(on: Connection, before: datetime) -> int:
    """Forget who began before that moment and neither holds nor chose anything; return how many."""
    return on.execute(
        "DELETE FROM people WHERE began_at < :before AND unit_id IS NULL AND stopped_at IS NULL AND daily = 0"
        " AND person_id NOT IN (SELECT person_id FROM roles)"
        " AND person_id NOT IN (SELECT person_id FROM join_requests WHERE state = 'waiting')",
        before=to_millis(before),
    )


def clean_name(text: str) -> str | None:
    """Return a name in one line without control and direction characters; None for what is none."""
    flat = " ".join("".join(char if unicodedata.category(char)[0] != "C" else " " for char in text).split())
    fits = SHORTEST_NAME <= len(flat) <= LONGEST_NAME and any(char.isalpha() for char in flat)
    return flat if fits and not flat.startswith("/") else None
