"""What the queue needs of a database: a connection inside a transaction, and someone who runs units of work on it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeVar

T = TypeVar("T")

Row = Mapping[str, Any]
Value = str | int | float | bytes | None


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


class Storage(Protocol):
    """A database that waits out its own outages: what it is asked to do, it does at last."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run the work in a transaction."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run the work on one unchanging snapshot."""
