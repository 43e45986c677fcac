"""Chat in: /siarkan, from a draft to its sending."""

from collections.abc import Callable
from datetime import datetime

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.actions import Action
from bot.actions.announcing import (
    ChooseAudience,
    LinkTopic,
    OpenDraft,
    PreviewDraft,
    RewriteDraft,
    SendLater,
    SendNow,
    SetAudience,
    SetTopic,
    ToggleAcknowledgement,
    ToggleKind,
    ToggleUnit,
)
from bot.announcements import audience as audiences
from bot.announcements import composing_views as views
from bot.announcements import drafts, store
from bot.announcements.announcer import progress_name
from bot.announcements.audience import Audience
from bot.announcements.kind import BroadcastKind
from bot.announcements.store import Broadcast
from bot.checklists.rounds import find_round, open_rounds
from bot.database import Connection
from bot.dialogues.prompts import CONTINUE, ask_for, finish
from bot.people.store import KINDS, ZONES, agency_zone, all_units
from bot.routing import Clinic, Context, Handler, on_taps
from bot.turn import Effect
from bot.uploads.handlers import MESSAGES
from bot.view import View
from reminders.times import read_due

OFFERED = 6


async def begin(_: Update, context: Context) -> None:
    """Ask for the message."""
    ask_for(context, "broadcast", 0, views.COMPOSE_PROMPT)


async def take_words(context: Context, broadcast_id: int, _: str) -> None:
    """Take a text as the message."""
    await take_message(context, broadcast_id)


async def take_message(context: Context, broadcast_id: int) -> None:
    """Make the message that was sent a draft, or the new body of one."""
    turn, message = context.turn, context.turn.update.message
    body = drafts.body_of(message) if message else None
    if body is None:
        turn.reply(views.NOT_SENDABLE)
        return
    finish(context)

    def work(on: Connection) -> None:
        seen = store.find(on, broadcast_id) if broadcast_id else None
        if seen is not None and (revised := drafts.revise(on, seen, body=body)):
            turn.reply(_draft_view(context, on, revised))
            return
        made = store.draft(on, turn.person_id or 0, turn.chat_id, body, Audience(), turn.now)
        draft = store.find(on, made)
        if draft is not None:
            turn.reply(_draft_view(context, on, draft), remember=progress_name(made))

    turn.change(work)


def draft_of(context: Context, on: Connection, broadcast: Broadcast) -> views.Draft:
    """Return a draft with whom it reaches at this moment."""
    settings, audience = context.services.settings, broadcast.audience
    people = audiences.count(on, audience, settings.admin_ids)
    round_ = find_round(on, audience.open_round) if audience.open_round else None
    to = views.said(audience, all_units(on), round_)
    topic = context.services.library.index.base.topics.get(broadcast.topic_id or "")
    return views.Draft(broadcast, to, people, people / settings.messages_per_second, topic)


def _draft_view(context: Context, on: Connection, broadcast: Broadcast) -> View:
    return views.draft_view(draft_of(context, on, broadcast))


def show(context: Context, on: Connection, broadcast: Broadcast | None) -> None:
    """Show an announcement as it stands, draft or not."""
    turn = context.turn
    if broadcast is None:
        turn.edit(View(views.GONE))
    elif broadcast.state == "draft":
        turn.edit(_draft_view(context, on, broadcast))
    else:
        receipts = store.receipts(on, broadcast.id)
        pace, zone = context.services.settings.messages_per_second, ZONES[agency_zone(on)]
        turn.edit(views.running_view(broadcast, receipts, pace, zone))


async def open_draft(_: Update, context: Context) -> None:
    """Show an announcement."""
    tap = context.turn.tapped(OpenDraft)
    context.turn.change(lambda on: show(context, on, store.find(on, tap.broadcast)))


