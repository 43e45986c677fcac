"""The proof itself is held to account: what it must find it finds, and what is no fault it lets pass."""

import json
from collections.abc import Sequence

import pytest

from bot.simulator.outbox import Record
from tests.chaos.verdict import Said, beyond

STARTS = (1, 11, 21)
"""Three lives of the bot: calls from 1, from 11 and from 21."""


def edit(seq: int, text: str) -> Record:
    params = json.dumps({"chat_id": 5, "message_id": 7, "text": text})
    return Record(seq, "editMessageText", params, "result", "true", 0, 1)


def said(text: str) -> Said:
    return "editMessageText", "", text, None


def numbers(meant: str, made: Sequence[Record], given_up: str = "") -> list[int]:
    return [call.seq for call in beyond([*map(said, meant)], made, [*map(said, given_up)], STARTS)]


def test_what_was_said_once_and_in_order_is_in_order() -> None:
    assert numbers("ab", [edit(1, "a"), edit(12, "b")]) == []


def test_a_call_repeated_after_a_kill_is_counted() -> None:
    assert numbers("ab", [edit(1, "a"), edit(11, "a"), edit(12, "b")]) == [1]


def test_an_edit_that_the_next_life_gave_up_is_counted() -> None:
    assert numbers("ac", [edit(1, "a"), edit(2, "b"), edit(11, "c")], given_up="b") == [2]


def test_an_edit_that_was_given_up_here_may_be_meant_there() -> None:
    assert numbers("acb", [edit(1, "a"), edit(2, "b"), edit(11, "c"), edit(12, "b")], given_up="b") == [2]


@pytest.mark.parametrize(
    "made",
    [
        pytest.param([edit(1, "a")], id="lost"),
        pytest.param([edit(1, "b"), edit(2, "a")], id="out of order"),
        pytest.param([edit(1, "a"), edit(2, "a"), edit(3, "b")], id="twice in a life"),
        pytest.param([edit(1, "a"), edit(2, "x"), edit(11, "b")], id="never meant"),
        pytest.param([edit(1, "a"), edit(2, "c"), edit(3, "b")], id="given up, yet made in the middle of a life"),
    ],
)
def test_whatever_else_was_said_is_a_fault(made: list[Record]) -> None:
    with pytest.raises(AssertionError):
        numbers("ab", made, given_up="c")
