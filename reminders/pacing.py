"""The pacer: Telegram's limits, kept by all who send, in two lanes.

Replies go first, what is sent to many after them; both are counted. Overall no second, however it is laid, holds more
than the limit. A chat gets one message a second, with a short burst for replies; a group twenty a minute.
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum
from math import inf

from reminders.clock import Clock

CHAT_SECONDS = 1.0
GROUP_MESSAGES, GROUP_SECONDS = 20, 60.0
IDLE_CHATS = 1000
"""Chats that are remembered before the idle ones are looked for."""
AT_ONCE = 3
"""Messages that may go at once after a quiet moment, or to make up for a late wake; the others are evenly spaced.

On the way to Telegram the gaps shrink and grow. A whole second's messages in one gust would meet the next gust there.
"""
NEARLY = 1e-6
"""Seconds by which a sum of floats may miss the moment that it means."""


class Lane(IntEnum):
    """Who goes first."""

    REPLY = 0
    BULK = 1


BURST = {Lane.REPLY: 2, Lane.BULK: 1}
"""How many messages a chat may get at once that has been quiet."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The limits: messages a second overall, and whether each chat is paced as well."""

    overall: int = 25
    by_chat: bool = True


@dataclass(slots=True)
class _Chat:
    quiet_at: float = -inf
    """When its burst is whole again: the whole state of a leaking bucket in one number."""
    paused_until: float = -inf
    minute: deque[float] = field(default_factory=deque)


@dataclass(frozen=True, slots=True)
class _Waiter:
    lane: Lane
    chat_id: int | None
    go: asyncio.Future[None]


