"""Knowing when nothing more happens unless the clock moves, in a house that runs in this process."""

import asyncio
from typing import Any, cast

from tests.support.house import House

TURNS = 40
"""Turns of the event loop without anything under way: what a socket of the loopback holds is read within a few."""


class Calm:
    """Counts what the database is asked, and waits until it and Telegram rest."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._busy = 0
        self._database = cast(Any, house.service.services.database)
        self._write, self._read = self._database.write, self._database.read
        self._database.write, self._database.read = self._writing, self._reading

    async def reached(self) -> None:
        """Wait until everybody who does anything waits for the clock."""
        turns = 0
        while turns < TURNS:
            await asyncio.sleep(0)
            resting = not self._busy and self._house.simulator.world.traffic.quiet
            turns = turns + 1 if resting else 0
            if not resting:
                await self._read(lambda on: on.one("SELECT 1 AS one"))

    async def pass_time(self, seconds: float, step: float = 0.02) -> None:
        """Let time pass, a step at a time, each worked off before the next."""
        for _ in range(round(seconds / step)):
            await self.reached()
            self._house.clock.advance(step)
        await self.reached()

    async def _writing(self, work: Any) -> Any:
        return await self._counted(self._write(work))

    async def _reading(self, work: Any) -> Any:
        return await self._counted(self._read(work))

    async def _counted(self, asked: Any) -> Any:
        self._busy += 1
        try:
            return await asked
        finally:
            self._busy -= 1
