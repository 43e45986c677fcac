"""Chat in: a checklist is handed out, step by step: the period, the day it is due, the units, and a look at it all."""

from collections.abc import Callable
from datetime import date, timedelta

from telegram import Update

from bot.actions import Action
from bot.actions.planning import (
    AddUnitsToRound,
    AskDue,
    AskPeriod,
    AssignChecklist,
    CarryOver,
    CopyRound,
    PreviewRound,
    SetDue,
    SetPeriod,
    ShareRound,
)
from bot.checklists import rounds
from bot.checklists.rounds import Round
from bot.database import Connection
from bot.dialogues.prompts import CONTINUE
from bot.people.store import all_units
from bot.planning import assigning_views as views
from bot.planning import drafts, plans, sharing
from bot.planning.days import numbered_day
from bot.planning.desk import CLOSED, PASSED, by_of, show_plan
from bot.planning.desk_views import NOT_A_DAY
from bot.planning.drafts import Draft
from bot.planning.lines import flat
from bot.planning.periods import LONGEST, SHORTEST, offered, read_span, span_coded, suggested_days
from bot.planning.picking import choice_of
from bot.planning.showing import listen, listen_no_more, show, show_gone
from bot.routing import Clinic, Context, Handler, on_taps
from bot.view import View
from knowledge.schema import Period
from reminders.dates import read_day


def with_draft(context: Context, draft_id: int, work: Callable[[Connection, Draft], None]) -> None:
    """Go on with a draft in the turn's transaction; one that was handed out already is shown as what it became."""

    def found(on: Connection) -> None:
        draft = drafts.find(on, draft_id)
        if draft is None:
            show_gone(context.turn)
        elif draft.shared:
            context.turn.toast(views.SHARED_ALREADY)
            show_plan(context, on, draft.round_id or 0)
        else:
            work(on, draft)

    context.turn.change(found)


def go_on(context: Context, on: Connection, draft_id: int) -> None:
    """Ask for what is missing next; show the whole where nothing is."""
    draft = drafts.find(on, draft_id)
    if draft is None:
        show_gone(context.turn)
    elif draft.period is None:
        ask_period(context, on, draft)
    elif draft.due_on is None:
        ask_due(context, on, draft)
    elif not (units := sharing.units_for(on, draft)):
        listen_no_more(context, on)
        show(context.turn, views.units_view(choice_of(context, on, draft)))
    else:
        listen_no_more(context, on)
        today = plans.today_of(on, context.turn.now)
        past = _past(on, draft, draft.due_on, today)
        show(context.turn, views.preview_view(draft, draft.due_on, units, past, today))


def _past(on: Connection, draft: Draft, due_on: date, today: date) -> int:
    items = rounds.items_of(on, draft.checklist.id)
    return sum(due_on + timedelta(days=item.due_offset) < today for item in items)


# Beginning.


async def assign(_: Update, context: Context) -> None:
    """Begin to hand a checklist out."""
    tap = context.turn.tapped(AssignChecklist)

    def work(on: Connection) -> None:
        found = rounds.find_checklist(on, tap.checklist)
        if found is None or not found.items:
            show_gone(context.turn)
        else:
            go_on(context, on, drafts.begin(on, found.id, context.turn.now))

    context.turn.change(work)


async def copy_round(_: Update, context: Context) -> None:
    """Begin a new round of the same checklist with the same units."""
    tap = context.turn.tapped(CopyRound)

    def work(on: Connection) -> None:
        found = rounds.find_round(on, tap.round)
        if found is None:
            show_gone(context.turn)
            return
        there = set(rounds.units_of_round(on, found.id))
        units = [unit.id for unit in all_units(on) if unit.id in there]
        go_on(context, on, drafts.begin_copy(on, found.checklist_id, found.id, units, context.turn.now))

    context.turn.change(work)


async def add_units(_: Update, context: Context) -> None:
    """Begin to hand a round out to more units."""
    turn, tap = context.turn, context.turn.tapped(AddUnitsToRound)

    def work(on: Connection) -> None:
        found = rounds.find_round(on, tap.round)
        if found is None or found.closed:
            turn.toast(CLOSED)
        elif set(rounds.units_of_round(on, found.id)) >= {unit.id for unit in all_units(on)}:
            turn.toast(views.ALL_HAVE_IT)
        else:
            draft = drafts.begin_extension(on, found.checklist_id, found.id, found.period, found.due_on, turn.now)
            go_on(context, on, draft)

    turn.change(work)


# The period.


async def change_period(_: Update, context: Context) -> None:
    """Ask for the period again."""
    tap = context.turn.tapped(AskPeriod)
    with_draft(context, tap.draft, lambda on, draft: ask_period(context, on, draft))


def ask_period(context: Context, on: Connection, draft: Draft) -> None:
    """Ask for the period, and offer the likely ones."""
    listen(context, on, "period", draft.id)
    today = plans.today_of(on, context.turn.now)
    show(context.turn, views.period_view(draft, offered(_sort_of(context, draft), today)))


def _sort_of(context: Context, draft: Draft) -> Period | None:
    template = context.services.library.index.base.checklists.get(draft.checklist.template_id or "")
    return template.period if template else None


