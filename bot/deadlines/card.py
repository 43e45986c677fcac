"""Chat in: a deadline is shown, moved, renamed, deleted, and given rungs of its own."""

from telegram import Update

from bot.actions import Action
from bot.actions.deadlines import (
    AskNewDay,
    AskRungs,
    DropDeadline,
    MoveDeadline,
    OpenDeadline,
    RenameDeadline,
    ResetRungs,
    RestoreDeadline,
)
from bot.checklists.rounds import find_round
from bot.database import Connection
from bot.deadlines import adding_views, changes, store
from bot.deadlines import card_views as views
from bot.deadlines.card_views import Card
from bot.deadlines.showing import by_of, listen, listen_no_more, show, show_gone, with_deadline
from bot.deadlines.store import Stored
from bot.deadlines.words import due_in, is_past
from bot.dialogues.prompts import CANCEL, CONTINUE
from bot.markup import escape
from bot.planning.lines import flat
from bot.planning.plans import today_of
from bot.rights_table import Dialogue
from bot.routing import Clinic, Context, Handler, on_taps
from bot.view import View
from reminders.rungs import read_rungs
from reminders.times import read_due


async def open_deadline(_: Update, context: Context) -> None:
    """Show a deadline."""
    tap = context.turn.tapped(OpenDeadline)
    context.turn.change(lambda on: show_card(context, on, tap.deadline))


def show_card(context: Context, on: Connection, deadline_id: int, note: str = "") -> None:
    """Show a deadline as it is now, and perhaps what has just become of it."""
    turn, found = context.turn, store.find(on, deadline_id)
    if found is None:
        show_gone(turn)
        return
    listen_no_more(context, on)
    done, left = changes.finished(on, found)
    round_ = find_round(on, found.round_id) if found.round_id is not None else None
    card = Card(found, round_, changes.is_tied(on, found.id), done, left, today_of(on, turn.now))
    show(turn, views.card_view(card, note))


def _ask(context: Context, on: Connection, kind: Dialogue, found: Stored, prompt: View) -> None:
    listen(context, on, kind, found.id)
    context.turn.edit(View(prompt.text, [*prompt.keyboard, [CANCEL]]))


# The day.


async def ask_day(_: Update, context: Context) -> None:
    """Ask for another day."""
    tap = context.turn.tapped(AskNewDay)

    def work(on: Connection, found: Stored) -> None:
        _ask(context, on, "deadline-move", found, views.move_prompt(found, today_of(on, context.turn.now)))

    with_deadline(context, tap.deadline, work)


async def take_day(context: Context, deadline_id: int, text: str) -> None:
    """Read the day back before it counts."""
    turn = context.turn

    def work(on: Connection, found: Stored) -> None:
        today = today_of(on, turn.now)
        due = read_due(text, today)
        if due is None:
            turn.reply(adding_views.NOT_A_DAY)
        elif is_past(on, due, turn.now):
            turn.reply(View(adding_views.PASSED))
        else:
            turn.reply(views.moved_back_view(found, due, today))

    with_deadline(context, deadline_id, work)


async def move(_: Update, context: Context) -> None:
    """Give a deadline the day that was read back."""
    turn, tap = context.turn, context.turn.tapped(MoveDeadline)
    due = due_in(tap.day, tap.clock)

    def work(on: Connection, found: Stored) -> None:
        if due is None or is_past(on, due, turn.now):
            turn.toast(adding_views.PASSED)
            return
        changes.move(on, found, due.day, due.at, by_of(context))
        show_card(context, on, found.id, views.MOVED)

    with_deadline(context, tap.deadline, work)


# The title.


async def ask_name(_: Update, context: Context) -> None:
    """Ask for another title."""
    tap = context.turn.tapped(RenameDeadline)
    with_deadline(
        context, tap.deadline, lambda on, found: _ask(context, on, "deadline-name", found, views.name_prompt(found))
    )


async def take_name(context: Context, deadline_id: int, text: str) -> None:
    """Give a deadline the title that was written."""
    title = flat(text)

    def work(on: Connection, found: Stored) -> None:
        if title != found.title:
            store.change(on, found, by_of(context), title=title)
        show_card(context, on, found.id, views.RENAMED)

    if adding_views.SHORTEST <= len(title) <= adding_views.LONGEST:
        with_deadline(context, deadline_id, work)
    else:
        context.turn.reply(adding_views.TITLE_LENGTH)


# The rungs.


async def ask_rungs(_: Update, context: Context) -> None:
    """Ask when a deadline is to be reminded of."""
    tap = context.turn.tapped(AskRungs)
    with_deadline(
        context, tap.deadline, lambda on, found: _ask(context, on, "deadline-rungs", found, views.rungs_prompt(found))
    )


async def take_rungs(context: Context, deadline_id: int, text: str) -> None:
    """Take the rungs that were written."""
    try:
        rungs = read_rungs(text)
    except ValueError as fault:
        context.turn.reply(View(escape(str(fault))))
        return
    if len(rungs) > views.MOST_RUNGS:
        context.turn.reply(View(f"Paling banyak {views.MOST_RUNGS} jenjang."))
        return

    def work(on: Connection, found: Stored) -> None:
        if rungs != found.rungs:
            store.change(on, found, by_of(context), rungs=rungs)
        show_card(context, on, found.id, views.RUNGS_SET)

    with_deadline(context, deadline_id, work)


async def reset_rungs(_: Update, context: Context) -> None:
    """Remind of a deadline as of all others again."""
    tap = context.turn.tapped(ResetRungs)

    def work(on: Connection, found: Stored) -> None:
        store.change(on, found, by_of(context), rungs=None)
        show_card(context, on, found.id, views.RUNGS_SET)

    with_deadline(context, tap.deadline, work)


# Its end.


async def drop(_: Update, context: Context) -> None:
    """Delete a deadline, after asking."""
    tap = context.turn.tapped(DropDeadline)

    def work(on: Connection, found: Stored) -> None:
        listen_no_more(context, on)
        if tap.sure == 1:
            store.drop(on, found.id, by_of(context), dropped=True)
            context.turn.edit(views.dropped_view(found))
        else:
            context.turn.edit(views.drop_view(found))

    with_deadline(context, tap.deadline, work)


async def restore(_: Update, context: Context) -> None:
    """Take the deletion of a deadline back."""
    tap = context.turn.tapped(RestoreDeadline)

    def work(on: Connection) -> None:
        found = changes.restore(on, tap.deadline, by_of(context))
        if found is None:
            show_gone(context.turn)
        else:
            show_card(context, on, found.id, views.RESTORED)

    context.turn.change(work)


TAPS: dict[type[Action], Handler] = {
    OpenDeadline: open_deadline,
    AskNewDay: ask_day,
    MoveDeadline: move,
    RenameDeadline: ask_name,
    AskRungs: ask_rungs,
    ResetRungs: reset_rungs,
    DropDeadline: drop,
    RestoreDeadline: restore,
}


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, TAPS)
    CONTINUE["deadline-move"] = take_day
    CONTINUE["deadline-name"] = take_name
    CONTINUE["deadline-rungs"] = take_rungs
