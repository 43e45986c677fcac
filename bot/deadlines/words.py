"""Days and times of deadlines, in words and in buttons."""

from collections.abc import Iterable
from datetime import date, datetime, time

from bot.checklists.words import distance, named_day
from bot.database import Connection
from bot.people.store import ZONES, agency_zone
from bot.planning.days import numbered_day, off_note
from reminders.calendar import holidays_known
from reminders.times import Due

END_OF_DAY = 2400


def clock_number(at: time | None) -> int:
    """Return a time as buttons carry it: 1430; 2400 where there is none."""
    return at.hour * 100 + at.minute if at else END_OF_DAY


def numbered_clock(number: int) -> time | None:
    """Return the time that a button carries, None for the end of the day. Raises ValueError where there is none."""
    hour, minute = divmod(min(number, 10_000), 100)  # further than any clock, within what the library takes
    return None if number == END_OF_DAY else time(hour, minute)


def due_in(day: int, clock: int) -> Due | None:
    """Return the day and the time that a button carries; None where there is no such day or time."""
    found = numbered_day(day)
    try:
        return Due(found, numbered_clock(clock)) if found else None
    except ValueError:
        return None


def is_past(on: Connection, due: Due, now: datetime) -> bool:
    """Whether a day, or the time on it, is over where the agency is."""
    here = now.astimezone(ZONES[agency_zone(on)])
    if due.at is None or due.day != here.date():
        return due.day < here.date()
    return due.at <= here.time()


def due_words(day: date, at: time | None, today: date) -> str:
    """Return when a deadline is: "Senin 31 Mei 2027 pukul 10.00, 190 hari lagi"."""
    return f"{named_day(day)}{_clock(at)}, {distance(day, today)}"


def _clock(at: time | None) -> str:
    return f" pukul {at:%H.%M} waktu setempat" if at else ""


def day_warning(day: date) -> str:
    """Warn, in HTML, of a weekend or a holiday, and where nobody knows yet whether it is one."""
    return off_note(day) + holidays_note({day.year})


def holidays_note(years: Iterable[int]) -> str:
    """Say, in HTML, of which of the years the holidays are not decreed yet."""
    lines = [words for year in sorted(years) if (words := _known(year))]
    return "".join(f"\nℹ️ {line}" for line in lines)


def _known(year: int) -> str:
    known = holidays_known(year)
    if known == "belum":
        return f"Hari libur {year} belum ditetapkan; periksa lagi setelah SKB terbit."
    return f"Sebagian hari libur {year} masih perkiraan." if known == "perkiraan" else ""
