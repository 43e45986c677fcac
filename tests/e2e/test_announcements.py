"""An announcement from its draft to everybody's receipt, against a Telegram that floods, blocks and forgets."""

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.announcements import audience, store
from bot.announcements.audience import Audience
from bot.announcements.store import KIND, Broadcast, Receipts
from bot.database import Connection
from bot.people import members
from reminders import outbox
from reminders.pacing import Pace
from tests.support.calm import Calm
from tests.support.clock import ManualClock
from tests.support.house import ADMIN, House, built_in_library, open_house
from tests.support.office import COORDINATOR, FOCAL, HEAD, OTHER_FOCAL, open_office

FIRST = 100_001
TEXT = "Rapat RB <b>besok</b>."
BODY = {"method": "sendMessage", "params": {"text": TEXT, "parse_mode": "HTML"}}


async def write(house: House, work: Any) -> Any:
    return await house.service.services.database.write(work)


async def settle_in(house: House, people: int) -> None:
    """Let so many people have begun to use the bot."""
    world = house.simulator.world
    for number in (ADMIN, *range(FIRST, FIRST + people)):
        world.private(world.user(number))

    def work(on: Connection) -> None:
        for number in range(FIRST, FIRST + people):
            members.remember(on, number, number, house.clock.now())

    await write(house, work)


async def announce(house: House, to: Audience | None = None, **more: Any) -> int:
    """Schedule an announcement for now; the next tick begins it."""
    now = house.clock.now()

    def work(on: Connection) -> int:
        number = store.draft(on, ADMIN, ADMIN, BODY, to or Audience(), now, **more)
        assert store.schedule(on, number, 0, now)
        return number

    return int(await write(house, work))


async def find(house: House, number: int) -> Broadcast:
    found = await house.service.services.database.read(lambda on: store.find(on, number))
    assert found is not None
    return found


async def receipts(house: House, number: int) -> Receipts:
    return await house.service.services.database.read(lambda on: store.receipts(on, number))


async def received(house: House) -> Counter[int]:
    calls = [call for call in await house.calls("sendMessage") if "result" in call]
    return Counter(call["params"]["chat_id"] for call in calls if call["params"]["text"] == TEXT)


async def send(house: House) -> None:
    """Tick, wait until all is sent, and tick once more, so that the end is noted."""
    for _ in range(2):
        await house.service.tick()
        await house.idle()


async def test_everybody_gets_it_once_and_its_author_sees_how_it_went(house: House) -> None:
    await settle_in(house, 30)
    house.simulator.world.chats[FIRST + 3].blocked = True
    topic = next(iter(house.library.index.base.topics))
    number = await announce(house, topic_id=topic)
    await send(house)
    await send(house)
    everybody = {FIRST + one: 1 for one in range(30) if one != 3}
    assert await received(house) == everybody
    assert await receipts(house, number) == Receipts(sent=29, unreachable=1)
    assert (await find(house, number)).state == "done"
    told = await house.person(ADMIN).reads()
    assert "Pengumuman selesai dikirim" in told
    assert "29 dari 30" in told
    assert "Tidak terjangkau: 1" in told
    assert len(await house.person(ADMIN).from_bot()) == 1
    assert (await house.person(FIRST).buttons())[0].startswith("📖")


async def test_who_blocked_the_bot_is_left_in_peace_until_they_write_again(house: House) -> None:
    await settle_in(house, 2)
    chat = house.simulator.world.chats[FIRST]
    chat.blocked = True
    await announce(house)
    await send(house)
    chat.blocked = False
    await announce(house)
    await send(house)
    assert await received(house) == {FIRST + 1: 2}
    await house.person(FIRST).says("brp nilai minimal wbk")
    await announce(house)
    await send(house)
    assert await received(house) == {FIRST: 1, FIRST + 1: 3}


async def test_who_stopped_the_news_meanwhile_gets_none(house: House) -> None:
    await settle_in(house, 3)
    number = await announce(house)
    await write(house, lambda on: outbox.pause(on, KIND, number))
    await house.service.tick()
    await write(house, lambda on: members.want_news(on, FIRST, False, house.clock.now()))
    await write(house, lambda on: outbox.resume(on, KIND, number))
    await send(house)
    assert await received(house) == {FIRST + 1: 1, FIRST + 2: 1}


async def test_paused_resumed_and_cancelled(house: House) -> None:
    await settle_in(house, 5)
    now, number = house.clock.now(), await announce(house)
    await write(house, lambda on: store.begin(on, number, 1, now))
    assert await write(house, lambda on: store.pause(on, number, 2))
    assert not await write(house, lambda on: store.pause(on, number, 2))
    await house.service.tick()
    assert (await receipts(house, number)).waiting == 5
    assert await write(house, lambda on: store.resume(on, number, 3))
    await send(house)
    assert len(await received(house)) == 5
    other = await announce(house)
    await write(house, lambda on: store.begin(on, other, 1, now))
    await write(house, lambda on: store.pause(on, other, 2))
    await house.service.tick()
    assert await write(house, lambda on: store.cancel(on, other, 3, now))
    await send(house)
    assert await receipts(house, other) == Receipts(withdrawn=5)
    assert await house.rows("SELECT * FROM outbox_pauses") == []
    assert sum((await received(house)).values()) == 5


