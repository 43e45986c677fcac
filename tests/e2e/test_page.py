"""The chat page in a real browser against a running demo: what a person sees, taps and types."""

from collections.abc import AsyncIterator
from functools import partial

import aiohttp
import pytest
import pytest_asyncio

from bot.demo import demo
from bot.markup import FENCE
from bot.seed import PERSONAS
from bot.simulator.server import Simulator
from knowledge.schema import Topic
from tests.support.browser import PROGRAM, Browser, has_browser, open_browser
from tests.support.chat_page import ChatPage, chat_page
from tests.support.house import built_in_library

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not has_browser(), reason=f"the page is tried in {PROGRAM}, which is not on this machine"),
]
module_fixture = partial(pytest_asyncio.fixture, scope="module", loop_scope="module")

ASN, COORDINATOR = PERSONAS[0], PERSONAS[2]
OTHER_SUBJECT_SECONDS = 3600
"""After that long the bot no longer reads a question against the last one."""
BEYOND_THE_PHONE = """
const phone = document.querySelector("#phone").getBoundingClientRect();
const spills = (node) => node.clientWidth && node.scrollWidth > node.clientWidth + 1
  && getComputedStyle(node).textOverflow !== "ellipsis";
const sticksOut = ({ left, right }) => left < phone.left - 1 || right > phone.right + 1;
return [...document.querySelectorAll("#phone, #phone *:not(.text, pre, pre *, .unseen)")]
  .filter((node) => node.checkVisibility() && (spills(node) || sticksOut(node.getBoundingClientRect())))
  .map((node) => node.outerHTML);
"""
BRIGHTNESS = """
const colour = getComputedStyle(find(selector, "")).backgroundColor;
return Math.max(...colour.match(/[0-9.]+/g).slice(0, 3).map(Number));
"""
FOREIGN_PICTURE = """
const image = new Image();
image.src = "http://127.0.0.2/gambar.png";
await new Promise((refused) => image.addEventListener("error", refused));
"""


@module_fixture()
async def simulator() -> AsyncIterator[Simulator]:
    async with demo(0) as simulator:
        yield simulator


@module_fixture()
async def browser() -> AsyncIterator[Browser]:
    async with open_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def chat(simulator: Simulator, browser: Browser) -> AsyncIterator[ChatPage]:
    """An ASN's page in an empty world; whatever is done there, it complains of nothing and asks nobody else."""
    async with aiohttp.ClientSession(simulator.url, raise_for_status=True) as http:
        await http.post("/sim/reset", json={})
        await http.post("/sim/clock", json={"advance": OTHER_SUBJECT_SECONDS})
    async with chat_page(browser, simulator.url, ASN.user_id) as chat:
        yield chat
        assert await chat.page.evaluate(BEYOND_THE_PHONE) == []
        assert chat.page.complaints == []
        assert [url for url in chat.page.requested if not url.startswith(simulator.url)] == []


async def test_an_asn_begins_asks_and_reads_the_sourced_answer(chat: ChatPage) -> None:
    assert ASN.unit in await chat.page.reads("#persona")
    assert "brp nilai minimal wbk" in await chat.begins()
    answer = await chat.says("brp nilai minimal wbk", hears="📚")
    assert "75" in answer.splitlines()[0]
    assert "PermenPANRB 90/2021" in answer


async def test_a_tapped_button_changes_the_message_above_it(chat: ChatPage) -> None:
    await chat.begins()
    await chat.taps("Bantuan", hears="Cara bertanya")
    assert "diedit" in await chat.taps("Lihat topik", hears="Pilih bidang")
    assert await chat.page.evaluate("return document.querySelectorAll('.message.in').length") == 1


async def test_an_edited_question_has_its_answer_edited(chat: ChatPage) -> None:
    await chat.begins()
    await chat.says("brp nilai minimal wbk", hears="WBK")
    await chat.page.tap(".message.out .stamp")
    await chat.page.tap(".menu button", "Ubah")
    assert await chat.page.evaluate("return document.activeElement.value") == "brp nilai minimal wbk"
    await chat.page.evaluate("document.activeElement.select()")
    await chat.page.type("apa itu maklumat pelayanan")
    await chat.page.tap("#send")
    assert "diedit" in await chat.hears("Maklumat pelayanan adalah")
    assert "diedit" in await chat.page.reads(".message.out .bubble", "apa itu maklumat pelayanan")


