"""What a person writes and rewrites."""

from bot.simulator.errors import PersonError
from bot.simulator.person.scene import Scene, bot_of, chat_named, post_named, scene_of
from bot.simulator.person.words import Fields, word
from bot.simulator.shapes import Json
from bot.simulator.stage import Stage
from bot.simulator.text.formatted import checked_text, formatted


@word("POST", "/sim/message")
def send_message(stage: Stage, fields: Fields) -> Json:
    """Write a text; whoever wrote has started the bot, and unblocked it."""
    text = _text_of(fields)
    scene = scene_of(stage, fields)
    scene.unblock()
    post, update_id = scene.say(text | reply_of(scene, fields) | _origin_of(scene, fields))
    return {"message_id": post.message_id, "update_id": update_id, "chat_id": scene.chat.id}


@word("POST", "/sim/edit")
def edit_message(stage: Stage, fields: Fields) -> Json:
    """Change a text that a person wrote."""
    chat = chat_named(stage.world, fields)
    post = post_named(chat, fields.number("message_id"))
    if post.bot_id or "text" not in post.message:
        raise PersonError(400, "only a text that a person wrote can be edited")
    stage.world.rewrite(chat, post, _text_of(fields), ("text", "entities"))
    bot = bot_of(stage, fields)
    scene = Scene(stage.world, bot, post.message.get("from", {}), chat)
    kind = "edited_channel_post" if chat.kind == "channel" else "edited_message"
    return {"message_id": post.message_id, "update_id": scene.tell(kind, post.message)}


@word("POST", "/sim/delete")
def delete_message(stage: Stage, fields: Fields) -> Json:
    """Delete a message in a private chat for both sides; bots are not told."""
    chat = chat_named(stage.world, fields)
    post = post_named(chat, fields.number("message_id"))
    stage.world.delete(chat, post.message_id)
    return {"message_id": post.message_id}


def reply_of(scene: Scene, fields: Fields) -> Json:
    """Return `reply_to_message` for a reply."""
    if not fields.has("reply_to_message_id"):
        return {}
    replied = post_named(scene.chat, fields.number("reply_to_message_id")).message
    return {"reply_to_message": {name: value for name, value in replied.items() if name != "reply_to_message"}}


def _text_of(fields: Fields) -> Json:
    """Return the fields of a text; raises ApiError for one that no client would send in one piece."""
    text = checked_text(formatted(fields.text("text"), "", fields.given.get("entities")))
    if not text.text:
        raise PersonError(400, "text is empty")
    return text.fields("text")


def _origin_of(scene: Scene, fields: Fields) -> Json:
    if not fields.flag("forward"):
        return {}
    origin = {"type": "hidden_user", "sender_user_name": "Pengirim asal", "date": scene.world.now()}
    return {"forward_origin": origin}
