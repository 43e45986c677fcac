"""Floods, lost answers, resets, blocks, refusals: what the sending of a reply survives."""

import asyncio
from functools import partial
from typing import Any

import pytest

from bot import effects
from bot.errors import StartError
from bot.turn import Effect
from bot.view import View
from tests.support.house import ADMIN, House

QUESTION = "brp nilai minimal wbk"


async def answered(house: House, person: int = 1001) -> bool:
    return bool(await house.person(person).from_bot())


async def all_settled(house: House) -> bool:
    states = {row["state"] for row in await house.rows("SELECT state FROM effects")}
    return bool(states) and "waiting" not in states


async def test_a_flood_wait_is_obeyed_and_the_answer_comes_after_it(house: House) -> None:
    await house.post("fault", method="sendMessage", code=429, retry_after=40)
    await house.post("message", user_id=1001, text=QUESTION)
    started = house.clock.monotonic()
    await house.until(lambda: answered(house))
    assert house.clock.monotonic() - started >= 40
    assert len(await house.calls("sendMessage")) == 2


async def test_one_chats_flood_does_not_hold_up_another(house: House) -> None:
    await house.post("fault", method="sendMessage", code=429, retry_after=10_000, chat_id=1001, times=0)
    await house.post("message", user_id=1001, text=QUESTION)
    await house.post("message", user_id=1002, text=QUESTION)
    await house.until(lambda: answered(house, 1002))
    assert house.clock.monotonic() < 10_000
    await house.http.delete(f"{house.simulator.url}/sim/fault")
    await house.until(lambda: all_settled(house), step=1000)


@pytest.mark.parametrize("fault", [{"kind": "reset"}, {"code": 502}, {"code": 500}])
async def test_a_call_that_failed_is_made_again(house: House, fault: dict[str, Any]) -> None:
    await house.post("fault", method="sendMessage", **fault)
    await house.post("message", user_id=1001, text=QUESTION)
    await house.until(lambda: all_settled(house))
    assert len(await house.person().from_bot()) == 1


async def test_when_the_answer_to_a_call_is_lost_the_reply_is_sent_again(house: House) -> None:
    await house.post("fault", method="sendMessage", kind="lost_answer")
    await house.post("message", user_id=1001, text=QUESTION)
    await house.until(lambda: all_settled(house))
    assert len(await house.person().from_bot()) == 2


async def test_somebody_who_blocked_the_bot_holds_nothing_up(house: House) -> None:
    words = "Forbidden: bot was blocked by the user"
    await house.post("fault", method="sendMessage", code=403, description=words)
    await house.post("message", user_id=1001, text=QUESTION)
    await house.idle()
    [row] = await house.rows("SELECT state, outcome FROM effects WHERE state <> 'sent'")
    assert row["state"] == "failed"
    assert "blocked" in row["outcome"]


async def test_a_reply_that_telegram_refuses_is_no_silence(house: House) -> None:
    await house.person(ADMIN).says("/mulai")
    await house.post("fault", method="sendMessage", code=400, description="Bad Request: message is too long")
    told = await house.person().says(QUESTION)
    assert "belum dapat kami proses" in told
    assert told.split("kode ")[1].split()[0] in await house.person(ADMIN).reads()


async def test_an_apology_that_is_refused_too_is_not_apologised_for(house: House) -> None:
    await house.post("fault", method="sendMessage", code=400, description="Bad Request: message is too long", times=0)
    await house.post("message", user_id=1001, text=QUESTION)
    await house.until(lambda: all_settled(house))
    await house.idle()
    assert len(await house.calls("sendMessage")) <= 3


async def test_a_tap_is_answered_while_its_chat_is_flooded(house: House) -> None:
    asn = house.person()
    await asn.says("/topik")
    label = (await asn.buttons())[0]
    await house.post("fault", method="sendMessage", code=429, retry_after=9000)
    await house.post("message", user_id=1001, text=QUESTION)
    await house.until(lambda: house.calls("sendMessage"), step=0)
    await house.post("callback", user_id=1001, chat_id=1001, label=label)
    await house.until(lambda: house.calls("answerCallbackQuery"), step=0)
    await house.until(lambda: all_settled(house), step=1000)


async def test_text_with_broken_markup_still_reaches_the_person(house: House) -> None:
    await house.person().says("/mulai")
    broken = Effect(1001, "sendMessage", {"chat_id": 1001, **View("<b>tebal").params()})
    database = house.service.services.database
    await database.write(lambda on: effects.keep(on, 4242, None, [broken], house.clock.now()))
    await house.restart()
    await house.idle()
    assert await house.person().reads() == "tebal"


async def test_a_group_that_became_a_supergroup_is_followed(house: House) -> None:
    await house.post("message", user_id=1001, chat_id=-7, chat_type="group", text="halo")
    await house.post("fault", method="sendMessage", code=429, retry_after=5)
    await house.post("message", user_id=1001, chat_id=-7, chat_type="group", text=f"/tanya {QUESTION}")
    await house.until(lambda: house.calls("sendMessage"))
    migrated = await house.post("migrate", chat_id=-7)
    assert migrated["ok"]
    await house.until(lambda: all_settled(house))
    assert [row["state"] for row in await house.rows("SELECT state FROM effects")] == ["sent"]


async def test_a_second_poller_is_told_apart_and_waited_out(house: House, caplog: pytest.LogCaptureFixture) -> None:
    words = "Conflict: terminated by other getUpdates request"
    await house.post("fault", method="getUpdates", code=409, description=words)
    await house.post("message", user_id=1001, text="/mulai")
    await house.until(lambda: answered(house))
    assert "another process fetches updates" in caplog.text


async def test_an_offset_is_not_trusted_after_six_quiet_days(house: House) -> None:
    """After a week of silence Telegram starts its ids anew, at random: here, far below the last."""
    asn = house.person()
    await asn.says("/mulai")
    house.clock.advance(7 * 86_400)
    await house.post("update", update_id=5, message=message_of(1001, QUESTION))
    await house.until(lambda: asked(house), step=10)
    await house.idle()
    assert "75" in await asn.reads()


async def asked(house: House) -> bool:
    return bool(await house.rows("SELECT id FROM questions"))


def message_of(person: int, text: str) -> dict[str, Any]:
    sender = {"id": person, "is_bot": False, "first_name": "A"}
    chat = {"id": person, "type": "private", "first_name": "A"}
    return {"message_id": 9, "date": 1_795_000_000, "chat": chat, "from": sender, "text": text}


async def test_ten_thousand_seconds_of_silence_lose_nothing(house: House) -> None:
    await house.post("fault", method="*", kind="reset", times=0)
    for person in range(3000, 3010):
        await house.post("message", user_id=person, text=QUESTION)
    for _ in range(20):
        house.clock.advance(500)
        await house.get("state")
    await house.http.delete(f"{house.simulator.url}/sim/fault")
    for person in range(3000, 3010):
        await house.until(partial(answered, house, person), step=30)


async def test_a_start_while_telegram_is_out_of_reach_waits_for_it(house: House) -> None:
    await house.stop()
    for method in ("getMe", "deleteWebhook", "setMyCommands"):
        await house.post("fault", method=method, code=502)
    starting = asyncio.create_task(house.begin())

    async def started() -> bool:
        return starting.done()

    await house.until(started)
    await starting
    assert "75" in await house.person().says(QUESTION)


async def test_a_refused_token_is_said_at_the_start(house: House) -> None:
    await house.stop()
    await house.post("fault", method="getMe", code=401, description="Unauthorized")
    with pytest.raises(StartError, match="TELEGRAM_TOKEN ditolak"):
        await house.begin()
