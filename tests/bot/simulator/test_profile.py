from typing import Any

import pytest

from tests.bot.simulator.conftest import Hand


def listed(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": name.title()} for name in names]


async def names(hand: Hand, **query: Any) -> list[str]:
    return [item["command"] for item in (await hand.get("commands", **query))["commands"]]


async def test_the_narrowest_scope_wins(hand: Hand) -> None:
    scopes: dict[str, dict[str, Any]] = {
        "umum": {},
        "pribadi": {"scope": {"type": "all_private_chats"}},
        "grup": {"scope": {"type": "all_group_chats"}},
        "koordinator": {"scope": {"type": "chat", "chat_id": 11}},
        "anggota": {"scope": {"type": "chat_member", "chat_id": -5, "user_id": 11}},
        "inggris": {"scope": {"type": "all_private_chats"}, "language_code": "en"},
    }
    for name, params in scopes.items():
        await hand.result("setMyCommands", commands=listed(name), **params)
    assert await names(hand, user_id=11) == ["koordinator"]
    assert await names(hand, user_id=12) == ["pribadi"]
    assert await names(hand, user_id=12, language_code="en") == ["inggris"]
    assert await names(hand, user_id=12, chat_id=-5) == ["grup"]
    assert await names(hand, user_id=11, chat_id=-5) == ["anggota"]
    await hand.result("deleteMyCommands", scope={"type": "all_group_chats"})
    assert await names(hand, user_id=12, chat_id=-5) == ["umum"]
    assert await hand.result("getMyCommands", scope={"type": "chat", "chat_id": 11}) == listed("koordinator")
    assert await hand.result("getMyCommands", scope={"type": "chat", "chat_id": 99}) == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"commands": listed("Mulai")}, "BOT_COMMAND_INVALID"),
        ({"commands": listed("a-b")}, "BOT_COMMAND_INVALID"),
        ({"commands": listed("x" * 33)}, "BOT_COMMAND_INVALID"),
        ({"commands": listed("")}, "command must be non-empty"),
        ({"commands": [{"command": "a", "description": ""}]}, "command description must be non-empty"),
        ({"commands": [{"command": "a", "description": "x" * 257}]},
         "command description length must not exceed 256"),
        ({"commands": listed("a") * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": ["a"]}, "can't parse BotCommand: BotCommand must be an Object"),
        ({"commands": "x"}, "can't parse commands JSON object"),
        ({"scope": {"type": "semua"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"scope": {"type": "chat"}}, 'can\'t parse BotCommandScope: Can\'t find field "chat_id"'),
    ],
)  # fmt: skip
async def test_bad_commands_are_refused(hand: Hand, params: dict[str, Any], words: str) -> None:
    assert await hand.refusal("setMyCommands", **params) == f"Bad Request: {words}"


async def test_texts_by_language(hand: Hand) -> None:
    assert await hand.result("getMyName") == {"name": "Klinik RB"}
    await hand.result("setMyName", name="Klinik RB Kota")
    await hand.result("setMyDescription", description="Tanya RB", language_code="id")
    assert await hand.result("getMyName", language_code="en") == {"name": "Klinik RB Kota"}
    assert await hand.result("getMyDescription", language_code="id") == {"description": "Tanya RB"}
    assert await hand.result("getMyShortDescription") == {"short_description": ""}
    assert await hand.refusal("setMyName", name="x" * 65) == "Bad Request: BOT_TITLE_TOO_LONG"
    words = await hand.refusal("setMyShortDescription", short_description="x" * 121)
    assert words == "Bad Request: BOT_DESCRIPTION_TOO_LONG"


async def test_menu_buttons(hand: Hand, chat: int) -> None:
    assert await hand.result("getChatMenuButton", chat_id=chat) == {"type": "commands"}
    await hand.result("setChatMenuButton", menu_button={"type": "default"})
    assert await hand.result("getChatMenuButton", chat_id=chat) == {"type": "default"}
    words = await hand.refusal("setChatMenuButton", menu_button={"type": "lain"})
    assert words == "Bad Request: can't parse menu button: MenuButton has unsupported type"
