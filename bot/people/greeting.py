"""Chat in: /start and /mulai. Members read what they are; an admin is led through what is not set up yet."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.database import Connection
from bot.people import memberships, store
from bot.people.bureau import Bureau
from bot.people.setup import lead, setup_in
from bot.people.setup_views import SET_UP, SETTINGS
from bot.people.standing import standing_of
from bot.people.words import post_of
from bot.routing import Clinic, Context
from bot.view import Button, View
from bot.welcome.views import Guest, welcome_view


async def greet(update: Update, context: Context) -> None:
    """Greet; in a private chat, also tell people their own id and what they are."""
    if context.turn.person_id != context.turn.chat_id:
        context.turn.reply(welcome_view(context.services.library.index.base, Guest()))
    elif not (_begins_anew(update) and await _is_admin(context) and await lead(context)):
        context.turn.change(lambda on: _greet(Bureau.of(context, on)))


def _begins_anew(update: Update) -> bool:
    return update.message is not None and (update.message.text or "").startswith("/mulai")


async def _is_admin(context: Context) -> bool:
    person, admins = context.turn.person_id, context.services.settings.admin_ids
    return (await context.services.database.read(lambda on: standing_of(on, person, admins))).admin


def _greet(bureau: Bureau) -> None:
    on, me = bureau.on, bureau.person_id
    roles = tuple(post_of(one) for one in memberships.held_by(on, me))
    guest = Guest(me, store.agency_name(on), roles, tasks=bool(bureau.standing().units))
    view = welcome_view(bureau.services.library.index.base, guest)
    bureau.turn.reply(View(view.text, [*view.keyboard, _for_admins(on) if bureau.standing().admin else []]))
    if roles:
        # Telegram forgets no menu, but a new version of the bot may have more commands.
        bureau.show_menu(me)


def _for_admins(on: Connection) -> list[Button]:
    return [SETTINGS if setup_in(on).complete else SET_UP]


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    clinic.add_handler(CommandHandler(["start", "mulai"], greet, filters=filters.UpdateType.MESSAGE))
