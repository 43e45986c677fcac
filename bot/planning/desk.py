"""Chat in: /daftar, the rounds that are open, and the agency's checklists."""

from collections.abc import Callable

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.actions import Action
from bot.actions.editing import DropChecklist, OpenChecklist, OpenChecklists, RenameChecklist, RestoreChecklist
from bot.actions.planning import AskRoundDue, CloseRound, MoveRound, OpenPlan, OpenPlans, ReopenRound
from bot.audit import By
from bot.checklists import rounds
from bot.checklists.rounds import Round
from bot.database import Connection
from bot.dialogues.prompts import CONTINUE, ask_for, finish
from bot.people.paging import last_page
from bot.planning import desk_views as views
from bot.planning import plans
from bot.planning.days import numbered_day
from bot.planning.showing import listen_no_more, show, show_gone
from bot.routing import Clinic, Context, Handler, on_taps
from bot.view import View
from reminders.dates import read_day

LONGEST_TITLE, SHORTEST_TITLE = 60, 3
PASSED = "Tanggal itu sudah lewat. Tulis tanggal lain."
CLOSED = "Periode ini sudah ditutup."


def by_of(context: Context) -> By:
    """Return who changes something now."""
    return By(context.turn.person_id, context.turn.now)


async def list_plans(update: Update, context: Context) -> None:
    """Show a page of the open rounds, on a command or on a tap."""
    page = context.turn.tapped(OpenPlans).page if update.callback_query is not None else 0
    context.turn.change(lambda on: _list(context, on, page))


def _list(context: Context, on: Connection, page: int) -> None:
    turn = context.turn
    listen_no_more(context, on)
    found = rounds.open_rounds(on)
    page = min(page, last_page(len(found), views.PAGE))
    shown = found[page * views.PAGE : (page + 1) * views.PAGE]
    listed = plans.plans(on, shown, turn.now)
    show(turn, views.plans_view(listed, page, len(found), plans.today_of(on, turn.now)))


async def open_plan(_: Update, context: Context) -> None:
    """Show a round."""
    tap = context.turn.tapped(OpenPlan)
    context.turn.change(lambda on: show_plan(context, on, tap.round))


def show_plan(context: Context, on: Connection, round_id: int) -> None:
    """Show a round as it is now."""
    turn, found = context.turn, rounds.find_round(on, round_id)
    if found is None:
        show_gone(turn)
        return
    listen_no_more(context, on)
    [plan] = plans.plans(on, [found], turn.now)
    items = len(rounds.items_of(on, found.checklist_id))
    show(turn, views.plan_view(plan, plans.units_in(on, round_id), items, plans.today_of(on, turn.now)))


def _with_round(context: Context, round_id: int, work: Callable[[Connection, Round], None]) -> None:
    """Do something about a round in the turn's transaction."""

    def found(on: Connection) -> None:
        round_ = rounds.find_round(on, round_id)
        if round_ is None:
            show_gone(context.turn)
        else:
            work(on, round_)

    context.turn.change(found)


async def close_round(_: Update, context: Context) -> None:
    """Close a round, after asking."""
    tap = context.turn.tapped(CloseRound)

    def work(on: Connection, found: Round) -> None:
        if tap.sure != 1 and not found.closed:
            context.turn.edit(views.close_view(found))
            return
        rounds.close_round(on, found.id, by_of(context))
        show_plan(context, on, found.id)

    _with_round(context, tap.round, work)


async def reopen_round(_: Update, context: Context) -> None:
    """Open a round again."""
    tap = context.turn.tapped(ReopenRound)

    def work(on: Connection, found: Round) -> None:
        if found.closed and not plans.reopen(on, found, by_of(context)):
            context.turn.toast(views.TAKEN, alert=True)
        show_plan(context, on, found.id)

    _with_round(context, tap.round, work)


async def ask_due(_: Update, context: Context) -> None:
    """Ask for another day on which a round is due."""
    tap = context.turn.tapped(AskRoundDue)
    found = await context.services.database.read(lambda on: rounds.find_round(on, tap.round))
    if found is None or found.closed:
        context.turn.toast(CLOSED)
    else:
        ask_for(context, "round-due", found.id, views.round_due_prompt(found))


