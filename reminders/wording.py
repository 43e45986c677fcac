"""How a reminder reads: distances as they really are on the day of reading, and the parts that a view puts together.

Titles and names are as people typed them: whoever shows them escapes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from reminders.deadlines import Deadline
from reminders.hours import Hours
from reminders.models import Duty, Line, Message
from reminders.rungs import Audience

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")

LATE = "Pengingat ini terlambat karena layanan sempat terhenti. Mohon maaf."
_OPENINGS: dict[Audience, str] = {
    "focal": "Masih ada yang perlu diselesaikan:",
    "head": "Untuk perhatian Anda sebagai kepala unit, belum selesai:",
    "coordinator": "Unit yang belum selesai:",
}
_LAST_DAY = "Hari ini hari kerja terakhir sebelum tenggat."
_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Item:
    """A unit's deadline as it reads: when it is, what is left, and what is worth knowing about the day."""

    deadline_id: int
    unit_id: int
    title: str
    unit: str
    when: str
    left: str
    hint: str


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody is told in one role, under a sentence that says why."""

    audience: Audience
    opening: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Snoozable:
    """What may be put off until which day, by deadline and unit, and the words on the button."""

    label: str
    day: date
    items: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A person's reminder, ready for a view; `late` is an excuse or empty."""

    person_id: int
    parts: tuple[Part, ...]
    late: str
    snooze: Snoozable | None


def notice_of(message: Message, hours: Hours, now: datetime) -> Notice:
    """Return how a message reads at that moment."""
    parts = tuple(
        Part(audience, opening, tuple(_item(line.duty, hours, now) for line in lines))
        for audience, opening in _OPENINGS.items()
        if (lines := [line for line in message.lines if line.audience == audience])
    )
    late = LATE if any(line.late for line in message.lines) else ""
    return Notice(message.person_id, parts, late, _snoozable(message.lines, now))


def when(deadline: Deadline, zone: ZoneInfo, now: datetime) -> str:
    """Return a deadline as it lies ahead at that moment: "Senin 14 Des, 3 hari lagi"; "Senin 14 Des, lewat 3 hari"."""
    end, today = deadline.end(zone), now.astimezone(zone).date()
    days = (deadline.due_on - today).days
    clock = f" pukul {end:%H.%M} {end.tzname()}" if deadline.due_at else ""
    day = f"{_named(deadline.due_on, today)}{clock}"
    if now >= end:
        return f"{day}, lewat {-days} hari" if days else f"{day}, baru saja lewat"
    if days > 1:
        return f"{day}, {days} hari lagi"
    return f"{'besok' if days else 'hari ini'}, {day}"


def _named(day: date, today: date) -> str:
    year = f" {day.year}" if day.year != today.year else ""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


def _item(duty: Duty, hours: Hours, now: datetime) -> Item:
    deadline, unit = duty.deadline, duty.unit
    said = when(deadline, unit.zone, now)
    left = f"{duty.left} tugas belum selesai"
    return Item(deadline.id, unit.id, deadline.title, unit.name, said, left, _hint(deadline, unit.zone, hours, now))


def _hint(deadline: Deadline, zone: ZoneInfo, hours: Hours, now: datetime) -> str:
    """Return what the distance alone hides: that hardly any working day may be left before a deadline."""
    end, today = deadline.end(zone), now.astimezone(zone).date()
    if now >= end or deadline.due_on == today:
        return ""
    if hours.next_morning(now, zone) >= end:
        return _LAST_DAY if hours.works(today) else ""
    if hours.works(deadline.due_on):
        return ""
    last = _named(hours.working_day_up_to(deadline.due_on), today)
    return f"Tenggat jatuh pada hari libur; hari kerja terakhir sebelumnya {last}."


def _snoozable(lines: Sequence[Line], now: datetime) -> Snoozable | None:
    later = [(line.snooze_on, line.duty) for line in lines if line.snooze_on]
    if not later:
        return None
    day = min(day for day, _ in later)
    today = max(now.astimezone(duty.unit.zone).date() for _, duty in later)
    return Snoozable(_label(day, today), day, tuple((duty.deadline.id, duty.unit.id) for _, duty in later))


def _label(day: date, today: date) -> str:
    """Return the words on the button; "besok" only where tomorrow is meant."""
    days = (day - today).days
    if days == 1:
        return "Ingatkan besok pagi"
    return f"Ingatkan {DAYS[day.weekday()] if days < _A_WEEK else _named(day, today)} pagi"
