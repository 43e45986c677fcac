"""Whoever writes can be written to again."""

from telegram import Update
from telegram.ext import TypeHandler

from bot.announcements.store import mark_reachable
from bot.gate import FIRST
from bot.routing import Clinic, Context

BEFORE_THE_GATE = FIRST - 1


async def note_reachable(update: Update, context: Context) -> None:
    """Note with the turn that somebody has written in private; nothing changes for those who never left."""
    person, chat = update.effective_user, update.effective_chat
    if person is not None and chat is not None and chat.type == "private" and update.inline_query is None:
        context.turn.change(lambda on: mark_reachable(on, person.id))


def register(clinic: Clinic) -> None:
    """Add the handler."""
    clinic.add_handler(TypeHandler(Update, note_reachable), group=BEFORE_THE_GATE)
