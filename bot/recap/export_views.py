"""What can be taken out of the chat: the files of a round, and the evidence of its units."""

from collections.abc import Sequence

from bot.actions.recap import OpenExport, OpenExports, OpenParcels, OpenRecap, SendParcels, SendRecapFile
from bot.checklists.rounds import Round
from bot.checklists.words import named_day
from bot.markup import bold, escape, shorten
from bot.people.paging import PAGE, arrows, last_page
from bot.people.store import Unit
from bot.recap.store import Attached
from bot.reports.parcels import Volumes
from bot.view import Button, View

NO_ROUNDS = View("Belum ada daftar tugas yang dapat diekspor.")
BEING_MADE = "Sedang disiapkan; berkasnya segera dikirim."


def exports_view(rounds: Sequence[Round], page: int) -> View:
    """Offer the rounds that can be exported."""
    page = min(page, last_page(len(rounds)))
    shown = rounds[page * PAGE : (page + 1) * PAGE]
    rows = [[Button(f"{one.name}{' (ditutup)' if one.closed else ''}", OpenExport(one.id))] for one in shown]
    return View(f"{bold('Ekspor')}\nPilih daftarnya.", [*rows, arrows(page, len(rounds), OpenExports)])


def export_view(round_: Round, alone: bool) -> View:
    """Offer what a round can be exported as."""
    text = (
        f"{bold('Ekspor')} · {escape(round_.name)}\n📅 Tenggat {named_day(round_.due_on)}\n\n"
        "• Excel: rekap, semua butir, angka, daftar eviden, dan riwayat perubahan\n"
        "• Satu halaman: ringkasan untuk pimpinan\n"
        "• ZIP: berkas eviden satu unit"
    )
    id_ = round_.id
    return View(
        text,
        [
            [Button("📊 Excel", SendRecapFile(id_, "excel"))],
            [Button("📄 PDF satu halaman", SendRecapFile(id_, "pdf")), Button("🖼 PNG", SendRecapFile(id_, "page"))],
            [Button("🗜 ZIP eviden per unit", OpenParcels(id_))],
            [Button("📈 Rekap", OpenRecap(id_)), *([] if alone else [Button("‹ Daftar lain", OpenExports())])],
        ],
    )


def parcels_view(round_: Round, units: Sequence[Attached], total: int, page: int) -> View:
    """Offer the units that have attached files: those of a page, of that many."""
    if not total:
        text = f"{bold('ZIP eviden')} · {escape(round_.name)}\nBelum ada unit yang melampirkan berkas."
    else:
        text = f"{bold('ZIP eviden')} · {escape(round_.name)}\n{total} unit punya berkas. Pilih unitnya."
    rows = [[Button(f"{shorten(one.name, 44)} · {one.files} berkas", SendParcels(one.id, round_.id))] for one in units]
    back = [Button("‹ Ekspor", OpenExport(round_.id))]
    return View(text, [*rows, arrows(page, total, lambda to: OpenParcels(round_.id, to)), back])


def no_files_text(unit: Unit) -> str:
    """Say that a unit has nothing that could be put into a ZIP file."""
    return f"{shorten(unit.name, 80)} belum melampirkan berkas. Tautan dan catatan ada di Excel."


def part_caption(unit: Unit, round_: Round, part: int, of: int) -> str:
    """Return what stands below a ZIP file."""
    which = f" (bagian {part} dari {of})" if of > 1 else ""
    return f"Eviden {shorten(unit.name, 200)}, {shorten(round_.name, 200)}{which}"


def too_big_text(found: Volumes) -> str:
    """Name the files that are too big to be sent."""
    names = ", ".join(shorten(piece.path.rpartition("/")[2], 60) for piece in found.too_big[:5])
    return f"{len(found.too_big)} berkas terlalu besar untuk dikirim lewat Telegram: {escape(names)}."


CAPTIONS = {
    "excel": "Rekap {name}",
    "pdf": "Ringkasan {name}",
    "page": "Ringkasan {name}",
    "heatmap": "Peta kemajuan unit per area, {name}",
    "trend": "Kemajuan per minggu, {name}",
}


def caption(kind: str, round_: Round) -> str:
    """Return what stands below a file or picture."""
    return CAPTIONS[kind].format(name=shorten(round_.name, 400))
