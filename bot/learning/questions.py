"""Chat in: /pertanyaan, where curators see what to teach the clinic next."""

from datetime import datetime, timedelta

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.actions import OpenQuestions, TakeMissed
from bot.asking import store as questions
from bot.database import Connection
from bot.escalations import store as escalations
from bot.escalations.notices import Desk
from bot.learning import questions_views as views
from bot.learning import statistics
from bot.routing import Clinic, Context, on_taps
from bot.view import View
from knowledge.base import KnowledgeBase

SINCE = timedelta(days=90)
"""How far back the lists reach: what was missed a year ago has mostly been answered or forgotten."""


async def overview(_: Update, context: Context) -> None:
    """Show what waits, and the other lists."""
    context.turn.reply(await _list(context, OpenQuestions("menunggu")))


async def open_list(_: Update, context: Context) -> None:
    """Show a page of a list."""
    context.turn.edit(await _list(context, context.turn.tapped(OpenQuestions)))


async def _list(context: Context, wanted: OpenQuestions) -> View:
    services, now = context.services, context.turn.now
    base = services.library.index.base
    return await services.database.read(lambda on: _view(on, wanted, base, context, now - SINCE))


def _view(on: Connection, wanted: OpenQuestions, base: KnowledgeBase, context: Context, since: datetime) -> View:
    totals = statistics.totals(on, since)
    match wanted.tab:
        case "terlewat":
            return views.missed_view(totals, statistics.missed(on, since), wanted.page)
        case "kurang":
            return views.disliked_view(totals, statistics.disliked(on, since), base, wanted.page)
        case "sering":
            return views.asked_view(totals, statistics.asked(on, since), base, wanted.page)
        case _:
            zone = context.services.settings.timezone
            return views.waiting_view(totals, escalations.waiting(on), zone, wanted.page)


async def take_missed(_: Update, context: Context) -> None:
    """Open a missed question as if it had been handed on; who asked it is told when it is settled."""
    tap = context.turn.tapped(TakeMissed)
    context.turn.change(lambda on: _take(Desk.of(context, on), tap.question))


def _take(desk: Desk, question_id: int) -> None:
    asked = questions.find_question(desk.on, question_id)
    if asked is None:
        desk.turn.toast(views.GONE)
        return
    found = escalations.find_waiting(desk.on, asked.gist)
    escalation = found or escalations.hand_on(desk.on, asked.text, asked.gist, None, desk.turn.now)
    desk.turn.edit(desk.card(escalation, desk.turn.chat_id))


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    clinic.add_handler(CommandHandler("pertanyaan", overview, filters=filters.UpdateType.MESSAGE))
    on_taps(clinic, {OpenQuestions: open_list, TakeMissed: take_missed})
