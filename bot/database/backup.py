"""Backups: one portable file, a ZIP with a manifest and one JSON-lines member a table.

The same file restores to SQLite and to PostgreSQL, so it is also the way from one to the other.
"""

import json
import zipfile
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from bot.database.connection import Connection
from bot.database.migrations import known_migrations, tables_of, upgrade, version_of
from bot.database.opening import Database
from bot.errors import DatabaseError

FORMAT = 1
BATCH = 1000
BACKUPS = Path("var/cadangan")


async def backup(database: Database, file: Path, now: datetime) -> int:
    """Write everything to `file` from one snapshot and return the number of rows.

    The file appears under its name only when it is complete.
    """
    version = await version_of(database)
    part = file.with_name(file.name + ".part")
    part.parent.mkdir(parents=True, exist_ok=True)
    manifest = {"format": FORMAT, "version": version, "written": now.isoformat()}
    rows = await database.read(lambda on: _write_archive(on, database.engine, part, manifest))
    part.replace(file)
    return rows


async def restore(database: Database, file: Path, now: datetime) -> int:
    """Fill an empty database from a backup and return the number of rows.

    Raises DatabaseError when the database already holds something, or the file is no backup.
    """
    if await version_of(database) > 0:
        raise DatabaseError(
            "Basis data tujuan tidak kosong. Pulihkan ke basis data baru, lalu arahkan DATABASE_URL ke sana."
        )
    manifest = _manifest(file)
    await upgrade(database, now, upto=manifest["version"])
    rows = await database.write(lambda on: _read_archive(on, database.engine, file))
    await upgrade(database, now)
    return rows


async def upgrade_safely(database: Database, now: datetime, backups: Path = BACKUPS) -> Path | None:
    """Bring the schema up to date; what is there already is first saved to a file, which is returned."""
    version = await version_of(database)
    saved = None
    if 0 < version < known_migrations()[-1].version:
        saved = backups / f"sebelum-versi-{version + 1}-{now:%Y%m%d-%H%M%S}.zip"
        await backup(database, saved, now)
    await upgrade(database, now)
    return saved


def _manifest(file: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(file) as archive:
            manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        raise DatabaseError(f"{file} bukan berkas cadangan Klinik RB, atau rusak.") from None
    if manifest.get("format") != FORMAT:
        raise DatabaseError(f"{file} memakai bentuk cadangan yang belum dikenal versi ini.")
    return manifest


def _write_archive(on: Connection, engine: str, file: Path, manifest: dict[str, Any]) -> int:
    total = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        for table in _tables(on, engine):
            with archive.open(f"{table}.jsonl", "w") as member:
                for row in on.each(f"SELECT * FROM {table}"):  # noqa: S608 - our own table names
                    member.write(json.dumps(dict(row), ensure_ascii=False).encode() + b"\n")
                    total += 1
    return total


def _tables(on: Connection, engine: str) -> list[str]:
    return [table for table in tables_of(on, engine) if table != "schema_migrations"]


def _read_archive(on: Connection, engine: str, file: Path) -> int:
    total = 0
    with zipfile.ZipFile(file) as archive:
        for table in _tables(on, engine):
            with archive.open(f"{table}.jsonl") as member:
                rows = (json.loads(line) for line in member)
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
            f"SELECT setval(:sequence, max(id)) FROM {table} HAVING max(id) IS NOT NULL",  # noqa: S608
            sequence=sequence["name"],
        )
