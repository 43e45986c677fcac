"""Lanes: the work of one chat in order, that of different chats side by side."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")


class Lanes(Generic[T]):
    """Runs `work` for every item put, one at a time within a lane."""

    def __init__(self, work: Callable[[T], Awaitable[None]]) -> None:
        self._work = work
        self._lanes: dict[int, deque[T]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiters: list[tuple[int, asyncio.Future[None]]] = []
        self.waiting = 0

    def put(self, lane: int, item: T) -> None:
        """Queue an item behind what its lane already holds."""
        self.waiting += 1
        if lane in self._lanes:
            self._lanes[lane].append(item)
            return
        self._lanes[lane] = deque([item])
        task = asyncio.create_task(self._run(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def fewer_than(self, limit: int) -> None:
        """Wait until fewer items than that are queued or being worked on."""
        if self.waiting >= limit:
            room: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiters.append((limit, room))
            await room

    async def stop(self) -> None:
        """Drop what is queued; whoever filled the lanes has it in the database."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, lane: int) -> None:
        queue = self._lanes[lane]
        try:
            while queue:
                await self._one(queue[0])
                queue.popleft()
                self._done(1)
        finally:
            del self._lanes[lane]
            self._done(len(queue))

    def _done(self, count: int) -> None:
        self.waiting -= count
        for limit, room in self._waiters:
            if self.waiting < limit and not room.done():
                room.set_result(None)
        self._waiters = [(limit, room) for limit, room in self._waiters if not room.done()]

    async def _one(self, item: T) -> None:
        try:
            await self._work(item)
        except Exception:
            # One item's fault must not take its lane down; the database still holds it as open.
            log.exception("work in a lane failed")
