"""The agency's schedule: everybody reads it, coordinators keep it: typed, from the pattern of the year, from Excel."""

from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp

import pytest
import yaml
from icalendar import Calendar

from bot.audit import By
from bot.database import Connection
from bot.deadlines import store
from bot.reports.deadline_sheet import deadline_template
from knowledge.library import Library
from knowledge.schema import AfterQuarters, Document, InMonths, Occasion, OnDays, Source, When
from tests.bot.reports.samples import opened
from tests.support.house import House, Person, excerpt_folder
from tests.support.office import COORDINATOR, FOCAL, Office

ASN = 1001
GROUP = -1000


def an_occasion(key: str, title: str, when: When, to_confirm: str | None = None) -> Occasion:
    return Occasion(
        id=f"kalender.{key}",
        key=key,
        title=title,
        about="Yang harus selesai.",
        when=when,
        to_confirm=to_confirm,
        topic="zi.wbk-wbbm",
        sources=(Source(regulation="permenpanrb-14-2017", at="Pasal 5"),),
        status="berlaku",
        confidence="sedang",
        reviewed=date(2026, 11, 21),
    )


OCCASIONS = (
    an_occasion("uzi", "Usul unit WBK & WBBM", OnDays(pattern="tanggal", months=(5,), day=31)),
    an_occasion("utw", "Capaian renaksi", AfterQuarters(pattern="triwulan", after=10)),
    an_occasion("ubl", "Reviu renaksi", InMonths(pattern="bulan", months=(1, 2, 3)), "Menunggu surat."),
)


@pytest.fixture(scope="module")
def library() -> Library:
    folder = Path(mkdtemp(prefix="klinik-rb-kalender-"))
    document = Document(calendar=OCCASIONS).model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    for entry, occasion in zip(document["calendar"], OCCASIONS, strict=True):
        entry["when"] = occasion.when.model_dump(mode="json", exclude_none=True)
    (folder / "kalender.yaml").write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
    return Library([excerpt_folder(), folder])


@pytest.fixture
async def coordinator(house: House, office: Office) -> Person:
    person = house.person(COORDINATOR)
    await person.says("/start")
    return person


async def plan(house: House, title: str, day: date) -> int:
    """Put a deadline into the schedule and return its id."""
    by = By(COORDINATOR, house.clock.now())
    return await house.service.services.database.write(lambda on: store.add(on, title, day, by))


async def adds(person: Person, title: str, day: str) -> str:
    """Type a deadline; return how its day is read back."""
    await person.says("/jadwal")
    await person.taps("➕ Tambah tenggat")
    await person.says(title)
    return await person.says(day)


async def opens(person: Person, title: str) -> str:
    await person.says("/jadwal")
    return await person.taps(title)


async def toast(house: House) -> str:
    return str((await house.calls("answerCallbackQuery"))[-1]["params"].get("text", ""))


async def test_everybody_reads_the_next_deadlines_and_nobody_else_changes_them(house: House, office: Office) -> None:
    await plan(house, "Kirim <b>SKM</b>", date(2027, 5, 31))
    await plan(house, "Lama sekali", date(2026, 10, 1))
    shown = await house.person(ASN).says("/jadwal")
    assert "• Renaksi RB · Triwulan IV 2026 📋\n   Selasa 15 Des 2026, 22 hari lagi" in shown
    assert "• Kirim <b>SKM</b>\n   Senin 31 Mei 2027, 189 hari lagi" in shown
    assert "hari libur 2027" in shown
    assert "Lama sekali" not in shown
    assert await house.person(ASN).buttons() == ["📅 Kalender 2026", "📅 Kalender 2027", "⬇️ .ics", "🗓 Pola tahunan"]


