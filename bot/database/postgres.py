"""PostgreSQL behind `write` and `read`, through psycopg 3 and its pool."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import psycopg
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from bot.database.connection import PostgresConnection, Row
from bot.database.units import Work, Writer, commit_group
from bot.errors import DatabaseError, DatabaseInUse

T = TypeVar("T")

READERS = 2
LOCK_PATIENCE = "1s"
LOCK_KEY = 0x6B6C696E696B  # "klinik": the advisory lock by which one process holds the database


class PostgresDatabase:
    """A PostgreSQL database, written by one process."""

    engine = "postgresql"

    def __init__(self, url: str) -> None:
        self._url = url
        # Threads of their own: long reads must not keep the writer waiting.
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="postgres-writer")
        self._reading = ThreadPoolExecutor(READERS, thread_name_prefix="postgres-reader")
        self._pool: ConnectionPool[psycopg.Connection[Row]] | None = None
        self._raw: psycopg.Connection[Row] | None = None
        self._writer = Writer(self._commit)
        self._alone = True

    async def open(self, *, alone: bool = True) -> None:
        """Take the database, for this process alone unless it only reads. Raises DatabaseInUse or DatabaseError."""
        self._alone = alone
        try:
            await _run(self._writing, self._connect)
            self._pool = await _run(self._reading, lambda: _pool(self._url))
        except psycopg.Error as error:
            await self.close()
            raise DatabaseError(
                "PostgreSQL pada DATABASE_URL tidak dapat dihubungi. "
                f"Periksa alamat, nama pengguna, dan kata sandinya. ({type(error).__name__})"
            ) from None  # the driver's own message may quote the password
        except DatabaseInUse:
            await self.close()
            raise

    def _connect(self) -> psycopg.Connection[Row]:
        if self._raw is None or self._raw.closed:
            self._raw = self._session()
        return self._raw

    def _session(self) -> psycopg.Connection[Row]:
        raw = psycopg.Connection[Row].connect(self._url, autocommit=True, row_factory=dict_row, prepare_threshold=2)
        if self._alone:
            _lock(raw)
        return raw

    async def _commit(self, works: Sequence[Work[Any]]) -> list[Any]:
        return await _run(self._writing, lambda: commit_group(PostgresConnection(self._connect()), works, "BEGIN"))

    async def write(self, work: Work[T]) -> T:
        """Run `work` in a transaction, committed durably together with others that wait."""
        return await self._writer.write(work)

    async def read(self, work: Work[T]) -> T:
        """Run `work` on one unchanging snapshot; a write in it is an error."""
        return await _run(self._reading, lambda: self._snapshot(work))

    def _snapshot(self, work: Work[T]) -> T:
        if self._pool is None:
            raise DatabaseError("Basis data belum dibuka.")
        with self._pool.connection() as raw:
            raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                return work(PostgresConnection(raw))
            finally:
                raw.execute("ROLLBACK")

    async def close(self) -> None:
        """Finish what was handed over, then let go of the database."""
        await self._writer.finish()
        if self._pool is not None:
            await _run(self._reading, self._pool.close)
        if self._raw is not None:
            await _run(self._writing, self._raw.close)
        self._reading.shutdown()
        self._writing.shutdown()


async def _run(threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(threads, work)


def _lock(raw: psycopg.Connection[Row]) -> None:
    try:
        # The server notices a moment later than we that the process before this one has ended.
        raw.execute(f"SET lock_timeout = '{LOCK_PATIENCE}'".encode())
        raw.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
        raw.execute("SET lock_timeout = DEFAULT")
    except psycopg.errors.LockNotAvailable:
        raw.close()
        raise DatabaseInUse(
            "Basis data ini sedang dipakai proses Klinik RB lain. Hentikan proses itu dahulu."
        ) from None
    except psycopg.Error:
        raw.close()
        raise


def _pool(url: str) -> ConnectionPool[psycopg.Connection[Row]]:
    return ConnectionPool(
        url,
        connection_class=psycopg.Connection[Row],
        kwargs={"autocommit": True, "row_factory": dict_row},
        min_size=1,
        max_size=READERS,
        open=True,
    )
