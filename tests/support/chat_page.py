"""The simulator's chat page as a person uses it, in a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.browser import PHONE, Browser, Page, Screen

ANSWER = ".message.in .bubble"
"""A message of the bot."""


@dataclass
class ChatPage:
    """The page, opened as one of the demo's personas. Each word returns what the bot shows then."""

    page: Page

    async def begins(self) -> str:
        await self.page.tap("#start", "MULAI")
        return await self.hears("Selamat datang")

    async def says(self, text: str, hears: str) -> str:
        await self.page.tap("#input")
        await self.page.type(text)
        await self.page.tap("#send")
        return await self.hears(hears)

    async def taps(self, label: str, hears: str) -> str:
        """Tap a button under the latest message that has it."""
        await self.page.tap(".key", label)
        await self.page.until("!find('[aria-busy]', '')")
        return await self.hears(hears)

    async def attaches(self, kind: str, file: Path, hears: str) -> str:
        """Send a file through the page's dialog, as "Foto" or as "Dokumen"."""
        await self.page.tap("#attach")
        await self.page.tap(".tile", kind)
        await self.page.choose(file)
        await self.page.tap(".send-file .send")
        return await self.hears(hears)

    async def hears(self, text: str) -> str:
        """Wait for a message of the bot with that text."""
        return await self.page.reads(ANSWER, text)


@asynccontextmanager
async def chat_page(
    browser: Browser, url: str, user_id: int, screen: Screen = PHONE, scheme: str = "light"
) -> AsyncIterator[ChatPage]:
    """Yield the page of a simulator, opened as a persona."""
    async with browser.page(f"{url}/#{user_id}", screen) as page:
        await page.prefer(scheme)
        await page.until(f"location.hash === '#{user_id}' && find('#start, .message', '')")
        yield ChatPage(page)
