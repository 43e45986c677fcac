"""Telegram posts: only what proves itself is taken, 200 means stored, and what was refused comes again."""

import asyncio
import hmac
import json
import socket
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import Any

import pytest

from bot.app import Service
from bot.database import Database
from bot.errors import StartError
from bot.webhook import SECRET_HEADER, derived_secret
from tests.support.clock import ManualClock
from tests.support.house import TOKEN, House, Person, open_house

SECRET = "rahasia-ujian"
PERSON = 1001
QUESTION = "brp nilai minimal wbk"


@dataclass
class Hook:
    """A house that takes its updates by webhook, and somebody who posts to it as Telegram would."""

    house: House
    base: str

    @property
    def service(self) -> Service:
        return self.house.service

    async def post(self, body: Any, secret: str | None = SECRET) -> int:
        """Post a body (text is sent as it is) and return the status."""
        headers = {} if secret is None else {SECRET_HEADER: secret}
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        async with self.house.http.post(f"{self.base}/telegram", data=data, headers=headers) as answer:
            return answer.status

    async def health(self) -> int:
        async with self.house.http.get(f"{self.base}/healthz") as answer:
            return answer.status

    async def stored(self) -> int:
        return len(await self.house.rows("SELECT update_id FROM inbox"))

    async def answers(self) -> list[str]:
        await self.service.settled()
        return [call["params"]["text"] for call in await self.house.calls("sendMessage")]

    def person(self) -> Person:
        return self.house.person(PERSON)


@pytest.fixture
async def hook(database_url: str, clock: ManualClock) -> AsyncIterator[Hook]:
    async with open_hook(database_url, clock, webhook_secret=SECRET) as hook:
        yield hook


@asynccontextmanager
async def open_hook(database_url: str, clock: ManualClock, **settings: Any) -> AsyncIterator[Hook]:
    address = f"127.0.0.1:{free_port()}"
    given = {"webhook_url": f"http://{address}/telegram", "webhook_listen": address, **settings}
    async with open_house(database_url, clock, **given) as house:
        yield Hook(house, f"http://{address}")


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def question(update_id: int = 500) -> dict[str, Any]:
    """Return the update of a question in a private chat."""
    chat = {"id": PERSON, "type": "private", "first_name": "Warga"}
    person = {"id": PERSON, "is_bot": False, "first_name": "Warga"}
    message = {"message_id": 7, "date": 1_795_400_000, "chat": chat, "from": person, "text": QUESTION}
    return {"update_id": update_id, "message": message}


def fails(times: int, work: Callable[..., Any]) -> Callable[..., Any]:
    """Return the database's method as it is while the disk is full for that many calls."""
    left = [times]

    async def attempt(*given: Any) -> Any:
        left[0] -= 1
        if left[0] >= 0:
            raise sqlite3.OperationalError("database or disk is full")
        return await work(*given)

    return attempt


@pytest.mark.parametrize("secret", [None, "", "salah", SECRET[:-1], SECRET + "x", SECRET.upper()])
async def test_without_the_secret_nothing_is_taken(hook: Hook, secret: str | None) -> None:
    assert await hook.post(question(), secret) == 403
    assert await hook.stored() == 0


async def test_a_secret_that_is_no_text_is_refused_like_any_other(hook: Hook, caplog: pytest.LogCaptureFixture) -> None:
    host, _, port = hook.base.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    header = f"POST /telegram HTTP/1.1\r\nHost: {host}\r\nContent-Length: 2\r\n{SECRET_HEADER}: ".encode()
    writer.write(header + b"\xff\xfe\r\n\r\n{}")
    status = await reader.readline()
    writer.close()
    await writer.wait_closed()
    assert b" 403 " in status
    assert "Traceback" not in caplog.text


async def test_the_secret_is_compared_in_constant_time(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def compare(given: bytes, expected: bytes) -> bool:
        compared.append((given, expected))
        return False

    monkeypatch.setattr(hmac, "compare_digest", compare)
    assert await hook.post(question()) == 403
    assert compared == [(SECRET.encode(), SECRET.encode())]


async def test_without_a_secret_of_ones_own_it_is_derived_from_the_token(database_url: str, clock: ManualClock) -> None:
    async with open_hook(database_url, clock) as hook:
        assert await hook.post(question(), TOKEN) == 403
        assert await hook.post(question(), derived_secret(TOKEN)) == 200
    assert TOKEN.partition(":")[2] not in derived_secret(TOKEN)


async def test_an_update_is_stored_before_it_is_confirmed_and_then_answered(hook: Hook) -> None:
    await hook.person().says("/topik")
    before = await hook.stored()
    assert await hook.post(question()) == 200
    assert await hook.stored() == before + 1
    assert "75" in (await hook.answers())[-1]


@pytest.mark.parametrize("body", ["", "{", "bukan JSON", "\ud83d", b"\xff\xfe", "[" * 100_000, "nan"])
async def test_a_body_that_is_no_json_is_passed_over_aloud(
    hook: Hook, body: str | bytes, caplog: pytest.LogCaptureFixture
) -> None:
    raw = body.encode(errors="surrogatepass") if isinstance(body, str) else body
    assert await hook.post(raw) == 200
    assert await hook.stored() == 0
    assert "no JSON" in caplog.text


@pytest.mark.parametrize("body", ["null", "[]", "0", '"x"', "{}", '{"update_id": "1"}', '{"update_id": 1e400}', "[{}]"])
async def test_json_that_is_no_update_is_passed_over(hook: Hook, body: str) -> None:
    assert await hook.post(body) == 200
    assert await hook.stored() == 0


async def test_what_could_not_be_stored_is_not_confirmed_and_answered_once_later(
    hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hook.person().says("/topik")
    database = hook.service.services.database
    monkeypatch.setattr(database, "write", fails(1, database.write))
    before = len(await hook.answers())
    assert await hook.post(question()) >= 500
    assert len(await hook.answers()) == before
    assert await hook.post(question()) == 200
    assert len(await hook.answers()) == before + 1


async def test_an_update_delivered_twice_is_answered_once(hook: Hook) -> None:
    await hook.person().says("/topik")
    before = len(await hook.answers())
    assert [await hook.post(question()), await hook.post(question())] == [200, 200]
    assert len(await hook.answers()) == before + 1


async def test_healthy_is_what_can_read_its_database(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await hook.health() == 200
    database: Database = hook.service.services.database
    monkeypatch.setattr(database, "read", fails(1, database.read))
    assert await hook.health() == 503
    assert await hook.health() == 200


async def test_an_address_in_use_is_named_with_its_setting(database_url: str, clock: ManualClock) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(StartError, match=f"WEBHOOK_LISTEN: {address}"):
            async with open_hook(database_url, clock, webhook_listen=address):
                pass


async def test_telegram_itself_delivers_and_repeats_what_was_refused(
    hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "75" in await hook.person().says(QUESTION)
    database = hook.service.services.database
    monkeypatch.setattr(database, "write", fails(1, database.write))
    await hook.house.post("message", user_id=PERSON, text="/topik")

    async def answered() -> bool:
        return "Pilih bidang" in await hook.person().reads()

    await hook.house.until(answered)
    webhook = hook.house.simulator.world.bots.current.webhook
    assert webhook is not None
    assert webhook.last_error is not None
    assert len(await hook.answers()) == 2
