"""Chat in: what coordinators do with a question that was handed on."""

from dataclasses import replace

from telegram import Update

from bot.actions import (
    Action,
    AttachTopic,
    ChooseTopic,
    Dismiss,
    OpenEscalation,
    ReadAsQuestion,
    Release,
    Reopen,
    SearchTopic,
    SendReply,
    TakeUp,
)
from bot.asking.responding import respond
from bot.database import Connection
from bot.dialogues import store as dialogues
from bot.dialogues.prompts import CANCEL, CONTINUE, GIVE_UP, ask_for, finish
from bot.dialogues.store import Open
from bot.escalations import store, views
from bot.escalations.moves import Seen, free_for, move
from bot.escalations.notices import Desk
from bot.escalations.store import Escalation
from bot.learning import store as learning
from bot.rights import coordinators
from bot.routing import Clinic, Context, Handler, on_taps
from bot.view import View
from knowledge.schema import Topic

OFFERED = 6
"""Topics to choose from when a question is attached."""


async def open_card(_: Update, context: Context) -> None:
    """Show an escalation as it stands."""
    tap = context.turn.tapped(OpenEscalation)
    context.turn.change(lambda on: _open_card(Desk.of(context, on), tap.escalation))


def _open_card(desk: Desk, escalation_id: int) -> None:
    found = store.find(desk.on, escalation_id)
    if found is None:
        desk.turn.toast(views.GONE)
    else:
        desk.turn.edit(desk.card(found, desk.turn.chat_id))


async def take_up(_: Update, context: Context) -> None:
    """Undertake to answer, and be asked for the reply."""
    me = context.turn.chat_id

    def change(seen: Escalation) -> Escalation | None:
        return replace(seen, state="taken", taken_by=me) if free_for(seen, me) else None

    move(context, context.turn.tapped(TakeUp), change, _ask_for_reply)


def _ask_for_reply(desk: Desk, taken: Escalation) -> None:
    turn = desk.turn
    desk.show_coordinators(taken)
    desk.show_askers(taken)
    dialogues.begin(desk.on, turn.chat_id, turn.chat_id, Open("reply", taken.id), turn.now)
    prompt = views.reply_prompt(taken)
    turn.reply(View(prompt.text, [[CANCEL]]))


async def release(_: Update, context: Context) -> None:
    """Leave the answering to whoever takes it up next."""

    def change(seen: Escalation) -> Escalation | None:
        return replace(seen, state="open", taken_by=None, draft=None) if seen.state == "taken" else None

    move(context, context.turn.tapped(Release), change, _show_everybody)


def give_up_reply(context: Context, on: Connection, escalation_id: int) -> None:
    """Leave the answering to others when the reply is given up."""
    desk = Desk.of(context, on)
    seen = store.find(on, escalation_id)
    if seen is not None and seen.state == "taken" and seen.taken_by == context.turn.chat_id:
        opened = store.save(on, replace(seen, state="open", taken_by=None, draft=None), context.turn.now)
        if opened:
            desk.show_askers(opened)
            for coordinator in coordinators(on, desk.services.settings.admin_ids):
                desk.show_card(coordinator, opened)


def _show_everybody(desk: Desk, changed: Escalation) -> None:
    desk.show_coordinators(changed)
    desk.show_askers(changed)


async def take_reply(context: Context, escalation_id: int, text: str) -> None:
    """Show the written reply before it is sent."""
    if len(text) > views.LONGEST_REPLY:
        context.turn.reply(views.too_long_view(len(text)))
    else:
        context.turn.change(lambda on: _draft(Desk.of(context, on), escalation_id, text))


def _draft(desk: Desk, escalation_id: int, text: str) -> None:
    seen = store.find(desk.on, escalation_id)
    if seen is None or not free_for(seen, desk.turn.chat_id):
        dialogues.end(desk.on, desk.turn.chat_id, desk.turn.chat_id)
        desk.turn.reply(desk.card(seen, desk.turn.chat_id) if seen else View(views.GONE))
        return
    drafted = replace(seen, state="taken", taken_by=desk.turn.chat_id, draft=text)
    if saved := store.save(desk.on, drafted, desk.turn.now):
        preview = views.reply_preview(saved)
        desk.turn.reply(View(preview.text, [*preview.keyboard, [CANCEL]]))


async def send_reply(_: Update, context: Context) -> None:
    """Send the reply to everybody who waits for it."""

    def change(seen: Escalation) -> Escalation | None:
        mine = seen.state == "taken" and seen.taken_by == context.turn.chat_id and seen.draft
        return replace(seen, state="answered", answer=seen.draft, draft=None) if mine else None

    finish(context)
    move(context, context.turn.tapped(SendReply), change, Desk.settle)