async def test_in_a_group_a_coordinator_is_offered_what_everybody_is(house: House, coordinator: Person) -> None:
    await house.post("message", user_id=COORDINATOR, chat_id=GROUP, chat_type="supergroup", text="/jadwal")
    await house.idle()
    [shown] = [one for one in (await house.get(f"chat/{GROUP}"))["messages"] if one["from"]["is_bot"]]
    labels = [button["text"] for row in shown["reply_markup"]["inline_keyboard"] for button in row]
    assert "Jadwal tenggat" in shown["html"]
    assert labels == ["📅 Kalender 2026", "⬇️ .ics", "🗓 Pola tahunan"]


async def test_an_empty_schedule_says_so(house: House) -> None:
    assert "Belum ada tenggat" in await house.person(ASN).says("/jadwal")


async def test_a_long_schedule_has_pages(house: House) -> None:
    for number in range(8):
        await plan(house, f"Tenggat {number}", date(2027, 1, 4 + number))
    assert "Tenggat 5" in await house.person(ASN).says("/jadwal")
    shown = await house.person(ASN).taps("Berikutnya (2/2) ›")
    assert "Tenggat 7" in shown
    assert "Tenggat 5" not in shown


async def test_the_year_comes_as_a_picture_and_as_a_file(house: House, office: Office) -> None:
    asn = house.person(ASN)
    await asn.says("/jadwal")
    await asn.taps("📅 Kalender 2026")
    picture = (await asn.from_bot())[-1]
    assert "Kalender tenggat 2026" in picture["html"]
    assert picture["media"]["kind"] == "photo"
    await asn.taps("⬇️ Sebagai berkas")
    assert (await asn.from_bot())[-1]["media"]["file_name"] == "kalender-tenggat-2026.png"


async def test_the_deadlines_come_as_icalendar(house: House, office: Office) -> None:
    await plan(house, "Kirim SKM; segera, ya", date(2027, 5, 31))
    asn = house.person(ASN)
    await asn.says("/jadwal")
    await asn.taps("⬇️ .ics")
    media = (await asn.from_bot())[-1]["media"]
    assert media["file_name"] == "tenggat.ics"
    async with house.http.get(f"{house.simulator.url}/sim/file/{media['file_id']}") as answer:
        calendar = Calendar.from_ical(await answer.read())
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {"Renaksi RB · Triwulan IV 2026", "Kirim SKM; segera, ya"}
    assert events["Kirim SKM; segera, ya"].decoded("dtstart") == date(2027, 5, 31)


async def test_the_pattern_of_the_year_says_when_whence_and_what_is_open(house: House) -> None:
    asn = house.person(ASN)
    await asn.says("/jadwal")
    shown = await asn.taps("🗓 Pola tahunan")
    assert "• Usul unit WBK & WBBM: 31 Mei\n" in shown
    assert "• Reviu renaksi: Januari–Maret ❔" in shown
    card = await asn.taps("Reviu renaksi")
    assert "Perlu dipastikan: Menunggu surat." in card
    assert "Pasal 5" in card
    assert "✅ Aktifkan" not in await asn.buttons()
    assert "WBK" in await asn.taps("❓ Apa ini?")


async def test_a_deadline_is_typed_read_back_and_kept(house: House, coordinator: Person) -> None:
    read_back = await adds(coordinator, "Kirim <i>laporan</i> SKM", "Senin, 31 Mei 2027 jam 10")
    assert "Kirim <i>laporan</i> SKM" in read_back
    assert "Senin 31 Mei 2027 pukul 10.00 waktu setempat, 189 hari lagi" in read_back
    assert "perkiraan" in read_back
    assert "Kapan tenggatnya" in await coordinator.taps("🔁 Ulangi")
    assert "belum saya mengerti" in await coordinator.says("kapan-kapan")
    assert "sudah lewat" in await coordinator.says("hari ini jam 8 pagi")
    await coordinator.says("1 Juni 2027")
    card = await coordinator.taps("✅ Betul")
    assert "✅ Tenggat dicatat" in card
    assert "Selasa 1 Jun 2027" in card
    assert "Selesai: 0 dari 2 unit" in card
    assert "Belum: 2 unit\n   Dinkes, Disdik" in card
    [row] = await house.rows("SELECT title, due_on, due_at FROM deadlines WHERE round_id IS NULL")
    assert row == {"title": "Kirim <i>laporan</i> SKM", "due_on": "2027-06-01", "due_at": None}


