"""A coordinator's year, from the first hour to the last export, moved by the simulator's clock.

Near a deadline it goes day by day, otherwise week by week. Every morning what people were told is compared with
`tests.support.quarters`, which knows the rules by itself.
"""

import io
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
import pytest

from bot import audit
from bot.checklists.store import find_task, replayed
from bot.checklists.words import named_day
from bot.database import Connection
from tests.e2e.test_people_joining import shown_by
from tests.e2e.test_people_units import workbook
from tests.support.clock import ManualClock
from tests.support.house import ADMIN, House
from tests.support.quarters import Duty, Ledger, Told, works

SEED = 2026
COORDINATOR, HEAD, SUCCESSOR = 9001, 2009, 2008
UNITS = {
    "Disdik": ("disdik", "Dinas Pendidikan", "Disdik", "opd", "", ""),
    "Dinkes": ("dinkes", "Dinas Kesehatan", "Dinkes", "opd", "WIT", ""),
    "Bappeda": ("bappeda", "Badan Perencanaan", "Bappeda", "opd", "WITA", ""),
    "Sukamaju": ("sukamaju", "Kecamatan Sukamaju", "Sukamaju", "kecamatan", "", ""),
}
FOCAL = {"Disdik": 2001, "Dinkes": 2002, "Bappeda": 2003, "Sukamaju": 2004}
DILIGENCE = {"Disdik": 0.05, "Dinkes": 0.1, "Bappeda": 0.03, "Sukamaju": 0.015}
"""How likely it is that a unit finishes something on a working day that is looked at."""
ITEMS = ("Susun rencana aksi", "Laksanakan survei", "Unggah laporan")
LHKPN = "Lapor LHKPN"
NOTHING = 10**9
"""A number that no call has reached."""
OPENINGS = {
    "Masih ada yang perlu diselesaikan:": "focal",
    "Untuk perhatian Anda sebagai kepala unit, belum selesai:": "head",
    "Unit yang belum selesai:": "coordinator",
}


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 5, 2, 0, tzinfo=UTC))


@dataclass
class Year:
    """The agency through the year: what is played, what ought to be so, and what was seen."""

    house: House
    today: date = date(2026, 1, 5)
    dice: random.Random = field(default_factory=lambda: random.Random(SEED))
    ledger: Ledger = field(default_factory=Ledger)
    focal: dict[str, int] = field(default_factory=lambda: dict(FOCAL))
    title: str = ""
    seen: int = 0
    said: list[tuple[int, str]] = field(default_factory=list)
    reminded: Counter[Told] = field(default_factory=Counter)
    happened: Counter[str] = field(default_factory=Counter)

    async def said_since(self) -> list[tuple[int, str]]:
        """Return what was sent this morning, and to whom."""
        found = await self.house.get("outbox", method="sendMessage", since=self.seen)
        return [(int(call["params"]["chat_id"]), str(call["params"].get("text", ""))) for call in found["calls"]]

    async def morning(self, today: date) -> None:
        """Come to half past eight, and compare what people are told with what they ought to be."""
        self.today = today
        self.seen = (await self.house.get("outbox", since=NOTHING))["next"]
        await self.house.post("clock", to=f"{today}T08:35:00+07:00")
        await self.house.idle()
        said = self.said = await self.said_since()
        told = Counter(line for chat, text in said for line in lines_of(chat, text))
        assert told == self.ledger.look(today), today
        digests = Counter(chat for chat, text in said if "Ringkasan pekan ini" in text)
        readers = (ADMIN, COORDINATOR) if self.ledger.has_digest(today) else ()
        assert digests == Counter(readers), today
        assert works(today) or not said, today
        self.reminded += told
        await self.meet_lhkpn(told)

    async def live(self, until: date) -> None:
        """Let the days pass up to that one, people doing their work on those on which they do."""
        while self.today < until:
            await self.morning(min(self.ledger.next_look(self.today), until))
            if works(self.today):
                await self.work()

    async def work(self) -> None:
        for unit, diligence in DILIGENCE.items():
            if self.title and self.dice.random() < diligence:
                await self.finish(unit)
        if self.today.day <= 3 or self.dice.random() < 0.03:
            await self.verify()

    async def finish(self, unit: str) -> None:
        duty = self.ledger.find(self.title, unit)
        if not duty.open:
            return
        number, person = self.dice.choice(sorted(duty.open)), self.house.person(self.focal[unit])
        await person.says("/tugas")
        await person.taps(f" {number}. ")
        await self.attach(unit, number)
        assert "Selesai · tenggat" in await person.taps("✅ Selesai")
        duty.open.remove(number)
        self.happened["finished"] += 1

    async def attach(self, unit: str, number: int) -> None:
        person, chance = self.house.person(self.focal[unit]), self.dice.random()
        if chance < 0.5:
            await person.taps("📎 Tambah eviden")
            name = f"{unit}-{self.today}.pdf"
            kept = await (person.sends(name) if chance < 0.3 else person.says(f"https://contoh.go.id/{name}"))
            assert f"Tersimpan untuk butir {number}" in kept
            await person.says("cukup")
            self.happened["attached"] += 1

    async def verify(self) -> None:
        """Judge all that waits: most is accepted, some given back."""
        coordinator = self.house.person(ADMIN)
        shown = await coordinator.says("/verifikasi")
        while found := re.search(r"menunggu\n\n(.+)\n(.+)\n(\d+)\. ", shown):
            unit = next(short for short, row in UNITS.items() if row[1] == found[1])
            if self.dice.random() < 0.7:
                shown = await coordinator.taps("✅ Terima")
                self.happened["verified"] += 1
                continue
            await coordinator.taps("🔁 Kembalikan")
            shown = await coordinator.says("Lengkapi tanda tangannya")
            assert "perlu perbaikan" in await self.house.person(self.focal[unit]).reads()
            self.ledger.find(found[2], unit).open.add(int(found[3]))
            self.happened["returned"] += 1

    async def meet_lhkpn(self, told: Counter[Told]) -> None:
        """Have some of those whom the reminder reached report that it is done."""
        for person, _, title, unit in told:
            if title == LHKPN and person == self.focal[unit] and self.dice.random() < 0.4:
                assert "dicatat selesai" in await self.house.person(person).taps(f"✅ Selesai untuk {unit}")
                self.ledger.find(title, unit).open.clear()
                self.happened["met"] += 1

    def begin(self, title: str, due: date, *, with_round: bool = True) -> None:
        everything = set(range(1, len(ITEMS) + 1)) if with_round else {1}
        self.ledger.duties += [Duty(title, unit, due, self.today, {*everything}, with_round) for unit in UNITS]
        self.title = title if with_round else self.title