async def test_what_is_unknown_is_sent_again_only_when_its_author_says_so(house: House) -> None:
    await settle_in(house, 3)
    await house.post("fault", method="sendMessage", kind="lost_answer", chat_id=FIRST)
    number = await announce(house)

    async def over() -> bool:
        await house.service.tick()
        return (await find(house, number)).state == "done"

    await house.until(over)
    assert await receipts(house, number) == Receipts(sent=2, unknown=1)
    assert sum((await received(house)).values()) == 3
    version = (await find(house, number)).version
    now = house.clock.now()
    assert await write(house, lambda on: store.resend(on, number, version, ["unknown", "failed"], now)) == 1
    await house.until(over)
    assert await receipts(house, number) == Receipts(sent=3)


async def test_it_begins_when_its_time_has_come(house: House) -> None:
    await settle_in(house, 1)
    number = await write(house, lambda on: store.draft(on, ADMIN, ADMIN, BODY, Audience(), house.clock.now()))
    later = house.clock.now().replace(hour=23)
    assert await write(house, lambda on: store.schedule(on, number, 0, later))
    await send(house)
    assert await received(house) == {}
    assert await write(house, lambda on: store.unschedule(on, number, 1))
    assert await write(house, lambda on: store.schedule(on, number, 2, later))
    house.clock.advance(86_400)
    await send(house)
    assert await received(house) == {FIRST: 1}


async def test_readers_say_that_they_read_it_once_each(house: House) -> None:
    await settle_in(house, 2)
    number = await announce(house, acknowledged=True)
    await send(house)
    now = house.clock.now()
    for new in (True, False):
        assert await write(house, lambda on: store.acknowledge(on, number, FIRST, now)) is new
    assert await receipts(house, number) == Receipts(sent=2, acknowledged=1)


async def test_queued_in_portions_nobody_is_left_out(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PORTION", 3)
    await settle_in(house, 9)
    number = await announce(house)
    await send(house)
    assert (await receipts(house, number)).sent == 9


async def test_whom_it_is_for(house: House) -> None:
    office = await open_office(house)
    await settle_in(house, 2)
    for person in (FOCAL, OTHER_FOCAL, HEAD, COORDINATOR, ADMIN):
        await write(house, lambda on, person=person: members.remember(on, person, person, house.clock.now()))
    await write(house, lambda on: members.name_unit(on, FIRST, office.disdik))
    expected = {
        Audience(): {FIRST, FIRST + 1, FOCAL, OTHER_FOCAL, HEAD, COORDINATOR, ADMIN},
        Audience(role="focal"): {FOCAL, OTHER_FOCAL},
        Audience(role="coordinator"): {COORDINATOR, ADMIN},
        Audience(role="admin"): {ADMIN},
        Audience(units=(office.disdik,)): {FOCAL, HEAD, FIRST},
        Audience(role="head", units=(office.disdik,)): {HEAD},
        Audience(kinds=("opd",)): {FOCAL, HEAD, OTHER_FOCAL, FIRST},
        Audience(kinds=("bagian",)): set(),
        Audience(open_round=office.round): {FOCAL, HEAD, OTHER_FOCAL},
    }
    finish = "UPDATE tasks SET state = 'done' WHERE unit_id = :unit"
    for to, people in expected.items():
        assert await chosen(house, to) == people, to
    await write(house, lambda on: on.execute(finish, unit=office.dinkes))
    assert await chosen(house, Audience(open_round=office.round)) == {FOCAL, HEAD}


async def chosen(house: House, to: Audience) -> set[int]:
    assert Audience.read(to.stored()) == to

    def work(on: Connection) -> set[int]:
        found = {row["person_id"] for row in on.all(audience.query(to), **to.values({ADMIN}))}
        assert audience.count(on, to, {ADMIN}) == len(found)
        return found

    return await house.service.services.database.read(work)


PEOPLE = 100


@pytest.fixture
async def paced_house(clock: ManualClock, tmp_path: Any) -> AsyncIterator[House]:
    """A house at the real pace, in front of a Telegram that enforces its limits."""
    url = f"sqlite:///{tmp_path / 'klinik.db'}"
    async with open_house(url, clock, built_in_library(), Pace()) as house:
        house.simulator.world.limits.enforced = True
        await settle_in(house, PEOPLE)
        yield house


async def test_the_whole_pace_is_kept_without_one_flood(paced_house: House) -> None:
    house, calm = paced_house, Calm(paced_house)
    await announce(house)
    await house.service.tick()
    await calm.pass_time(1.03 * PEOPLE / 25)
    assert await received(house) == {FIRST + one: 1 for one in range(PEOPLE)}
    assert all("error" not in call for call in await house.calls("sendMessage"))


async def test_a_question_is_answered_while_an_announcement_is_sent(paced_house: House) -> None:
    house, calm = paced_house, Calm(paced_house)
    await announce(house)
    await house.service.tick()
    for asker in range(1001, 1006):
        await calm.pass_time(0.1)
        await house.post("message", user_id=asker, text="brp nilai minimal wbk")
        await calm.pass_time(0.2)
        assert await house.person(asker).from_bot()
    assert 0 < len(await received(house)) < PEOPLE
    await calm.pass_time(1.0)
