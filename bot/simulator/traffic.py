"""What is in flight between the simulator and its bots, so that a test can wait for silence without sleeping."""

import asyncio
from collections.abc import Awaitable, Callable


class Traffic:
    """Counts updates not yet confirmed and API calls being executed."""

    def __init__(self) -> None:
        self._open = 0
        self._seen = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    def enter(self) -> None:
        """Say that something began."""
        self._open += 1
        self._seen += 1
        self._quiet.clear()

    def leave(self) -> None:
        """Say that something ended."""
        self._open -= 1
        if not self._open:
            self._quiet.set()

    @property
    def quiet(self) -> bool:
        """Whether nothing is in flight at this moment."""
        return self._quiet.is_set()

    async def silence(self, settled: Callable[[], Awaitable[None]] | None) -> None:
        """Wait until nothing is in flight and the bot's own work has settled.

        The bot may have called again while its work settled, and then the wait begins anew.
        """
        while True:
            await self._quiet.wait()
            seen = self._seen
            if settled is not None:
                await settled()
            if seen == self._seen and self._quiet.is_set():
                return
