"""Chat in: a question is handed on, taken back, asked further about."""

from dataclasses import replace

from telegram import Update

from bot.actions import AskBack, AskCoordinator, Withdraw
from bot.asking import store as questions
from bot.asking.store import Logged
from bot.database import Connection
from bot.dialogues.prompts import CONTINUE, ask_for, finish
from bot.escalations import store, views
from bot.escalations.notices import Desk, status_name
from bot.escalations.store import Asker, Escalation
from bot.rights import coordinators
from bot.routing import Clinic, Context, on_taps

LONGEST_QUESTION = 1000
"""Characters that are handed on; the card with all its buttons must fit in one message."""


async def ask_coordinator(_: Update, context: Context) -> None:
    """Hand on the question above the button; where none is known, ask for it."""
    turn, tap = context.turn, context.turn.tapped(AskCoordinator)
    services = context.services
    if not await services.database.read(lambda on: coordinators(on, services.settings.admin_ids)):
        turn.toast(views.NO_COORDINATOR)
        return
    asked = await services.database.read(lambda on: questions.find_question(on, tap.question))
    if asked is None or asked.chat_id != turn.chat_id:
        ask_for(context, "question", 0, views.QUESTION_PROMPT)
    else:
        turn.change(lambda on: _hand_on(Desk.of(context, on), asked))


async def take_question(context: Context, _: int, text: str) -> None:
    """Hand on what was written."""
    finish(context)
    asked = _written(context, text)
    context.turn.change(lambda on: _hand_on(Desk.of(context, on), asked))


def _written(context: Context, text: str, gist: str | None = None) -> Logged:
    turn = context.turn
    message = turn.update.effective_message
    alike = context.services.library.index.gist(text) if gist is None else gist
    return Logged(text[:LONGEST_QUESTION], alike, turn.chat_id, turn.person_id, message.message_id if message else 0)


def _hand_on(desk: Desk, asked: Logged, follows: int | None = None) -> None:
    turn = desk.turn
    if store.waiting_of(desk.on, turn.person_id or 0) >= views.MOST_WAITING:
        turn.reply(views.TOO_MANY)
        return
    asker = Asker(turn.chat_id, turn.person_id, asked.message_id)
    alike = store.find_waiting(desk.on, asked.gist)
    escalation = alike or store.hand_on(desk.on, asked.text, asked.gist, follows, turn.now)
    if not store.wait_for(desk.on, escalation.id, asker, turn.now):
        turn.toast(views.ALREADY)
        return
    status = views.status_view(escalation)
    turn.tell(
        turn.chat_id,
        views.joined_note(status) if alike else status,
        remember=status_name(escalation.id),
        reply_to=asker.message_id,
    )
    desk.show_coordinators(escalation)


async def withdraw(_: Update, context: Context) -> None:
    """Take a question back; the last asker's withdrawal ends it."""
    tap = context.turn.tapped(Withdraw)
    context.turn.change(lambda on: _withdraw(Desk.of(context, on), tap.escalation))


def _withdraw(desk: Desk, escalation_id: int) -> None:
    escalation = store.find(desk.on, escalation_id)
    if escalation is None or not escalation.waits:
        desk.turn.toast(views.SETTLED)
        return
    if not store.stop_waiting(desk.on, escalation_id, desk.turn.person_id or 0):
        desk.turn.toast(views.NOT_THEIRS)
        return
    withdrawn = replace(escalation, state="withdrawn", draft=None)
    if not store.askers(desk.on, escalation_id) and (saved := store.save(desk.on, withdrawn, desk.turn.now)):
        desk.show_coordinators(saved)
    desk.turn.edit(views.status_view(withdrawn))


async def ask_back(_: Update, context: Context) -> None:
    """Ask what the asker still wants to know about an answer."""
    turn, tap = context.turn, context.turn.tapped(AskBack)
    found = await context.services.database.read(lambda on: _answered_for(on, tap.escalation, turn.person_id))
    if found is None:
        turn.toast(views.NOT_THEIRS)
    else:
        ask_for(context, "question-back", found.id, views.ask_back_prompt(found))


def _answered_for(on: Connection, escalation_id: int, person_id: int | None) -> Escalation | None:
    theirs = any(asker.person_id == person_id for asker in store.askers(on, escalation_id))
    return store.find(on, escalation_id) if theirs else None


async def take_question_back(context: Context, escalation_id: int, text: str) -> None:
    """Hand on a question about an answer, together with that answer."""
    finish(context)
    # Without a gist: what one person asks back about an answer is not what others ask.
    asked = _written(context, text, gist="")
    context.turn.change(lambda on: _hand_on(Desk.of(context, on), asked, escalation_id))


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, {AskCoordinator: ask_coordinator, Withdraw: withdraw, AskBack: ask_back})
    CONTINUE["question"] = take_question
    CONTINUE["question-back"] = take_question_back
