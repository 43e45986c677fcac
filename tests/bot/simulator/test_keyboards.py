from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.errors import ApiError
from bot.simulator.keyboards import split_markup

YES = {"text": "Ya", "callback_data": "y"}


def inline(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("x", "object expected as reply markup"),
        ({"inline_keyboard": "bad"}, 'field "inline_keyboard" must be of type Array'),
        ({"inline_keyboard": [YES]}, 'field "inline_keyboard" must be an Array of Arrays'),
        (inline("Ya"), "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        (inline({"callback_data": "y"}), 'can\'t parse inline keyboard button: Can\'t find field "text"'),
        (inline({"text": "Ya"}),
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (inline({"text": "Ya", "callback_data": ""}),
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (inline({"text": " ", "callback_data": "y"}), "BUTTON_TEXT_INVALID"),
        (inline({"text": "Ya", "callback_data": "é" * 33}), "BUTTON_DATA_INVALID"),
        (inline({"text": "Ya", "url": "not-a-url"}),
         "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL"),
        (inline({"text": "Ya", "url": "ftp://example.com"}),
         "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol"),
        (inline({"text": "Ya", "copy_text": {"text": ""}}), "BUTTON_COPY_TEXT_INVALID"),
        (inline({"text": "Ya", "copy_text": {"text": "a" * 257}}), "BUTTON_COPY_TEXT_INVALID"),
        (inline({"text": "Ya", "pay": True}), "BUTTON_TYPE_INVALID"),
        (inline({"text": "Ya", "web_app": {"url": "http://example.com"}}),
         "inline keyboard button Web App URL 'http://example.com' is invalid: Only HTTPS links are allowed"),
        (inline({**YES, "style": "ungu"}), "can't parse inline keyboard button: Invalid button style specified"),
        (inline(*[YES] * 101), "reply markup is too long"),
        ({"keyboard": [[{"x": 1}]]}, 'can\'t parse keyboard button: Can\'t find field "text"'),
        ({"keyboard": [["A"]], "selective": "yes"}, 'field "selective" must be of type Boolean'),
        ({"force_reply": "yes"}, 'field "force_reply" must be of type Boolean'),
    ],
)  # fmt: skip
def test_bad_keyboards_are_refused(markup: Any, words: str) -> None:
    with pytest.raises(ApiError) as refused:
        split_markup(markup)
    assert refused.value.description == f"Bad Request: {words}"


def test_sixty_four_bytes_and_a_hundred_buttons_pass() -> None:
    button = {"text": "Ya", "callback_data": "é" * 32}
    kept, _ = split_markup(inline(*[button] * 100))
    assert kept == inline(*[button] * 100)


def test_only_known_fields_are_kept() -> None:
    assert split_markup(inline({**YES, "style": "danger", "asing": 1}))[0] == inline({**YES, "style": "danger"})


def test_an_empty_inline_keyboard_is_none() -> None:
    assert split_markup({"inline_keyboard": []}) == (None, None)
    assert split_markup({"inline_keyboard": [[]]}) == (None, None)


def test_other_keyboards_belong_to_the_client() -> None:
    inline_part, keyboard = split_markup({"keyboard": [["A", {"text": "B"}]], "resize_keyboard": True})
    assert inline_part is None
    assert keyboard == {"keyboard": [[{"text": "A"}, {"text": "B"}]], "resize_keyboard": True}
    assert split_markup({"remove_keyboard": True}) == (None, {"remove_keyboard": True})


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))  # fmt: skip
def test_any_button_is_taken_or_refused(button: Any) -> None:
    try:
        split_markup({"inline_keyboard": [[button]]})
    except ApiError as refused:
        assert refused.code == 400
