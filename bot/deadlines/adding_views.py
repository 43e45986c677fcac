"""What coordinators are shown while they add a deadline."""

from collections.abc import Sequence
from datetime import date

from bot.actions.deadlines import (
    AskDeadlineDay,
    OpenDeadline,
    ReadDeadlineDay,
    SaveDeadline,
)
from bot.checklists.words import distance, named_day
from bot.deadlines.drafts import Draft
from bot.deadlines.store import Stored
from bot.deadlines.words import clock_number, day_warning, due_words
from bot.dialogues.prompts import CANCEL
from bot.markup import bold, italic, shorten
from bot.planning.days import day_number
from bot.view import Button, View
from reminders.calendar import is_working_day, working_day_up_to
from reminders.times import Due

SHORTEST, LONGEST = 3, 80
TITLE_PROMPT = View(f"➕ Tenggat apa? Tulis namanya ({SHORTEST}–{LONGEST} huruf), mis. Kirim laporan SKM semester II.")
TITLE_LENGTH = View(f"Nama tenggat {SHORTEST}–{LONGEST} huruf. Tulis lagi, atau /batal.")
NOT_A_DAY = View(
    "Tanggal itu belum saya mengerti. Tulis misalnya: 31 Mei 2027, 31/5/2027, jumat depan, akhir maret, "
    "atau tgl 5 jam 10."
)
PASSED = "Waktu itu sudah lewat. Tulis tanggal lain."
SAVED_ALREADY = "Tenggat ini sudah disimpan, atau sudah terlalu lama."
ADDED = "✅ Tenggat dicatat. Unit diingatkan pada waktunya."


def day_prompt(draft: Draft, usual: str, today: date) -> View:
    """Ask for the day of a deadline; `usual` is when it usually comes, where it is known."""
    hint = f"\n{italic(f'Lazimnya: {usual}.')}" if usual else ""
    return View(
        f"📅 {bold(draft.title)}{hint}\nKapan tenggatnya? Tulis tanggalnya, mis. 31 Mei {today.year + 1}, jumat depan, "
        "atau tgl 5 jam 10.",
        [[CANCEL]],
    )


def days_view(draft: Draft, days: Sequence[date], draft_id: int, today: date) -> View:
    """Offer the days on which an occasion comes."""
    buttons = [Button(f"{named_day(day)}, {distance(day, today)}", ReadDeadlineDay(draft_id, day_number(day)))
               for day in days]  # fmt: skip
    return View(
        f"📅 {bold(draft.title)}\nTanggal mana yang dijadwalkan? Pilih, atau tulis tanggal lain.",
        [*([button] for button in buttons), [CANCEL]],
    )


def read_back_view(draft: Draft, draft_id: int, due: Due, today: date) -> View:
    """Read a day back before it counts."""
    clock = clock_number(due.at)
    earlier = working_day_up_to(due.day)
    instead = [Button(f"Pakai {named_day(earlier)}", SaveDeadline(draft_id, day_number(earlier), clock))]
    yes = Button("✅ Betul", SaveDeadline(draft_id, day_number(due.day), clock), style="success")
    return View(
        f"📅 {bold(draft.title)}\n{bold(due_words(due.day, due.at, today))}{day_warning(due.day)}\n\n"
        "Betul? Bila bukan, tulis tanggal lain.",
        [
            [yes, Button("🔁 Ulangi", AskDeadlineDay(draft_id))],
            instead if not is_working_day(due.day) and earlier >= today else [],
            [CANCEL],
        ],
    )


def there_view(there: Stored) -> View:
    """Say that there is such a deadline already."""
    return View(
        f"{bold(there.title)} pada {named_day(there.due_on)} sudah ada di jadwal.",
        [[Button(shorten(f"Buka {there.title}", 56), OpenDeadline(there.id))]],
    )
