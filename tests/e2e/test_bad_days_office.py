"""Bad days of an agency: what becomes of reminders, evidence and ticks when something around them fails."""

import asyncio
import sqlite3
from typing import Any, cast

import pytest

from bot.checklists.store import find_task, replayed
from bot.uploads.vault import Vault
from tests.e2e.test_files import announces, states
from tests.e2e.test_reminders import moves_to, reminders
from tests.e2e.test_tasks import kept
from tests.support.house import ADMIN, House
from tests.support.office import COORDINATOR, FOCAL, HEAD, OTHER_FOCAL, Office, open_office

MORNING = "2026-12-01T08:31"
"""H-14 of the round that is due on Tuesday 15 December."""
PEOPLE = (FOCAL, OTHER_FOCAL, HEAD, COORDINATOR, ADMIN)


@pytest.fixture
async def office(house: House) -> Office:
    for person in PEOPLE:
        await house.person(person).says("/start")
    return await open_office(house)


async def counts(house: House) -> list[int]:
    """Return how many reminders the two focal persons got."""
    return [len(await reminders(house, person)) for person in (FOCAL, OTHER_FOCAL)]


async def ledger(house: House) -> list[tuple[str, str]]:
    rows = await house.rows("SELECT rung, outcome FROM reminder_ledger WHERE outcome IN ('sent', 'late') ORDER BY rung")
    return [(row["rung"], row["outcome"]) for row in rows]


async def runs(house: House, moment: str = MORNING) -> None:
    """Let a run of reminders begin, without waiting for what becomes of it."""
    await house.post("clock", to=f"{moment}+07:00")


async def queued(house: House) -> dict[int, str]:
    rows = await house.rows("SELECT chat_id, state FROM outbox WHERE kind = 'reminder'")
    return {row["chat_id"]: row["state"] for row in rows}


async def all_sent(house: House) -> bool:
    return set((await queued(house)).values()) == {"sent"}


async def test_when_the_answer_is_lost_that_one_reminder_comes_twice(house: House, office: Office) -> None:
    """Telegram has sent it and nobody knows: better twice than never, for this person alone; the ledger has it once."""
    await house.post("fault", method="sendMessage", kind="lost_answer", chat_id=FOCAL)
    await moves_to(house, MORNING)
    assert await counts(house) == [2, 1]
    assert await ledger(house) == [("H-14", "sent")] * 2
    assert await all_sent(house)


async def test_cut_connections_delay_reminders_and_repeat_none(house: House, office: Office) -> None:
    """Nothing reaches Telegram three times in a row: the run goes on one message at a time, and all come once."""
    await house.post("fault", method="sendMessage", kind="reset", times=3)
    began = house.clock.monotonic()
    await moves_to(house, MORNING)
    assert house.clock.monotonic() - began >= 1 + 2 + 4
    assert await counts(house) == [1, 1]
    assert await all_sent(house)


async def test_a_slow_answer_holds_nobody_else_up(house: House, office: Office) -> None:
    """Telegram takes 20 s for one reminder: the other has long come, and neither comes twice."""
    await moves_to(house, "2026-11-30T08:31")  # the weekly digest: by now the service knows that Telegram is there
    await house.post("fault", method="sendMessage", kind="delay", seconds=20, chat_id=FOCAL)
    await runs(house)

    async def one_has_come() -> bool:
        return await counts(house) == [0, 1]

    await house.until(one_has_come, step=0.5)
    assert "Jadwal tenggat" in await answer_to(house, HEAD, "/jadwal")
    await house.until(lambda: all_sent(house), step=1)
    await house.idle()
    assert await counts(house) == [1, 1]


async def answer_to(house: House, person_id: int, words: str) -> str:
    """Return what is answered while something else is still in flight."""
    person = house.person(person_id)
    before = len(await person.from_bot())
    await house.post("message", user_id=person_id, text=words)

    async def answered() -> bool:
        return len(await person.from_bot()) > before

    await house.until(answered, step=0)
    return await person.reads()


async def test_a_flood_wait_is_obeyed_and_who_finished_meanwhile_is_left_alone(house: House, office: Office) -> None:
    """429 with ten minutes for two chats in a row means all: nothing goes out to many until then, questions are
    answered, who finishes in the meantime is not reminded, and everybody else is, once."""
    await house.post("fault", method="sendMessage", code=429, retry_after=600, contains="Pengingat", times=2)
    await runs(house)

    async def refused() -> bool:
        calls = [call for call in await house.calls("sendMessage") if "error" in call]
        return len(calls) == 2

    began = house.clock.monotonic()
    await house.until(refused, step=0.5)
    assert "Jadwal tenggat" in await answer_to(house, HEAD, "/jadwal")
    house.clock.advance(590)
    await house.post("clock", advance=0)
    assert await counts(house) == [0, 0]
    finish = f"UPDATE tasks SET state = 'done' WHERE unit_id = {office.disdik}"
    await house.execute(finish)

    async def over() -> bool:
        return set((await queued(house)).values()) == {"sent", "withdrawn"}

    await house.until(over, step=5)
    assert house.clock.monotonic() - began >= 600
    assert await counts(house) == [0, 1]
    assert (await queued(house))[FOCAL] == "withdrawn"