def lines_of(chat: int, text: str) -> list[Told]:
    """Return what a reminder tells: as what, of what, of which unit."""
    found, audience = [], ""
    for line in text.splitlines() if "Pengingat" in text else ():
        audience = OPENINGS.get(line, audience)
        if item := re.match(r"• <b>(.+)</b> \((.+)\): ", line):
            found.append((chat, audience, item[1], item[2]))
    return found


async def sets_up(year: Year) -> None:
    """The first hour: the agency's name, its units from Excel, its people by link and by code."""
    house, admin = year.house, year.house.person(ADMIN)
    await admin.says("/mulai")
    await admin.says("Pemerintah Kabupaten Contoh")
    await admin.taps("WIB")
    await admin.taps("➕ Daftarkan unit")
    assert "4 unit baru" in await admin.sends("unit.xlsx", workbook(*UNITS.values()))
    await admin.taps("💾 Simpan 4 unit")
    for unit, person in FOCAL.items():
        await opens_unit(year, unit)
        await admin.taps("✉️ Undang")
        link = await shown_by(admin, r"start=(u_[\w-]{20})")
        await joins(year, person, f"/start {link}", unit)
    await opens_unit(year, "Disdik")
    await admin.taps("🔑 Kode pribadi")
    await admin.taps("Kode kepala")
    await uses_code(year, HEAD)
    await admin.says("/anggota")
    await admin.taps("🔑 Kode koordinator")
    await uses_code(year, COORDINATOR)
    coordinators = {ADMIN, COORDINATOR}
    year.ledger.people = {("focal", unit): {person} for unit, person in FOCAL.items()}
    year.ledger.people |= {("coordinator", unit): coordinators for unit in UNITS} | {("head", "Disdik"): {HEAD}}
    assert len(await house.rows("SELECT * FROM roles")) == len(UNITS) + 2


async def opens_unit(year: Year, unit: str) -> None:
    admin = year.house.person(ADMIN)
    await admin.says("/unit")
    await admin.taps(f"{unit} · ")


async def joins(year: Year, person_id: int, words: str, unit: str) -> None:
    """Ask to be let in with a link or a code, and be let in."""
    person = year.house.person(person_id)
    assert "Dengan nama apa" in await person.says(words)
    await person.says(f"Petugas {unit}")
    await year.house.person(ADMIN).taps("✅ Setujui")
    assert f"Anda kini PIC {unit}" in await person.reads()


