from datetime import timedelta
from typing import Any

import pytest

from tests.bot.simulator.conftest import Hand, WatchedClock

KEYBOARD = {
    "inline_keyboard": [
        [{"text": "✅ Selesai", "callback_data": "done:1"}, {"text": "Belum", "callback_data": "open:1"}],
        [{"text": "JDIH", "url": "https://jdih.menpan.go.id"}],
    ]
}


async def test_persons_and_groups_are_made_on_the_fly(hand: Hand) -> None:
    await hand.post("message", text="hai @klinik_rb_bot", user_id=7, chat_id=-1001234567890, username="@ani")
    message = (await hand.next_update())["message"]
    assert message["from"] == {
        "id": 7,
        "is_bot": False,
        "first_name": "Pengguna 7",
        "language_code": "id",
        "username": "ani",
    }
    assert message["chat"] == {"id": -1001234567890, "type": "supergroup", "title": "Grup 1001234567890"}
    assert message["entities"] == [{"type": "mention", "offset": 4, "length": 14}]


async def test_personas_are_known_by_name(hand: Hand) -> None:
    [persona] = (await hand.get("personas"))["personas"]
    assert persona["unit"] == "Dinas Kesehatan"
    await hand.post("message", text="/start", user_id=persona["user_id"])
    message = (await hand.next_update())["message"]
    assert message["from"]["first_name"] == "Operator"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_a_new_name_is_shown_from_then_on(hand: Hand, chat: int) -> None:
    await hand.post("message", text="a", user_id=chat, first_name="Penguji Dua")
    message = (await hand.next_update())["message"]
    assert message["from"]["first_name"] == message["chat"]["first_name"] == "Penguji Dua"
    assert message["from"]["username"] == "penguji"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": " "}, 400),
        ({"text": 5}, 400),
        ({"text": "x" * 4097}, 400),
        ({"text": "x", "user_id": "siapa"}, 400),
        ({"text": "x", "user_id": -3}, 400),
        ({"text": "x", "user_id": None}, 400),
        ({"text": "x", "chat_id": 43}, 400),
        ({"text": "x", "chat_id": -5, "chat_type": "private"}, 400),
        ({"text": "x", "chat_type": "group"}, 400),
        ({"text": "x", "chat_type": "pesta"}, 400),
        ({"text": "x", "reply_to_message_id": 99}, 404),
    ],
)
async def test_senseless_messages_are_refused(hand: Hand, chat: int, body: dict[str, Any], status: int) -> None:
    assert (await hand.refused("message", **({"user_id": chat} | body)))[0] == status


async def test_bodies_must_be_json_objects(hand: Hand) -> None:
    for body in (b"{", b"[1]"):
        async with hand.session.post(f"{hand.simulator.url}/sim/message", data=body) as answer:
            assert answer.status == 400


async def test_replies_forwards_and_channels(hand: Hand, chat: int) -> None:
    await hand.post("message", text="teruskan", user_id=chat, forward=True, reply_to_message_id=1)
    message = (await hand.next_update())["message"]
    assert message["forward_origin"]["type"] == "hidden_user"
    assert message["reply_to_message"]["text"] == "/start"
    sent = await hand.post("message", text="pengumuman", user_id=chat, chat_id=-77, chat_type="channel")
    post = (await hand.next_update())["channel_post"]
    assert post["sender_chat"]["id"] == -77
    assert "from" not in post
    await hand.post("edit", chat_id=-77, message_id=sent["message_id"], text="ralat")
    assert (await hand.next_update())["edited_channel_post"]["text"] == "ralat"


async def test_persons_edit_their_texts(hand: Hand, chat: int) -> None:
    await hand.post("edit", chat_id=chat, message_id=1, text="/mulai")
    message = (await hand.next_update())["edited_message"]
    assert (message["text"], message["message_id"]) == ("/mulai", 1)
    assert message["edit_date"]
    await hand.result("sendMessage", chat_id=chat, text="bot")
    assert (await hand.refused("edit", chat_id=chat, message_id=2, text="x"))[0] == 400
    assert (await hand.refused("edit", chat_id=chat, message_id=9, text="x"))[0] == 404
    assert (await hand.refused("edit", chat_id=9, message_id=9, text="x"))[0] == 404


