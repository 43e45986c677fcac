"""What coordinators are shown of a deadline, to change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.actions.deadlines import (
    AskNewDay,
    AskRungs,
    DropDeadline,
    MoveDeadline,
    OfferTies,
    OpenDeadline,
    RenameDeadline,
    ResetRungs,
    RestoreDeadline,
    TieDeadline,
    UntieDeadline,
)
from bot.actions.planning import OpenPlan
from bot.checklists.rounds import Round
from bot.checklists.words import named_day
from bot.deadlines.schedule_views import LISTED, TO_SCHEDULE
from bot.deadlines.store import Stored
from bot.deadlines.words import clock_number, day_warning, due_words
from bot.dialogues.prompts import CANCEL
from bot.markup import bold, escape, italic, shorten
from bot.people.paging import PAGE, arrows, last_page
from bot.people.store import Unit
from bot.planning.days import day_number
from bot.view import Button, Keyboard, View
from reminders.calendar import is_working_day, working_day_up_to
from reminders.rungs import EARLIEST, RUNGS, SILENT_AFTER, Rung
from reminders.times import Due

NAMED = 12
MOST_RUNGS = 20
MOVED, RENAMED, RUNGS_SET = "✅ Tenggat digeser.", "✅ Nama diubah.", "✅ Jenjang pengingat diubah."
TIED, UNTIED = "✅ Dikaitkan ke daftar tugas.", "✅ Dilepas dari daftar tugas."
RESTORED = "↩️ Tenggat dipulihkan."
TAKEN = "Daftar itu sudah ditutup, atau sudah punya tenggat yang dikaitkan."
NO_ROUNDS = "Tidak ada daftar terbuka yang dapat dikaitkan. Bagikan daftarnya dulu lewat /daftar."


@dataclass(frozen=True, slots=True)
class Card:
    """A deadline, its round if it has one, the units that have finished it and those that have not."""

    deadline: Stored
    round: Round | None
    tied: bool
    done: Sequence[Unit]
    left: Sequence[Unit]
    today: date


def card_view(card: Card, note: str = "") -> View:
    """Show a deadline and what can be done with it; `note` is what has just become of it."""
    one = card.deadline
    tied = f"\n📋 Daftar tugas: {escape(card.round.name)}" if card.round else ""
    text = (
        f"{f'{escape(note)}{chr(10) * 2}' if note else ''}📅 {bold(one.title)}\n"
        f"{due_words(one.due_on, one.due_at, card.today)}{tied}{day_warning(one.due_on)}\n"
        f"🔔 {listed(one.rungs)}\n\n{_progress(card)}"
    )
    return View(text, [*_edits(one), *_ties(card), [Button("🗑 Hapus", DropDeadline(one.id))], [TO_SCHEDULE]])


def listed(rungs: Sequence[Rung]) -> str:
    """Return rungs as people list them."""
    return ", ".join(rung.code for rung in rungs)


def _progress(card: Card) -> str:
    total = len(card.done) + len(card.left)
    if not total:
        return italic("Belum ada unit yang mengerjakannya.")
    done = f"✅ Selesai: {len(card.done)} dari {total} unit{_names(card.done)}"
    return f"{done}\n⬜ Belum: {len(card.left)} unit{_names(card.left)}" if card.left else done


def _names(units: Sequence[Unit]) -> str:
    named = ", ".join(escape(shorten(unit.short_name, 24)) for unit in units[:NAMED])
    rest = f", dan {len(units) - NAMED} lagi" if len(units) > NAMED else ""
    return f"\n   {named}{rest}" if named else ""


def _edits(one: Stored) -> Keyboard:
    return [
        [Button("📅 Geser", AskNewDay(one.id)), Button("✏️ Ubah nama", RenameDeadline(one.id))],
        [Button("🔔 Jenjang pengingat", AskRungs(one.id))],
    ]


def _ties(card: Card) -> Keyboard:
    one = card.deadline
    if card.round is None:
        return [[Button("🔗 Kaitkan ke daftar tugas", OfferTies(one.id))]]
    untie = [Button("✂️ Lepas dari daftar", UntieDeadline(one.id))] if card.tied else []
    return [[Button("📋 Buka daftar", OpenPlan(card.round.id)), *untie]]


def move_prompt(one: Stored, today: date) -> View:
    """Ask for another day."""
    tied = "\nTenggat daftar tugasnya ikut bergeser." if one.round_id is not None else ""
    return View(
        f"📅 {bold(one.title)}\nSekarang {due_words(one.due_on, one.due_at, today)}.{tied}\n"
        f"Tulis tanggal barunya, mis. 31 Mei {today.year + 1}, jumat depan, atau tgl 5 jam 10."
    )


def moved_back_view(one: Stored, due: Due, today: date) -> View:
    """Read a new day back before it counts."""
    clock, earlier = clock_number(due.at), working_day_up_to(due.day)
    instead = [Button(f"Pakai {named_day(earlier)}", MoveDeadline(one.id, day_number(earlier), clock))]
    yes = Button("✅ Betul", MoveDeadline(one.id, day_number(due.day), clock), style="success")
    return View(
        f"📅 {bold(one.title)}, tenggat baru:\n{bold(due_words(due.day, due.at, today))}{day_warning(due.day)}\n\n"
        "Betul? Bila bukan, tulis tanggal lain.",
        [
            [yes, Button("🔁 Ulangi", AskNewDay(one.id))],
            instead if not is_working_day(due.day) and earlier >= today else [],
            [CANCEL],
        ],
    )


def name_prompt(one: Stored) -> View:
    """Ask for another title."""
    return View(f"✏️ Tulis nama baru untuk {bold(one.title)}.")


def rungs_prompt(one: Stored) -> View:
    """Ask when it is to be reminded of."""
    reset = [] if one.rungs == RUNGS else [Button("Kembali ke jenjang baku", ResetRungs(one.id))]
    return View(
        f"🔔 {bold(one.title)}\nJenjang sekarang: {listed(one.rungs)}\n\n"
        "Tulis jenjang barunya, pisahkan dengan koma. Contoh:\n<code>H-14, H-7, H-1, H, H+3 koordinator</code>\n"
        f"H-7: tujuh hari sebelum; H: harinya; H+1: sehari sesudah. Paling jauh H-{EARLIEST} dan H+{SILENT_AFTER}. "
        "Tanpa keterangan untuk PIC; tambahkan koordinator atau kepala untuk yang lain.",
        [reset],
    )


def ties_view(one: Stored, rounds: Sequence[Round], page: int) -> View:
    """Offer the rounds to which a deadline can be tied."""
    page = min(page, last_page(len(rounds)))
    shown = rounds[page * PAGE : (page + 1) * PAGE]
    text = "Pilih daftarnya. Unit yang menyelesaikan daftarnya tidak diingatkan lagi." if rounds else NO_ROUNDS
    return View(
        f"🔗 {bold(one.title)}\n{text}",
        [
            *([Button(shorten(each.name, LISTED), TieDeadline(one.id, each.id))] for each in shown),
            arrows(page, len(rounds), lambda to: OfferTies(one.id, to)),
            [_back(one)],
        ],
    )


def _back(one: Stored) -> Button:
    return Button("‹ Tenggat", OpenDeadline(one.id))


def tie_view(one: Stored, round_: Round, met: int) -> View:
    """Ask before a deadline is tied to a round."""
    moved = f" (sekarang {named_day(one.due_on)})" if one.due_on != round_.due_on else ""
    lost = f"\n⚠️ Tanda selesai dari {met} unit tidak dipakai lagi; yang dihitung isi daftarnya." if met else ""
    return View(
        f"🔗 Kaitkan {bold(one.title)} ke {bold(round_.name)}?\n"
        f"Harinya mengikuti daftar: {named_day(round_.due_on)}{moved}. Jenjang pengingatnya memakai tenggat ini.{lost}",
        [[Button("Ya, kaitkan", TieDeadline(one.id, round_.id, 1), style="success"), Button("Tidak", _open(one))]],
    )


def _open(one: Stored) -> OpenDeadline:
    return OpenDeadline(one.id)


def drop_view(one: Stored) -> View:
    """Ask before a deadline is deleted."""
    stays = " Daftar tugasnya tetap terbuka." if one.round_id is not None else ""
    return View(
        f"Hapus tenggat {bold(one.title)}? Tidak ada yang diingatkan lagi.{stays} Dapat dipulihkan.",
        [[Button("Ya, hapus", DropDeadline(one.id, 1), style="danger"), Button("Tidak", _open(one))]],
    )


def dropped_view(one: Stored) -> View:
    """Say that a deadline is deleted."""
    return View(
        f"🗑 Tenggat {bold(one.title)} dihapus.", [[Button("↩️ Pulihkan", RestoreDeadline(one.id))], [TO_SCHEDULE]]
    )
