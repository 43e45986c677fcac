"""Whatever a bot or a person sends, the simulator answers or refuses: it never breaks."""

import asyncio
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.simulator.errors import ApiError, PersonError
from bot.simulator.methods import METHODS
from bot.simulator.methods.call import Call
from bot.simulator.methods.registry import Method
from bot.simulator.person.words import WORDS, Fields
from bot.simulator.stage import Stage
from tests.support.clock import ManualClock

SYNCHRONOUS = sorted(
    (method for method in METHODS.values() if not asyncio.iscoroutinefunction(method.handler)),
    key=lambda method: method.name,
)
WAITING = {("GET", "/sim/idle"), ("POST", "/sim/clock")}
PARAMETERS = [
    "chat_id", "text", "caption", "parse_mode", "entities", "caption_entities", "reply_markup", "reply_parameters",
    "message_id", "message_ids", "from_chat_id", "media", "photo", "document", "commands", "scope", "results",
    "callback_query_id", "inline_query_id", "reaction", "action", "menu_button", "user_id", "options", "question",
    "file_id", "language_code", "name", "description", "message_thread_id", "emoji",
]  # fmt: skip
FIELDS = ["user_id", "chat_id", "chat_type", "chat_title", "text", "first_name", "username", "message_id", "label",
          "data", "query", "kind", "items", "caption", "content_base64", "file_name", "reply_to_message_id", "entities",
          "id", "since", "method", "code", "times", "bot_id", "update_id", "message", "options"]  # fmt: skip
KEYS = st.sampled_from(
    ["type", "offset", "length", "inline_keyboard", "keyboard", "text", "callback_data", "url", "id", "message_id",
     "media", "input_message_content", "message_text", "command", "chat_id", "kind", "chat"]
)  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers(-3, 3) | st.floats() | st.text(max_size=5)
VALUES = (
    LEAVES
    | st.sampled_from([42, 1, "HTML", "<b>", "article", "photo", "typing", "private"])
    | st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4))
)


def stage_with_a_chat() -> Stage:
    stage = Stage(ManualClock())
    user = stage.world.user(42)
    stage.world.post(stage.world.private(user), {"from": user, "text": "halo"})
    return stage


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SYNCHRONOUS), st.dictionaries(st.sampled_from(PARAMETERS), VALUES), st.booleans())
def test_any_call_is_answered_or_refused(method: Method, params: dict[str, Any], right_chat: bool) -> None:
    world = stage_with_a_chat().world
    bot = world.bots.of("7001:rahasia")
    given_params = {name: value for name, value in params.items() if value is not None}
    if right_chat:
        given_params["chat_id"] = 42
    try:
        method.handler(Call(world, bot, given_params, {}))
    except ApiError as refused:
        assert refused.code in (400, 403)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(set(WORDS) - WAITING)), st.dictionaries(st.sampled_from(FIELDS), VALUES), st.booleans())
def test_any_word_is_answered_or_refused(word: tuple[str, str], body: dict[str, Any], right_person: bool) -> None:
    if right_person:
        body["user_id"] = 42
    try:
        WORDS[word](stage_with_a_chat(), Fields(body))
    except (ApiError, PersonError) as refused:
        assert str(refused)
