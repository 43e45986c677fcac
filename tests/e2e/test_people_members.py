"""Who holds what, as coordinators see and change it, and what everybody sees of themselves."""

import pytest

from bot.database import Connection
from bot.people import members
from bot.people.standing import give
from bot.people.store import find_unit_by_code, save_units
from bot.seed import UNITS
from tests.support.house import ADMIN, House, Person

COORDINATOR, FOCAL = 9001, 7001


@pytest.fixture
async def house(house: House) -> House:
    now = house.clock.now()

    def people(on: Connection) -> None:
        save_units(on, UNITS, now)
        disdik = find_unit_by_code(on, "disdik")
        assert disdik is not None
        for person, name in ((COORDINATOR, "Ibu Koordinator"), (FOCAL, "Siti & Rahma")):
            members.remember(on, person, person, now)
            members.rename(on, person, name)
        give(on, COORDINATOR, "coordinator", 0, ADMIN, now)
        give(on, FOCAL, "focal", disdik.id, ADMIN, now)

    await house.service.services.database.write(people)
    return house


async def roles(house: House) -> set[tuple[int, str]]:
    return {(row["person_id"], row["role"]) for row in await house.rows("SELECT person_id, role FROM roles")}


async def member(house: House, by: int = COORDINATOR) -> Person:
    """Return a coordinator who looks at the focal person."""
    person = house.person(by)
    await person.says("/anggota")
    await person.taps("PIC Disdik · Siti & Rahma")
    return person


async def last_toast(house: House) -> str:
    return str((await house.calls("answerCallbackQuery"))[-1]["params"].get("text", ""))


async def test_members_are_listed_by_unit_and_found_by_name(house: House) -> None:
    person = house.person(COORDINATOR)
    assert "Anggota (2)" in await person.says("/anggota")
    assert (await person.buttons())[:2] == ["Koordinator · Ibu Koordinator", "PIC Disdik · Siti & Rahma"]
    await person.taps("🔎 Cari")
    await person.says("siti")
    assert "PIC Disdik" in await person.taps("PIC Disdik · Siti & Rahma")


async def test_a_role_is_taken_after_asking_and_given_back(house: House) -> None:
    coordinator, focal = await member(house), house.person(FOCAL)
    await focal.says("/start")
    assert "Cabut peran" in await coordinator.taps("Cabut PIC Disdik")
    assert (FOCAL, "focal") in await roles(house)
    await coordinator.taps("Ya, cabut")
    assert (FOCAL, "focal") not in await roles(house)
    assert "sudah dicabut" in await focal.reads()
    await coordinator.taps("Urungkan")
    assert (FOCAL, "focal") in await roles(house)
    log = await house.rows("SELECT person_id, subject, before, after FROM audit WHERE kind = 'role' ORDER BY id")
    assert [(row["person_id"], row["subject"]) for row in log] == [(COORDINATOR, FOCAL)] * 2
    assert [row["after"] for row in log] == ["{}", '{"role": "focal"}']


async def test_a_role_moves_to_another_unit(house: House) -> None:
    coordinator, focal = await member(house), house.person(FOCAL)
    await focal.says("/start")
    await coordinator.taps("Pindahkan")
    await coordinator.says("kesehatan")
    assert "PIC Dinkes" in await coordinator.taps("Dinas Kesehatan")
    assert "Anda kini PIC Dinkes, tidak lagi PIC Disdik" in await focal.reads()
    assert len(await house.rows("SELECT * FROM roles WHERE role = 'focal'")) == 1


async def test_a_focal_person_becomes_head_as_well(house: House) -> None:
    coordinator = await member(house)
    await coordinator.taps("Jadikan kepala Disdik")
    assert (FOCAL, "head") in await roles(house)
    assert "Jadikan koordinator" not in await coordinator.buttons()


async def test_an_admin_makes_coordinators_and_nobody_else_does(house: House) -> None:
    admin = await member(house, ADMIN)
    await admin.taps("Jadikan koordinator")
    assert (FOCAL, "coordinator") in await roles(house)
    menu = await house.get("commands", user_id=FOCAL, chat_id=FOCAL)
    assert "anggota" in [command["command"] for command in menu["commands"]]


