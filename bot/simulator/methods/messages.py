"""Messages: sending text, copying, forwarding, deleting, pinning, reacting."""

from typing import Any

from bot.simulator.chats import Chat, Post
from bot.simulator.errors import bad_request
from bot.simulator.keyboards import inline_keyboard
from bot.simulator.methods.call import Call
from bot.simulator.methods.registry import method
from bot.simulator.methods.sending import reply_fields, send
from bot.simulator.shapes import Json
from bot.simulator.text.formatted import checked_text
from bot.simulator.views import MEDIA

CONTENT = ("text", "entities", "caption", "caption_entities", *MEDIA)
DELETABLE_SECONDS = 48 * 3600
MAX_BULK = 100
_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


@method("sendMessage")
def send_message(call: Call) -> Json:
    """Send a text."""
    source = call.text("text")
    if not source:
        raise bad_request("message text is empty")
    text = checked_text(call.formatted("text", "entities"))
    if not text.text:
        raise bad_request("text must be non-empty")
    return send(call, text.fields("text"))


@method("copyMessage")
def copy_message(call: Call) -> Json:
    """Send a message's content again, as one's own."""
    post = call.post(call.chat("from_chat_id"), "message to copy not found")
    chat = call.chat()
    fields = _content(post) | reply_fields(call, chat)
    if "caption" in call.params:
        fields = {name: value for name, value in fields.items() if not name.startswith("caption")}
        fields |= call.caption().fields("caption")
    if markup := inline_keyboard(call.params.get("reply_markup")):
        fields["reply_markup"] = markup
    return {"message_id": call.world.post(chat, fields, bot=call.bot).message_id}


@method("forwardMessage")
def forward_message(call: Call) -> Json:
    """Send a message on, with its origin."""
    post = call.post(call.chat("from_chat_id"), "message to forward not found")
    origin = post.message.get("forward_origin") or _origin(post)
    return call.world.post(call.chat(), _content(post) | {"forward_origin": origin}, bot=call.bot).message


@method("sendChatAction")
def send_chat_action(call: Call) -> bool:
    """Show that the bot is busy."""
    if call.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.world.events.publish({"type": "typing", "chat_id": call.chat().id})
    return True


@method("setMessageReaction")
def set_message_reaction(call: Call) -> bool:
    """React to a message."""
    reactions: list[Any] = call.listed("reaction")
    if not all(isinstance(reaction, dict) and reaction.get("type") for reaction in reactions):
        raise bad_request("REACTION_INVALID")
    call.post(call.chat(), "message to react not found").reactions = reactions
    return True


@method("pinChatMessage")
def pin_chat_message(call: Call) -> bool:
    """Pin a message on top of the chat."""
    chat = call.chat()
    message_id = call.post(chat, "message to pin not found").message_id
    chat.pinned = [*(pinned for pinned in chat.pinned if pinned != message_id), message_id]
    return True


@method("unpinChatMessage")
def unpin_chat_message(call: Call) -> bool:
    """Unpin a message, or the one pinned last."""
    chat = call.chat()
    if "message_id" not in call.params:
        chat.pinned = chat.pinned[:-1]
        return True
    message_id = call.number("message_id")
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    return True


@method("deleteMessage")
def delete_message(call: Call) -> bool:
    """Delete a message not older than 48 hours."""
    chat = call.chat()
    post = call.post(chat, "message to delete not found")
    if not _deletable(call, chat, post):
        raise bad_request("message can't be deleted")
    call.world.delete(chat, post.message_id)
    return True


@method("deleteMessages")
def delete_messages(call: Call) -> bool:
    """Delete up to a hundred messages; those that cannot be deleted are passed over."""
    chat = call.chat()
    ids = call.listed("message_ids")
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MAX_BULK:
        raise bad_request("too many message identifiers specified")
    if not all(isinstance(message_id, int) for message_id in ids):
        raise bad_request("can't parse message_ids JSON object")
    for message_id in ids:
        post = chat.posts.get(message_id)
        if post is not None and _deletable(call, chat, post):
            call.world.delete(chat, message_id)
    return True


def _deletable(call: Call, chat: Chat, post: Post) -> bool:
    """Whether the bot, which is nowhere an administrator, may delete it."""
    young = call.world.now() - post.message["date"] <= DELETABLE_SECONDS
    return young and (chat.kind == "private" or post.bot_id == call.bot.id)


def _content(post: Post) -> Json:
    return {name: post.message[name] for name in CONTENT if name in post.message}


def _origin(post: Post) -> Json:
    if "from" in post.message:
        return {"type": "user", "date": post.message["date"], "sender_user": post.message["from"]}
    return {
        "type": "channel",
        "date": post.message["date"],
        "chat": post.message["chat"],
        "message_id": post.message_id,
    }