async def test_buttons_are_tapped_by_label_part_of_it_or_data(hand: Hand, chat: int) -> None:
    await hand.result("sendMessage", chat_id=chat, text="Butir 1", reply_markup=KEYBOARD)
    for body in ({"label": "Belum"}, {"label": "Belu"}, {"data": "open:1"}, {"data": "open:1", "message_id": 2}):
        tapped = await hand.post("callback", user_id=chat, chat_id=chat, **body)
        query = (await hand.next_update())["callback_query"]
        assert (query["id"], query["data"]) == (tapped["callback_query_id"], "open:1")
        assert query["message"]["text"] == "Butir 1"


async def test_the_latest_message_with_the_button_is_meant(hand: Hand, chat: int) -> None:
    for text in ("lama", "baru"):
        await hand.result("sendMessage", chat_id=chat, text=text, reply_markup=KEYBOARD)
    await hand.post("callback", label="Selesai", user_id=chat, chat_id=chat)
    assert (await hand.next_update())["callback_query"]["message"]["text"] == "baru"


async def test_a_missing_button_is_answered_with_those_there_are(hand: Hand, chat: int) -> None:
    status, words = await hand.refused("callback", label="Selesai", user_id=chat, chat_id=chat)
    assert (status, words) == (404, "no such button; there are: none")
    await hand.result("sendMessage", chat_id=chat, text="?", reply_markup=KEYBOARD)
    _, words = await hand.refused("callback", label="Hapus", user_id=chat, chat_id=chat)
    assert words == "no such button; there are: '✅ Selesai', 'Belum', 'JDIH'"
    _, words = await hand.refused("callback", label="e", user_id=chat, chat_id=chat)
    assert words.startswith("no such button")
    _, words = await hand.refused("callback", label="JDIH", user_id=chat, chat_id=chat)
    assert words == "the button 'JDIH' calls nobody back"
    assert (await hand.refused("callback", data="x", message_id=9, user_id=chat, chat_id=chat))[0] == 404


async def test_a_tap_is_answered_once_within_150_seconds(hand: Hand, chat: int, clock: WatchedClock) -> None:
    stale = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    await hand.result("sendMessage", chat_id=chat, text="?", reply_markup=KEYBOARD)
    first = (await hand.post("callback", label="Belum", user_id=chat, chat_id=chat))["callback_query_id"]
    second = (await hand.post("callback", label="Belum", user_id=chat, chat_id=chat))["callback_query_id"]
    words = await hand.refusal("answerCallbackQuery", callback_query_id=first, text="a" * 201)
    assert words == "Bad Request: MESSAGE_TOO_LONG"
    await hand.result("answerCallbackQuery", callback_query_id=first)
    assert await hand.refusal("answerCallbackQuery", callback_query_id=first) == stale
    clock.advance(151)
    assert await hand.refusal("answerCallbackQuery", callback_query_id=second) == stale
    assert await hand.refusal("answerCallbackQuery", callback_query_id="tidak ada") == stale


def article(result_id: str, text: str = "Isi", **extra: Any) -> dict[str, Any]:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {"type": "article", "id": result_id, "title": "Judul", "input_message_content": content} | extra


async def test_inline_questions_are_answered(hand: Hand) -> None:
    asked = await hand.post("inline", query="syarat wbk", user_id=8)
    query = (await hand.next_update())["inline_query"]
    assert (query["query"], query["offset"], query["from"]["id"]) == ("syarat wbk", "", 8)
    path = f"inline/{asked['inline_query_id']}"
    assert (await hand.get(path))["answered"] is False
    results = [article("1", "<b>75</b>", reply_markup=KEYBOARD)]
    await hand.result("answerInlineQuery", inline_query_id=query["id"], results=results, cache_time=0)
    answer = await hand.get(path)
    assert answer["answered"] is True
    assert answer["results"][0]["message"]["text"] == "75"
    assert (await hand.refused("inline/0", "GET"))[0] == 404


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([article(str(n)) for n in range(51)], "RESULTS_TOO_MUCH"),
        ([article("1"), article("1")], "RESULT_ID_DUPLICATE"),
        ([article("")], "RESULT_ID_INVALID"),
        (["x"], "can't parse inline query result: InlineQueryResult must be an Object"),
        ([{"type": "article", "id": "1"}],
         "can't parse inline query result: article needs a title and input_message_content"),
        ([article("1", "<b>")], 'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'),
        ([article("1", "")], "message text is empty"),
    ],
)  # fmt: skip
async def test_bad_inline_answers_are_refused(hand: Hand, results: list[Any], words: str) -> None:
    query_id = (await hand.post("inline", query="x", user_id=8))["inline_query_id"]
    assert await hand.refusal("answerInlineQuery", inline_query_id=query_id, results=results) == f"Bad Request: {words}"


