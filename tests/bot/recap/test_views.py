"""Every view fits Telegram, whatever people called things."""

from datetime import date

import pytest

from bot.checklists.rounds import Round
from bot.checklists.states import STATES
from bot.checklists.store import Progress, Task
from bot.checklists.words import bar
from bot.markup import unfolded_text
from bot.people.store import Unit
from bot.recap.export_views import caption, export_view, exports_view, part_caption
from bot.recap.standing import Stand, UnitCard
from bot.recap.store import Stuck, UnitStand
from bot.recap.unit_views import unit_view
from bot.recap.views import recap_view, recaps_view
from bot.reports.figures import Tally, UnitRow
from bot.view import View

LONG = "Dinas <Urusan> & Lain-lain " * 20
TODAY = date(2026, 12, 1)
ROUND = Round(1, 1, LONG, LONG, date(2026, 12, 15), closed=False)
TALLY = Tally(total=1000, open=100, doing=200, done=100, returned=100, verified=100, exempt=200, blocked=200, late=400)


def fits(view: View) -> bool:
    buttons = sum(len(row) for row in view.params()["reply_markup"]["inline_keyboard"])
    return len(unfolded_text(view.text)) <= 4096 and len(view.text) <= 10_000 and buttons <= 100


def stand(units: int, areas: int) -> Stand:
    rows = [UnitStand(number, UnitRow(f"u{number}", LONG, LONG, "opd"), TALLY) for number in range(units)]
    stuck = [Stuck(LONG, 150, LONG)] * 3
    return Stand(ROUND, TODAY, rows, [(LONG, TALLY)] * areas, 0.63, stuck, alone=False)


@pytest.mark.parametrize("tab", ["units", "areas", "x"])
def test_a_recap_of_many_units_with_long_names_fits(tab: str) -> None:
    assert fits(recap_view(stand(600, 40), tab, 59))
    assert fits(recap_view(stand(600, 40), tab, 999_999))
    assert fits(recap_view(stand(0, 0), tab, 0))


def test_the_share_by_weight_is_told_where_weights_differ() -> None:
    assert "(berbobot 63%)" in recap_view(stand(1, 1), "units", 0).text


def test_the_other_views_fit() -> None:
    assert fits(recaps_view([(ROUND, TALLY)] * 50, 4))
    assert fits(exports_view([ROUND] * 50, 4))
    assert fits(export_view(ROUND, alone=False))
    unit = Unit("a", LONG, LONG, "opd", id=1)
    assert len(part_caption(unit, ROUND, 1, 2)) <= 1024
    assert len(caption("heatmap", ROUND)) <= 1024


def test_the_card_of_a_unit_with_long_names_fits() -> None:
    unit = Unit("a", LONG, LONG, "opd", id=1)
    tasks = [
        Task(n, 1, 1, 1, n, n, f"{LONG}{n % 40}", LONG, date(2026, 11, 1), Progress(STATES[n % 7], note=LONG))
        for n in range(150)
    ]
    assert fits(unit_view(UnitCard(unit, ROUND, tasks, TODAY, [LONG] * 20, {"file": 12}), 3))
    assert fits(unit_view(UnitCard(unit, ROUND, [], TODAY, [], {}), 0))


def test_a_bar_is_full_only_when_everything_is_done() -> None:
    assert bar(Tally(total=1000, done=999, open=1).share, 5) == "▓▓▓▓░ 99%"
    assert bar(Tally(total=2, verified=1, exempt=1).share, 5) == "▓▓▓▓▓ 100%"
    assert bar(Tally(total=1, exempt=1).share, 5) == "–"
