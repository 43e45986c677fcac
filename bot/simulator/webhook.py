"""Delivery to a webhook: in order within a lane, repeated with a growing delay until it is taken or expires."""

import asyncio
import contextlib
import random
from collections import deque
from collections.abc import Callable

import aiohttp

from bot.simulator.shapes import Json
from bot.simulator.updates import Lane, PendingUpdate, UpdateQueue
from reminders.clock import Clock

FIRST_DELAY = 1.0
LONGEST_DELAYS = (60.0, 120.0)
MAX_RETRY_AFTER = 3600.0
RECEIVER_TIMEOUT = 60.0


class Webhook:
    """One bot's webhook. Every lane has a task of its own while it holds updates."""

    def __init__(self, clock: Clock, queue: UpdateQueue, url: str, secret: str, connections: int) -> None:
        self.url = url
        self.connections = connections
        self.last_error: tuple[int, str] | None = None
        self._clock = clock
        self._queue = queue
        self._headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        self._free = asyncio.Semaphore(connections)
        self._lanes: dict[Lane, deque[PendingUpdate]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=RECEIVER_TIMEOUT))

    def start(self) -> None:
        """Deliver what waits already and all that comes."""
        self._queue.push = self._offer
        for pending in self._queue.pending():
            self._offer(pending)

    async def close(self) -> None:
        """Stop delivering; what was not taken stays in the queue."""
        self._queue.push = None
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()

    def _offer(self, pending: PendingUpdate) -> None:
        waiting = self._lanes.get(pending.lane)
        if waiting is not None:
            waiting.append(pending)
            return
        self._lanes[pending.lane] = deque([pending])
        task = asyncio.create_task(self._serve(pending.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, lane: Lane) -> None:
        waiting = self._lanes[lane]
        while waiting:
            pending = waiting[0]
            self._queue.discard(pending, delivered=await self._deliver(pending))
            waiting.popleft()
        del self._lanes[lane]

    async def _deliver(self, pending: PendingUpdate) -> bool:
        failures = _Backoff()
        while self._queue.holds(pending):
            async with self._free:
                fault, retry_after = await self._post(pending.update)
            if fault is None:
                return True
            self.last_error = (int(self._clock.now().timestamp()), fault)
            delay = failures.next(retry_after)
            if self._clock.monotonic() + delay >= pending.expires:
                return False
            await self._clock.sleep(delay)
        return False

    async def _post(self, update: Json) -> tuple[str | None, float]:
        try:
            async with self._session.post(self.url, json=update, headers=self._headers) as answer:
                if 200 <= answer.status <= 299:
                    return None, 0.0
                fault = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                return fault, _seconds(answer.headers.get("Retry-After", ""))
        except (aiohttp.ClientError, TimeoutError) as error:
            return _connection_fault(error), 0.0


class _Backoff:
    """The first repeat comes at once, then the delay doubles up to a random one to two minutes."""

    def __init__(self, spread: Callable[[float, float], float] = random.uniform) -> None:
        self._spread = spread
        self._failures = 0
        self._delay = FIRST_DELAY

    def next(self, retry_after: float) -> float:
        self._failures += 1
        if retry_after:
            return retry_after
        if self._failures == 1:
            return 0.0
        self._delay = min(self._delay * 2, self._spread(*LONGEST_DELAYS))
        return self._delay


def _seconds(header: str) -> float:
    with contextlib.suppress(ValueError):
        return min(max(float(header), 0.0), MAX_RETRY_AFTER)
    return 0.0


def _connection_fault(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "Read timeout expired"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "Connection refused"
    return "Webhook connection closed"
