"""The two clocks of the house.

`now` is the business clock: what date and time it is for the people served. It may be moved (a demo, a test).
`monotonic` and `sleep` are the machine's clock: pacing, retries, time-outs. Nobody moves it but a test.
"""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the rest of the house may know about time."""

    def now(self) -> datetime:
        """Return the business time, aware, in UTC."""

    def monotonic(self) -> float:
        """Return seconds that only ever grow."""

    async def sleep(self, seconds: float) -> None:
        """Wait that many seconds of the machine's clock."""


class SystemClock:
    """The real clock; its business side can be moved by whoever is allowed to."""

    def __init__(self) -> None:
        self._moved = timedelta()

    def now(self) -> datetime:
        """Return the time of the machine, moved as far as `move` said."""
        return datetime.now(UTC) + self._moved

    def monotonic(self) -> float:
        """Return the machine's monotonic seconds."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait in real time."""
        await asyncio.sleep(seconds)

    def move(self, by: timedelta) -> None:
        """Move the business clock; for the demo and for tests only."""
        self._moved += by


def to_millis(moment: datetime) -> int:
    """Return UTC milliseconds, the form in which the database keeps time.

    Raises ValueError for a naive datetime: it would mean another moment on every server.
    """
    if moment.tzinfo is None:
        raise ValueError(f"naive datetime {moment!r}: name its time zone")
    return (moment - _EPOCH) // _MILLISECOND


def from_millis(millis: int) -> datetime:
    """Return the moment that `to_millis` wrote."""
    return _EPOCH + millis * _MILLISECOND


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
