"""Every view of planning is one that Telegram takes, however much there is to show."""

from datetime import date

import pytest

from bot.checklists.rounds import Checklist, Item, Round
from bot.people.store import KINDS, Unit
from bot.planning import assigning_views, desk_views, editing_views, making_views
from bot.planning.assigning_views import Choice
from bot.planning.drafts import Draft
from bot.planning.editing_views import ItemCard
from bot.planning.lines import ReadItems, RowFault
from bot.planning.plans import Plan
from bot.planning.sharing import Shared
from bot.simulator.text.formatted import formatted
from bot.view import View
from tests.support.house import built_in_library

TODAY = date(2026, 11, 28)
BIG = 10**15
HOSTILE = "<b>&" * 60
LIST = Checklist(BIG, HOSTILE[:60], HOSTILE * 3, None, 150)
ROUND = Round(BIG, BIG, HOSTILE[:60], HOSTILE[:40], TODAY, False)
UNITS = tuple(
    Unit(f"u{number}", HOSTILE[:100], HOSTILE[:40], KINDS[number % len(KINDS)], id=BIG + number)
    for number in range(600)
)
DRAFT = Draft(
    BIG, LIST, None, BIG, True, HOSTILE[:40], TODAY, HOSTILE[:60], frozenset(unit.id for unit in UNITS), False
)
ITEM = Item(HOSTILE[:24], HOSTILE[:70], HOSTILE[:300], HOSTILE[:160], "x", HOSTILE[:40], 5, -30, True, BIG, 999)
CARD = ItemCard(ITEM, BIG, None, 18, False)
CHOICE = Choice(DRAFT, UNITS, KINDS)
FAULTS = tuple(RowFault(number, HOSTILE) for number in range(200))
SHARED = Shared(ROUND, UNITS, 90_000, 5000, UNITS)

VIEWS = {
    "plans": desk_views.plans_view([Plan(ROUND, 600, 5, 9000, 500)] * desk_views.PAGE, 3, 99, TODAY),
    "no plans": desk_views.plans_view([], 0, 0, TODAY),
    "plan": desk_views.plan_view(Plan(ROUND, 600, 5, 9000, 500), UNITS[:12], 150, TODAY),
    "round due": desk_views.round_due_view(ROUND, TODAY, TODAY),
    "checklists": desk_views.checklists_view([LIST] * 99, 5),
    "checklist": desk_views.checklist_view(LIST, [ROUND] * 6, HOSTILE),
    "drop": desk_views.drop_view(LIST),
    "added": making_views.added_view(BIG, ReadItems((ITEM,), FAULTS), 150, (BIG, BIG), 600),
    "dry run": making_views.dry_run_view(HOSTILE[:60], [ITEM] * 150, FAULTS, BIG),
    "items": editing_views.items_view(LIST, [ITEM] * 150, 7),
    "item": editing_views.item_view(CARD),
    "dropped": editing_views.dropped_view(CARD, 600, 600),
    "restored": editing_views.restored_view(CARD, 600),
    "topics": editing_views.topics_view(ITEM, list(built_in_library().index.base.topics.values())[:6]),
    "days": editing_views.days_view(ITEM),
    "units": assigning_views.units_view(CHOICE),
    "unit list": assigning_views.unit_list_view(CHOICE, UNITS, 40),
    "due": assigning_views.due_read_view(DRAFT, TODAY, TODAY),
    "clash": assigning_views.clash_view(ROUND),
    "preview": assigning_views.preview_view(DRAFT, TODAY, UNITS, 12, TODAY),
    "shared": assigning_views.shared_view(SHARED, 600),
    "told": assigning_views.told_view(ROUND, UNITS, 150),
}


def assert_sendable(view: View) -> None:
    shown = formatted(view.text, "HTML", None)
    assert len(shown.text.encode("utf-16-le")) // 2 <= 4096
    keyboard = view.params()["reply_markup"]["inline_keyboard"]
    assert sum(map(len, keyboard)) <= 100
    for row in keyboard:
        assert row
        assert all(0 < len(button["text"]) <= 64 for button in row)


@pytest.mark.parametrize("name", VIEWS)
def test_it_can_be_sent(name: str) -> None:
    assert_sendable(VIEWS[name])


def test_every_template_can_be_shown() -> None:
    base = built_in_library().index.base
    assert_sendable(making_views.templates_view(list(base.checklists.values()), 0))
    for template in base.checklists.values():
        assert_sendable(making_views.template_view(template, base))
