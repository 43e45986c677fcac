"""`make shots`: plays short scenes on the demo's chat page and keeps pictures of them for the documents."""

import asyncio
import os
import struct
import sys
import zlib
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from pathlib import Path

# Before the library is imported: with it, durations come as timedelta and no warning is given.
os.environ.setdefault("PTB_TIMEDELTA", "1")

import aiohttp

from bot.demo import demo
from bot.terminal import tell
from docs import scenes_asking, scenes_office
from docs.scenes import Scene, Story
from tests.support.browser import PROGRAM, Browser, Page, has_browser, open_browser
from tests.support.chat_page import chat_page

FOLDER = Path(__file__).parent / "gambar"
MORNING = datetime.fromisoformat("2026-11-23T08:10:00+07:00")
"""A working day's, so that the pictures do not tell when they were taken."""
CHAPTERS: tuple[tuple[datetime, tuple[Story, ...]], ...] = (
    (MORNING, scenes_asking.STORIES),
    (MORNING + timedelta(days=1), scenes_office.STORIES),
)
APART = timedelta(minutes=40)
"""Between two stories: longer than the bot keeps a subject in mind, or waits for what it asked to be written."""
LARGEST = 250_000
"""Bytes of a picture: they are read on the phones of the field, too."""
INSTALL = "Pasang dahulu: apt install chromium fonts-noto-color-emoji"

PIXELS = """
const image = new Image();
image.src = "data:image/png;base64,IMAGE";
await image.decode();
const { width, height } = image;
const brush = new OffscreenCanvas(width, height).getContext("2d");
brush.drawImage(image, 0, 0);
const pixels = new Uint8Array(brush.getImageData(0, 0, width, height).data.buffer).toBase64();
return { width, height, pixels };
"""
ROUNDED = bytes(value & 0xFE | value >> 7 for value in range(256))


class ShotError(Exception):
    """A picture that must not be kept."""


async def shoot_all() -> None:
    """Play every story on the demo and write the pictures of its scenes."""
    FOLDER.mkdir(exist_ok=True)
    async with demo(0, MORNING) as simulator, open_browser() as browser:
        for morning, stories in CHAPTERS:
            for number, story in enumerate(stories):
                await _start_over(simulator.url, morning + number * APART)
                await _play(browser, simulator.url, story)


async def _play(browser: Browser, url: str, story: Story) -> None:
    for scene in story:
        picture = await shoot(browser, url, scene)
        if scene.picture:
            _keep(FOLDER / f"{scene.picture}.png", picture)


async def _start_over(url: str, moment: datetime) -> None:
    async with aiohttp.ClientSession(url, raise_for_status=True) as http:
        await http.post("/sim/reset", json={})
        await http.post("/sim/clock", json={"to": moment.isoformat()})


async def shoot(browser: Browser, url: str, scene: Scene) -> bytes:
    """Play a scene and return its picture as PNG. Raises ShotError for whatever the page complained of."""
    async with chat_page(browser, url, scene.user_id, scene.screen) as chat:
        await scene.play(chat)
        await chat.page.until("!find('.toast', '')")
        await chat.page.evaluate("document.activeElement.blur(); await frame(); await frame();")
        shot = await chat.page.screenshot()
        if chat.page.complaints:
            raise ShotError(f"{scene.picture or scene.play.__name__}: {chat.page.complaints}")
    async with browser.page("about:blank") as blank:
        return await _packed(blank, shot)


async def _packed(blank: Page, shot: bytes) -> bytes:
    """Return a PNG about half as large: the browser packs in haste, and dithers the wallpaper.

    The lowest bit of a colour, which nobody sees, is given up: the dither lives in it.
    """
    image = await blank.evaluate(PIXELS.replace("IMAGE", b64encode(shot).decode()))
    colours = bytearray(b64decode(image["pixels"]).translate(ROUNDED))
    del colours[3::4]  # a screen is opaque
    return _png(image["width"], image["height"], bytes(colours))


def _png(width: int, height: int, colours: bytes) -> bytes:
    """Return a PNG of red, green, blue bytes; unfiltered rows pack best for flat surfaces with letters on them."""
    row = 3 * width
    rows = b"".join(b"\0" + colours[start : start + row] for start in range(0, len(colours), row))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _keep(file: Path, picture: bytes) -> None:
    if len(picture) > LARGEST:
        raise ShotError(f"{file.name}: {len(picture)} bytes, more than {LARGEST}")
    file.write_bytes(picture)
    tell(f"{file.name}: {len(picture) // 1000} KB")


def main() -> int:
    """Take the pictures; return 1 when there is no browser to take them with."""
    if not has_browser():
        tell(f"Gambar diambil dengan peramban {PROGRAM}, yang belum ada di komputer ini. {INSTALL}")
        return 1
    asyncio.run(shoot_all())
    return 0


if __name__ == "__main__":
    sys.exit(main())
