"""Everything that can be done, by everybody: who may not is told so, and nothing happens."""

from collections.abc import AsyncIterator
from dataclasses import fields
from typing import Any, get_args

import pytest
from telegram import Update
from telegram.ext import CommandHandler

from bot.actions import Action
from bot.codes import encode
from bot.gate import NOT_YOURS, UNKNOWN_COMMAND
from bot.rights import ACTIONS, COMMANDS, DIALOGUES, Dialogue
from bot.routing import Context
from bot.view import View
from tests.support.clock import ManualClock
from tests.support.house import ADMIN, House, excerpt_library, open_house

STRANGER = 1001
GROUP = -1000
TABLES = ("escalations", "askers", "phrasings", "not_ours", "notes", "dialogues")


@pytest.fixture
async def house(database_url: str, clock: ManualClock) -> AsyncIterator[House]:
    async with open_house(database_url, clock, excerpt_library()) as house:
        yield house


def test_every_button_and_every_dialogue_stands_in_the_table() -> None:
    assert set(ACTIONS) == set(get_args(Action))
    assert set(DIALOGUES) == set(get_args(Dialogue))


async def test_every_command_stands_in_the_table(house: House) -> None:
    handlers = [handler for group in house.service.clinic.handlers.values() for handler in group]
    commands = {name for handler in handlers if isinstance(handler, CommandHandler) for name in handler.commands}
    assert commands == set(COMMANDS)


def forged(kind: Any) -> str:
    """Return what a button of that kind would carry, for things that exist or not."""
    return encode(kind(*(1 if field.type is int else "zan" for field in fields(kind))))


FOR_COORDINATORS = [kind for kind, role in ACTIONS.items() if role == "coordinator"]


@pytest.mark.parametrize("kind", FOR_COORDINATORS, ids=lambda kind: kind.__name__)
async def test_a_strangers_forged_tap_changes_nothing(house: House, kind: Any) -> None:
    person = house.person(STRANGER)
    await house.person(ADMIN).says("/start")
    await person.says("brp honor fasilitator klinik rb")
    await person.taps("🙋 Tanya koordinator")
    before = {table: await house.rows(f"SELECT * FROM {table}") for table in TABLES}
    message = (await person.from_bot())[-1]["message_id"]
    shown = (await person.from_bot())[-1]["html"]
    await house.post("callback", user_id=STRANGER, chat_id=STRANGER, message_id=message, data=forged(kind))
    await house.idle()
    assert (await house.calls("answerCallbackQuery"))[-1]["params"]["text"] == NOT_YOURS
    assert {table: await house.rows(f"SELECT * FROM {table}") for table in TABLES} == before
    assert (await person.from_bot())[-1]["html"] == shown


@pytest.mark.parametrize("command", [name for name, role in COMMANDS.items() if role == "coordinator"])
async def test_a_strangers_command_is_refused_and_a_coordinators_obeyed(house: House, command: str) -> None:
    assert await house.person(STRANGER).says(f"/{command}") == NOT_YOURS
    assert await house.person(ADMIN).says(f"/{command}") != NOT_YOURS


async def test_a_command_that_nobody_put_in_the_table_reaches_nobody(house: House) -> None:
    async def tell_all(_: Update, context: Context) -> None:
        context.turn.reply(View("rahasia"))

    house.service.clinic.add_handler(CommandHandler("rahasia", tell_all))
    assert await house.person(ADMIN).says("/rahasia") == UNKNOWN_COMMAND.text


async def test_a_coordinators_work_is_not_shown_to_a_group(house: House) -> None:
    await house.post("message", user_id=ADMIN, chat_id=GROUP, chat_type="supergroup", text="/pertanyaan")
    await house.idle()
    [call] = await house.calls("sendMessage")
    assert call["params"]["text"] == NOT_YOURS


async def test_somebody_who_is_coordinator_no_longer_replies_to_nobody(house: House) -> None:
    coordinator = house.person(ADMIN)
    await coordinator.says("/start")
    await house.person(STRANGER).says("brp honor fasilitator klinik rb")
    await house.person(STRANGER).taps("🙋 Tanya koordinator")
    await coordinator.taps("✍️ Saya jawab")
    await house.stop()
    house.settings = house.settings.model_copy(update={"admin_ids": frozenset({77})})
    await house.begin()
    assert "75" in (await coordinator.says("brp nilai minimal wbk")).splitlines()[0]


@pytest.mark.parametrize("kind", ["Withdraw", "AskBack"])
async def test_only_the_asker_may_do_what_is_the_askers(house: House, kind: str) -> None:
    await house.person(ADMIN).says("/start")
    asker = house.person(STRANGER)
    await asker.says("brp honor fasilitator klinik rb")
    await asker.taps("🙋 Tanya koordinator")
    data = next(forged(action) for action in ACTIONS if action.__name__ == kind)
    other = house.person(1002)
    await other.says("/start")
    await house.post("callback", user_id=1002, chat_id=1002, message_id=2, data=data)
    await house.idle()
    assert "rekan lain" in (await house.calls("answerCallbackQuery"))[-1]["params"]["text"]
    assert [row["state"] for row in await house.rows("SELECT state FROM escalations")] == ["open"]
