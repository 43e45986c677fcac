"""The backup file: a ZIP with a manifest and one JSON-lines member a table."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.database.connection import Connection, Row
from bot.database.migrations import columns_at, refuse_newer
from bot.errors import DatabaseError

FORMAT = 1
MANIFEST = "manifest.json"


def write_archive(on: Connection, file: Path, version: int, written: str) -> int:
    """Write the tables of the schema's version to a file for its owner alone and return the number of rows."""
    file.unlink(missing_ok=True)  # what an interrupted backup left may be open to others
    file.touch(mode=0o600)
    manifest = {"format": FORMAT, "version": version, "written": written}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest))
        rows = (
            _write_rows(archive, table, on.each(f"SELECT * FROM {table}"))  # noqa: S608 - our own table names
            for table in columns_at(version)
        )
        return sum(rows)


def _write_rows(archive: zipfile.ZipFile, table: str, rows: Iterable[Row]) -> int:
    count = 0
    with archive.open(_member(table), "w") as member:
        for row in rows:
            member.write(json.dumps(dict(row), ensure_ascii=False).encode() + b"\n")
            count += 1
    return count


def rows_of(archive: zipfile.ZipFile, table: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, one after the other."""
    with archive.open(_member(table)) as member:
        for line in member:
            yield json.loads(line)


def checked_version(file: Path) -> int:
    """Read the whole file, so that its faults show before any database is touched; return its schema's version.

    Raises DatabaseError when it is damaged, no backup, or holds other than the tables of its version.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            return _check(archive, file)
    except DatabaseError:
        raise
    except Exception:
        # zipfile, and whatever it unpacks with, raise a dozen kinds of errors on a damaged file.
        raise DatabaseError(f"{file} bukan berkas cadangan Klinik RB, atau rusak.") from None


def _check(archive: zipfile.ZipFile, file: Path) -> int:
    version = _version(json.loads(archive.read(MANIFEST)), file)
    tables = columns_at(version)
    if sorted(archive.namelist()) != sorted([MANIFEST, *map(_member, tables)]):
        raise DatabaseError(f"Tabel di dalam {file} tidak sama dengan tabel basis data versi {version}.")
    for table, columns in tables.items():
        if any(row.keys() != columns for row in rows_of(archive, table)):
            raise ValueError(table)
    return version


def _version(manifest: dict[str, Any], file: Path) -> int:
    if manifest["format"] != FORMAT:
        raise DatabaseError(f"{file} memakai bentuk cadangan yang belum dikenal versi ini.")
    version = manifest["version"]
    if type(version) is not int or version < 1:
        raise ValueError(version)
    refuse_newer(f"Cadangan {file}", version)
    return version


def _member(table: str) -> str:
    return f"{table}.jsonl"
