"""Taps and inline queries that wait for the bot's answer."""

from dataclasses import dataclass
from typing import Any

from bot.simulator.errors import STALE_QUERY, bad_request
from bot.simulator.shapes import Json
from bot.simulator.updates import TAP_SECONDS
from reminders.clock import Clock

KEPT_QUERIES = 10_000


@dataclass(slots=True)
class Query:
    """A tap or an inline query; it can be answered once, within 150 seconds."""

    shown: Json
    asked: float
    answer: Json | None = None


class Queries:
    """The latest queries of one kind, by id."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._queries: dict[str, Query] = {}

    def ask(self, shown: Json) -> None:
        """Keep a query under its id."""
        self._queries[shown["id"]] = Query(shown, self._clock.monotonic())
        if len(self._queries) > KEPT_QUERIES:
            del self._queries[next(iter(self._queries))]

    def answer(self, query_id: Any, answer: Json) -> Query:
        """Note the answer; raises ApiError for a query that is unknown, too old or answered already."""
        query = self._queries.get(str(query_id))
        if query is None or query.answer is not None or self._clock.monotonic() - query.asked > TAP_SECONDS:
            raise bad_request(STALE_QUERY)
        query.answer = answer
        return query

    def get(self, query_id: str) -> Query | None:
        """Return a query, answered or not."""
        return self._queries.get(query_id)

    def clear(self) -> None:
        """Forget all queries."""
        self._queries.clear()