async def test_raw_updates_pass_as_they_are(hand: Hand) -> None:
    given = await hand.post("update", message={"aneh": True})
    assert await hand.next_update() == {"update_id": given["update_id"], "message": {"aneh": True}}
    assert (await hand.post("update", update_id=5, message=[]))["update_id"] == 5
    assert (await hand.next_update())["update_id"] == 5
    assert (await hand.post("update", message={"chat": {"id": 3}}))["update_id"] > 5


async def test_the_outbox_is_read_piece_by_piece(hand: Hand, chat: int) -> None:
    await hand.result("sendMessage", chat_id=chat, text="a")
    first = await hand.get("outbox")
    assert [call["params"]["text"] for call in first["calls"]] == ["a"]
    assert first["calls"][0]["token_bot_id"] == 7001
    await hand.result("sendMessage", chat_id=chat, text="b")
    await hand.result("sendChatAction", chat_id=chat, action="typing")
    later = await hand.get("outbox", since=first["next"])
    assert [call["method"] for call in later["calls"]] == ["sendMessage", "sendChatAction"]
    assert (await hand.get("outbox/count", method="sendMessage"))["count"] == 2


async def test_chats_are_shown_to_people(hand: Hand, chat: int) -> None:
    await hand.result("sendMessage", chat_id=chat, text="<b>a</b> < b", reply_markup=KEYBOARD, parse_mode="")
    await hand.result("sendMessage", chat_id=chat, text="Pilih", reply_markup={"keyboard": [["A"]]})
    [_, first, second] = (await hand.get(f"chat/{chat}"))["messages"]
    assert first["html"] == "&lt;b&gt;a&lt;/b&gt; &lt; b"
    assert first["reply_markup"] == KEYBOARD
    assert second["reply_markup"] == {"keyboard": [[{"text": "A"}]]}
    async with hand.session.get(f"{hand.simulator.url}/sim/chat/{chat}?format=text") as answer:
        shown = await answer.text()
    assert "Penguji: /start\nKlinik RB: <b>a</b> < b\n  [✅ Selesai] [Belum]\n  [JDIH]\n" in shown
    assert (await hand.refused("chat/99", "GET"))[0] == 404


async def test_the_list_of_chats_counts_what_is_unread(hand: Hand, chat: int, clock: WatchedClock) -> None:
    await hand.result("sendMessage", chat_id=chat, text="a")
    clock.move(timedelta(minutes=1))
    await hand.post("message", text="hai", user_id=9, chat_id=-5)
    shown = (await hand.get("chats"))["chats"]
    assert [(item["id"], item["unread"]) for item in shown] == [(-5, 0), (chat, 1)]
    assert [item["id"] for item in (await hand.get("chats", user_id=chat))["chats"]] == [chat]
    await hand.get(f"chat/{chat}")
    assert (await hand.get("chats", user_id=chat))["chats"][0]["unread"] == 0


async def test_a_reset_empties_the_world_but_not_the_bots(hand: Hand, chat: int) -> None:
    await hand.result("setMyCommands", commands=[{"command": "mulai", "description": "Mulai"}])
    last = (await hand.post("message", text="x", user_id=chat))["update_id"]
    await hand.post("reset")
    state = await hand.get("state")
    assert (state["chats"], state["users"], state["updates"]["pending"]) == (0, 0, 0)
    assert (await hand.get("outbox"))["calls"] == []
    assert len(await hand.result("getMyCommands")) == 1
    assert (await hand.post("message", text="x", user_id=chat))["update_id"] > last
