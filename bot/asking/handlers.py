"""Chat in: questions, as free text, by command, edited, or below a picture."""

import re

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.asking.groups import SPOKEN_TO, without_mention
from bot.asking.replies import album_name
from bot.asking.responding import respond, respond_with
from bot.asking.views import usage_view
from bot.effects import claim
from bot.routing import Clinic, Context

COMMAND = re.compile(r"/\w+(?:@\w+)?\s*")


async def ask(update: Update, context: Context) -> None:
    """Answer the words of a message; an edited message has its answer edited."""
    message = update.effective_message
    if message is None:
        return
    question = _question_in(message, context.services.bot.username)
    if not question:
        respond_with(context, message.message_id, usage_view())
        return
    if album := message.media_group_id:
        _no_second_reply(context, album)
    await respond(context, question, message.message_id)


def _question_in(message: Message, username: str) -> str:
    text = message.text or message.caption or ""
    if text.startswith("/"):
        return COMMAND.sub("", text, count=1).strip()
    return text.strip() if message.chat.type == "private" else without_mention(text, username)


def _no_second_reply(context: Context, album: str) -> None:
    turn, bot_id = context.turn, context.services.bot.id
    turn.change(lambda on: claim(on, bot_id, turn.chat_id, album_name(album), turn.now))


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    new_or_edited = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
    words = (filters.TEXT & ~filters.COMMAND) | filters.CAPTION
    clinic.add_handler(CommandHandler("tanya", ask, filters=new_or_edited))
    clinic.add_handler(MessageHandler(new_or_edited & words & (filters.ChatType.PRIVATE | SPOKEN_TO), ask))
