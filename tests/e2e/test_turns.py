"""Turns: whole or not at all, exactly once, and resumed where they were."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from telegram import Update
from telegram.ext import CommandHandler

from bot import effects, inbox, intake
from bot.database import Connection
from bot.routing import Context
from bot.turn import Effect
from bot.view import View
from tests.support.clock import ManualClock
from tests.support.house import ADMIN, House, open_house

BOT_ID = 4242


def install(house: House, command: str, handle: Callable[[Update, Context], Coroutine[Any, Any, None]]) -> None:
    """Add a command to the running house, before all others."""
    house.service.clinic.add_handler(CommandHandler(command, handle), group=-9)


async def fail(_: Update, __: Context) -> None:
    raise RuntimeError("broken")


def note(on: Connection) -> None:
    on.execute("INSERT INTO service (name, value) VALUES ('half', 'done')")


def break_down(_: Connection) -> None:
    raise RuntimeError("broken")


async def test_a_failing_turn_is_rolled_back_and_after_three_attempts_the_person_is_told(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    attempts = []

    async def half(_: Update, context: Context) -> None:
        attempts.append(1)
        context.turn.change(note)
        context.turn.reply(View("tidak boleh sampai"))
        context.turn.change(break_down)

    install(house, "separuh", half)
    await house.person(ADMIN).says("/mulai")
    await house.post("message", user_id=1001, text="/separuh")
    await house.until(lambda: settled(house, 2))
    await house.idle()
    assert len(attempts) == 3
    assert await house.rows("SELECT value FROM service WHERE name = 'half'") == []
    [row] = await house.rows("SELECT state, attempts, error FROM inbox WHERE lane = 1001")
    assert row == {"state": "dead", "attempts": 3, "error": "RuntimeError"}
    told = await house.person(1001).reads()
    assert "belum dapat kami proses" in told
    code = told.split("kode ")[1].split()[0]
    assert code in await house.person(ADMIN).reads()
    assert code in caplog.text
    assert "broken" in caplog.text


async def settled(house: House, count: int) -> bool:
    [row] = await house.rows("SELECT count(*) AS stored FROM inbox WHERE state <> 'new'")
    return bool(row["stored"] == count)


async def test_a_handler_that_raises_leaves_nothing_behind(house: House) -> None:
    async def half(_: Update, context: Context) -> None:
        context.turn.change(note)
        context.turn.reply(View("tidak boleh sampai"))
        raise RuntimeError("broken")

    install(house, "separuh", half)
    await house.post("message", user_id=1001, text="/separuh")
    await house.until(lambda: settled(house, 1))
    await house.idle()
    assert await house.rows("SELECT value FROM service WHERE name = 'half'") == []
    assert [row["state"] for row in await house.rows("SELECT state FROM inbox")] == ["dead"]
    assert "tidak boleh sampai" not in [message["html"] for message in await house.person().from_bot()]


async def test_after_a_poison_update_the_rest_goes_on(house: House) -> None:
    install(house, "gagal", fail)
    await house.post("message", user_id=1001, text="/gagal")
    await house.post("message", user_id=1001, text="brp nilai minimal wbk")
    await house.until(lambda: settled(house, 2))
    await house.idle()
    assert "75" in await house.person(1001).reads()


async def test_many_poison_updates_alert_the_admins_once(house: House) -> None:
    install(house, "gagal", fail)
    await house.person(ADMIN).says("/mulai")
    for person in range(2000, 2020):
        await house.post("message", user_id=person, text="/gagal")
    await house.until(lambda: settled(house, 21))
    await house.idle()
    alerts = [message for message in await house.person(ADMIN).from_bot() if "gagal diproses" in message["html"]]
    assert len(alerts) == 1


async def test_an_update_delivered_twice_is_applied_once(house: House) -> None:
    person = {"id": 1001, "is_bot": False, "first_name": "A"}
    chat = {"id": 1001, "type": "private", "first_name": "A"}
    message = {"message_id": 77, "date": 1_795_000_000, "chat": chat, "from": person, "text": "brp nilai minimal wbk"}
    await house.person().says("/mulai")
    for _ in range(3):
        await house.post("update", update_id=2_000_000_000, message=message)
        await house.idle()
    assert len(await house.rows("SELECT id FROM questions")) == 1
    assert len(await house.calls("sendMessage")) == 2


async def test_an_update_already_applied_changes_nothing_more(house: House) -> None:
    """A copy taken over before the first was applied, as after a restart in the middle of a batch."""
    asn = house.person()
    await asn.says("brp nilai minimal wbk")
    await house.execute("UPDATE inbox SET state = 'new'")
    copies = await house.service.services.database.read(lambda on: inbox.open_updates(on, BOT_ID, house.clock.now()))
    for copy in (*copies, *copies):
        house.service.intake.lanes.put(copy.lane, copy)
    await house.idle()
    assert len(await house.rows("SELECT id FROM questions")) == 2


async def test_a_slow_tap_is_answered_emptily_after_five_seconds(house: House) -> None:
    asn = house.person()
    await asn.says("/topik")
    label = (await asn.buttons())[0]
    release, database = asyncio.Event(), house.service.services.database
    write = database.write

    async def slow_write(work: Any) -> Any:
        if "_commit" in work.__qualname__ or "_apply" in work.__qualname__:
            await release.wait()
        return await write(work)

    database.write = slow_write  # type: ignore[method-assign]
    await house.post("callback", user_id=1001, chat_id=1001, label=label)
    [answer] = await house.until(lambda: house.calls("answerCallbackQuery"), step=1)
    assert "text" not in answer["params"]
    release.set()
    await house.idle()
    assert "Pilih bidang" not in await asn.reads()


async def test_no_more_is_fetched_while_many_wait(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "WAITING_LIMIT", 3)
    release, receive = asyncio.Event(), house.service.intake.receive

    async def wait(_: Update, __: Context) -> None:
        await release.wait()

    install(house, "tunggu", wait)
    assert await receive([waiting(1), waiting(2)]) == 2_000_000_002
    third = asyncio.create_task(receive([waiting(3)]))
    await house.until(lambda: takes_over(house, 3), step=0)
    await asyncio.sleep(0)
    assert not third.done()
    release.set()
    assert await third == 2_000_000_003


def waiting(number: int) -> dict[str, Any]:
    """A command of its own person, which waits."""
    person = {"id": number, "is_bot": False, "first_name": "A"}
    chat = {"id": number, "type": "private", "first_name": "A"}
    command = [{"type": "bot_command", "offset": 0, "length": 7}]
    message = {"message_id": 1, "date": 1_795_000_000, "chat": chat, "from": person}
    return {"update_id": 2_000_000_000 + number, "message": {**message, "text": "/tunggu", "entities": command}}


async def takes_over(house: House, count: int) -> bool:
    return house.service.intake.lanes.waiting == count


async def test_what_was_committed_but_not_sent_is_sent_after_a_restart(database_url: str, clock: ManualClock) -> None:
    async with open_house(database_url, clock) as house:
        await house.person().says("/mulai")
        unsent = Effect(1001, "sendMessage", {"chat_id": 1001, **View("tertunda").params()})
        await house.service.services.database.write(lambda on: effects.keep(on, BOT_ID, None, [unsent], clock.now()))
        await house.restart()
        await house.idle()
        assert await house.person().reads() == "tertunda"
        assert await house.rows("SELECT id FROM effects WHERE state = 'waiting'") == []


async def test_what_was_stored_but_not_applied_is_applied_after_a_restart(
    database_url: str, clock: ManualClock
) -> None:
    async with open_house(database_url, clock) as house:
        await house.person().says("brp nilai minimal wbk")
        await house.execute("UPDATE inbox SET state = 'new'")
        await house.restart()
        await house.idle()
        assert len(await house.person().from_bot()) == 2
