"""Messages and chats as the chat page and the tests see them."""

from typing import Any

from bot.simulator.chats import Chat, Post
from bot.simulator.shapes import Json
from bot.simulator.text.html_writer import to_html

MEDIA = ("photo", "animation", "document", "video", "audio", "voice", "video_note", "sticker", "location", "contact",
         "poll", "dice")  # fmt: skip
_SHOWN_OF_MEDIA = ("file_id", "file_name", "width", "height", "mime_type", "file_size")
_SERVICE = ("new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id", "group_chat_created")
_EXTRA = ("edit_date", "text", "caption", "media_group_id", "forward_origin", *_SERVICE)


def view_message(post: Post) -> Json:
    """Return a ViewMessage: the message with its text rendered as safe HTML."""
    message = post.message
    sender = message.get("from") or {"id": message["chat"]["id"], "first_name": message["chat"].get("title", "")}
    name = "text" if "text" in message else "caption"
    entities = message.get("entities") or message.get("caption_entities") or []
    view: Json = {
        "message_id": message["message_id"],
        "date": message["date"],
        "from": {"id": sender["id"], "first_name": sender["first_name"], "is_bot": sender.get("is_bot", False)},
        "entities": entities,
        "html": to_html(message.get(name, ""), entities),
    }
    view |= {key: message[key] for key in _EXTRA if key in message}
    return view | _media(message) | _markup(post) | _reply(message) | _reactions(post)


def view_chat(chat: Chat) -> Json:
    """Return a chat as the list of chats shows it."""
    last = chat.last()
    return {
        "id": chat.id,
        "type": chat.kind,
        "title": chat.title,
        "last_message": view_message(last) if last else None,
        "unread": chat.unread,
    }


def transcript(chat: Chat) -> str:
    """Return a chat as plain text, one message after the other with its buttons in brackets."""
    return "".join(_spoken(post) for post in chat.posts.values())


def labels(markup: Json | None) -> list[str]:
    """Return the texts of all inline buttons."""
    return [button["text"] for row in (markup or {}).get("inline_keyboard", []) for button in row]


def _media(message: Json) -> Json:
    kind = next((kind for kind in MEDIA if kind in message), None)
    if kind is None:
        return {}
    content: Any = message[kind][-1] if kind == "photo" else message[kind]
    media = {"kind": kind} | {key: content[key] for key in _SHOWN_OF_MEDIA if key in content}
    if kind in ("location", "contact", "poll", "dice"):
        media["content"] = content
    return {"media": media}


def _markup(post: Post) -> Json:
    markup = post.message.get("reply_markup") or post.keyboard
    return {"reply_markup": markup} if markup else {}


def _reply(message: Json) -> Json:
    replied = message.get("reply_to_message")
    if replied is None:
        return {}
    return {"reply_to": {"message_id": replied["message_id"], "text": _words(replied)}}


def _reactions(post: Post) -> Json:
    return {"reactions": post.reactions} if post.reactions else {}


def _words(message: Json) -> str:
    text = message.get("text") or message.get("caption") or ""
    kind = next((kind for kind in MEDIA if kind in message), None)
    return f"[{kind}] {text}".rstrip() if kind else str(text)


def _spoken(post: Post) -> str:
    view = view_message(post)
    lines = [f"{view['from']['first_name']}: {_words(post.message)}"]
    for row in (view.get("reply_markup") or {}).get("inline_keyboard", []):
        lines.append("  " + " ".join(f"[{button['text']}]" for button in row))
    return "\n".join(lines) + "\n"
