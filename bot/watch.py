"""Looking after the database: whoever runs the service is told while it cannot be written, and when it can again.

What is told goes straight to Telegram: to queue it, the very database would be needed.
"""

import logging
from datetime import datetime, timedelta

from telegram.error import TelegramError

from bot.database import Connection
from bot.outage import is_outage
from bot.services import Services
from bot.view import View
from reminders.clock import to_millis

log = logging.getLogger(__name__)

TOLD_AGAIN_AFTER = timedelta(hours=1)
REASONS = {
    "full": "disk penuh",
    "i/o": "disk bermasalah",
    "locked": "sedang dikunci proses lain",
    "readonly": "hanya-baca",
}


class Watch:
    """Writes a line to the database at each look, and remembers since when that fails."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._since: datetime | None = None
        self._told: datetime | None = None

    async def look(self) -> None:
        """Try to write. Raises what is a fault of ours and no outage."""
        now = self._services.clock.now()
        try:
            await self._services.database.write(lambda on: _beat(on, now))
        except Exception as error:
            if not is_outage(error):
                raise
            await self._is_out(error, now)
        else:
            await self._is_back(now)

    async def _is_out(self, error: Exception, now: datetime) -> None:
        log.error("the database cannot be written: %s", error)
        self._since = self._since or now
        if self._told is None or now - self._told >= TOLD_AGAIN_AFTER:
            self._told = now
            await self._tell(out_view(error))

    async def _is_back(self, now: datetime) -> None:
        if self._since is not None:
            since, self._since, self._told = self._since, None, None
            await self._tell(back_view(now - since))

    async def _tell(self, view: View) -> None:
        for admin in sorted(self._services.settings.admin_ids):
            try:
                await self._services.bot.call("sendMessage", {"chat_id": admin, **view.params()})
            except TelegramError as error:
                log.warning("admin %s could not be told of the database: %s", admin, error)


def _beat(on: Connection, now: datetime) -> None:
    on.execute(
        "INSERT INTO service (name, value) VALUES ('beat', :value)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        value=str(to_millis(now)),
    )


def out_view(error: Exception) -> View:
    """What the admins read when the database cannot be written."""
    said = str(error).lower()
    reason = next((reason for sign, reason in REASONS.items() if sign in said), "tidak dapat dihubungi")
    return View(
        f"⚠️ Basis data tidak dapat ditulis: {reason}. Pesan yang masuk ditahan dan dijawab setelah pulih, "
        "tidak ada yang hilang. Mohon periksa ruang disk dan layanan basis data."
    )


def back_view(lasted: timedelta) -> View:
    """What they read when it can be written again."""
    minutes = max(1, round(lasted / timedelta(minutes=1)))
    return View(f"✅ Basis data dapat ditulis lagi setelah {minutes} menit. Pesan yang tertahan sedang dijawab.")
