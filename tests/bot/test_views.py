"""Every view that the content can give is one that Telegram takes."""

from dataclasses import replace
from itertools import pairwise

import pytest

from bot.asking.shelves import section_view, shelves_view
from bot.asking.views import PAGE, comparison_view, outcome_view, topic_view, unknown_view
from bot.asking.words import standing
from bot.codes import LIMIT
from bot.markup import unfolded_text
from bot.simulator.text.formatted import formatted
from bot.view import View
from knowledge.answering import Answer, Unknown, answer
from knowledge.base import KnowledgeBase
from knowledge.schema import Agency
from tests.support.house import built_in_library

COMPARISON = 900
"""Characters of two topics side by side."""
PHONE = 1100
"""Characters before unfolding, buttons apart, that fit on about one screen and a half."""


TOLD_WHOLE = 1600
"""The same for who asks for what is mostly folded: a whole table, say."""


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return built_in_library().index.base


def test_what_replaced_a_regulation_is_told_and_not_what_amended_it_before(base: KnowledgeBase) -> None:
    old, amended = base.regulations["permenpanrb-52-2014"], base.regulations["permenpanrb-90-2021"]
    assert standing(old, base.regulations) == "dicabut, diganti PermenPANRB 90/2021"
    assert standing(amended, base.regulations) == "berlaku, diubah PermenPANRB 5/2024"
    assert standing(old.model_copy(update={"replaced_by": ()}), base.regulations) == "dicabut"


def assert_sendable(view: View) -> None:
    shown = formatted(view.text, "HTML", None)
    assert len(shown.text.encode("utf-16-le")) // 2 <= 4096
    for row in view.params()["reply_markup"]["inline_keyboard"]:
        assert row
        for button in row:
            assert 0 < len(button["text"]) <= 64
            assert len(button.get("callback_data", "").encode()) <= LIMIT


def test_every_topic_and_part_can_be_sent(base: KnowledgeBase) -> None:
    for topic in base.topics.values():
        for part in (None, *topic.parts):
            view = topic_view(base, topic, part)
            assert_sendable(view)
            assert len(unfolded_text(view.text)) <= (TOLD_WHOLE if part == "more" else PHONE), (topic.id, part)


def test_what_is_mostly_folded_comes_first_where_it_is_asked_for(base: KnowledgeBase) -> None:
    topic = base.topics["zi.wbk-wbbm"].model_copy(update={"more": "Yang panjang."})
    view = topic_view(base, topic, "more")
    assert unfolded_text(view.text).startswith("Yang panjang.\n\nWBK (Wilayah Bebas dari Korupsi)")
    assert view.text.count("Yang panjang.") == 1
    assert "Jawaban utama" in [button.text for row in view.keyboard for button in row]


def test_every_page_of_every_section_can_be_sent(base: KnowledgeBase) -> None:
    assert_sendable(shelves_view(base))
    for section in base.sections.values():
        for page in range(-(-len(base.topics_of(section)) // PAGE) + 1):
            assert_sendable(section_view(base, section, page))


def test_any_two_topics_can_be_compared_on_one_screen(base: KnowledgeBase) -> None:
    topics = list(base.topics.values())
    for left, right in pairwise([*topics, topics[0]]):
        view = comparison_view(base, (left, right))
        assert_sendable(view)
        assert len(unfolded_text(view.text)) <= COMPARISON, (left.id, right.id)
        assert [row[0].text for row in view.keyboard] == [left.title, right.title]


def test_a_line_of_another_part_is_read_before_the_sources(base: KnowledgeBase) -> None:
    topic = base.topics["zi.wbk-wbbm"]
    lines = unfolded_text(topic_view(base, topic, line="Satu <hal> lagi.").text).splitlines()
    assert lines[lines.index("Satu <hal> lagi.") + 1].startswith("📌")


def test_a_facet_is_followed_by_how_the_answer_begins(base: KnowledgeBase) -> None:
    topic = base.topics["zi.wbk-wbbm"].model_copy(update={"facets": {"bobot": "Enam puluh."}})
    lines = unfolded_text(topic_view(base, topic, "bobot").text).splitlines()
    assert lines[0] == "Enam puluh."
    assert lines[2].startswith("WBK (Wilayah Bebas dari Korupsi)")


def test_the_second_question_is_a_button(base: KnowledgeBase) -> None:
    first, second = base.topics["zi.definisi"], base.topics["layanan.maklumat"]
    view = outcome_view(base, Answer(first, None, (), also=second))
    assert view.keyboard[0][0].text == second.title


def test_a_revoked_regulation_says_so_and_names_its_successor(base: KnowledgeBase) -> None:
    text = unfolded_text(topic_view(base, base.topics["rb.predikat-lama"]).text)
    assert "(dicabut, diganti PermenPANRB 9/2023)" in text
    assert "Ketentuan lama" in text


def test_where_nothing_is_known_the_agencys_own_contact_is_named(base: KnowledgeBase) -> None:
    agency = Agency(office="Bagian <Organisasi>", phone="0000")
    with_contact = replace(base, agency=agency)
    assert "Bagian &lt;Organisasi&gt;: 0000" in unknown_view(with_contact, Unknown(None, ())).text


def test_markup_in_a_question_never_reaches_the_view() -> None:
    index = built_in_library().index
    view = outcome_view(index.base, answer("<b>brp nilai minimal wbk</b> <script>", index))
    assert "<script>" not in view.text