async def take_due(context: Context, round_id: int, text: str) -> None:
    """Read the day back before it counts."""
    turn = context.turn

    def work(on: Connection, found: Round) -> None:
        today = plans.today_of(on, turn.now)
        day = read_day(text, today)
        if day is None:
            turn.reply(views.NOT_A_DAY)
        elif day < today:
            turn.reply(View(PASSED))
        else:
            turn.reply(views.round_due_view(found, day, today))

    _with_round(context, round_id, work)


async def move_round(_: Update, context: Context) -> None:
    """Give a round the day that was read back."""
    turn, tap = context.turn, context.turn.tapped(MoveRound)
    day = numbered_day(tap.day)

    def work(on: Connection, found: Round) -> None:
        if day is None or day < plans.today_of(on, turn.now):
            turn.toast(PASSED)
            return
        turn.toast("Tenggat diubah." if plans.move_due(on, found.id, day, by_of(context)) else CLOSED)
        show_plan(context, on, found.id)

    _with_round(context, tap.round, work)


# Checklists.


async def list_checklists(_: Update, context: Context) -> None:
    """Show a page of the agency's checklists."""
    tap = context.turn.tapped(OpenChecklists)

    def work(on: Connection) -> None:
        listen_no_more(context, on)
        context.turn.edit(views.checklists_view(rounds.checklists(on), tap.page))

    context.turn.change(work)


async def open_checklist(_: Update, context: Context) -> None:
    """Show a checklist."""
    tap = context.turn.tapped(OpenChecklist)
    context.turn.change(lambda on: show_checklist(context, on, tap.checklist))


def show_checklist(context: Context, on: Connection, checklist_id: int, note: str = "") -> None:
    """Show a checklist as it is now, and perhaps what has just become of it."""
    found = rounds.find_checklist(on, checklist_id)
    if found is None:
        show_gone(context.turn)
        return
    listen_no_more(context, on)
    show(context.turn, views.checklist_view(found, plans.latest_rounds(on, checklist_id), note))


async def ask_title(_: Update, context: Context) -> None:
    """Ask for another title of a checklist."""
    tap = context.turn.tapped(RenameChecklist)
    found = await context.services.database.read(lambda on: rounds.find_checklist(on, tap.checklist))
    if found is None:
        show_gone(context.turn)
    else:
        ask_for(context, "checklist-title", found.id, View("Tulis judul baru (3–60 huruf)."))


def rename(context: Context, checklist_id: int, title: str) -> None:
    """Give a checklist another title."""
    finish(context)

    def work(on: Connection) -> None:
        plans.rename(on, checklist_id, title, by_of(context))
        show_checklist(context, on, checklist_id)

    context.turn.change(work)


async def drop_checklist(_: Update, context: Context) -> None:
    """Take a checklist out of use, after asking."""
    turn, tap = context.turn, context.turn.tapped(DropChecklist)

    def work(on: Connection) -> None:
        found = rounds.find_checklist(on, tap.checklist)
        if found is None:
            show_gone(turn)
        elif tap.sure != 1:
            turn.edit(views.drop_view(found))
        elif plans.drop_checklist(on, found.id, by_of(context), dropped=True):
            turn.edit(views.dropped_view(found))
        else:
            turn.toast(views.STILL_OPEN, alert=True)

    turn.change(work)


async def restore_checklist(_: Update, context: Context) -> None:
    """Take a checklist into use again."""
    tap = context.turn.tapped(RestoreChecklist)

    def work(on: Connection) -> None:
        plans.drop_checklist(on, tap.checklist, by_of(context), dropped=False)
        show_checklist(context, on, tap.checklist)

    context.turn.change(work)


TAPS: dict[type[Action], Handler] = {
    OpenPlans: list_plans,
    OpenPlan: open_plan,
    CloseRound: close_round,
    ReopenRound: reopen_round,
    AskRoundDue: ask_due,
    MoveRound: move_round,
    OpenChecklists: list_checklists,
    OpenChecklist: open_checklist,
    RenameChecklist: ask_title,
    DropChecklist: drop_checklist,
    RestoreChecklist: restore_checklist,
}


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    clinic.add_handler(CommandHandler("daftar", list_plans, filters=filters.UpdateType.MESSAGE))
    on_taps(clinic, TAPS)
    CONTINUE["round-due"] = take_due
