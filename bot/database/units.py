"""Group commit: units of work that wait together share one transaction, each behind its own savepoint."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.database.connection import Connection

T = TypeVar("T")
Work = Callable[[Connection], T]

GROUP_LIMIT = 100
"""Units in one commit; beyond this a single slow group would hold up the replies waiting behind it."""


@dataclass(frozen=True)
class Failure:
    """A unit of work that raised, and was rolled back alone."""

    error: Exception


def commit_group(connection: Connection, works: Sequence[Work[Any]], begin: str) -> list[Any]:
    """Run the units in one transaction and return, in order, their results or `Failure`s.

    Raises what the database raises when the transaction as a whole cannot be committed; nothing is kept then.
    """
    connection.execute(begin)
    try:
        outcomes = [_attempt(connection, work) for work in works]
        connection.execute("COMMIT")
    except BaseException:
        _rollback(connection)
        raise
    return outcomes


def _attempt(connection: Connection, work: Work[Any]) -> Any:
    connection.execute("SAVEPOINT unit")
    try:
        result = work(connection)
    except Exception as error:
        connection.execute("ROLLBACK TO SAVEPOINT unit")
        result = Failure(error)
    connection.execute("RELEASE SAVEPOINT unit")
    return result


def _rollback(connection: Connection) -> None:
    try:
        connection.execute("ROLLBACK")
    except Exception:
        # A full disk or a lost connection has ended the transaction already; the first error tells more.
        return


@dataclass(frozen=True)
class _Waiting:
    work: Work[Any]
    outcome: asyncio.Future[Any]


class Writer:
    """The single writer of a database. What arrives while a group is being committed forms the next group."""

    def __init__(self, commit: Callable[[Sequence[Work[Any]]], Awaitable[list[Any]]]) -> None:
        self._commit = commit
        self._waiting: deque[_Waiting] = deque()
        self._draining: asyncio.Task[None] | None = None

    async def write(self, work: Work[T]) -> T:
        """Return the unit's result once it is committed; raise what it raised, after its rollback."""
        waiting = _Waiting(work, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._draining is None:
            self._draining = asyncio.create_task(self._drain())
        result: T = await waiting.outcome
        return result

    async def finish(self) -> None:
        """Wait until everything handed over has been committed."""
        if self._draining is not None:
            await self._draining

    async def _drain(self) -> None:
        try:
            while self._waiting:
                group = [self._waiting.popleft() for _ in range(min(GROUP_LIMIT, len(self._waiting)))]
                await self._settle(group)
        finally:
            self._draining = None

    async def _settle(self, group: list[_Waiting]) -> None:
        try:
            outcomes = await self._commit([waiting.work for waiting in group])
        except Exception as error:
            outcomes = [Failure(error)] * len(group)
        for waiting, outcome in zip(group, outcomes, strict=True):
            if waiting.outcome.done():  # whoever waited has been cancelled; the work is committed all the same
                continue
            if isinstance(outcome, Failure):
                waiting.outcome.set_exception(outcome.error)
            else:
                waiting.outcome.set_result(outcome)