async def test_a_weekend_warns_and_a_working_day_is_offered(house: House, coordinator: Person) -> None:
    assert "hari libur (Sabtu)" in await adds(coordinator, "Kirim SKM", "12 des 2026")
    assert "Jumat 11 Des 2026" in await coordinator.taps("Pakai Jumat 11 Des 2026")


async def test_a_deadline_is_kept_once(house: House, coordinator: Person) -> None:
    await adds(coordinator, "Kirim SKM", "11 des 2026")
    message = (await coordinator.from_bot())[-1]
    data = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    where = {"user_id": COORDINATOR, "chat_id": COORDINATOR, "message_id": message["message_id"]}
    for _ in range(2):
        await house.post("callback", **where, data=data)
    await house.idle()
    assert len(await house.rows("SELECT id FROM deadlines WHERE round_id IS NULL")) == 1
    await adds(coordinator, "kirim skm", "11 des 2026")
    assert "sudah ada di jadwal" in await coordinator.taps("✅ Betul")


async def test_an_occasion_with_one_day_is_activated(house: House, coordinator: Person) -> None:
    await coordinator.says("/jadwal")
    await coordinator.taps("🗓 Pola tahunan")
    await coordinator.taps("Usul unit WBK & WBBM")
    assert "Senin 31 Mei 2027, 189 hari lagi" in await coordinator.taps("✅ Aktifkan")
    assert "Jumat 28 Mei 2027" in await coordinator.says("28 mei 2027")
    await coordinator.taps("✅ Betul")
    await coordinator.says("/jadwal")
    await coordinator.taps("🗓 Pola tahunan")
    assert "Sudah dijadwalkan: Jumat 28 Mei 2027" in await coordinator.taps("Usul unit WBK & WBBM")


async def test_an_occasion_with_several_days_offers_those_that_are_left(house: House, coordinator: Person) -> None:
    async def activate() -> list[str]:
        await coordinator.says("/jadwal")
        await coordinator.taps("🗓 Pola tahunan")
        await coordinator.taps("Capaian renaksi")
        await coordinator.taps("✅ Aktifkan")
        return [label for label in await coordinator.buttons() if "lagi" in label]

    offered = await activate()
    assert offered[0] == "Minggu 10 Jan 2027, 48 hari lagi"
    assert len(offered) == 4
    assert "hari libur (Minggu)" in await coordinator.taps(offered[0])
    await coordinator.taps("✅ Betul")
    assert await activate() == offered[1:]


async def test_an_occasion_without_a_day_asks_for_one(house: House, coordinator: Person) -> None:
    await coordinator.says("/jadwal")
    await coordinator.taps("🗓 Pola tahunan")
    await coordinator.taps("Reviu renaksi")
    assert "Lazimnya: Januari–Maret." in await coordinator.taps("✅ Aktifkan")
    await coordinator.says("akhir januari 2027")
    await coordinator.taps("Pakai Jumat 29 Jan 2027")
    [row] = await house.rows("SELECT due_on, occasion_id FROM deadlines WHERE round_id IS NULL")
    assert row == {"due_on": "2027-01-29", "occasion_id": "kalender.ubl"}


