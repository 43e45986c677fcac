"""What coordinators are shown of the items of a checklist, to change them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.editing import (
    AddItems,
    DropItem,
    EditItem,
    MoveItem,
    OpenChecklist,
    OpenItem,
    OpenItems,
    RestoreItem,
    SetItem,
    SetTopic,
    WithdrawItem,
)
from bot.checklists.rounds import Checklist, Item
from bot.markup import bold, escape, italic, shorten
from bot.people.paging import arrows, last_page
from bot.planning.making_views import spread_row
from bot.reports.checklist_sheet import AREA, EVIDENCE, LIMITS, TITLE, TODO, WEIGHTS, WHO
from bot.view import Button, View
from knowledge.schema import Topic

PAGE = 8
LISTED = 60
NO_TOPIC = "-"
OFFSETS = (0, 7, 14, 30, 60)
"""Days before the round is due that are offered."""
LONGEST = {
    "title": LIMITS[TITLE],
    "todo": LIMITS[TODO],
    "evidence": LIMITS[EVIDENCE],
    "area": LIMITS[AREA],
    "who": LIMITS[WHO],
}
SHORTEST = {"title": 3, "area": 1}
"""What may not be left out; the other parts are emptied with a dash."""
PROMPTS = {
    "title": f"Tulis judul butirnya, paling banyak {LONGEST['title']} huruf.",
    "todo": f"Tulis apa yang dikerjakan, paling banyak {LONGEST['todo']} huruf. Tanda - mengosongkannya.",
    "evidence": f"Tulis eviden yang diminta, paling banyak {LONGEST['evidence']} huruf. Tanda - mengosongkannya.",
    "area": f"Tulis areanya, paling banyak {LONGEST['area']} huruf.",
    "who": f"Tulis penanggung jawabnya, mis. PIC unit. Tanda - mengosongkannya ({LONGEST['who']} huruf).",
}
LABELS = {"title": "Judul", "todo": "Langkah", "evidence": "Eviden", "area": "Area", "who": "Penanggung jawab"}
NOT_DAYS = View("Tulis jumlah harinya saja, 0 sampai 366; mis. 14 berarti 14 hari sebelum tenggat.")
NO_SUCH_TOPIC = View("Tidak ada topik yang cocok. Coba kata kunci lain, atau /batal.")
FIRST, LAST = "Butir ini sudah paling atas.", "Butir ini sudah paling bawah."


def items_view(found: Checklist, items: Sequence[Item], page: int) -> View:
    """Show a page of the items of a checklist."""
    page = min(page, last_page(len(items), PAGE))
    shown = items[page * PAGE : (page + 1) * PAGE]
    pages = f", halaman {page + 1} dari {last_page(len(items), PAGE) + 1}" if len(items) > PAGE else ""
    hint = "Ketuk butir untuk mengubahnya. Perubahan langsung terlihat oleh unit." if items else "Belum ada butir."
    return View(
        f"✏️ {bold(found.title)}\n{len(items)} butir{pages}. {hint}",
        [
            *([Button(_label(item), OpenItem(item.id))] for item in shown),
            arrows(page, len(items), lambda number: OpenItems(found.id, number), PAGE),
            [Button("➕ Tambah butir", AddItems(found.id)), Button("‹ Kembali", OpenChecklist(found.id))],
        ],
    )


def _label(item: Item) -> str:
    return shorten(f"{item.position}. {item.title}", LISTED)


@dataclass(frozen=True, slots=True)
class ItemCard:
    """An item with what is shown of it; `page` is where it stands in the list."""

    item: Item
    checklist_id: int
    topic: Topic | None
    page: int
    dropped: bool


def item_view(card: ItemCard) -> View:
    """Show an item and what of it can be changed."""
    item = card.item
    back = [Button("‹ Butir", OpenItems(card.checklist_id, card.page))]
    if card.dropped:
        return View(f"{_text(card)}\n\n🗑 Sudah dihapus dari daftar.", [[_restore(item)], back])
    figures = f"Angka: {'ya' if item.numbers else 'tidak'}"
    edits = [Button(f"✏️ {label}", EditItem(item.id, part)) for part, label in LABELS.items()]
    return View(
        _text(card),
        [
            edits[:2],
            edits[2:4],
            [edits[4], Button(f"⚖️ Bobot {item.weight}", EditItem(item.id, "weight"))],
            [Button("📅 Hari", EditItem(item.id, "due")), Button("❓ Topik", EditItem(item.id, "topic"))],
            [Button(f"🔢 {figures}", SetItem(item.id, "numbers", int(not item.numbers)))],
            [
                Button("⬆️ Naik", MoveItem(item.id, 1)),
                Button("⬇️ Turun", MoveItem(item.id, 0)),
                Button("🗑 Hapus", DropItem(item.id)),
            ],
            back,
        ],
    )


def _restore(item: Item) -> Button:
    return Button("↩️ Pulihkan", RestoreItem(item.id))


def _text(card: ItemCard) -> str:
    item = card.item
    figures = "target, realisasi, satuan, anggaran, kendala" if item.numbers else "tanpa angka"
    lines = [
        f"{bold(f'{item.position}. {item.title}')}\n{escape(item.area)} · bobot {item.weight}",
        f"📅 {before_due(-item.due_offset)}",
        _part("Langkah", item.todo),
        _part("Eviden", item.evidence),
        _part("Penanggung jawab", item.who),
        _part("Topik penjelas", card.topic.title if card.topic else ""),
        f"{bold('Angka')}: {figures}",
    ]
    return "\n".join(lines)


def _part(label: str, text: str) -> str:
    return f"{bold(label)}: {escape(text) if text else italic('belum diisi')}"


def before_due(days: int) -> str:
    """Return when an item is due: "14 hari sebelum tenggat"."""
    return f"{days} hari sebelum tenggat" if days else "Tepat pada tenggat"


def text_prompt(item: Item, part: str) -> View:
    """Ask for another wording of a part of an item."""
    now = getattr(item, part)
    return View(f"{PROMPTS[part]}\n\nSekarang: {escape(now) if now else italic('belum diisi')}")


def length_view(part: str, length: int) -> View:
    """Say how long a part may be."""
    return View(f"Panjangnya {length} huruf. {PROMPTS[part]}")


def weights_view(item: Item) -> View:
    """Offer the weights."""
    buttons = [Button(str(weight), SetItem(item.id, "weight", weight)) for weight in WEIGHTS]
    return View(
        f"Bobot {bold(item.title)} sekarang {item.weight}. 1 ringan, 5 menentukan.",
        [buttons, [Button("‹ Kembali", OpenItem(item.id))]],
    )


def days_view(item: Item) -> View:
    """Offer the days before the round is due, and ask for another number."""
    buttons = [Button("Tepat" if not days else f"{days} hari", SetItem(item.id, "due", days)) for days in OFFSETS]
    return View(
        f"{bold(item.title)} sekarang: {before_due(-item.due_offset).lower()}.\n"
        "Berapa hari sebelum tenggat butir ini harus selesai? Pilih, atau tulis angkanya.",
        [buttons, [Button("‹ Kembali", OpenItem(item.id))]],
    )


def topic_prompt(item: Item) -> View:
    """Ask for words to look for a topic with."""
    return View(
        f"Topik mana yang menjelaskan {bold(item.title)}? Tulis kata kuncinya, mis. ambang wbk.",
        [[Button("Tanpa topik", SetTopic(item.id, NO_TOPIC))], [Button("‹ Kembali", OpenItem(item.id))]],
    )


def topics_view(item: Item, topics: Sequence[Topic]) -> View:
    """Offer topics to explain an item."""
    return View(
        f"Pilih topik untuk {bold(item.title)}, atau tulis kata kunci lain.",
        [
            *([Button(topic.title, SetTopic(item.id, topic.key))] for topic in topics),
            [Button("Tanpa topik", SetTopic(item.id, NO_TOPIC)), Button("‹ Kembali", OpenItem(item.id))],
        ],
    )


def dropped_view(card: ItemCard, untouched: int, touched: int) -> View:
    """Say that an item is off the checklist, and offer to take it from the units that have not begun."""
    item = card.item
    stays = f"\n{touched} unit sudah mulai mengerjakannya; butir itu tetap ada pada mereka." if touched else ""
    asked = f"\n{untouched} unit belum mulai. Cabut juga dari mereka?" if untouched else ""
    rows = [[Button(f"Ya, cabut dari {untouched} unit", WithdrawItem(item.id))]] if untouched else []
    return View(
        f"🗑 Butir {bold(item.title)} dihapus dari daftar.{stays}{asked}",
        [*rows, [_restore(item)], [Button("‹ Butir", OpenItems(card.checklist_id, card.page))]],
    )


def withdrawn_view(card: ItemCard, gone: int) -> View:
    """Say from how many tasks an item was taken."""
    return View(
        f"🗑 Butir {bold(card.item.title)} dicabut dari {gone} tugas unit.",
        [[_restore(card.item)], [Button("‹ Butir", OpenItems(card.checklist_id, card.page))]],
    )


def restored_view(card: ItemCard, units: int) -> View:
    """Offer to give a restored item to the units that lack it."""
    ids = (card.item.id, card.item.id)
    return View(
        f"↩️ Butir {bold(card.item.title)} kembali ke daftar. Tambahkan juga ke {units} unit di periode yang terbuka?",
        [spread_row(card.checklist_id, ids, units), [Button("Tidak, lihat butirnya", OpenItem(card.item.id))]],
    )
