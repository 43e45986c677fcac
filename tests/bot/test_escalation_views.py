"""However long what people wrote: a card and an answer fit in one message."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.asking.views import topic_view
from bot.escalations import views
from bot.escalations.store import Escalation
from bot.simulator.text.html_parser import parse_html
from bot.view import View
from knowledge.checking import MESSAGE_UNITS, units
from tests.support.house import built_in_library

WORDS = "&<x " * 1000
ASKED = Escalation(1, WORDS[:1000], "x", None, "open", 0, None, None, None, None, datetime(2026, 11, 23, tzinfo=UTC))
ANSWERED = replace(ASKED, state="answered", taken_by=9, answer=WORDS[: views.LONGEST_REPLY])
DRAFTED = replace(ASKED, state="taken", taken_by=9, draft=WORDS[: views.LONGEST_REPLY])


@pytest.mark.parametrize(
    "view",
    [
        views.card_view(ANSWERED, 9, "23 Nov 2026 09.00 · 12 penanya", views.before_text(ANSWERED, None)),
        views.card_view(ASKED, 9, "23 Nov 2026 09.00", views.before_text(ANSWERED, None)),
        views.reply_preview(DRAFTED),
        views.answered_view(ANSWERED),
        views.status_view(ASKED),
    ],
    ids=["answered card", "open card", "preview", "answer", "status"],
)
def test_it_fits_in_one_message(view: View) -> None:
    assert units(parse_html(view.text)[0]) <= MESSAGE_UNITS


def test_every_topic_fits_below_a_coordinators_word() -> None:
    base = built_in_library().index.base
    shown = [views.settled_with_view(ASKED, topic_view(base, topic)).text for topic in base.topics.values()]
    assert max(units(parse_html(text)[0]) for text in shown) <= MESSAGE_UNITS


def test_a_card_tells_what_a_follow_up_goes_on_from() -> None:
    topic = built_in_library().index.base.topics["zi.ambang-nilai"]
    assert topic.title in views.before_text(replace(ANSWERED, answer=None, topic_id=topic.id), topic)
