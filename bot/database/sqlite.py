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

OWNER = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")
READER = ("schema_version", "query_only = ON")
"""What a connection begins with. A reader changes nothing in the file, but looks whether it is a database."""


class UnitConnection(aiosqlite.Connection):
    """An aiosqlite connection that runs a whole function on its thread, not one statement at a time."""

    async def start(self) -> None:
        """Open it. Raises what SQLite raises; no thread is left behind then."""
        try:
            await self
        except sqlite3.Error:
            # The thread's last report goes to the event loop, which may be closed a moment later.
            await asyncio.to_thread(self._thread.join)
            raise

    async def run(self, work: Callable[[SQLiteConnection], T]) -> T:
        """Run `work` on the connection's own thread and return its result."""
        result = await self._execute(lambda: work(SQLiteConnection(self._conn)))  # type: ignore[no-untyped-call]
        return cast(T, result)


class SQLiteDatabase:
    """A database in one file, written by one process."""

    engine = "sqlite"

    def __init__(self, path: Path) -> None:
        # By whatever symbolic link a process comes, it must meet the same lock.
        self._path = path.resolve()
        self._lock = FileLock(f"{self._path}.lock", mode=0o600, blocking=False)
        self._free: asyncio.Queue[UnitConnection] = asyncio.Queue()
        self._connections: list[UnitConnection] = []
        self._writer = Writer(self._commit)

    async def open(self, *, alone: bool = True) -> None:
        """Take the file, for this process alone unless it only reads; a reader never makes one.

        Raises DatabaseInUse or DatabaseError.
        """
        try:
            if alone:
                self._take()
            await self._connect(OWNER if alone else READER)
        except Timeout:
            raise DatabaseInUse(
                f"Basis data {self._path} sedang dipakai proses Klinik RB lain. Hentikan proses itu dahulu."
            ) from None
        except (OSError, sqlite3.Error) as error:
            await self.close()
            raise DatabaseError(
                f"Basis data {self._path} tidak dapat dibuka. Periksa DATABASE_URL. ({error})"
            ) from error

    def _take(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._lock.acquire()
        if not self._path.exists():
            self._path.touch(mode=0o600)  # personal data; the files of the write-ahead log inherit the mode

    async def _connect(self, pragmas: Sequence[str]) -> None:
        self._writing = await self._connection(pragmas)
        for _ in range(READERS):
            self._free.put_nowait(await self._connection(READER))

    async def _connection(self, pragmas: Sequence[str]) -> UnitConnection:
        connection = UnitConnection(lambda: _connect(self._path, pragmas), iter_chunk_size=64)
        await connection.start()
        self._connections.append(connection)
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


def _connect(path: Path, pragmas: Sequence[str]) -> sqlite3.Connection:
    # rw: SQLite itself would make what is missing, also for a reader with a mistyped address.
    raw = sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=10)
    raw.row_factory = sqlite3.Row
    try:
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        raw.close()
        raise
    return raw


def _snapshot(connection: SQLiteConnection, work: Work[T]) -> T:
    connection.execute("BEGIN")
    try:
        return work(connection)
    finally:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
