"""The first hour of an agency, and its units afterwards."""

import json
from io import BytesIO
from typing import Any

import openpyxl

from bot.audit import By
from bot.people import unit_changes
from bot.people.standing import give
from bot.people.store import Unit, save_units
from bot.seed import UNITS
from tests.support.house import ADMIN, House, Person


async def with_units(house: House, units: tuple[Unit, ...] = UNITS) -> Person:
    now = house.clock.now()
    await house.service.services.database.write(lambda on: save_units(on, units, now))
    admin = house.person(ADMIN)
    await admin.says("/unit")
    return admin


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Kode", "Nama", "Singkatan", "Jenis", "Zona waktu", "Induk"])
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


async def count(house: House, where: str = "closed_at IS NULL") -> int:
    return int((await house.rows(f"SELECT count(*) AS many FROM units WHERE {where}"))[0]["many"])


async def test_the_first_hour_from_the_name_to_the_invitations(house: House) -> None:
    admin = house.person(ADMIN)
    assert "Nama instansi?" in await admin.says("/mulai")
    assert "zona waktu" in await admin.says("Pemerintah Kabupaten Contoh")
    assert "Unit kerja" in await admin.taps("WITA")
    written = [row["after"] for row in await house.rows("SELECT after FROM audit WHERE kind = 'agency' ORDER BY id")]
    assert [list(json.loads(one)) for one in written] == [["agency"], ["zone"]]
    assert "Tambah unit" in await admin.taps("➕ Daftarkan unit")
    await admin.taps("📄 Kirim templat Excel")
    assert (await house.calls("sendDocument"))[-1]["params"]["caption"].startswith("Isi templat")
    shown = await admin.sends(
        "unit.xlsx",
        workbook(
            ("disdik", "Dinas Pendidikan", "Disdik", "opd", "", ""),
            ("", "UPTD SMP 1", "SMP 1", "sekolah", "WIT", "disdik"),
        ),
    )
    assert "2 unit baru" in shown
    assert await count(house) == 0
    assert "2 unit baru" in await admin.taps("💾 Simpan 2 unit")
    rows = await house.rows("SELECT code, zone, parent_id FROM units ORDER BY id")
    assert [row["zone"] for row in rows] == ["WITA", "WIT"]
    assert rows[1]["parent_id"] is not None
    await admin.taps("✉️ Undang semua unit")
    names = [message["media"]["file_name"] for message in (await admin.from_bot())[-2:]]
    assert names == ["undangan-klinik-rb.xlsx", "undangan-klinik-rb.pdf"]
    assert "Selamat datang di Klinik RB Pemerintah Kabupaten Contoh" in await admin.says("/mulai")
    assert "Zona waktu: WITA" in await admin.taps("⚙️ Instansi dan unit")


async def test_the_first_hour_goes_on_where_it_was_left(house: House) -> None:
    admin = house.person(ADMIN)
    await admin.says("/mulai")
    await admin.says("Pemerintah Kabupaten Contoh")
    await admin.says("/start")
    assert "2/4" in await admin.taps("⚙️ Siapkan instansi")


async def test_every_fault_of_a_file_is_listed_by_row(house: House) -> None:
    admin = await with_units(house)
    await admin.taps("➕ Tambah")
    shown = await admin.sends(
        "unit.xlsx",
        workbook(
            ("disdik", "Dinas Pendidikan dan Kebudayaan", "Disdik", "opd", "", ""),
            ("baru", "Dinas Baru", "Dinbar", "opd", "", ""),
            ("x1", "Dinas Aneh", "Aneh", "kantor ajaib", "", ""),
            ("x2", "", "Kosong", "opd", "WIBB", ""),
        ),
    )
    assert "1 unit baru, 1 diubah, 2 baris perlu diperbaiki" in shown
    assert "baris 4: Jenis" in shown
    assert "baris 5: Nama" in shown
    assert "baris 5: Zona waktu" in shown
    await admin.taps("Simpan 2 yang benar saja")
    assert await count(house) == 32
    changes = await house.rows("SELECT before, after FROM audit WHERE kind = 'unit' ORDER BY id")
    assert [json.loads(change["before"]) for change in changes] == [{}, {"name": "Dinas Pendidikan"}]


async def test_a_closed_unit_in_a_file_is_in_service_again_and_that_is_written_down(house: House) -> None:
    admin = await with_units(house, UNITS[:1])
    database, now = house.service.services.database, house.clock.now()
    await database.write(lambda on: unit_changes.close(on, By(ADMIN, now), 1, closed=True))
    await admin.taps("➕ Tambah")
    unit = UNITS[0]
    await admin.sends("unit.xlsx", workbook((unit.code, unit.name, unit.short_name, unit.kind, "", "")))
    await admin.taps("💾 Simpan 1 unit")
    assert await count(house) == 1
    changes = await house.rows("SELECT after FROM audit WHERE kind = 'unit' ORDER BY id")
    assert json.loads(changes[-1]["after"]) == {"closed": False}


async def test_what_is_no_workbook_is_said_to_be_none(house: House) -> None:
    admin = await with_units(house)
    await admin.taps("➕ Tambah")
    shown = await admin.sends("unit.xlsx", b"bukan excel")
    assert "bukan berkas Excel" in shown
    assert "Perbaiki lalu kirim lagi" in await admin.buttons()


