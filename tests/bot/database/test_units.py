"""Units of work: whole or not at all, each by itself, on both engines."""

import asyncio
import threading
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.database import Connection, Database, open_database
from bot.database.connection import _psycopg_style
from bot.errors import DatabaseError, DatabaseInUse


def put(on: Connection, name: str, value: str) -> None:
    on.execute("INSERT INTO service (name, value) VALUES (:name, :value)", name=name, value=value)


def names(on: Connection) -> list[str]:
    return sorted(row["name"] for row in on.all("SELECT name FROM service"))


async def test_a_unit_returns_what_its_function_returns(database: Database) -> None:
    await database.write(lambda on: put(on, "a", "1"))
    assert await database.read(names) == ["a"]


async def test_a_failing_unit_is_rolled_back_alone(database: Database) -> None:
    def half_done(on: Connection) -> None:
        put(on, "half", "1")
        raise ValueError("half")

    before, failing, after = await asyncio.gather(
        database.write(lambda on: put(on, "before", "1")),
        database.write(half_done),
        database.write(lambda on: put(on, "after", "1")),
        return_exceptions=True,
    )
    assert (before, after) == (None, None)
    assert isinstance(failing, ValueError)
    assert await database.read(names) == ["after", "before"]


async def test_a_unit_whose_statement_fails_does_not_spoil_its_group(database: Database) -> None:
    await database.write(lambda on: put(on, "taken", "1"))
    results = await asyncio.gather(
        database.write(lambda on: put(on, "taken", "2")),
        database.write(lambda on: put(on, "free", "1")),
        return_exceptions=True,
    )
    assert isinstance(results[0], Exception)
    assert await database.read(names) == ["free", "taken"]


async def test_read_modify_write_loses_no_update(database: Database) -> None:
    await database.write(lambda on: put(on, "count", "0"))

    def increment(on: Connection) -> None:
        row = on.one("SELECT value FROM service WHERE name = 'count'")
        assert row is not None
        on.execute("UPDATE service SET value = :value WHERE name = 'count'", value=str(int(row["value"]) + 1))

    await asyncio.gather(*(database.write(increment) for _ in range(250)))
    row = await database.read(lambda on: on.one("SELECT value FROM service WHERE name = 'count'"))
    assert row is not None
    assert row["value"] == "250"


async def test_reading_cannot_write(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)read.?only"):
        await database.read(lambda on: put(on, "a", "1"))
    assert await database.read(names) == []


async def test_long_reads_do_not_keep_the_writer_waiting(database: Database) -> None:
    over = threading.Event()
    reads = [asyncio.create_task(database.read(lambda on: over.wait(60))) for _ in range(5)]
    try:
        async with asyncio.timeout(20):
            await database.write(lambda on: put(on, "a", "1"))
    finally:
        over.set()
    assert all(await asyncio.gather(*reads))
    assert await database.read(names) == ["a"]


async def test_a_cancelled_caller_does_not_stop_the_writer(database: Database) -> None:
    task = asyncio.create_task(database.write(lambda on: put(on, "first", "1")))
    await asyncio.sleep(0)
    task.cancel()
    await database.write(lambda on: put(on, "second", "1"))
    assert "second" in await database.read(names)


def keep(number: int) -> Callable[[Connection], int]:
    return lambda on: on.execute("INSERT INTO kept VALUES (:number)", number=number)


async def test_what_was_handed_over_is_committed_before_closing(database_url: str) -> None:
    database = await open_database(database_url)
    await database.write(lambda on: on.execute("CREATE TABLE kept (n INTEGER)"))
    writes = [asyncio.create_task(database.write(keep(number))) for number in range(30)]
    await asyncio.sleep(0)
    await database.close()
    await asyncio.gather(*writes)
    again = await open_database(database_url)
    row = await again.read(lambda on: on.one("SELECT count(*) AS n FROM kept"))
    await again.close()
    assert row is not None
    assert row["n"] == 30


async def test_one_process_a_database(database: Database, database_url: str) -> None:
    with pytest.raises(DatabaseInUse, match="sedang dipakai"):
        await open_database(database_url)
    assert await database.read(names) == []


async def test_an_address_that_means_nothing_is_refused_by_name() -> None:
    with pytest.raises(DatabaseError, match="DATABASE_URL"):
        await open_database("mysql://x")


async def test_a_password_is_never_in_the_error() -> None:
    with pytest.raises(DatabaseError) as caught:
        await open_database("postgresql://klinik:rahasia@127.0.0.1:1/klinik?connect_timeout=1")
    assert "rahasia" not in str(caught.value)


@given(name=st.from_regex(r"[a-z_]{1,12}", fullmatch=True))
def test_named_values_become_psycopgs(name: str) -> None:
    assert _psycopg_style(f"SELECT :{name}, '%'") == f"SELECT %({name})s, '%%'".encode()
