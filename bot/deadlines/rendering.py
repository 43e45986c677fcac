"""From a queued reminder to its message, as things stand when it is sent: nothing that was finished is in it."""

from datetime import date, datetime

from bot.announcements.store import mark_unreachable
from bot.checklists import store as tasks
from bot.checklists.states import UNFINISHED
from bot.database import Connection
from bot.deadlines import store, views
from bot.deadlines.gathering import duties
from bot.deadlines.running import hours_of
from bot.people.store import find_unit
from bot.services import Services
from reminders import models
from reminders.models import Line
from reminders.outbox import Intent
from reminders.sending import Message
from reminders.wording import Item, notice_of

FEW = 3
"""So many open tasks are named one by one; more are a list to open."""


class ReminderKind:
    """Reminders, as delivery knows them: better twice than never."""

    repeatable = True

    def __init__(self, services: Services) -> None:
        self._services = services

    def render(self, on: Connection, intent: Intent) -> Message | None:
        """Return the message, None when everything in it has been finished."""
        now = self._services.clock.now()
        message = current(on, intent.subject)
        if message is None:
            return None
        notice = notice_of(message, hours_of(self._services), now)
        shown = {(item.deadline_id, item.unit_id): _ways(on, item) for part in notice.parts for item in part.items}
        return views.reminder_view(notice, shown, intent.subject).message()

    def lost(self, on: Connection, intent: Intent, now: datetime) -> None:
        """Leave somebody who cannot be written to in peace, until they write again."""
        mark_unreachable(on, intent.chat_id, now)


def current(on: Connection, reminder_id: int) -> models.Message | None:
    """Return what a reminder says by now, None when nothing of it is left."""
    found = store.find_reminder(on, reminder_id)
    if found is None:
        return None
    person_id, kept = found
    pairs = {(line["deadline"], line["unit"]) for line in kept}
    left = {(duty.deadline.id, duty.unit.id): duty for duty in duties(on, pairs) if duty.left}
    lines = [
        Line(duty, line["audience"], line["late"], date.fromisoformat(line["snooze"]) if line["snooze"] else None)
        for line in kept
        if (duty := left.get((line["deadline"], line["unit"])))
    ]
    return models.Message(person_id, tuple(lines)) if lines else None


def _ways(on: Connection, item: Item) -> views.Ways:
    deadline, unit = store.find(on, item.deadline_id), find_unit(on, item.unit_id)
    if deadline is None or deadline.round_id is None:
        return views.Ways(None, (), unit.short_name if unit else "")
    found = [task for task in tasks.tasks_of(on, deadline.round_id, item.unit_id) if task.state in UNFINISHED]
    few = tuple(task for task in found if task.state != "blocked")
    return views.Ways(deadline.round_id, few if len(few) <= FEW else (), unit.short_name if unit else "")
