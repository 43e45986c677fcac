"""Tapping buttons, and asking inline."""

from collections.abc import Iterator
from itertools import islice

from bot.simulator.chats import Chat, Post
from bot.simulator.errors import PersonError
from bot.simulator.person.scene import bot_of, person_of, post_named, scene_of
from bot.simulator.person.words import Fields, word
from bot.simulator.shapes import Json
from bot.simulator.stage import Stage
from bot.simulator.updates import TAP_SECONDS
from bot.simulator.views import labels

_NAMED_IN_COMPLAINT = 40


@word("POST", "/sim/callback")
def tap(stage: Stage, fields: Fields) -> Json:
    """Tap a button, named by its label or its data; the bot has 150 seconds to answer."""
    scene = scene_of(stage, fields)
    post, button = _found(scene.chat, fields)
    scene.chat.unread = 0
    query = {
        "id": stage.world.next_query_id(),
        "from": scene.user,
        "message": post.message,
        "chat_instance": str(abs(scene.chat.id)),
        "data": button["callback_data"],
    }
    stage.world.taps.ask(query)
    lane = "tap", scene.user["id"]
    update_id = stage.world.tell(scene.bot, "callback_query", query, lane, lives=TAP_SECONDS)
    return {"callback_query_id": query["id"], "update_id": update_id, "message_id": post.message_id}


@word("POST", "/sim/inline")
def ask_inline(stage: Stage, fields: Fields) -> Json:
    """Type the bot's name and a question in any chat."""
    user = person_of(stage, fields)
    query = {
        "id": stage.world.next_query_id(),
        "from": user,
        "query": fields.text("query"),
        "offset": fields.text("offset"),
        "chat_type": fields.text("chat_type", "sender"),
    }
    stage.world.inline.ask(query)
    bot = bot_of(stage, fields)
    lane = "inline", user["id"]
    update_id = stage.world.tell(bot, "inline_query", query, lane, lives=TAP_SECONDS)
    return {"inline_query_id": query["id"], "update_id": update_id}


@word("GET", "/sim/inline/{id}")
def inline_answer(stage: Stage, fields: Fields) -> Json:
    """Look at the answer to an inline query."""
    query = stage.world.inline.get(fields.text("id"))
    if query is None:
        raise PersonError(404, f"no inline query {fields.text('id')}")
    return {"query": query.shown["query"], "answered": query.answer is not None, **(query.answer or {})}


def _found(chat: Chat, fields: Fields) -> tuple[Post, Json]:
    if fields.has("message_id"):
        posts = [post_named(chat, fields.number("message_id"))]
    else:
        posts = list(reversed(chat.posts.values()))
    found = _by_data(posts, fields.text("data")) if fields.has("data") else _by_label(posts, fields.text("label"))
    if found is None and fields.has("data") and fields.has("message_id"):
        # Clients can be changed: a bot must bear data that none of its buttons holds, or no longer holds.
        return posts[0], {"text": "", "callback_data": fields.text("data")}
    if found is None:
        raise PersonError(404, f"no such button; there are: {_all_labels(posts)}")
    if "callback_data" not in found[1]:
        raise PersonError(404, f"the button {found[1]['text']!r} calls nobody back")
    return found


def _by_data(posts: list[Post], data: str) -> tuple[Post, Json] | None:
    return next((item for item in _buttons(posts) if item[1].get("callback_data") == data), None)


def _by_label(posts: list[Post], label: str) -> tuple[Post, Json] | None:
    exact = next((item for item in _buttons(posts) if item[1]["text"] == label), None)
    return exact or next((item for post in posts if (item := _containing(post, label))), None)


def _containing(post: Post, label: str) -> tuple[Post, Json] | None:
    """Return the only button of a message whose text contains the label."""
    found = [item for item in _buttons([post]) if label and label in item[1]["text"]]
    return found[0] if len(found) == 1 else None


def _buttons(posts: list[Post]) -> Iterator[tuple[Post, Json]]:
    for post in posts:
        for row in post.message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                yield post, button


def _all_labels(posts: list[Post]) -> str:
    names = (repr(label) for post in posts for label in labels(post.message.get("reply_markup")))
    return ", ".join(islice(names, _NAMED_IN_COMPLAINT)) or "none"