def _revising(kind: type[Action], revised: Callable[[Context, Connection, Broadcast], dict[str, object]]) -> Handler:
    """Return the handler that changes a draft as it was seen, and shows it."""

    async def handler(_: Update, context: Context) -> None:
        tap = context.turn.tapped(kind)
        seen_version, id_ = getattr(tap, "version", -1), getattr(tap, "broadcast", 0)

        def work(on: Connection) -> None:
            seen = store.find(on, id_)
            changed = None
            if seen is not None and seen.version == seen_version and seen.state == "draft":
                changed = drafts.revise(on, seen, **revised(context, on, seen))
            if changed is None:
                context.turn.toast(views.CHANGED)
                show(context, on, seen)
            elif isinstance(tap, ToggleKind | ToggleUnit):
                _choose(context, on, changed, "kinds" if isinstance(tap, ToggleKind) else "units", _page(tap))
            else:
                show(context, on, changed)

        context.turn.change(work)

    return handler


def _page(tap: ToggleKind | ToggleUnit) -> int:
    return tap.page if isinstance(tap, ToggleUnit) else 0


def _new_audience(context: Context, on: Connection, _: Broadcast) -> dict[str, object]:
    tap = context.turn.tapped(SetAudience)
    role = next((role for role in ("focal", "head", "coordinator") if role == tap.role), None)
    round_ = find_round(on, tap.round) if tap.round else None
    return {"audience": Audience(role=role, open_round=round_.id if round_ else None)}


def _other_kinds(context: Context, _: Connection, seen: Broadcast) -> dict[str, object]:
    kind = next((kind for kind in KINDS if kind == context.turn.tapped(ToggleKind).kind), None)
    chosen = Audience(kinds=seen.audience.kinds)
    return {"audience": drafts.toggled(chosen, kind=kind) if kind else chosen}


def _other_units(context: Context, _: Connection, seen: Broadcast) -> dict[str, object]:
    chosen = Audience(units=seen.audience.units)
    return {"audience": drafts.toggled(chosen, unit=context.turn.tapped(ToggleUnit).chosen)}


def _other_topic(context: Context, _: Connection, __: Broadcast) -> dict[str, object]:
    topic = context.services.library.index.base.topic_by_key.get(context.turn.tapped(SetTopic).key)
    return {"topic_id": topic.id if topic else None}


def _other_acknowledgement(_: Context, __: Connection, seen: Broadcast) -> dict[str, object]:
    return {"acknowledged": not seen.acknowledged}


async def rewrite(_: Update, context: Context) -> None:
    """Ask for the message anew."""
    ask_for(context, "broadcast", context.turn.tapped(RewriteDraft).broadcast, views.COMPOSE_PROMPT)


async def preview(_: Update, context: Context) -> None:
    """Send the author what the readers will get, buttons and all."""
    turn, tap = context.turn, context.turn.tapped(PreviewDraft)

    def work(on: Connection) -> None:
        seen = store.find(on, tap.broadcast)
        if seen is None:
            turn.toast(views.GONE)
            return
        kind = BroadcastKind(context.services.library)
        message = kind.made(seen)
        turn.effects.append(Effect(turn.chat_id, message["method"], {"chat_id": turn.chat_id, **message["params"]}))

    turn.change(work)


async def choose_audience(_: Update, context: Context) -> None:
    """Offer whom it may be for."""
    tap = context.turn.tapped(ChooseAudience)

    def work(on: Connection) -> None:
        seen = store.find(on, tap.broadcast)
        if seen is None or seen.state != "draft":
            show(context, on, seen)
        else:
            _choose(context, on, seen, tap.by, tap.page)

    context.turn.change(work)


def _choose(context: Context, on: Connection, seen: Broadcast, by: str, page: int) -> None:
    match by:
        case "kinds":
            view = views.kinds_view(seen, {unit.kind for unit in all_units(on)})
        case "units":
            view = views.units_view(seen, all_units(on), page)
        case _:
            view = views.audience_view(seen, open_rounds(on))
    context.turn.edit(view)


