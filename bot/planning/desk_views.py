"""What coordinators are shown of rounds and of the agency's checklists."""

from collections.abc import Sequence
from datetime import date

from bot.actions.editing import (
    DropChecklist,
    NewChecklist,
    OpenChecklist,
    OpenChecklists,
    OpenItems,
    RenameChecklist,
    RestoreChecklist,
)
from bot.actions.planning import (
    AddUnitsToRound,
    AskRoundDue,
    AssignChecklist,
    CloseRound,
    CopyRound,
    MoveRound,
    OpenPlan,
    OpenPlans,
    ReopenRound,
)
from bot.checklists.rounds import Checklist, Round
from bot.checklists.words import bar, distance, named_day
from bot.dialogues.prompts import CANCEL
from bot.markup import bold, escape, italic, shorten
from bot.people.paging import arrows, last_page
from bot.people.store import Unit
from bot.planning.days import day_number, off_note
from bot.planning.plans import NAMED, Plan
from bot.view import Button, View
from reminders.calendar import is_working_day, working_day_up_to

PAGE = 6
LISTED = 60
TO_PLANS = Button("‹ Daftar tugas", OpenPlans())
NEW = Button("➕ Daftar baru", NewChecklist())
TAKEN = "Periode itu sudah terbuka lagi lewat pembagian lain."
STILL_OPEN = "Daftar ini masih dipakai di periode yang terbuka. Tutup dulu periodenya."
NOT_A_DAY = View(
    "Tanggal itu belum saya mengerti. Tulis misalnya: 31 Mar 2027, 31/3/2027, akhir maret, jumat depan, atau besok."
)


def plans_view(plans: Sequence[Plan], page: int, total: int, today: date) -> View:
    """Show a page of the open rounds."""
    if not total:
        text = "Belum ada daftar yang dibagikan. Buat daftar, lalu bagikan ke unit untuk satu periode."
        return View(f"📋 {bold('Daftar tugas')}\n{text}", [[NEW], [_ALL]])
    told = "\n\n".join(_plan_lines(plan, today) for plan in plans)
    return View(
        f"📋 {bold('Daftar tugas')} · {total} terbuka\n\n{told}",
        [
            *([Button(shorten(plan.round.name, LISTED), OpenPlan(plan.round.id))] for plan in plans),
            arrows(page, total, OpenPlans, PAGE),
            [NEW, _ALL],
        ],
    )


_ALL = Button("🗂 Semua daftar", OpenChecklists())


def _plan_lines(plan: Plan, today: date) -> str:
    late = f" · ⏰ {plan.late} lewat tenggat" if plan.late else ""
    return (
        f"{bold(plan.round.name)}\n{bar(plan.share)} · {plan.units} unit{late}\n"
        f"📅 {named_day(plan.round.due_on)} ({distance(plan.round.due_on, today)})"
    )


def plan_view(plan: Plan, units: Sequence[Unit], items: int, today: date) -> View:
    """Show a round and what can be done with it."""
    found = plan.round
    closed = f"\n🔒 {italic('Sudah ditutup; unit tidak dapat mengubahnya.')}" if found.closed else ""
    text = (
        f"📋 {bold(found.name)}{closed}\n"
        f"{bar(plan.share)} · {plan.finished} dari {plan.counted} tugas selesai\n"
        f"{f'⏰ {plan.late} lewat tenggat' if plan.late else 'Tidak ada yang lewat tenggat.'}\n"
        f"📅 Tenggat {named_day(found.due_on)} ({distance(found.due_on, today)})\n"
        f"🗂 {items} butir\n🏢 {plan.units} unit{_names(units, plan.units)}"
    )
    copy = [Button("🔁 Salin ke periode baru", CopyRound(found.id))]
    if found.closed:
        return View(text, [copy, [Button("🔓 Buka lagi", ReopenRound(found.id))], [TO_PLANS]])
    return View(
        text,
        [
            [Button("➕ Tambah unit", AddUnitsToRound(found.id)), Button("📅 Ubah tenggat", AskRoundDue(found.id))],
            [Button("✏️ Ubah butir", OpenItems(found.checklist_id))],
            copy,
            [Button("🔒 Tutup", CloseRound(found.id))],
            [TO_PLANS],
        ],
    )


def _names(units: Sequence[Unit], total: int) -> str:
    named = ", ".join(escape(shorten(unit.short_name, 24)) for unit in units[:NAMED])
    rest = f", dan {total - NAMED} lagi" if total > NAMED else ""
    return f": {named}{rest}" if named else ""


