"""Housekeeping: what is kept no longer than promised, and the content that is read anew when it changes."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot import effects, inbox
from bot.announcements import store as broadcasts
from bot.asking import store as questions
from bot.courier import Courier
from bot.database import Connection
from bot.deadlines import drafts as deadline_drafts
from bot.deadlines import store as deadlines
from bot.dialogues import store as dialogues
from bot.escalations import store as escalations
from bot.escalations.views import reminder_view
from bot.feedback import store as ratings
from bot.learning import store as lessons_store
from bot.learning.lessons import read_lessons
from bot.markup import bold, escape, shorten
from bot.people import attempts, invitations, members, requests, unit_changes
from bot.planning import drafts as round_drafts
from bot.rights import coordinators
from bot.services import Services
from bot.turn import Effect
from bot.uploads import store as uploads
from bot.uploads.vault import Vault
from bot.view import View
from knowledge.additions import Additions
from knowledge.faults import Fault
from reminders import outbox
from reminders.calendar import is_office_hour, working_days_before

log = logging.getLogger(__name__)

CONVERSATION_DAYS = 1
DROPPED_DAYS = 30
"""How long a deleted answer of the agency's own can be taken back."""
PATIENCE_DAYS = 2
"""Working days after which the coordinators are reminded of a question, and again after as many."""
FAULTS_SHOWN = 10


class Housekeeping:
    """Does at each tick what is due."""

    def __init__(self, services: Services, courier: Courier) -> None:
        self._services = services
        self._courier = courier
        self._lessons = 0
        self._refreshing = asyncio.Lock()

    async def prune(self) -> None:
        """Delete what has been kept for as long as the settings say."""
        database = self._services.database
        await database.write(self._prune)
        vault = Vault(self._services.settings.klinik_files_dir)
        there = await asyncio.to_thread(vault.settled_hashes)
        in_use = await database.read(uploads.hashes_in_use)
        await asyncio.to_thread(vault.forget, there - in_use)

    def _prune(self, on: Connection) -> None:
        now, settings = self._services.clock.now(), self._services.settings
        messages = now - timedelta(days=settings.message_days)
        inbox.prune(on, messages)
        effects.prune(on, messages)
        uploads.prune(on, messages)
        people = now - timedelta(days=settings.question_days)
        questions.forget_people(on, people)
        ratings.forget_people(on, people)
        escalations.forget_askers(on, people)
        lessons_store.prune(on, now - timedelta(days=DROPPED_DAYS))
        dialogues.prune(on, now)
        members.prune(on, people)
        outbox.prune(on, people)
        deadlines.prune(on, people)
        broadcasts.prune(on, people)
        requests.prune(on, people)
        attempts.prune(on, now)
        invitations.prune(on, now)
        unit_changes.prune_drafts(on, now)
        round_drafts.prune(on, now)
        deadline_drafts.prune(on, now)
        questions.forget_conversations(on, now - timedelta(days=CONVERSATION_DAYS))

    async def refresh_content(self) -> None:
        """Put the content together anew if its files or what was taught changed; tell the admins what is wrong."""
        # One after the other: of two that overlap, the one that read less might be the last to finish.
        async with self._refreshing:
            lessons, additions = await self._services.database.read(self._new_lessons)
            refresh = await asyncio.to_thread(self._services.library.refresh, additions)
            self._lessons = lessons
        if refresh.changed:
            log.info("content read anew: %s topics", len(self._services.library.index.base.topics))
        if refresh.faults:
            log.warning("faulty content, the last good version stays: %s", "; ".join(map(str, refresh.faults)))
            await self._tell_admins(faulty_content_view(refresh.faults))
        if refresh.mended:
            await self._tell_admins(MENDED)

    async def finished_refreshing(self) -> None:
        """Wait until no content is being read."""
        async with self._refreshing:
            return

    def _new_lessons(self, on: Connection) -> tuple[int, Additions | None]:
        count = lessons_store.lessons(on)
        return count, None if count == self._lessons else read_lessons(on, self._services.settings.timezone)

    async def remind(self) -> None:
        """Remind the coordinators, in office hours, of questions that have waited too long."""
        settings, now = self._services.settings, self._services.clock.now()
        if not is_office_hour(now, settings.timezone):
            return
        before = working_days_before(now, PATIENCE_DAYS, settings.timezone)
        if await self._services.database.read(lambda on: escalations.due_for_reminder(on, before)):
            await self._tell_admins_after(lambda on: self._overdue(on, before, now))

    def _overdue(self, on: Connection, before: datetime, now: datetime) -> View | None:
        due = escalations.due_for_reminder(on, before)
        for one in due:
            escalations.note_reminder(on, one.id, now)
        return reminder_view(due, self._services.settings.timezone) if due else None

    async def _tell_admins(self, view: View) -> None:
        await self._tell_admins_after(lambda _: view)

    async def _tell_admins_after(self, work: Callable[[Connection], View | None]) -> None:
        """Do the work and tell the admins what it returns, in one transaction."""
        now, bot_id = self._services.clock.now(), self._services.bot.id

        def keep(on: Connection) -> list[Effect]:
            view = work(on)
            chats = coordinators(on, self._services.settings.admin_ids) if view else ()
            told = [Effect(chat, "sendMessage", {"chat_id": chat, **view.params()}) for chat in chats if view]
            effects.keep(on, bot_id, None, told, now)
            return told

        self._courier.send(await self._services.database.write(keep))


MENDED = View("✅ Isi sudah diperbaiki dan kini dipakai. Terima kasih.")


def faulty_content_view(faults: tuple[Fault, ...]) -> View:
    """What the admins read about faulty content."""
    lines = [escape(shorten(str(fault), 300)) for fault in faults[:FAULTS_SHOWN]]
    rest = f"\n… dan {len(faults) - FAULTS_SHOWN} lagi." if len(faults) > FAULTS_SHOWN else ""
    return View(
        f"⚠️ {bold('Isi yang baru belum dipakai')} karena ada yang perlu diperbaiki. "
        "Versi terakhir yang baik tetap melayani.\n\n" + "\n".join(lines) + rest
    )