class Pacer:
    """Lets messages go when the limits allow it."""

    def __init__(self, clock: Clock, pace: Pace) -> None:
        self.pace = pace
        self._clock = clock
        self._second: deque[float] = deque(maxlen=pace.overall)
        self._chats: dict[int, _Chat] = {}
        self._sweep_at = IDLE_CHATS
        self._spaced_from = -inf
        self._bulk_paused_until = -inf
        self._suspect: int | None = None
        self._waiting: tuple[deque[_Waiter], deque[_Waiter]] = (deque(), deque())
        self._granting: asyncio.Task[None] | None = None
        self._asleep: asyncio.Task[None] | None = None

    async def turn(self, lane: Lane, chat_id: int | None) -> None:
        """Wait until a message may go to the chat, and count it; None for what goes to no chat."""
        now = self._clock.monotonic()
        if not self._waiting[Lane.REPLY] and not self._waiting[lane] and self._wait(lane, chat_id, now) <= 0:
            self._count(chat_id, now)
            return
        waiter = _Waiter(lane, chat_id, asyncio.get_running_loop().create_future())
        self._waiting[lane].append(waiter)
        self._look_again()
        try:
            await waiter.go
        except asyncio.CancelledError:
            with suppress(ValueError):  # it was granted just now: then the turn is lost, which harms nobody
                self._waiting[lane].remove(waiter)
            if self._asleep is not None:
                self._asleep.cancel()
            raise

    def chat_wait(self, lane: Lane, chat_id: int) -> float:
        """Return the seconds until the chat may get a message, as far as the chat alone decides."""
        return max(0.0, self._chat_wait(lane, chat_id, self._clock.monotonic()))

    def bulk_pause(self) -> float:
        """Return the seconds for which Telegram has asked to send nothing to many."""
        return max(0.0, self._bulk_paused_until - self._clock.monotonic())

    def refused(self, chat_id: int | None, seconds: float) -> None:
        """Pause the chat for which Telegram asked to wait; the bulk lane, too, if it is not the chat alone.

        Telegram does not say which limit was hit. Two different chats refused one after the other, with no message
        accepted in between, mean all of them.
        """
        until = self._clock.monotonic() + seconds
        if chat_id is not None:
            chat = self._chat(chat_id)
            chat.paused_until = max(chat.paused_until, until)
        if chat_id is None or self._suspect not in (None, chat_id):
            self._bulk_paused_until = max(self._bulk_paused_until, until)
        self._suspect = chat_id

    def accepted(self) -> None:
        """Note that Telegram has taken a message."""
        self._suspect = None

    @property
    def chats(self) -> int:
        """How many chats are remembered."""
        return len(self._chats)

    def _wait(self, lane: Lane, chat_id: int | None, now: float) -> float:
        waits = [self._overall_wait(now)]
        if lane is Lane.BULK:
            waits.append(self._bulk_paused_until - now)
        if chat_id is not None:
            waits.append(self._chat_wait(lane, chat_id, now))
        return _settled(max(waits))

    def _overall_wait(self, now: float) -> float:
        whole_second = self._second[0] + 1.0 if len(self._second) == self.pace.overall else -inf
        return max(whole_second, self._spaced_from) - now

    def _chat_wait(self, lane: Lane, chat_id: int, now: float) -> float:
        chat = self._chats.get(chat_id)
        if chat is None:
            return -inf
        if not self.pace.by_chat:
            return _settled(chat.paused_until - now)
        waits = [chat.paused_until, chat.quiet_at - (BURST[lane] - 1) * CHAT_SECONDS]
        if len(chat.minute) == GROUP_MESSAGES:
            waits.append(chat.minute[0] + GROUP_SECONDS)
        return _settled(max(waits) - now)

    def _count(self, chat_id: int | None, now: float) -> None:
        self._second.append(now)
        spacing = 1.0 / self.pace.overall
        self._spaced_from = max(self._spaced_from, now - AT_ONCE * spacing) + spacing
        if chat_id is None:
            return
        chat = self._chat(chat_id)
        chat.quiet_at = max(chat.quiet_at, now) + CHAT_SECONDS
        if chat_id < 0:
            chat.minute.append(now)
            if len(chat.minute) > GROUP_MESSAGES:
                chat.minute.popleft()

    def _chat(self, chat_id: int) -> _Chat:
        if chat_id not in self._chats:
            if len(self._chats) >= self._sweep_at:
                self._forget_idle()
            self._chats[chat_id] = _Chat()
        return self._chats[chat_id]

    def _forget_idle(self) -> None:
        now = self._clock.monotonic()
        self._chats = {chat_id: chat for chat_id, chat in self._chats.items() if _is_remembered(chat, now)}
        self._sweep_at = max(IDLE_CHATS, 2 * len(self._chats))

    def _look_again(self) -> None:
        """Let the granting task look at who waits: it may sleep until a moment that is too late for the latest."""
        if self._granting is None:
            self._granting = asyncio.create_task(self._grant())
        elif self._asleep is not None:
            self._asleep.cancel()

    async def _grant(self) -> None:
        try:
            while any(self._waiting):
                wait = self._grant_what_may_go()
                if wait < inf:
                    self._asleep = asyncio.create_task(self._clock.sleep(wait))
                    await asyncio.wait([self._asleep])
                    self._asleep = None
        finally:
            self._granting = None
            if self._asleep is not None:
                self._asleep.cancel()
                self._asleep = None

    def _grant_what_may_go(self) -> float:
        """Let go who may, and return the seconds until the next one may; infinite when nobody waits."""
        now, soonest = self._clock.monotonic(), inf
        for waiter in self._in_turn():
            wait = self._wait(waiter.lane, waiter.chat_id, now)
            if wait > 0:
                soonest = min(soonest, wait)
                continue
            self._waiting[waiter.lane].remove(waiter)
            if not waiter.go.done():
                self._count(waiter.chat_id, now)
                waiter.go.set_result(None)
        return soonest

    def _in_turn(self) -> Iterator[_Waiter]:
        for lane in self._waiting:
            yield from list(lane)


def _settled(wait: float) -> float:
    return wait if wait > NEARLY else 0.0


def _is_remembered(chat: _Chat, now: float) -> bool:
    return max(chat.paused_until, chat.quiet_at, chat.minute[-1] + GROUP_SECONDS if chat.minute else -inf) > now
