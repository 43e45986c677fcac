"""Start, help, about, privacy, and what is no question."""

import re

import pytest

from bot.people.store import Unit, save_units
from bot.seed import UNITS
from bot.welcome.views import COMMANDS, GROUP_COMMANDS, NOT_A_QUESTION
from tests.support.house import House


@pytest.mark.parametrize("command", ["/start", "/mulai"])
async def test_the_greeting_prints_ones_own_id(house: House, command: str) -> None:
    assert "Nomor Telegram Anda: 1001" in await house.person(1001).says(command)


async def test_the_help_lists_exactly_the_commands_that_answer(house: House) -> None:
    asn = house.person()
    listed = re.findall(r"^/(\w+) –", await asn.says("/bantuan"), re.MULTILINE)
    assert listed == list(COMMANDS)
    for command in listed:
        assert "belum saya kenal" not in await asn.says(f"/{command}")
    assert "belum saya kenal" in await asn.says("/entah")


async def test_the_help_opens_at_a_tap(house: House) -> None:
    asn = house.person()
    await asn.says("/mulai")
    assert "Cara bertanya" in await asn.taps("❓ Bantuan")


async def test_about_tells_how_many_topics_and_units(house: House) -> None:
    now = house.clock.now()
    await house.service.services.database.write(lambda on: save_units(on, UNITS, now))
    text = await house.person().says("/tentang")
    assert "31 unit kerja" in text
    assert f"{len(house.service.services.library.index.base.topics)} topik" in text


def test_the_demo_has_27_opd_and_4_bagian() -> None:
    assert [sum(unit.kind == kind for unit in UNITS) for kind in ("opd", "bagian")] == [27, 4]
    assert len({unit.code for unit in UNITS}) == 31
    assert all(isinstance(unit, Unit) for unit in UNITS)


async def test_privacy_names_the_days_of_the_settings(house: House) -> None:
    text = await house.person().says("/privasi")
    assert f"{house.service.services.settings.message_days} hari" in text
    assert f"{house.service.services.settings.question_days} hari" in text


async def test_the_menus_differ_by_scope(house: House) -> None:
    private = await house.get("commands", user_id=1001, chat_id=1001)
    assert [command["command"] for command in private["commands"]] == list(COMMANDS)
    await house.post("message", user_id=1001, chat_id=-5, chat_type="group", text="halo")
    group = await house.get("commands", user_id=1001, chat_id=-5)
    assert [command["command"] for command in group["commands"]] == list(GROUP_COMMANDS)


MEDIA = [
    ("sticker", "sticker"), ("dice", "sticker"), ("voice", "voice"), ("audio", "voice"), ("video_note", "voice"),
    ("photo", "picture"), ("document", "picture"), ("video", "picture"), ("animation", "picture"), ("poll", "poll"),
    ("contact", "contact"), ("location", "place"),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "kind"), MEDIA)
async def test_whatever_is_no_question_gets_a_fitting_word(house: House, sent: str, kind: str) -> None:
    asn = house.person()
    await house.post("media", user_id=asn.user_id, kind=sent)
    await house.idle()
    assert await asn.reads() == NOT_A_QUESTION[kind]


async def test_an_album_gets_one_word_not_one_a_picture(house: House) -> None:
    asn = house.person()
    await house.post("album", user_id=asn.user_id, items=[{"kind": "photo"}] * 4)
    await house.idle()
    assert len(await asn.from_bot()) == 1
