"""Chat in: the buttons below reminders."""

from telegram import Update

from bot.actions.reminding import MeetDeadline, ReadDaily, SnoozeReminder
from bot.audit import By
from bot.database import Connection
from bot.deadlines import digest, store, views
from bot.deadlines.rendering import current
from bot.deadlines.running import hours_of
from bot.people.store import find_unit
from bot.routing import Clinic, Context, on_taps
from reminders.deadlines import snooze_day
from reminders.models import Line, Snooze


async def snooze(_: Update, context: Context) -> None:
    """Remind once more on the next working morning, of what that still helps."""
    turn, tap = context.turn, context.turn.tapped(SnoozeReminder)

    def work(on: Connection) -> None:
        message = current(on, tap.reminder)
        mine = message is not None and message.person_id == turn.person_id
        days = _note_wishes(context, on, message.lines) if message and mine else 0
        turn.toast(views.SNOOZED if days else views.TOO_LATE)

    turn.change(work)


def _note_wishes(context: Context, on: Connection, lines: tuple[Line, ...]) -> int:
    hours, now = hours_of(context.services), context.turn.now
    noted = 0
    for line in lines:
        duty = line.duty
        day = snooze_day(duty.deadline, duty.unit.zone, hours, now) if line.audience == "focal" else None
        if day is not None:
            store.snooze(on, Snooze(duty.deadline.id, duty.unit.id, context.turn.person_id or 0, day), now)
            noted += 1
    return noted


async def meet(_: Update, context: Context) -> None:
    """Note that a unit has finished a deadline without a checklist."""
    turn, tap = context.turn, context.turn.tapped(MeetDeadline)

    def work(on: Connection) -> None:
        deadline, unit = store.find(on, tap.deadline), find_unit(on, tap.unit)
        if deadline is None or unit is None or deadline.round_id is not None:
            turn.toast(views.DEADLINE_GONE)
            return
        met = tap.met == 1
        store.meet(on, deadline.id, unit.id, By(turn.person_id, turn.now), met=met)
        turn.edit(views.met_view(deadline.title, unit.short_name, unit.id, deadline.id, met=met))

    turn.change(work)


async def read_daily(_: Update, context: Context) -> None:
    """Begin or stop to receive the behaviour of the day."""
    turn, tap = context.turn, context.turn.tapped(ReadDaily)
    turn.change(lambda on: digest.read_daily(on, turn.person_id or 0, daily=tap.daily == 1))
    if tap.daily == 1:
        turn.toast(views.READING_DAILY)
    else:
        turn.edit(views.NOT_READING_DAILY)


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, {SnoozeReminder: snooze, MeetDeadline: meet, ReadDaily: read_daily})
