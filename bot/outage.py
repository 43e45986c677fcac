"""Telling an outage of the database from a fault of ours: an outage is waited out, a fault is counted."""

import logging
import sqlite3
from typing import TypeVar

from bot.database import Database
from bot.database.units import Work
from bot.errors import DatabaseInUse
from reminders.clock import Clock

log = logging.getLogger(__name__)

T = TypeVar("T")

OUTAGES = ("disk is full", "disk i/o error", "database is locked", "unable to open", "readonly database")
OUTAGE_PAUSE = 5.0
"""Seconds between two tries of a database that is out of reach."""


def is_outage(error: BaseException) -> bool:
    """Return whether the database was out of reach, full or locked, so that trying again may help."""
    if isinstance(error, DatabaseInUse):
        # Of an open database only a new connection says so: the server still holds the lock of the lost one.
        return True
    if isinstance(error, sqlite3.OperationalError):
        return any(words in str(error).lower() for words in OUTAGES)
    # psycopg is an optional extra: its class is known by its name, so that SQLite alone does not need it.
    names = ((kind.__module__, kind.__name__) for kind in type(error).__mro__)
    return ("psycopg", "OperationalError") in names


async def write_patiently(database: Database, work: Work[T], clock: Clock) -> T:
    """Write what must not be lost, however long the database is out of reach."""
    while True:
        try:
            return await database.write(work)
        except Exception as error:
            if not is_outage(error):
                raise
            log.error("database out of reach, a write waits: %s", error)
            await clock.sleep(OUTAGE_PAUSE)
