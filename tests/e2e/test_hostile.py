"""Ten thousand hostile updates, shared out between the engines: none stops the service or spoils what it says."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import islice
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from bot.simulator.person.control import put_update
from bot.simulator.person.words import Fields
from tests.e2e.hostile_corpus import GROUP, PEOPLE, any_update, mutations, well_formed
from tests.support.clock import ManualClock
from tests.support.house import House, built_in_library, open_house

SHARE = {"sqlite": 7_000, "postgresql": 3_000}
SEEDS = {"sqlite": 20261123, "postgresql": 20261124}
DREAMT = 300
"""Updates that Hypothesis makes up; the rest are well-formed ones with places spoilt."""
BATCH = 1_000
EXPECTED = (
    *("chat not found", "query is too old", "message to edit not found", "message thread not found"),
    "message is not modified",
    "message can't be edited",
)
"""What Telegram says of a chat, a tap or a message that an update has made up, and of an edit that changes nothing."""


async def test_hostile_content_in_well_formed_updates_is_applied(
    database_url: str, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    updates = list(well_formed())
    async with open_house(database_url, clock, built_in_library()) as house:
        await _meet(house)
        async with _time_passing(house.clock):
            await _put(house, updates)
        kept = [update for update in updates if "inline_query" not in update]
        assert await _states(house) == {"applied": len(kept) + len(PEOPLE) + 1}
        assert _faults(caplog) == []
        await _said_nothing_malformed(house)
        assert "75" in await house.person(PEOPLE[0]).says("brp nilai minimal wbk")


async def test_thousands_of_hostile_updates_leave_the_service_answering(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    # That updates are given up is expected here; thousands of tracebacks would take longer than all the rest.
    caplog.set_level(logging.CRITICAL, logger="bot.faults")
    engine = house.service.services.database.engine
    dreamt = _dreamt()
    hostile = [*dreamt, *islice(mutations(SEEDS[engine]), SHARE[engine] - len(dreamt))]
    await _meet(house)
    async with _time_passing(house.clock):
        for batch in _batches(hostile):
            await _put(house, batch)
    states = await _states(house)
    assert sum(states.values()) == sum("inline_query" not in update for update in hostile) + len(PEOPLE) + 1
    assert states.keys() == {"applied", "dead"}
    assert _faults(caplog) == []
    await _said_nothing_malformed(house)
    assert "75" in await house.person(PEOPLE[0]).says("brp nilai minimal wbk")


def _dreamt() -> list[dict[str, Any]]:
    found = []

    @settings(
        max_examples=DREAMT,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(any_update())
    def dream(update: dict[str, Any]) -> None:
        found.append(update)

    dream()
    return found


def _batches(updates: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    return [updates[start : start + BATCH] for start in range(0, len(updates), BATCH)]


async def _meet(house: House) -> None:
    """Let the people write once: to a chat that does not exist nothing malformed could be sent."""
    for person in PEOPLE:
        await house.post("message", user_id=person, text="/topik")
    await house.post("message", user_id=PEOPLE[0], chat_id=GROUP, text="/topik")
    await house.idle()


async def _put(house: House, updates: Sequence[dict[str, Any]]) -> None:
    for update in updates:
        # What POST /sim/update does, without ten thousand requests of our own to our own process.
        put_update(house.simulator, Fields(update))
    assert (await house.get("idle", timeout=60))["idle"] is True


@asynccontextmanager
async def _time_passing(clock: ManualClock) -> AsyncIterator[None]:
    """Let time pass hundreds of times as fast as outside: a failed update is tried again after some seconds."""

    async def pass_time() -> None:
        while True:
            await asyncio.sleep(0.002)
            clock.advance(1)

    passing = asyncio.create_task(pass_time())
    try:
        yield
    finally:
        passing.cancel()
        with suppress(asyncio.CancelledError):
            await passing


async def _states(house: House) -> dict[str, int]:
    rows = await house.rows("SELECT state, count(*) AS updates FROM inbox GROUP BY state")
    return {row["state"]: row["updates"] for row in rows}


def _faults(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged as an error."""
    gc.collect()  # a task whose exception nobody took says so when it is collected
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    return [f"{record.name}: {record.getMessage()}" for record in errors]


async def _said_nothing_malformed(house: House) -> None:
    calls = (await house.get("outbox"))["calls"]
    refused = {call["error"]["description"] for call in calls if "error" in call}
    assert [words for words in refused if not any(known in words for known in EXPECTED)] == []
