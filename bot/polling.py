"""Polling: fetches updates for the intake, which stores them before Telegram is told to forget them."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError

from bot.intake import Intake
from bot.transport import RawBot
from reminders.clock import Clock

log = logging.getLogger(__name__)

BATCH = 100
POLL_SECONDS = 30
OFFSET_TRUSTED_FOR = timedelta(days=6)
"""After a week without updates Telegram starts their ids anew, at random; an old one would hide them."""
LONGEST_PAUSE = 60.0


class Poller:
    """Fetches updates for as long as it runs."""

    def __init__(self, bot: RawBot, intake: Intake, clock: Clock, allowed_updates: Sequence[str]) -> None:
        self._bot = bot
        self._intake = intake
        self._clock = clock
        self._allowed = list(allowed_updates)
        self._offset: int | None = None
        self._last_update: datetime = clock.now()
        self._failures = 0

    async def run(self) -> None:
        """Fetch until cancelled."""
        while True:
            try:
                await self._fetch()
                self._failures = 0
            except Exception as error:
                await self._clock.sleep(self._pause_after(error))

    async def _fetch(self) -> None:
        updates = await self._bot.call("getUpdates", self._request(), POLL_SECONDS + 10)
        highest = await self._intake.receive(updates)
        if highest is not None:
            # Only now, with the updates stored, may the next call confirm them.
            self._offset = highest + 1
            self._last_update = self._clock.now()

    def _request(self) -> dict[str, Any]:
        if self._clock.now() - self._last_update > OFFSET_TRUSTED_FOR:
            self._offset = None
        return {
            "offset": self._offset,
            "limit": BATCH,
            "timeout": POLL_SECONDS,
            "allowed_updates": self._allowed,
        }

    def _pause_after(self, error: Exception) -> float:
        self._failures += 1
        if isinstance(error, Conflict):
            log.error("another process fetches updates with the same token; stop one of the two")
        elif isinstance(error, NetworkError | RetryAfter):
            log.warning("Telegram out of reach: %s", error)
        else:
            log.error("fetching updates failed: %s", error, exc_info=not isinstance(error, TelegramError))
        asked = error.retry_after if isinstance(error, RetryAfter) else 0
        wait = asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
        return max(wait, min(2.0**self._failures / 2, LONGEST_PAUSE))
