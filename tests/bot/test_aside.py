"""Files made in a process of their own: what they are made from, and how it fails."""

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.aside import About, AsideError, Ground, made_aside
from bot.database import Connection, Database

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def count_units(on: Connection, ground: Ground, about: About) -> bytes:
    row = on.one("SELECT count(*) AS many FROM units WHERE code = :code", code=about["code"])
    return f"{row and row['many']} {os.getpid()}".encode()


def write_something(on: Connection, _: Ground, __: About) -> bytes:
    on.execute("DELETE FROM units")
    return b""


def end_suddenly(_: Connection, __: Ground, ___: About) -> bytes:
    os._exit(3)


def wait_for_ever(_: Connection, ground: Ground, __: About) -> bytes:
    (ground.files / "pid").write_text(str(os.getpid()))
    while True:
        pass


@pytest.fixture
def ground(database: Database, database_url: str, tmp_path: Path) -> Ground:
    return Ground(database_url, tmp_path, "", NOW)


async def test_it_reads_the_database_in_another_process(ground: Ground, database: Database) -> None:
    insert = "INSERT INTO units (code, name, short_name, kind, created_at) VALUES ('a', 'A', 'A', 'opd', 0)"
    await database.write(lambda on: on.execute(insert))
    many, pid = (await made_aside(count_units, ground, {"code": "a"})).decode().split()
    assert many == "1"
    assert int(pid) != os.getpid()


async def test_it_cannot_write(ground: Ground) -> None:
    with pytest.raises(AsideError, match=r"readonly|read-only"):
        await made_aside(write_something, ground, {})


async def test_a_process_that_ends_suddenly_is_noticed(ground: Ground) -> None:
    with pytest.raises(AsideError, match="ended"):
        await made_aside(end_suddenly, ground, {})


async def test_cancelled_it_ends_the_process(ground: Ground) -> None:
    os.mkfifo(ground.files / "pid")
    making = asyncio.create_task(made_aside(wait_for_ever, ground, {}))
    pid = int(await asyncio.to_thread((ground.files / "pid").read_text))  # a pipe: it waits for the writer
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
