"""Links and codes: somebody asks to be let in, a coordinator decides, and the roles follow."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest

from bot.people.standing import give
from bot.people.store import Unit, save_units
from tests.support.house import House, Person

FIRST, SECOND, NEWCOMER = 9000, 9001, 7001
UNITS = (Unit("disdik", "Dinas Pendidikan", "Disdik", "opd"), Unit("dinkes", "Dinas Kesehatan", "Dinkes", "opd"))


@pytest.fixture
async def house(house: House) -> House:
    now = house.clock.now()
    await house.service.services.database.write(lambda on: save_units(on, UNITS, now))
    await house.service.services.database.write(lambda on: give(on, SECOND, "coordinator", 0, FIRST, now))
    for coordinator in (FIRST, SECOND):
        await house.person(coordinator).says("/start")
    return house


async def open_unit(house: House, unit: str = "Disdik", coordinator: int = FIRST) -> Person:
    person = house.person(coordinator)
    await person.says("/unit")
    await person.taps(next(label for label in await person.buttons() if label.startswith(unit)))
    return person


async def shown_by(person: Person, pattern: str) -> str:
    """Return what the pattern finds in the last message of the bot that holds it, captions included."""
    for message in reversed(await person.from_bot()):
        text = unescape(message.get("html") or message.get("caption") or "")
        if found := re.search(pattern, text):
            return found.group(1)
    raise AssertionError(f"{pattern} was not shown")


async def link_of(house: House, unit: str = "Disdik") -> str:
    coordinator = await open_unit(house, unit)
    await coordinator.taps("✉️ Undang")
    return await shown_by(coordinator, r"\?start=(u_[\w-]{20})")


async def code_of(house: House, label: str = "Kode PIC", coordinator: int = FIRST) -> str:
    person = await open_unit(house, coordinator=coordinator)
    await person.taps("🔑 Kode pribadi")
    await person.taps(label)
    return await shown_by(person, r"<code>([A-Z2-9]{4}-[A-Z2-9]{4})</code>")


async def roles(house: House) -> list[tuple[int, str]]:
    rows = await house.rows("SELECT person_id, role FROM roles WHERE person_id <> 9001 ORDER BY id")
    return [(row["person_id"], row["role"]) for row in rows]


async def asked(house: House, name: str = "Siti Rahmawati") -> Person:
    person = house.person(NEWCOMER)
    assert "Dengan nama apa" in await person.says(f"/start {await link_of(house)}")
    assert "sudah dikirim kepada koordinator" in await person.says(name)
    return person


async def card(person: Person) -> str:
    return next(str(m["html"]) for m in reversed(await person.from_bot()) if "Permintaan bergabung" in m["html"])


async def test_a_link_lets_ask_and_a_coordinator_lets_in(house: House) -> None:
    person = await asked(house)
    assert await roles(house) == []
    coordinator = house.person(SECOND)
    assert "Siti Rahmawati" in await card(coordinator)
    await coordinator.taps("✅ Setujui")
    assert await roles(house) == [(NEWCOMER, "focal")]
    assert "Anda kini PIC Disdik" in await person.reads()
    assert "/tugas" in await person.reads()
    assert "Disetujui oleh koordinator lain" in await card(house.person(FIRST))
    menu = await house.get("commands", user_id=NEWCOMER, chat_id=NEWCOMER)
    assert "tugas" in [command["command"] for command in menu["commands"]]


async def test_the_name_telegram_shows_is_one_tap(house: House) -> None:
    person = house.person(NEWCOMER)
    await house.post("message", user_id=NEWCOMER, text=f"/start {await link_of(house)}", first_name="Budi <b>Santoso")
    await house.idle()
    offered = next(label for label in await person.buttons() if "Pakai nama" in label)
    await person.taps(offered)
    assert "Budi &lt;b&gt;Santoso" in await card(house.person(FIRST))


async def test_a_refusal_is_told_gives_the_use_back_and_cannot_be_asked_around(house: House) -> None:
    person = await asked(house)
    await house.person(FIRST).taps("❌ Tolak")
    assert "tidak disetujui" in await person.reads()
    assert [row["uses_left"] for row in await house.rows("SELECT uses_left FROM invitations")] == [5]
    (noted,) = await house.rows("SELECT person_id, subject, after FROM audit WHERE kind = 'role'")
    assert (noted["person_id"], noted["subject"], json.loads(noted["after"])) == (FIRST, NEWCOMER, {"refused": "focal"})
    assert "sudah ditolak" in await person.says(f"/start {await link_of(house)}")
    assert await roles(house) == []


async def test_of_two_who_decide_one_wins_and_the_other_sees_who(house: House) -> None:
    await asked(house)
    first, second = house.person(FIRST), house.person(SECOND)
    message = next(m for m in reversed(await second.from_bot()) if "Permintaan bergabung" in m["html"])
    refuse = message["reply_markup"]["inline_keyboard"][0][1]["callback_data"]
    await first.taps("✅ Setujui")
    await second.taps("", data=refuse, message_id=message["message_id"])
    assert await roles(house) == [(NEWCOMER, "focal")]
    assert "Disetujui oleh koordinator lain" in await card(second)


async def test_the_button_with_ones_own_name_is_nothing_without_the_link(house: House) -> None:
    await link_of(house)
    stranger = house.person(1001)
    await stranger.says("/start")
    await stranger.taps("", data="1jn", message_id=2)
    assert "Tidak ada undangan" in (await house.calls("answerCallbackQuery"))[-1]["params"]["text"]
    assert await house.rows("SELECT * FROM join_requests") == []


async def test_a_link_is_used_up_and_expires_and_can_be_revoked(house: House) -> None:
    link = await link_of(house)
    await house.execute("UPDATE invitations SET uses_left = 0")
    assert "tidak berlaku" in await house.person(NEWCOMER).says(f"/start {link}")
    other = await link_of(house)
    assert other != link
    house.clock.move(timedelta(days=15))
    assert "tidak berlaku" in await house.person(NEWCOMER).says(f"/start {other}")
    third = await link_of(house)
    coordinator = await open_unit(house)
    await coordinator.taps("Undangan")
    await coordinator.taps("🚫 Cabut nomor 1")
    assert "tidak berlaku" in await house.person(NEWCOMER).says(f"/start {third}")


async def test_the_same_link_is_shown_as_long_as_it_is_good(house: House) -> None:
    assert await link_of(house) == await link_of(house)
    hashes = [row["token_hash"] for row in await house.rows("SELECT token_hash FROM invitations")]
    assert len(hashes) == 1
    assert re.fullmatch(r"[0-9a-f]{64}", hashes[0])


async def test_five_wrong_links_lock_for_an_hour(house: House) -> None:
    person = house.person(NEWCOMER)
    for _ in range(4):
        assert "tidak dikenal" in await person.says("/start u_aaaaaaaaaaaaaaaaaaaa")
    assert "tidak dikenal" in await person.says("/gabung ABCD-2345")
    link = await link_of(house)
    assert "Coba lagi pukul 10.00" in await person.says(f"/start {link}")
    house.clock.move(timedelta(minutes=61))
    assert "Dengan nama apa" in await person.says(f"/start {link}")
    await house.service.tick()
    assert len(await house.rows("SELECT * FROM failed_codes")) == 5
    house.clock.move(timedelta(days=1))
    await house.service.tick()
    assert await house.rows("SELECT * FROM failed_codes") == []


@pytest.mark.parametrize("spelt", ["/gabung {0}", "/start k_{1}", "/gabung {2}"])
async def test_a_personal_code_gives_the_role_once_and_its_maker_can_take_it_back(house: House, spelt: str) -> None:
    code = await code_of(house)
    person = house.person(NEWCOMER)
    typed = spelt.format(code, code.replace("-", ""), code.lower().replace("-", " "))
    assert "Anda kini PIC Disdik" in await person.says(typed)
    assert "tidak berlaku" in await house.person(7002).says(typed)
    maker = house.person(FIRST)
    assert "memakai kode Anda" in await maker.reads()
    await maker.taps("Cabut perannya")
    assert await roles(house) == []
    assert "dicabut" in await person.reads()
    menu = await house.get("commands", user_id=NEWCOMER, chat_id=NEWCOMER)
    assert "tugas" not in [command["command"] for command in menu["commands"]]
    await maker.taps("Urungkan")
    assert await roles(house) == [(NEWCOMER, "focal")]


async def test_a_code_is_asked_for_and_what_is_none_is_said_to_be_none(house: House) -> None:
    code = await code_of(house, "Kode kepala")
    person = house.person(NEWCOMER)
    assert "Ketik kode" in await person.says("/gabung")
    assert "bukan kode" in await person.says("halo semua")
    assert "Anda kini Kepala Disdik" in await person.says(code)


async def test_the_code_of_somebody_who_is_coordinator_no_longer_opens_nothing(house: House) -> None:
    code = await code_of(house, coordinator=SECOND)
    await house.execute("DELETE FROM roles")
    assert "tidak berlaku" in await house.person(NEWCOMER).says(f"/gabung {code}")
    assert await roles(house) == []


async def test_only_admins_make_codes_for_coordinators(house: House) -> None:
    second, first = house.person(SECOND), house.person(FIRST)
    await second.says("/anggota")
    assert "🔑 Kode koordinator" not in await second.buttons()
    await first.says("/anggota")
    await first.taps("🔑 Kode koordinator")
    code = await shown_by(first, r"<code>([A-Z2-9]{4}-[A-Z2-9]{4})</code>")
    assert "Anda kini Koordinator" in await house.person(NEWCOMER).says(f"/gabung {code}")
    assert "Pertanyaan" in await house.person(NEWCOMER).says("/pertanyaan")


async def test_a_focal_person_hands_over_and_the_successor_takes_over(house: House) -> None:
    old, new = house.person(7002), house.person(NEWCOMER)
    await old.says(f"/gabung {await code_of(house)}")
    await old.says("/profil")
    await old.taps("🤝 Serahkan tugas Disdik")
    code = await shown_by(old, r"/gabung ([A-Z2-9]{4}-[A-Z2-9]{4})")
    await new.says(f"/gabung {code}")
    await new.says("Rina Wulandari")
    assert await roles(house) == [(7002, "focal")]
    assert "Menggantikan" in await card(house.person(FIRST))
    await house.person(FIRST).taps("✅ Setujui")
    assert await roles(house) == [(NEWCOMER, "focal")]
    assert "Rina Wulandari kini menggantikan Anda" in await old.reads()


async def test_nobody_joins_a_unit_that_was_closed(house: House) -> None:
    await asked(house)
    coordinator = await open_unit(house)
    await coordinator.taps("🚫 Tutup unit")
    await coordinator.taps("Ya, tutup")
    message = next(m for m in reversed(await coordinator.from_bot()) if "Permintaan bergabung" in m["html"])
    await coordinator.taps("✅ Setujui", message_id=message["message_id"])
    assert await roles(house) == []
    assert "sudah ditutup" in (await house.calls("answerCallbackQuery"))[-1]["params"]["text"]
