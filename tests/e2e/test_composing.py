"""/siarkan: composed, previewed, sent once to whom it is for, read, and steered on the way."""

import pytest

from bot.gate import NOT_YOURS
from tests.support.house import ADMIN, House
from tests.support.office import COORDINATOR, FOCAL, HEAD, OTHER_FOCAL, Office, open_office

PEOPLE = (FOCAL, OTHER_FOCAL, HEAD, COORDINATOR, ADMIN, 1001)


@pytest.fixture
async def office(house: House) -> Office:
    office = await open_office(house)
    for person in PEOPLE:
        await house.person(person).says("/start")
    return office


async def is_done(house: House) -> bool:
    rows = await house.rows("SELECT state FROM broadcasts ORDER BY id DESC LIMIT 1")
    return bool(rows[0]["state"] in ("done", "cancelled"))


async def goes_out(house: House) -> None:
    async def done() -> bool:
        await house.post("clock", advance=0)
        return await is_done(house)

    await house.until(done, step=2)
    await house.idle()


async def test_everybody_gets_it_once_as_it_was_composed(house: House, office: Office) -> None:
    coordinator = house.person(COORDINATOR)
    assert "Kirim isinya" in await coordinator.says("/siarkan")
    bold = [{"type": "bold", "offset": 0, "length": 5}]
    assert "6 orang" in await coordinator.says("Rapat RB <Senin>", entities=bold)
    assert "Rapat RB" in await coordinator.taps("👁 Pratinjau")
    draft = (await coordinator.from_bot())[-2]["message_id"]
    await coordinator.taps("📨 Kirim", message_id=draft)
    await coordinator.taps("📨 Ya, kirim", message_id=draft)
    told = next(message for message in await coordinator.from_bot() if message["message_id"] == draft)
    assert "sedang dikirim" in told["html"] or "selesai dikirim" in told["html"]
    await goes_out(house)
    for person in (FOCAL, HEAD, 1001):
        assert (await house.person(person).from_bot())[-1]["html"] == "<b>Rapat</b> RB &lt;Senin&gt;"
    shown = next(message for message in await coordinator.from_bot() if message["message_id"] == draft)
    assert "Terkirim: 6 dari 6" in shown["html"]
    sent = [call for call in await house.calls("sendMessage") if call["params"]["text"] == "Rapat RB <Senin>"]
    assert len(sent) == 6 + 1  # and the preview


async def compose(house: House, text: str = "Pengumuman") -> None:
    coordinator = house.person(COORDINATOR)
    await coordinator.says("/siarkan")
    await coordinator.says(text)


async def test_only_those_with_open_tasks_of_a_round(house: House, office: Office) -> None:
    await compose(house)
    coordinator = house.person(COORDINATOR)
    await coordinator.taps("👥 Penerima")
    assert "2 orang" in await coordinator.taps("Yang belum selesai: Renaksi RB · Triwulan IV 2026")
    await coordinator.taps("👥 Penerima")
    await coordinator.taps("Pilih unit")
    await coordinator.taps("⬜ Dinas Pendidikan")
    assert "unit Disdik" in await coordinator.taps("‹ Kembali")


async def test_who_stopped_is_left_alone_and_who_left_is_counted(house: House, office: Office) -> None:
    await house.person(1001).says("/berhenti")
    await house.post("block", user_id=HEAD)
    await compose(house)
    coordinator = house.person(COORDINATOR)
    await coordinator.taps("📨 Kirim")
    await coordinator.taps("📨 Ya, kirim")
    await goes_out(house)
    control = next(m["html"] for m in await coordinator.from_bot() if "Terkirim" in m["html"])
    assert "Terkirim: 4 dari 5" in control
    assert "Tidak terjangkau: 1" in control
    assert "Pengumuman" not in await house.person(1001).reads()


async def test_who_has_read_it_says_so_and_the_rest_is_reminded(house: House, office: Office) -> None:
    await compose(house)
    coordinator, focal = house.person(COORDINATOR), house.person(FOCAL)
    await coordinator.taps("☑️ Minta tanda baca")
    await coordinator.taps("📨 Kirim")
    await coordinator.taps("📨 Ya, kirim")
    await goes_out(house)
    await focal.taps("✅ Sudah dibaca")
    await focal.taps("✅ Sudah dibaca")
    assert len(await house.rows("SELECT * FROM acknowledgements")) == 1
    control = next(m for m in await coordinator.from_bot() if "Terkirim" in m["html"])["message_id"]
    await coordinator.taps("🔔 Ingatkan yang belum membaca", message_id=control)

    async def reminded() -> bool:
        await house.post("clock", advance=0)
        return "Mohon baca" in await house.person(HEAD).reads()

    await house.until(reminded, step=2)
    assert "Mohon baca" not in await focal.reads()


async def test_a_photo_goes_out_at_the_hour_that_was_typed(house: House, office: Office) -> None:
    coordinator = house.person(COORDINATOR)
    await coordinator.says("/siarkan")
    await house.post("media", user_id=COORDINATOR, kind="photo", caption="Undangan")
    await house.idle()
    assert "[foto] Undangan" in await coordinator.reads()
    await coordinator.taps("🕘 Jadwalkan")
    assert "belum terbaca" in await coordinator.says("nanti saja")
    assert "Selasa 24 Nov 2026 pukul 08.00 WIB" in await coordinator.says("besok jam 8")
    await house.post("clock", to="2026-11-24T07:59:00+07:00")
    assert not await house.calls("sendPhoto")
    await house.post("clock", to="2026-11-24T08:00:10+07:00")
    await goes_out(house)
    assert len(await house.calls("sendPhoto")) == 6


async def test_what_was_scheduled_is_taken_back(house: House, office: Office) -> None:
    await compose(house)
    coordinator = house.person(COORDINATOR)
    await coordinator.taps("🕘 Jadwalkan")
    await coordinator.says("besok jam 8")
    assert "belum dikirim" in await coordinator.taps("✏️ Ubah")
    await house.post("clock", to="2026-11-25T08:00:00+07:00")
    assert "Pengumuman" not in await house.person(FOCAL).reads()


async def test_an_old_button_of_a_draft_sends_nothing(house: House, office: Office) -> None:
    await compose(house)
    coordinator = house.person(COORDINATOR)
    await coordinator.taps("📨 Kirim")
    stale = (await coordinator.from_bot())[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await coordinator.taps("‹ Kembali")
    await coordinator.taps("☑️ Minta tanda baca")
    message = (await coordinator.from_bot())[-1]["message_id"]
    await house.post("callback", user_id=COORDINATOR, chat_id=COORDINATOR, message_id=message, data=stale)
    await house.idle()
    assert [row["state"] for row in await house.rows("SELECT state FROM broadcasts")] == ["draft"]


async def test_a_topic_is_offered_below_it(house: House, office: Office) -> None:
    await compose(house)
    coordinator = house.person(COORDINATOR)
    await coordinator.taps("📖 Tautkan topik")
    await coordinator.says("maklumat pelayanan")
    await coordinator.taps("📖 Maklumat pelayanan")
    await coordinator.taps("👁 Pratinjau")
    assert await coordinator.buttons() == ["📖 Maklumat pelayanan"]


async def test_a_focal_person_announces_nothing(house: House, office: Office) -> None:
    assert await house.person(FOCAL).says("/siarkan") == NOT_YOURS
