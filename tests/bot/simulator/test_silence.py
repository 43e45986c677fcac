"""Waiting for silence, the event stream, the clock, and the server itself."""

import asyncio
import json
import os
import signal
import sys
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.simulator.events import Events
from bot.simulator.server import Simulator
from bot.simulator.traffic import Traffic
from tests.bot.simulator.conftest import TOKEN, Hand, WatchedClock


async def test_silence_means_confirmed_and_answered(hand: Hand) -> None:
    await hand.post("message", text="halo", user_id=1)
    assert await hand.get("idle", timeout=0.01) == {"ok": True, "idle": False}
    [update] = await hand.updates()
    assert (await hand.get("idle", timeout=0.01))["idle"] is False
    waiting = asyncio.create_task(hand.get("idle"))
    await hand.updates(update["update_id"] + 1)
    assert (await waiting)["idle"] is True


async def test_a_call_being_executed_is_in_flight(hand: Hand, chat: int, clock: WatchedClock) -> None:
    await hand.post("fault", method="sendMessage", kind="delay", seconds=5)
    sending = asyncio.create_task(hand.result("sendMessage", chat_id=chat, text="a"))
    await clock.slept.get()
    waiting = asyncio.create_task(hand.get("idle"))
    clock.advance(5)
    assert (await waiting)["idle"] is True
    assert sending.done() or (await sending)["text"] == "a"


async def test_the_bots_own_work_counts_and_may_begin_anew() -> None:
    traffic, rounds = Traffic(), []

    async def settled() -> None:
        rounds.append(1)
        if len(rounds) == 1:
            traffic.enter()
            traffic.leave()

    await traffic.silence(settled)
    assert len(rounds) == 2


async def test_a_reset_leaves_nothing_in_flight(hand: Hand) -> None:
    await hand.post("message", text="a", user_id=1)
    await hand.post("reset")
    assert (await hand.get("idle"))["idle"] is True


async def next_event(stream: aiohttp.ClientResponse) -> Any:
    while not (line := await stream.content.readline()).startswith(b"data: "):
        assert line, "the stream ended"
    return json.loads(line[6:])


async def test_what_happens_is_told_to_the_page(hand: Hand, chat: int, simulator: Simulator) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    async with hand.session.get(f"{simulator.url}/sim/events") as stream:
        await stream.content.readline()
        await hand.result("sendMessage", chat_id=chat, text="<b>a</b>", parse_mode="HTML", reply_markup=keyboard)
        event = await next_event(stream)
        assert (event["type"], event["chat_id"], event["message"]["html"]) == ("message", chat, "<b>a</b>")
        await hand.result("editMessageText", chat_id=chat, message_id=2, text="b", reply_markup=keyboard)
        assert (await next_event(stream))["type"] == "edit"
        tap = await hand.post("callback", data="y", chat_id=chat, user_id=chat)
        answer = {"text": "Baik", "show_alert": True}
        await hand.result("answerCallbackQuery", callback_query_id=tap["callback_query_id"], **answer)
        toast = {"type": "toast", "user_id": chat, "chat_id": chat, "text": "Baik", "alert": True}
        assert await next_event(stream) == toast
        await hand.result("sendChatAction", chat_id=chat, action="typing")
        assert await next_event(stream) == {"type": "typing", "chat_id": chat}
        await hand.result("deleteMessage", chat_id=chat, message_id=2)
        assert await next_event(stream) == {"type": "delete", "chat_id": chat, "message_id": 2}
        await hand.result("setMyCommands", commands=[])
        assert await next_event(stream) == {"type": "commands"}
        await hand.post("reset")
        assert await next_event(stream) == {"type": "reset"}
        await simulator.stop()
        assert await stream.content.readline() in (b"", b"\n")


async def test_a_listener_that_fell_behind_is_sent_away() -> None:
    events = Events(backlog=1)
    queue = events.listen()
    events.publish({"type": "a"})
    events.publish({"type": "b"})
    assert [queue.get_nowait(), queue.get_nowait()] == [{"type": "a"}, None]
    assert not events.heard


async def test_the_clock_moves_and_the_application_ticks(hand: Hand, simulator: Simulator, clock: WatchedClock) -> None:
    assert (await hand.refused("clock", advance=60))[0] == 409
    ticks = []

    async def tick() -> None:
        ticks.append(clock.now())

    simulator.move_clock, simulator.tick = clock.move, tick
    start = clock.now()
    await hand.post("clock", advance=3600)
    await hand.post("clock", to="2026-12-01T08:00:00+07:00")
    assert ticks == [start + timedelta(hours=1), clock.now()]
    assert (await hand.get("clock"))["now"] == "2026-12-01T01:00:00+00:00"
    for moment in ("besok", "2026-12-01T08:00:00"):
        assert (await hand.refused("clock", to=moment))[0] == 400
    assert (await hand.refused("clock", advance="x"))[0] == 400


async def test_messages_are_forgotten_beyond_a_limit(clock: WatchedClock) -> None:
    simulator = Simulator(clock, keep_messages=2, keep_calls=2)
    await simulator.start()
    async with aiohttp.ClientSession() as session:
        hand = Hand(simulator, session)
        await hand.post("message", text="/start", user_id=1)
        for text in "abc":
            await hand.result("sendMessage", chat_id=1, text=text)
        assert [m["text"] for m in (await hand.get("chat/1"))["messages"]] == ["b", "c"]
        outbox = await hand.get("outbox", since=1)
        assert [call["seq"] for call in outbox["calls"]] == [2, 3]
    await simulator.stop()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.com", ""])  # noqa: S104  # refused is the point
async def test_only_the_loopback_is_served(clock: WatchedClock, host: str) -> None:
    with pytest.raises(ValueError, match="loopback"):
        await Simulator(clock).start(host=host)


async def test_the_page_is_served(hand: Hand) -> None:
    assert await hand.get("ready") == {"ok": True}
    async with hand.session.get(hand.simulator.url + "/") as answer:
        assert answer.status == 200
        assert answer.content_type == "text/html"


async def test_it_runs_as_a_process_of_its_own() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.simulator", stdout=asyncio.subprocess.PIPE, env=dict(os.environ)
    )
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession() as session, session.post(f"{url}/bot{TOKEN}/getMe") as answer:
        assert (await answer.json())["result"]["username"] == "klinik_rb_bot"
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
