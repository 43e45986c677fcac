"""A coordinator changes the items of a checklist, and those who have it see what was changed."""

from tests.support.house import House, Person
from tests.support.office import FOCAL, OTHER_FOCAL, Office


async def opens_item(person: Person, label: str) -> str:
    await person.says("/daftar")
    await person.taps("Renaksi RB · Triwulan IV 2026")
    await person.taps("✏️ Ubah butir")
    return await person.taps(label)


async def test_what_is_changed_shows_in_the_tasks_at_once(house: House, office: Office, coordinator: Person) -> None:
    await opens_item(coordinator, "4. Unggah laporan")
    await coordinator.taps("✏️ Judul")
    assert "4. Unggah laporan akhir" in await coordinator.says("Unggah laporan akhir")
    await coordinator.taps("✏️ Area")
    assert "Penutupan" in await coordinator.says("Penutupan")
    await coordinator.taps("📅 Hari")
    assert "14 hari sebelum tenggat" in await coordinator.says("h-14")
    await coordinator.taps("⚖️ Bobot 1")
    assert "bobot 5" in await coordinator.taps("5")
    await coordinator.taps("🔢 Angka: tidak")
    await coordinator.taps("❓ Topik")
    await coordinator.says("skm itu apa")
    topic = next(label for label in await coordinator.buttons() if "Survei Kepuasan" in label)
    assert f"Topik penjelas: {topic}" in await coordinator.taps(topic)
    rows = await house.rows(f"SELECT DISTINCT area, due_on FROM tasks WHERE item_id = {office.tasks[3].item_id}")
    assert rows == [{"area": "Penutupan", "due_on": "2026-12-01"}]
    focal = house.person(FOCAL)
    await focal.says("/tugas")
    assert "Penutupan" in await focal.taps("⬜ 4. Unggah laporan akhir")


async def test_items_change_places(house: House, office: Office, coordinator: Person) -> None:
    assert "2. Tetapkan target" in await opens_item(coordinator, "2. Tetapkan target")
    assert "1. Tetapkan target" in await coordinator.taps("⬆️ Naik")
    assert "1. Tetapkan target" in await coordinator.taps("⬆️ Naik")
    focal = house.person(FOCAL)
    await focal.says("/tugas")
    assert "⏰ 1. Tetapkan target" in await focal.buttons()


async def test_a_new_item_reaches_the_units_only_when_somebody_says_so(
    house: House, office: Office, coordinator: Person
) -> None:
    await opens_item(coordinator, "1. Susun rencana aksi")
    await coordinator.taps("‹ Butir")
    await coordinator.taps("➕ Tambah butir")
    assert "Tambahkan juga ke 2 unit" in await coordinator.says("Pelaporan: Paparkan hasilnya")
    assert len(await house.rows("SELECT * FROM tasks")) == 8
    assert "2 tugas ditambahkan" in await coordinator.taps("Ya, tambahkan ke 2 unit")
    assert len(await house.rows("SELECT * FROM tasks")) == 10
    assert "0 dari 5 selesai" in await house.person(FOCAL).says("/tugas")


async def test_a_dropped_item_stays_with_those_who_have_begun(
    house: House, office: Office, coordinator: Person
) -> None:
    focal = house.person(FOCAL)
    await focal.says("/tugas")
    await focal.taps("⬜ 1. Susun rencana aksi")
    await focal.taps("🟡 Proses")
    await opens_item(coordinator, "1. Susun rencana aksi")
    dropped = await coordinator.taps("🗑 Hapus")
    assert "1 unit sudah mulai" in dropped
    assert "1 unit belum mulai" in dropped
    assert "dicabut dari 1 tugas" in await coordinator.taps("Ya, cabut dari 1 unit")
    assert "0 dari 4" in await focal.says("/tugas")
    assert "0 dari 3" in await house.person(OTHER_FOCAL).says("/tugas")
    assert "Tambahkan juga ke 2 unit" in await coordinator.taps("↩️ Pulihkan")
    await coordinator.taps("Ya, tambahkan ke 2 unit")
    assert "0 dari 4" in await house.person(OTHER_FOCAL).says("/tugas")
