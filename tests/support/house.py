"""A whole house for a test: the simulator, the service and a database, spoken to over HTTP as a person would."""

from __future__ import annotations

import atexit
import shutil
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import aiohttp
import yaml

from bot.app import Service
from bot.content import built_in_folder
from bot.markup import unfolded_text
from bot.serving import running
from bot.settings import Settings, read_settings
from bot.simulator.server import Simulator
from knowledge.library import Library
from knowledge.schema import Document
from reminders.pacing import Pace
from tests.support.clock import ManualClock
from tests.support.indexes import SharedLibrary

TOKEN = "4242:ujian"
UNPACED = Pace(10**12, by_chat=False)
"""For conversations under a clock that stands still: what waits for the next second would wait for ever."""
ADMIN = 9000
PATIENCE = 40
"""Seconds: content that was taught something is put together anew, on a machine that may have more to do."""


@dataclass
class House:
    """The simulator and the service against it."""

    simulator: Simulator
    settings: Settings
    library: Library
    clock: ManualClock
    http: aiohttp.ClientSession
    pace: Pace | None = UNPACED
    service: Service = field(init=False)
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def post(self, path: str, **body: Any) -> dict[str, Any]:
        async with self.http.post(f"{self.simulator.url}/sim/{path}", json=body) as answer:
            result: dict[str, Any] = await answer.json()
            return result

    async def get(self, path: str, **query: Any) -> dict[str, Any]:
        async with self.http.get(f"{self.simulator.url}/sim/{path}", params=query) as answer:
            result: dict[str, Any] = await answer.json()
            return result

    async def idle(self) -> None:
        """Wait until nothing is in flight: what has not come by then does not come."""
        assert (await self.get("idle", timeout=PATIENCE))["idle"] is True

    async def until(self, condition: Callable[[], Awaitable[Any]], step: float = 0.5) -> Any:
        """Let time pass, a step at a time, until the condition holds; return what it returned."""
        while not (held := await condition()):
            self.clock.advance(step)
            await self.get("state")
        return held

    async def restart(self) -> None:
        """Stop the service and start another on the same database, against the same Telegram."""
        await self.stop()
        await self.begin()

    async def stop(self) -> None:
        self.simulator.tick = self.simulator.settled = None
        await self.stack.aclose()

    async def begin(self) -> None:
        self.service = await self.stack.enter_async_context(running(self.settings, self.library, self.clock, self.pace))
        self.simulator.tick, self.simulator.settled = self.service.tick, self.service.settled

    async def rows(self, sql: str) -> list[dict[str, Any]]:
        """Return what the database holds."""
        found = await self.service.services.database.read(lambda on: on.all(sql))
        return [dict(row) for row in found]

    async def execute(self, sql: str) -> None:
        """Change what the database holds, behind the bot's back."""
        await self.service.services.database.write(lambda on: on.execute(sql))

    async def calls(self, method: str) -> list[dict[str, Any]]:
        """Return the calls of one method that reached Telegram, in order."""
        found: list[dict[str, Any]] = (await self.get("outbox", method=method))["calls"]
        return found

    def person(self, user_id: int = 1001) -> Person:
        return Person(self, user_id)


