"""/hapus_data: afterwards nothing that the house keeps knows the person."""

from datetime import timedelta
from typing import Any

import pytest

from bot.audit import By
from bot.checklists import rules
from bot.checklists.states import State
from bot.checklists.store import change, find_task, replayed
from bot.database import Connection
from bot.database.migrations import tables_of
from bot.people.standing import give
from bot.people.store import Unit, find_unit_by_code, save_units
from tests.support.house import ADMIN, House, Person

ME, NAME = 7654321001, "Zulkarnain & Putri"
QUESTION = "brp honor fasilitator klinik rb"


@pytest.fixture
async def house(house: House) -> House:
    now = house.clock.now()
    unit = Unit("disdik", "Dinas Pendidikan", "Disdik", "opd")
    await house.service.services.database.write(lambda on: save_units(on, [unit], now))
    await house.person(ADMIN).says("/start")
    return house


async def traces(house: House) -> set[tuple[str, str]]:
    """Return every table and column that holds the person's number or name."""
    database = house.service.services.database

    def look(on: Connection) -> set[tuple[str, str]]:
        return {
            (table, column)
            for table in tables_of(on, database.engine)
            for row in on.all(f"SELECT * FROM {table}")
            for column, value in dict(row).items()
            if _speaks_of_me(value)
        }

    return await database.read(look)


def _speaks_of_me(value: Any) -> bool:
    return value is not None and (str(ME) in str(value) or "Zulkarnain" in str(value))


async def a_life_in_the_clinic(house: House) -> Person:
    """Let somebody do everything that leaves a trace: as an asker, a focal person and a coordinator."""
    me, admin = house.person(ME), house.person(ADMIN)
    await me.says("brp nilai minimal wbk")
    await me.taps("👎")
    await me.says(QUESTION)
    await me.taps("🙋 Tanya koordinator")
    await house.post("message", user_id=ME, chat_id=-1000, chat_type="supergroup", text="/tanya apa itu rb")
    await me.says("/gabung ABCD-2345")
    await admin.says("/unit")
    await admin.taps("Disdik · ⚪ belum ada PIC")
    await admin.taps("✉️ Undang")
    caption = next(m["html"] for m in reversed(await admin.from_bot()) if "start=u_" in m["html"])
    await me.says(f"/start u_{caption.split('start=u_')[1][:20]}")
    await me.says(NAME)
    await admin.taps("✅ Setujui", message_id=await _card(admin))
    await me.says("/profil")
    await me.taps("🤝 Serahkan tugas Disdik")
    await admin.says("/anggota")
    await admin.taps(f"PIC Disdik · {NAME}")
    await admin.taps("Jadikan koordinator")
    await me.says("/pertanyaan")
    await _taught_by(house)
    await me.says("/profil")
    await me.taps("✏️ Ubah nama")
    return me


async def _card(admin: Person) -> int:
    return next(int(m["message_id"]) for m in reversed(await admin.from_bot()) if "Permintaan" in m["html"])


STEPS: tuple[tuple[State, int], ...] = (
    ("done", ME),
    ("returned", 8001),
    ("done", ME),
    ("verified", ME),
    ("returned", 8001),
)
LEFT_BEHIND = (
    "INSERT INTO phrasings (topic_id, text, gist, added_by, added_at) VALUES ('x', 'x', 'x', :me, 1)",
    "INSERT INTO not_ours (gist, text, marked_by, marked_at) VALUES ('y', 'y', :me, 1)",
    "INSERT INTO notes (title, answer, author, author_id, written_at)"
    " VALUES ('Honor', 'Seratus', 'Zulkarnain', :me, 1)",
    "INSERT INTO escalations (text, gist, state, taken_by, asked_at) VALUES ('z', 'z', 'taken', :me, 1)",
    "INSERT INTO checklists (id, title, made_by, made_at) VALUES (1, 'Renaksi', :me, 1)",
    "INSERT INTO items (id, checklist_id, position, area, title) VALUES (1, 1, 1, 'a', 'b')",
    "INSERT INTO rounds (id, checklist_id, period, due_on, made_by, made_at)"
    " VALUES (1, 1, '2026', '2026-12-31', :me, 1)",
    "INSERT INTO uploads (chat_id, person_id, message_id, purpose, kind, telegram_id, name, size, state,"
    " received_at) VALUES (:me, :me, 1, 'evidence', 'file', 'f', 'a.pdf', 1, 'stored', 1)",
    "INSERT INTO outbox (kind, subject, chat_id, person_id, dedup_key, not_before, created_at)"
    " VALUES ('broadcast', 1, :me, :me, 'broadcast:1:7654321001', 99999999999999, 1)",
    "INSERT INTO broadcasts (id, author_id, chat_id, body, audience, state, made_at)"
    " VALUES (77, :me, :me, '{}', '{}', 'cancelled', 1)",
    "INSERT INTO acknowledgements (broadcast_id, person_id, at) VALUES (77, :me, 1)",
    "INSERT INTO deadlines (id, title, due_on, made_by, made_at, changed_at)"
    " VALUES (77, 'LKjIP', '2029-03-31', :me, 1, 1)",
    "INSERT INTO deadlines_met (deadline_id, unit_id, met_by, met_at) VALUES (77, 1, :me, 1)",
    "INSERT INTO reminder_ledger (deadline_id, unit_id, rung, day, person_id, outcome, handled_at)"
    " VALUES (77, 1, 'x', '2029-03-01', :me, 'sent', 1)",
    "INSERT INTO snoozes (deadline_id, unit_id, person_id, day, asked_at) VALUES (77, 1, :me, '2029-03-01', 1)",
    "INSERT INTO reminders (person_id, lines, made_at) VALUES (:me, '[]', 1)",
    "INSERT INTO unit_drafts (made_by, made_at, body) VALUES (:me, 1, '[]')",
    "INSERT INTO conversations (chat_id, topic_id, answered_at) VALUES (:me, 'x', 1) ON CONFLICT (chat_id) DO NOTHING",
)


