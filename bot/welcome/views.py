"""What is shown at the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.actions import OpenHelp, OpenShelves
from bot.asking.words import short_date
from bot.markup import bold, escape, italic
from bot.people.standing import Standing
from bot.rights import holds
from bot.view import Button, View
from knowledge.base import KnowledgeBase
from knowledge.schema import Agency

COMMANDS = {
    "tanya": "Ajukan pertanyaan",
    "topik": "Lihat topik menurut bidang",
    "jadwal": "Tenggat dan kalender RB",
    "bantuan": "Cara memakai Klinik RB",
    "tentang": "Tentang layanan ini",
    "batal": "Batalkan yang sedang ditulis",
    "profil": "Unit, peran, dan pilihan Anda",
    "gabung": "Bergabung dengan kode undangan",
    "berhenti": "Berhenti menerima pengumuman",
    "privasi": "Data apa yang disimpan",
    "hapus_data": "Hapus semua data Anda",
    "mulai": "Mulai dari awal",
}
MEMBER_COMMANDS = {"tugas": "Daftar tugas unit Anda", "riwayat": "Perubahan terakhir di unit Anda"}
COORDINATOR_COMMANDS = {
    "pertanyaan": "Pertanyaan yang menunggu dan yang terlewat",
    "daftar": "Buat dan bagikan daftar tugas",
    "verifikasi": "Periksa tugas yang sudah selesai",
    "rekap": "Kemajuan semua unit",
    "ekspor": "Excel, PDF, dan ZIP eviden",
    "siarkan": "Kirim pengumuman",
    "unit": "Unit dan undangannya",
    "anggota": "Anggota, peran, dan permintaan bergabung",
}
GROUP_COMMANDS = ("tanya", "topik", "bantuan")
EXAMPLES = ("brp nilai minimal wbk", "apa itu RB tematik", "skm itu wajib brp kali setahun")


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is greeted: their own id where they may read it, the name the agency was given, what they are in it."""

    person_id: int | None = None
    agency: str = ""
    roles: Sequence[str] = ()
    tasks: bool = False


def welcome_view(base: KnowledgeBase, guest: Guest) -> View:
    """Greet, say what to do first, and print the person's own id."""
    agency = guest.agency or base.agency.name
    name = f" {escape(agency)}" if agency else ""
    own_id = f"\n\nNomor Telegram Anda: <code>{guest.person_id}</code>" if guest.person_id else ""
    return View(
        f"Selamat datang di {bold('Klinik RB')}{name}. 👋\n{_roles(guest)}"
        "Tulis pertanyaan Anda tentang reformasi birokrasi dengan bahasa sehari-hari; "
        "saya jawab beserta sumbernya.\n\n" + _examples() + own_id,
        [[Button("📖 Lihat topik", OpenShelves()), Button("❓ Bantuan", OpenHelp())]],
    )


def _roles(guest: Guest) -> str:
    if not guest.roles:
        return ""
    tasks = " Tugas unit Anda: /tugas" if guest.tasks else ""
    return f"Anda di sini sebagai {bold(', '.join(guest.roles))}.{tasks}\n\n"


def help_view(standing: Standing) -> View:
    """Say how to use the service; whoever has a role reads what comes with it too."""
    listed = {**COMMANDS, **commands_for(standing)}
    commands = "\n".join(f"/{command} – {meaning}" for command, meaning in listed.items())
    return View(
        f"{bold('Cara bertanya')}\nCukup tulis pertanyaannya; singkatan dan salah ketik tidak apa-apa.\n"
        f"{_examples()}\n\n"
        "Bila pertanyaan Anda keliru tulis, ubah saja pesannya: jawaban saya ikut berubah.\n"
        "Jawabannya membantu? Ketuk 👍 atau 👎. Belum terjawab? Ketuk 🙋 Tanya koordinator.\n"
        "Di grup, awali dengan /tanya, sebut nama saya, atau balas pesan saya.\n\n"
        f"{bold('Perintah')}\n{commands}",
        [[Button("📖 Lihat topik", OpenShelves())]],
    )


def commands_for(standing: Standing) -> dict[str, str]:
    """Return the commands that come with somebody's roles."""
    theirs = MEMBER_COMMANDS if holds(standing, "reader") else {}
    return {**theirs, **(COORDINATOR_COMMANDS if standing.coordinator else {})}