@dataclass
class Person:
    """Somebody in a private chat with the bot."""

    house: House
    user_id: int

    async def says(self, text: str, **more: Any) -> str:
        """Send a message and return what the bot said last, as it is read."""
        await self.house.post("message", user_id=self.user_id, text=text, **more)
        await self.house.idle()
        return await self.reads()

    async def edits(self, message_id: int, text: str) -> str:
        """Change an own message and return what the bot shows then."""
        await self.house.post("edit", user_id=self.user_id, chat_id=self.user_id, message_id=message_id, text=text)
        await self.house.idle()
        return await self.reads()

    async def taps(self, label: str, **more: Any) -> str:
        """Tap a button by its label and return what the bot shows then."""
        result = await self.house.post("callback", user_id=self.user_id, chat_id=self.user_id, label=label, **more)
        assert result["ok"], result
        await self.house.idle()
        return await self.reads()

    async def taps_data(self, data: str) -> str:
        """Tap a button by what it carries, below the bot's last message, and return what the tap is answered with."""
        message = (await self.from_bot())[-1]["message_id"]
        await self.house.post("callback", user_id=self.user_id, chat_id=self.user_id, message_id=message, data=data)
        await self.house.idle()
        answer: str = (await self.house.calls("answerCallbackQuery"))[-1]["params"].get("text", "")
        return answer

    async def sends(self, name: str, content: bytes = b"isi", **more: Any) -> str:
        """Send a file and return what the bot said last, as it is read."""
        fields = {"kind": "document", "file_name": name, "content_base64": b64encode(content).decode(), **more}
        await self.house.post("media", user_id=self.user_id, **fields)
        await self.house.idle()
        return await self.reads()

    async def messages(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.house.get(f"chat/{self.user_id}"))["messages"]
        return found

    async def from_bot(self) -> list[dict[str, Any]]:
        return [message for message in await self.messages() if message["from"]["is_bot"]]

    async def reads(self) -> str:
        """Return the last message of the bot, without what is folded."""
        sent = await self.from_bot()
        return unfolded_text(sent[-1]["html"]) if sent else ""

    async def buttons(self) -> list[str]:
        """Return the labels below the last message of the bot."""
        keyboard = (await self.from_bot())[-1].get("reply_markup", {}).get("inline_keyboard", [])
        return [button["text"] for row in keyboard for button in row]


@cache
def built_in_library() -> Library:
    """Return the built-in content, read once for all tests."""
    return SharedLibrary([built_in_folder()])


EXCERPT = (
    "zi.ambang-nilai",
    "zi.wbk-wbbm",
    "layanan.maklumat",
    "rb.pengertian",
    "layanan.skm-apa",
    "rb.indeks-predikat",
)


@cache
def excerpt_folder() -> Path:
    """Return complete content with a few of the built-in topics, for tests in which it is built again and again."""
    base = built_in_library().index.base
    topics = [base.topics[id] for id in EXCERPT if id in base.topics]
    document = Document(
        sections=tuple(base.sections.values()),
        regulations=tuple(base.regulations.values()),
        topics=tuple(topic.model_copy(update={"related": ()}) for topic in topics),
        smalltalk=tuple(base.smalltalk.values()),
        words=dict(base.words),
    )
    folder = Path(mkdtemp(prefix="klinik-rb-petikan-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    written = yaml.safe_dump(document.model_dump(mode="json", exclude_none=True), allow_unicode=True)
    (folder / "petikan.yaml").write_text(written, "utf-8")
    return folder


@cache
def excerpt_library() -> Library:
    """Return the excerpt, read once for all tests."""
    return Library([excerpt_folder()])


@asynccontextmanager
async def open_house(
    database_url: str,
    clock: ManualClock,
    library: Library | None = None,
    pace: Pace | None = UNPACED,
    **settings: Any,
) -> AsyncIterator[House]:
    """Yield a running house; its content is the excerpt unless another is given."""
    simulator = Simulator(clock, move_clock=clock.move)
    await simulator.start()
    files = Path(mkdtemp(prefix="klinik-rb-berkas-"))
    given = {"telegram_token": TOKEN, "telegram_api_base": simulator.url, "admin_ids": str(ADMIN), **settings}
    read = read_settings(**{"database_url": database_url, "klinik_files_dir": files, **given})
    try:
        async with aiohttp.ClientSession() as http:
            # A copy: what one house is taught must not be known in the next.
            house = House(simulator, read, copy(library or excerpt_library()), clock, http, pace)
            await house.begin()
            try:
                yield house
            finally:
                await house.stop()
    finally:
        await simulator.stop()
        shutil.rmtree(files, ignore_errors=True)