async def link_topic(_: Update, context: Context) -> None:
    """Ask for words to find a topic with."""
    ask_for(context, "broadcast-topic", context.turn.tapped(LinkTopic).broadcast, views.TOPIC_PROMPT)


async def take_topic(context: Context, broadcast_id: int, words: str) -> None:
    """Offer the topics that the words find."""
    index = context.services.library.index
    topics = [index.base.topics[found.topic_id] for found in index.rank(words, OFFERED)]

    def work(on: Connection) -> None:
        seen = store.find(on, broadcast_id)
        context.turn.reply(views.topics_view(seen, topics) if topics and seen else views.NO_TOPIC)

    if topics:
        finish(context)
    context.turn.change(work)


async def send_now(_: Update, context: Context) -> None:
    """Send a draft, after asking once."""
    turn, tap = context.turn, context.turn.tapped(SendNow)

    def work(on: Connection) -> None:
        seen = store.find(on, tap.broadcast)
        if seen is None or seen.version != tap.version or seen.state != "draft":
            turn.toast(views.CHANGED)
            show(context, on, seen)
            return
        draft = draft_of(context, on, seen)
        if not draft.people:
            turn.toast(views.NOBODY, alert=True)
        elif tap.sure != 1:
            turn.edit(views.sure_view(draft))
        else:
            # Begun in the same turn: the author must not read that it is still to come.
            if store.schedule(on, seen.id, seen.version, turn.now):
                store.begin(on, seen.id, seen.version + 1, turn.now)
            show(context, on, store.find(on, seen.id))

    turn.change(work)


async def send_later(_: Update, context: Context) -> None:
    """Ask when to send it."""
    ask_for(context, "broadcast-time", context.turn.tapped(SendLater).broadcast, views.LATER_PROMPT)


async def take_time(context: Context, broadcast_id: int, text: str) -> None:
    """Let a draft be sent at the moment that was typed."""
    turn = context.turn

    def work(on: Connection) -> None:
        seen = store.find(on, broadcast_id)
        moment = _moment(context, on, text)
        if moment is None:
            ask_for(context, "broadcast-time", broadcast_id, views.NOT_A_MOMENT)
        elif seen is None or not store.schedule(on, seen.id, seen.version, moment):
            turn.reply(View(views.CHANGED))
        elif scheduled := store.find(on, seen.id):
            receipts = store.receipts(on, seen.id)
            pace, zone = context.services.settings.messages_per_second, ZONES[agency_zone(on)]
            turn.reply(views.running_view(scheduled, receipts, pace, zone), remember=progress_name(seen.id))

    finish(context)
    turn.change(work)


def _moment(context: Context, on: Connection, text: str) -> datetime | None:
    """Return the moment that is meant, in the morning where only a day is named; None where it is past."""
    now = context.turn.now.astimezone(ZONES[agency_zone(on)])
    due = read_due(text, now.date())
    at = (due.at or context.services.settings.reminder_time) if due else None
    moment = datetime.combine(due.day, at, now.tzinfo) if due and at else None
    return moment if moment and moment > now else None


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    clinic.add_handler(CommandHandler("siarkan", begin, filters=filters.UpdateType.MESSAGE))
    taps: dict[type[Action], Handler] = {
        OpenDraft: open_draft,
        RewriteDraft: rewrite,
        PreviewDraft: preview,
        ChooseAudience: choose_audience,
        SetAudience: _revising(SetAudience, _new_audience),
        ToggleKind: _revising(ToggleKind, _other_kinds),
        ToggleUnit: _revising(ToggleUnit, _other_units),
        LinkTopic: link_topic,
        SetTopic: _revising(SetTopic, _other_topic),
        ToggleAcknowledgement: _revising(ToggleAcknowledgement, _other_acknowledgement),
        SendNow: send_now,
        SendLater: send_later,
    }
    on_taps(clinic, taps)
    CONTINUE["broadcast"] = take_words
    CONTINUE["broadcast-topic"] = take_topic
    CONTINUE["broadcast-time"] = take_time
    MESSAGES["broadcast"] = take_message
