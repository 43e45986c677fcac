"""Intake: from a stored update to one committed turn, in order per chat.

Killed at any line, nothing is lost: an update is stored before it is confirmed to Telegram, and what it
changes, what it says and the mark that it is applied are one transaction.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.error import TelegramError

from bot import effects, inbox
from bot.courier import Courier
from bot.database import Connection, Database
from bot.faults import Faults
from bot.inbox import Received
from bot.lanes import Lanes
from bot.outage import OUTAGE_PAUSE, is_outage, write_patiently
from bot.routing import Clinic
from bot.turn import Effect, Turn, current_turn, empty_answer
from reminders.clock import Clock

log = logging.getLogger(__name__)

ATTEMPTS = 3
AT_ONCE = 64
WAITING_LIMIT = 400
"""Updates taken over and not yet applied, beyond which no more are fetched."""
TAP_PATIENCE = 5.0
"""Seconds until a tap is answered emptily, so that its button stops turning."""
PAUSE = 0.5
"""Seconds before the second attempt; twice that before the third."""


class Intake:
    """Applies updates: each exactly once, those of one chat one after the other."""

    def __init__(
        self,
        application: Clinic,
        database: Database,
        courier: Courier,
        faults: Faults,
        clock: Clock,
        after: Callable[[Turn], None],
    ) -> None:
        self._application = application
        self._database = database
        self._courier = courier
        self._faults = faults
        self._clock = clock
        self._after = after
        self._room = asyncio.Semaphore(AT_ONCE)
        self._in_hand: dict[int, asyncio.Task[None] | None] = {}
        self.lanes: Lanes[Received] = Lanes(self._handle)
        self.fleeting: Lanes[Received] = Lanes(self._answer_at_once)

    @property
    def _bot_id(self) -> int:
        return self._application.bot.id

    async def receive(self, raw_updates: Sequence[Any]) -> int | None:
        """Store the updates, then take them over; return the highest id, which may now be confirmed.

        When the database raises, nothing is taken over.
        """
        received = [update for update in map(inbox.receive, raw_updates) if update is not None]
        now = self._clock.now()
        lasting = [update for update in received if "inline_query" not in update.body]
        fresh = await self._database.write(lambda on: inbox.store(on, self._bot_id, lasting, now))
        self._take_over(fresh)
        for update in received:
            if "inline_query" in update.body:
                self.fleeting.put(update.update_id, update)
        await self.lanes.fewer_than(WAITING_LIMIT)
        return max((update.update_id for update in received), default=None)

    async def recover(self, before: datetime) -> None:
        """Take over what was stored by that moment, not applied, and is not in hand."""
        in_hand = set(self._in_hand)
        found = await self._database.read(lambda on: inbox.open_updates(on, self._bot_id, before))
        self._take_over([update for update in found if update.update_id not in in_hand])

    def _take_over(self, updates: Sequence[Received]) -> None:
        for update in updates:
            if update.update_id not in self._in_hand:
                self._in_hand[update.update_id] = self._patience_with(update)
                self.lanes.put(update.lane, update)

    def _patience_with(self, received: Received) -> asyncio.Task[None] | None:
        tap = received.body.get("callback_query")
        query_id = tap.get("id") if isinstance(tap, dict) else None
        return asyncio.create_task(self._answer_emptily(query_id)) if isinstance(query_id, str) else None

    async def _answer_emptily(self, query_id: str) -> None:
        await self._clock.sleep(TAP_PATIENCE)
        answer = empty_answer(query_id, 0)
        with suppress(TelegramError):
            await self._application.bot.call(answer.method, answer.params)

    async def _handle(self, received: Received) -> None:
        try:
            error: Exception | None = None
            async with self._room:
                while received.attempts < ATTEMPTS:
                    error = await self._attempt(received)
                    if error is None:
                        return
            await self._bury(received, error)
        finally:
            if patience := self._in_hand.pop(received.update_id, None):
                patience.cancel()

    async def _attempt(self, received: Received) -> Exception | None:
        try:
            await self._apply(received)
        except Exception as error:
            if is_outage(error):
                log.error("database out of reach, update %s waits: %s", received.update_id, error)
                received.uncertain = True
                await self._clock.sleep(OUTAGE_PAUSE)
            else:
                await self._count(received, error)
                await self._clock.sleep(PAUSE * received.attempts)
            return error
        return None

    async def _apply(self, received: Received) -> None:
        update = _checked(Update.de_json(received.body, self._application.bot))
        turn = Turn(update, self._clock.now())
        await self._run_handlers(turn)
        self._courier.send(await self._database.write(lambda on: self._commit(on, turn, received.uncertain)))
        self._after(turn)

    async def _answer_at_once(self, received: Received) -> None:
        # What somebody is still typing is worth nothing a moment later: neither kept nor repeated.
        try:
            turn = Turn(_checked(Update.de_json(received.body, self._application.bot)), self._clock.now())
            async with self._room:
                await self._run_handlers(turn)
                for effect in turn.effects:
                    await self._application.bot.call(effect.method, effect.params)
        except Exception as error:
            log.warning("inline query %s passed over: %r", received.update_id, error)

    async def _run_handlers(self, turn: Turn) -> None:
        token = current_turn.set(turn)
        try:
            await self._application.process_update(turn.update)
        finally:
            current_turn.reset(token)

    def _commit(self, on: Connection, turn: Turn, uncertain: bool) -> list[Effect]:
        update_id = turn.update.update_id
        if not inbox.mark_applied(on, self._bot_id, update_id, turn.now):
            # Applied before: if that commit seemed lost in an outage, what it said has not been handed over.
            return effects.waiting_of(on, self._bot_id, update_id) if uncertain else []
        for change in turn.changes:
            change(on)
        sent = turn.all_effects()
        effects.keep(on, self._bot_id, update_id, sent, turn.now)
        return sent

    async def _count(self, received: Received, error: Exception) -> None:
        received.attempts += 1
        log.warning("update %s failed (attempt %s)", received.update_id, received.attempts, exc_info=error)
        words = type(error).__name__
        await write_patiently(
            self._database,
            lambda on: inbox.count_failure(on, self._bot_id, received.update_id, words),
            self._clock,
        )

    async def _bury(self, received: Received, error: Exception | None) -> None:
        told = self._faults.report(received, error)
        now = self._clock.now()

        def work(on: Connection) -> None:
            inbox.bury(on, self._bot_id, received.update_id, now)
            effects.keep(on, self._bot_id, received.update_id, told, now)

        await write_patiently(self._database, work, self._clock)
        self._courier.send(told)


def _checked(update: Update) -> Update:
    # The library takes whatever stands for an id; SQLite would store it, and Telegram be sent it back.
    chat, person, message = update.effective_chat, update.effective_user, update.effective_message
    ids = [chat and chat.id, person and person.id, message and message.message_id]
    if not all(isinstance(number, int) for number in ids if number is not None):
        raise TypeError("an id that is no number")
    return update
