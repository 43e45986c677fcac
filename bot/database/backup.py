"""Backups: everything in one portable file.

The same file restores to SQLite and to PostgreSQL, so it is also the way from one to the other.
"""

import zipfile
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from bot.database.archive import checked_version, rows_of, write_archive
from bot.database.connection import Connection
from bot.database.migrations import (
    LEDGER,
    apply_missing,
    columns_at,
    known_migrations,
    refuse_newer,
    tables_of,
    upgrade,
    version_in,
    version_of,
)
from bot.database.opening import Database
from bot.errors import DatabaseError

BATCH = 1000
BACKUPS = Path("var/cadangan")


async def backup(database: Database, file: Path, now: datetime) -> int:
    """Write everything to `file` from one snapshot and return the number of rows.

    The file appears under its name only when it is complete. Raises DatabaseError when there is nothing to save,
    the database is newer than the program, or the file cannot be written.
    """
    part = file.parent / f"{file.name}.part"
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        rows = await database.read(lambda on: _save(on, database.engine, part, now))
        part.replace(file)
    except OSError as error:
        raise DatabaseError(f"Cadangan {file} tidak dapat ditulis: {error.strerror}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return rows


def _save(on: Connection, engine: str, part: Path, now: datetime) -> int:
    version = version_in(on, engine)
    if version == 0:
        raise DatabaseError("Basis data ini belum berisi apa-apa, tidak ada yang dicadangkan. Periksa DATABASE_URL.")
    refuse_newer("Basis data ini", version)
    return write_archive(on, part, version, now.isoformat())


async def restore(database: Database, file: Path, now: datetime) -> int:
    """Fill an empty database from a backup, in one transaction, and return the number of rows.

    Empty is a database of which no table holds a row. Raises DatabaseError, with nothing changed, when it is not
    empty, or the file is damaged, no backup, or one of a newer program.
    """
    version = checked_version(file)
    try:
        return await database.write(lambda on: _fill(on, database.engine, file, version, now))
    except DatabaseError:
        raise
    except Exception as error:
        reason = str(error).partition("\n")[0]
        raise DatabaseError(f"{file} tidak dapat dipulihkan, basis data tujuan tidak diubah: {reason}") from error


def _fill(on: Connection, engine: str, file: Path, version: int, now: datetime) -> int:
    _refuse_filled(on, engine)
    if (there := version_in(on, engine)) > version:
        raise DatabaseError(
            f"Basis data tujuan sudah versi {there}, cadangan ini versi {version}. Pulihkan ke basis data baru."
        )
    apply_missing(on, engine, now, upto=version)
    rows = _insert_all(on, engine, file, version)
    apply_missing(on, engine, now)
    return rows


def _refuse_filled(on: Connection, engine: str) -> None:
    tables = [table for table in tables_of(on, engine) if table != LEDGER]
    if any(on.one(f'SELECT 1 FROM "{table}" LIMIT 1') for table in tables):  # noqa: S608 - names from the catalogue
        raise DatabaseError(
            "Basis data tujuan tidak kosong. Pulihkan ke basis data baru, lalu arahkan DATABASE_URL ke sana."
        )


def _insert_all(on: Connection, engine: str, file: Path, version: int) -> int:
    total = 0
    with zipfile.ZipFile(file) as archive:
        for table in columns_at(version):
            rows = rows_of(archive, table)
            while batch := list(islice(rows, BATCH)):
                total += _insert(on, table, batch)
            if engine == "postgresql":
                _continue_identity(on, table)
    return total


def _insert(on: Connection, table: str, rows: list[dict[str, Any]]) -> int:
    names = ", ".join(rows[0])
    values = ", ".join(f":{name}" for name in rows[0])
    on.many(f"INSERT INTO {table} ({names}) VALUES ({values})", rows)  # noqa: S608 - our own names
    return len(rows)


def _continue_identity(on: Connection, table: str) -> None:
    # Restored rows bring their ids along; the next new row must not ask for one of them.
    sequence = on.one(
        "SELECT pg_get_serial_sequence(:table, column_name) AS name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = :table AND is_identity = 'YES'",
        table=table,
    )
    if sequence:
        on.one(
            f"SELECT setval(:sequence, max(id)) FROM {table} HAVING max(id) IS NOT NULL",  # noqa: S608 - our own names
            sequence=sequence["name"],
        )


async def upgrade_safely(database: Database, now: datetime, backups: Path = BACKUPS) -> Path | None:
    """Bring the schema up to date; what is there already is first saved to a file, which is returned."""
    version = await version_of(database)
    saved = None
    if 0 < version < known_migrations()[-1].version:
        saved = backups / f"sebelum-versi-{version + 1}-{now:%Y%m%d-%H%M%S}.zip"
        await backup(database, saved, now)
    await upgrade(database, now)
    return saved
