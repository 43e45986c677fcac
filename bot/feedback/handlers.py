"""Chat in: 👍 and 👎 under an answer, and what was wrong."""

from telegram import Update

from bot.actions import Rate, SayWhy
from bot.database import Connection
from bot.dialogues.prompts import CONTINUE, ask_for, finish
from bot.feedback import store, views
from bot.routing import Clinic, Context, on_taps
from bot.view import View

LONGEST_REMARK = 1000
"""Characters of a remark that are kept."""
GONE = "Jawaban itu sudah tidak ada."
RATED_ANEW = "Penilaian Anda atas jawaban itu sudah berubah."


async def rate(_: Update, context: Context) -> None:
    """Keep the rating; who did not like the answer is asked why."""
    turn, tap = context.turn, context.turn.tapped(Rate)
    topic = context.services.library.index.base.topic_by_key.get(tap.key)
    person_id = turn.person_id
    if topic is None or person_id is None:
        turn.toast(GONE)
        return

    def work(on: Connection) -> None:
        rating = store.rate(on, tap.question, person_id, topic.id, min(tap.liked, 1), turn.now)
        if not tap.liked:
            turn.reply(views.why_view(topic.title, rating))

    turn.change(work)
    turn.toast(views.THANKS if tap.liked else views.SORRY)


async def say_why(_: Update, context: Context) -> None:
    """Note the reason, or ask for it in the reader's own words."""
    turn, tap = context.turn, context.turn.tapped(SayWhy)
    person_id = turn.person_id or 0
    if tap.reason == views.OWN_WORDS:
        ask_for(context, "remark", tap.rating, views.REMARK_PROMPT)
    elif tap.reason in views.REASONS:
        turn.change(lambda on: _noted(context, on, tap, person_id))


def _noted(context: Context, on: Connection, tap: SayWhy, person_id: int) -> None:
    if store.give_reason(on, tap.rating, person_id, tap.reason):
        context.turn.edit(views.noted_view(tap.reason))
    else:
        context.turn.toast(RATED_ANEW)


async def take_remark(context: Context, rating: int, text: str) -> None:
    """Keep what the reader wrote."""
    person_id = context.turn.person_id or 0
    context.turn.change(lambda on: store.remark(on, rating, person_id, text[:LONGEST_REMARK]))
    finish(context)
    context.turn.reply(View(views.NOTED))


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, {Rate: rate, SayWhy: say_why})
    CONTINUE["remark"] = take_remark
