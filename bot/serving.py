"""From the command `run` to a service that stops gracefully."""

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app import Service
from bot.content import open_library
from bot.database import open_database
from bot.database.backup import upgrade_safely
from bot.settings import Settings
from knowledge.library import Library
from reminders.clock import Clock, SystemClock

log = logging.getLogger(__name__)


@asynccontextmanager
async def running(settings: Settings, library: Library, clock: Clock) -> AsyncIterator[Service]:
    """Yield a running service; stop it at the end."""
    database = await open_database(settings.database_url.get_secret_value())
    try:
        if saved := await upgrade_safely(database, clock.now()):
            log.info("database saved to %s before its upgrade", saved)
        service = Service(settings, database, library, clock)
        try:
            await service.start()
            yield service
        finally:
            await service.stop()
    finally:
        await database.close()


async def run(settings: Settings) -> None:
    """Serve until told to stop (SIGTERM, SIGINT)."""
    async with running(settings, open_library(settings), SystemClock()):
        # The content stays for as long as the process: no collection of garbage need walk through it again.
        gc.freeze()
        await told_to_stop()


async def told_to_stop() -> None:
    """Wait for SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