async def test_topics_are_browsed_from_the_fields_to_an_answer(chat: ChatPage) -> None:
    await chat.begins()
    await chat.page.tap("#menu-button")
    await chat.page.tap(".sheet button", "/topik")
    await chat.hears("Pilih bidang")
    await chat.taps("Zona Integritas", hears="Halaman 1")
    await chat.taps("Hal. berikut", hears="Halaman 2")
    await chat.taps("Hal. sebelum", hears="Halaman 1")
    await chat.taps("Capaian kinerja dalam nilai ZI", hears="📌 Capaian kinerja dalam nilai ZI")


async def test_commands_are_offered_while_they_are_typed(chat: ChatPage) -> None:
    await chat.begins()
    await chat.page.tap("#input")
    await chat.page.type("/ban")
    assert "Cara memakai" in await chat.page.reads("#suggestions")
    await chat.page.tap("#suggestions button", "/bantuan")
    await chat.hears("Cara bertanya")
    assert await chat.page.evaluate("return document.querySelector('#input').value") == ""


async def test_each_persona_has_a_chat_of_their_own(chat: ChatPage) -> None:
    await chat.begins()
    await chat.page.tap("#persona")
    await chat.page.tap(".sheet .person", COORDINATOR.first_name)
    assert COORDINATOR.unit in await chat.page.reads("#persona", COORDINATOR.role)
    assert str(COORDINATOR.user_id) in await chat.begins()
    await chat.page.tap("#persona")
    await chat.page.tap(".sheet .person", ASN.first_name)
    await chat.hears(f"Nomor Telegram Anda: {ASN.user_id}")


async def test_the_clock_sheet_moves_the_clock_and_the_chat_with_it(chat: ChatPage, simulator: Simulator) -> None:
    await chat.begins()
    before = simulator.world.clock.now()
    await chat.page.tap("#clock-button")
    shown = await chat.page.reads(".sheet .clock-face")
    await chat.page.tap(".sheet .step", "+7 hari")
    await chat.page.until(f"find('.sheet .clock-face', '').innerText !== '{shown}'")
    assert (simulator.world.clock.now() - before).days == 7
    await chat.page.tap(".sheet [aria-label=Tutup]")
    await chat.says("/topik", hears="Pilih bidang")
    await chat.page.until("document.querySelectorAll('.separator').length === 2")


async def test_an_unfolded_quote_is_read_from_its_beginning(chat: ChatPage) -> None:
    await chat.begins()
    await chat.says("brp nilai minimal wbk", hears="📚")
    top = "return document.querySelector('.fold').getBoundingClientRect().top"
    folded = await chat.page.evaluate(top)
    await chat.page.tap(".unfold")
    await chat.page.until("find('.fold.open pre', 'Tatalaksana') && !document.querySelector('#jump').hidden")
    assert await chat.page.evaluate(top) == pytest.approx(folded, abs=2)
    await chat.page.tap("#jump")
    await chat.page.until("document.querySelector('#jump').hidden")


async def test_day_and_night_have_their_own_colours(chat: ChatPage) -> None:
    await chat.begins()
    bubble = "const selector = '.message.in .bubble';" + BRIGHTNESS
    assert await chat.page.evaluate(bubble) > 200
    await chat.page.prefer("dark")
    assert await chat.page.evaluate(bubble) < 80


def _table_width(topic: Topic) -> int:
    tables = FENCE.findall("\n".join(filter(None, (topic.answer, topic.more))))
    return max((len(line) for table in tables for line in table.splitlines()), default=0)


async def test_long_words_and_wide_tables_stay_on_the_phone(chat: ChatPage) -> None:
    topics = built_in_library().index.base.topics.values()
    await chat.begins()
    await chat.says(300 * "W", hears="")
    await chat.page.reads(".message.out .bubble", 300 * "W")
    for topic in sorted(topics, key=_table_width)[-3:]:
        await chat.says(f"/start t_{topic.key}", hears=f"📌 {topic.title}")
        assert await chat.page.evaluate(BEYOND_THE_PHONE) == []


async def test_the_page_loads_nothing_from_elsewhere(simulator: Simulator, browser: Browser) -> None:
    async with chat_page(browser, simulator.url, ASN.user_id) as chat:
        await chat.page.evaluate(FOREIGN_PICTURE)
        assert "Content Security Policy" in "".join(chat.page.complaints)
