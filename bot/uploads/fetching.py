"""Fetching: what people sent is taken from Telegram after the turn, however often it takes, and survives a kill."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot import effects
from bot.courier import Courier
from bot.database import Connection
from bot.faults import ALERT_PAUSE
from bot.lanes import Lanes
from bot.markup import bold, escape
from bot.outage import write_patiently
from bot.services import Services
from bot.turn import Effect
from bot.uploads import store
from bot.uploads.store import Purpose, Upload
from bot.uploads.vault import Vault
from bot.view import View

log = logging.getLogger(__name__)

AT_ONCE = 4
LONGEST_PAUSE = 60.0
GIVE_UP_AFTER = timedelta(hours=24)
"""Telegram keeps the path of a file for an hour, the file itself much longer; after a day somebody should be told."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What becomes of files of a purpose.

    `read` looks into the bytes, beside the event loop; it is given what `prepare` found in the database. `tell` is part
    of the transaction in which the file counts as kept; it is given what was read, None where the file could not be
    had, and returns what is said.
    """

    read: Callable[[bytes, Any], Any]
    tell: Callable[[Connection, Services, Upload, Any], list[Effect]]
    prepare: Callable[[Connection], Any] = lambda _: None


ARRIVED: dict[Purpose, Reader] = {}
"""Who takes files, by what they are for."""


class Fetcher:
    """Fetches what is wanted and keeps it in the vault."""

    def __init__(self, services: Services, courier: Courier) -> None:
        self._services = services
        self._courier = courier
        self._vault = Vault(services.settings.klinik_files_dir)
        self._room = asyncio.Semaphore(AT_ONCE)
        self._in_hand: set[int] = set()
        self._alerted: datetime | None = None
        self.lanes: Lanes[Upload] = Lanes(self._fetch)

    async def look(self) -> None:
        """Take over what is wanted and not in hand."""
        for upload in await self._services.database.read(store.wanted):
            if upload.id not in self._in_hand:
                self._in_hand.add(upload.id)
                self.lanes.put(upload.id, upload)

    async def _fetch(self, upload: Upload) -> None:
        try:
            async with self._room:
                content = await self._content(upload)
                kept = await self._keep(upload, content) if content is not None else None
            await self._settle(upload, kept, len(content or b""))
        finally:
            self._in_hand.discard(upload.id)

    async def _content(self, upload: Upload) -> bytes | None:
        clock, pause = self._services.clock, 1.0
        while clock.now() < upload.received_at + GIVE_UP_AFTER:
            try:
                return await self._services.bot.download(upload.incoming.telegram_id)
            except (BadRequest, Forbidden, InvalidToken) as error:
                log.warning("file %s cannot be had: %s", upload.id, error)
                return None
            except TelegramError as error:
                log.warning("file %s not fetched yet: %s", upload.id, error)
                wait = _seconds(error) if isinstance(error, RetryAfter) else pause
            await clock.sleep(wait)
            pause = min(2 * pause, LONGEST_PAUSE)
        return None

    async def _keep(self, upload: Upload, content: bytes) -> tuple[str, Any]:
        prepared = await self._services.database.read(ARRIVED[upload.purpose].prepare)
        try:
            return await asyncio.to_thread(self._kept, upload, content, prepared)
        except OSError as error:
            await self._alert(error)
            raise

    async def _alert(self, error: OSError) -> None:
        """Tell the admins, once in a while, that nothing can be kept."""
        now, services = self._services.clock.now(), self._services
        if self._alerted is not None and now - self._alerted < ALERT_PAUSE:
            return
        self._alerted = now
        params = not_kept_view(error).params()
        for admin in sorted(services.settings.admin_ids):
            # At once and not through the database: it may lie on the same disk.
            with suppress(TelegramError):
                await services.bot.call("sendMessage", {"chat_id": admin, **params})

    def _kept(self, upload: Upload, content: bytes, prepared: Any) -> tuple[str, Any]:
        return self._vault.keep(content), ARRIVED[upload.purpose].read(content, prepared)

    async def _settle(self, upload: Upload, kept: tuple[str, Any] | None, size: int) -> None:
        services, now = self._services, self._services.clock.now()
        hash_, found = kept or (None, None)

        def work(on: Connection) -> list[Effect]:
            if not store.settle(on, upload.id, hash_, size, now):
                return []
            settled = store.find(on, upload.id) or upload
            told = ARRIVED[upload.purpose].tell(on, services, settled, found)
            effects.keep(on, services.bot.id, None, told, now)
            return told

        self._courier.send(await write_patiently(services.database, work, services.clock))


def not_kept_view(error: OSError) -> View:
    """What the admins read when files cannot be kept."""
    return View(
        f"⚠️ {bold('Berkas kiriman belum dapat disimpan')}: {escape(error.strerror or type(error).__name__)}.\n"
        "Mohon periksa ruang disk dan izin folder berkas di server. Kiriman menunggu di Telegram dan diambil sendiri "
        "begitu folder dapat ditulisi, paling lama 24 jam."
    )


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
