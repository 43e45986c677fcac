"""What a unit of work may do with the database: the portable subset of SQL, values by name."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    import psycopg

Row = Mapping[str, Any]
Value = str | int | float | bytes | None

FETCHED = 2000
"""Rows that are fetched from PostgreSQL at a time where all of them would be too many."""


class Connection(Protocol):
    """A connection inside a transaction. Values are given by name: `one("... = :id", id=1)`."""

    def execute(self, sql: str, **values: Value) -> int:
        """Run one statement; return how many rows it touched."""

    def one(self, sql: str, **values: Value) -> Row | None:
        """Return the first row, or None."""

    def all(self, sql: str, **values: Value) -> list[Row]:
        """Return all rows."""

    def each(self, sql: str, **values: Value) -> Iterator[Row]:
        """Yield row after row of what may be too large for the memory."""

    def many(self, sql: str, rows: Iterable[Mapping[str, Value]]) -> None:
        """Run one statement for each row."""


class SQLiteConnection:
    """A `Connection` on SQLite."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw = raw

    def execute(self, sql: str, **values: Value) -> int:
        """Run one statement; return how many rows it touched."""
        return self.raw.execute(sql, values).rowcount

    def one(self, sql: str, **values: Value) -> Row | None:
        """Return the first row, or None."""
        return cast(Row | None, self.raw.execute(sql, values).fetchone())

    def all(self, sql: str, **values: Value) -> list[Row]:
        """Return all rows."""
        return cast(list[Row], self.raw.execute(sql, values).fetchall())

    def each(self, sql: str, **values: Value) -> Iterator[Row]:
        """Yield row after row of what may be too large for the memory."""
        yield from cast(Iterator[Row], self.raw.execute(sql, values))

    def many(self, sql: str, rows: Iterable[Mapping[str, Value]]) -> None:
        """Run one statement for each row."""
        self.raw.executemany(sql, rows)


class PostgresConnection:
    """A `Connection` on PostgreSQL, through psycopg."""

    def __init__(self, raw: "psycopg.Connection[Row]") -> None:
        self.raw = raw

    def execute(self, sql: str, **values: Value) -> int:
        """Run one statement; return how many rows it touched."""
        return self.raw.execute(_psycopg_style(sql), values).rowcount

    def one(self, sql: str, **values: Value) -> Row | None:
        """Return the first row, or None."""
        return self.raw.execute(_psycopg_style(sql), values).fetchone()

    def all(self, sql: str, **values: Value) -> list[Row]:
        """Return all rows."""
        return self.raw.execute(_psycopg_style(sql), values).fetchall()

    def each(self, sql: str, **values: Value) -> Iterator[Row]:
        """Yield row after row of what may be too large for the memory."""
        with self.raw.cursor(name="each") as cursor:
            cursor.itersize = FETCHED
            yield from cursor.execute(_psycopg_style(sql), values)

    def many(self, sql: str, rows: Iterable[Mapping[str, Value]]) -> None:
        """Run one statement for each row."""
        with self.raw.cursor() as cursor:
            cursor.executemany(_psycopg_style(sql), list(rows))


@lru_cache(maxsize=1024)
def _psycopg_style(sql: str) -> bytes:
    return re.sub(r"(?<![:\w]):([a-z_]+)", r"%(\1)s", sql.replace("%", "%%")).encode()
