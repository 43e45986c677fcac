"""The coordinators' view of all units: the recap, its pictures, the files for the office."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import openpyxl
import pytest

from bot.audit import By
from bot.checklists.rounds import assign, checklists, close_round, open_round
from bot.checklists.states import State
from bot.checklists.store import Task, change
from bot.database import Connection
from bot.evidence import store as evidence
from bot.people.store import close_unit
from bot.recap.store import cells, unit_stands
from bot.reports import parcels as zips
from bot.uploads.vault import Vault
from tests.support.clock import ManualClock
from tests.support.house import House
from tests.support.office import COORDINATOR, DUE, FOCAL, Office


async def brings(house: House, task: Task, state: State, note: str | None = None) -> None:
    """Bring a task into a state, as its focal person would."""
    now = house.clock.now()
    done = {"done_by": FOCAL, "done_at": now} if state in ("done", "verified") else {}
    verified = {"verified_by": COORDINATOR, "verified_at": now} if state == "verified" else {}
    progress = replace(task.progress, state=state, note=note, **done, **verified)  # type: ignore[arg-type] # by name
    await house.service.services.database.write(lambda on: change(on, task, progress, By(FOCAL, now)))


async def file_of(house: House, message: dict[str, Any]) -> bytes:
    async with house.http.get(f"{house.simulator.url}/sim/file/{message['media']['file_id']}") as answer:
        return await answer.read()


async def test_the_recap_tells_how_it_stands_and_what_to_do(house: House, office: Office) -> None:
    await brings(house, office.tasks[0], "verified")
    await brings(house, office.tasks[2], "done")
    await brings(house, office.tasks[3], "blocked", "Aplikasi <mati>")
    text = await house.person(COORDINATOR).says("/rekap")
    assert "25% · 2 dari 8 selesai" in text
    assert "🏅 1 terverifikasi · ✅ 1 menunggu verifikasi · ⬜ 5 belum mulai · ⛔ 1 terhambat · ⏰ 2 lewat" in text
    assert "⏰ 2 unit lewat tenggat: Dinkes (1 butir), Disdik (1 butir)" in text
    assert "⬜ 1 unit belum mulai: Dinkes." in text
    assert "⛔ 1 butir terhambat: Disdik butir 4 (Aplikasi <mati>)." in text
    assert "berbobot" not in text
    buttons = await house.person(COORDINATOR).buttons()
    assert buttons[:3] == ["✅ Verifikasi (1)", "░░░░░ 0% · Dinkes ⏰1", "▓▓░░░ 50% · Disdik ⏰1"]
    assert "Per daftar" not in buttons


async def test_what_is_late_is_late_by_the_day_of_the_unit(house: House, office: Office) -> None:
    """At 22.30 in Disdik's zone it is the day after in Dinkes's; two hours later it is in both."""

    async def late(now: datetime) -> dict[str, int]:
        database = house.service.services.database
        stands = await database.read(lambda on: unit_stands(on, office.round, now))
        by_area = await database.read(lambda on: cells(on, office.round, now))
        assert sum(tally.late for tally in by_area.values()) == sum(one.tally.late for one in stands)
        return {one.unit.code: one.tally.late for one in stands}

    evening = datetime(2026, 12, 15, 15, 30, tzinfo=UTC)
    assert await late(evening - timedelta(hours=2)) == {"disdik": 1, "dinkes": 1}
    assert await late(evening) == {"disdik": 1, "dinkes": 4}
    assert await late(evening + timedelta(hours=2)) == {"disdik": 4, "dinkes": 4}


async def test_a_unit_is_looked_at_and_its_tasks_opened(house: House, office: Office) -> None:
    coordinator = house.person(COORDINATOR)
    await brings(house, office.tasks[3], "blocked", "Menunggu akun")
    await coordinator.says("/rekap")
    card = await coordinator.taps("░░░░░ 0% · Disdik ⏰1")
    assert "0 dari 4 selesai" in card
    assert "2. Tetapkan target (lewat 8 hari)" in card
    assert "4. Unggah laporan (Menunggu akun)" in card
    assert "PIC: PIC tanpa nama" in card
    assert "‹ Rekap" in await coordinator.buttons()
    assert "0 dari 4 selesai" in await coordinator.taps("📋 Buka daftar tugas")
    assert "Menunggu akun" in await coordinator.taps("‹ Rekap unit")


async def test_areas_are_told_in_the_order_of_the_checklist(house: House, office: Office) -> None:
    coordinator = house.person(COORDINATOR)
    await brings(house, office.tasks[2], "done")
    await coordinator.says("/rekap")
    lines = (await coordinator.taps("Per area")).splitlines()
    assert lines[lines.index("Per area") + 1 :] == [
        "░░░░░ 0% · Perencanaan 0/4 ⏰ 2",
        "▓▓░░░ 50% · Pelaksanaan 1/2",
        "░░░░░ 0% · Pelaporan 0/2",
    ]


async def test_several_rounds_are_compared_first(house: House, office: Office) -> None:
    def another(on: Connection) -> None:
        by = By(COORDINATOR, house.clock.now())
        again = open_round(on, checklists(on)[0].id, "Triwulan I 2027", DUE + timedelta(days=90), by)
        assign(on, again or 0, [office.disdik], by)

    await house.service.services.database.write(another)
    coordinator = house.person(COORDINATOR)
    assert "2 daftar terbuka" in await coordinator.says("/rekap")
    assert (await coordinator.buttons())[0] == "░░░░░ 0% · Renaksi RB · Triwulan IV 2026 ⏰2"
    assert "0 dari 4" in await coordinator.taps("░░░░░ 0% · Renaksi RB · Triwulan I 2027")
    assert "2 daftar terbuka" in await coordinator.taps("Per daftar")


async def test_the_day_is_that_of_the_unit(house: House, office: Office, clock: ManualClock) -> None:
    for task in (office.tasks[1], office.others[1]):
        await brings(house, task, "exempt", "Tidak ada target")
    clock.move(datetime(2026, 12, 15, 15, 30, tzinfo=UTC) - clock.now())
    text = await house.person(COORDINATOR).says("/rekap")
    assert "⏰ 1 unit lewat tenggat: Dinkes (3 butir)" in text
    assert "0 dari 6 selesai" in text
    await house.person(COORDINATOR).taps("Per area")
    assert "Pelaporan 0/2 ⏰ 1" in await house.person(COORDINATOR).reads()


async def test_a_closed_unit_counts_no_more(house: House, office: Office) -> None:
    database, now = house.service.services.database, house.clock.now()
    await database.write(lambda on: close_unit(on, office.dinkes, now))
    text = await house.person(COORDINATOR).says("/rekap")
    assert "0 dari 4 selesai" in text
    assert "Dinkes" not in text


async def test_a_new_recap_disarms_the_old_one(house: House, office: Office) -> None:
    coordinator = house.person(COORDINATOR)
    await coordinator.says("/rekap")
    await coordinator.says("/rekap")
    first, second = await coordinator.from_bot()
    assert not first.get("reply_markup", {}).get("inline_keyboard")
    assert second["reply_markup"]["inline_keyboard"]


async def test_without_rounds_there_is_nothing_to_see(house: House, office: Office) -> None:
    by = By(COORDINATOR, house.clock.now())
    await house.service.services.database.write(lambda on: close_round(on, office.round, by))
    coordinator = house.person(COORDINATOR)
    assert "Belum ada daftar tugas yang terbuka" in await coordinator.says("/rekap")
    await coordinator.says("/ekspor")
    assert "📊 Excel" in await coordinator.buttons()


@pytest.mark.parametrize("label", ["🗺 Peta", "📈 Tren", "📄 Satu halaman"])
async def test_pictures_are_sent(house: House, office: Office, label: str) -> None:
    await brings(house, office.tasks[0], "verified")
    coordinator = house.person(COORDINATOR)
    await coordinator.says("/rekap")
    await coordinator.taps(label)
    assert "Renaksi RB · Triwulan IV 2026" in await coordinator.reads()
    assert (await file_of(house, (await coordinator.from_bot())[-1])).startswith(b"\x89PNG")


async def test_the_workbook_holds_everything_and_no_formula(house: House, office: Office) -> None:
    await brings(house, office.tasks[0], "verified", "=1+1")
    coordinator = house.person(COORDINATOR)
    await coordinator.says("/ekspor")
    await coordinator.taps("📊 Excel")
    message = (await coordinator.from_bot())[-1]
    assert message["media"]["file_name"] == "rekap-renaksi-rb-triwulan-iv-2026.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(await file_of(house, message)))
    assert book.sheetnames == ["Rekap", "Butir", "Angka", "Eviden", "Riwayat"]
    rows = list(book["Butir"].iter_rows(values_only=True))
    mine = next(row for row in rows if row[0] == "Dinas Pendidikan" and row[2] == 1)
    assert (mine[4], mine[7], mine[8]) == ("terverifikasi", "=1+1", "–")
    assert book["Butir"].cell(6, 8).data_type != "f"
    [told] = list(book["Riwayat"].iter_rows(min_row=2, values_only=True))
    assert told[2:] == ("Dinas Pendidikan", "1. Susun rencana aksi", "keadaan: belum; catatan: –",
                        "keadaan: terverifikasi; catatan: =1+1")  # fmt: skip


async def test_the_page_for_the_leader(house: House, office: Office) -> None:
    coordinator = house.person(COORDINATOR)
    await coordinator.says("/ekspor")
    await coordinator.taps("📄 PDF satu halaman")
    assert (await file_of(house, (await coordinator.from_bot())[-1])).startswith(b"%PDF")


async def test_evidence_is_had_as_a_zip(house: House, office: Office) -> None:
    await house.person(FOCAL).sends("renaksi.pdf", b"isi renaksi")
    await house.person(FOCAL).taps("1. Susun rencana aksi")
    coordinator = house.person(COORDINATOR)
    await coordinator.says("/ekspor")
    assert "1 unit punya berkas" in await coordinator.taps("🗜 ZIP eviden per unit")
    await coordinator.taps("Disdik · 1 berkas")
    message = (await coordinator.from_bot())[-1]
    assert message["media"]["file_name"] == "eviden-disdik-renaksi-rb-triwulan-iv-2026.zip"
    archive = zipfile.ZipFile(io.BytesIO(await file_of(house, message)))
    assert archive.read("Perencanaan/01 Susun rencana aksi/renaksi.pdf") == b"isi renaksi"


async def keeps_file(house: House, task: Task, name: str, content: bytes) -> None:
    """Attach a file as if it had been sent; a megabyte sent in JSON takes longer than the rest of the test."""
    hash_ = Vault(house.settings.klinik_files_dir).keep(content)
    by = By(FOCAL, house.clock.now())

    def work(on: Connection) -> None:
        row = on.one(
            "INSERT INTO uploads (chat_id, person_id, message_id, purpose, kind, telegram_id, name, size, state, hash,"
            " received_at, stored_at)"
            " VALUES (:by, :by, 1, 'evidence', 'photo', 'x', :name, :size, 'stored', :hash, 0, 0)"
            " RETURNING id",
            by=FOCAL,
            name=name,
            size=len(content),
            hash=hash_,
        )
        assert row is not None
        evidence.attach(on, task.id, task.unit_id, "photo", by, upload_id=row["id"], text=None)

    await house.service.services.database.write(work)


async def test_much_evidence_comes_in_parts(house: House, office: Office) -> None:
    for number in range(3):
        await keeps_file(house, office.tasks[0], f"foto-{number}.jpg", bytes([number]) * 16_000_000)
    coordinator = house.person(COORDINATOR)
    await coordinator.says("/rekap")
    await coordinator.taps("░░░░░ 0% · Disdik ⏰1")
    await coordinator.taps("🗜 ZIP eviden (3 berkas)")
    first, second = (await coordinator.from_bot())[-2:]
    assert first["media"]["file_name"] == "eviden-disdik-renaksi-rb-triwulan-iv-2026-bagian-1-dari-2.zip"
    assert "bagian 2 dari 2" in second["html"]
    contents = [await file_of(house, message) for message in (first, second)]
    assert all(len(content) <= zips.LIMIT for content in contents)
    held = [name for content in contents for name in zipfile.ZipFile(io.BytesIO(content)).namelist()]
    assert [name.rpartition("/")[2] for name in held] == [
        "foto-0.jpg", "foto-1.jpg", "DAFTAR.txt", "foto-2.jpg", "DAFTAR.txt",
    ]  # fmt: skip


async def test_a_unit_without_files_is_told_so(house: House, office: Office) -> None:
    task, by = office.tasks[0], By(FOCAL, house.clock.now())
    await house.service.services.database.write(
        lambda on: evidence.attach(on, task.id, task.unit_id, "note", by, upload_id=None, text="sudah dikirim")
    )
    coordinator = house.person(COORDINATOR)
    await coordinator.says("/ekspor")
    assert "Belum ada unit yang melampirkan berkas" in await coordinator.taps("🗜 ZIP eviden per unit")
