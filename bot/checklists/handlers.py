"""Chat in: /tugas, a task and its states, figures, and history."""

from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.actions import Action
from bot.actions.checklists import (
    EnterNumber,
    ExplainTask,
    MarkTask,
    OpenAreas,
    OpenRounds,
    OpenTask,
    OpenTaskHistory,
    OpenTasks,
    UndoTask,
)
from bot.asking import store as asking
from bot.asking.views import Occasion, topic_view
from bot.audit import By
from bot.checklists import history, rounds, rules, store, views
from bot.checklists.numbers import read_number
from bot.checklists.reading import card_of, hindrance, own_work, sheet_of, sheets_of
from bot.checklists.states import NAMES, State, state_named
from bot.checklists.store import Progress, Task
from bot.database import Connection
from bot.dialogues import store as dialogues
from bot.dialogues.prompts import CONTINUE, Continue, ask_for, finish
from bot.effects import living_message
from bot.people.standing import Standing, standing_of
from bot.people.store import find_unit
from bot.rights import coordinators
from bot.rights_table import Dialogue
from bot.routing import Clinic, Context, Handler, on_taps
from bot.view import Button, View

LIST = "tugas"
"""The name of the message in which a chat follows its tasks."""
REASONS: dict[State, Dialogue] = {"blocked": "why-blocked", "exempt": "why-exempt"}
NUMBERS: tuple[Dialogue, ...] = ("target", "realised", "measure", "budget", "obstacle")
LONGEST_REASON = 500


def standing_in(context: Context, on: Connection) -> Standing:
    """Return what the sender of the update holds."""
    return standing_of(on, context.turn.person_id, context.services.settings.admin_ids)


async def open_list(_: Update, context: Context) -> None:
    """Show the tasks of one's units in a new message; the one before it can no longer be tapped."""

    def work(on: Connection) -> None:
        turn = context.turn
        earlier = living_message(on, context.services.bot.id, turn.chat_id, LIST)
        if earlier:
            turn.disarm(earlier)
        turn.reply(_own_tasks(context, on), remember=LIST)

    context.turn.change(work)


def _leave_evidence(context: Context, on: Connection) -> None:
    # Whoever looks at tasks again is done with attaching: what they write next is a question.
    turn = context.turn
    dialogues.leave(on, turn.chat_id, turn.person_id or 0, "evidence")


def _own_tasks(context: Context, on: Connection) -> View:
    _leave_evidence(context, on)
    standing = standing_in(context, on)
    sheets = sheets_of(on, standing, context.turn.now)
    if not sheets:
        return views.NO_TASKS if standing.units else views.NO_UNIT
    return views.tasks_view(sheets[0], "open", 0) if len(sheets) == 1 else views.rounds_view(sheets)


async def open_rounds(_: Update, context: Context) -> None:
    """Show the rounds of one's units."""
    context.turn.change(lambda on: context.turn.edit(_own_tasks(context, on)))


async def open_tasks(_: Update, context: Context) -> None:
    """Show a page of a unit's tasks."""
    turn, tap = context.turn, context.turn.tapped(OpenTasks)

    def work(on: Connection) -> None:
        _leave_evidence(context, on)
        sheet = sheet_of(on, tap.unit, tap.round, standing_in(context, on), turn.now)
        turn.edit(views.tasks_view(sheet, tap.shown, tap.page) if sheet else View(views.GONE))

    turn.change(work)


async def open_areas(_: Update, context: Context) -> None:
    """Show the areas of a unit's tasks."""
    turn, tap = context.turn, context.turn.tapped(OpenAreas)

    def work(on: Connection) -> None:
        sheet = sheet_of(on, tap.unit, tap.round, standing_in(context, on), turn.now)
        turn.edit(views.areas_view(sheet, tap.page) if sheet else View(views.GONE))

    turn.change(work)


