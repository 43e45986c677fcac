"""Days in buttons, and what is said of a day on which offices do not work."""

from datetime import date

from bot.checklists.words import named_day
from bot.markup import escape
from reminders.calendar import day_off, working_day_up_to


def day_number(day: date) -> int:
    """Return a day as buttons carry it: 20270115."""
    return day.year * 10_000 + day.month * 100 + day.day


def numbered_day(number: int) -> date | None:
    """Return the day that a button carries; None where there is no such day."""
    try:
        return date(number // 10_000, number // 100 % 100, number % 100)
    except (ValueError, OverflowError):
        return None


def off_note(day: date) -> str:
    """Warn, in HTML, of a weekend or a holiday; nothing for a working day."""
    why = day_off(day)
    if why is None:
        return ""
    return f"\n⚠️ Itu hari libur ({escape(why)}); hari kerja sebelumnya {named_day(working_day_up_to(day))}."
