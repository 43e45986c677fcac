"""Chat in: questions, as free text, by command, edited, or below a picture."""

import re

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.asking import store
from bot.asking.groups import SPOKEN_TO, without_mention
from bot.asking.replies import album_name, reply_name
from bot.asking.store import Asked
from bot.asking.views import outcome_view, usage_view
from bot.effects import claim
from bot.routing import Clinic, Context
from bot.view import View
from knowledge.answering import Answer, Outcome, answer

COMMAND = re.compile(r"/\w+(?:@\w+)?\s*")
KEPT_TEXT = 1000
"""Characters of a question that are kept: a whole letter pasted into the chat is not needed to learn from it."""


async def ask(update: Update, context: Context) -> None:
    """Answer the words of a message; an edited message has its answer edited."""
    message = update.effective_message
    if message is None:
        return
    question = _question_in(message, context.services.bot.username)
    if not question:
        _respond(update, context, message.message_id, usage_view())
        return
    index = context.services.library.index
    about = await _about(context)
    outcome = answer(question, index, about)
    _record(context, message, question, outcome)
    if album := message.media_group_id:
        _no_second_reply(context, album)
    _respond(update, context, message.message_id, outcome_view(index.base, outcome))


def _question_in(message: Message, username: str) -> str:
    text = message.text or message.caption or ""
    if text.startswith("/"):
        return COMMAND.sub("", text, count=1).strip()
    return text.strip() if message.chat.type == "private" else without_mention(text, username)


async def _about(context: Context) -> str | None:
    turn = context.turn
    database = context.services.database
    return await database.read(lambda on: store.topic_in_mind(on, turn.chat_id, turn.now))


def _record(context: Context, message: Message, question: str, outcome: Outcome) -> None:
    turn = context.turn
    best = outcome.ranked[0] if outcome.ranked else None
    asked = Asked(
        chat_id=turn.chat_id,
        person_id=turn.person_id,
        message_id=message.message_id,
        text=question[:KEPT_TEXT],
        outcome=outcome.kind,
        topic_id=best.topic_id if best else None,
        facet=outcome.facet if isinstance(outcome, Answer) else None,
        score=best.score if best else None,
    )
    turn.change(lambda on: store.log_question(on, asked, turn.now))
    if isinstance(outcome, Answer):
        topic_id = outcome.topic.id
        turn.change(lambda on: store.remember_topic(on, turn.chat_id, topic_id, turn.now))


def _no_second_reply(context: Context, album: str) -> None:
    turn, bot_id = context.turn, context.services.bot.id
    turn.change(lambda on: claim(on, bot_id, turn.chat_id, album_name(album), turn.now))


def _respond(update: Update, context: Context, message_id: int, view: View) -> None:
    name = reply_name(message_id)
    if update.edited_message is not None:
        context.turn.rewrite(name, view)
    else:
        context.turn.reply(view, remember=name)


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    new_or_edited = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
    words = (filters.TEXT & ~filters.COMMAND) | filters.CAPTION
    clinic.add_handler(CommandHandler("tanya", ask, filters=new_or_edited))
    clinic.add_handler(MessageHandler(new_or_edited & words & (filters.ChatType.PRIVATE | SPOKEN_TO), ask))
