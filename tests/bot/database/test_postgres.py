"""PostgreSQL between a lost connection and the next one."""

import asyncio

import psycopg
import pytest

from bot.database import Connection, Database, open_database
from bot.database.migrations import upgrade
from bot.database.postgres import LOCK_KEY
from bot.errors import DatabaseInUse
from bot.outage import OUTAGE_PAUSE, write_patiently
from tests.support.clock import ManualClock
from tests.support.postgres import PostgresServer


class WatchedClock(ManualClock):
    """Tells when somebody goes to sleep."""

    def __init__(self) -> None:
        super().__init__()
        self.asleep: asyncio.Queue[float] = asyncio.Queue()

    async def sleep(self, seconds: float) -> None:
        self.asleep.put_nowait(seconds)
        await super().sleep(seconds)


def keep(on: Connection) -> None:
    on.execute("INSERT INTO service (name, value) VALUES ('kept', '1')")


async def session_of(database: Database) -> int:
    row = await database.write(lambda on: on.one("SELECT pg_backend_pid() AS pid"))
    assert row is not None
    return int(row["pid"])


def supplant(url: str, session: int) -> "psycopg.Connection[tuple[object, ...]]":
    """End a session and hold the lock in its place."""
    rival = psycopg.connect(url, autocommit=True)
    rival.execute("SELECT pg_terminate_backend(%s)", [session])
    rival.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
    return rival


async def test_a_lock_that_is_still_held_after_a_lost_connection_is_waited_for(postgres: PostgresServer) -> None:
    url, clock = postgres.new_database(), WatchedClock()
    database = await open_database(url)
    await upgrade(database, clock.now())
    rival = supplant(url, await session_of(database))
    write = asyncio.create_task(write_patiently(database, keep, clock))
    async with asyncio.timeout(30):
        for _ in ("the lost connection", "the lock", "still the lock"):
            assert await clock.asleep.get() == OUTAGE_PAUSE
            clock.advance(OUTAGE_PAUSE)
        await clock.asleep.get()
        with pytest.raises(DatabaseInUse):
            await database.write(keep)
        rival.execute("SELECT pg_advisory_unlock(%s)", [LOCK_KEY])
        clock.advance(OUTAGE_PAUSE)
        await write
    rival.close()
    assert await database.read(lambda on: len(on.all("SELECT * FROM service"))) == 1
    await database.close()
