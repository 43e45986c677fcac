"""What coordinators are shown of deadlines from Excel."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.deadlines import SaveDeadlines, SendDeadlineTemplate
from bot.checklists.words import named_day
from bot.deadlines.schedule_views import TO_SCHEDULE
from bot.dialogues.prompts import CANCEL
from bot.markup import bold, escape, shorten
from bot.reports.deadline_sheet import DeadlineDraft
from bot.reports.grid import SheetFault
from bot.view import Button, View
from reminders.calendar import is_working_day

SHOWN = 10
FAULTS_SHOWN = 15
LONGEST_FAULT = 160
TEMPLATE_CAPTION = "Isi templat ini, satu baris satu tenggat, lalu kirim kembali ke sini. Hasilnya ditunjukkan dahulu."
WAITING_FOR_FILE = View("Saya menunggu berkas Excel (.xlsx) yang sudah diisi. Kirim berkasnya di sini.", [[CANCEL]])
READING = View("📄 Berkas diterima, sedang dibaca…")
NOT_HAD = View("Berkasnya tidak dapat diambil dari Telegram. Mohon kirim sekali lagi.")
SAVED_ALREADY = "Jadwal ini sudah disimpan, atau sudah terlalu lama. Kirim lagi bila perlu."


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a file would add, how many of its deadlines are there already, and what is wrong with the rest."""

    new: Sequence[DeadlineDraft]
    there: int
    faults: Sequence[SheetFault]
    draft: int


def dry_run_view(run: DryRun) -> View:
    """Show what would be added, and everything that is wrong."""
    text = f"{bold('Hasil pemeriksaan')} (belum disimpan)\n{_counts(run)}{_new(run.new)}{_listed(run.faults)}"
    again = [Button("Perbaiki lalu kirim lagi", SendDeadlineTemplate())]
    if not run.new:
        return View(text, [again, [CANCEL]])
    save = SaveDeadlines(run.draft)
    if not run.faults:
        return View(text, [[Button(f"💾 Simpan {len(run.new)} tenggat", save, style="success")], [CANCEL]])
    return View(text, [again, [Button(f"Simpan {len(run.new)} yang benar saja", save)], [CANCEL]])


def _counts(run: DryRun) -> str:
    rows = len({fault.row for fault in run.faults if fault.row})
    off = sum(not is_working_day(one.due_on) for one in run.new)
    found = [
        f"{len(run.new)} tenggat baru" if run.new else "",
        f"{run.there} sudah ada" if run.there else "",
        f"{rows} baris perlu diperbaiki" if rows else "",
    ]
    warning = f"\n⚠️ {off} jatuh pada hari libur atau akhir pekan." if off else ""
    return (", ".join(filter(None, found)) or "Tidak ada tenggat baru yang terbaca.") + warning


def _new(drafts: Sequence[DeadlineDraft]) -> str:
    lines = [f"• {escape(one.title)}, {named_day(one.due_on)}{_clock(one)}" for one in drafts[:SHOWN]]
    rest = [f"… dan {len(drafts) - SHOWN} lagi"] if len(drafts) > SHOWN else []
    return "\n\n" + "\n".join([*lines, *rest]) if lines else ""


def _clock(one: DeadlineDraft) -> str:
    mark = "" if is_working_day(one.due_on) else " ⚠️"
    return (f" pukul {one.due_at:%H.%M}" if one.due_at else "") + mark


def _listed(faults: Sequence[SheetFault]) -> str:
    lines = [f"• {escape(shorten(_line(fault), LONGEST_FAULT))}" for fault in faults[:FAULTS_SHOWN]]
    rest = [f"… dan {len(faults) - FAULTS_SHOWN} lagi."] if len(faults) > FAULTS_SHOWN else []
    return "\n\n" + "\n".join([*lines, *rest]) if lines else ""


def _line(fault: SheetFault) -> str:
    where = f"Baris {fault.row}: " if fault.row else ""
    return f"{where}{fault.column + ': ' if fault.column else ''}{fault.message}"


def saved_view(made: int) -> View:
    """Say how many were added."""
    return View(f"✅ {made} tenggat ditambahkan ke jadwal.", [[TO_SCHEDULE]])
