"""A bot's queue of updates: long polling, confirmation, expiry."""

import asyncio
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from bot.simulator.errors import ApiError, conflict
from bot.simulator.shapes import Json
from bot.simulator.traffic import Traffic
from reminders.clock import Clock

Lane: TypeAlias = tuple[str, int]

KEPT_SECONDS = 86_400.0
TAP_SECONDS = 150.0
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
ANOTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_WAS_SET = "terminated by setWebhook request"


@dataclass(slots=True, eq=False)
class PendingUpdate:
    """An update that its bot has not confirmed yet; `lane` is the queue whose order a webhook keeps."""

    update: Json
    lane: Lane
    expires: float

    @property
    def update_id(self) -> int:
        """Return the number by which the bot confirms it."""
        return int(self.update["update_id"])


class UpdateQueue:
    """Updates in the order they happened, until they are confirmed or expire."""

    def __init__(self, clock: Clock, traffic: Traffic) -> None:
        self._clock = clock
        self._traffic = traffic
        self._pending: dict[PendingUpdate, None] = {}
        self._waiter: asyncio.Future[None] | None = None
        self._next_expiry = math.inf
        self.allowed: frozenset[str] = frozenset()
        self.push: Callable[[PendingUpdate], None] | None = None
        self.delivered = 0

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def polled(self) -> bool:
        """Whether a poll waits for the next update."""
        return self._waiter is not None

    def wants(self, kind: str) -> bool:
        """Whether the bot's allowed_updates let that kind through."""
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def put(self, update: Json, lane: Lane, *, lives: float = KEPT_SECONDS) -> None:
        """Queue an update that is dropped after `lives` seconds, and wake whoever waits for it."""
        pending = PendingUpdate(update, lane, self._clock.monotonic() + lives)
        self._pending[pending] = None
        self._next_expiry = min(self._next_expiry, pending.expires)
        self._traffic.enter()
        if self.push is not None:
            self.push(pending)
        elif self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def pending(self) -> list[PendingUpdate]:
        """Return what is still to be delivered or confirmed."""
        self._expire()
        return list(self._pending)

    def holds(self, pending: PendingUpdate) -> bool:
        """Whether it is still to be delivered: neither taken, nor dropped, nor expired."""
        return pending in self._pending and self._clock.monotonic() < pending.expires

    def discard(self, pending: PendingUpdate, *, delivered: bool) -> None:
        """Take one update out, delivered or given up; harmless when it is gone already."""
        if pending in self._pending:
            del self._pending[pending]
            self.delivered += delivered
            self._traffic.leave()

    def clear(self) -> None:
        """Drop everything undelivered."""
        self._drop(list(self._pending))

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:
        """Confirm what is below the offset and return the next updates, waiting up to `timeout` seconds.

        An older poll still waiting is ended with a conflict, as the real server does.
        """
        self.interrupt(conflict(ANOTHER_POLLER))
        self._confirm(offset)
        self._expire()
        if not self._pending and timeout > 0:
            await self._arrival(timeout)
            self._confirm(offset)
            self._expire()
        return [pending.update for pending in islice(self._pending, limit)]

    def interrupt(self, error: ApiError | None = None) -> None:
        """End the waiting poll: with the error, or with an empty answer."""
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            if error is None:
                waiter.set_result(None)
            else:
                waiter.set_exception(error)

    async def _arrival(self, timeout: float) -> None:
        waiter = self._waiter = asyncio.get_running_loop().create_future()
        patience = asyncio.create_task(self._clock.sleep(timeout))
        try:
            await asyncio.wait({waiter, patience}, return_when=asyncio.FIRST_COMPLETED)
            if waiter.done():
                waiter.result()
        finally:
            patience.cancel()
            if self._waiter is waiter:
                self._waiter = None

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._drop(list(self._pending)[:offset])
        elif offset > 0:
            confirmed = self._leading(offset)
            self.delivered += len(confirmed)
            self._drop(confirmed)

    def _leading(self, offset: int) -> list[PendingUpdate]:
        leading = []
        for pending in self._pending:
            if pending.update_id >= offset:
                break
            leading.append(pending)
        return leading

    def _expire(self) -> None:
        now = self._clock.monotonic()
        if now >= self._next_expiry:
            self._drop([pending for pending in self._pending if pending.expires <= now])
            self._next_expiry = min((pending.expires for pending in self._pending), default=math.inf)

    def _drop(self, pendings: Iterable[PendingUpdate]) -> None:
        for pending in pendings:
            self.discard(pending, delivered=False)
