"""What every method that puts a message into a chat does alike."""

from typing import Any

from bot.simulator.chats import Chat, Post
from bot.simulator.errors import bad_request
from bot.simulator.keyboards import split_markup
from bot.simulator.methods.call import Call
from bot.simulator.shapes import Json

_ECHOED = ("link_preview_options", "message_effect_id")


def send(call: Call, content: Json) -> Json:
    """Put a message with that content into the chat that the call names and return it."""
    chat = call.chat()
    inline, keyboard = split_markup(call.params.get("reply_markup"))
    fields = content | reply_fields(call, chat)
    fields |= {name: call.params[name] for name in _ECHOED if call.params.get(name)}
    if call.flag("protect_content"):
        fields["has_protected_content"] = True
    if inline:
        fields["reply_markup"] = inline
    if call.number("message_thread_id"):
        raise bad_request("message thread not found")
    return call.world.post(chat, fields, bot=call.bot, keyboard=keyboard).message


def reply_fields(call: Call, chat: Chat) -> Json:
    """Return `reply_to_message` for a reply; raises ApiError when the message is gone and must not be."""
    message_id, optional = _replied(call)
    if message_id is None:
        return {}
    post = chat.posts.get(message_id)
    if post is None:
        if optional:
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": without_reply(post)}


def without_reply(post: Post) -> Json:
    """Return a message as another one quotes it: replies do not nest."""
    if "reply_to_message" not in post.message:
        return post.message
    return {name: value for name, value in post.message.items() if name != "reply_to_message"}


def _replied(call: Call) -> tuple[int | None, bool]:
    parameters: Any = call.params.get("reply_parameters")
    if parameters is None:
        return call.number("reply_to_message_id") or None, call.flag("allow_sending_without_reply")
    if not isinstance(parameters, dict):
        raise bad_request("object expected as reply parameters")
    if not isinstance(parameters.get("message_id"), int):
        raise bad_request('can\'t find field "message_id"')
    return parameters["message_id"], bool(parameters.get("allow_sending_without_reply"))