async def test_units_are_typed_a_line_each_and_saved_once(house: House) -> None:
    admin = house.person(ADMIN)
    await admin.says("/unit")
    await admin.taps("➕ Tambah")
    shown = await admin.says("Dinas Pendidikan; Disdik\nKecamatan Sukamaju; Kec. Sukamaju\nX; ; dinas ajaib")
    assert "2 unit baru, 1 baris perlu diperbaiki" in shown
    message = (await admin.from_bot())[-1]
    await admin.taps("Simpan 2 yang benar saja")
    assert [row["kind"] for row in await house.rows("SELECT kind FROM units ORDER BY id")] == ["opd", "kecamatan"]
    await admin.taps("", data="1gw:1", message_id=message["message_id"])
    assert "sudah disimpan" in (await house.calls("answerCallbackQuery"))[-1]["params"]["text"]


async def test_six_hundred_units_are_found_by_a_part_of_the_name(house: House) -> None:
    many = tuple(Unit(f"sd-{n}", f"SD Negeri {n} Sukamaju", f"SDN {n}", "sekolah") for n in range(600))
    admin = await with_units(house, many)
    assert len(await admin.buttons()) == 8 + 1 + 2 + 1
    assert "halaman 2 dari 75" in await admin.taps("Berikutnya (2/75) ›")
    await admin.taps("🔎 Cari")
    assert "cocok" in await admin.says("sdn 417")
    assert (await admin.buttons())[0] == "SD Negeri 417 Sukamaju"
    assert "Kode: sd-417" in await admin.taps("SD Negeri 417 Sukamaju")


async def test_the_parts_of_a_unit_are_changed_and_written_down(house: House) -> None:
    admin = await with_units(house)
    await admin.taps("Bapenda · ⚪ belum ada PIC")
    for part, said in (("Nama", "Badan <b>Pendapatan"), ("Singkatan", "Bapenda & Co")):
        await admin.taps("✏️ Ubah")
        await admin.taps(part)
        await admin.says(said)
    for part, choice in (("Jenis", "Satker"), ("Zona waktu", "WIT")):
        await admin.taps("✏️ Ubah")
        await admin.taps(part)
        await admin.taps(choice)
    await admin.taps("✏️ Ubah")
    await admin.taps("Induk")
    await admin.says("inspektorat")
    await admin.taps("Inspektorat Daerah")
    card = (await admin.from_bot())[-1]["html"]
    assert "Badan &lt;b&gt;Pendapatan" in card
    assert "Bapenda &amp; Co · Satker · WIT" in card
    assert "Induk: Inspektorat" in card
    assert len(await house.rows("SELECT id FROM audit WHERE kind = 'unit'")) == 5


async def test_a_unit_cannot_stand_below_itself(house: House) -> None:
    above = Unit("atas", "Dinas Atas", "Atas", "opd")
    admin = await with_units(house, (above, Unit("bawah", "Dinas Bawah", "Bawah", "opd", parent="atas")))
    await admin.taps("Atas · ⚪ belum ada PIC")
    await admin.taps("✏️ Ubah")
    await admin.taps("Induk")
    await admin.says("bawah")
    await admin.taps("Dinas Bawah")
    assert "Tidak bisa" in (await house.calls("answerCallbackQuery"))[-1]["params"]["text"]
    assert await count(house, "parent_id IS NOT NULL") == 1


async def test_a_unit_is_closed_after_asking_and_opened_again(house: House) -> None:
    admin = await with_units(house)
    unit = (await house.rows("SELECT id FROM units WHERE code = 'bapenda'"))[0]["id"]
    now = house.clock.now()
    await house.service.services.database.write(lambda on: give(on, 1002, "focal", unit, ADMIN, now))
    await admin.taps("Bapenda · ⚪ belum ada PIC")
    assert "1 peran" in await admin.taps("🚫 Tutup unit")
    assert await count(house) == 31
    await admin.taps("Ya, tutup")
    assert await count(house) == 30
    assert "Bagian ini untuk PIC" in await house.person(1002).says("/riwayat")
    await admin.taps("Urungkan")
    assert await count(house) == 31
    assert "Bagian ini untuk PIC" not in await house.person(1002).says("/riwayat")


async def test_the_units_that_have_not_joined_are_nudged(house: House) -> None:
    admin = await with_units(house)
    unit = (await house.rows("SELECT id FROM units WHERE code = 'disdik'"))[0]["id"]
    now = house.clock.now()
    await house.service.services.database.write(lambda on: give(on, 1002, "focal", unit, ADMIN, now))
    assert "31 unit: 1 bergabung, 30 belum" in await admin.taps("✉️ Undangan dan yang belum bergabung")
    await admin.taps("✉️ Undang semua yang belum")
    assert len(await house.rows("SELECT id FROM invitations")) == 30
    await admin.taps("🔄 Lihat yang belum bergabung", message_id=(await admin.from_bot())[-3]["message_id"])
    html = next(m["html"] for m in await admin.from_bot() if "belum</b>" in m.get("html", ""))
    assert "<code>" in html
    assert "start=u_" in html


async def test_nobody_is_invited_where_everybody_has_joined(house: House) -> None:
    admin = await with_units(house, UNITS[:1])
    unit = (await house.rows("SELECT id FROM units"))[0]["id"]
    now = house.clock.now()
    await admin.taps("✉️ Undangan dan yang belum bergabung")
    await house.service.services.database.write(lambda on: give(on, 1002, "focal", unit, ADMIN, now))
    assert "Semua unit sudah punya PIC" in await admin.taps("✉️ Undang semua yang belum")
