"""In a group the bot speaks when spoken to, and is silent otherwise."""

from tests.support.house import House

GROUP = -1000


async def say(house: House, text: str) -> None:
    await house.post("message", user_id=1001, chat_id=GROUP, chat_type="supergroup", text=text)
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