async def set_period(_: Update, context: Context) -> None:
    """Take the period that was chosen."""
    tap = context.turn.tapped(SetPeriod)
    span = span_coded(tap.span)
    if span is None:
        show_gone(context.turn)
    else:
        with_draft(context, tap.draft, lambda on, draft: _take_period(context, on, draft, span.name))


async def take_period(context: Context, draft_id: int, text: str) -> None:
    """Take the period that was written."""
    span = read_span(text)
    period = span.name if span else flat(text)
    if SHORTEST <= len(period) <= LONGEST:
        with_draft(context, draft_id, lambda on, draft: _take_period(context, on, draft, period))
    else:
        context.turn.reply(views.PERIOD_LENGTH)


def _take_period(context: Context, on: Connection, draft: Draft, period: str) -> None:
    if there := plans.same_period(on, draft.checklist.id, period):
        show(context.turn, views.clash_view(there))
        return
    drafts.set_period(on, draft.id, period)
    go_on(context, on, draft.id)


# The day on which it is due.


async def change_due(_: Update, context: Context) -> None:
    """Ask for the day again."""
    tap = context.turn.tapped(AskDue)
    with_draft(context, tap.draft, lambda on, draft: ask_due(context, on, draft))


def ask_due(context: Context, on: Connection, draft: Draft) -> None:
    """Ask for the day on which it is due, and offer the likely ones."""
    listen(context, on, "due", draft.id)
    today = plans.today_of(on, context.turn.now)
    span = read_span(draft.period or "")
    show(context.turn, views.due_view(draft, suggested_days(span, today) if span else [], today))


async def take_due(context: Context, draft_id: int, text: str) -> None:
    """Read the day that was written back before it counts."""
    turn = context.turn

    def work(on: Connection, draft: Draft) -> None:
        today = plans.today_of(on, turn.now)
        day = read_day(text, today)
        if day is None:
            turn.reply(NOT_A_DAY)
        elif day < today:
            turn.reply(View(PASSED))
        else:
            turn.reply(views.due_read_view(draft, day, today))

    with_draft(context, draft_id, work)


async def set_due(_: Update, context: Context) -> None:
    """Take the day that was chosen, or read back."""
    tap = context.turn.tapped(SetDue)
    day = numbered_day(tap.day)

    def work(on: Connection, draft: Draft) -> None:
        if day is None or day < plans.today_of(on, context.turn.now):
            context.turn.toast(PASSED)
        elif not draft.extends:
            drafts.set_due(on, draft.id, day)
            go_on(context, on, draft.id)

    with_draft(context, tap.draft, work)


# The whole.


async def preview(_: Update, context: Context) -> None:
    """Show what would be handed out."""
    tap = context.turn.tapped(PreviewRound)
    with_draft(context, tap.draft, lambda on, draft: go_on(context, on, draft.id))


async def carry(_: Update, context: Context) -> None:
    """Say whether what was filled in before is taken over."""
    tap = context.turn.tapped(CarryOver)

    def work(on: Connection, draft: Draft) -> None:
        drafts.set_carries(on, draft.id, carries=tap.carried == 1 and draft.copied_from is not None)
        go_on(context, on, draft.id)

    with_draft(context, tap.draft, work)


async def share(_: Update, context: Context) -> None:
    """Hand the draft out, and tell the focal persons."""
    tap = context.turn.tapped(ShareRound)
    with_draft(context, tap.draft, lambda on, draft: _share(context, on, draft))


def _share(context: Context, on: Connection, draft: Draft) -> None:
    turn = context.turn
    today = plans.today_of(on, turn.now)
    if draft.due_on is not None and draft.due_on < today and not draft.extends:
        turn.toast(PASSED)
        ask_due(context, on, draft)
        return
    shared = sharing.share(on, draft, by_of(context))
    if shared is None:
        _say_why_not(context, on, draft)
        return
    listen_no_more(context, on)
    told = sharing.focal_persons(on, shared.units)
    turn.edit(views.shared_view(shared, len(told)))
    for person, units in told.items():
        turn.tell(person, views.told_view(shared.round, units, draft.checklist.items))


def _say_why_not(context: Context, on: Connection, draft: Draft) -> None:
    there: Round | None = None
    if not draft.extends:
        there = plans.same_period(on, draft.checklist.id, draft.period or "")
    if there:
        listen(context, on, "period", draft.id)
        context.turn.edit(views.clash_view(there))
    elif draft.extends and (found := rounds.find_round(on, draft.round_id or 0)) and found.closed:
        context.turn.toast(CLOSED)
    else:
        go_on(context, on, draft.id)


TAPS: dict[type[Action], Handler] = {
    AssignChecklist: assign,
    CopyRound: copy_round,
    AddUnitsToRound: add_units,
    AskPeriod: change_period,
    SetPeriod: set_period,
    AskDue: change_due,
    SetDue: set_due,
    PreviewRound: preview,
    CarryOver: carry,
    ShareRound: share,
}


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, TAPS)
    CONTINUE["period"] = take_period
    CONTINUE["due"] = take_due
