"""Changing a message that the bot sent."""

from typing import Any

from bot.simulator.chats import Chat, Post
from bot.simulator.errors import NOT_MODIFIED, bad_request
from bot.simulator.keyboards import inline_keyboard
from bot.simulator.methods.call import Call
from bot.simulator.methods.media import input_media
from bot.simulator.methods.registry import method
from bot.simulator.shapes import Json
from bot.simulator.text.formatted import checked_text
from bot.simulator.views import MEDIA

_TEXT = ("text", "entities")
_CAPTION = ("caption", "caption_entities")


@method("editMessageText")
def edit_message_text(call: Call) -> Json:
    """Change the text and the keyboard."""
    if not call.text("text"):
        raise bad_request("message text is empty")
    text = checked_text(call.formatted("text", "entities"))
    if not text.text:
        raise bad_request("text must be non-empty")
    chat, post = _own(call)
    if "text" not in post.message:
        raise bad_request("there is no text in the message to edit")
    return _rewritten(call, chat, post, text.fields("text"), _TEXT)


@method("editMessageCaption")
def edit_message_caption(call: Call) -> Json:
    """Change the caption and the keyboard."""
    caption = call.caption()
    chat, post = _own(call)
    if not any(kind in post.message for kind in MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return _rewritten(call, chat, post, caption.fields("caption"), _CAPTION)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> Json:
    """Change the keyboard alone."""
    chat, post = _own(call)
    return _rewritten(call, chat, post, {}, ())


@method("editMessageMedia")
def edit_message_media(call: Call) -> Json:
    """Change the attachment, its caption and the keyboard."""
    given: Any = call.params.get("media")
    if not isinstance(given, dict):
        raise bad_request("media must be an Object")
    chat, post = _own(call)
    if "text" not in post.message and not any(kind in post.message for kind in MEDIA):
        raise bad_request("message can't be edited")
    return _rewritten(call, chat, post, input_media(call, given), (*_TEXT, *_CAPTION, *MEDIA))


def _own(call: Call) -> tuple[Chat, Post]:
    if "inline_message_id" in call.params:
        raise bad_request("invalid inline message identifier specified")
    chat = call.chat()
    post = call.post(chat, "message to edit not found")
    if post.bot_id != call.bot.id:
        raise bad_request("message can't be edited")
    return chat, post


def _rewritten(call: Call, chat: Chat, post: Post, content: Json, replaced: tuple[str, ...]) -> Json:
    markup = inline_keyboard(call.params.get("reply_markup"))
    changes = content | ({"reply_markup": markup} if markup else {})
    removed = (*replaced, "reply_markup")
    if {name: post.message[name] for name in removed if name in post.message} == changes:
        raise bad_request(NOT_MODIFIED)
    return call.world.rewrite(chat, post, changes, removed).message
