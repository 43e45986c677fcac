"""Delivery as the real server does it: order within a lane, repetition with a growing delay, expiry."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from tests.bot.simulator.conftest import Hand, WatchedClock, until

SECRET = "Rahasia_1-2"


class Receiver:
    """A bot's webhook; answers what `answers` says, 200 when it is empty."""

    def __init__(self) -> None:
        self.answers: list[web.Response] = []
        self.got: asyncio.Queue[Any] = asyncio.Queue()
        self.secrets: list[str | None] = []
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.got.put_nowait(await request.json())
        return self.answers.pop(0) if self.answers else web.Response()

    async def texts(self, count: int) -> list[str]:
        """Return the texts of the next deliveries."""
        return [(await self.got.get())["message"]["text"] for _ in range(count)]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_updates_are_delivered_with_the_secret(hand: Hand, receiver: Receiver) -> None:
    await hand.post("message", text="sebelum", user_id=1)
    await hand.result("setWebhook", url=receiver.url, secret_token=SECRET)
    await hand.post("message", text="sesudah", user_id=1)
    assert await receiver.texts(2) == ["sebelum", "sesudah"]
    assert (await hand.get("idle"))["idle"] is True
    assert receiver.secrets == [SECRET, SECRET]
    info = await hand.result("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (receiver.url, 0, 40)


async def test_a_failed_update_holds_up_its_chat_alone(hand: Hand, receiver: Receiver, clock: WatchedClock) -> None:
    await hand.result("setWebhook", url=receiver.url)
    receiver.answers = [web.Response(status=500), web.Response(status=503)]
    await hand.post("message", text="a1", user_id=1)
    assert await receiver.texts(1) == ["a1"]
    assert await clock.slept.get() == 0
    await hand.post("message", text="a2", user_id=1)
    clock.advance(0)
    assert await receiver.texts(1) == ["a1"]
    assert await clock.slept.get() == 2
    await hand.post("message", text="b1", user_id=2)
    assert await receiver.texts(1) == ["b1"]
    info = await hand.result("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
    assert info["pending_update_count"] == 2
    clock.advance(2)
    assert await receiver.texts(2) == ["a1", "a2"]


async def test_the_delay_doubles_up_to_one_or_two_minutes(hand: Hand, receiver: Receiver, clock: WatchedClock) -> None:
    await hand.result("setWebhook", url=receiver.url)
    receiver.answers = [web.Response(status=500) for _ in range(9)]
    await hand.post("message", text="a", user_id=1)
    delays = []
    for _ in range(9):
        delays.append(await clock.slept.get())
        clock.advance(delays[-1])
    assert delays[:6] == [0, 2, 4, 8, 16, 32]
    assert all(60 <= delay <= 120 for delay in delays[6:])
    assert (await hand.get("idle"))["idle"] is True


async def test_retry_after_is_obeyed(hand: Hand, receiver: Receiver, clock: WatchedClock) -> None:
    await hand.result("setWebhook", url=receiver.url)
    receiver.answers = [web.Response(status=429, headers={"Retry-After": "7"})]
    await hand.post("message", text="a", user_id=1)
    assert await clock.slept.get() == 7
    clock.advance(7)
    assert await receiver.texts(2) == ["a", "a"]


async def test_a_tap_is_given_up_when_it_would_expire(
    hand: Hand, chat: int, receiver: Receiver, clock: WatchedClock
) -> None:
    await hand.result("setWebhook", url=receiver.url)
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    await hand.result("sendMessage", chat_id=chat, text="?", reply_markup=keyboard)
    receiver.answers = [web.Response(status=500, headers={"Retry-After": "149"}), web.Response(status=500)]
    await hand.post("callback", data="y", chat_id=chat, user_id=chat)
    clock.advance(await clock.slept.get())
    assert (await hand.get("idle"))["idle"] is True
    assert receiver.got.qsize() == 2
    assert (await hand.get("state"))["updates"]["pending"] == 0


async def test_a_tap_does_not_wait_for_a_message(
    hand: Hand, chat: int, receiver: Receiver, clock: WatchedClock
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    await hand.result("sendMessage", chat_id=chat, text="?", reply_markup=keyboard)
    await hand.result("setWebhook", url=receiver.url)
    receiver.answers = [web.Response(status=500)]
    await hand.post("message", text="tertahan", user_id=chat)
    assert await receiver.texts(1) == ["tertahan"]
    await hand.post("callback", data="y", chat_id=chat, user_id=chat)
    assert (await receiver.got.get())["callback_query"]["data"] == "y"


async def test_without_a_receiver_updates_wait_for_polling(hand: Hand, clock: WatchedClock) -> None:
    await hand.result("setWebhook", url="http://127.0.0.1:1/tidak-ada")
    await hand.post("message", text="a", user_id=1)
    assert await clock.slept.get() == 0
    assert (await hand.result("getWebhookInfo"))["last_error_message"] == "Connection refused"
    words = await hand.refusal("getUpdates")
    assert words.startswith("Conflict: can't use getUpdates method while webhook is active")
    await hand.result("deleteWebhook")
    assert [update["message"]["text"] for update in await hand.updates()] == ["a"]


async def test_pending_updates_can_be_dropped(hand: Hand, receiver: Receiver) -> None:
    await hand.post("message", text="a", user_id=1)
    await hand.result("setWebhook", url=receiver.url, drop_pending_updates=True, allowed_updates=["message"])
    await hand.post("message", text="b", user_id=1)
    assert await receiver.texts(1) == ["b"]
    assert (await hand.result("getWebhookInfo"))["allowed_updates"] == ["message"]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "tidak-ada"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "http://127.0.0.1:1", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
)
async def test_bad_webhooks_are_refused(hand: Hand, params: dict[str, str], words: str) -> None:
    assert await hand.refusal("setWebhook", **params) == f"Bad Request: {words}"


async def test_setting_a_webhook_ends_a_waiting_poll(hand: Hand, receiver: Receiver) -> None:
    waiting = asyncio.create_task(hand.api("getUpdates", timeout=50))
    queue = hand.simulator.world.bots.of("7001:rahasia").queue
    await until(lambda: queue.polled)
    await hand.result("setWebhook", url=receiver.url)
    assert (await waiting)["description"] == "Conflict: terminated by setWebhook request"


async def test_a_reset_stops_the_repetition(hand: Hand, receiver: Receiver, clock: WatchedClock) -> None:
    await hand.result("setWebhook", url=receiver.url)
    receiver.answers = [web.Response(status=500)]
    await hand.post("message", text="lama", user_id=1)
    delay = await clock.slept.get()
    await hand.post("reset")
    clock.advance(delay)
    await hand.post("message", text="baru", user_id=1)
    assert await receiver.texts(2) == ["lama", "baru"]
