"""The schema grows step by step, and a backup restores to either engine."""

from pathlib import Path

import pytest

from bot.database import Connection, Database, open_database
from bot.database.backup import backup, restore, upgrade_safely
from bot.database.migrations import Migration, known_migrations, upgrade, version_of
from bot.errors import DatabaseError
from tests.support.clock import ManualClock
from tests.support.postgres import PostgresServer


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [migration.version for migration in known_migrations()] == list(range(1, len(known_migrations()) + 1))


async def test_upgrading_twice_changes_nothing(database: Database, clock: ManualClock) -> None:
    assert await version_of(database) == known_migrations()[-1].version
    assert await upgrade(database, clock.now()) == []


async def test_a_newer_database_is_left_alone(database: Database, clock: ManualClock) -> None:
    await database.write(lambda on: on.execute("INSERT INTO schema_migrations VALUES (999, 'x', 0)"))
    with pytest.raises(DatabaseError, match="lebih baru"):
        await upgrade(database, clock.now())


def fill(on: Connection) -> None:
    on.execute("INSERT INTO service (name, value) VALUES ('kind', 'live')")
    for number in range(3):
        on.execute(
            "INSERT INTO questions (chat_id, message_id, text, outcome, score, asked_at)"
            " VALUES (1, :number, 'apa itu \"RB\"? 🙏\n', 'answer', 0.5, 7)",
            number=number,
        )


def contents(on: Connection) -> list[dict[str, object]]:
    return [dict(row) for table in ("service", "questions") for row in on.all(f"SELECT * FROM {table} ORDER BY 1")]


async def test_a_backup_restores_to_the_other_engine(
    database: Database, tmp_path: Path, postgres: PostgresServer, clock: ManualClock
) -> None:
    await database.write(fill)
    assert await backup(database, tmp_path / "cadangan.zip", clock.now()) == 4
    sqlite = f"sqlite:///{tmp_path / 'lain.db'}"
    other = await open_database(postgres.new_database() if database.engine == "sqlite" else sqlite)
    assert await restore(other, tmp_path / "cadangan.zip", clock.now()) == 4
    assert await other.read(contents) == await database.read(contents)
    await other.write(fill_one_more)
    await other.close()


def fill_one_more(on: Connection) -> None:
    on.execute("INSERT INTO questions (chat_id, message_id, text, outcome, asked_at) VALUES (1, 9, 'x', 'unknown', 8)")


async def test_restoring_never_overwrites(database: Database, tmp_path: Path, clock: ManualClock) -> None:
    await backup(database, tmp_path / "cadangan.zip", clock.now())
    with pytest.raises(DatabaseError, match="tidak kosong"):
        await restore(database, tmp_path / "cadangan.zip", clock.now())


async def test_what_is_no_backup_is_refused(database_url: str, tmp_path: Path, clock: ManualClock) -> None:
    (tmp_path / "bukan.zip").write_bytes(b"halo")
    database = await open_database(database_url)
    with pytest.raises(DatabaseError, match="bukan berkas cadangan"):
        await restore(database, tmp_path / "bukan.zip", clock.now())
    await database.close()


async def test_a_backup_can_be_made_while_the_service_runs(
    database: Database, database_url: str, tmp_path: Path, clock: ManualClock
) -> None:
    await database.write(fill)
    beside = await open_database(database_url, alone=False)
    assert await backup(beside, tmp_path / "cadangan.zip", clock.now()) == 4
    await beside.close()


async def test_an_upgrade_saves_what_is_there_first(
    database: Database, tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await database.write(fill)
    assert await upgrade_safely(database, clock.now(), tmp_path) is None
    known = [*known_migrations(), Migration(999, "coming", "CREATE TABLE coming (id ${identity})")]
    for module in ("bot.database.migrations", "bot.database.backup"):
        monkeypatch.setattr(f"{module}.known_migrations", lambda: known)
    saved = await upgrade_safely(database, clock.now(), tmp_path)
    assert saved is not None
    assert saved.exists()
    assert await version_of(database) == 999
