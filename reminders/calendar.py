"""Working days and office hours of the Indonesian civil service.

Holidays and cuti bersama come from the `holidays` package (its categories public and government), which follows the
yearly joint decree of three ministers; years not decreed yet it estimates, or knows in part. What an agency's own
calendar adds to the decree, or takes from it, is given as `LocalDays`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

from holidays import country_holidays

OFFICE_OPENS = time(8)
OFFICE_CLOSES = time(16)
_SATURDAY = 5
_ESTIMATED = " (perkiraan)"
"""What the package writes behind a holiday whose day it only calculates."""

Known = Literal["ditetapkan", "perkiraan", "belum"]


@dataclass(frozen=True, slots=True)
class LocalDays:
    """Days off beyond the decree, each with its reason, and holidays of the decree on which offices work after all."""

    off: Mapping[date, str] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Holiday:
    """Why offices are closed on a day that is no weekend by itself; `joint` is cuti bersama."""

    name: str
    joint: bool = False
    estimated: bool = False


NO_LOCAL_DAYS = LocalDays()


@lru_cache(maxsize=64)
def _decreed(year: int) -> Mapping[date, Holiday]:
    public = country_holidays("ID", years=year, categories=("public",), language="id")
    joint = country_holidays("ID", years=year, categories=("government",), language="id")
    read = {day: _holiday(name, joint=True) for day, name in joint.items()}
    return MappingProxyType(read | {day: _holiday(name, joint=False) for day, name in public.items()})


def _holiday(name: str, joint: bool) -> Holiday:
    return Holiday(name.replace(_ESTIMATED, ""), joint, _ESTIMATED in name)


def holidays_known(year: int) -> Known:
    """How far the decree of a year is known.

    "ditetapkan": with its cuti bersama, every day certain; "perkiraan": with its cuti bersama, but some holidays are
    only calculated yet; "belum": no cuti bersama is known, so there is no decree, or the package does not hold it.
    """
    days = _decreed(year).values()
    if not any(day.joint for day in days):
        return "belum"
    return "perkiraan" if any(day.estimated for day in days) else "ditetapkan"


def holidays_in(year: int, local: LocalDays = NO_LOCAL_DAYS) -> dict[date, Holiday]:
    """Return the holidays and cuti bersama of a year by day, in order, those on weekends too."""
    decreed = {day: holiday for day, holiday in _decreed(year).items() if day not in local.worked}
    added = {day: Holiday(name) for day, name in local.off.items() if day.year == year}
    return dict(sorted((decreed | added).items()))


def _holiday_on(day: date, local: LocalDays) -> Holiday | None:
    if day in local.off:
        return Holiday(local.off[day])
    return None if day in local.worked else _decreed(day.year).get(day)


def is_working_day(day: date, local: LocalDays = NO_LOCAL_DAYS) -> bool:
    """Whether offices work: no weekend, no holiday, no cuti bersama."""
    return day.weekday() < _SATURDAY and _holiday_on(day, local) is None


def day_off(day: date, local: LocalDays = NO_LOCAL_DAYS) -> str | None:
    """Return why offices do not work on a day: the name of the holiday, or of the day; None when they do."""
    if holiday := _holiday_on(day, local):
        return holiday.name + (_ESTIMATED if holiday.estimated else "")
    if day.weekday() < _SATURDAY:
        return None
    return "Sabtu" if day.weekday() == _SATURDAY else "Minggu"


def working_day_up_to(day: date, local: LocalDays = NO_LOCAL_DAYS) -> date:
    """Return the last day on which offices work, up to that day."""
    while not is_working_day(day, local):
        day -= timedelta(days=1)
    return day


def is_office_hour(moment: datetime, zone: ZoneInfo, local: LocalDays = NO_LOCAL_DAYS) -> bool:
    """Whether offices in that zone are open at the moment."""
    there = moment.astimezone(zone)
    return is_working_day(there.date(), local) and OFFICE_OPENS <= there.time() < OFFICE_CLOSES


def working_days_before(moment: datetime, days: int, zone: ZoneInfo, local: LocalDays = NO_LOCAL_DAYS) -> datetime:
    """Return the same time of day so many working days earlier, as the zone counts days."""
    there = moment.astimezone(zone)
    while days > 0:
        there -= timedelta(days=1)
        days -= is_working_day(there.date(), local)
    return there.astimezone(moment.tzinfo)
