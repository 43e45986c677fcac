"""What happens in the chats, told to whoever listens: the chat page, over server-sent events."""

import asyncio

from bot.simulator.shapes import Json


class Events:
    """Hands what happens to whoever listens: the chat page, over server-sent events."""

    def __init__(self, *, backlog: int = 1000) -> None:
        self._backlog = backlog
        self._listeners: set[asyncio.Queue[Json | None]] = set()

    @property
    def heard(self) -> bool:
        """Whether anybody listens; what nobody hears need not be rendered."""
        return bool(self._listeners)

    def listen(self) -> asyncio.Queue[Json | None]:
        """Return a new listener's queue; None in it means the end."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._listeners.add(queue)
        return queue

    def forget(self, queue: asyncio.Queue[Json | None]) -> None:
        """Stop handing events to that listener."""
        self._listeners.discard(queue)

    def publish(self, event: Json) -> None:
        """Hand an event to all; a listener that fell far behind is sent away and will come back."""
        for queue in list(self._listeners):
            if queue.qsize() < self._backlog:
                queue.put_nowait(event)
            else:
                self._end(queue)

    def close(self) -> None:
        """Send every listener away."""
        for queue in list(self._listeners):
            self._end(queue)

    def _end(self, queue: asyncio.Queue[Json | None]) -> None:
        self.forget(queue)
        queue.put_nowait(None)