async def open_task(_: Update, context: Context) -> None:
    """Show a task."""
    tap = context.turn.tapped(OpenTask)
    context.turn.change(lambda on: show_task(context, on, tap.task, tap.shown, tap.page))


def show_task(context: Context, on: Connection, task_id: int, shown: str = "open", page: int = 0) -> None:
    """Show a task as it is now: in place of what was tapped, or in a new message."""
    _leave_evidence(context, on)
    task = store.find_task(on, task_id)
    card = card_of(on, task, standing_in(context, on), context.turn.now) if task else None
    view = views.task_view(card, shown, page) if card else View(views.GONE)
    if context.turn.update.callback_query is not None:
        context.turn.edit(view)
    else:
        context.turn.reply(view)


async def mark(_: Update, context: Context) -> None:
    """Bring a task into a state, or ask why where a reason is needed."""
    turn, tap = context.turn, context.turn.tapped(MarkTask)
    state = state_named(tap.state)
    task = await context.services.database.read(lambda on: store.find_task(on, tap.task))
    if task is None or state is None or task.version != tap.version:
        turn.toast(views.CHANGED if task else views.GONE)
        turn.change(lambda on: show_task(context, on, tap.task))
    elif state in REASONS:
        ask_for(context, REASONS[state], task.id, views.why_prompt(task, state))
    else:
        turn.change(lambda on: _mark(context, on, task, state, None))


def _mark(context: Context, on: Connection, task: Task, state: State, reason: str | None) -> None:
    turn = context.turn
    person_id = turn.person_id or 0
    progress = rules.marked(task.progress, state, reason, person_id, turn.now)
    changed = store.change(on, task, progress, By(person_id, turn.now)) if progress and _is_open(on, task) else None
    turn.toast(f"{task.number}. {NAMES[state]}" if changed else views.CHANGED)
    if changed is None and turn.update.callback_query is None:
        turn.reply(View(views.CHANGED))
    if changed and state == "blocked":
        _tell_coordinators(context, on, changed)
    show_task(context, on, task.id)


def _is_open(on: Connection, task: Task) -> bool:
    round_ = rounds.find_round(on, task.round_id)
    return round_ is not None and not round_.closed


def _tell_coordinators(context: Context, on: Connection, task: Task) -> None:
    unit, round_ = find_unit(on, task.unit_id), rounds.find_round(on, task.round_id)
    if unit and round_:
        for chat in coordinators(on, context.services.settings.admin_ids):
            context.turn.tell(chat, views.blocked_view(task, unit, round_))


def _takes_reason(state: State) -> Continue:
    async def take(context: Context, task_id: int, text: str) -> None:
        finish(context)

        def work(on: Connection) -> None:
            task = store.find_task(on, task_id)
            if task is None:
                context.turn.reply(View(views.GONE))
            else:
                _mark(context, on, task, state, text[:LONGEST_REASON])

        context.turn.change(work)

    return take


async def undo(_: Update, context: Context) -> None:
    """Take one's own last change of a task back."""
    turn, tap = context.turn, context.turn.tapped(UndoTask)
    person_id = turn.person_id or 0

    def work(on: Connection) -> None:
        task = store.find_task(on, tap.task)
        current = task if task and task.version == tap.version and _is_open(on, task) else None
        before = store.last_change_undone(on, current, person_id) if current else None
        allowed = current and before and _may_return_to(context, on, current, before)
        changed = store.change(on, current, before, By(person_id, turn.now)) if current and before and allowed else None
        turn.toast("Perubahan terakhir diurungkan." if changed else views.CHANGED)
        show_task(context, on, tap.task)

    turn.change(work)


def _may_return_to(context: Context, on: Connection, task: Task, before: Progress) -> bool:
    # Whoever took a verification back may have attached something since, or be coordinator no longer.
    if before.state != "verified":
        return True
    return standing_in(context, on).coordinator and not own_work(on, task, context.turn.person_id or 0)


