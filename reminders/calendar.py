"""Working days and office hours of the Indonesian civil service.

Holidays and cuti bersama come from the `holidays` package (its categories public and government), which follows the
yearly joint decree of three ministers; years not decreed yet it estimates, or knows in part.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

OFFICE_OPENS = time(8)
OFFICE_CLOSES = time(16)
_SATURDAY = 5


@lru_cache
def _holidays() -> HolidayBase:
    return country_holidays("ID", categories=("public", "government"))


def is_working_day(day: date) -> bool:
    """Whether offices work: no weekend, no holiday, no cuti bersama."""
    return day.weekday() < _SATURDAY and day not in _holidays()


def is_office_hour(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether offices in that zone are open at the moment."""
    local = moment.astimezone(zone)
    return is_working_day(local.date()) and OFFICE_OPENS <= local.time() < OFFICE_CLOSES


def working_days_before(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return the same time of day so many working days earlier, as the zone counts days."""
    local = moment.astimezone(zone)
    while days > 0:
        local -= timedelta(days=1)
        days -= is_working_day(local.date())
    return local.astimezone(moment.tzinfo)
