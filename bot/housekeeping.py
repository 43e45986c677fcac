"""Housekeeping: what is kept no longer than promised, and the content that is read anew when it changes."""

import asyncio
import logging
from datetime import timedelta

from bot import effects, inbox
from bot.asking import store as questions
from bot.courier import Courier
from bot.database import Connection
from bot.markup import bold, escape, shorten
from bot.services import Services
from bot.turn import Effect
from bot.view import View
from knowledge.faults import Fault

log = logging.getLogger(__name__)

CONVERSATION_DAYS = 1
FAULTS_SHOWN = 10


class Housekeeping:
    """Does at each tick what is due."""

    def __init__(self, services: Services, courier: Courier) -> None:
        self._services = services
        self._courier = courier

    async def prune(self) -> None:
        """Delete what has been kept for as long as the settings say."""
        await self._services.database.write(self._prune)

    def _prune(self, on: Connection) -> None:
        now, settings = self._services.clock.now(), self._services.settings
        messages = now - timedelta(days=settings.message_days)
        inbox.prune(on, messages)
        effects.prune(on, messages)
        questions.forget_people(on, now - timedelta(days=settings.question_days))
        questions.forget_conversations(on, now - timedelta(days=CONVERSATION_DAYS))

    async def refresh_content(self) -> None:
        """Read the content anew if it changed; tell the admins what is wrong with it."""
        refresh = await asyncio.to_thread(self._services.library.refresh)
        if refresh.changed:
            log.info("content read anew: %s topics", len(self._services.library.index.base.topics))
        if refresh.faults:
            log.warning("faulty content, the last good version stays: %s", "; ".join(map(str, refresh.faults)))
            await self._tell_admins(faulty_content_view(refresh.faults))
        if refresh.mended:
            await self._tell_admins(MENDED)

    async def _tell_admins(self, view: View) -> None:
        admins = sorted(self._services.settings.admin_ids)
        told = [Effect(admin, "sendMessage", {"chat_id": admin, **view.params()}) for admin in admins]
        now = self._services.clock.now()
        bot_id = self._services.bot.id
        await self._services.database.write(lambda on: effects.keep(on, bot_id, None, told, now))
        self._courier.send(told)


MENDED = View("✅ Isi sudah diperbaiki dan kini dipakai. Terima kasih.")


def faulty_content_view(faults: tuple[Fault, ...]) -> View:
    """What the admins read about faulty content."""
    lines = [escape(shorten(str(fault), 300)) for fault in faults[:FAULTS_SHOWN]]
    rest = f"\n… dan {len(faults) - FAULTS_SHOWN} lagi." if len(faults) > FAULTS_SHOWN else ""
    return View(
        f"⚠️ {bold('Isi yang baru belum dipakai')} karena ada yang perlu diperbaiki. "
        "Versi terakhir yang baik tetap melayani.\n\n" + "\n".join(lines) + rest
    )