def close_view(found: Round) -> View:
    """Ask before a round is closed."""
    return View(
        f"Tutup {bold(found.name)}? Unit tidak dapat mengubahnya lagi; catatan dan evidennya tetap tersimpan. "
        "Dapat dibuka lagi.",
        [[Button("Ya, tutup", CloseRound(found.id, 1), style="danger"), Button("Tidak", OpenPlan(found.id))]],
    )


def round_due_prompt(found: Round) -> View:
    """Ask for another day on which a round is due."""
    return View(
        f"Tenggat {bold(found.name)} sekarang {named_day(found.due_on)}.\n"
        "Tulis tenggat barunya, mis. 31 Mar 2027 atau jumat depan. Tenggat tiap butir ikut bergeser."
    )


def round_due_view(found: Round, day: date, today: date) -> View:
    """Read a new day back before it counts."""
    earlier = working_day_up_to(day)
    instead = [Button(f"Pakai {named_day(earlier)}", MoveRound(found.id, day_number(earlier)))]
    return View(
        f"Tenggat baru {bold(found.name)}:\n{bold(named_day(day))} ({distance(day, today)}).{off_note(day)}\n"
        "Benar? Bila bukan, tulis tanggal lain.",
        [
            [Button(f"✅ Ya, {named_day(day)}", MoveRound(found.id, day_number(day)), style="success")],
            instead if not is_working_day(day) and earlier >= today else [],
            [CANCEL],
        ],
    )


# Checklists.


def checklists_view(checklists: Sequence[Checklist], page: int) -> View:
    """Show a page of the agency's checklists."""
    total = len(checklists)
    page = min(page, last_page(total, PAGE))
    shown = checklists[page * PAGE : (page + 1) * PAGE]
    text = "Isi daftar dapat dipakai berulang, periode demi periode." if total else "Belum ada daftar."
    return View(
        f"🗂 {bold('Semua daftar')} ({total})\n{text}",
        [
            *([Button(_checklist_label(one), OpenChecklist(one.id))] for one in shown),
            arrows(page, total, OpenChecklists, PAGE),
            [NEW],
            [TO_PLANS],
        ],
    )


def _checklist_label(one: Checklist) -> str:
    return f"{shorten(one.title, LISTED - 12)} · {one.items} butir"


def checklist_view(found: Checklist, latest: Sequence[Round], note: str = "") -> View:
    """Show a checklist with its latest rounds; `note` is what has just become of it."""
    lines = [f"• {escape(one.period)}, tenggat {named_day(one.due_on)}{_closed(one)}" for one in latest]
    where = "\n".join(["Dibagikan untuk:", *lines]) if lines else "Belum dibagikan ke unit."
    about = f"\n{escape(shorten(found.about, 500))}" if found.about else ""
    first = [Button("📨 Bagikan ke unit", AssignChecklist(found.id), style="primary")] if found.items else []
    head = f"{escape(note)}\n\n" if note else ""
    return View(
        f"{head}🗂 {bold(found.title)}{about}\n\n{found.items} butir. {where}",
        [
            first,
            [
                Button("✏️ Butir", OpenItems(found.id)),
                Button("✏️ Judul", RenameChecklist(found.id)),
                Button("🗑 Hapus", DropChecklist(found.id)),
            ],
            *([Button(shorten(f"📋 {one.period}{_closed(one)}", LISTED), OpenPlan(one.id))] for one in latest),
            [Button("‹ Semua daftar", OpenChecklists())],
        ],
    )


def _closed(one: Round) -> str:
    return " 🔒" if one.closed else ""


def drop_view(found: Checklist) -> View:
    """Ask before a checklist is dropped."""
    return View(
        f"Hapus daftar {bold(found.title)}? Periode yang sudah ditutup tetap tersimpan, dan dapat dipulihkan.",
        [[Button("Ya, hapus", DropChecklist(found.id, 1), style="danger"), Button("Tidak", OpenChecklist(found.id))]],
    )


def dropped_view(found: Checklist) -> View:
    """Say that a checklist is dropped."""
    restore = Button("↩️ Pulihkan", RestoreChecklist(found.id))
    return View(f"🗑 Daftar {bold(found.title)} dihapus.", [[restore], [Button("‹ Semua daftar", OpenChecklists())]])
