import asyncio
from typing import Any

import aiohttp
import pytest

from bot.simulator.limits import GROUP_MINUTE, Limits
from tests.bot.simulator.conftest import Hand, WatchedClock


async def texts(hand: Hand, chat: int) -> list[str]:
    return [message["text"] for message in (await hand.get(f"chat/{chat}"))["messages"][1:]]


async def test_an_error_strikes_once_before_the_method_runs(hand: Hand, chat: int) -> None:
    await hand.post("fault", method="sendMessage", code=429, retry_after=7)
    refused = await hand.api("sendMessage", chat_id=chat, text="a")
    assert refused == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    await hand.result("sendMessage", chat_id=chat, text="b")
    assert await texts(hand, chat) == ["b"]
    [first, second] = (await hand.get("outbox"))["calls"]
    assert (first["error"]["error_code"], "error" in second) == (429, False)


async def test_times_zero_means_until_cleared(hand: Hand, chat: int) -> None:
    await hand.post("fault", method="sendMessage", times=0)
    for _ in range(3):
        assert await hand.refusal("sendMessage", chat_id=chat, text="a") == "Internal Server Error"
    await hand.delete("fault", method="sendMessage")
    await hand.result("sendMessage", chat_id=chat, text="a")


async def test_a_fault_can_be_meant_for_one_text_or_chat(hand: Hand, chat: int) -> None:
    await hand.post("fault", method="*", contains="jadwal", times=2)
    await hand.result("sendMessage", chat_id=chat, text="nilai")
    await hand.refusal("sendMessage", chat_id=chat, text="jadwal AKIP")
    await hand.post("fault", method="*", chat_id=99)
    await hand.result("sendMessage", chat_id=chat, text="jadwal")


async def test_the_newest_fault_of_a_method_wins(hand: Hand, chat: int) -> None:
    await hand.post("fault", method="sendMessage", code=500, times=0)
    await hand.post("fault", method="sendMessage", code=403)
    assert await hand.refusal("sendMessage", chat_id=chat, text="a") == "Forbidden: bot was blocked by the user"
    await hand.result("sendMessage", chat_id=chat, text="a")


async def test_any_method_does_not_mean_polling(hand: Hand, chat: int) -> None:
    await hand.post("fault", method="*")
    assert await hand.updates() == []
    await hand.refusal("sendMessage", chat_id=chat, text="a")
    await hand.post("fault", method="getUpdates", code=502, description="Bad Gateway")
    assert await hand.refusal("getUpdates") == "Bad Gateway"


async def test_a_lost_answer_was_executed(hand: Hand, chat: int) -> None:
    await hand.post("fault", method="sendMessage", kind="lost_answer")
    with pytest.raises(aiohttp.ClientError):
        await hand.api("sendMessage", chat_id=chat, text="sampai")
    assert await texts(hand, chat) == ["sampai"]
    assert (await hand.get("outbox/count", method="sendMessage"))["count"] == 1


async def test_a_reset_connection_executed_nothing(hand: Hand, chat: int) -> None:
    await hand.post("fault", method="sendMessage", kind="reset")
    with pytest.raises(aiohttp.ClientError):
        await hand.api("sendMessage", chat_id=chat, text="hilang")
    assert await texts(hand, chat) == []


async def test_a_delay_passes_on_the_injected_clock(hand: Hand, chat: int, clock: WatchedClock) -> None:
    await hand.post("fault", method="sendMessage", kind="delay", seconds=30)
    sending = asyncio.create_task(hand.result("sendMessage", chat_id=chat, text="lambat"))
    assert await clock.slept.get() == 30
    assert await texts(hand, chat) == []
    clock.advance(30)
    assert (await sending)["text"] == "lambat"


@pytest.mark.parametrize("body", [{"kind": "gempa"}, {"times": "satu"}, {"asing": 1}, {"code": None, "seconds": "x"}])
async def test_senseless_faults_are_refused(hand: Hand, body: dict[str, Any]) -> None:
    status, _ = await hand.refused("fault", **body)
    assert status == 400


async def test_faults_are_listed_and_all_cleared(hand: Hand) -> None:
    await hand.post("fault", method="sendMessage", code=500)
    await hand.post("fault", kind="limits")
    faults = (await hand.get("state"))["faults"]
    assert [fault["kind"] for fault in faults] == ["error", "limits"]
    await hand.delete("fault")
    assert (await hand.get("state"))["faults"] == []


async def test_limits_are_enforced_when_asked_for(hand: Hand, chat: int, clock: WatchedClock) -> None:
    await hand.post("fault", kind="limits")
    for text in "abc":
        await hand.result("sendMessage", chat_id=chat, text=text)
    refused = await hand.api("sendMessage", chat_id=chat, text="d")
    assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 1})
    clock.advance(1)
    await hand.result("sendMessage", chat_id=chat, text="d")
    await hand.refusal("sendMessage", chat_id=chat, text="e")
    await hand.result("editMessageText", chat_id=chat, message_id=2, text="suntingan tidak dihitung")
    await hand.delete("fault", method="*")
    await hand.result("sendMessage", chat_id=chat, text="e")


def test_a_group_takes_twenty_a_minute_edits_included() -> None:
    limits = Limits()
    for count in range(GROUP_MINUTE):
        assert limits.wait(-5, edit=count % 2 == 0, now=count) == 0
    assert limits.wait(-5, edit=True, now=20.0) == 40
    assert limits.wait(-5, edit=False, now=60.0) == 0
    assert limits.wait(-6, edit=False, now=60.0) == 0


def test_thirty_a_second_overall() -> None:
    limits = Limits()
    assert sum(limits.wait(user, edit=False, now=0.5) == 0 for user in range(1, 40)) == 30
    assert limits.wait(99, edit=False, now=1.5) == 0


def test_one_a_second_after_a_burst_of_three() -> None:
    limits = Limits()
    allowed = [limits.wait(1, edit=False, now=now / 10) == 0 for now in range(100)]
    assert sum(allowed) == 3 + 9
    assert allowed[:4] == [True, True, True, False]