async def explain(_: Update, context: Context) -> None:
    """Answer what a task is about, below the task."""
    turn, tap = context.turn, context.turn.tapped(ExplainTask)
    base = context.services.library.index.base

    def work(on: Connection) -> None:
        task = store.find_task(on, tap.task)
        item = rounds.find_item(on, task.item_id) if task else None
        topic = base.topics.get(item.topic_id or "") if item else None
        if topic is None:
            turn.toast(NOT_EXPLAINED)
            return
        asking.remember_topic(on, turn.chat_id, topic.id, turn.now)
        helped = bool(coordinators(on, context.services.settings.admin_ids))
        turn.reply(topic_view(base, topic, None, Occasion(0, helped)))

    turn.change(work)


NOT_EXPLAINED = "Penjelasannya belum ada. Silakan tulis pertanyaan Anda."


async def open_history(_: Update, context: Context) -> None:
    """Show what became of a task."""
    turn, tap = context.turn, context.turn.tapped(OpenTaskHistory)

    def work(on: Connection) -> None:
        task = store.find_task(on, tap.task)
        if task is None:
            turn.edit(View(views.GONE))
            return
        title = f"Riwayat {task.number}. {task.title}"
        back = Button("‹ Kembali", OpenTask(task.id))
        events = history.of_task(on, task.id)
        turn.edit(views.history_view(title, events, context.services.settings.timezone, back))

    turn.change(work)


async def unit_history(_: Update, context: Context) -> None:
    """Show the latest changes in one's units."""
    turn = context.turn

    def work(on: Connection) -> None:
        standing = standing_in(context, on)
        events = history.of_units(on, standing.units, everything=standing.coordinator)
        turn.reply(views.history_view("Perubahan terakhir", events, context.services.settings.timezone, None))

    turn.change(work)


async def enter_number(_: Update, context: Context) -> None:
    """Ask for a figure of a task."""
    tap = context.turn.tapped(EnterNumber)
    task = await context.services.database.read(lambda on: store.find_task(on, tap.task))
    part = next((part for part in NUMBERS if part == tap.part), None)
    if task is None or part is None:
        context.turn.toast(views.GONE)
    else:
        ask_for(context, part, task.id, views.number_prompt(task, part))


def _takes_number(part: Dialogue) -> Continue:
    async def take(context: Context, task_id: int, text: str) -> None:
        value = text[:LONGEST_REASON] if part in ("measure", "obstacle") else read_number(text)
        if value is None:
            context.turn.reply(views.NOT_A_NUMBER)
            return
        finish(context)
        context.turn.change(lambda on: _note_number(context, on, task_id, part, value))

    return take


def _note_number(context: Context, on: Connection, task_id: int, part: Dialogue, value: str | float) -> None:
    task = store.find_task(on, task_id)
    if task and (reason := hindrance(on, task)):
        context.turn.reply(View(reason))
    elif task:
        exact = int(value) if part == "budget" and not isinstance(value, str) else value
        entered: dict[str, Any] = {part: exact}
        store.change(on, task, replace(task.progress, **entered), By(context.turn.person_id, context.turn.now))
    show_task(context, on, task_id)


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    new = filters.UpdateType.MESSAGE
    clinic.add_handler(CommandHandler("tugas", open_list, filters=new))
    clinic.add_handler(CommandHandler("riwayat", unit_history, filters=new))
    taps: dict[type[Action], Handler] = {
        OpenRounds: open_rounds,
        OpenAreas: open_areas,
        OpenTasks: open_tasks,
        OpenTask: open_task,
        MarkTask: mark,
        UndoTask: undo,
        ExplainTask: explain,
        OpenTaskHistory: open_history,
        EnterNumber: enter_number,
    }
    on_taps(clinic, taps)
    CONTINUE.update({dialogue: _takes_reason(state) for state, dialogue in REASONS.items()})
    CONTINUE.update({part: _takes_number(part) for part in NUMBERS})