async def test_a_full_disk_keeps_the_file_with_telegram_until_there_is_room(
    house: House, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk of the vault is full: the admins are told once, the evidence is noted and waits, ticking off goes on,
    and what was sent is kept as soon as there is room, without being sent again."""
    person = house.person(FOCAL)
    await person.says("/tugas")
    await person.taps("⬜ 4. Unggah laporan")
    await person.taps("📎 Tambah eviden")
    with monkeypatch.context() as patched:
        patched.setattr(Vault, "keep", full_disk)
        await announces(house, b"skm")
        await house.idle()
        assert await states(house) == ["wanted"]
        await person.says("cukup")
        assert "Selesai · tenggat" in await person.taps("✅ Selesai")
        await house.post("clock", advance=200)
        await house.idle()
        assert await states(house) == ["wanted"]
        alerts = [one for one in await house.person(ADMIN).from_bot() if "No space left on device" in one["html"]]
        assert len(alerts) == 1
    await house.post("clock", advance=200)
    await house.idle()
    assert await states(house) == ["stored"]
    assert kept(house) == [b"skm"]
    assert "Tersimpan untuk butir 4" in "".join(message["html"] for message in await person.from_bot())


def full_disk(*_: object) -> str:
    raise OSError(28, "No space left on device")


async def test_a_locked_database_delays_a_tick_and_applies_it_once(house: House, office: Office) -> None:
    """Every write fails for a while: the tap's button stops turning, nobody is told of a fault, and once the database
    is free the task is ticked off once, with one line in the log."""
    person, task = house.person(FOCAL), office.tasks[3]
    await person.says("/tugas")
    await person.taps("⬜ 4. Unggah laporan")
    release = lock(house)
    await house.post("callback", user_id=FOCAL, chat_id=FOCAL, label="✅ Selesai")

    async def answered() -> bool:
        return len(await house.calls("answerCallbackQuery")) >= 2

    await house.until(answered, step=1)
    assert "Belum · tenggat" in await person.reads()
    release()

    async def ticked() -> bool:
        return "Selesai · tenggat" in await person.reads()

    await house.until(ticked, step=5)
    await house.idle()
    ended, by_the_log = await house.service.services.database.read(
        lambda on: (find_task(on, task.id), replayed(on, task.id))
    )
    assert ended is not None
    assert (ended.version, ended.progress) == (1, by_the_log)
    assert not any("gangguan" in message["html"] for message in await person.from_bot())
    assert {row["state"] for row in await house.rows("SELECT state FROM inbox")} == {"applied"}


def lock(house: House) -> Any:
    """Let every turn's commit fail as on a locked database; return what ends that."""
    database = cast(Any, house.service.services.database)
    write = database.write

    async def locked(work: Any) -> Any:
        if "_apply" in work.__qualname__:
            raise sqlite3.OperationalError("database is locked")
        return await write(work)

    database.write = locked
    return lambda: setattr(database, "write", write)


async def test_a_locked_database_delays_a_run_of_reminders(house: House, office: Office) -> None:
    """What is due is noted and queued in one transaction: it waits until it can be, and everybody is told once."""
    database = cast(Any, house.service.services.database)
    write, failures = database.write, iter(range(3))

    async def locked_at_first(work: Any) -> Any:
        if "Reminding" in work.__qualname__ and next(failures, None) is not None:
            raise sqlite3.OperationalError("database is locked")
        return await write(work)

    database.write = locked_at_first
    moved = house.clock.monotonic()
    running = asyncio.create_task(runs(house))

    async def told() -> bool:
        return await counts(house) == [1, 1]

    await house.until(told, step=1)
    await running
    assert house.clock.monotonic() - moved >= 15
    assert await ledger(house) == [("H-14", "sent")] * 2


async def test_a_clock_that_jumps_a_month_ahead_says_each_thing_once_and_that_it_is_late(
    house: House, office: Office
) -> None:
    """From 23 November to 23 December in one step: no reminder from before the deadline goes out any more, the latest
    of each kind after it does, once, saying that it is late; the rest is entered as skipped."""
    await moves_to(house, "2026-12-23T09:00")
    [focal], [head] = await reminders(house, FOCAL), await reminders(house, HEAD)
    assert "lewat 8 hari" in focal
    assert "terlambat" in focal
    assert "kepala unit" in head
    late = ("H+1", "H+1", "H+3 koordinator", "H+3 koordinator", "H+7 kepala")  # of Dinkes nobody is the head
    assert await ledger(house) == [(rung, "late") for rung in late]
    skipped = {row["rung"]: row["outcome"] for row in await house.rows("SELECT rung, outcome FROM reminder_ledger")}
    assert [skipped[rung] for rung in ("H-14", "H-7", "H-3", "H-1", "H")] == ["passed"] * 5
    assert len([text for text in await reminders(house, COORDINATOR) if "Disdik" in text and "Dinkes" in text]) == 1


async def test_a_clock_set_back_an_hour_repeats_nothing(house: House, office: Office) -> None:
    """The morning comes twice: whoever was reminded is not reminded again, and the service answers as ever."""
    await moves_to(house, MORNING)
    await moves_to(house, "2026-12-01T07:31")
    assert "Jadwal tenggat" in await house.person(FOCAL).says("/jadwal")
    await moves_to(house, MORNING)
    await moves_to(house, "2026-12-01T09:31")
    assert await counts(house) == [1, 1]


async def test_a_clock_set_back_while_reminders_wait_sends_them_an_hour_later(house: House, office: Office) -> None:
    """What was queued for now lies an hour ahead: it goes out when that hour has passed, once."""
    await house.post("fault", method="sendMessage", kind="reset", contains="Pengingat", times=0)
    await runs(house)
    await house.until(lambda: waits(house), step=0.5)
    await runs(house, "2026-12-01T07:31")
    await house.http.delete(f"{house.simulator.url}/sim/fault")
    house.clock.advance(120)
    assert await counts(house) == [0, 0]
    house.clock.advance(3600)
    await runs(house, "2026-12-01T08:40")
    await house.until(lambda: all_sent(house), step=5)
    await house.idle()
    assert await counts(house) == [1, 1]


async def waits(house: House) -> bool:
    return set((await queued(house)).values()) == {"waiting"}
