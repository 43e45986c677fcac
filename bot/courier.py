"""The courier: sends committed effects, in order within a chat, until Telegram has taken or refused each.

Telegram has no idempotency key. When the answer to a call is lost, a reply is sent again: twice is a
nuisance, never is a broken promise. What can so be doubled is bounded by the calls in flight.
"""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot import effects as store
from bot.database import Connection, Database
from bot.effects import Settled
from bot.lanes import Lanes
from bot.markup import unfolded_text
from bot.outage import write_patiently
from bot.transport import RawBot
from bot.turn import Effect
from reminders.clock import Clock

log = logging.getLogger(__name__)

IN_FLIGHT = 60
LONGEST_PAUSE = 60.0
GIVE_UP_AFTER = timedelta(hours=24)
"""A reply older than this no longer answers anything."""

DONE_ALREADY = ("message is not modified", "query is too old", "query id is invalid")
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


@dataclass(frozen=True, slots=True)
class Later:
    """The call is to be made again after that many seconds."""

    seconds: float


class Again:
    """The effect has been changed so that the call may succeed at once."""


class Courier:
    """Sends effects and settles them in the database."""

    def __init__(self, bot: RawBot, database: Database, clock: Clock) -> None:
        self._bot = bot
        self._database = database
        self._clock = clock
        self._room = asyncio.Semaphore(IN_FLIGHT)
        self.lanes: Lanes[Effect] = Lanes(self._deliver)

    def send(self, effects: Iterable[Effect]) -> None:
        """Take over effects that have been committed."""
        for effect in effects:
            self.lanes.put(effect.lane, effect)

    async def recover(self) -> None:
        """Take over what was committed before the last stop and not sent."""
        self.send(await self._database.read(lambda on: store.waiting(on, self._bot.id)))

    async def _deliver(self, effect: Effect) -> None:
        deadline = self._clock.now() + GIVE_UP_AFTER
        pause = 1.0
        while later := await self._send_and_settle(effect):
            if self._clock.now() >= deadline:
                await self._settle(effect, Settled("failed", "given up after a day"))
                return
            await self._clock.sleep(max(pause, later.seconds))
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _send_and_settle(self, effect: Effect) -> Later | None:
        # The room is held until the call is settled: what was sent and not settled is what a kill can double.
        async with self._room:
            while isinstance(verdict := await self._attempt(effect), Again):
                pass
            if isinstance(verdict, Later):
                return verdict
            await self._settle(effect, verdict)
        return None

    async def _settle(self, effect: Effect, settled: Settled) -> None:
        if settled.state == "failed":
            log.warning("%s to lane %s failed: %s", effect.method, effect.lane, settled.outcome)
        now = self._clock.now()
        await write_patiently(
            self._database, lambda on: store.settle(on, self._bot.id, effect, settled, now), self._clock
        )

    async def _attempt(self, effect: Effect) -> Settled | Later | Again:
        try:
            if effect.target is not None:
                await self._resolve(effect)
            result = await self._bot.call(effect.method, effect.params)
        except TelegramError as error:
            return after_error(effect, error)
        return Settled("sent", message_id=_message_id(result))

    async def _resolve(self, effect: Effect) -> None:
        name = effect.target or ""

        def find(on: Connection) -> int | None:
            return store.living_message(on, self._bot.id, effect.lane, name)

        message_id = await self._database.read(find)
        effect.target = None
        if message_id is None:
            _send_anew(effect)
        else:
            effect.params["message_id"] = message_id


def after_error(effect: Effect, error: TelegramError) -> Settled | Later | Again:
    """Decide what an error means for the effect; the effect may be changed for the next attempt."""
    match error:
        case RetryAfter():
            return Later(_seconds(error))
        case ChatMigrated():
            effect.params["chat_id"] = error.new_chat_id
            return Again()
        case Forbidden():
            return Settled("failed", error.message)
        case BadRequest():
            return _after_refusal(effect, error.message)
        case InvalidToken():
            return Settled("failed", "unknown method or refused token")
        case _:
            return Later(0)


def _after_refusal(effect: Effect, words: str) -> Settled | Again:
    said = words.lower()
    if any(known in said for known in DONE_ALREADY):
        return Settled("sent", words)
    if any(known in said for known in GONE) and effect.method == "editMessageText":
        _send_anew(effect)
        return Again()
    if "can't parse entities" in said and "parse_mode" in effect.params:
        log.error("text with broken markup, sent as plain text: %s", words)
        effect.params["text"] = unfolded_text(effect.params["text"])
        del effect.params["parse_mode"]
        return Again()
    return Settled("failed", words)


def _send_anew(effect: Effect) -> None:
    effect.method = "sendMessage"
    effect.params.pop("message_id", None)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _message_id(result: Any) -> int | None:
    return result.get("message_id") if isinstance(result, dict) else None
