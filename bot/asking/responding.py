"""From a question in a chat to its reply: answered, logged, and kept in mind for the next."""

from bot.asking import store
from bot.asking.replies import reply_name
from bot.asking.store import Asked
from bot.asking.views import Occasion, outcome_view
from bot.database import Connection
from bot.rights import coordinators
from bot.routing import Context
from bot.view import View
from knowledge.answering import Answer, Outcome, answer, subject_of
from knowledge.base import KnowledgeBase
from knowledge.schema import Topic

KEPT_TEXT = 1000
"""Characters of a question that are kept: a whole letter pasted into the chat is not needed to learn from it."""


async def respond(context: Context, question: str, message_id: int) -> None:
    """Reply to a question that came with that message; an edited message has its reply edited."""
    index = context.services.library.index
    about = await _about(context)
    outcome = answer(question, index, about)
    asked = _asked(context, question, message_id, outcome)
    context.turn.change(lambda on: _reply(on, context, index.base, asked, outcome))
    if subject := subject_of(outcome, about):
        _keep_in_mind(context, subject)


async def _about(context: Context) -> str | None:
    turn = context.turn
    return await context.services.database.read(lambda on: store.topic_in_mind(on, turn.chat_id, turn.now))


def _asked(context: Context, question: str, message_id: int, outcome: Outcome) -> Asked:
    best = outcome.ranked[0] if outcome.ranked else None
    return Asked(
        chat_id=context.turn.chat_id,
        person_id=context.turn.person_id,
        message_id=message_id,
        text=question[:KEPT_TEXT],
        gist=context.services.library.index.gist(question),
        outcome=outcome.kind,
        topic_id=best.topic_id if best else None,
        facet=outcome.part if isinstance(outcome, Answer) else None,
        score=best.score if best else None,
    )


def _keep_in_mind(context: Context, subject: Topic) -> None:
    turn = context.turn
    turn.change(lambda on: store.remember_topic(on, turn.chat_id, subject.id, turn.now))


def _reply(on: Connection, context: Context, base: KnowledgeBase, asked: Asked, outcome: Outcome) -> None:
    # Here, since the buttons name the question, which has its id only now.
    number = store.log_question(on, asked, context.turn.now)
    occasion = Occasion(number, bool(coordinators(on, context.services.settings.admin_ids)))
    respond_with(context, asked.message_id, outcome_view(base, outcome, occasion))


def respond_with(context: Context, message_id: int, view: View) -> None:
    """Send what replies to that message, or change it when the message was edited."""
    name = reply_name(message_id)
    if context.turn.update.edited_message is not None:
        context.turn.rewrite(name, view)
    else:
        context.turn.reply(view, remember=name)
