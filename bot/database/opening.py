"""From an address to an open database."""

from pathlib import Path
from typing import Protocol, TypeVar

from bot.database.sqlite import SQLiteDatabase
from bot.database.units import Work
from bot.errors import DatabaseError

T = TypeVar("T")


class Database(Protocol):
    """What the house may do with a database, whichever it is."""

    engine: str

    async def open(self, *, alone: bool = True) -> None:
        """Take the database, for this process alone unless it only reads."""

    async def write(self, work: Work[T]) -> T:
        """Run `work` in a transaction, committed durably together with others that wait."""

    async def read(self, work: Work[T]) -> T:
        """Run `work` on one unchanging snapshot; a write in it is an error."""

    async def close(self) -> None:
        """Finish what was handed over, then let go of the database."""


def database_at(url: str) -> Database:
    """Return the database at `sqlite:///path` or `postgresql://...`, not yet open."""
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/"):
        return SQLiteDatabase(Path(rest[1:]))
    if scheme in ("postgresql", "postgres"):
        try:
            from bot.database.postgres import PostgresDatabase
        except ImportError:
            raise DatabaseError(
                "DATABASE_URL menunjuk PostgreSQL, tetapi psycopg belum terpasang. Jalankan: make install-postgres"
            ) from None
        return PostgresDatabase(url)
    raise DatabaseError(
        "DATABASE_URL harus berbentuk sqlite:///berkas.db atau postgresql://pengguna:sandi@alamat/nama."
    )


async def open_database(url: str, *, alone: bool = True) -> Database:
    """Open the database at the address, for this process alone unless it only reads.

    Raises DatabaseError; DatabaseInUse when another process has it.
    """
    database = database_at(url)
    await database.open(alone=alone)
    return database
