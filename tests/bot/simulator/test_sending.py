"""The words with which sends, edits and deletions are refused are those of the real server."""

from datetime import timedelta
from typing import Any

import pytest

from tests.bot.simulator.conftest import TOKEN, Hand, WatchedClock

BUTTON = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


async def test_a_message_comes_back_as_telegram_shows_it(hand: Hand, chat: int, clock: WatchedClock) -> None:
    sent = await hand.result("sendMessage", chat_id=chat, text="<b>Halo</b> 🏟", parse_mode="HTML", reply_markup=BUTTON)
    assert sent == {
        "message_id": 2,
        "date": int(clock.now().timestamp()),
        "chat": {"id": 42, "type": "private", "first_name": "Penguji", "username": "penguji"},
        "from": {"id": 7001, "is_bot": True, "first_name": "Klinik RB", "username": "klinik_rb_bot"},
        "text": "Halo 🏟",
        "entities": [{"type": "bold", "offset": 0, "length": 4}],
        "reply_markup": BUTTON,
    }


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": "   "}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "x", "parse_mode": "INVALID"}, "unsupported parse_mode"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": 999}, "chat not found"),
        ({"text": "x", "chat_id": -5}, "chat not found"),
        ({"text": "x", "chat_id": "@tidak_ada"}, "chat not found"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": {"quote": "x"}}, 'can\'t find field "message_id"'),
        ({"text": "x", "message_thread_id": 7}, "message thread not found"),
        ({"text": "x", "reply_markup": "{rusak"}, "object expected as reply markup"),
        ({"text": ["x"]}, 'field "text" must be of type String'),
    ],
)
async def test_bad_messages_are_refused(hand: Hand, chat: int, params: dict[str, Any], words: str) -> None:
    assert await hand.refusal("sendMessage", **({"chat_id": chat} | params)) == f"Bad Request: {words}"


async def test_nobody_is_written_to_who_never_wrote(hand: Hand, chat: int) -> None:
    await hand.post("inline", user_id=77, query="wbk")
    assert await hand.refusal("sendMessage", chat_id=77, text="x") == "Bad Request: chat not found"


async def test_replies_quote_without_nesting(hand: Hand, chat: int) -> None:
    await hand.result("sendMessage", chat_id=chat, text="satu", reply_parameters={"message_id": 1})
    reply = await hand.result("sendMessage", chat_id=chat, text="dua", reply_to_message_id=2)
    assert reply["reply_to_message"]["text"] == "satu"
    assert "reply_to_message" not in reply["reply_to_message"]
    alone = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await hand.result("sendMessage", chat_id=chat, text="tiga", reply_parameters=alone)


async def test_forms_and_query_strings_say_the_same_as_json(hand: Hand, chat: int) -> None:
    form = {"chat_id": "42", "text": "12", "reply_markup": '{"inline_keyboard":[[{"text":"Ya","callback_data":"y"}]]}'}
    url = f"{hand.simulator.url}/bot{TOKEN}/sendmessage"
    async with hand.session.post(url, data=form) as answer:
        assert (await answer.json())["result"]["reply_markup"] == BUTTON
    async with hand.session.get(url, params={"chat_id": 42, "text": "a+b %&="}) as answer:
        assert (await answer.json())["result"]["text"] == "a+b %&="
    [first, second] = (await hand.get("outbox", method="sendMessage"))["calls"]
    assert first["params"] == {"chat_id": 42, "text": "12", "reply_markup": BUTTON}
    assert second["params"]["chat_id"] == 42


async def test_edits_follow_telegrams_rules(hand: Hand, chat: int) -> None:
    await hand.result("sendMessage", chat_id=chat, text="<b>a</b>", parse_mode="HTML", reply_markup=BUTTON)
    same = {"chat_id": chat, "message_id": 2, "text": "<b>a</b> ", "parse_mode": "HTML", "reply_markup": BUTTON}
    assert await hand.refusal("editMessageText", **same) == NOT_MODIFIED
    edited = await hand.result("editMessageText", **{**same, "text": "<i>a</i>"})
    assert edited["entities"][0]["type"] == "italic"
    assert edited["edit_date"]
    bare = await hand.result("editMessageText", chat_id=chat, message_id=2, text="b")
    assert "reply_markup" not in bare
    assert "entities" not in bare
    assert await hand.refusal("editMessageReplyMarkup", chat_id=chat, message_id=2) == NOT_MODIFIED
    marked = await hand.result("editMessageReplyMarkup", chat_id=chat, message_id=2, reply_markup=BUTTON)
    assert marked["text"] == "b"


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("editMessageText", {"message_id": 99, "text": "x"}, "message to edit not found"),
        ("editMessageText", {"message_id": 1, "text": "x"}, "message can't be edited"),
        ("editMessageText", {"text": "x"}, "message identifier is not specified"),
        ("editMessageText", {"message_id": 1, "text": ""}, "message text is empty"),
        ("editMessageText", {"message_id": 1, "text": " "}, "text must be non-empty"),
        ("editMessageText", {"inline_message_id": "A", "text": "x"}, "invalid inline message identifier specified"),
        ("editMessageMedia", {"message_id": 1, "media": "x"}, "media must be an Object"),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
        ("deleteMessages", {"message_ids": []}, "message identifiers are not specified"),
        ("deleteMessages", {"message_ids": list(range(101))}, "too many message identifiers specified"),
        ("pinChatMessage", {"message_id": 99}, "message to pin not found"),
        ("unpinChatMessage", {"message_id": 1}, "message to unpin not found"),
        ("setMessageReaction", {"message_id": 99}, "message to react not found"),
        ("setMessageReaction", {"message_id": 1, "reaction": ["x"]}, "REACTION_INVALID"),
        ("copyMessage", {"from_chat_id": 42, "message_id": 99}, "message to copy not found"),
        ("forwardMessage", {"from_chat_id": 42, "message_id": 99}, "message to forward not found"),
        ("sendChatAction", {"action": "menari"}, "wrong parameter action in request"),
    ],
)
async def test_bad_changes_are_refused(hand: Hand, chat: int, method: str, params: dict[str, Any], words: str) -> None:
    assert await hand.refusal(method, chat_id=chat, **params) == f"Bad Request: {words}"


