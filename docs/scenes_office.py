"""Tasks and their evidence, invitations, the recap, handing out, the schedule, reminders and announcements."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from docs.scenes import ASN, COORDINATOR, FOCAL, HEAD, OTHER_FOCAL, Scene, Story, begin
from tests.support.chat_page import ChatPage

ROUND = "Renaksi RB per triwulan"
REPORT = "target-triwulan-iv.pdf"
LINK = re.compile(r"start=(\S+)")
ANNOUNCEMENT = (
    "Rapat koordinasi RB: Jumat 27 November pukul 09.00 di Aula Bagian Organisasi. "
    "Mohon PIC membawa capaian triwulan IV."
)


async def open_tasks(chat: ChatPage) -> None:
    """Open the unit's list."""
    await chat.begins()
    await chat.says("/tugas", hears="Pilih daftar")
    await chat.taps(ROUND, hears="lewat tenggat")


async def open_task(chat: ChatPage) -> None:
    """Open one of its items."""
    await chat.taps("2. Catat target", hears="Belum ada eviden")


async def attach(chat: ChatPage) -> None:
    """Attach a file to it."""
    await chat.taps("📎 Tambah eviden", hears="Kirim berkas")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / REPORT
        report.write_bytes(b"%PDF-1.4\n" + bytes(64_000))
        await chat.attaches("Dokumen", report, hears="Tersimpan untuk butir 2")


async def verify(chat: ChatPage) -> None:
    """Look at what waits for the coordinator's judgement."""
    await chat.begins()
    await chat.says("/verifikasi", hears="menunggu")


async def open_units(chat: ChatPage) -> None:
    """See the units, and who has joined."""
    await chat.begins()
    await chat.says("/unit", hears="halaman 1")


@dataclass
class Invitation:
    """A unit's invitation on its way from the coordinator to whoever is invited."""

    payload: str = ""

    async def make(self, chat: ChatPage) -> None:
        """Have the unit's link and QR code made."""
        await chat.taps("🔎 Cari", hears="Ketik sebagian nama")
        await chat.says("dishub", hears="yang cocok")
        await chat.taps("Dinas Perhubungan", hears="Tidak ada undangan terbuka")
        shown = await chat.taps("✉️ Undang", hears="Teks siap kirim")
        self.payload = LINK.findall(shown)[-1]
        await show_whole(chat)

    async def follow(self, chat: ChatPage) -> None:
        """Ask to join by it."""
        await chat.begins()
        await chat.says(f"/start {self.payload}", hears="Dengan nama apa")
        await chat.taps("Pakai nama", hears="dikirim kepada koordinator")


async def see_request(chat: ChatPage) -> None:
    """See who wants to join."""
    await chat.hears("Permintaan bergabung")


async def open_recap(chat: ChatPage) -> None:
    """See how all units stand."""
    await chat.begins()
    await chat.says("/rekap", hears="Rekap semua daftar")
    await chat.taps(ROUND, hears="Yang perlu dilakukan")
    await show_whole(chat)


async def see_map(chat: ChatPage) -> None:
    """Have the map of units and areas drawn."""
    await chat.taps("🗺 Peta", hears="Peta kemajuan")
    await see_picture(chat)


async def see_page(chat: ChatPage) -> None:
    """Have the page for the leader drawn."""
    await chat.taps("📄 Satu halaman", hears="Ringkasan")
    await see_picture(chat)


async def show_whole(chat: ChatPage) -> None:
    """Show the latest message from its beginning, once its picture is there."""
    await chat.page.until("[...document.images].every((image) => image.complete)")
    await chat.page.evaluate("find('.message.in', '').scrollIntoView()")


async def see_picture(chat: ChatPage) -> None:
    """Open the latest picture, as one would to read it."""
    await chat.page.tap(".photo")
    await chat.page.until("find('.viewer img', '')?.complete")


async def open_plans(chat: ChatPage) -> None:
    """See the checklists that are handed out."""
    await chat.begins()
    await chat.says("/daftar", hears="terbuka")