async def read_as_question(_: Update, context: Context) -> None:
    """Answer what was taken for a reply as the question it was."""
    turn, tap = context.turn, context.turn.tapped(ReadAsQuestion)
    seen = await context.services.database.read(lambda on: store.find(on, tap.escalation))
    if seen is None or seen.version != tap.version or not seen.draft or seen.taken_by != turn.chat_id:
        turn.toast(views.CHANGED)
        return
    finish(context)
    message = turn.update.effective_message
    move(context, tap, lambda escalation: replace(escalation, draft=None), Desk.show_coordinators)
    await respond(context, seen.draft, message.message_id if message else 0)


async def choose_topic(_: Update, context: Context) -> None:
    """Offer the topics that are most like the question."""
    tap = context.turn.tapped(ChooseTopic)
    context.turn.change(lambda on: _choose(Desk.of(context, on), tap))


def _choose(desk: Desk, tap: Seen) -> None:
    seen = store.find(desk.on, tap.escalation)
    if seen is None or not free_for(seen, desk.turn.chat_id):
        _open_card(desk, tap.escalation)
    else:
        _offer(desk, seen, seen.text)


def _offer(desk: Desk, escalation: Escalation, words: str) -> None:
    topics = _likely(desk, words)
    view = views.topics_view(escalation, topics) if topics else View(views.NO_TOPIC, [[CANCEL]])
    if desk.turn.update.callback_query is not None:
        desk.turn.edit(view)
    else:
        desk.turn.reply(view)


def _likely(desk: Desk, words: str) -> list[Topic]:
    index = desk.services.library.index
    return [index.base.topics[candidate.topic_id] for candidate in index.rank(words, OFFERED)]


async def search_topic(_: Update, context: Context) -> None:
    """Ask for words to look for a topic with."""
    ask_for(context, "search", context.turn.tapped(SearchTopic).escalation, views.SEARCH_PROMPT)


async def take_search(context: Context, escalation_id: int, words: str) -> None:
    """Offer the topics that the words find."""
    context.turn.change(lambda on: _search(Desk.of(context, on), escalation_id, words))


def _search(desk: Desk, escalation_id: int, words: str) -> None:
    seen = store.find(desk.on, escalation_id)
    if seen is None or not free_for(seen, desk.turn.chat_id):
        desk.turn.reply(desk.card(seen, desk.turn.chat_id) if seen else View(views.GONE))
    else:
        _offer(desk, seen, words)


async def attach_topic(_: Update, context: Context) -> None:
    """Answer with a topic, and know the question as a phrasing of it from now on."""
    turn, tap = context.turn, context.turn.tapped(AttachTopic)
    topic = context.services.library.index.base.topic_by_key.get(tap.key)
    if topic is None:
        turn.toast(views.GONE)
        return

    def change(seen: Escalation) -> Escalation | None:
        settled = replace(seen, state="answered", taken_by=turn.chat_id, topic_id=topic.id)
        return settled if free_for(seen, turn.chat_id) else None

    def then(desk: Desk, settled: Escalation) -> None:
        learning.attach(desk.on, topic.id, settled.text, settled.gist, turn.chat_id, turn.now)
        desk.settle(settled)

    turn.teaches = True
    finish(context)
    move(context, tap, change, then)


async def dismiss(_: Update, context: Context) -> None:
    """Say that it is not the clinic's business: the asker is told, and the like is never proposed again."""
    turn = context.turn

    def change(seen: Escalation) -> Escalation | None:
        return replace(seen, state="dismissed", taken_by=turn.chat_id) if free_for(seen, turn.chat_id) else None

    def then(desk: Desk, dismissed: Escalation) -> None:
        learning.mark_not_ours(desk.on, dismissed.text, dismissed.gist, turn.chat_id, turn.now)
        _show_everybody(desk, dismissed)
        desk.tell_askers(dismissed, views.NOT_OURS)

    turn.teaches = True
    move(context, turn.tapped(Dismiss), change, then)


async def reopen(_: Update, context: Context) -> None:
    """Take the dismissal back."""

    def change(seen: Escalation) -> Escalation | None:
        return replace(seen, state="open", taken_by=None) if seen.state == "dismissed" else None

    def then(desk: Desk, opened: Escalation) -> None:
        learning.unmark_not_ours(desk.on, opened.gist)
        _show_everybody(desk, opened)

    context.turn.teaches = True
    move(context, context.turn.tapped(Reopen), change, then)


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    taps: dict[type[Action], Handler] = {
        OpenEscalation: open_card,
        TakeUp: take_up,
        Release: release,
        SendReply: send_reply,
        ReadAsQuestion: read_as_question,
        ChooseTopic: choose_topic,
        SearchTopic: search_topic,
        AttachTopic: attach_topic,
        Dismiss: dismiss,
        Reopen: reopen,
    }
    on_taps(clinic, taps)
    CONTINUE["reply"] = take_reply
    CONTINUE["search"] = take_search
    GIVE_UP["reply"] = give_up_reply
