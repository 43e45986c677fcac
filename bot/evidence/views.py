"""What is shown about evidence: adding, looking at, reusing, and files that came out of the blue."""

from collections.abc import Sequence

from bot.actions.checklists import (
    AddEvidence,
    AttachUpload,
    DropEvidence,
    DropUpload,
    MarkTask,
    NoteWasQuestion,
    OfferEvidence,
    OfferTasks,
    OpenEvidence,
    OpenTask,
    RestoreEvidence,
    ReuseEvidence,
    SendEvidence,
)
from bot.checklists.states import BY_FOCAL_PERSON
from bot.checklists.store import Task
from bot.checklists.views import evidence_line
from bot.checklists.words import size
from bot.evidence.store import Evidence
from bot.markup import bold, escape, shorten
from bot.people.paging import arrows, last_page
from bot.uploads.store import Upload
from bot.view import Button, View

PAGE = 6
LARGEST_MB = 20
MOST_SHOWN = 10

GONE = "Eviden ini sudah tidak ada."
NOT_KEPT_YET = "Berkasnya masih disimpan. Coba sebentar lagi."
NOTHING_ELSEWHERE = "Unit Anda belum punya eviden lain yang dapat dipakai."
USED_ALREADY = "Berkas ini sudah menjadi eviden butir lain. Pakai lagi lewat ♻️ Pakai yang ada."
NOBODYS_FILE = "Berkas ini bukan kiriman Anda, atau sudah tidak ada."


def add_prompt(task: Task, wanted: str) -> View:
    """Ask for evidence of a task."""
    wish = f"\nYang diminta: {escape(wanted)}" if wanted else ""
    return View(
        f"📎 {bold(f'{task.number}. {task.title}')}{wish}\n\n"
        "Kirim berkas, foto (boleh beberapa sekaligus), tautan, atau catatan. "
        f"Paling besar {LARGEST_MB} MB per berkas.",
        [[Button("✔️ Sudah cukup", OpenTask(task.id))]],
    )


def noted_view(task: Task, text: str, evidence_id: int) -> View:
    """Confirm a note, and let it be a question after all."""
    attached = attached_view(task, [text])
    return View(attached.text, [*attached.keyboard, [Button("❓ Ini pertanyaan", NoteWasQuestion(evidence_id))]])


def attached_view(task: Task, names: Sequence[str]) -> View:
    """Confirm what is attached now, and lead on."""
    listed = "\n".join(f"• {escape(shorten(name, 60))}" for name in names[:MOST_SHOWN])
    rest = f"\n• … dan {len(names) - MOST_SHOWN} lagi" if len(names) > MOST_SHOWN else ""
    done = "done" in BY_FOCAL_PERSON[task.state]
    finish = [Button("✅ Selesai", MarkTask(task.id, task.version, "done"), style="success")] if done else []
    return View(
        f"📎 Tersimpan untuk butir {task.number}, {escape(task.title)}:\n{listed}{rest}",
        [[*finish, Button("Lihat butir", OpenTask(task.id))], [Button("📎 Tambah lagi", AddEvidence(task.id))]],
    )


def not_had_view(name: str) -> View:
    """Say that a file could not be taken from Telegram."""
    return View(
        f"⚠️ Berkas {bold(shorten(name, 60))} tidak dapat diambil dari Telegram, jadi belum tersimpan. "
        "Mohon kirim ulang."
    )


def evidence_view(task: Task, evidence: Sequence[Evidence], mine: bool, page: int = 0) -> View:
    """Show a page of what is attached to a task, each to be looked at or taken off."""
    first = min(page, last_page(len(evidence), MOST_SHOWN)) * MOST_SHOWN
    shown = list(enumerate(evidence[first : first + MOST_SHOWN], start=first + 1))
    lines = [f"{number}. {evidence_line(piece)}" for number, piece in shown]
    rows = [_piece_row(number, piece, mine) for number, piece in shown]
    ways = arrows(first // MOST_SHOWN, len(evidence), lambda to: OpenEvidence(task.id, to), MOST_SHOWN)
    text = "\n".join([f"📎 {bold(f'Eviden butir {task.number}. {task.title}')}", *(lines or ["Belum ada."])])
    return View(text, [*rows, ways, [Button("‹ Kembali", OpenTask(task.id))]])


def _piece_row(number: int, piece: Evidence, mine: bool) -> list[Button]:
    look = [Button(f"👁 Lihat {number}", SendEvidence(piece.id))] if piece.upload_id is not None else []
    return [*look, *([Button(f"🗑 Cabut {number}", DropEvidence(piece.id))] if mine else [])]


def dropped_view(piece: Evidence) -> View:
    """Say that a piece of evidence is off its task, and how to put it back."""
    return View(
        f"Eviden dicabut: {evidence_line(piece)}",
        [[Button("↩️ Pulihkan", RestoreEvidence(piece.id)), Button("‹ Eviden", OpenEvidence(piece.task_id))]],
    )


def elsewhere_view(task: Task, found: Sequence[Evidence], page: int) -> View:
    """Offer what the unit attached to other tasks; one more than a page is given when there are more."""
    rows = [[Button(shorten(piece.name, 60), ReuseEvidence(task.id, piece.id))] for piece in found[:PAGE]]
    before = [Button("‹ Sebelumnya", OfferEvidence(task.id, page - 1))] if page else []
    after = [Button("Berikutnya ›", OfferEvidence(task.id, page + 1))] if len(found) > PAGE else []
    return View(
        f"♻️ {bold(f'{task.number}. {task.title}')}\nPilih eviden unit Anda yang juga berlaku untuk butir ini.",
        [*rows, [*before, *after], [Button("‹ Kembali", OpenTask(task.id))]],
    )


def which_task_view(upload: Upload, many: int, likely: Sequence[tuple[Task, str]], page: int, more: bool) -> View:
    """Ask which task a file that came out of the blue belongs to; `likely` are tasks with what tells them apart."""
    incoming = upload.incoming
    what = f"{many} berkas" if many > 1 else f"{escape(shorten(incoming.name, 60))} ({size(incoming.size)})"
    rows = [
        [Button(shorten(f"{task.number}. {task.title}{where}", 60), AttachUpload(task.id, upload.id))]
        for task, where in likely
    ]
    before = [Button("‹ Sebelumnya", OfferTasks(upload.id, page - 1))] if page else []
    after = [Button("Lainnya ›", OfferTasks(upload.id, page + 1))] if more else []
    return View(
        f"📎 {what} diterima. Untuk tugas yang mana?",
        [*rows, [*before, *after], [Button("🗑 Bukan eviden", DropUpload(upload.id))]],
    )


DROPPED_UPLOAD = View("Baik, berkasnya tidak dipakai sebagai eviden.")
NO_TASK_FOR_IT = View(
    "📎 Berkas diterima, tetapi unit Anda belum punya tugas yang terbuka, jadi berkasnya tidak disimpan sebagai eviden."
)
