"""From the command `run` to a service that stops gracefully."""

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

from bot.app import Service
from bot.content import open_library
from bot.database import open_database
from bot.database.backup import upgrade_safely
from bot.settings import Settings
from knowledge.library import Library
from reminders.clock import Clock, SystemClock
from reminders.pacing import Pace

log = logging.getLogger(__name__)


@asynccontextmanager
async def running(
    settings: Settings, library: Library, clock: Clock, pace: Pace | None = None
) -> AsyncIterator[Service]:
    """Yield a running service; stop it at the end. Its pace is that of the settings, unless one is given."""
    database = await open_database(settings.database_url.get_secret_value())
    try:
        if saved := await upgrade_safely(database, clock.now()):
            log.info("database saved to %s before its upgrade", saved)
        service = Service(settings, database, library, clock, pace)
        try:
            await service.start()
            yield service
        finally:
            await service.stop()
    finally:
        await database.close()


async def run(settings: Settings) -> None:
    """Serve until told to stop (SIGTERM, SIGINT)."""

    async def serve() -> None:
        async with running(settings, open_library(settings), SystemClock()):
            # The content stays for as long as the process: no collection of garbage need walk through it again.
            gc.freeze()
            await asyncio.Event().wait()

    await until_told_to_stop(serve())


async def until_told_to_stop(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` until SIGTERM or SIGINT, also while it is still starting; it is cancelled and may clean up."""
    task = asyncio.create_task(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError):
        await task
    log.info("stopped")