def _examples() -> str:
    return "Contoh:\n" + "\n".join(f"• {italic(example)}" for example in EXAMPLES)


def about_view(base: KnowledgeBase, units: int) -> View:
    """Say whose service this is, and what its answers are worth."""
    newest = max(topic.reviewed for topic in base.topics.values())
    served = f" Melayani {units} unit kerja." if units else ""
    return View(
        f"{bold('Klinik RB')} menjawab pertanyaan seputar reformasi birokrasi sepanjang tahun.{served}\n\n"
        f"Saat ini ada {len(base.topics)} topik; pemeriksaan terakhir {short_date(newest)}. "
        "Setiap jawaban menyebut sumber dan status peraturannya. Yang belum diketahui tidak ditebak.\n\n"
        "Jawaban di sini membantu Anda bekerja, tetapi naskah peraturan resmi tetap menjadi pegangan."
        + _contacts(base.agency),
    )


def _contacts(agency: Agency) -> str:
    details = (agency.office, agency.address, agency.hours, agency.phone, agency.email, agency.website)
    lines = [escape(line) for line in (agency.name, *details) if line]
    return "\n\n" + "\n".join(lines) if lines else ""


def privacy_view(message_days: int, question_days: int, conversation: timedelta) -> View:
    """Say what is kept, why, and for how long."""
    minutes = int(conversation.total_seconds() // 60)
    return View(
        f"{bold('Data yang disimpan')}\n"
        f"• Pesan Anda dan balasan kami, paling lama {message_days} hari, agar tidak ada pesan yang hilang.\n"
        f"• Pertanyaan Anda untuk memperbaiki jawaban; setelah {question_days} hari tanpa nomor Telegram Anda.\n"
        f"• Topik terakhir percakapan, dipakai selama {minutes} menit untuk memahami pertanyaan lanjutan "
        "dan dihapus setelah sehari.\n"
        "• Penilaian 👍/👎 dan pertanyaan yang Anda teruskan kepada koordinator; "
        f"setelah {question_days} hari tanpa nomor Telegram Anda. Koordinator tidak melihat siapa penanyanya.\n\n"
        "• Nomor Telegram Anda sejak pertama menulis. Bila Anda bergabung dengan unit: juga nama yang Anda sebut, "
        "unit, dan peran Anda, selama Anda memegangnya.\n"
        "• Siapa mengubah tugas, eviden, unit, dan peran, agar riwayatnya jelas.\n"
        f"• Berkas yang Anda kirim: eviden menjadi milik unit; yang lain dihapus setelah {message_days} hari.\n\n"
        "Nomor telepon dan foto profil tidak kami catat. Koordinator melihat nama anggota unit, bukan nomornya. "
        "Data tidak dibagikan kepada pihak lain di luar pengelola layanan ini.\n\n"
        "Lihat atau ubah: /profil. Hapus semuanya: /hapus_data.\n"
        "Mohon tidak menuliskan data pribadi atau rahasia dalam pertanyaan."
    )


STALE_BUTTON = "Tombol ini sudah kedaluwarsa."

NOT_A_QUESTION = {
    "sticker": "Stikernya bagus. 🙂 Kalau ada pertanyaan, silakan tulis saja.",
    "voice": "Maaf, saya belum bisa mendengarkan suara. Mohon tulis pertanyaan Anda.",
    "picture": "Maaf, saya belum bisa membaca gambar atau berkas. Mohon tulis pertanyaan Anda.",
    "poll": "Saya tidak ikut memilih, ya. Kalau ada pertanyaan tentang RB, silakan tulis.",
    "contact": "Terima kasih, tetapi kontak tidak saya simpan. Silakan tulis pertanyaan Anda.",
    "place": "Terima kasih, tetapi lokasi tidak saya perlukan. Silakan tulis pertanyaan Anda.",
    "other": "Maaf, pesan seperti itu belum saya mengerti. Silakan tulis pertanyaan Anda.",
}


def not_a_question_view(kind: str) -> View:
    """Say kindly what cannot be read, and what to do instead."""
    return View(NOT_A_QUESTION[kind])