async def uses_code(year: Year, person_id: int) -> None:
    code = await shown_by(year.house.person(ADMIN), r"<code>([A-Z2-9]{4}-[A-Z2-9]{4})</code>")
    assert "Anda kini" in await year.house.person(person_id).says(f"/gabung {code}")


async def hands_out(year: Year, due: date) -> None:
    """Write the checklist, and hand it out for the first quarter."""
    admin = year.house.person(ADMIN)
    await admin.says("/daftar")
    await admin.taps("➕ Daftar baru")
    await admin.taps("✍️ Tulis sendiri")
    await admin.says("Renaksi RB")
    await admin.says("\n".join(f"Renaksi: {item}" for item in ITEMS))
    await admin.says("sudah")
    await admin.taps("📨 Bagikan ke unit")
    await admin.says("Triwulan I 2026")
    await admin.says(f"{due:%d/%m/%Y}")
    await admin.taps(f"✅ Ya, {named_day(due)}")
    await admin.taps("⬜ Semua unit (4)")
    await admin.taps("Lanjut: 4 unit ›")
    assert "12 tugas dibagikan ke 4 unit" in await admin.taps("📨 Bagikan")
    year.begin("Renaksi RB · Triwulan I 2026", due)


async def copies(year: Year, quarter: str, due: date) -> None:
    """Copy the round of the last quarter, then close that."""
    admin, before = year.house.person(ADMIN), year.title
    await admin.says("/daftar")
    await admin.taps(before)
    await admin.taps("🔁 Salin ke periode baru")
    await admin.says(f"Triwulan {quarter} 2026")
    await admin.says(f"{due:%d/%m/%Y}")
    assert "4 unit × 3 butir = 12 tugas" in await admin.taps(f"✅ Ya, {named_day(due)}")
    assert "12 tugas dibagikan ke 4 unit" in await admin.taps("📨 Bagikan")
    await admin.says("/daftar")
    await admin.taps(before)
    await admin.taps("🔒 Tutup")
    assert "Sudah ditutup" in await admin.taps("Ya, tutup")
    for unit in UNITS:
        year.ledger.find(before, unit).closed = True
    year.begin(f"Renaksi RB · Triwulan {quarter} 2026", due)


async def schedules_lhkpn(year: Year, due: date) -> None:
    admin = year.house.person(ADMIN)
    await admin.says("/jadwal")
    await admin.taps("➕ Tambah tenggat")
    await admin.says(LHKPN)
    await admin.says(f"{due:%d/%m/%Y}")
    assert "Tenggat dicatat" in await admin.taps("✅ Betul")
    year.begin(LHKPN, due, with_round=False)


async def moves(year: Year, due: date) -> None:
    """Give the units of the round that is open more time; what the old day has asked for is past."""
    admin = year.house.person(ADMIN)
    await admin.says("/daftar")
    await admin.taps(year.title)
    await admin.taps("📅 Ubah tenggat")
    await admin.says(f"{due:%d/%m/%Y}")
    assert named_day(due) in await admin.taps(f"✅ Ya, {named_day(due)}")
    for unit in UNITS:
        duty = year.ledger.find(year.title, unit)
        duty.due, duty.since = due, year.today


async def hands_over(year: Year, unit: str) -> None:
    """The focal person of a unit leaves; the successor takes the code, and everything stays with the unit."""
    old = year.house.person(year.focal[unit])
    await old.says("/profil")
    await old.taps(f"🤝 Serahkan tugas {unit}")
    code = await shown_by(old, r"/gabung ([A-Z2-9]{4}-[A-Z2-9]{4})")
    await joins(year, SUCCESSOR, f"/gabung {code}", unit)
    year.focal[unit] = SUCCESSOR
    year.ledger.people["focal", unit] = {SUCCESSOR}


