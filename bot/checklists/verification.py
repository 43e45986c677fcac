"""Chat in: coordinators look at what is finished, and verify it or give it back."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.actions.checklists import AcceptTask, OpenVerification, ReturnTask
from bot.audit import By
from bot.checklists import rounds, rules, store, views
from bot.checklists import verification_views as shown
from bot.checklists.handlers import LONGEST_REASON, standing_in
from bot.checklists.reading import card_of, own_work, start_of, today_in
from bot.checklists.states import State
from bot.checklists.store import Task
from bot.database import Connection
from bot.dialogues.prompts import CONTINUE, ask_for, finish
from bot.evidence import store as evidence
from bot.people.standing import holders
from bot.people.store import find_unit
from bot.routing import Clinic, Context, on_taps
from bot.view import View


async def begin(_: Update, context: Context) -> None:
    """Show what waits for verification."""
    context.turn.change(lambda on: context.turn.reply(_next(context, on, 0)))


async def go_on(_: Update, context: Context) -> None:
    """Show what waits after a task."""
    tap = context.turn.tapped(OpenVerification)
    context.turn.change(lambda on: context.turn.edit(_next(context, on, tap.after)))


def _next(context: Context, on: Connection, after: int) -> View:
    person_id = context.turn.person_id or 0
    waiting = store.to_verify(on, person_id)
    own = store.count_done(on) - len(waiting)
    if not waiting:
        return shown.nothing_view(own)
    passed = next((number + 1 for number, task_id in enumerate(waiting) if task_id == after), 0)
    task = store.find_task(on, waiting[passed % len(waiting)])
    card = card_of(on, task, standing_in(context, on), context.turn.now) if task else None
    return shown.to_verify_view(card, len(waiting), own) if card else shown.nothing_view(own)


async def accept(_: Update, context: Context) -> None:
    """Verify a task and show the next."""
    tap = context.turn.tapped(AcceptTask)

    def work(on: Connection) -> None:
        task = store.find_task(on, tap.task)
        before = _one_before(context, on, tap.task)
        # What is attached may have changed without the task: only what was looked at is verified.
        if task is None or task.version != tap.version or _evidence_mark(on, task) != tap.seen:
            context.turn.toast(views.CHANGED)
        elif judge(context, on, task, "verified", None):
            context.turn.toast("Terverifikasi.")
        context.turn.edit(_next(context, on, before))

    context.turn.change(work)


def _one_before(context: Context, on: Connection, task_id: int) -> int:
    """Return what waits right before a task: behind it the queue goes on once the task has left it."""
    waiting = store.to_verify(on, context.turn.person_id or 0)
    found = waiting.index(task_id) if task_id in waiting else 0
    return waiting[found - 1] if found else 0


def _evidence_mark(on: Connection, task: Task) -> int:
    return evidence.mark_of(evidence.of_task(on, task.id))


async def give_back(_: Update, context: Context) -> None:
    """Ask what is to be mended."""
    turn, tap = context.turn, context.turn.tapped(ReturnTask)
    task, own = await context.services.database.read(lambda on: _with_whose(on, tap.task, turn.person_id or 0))
    if own:
        turn.toast(shown.OWN_WORK, alert=True)
    elif task is None or task.version != tap.version:
        turn.toast(views.CHANGED)
        turn.change(lambda on: turn.edit(_next(context, on, 0)))
    else:
        ask_for(context, "why-returned", task.id, views.why_prompt(task, "returned"))


def _with_whose(on: Connection, task_id: int, person_id: int) -> tuple[Task | None, bool]:
    task = store.find_task(on, task_id)
    return task, task is not None and own_work(on, task, person_id)


async def take_reason(context: Context, task_id: int, text: str) -> None:
    """Give a task back with what is to be mended, and show the next."""
    finish(context)

    def work(on: Connection) -> None:
        task = store.find_task(on, task_id)
        if task is None or not judge(context, on, task, "returned", text[:LONGEST_REASON]):
            context.turn.reply(View(views.CHANGED))
        context.turn.reply(_next(context, on, 0))

    context.turn.change(work)


def judge(context: Context, on: Connection, task: Task, state: State, reason: str | None) -> bool:
    """Verify a task or give it back, and tell the unit; not what one finished or attached oneself."""
    turn = context.turn
    person_id = turn.person_id or 0
    if own_work(on, task, person_id):
        turn.toast(shown.OWN_WORK, alert=True)
        return False
    round_ = rounds.find_round(on, task.round_id)
    judged = rules.judged(task.progress, state, reason, person_id, turn.now)
    progress = judged if round_ and not round_.closed else None
    changed = store.change(on, task, progress, By(person_id, turn.now)) if progress else None
    if changed is None:
        turn.toast(views.CHANGED)
        return False
    _tell_unit(context, on, changed)
    return True


def _tell_unit(context: Context, on: Connection, task: Task) -> None:
    unit, round_ = find_unit(on, task.unit_id), rounds.find_round(on, task.round_id)
    if unit is None or round_ is None:
        return
    today = today_in(unit, context.turn.now)
    name = f"terverifikasi:{round_.id}:{unit.id}:{today.isoformat()}"
    verified = store.verified_since(on, round_.id, unit.id, start_of(unit, today))
    for person_id in holders(on, "focal", unit.id):
        if task.state == "returned":
            context.turn.tell(person_id, shown.returned_view(task, unit, round_))
        else:
            # One message a day that grows: a coordinator who verifies fifty items does not ring fifty times.
            context.turn.rewrite_in(person_id, name, shown.verified_view(verified, unit, round_))


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    clinic.add_handler(CommandHandler("verifikasi", begin, filters=filters.UpdateType.MESSAGE))
    on_taps(clinic, {OpenVerification: go_on, AcceptTask: accept, ReturnTask: give_back})
    CONTINUE["why-returned"] = take_reason
