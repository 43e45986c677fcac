"""From the command `run` to a service that stops gracefully."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import Service
from bot.content import content_folders
from bot.database import Database, open_database
from bot.database.backup import backup
from bot.database.migrations import known_migrations, upgrade, version_of
from bot.settings import Settings
from knowledge.library import Library
from reminders.clock import Clock, SystemClock

log = logging.getLogger(__name__)

BACKUPS = Path("var/cadangan")


@asynccontextmanager
async def running(settings: Settings, library: Library, clock: Clock) -> AsyncIterator[Service]:
    """Yield a running service; stop it at the end."""
    database = await open_database(settings.database_url.get_secret_value())
    try:
        await upgrade_safely(database, clock)
        service = Service(settings, database, library, clock)
        try:
            await service.start()
            yield service
        finally:
            await service.stop()
    finally:
        await database.close()


async def upgrade_safely(database: Database, clock: Clock, backups: Path = BACKUPS) -> None:
    """Bring the schema up to date; what is there already is backed up first."""
    version = await version_of(database)
    if 0 < version < known_migrations()[-1].version:
        now = clock.now()
        file = backups / f"sebelum-versi-{version + 1}-{now:%Y%m%d-%H%M%S}.zip"
        await backup(database, file, now)
        log.info("database backed up to %s before its upgrade", file)
    await upgrade(database, clock.now())


async def run(settings: Settings) -> None:
    """Serve until told to stop (SIGTERM, SIGINT)."""
    async with running(settings, Library(content_folders(settings)), SystemClock()):
        await told_to_stop()


async def told_to_stop() -> None:
    """Wait for SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
