import asyncio
from typing import Any

import aiohttp

from bot.simulator.server import Simulator
from bot.simulator.updates import ANOTHER_POLLER
from tests.bot.simulator.conftest import TOKEN, Hand, WatchedClock, until


async def poller(hand: Hand, token: str = TOKEN) -> "asyncio.Task[Any]":
    """Begin a long poll and return once the server holds it."""
    task = asyncio.create_task(hand.api("getUpdates", token=token, timeout=50))
    queue = hand.simulator.world.bots.of(token).queue
    await until(lambda: queue.polled)
    return task


async def test_ids_begin_at_the_wall_time_and_grow(hand: Hand, clock: WatchedClock) -> None:
    await hand.post("message", text="a", user_id=1)
    await hand.post("message", text="b", user_id=1)
    [first, second] = await hand.updates()
    assert first["update_id"] == int(clock.now().timestamp()) + 1
    assert second["update_id"] == first["update_id"] + 1


async def test_updates_come_again_until_confirmed(hand: Hand) -> None:
    for text in "abc":
        await hand.post("message", text=text, user_id=1)
    [first, second] = await hand.updates(limit=2)
    assert await hand.updates(limit=2) == [first, second]
    [third] = await hand.updates(second["update_id"] + 1)
    assert third["message"]["text"] == "c"
    assert (await hand.get("state"))["updates"] == {"pending": 1, "delivered": 2}


async def test_a_negative_offset_keeps_the_last(hand: Hand) -> None:
    for text in "abc":
        await hand.post("message", text=text, user_id=1)
    [last] = await hand.updates(-1)
    assert last["message"]["text"] == "c"
    assert await hand.updates() == [last]


async def test_a_waiting_poll_ends_with_the_first_update(hand: Hand) -> None:
    waiting = await poller(hand)
    await hand.post("message", text="halo", user_id=1)
    answer = await waiting
    assert isinstance(answer, dict)
    assert answer["result"][0]["message"]["text"] == "halo"


async def test_a_poll_ends_empty_after_its_time(hand: Hand, clock: WatchedClock) -> None:
    waiting = await poller(hand)
    assert await clock.slept.get() > 0
    clock.advance(60)
    assert (await waiting)["result"] == []


async def test_a_number_below_the_offset_is_never_delivered(hand: Hand, clock: WatchedClock) -> None:
    """So it is when the numbers begin anew after a week: an old offset hides what comes."""
    waiting = asyncio.create_task(hand.api("getUpdates", offset=2_000_000_000, timeout=30))
    await clock.slept.get()
    await hand.post("update", update_id=5, message={})
    assert (await waiting)["result"] == []


async def test_a_second_poller_ends_the_first(hand: Hand) -> None:
    first = await poller(hand)
    assert await hand.updates() == []
    answer = await first
    assert answer == {"ok": False, "error_code": 409, "description": f"Conflict: {ANOTHER_POLLER}"}


async def test_a_killed_poller_frees_its_place(hand: Hand, simulator: Simulator) -> None:
    queue = simulator.world.bots.of(TOKEN).queue
    async with aiohttp.ClientSession() as session:
        doomed = await poller(Hand(simulator, session))
        doomed.cancel()
    await until(lambda: not queue.polled)
    await hand.post("message", text="halo", user_id=1)
    assert len(await hand.updates()) == 1


async def test_stopping_releases_a_waiting_poll(clock: WatchedClock) -> None:
    simulator = Simulator(clock)
    await simulator.start()
    async with aiohttp.ClientSession() as session:
        waiting = await poller(Hand(simulator, session))
        await simulator.stop()
        assert await waiting == {"ok": True, "result": []}


async def test_only_allowed_kinds_are_queued(hand: Hand, chat: int) -> None:
    await hand.updates(allowed_updates=["callback_query"])
    assert (await hand.post("message", text="x", user_id=chat))["update_id"] is None
    await hand.updates(allowed_updates=[])
    await hand.post("message", text="y", user_id=chat)
    assert [update["message"]["text"] for update in await hand.updates()] == ["y"]


async def test_changes_of_members_must_be_asked_for(hand: Hand) -> None:
    await hand.post("join", user_id=5, chat_id=-9)
    assert [set(update) - {"update_id"} for update in await hand.updates()] == [{"message"}]
    await hand.updates(allowed_updates=["chat_member"])
    await hand.post("leave", user_id=5, chat_id=-9)
    assert [set(u) - {"update_id"} for u in await hand.updates()] == [{"message"}, {"chat_member"}]


async def test_a_tap_expires_after_150_seconds_a_message_after_a_day(
    hand: Hand, chat: int, clock: WatchedClock
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    await hand.result("sendMessage", chat_id=chat, text="?", reply_markup=keyboard)
    await hand.post("message", text="x", user_id=chat)
    await hand.post("callback", label="Ya", chat_id=chat, user_id=chat)
    clock.advance(151)
    assert [set(update) - {"update_id"} for update in await hand.updates()] == [{"message"}]
    clock.advance(86_400)
    assert await hand.updates() == []


async def test_the_first_bot_inherits_what_was_written_before(hand: Hand) -> None:
    await hand.post("message", text="ada orang?", user_id=1)
    assert [update["message"]["text"] for update in await hand.updates()] == ["ada orang?"]


async def test_a_second_bot_has_a_queue_of_its_own(hand: Hand, chat: int) -> None:
    assert (await hand.api("getMe", token="7002:lain"))["result"]["id"] == 7002
    await hand.post("message", text="untuk yang terakhir", user_id=chat)
    await hand.post("message", text="untuk yang pertama", user_id=chat, bot_id=7001)
    second = (await hand.api("getUpdates", token="7002:lain"))["result"]
    assert [update["message"]["text"] for update in second] == ["untuk yang terakhir"]
    assert [update["message"]["text"] for update in await hand.updates()] == ["untuk yang pertama"]
    assert (await hand.refused("message", text="x", user_id=1, bot_id=9))[0] == 404
