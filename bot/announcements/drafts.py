"""Drafts of announcements: changed part by part, by compare-and-swap, until they are sent."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from telegram import Message, MessageEntity

from bot.announcements.audience import Audience
from bot.announcements.store import Body, Broadcast, find
from bot.database import Connection

LONGEST_TEXT = 3500
LONGEST_CAPTION = 900
"""Characters: below Telegram's limits, since what is counted there is the text after parsing."""


def body_of(message: Message) -> Body | None:
    """Return a message as it can be sent to others: a text, a photo or a file; None for anything else, or too long."""
    if message.text:
        params = {"text": message.text, "entities": _entities(message.entities)}
        return _sized("sendMessage", params, message.text, LONGEST_TEXT)
    caption = message.caption or ""
    about = {"caption": caption, "caption_entities": _entities(message.caption_entities)} if caption else {}
    if message.photo:
        return _sized("sendPhoto", {"photo": message.photo[-1].file_id, **about}, caption, LONGEST_CAPTION)
    if message.document:
        return _sized("sendDocument", {"document": message.document.file_id, **about}, caption, LONGEST_CAPTION)
    return None


def _entities(entities: Sequence[MessageEntity]) -> list[dict[str, Any]]:
    return [entity.to_dict() for entity in entities]


def _sized(method: str, params: dict[str, Any], text: str, limit: int) -> Body | None:
    return {"method": method, "params": params} if len(text) <= limit else None


def revise(on: Connection, seen: Broadcast, **changed: Any) -> Broadcast | None:
    """Change parts of a draft: body, audience, topic_id, acknowledged; None when it is not as it was seen."""
    new = replace(seen, **changed)
    swapped = on.execute(
        "UPDATE broadcasts SET body = :body, audience = :audience, topic_id = :topic_id,"
        " acknowledged = :acknowledged, version = version + 1"
        " WHERE id = :id AND version = :version AND state = 'draft'",
        id=seen.id,
        version=seen.version,
        body=json.dumps(new.body, ensure_ascii=False),
        audience=new.audience.stored(),
        topic_id=new.topic_id,
        acknowledged=int(new.acknowledged),
    )
    return find(on, seen.id) if swapped == 1 else None


def toggled(audience: Audience, *, unit: int | None = None, kind: Any = None) -> Audience:
    """Return the audience with a unit or a kind of units taken in, or out again."""
    if unit is not None:
        return replace(audience, units=_toggled(audience.units, unit))
    return replace(audience, kinds=_toggled(audience.kinds, kind))


def _toggled(chosen: tuple[Any, ...], one: Any) -> tuple[Any, ...]:
    return tuple(other for other in chosen if other != one) if one in chosen else (*chosen, one)
