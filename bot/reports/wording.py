"""Days, numbers and shares as Indonesians write them."""

from datetime import date, datetime

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
ABBREVIATED = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def long_day(day: date) -> str:
    """Return a day such as 21 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Return a day such as 21 Nov."""
    return f"{day.day} {ABBREVIATED[day.month - 1]}"


def moment(at: datetime) -> str:
    """Return a moment such as 21 November 2026 pukul 14.05 WIB, in the zone it carries."""
    return f"{long_day(at)} pukul {at:%H.%M} {at.tzname() or ''}".rstrip()


def thousands(number: int) -> str:
    """Return a number such as 12.400."""
    return f"{number:,}".replace(",", ".")


def whole_percent(share: float | None) -> str:
    """Return a share such as 85, without the sign; a dash where nothing counts.

    Only what is really complete reads 100, and only what has not begun reads 0.
    """
    if share is None:
        return "–"
    rounded = round(share * 100)
    if 0 < share < 1:
        rounded = min(max(rounded, 1), 99)
    return str(rounded)


def percent(share: float | None) -> str:
    """Return a share such as 85%; a dash where nothing counts."""
    return "–" if share is None else f"{whole_percent(share)}%"
