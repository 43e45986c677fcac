"""Answers to taps and inline queries."""

from typing import Any

from bot.simulator import utf16
from bot.simulator.errors import bad_request
from bot.simulator.keyboards import inline_keyboard
from bot.simulator.methods.call import Call
from bot.simulator.methods.registry import method
from bot.simulator.shapes import Json
from bot.simulator.text.formatted import checked_text, formatted

MAX_TOAST = 200
MAX_RESULTS = 50
MAX_RESULT_ID_BYTES = 64
_KEPT = ("cache_time", "is_personal", "next_offset", "button")


@method("answerCallbackQuery")
def answer_callback_query(call: Call) -> bool:
    """Answer a tap, with a short text or with nothing."""
    text = call.text("text")
    if utf16.length(text) > MAX_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    alert = call.flag("show_alert")
    tap = call.world.taps.answer(call.params.get("callback_query_id"), {"text": text, "show_alert": alert}).shown
    if text:
        toast = {"type": "toast", "user_id": tap["from"]["id"], "chat_id": tap["message"]["chat"]["id"]}
        call.world.events.publish(toast | {"text": text, "alert": alert})
    return True


@method("answerInlineQuery")
def answer_inline_query(call: Call) -> bool:
    """Answer an inline query with up to fifty results."""
    results = call.listed("results")
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    _check_ids(results)
    answer: Json = {name: call.params[name] for name in _KEPT if name in call.params}
    answer["results"] = [_checked(result) for result in results]
    call.world.inline.answer(call.params.get("inline_query_id"), answer)
    return True


def _check_ids(results: list[Any]) -> None:
    if not all(isinstance(result, dict) for result in results):
        raise bad_request("can't parse inline query result: InlineQueryResult must be an Object")
    ids = [str(result.get("id") or "") for result in results]
    if not all(1 <= len(result_id.encode()) <= MAX_RESULT_ID_BYTES for result_id in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")


def _checked(result: Json) -> Json:
    """Return a result with its text rendered, as it would be sent when chosen."""
    content = result.get("input_message_content")
    if result.get("type") == "article" and not (result.get("title") and isinstance(content, dict)):
        raise bad_request("can't parse inline query result: article needs a title and input_message_content")
    inline_keyboard(result.get("reply_markup"))
    if not isinstance(content, dict) or "message_text" not in content:
        return result
    mode, entities = str(content.get("parse_mode") or ""), content.get("entities")
    text = checked_text(formatted(str(content["message_text"]), mode, entities))
    if not text.text:
        raise bad_request("message text is empty")
    return {**result, "message": text.fields("text")}