async def test_a_deadline_is_moved_and_renamed(house: House, coordinator: Person) -> None:
    await plan(house, "Kirim SKM", date(2027, 5, 31))
    await opens(coordinator, "Kirim SKM")
    assert "Sekarang Senin 31 Mei 2027" in await coordinator.taps("📅 Geser")
    assert "tenggat baru" in await coordinator.says("4 jan 2027 pukul 16.00")
    assert "Senin 4 Jan 2027 pukul 16.00" in await coordinator.taps("✅ Betul")
    await coordinator.taps("✏️ Ubah nama")
    assert "3–80 huruf" in await coordinator.says("ab")
    assert "✅ Nama diubah" in await coordinator.says("Kirim laporan SKM")
    [row] = await house.rows("SELECT title, due_on, due_at FROM deadlines WHERE round_id IS NULL")
    assert row == {"title": "Kirim laporan SKM", "due_on": "2027-01-04", "due_at": "16:00"}


async def test_moving_that_of_a_round_moves_its_tasks(house: House, coordinator: Person) -> None:
    await opens(coordinator, "Renaksi RB · Triwulan IV 2026")
    await coordinator.taps("📅 Geser")
    await coordinator.says("22 des 2026")
    assert "Selasa 22 Des 2026" in await coordinator.taps("✅ Betul")
    days = await house.rows("SELECT DISTINCT due_on FROM tasks ORDER BY due_on")
    assert [row["due_on"] for row in days] == ["2026-11-22", "2026-12-22"]


async def test_rungs_are_typed_and_taken_back(house: House, coordinator: Person) -> None:
    await plan(house, "Kirim SKM", date(2027, 5, 31))
    assert "H-30, H-14, H-7, H-3, H-1, H, H+1, H+3 koordinator" in await opens(coordinator, "Kirim SKM")
    await coordinator.taps("🔔 Jenjang pengingat")
    assert "“<u>” tidak dikenal" in await coordinator.says("H-7, <u>")
    assert "Paling banyak 20" in await coordinator.says(",".join(f"h-{number}" for number in range(1, 30)))
    assert "🔔 H-10, H, H+2 kepala\n" in await coordinator.says("hari-h; h-10; H+2 kepala unit")
    await coordinator.taps("🔔 Jenjang pengingat")
    assert "H-30, H-14" in await coordinator.taps("Kembali ke jenjang baku")


async def test_a_deadline_is_tied_to_a_checklist_and_untied(house: House, office: Office, coordinator: Person) -> None:
    own = await plan(house, "Laporan akhir", date(2027, 5, 31))

    def meet(on: Connection) -> None:
        store.meet(on, own, office.disdik, By(FOCAL, house.clock.now()), met=True)

    await house.service.services.database.write(meet)
    assert "Selesai: 1 dari 2 unit\n   Disdik" in await opens(coordinator, "Laporan akhir")
    await coordinator.taps("🔗 Kaitkan ke daftar tugas")
    asked = await coordinator.taps("Renaksi RB · Triwulan IV 2026")
    assert "Selasa 15 Des 2026 (sekarang Senin 31 Mei 2027)" in asked
    assert "Tanda selesai dari 1 unit" in asked
    card = await coordinator.taps("Ya, kaitkan")
    assert "📋 Daftar tugas: Renaksi RB · Triwulan IV 2026" in card
    assert "Selesai: 0 dari 2 unit" in card
    shown = await coordinator.says("/jadwal")
    assert "Laporan akhir 📋" in shown
    assert "Renaksi RB" not in shown
    await coordinator.taps("Laporan akhir")
    assert "Dilepas" in await coordinator.taps("✂️ Lepas dari daftar")
    shown = await coordinator.says("/jadwal")
    assert "• Laporan akhir\n   Selasa 15 Des 2026" in shown
    assert "• Renaksi RB · Triwulan IV 2026 📋" in shown


async def test_a_round_takes_only_one_deadline(house: House, coordinator: Person) -> None:
    for title in ("Pertama", "Kedua"):
        await plan(house, title, date(2027, 5, 31))
    await opens(coordinator, "Pertama")
    await coordinator.taps("🔗 Kaitkan ke daftar tugas")
    await coordinator.taps("Renaksi RB · Triwulan IV 2026")
    await coordinator.taps("Ya, kaitkan")
    await opens(coordinator, "Kedua")
    assert "Tidak ada daftar terbuka" in await coordinator.taps("🔗 Kaitkan ke daftar tugas")