async def test_a_role_of_the_agency_is_not_taken_by_the_button_of_a_unit(house: House) -> None:
    coordinator = await member(house)
    own = (await house.rows("SELECT id FROM roles WHERE role = 'coordinator'"))[0]["id"]
    await coordinator.taps("", data=f"1pt:{own}:1", message_id=(await coordinator.from_bot())[-1]["message_id"])
    assert (COORDINATOR, "coordinator") in await roles(house)


async def test_the_last_who_looks_after_the_service_stays(house: House) -> None:
    await house.stop()
    house.settings = house.settings.model_copy(update={"admin_ids": frozenset()})
    await house.begin()
    now = house.clock.now()
    await house.service.services.database.write(lambda on: give(on, FOCAL, "admin", 0, None, now))
    admin = house.person(FOCAL)
    await admin.says("/anggota")
    await admin.taps("Admin · Siti & Rahma")
    await admin.taps("Cabut Admin")
    assert "tunjuk penggantinya" in await last_toast(house)
    await admin.says("/hapus_data")
    assert "satu-satunya" in await admin.taps("Ya, hapus data saya")
    assert (FOCAL, "admin") in await roles(house)


async def test_the_profile_names_what_one_is_and_what_one_chose(house: House) -> None:
    asn = house.person(1001)
    assert "Unit kerja: belum disebut" in await asn.says("/profil")
    await asn.taps("🏢 Sebut unit kerja")
    await asn.taps("Berikutnya (2/4) ›")
    await asn.says("kesehatan")
    assert "Unit kerja: Dinkes (menurut Anda)" in await asn.taps("Dinas Kesehatan")
    await asn.taps("✏️ Ubah nama")
    assert "Nama: Budi <i>" in await asn.says("Budi <i>")
    assert "peran" not in str(await house.rows("SELECT * FROM roles WHERE person_id = 1001"))
    focal = house.person(FOCAL)
    assert "Peran: PIC Disdik" in await focal.says("/profil")
    assert "Anda di sini sebagai PIC Disdik. Tugas unit Anda: /tugas" in await focal.says("/start")


async def test_announcements_are_stopped_and_begun_again(house: House) -> None:
    asn = house.person(1001)
    assert "tidak lagi menerima pengumuman" in await asn.says("/berhenti")
    [row] = await house.rows("SELECT stopped_at FROM people WHERE person_id = 1001")
    assert row["stopped_at"] is not None
    assert "menerima pengumuman lagi" in await asn.taps("🔔 Mulai lagi")
    assert "Menerima pengumuman: ya" in await asn.taps("‹ Profil")


async def test_a_coordinator_has_no_tasks_of_a_unit_to_hand_over(house: House) -> None:
    coordinator = await member(house)
    unit = (await house.rows("SELECT id FROM units WHERE code = 'disdik'"))[0]["id"]
    await coordinator.taps("", data=f"1yh:{unit}", message_id=(await coordinator.from_bot())[-1]["message_id"])
    assert "bukan PIC" in await last_toast(house)
    assert await house.rows("SELECT * FROM invitations") == []


@pytest.mark.parametrize("command", ["profil", "gabung", "berhenti", "hapus_data"])
async def test_what_concerns_oneself_is_not_shown_to_a_group(house: House, command: str) -> None:
    await house.post("message", user_id=FOCAL, chat_id=-1000, chat_type="supergroup", text=f"/{command}")
    await house.idle()
    [call] = await house.calls("sendMessage")
    assert "chat pribadi" in call["params"]["text"]


async def test_a_role_in_a_unit_needs_a_unit(house: House) -> None:
    admin = house.person(ADMIN)
    await admin.says("/anggota")
    message = (await admin.from_bot())[-1]["message_id"]
    await house.post("callback", user_id=ADMIN, chat_id=ADMIN, message_id=message, data=f"1pg:{ADMIN}:focal:0")
    await house.idle()
    assert "Unit itu sudah tidak ada" in (await house.calls("answerCallbackQuery"))[-1]["params"]["text"]
    assert await house.rows(f"SELECT * FROM roles WHERE person_id = {ADMIN}") == []
