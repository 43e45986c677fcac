"""A coordinator's verifying: what waits is looked at, accepted or given back, never one's own work."""

from tests.support.house import ADMIN, House, Person
from tests.support.office import COORDINATOR, FOCAL, Office

GROUP = -100200


async def finishes(person: Person, task: str) -> None:
    await person.says("/tugas")
    await person.taps(task)
    await person.taps("✅ Selesai")


async def is_accepted(person: Person, coordinator: Person) -> None:
    """The first task is finished by the one and accepted by the other."""
    await finishes(person, "⬜ 1. Susun rencana aksi")
    await coordinator.says("/verifikasi")
    await coordinator.taps("✅ Terima")


async def test_verifying_returning_and_what_one_did_oneself(house: House, office: Office) -> None:
    person, coordinator, admin = house.person(FOCAL), house.person(COORDINATOR), house.person(ADMIN)
    for task in ("⬜ 1. Susun rencana aksi", "⬜ 3. Laksanakan survei kepuasan"):
        await person.says("/tugas")
        await person.taps(task)
        await person.taps("✅ Selesai")
    assert "2 menunggu" in await coordinator.says("/verifikasi")
    assert "1 menunggu" in await coordinator.taps("✅ Terima")
    assert "1 butir terverifikasi hari ini" in await person.reads()
    await coordinator.taps("🔁 Kembalikan")
    assert "Tidak ada yang menunggu" in await coordinator.says("Laporannya belum ditandatangani")
    assert "belum ditandatangani" in await person.reads()
    await admin.says("/start")
    await house.post("message", user_id=ADMIN, text="/verifikasi")
    await house.idle()
    assert "Tidak ada yang menunggu" in await admin.reads()


async def test_verifying_goes_on_behind_what_was_passed_over(house: House, office: Office) -> None:
    person, coordinator = house.person(FOCAL), house.person(COORDINATOR)
    for title in ("Susun rencana aksi", "Laksanakan survei kepuasan", "Unggah laporan"):
        await person.says("/tugas")
        await person.taps(next(label for label in await person.buttons() if title in label))
        await person.taps("✅ Selesai")
        house.clock.advance(60)
    assert "Susun rencana aksi" in await coordinator.says("/verifikasi")
    assert "Laksanakan survei" in await coordinator.taps("Lewati ›")
    assert "Unggah laporan" in await coordinator.taps("✅ Terima")


async def test_what_is_verified_stays_as_it_was_verified(house: House, office: Office) -> None:
    person, coordinator, task = house.person(FOCAL), house.person(COORDINATOR), office.tasks[1].id
    await person.sends("target.pdf", b"target")
    await person.taps("2. Tetapkan target")
    await finishes(person, "⏰ 2. Tetapkan target")
    await person.sends("lain.pdf", b"lain")
    await coordinator.says("/verifikasi")
    await coordinator.taps("✅ Terima")
    assert "sudah terverifikasi" in await person.taps_data(f"1ce:{task}")
    assert "sudah terverifikasi" in await person.taps_data(f"1ua:{task}:2")
    assert "sudah terverifikasi" in await person.taps_data("1cd:1")
    await person.taps_data(f"1cn:{task}:target")
    await person.says("100")
    assert [row["target"] for row in await house.rows(f"SELECT target FROM tasks WHERE id = {task}")] == [None]
    assert len(await house.rows("SELECT * FROM evidence")) == 1
    await person.taps_data(f"1ct:{task}")
    assert not {"📎 Tambah eviden", "✏️ Target", "✅ Selesai"} & set(await person.buttons())


async def test_only_what_was_looked_at_is_verified(house: House, office: Office) -> None:
    person, coordinator = house.person(FOCAL), house.person(COORDINATOR)
    await finishes(person, "⬜ 1. Susun rencana aksi")
    await coordinator.says("/verifikasi")
    await person.sends("renaksi.pdf")
    await person.taps("1. Susun rencana aksi")
    assert "renaksi.pdf" in await coordinator.taps("✅ Terima")
    assert await house.rows("SELECT id FROM tasks WHERE state = 'verified'") == []
    await coordinator.taps("✅ Terima")
    assert len(await house.rows("SELECT id FROM tasks WHERE state = 'verified'")) == 1


async def test_undoing_is_no_way_to_verify_ones_own_evidence(house: House, office: Office) -> None:
    person, coordinator, task = house.person(FOCAL), house.person(COORDINATOR), office.tasks[0].id
    await is_accepted(person, coordinator)
    await coordinator.taps_data(f"1cu:{task}:2")
    await coordinator.taps_data(f"1ce:{task}")
    await coordinator.says("Sudah saya periksa sendiri")
    assert "Keadaannya sudah berubah" in await coordinator.taps_data(f"1cu:{task}:3")
    assert [row["state"] for row in await house.rows(f"SELECT state FROM tasks WHERE id = {task}")] == ["done"]


async def test_what_was_verified_too_soon_is_given_back(house: House, office: Office) -> None:
    person, coordinator, task = house.person(FOCAL), house.person(COORDINATOR), office.tasks[0].id
    await is_accepted(person, coordinator)
    await coordinator.taps_data(f"1ct:{task}")
    assert "Apa yang perlu diperbaiki" in await coordinator.taps("🔁 Kembalikan")
    await coordinator.says("Belum ditandatangani")
    assert "Belum ditandatangani" in await person.reads()


async def test_many_pieces_of_evidence_are_all_reached(house: House, office: Office) -> None:
    person, coordinator, task = house.person(FOCAL), house.person(COORDINATOR), office.tasks[0].id
    notes = ", ".join(f"({task}, 'note', '{'catatan panjang ' * 9}{number}', 1)" for number in range(60))
    await house.execute(f"INSERT INTO evidence (task_id, kind, text, added_at) VALUES {notes}")
    await finishes(person, "⬜ 1. Susun rencana aksi")
    assert "dan 52 lagi" in await coordinator.says("/verifikasi")
    await coordinator.taps("🗂 Semua eviden")
    assert "🗑 Cabut 11" in await _after(coordinator, "Berikutnya (2/6) ›")


async def _after(person: Person, label: str) -> list[str]:
    await person.taps(label)
    return await person.buttons()
