"""Words that checklists share: days, amounts, bars."""

from datetime import date

from bot.asking.words import short_date, thousands
from bot.reports.wording import percent

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
BAR = 10


def named_day(day: date) -> str:
    """Return a day with its name: Jumat 15 Jan 2027."""
    return f"{DAYS[day.weekday()]} {short_date(day)}"


def distance(day: date, today: date) -> str:
    """Return how far a day is: "3 hari lagi", "hari ini", "lewat 2 hari"."""
    days = (day - today).days
    if days == 0:
        return "hari ini"
    return f"{days} hari lagi" if days > 0 else f"lewat {-days} hari"


def bar(share: float | None, length: int = BAR) -> str:
    """Return a progress bar with its percentage, full only when everything is done; a dash where nothing counts."""
    if share is None:
        return percent(share)
    filled = int(share * length)
    return f"{'▓' * filled}{'░' * (length - filled)} {percent(share)}"


def amount(value: float) -> str:
    """Return a figure as Indonesians write it: 1.250,5."""
    whole, _, part = f"{value:.4f}".rstrip("0").rstrip(".").partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{thousands(int(digits))}{',' + part if part else ''}"


def size(bytes_: int) -> str:
    """Return the size of a file as people say it."""
    if bytes_ < 1024 * 1024:
        return f"{max(1, round(bytes_ / 1024))} KB"
    return f"{bytes_ / 1024 / 1024:.1f} MB".replace(".", ",")
