"""When people may be reminded: on working days, outside the quiet hours, by the clock of the place they work in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reminders.calendar import is_working_day
from reminders.quiet import QUIET_HOURS, QuietHours

SEND_AT = time(8, 30)


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours in which reminders go out, and when in the morning they do; `works` says which days are worked on."""

    works: Callable[[date], bool] = is_working_day
    quiet: QuietHours = QUIET_HOURS
    send_at: time = SEND_AT

    def opening(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Return the first moment from this one on at which somebody in the zone may be written to, in that zone."""
        local = moment.astimezone(zone)
        while True:
            if not self.works(local.date()):
                local = datetime.combine(local.date() + timedelta(days=1), time(), zone)
            elif (end := self.quiet.end_around(local)) > local:
                local = end
            else:
                return local

    def resumption(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Return the first moment from this one on at which reminders go out.

        On a new day that is at `send_at` or as soon after it as is allowed. Only where nothing of any day is allowed
        after `send_at` do they go out before it.
        """
        opening = self.opening(moment, zone)
        morning = self.opening(datetime.combine(opening.date(), self.send_at, zone), zone)
        return max(opening, morning) if morning.date() == opening.date() else opening

    def morning(self, day: date, zone: ZoneInfo) -> datetime:
        """Return when the reminders of a day, or of the first working day after it, go out."""
        while not self.works(day):
            day += timedelta(days=1)
        return self.resumption(datetime.combine(day, self.send_at, zone), zone)

    def next_morning(self, now: datetime, zone: ZoneInfo) -> datetime:
        """Return when reminders go out on the next working day after today."""
        return self.morning(now.astimezone(zone).date() + timedelta(days=1), zone)

    def working_day_up_to(self, day: date) -> date:
        """Return the last working day up to that day."""
        while not self.works(day):
            day -= timedelta(days=1)
        return day
