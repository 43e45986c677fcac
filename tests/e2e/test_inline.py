"""An answer is shared into any chat by typing the bot's name."""

from collections.abc import Iterable
from typing import Any

import pytest

from knowledge.library import Library
from tests.support.house import House, built_in_library


@pytest.fixture(scope="module")
def library() -> Library:
    return built_in_library()


async def typed(house: House, query: str) -> list[dict[str, Any]]:
    [results] = await all_typed(house, [query])
    return results


async def all_typed(house: House, queries: Iterable[str]) -> list[list[dict[str, Any]]]:
    """Type one after the other without waiting, and return what each was offered."""
    asked = [await house.post("inline", user_id=1001, query=query) for query in queries]
    await house.idle()
    return [(await house.get(f"inline/{one['inline_query_id']}"))["results"] for one in asked]


async def test_what_is_typed_offers_the_topics_that_fit(house: House) -> None:
    results = await typed(house, "nilai minimal wbk")
    assert results[0]["title"] == "Nilai minimal WBK dan WBBM"
    assert "75" in results[0]["description"]
    assert "PermenPANRB 90/2021" in results[0]["input_message_content"]["message_text"]
    [[button]] = results[0]["reply_markup"]["inline_keyboard"]
    assert button["url"].endswith("?start=t_zan")


async def test_nothing_typed_offers_one_of_each_section(house: House) -> None:
    base = house.service.services.library.index.base
    filled = [section for section in base.sections.values() if base.topics_of(section)]
    assert len(await typed(house, "")) == len(filled)


async def test_nonsense_offers_nothing(house: House) -> None:
    assert await typed(house, "qwrtzx plmkn") == []


async def test_what_is_only_typed_is_not_kept(house: House) -> None:
    await typed(house, "nilai minimal wbk")
    assert await house.rows("SELECT update_id FROM inbox") == []
    assert await house.rows("SELECT id FROM effects") == []
    assert await house.rows("SELECT id FROM questions") == []


async def test_every_topic_can_be_shared(house: House) -> None:
    titles = [topic.title for topic in house.service.services.library.index.base.topics.values()]
    offered = await all_typed(house, titles)
    assert [title for title, results in zip(titles, offered, strict=True) if not results] == []
    refused = [call for call in await house.calls("answerInlineQuery") if "error" in call]
    assert refused == []


async def test_a_fault_while_somebody_types_takes_nothing_down(house: House) -> None:
    await house.post("fault", method="answerInlineQuery", code=400, description="Bad Request: query is too old")
    await house.post("inline", user_id=1001, query="wbk")
    await house.idle()
    assert "75" in await house.person().says("brp nilai minimal wbk")
