"""Chat in: /topik, deep links, and the buttons that lead from section to topic to facet."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.actions import OpenFacet, OpenSection, OpenShelves, OpenTopic
from bot.asking import store
from bot.asking.shelves import section_view, shelves_view
from bot.asking.views import Occasion, topic_view
from bot.codes import decode, tapped, topic_key_of
from bot.rights import coordinators
from bot.routing import Clinic, Context
from bot.turn import Turn
from bot.view import View
from knowledge.base import KnowledgeBase
from knowledge.schema import Topic

GONE = "Topik itu sudah tidak ada. Ini daftar terbarunya."


async def browse(_: Update, context: Context) -> None:
    """Show the sections."""
    context.turn.reply(shelves_view(context.services.library.index.base))


async def open_link(_: Update, context: Context) -> None:
    """Answer a deep link to a topic; a link to a topic that is no more shows the sections."""
    base = context.services.library.index.base
    topic = base.topic_by_key.get(topic_key_of((context.args or [""])[0]) or "")
    occasion = await _occasion(context, 0)
    context.turn.reply(topic_view(base, topic, None, occasion) if topic else shelves_view(base))
    if topic:
        _keep_in_mind(context.turn, topic)


async def tap(update: Update, context: Context) -> None:
    """Show what the tapped button stands for, in place of the message it was under."""
    base = context.services.library.index.base
    data = update.callback_query.data if update.callback_query else None
    view = await _view_of(base, data, context)
    if view is None:
        context.turn.toast(GONE)
        view = shelves_view(base)
    context.turn.edit(view)


async def _view_of(base: KnowledgeBase, data: str | None, context: Context) -> View | None:
    match decode(data):
        case OpenTopic(key=key, question=question) if topic := base.topic_by_key.get(key):
            _note_choice(context.turn, question, topic)
            return topic_view(base, topic, None, await _occasion(context, question))
        case OpenFacet(key=key, facet=name, question=question) if topic := base.topic_by_key.get(key):
            _note_choice(context.turn, question, topic)
            facet = next((facet for facet in topic.facets if facet == name), None)
            return topic_view(base, topic, facet, await _occasion(context, question))
        case OpenSection(key=key, page=page) if section := base.section_by_key.get(key):
            return section_view(base, section, page)
        case OpenShelves():
            return shelves_view(base)
        case _:
            return None


async def _occasion(context: Context, question: int) -> Occasion:
    admins = context.services.settings.admin_ids
    return Occasion(question, bool(await context.services.database.read(lambda on: coordinators(on, admins))))


def _note_choice(turn: Turn, question: int, topic: Topic) -> None:
    _keep_in_mind(turn, topic)
    if question:
        turn.change(lambda on: store.note_choice(on, question, turn.chat_id, topic.id))


def _keep_in_mind(turn: Turn, topic: Topic) -> None:
    turn.change(lambda on: store.remember_topic(on, turn.chat_id, topic.id, turn.now))


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    to_a_topic = filters.UpdateType.MESSAGE & filters.Regex(r"^/\w+(@\w+)? t_")
    clinic.add_handler(CommandHandler(["start", "mulai"], open_link, filters=to_a_topic))
    clinic.add_handler(CommandHandler("topik", browse, filters=filters.UpdateType.MESSAGE))
    buttons = tapped(OpenTopic, OpenFacet, OpenSection, OpenShelves)
    clinic.add_handler(CallbackQueryHandler(tap, pattern=buttons))
