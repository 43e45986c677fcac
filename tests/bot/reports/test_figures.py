"""What is counted, and how days and shares are written."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.figures import Tally, added
from bot.reports.wording import long_day, moment, percent, short_day, thousands, whole_percent
from tests.bot.reports.samples import a_task


def test_exempt_tasks_do_not_count() -> None:
    tally = Tally(10, open=2, done=1, verified=3, exempt=4)
    assert (tally.finished, tally.counted) == (4, 6)
    assert tally.share == pytest.approx(4 / 6)
    assert tally.verified_share == pytest.approx(0.5)


def test_where_nothing_counts_there_is_no_share() -> None:
    assert Tally(3, exempt=3).share is None
    assert Tally().verified_share is None


def test_tallies_add_up() -> None:
    assert added([Tally(3, open=2, done=1, late=1), Tally(2, blocked=2)]) == Tally(5, 2, 0, 1, 0, 0, 0, 2, 1)
    assert added([]) == Tally()


@pytest.mark.parametrize("numbers", [{"target": 0.0}, {"realised": 2.5}, {"budget": 0}])
def test_a_task_with_any_number_has_numbers(numbers: dict[str, float]) -> None:
    assert a_task(**numbers).has_numbers
    assert not a_task(obstacle="belum ada anggaran").has_numbers


@given(st.integers(1, 100_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_only_the_complete_reads_100_and_only_the_untouched_0(counts: tuple[int, int]) -> None:
    finished, total = counts
    words = whole_percent(finished / total)
    assert (words == "100") == (finished == total)
    assert (words == "0") == (finished == 0)


def test_days_and_numbers_are_written_as_indonesians_do() -> None:
    assert long_day(date(2026, 5, 2)) == "2 Mei 2026"
    assert short_day(date(2026, 8, 17)) == "17 Agu"
    assert (
        moment(datetime(2026, 11, 21, 14, 5, tzinfo=ZoneInfo("Asia/Makassar"))) == "21 November 2026 pukul 14.05 WITA"
    )
    assert thousands(1_234_567) == "1.234.567"
    assert percent(0.856) == "86%"
    assert percent(None) == "–"
