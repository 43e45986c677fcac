"""`make shots`: plays short scenes on the demo's chat page and keeps pictures of them for the documents."""

import asyncio
import os
import struct
import sys
import zlib
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

# Before the library is imported: with it, durations come as timedelta and no warning is given.
os.environ.setdefault("PTB_TIMEDELTA", "1")

import aiohttp

from bot.demo import demo
from bot.terminal import tell
from tests.support.browser import DESK, PHONE, PROGRAM, Browser, Page, Screen, has_browser, open_browser
from tests.support.chat_page import ChatPage, chat_page

FOLDER = Path(__file__).parent / "gambar"
MORNING = datetime.fromisoformat("2026-11-23T08:10:00+07:00")
"""A working day's, so that the pictures do not tell when they were taken."""
APART = timedelta(minutes=40)
"""Between two stories: longer than the bot keeps a subject in mind, or waits for what it asked to be written."""
LARGEST = 250_000
"""Bytes of a picture: they are read on the phones of the field, too."""
INSTALL = "Pasang dahulu: apt install chromium fonts-noto-color-emoji"
ASN, FOCAL, COORDINATOR = 1001, 1002, 1003

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


@dataclass(frozen=True)
class Scene:
    """What is played, by whom, and how it is shown; without a picture's name it only leads on to the next."""

    user_id: int
    play: Callable[[ChatPage], Awaitable[object]]
    picture: str = ""
    screen: Screen = PHONE


async def begin(chat: ChatPage) -> None:
    """Open the conversation."""
    await chat.begins()


async def ask(chat: ChatPage) -> None:
    """Ask in everyday words, with abbreviations."""
    await chat.begins()
    await chat.says("spip terintegrasi tuh apa", hears="📚")


async def dislike(chat: ChatPage) -> None:
    """Say that the answer was not what was needed."""
    await chat.taps("👎", hears="Apa yang kurang")


async def be_asked_back(chat: ChatPage) -> None:
    """Ask something that means several things."""
    await chat.begins()
    await chat.says("rencana aksi", hears="Maksud Anda yang mana?")


async def browse(chat: ChatPage) -> None:
    """Go from the fields to one of them."""
    await chat.begins()
    await chat.says("/topik", hears="Pilih bidang")
    await chat.taps("Zona Integritas", hears="Halaman 1")


async def ask_the_unknown(chat: ChatPage) -> None:
    """Ask what only the agency can know."""
    await chat.begins()
    await chat.says("brp honor fasilitator klinik rb di kabupaten kami", hears="belum tahu")


async def hand_on(chat: ChatPage) -> None:
    """Hand the question above on to the coordinators."""
    await chat.taps("🙋 Tanya koordinator", hears="Diteruskan kepada koordinator")


async def see_card(chat: ChatPage) -> None:
    """See, as a coordinator, what was handed on."""
    await chat.hears("Belum ada yang menjawab")


async def write_reply(chat: ChatPage) -> None:
    """Undertake to answer, and write."""
    await chat.taps("✍️ Saya jawab", hears="Silakan tulis jawaban")
    await chat.says(
        "Honornya mengikuti standar biaya umum kabupaten. Daftarnya dapat diminta di Bagian Organisasi.",
        hears="akan dikirim",
    )


async def send_reply(chat: ChatPage) -> None:
    """Send what was written."""
    await chat.taps("📨 Kirim", hears="Dijawab oleh Anda")


async def read_reply(chat: ChatPage) -> None:
    """Read, as the asker, what the coordinator wrote."""
    await chat.hears("Jawaban koordinator")


async def keep_answer(chat: ChatPage) -> None:
    """Make the reply one of the agency's own answers, and name its source."""
    await chat.taps("💾 Simpan sebagai jawaban instansi", hears="Bot sudah memakainya")
    await chat.taps("Ubah sumber", hears="Tulis sumbernya")
    await chat.says("Peraturan Bupati tentang standar biaya umum", hears="Sumber: Peraturan Bupati")


async def hand_on_in_odd_words(chat: ChatPage) -> None:
    """Ask for what the clinic knows, in words that it does not know, and hand it on."""
    await chat.begins()
    await chat.says("kertas janji di meja loket", hears="Maksud Anda yang mana?")
    await hand_on(chat)


async def choose_topic(chat: ChatPage) -> None:
    """Look for the topic that answers it."""
    await chat.taps("📎 Tautkan ke topik", hears="Topik mana yang menjawab")
    await chat.taps("🔎 Cari topik lain", hears="Tulis kata kunci")
    await chat.says("maklumat pelayanan", hears="Topik mana yang menjawab")


async def ask_much(chat: ChatPage) -> None:
    """Ask several things that nobody has answered yet."""
    await chat.begins()
    await chat.says("template laporan klinik rb di kabupaten kami", hears="belum tahu")
    await hand_on(chat)
    await chat.says("narasumber klinik rb boleh dari luar kabupaten?", hears="Klinik RB")
    await chat.says("batas setor bukti renaksi ke bagian organisasi", hears="Jadwal rapat")


async def overview(chat: ChatPage) -> None:
    """See what waits."""
    await chat.says("/pertanyaan", hears="Menunggu")


async def see_missed(chat: ChatPage) -> None:
    """See what got no answer."""
    await chat.taps("Terlewat", hears="belum terjawab")


STORIES = (
    (Scene(ASN, begin, "mulai"),),
    (Scene(ASN, ask, "jawaban"), Scene(ASN, dislike, "penilaian")),
    (Scene(ASN, be_asked_back, "pilihan"),),
    (Scene(FOCAL, browse, "topik"),),
    (Scene(COORDINATOR, be_asked_back, "desktop", screen=DESK),),
    (
        Scene(COORDINATOR, begin),
        Scene(ASN, hand_on_in_odd_words),
        Scene(COORDINATOR, choose_topic, "tautkan"),
    ),
    (
        Scene(COORDINATOR, begin),
        Scene(FOCAL, ask_much),
        Scene(COORDINATOR, overview, "pertanyaan"),
        Scene(COORDINATOR, see_missed, "terlewat"),
    ),
    (
        Scene(COORDINATOR, begin),
        Scene(ASN, ask_the_unknown, "belum-tahu"),
        Scene(ASN, hand_on, "diteruskan"),
        Scene(COORDINATOR, see_card, "kartu"),
        Scene(COORDINATOR, write_reply, "pratinjau"),
        Scene(COORDINATOR, send_reply),
        Scene(ASN, read_reply, "dijawab"),
        Scene(COORDINATOR, keep_answer, "jawaban-instansi"),
    ),
)
"""Each is played in a world of its own, scene by scene."""


async def shoot_all() -> None:
    """Play every story on the demo and write the pictures of its scenes."""
    FOLDER.mkdir(exist_ok=True)
    async with demo(0) as simulator, open_browser() as browser:
        for number, story in enumerate(STORIES):
            await _start_over(simulator.url, MORNING + number * APART)
            for scene in story:
                picture = await shoot(browser, simulator.url, scene)
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