async def test_a_picture_has_no_text_and_a_text_no_caption(hand: Hand, chat: int) -> None:
    await hand.result("sendLocation", chat_id=chat, latitude=1.0, longitude=2.0)
    await hand.result("sendMessage", chat_id=chat, text="teks")
    words = await hand.refusal("editMessageText", chat_id=chat, message_id=2, text="x")
    assert words == "Bad Request: there is no text in the message to edit"
    words = await hand.refusal("editMessageCaption", chat_id=chat, message_id=3, caption="x")
    assert words == "Bad Request: there is no caption in the message to edit"


async def test_messages_can_be_deleted_for_two_days(hand: Hand, chat: int, clock: WatchedClock) -> None:
    await hand.result("sendMessage", chat_id=chat, text="a")
    assert await hand.result("deleteMessage", chat_id=chat, message_id=2)
    await hand.result("sendMessage", chat_id=chat, text="b")
    clock.move(timedelta(hours=49))
    assert await hand.refusal("deleteMessage", chat_id=chat, message_id=3) == "Bad Request: message can't be deleted"
    assert await hand.result("deleteMessages", chat_id=chat, message_ids=[1, 3, 99])
    assert [m["message_id"] for m in (await hand.get(f"chat/{chat}"))["messages"]] == [1, 3]


async def test_in_a_group_only_ones_own_messages_can_be_deleted(hand: Hand) -> None:
    await hand.post("message", text="hai", user_id=42, chat_id=-5, chat_title="Tim RB")
    words = await hand.refusal("deleteMessage", chat_id=-5, message_id=1)
    assert words == "Bad Request: message can't be deleted"


async def test_copies_lose_their_origin_and_forwards_keep_it(hand: Hand, chat: int) -> None:
    copied = await hand.result("copyMessage", chat_id=chat, from_chat_id=chat, message_id=1, reply_markup=BUTTON)
    assert copied == {"message_id": 2}
    forwarded = await hand.result("forwardMessage", chat_id=chat, from_chat_id=chat, message_id=1)
    assert forwarded["forward_origin"]["sender_user"]["id"] == 42
    again = await hand.result("forwardMessage", chat_id=chat, from_chat_id=chat, message_id=3)
    assert again["forward_origin"] == forwarded["forward_origin"]
    [_, copy, _, _] = (await hand.get(f"chat/{chat}"))["messages"]
    assert (copy["text"], copy["reply_markup"]) == ("/start", BUTTON)


async def test_pins_and_reactions(hand: Hand, chat: int) -> None:
    await hand.result("pinChatMessage", chat_id=chat, message_id=1)
    assert (await hand.result("getChat", chat_id=chat))["pinned_message"]["message_id"] == 1
    await hand.result("setMessageReaction", chat_id=chat, message_id=1, reaction=[{"type": "emoji", "emoji": "👍"}])
    view = await hand.get(f"chat/{chat}")
    assert view["chat"]["pinned"] == [1]
    assert view["messages"][0]["reactions"] == [{"type": "emoji", "emoji": "👍"}]
    await hand.result("unpinChatMessage", chat_id=chat)
    assert "pinned_message" not in await hand.result("getChat", chat_id=chat)


async def test_unknown_methods_and_tokens_are_not_found(hand: Hand) -> None:
    assert (await hand.api("sendNothing")) == {"ok": False, "error_code": 404, "description": "Not Found"}
    assert (await hand.api("getMe", token="tanpa-angka"))["error_code"] == 404
    async with hand.session.post(f"{hand.simulator.url}/bot{TOKEN}/getMe", data=b"[1]", headers=JSON) as answer:
        assert answer.status == 400
    async with hand.session.post(f"{hand.simulator.url}/bot{TOKEN}/getMe", data=b"{", headers=JSON) as answer:
        assert answer.status == 400


JSON = {"Content-Type": "application/json"}
