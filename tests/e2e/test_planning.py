"""A coordinator's planning: checklists are made, changed and handed out, and the units learn of it."""

import atexit
import shutil
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import pytest
import yaml

from bot.checklists.rounds import Item, items_of
from bot.checklists.store import find_task, replayed
from bot.database import Connection
from bot.reports.checklist_sheet import checklist_template
from knowledge.library import Library
from knowledge.schema import Checklist, ChecklistItem, Document, Source
from tests.support.clock import ManualClock
from tests.support.house import House, Person, excerpt_folder, open_house
from tests.support.office import COORDINATOR, FOCAL, OTHER_FOCAL, Office

TEMPLATE = Checklist(
    id="daftar.uji",
    key="uji",
    title="Survei tiap semester",
    about="Daftar pendek untuk ujian.",
    period="semester",
    kinds=("opd",),
    sources=(Source(regulation="permenpanrb-14-2017"),),
    confidence="sedang",
    reviewed=date(2026, 11, 21),
    items=tuple(
        ChecklistItem(
            id=f"butir-{number}",
            area=("Persiapan", "Pelaksanaan", "Pelaporan")[number - 1],
            title=f"Butir nomor {number}",
            todo="Kerjakan.",
            evidence="Dokumennya",
            topic="layanan.skm-apa",
            who="PIC unit",
            weight=2,
            due=-7 * (3 - number),
        )
        for number in (1, 2, 3)
    ),
)


