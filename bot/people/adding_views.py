"""What is shown while units are added."""

from collections.abc import Sequence

from bot.actions import CloseDialogue
from bot.actions.units import AddUnits, InviteAll, OpenUnits, SaveUnits, SendUnitTemplate
from bot.markup import bold, escape, shorten
from bot.people.unit_changes import Plan
from bot.people.unit_lines import LineFault
from bot.view import Button, View

FAULTS_SHOWN = 15
LONGEST_FAULT = 160
NAMES_SHOWN = 8

PROMPT = View(
    f"➕ {bold('Tambah unit')}\n"
    "Isi templat Excel lalu kirim berkasnya ke sini. Atau ketik langsung, satu baris satu unit:\n"
    "<code>Nama; Singkatan; jenis</code>\n\nContoh:\n"
    "<code>Dinas Pendidikan; Disdik; opd\nKecamatan Sukamaju; Kec. Sukamaju; kecamatan</code>\n\n"
    "Sebelum disimpan, hasilnya ditunjukkan dahulu. Unit yang singkatannya sudah ada akan diubah.",
    [[Button("📄 Kirim templat Excel", SendUnitTemplate())]],
)
TEMPLATE_CAPTION = "Isi templat ini, lalu kirim kembali ke sini. Baris contoh boleh dihapus."
READING = View("📄 Berkas diterima, sedang dibaca…")
NOT_HAD = View("Berkasnya tidak dapat diambil dari Telegram. Mohon kirim sekali lagi.")
SAVED_ALREADY = "Unit ini sudah disimpan, atau sudah terlalu lama. Kirim lagi bila perlu."
CANCEL = Button("Batal", CloseDialogue())
AGAIN = Button("Perbaiki lalu kirim lagi", AddUnits())


def dry_run_view(plan: Plan, faults: Sequence[LineFault], draft: int) -> View:
    """Show what would be changed, and everything that is wrong."""
    text = f"{bold('Hasil pemeriksaan')} (belum disimpan)\n{_counts(plan, faults)}{_new(plan)}{_listed(faults)}"
    save = SaveUnits(draft)
    if not draft:
        return View(text, [[AGAIN], [CANCEL]])
    if not faults:
        return View(text, [[Button(f"💾 Simpan {len(plan.units)} unit", save, style="success")], [CANCEL]])
    return View(text, [[AGAIN], [Button(f"Simpan {len(plan.units)} yang benar saja", save)], [CANCEL]])


def _counts(plan: Plan, faults: Sequence[LineFault]) -> str:
    rows = len({fault.row for fault in faults if fault.row})
    found = [
        f"{len(plan.new)} unit baru" if plan.new else "",
        f"{len(plan.changed)} diubah" if plan.changed else "",
        f"{plan.same} tetap" if plan.same else "",
        f"{rows} baris perlu diperbaiki" if rows else "",
    ]
    return ", ".join(filter(None, found)) or "Tidak ada unit yang terbaca."


def _new(plan: Plan) -> str:
    names = [escape(unit.short_name) for unit in plan.units[:NAMES_SHOWN]]
    rest = f", dan {len(plan.units) - NAMES_SHOWN} lagi" if len(plan.units) > NAMES_SHOWN else ""
    return f"\n{', '.join(names)}{rest}" if names else ""


def _listed(faults: Sequence[LineFault]) -> str:
    lines = [escape(shorten(_line(fault), LONGEST_FAULT)) for fault in faults[:FAULTS_SHOWN]]
    rest = f"\n… dan {len(faults) - FAULTS_SHOWN} lagi." if len(faults) > FAULTS_SHOWN else ""
    return "\n\n" + "\n".join(f"• {line}" for line in lines) + rest if lines else ""


def _line(fault: LineFault) -> str:
    return f"baris {fault.row}: {fault.message}" if fault.row else fault.message


def saved_view(plan: Plan, units: int) -> View:
    """Say what was kept, and go on to the people."""
    changed = f", {len(plan.changed)} diubah" if plan.changed else ""
    return View(
        f"✅ {len(plan.new)} unit baru{changed}. Sekarang ada {units} unit.\n\n"
        f"{bold('4/4 Orang-orangnya')}\nSetiap unit perlu PIC yang mengerjakan tugasnya. "
        "Undang lewat tautan dan kode QR yang dapat diteruskan ke WhatsApp.",
        [
            [Button("✉️ Undang semua unit", InviteAll(), style="primary")],
            [Button("➕ Tambah unit", AddUnits()), Button("🏢 Daftar unit", OpenUnits())],
        ],
    )
