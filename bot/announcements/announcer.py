"""The announcer: begins what is scheduled, queues it in portions, and tells the authors how it goes."""

import asyncio

from bot import effects
from bot.announcements import store
from bot.announcements.store import Broadcast, Receipts
from bot.announcements.views import progress_view
from bot.courier import Courier
from bot.database import Connection
from bot.services import Services
from bot.turn import Effect
from reminders.delivery import Delivery

PROGRESS_SECONDS = 4.0
"""How long a progress message stands before it is edited again."""


class Announcer:
    """Moves announcements on, at each tick as far as they may."""

    def __init__(self, services: Services, courier: Courier, delivery: Delivery, pace: int) -> None:
        self._services = services
        self._courier = courier
        self._delivery = delivery
        self._pace = pace
        self._looking = asyncio.Lock()
        self._told: dict[int, tuple[float, Receipts]] = {}

    async def look(self) -> None:
        """Do what is due."""
        async with self._looking:
            await self._begin()
            for broadcast in await self._services.database.read(lambda on: store.in_state(on, "sending", "paused")):
                await self._queue(broadcast)
            await self._take_back()
            for broadcast in await self._services.database.read(lambda on: store.in_state(on, "sending")):
                await self._tell(broadcast)

    async def _begin(self) -> None:
        now, database = self._services.clock.now(), self._services.database
        for broadcast in await database.read(lambda on: store.in_state(on, "scheduled")):
            if broadcast.send_at is not None and broadcast.send_at <= now:
                await self._begin_one(broadcast)

    async def _begin_one(self, broadcast: Broadcast) -> None:
        now = self._services.clock.now()
        await self._services.database.write(lambda on: store.begin(on, broadcast.id, broadcast.version, now))

    async def _queue(self, broadcast: Broadcast) -> None:
        # A commit a portion: between two of them the questions that have come meanwhile are served.
        now, admins = self._services.clock.now(), self._services.settings.admin_ids
        while await self._services.database.write(lambda on: store.queue_portion(on, broadcast, admins, now)):
            self._delivery.look()
        self._delivery.look()

    async def _take_back(self) -> None:
        now, database = self._services.clock.now(), self._services.database
        if await database.read(store.to_take_back) is not None:
            while await database.write(lambda on: store.take_back_portion(on, now)):
                pass

    async def _tell(self, broadcast: Broadcast) -> None:
        receipts = await self._services.database.read(lambda on: store.receipts(on, broadcast.id))
        moment, told = self._told.get(broadcast.id, (0.0, None))
        now = self._services.clock.monotonic()
        if receipts.waiting == 0:
            await self._end(broadcast, receipts)
        elif receipts != told and (told is None or now - moment >= PROGRESS_SECONDS):
            self._told[broadcast.id] = now, receipts
            await self._say(broadcast.id, broadcast.version, receipts)

    async def _end(self, broadcast: Broadcast, receipts: Receipts) -> None:
        now = self._services.clock.now()
        if await self._services.database.write(lambda on: store.end(on, broadcast.id, broadcast.version, now)):
            self._told.pop(broadcast.id, None)
            await self._say(broadcast.id, broadcast.version + 1, receipts)

    async def _say(self, broadcast_id: int, version: int, receipts: Receipts) -> None:
        """Rewrite the author's living message, unless the announcement has changed meanwhile."""
        bot_id, now = self._services.bot.id, self._services.clock.now()

        def keep(on: Connection) -> list[Effect]:
            broadcast = store.find(on, broadcast_id)
            if broadcast is None or broadcast.version != version:
                return []
            shown = progress_view(broadcast, receipts, self._pace).params()
            name = progress_name(broadcast_id)
            params = {"chat_id": broadcast.chat_id, **shown}
            told = [Effect(broadcast.chat_id, "editMessageText", params, target=name, remember=name)]
            effects.keep(on, bot_id, None, told, now)
            return told

        self._courier.send(await self._services.database.write(keep))


def progress_name(broadcast_id: int) -> str:
    """Return the name under which the progress message of an announcement is kept in its author's chat."""
    return f"broadcast:{broadcast_id}"
