"""A clock that only a test moves."""

import asyncio
import heapq
from datetime import UTC, datetime, timedelta


class ManualClock:
    """Both clocks stand still until `advance`; whoever sleeps wakes when the time has come."""

    def __init__(self, start: datetime = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)) -> None:
        self._now = start
        self._seconds = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._seconds

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._sleepers, (self._seconds + seconds, self._count, woken))
        await woken

    def move(self, by: timedelta) -> None:
        self._now += by

    def next_wake(self) -> float | None:
        """Return the seconds until the next sleeper wakes; None when nobody sleeps."""
        due = [when for when, _, woken in self._sleepers if not woken.done()]
        return min(due) - self._seconds if due else None

    def advance(self, seconds: float) -> None:
        """Let that much time pass on both clocks."""
        self._seconds += seconds
        self._now += timedelta(seconds=seconds)
        while self._sleepers and self._sleepers[0][0] <= self._seconds:
            woken = heapq.heappop(self._sleepers)[2]
            if not woken.done():
                woken.set_result(None)
