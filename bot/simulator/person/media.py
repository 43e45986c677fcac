"""What a person attaches: pictures, files, places, albums."""

import base64
import binascii
from typing import Any

from bot.simulator.errors import PersonError
from bot.simulator.media import FILE_KINDS, contentless, default_content, default_name, stored
from bot.simulator.person.messages import reply_of
from bot.simulator.person.scene import Scene, scene_of
from bot.simulator.person.words import Fields, word
from bot.simulator.shapes import Json
from bot.simulator.stage import Stage
from bot.simulator.text.detection import with_detected

KINDS = (*FILE_KINDS, "location", "contact", "poll", "dice")


@word("POST", "/sim/media")
def send_media(stage: Stage, fields: Fields) -> Json:
    """Send one attachment."""
    content = _content(stage, fields)
    scene = scene_of(stage, fields)
    scene.unblock()
    if fields.has("media_group_id"):
        content["media_group_id"] = str(fields.given["media_group_id"])
    post, update_id = scene.say(content | reply_of(scene, fields))
    return {"message_id": post.message_id, "update_id": update_id, "chat_id": scene.chat.id}


@word("POST", "/sim/album")
def send_album(stage: Stage, fields: Fields) -> Json:
    """Send several attachments as one album; the caption goes with the first."""
    items: Any = fields.given.get("items")
    if not isinstance(items, list) or not items or not all(isinstance(item, dict) for item in items):
        raise PersonError(400, "items must be a list of objects with a kind")
    captioned = [items[0] | {"caption": fields.text("caption") or items[0].get("caption", "")}, *items[1:]]
    contents = [_content(stage, Fields(item)) for item in captioned]
    scene = scene_of(stage, fields)
    scene.unblock()
    group = stage.world.next_query_id()
    sent = [_sent(scene, content | {"media_group_id": group}) for content in contents]
    return {"media_group_id": group, "chat_id": scene.chat.id, "messages": sent}


def _sent(scene: Scene, content: Json) -> Json:
    post, update_id = scene.say(content)
    return {"message_id": post.message_id, "update_id": update_id}


def _content(stage: Stage, fields: Fields) -> Json:
    kind = fields.text("kind")
    if kind not in KINDS:
        raise PersonError(400, f"kind must be one of {', '.join(KINDS)}")
    if kind not in FILE_KINDS:
        return contentless(kind, fields.given)
    name = fields.text("file_name") or default_name(kind)
    return stored(stage.world.files, kind, _bytes_of(kind, fields), name) | _caption(fields)


def _bytes_of(kind: str, fields: Fields) -> bytes:
    if not fields.has("content_base64"):
        return default_content(kind)
    try:
        return base64.b64decode(fields.text("content_base64"), validate=True)
    except binascii.Error:
        raise PersonError(400, "content_base64 is no base64") from None


def _caption(fields: Fields) -> Json:
    caption = fields.text("caption")
    if not caption:
        return {}
    entities = with_detected(caption, [])
    return {"caption": caption, "caption_entities": entities} if entities else {"caption": caption}
