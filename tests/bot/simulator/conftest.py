"""A simulator on a free port, with hands for a bot and for persons."""

import asyncio
from collections.abc import AsyncIterator, Callable
from itertools import count
from typing import Any

import aiohttp
import pytest

from bot.simulator.server import Simulator
from bot.simulator.shapes import Persona
from tests.support.clock import ManualClock

TOKEN = "7001:rahasia"
OPERATOR = Persona(11, "Operator", "operator", "PIC", "Dinas Kesehatan")


class WatchedClock(ManualClock):
    """A manual clock that tells when somebody falls asleep, and for how long."""

    def __init__(self) -> None:
        super().__init__()
        self.slept: asyncio.Queue[float] = asyncio.Queue()

    async def sleep(self, seconds: float) -> None:
        self.slept.put_nowait(seconds)
        await super().sleep(seconds)


async def until(true: Callable[[], bool]) -> None:
    """Let the event loop run until something has become true; the test's time limit bounds it."""
    for _ in count():
        if true():
            return
        await asyncio.sleep(0)


class Hand:
    """Calls the simulator over HTTP."""

    def __init__(self, simulator: Simulator, session: aiohttp.ClientSession) -> None:
        self.simulator = simulator
        self.session = session

    async def api(self, method: str, token: str = TOKEN, **params: Any) -> Any:
        """Call a Bot API method and return its whole answer."""
        async with self.session.post(f"{self.simulator.url}/bot{token}/{method}", json=params) as answer:
            body = await answer.json()
            assert body["ok"] == (answer.status == 200)
            assert body.get("error_code", 200) == answer.status
            return body

    async def result(self, method: str, **params: Any) -> Any:
        """Call a method that must succeed."""
        body = await self.api(method, **params)
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method: str, **params: Any) -> str:
        """Call a method that must be refused and return the description."""
        body = await self.api(method, **params)
        assert not body["ok"], body
        return str(body["description"])

    async def post(self, word: str, **body: Any) -> Any:
        """Do something as a person."""
        return await self._person("POST", word, json=body)

    async def get(self, word: str, **query: Any) -> Any:
        """Look at something."""
        return await self._person("GET", word, params=query)

    async def delete(self, word: str, **body: Any) -> Any:
        """Take something back."""
        return await self._person("DELETE", word, json=body)

    async def refused(self, word: str, http_method: str = "POST", **body: Any) -> tuple[int, str]:
        """Do something that must be refused."""
        url = f"{self.simulator.url}/sim/{word}"
        async with self.session.request(http_method, url, json=body) as answer:
            refusal = await answer.json()
            assert refusal["ok"] is False
            return answer.status, refusal["description"]

    async def updates(self, offset: int = 0, **params: Any) -> list[Any]:
        """Fetch updates without waiting."""
        updates: list[Any] = await self.result("getUpdates", offset=offset, **params)
        return updates

    async def next_update(self) -> Any:
        """Fetch the one update that waits and confirm it."""
        [update] = await self.updates()
        await self.updates(update["update_id"] + 1)
        return update

    async def _person(self, http_method: str, word: str, **kwargs: Any) -> Any:
        url = f"{self.simulator.url}/sim/{word}"
        async with self.session.request(http_method, url, **kwargs) as answer:
            body = await answer.json()
            assert answer.status == 200, body
            return body


@pytest.fixture
def clock() -> WatchedClock:
    return WatchedClock()


@pytest.fixture
async def simulator(clock: WatchedClock) -> AsyncIterator[Simulator]:
    simulator = Simulator(clock, personas=[OPERATOR])
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def hand(simulator: Simulator) -> AsyncIterator[Hand]:
    async with aiohttp.ClientSession() as session:
        yield Hand(simulator, session)


@pytest.fixture
async def chat(hand: Hand) -> int:
    """The private chat of somebody who has started the bot; the update is confirmed already."""
    await hand.post("message", text="/start", user_id=42, first_name="Penguji", username="penguji")
    await hand.next_update()
    return 42
