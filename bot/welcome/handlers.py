"""Chat in: the commands at the door, and everything that is no question."""

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.actions import OpenHelp
from bot.asking.replies import album_name
from bot.asking.store import MEMORY
from bot.codes import tapped
from bot.database import Connection
from bot.effects import claim
from bot.people.standing import Standing, standing_of
from bot.people.store import count_units
from bot.routing import Clinic, Context
from bot.turn import Turn
from bot.view import View
from bot.welcome import views

KINDS = {
    "sticker": ("sticker", "dice"),
    "voice": ("voice", "audio", "video_note"),
    "picture": ("photo", "video", "animation", "document"),
    "poll": ("poll",),
    "contact": ("contact",),
    "place": ("location", "venue"),
}


async def show_help(_: Update, context: Context) -> None:
    """Say how to use the service."""
    context.turn.reply(await _help(context))


async def open_help(_: Update, context: Context) -> None:
    """Show the help in place of the message whose button was tapped."""
    context.turn.edit(await _help(context))


async def _help(context: Context) -> View:
    turn, services = context.turn, context.services
    admins = services.settings.admin_ids
    standing = await services.database.read(lambda on: standing_of(on, turn.person_id, admins))
    return views.help_view(standing if turn.chat_id == turn.person_id else Standing(0))


async def about(_: Update, context: Context) -> None:
    """Say whose service this is."""
    units = await context.services.database.read(count_units)
    context.turn.reply(views.about_view(context.services.library.index.base, units))


async def privacy(_: Update, context: Context) -> None:
    """Say what is kept."""
    settings = context.services.settings
    context.turn.reply(views.privacy_view(settings.message_days, settings.question_days, MEMORY))


async def not_a_question(update: Update, context: Context) -> None:
    """Give a sticker, a voice message and the like a fitting word; an album gets one, not one a picture."""
    message = update.message
    if message is None:
        return
    turn, view = context.turn, views.not_a_question_view(kind_of(message))
    album = message.media_group_id
    if album is None:
        turn.reply(view)
    else:
        bot_id = context.services.bot.id
        turn.change(lambda on: _once_an_album(on, bot_id, turn, album, view))


def _once_an_album(on: Connection, bot_id: int, turn: Turn, album: str, view: View) -> None:
    if claim(on, bot_id, turn.chat_id, album_name(album), turn.now):
        turn.reply(view)


def kind_of(message: Message) -> str:
    """Return what sort of thing was sent instead of a question."""
    sent = (kind for kind, fields in KINDS.items() if any(getattr(message, field, None) for field in fields))
    return next(sent, "other")


async def stale_button(_: Update, context: Context) -> None:
    """Show where to start again to somebody who tapped a button that is no longer ours."""
    context.turn.toast(views.STALE_BUTTON)
    if context.turn.chat_id == context.turn.person_id:
        context.turn.reply(views.welcome_view(context.services.library.index.base, views.Guest()))


def register(clinic: Clinic) -> None:
    """Add the handlers of the door."""
    new = filters.UpdateType.MESSAGE
    clinic.add_handler(CommandHandler(["bantuan", "help"], show_help, filters=new))
    clinic.add_handler(CommandHandler("tentang", about, filters=new))
    clinic.add_handler(CommandHandler("privasi", privacy, filters=new))
    clinic.add_handler(CallbackQueryHandler(open_help, pattern=tapped(OpenHelp)))


def register_last(clinic: Clinic) -> None:
    """Add the handlers for whatever nobody else took."""
    private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    clinic.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, not_a_question))
    clinic.add_handler(CallbackQueryHandler(stale_button))