async def hand_out(chat: ChatPage) -> None:
    """Make a checklist from a template, up to the preview of handing it out."""
    await chat.taps("➕ Daftar baru", hears="Dari mana isinya?")
    await chat.taps("📚 Pilih templat", hears="Pilih satu")
    await chat.taps("SPIP OPD setahun", hears="Lazimnya untuk")
    await chat.taps("✅ Pakai templat ini", hears="Daftar dibuat")
    await chat.taps("📨 Bagikan ke unit", hears="Untuk periode apa?")
    await chat.taps("Tahun 2027", hears="Kapan tenggatnya?")
    await chat.says("akhir oktober 2027", hears="Tenggat")
    await chat.taps("Pakai Jumat", hears="Unit mana saja?")
    await chat.taps("⬜ OPD", hears="27 unit")
    await chat.taps("Lanjut", hears="513 tugas")


async def open_schedule(chat: ChatPage) -> None:
    """See the deadlines."""
    await chat.begins()
    await chat.says("/jadwal", hears="Jadwal tenggat")


async def see_year(chat: ChatPage) -> None:
    """Have the year drawn."""
    await chat.taps("📅 Kalender", hears="Kalender tenggat")
    await see_picture(chat)


async def compose(chat: ChatPage) -> None:
    """Write an announcement."""
    await chat.begins()
    await chat.says("/siarkan", hears="Kirim isinya")
    await chat.says(ANNOUNCEMENT, hears="belum dikirim")
    await chat.taps("☑️ Minta tanda baca", hears="diminta mengetuk")


async def send(chat: ChatPage) -> None:
    """Send it, and see how far it is."""
    await chat.taps("📨 Kirim", hears="Kirim sekarang")
    await chat.taps("📨 Ya, kirim", hears="Pengumuman")
    await pass_time(chat, "+1 jam")
    await chat.hears("Pengumuman selesai dikirim")


async def be_reminded(chat: ChatPage) -> None:
    """Let a day pass, on the morning of which the reminder comes."""
    await chat.begins()
    await pass_time(chat, "+1 hari")
    await pass_time(chat, "+1 jam")  # past the quiet hour of lunch
    await chat.hears("Pengingat")


async def pass_time(chat: ChatPage, step: str) -> None:
    """Move the clock on the page, as anybody may do there."""
    await chat.page.tap("#clock-button")
    await chat.page.tap(".sheet .step", step)
    await chat.page.until("!find('.sheet .step', '').disabled")
    await chat.page.tap(".sheet [aria-label=Tutup]")


INVITATION = Invitation()
STORIES: tuple[Story, ...] = (
    (Scene(FOCAL, open_tasks, "tugas"), Scene(FOCAL, open_task, "butir"), Scene(FOCAL, attach, "eviden")),
    (Scene(COORDINATOR, verify, "verifikasi"),),
    (
        Scene(COORDINATOR, open_recap, "rekap"),
        Scene(COORDINATOR, see_map, "peta"),
        Scene(COORDINATOR, see_page, "halaman"),
    ),
    (Scene(COORDINATOR, open_plans, "daftar"), Scene(COORDINATOR, hand_out, "bagikan")),
    (Scene(COORDINATOR, open_schedule, "jadwal"), Scene(COORDINATOR, see_year, "kalender")),
    (
        Scene(ASN, begin),
        Scene(FOCAL, begin),
        Scene(OTHER_FOCAL, begin),
        Scene(HEAD, begin),
        Scene(COORDINATOR, compose, "siarkan"),
        Scene(COORDINATOR, send, "siaran"),
    ),
    (
        Scene(COORDINATOR, open_units, "unit"),
        Scene(COORDINATOR, INVITATION.make, "undangan"),
        Scene(ASN, INVITATION.follow),
        Scene(COORDINATOR, see_request, "setujui"),
    ),
    (Scene(FOCAL, be_reminded, "pengingat"),),
)
