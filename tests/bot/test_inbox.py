"""Whatever Telegram sends can be kept: receiving is total, and what it returns fits both databases."""

import json
import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import inbox
from bot.database import Connection, Database
from bot.inbox import BIGGEST, lane_of, receive
from tests.e2e.hostile_corpus import any_json, any_text, any_update
from tests.support.clock import ManualClock

BOT = 4242
whole = st.integers(-BIGGEST, BIGGEST)
updates = st.builds(lambda update, number: {**update, "update_id": number}, any_update(), whole)


@given(any_json | st.dictionaries(any_text | st.just("update_id"), any_json))
def test_whatever_is_no_update_is_told_from_what_is_one(raw: Any) -> None:
    number = raw.get("update_id") if isinstance(raw, dict) else None
    is_update = isinstance(number, int) and not isinstance(number, bool) and abs(number) <= BIGGEST
    assert (receive(raw) is not None) == is_update


@given(updates)
def test_what_is_received_can_be_written_and_read_again(raw: dict[str, Any]) -> None:
    received = receive(raw)
    assert received is not None
    assert received.update_id == raw["update_id"]
    assert "\x00" not in received.text.encode().decode()
    assert _comparable(json.loads(received.text)) == _comparable(received.body)


@given(st.dictionaries(st.text(), any_json) | any_update())
def test_every_update_has_a_lane_that_a_column_can_hold(update: dict[str, Any]) -> None:
    assert abs(lane_of(update)) <= BIGGEST


def test_only_what_cannot_be_stored_is_mended() -> None:
    received = receive({"update_id": 1, "message": {"text": "nilai \x00 \ud800 <b>wbk</b> 😀 \\u0000"}})
    assert received is not None
    assert received.body["message"]["text"] == "nilai \ufffd \ufffd <b>wbk</b> 😀 \\u0000"


@pytest.mark.parametrize("depth", [100, 600, 5_000])
@pytest.mark.parametrize("leaf", ["wbk", "\x00"])
def test_nesting_deeper_than_python_follows_stops_nobody(depth: int, leaf: str) -> None:
    text: Any = leaf
    for _ in range(depth):
        text = [text]
    received = receive({"update_id": 1, "message": {"text": text}})
    assert received is not None  # an update that is not kept cannot be confirmed, and would come again for ever
    assert "\\u0000" not in received.text


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        ({"update_id": 1, "message": {"chat": {"id": -7}, "from": {"id": 5}}}, -7),
        ({"update_id": 1, "callback_query": {"from": {"id": 5}, "message": {"chat": {"id": -7}}}}, -7),
        ({"update_id": 1, "callback_query": {"from": {"id": 5}, "inline_message_id": "x"}}, 5),
        ({"update_id": 1, "inline_query": {"from": {"id": 5}}}, 5),
        ({"update_id": 1, "poll_answer": {"user": {"id": 5}}}, 5),
        ({"update_id": 1, "poll": {"id": "9"}}, 0),
        ({"update_id": 1}, 0),
    ],
)
def test_an_update_travels_in_the_lane_of_its_chat_or_else_of_its_person(update: dict[str, Any], lane: int) -> None:
    assert lane_of(update) == lane


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(updates, max_size=5, unique_by=lambda update: int(update["update_id"])))
async def test_the_database_keeps_it_as_it_was_received(
    database: Database, clock: ManualClock, raw: list[dict[str, Any]]
) -> None:
    received = [update for update in map(receive, raw) if update is not None]

    def keep_and_look(on: Connection) -> list[inbox.Received]:
        on.execute("DELETE FROM inbox")
        assert inbox.store(on, BOT, received, clock.now()) == received
        kept = inbox.open_updates(on, BOT, clock.now())
        assert [inbox.mark_applied(on, BOT, update.update_id, clock.now()) for update in kept] == [True] * len(kept)
        assert inbox.store(on, BOT, received, clock.now()) == []
        return kept

    kept = await database.write(keep_and_look)
    in_order = sorted(received, key=lambda update: update.update_id)
    assert [(update.update_id, update.lane, update.text) for update in kept] == [
        (update.update_id, update.lane, update.text) for update in in_order
    ]


def _comparable(value: Any) -> Any:
    """Return the value with NaN, which equals nothing, put into words."""
    if isinstance(value, float) and math.isnan(value):
        return "NaN"
    if isinstance(value, dict):
        return {key: _comparable(item) for key, item in value.items()}
    return [_comparable(item) for item in value] if isinstance(value, list) else value
