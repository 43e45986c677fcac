"""Chat in: /jadwal, the agency's next deadlines, and the occasions that come every year."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.actions import Action
from bot.actions.deadlines import OpenOccasion, OpenOccasions, OpenSchedule, SendIcs, SendYear
from bot.database import Connection
from bot.deadlines import files, store
from bot.deadlines import schedule_views as views
from bot.deadlines.schedule_views import OccasionCard, Schedule
from bot.deadlines.showing import is_desk, listen_no_more, show
from bot.deadlines.store import Stored
from bot.documents import DOCUMENTS, LargeMaker, Maker
from bot.markup import unfolded_text
from bot.planning.plans import today_of
from bot.routing import Clinic, Context, Handler, on_taps
from knowledge.base import KnowledgeBase
from knowledge.occasions import dates_in, in_words
from knowledge.schema import Awaited, Occasion
from reminders.rungs import SILENT_AFTER

FAR = 3
"""Years from this one of which a calendar is drawn."""


async def open_schedule(update: Update, context: Context) -> None:
    """Show a page of the next deadlines, on a command or on a tap."""
    page = context.turn.tapped(OpenSchedule).page if update.callback_query is not None else 0
    context.turn.change(lambda on: _show_schedule(context, on, page))


def _show_schedule(context: Context, on: Connection, page: int) -> None:
    turn = context.turn
    listen_no_more(context, on)
    store.adopt_rounds(on)
    today = today_of(on, turn.now)
    show(turn, views.schedule_view(Schedule(current(on, today), page, today, is_desk(context, on))))


def current(on: Connection, today: date) -> list[Stored]:
    """Return the deadlines that lie ahead, and those of which somebody may still be reminded."""
    since = today - timedelta(days=SILENT_AFTER)
    return [one for one in store.deadlines(on) if one.due_on >= since]


async def send_year(_: Update, context: Context) -> None:
    """Send the calendar of a year."""
    turn, tap = context.turn, context.turn.tapped(SendYear)
    today, found = await context.services.database.read(lambda on: (today_of(on, turn.now), store.deadlines(on)))
    if abs(tap.year - today.year) > FAR:
        turn.toast(views.NOT_A_YEAR)
        return
    turn.toast(views.BEING_MADE)
    view, name = views.year_view(tap.year), f"kalender-tenggat-{tap.year}.png"
    planned = {one.occasion_id for one in found if one.due_on.year == tap.year}
    undated = undated_in(context.services.library.index.base, tap.year, planned)
    if tap.sharp == 1:
        turn.send_file(files.YEAR, name, unfolded_text(view.text), year=tap.year, undated=undated)
    else:
        turn.send_photo(files.YEAR, name, view, year=tap.year, undated=undated)


def undated_in(base: KnowledgeBase, year: int, planned: Collection[str | None]) -> Sequence[tuple[str, str]]:
    """Return the occasions without an exact day in a year that are not planned: when they come in words, and what.

    Those of which nothing is known come last: there may be no room for them.
    """
    found = [one for one in base.occasions.values() if not dates_in(one, year) and one.id not in planned]
    found.sort(key=lambda one: isinstance(one.when, Awaited))
    return [(in_words(one.when), one.title) for one in found]


async def send_ics(_: Update, context: Context) -> None:
    """Send the deadlines as an iCalendar file."""
    context.turn.toast(views.BEING_MADE)
    context.turn.send_file(files.ICS, "tenggat.ics", files.ICS_CAPTION)


async def open_occasions(_: Update, context: Context) -> None:
    """Show a page of the occasions that come every year."""
    tap = context.turn.tapped(OpenOccasions)
    context.turn.edit(views.occasions_view(context.services.library.index.base, tap.page))


async def open_occasion(_: Update, context: Context) -> None:
    """Show an occasion."""
    turn, tap = context.turn, context.turn.tapped(OpenOccasion)
    base = context.services.library.index.base
    found = occasion_keyed(base, tap.key)

    def work(on: Connection) -> None:
        if found is None:
            turn.edit(views.occasions_view(base, 0))
            return
        listen_no_more(context, on)
        planned = [one for one in store.deadlines(on) if one.occasion_id == found.id]
        turn.edit(views.occasion_view(base, OccasionCard(found, planned, tap.page, is_desk(context, on))))

    turn.change(work)


def occasion_keyed(base: KnowledgeBase, key: str) -> Occasion | None:
    """Return the occasion that a button names."""
    return next((one for one in base.occasions.values() if one.key == key), None)


TAPS: dict[type[Action], Handler] = {
    OpenSchedule: open_schedule,
    SendYear: send_year,
    SendIcs: send_ics,
    OpenOccasions: open_occasions,
    OpenOccasion: open_occasion,
}


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    clinic.add_handler(CommandHandler("jadwal", open_schedule, filters=filters.UpdateType.MESSAGE))
    on_taps(clinic, TAPS)
    DOCUMENTS[files.YEAR] = LargeMaker(files.make_year)
    DOCUMENTS[files.ICS] = Maker(files.read_calendar, files.make_ics)
