"""The gate before all handlers: whoever may not do what an update asks for gets no further."""

from telegram import Message, MessageEntity, Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.asking.groups import may_use
from bot.asking.replies import reply_name
from bot.rights import Need, needed, permitted
from bot.rights_table import COMMANDS, IN_PRIVATE
from bot.routing import Clinic, Context
from bot.view import View

FIRST = -3
"""The group of handlers that is asked before all others."""

UNKNOWN_COMMAND = View("Perintah itu belum saya kenal. Lihat /bantuan, atau langsung tulis pertanyaan Anda.")
NOT_YOURS = "Bagian ini untuk koordinator, di chat pribadi."
NOT_HERE = "Itu hanya dapat dilakukan di chat pribadi dengan saya."
NOT_YOUR_UNITS = "Bagian ini untuk PIC unit yang bersangkutan. Anda PIC-nya? Minta undangan kepada koordinator."


async def keep_out(update: Update, context: Context) -> None:
    """Stop what its sender may not do, what comes from a group that may not ask, and taps that come from no chat."""
    shown_nowhere = update.callback_query is not None and update.effective_chat is None
    if shown_nowhere or not may_use(update, context.services.settings):
        raise ApplicationHandlerStop
    command = _command(update, context)
    if command is not None and command not in COMMANDS:
        _not_known(update, context)
        raise ApplicationHandlerStop
    need = needed(update, command)
    if need is None or not await _may(update, context, need):
        _refuse(update, context, _words(update, need))
        raise ApplicationHandlerStop


async def _may(update: Update, context: Context, need: Need) -> bool:
    if need.private and not _in_private(update):
        return False
    if need.role == "everybody":
        return True  # without asking the database: most updates are questions
    services = context.services
    person, admins = context.turn.person_id, services.settings.admin_ids
    return await services.database.read(lambda on: permitted(on, person, need, admins))


def _in_private(update: Update) -> bool:
    return update.effective_chat is not None and update.effective_chat.type == "private"


def _words(update: Update, need: Need | None) -> str:
    if need is None or need.role in IN_PRIVATE:
        return NOT_YOURS
    return NOT_YOUR_UNITS if _in_private(update) or not need.private else NOT_HERE


def _not_known(update: Update, context: Context) -> None:
    """Say that there is no such command; in a group it may be meant for another bot."""
    message = update.message
    if message is not None and message.chat.type == "private":
        context.turn.reply(UNKNOWN_COMMAND, remember=reply_name(message.message_id))


def _refuse(update: Update, context: Context, words: str) -> None:
    if update.callback_query is not None:
        context.turn.toast(words, alert=True)
    else:
        context.turn.reply(View(words))


def _command(update: Update, context: Context) -> str | None:
    """Return the command that the message gives to this bot, as the library's own handlers read it."""
    message = update.effective_message
    if update.callback_query is not None or message is None or not _begins_with_command(message):
        return None
    name, _, bot = (message.text or "")[1 : message.entities[0].length].partition("@")
    ours = not bot or bot.lower() == context.services.bot.username.lower()
    return name.lower() if ours else None


def _begins_with_command(message: Message) -> bool:
    first = message.entities[0] if message.text and message.entities else None
    return first is not None and first.type == MessageEntity.BOT_COMMAND and first.offset == 0


def register(clinic: Clinic) -> None:
    """Add the gate."""
    clinic.add_handler(TypeHandler(Update, keep_out), group=FIRST)
