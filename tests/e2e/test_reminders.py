"""Reminders in the chat: in time, only of what is open, on working days, in the unit's own zone, and never twice."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.audit import By
from bot.deadlines.digest import behaviours
from bot.deadlines.store import add
from tests.support.clock import ManualClock
from tests.support.house import ADMIN, House, built_in_library, open_house
from tests.support.office import COORDINATOR, FOCAL, HEAD, OTHER_FOCAL, Office, open_office


@pytest.fixture
async def office(house: House) -> Office:
    """Due on Tuesday 15 December 2026; it is Monday 23 November."""
    for person in (FOCAL, OTHER_FOCAL, HEAD, COORDINATOR, ADMIN):
        await house.person(person).says("/start")
    return await open_office(house)


async def moves_to(house: House, moment: str) -> None:
    await house.post("clock", to=f"{moment}+07:00")

    async def delivered() -> bool:
        return not await house.rows("SELECT 1 AS one FROM outbox WHERE state IN ('waiting', 'sending')")

    # Two messages to one person are a second apart.
    await house.until(delivered, step=1)
    await house.idle()


async def reminders(house: House, person_id: int) -> list[str]:
    texts = [message["html"] for message in await house.person(person_id).from_bot()]
    return [text for text in texts if "Pengingat" in text]


async def test_a_focal_person_is_reminded_in_the_morning_of_the_day(house: House, office: Office) -> None:
    await moves_to(house, "2026-12-01T08:29")
    assert await reminders(house, FOCAL) == []
    await moves_to(house, "2026-12-01T08:31")
    [text] = await reminders(house, FOCAL)
    assert "Selasa 15 Des, 14 hari lagi" in text
    assert "4 butir belum selesai" in text
    await moves_to(house, "2026-12-01T16:00")
    assert len(await reminders(house, FOCAL)) == 1


async def test_morning_comes_two_hours_earlier_in_the_east(house: House, office: Office) -> None:
    await moves_to(house, "2026-12-01T06:35")
    assert len(await reminders(house, OTHER_FOCAL)) == 1
    assert await reminders(house, FOCAL) == []


async def test_a_weekend_is_left_alone_and_the_distance_is_the_real_one(house: House, office: Office) -> None:
    await moves_to(house, "2026-12-11T08:31")  # H-3 would be Saturday
    assert "Selasa 15 Des, 4 hari lagi" in (await reminders(house, FOCAL))[-1]
    before = len(await reminders(house, FOCAL))
    await moves_to(house, "2026-12-12T09:00")
    await moves_to(house, "2026-12-13T09:00")
    assert len(await reminders(house, FOCAL)) == before


async def finishes(house: House, *numbers: int) -> None:
    person = house.person(FOCAL)
    for number in numbers:
        await person.says("/tugas")
        [label] = [label for label in await person.buttons() if f" {number}. " in label]
        await person.taps(label)
        await person.taps("✅ Selesai")


async def test_whoever_has_finished_hears_nothing(house: House, office: Office) -> None:
    await finishes(house, 1, 2, 3, 4)
    await moves_to(house, "2026-12-01T08:31")
    assert await reminders(house, FOCAL) == []
    assert len(await reminders(house, OTHER_FOCAL)) == 1


async def test_few_tasks_are_named_and_ticked_off_in_the_reminder(house: House, office: Office) -> None:
    await finishes(house, 1, 2, 3)
    await moves_to(house, "2026-12-01T08:31")
    person = house.person(FOCAL)
    assert "4. Unggah laporan" in await person.reads()
    assert await person.buttons() == [
        "✅ 4 selesai",
        "⛔ 4 terhambat",
        "📋 Buka daftar Disdik",
        "🔔 Ingatkan besok pagi",
    ]
    assert "Selesai · tenggat" in await person.taps("✅ 4 selesai")


async def test_what_is_blocked_is_not_nagged_about(house: House, office: Office) -> None:
    await finishes(house, 1, 2, 3)
    person = house.person(FOCAL)
    await person.says("/tugas")
    await person.taps("⬜ 4. Unggah laporan")
    await person.taps("⛔ Terhambat")
    await person.says("aplikasi mati")
    await moves_to(house, "2026-12-01T08:31")
    assert await reminders(house, FOCAL) == []


async def test_a_reminder_put_off_comes_once_more(house: House, office: Office) -> None:
    await moves_to(house, "2026-12-01T08:31")
    await house.person(FOCAL).taps("🔔 Ingatkan besok pagi")
    await moves_to(house, "2026-12-02T08:31")
    assert len(await reminders(house, FOCAL)) == 2
    await moves_to(house, "2026-12-03T08:31")
    assert len(await reminders(house, FOCAL)) == 2


async def test_what_is_overdue_climbs_and_falls_silent(house: House, office: Office) -> None:
    for day in range(16, 32):
        await moves_to(house, f"2026-12-{day}T08:31")
    await moves_to(house, "2027-01-20T08:31")
    assert ["lewat" in text for text in await reminders(house, FOCAL)] == [True]
    assert len([text for text in await reminders(house, COORDINATOR) if "Disdik" in text and "Dinkes" in text]) == 1
    assert ["kepala unit" in text for text in await reminders(house, HEAD)] == [True]


async def test_after_a_downtime_what_still_makes_sense_comes_once(house: House, office: Office) -> None:
    await house.stop()
    house.clock.move(datetime(2026, 12, 9, 3, tzinfo=UTC) - house.clock.now())  # H-14 and H-7 were missed
    await house.begin()
    await moves_to(house, "2026-12-09T10:05")
    [text] = await reminders(house, FOCAL)
    assert "6 hari lagi" in text
    assert "terlambat" in text
    outcomes = {row["rung"]: row["outcome"] for row in await house.rows("SELECT * FROM reminder_ledger")}
    assert outcomes["H-14"] == "overtaken"


async def test_a_restart_in_between_sends_nothing_twice(house: House, office: Office) -> None:
    await moves_to(house, "2026-12-01T08:31")
    await house.restart()
    await moves_to(house, "2026-12-01T08:40")
    assert len(await reminders(house, FOCAL)) == 1


async def test_what_is_finished_while_it_is_queued_is_withdrawn(house: House, office: Office) -> None:
    await house.post("fault", method="sendMessage", code=502, description="Bad Gateway", times=2)
    await house.post("clock", to="2026-12-01T08:31+07:00")
    await house.execute("UPDATE tasks SET state = 'done'")

    async def settled() -> bool:
        rows = await house.rows("SELECT state FROM outbox WHERE kind = 'reminder' AND chat_id = 2001")
        return [row["state"] for row in rows] == ["withdrawn"]

    await house.until(settled, step=5)
    assert await reminders(house, FOCAL) == []


async def test_coordinators_read_a_digest_each_week(house: House, office: Office) -> None:
    await moves_to(house, "2026-11-30T08:31")
    assert "Ringkasan pekan ini" in await house.person(COORDINATOR).reads()
    assert "2 unit belum menyelesaikan" in await house.person(COORDINATOR).reads()
    await moves_to(house, "2026-12-01T08:31")
    texts = [message["html"] for message in await house.person(COORDINATOR).from_bot()]
    assert sum("Ringkasan pekan ini" in text for text in texts) == 1


async def test_a_behaviour_a_day_for_who_wants_it(database_url: str, clock: ManualClock) -> None:
    async with open_house(database_url, clock, built_in_library()) as house:
        person = house.person(FOCAL)
        await person.says("/start")
        await person.says("/profil")
        await person.taps("🌱 Terima perilaku BerAKHLAK harian")
        await moves_to(house, "2026-11-24T08:31")
        assert "Perilaku BerAKHLAK hari ini" in await person.reads()
        assert "dihentikan" in await person.taps("Berhenti menerima")
        await moves_to(house, "2026-11-25T08:31")
        assert "dihentikan" in await person.reads()


def test_there_are_twenty_one_behaviours() -> None:
    assert len(set(behaviours(built_in_library().index.base))) == 21


async def test_a_date_without_a_checklist_is_finished_by_each_unit(house: House, office: Office) -> None:
    await finishes(house, 1, 2, 3, 4)
    await add_lhkpn(house)
    await moves_to(house, "2026-12-01T08:31")
    person = house.person(FOCAL)
    assert "Lapor LHKPN" in await person.reads()
    assert "dicatat selesai untuk Disdik" in await person.taps("✅ Selesai untuk Disdik")
    await moves_to(house, "2026-12-08T08:31")
    assert await reminders(house, FOCAL) == []


async def add_lhkpn(house: House) -> Any:
    by = By(ADMIN, house.clock.now())
    return await house.service.services.database.write(lambda on: add(on, "Lapor LHKPN", date(2026, 12, 15), by))
