"""A day with a time of day, as people type them: "tgl 5 jam 10", "31 Mei 2027 pukul 14.30", "besok jam 3 sore"."""

import re
from dataclasses import dataclass
from datetime import date, time

from reminders.dates import read_day

NOON, MIDNIGHT = 12, 24
PARTS = {
    "pagi": range(NOON),
    "siang": range(10, 16),
    "sore": range(14, 20),
    "petang": range(15, 20),
    "malam": range(18, MIDNIGHT + 1),
}
"""The hours that each part of a day is said of; midnight is its end."""

_TIME = re.compile(
    rf"(?:(?:\b(?:jam|pukul|pkl\.?)\s*)(\d{{1,2}})(?:[.:](\d{{2}}))?(?![\d.:])|\b(\d{{1,2}}):(\d{{2}})(?![\d:]))"
    rf"(?:\s*\b({'|'.join(PARTS)})\b)?(?:\s*\b(?:wib|wita|wit|waktu setempat)\b)?"
)


@dataclass(frozen=True, slots=True)
class Due:
    """A day, and the time on it until which something is to be finished; None until its end."""

    day: date
    at: time | None = None


def read_due(text: str, today: date) -> Due | None:
    """Return the day, and the time if there is one, that a text means on `today`; None where it is not understood."""
    flat = " ".join(text.casefold().replace("’", "'").split())
    found = _TIME.search(flat)
    if found is None:
        day = read_day(flat, today)
        return Due(day) if day else None
    day = read_day(f"{flat[: found.start()]} {flat[found.end() :]}", today)
    try:
        return Due(day, _time(found)) if day else None
    except ValueError:  # half past twenty-five; six in the afternoon of the morning
        return None


def read_time(text: str) -> time | None:
    """Return a time of day that stands alone: "10", "14.30", "jam 3 sore"; None for 24.00, the end of the day.

    Raises ValueError where it is not understood.
    """
    flat = " ".join(text.casefold().split())
    found = _TIME.fullmatch(flat) or _TIME.fullmatch(f"jam {flat}")
    if found is None:
        raise ValueError(text)
    return _time(found)


def _time(found: re.Match[str]) -> time | None:
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    if found[5]:
        hour = _hour(hour, found[5])
    return None if (hour, minute) == (MIDNIGHT, 0) else time(hour, minute)


def _hour(hour: int, part: str) -> int:
    """Return the hour of the day that is so called in that part of it. Raises ValueError where there is none."""
    for meant in (hour, hour + NOON):
        if meant in PARTS[part]:
            return meant
    raise ValueError(f"{hour} {part}")
