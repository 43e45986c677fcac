"""The courier: sends committed effects, in order within a chat, until Telegram has taken or refused each.

Telegram has no idempotency key. When the answer to a call is lost, a reply is sent again: twice is a
nuisance, never is a broken promise. What can so be doubled is bounded by the calls in flight.
"""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot import effects as store
from bot.database import Connection
from bot.documents import is_large, make_document
from bot.effects import Settled
from bot.faults import Faults
from bot.lanes import Lanes
from bot.markup import unfolded_text
from bot.outage import write_patiently
from bot.services import Services
from bot.turn import Effect
from reminders.pacing import Lane, Pacer

log = logging.getLogger(__name__)

IN_FLIGHT = 60
LONGEST_PAUSE = 60.0
GIVE_UP_AFTER = timedelta(hours=24)
"""A reply older than this no longer answers anything."""

DONE_ALREADY = ("message is not modified", "query is too old", "query id is invalid")
UNREACHABLE = ("chat not found", "not enough rights", "have no rights", "thread not found", "topic_closed")
ONLY_FOR_NEW = ("reply_parameters", "message_thread_id")
"""Kept with an edit for the case that the message is gone and must be sent anew, to its place."""
TAP_ANSWER = "answerCallbackQuery"
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
FILES = {"sendDocument": "document", "sendPhoto": "photo"}
"""The field that holds the file, by method."""
ONE_AT_A_TIME = 0
"""The lane of all large files: each of them keeps a core busy."""


Place = tuple[int, str | int]
"""A message in a lane: by its number, or by the name under which it is kept."""


@dataclass(frozen=True, slots=True)
class Later:
    """The call is to be made again after that many seconds."""

    seconds: float


class Again:
    """The effect has been changed so that the call may succeed at once."""


