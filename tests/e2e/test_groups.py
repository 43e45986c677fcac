"""In a group the bot speaks when spoken to, and is silent otherwise."""

from typing import Any

import pytest

from tests.support.clock import ManualClock
from tests.support.house import ADMIN, House, open_house

GROUP = -1000


async def say(house: House, text: str, user_id: int = 1001, **more: Any) -> None:
    await house.post("message", user_id=user_id, chat_id=GROUP, chat_type="supergroup", text=text, **more)
    await house.idle()


async def test_chatter_in_a_group_gets_no_reply(house: House) -> None:
    await say(house, "brp nilai minimal wbk")
    await say(house, "/perintahlain")
    assert await house.calls("sendMessage") == []


async def test_a_command_in_a_group_is_answered_as_a_reply(house: House) -> None:
    await say(house, "/tanya brp nilai minimal wbk")
    [call] = await house.calls("sendMessage")
    assert call["params"]["reply_parameters"]["message_id"] == 1


async def test_nobodys_id_is_told_in_a_group(house: House) -> None:
    await say(house, "/mulai")
    [call] = await house.calls("sendMessage")
    assert "1001" not in call["params"]["text"]


@pytest.mark.parametrize("text", ["@klinik_rb_bot brp nilai minimal wbk", "brp nilai minimal wbk @Klinik_RB_bot?"])
async def test_a_mention_is_answered_without_reading_the_name_as_part_of_the_question(house: House, text: str) -> None:
    await say(house, text)
    [call] = await house.calls("sendMessage")
    assert "75" in call["params"]["text"].splitlines()[0]
    [row] = await house.rows("SELECT text FROM questions")
    assert "klinik" not in row["text"].lower()


async def test_a_reply_to_the_bot_goes_on_with_the_conversation(house: House) -> None:
    await say(house, "/tanya brp nilai minimal wbk")
    await say(house, "contohnya?", reply_to_message_id=2)
    assert "Contoh hitungan" in (await house.calls("sendMessage"))[-1]["params"]["text"]


async def test_a_reply_to_somebody_else_is_none_of_its_business(house: House) -> None:
    await say(house, "brp nilai minimal wbk")
    await say(house, "75 kayaknya", reply_to_message_id=1)
    assert await house.calls("sendMessage") == []


@pytest.mark.parametrize(("access", "asn", "admin"), [("everybody", 1, 1), ("admins", 0, 1), ("nobody", 0, 0)])
async def test_who_may_ask_in_a_group_is_a_setting(
    database_url: str, clock: ManualClock, access: str, asn: int, admin: int
) -> None:
    async with open_house(database_url, clock, group_access=access) as house:
        await say(house, "/tanya brp nilai minimal wbk")
        await say(house, "/topik")
        assert len(await house.calls("sendMessage")) == 2 * asn
        await say(house, "@klinik_rb_bot brp nilai minimal wbk", ADMIN)
        assert len(await house.calls("sendMessage")) == 2 * asn + admin
        assert "75" in await house.person().says("brp nilai minimal wbk")


async def test_an_answer_given_anew_to_an_edited_question_is_a_reply_too(house: House) -> None:
    await say(house, "/tanya brp nilai minimal wbk")
    await house.service.services.bot.delete_message(GROUP, 2)
    await house.post("edit", user_id=1001, chat_id=GROUP, message_id=1, text="/tanya apa itu maklumat pelayanan")
    await house.idle()
    assert (await house.calls("sendMessage"))[-1]["params"]["reply_parameters"]["message_id"] == 1
