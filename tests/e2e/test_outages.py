"""A database out of reach: nothing is lost, nobody is told a fault that is none."""

import sqlite3
from contextlib import suppress
from typing import Any, cast

import pytest

from bot import effects
from bot.outage import is_outage
from bot.turn import Effect
from bot.view import View
from tests.support.house import ADMIN, House

QUESTION = "brp nilai minimal wbk"


class Outage:
    """Makes every write fail, as on a full disk, until it is over."""

    def __init__(self, house: House) -> None:
        self._database = cast(Any, house.service.services.database)
        self._write = self._database.write
        self.failed = 0
        self._database.write = self._fail

    async def _fail(self, _: Any) -> Any:
        self.failed += 1
        raise sqlite3.OperationalError("database or disk is full")

    def end(self) -> None:
        self._database.write = self._write


async def test_what_arrives_while_the_disk_is_full_is_answered_when_there_is_room(house: House) -> None:
    outage = Outage(house)
    await house.post("message", user_id=1001, text=QUESTION)

    async def tried() -> bool:
        return outage.failed > 2

    await house.until(tried, step=5)
    assert await house.person().from_bot() == []
    outage.end()
    await house.until(house.person().from_bot, step=5)
    await house.idle()
    assert "75" in await house.person().reads()
    assert [row["state"] for row in await house.rows("SELECT state FROM inbox")] == ["applied"]


async def test_the_admins_are_told_once_an_hour_that_the_disk_is_full_and_when_it_is_over(house: House) -> None:
    admin = house.person(ADMIN)
    await admin.says("/mulai")
    outage = Outage(house)

    async def told_after(seconds: float) -> list[str]:
        house.clock.advance(seconds)
        with suppress(sqlite3.OperationalError):
            await house.service.tick()
        return [message["html"] for message in (await admin.from_bot())[1:]]

    assert ["disk penuh" in text for text in await told_after(60)] == [True]
    assert len(await told_after(60)) == 1
    assert len(await told_after(3600)) == 2
    outage.end()
    assert "dapat ditulis lagi setelah 62 menit" in (await told_after(60))[-1]
    assert len(await told_after(60)) == 3


async def test_an_outage_in_the_middle_of_a_turn_is_no_failed_attempt(house: House) -> None:
    asn = house.person()
    await asn.says("/mulai")
    database: Any = house.service.services.database
    write, failures = database.write, iter(range(4))

    async def fail_at_first(work: Any) -> Any:
        if "_apply" in work.__qualname__ and next(failures, None) is not None:
            raise sqlite3.OperationalError("database is locked")
        return await write(work)

    database.write = fail_at_first
    await house.post("message", user_id=1001, text=QUESTION)

    async def both() -> bool:
        return len(await asn.from_bot()) == 2

    await house.until(both, step=5)
    assert [row["attempts"] for row in await house.rows("SELECT attempts FROM inbox ORDER BY update_id")] == [0, 0]


def lose_the_word_of(house: House, part: str) -> None:
    """Let the next commit of that part take place, and its acknowledgement be lost."""
    database = cast(Any, house.service.services.database)
    write = database.write

    async def commit_and_fail(work: Any) -> Any:
        result = await write(work)
        if part in work.__qualname__:
            database.write = write
            raise sqlite3.OperationalError("disk I/O error")
        return result

    database.write = commit_and_fail


@pytest.mark.parametrize("part", ["receive", "_apply"])
async def test_a_commit_that_only_seemed_lost_loses_nothing_and_says_nothing_twice(house: House, part: str) -> None:
    lose_the_word_of(house, part)
    await house.post("message", user_id=1001, text=QUESTION)
    await house.until(house.person().from_bot)
    await house.idle()
    assert len(await house.person().from_bot()) == 1
    assert [row["state"] for row in await house.rows("SELECT state FROM inbox")] == ["applied"]
    assert len(await house.rows("SELECT id FROM questions")) == 1


async def test_what_was_dropped_by_a_fault_is_resumed_while_the_service_runs(house: House) -> None:
    await house.person().says("/mulai")
    database, now = house.service.services.database, house.clock.now()
    left = Effect(1001, "sendMessage", {"chat_id": 1001, **View("tertinggal").params()})
    await database.write(lambda on: effects.keep(on, 4242, None, [left], now))
    await house.service.tick()
    await house.idle()
    assert await house.person().reads() != "tertinggal"
    house.clock.advance(180)
    await house.service.tick()
    await house.idle()
    assert await house.person().reads() == "tertinggal"


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (sqlite3.OperationalError("database or disk is full"), True),
        (sqlite3.OperationalError("database is locked"), True),
        (sqlite3.OperationalError("no such table: inbox"), False),
        (sqlite3.IntegrityError("UNIQUE constraint failed"), False),
        (ValueError("x"), False),
    ],
)
def test_an_outage_is_told_from_a_fault(error: Exception, outage: bool) -> None:
    assert is_outage(error) is outage


def test_a_lost_postgresql_is_an_outage() -> None:
    import psycopg

    assert is_outage(psycopg.OperationalError("server closed the connection unexpectedly"))
    assert not is_outage(psycopg.errors.UndefinedTable("relation does not exist"))
