"""The run: what is due now is noted and queued in one transaction, whatever happened since the last one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.database import Connection
from bot.deadlines import digest, store
from bot.deadlines.gathering import state_of
from bot.outage import write_patiently
from bot.services import Services
from reminders import outbox
from reminders.hours import Hours
from reminders.models import Line, Plan
from reminders.outbox import Intent
from reminders.planning import make_plan

REMINDER = "reminder"


class Reminding:
    """Reminds at each tick of what has become due."""

    def __init__(self, services: Services, queued: Callable[[], None]) -> None:
        self._services = services
        self._queued = queued
        self._hours = hours_of(services)

    async def run(self) -> None:
        """Remind whom something is due for now."""
        database, now = self._services.database, self._services.clock.now()
        due = await database.read(lambda on: self._is_due(on, now))
        if due:
            await write_patiently(database, lambda on: self._remind(on, now), self._services.clock)
            self._queued()

    def _is_due(self, on: Connection, now: datetime) -> bool:
        plan = self._plan(on, now)
        return bool(plan.entries) or store.has_new_rounds(on) or digest.is_due(on, self._services, self._hours, now)

    def _plan(self, on: Connection, now: datetime) -> Plan:
        return make_plan(state_of(on, self._services.settings), self._hours, now)

    def _remind(self, on: Connection, now: datetime) -> None:
        store.adopt_rounds(on)
        plan = self._plan(on, now)
        store.enter(on, plan.entries, now)
        for message in plan.messages:
            reminder_id = store.keep_reminder(on, message.person_id, [_kept(line) for line in message.lines], now)
            intent = Intent(REMINDER, reminder_id, message.person_id, message.person_id)
            outbox.enqueue(on, intent, f"pengingat:{reminder_id}", now, urgency=outbox.URGENT)
        digest.enqueue_due(on, self._services, self._hours, now)


def hours_of(services: Services) -> Hours:
    """Return the hours in which people may be written to, as the settings say."""
    settings = services.settings
    return Hours(quiet=settings.quiet_hours, send_at=settings.reminder_time)


def _kept(line: Line) -> dict[str, Any]:
    return {
        "deadline": line.duty.deadline.id,
        "unit": line.duty.unit.id,
        "audience": line.audience,
        "late": line.late,
        "snooze": line.snooze_on.isoformat() if line.snooze_on else None,
    }
