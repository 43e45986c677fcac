"""What everybody is shown of themselves."""

from collections.abc import Sequence

from bot.actions.people import ForgetMe, HandOver, NameOwnUnit, OfferOwnUnits, OpenProfile, RenameOneself, WantNews
from bot.actions.reminding import ReadDaily
from bot.actions.units import OpenUnit
from bot.markup import bold, escape, shorten
from bot.people.issuing import Pass
from bot.people.members import Person
from bot.people.memberships import Membership
from bot.people.paging import arrows
from bot.people.store import Listed, Unit
from bot.people.tokens import shown
from bot.people.words import post_of
from bot.view import Button, View

NAME_PROMPT = View("Dengan nama apa rekan kerja mengenal Anda? (2–60 karakter)")
UNITS_PROMPT = "Di unit mana Anda bekerja? Pilih, atau ketik sebagian namanya."
NO_UNITS = "Belum ada unit yang terdaftar."
NO_MATCH = View("Tidak ada unit yang cocok. Coba kata lain, atau /batal.")
UNIT_GONE = "Unit itu sudah tidak ada."
NOT_FOCAL = "Anda bukan PIC unit itu."
LAST_ONE = View("Anda satu-satunya yang mengurus layanan ini. Tunjuk admin lain dahulu, lalu hapus data Anda.")
BACK = Button("‹ Profil", OpenProfile())


def profile_view(person: Person, own_unit: str | None, held: Sequence[Membership]) -> View:
    """Show what is kept of a person, and what they can change."""
    named = escape(person.name) if person.name else "belum disebut"
    works = f"{escape(own_unit)} (menurut Anda)" if own_unit else "belum disebut"
    roles = ", ".join(escape(post_of(one)) for one in held) or "tidak ada; bertanya terbuka untuk semua"
    news = "ya" if person.wants_news else "tidak"
    return View(
        f"👤 {bold('Profil Anda')}\nNama: {named}\nUnit kerja: {works}\nPeran: {roles}\nMenerima pengumuman: {news}",
        [
            [Button("🏢 Sebut unit kerja", OfferOwnUnits()), Button("✏️ Ubah nama", RenameOneself())],
            [_news_key(person)],
            [_daily_key(person)],
            *([Button(shorten(f"🤝 Serahkan tugas {one.unit}", 60), HandOver(one.unit_id))] for one in _focal(held)),
            [Button("🗑 Hapus data saya", ForgetMe())],
        ],
    )


def _news_key(person: Person) -> Button:
    if person.wants_news:
        return Button("🔕 Berhenti menerima pengumuman", WantNews(0))
    return Button("🔔 Terima pengumuman lagi", WantNews(1))


def _daily_key(person: Person) -> Button:
    if person.reads_daily:
        return Button("🌱 Hentikan perilaku harian", ReadDaily(0))
    return Button("🌱 Terima perilaku BerAKHLAK harian", ReadDaily(1))


def _focal(held: Sequence[Membership]) -> list[Membership]:
    return [one for one in held if one.office == "focal" and one.unit]


def units_view(units: Sequence[Listed], page: int, total: int) -> View:
    """Offer a page of the units."""
    return View(
        UNITS_PROMPT,
        [
            *([Button(shorten(unit.name, 60), NameOwnUnit(unit.id))] for unit in units),
            arrows(page, total, OfferOwnUnits),
            [Button("Tidak disebut", NameOwnUnit(0)), BACK],
        ],
    )


def found_view(units: Sequence[Unit]) -> View:
    """Offer the units that were looked for."""
    return View("Yang mana?", [[Button(shorten(unit.name, 60), NameOwnUnit(unit.id))] for unit in units])


def stopped_view() -> View:
    """Say what does not come any more, and what still does."""
    return View(
        "🔕 Anda tidak lagi menerima pengumuman.\n"
        "Yang tetap datang: jawaban atas pertanyaan Anda, serta pemberitahuan tugas bila Anda PIC.",
        [[Button("🔔 Mulai lagi", WantNews(1))]],
    )


def started_view() -> View:
    """Say that announcements come again."""
    return View("🔔 Anda menerima pengumuman lagi. Untuk berhenti: /berhenti", [[BACK]])


def hand_over_view(made: Pass, unit: str, last_day: str) -> View:
    """Show the code by which a focal person names their successor."""
    text = (
        f"Saya menyerahkan tugas PIC {unit} di Klinik RB kepada Anda. Buka tautan ini di Telegram lalu ketuk "
        f"Mulai (Start): {made.link} — atau kirim /gabung {shown(made.code)} kepada bot."
    )
    return View(
        f"🤝 {bold(f'Serah terima PIC {unit}')}\n"
        f"Kirim teks ini kepada pengganti Anda (ketuk untuk menyalin):\n<code>{escape(text)}</code>\n\n"
        f"Sekali pakai, sampai {last_day}. Begitu koordinator menyetujuinya, peran Anda berakhir; "
        "semua tugas dan eviden tetap milik unit.",
        [[BACK]],
    )


FORGET_QUESTION = View(
    f"🗑 {bold('Hapus semua data Anda?')}\n"
    "Dihapus: nama, unit kerja dan peran Anda, percakapan ini di sistem kami, dan nomor Telegram Anda di mana pun "
    "tercatat. Pertanyaan yang masih menunggu jawaban tidak akan dijawab kepada Anda.\n"
    "Tetap ada, tanpa diri Anda: teks pertanyaan untuk memperbaiki jawaban, serta tugas dan eviden milik unit.\n\n"
    "Ini tidak dapat diurungkan. Riwayat obrolan di aplikasi Telegram Anda hapus sendiri.",
    [[Button("Ya, hapus data saya", ForgetMe(1), style="danger")], [Button("Tidak", OpenProfile())]],
)
FORGOTTEN = View(
    "✅ Data Anda sudah dihapus. Pesan terakhir ini ikut hilang dalam beberapa hari. "
    "Anda tetap boleh bertanya kapan saja; tulis /start untuk mulai dari awal."
)


def left_view(one: Membership) -> View:
    """Tell the coordinators that somebody with a role has left; who it was is forgotten already."""
    return View(
        f"ℹ️ {bold(post_of(one))} berhenti dan menghapus datanya. Tugas dan eviden tetap milik unit.",
        [[Button("🏢 Lihat unitnya", OpenUnit(one.unit_id))]],
    )