async def announces(year: Year) -> None:
    """Announce to the focal persons, with acknowledgement: some read it, the rest are reminded once."""
    house, admin, readers = year.house, year.house.person(ADMIN), sorted(year.focal.values())
    await admin.says("/siarkan")
    await admin.says("Rapat koordinasi RB hari Kamis.")
    await admin.taps("👥 Penerima")
    await admin.taps("PIC semua unit")
    assert "4 orang" in await admin.taps("☑️ Minta tanda baca")
    await admin.taps("📨 Kirim")
    await admin.taps("📨 Ya, kirim")
    await ticks(house)
    for reader in readers[:3]:
        assert "Rapat koordinasi" in await house.person(reader).reads()
        await house.person(reader).taps("✅ Sudah dibaca")
    [control] = [one["message_id"] for one in await admin.from_bot() if "Pengumuman selesai dikirim" in one["html"]]
    await admin.taps("🔄 Segarkan", message_id=control)
    assert any("Sudah dibaca: 3 dari 4" in message["html"] for message in await admin.from_bot())
    await admin.taps("🔔 Ingatkan yang belum membaca", message_id=control)
    assert (await house.calls("answerCallbackQuery"))[-1]["params"]["text"] == "1 orang diingatkan."
    await ticks(house)
    reminded = [reader for reader in readers if "Mohon baca" in await house.person(reader).reads()]
    assert reminded == readers[3:]


async def ticks(house: House) -> None:
    for _ in range(3):
        await house.post("clock", advance=30)
        await house.idle()


async def is_down(year: Year, until: date) -> None:
    """A week without the service: its clock goes on, what was missed comes at the next start."""
    await year.house.stop()
    back = datetime(until.year, until.month, until.day, 1, 0, tzinfo=UTC)
    year.house.clock.move(back - year.house.clock.now())
    await year.house.begin()
    await year.house.idle()
    year.today = until - timedelta(days=1)


async def exports(year: Year) -> None:
    """The workbook at the end of the year says what every task has come to."""
    admin = year.house.person(ADMIN)
    await admin.says("/ekspor")
    await admin.taps(year.title)
    await admin.taps("📊 Excel")
    media = (await admin.from_bot())[-1]["media"]
    async with year.house.http.get(f"{year.house.simulator.url}/sim/file/{media['file_id']}") as answer:
        book = openpyxl.load_workbook(io.BytesIO(await answer.read()))
    names = {row[1]: short for short, row in UNITS.items()}
    rows = [row for row in book["Butir"].iter_rows(values_only=True) if row[0] in names]
    unfinished = {(names[row[0]], row[2]) for row in rows if row[4] in ("belum", "proses", "perlu perbaikan")}
    expected = {(unit, n) for unit in UNITS for n in year.ledger.find(year.title, unit).open}
    assert (len(rows), unfinished) == (len(UNITS) * len(ITEMS), expected)


def differing(on: Connection) -> list[int]:
    """Return the tasks whose state is not what the log of their changes says, change by change."""
    ids = [row["id"] for row in on.all("SELECT id FROM tasks ORDER BY id")]
    return [task_id for task_id in ids if not _is_replayed(on, task_id)]


def _is_replayed(on: Connection, task_id: int) -> bool:
    task, changes = find_task(on, task_id), audit.changes_of(on, "task", task_id, limit=1000)
    return task is not None and task.version == len(changes) and task.progress == replayed(on, task_id)


async def states(house: House, table: str) -> set[Any]:
    return {row["state"] for row in await house.rows(f"SELECT DISTINCT state FROM {table}")}


async def test_a_coordinators_year(house: House, caplog: pytest.LogCaptureFixture) -> None:
    year = Year(house)
    await sets_up(year)
    await hands_out(year, date(2026, 3, 31))
    await year.live(date(2026, 2, 10))
    await schedules_lhkpn(year, date(2026, 3, 31))
    await year.live(date(2026, 4, 20))
    await copies(year, "II", date(2026, 6, 30))
    await year.live(date(2026, 6, 10))
    await hands_over(year, "Disdik")
    await year.live(date(2026, 7, 20))
    await copies(year, "III", date(2026, 9, 30))
    await year.live(date(2026, 9, 1))
    await announces(year)
    await year.live(date(2026, 9, 13))
    await is_down(year, date(2026, 9, 21))
    await year.live(date(2026, 9, 21))
    assert any("terlambat karena layanan sempat terhenti" in text for _, text in year.said)
    await year.live(date(2026, 9, 28))
    await moves(year, date(2026, 10, 9))
    await year.live(date(2026, 10, 26))
    await copies(year, "IV", date(2026, 12, 11))
    await year.live(date(2026, 12, 31))
    await exports(year)

    assert {told[1] for told in year.reminded} == {"focal", "coordinator", "head"}
    assert min(year.happened[what] for what in ("finished", "attached", "verified", "returned", "met")) > 2
    assert await house.service.services.database.read(differing) == []
    assert await states(house, "outbox") <= {"sent", "withdrawn"}
    assert await states(house, "effects") <= {"sent"}
    assert await states(house, "inbox") <= {"applied"}
    assert "given up" not in caplog.text