async def test_that_of_a_round_stays_with_it(house: House, coordinator: Person) -> None:
    await opens(coordinator, "Renaksi RB · Triwulan IV 2026")
    labels = await coordinator.buttons()
    assert "📋 Buka daftar" in labels
    assert not {"✂️ Lepas dari daftar", "🔗 Kaitkan ke daftar tugas"} & set(labels)


async def test_what_is_blocked_is_not_finished(house: House, office: Office, coordinator: Person) -> None:
    states = f"UPDATE tasks SET state = CASE WHEN unit_id = {office.disdik} THEN 'blocked' ELSE 'done' END"
    await house.execute(states)
    card = await opens(coordinator, "Renaksi RB · Triwulan IV 2026")
    assert "Selesai: 1 dari 2 unit\n   Dinkes\n⬜ Belum: 1 unit\n   Disdik" in card


async def test_deleting_asks_first_and_is_taken_back(house: House, coordinator: Person) -> None:
    await plan(house, "Kirim SKM", date(2027, 5, 31))
    await opens(coordinator, "Kirim SKM")
    assert "Dapat dipulihkan" in await coordinator.taps("🗑 Hapus")
    assert "dihapus" in await coordinator.taps("Ya, hapus")
    assert "Kirim SKM" not in await house.person(ASN).says("/jadwal")
    assert "dipulihkan" in await coordinator.taps("↩️ Pulihkan")
    assert "Kirim SKM" in await house.person(ASN).says("/jadwal")


async def test_deadlines_from_excel_are_shown_before_they_are_kept(house: House, coordinator: Person) -> None:
    await plan(house, "Sudah Ada", date(2027, 5, 31))
    await coordinator.says("/jadwal")
    await coordinator.taps("📄 Dari Excel")
    assert (await coordinator.from_bot())[-1]["media"]["file_name"] == "templat-jadwal.xlsx"
    assert "menunggu berkas Excel" in await coordinator.says("sebentar")
    book = opened(deadline_template())
    sheet = book["Jadwal"]
    for row in (
        ["Kirim <b>SKM</b>", "31 Mei 2027", "10.00", "H-7, H"],
        ["Sabtu", "12 Desember 2026"],
        ["sudah ada", date(2027, 5, 31)],
        ["Entah", "kapan <i>saja</i>"],
    ):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    shown = await coordinator.sends("jadwal.xlsx", out.getvalue())
    assert "2 tenggat baru, 1 sudah ada, 1 baris perlu diperbaiki" in shown
    assert "1 jatuh pada hari libur" in shown
    assert "Kirim <b>SKM</b>, Senin 31 Mei 2027 pukul 10.00" in shown
    assert "Baris 6: Tanggal: Tanggal “kapan <i>saja</i>” tidak dimengerti" in shown
    assert "2 tenggat ditambahkan" in await coordinator.taps("Simpan 2 yang benar saja")
    rows = await house.rows("SELECT title, due_at, rungs FROM deadlines WHERE round_id IS NULL ORDER BY id")
    assert [(row["title"], row["due_at"], row["rungs"]) for row in rows][1:] == [
        ("Kirim <b>SKM</b>", "10:00", "H-7, H"),
        ("Sabtu", None, None),
    ]


async def test_what_is_gone_says_so(house: House, coordinator: Person) -> None:
    gone = await plan(house, "Kirim SKM", date(2027, 5, 31))
    await coordinator.says("/jadwal")
    by = By(COORDINATOR, house.clock.now())
    await house.service.services.database.write(lambda on: store.drop(on, gone, by, dropped=True))
    await coordinator.taps("Kirim SKM")
    assert "sudah tidak ada" in await toast(house)
