"""What is shown while a checklist is made: from a template, from Excel, or line by line."""

from collections import Counter
from collections.abc import Sequence

from bot.actions import CloseDialogue
from bot.actions.editing import (
    NewChecklist,
    OfferTemplates,
    OpenChecklist,
    OpenTemplate,
    SaveChecklist,
    SendChecklistTemplate,
    SpreadItems,
    UseTemplate,
    WriteChecklist,
)
from bot.checklists.rounds import Checklist, Item
from bot.markup import bold, escape, folded, italic, shorten
from bot.people.paging import arrows, last_page
from bot.people.words import KIND_NAMES
from bot.planning.desk_views import TO_PLANS
from bot.planning.lines import ReadItems, RowFault
from bot.reports.checklist_sheet import AREA, LIMITS, TITLE
from bot.view import Button, View
from knowledge.base import KnowledgeBase
from knowledge.schema import Checklist as Template

PAGE = 8
FAULTS_SHOWN = 15
LONGEST_FAULT = 160
ITEMS_SHOWN = 1500
"""Letters of the items of a template: the list of them may fill a message by itself."""
SOURCES_SHOWN = 5
PERIODS = {"triwulan": "tiap triwulan", "semester": "tiap semester", "tahunan": "tiap tahun"}
CANCEL = Button("Batal", CloseDialogue())

WAYS = View(
    f"➕ {bold('Daftar baru')}\nDari mana isinya? Semuanya masih dapat diubah sebelum dibagikan.",
    [
        [Button("📚 Pilih templat", OfferTemplates())],
        [Button("📄 Dari Excel", SendChecklistTemplate())],
        [Button("✍️ Tulis sendiri", WriteChecklist())],
        [TO_PLANS],
    ],
)
TITLE_PROMPT = View("Apa judul daftarnya? Tulis 3–60 huruf, mis. Persiapan evaluasi RB.")
TITLE_LENGTH = View("Judulnya 3–60 huruf. Silakan tulis sekali lagi.")
TEMPLATE_CAPTION = "Isi templat ini, satu baris satu butir, lalu kirim kembali ke sini. Nama berkasnya menjadi judul."
WAITING_FOR_FILE = View("Saya menunggu berkas Excel (.xlsx) yang sudah diisi. Kirim berkasnya di sini.", [[CANCEL]])
READING = View("📄 Berkas diterima, sedang dibaca…")
NOT_HAD = View("Berkasnya tidak dapat diambil dari Telegram. Mohon kirim sekali lagi.")
SAVED_ALREADY = "Daftar ini sudah disimpan, atau sudah terlalu lama. Kirim lagi bila perlu."
NO_TEMPLATES = "Belum ada templat."
MADE = "✅ Daftar dibuat. Periksa butirnya bila perlu, lalu bagikan."
THERE_ALREADY = "Daftar dari templat ini sudah ada dan belum dibagikan."


def templates_view(templates: Sequence[Template], page: int) -> View:
    """Show a page of the templates."""
    page = min(page, last_page(len(templates), PAGE))
    shown = templates[page * PAGE : (page + 1) * PAGE]
    return View(
        f"📚 {bold('Templat daftar')}\nPilih satu untuk melihat isinya." if templates else NO_TEMPLATES,
        [
            *([Button(f"{shorten(one.title, 48)} · {len(one.items)} butir", OpenTemplate(one.key))] for one in shown),
            arrows(page, len(templates), OfferTemplates, PAGE),
            [Button("‹ Kembali", NewChecklist())],
        ],
    )


def template_view(template: Template, base: KnowledgeBase) -> View:
    """Show a template: what it is about, for whom, its areas and items, and what it rests on."""
    areas = Counter(item.area for item in template.items)
    told = "\n".join(f"• {escape(area)} ({many})" for area, many in areas.items())
    kinds = ", ".join(KIND_NAMES[kind] for kind in template.kinds)
    names = dict.fromkeys(base.regulations[source.regulation].name for source in template.sources)
    sources = "\n".join(f"• {escape(shorten(name, 120))}" for name in list(names)[:SOURCES_SHOWN])
    return View(
        f"📚 {bold(template.title)}\n{escape(template.about)}\n\n"
        f"{len(template.items)} butir, dipakai {PERIODS[template.period]}. Lazimnya untuk: {kinds}.\n\n"
        f"{bold('Area')}\n{told}\n\n{bold('Butir')}\n{folded(_items(template))}\n{bold('Sumber')}\n{sources}",
        [
            [Button("✅ Pakai templat ini", UseTemplate(template.key), style="success")],
            [Button("‹ Templat lain", OfferTemplates())],
        ],
    )