@pytest.fixture(scope="module")
def library() -> Library:
    folder = Path(mkdtemp(prefix="klinik-rb-templat-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    document = Document(checklists=(TEMPLATE,)).model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    (folder / "daftar.yaml").write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
    return Library([excerpt_folder(), folder])


async def items(house: House, checklist: int) -> list[Item]:
    return await house.service.services.database.read(lambda on: items_of(on, checklist))


async def hand_out_template(person: Person) -> str:
    """From the template to the offer of units."""
    await person.says("/daftar")
    await person.taps("➕ Daftar baru")
    await person.taps("📚 Pilih templat")
    await person.taps("Survei tiap semester · 3 butir")
    await person.taps("✅ Pakai templat ini")
    await person.taps("📨 Bagikan ke unit")
    await person.taps("Semester II 2026")
    await person.says("15 jan 2027")
    return await person.taps("✅ Ya, Jumat 15 Jan 2027")


async def test_the_open_rounds_and_the_card_of_one(house: House, coordinator: Person) -> None:
    shown = await coordinator.says("/daftar")
    assert "Renaksi RB · Triwulan IV 2026" in shown
    assert "2 unit" in shown
    assert "⏰ 2 lewat tenggat" in shown
    card = await coordinator.taps("Renaksi RB · Triwulan IV 2026")
    assert "0 dari 8 tugas selesai" in card
    assert "Tenggat Selasa 15 Des 2026 (22 hari lagi)" in card
    assert "2 unit: Dinkes, Disdik" in card


async def test_a_template_is_handed_out_and_everybody_is_told_once(house: House, coordinator: Person) -> None:
    assert "Unit mana saja" in await hand_out_template(coordinator)
    assert "Terpilih: 2 unit" in await coordinator.taps("⬜ Semua unit (2)")
    preview = await coordinator.taps("Lanjut: 2 unit ›")
    assert "Survei tiap semester · Semester II 2026" in preview
    assert "2 unit × 3 butir = 6 tugas" in preview
    assert "6 tugas dibagikan ke 2 unit, tenggat Jumat 15 Jan 2027" in await coordinator.taps("📨 Bagikan")
    for user in (FOCAL, OTHER_FOCAL):
        told = [message["html"] for message in await house.person(user).from_bot() if "Tugas baru" in message["html"]]
        assert len(told) == 1
    assert "0 dari 3 selesai" in await house.person(FOCAL).taps("Buka tugas")
    rows = await house.rows("SELECT DISTINCT due_on FROM tasks WHERE round_id = 2 ORDER BY due_on")
    assert [row["due_on"] for row in rows] == ["2027-01-01", "2027-01-08", "2027-01-15"]


async def test_handing_out_twice_makes_one_round(house: House, coordinator: Person) -> None:
    await hand_out_template(coordinator)
    await coordinator.taps("⬜ Semua unit (2)")
    await coordinator.taps("Lanjut: 2 unit ›")
    message = (await coordinator.from_bot())[-1]
    data = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    for _ in range(2):
        await house.post(
            "callback", user_id=COORDINATOR, chat_id=COORDINATOR, message_id=message["message_id"], data=data
        )
    await house.idle()
    assert len(await house.rows("SELECT * FROM rounds")) == 2
    assert len(await house.rows("SELECT * FROM tasks WHERE round_id = 2")) == 6
    told = [message for message in await house.person(FOCAL).from_bot() if "Tugas baru" in message["html"]]
    assert len(told) == 1


async def test_units_are_picked_by_kind_from_the_list_and_by_name(house: House, coordinator: Person) -> None:
    await hand_out_template(coordinator)
    assert "Terpilih: 2 unit" in await coordinator.taps("⬜ OPD (2)")
    assert "Terpilih: 0 unit" in await coordinator.taps("☑️ OPD (2)")
    await coordinator.taps("☑️ Pilih dari daftar")
    assert "terpilih 1 dari 2" in await coordinator.taps("⬜ Dinas Kesehatan")
    await coordinator.taps("🔎 Cari")
    assert "1 unit" in await coordinator.says("disdik")
    assert "terpilih 2 dari 2" in await coordinator.taps("⬜ Dinas Pendidikan")
    assert "“disdik”: 1 unit" in await coordinator.reads()
    await coordinator.taps("Tampilkan semua")
    await coordinator.taps("☑️ Dinas Kesehatan")
    assert "1 unit × 3 butir = 3 tugas\nDisdik" in await coordinator.taps("Lanjut: 1 unit ›")


async def test_days_are_read_back_and_wrong_ones_asked_again(house: House, coordinator: Person) -> None:
    await coordinator.says("/daftar")
    await coordinator.taps("Renaksi RB · Triwulan IV 2026")
    assert "sekarang Selasa 15 Des 2026" in await coordinator.taps("📅 Ubah tenggat")
    assert "belum saya mengerti" in await coordinator.says("kapan saja")
    assert "sudah lewat" in await coordinator.says("1/1/2026")
    read_back = await coordinator.says("25 des")
    assert "Jumat 25 Des 2026" in read_back
    assert "hari libur" in read_back
    assert (await coordinator.buttons())[1] == "Pakai Rabu 23 Des 2026"
    assert "Tenggat Rabu 23 Des 2026" in await coordinator.taps("Pakai Rabu 23 Des 2026")
    rows = await house.rows("SELECT DISTINCT due_on FROM tasks ORDER BY due_on")
    assert [row["due_on"] for row in rows] == ["2026-11-23", "2026-12-23"]


async def test_a_round_of_the_same_period_is_not_opened_twice(house: House, coordinator: Person) -> None:
    await coordinator.says("/daftar")
    await coordinator.taps("🗂 Semua daftar")
    await coordinator.taps("Renaksi RB · 4 butir")
    await coordinator.taps("📨 Bagikan ke unit")
    assert "sudah dibagikan" in await coordinator.says("tw iv 2026")
    assert "Kapan tenggatnya" in await coordinator.says("Khusus akhir tahun")


async def test_more_units_are_added_to_a_round(house: House, office: Office, coordinator: Person) -> None:
    await coordinator.says("/daftar")
    await coordinator.taps("Renaksi RB · Triwulan IV 2026")
    await coordinator.taps("➕ Tambah unit")
    assert (await house.calls("answerCallbackQuery"))[-1]["params"]["text"] == "Semua unit sudah memilikinya."
    insert = (
        "INSERT INTO units (code, name, short_name, kind, created_at)"
        " VALUES ('bag-org', 'Bagian Organisasi', 'Bag. Org', 'bagian', 0)"
    )
    await house.execute(insert)
    assert "Terpilih: 0 unit" in await coordinator.taps("➕ Tambah unit")
    await coordinator.taps("⬜ Bagian (1)")
    assert "1 unit × 4 butir" in await coordinator.taps("Lanjut: 1 unit ›")
    shared = await coordinator.taps("📨 Bagikan")
    assert "1 unit belum punya PIC: Bag. Org" in shared
    assert "✉️ Undang PIC Bag. Org" in await coordinator.buttons()
    assert not [message for message in await house.person(FOCAL).from_bot() if "Tugas baru" in message["html"]]


async def test_closing_asks_first_and_is_taken_back(house: House, office: Office, coordinator: Person) -> None:
    await coordinator.says("/daftar")
    await coordinator.taps("Renaksi RB · Triwulan IV 2026")
    assert "Dapat dibuka lagi" in await coordinator.taps("🔒 Tutup")
    assert "Sudah ditutup" in await coordinator.taps("Ya, tutup")
    assert "Belum ada tugas" in await house.person(FOCAL).says("/tugas")
    assert "Sudah ditutup" not in await coordinator.taps("🔓 Buka lagi")
    assert "0 dari 4" in await house.person(FOCAL).says("/tugas")


async def test_a_copy_carries_targets_and_what_does_not_apply(
    house: House, office: Office, coordinator: Person
) -> None:
    focal = house.person(FOCAL)
    await focal.says("/tugas")
    await focal.taps("⏰ 2. Tetapkan target")
    await focal.taps("✏️ Target")
    await focal.says("85")
    await focal.says("/tugas")
    await focal.taps("⬜ 4. Unggah laporan")
    await focal.taps("➖ Tidak berlaku")
    await focal.says("Dilaporkan Bagian Organisasi")
    await coordinator.says("/daftar")
    await coordinator.taps("Renaksi RB · Triwulan IV 2026")
    await coordinator.taps("🔁 Salin ke periode baru")
    await coordinator.says("Triwulan 1 2027")
    await coordinator.taps("Rabu 31 Mar 2027")
    assert "Ikut disalin" in await coordinator.reads()
    assert "2 unit × 4 butir = 8 tugas" in await coordinator.reads()
    assert "2 tugas memakai isian periode sebelumnya" in await coordinator.taps("📨 Bagikan")
    rows = await house.rows(
        "SELECT tasks.id, state, note, target FROM tasks JOIN rounds ON rounds.id = tasks.round_id"
        f" WHERE rounds.period = 'Triwulan I 2027' AND unit_id = {office.disdik} ORDER BY item_id"
    )
    assert [(row["state"], row["note"], row["target"]) for row in rows] == [
        ("open", None, None),
        ("open", None, 85.0),
        ("open", None, None),
        ("exempt", "Dilaporkan Bagian Organisasi", None),
    ]
    database = house.service.services.database
    differing = await database.read(lambda on: [row["id"] for row in rows if not is_replayed(on, row["id"])])
    assert differing == []


def is_replayed(on: Connection, task_id: int) -> bool:
    task = find_task(on, task_id)
    return task is not None and task.progress == replayed(on, task_id)


async def test_a_copy_without_the_figures(house: House, office: Office, coordinator: Person) -> None:
    focal = house.person(FOCAL)
    await focal.says("/tugas")
    await focal.taps("⬜ 4. Unggah laporan")
    await focal.taps("➖ Tidak berlaku")
    await focal.says("Tidak perlu")
    await coordinator.says("/daftar")
    await coordinator.taps("Renaksi RB · Triwulan IV 2026")
    await coordinator.taps("🔁 Salin ke periode baru")
    await coordinator.says("Triwulan 1 2027")
    await coordinator.taps("Rabu 31 Mar 2027")
    assert "Tidak disalin" in await coordinator.taps("Jangan salin angkanya")
    await coordinator.taps("📨 Bagikan")
    assert [row["state"] for row in await house.rows("SELECT DISTINCT state FROM tasks WHERE round_id = 2")] == ["open"]


async def test_a_checklist_is_written_line_by_line(house: House, coordinator: Person) -> None:
    await coordinator.says("/daftar")
    await coordinator.taps("➕ Daftar baru")
    await coordinator.taps("✍️ Tulis sendiri")
    assert "3–60 huruf" in await coordinator.says("ab")
    assert "Area: butir" in await coordinator.says("Uji <b>coba</b>")
    added = await coordinator.says("Perencanaan: Susun rencana\n- Tetapkan tim\nPelaporan: " + "x" * 71)
    assert "2 butir ditambahkan" in added
    assert "Baris 3: Butirnya 71 huruf" in added
    assert "1 butir ditambahkan, jumlahnya 3" in await coordinator.says("Pelaporan: Unggah")
    shown = await coordinator.says("sudah")
    assert "Uji <b>coba</b>" in shown
    assert "3 butir" in shown
    rows = await house.rows("SELECT area, title FROM items WHERE checklist_id = 2 ORDER BY position")
    assert [(row["area"], row["title"]) for row in rows] == [
        ("Perencanaan", "Susun rencana"),
        ("Perencanaan", "Tetapkan tim"),
        ("Pelaporan", "Unggah"),
    ]


async def test_a_checklist_from_excel_is_shown_before_it_is_kept(
    house: House, coordinator: Person, tmp_path: Path
) -> None:
    import openpyxl

    await coordinator.says("/daftar")
    await coordinator.taps("➕ Daftar baru")
    await coordinator.taps("📄 Dari Excel")
    sent = (await coordinator.from_bot())[-1]
    assert sent["media"]["file_name"] == "templat-daftar.xlsx"
    assert "menunggu berkas Excel" in await coordinator.says("sebentar")
    path = tmp_path / "Daftar SPBE 2027.xlsx"
    path.write_bytes(checklist_template({}))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.append(["Tata Laksana", "Tetapkan tim", "", "SK", "", "", 3, -7, "ya"])
    sheet.append(["", "Susun peta proses", "", "", "topik.entah", "", 9])
    book.save(path)
    shown = await coordinator.sends(path.name, path.read_bytes())
    assert "Judul: Daftar SPBE 2027" in shown
    assert "1 butir, 1 baris perlu diperbaiki" in shown
    assert "Topik “topik.entah” tidak ada" in shown
    assert "Bobot “9”" in shown
    assert "Daftar dibuat" in await coordinator.taps("Simpan 1 yang benar saja")
    [item] = await items(house, 2)
    assert (item.title, item.weight, item.due_offset, item.numbers) == ("Tetapkan tim", 3, -7, True)


async def test_a_checklist_is_renamed_dropped_and_put_back(house: House, coordinator: Person) -> None:
    await coordinator.says("/daftar")
    await coordinator.taps("🗂 Semua daftar")
    await coordinator.taps("Renaksi RB · 4 butir")
    await coordinator.taps("✏️ Judul")
    assert "Renaksi baru" in await coordinator.says("Renaksi baru")
    await coordinator.taps("🗑 Hapus")
    await coordinator.taps("Ya, hapus")
    assert "Tutup dulu periodenya" in (await house.calls("answerCallbackQuery"))[-1]["params"]["text"]
    await coordinator.says("/daftar")
    await coordinator.taps("Renaksi baru · Triwulan IV 2026")
    await coordinator.taps("🔒 Tutup")
    await coordinator.taps("Ya, tutup")
    await coordinator.taps("‹ Daftar tugas")
    await coordinator.taps("🗂 Semua daftar")
    await coordinator.taps("Renaksi baru · 4 butir")
    await coordinator.taps("🗑 Hapus")
    assert "dihapus" in await coordinator.taps("Ya, hapus")
    assert "4 butir" in await coordinator.taps("↩️ Pulihkan")


async def test_an_agency_without_any_is_led_to_its_first(house: House) -> None:
    admin = house.person(9000)
    assert "Belum ada daftar yang dibagikan" in await admin.says("/daftar")
    await admin.taps("➕ Daftar baru")
    shown = await admin.taps("📚 Pilih templat")
    assert "Templat daftar" in shown
    shown = await admin.taps("Survei tiap semester · 3 butir")
    assert "Persiapan (1)" in shown
    assert "PermenPANRB 14/2017" in shown


async def test_the_excerpt_has_no_templates(database_url: str, clock: ManualClock) -> None:
    async with open_house(database_url, clock) as house:
        admin = house.person(9000)
        await admin.says("/daftar")
        await admin.taps("➕ Daftar baru")
        assert "Belum ada templat" in await admin.taps("📚 Pilih templat")
