"""SQLite behind `write` and `read`."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

import aiosqlite
from filelock import FileLock, Timeout

from bot.database.connection import SQLiteConnection
from bot.database.units import Work, Writer, commit_group
from bot.errors import DatabaseError, DatabaseInUse

T = TypeVar("T")

READERS = 2
"""Readers beside the writer: a long export must not keep a question waiting."""


class UnitConnection(aiosqlite.Connection):
    """An aiosqlite connection that runs a whole function on its thread, not one statement at a time."""

    async def run(self, work: Callable[[SQLiteConnection], T]) -> T:
        """Run `work` on the connection's own thread and return its result."""
        result = await self._execute(lambda: work(SQLiteConnection(self._conn)))  # type: ignore[no-untyped-call]
        return cast(T, result)


class SQLiteDatabase:
    """A database in one file, written by one process."""

    engine = "sqlite"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(f"{path}.lock", blocking=False)
        self._free: asyncio.Queue[UnitConnection] = asyncio.Queue()
        self._connections: list[UnitConnection] = []
        self._writer = Writer(self._commit)

    async def open(self, *, alone: bool = True) -> None:
        """Take the file, for this process alone unless it only reads. Raises DatabaseInUse or DatabaseError."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if alone:
                self._lock.acquire()
            await self._connect()
        except Timeout:
            raise DatabaseInUse(
                f"Basis data {self._path} sedang dipakai proses Klinik RB lain. Hentikan proses itu dahulu."
            ) from None
        except (OSError, sqlite3.Error) as error:
            await self.close()
            raise DatabaseError(f"Basis data {self._path} tidak dapat dibuka: {error}") from error

    async def _connect(self) -> None:
        self._writing = await self._connection("PRAGMA foreign_keys = ON")
        for _ in range(READERS):
            self._free.put_nowait(await self._connection("PRAGMA query_only = ON"))

    async def _connection(self, pragma: str) -> UnitConnection:
        connection = UnitConnection(lambda: _connect(self._path), iter_chunk_size=64)
        await connection
        self._connections.append(connection)
        await connection.run(lambda on: on.execute(pragma))
        return connection

    async def _commit(self, works: Sequence[Work[Any]]) -> list[Any]:
        # IMMEDIATE: a deferred transaction that reads before it writes can lose an update, or fail half-way.
        return await self._writing.run(lambda on: commit_group(on, works, "BEGIN IMMEDIATE"))

    async def write(self, work: Work[T]) -> T:
        """Run `work` in a transaction, committed durably together with others that wait."""
        return await self._writer.write(work)

    async def read(self, work: Work[T]) -> T:
        """Run `work` on one unchanging snapshot; a write in it is an error."""
        connection = await self._free.get()
        try:
            return await connection.run(lambda on: _snapshot(on, work))
        finally:
            self._free.put_nowait(connection)

    async def close(self) -> None:
        """Finish what was handed over, then let go of the file."""
        await self._writer.finish()
        for connection in self._connections:
            await connection.close()
        self._connections.clear()
        self._lock.release()


def _connect(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path, isolation_level=None, timeout=10)
    raw.row_factory = sqlite3.Row
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    return raw


def _snapshot(connection: SQLiteConnection, work: Work[T]) -> T:
    connection.execute("BEGIN")
    try:
        return work(connection)
    finally:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
