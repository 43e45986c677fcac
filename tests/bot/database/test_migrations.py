"""The schema grows step by step, and only forwards."""

from pathlib import Path

import pytest

from bot.database import Connection, Database
from bot.database.backup import upgrade_safely
from bot.database.migrations import Migration, columns_at, known_migrations, tables_of, upgrade, version_of
from bot.errors import DatabaseError
from tests.support.clock import ManualClock


def know(monkeypatch: pytest.MonkeyPatch, *coming: Migration) -> None:
    known = [*known_migrations(), *coming]
    for module in ("bot.database.migrations", "bot.database.backup"):
        monkeypatch.setattr(f"{module}.known_migrations", lambda: known)


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [migration.version for migration in known_migrations()] == list(range(1, len(known_migrations()) + 1))


async def test_upgrading_twice_changes_nothing(database: Database, clock: ManualClock) -> None:
    assert await version_of(database) == known_migrations()[-1].version
    assert await upgrade(database, clock.now()) == []


async def test_the_tables_of_a_version_are_known_without_a_database(database: Database) -> None:
    tables = await database.read(lambda on: tables_of(on, database.engine))
    columns = columns_at(known_migrations()[-1].version)
    assert sorted([*columns, "schema_migrations"]) == tables
    assert columns["service"] == {"name", "value"}
    assert columns_at(0) == {}


async def test_a_newer_database_is_left_alone(database: Database, clock: ManualClock) -> None:
    await database.write(lambda on: on.execute("INSERT INTO schema_migrations VALUES (999, 'x', 0)"))
    with pytest.raises(DatabaseError, match="lebih baru"):
        await upgrade(database, clock.now())


async def test_an_upgrade_that_fails_changes_nothing(
    database: Database, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = await version_of(database)
    know(monkeypatch, Migration(998, "fine", "CREATE TABLE fine (id ${identity})"), Migration(999, "bad", "CREATE x"))
    with pytest.raises(Exception, match="syntax"):
        await upgrade(database, clock.now())
    assert await version_of(database) == version
    assert "fine" not in await database.read(lambda on: tables_of(on, database.engine))


def start(on: Connection) -> None:
    on.execute("INSERT INTO service (name, value) VALUES ('kind', 'live')")


async def test_an_upgrade_saves_what_is_there_first(
    database: Database, tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await database.write(start)
    assert await upgrade_safely(database, clock.now(), tmp_path) is None
    know(monkeypatch, Migration(999, "coming", "CREATE TABLE coming (id ${identity})"))
    saved = await upgrade_safely(database, clock.now(), tmp_path)
    assert saved is not None
    assert saved.exists()
    assert await version_of(database) == 999