async def _taught_by(house: House) -> None:
    """Leave in the tables what a coordinator and a focal person leave there, without playing all of it."""
    now = house.clock.now()

    def work(on: Connection) -> None:
        for statement in LEFT_BEHIND:
            on.execute(statement, **({"me": ME} if ":me" in statement else {}))
        unit = find_unit_by_code(on, "disdik")
        assert unit is not None
        on.execute(
            "INSERT INTO tasks (id, round_id, unit_id, item_id, area, due_on)"
            " VALUES (1, 1, :unit, 1, 'a', '2026-12-31')",
            unit=unit.id,
        )
        for state, who in STEPS:
            _brings_into(on, state, By(who, now))
        on.execute(
            "INSERT INTO evidence (task_id, kind, text, added_by, added_at) VALUES (1, 'note', 'n', :me, 1)", me=ME
        )
        give(on, 8001, "focal", unit.id, ME, now)

    await house.service.services.database.write(work)


def _brings_into(on: Connection, state: State, by: By) -> None:
    task = find_task(on, 1)
    assert task is not None
    who = by.person_id or 0
    progress = rules.marked(task.progress, state, None, who, by.now)
    progress = progress or rules.judged(task.progress, state, None, who, by.now)
    assert progress is not None
    assert change(on, task, progress, by)


async def test_afterwards_no_table_knows_the_person(house: House) -> None:
    me = await a_life_in_the_clinic(house)
    assert len(await traces(house)) > 30
    assert "Hapus semua data Anda?" in await me.says("/hapus_data")
    assert "sudah dihapus" in await me.taps("Ya, hapus data saya")
    in_flight = {("effects", "lane"), ("effects", "params")}
    assert await traces(house) - in_flight == set()
    house.clock.move(timedelta(days=house.settings.message_days + 1))
    await house.service.tick()
    assert await traces(house) == set()


async def test_what_belongs_to_the_unit_stays_and_the_coordinators_are_told(house: House) -> None:
    me = await a_life_in_the_clinic(house)
    await me.says("/hapus_data")
    await me.taps("Ya, hapus data saya")
    assert "PIC Disdik berhenti" in await house.person(ADMIN).reads()
    assert [row["author"] for row in await house.rows("SELECT author FROM notes")] == ["Koordinator"]
    assert len(await house.rows("SELECT id FROM tasks")) == 1
    database = house.service.services.database
    task = await database.read(lambda on: find_task(on, 1))
    assert task is not None
    assert task.progress == await database.read(lambda on: replayed(on, 1))
    assert len(await house.rows("SELECT id FROM evidence")) == 1
    states = {row["text"]: row["state"] for row in await house.rows("SELECT text, state FROM escalations")}
    assert states == {QUESTION: "withdrawn", "z": "open"}
    assert "Selamat datang" in await me.says("/start")
    assert "Bagian ini untuk koordinator" in await me.says("/unit")


async def test_a_tap_that_is_delivered_again_is_still_known(house: House) -> None:
    me = house.person(ME)
    await me.says("/hapus_data")
    await me.taps("Ya, hapus data saya")
    assert await house.rows("SELECT DISTINCT lane FROM inbox WHERE lane <> 9000") == [{"lane": 0}]
    assert len(await house.rows("SELECT * FROM inbox")) == 3


async def test_nothing_is_deleted_without_being_sure(house: House) -> None:
    me = house.person(ME)
    await me.says("/hapus_data")
    assert "Profil Anda" in await me.taps("Tidak")
    assert len(await house.rows("SELECT * FROM people")) == 2


async def test_whoever_only_looked_in_is_forgotten_in_time(house: House) -> None:
    await house.person(ME).says("/start")
    stays = house.person(8001)
    await stays.says("/berhenti")
    house.clock.move(timedelta(days=house.settings.question_days + 1))
    await house.service.tick()
    assert [row["person_id"] for row in await house.rows("SELECT person_id FROM people")] == [8001]


async def test_invitations_are_forgotten_ninety_days_after_their_end(house: House) -> None:
    admin = house.person(ADMIN)
    await admin.says("/unit")
    await admin.taps("✉️ Undangan dan yang belum bergabung")
    await admin.taps("✉️ Undang semua yang belum")
    house.clock.move(timedelta(days=14 + 89))
    await house.service.tick()
    assert len(await house.rows("SELECT id FROM invitations")) == 1
    house.clock.move(timedelta(days=2))
    await house.service.tick()
    assert await house.rows("SELECT id FROM invitations") == []
