"""Everything the simulator emits is understood to the last field by python-telegram-bot: no field is its own."""

from collections.abc import Iterator
from typing import Any

import telegram
from telegram import TelegramObject

from bot.simulator.media import default_content
from tests.bot.simulator.conftest import Hand
from tests.bot.simulator.test_media import upload

KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Ya", "callback_data": "y", "style": "success"}, {"text": "Salin", "copy_text": {"text": "90/2021"}}],
        [{"text": "JDIH", "url": "https://jdih.menpan.go.id"}, {"text": "Cari", "switch_inline_query": ""}],
    ]
}
RICH = (
    "<b>a</b> <a href='https://menpan.go.id'>b</a> <pre><code class='language-sql'>c</code></pre>"
    "<tg-time unix='1795000000' format='wDT'>d</tg-time> <tg-emoji emoji-id='5368324170671202286'>👍</tg-emoji>"
    "<blockquote expandable>e</blockquote><tg-spoiler>f</tg-spoiler> /g @klinik_rb_bot #h rb@i.go.id https://j.id"
)


def unknown_fields(value: Any, path: str) -> Iterator[str]:
    """Yield every field that the library did not know, at any depth."""
    if isinstance(value, TelegramObject):
        yield from (f"{path}.{name}" for name in value.api_kwargs)
        for name in value._get_attrs(include_private=False):
            if name != "api_kwargs":
                yield from unknown_fields(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from unknown_fields(item, f"{path}[{index}]")


def assert_known(kind: type[TelegramObject], data: Any) -> Any:
    parsed = kind.de_json(data, None)
    assert list(unknown_fields(parsed, kind.__name__)) == []
    assert list(lost_fields(data, parsed.to_dict(), kind.__name__)) == []
    return parsed


def lost_fields(sent: Any, read: Any, path: str) -> Iterator[str]:
    """Yield what did not survive the round trip; the library may add defaults of its own."""
    if isinstance(sent, dict) and isinstance(read, dict):
        for name, value in sent.items():
            yield from lost_fields(value, read.get(name), f"{path}.{name}")
    elif isinstance(sent, list) and isinstance(read, list) and len(sent) == len(read):
        for index, (one, other) in enumerate(zip(sent, read, strict=True)):
            yield from lost_fields(one, other, f"{path}[{index}]")
    elif sent != read:
        yield f"{path}: {sent!r} -> {read!r}"


async def test_updates(hand: Hand) -> None:
    await hand.updates(allowed_updates=["message", "edited_message", "channel_post", "edited_channel_post",
                                        "callback_query", "inline_query", "my_chat_member", "chat_member"])  # fmt: skip
    await everything_a_person_does(hand)
    updates = await hand.updates()
    for update in updates:
        parsed = assert_known(telegram.Update, update)
        assert parsed.effective_user or parsed.channel_post or parsed.edited_channel_post
    kinds = {kind for update in updates for kind in update if kind != "update_id"}
    assert len(kinds) == 8
    assert len(updates) >= 30


async def everything_a_person_does(hand: Hand) -> None:
    await hand.post("message", text="/start t_zsw @klinik_rb_bot", user_id=1, username="ani")
    await hand.post("message", text="balas", user_id=1, reply_to_message_id=1, forward=True)
    await hand.post("edit", chat_id=1, message_id=1, text="ralat")
    await hand.result("sendMessage", chat_id=1, text=RICH, parse_mode="HTML", reply_markup=KEYBOARD)
    await hand.post("callback", label="Ya", chat_id=1, user_id=1)
    await hand.post("inline", query="wbk", user_id=1)
    kinds = ("photo", "document", "video", "audio", "voice", "animation", "sticker", "video_note", "location",
             "contact", "poll", "dice")  # fmt: skip
    for kind in kinds:
        await hand.post("media", kind=kind, user_id=1)
    await hand.post("album", user_id=1, caption="Dua #zi", items=[{"kind": "photo"}, {"kind": "document"}])
    sent = await hand.post("message", text="pengumuman", user_id=1, chat_id=-7, chat_type="channel")
    await hand.post("edit", chat_id=-7, message_id=sent["message_id"], text="ralat")
    for word in ("join", "leave"):
        await hand.post(word, user_id=1, chat_id=-9)
        await hand.post(word, user_id=1, chat_id=-8, bot=True)
    await hand.post("migrate", chat_id=-9)
    await hand.post("block", user_id=1)
    await hand.post("unblock", user_id=1)


async def test_messages_of_the_bot(hand: Hand, chat: int) -> None:
    await hand.post("message", text="x", user_id=chat, chat_id=-7, chat_type="channel")
    sent = [
        await hand.result("sendMessage", chat_id=chat, text=RICH, parse_mode="HTML", reply_markup=KEYBOARD,
                          link_preview_options={"is_disabled": True}, protect_content=True),
        await hand.result("sendMessage", chat_id=chat, text="a", reply_parameters={"message_id": 1}),
        await hand.result("sendMessage", chat_id=-7, text="a"),
        await hand.result("forwardMessage", chat_id=chat, from_chat_id=chat, message_id=1),
        await hand.result("forwardMessage", chat_id=chat, from_chat_id=-7, message_id=1),
        await hand.result("editMessageText", chat_id=chat, message_id=2, text="b", reply_markup=KEYBOARD),
        await hand.result("sendLocation", chat_id=chat, latitude=-6.2, longitude=106.8),
        await hand.result("sendContact", chat_id=chat, phone_number="+62", first_name="A"),
        await hand.result("sendPoll", chat_id=chat, question="?", options=["a", {"text": "b"}]),
        await hand.result("sendDice", chat_id=chat),
    ]  # fmt: skip
    for kind in ("photo", "document", "video", "audio", "voice", "animation", "sticker", "videoNote"):
        field = kind.replace("N", "_n")
        method = f"send{kind[0].upper()}{kind[1:]}"
        body = await upload(hand, method, {field: ("a.png", default_content("photo"))}, chat_id=chat)
        sent.append(body["result"])
    for message in sent:
        assert_known(telegram.Message, message)


async def test_other_results(hand: Hand, chat: int) -> None:
    await hand.result("pinChatMessage", chat_id=chat, message_id=1)
    await hand.post("message", text="x", user_id=chat, chat_id=-5)
    await hand.post("leave", user_id=9, chat_id=-5)
    file_id = (await upload(hand, "sendDocument", {"document": ("a.pdf", b"x")}, chat_id=chat))["result"]["document"]
    assert_known(telegram.User, await hand.result("getMe"))
    assert_known(telegram.ChatFullInfo, await hand.result("getChat", chat_id=chat))
    assert_known(telegram.ChatFullInfo, await hand.result("getChat", chat_id=-5))
    for user_id in (chat, 9, 7001):
        assert_known(telegram.ChatMember, await hand.result("getChatMember", chat_id=-5, user_id=user_id))
    assert_known(telegram.File, await hand.result("getFile", file_id=file_id["file_id"]))
    assert_known(telegram.MessageId, await hand.result("copyMessage", chat_id=chat, from_chat_id=chat, message_id=1))
    assert_known(telegram.BotName, await hand.result("getMyName"))
    assert_known(telegram.BotDescription, await hand.result("getMyDescription"))
    assert_known(telegram.BotShortDescription, await hand.result("getMyShortDescription"))
    assert_known(telegram.MenuButton, await hand.result("getChatMenuButton"))
    assert_known(telegram.WebhookInfo, await hand.result("getWebhookInfo"))
    await hand.result("setMyCommands", commands=[{"command": "a", "description": "A"}])
    for command in await hand.result("getMyCommands"):
        assert_known(telegram.BotCommand, command)


async def test_webhook_information(hand: Hand) -> None:
    await hand.result("setWebhook", url="http://127.0.0.1:1/", allowed_updates=["message"])
    await hand.post("message", text="a", user_id=1)
    await hand.simulator.world.clock.slept.get()  # type: ignore[attr-defined]  # the fixture's clock is a WatchedClock
    info = assert_known(telegram.WebhookInfo, await hand.result("getWebhookInfo"))
    assert info.last_error_message == "Connection refused"