def _items(template: Template) -> str:
    lines = [f"{number}. {item.title}" for number, item in enumerate(template.items, 1)]
    return escape(shorten("\n".join(lines), ITEMS_SHOWN))


def items_prompt(found: Checklist) -> View:
    """Ask for items, a line each."""
    there = f" Sekarang ada {found.items} butir." if found.items else ""
    return View(
        f"✍️ {bold(found.title)}\nTulis butirnya, satu baris satu butir; boleh banyak baris sekaligus:\n"
        "<code>Area: butir</code>\n\nContoh:\n"
        "<code>Perencanaan: Susun rencana aksi\nPerencanaan: Tetapkan target\nPelaporan: Unggah laporan</code>\n\n"
        f"Area paling banyak {LIMITS[AREA]} huruf, butir {LIMITS[TITLE]} huruf.{there}",
        [[Button("✅ Sudah", OpenChecklist(found.id))]],
    )


def added_view(checklist_id: int, read: ReadItems, total: int, ids: tuple[int, int], units: int) -> View:
    """Say which items were added, what is wrong with the other lines, and offer them to the units of open rounds."""
    text = f"{len(read.items)} butir ditambahkan, jumlahnya {total}." if read.items else "Belum ada yang ditambahkan."
    done = [Button("✅ Sudah", OpenChecklist(checklist_id))]
    rows = [spread_row(checklist_id, ids, units), done] if units else [done]
    asked = f"\n{_spread_question(units)}" if units else ""
    return View(f"{text}{_listed(read.faults)}{asked}\n{italic('Tulis lagi, atau ketuk Sudah.')}", rows)


def _spread_question(units: int) -> str:
    return f"Daftar ini sedang dipakai. Tambahkan juga ke {units} unit di periode yang terbuka?"


def spread_row(checklist_id: int, ids: tuple[int, int], units: int) -> list[Button]:
    """Return the button that gives items to the units of the open rounds."""
    return [Button(f"Ya, tambahkan ke {units} unit", SpreadItems(checklist_id, *ids))]


def _listed(faults: Sequence[RowFault]) -> str:
    lines = [escape(shorten(_line(fault), LONGEST_FAULT)) for fault in faults[:FAULTS_SHOWN]]
    rest = f"\n… dan {len(faults) - FAULTS_SHOWN} lagi." if len(faults) > FAULTS_SHOWN else ""
    return "\n\n" + "\n".join(f"• {line}" for line in lines) + rest + "\n" if lines else ""


def _line(fault: RowFault) -> str:
    return f"Baris {fault.row}: {fault.message}" if fault.row else fault.message


def dry_run_view(title: str, items: Sequence[Item], faults: Sequence[RowFault], draft: int) -> View:
    """Show what was read from a file, and everything that is wrong with it."""
    rows = len({fault.row for fault in faults if fault.row})
    areas = ", ".join(f"{area} ({many})" for area, many in Counter(item.area for item in items).items())
    wrong = f", {rows} baris perlu diperbaiki" if rows else ""
    text = (
        f"{bold('Hasil pemeriksaan')} (belum disimpan)\nJudul: {bold(title)}\n"
        f"{len(items)} butir{wrong}{f'. Area: {escape(shorten(areas, 600))}' if areas else ''}{_listed(faults)}"
    )
    again = [Button("Perbaiki lalu kirim lagi", SendChecklistTemplate())]
    if not items:
        return View(text, [again, [CANCEL]])
    save = SaveChecklist(draft)
    if not faults:
        return View(text, [[Button(f"💾 Simpan {len(items)} butir", save, style="success")], [CANCEL]])
    return View(text, [again, [Button(f"Simpan {len(items)} yang benar saja", save)], [CANCEL]])
