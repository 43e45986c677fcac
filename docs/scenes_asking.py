"""Asking, rating, handing on, and what coordinators answer."""

from docs.scenes import ASN, COORDINATOR, FOCAL, Scene, Story, begin
from tests.support.browser import DESK
from tests.support.chat_page import ChatPage


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
    await chat.says("papan janji depan pintu", hears="dengan kata lain")
    await hand_on(chat)


async def choose_topic(chat: ChatPage) -> None:
    """Look for the topic that answers it."""
    await chat.taps("📎 Tautkan ke topik", hears="Topik mana yang menjawab")
    await chat.taps("🔎 Cari topik lain", hears="Tulis kata kunci")
    await chat.says("maklumat pelayanan", hears="Topik mana yang menjawab")


async def ask_much(chat: ChatPage) -> None:
    """Ask several things that nobody has answered yet."""
    await chat.begins()
    await chat.says("template laporan klinik rb di kabupaten kami", hears="dengan kata lain")
    await hand_on(chat)
    await chat.says("narasumber klinik rb boleh dari luar kabupaten?", hears="dengan kata lain")
    await chat.says("batas setor bukti renaksi ke bagian organisasi", hears="Jadwal rapat")


async def overview(chat: ChatPage) -> None:
    """See what waits."""
    await chat.says("/pertanyaan", hears="Menunggu")


async def see_missed(chat: ChatPage) -> None:
    """See what got no answer."""
    await chat.taps("Terlewat", hears="belum terjawab")


STORIES: tuple[Story, ...] = (
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
