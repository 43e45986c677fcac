"""Chat in: inline mode, by which an answer is shared into any chat."""

from typing import Any

from telegram import Update
from telegram.ext import InlineQueryHandler

from bot.asking.views import topic_view
from bot.codes import topic_link
from bot.markup import shorten, unfolded_text
from bot.routing import Clinic, Context
from bot.view import Button, View
from knowledge.base import KnowledgeBase
from knowledge.schema import Topic
from knowledge.search import Index

OFFERED = 8
LIKELY = 0.2
"""The likeness below which a topic is no help to somebody who types a few letters."""
CACHE_SECONDS = 60
"""Telegram repeats an answer this long without asking; an edit of the content is seen after it."""


async def offer(update: Update, context: Context) -> None:
    """Offer the topics that fit what is being typed; nothing typed offers the first of each section."""
    query = update.inline_query
    if query is None:
        return
    index = context.services.library.index
    username = context.services.bot.username
    articles = [article(index.base, topic, username) for topic in offered(index, query.query)]
    context.turn.call("answerInlineQuery", {"inline_query_id": query.id, "results": articles} | SETTINGS)


SETTINGS = {"cache_time": CACHE_SECONDS, "is_personal": False}


def offered(index: Index, typed: str) -> list[Topic]:
    """Return the topics to choose from, best first."""
    if not typed.strip():
        return [topics[0] for section in index.base.sections.values() if (topics := index.base.topics_of(section))]
    found = [candidate for candidate in index.rank(typed, OFFERED) if candidate.score >= LIKELY]
    return [index.base.topics[candidate.topic_id] for candidate in found]


def article(base: KnowledgeBase, topic: Topic, username: str) -> dict[str, Any]:
    """Return a topic as something to choose, which is then sent as its answer with a way on to the bot."""
    text = topic_view(base, topic).text
    link = View(text, [[Button("Buka di Klinik RB", url=topic_link(username, topic.key))]]).params()
    return {
        "type": "article",
        "id": topic.key,
        "title": topic.title,
        "description": shorten(unfolded_text(text).splitlines()[0], 120),
        "input_message_content": {
            "message_text": link["text"],
            "parse_mode": link["parse_mode"],
            "link_preview_options": link["link_preview_options"],
        },
        "reply_markup": link["reply_markup"],
    }


def register(clinic: Clinic) -> None:
    """Add the handler."""
    clinic.add_handler(InlineQueryHandler(offer))
