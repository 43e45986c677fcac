"""What reminders look like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.actions.checklists import MarkTask, OpenTasks
from bot.actions.reminding import MeetDeadline, ReadDaily, SnoozeReminder
from bot.checklists.store import Task
from bot.markup import bold, escape, italic, shorten
from bot.view import Button, View
from reminders.wording import Item, Notice, Part, Snoozable

MOST_ITEMS = 12
MOST_BUTTONS = 4
"""Deadlines that get buttons of their own: those after them are opened with /tugas."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What can be done about an item at once: the round to open, and its open tasks when they are few."""

    round_id: int | None
    few: Sequence[Task]
    unit: str


def reminder_view(notice: Notice, ways: Mapping[tuple[int, int], Ways], reminder_id: int) -> View:
    """Show somebody what is still open, and what can be done about it."""
    parts = [f"⏰ {bold('Pengingat')}", *(_part(part, ways) for part in notice.parts)]
    text = "\n\n".join([*parts, *([italic(notice.late)] if notice.late else [])])
    own = [item for part in notice.parts if part.audience != "coordinator" for item in part.items]
    rows = [row for item in own[:MOST_BUTTONS] for row in _rows(item, ways[item.deadline_id, item.unit_id])]
    return View(text, [*rows, *_snooze(notice.snooze, reminder_id)])


def _part(part: Part, ways: Mapping[tuple[int, int], Ways]) -> str:
    lines = [_line(item, ways[item.deadline_id, item.unit_id]) for item in part.items[:MOST_ITEMS]]
    rest = len(part.items) - MOST_ITEMS
    return "\n".join([escape(part.opening), *lines, *([f"• … dan {rest} lagi"] if rest > 0 else [])])


def _line(item: Item, ways: Ways) -> str:
    head = f"• {bold(shorten(item.title, 100))} ({escape(item.unit)}): {escape(item.when)}"
    left = item.left.replace("tugas", "butir") if ways.round_id is not None else ""
    named = [f"   – {task.number}. {escape(shorten(task.title, 70))}" for task in ways.few]
    return "\n".join(filter(None, [head, "" if named else escape(left) and f"   {escape(left)}", *named, _hint(item)]))


def _hint(item: Item) -> str:
    return f"   {italic(item.hint)}" if item.hint else ""


def _rows(item: Item, ways: Ways) -> list[list[Button]]:
    if ways.round_id is None:
        return [[Button(f"✅ Selesai untuk {ways.unit}", MeetDeadline(item.unit_id, item.deadline_id))]]
    marks = [
        [
            Button(f"✅ {task.number} selesai", MarkTask(task.id, task.version, "done")),
            Button(f"⛔ {task.number} terhambat", MarkTask(task.id, task.version, "blocked")),
        ]
        for task in ways.few
    ]
    return [*marks, [Button(shorten(f"📋 Buka daftar {ways.unit}", 60), OpenTasks(item.unit_id, ways.round_id))]]


def _snooze(snooze: Snoozable | None, reminder_id: int) -> list[list[Button]]:
    return [[Button(f"🔔 {snooze.label}", SnoozeReminder(reminder_id))]] if snooze else []


SNOOZED = "Baik, Anda diingatkan lagi pada pagi hari kerja berikutnya."
TOO_LATE = "Tenggatnya sudah terlalu dekat untuk ditunda."
DEADLINE_GONE = "Tenggat itu sudah tidak ada."


def met_view(title: str, unit: str, unit_id: int, deadline_id: int, *, met: bool) -> View:
    """Confirm that a unit has finished a deadline, or has not."""
    if not met:
        return View(f"Baik, {bold(title)} dicatat belum selesai untuk {escape(unit)}.")
    back = Button("↩️ Belum selesai", MeetDeadline(unit_id, deadline_id, 0))
    return View(f"✅ {bold(title)} dicatat selesai untuk {escape(unit)}. Terima kasih.", [[back]])


def daily_view(value: str, behaviour: str) -> View:
    """Show the behaviour of the day."""
    return View(
        f"🌱 {bold('Perilaku BerAKHLAK hari ini')}\n{bold(value)}: {behaviour}",
        [[Button("Berhenti menerima", ReadDaily(0))]],
    )


READING_DAILY = "Baik, satu perilaku BerAKHLAK setiap hari kerja."
NOT_READING_DAILY = View("Baik, perilaku harian dihentikan. Aktifkan lagi kapan saja lewat /profil.")