class Courier:
    """Sends effects and settles them in the database."""

    def __init__(self, services: Services, faults: Faults, pacer: Pacer) -> None:
        self._services = services
        self._pacer = pacer
        self._bot = services.bot
        self._faults = faults
        self._database = services.database
        self._clock = services.clock
        self._room = asyncio.Semaphore(IN_FLIGHT)
        self._in_hand: set[int] = set()
        self._newest_edits: dict[Place, int] = {}
        self.lanes: Lanes[Effect] = Lanes(self._deliver)
        # The answer to a tap keeps no order and expires; it must not wait behind a message that may not be sent yet.
        self.tap_answers: Lanes[Effect] = Lanes(self._deliver)
        # What takes seconds to be made must not hold up what else is said to its chat.
        self.large_files: Lanes[Effect] = Lanes(self._deliver)

    def send(self, effects: Iterable[Effect]) -> None:
        """Take over effects that have been committed; those in hand already are passed over."""
        for effect in effects:
            if effect.id not in self._in_hand:
                self._in_hand.add(effect.id)
                if place := place_of(effect):
                    self._newest_edits[place] = effect.id
                if effect.method == TAP_ANSWER:
                    self.tap_answers.put(effect.id, effect)
                elif _is_large(effect):
                    self.large_files.put(ONE_AT_A_TIME, effect)
                else:
                    self.lanes.put(effect.lane, effect)

    async def recover(self, before: datetime) -> None:
        """Take over what was committed by that moment, not sent, and is not in hand."""
        in_hand = set(self._in_hand)
        found = await self._database.read(lambda on: store.waiting(on, self._bot.id, before))
        self.send(effect for effect in found if effect.id not in in_hand)

    async def _deliver(self, effect: Effect) -> None:
        place = place_of(effect)
        try:
            await self._send_until_settled(effect, place)
        finally:
            self._in_hand.discard(effect.id)
            if place and self._newest_edits.get(place) == effect.id:
                del self._newest_edits[place]

    async def _send_until_settled(self, effect: Effect, place: Place | None) -> None:
        deadline = self._clock.now() + GIVE_UP_AFTER
        pause = 1.0
        while later := await self._send_and_settle(effect, place):
            if self._clock.now() >= deadline:
                await self._settle(effect, Settled("failed", "given up after a day"))
                return
            await self._clock.sleep(max(pause, later.seconds))
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _send_and_settle(self, effect: Effect, place: Place | None) -> Later | None:
        chat_id = paced_chat(effect)
        while chat_id is not None and (wait := self._pacer.chat_wait(Lane.REPLY, chat_id)):
            await self._clock.sleep(wait)  # outside the room, in which it would keep other chats waiting
        if place and self._newest_edits.get(place, effect.id) != effect.id:
            # Ten people ticking in a group are twenty edits a minute too many: only the last is worth sending.
            await self._settle(effect, Settled("sent", "superseded"))
            return None
        # The room is held until the call is settled: what was sent and not settled is what a kill can double.
        async with self._room:
            while isinstance(verdict := await self._attempt(effect), Again):
                pass
            if isinstance(verdict, Later):
                return verdict
            await self._settle(effect, verdict)
        return None

    async def _settle(self, effect: Effect, settled: Settled) -> None:
        now = self._clock.now()
        told = []
        if settled.state == "failed":
            log.warning("%s to lane %s failed: %s", effect.method, effect.lane, settled.outcome)
            told = self._faults.report_refusal(effect) if settled.refused else []

        def work(on: Connection) -> None:
            store.settle(on, self._bot.id, effect, settled, now)
            store.keep(on, self._bot.id, None, told, now)

        await write_patiently(self._database, work, self._clock)
        self.send(told)

    async def _attempt(self, effect: Effect) -> Settled | Later | Again:
        try:
            if effect.target is not None:
                await self._resolve(effect)
            result = await self._call(effect)
        except TelegramError as error:
            if isinstance(error, RetryAfter):
                self._pacer.refused(effect.lane, seconds_of(error))
            return after_error(effect, error)
        self._pacer.accepted()
        return Settled("sent", message_id=_message_id(result))

    async def _call(self, effect: Effect) -> Any:
        params = _fitting(effect)
        field = FILES.get(effect.method)
        if field is None:
            await self._pacer.turn(Lane.REPLY, paced_chat(effect))
            return await self._bot.call(effect.method, params)
        name, content = await self._made(params[field])
        await self._pacer.turn(Lane.REPLY, paced_chat(effect))
        rest = {other: value for other, value in params.items() if other != field}
        return await self._bot.upload(effect.method, rest, field, name, content)

    async def _made(self, document: dict[str, Any]) -> tuple[str, bytes]:
        try:
            return await make_document(self._services, document)
        except (LookupError, ValueError, FileNotFoundError) as error:
            # What it is about is gone: waiting for it would hold up the chat for a day.
            log.exception("a document of kind %s cannot be made", document["kind"])
            raise BadRequest("document cannot be made") from error

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


def place_of(effect: Effect) -> Place | None:
    """Return which message an edit rewrites, None for whatever is no edit."""
    if effect.method != "editMessageText":
        return None
    return effect.lane, effect.target or effect.params["message_id"]


def paced_chat(effect: Effect) -> int | None:
    """Return the chat whose own limit a call counts towards: new messages anywhere, edits in groups only."""
    chat_id = effect.params.get("chat_id")
    counts = effect.method.startswith("send") or (effect.method.startswith("edit") and effect.lane < 0)
    return chat_id if counts and isinstance(chat_id, int) else None


def _is_large(effect: Effect) -> bool:
    field = FILES.get(effect.method)
    return field is not None and is_large(effect.params[field])


def _fitting(effect: Effect) -> dict[str, Any]:
    if effect.method == "sendMessage":
        return effect.params
    return {name: value for name, value in effect.params.items() if name not in ONLY_FOR_NEW}


def after_error(effect: Effect, error: TelegramError) -> Settled | Later | Again:
    """Decide what an error means for the effect; the effect may be changed for the next attempt."""
    match error:
        case RetryAfter():
            return Later(seconds_of(error))
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
    return Settled("failed", words, refused=not any(known in said for known in UNREACHABLE))


def _send_anew(effect: Effect) -> None:
    effect.method = "sendMessage"
    effect.params.pop("message_id", None)


def seconds_of(error: RetryAfter) -> float:
    """Return the seconds for which Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _message_id(result: Any) -> int | None:
    return result.get("message_id") if isinstance(result, dict) else None
