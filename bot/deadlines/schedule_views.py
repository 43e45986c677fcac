"""What everybody is shown of the agency's deadlines, and of the occasions that come every year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.actions import OpenTopic
from bot.actions.deadlines import (
    ActivateOccasion,
    AddDeadline,
    OpenDeadline,
    OpenOccasion,
    OpenOccasions,
    OpenSchedule,
    SendDeadlineTemplate,
    SendIcs,
    SendYear,
)
from bot.asking.views import source_line
from bot.asking.words import NOTICES
from bot.checklists.words import named_day
from bot.deadlines.store import Stored
from bot.deadlines.words import due_words, holidays_note
from bot.markup import bold, escape, italic, shorten
from bot.people.paging import arrows, last_page
from bot.people.words import KIND_NAMES
from bot.view import Button, Keyboard, View
from knowledge.base import KnowledgeBase
from knowledge.occasions import in_words
from knowledge.schema import Occasion

PAGE = 6
LISTED = 56
MOST_YEARS = 3
TO_SCHEDULE = Button("‹ Jadwal", OpenSchedule())
NO_OCCASIONS = View("Pola tahunan belum tersedia.", [[TO_SCHEDULE]])
BEING_MADE = "Sedang disiapkan; segera dikirim."
NO_DEADLINES = "Belum ada tenggat yang dijadwalkan."
NOT_A_YEAR = "Kalender tahun itu tidak tersedia."


@dataclass(frozen=True, slots=True)
class Schedule:
    """The deadlines that lie ahead or passed only lately; `desk` when a coordinator reads them alone."""

    deadlines: Sequence[Stored]
    page: int
    today: date
    desk: bool

    @property
    def years(self) -> list[int]:
        """The years that are worth a calendar."""
        return sorted({self.today.year} | {one.due_on.year for one in self.deadlines})


def schedule_view(schedule: Schedule) -> View:
    """Show a page of the next deadlines."""
    total = len(schedule.deadlines)
    page = min(schedule.page, last_page(total, PAGE))
    shown = schedule.deadlines[page * PAGE : (page + 1) * PAGE]
    listed = "\n\n".join(_lines(one, schedule.today) for one in shown) or f"{NO_DEADLINES} {_hint(schedule.desk)}"
    tied = f"\n\n{italic('📋 dikerjakan lewat daftar tugas (/tugas)')}" if any(one.round_id for one in shown) else ""
    note = holidays_note(schedule.years)
    return View(
        f"📅 {bold('Jadwal tenggat')}{f' · {total}' if total else ''}\n\n{listed}{tied}{note and chr(10) + note}",
        [
            *([Button(shorten(one.title, LISTED), OpenDeadline(one.id))] for one in (shown if schedule.desk else ())),
            arrows(page, total, OpenSchedule, PAGE),
            *_ways(schedule),
        ],
    )


def _hint(desk: bool) -> str:
    return "Tambahkan sendiri, atau aktifkan dari pola tahunan." if desk else "Lihat pola tahunannya di bawah."


def _lines(one: Stored, today: date) -> str:
    mark = " 📋" if one.round_id is not None else ""
    return f"• {bold(one.title)}{mark}\n   {due_words(one.due_on, one.due_at, today)}"


def _ways(schedule: Schedule) -> Keyboard:
    pictures = [Button(f"📅 Kalender {year}", SendYear(year)) for year in schedule.years[:MOST_YEARS]]
    return [
        [Button("➕ Tambah tenggat", AddDeadline()), Button("📄 Dari Excel", SendDeadlineTemplate())]
        if schedule.desk
        else [],
        pictures,
        [Button("⬇️ .ics", SendIcs()), Button("🗓 Pola tahunan", OpenOccasions())],
    ]


def year_view(year: int) -> View:
    """Return what stands below the calendar of a year."""
    return View(
        f"📅 {bold(f'Kalender tenggat {year}')}{holidays_note({year})}",
        [[Button("⬇️ Sebagai berkas", SendYear(year, 1)), TO_SCHEDULE]],
    )


def occasions_view(base: KnowledgeBase, page: int) -> View:
    """Show a page of the occasions that come every year."""
    occasions = list(base.occasions.values())
    page = min(page, last_page(len(occasions), PAGE))
    shown = occasions[page * PAGE : (page + 1) * PAGE]
    if not shown:
        return NO_OCCASIONS
    lines = "\n".join(_occasion_line(one) for one in shown)
    return View(
        f"🗓 {bold('Pola tahunan')} · {len(occasions)} agenda\n"
        f"Yang lazim dalam setahun. ❔ berarti masih perlu dipastikan.\n\n{lines}",
        [
            *([Button(shorten(one.title, LISTED), OpenOccasion(one.key, page))] for one in shown),
            arrows(page, len(occasions), OpenOccasions, PAGE),
            [TO_SCHEDULE],
        ],
    )


def _occasion_line(one: Occasion) -> str:
    return f"• {bold(one.title)}: {escape(in_words(one.when))}{' ❔' if one.to_confirm else ''}"


@dataclass(frozen=True, slots=True)
class OccasionCard:
    """An occasion, the deadlines of the agency that were made of it, and where in the list it stands."""

    occasion: Occasion
    deadlines: Sequence[Stored]
    page: int
    desk: bool


def occasion_view(base: KnowledgeBase, card: OccasionCard) -> View:
    """Show an occasion: when it comes, what it rests on, what is still to be confirmed."""
    one = card.occasion
    kinds = ", ".join(KIND_NAMES[kind] for kind in one.kinds)
    notice = NOTICES[one.status]
    planned = ", ".join(named_day(deadline.due_on) for deadline in card.deadlines)
    parts = [
        f"🗓 {bold(one.title)}\n{escape(one.about)}",
        f"{bold('Kapan')}: {escape(in_words(one.when))}" + (f"\n{bold('Untuk')}: {kinds}" if kinds else ""),
        f"❔ {bold('Perlu dipastikan')}: {escape(one.to_confirm)}" if one.to_confirm else "",
        "\n".join([*([notice] if notice else []), *(source_line(base, source) for source in one.sources)]),
        f"✅ Sudah dijadwalkan: {planned}" if planned else "",
    ]
    topic = base.topics.get(one.topic)
    return View(
        "\n\n".join(filter(None, parts)),
        [
            [Button("✅ Aktifkan", ActivateOccasion(one.key), style="primary")] if card.desk else [],
            [Button("❓ Apa ini?", OpenTopic(topic.key))] if topic else [],
            [Button("‹ Pola tahunan", OpenOccasions(card.page))],
        ],
    )
