"""What coordinators are shown of the agency's own answers."""

from collections.abc import Sequence

from bot.actions import DropNote, EditNote, ExportNotes, OpenNote, OpenNotes, OpenQuestions, RestoreNote
from bot.asking.words import thousands
from bot.learning.store import Note
from bot.markup import bold, escape, italic, shorten
from bot.view import Button, View

PAGE = 8
LISTED = 60
LONGEST = {"title": 60, "answer": 3000, "source": 120}
"""Characters of each part of a note."""
SHORTEST_TITLE = 3
PROMPTS = {
    "title": "Tulis judul baru (3–60 karakter).",
    "answer": "Tulis jawaban baru (paling banyak 3.000 karakter).",
    "source": "Tulis sumbernya, misalnya: SE Sekda Nomor 7 Tahun 2026.",
}
PARTS = {"title": "Ubah judul", "answer": "Ubah jawaban", "source": "Ubah sumber"}
GONE = "Jawaban itu sudah tidak ada."
EXPORTED = (
    "Simpan berkas ini di folder isi instansi agar dapat disunting bersama isi lainnya. "
    "Yang ada di berkas didahulukan daripada yang diajarkan lewat chat."
)


def note_view(note: Note) -> View:
    """Show a note as its editors see it."""
    source = escape(note.source) if note.source else italic("belum disebut")
    text = (
        f"💾 {bold('Jawaban instansi')}\n{bold(note.title)}\n<blockquote expandable>{escape(note.answer)}</blockquote>"
        f"Sumber: {source}\nOleh {escape(note.author)}"
    )
    if note.dropped:
        return View(f"{text}\n\n🗑 Dihapus; bot tidak memakainya lagi.", [[Button("Urungkan", RestoreNote(note.id))]])
    edits = [Button(label, EditNote(note.id, part)) for part, label in PARTS.items()]
    return View(
        f"{text}\n\nBot sudah memakainya sebagai topik.",
        [edits[:2], [edits[2], Button("🗑 Hapus", DropNote(note.id))], [Button("‹ Semua jawaban", OpenNotes(0))]],
    )


def sure_view(note: Note) -> View:
    """Ask before a note is dropped."""
    return View(
        f"Hapus jawaban {bold(note.title)}? Bot tidak akan memakainya lagi.",
        [[Button("Ya, hapus", DropNote(note.id, 1), style="danger"), Button("Tidak", OpenNote(note.id))]],
    )


def notes_view(notes: Sequence[Note], page: int) -> View:
    """Show a page of all notes."""
    last = max(0, -(-len(notes) // PAGE) - 1)
    page = min(page, last)
    shown = notes[page * PAGE : (page + 1) * PAGE]
    before = [Button("‹ Sebelumnya", OpenNotes(page - 1))] if page > 0 else []
    after = [Button("Berikutnya ›", OpenNotes(page + 1))] if page < last else []
    text = (
        "Jawaban yang disimpan koordinator; bot memakainya sebagai topik." if notes else "Belum ada jawaban instansi."
    )
    return View(
        f"💾 {bold('Jawaban instansi')}\n{text}",
        [
            *([Button(shorten(note.title, LISTED), OpenNote(note.id))] for note in shown),
            [*before, *after],
            [Button("⬇️ Unduh YAML", ExportNotes())],
            [Button("‹ Pertanyaan", OpenQuestions("menunggu"))],
        ],
    )


def bad_length_view(part: str, length: int) -> View:
    """Say how long the part may be."""
    return View(f"Panjangnya {thousands(length)} karakter. {PROMPTS[part]}")
