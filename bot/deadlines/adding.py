"""Chat in: a deadline is added, typed by a coordinator or taken from the pattern of the year."""

from collections.abc import Callable
from datetime import date

from telegram import Update

from bot.actions import Action
from bot.actions.deadlines import ActivateOccasion, AddDeadline, AskDeadlineDay, ReadDeadlineDay, SaveDeadline
from bot.database import Connection
from bot.deadlines import adding_views as views
from bot.deadlines import changes, drafts, store
from bot.deadlines.card import show_card
from bot.deadlines.drafts import Draft
from bot.deadlines.schedule import occasion_keyed
from bot.deadlines.showing import by_of, listen, listen_no_more, show, show_gone
from bot.deadlines.words import due_in, is_past
from bot.dialogues.prompts import CONTINUE, ask_for
from bot.planning.days import numbered_day
from bot.planning.lines import flat
from bot.planning.plans import today_of
from bot.routing import Clinic, Context, Handler, on_taps
from bot.view import View
from knowledge.occasions import dates_in, in_words
from knowledge.schema import Occasion
from reminders.times import Due, read_due

MOST_OFFERED = 6


def with_draft(context: Context, draft_id: int, work: Callable[[Connection, Draft], None]) -> None:
    """Go on with a deadline that is being added, in the turn's transaction."""

    def found(on: Connection) -> None:
        draft = drafts.find(on, draft_id)
        if draft is None:
            show_gone(context.turn)
        else:
            work(on, draft)

    context.turn.change(found)


async def ask_title(_: Update, context: Context) -> None:
    """Ask what is to be added."""
    ask_for(context, "deadline-title", 0, views.TITLE_PROMPT)


async def take_title(context: Context, _: int, text: str) -> None:
    """Take the title and ask for the day."""
    title = flat(text)
    if views.SHORTEST <= len(title) <= views.LONGEST:
        context.turn.change(lambda on: _begin(context, on, Draft(title), []))
    else:
        context.turn.reply(views.TITLE_LENGTH)


async def activate(_: Update, context: Context) -> None:
    """Begin to make a deadline of an occasion, on the day on which it comes."""
    tap = context.turn.tapped(ActivateOccasion)
    found = occasion_keyed(context.services.library.index.base, tap.key)
    if found is None:
        show_gone(context.turn)
    else:
        draft = Draft(found.title, occasion_id=found.id)
        context.turn.change(lambda on: _begin(context, on, draft, _days_of(on, found, today_of(on, context.turn.now))))


def _days_of(on: Connection, occasion: Occasion, today: date) -> list[date]:
    """Return the days of an occasion, until the end of next year, that lie ahead and are not planned yet."""
    planned = {one.due_on for one in store.deadlines(on) if one.occasion_id == occasion.id}
    days = [day for year in (today.year, today.year + 1) for day in dates_in(occasion, year)]
    return [day for day in days if day >= today and day not in planned][:MOST_OFFERED]


def _begin(context: Context, on: Connection, draft: Draft, days: list[date]) -> None:
    turn = context.turn
    today = today_of(on, turn.now)
    draft_id = drafts.keep(on, [draft], turn.now)
    listen(context, on, "deadline-day", draft_id)
    if not days:
        show(turn, views.day_prompt(draft, _usual(context, draft), today))
    elif len(days) == 1:
        show(turn, views.read_back_view(draft, draft_id, Due(days[0]), today))
    else:
        show(turn, views.days_view(draft, days, draft_id, today))


def _usual(context: Context, draft: Draft) -> str:
    """Return when the occasion usually comes, in words; nothing for what is no occasion."""
    found = context.services.library.index.base.occasions.get(draft.occasion_id or "")
    return in_words(found.when) if found else ""


async def ask_day(_: Update, context: Context) -> None:
    """Ask for the day again."""
    turn, tap = context.turn, context.turn.tapped(AskDeadlineDay)

    def work(on: Connection, draft: Draft) -> None:
        listen(context, on, "deadline-day", tap.draft)
        turn.edit(views.day_prompt(draft, _usual(context, draft), today_of(on, turn.now)))

    with_draft(context, tap.draft, work)


async def take_day(context: Context, draft_id: int, text: str) -> None:
    """Read the day that was written back before it counts."""

    def work(on: Connection, draft: Draft) -> None:
        due = read_due(text, today_of(on, context.turn.now))
        if due is None:
            context.turn.reply(views.NOT_A_DAY)
        else:
            _read_back(context, on, draft, draft_id, due)

    with_draft(context, draft_id, work)


async def choose_day(_: Update, context: Context) -> None:
    """Read the day that was chosen back before it counts."""
    tap = context.turn.tapped(ReadDeadlineDay)
    day = numbered_day(tap.day)
    if day is None:
        show_gone(context.turn)
    else:
        with_draft(context, tap.draft, lambda on, draft: _read_back(context, on, draft, tap.draft, Due(day)))


def _read_back(context: Context, on: Connection, draft: Draft, draft_id: int, due: Due) -> None:
    turn = context.turn
    if is_past(on, due, turn.now):
        show(turn, View(views.PASSED))
        return
    listen(context, on, "deadline-day", draft_id)
    show(turn, views.read_back_view(draft, draft_id, due, today_of(on, turn.now)))


async def save(_: Update, context: Context) -> None:
    """Keep the deadline that was read back."""
    turn, tap = context.turn, context.turn.tapped(SaveDeadline)
    due = due_in(tap.day, tap.clock)

    def work(on: Connection) -> None:
        draft = drafts.find(on, tap.draft)
        if draft is None:
            turn.toast(views.SAVED_ALREADY)
        elif due is None or is_past(on, due, turn.now):
            turn.toast(views.PASSED)
        elif there := changes.same(on, draft.title, due.day):
            turn.edit(views.there_view(there))
        elif made := drafts.save_one(on, tap.draft, due.day, due.at, by_of(context)):
            listen_no_more(context, on)
            show_card(context, on, made, views.ADDED)

    turn.change(work)


TAPS: dict[type[Action], Handler] = {
    AddDeadline: ask_title,
    ActivateOccasion: activate,
    AskDeadlineDay: ask_day,
    ReadDeadlineDay: choose_day,
    SaveDeadline: save,
}


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, TAPS)
    CONTINUE["deadline-title"] = take_title
    CONTINUE["deadline-day"] = take_day
