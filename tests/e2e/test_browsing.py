"""Browsing by section, paging, the way back, deep links, and buttons that have grown old."""

import pytest

from bot.actions import OpenSection
from bot.asking.views import PAGE
from bot.codes import encode
from knowledge.library import Library
from tests.support.house import House, built_in_library


@pytest.fixture(scope="module")
def library() -> Library:
    return built_in_library()


async def test_from_the_shelves_to_a_facet_and_back(house: House) -> None:
    asn = house.person()
    await asn.says("/topik")
    shelf = next(label for label in await asn.buttons() if "Zona Integritas" in label)
    assert "Halaman 1 dari" in await asn.taps(shelf)
    assert "Halaman 2 dari" in await asn.taps("Hal. berikut ›")
    assert "Halaman 1 dari" in await asn.taps("‹ Hal. sebelum")
    title = (await asn.buttons())[0]
    assert f"📌 {title}" in await asn.taps(title)
    back = next(label for label in await asn.buttons() if label.startswith("‹ "))
    await asn.taps(back)
    assert "Pilih bidang" in await asn.taps("🗂 Bidang")
    assert len(await asn.from_bot()) == 1


async def test_every_topic_can_be_reached_by_tapping(house: House) -> None:
    base = house.service.services.library.index.base
    asn = house.person()
    await asn.says("/topik")
    seen = set()
    for section in base.sections.values():
        pages = -(-len(base.topics_of(section)) // PAGE)
        for page in range(pages):
            data = encode(OpenSection(section.key, page))
            await house.post("callback", user_id=asn.user_id, chat_id=asn.user_id, message_id=2, data=data)
            await house.idle()
            seen |= set(await asn.buttons())
    assert {topic.title for topic in base.topics.values()} <= seen


async def test_a_facet_comes_first_and_nothing_is_said_twice(house: House) -> None:
    asn = house.person()
    await asn.says("/start t_zan")
    assert (await asn.taps("Contoh")).startswith("Contoh hitungan")
    told = [line for line in (await asn.from_bot())[-1]["html"].splitlines() if len(line) > 40]
    assert len(told) == len(set(told))
    assert "Jawaban utama" in await asn.buttons()
    assert "📌" in await asn.taps("Jawaban utama")


async def test_a_deep_link_opens_its_topic(house: House) -> None:
    assert "📌 Nilai minimal WBK dan WBBM" in await house.person().says("/start t_zan")


async def test_a_dead_deep_link_shows_the_shelves(house: House) -> None:
    assert "Pilih bidang" in await house.person().says("/start t_tidakada")


async def test_a_button_to_a_topic_that_is_no_more_refreshes(house: House) -> None:
    asn = house.person()
    await asn.says("/topik")
    await house.post("callback", user_id=asn.user_id, chat_id=asn.user_id, message_id=2, data="1t:tidakada")
    await house.idle()
    assert "Pilih bidang" in await asn.reads()
    [answer] = await house.calls("answerCallbackQuery")
    assert "sudah tidak ada" in answer["params"]["text"]


async def test_foreign_callback_data_shows_where_to_start(house: House) -> None:
    asn = house.person()
    await asn.says("/topik")
    for data in ("0x:lama", "1t", "1s:zi:99999999999999999999", "'; DROP TABLE inbox; --"):
        await house.post("callback", user_id=asn.user_id, chat_id=asn.user_id, message_id=2, data=data)
        await house.idle()
    assert "Selamat datang" in await asn.reads()
    assert {call["params"]["text"] for call in await house.calls("answerCallbackQuery")} == {
        "Tombol ini sudah kedaluwarsa."
    }


async def test_a_tap_that_comes_from_no_chat_does_nothing(house: House) -> None:
    person = {"id": 1001, "is_bot": False, "first_name": "A"}
    tap = {"id": "7", "from": person, "chat_instance": "1", "inline_message_id": "abc", "data": "1h"}
    await house.post("update", update_id=2_000_000_000, callback_query=tap)
    await house.idle()
    assert [row["state"] for row in await house.rows("SELECT state FROM inbox")] == ["applied"]
    assert await house.calls("sendMessage") == []
