"""Keyboards under messages: what Telegram accepts, and what it keeps of it."""

from collections.abc import Callable
from typing import Any

from bot.simulator import utf16
from bot.simulator.errors import ApiError, bad_request
from bot.simulator.shapes import Json
from bot.simulator.text.urls import fault_of_url

MAX_BUTTONS = 100
MAX_CALLBACK_BYTES = 64
MAX_COPY_TEXT = 256
STYLES = ("danger", "success", "primary")
_ACTIONS = ("callback_data", "url", "copy_text", "switch_inline_query", "switch_inline_query_current_chat",
            "switch_inline_query_chosen_chat", "web_app", "login_url")  # fmt: skip
_LOOKS = ("style", "icon_custom_emoji_id")
_MAY_BE_EMPTY = ("switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat")
_KEYBOARD_FLAGS = ("resize_keyboard", "one_time_keyboard", "selective", "is_persistent", "input_field_placeholder")
_REPLY_BUTTON = ("request_contact", "request_location", "request_poll", "web_app", "request_chat", "request_users",
                 *_LOOKS)  # fmt: skip


def split_markup(given: Any) -> tuple[Json | None, Json | None]:
    """Return (inline keyboard, keyboard of the person's client) of a reply_markup.

    A message holds only an inline keyboard; the others change what the person's client shows.
    Raises ApiError for what Telegram refuses.
    """
    if given is None or given == "":
        return None, None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in given:
        return inline_keyboard(given), None
    if "keyboard" in given:
        return None, _reply_keyboard(given)
    for name in ("remove_keyboard", "force_reply"):
        if name in given:
            if not isinstance(given[name], bool):
                raise bad_request(f'field "{name}" must be of type Boolean')
            return None, given
    return None, None


def inline_keyboard(given: Any) -> Json | None:
    """Return the inline keyboard as a message holds it; None for an empty one."""
    if given is None or given == "":
        return None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    rows = [row for row in _rows(given, "inline_keyboard", _inline_button) if row]
    return {"inline_keyboard": rows} if rows else None


def _rows(given: Json, name: str, button: Callable[[Any], Json]) -> list[list[Json]]:
    rows = given.get(name)
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return [[button(item) for item in row] for row in rows]


def _inline_button(given: Any) -> Json:
    if not isinstance(given, dict):
        raise _unparsed("InlineKeyboardButton must be an Object")
    text = given.get("text")
    if text is None:
        raise _unparsed('Can\'t find field "text"')
    if not isinstance(text, str):
        raise _unparsed('Field "text" must be of type String')
    if given.get("pay") or "callback_game" in given:
        raise bad_request("BUTTON_TYPE_INVALID")
    action = next((name for name in _ACTIONS if given.get(name) or (name in _MAY_BE_EMPTY and name in given)), None)
    if action is None:
        raise _unparsed("Text buttons are unallowed in the inline keyboard")
    if not text.strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    _check_action(action, given[action])
    return {"text": text, action: given[action]} | _looks(given)


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data":
        if not isinstance(value, str):
            raise _unparsed('Field "callback_data" must be of type String')
        if len(value.encode()) > MAX_CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif action == "url" and (fault := fault_of_url(str(value))):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: {fault}")
    elif action == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= utf16.length(text) <= MAX_COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif action == "web_app":
        url = value.get("url", "") if isinstance(value, dict) else ""
        if not str(url).startswith("https://"):
            words = "is invalid: Only HTTPS links are allowed"
            raise bad_request(f"inline keyboard button Web App URL '{url}' {words}")


def _looks(given: Json) -> Json:
    looks = {name: given[name] for name in _LOOKS if given.get(name)}
    if looks.get("style", STYLES[0]) not in STYLES:
        raise _unparsed("Invalid button style specified")
    return looks


def _reply_keyboard(given: Json) -> Json:
    for name in _KEYBOARD_FLAGS[:-1]:
        if not isinstance(given.get(name, False), bool):
            raise bad_request(f'field "{name}" must be of type Boolean')
    flags = {name: given[name] for name in _KEYBOARD_FLAGS if name in given}
    return {"keyboard": _rows(given, "keyboard", _reply_button), **flags}


def _reply_button(given: Any) -> Json:
    if isinstance(given, str):
        return {"text": given}
    if not isinstance(given, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be an Object or a String")
    if not isinstance(given.get("text"), str):
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    return {"text": given["text"]} | {name: given[name] for name in _REPLY_BUTTON if name in given}


def _unparsed(words: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {words}")
