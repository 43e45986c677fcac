"""The composition root: from settings to a running service."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.error import BadRequest, InvalidToken, TelegramError

import bot.announcements.composing
import bot.announcements.reaching
import bot.announcements.steering
import bot.asking.browsing
import bot.asking.handlers
import bot.asking.inline
import bot.checklists.handlers
import bot.checklists.verification
import bot.deadlines.handlers
import bot.deadlines.snoozing
import bot.dialogues.handlers
import bot.escalations.askers
import bot.escalations.desk
import bot.evidence.arriving
import bot.evidence.handlers
import bot.feedback.handlers
import bot.gate
import bot.learning.notes
import bot.learning.questions
import bot.people.handlers
import bot.planning.handlers
import bot.recap.handlers
import bot.uploads.handlers
import bot.welcome.handlers
from bot.announcements import store as announcements
from bot.announcements.announcer import Announcer
from bot.announcements.kind import BroadcastKind
from bot.announcements.nudging import NUDGE, NudgeKind
from bot.courier import Courier
from bot.database import Connection, Database
from bot.deadlines import digest
from bot.deadlines.digest import BehaviourKind, DigestKind
from bot.deadlines.rendering import ReminderKind
from bot.deadlines.running import REMINDER, Reminding
from bot.errors import StartError
from bot.faults import Faults
from bot.housekeeping import Housekeeping
from bot.intake import Intake
from bot.lanes import Lanes
from bot.mailing import PatientStorage, TelegramSender
from bot.menus import publish_menus
from bot.people.standing import Standing, standing_of
from bot.polling import Poller
from bot.rights import coordinators
from bot.routing import Clinic, make_clinic
from bot.services import Services
from bot.settings import Settings
from bot.transport import make_bot
from bot.turn import Turn
from bot.uploads.fetching import Fetcher
from bot.watch import Watch
from knowledge.library import Library
from reminders.clock import Clock
from reminders.delivery import Delivery
from reminders.pacing import Pace, Pacer

if TYPE_CHECKING:
    from bot.webhook import WebhookServer

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query")
CONTENT_SECONDS = 2
DELIVER_SECONDS = 2
REMIND_SECONDS = 60
WATCH_SECONDS = 60
PRUNE_SECONDS = 3600
STOP_PATIENCE = 10.0
DROPPED_AFTER = timedelta(minutes=2)
LONGEST_PAUSE = 60.0
LEARNING, FETCHING = range(2)
"""The lanes of errands that a turn leaves behind."""


async def _run(errand: Callable[[], Awaitable[None]]) -> None:
    await errand()


def register(clinic: Clinic) -> None:
    """Add the handlers of all features, in the order in which they are asked."""
    bot.announcements.reaching.register(clinic)
    bot.gate.register(clinic)
    bot.dialogues.handlers.register(clinic)
    bot.uploads.handlers.register(clinic)
    bot.asking.browsing.register(clinic)
    bot.people.handlers.register(clinic)
    bot.welcome.handlers.register(clinic)
    bot.asking.inline.register(clinic)
    bot.feedback.handlers.register(clinic)
    bot.escalations.askers.register(clinic)
    bot.escalations.desk.register(clinic)
    bot.learning.questions.register(clinic)
    bot.learning.notes.register(clinic)
    bot.checklists.handlers.register(clinic)
    bot.checklists.verification.register(clinic)
    bot.evidence.handlers.register(clinic)
    bot.deadlines.snoozing.register(clinic)
    bot.announcements.composing.register(clinic)
    bot.announcements.steering.register(clinic)
    bot.evidence.arriving.register(clinic)
    bot.planning.handlers.register(clinic)
    bot.recap.handlers.register(clinic)
    bot.deadlines.handlers.register(clinic)
    bot.asking.handlers.register(clinic)
    bot.welcome.handlers.register_last(clinic)


def new_owner() -> str:
    """Return the name under which this life of the service claims what it sends."""
    return secrets.token_hex(8)


class Service:
    """A running Klinik RB."""

    def __init__(
        self, settings: Settings, database: Database, library: Library, clock: Clock, pace: Pace | None = None
    ) -> None:
        if settings.telegram_token is None:
            raise StartError("TELEGRAM_TOKEN belum diisi.")
        self._token = settings.telegram_token.get_secret_value()
        telegram = make_bot(self._token, settings.telegram_api_base)
        self.services = Services(settings, database, library, telegram, clock)
        self.clinic = make_clinic(telegram, self.services)
        register(self.clinic)
        faults = Faults(settings.admin_ids, clock)
        pacer = Pacer(clock, pace or Pace(settings.messages_per_second))
        self._courier = Courier(self.services, faults, pacer)
        self.delivery = Delivery(PatientStorage(database, clock), TelegramSender(telegram), pacer, clock, new_owner())
        self.delivery.add(announcements.KIND, BroadcastKind(library))
        self.delivery.add(NUDGE, NudgeKind())
        self.delivery.add(REMINDER, ReminderKind(self.services))
        self.delivery.add(digest.DIGEST, DigestKind(self.services))
        self.delivery.add(digest.BEHAVIOUR, BehaviourKind(self.services))
        self._reminding = Reminding(self.services, self.delivery.look)
        self._announcer = Announcer(self.services, self._courier, self.delivery, pacer.pace.overall)
        self._fetcher = Fetcher(self.services, self._courier)
        self._errands: Lanes[Callable[[], Awaitable[None]]] = Lanes(_run)
        self.intake = Intake(self.clinic, database, self._courier, faults, clock, self._after)
        self._housekeeping = Housekeeping(self.services, self._courier)
        self._watch = Watch(self.services)
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._polling: asyncio.Task[None] | None = None
        self._webhook: WebhookServer | None = None

    async def start(self) -> None:
        """Connect, resume what was left open, and begin to take updates. Raises StartError."""
        await self._patiently(self.clinic.initialize)
        await self._recover(self.services.clock.now())
        await self.delivery.start()
        await self._announcer.look()
        await self._housekeeping.refresh_content()
        await publish_menus(self.services.bot, await self.services.database.read(self._coordinators))
        if self.services.settings.webhook_url:
            await self._serve_webhook(self.services.settings.webhook_url)
        else:
            await self._poll()
        self._schedule()
        log.info("serving as @%s", self.services.bot.username)

    def _coordinators(self, on: Connection) -> list[Standing]:
        admins = self.services.settings.admin_ids
        return [standing_of(on, person, admins) for person in coordinators(on, admins)]

    async def _recover(self, before: datetime) -> None:
        await self._courier.recover(before)
        await self.intake.recover(before)
        await self._fetcher.look()

    async def _resume_what_was_dropped(self) -> None:
        # Nothing should be dropped while the service runs; if it is, by a fault nobody foresaw, it is not for long.
        await self._recover(self.services.clock.now() - DROPPED_AFTER)

    async def _deliver(self) -> None:
        await self._announcer.look()
        self.delivery.look()

    async def _patiently(self, call: Callable[[], Awaitable[Any]]) -> None:
        pause = 1.0
        while True:
            try:
                await call()
                return
            except InvalidToken:
                raise StartError("TELEGRAM_TOKEN ditolak Telegram. Salin ulang token dari @BotFather.") from None
            except BadRequest as error:
                raise StartError(f"Telegram menolak pengaturan layanan ini: {error.message}") from None
            except TelegramError as error:
                log.warning("Telegram out of reach, trying again in %.0f s: %s", pause, error)
            await self.services.clock.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _poll(self) -> None:
        services = self.services
        await self._patiently(partial(services.bot.call, "deleteWebhook", {}))
        poller = Poller(services.bot, self.intake, services.clock, ALLOWED_UPDATES)
        self._polling = asyncio.create_task(poller.run())

    async def _serve_webhook(self, url: str) -> None:
        # Most services poll, and need no web server in their memory.
        from bot.webhook import WebhookServer, derived_secret

        settings = self.services.settings
        given = settings.webhook_secret
        secret = given.get_secret_value() if given else derived_secret(self._token)
        self._webhook = WebhookServer(url, settings.webhook_listen, secret, self.intake, self.services.database)
        await self._webhook.start()
        wanted = {"url": url, "secret_token": secret, "allowed_updates": list(ALLOWED_UPDATES)}
        await self._patiently(partial(self.services.bot.call, "setWebhook", wanted))

    def _schedule(self) -> None:
        # No misfire limit: what is due is derived from the database and the clock, however late a tick comes.
        kept = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        add = self._scheduler.add_job
        add(self._housekeeping.refresh_content, "interval", seconds=CONTENT_SECONDS, **kept)
        add(self._deliver, "interval", seconds=DELIVER_SECONDS, **kept)
        add(self._watch.look, "interval", seconds=WATCH_SECONDS, **kept)
        add(self._resume_what_was_dropped, "interval", seconds=DROPPED_AFTER.total_seconds(), **kept)
        add(self._housekeeping.remind, "interval", seconds=REMIND_SECONDS, **kept)
        add(self._reminding.run, "interval", seconds=REMIND_SECONDS, **kept)
        add(self._housekeeping.prune, "interval", seconds=PRUNE_SECONDS, **kept)
        self._scheduler.start()

    def _after(self, turn: Turn) -> None:
        if turn.teaches:
            self._errands.put(LEARNING, self._housekeeping.refresh_content)
        if turn.brings_files:
            self._errands.put(FETCHING, self._fetcher.look)

    async def tick(self) -> None:
        """Do at once what the scheduler would do in its time; for a clock that has been moved."""
        await self._watch.look()
        await self._housekeeping.refresh_content()
        await self._housekeeping.prune()
        await self._housekeeping.remind()
        await self._reminding.run()
        await self._deliver()
        await self._resume_what_was_dropped()

    async def settled(self) -> None:
        """Wait until every update taken over is applied and every effect sent."""
        await self.intake.lanes.fewer_than(1)
        await self.intake.fleeting.fewer_than(1)
        await self._courier.lanes.fewer_than(1)
        await self._courier.tap_answers.fewer_than(1)
        await self._courier.large_files.fewer_than(1)
        await self._errands.fewer_than(1)
        await self._fetcher.lanes.fewer_than(1)
        await self.delivery.settled()
        # What was fetched is told in turn.
        await self._courier.lanes.fewer_than(1)

    async def stop(self) -> None:
        """Take no more updates, finish what is open if it can be done soon, and let go. The rest is kept."""
        if self._scheduler.running:
            self._scheduler.pause()
        await self._stop_taking()
        await self.delivery.stop(STOP_PATIENCE)
        try:
            async with asyncio.timeout(STOP_PATIENCE):
                await self.settled()
                # Shutting the scheduler down would cancel content that is just being read.
                await self._housekeeping.finished_refreshing()
        except TimeoutError:
            log.warning("stopping with work open; it is resumed at the next start")
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        await self.intake.lanes.stop()
        await self.intake.fleeting.stop()
        await self._errands.stop()
        await self._fetcher.lanes.stop()
        await self._courier.lanes.stop()
        await self._courier.tap_answers.stop()
        await self._courier.large_files.stop()
        await self.clinic.shutdown()
        # The library leaves the pool open when the start failed half-way.
        await self.services.bot.request.shutdown()

    async def _stop_taking(self) -> None:
        if self._polling is not None:
            self._polling.cancel()
            await asyncio.gather(self._polling, return_exceptions=True)
        if self._webhook is not None:
            await self._webhook.stop()
