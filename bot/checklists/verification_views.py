"""What coordinators are shown when they verify, and what the unit reads then."""

from collections.abc import Sequence

from bot.actions.checklists import (
    AcceptTask,
    AddEvidence,
    OpenEvidence,
    OpenTask,
    OpenTasks,
    OpenVerification,
    ReturnTask,
    SendEvidence,
)
from bot.checklists.rounds import Round
from bot.checklists.store import Task
from bot.checklists.views import Card, evidence_line, numbers_line
from bot.checklists.words import named_day
from bot.evidence.store import mark_of
from bot.markup import bold, escape, italic, shorten
from bot.people.store import Unit
from bot.view import Button, View

MOST_SHOWN = 8
MOST_NAMED = 10
OWN_WORK = (
    "Butir ini Anda sendiri yang menyelesaikan atau melampirkan evidennya; mintalah koordinator lain memeriksanya."
)


def nothing_view(own: int) -> View:
    """Say that nothing waits; `own` is what only others may verify."""
    rest = f"\n{own} butir yang Anda kerjakan sendiri menunggu koordinator lain." if own else ""
    return View(f"✅ Tidak ada yang menunggu verifikasi Anda.{rest}")


def to_verify_view(card: Card, waiting: int, own: int) -> View:
    """Show a finished task with its evidence, to be verified or given back."""
    task, unit, round_ = card.task, card.sheet.unit, card.sheet.round
    done = f"Selesai, tenggat {named_day(task.due_on)}"
    wish = f"{bold('Diminta')}: {escape(card.item.evidence)}" if card.item.evidence else ""
    seen = list(enumerate(card.evidence[:MOST_SHOWN], start=1))
    more = len(card.evidence) - len(seen)
    listed = [f"{number}. {evidence_line(piece)}" for number, piece in seen] + [f"… dan {more} lagi"] * bool(more)
    parts = [
        f"{bold('Verifikasi')} · {waiting} menunggu" + (f" (+{own} milik Anda)" if own else ""),
        f"{bold(unit.name)}\n{escape(round_.name)}\n{task.number}. {escape(task.title)}",
        "\n".join(filter(None, [done, wish, numbers_line(task.progress) if card.item.numbers else ""])),
        "\n".join([f"📎 {bold('Eviden')}", *listed]) if listed else "📎 Tanpa eviden.",
    ]
    looks = [Button(f"👁 {number}", SendEvidence(piece.id)) for number, piece in seen if piece.upload_id is not None]
    rest = [Button("🗂 Semua eviden", OpenEvidence(task.id))] if more else []
    judge = [
        Button("✅ Terima", AcceptTask(task.id, task.version, mark_of(card.evidence)), style="success"),
        Button("🔁 Kembalikan", ReturnTask(task.id, task.version)),
    ]
    skip = [Button("Lewati ›", OpenVerification(task.id))] if waiting > 1 else []
    skip.append(Button("Lihat butir", OpenTask(task.id)))
    return View("\n\n".join(parts), [looks[:4], looks[4:], rest, judge, skip])


def returned_view(task: Task, unit: Unit, round_: Round) -> View:
    """Tell a focal person what is to be mended."""
    return View(
        f"🔁 {bold(unit.short_name)}: butir {task.number}, {escape(task.title)} ({escape(round_.name)}) "
        "perlu perbaikan.\n"
        f"💬 {italic(task.progress.note or '')}",
        [[Button("Buka butir", OpenTask(task.id)), Button("📎 Tambah eviden", AddEvidence(task.id))]],
    )


def verified_view(tasks: Sequence[Task], unit: Unit, round_: Round) -> View:
    """Tell a focal person what was verified today."""
    listed = [f"• {task.number}. {escape(shorten(task.title, 70))}" for task in tasks[:MOST_NAMED]]
    rest = [f"• … dan {len(tasks) - MOST_NAMED} lagi"] if len(tasks) > MOST_NAMED else []
    head = f"🏅 {bold(unit.short_name)}: {len(tasks)} butir terverifikasi hari ini ({escape(round_.name)})."
    return View("\n".join([head, *listed, *rest]), [[Button("📋 Buka daftar", OpenTasks(unit.id, round_.id))]])
