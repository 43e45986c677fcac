"""Days and times in buttons, and what the schedule says of them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deadlines.schedule import undated_in
from bot.deadlines.words import clock_number, day_warning, due_in, due_words, holidays_note
from bot.planning.days import day_number
from knowledge.occasions import in_words
from knowledge.schema import Awaited
from reminders.times import Due
from tests.support.house import built_in_library

TODAY = date(2026, 11, 23)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.none() | st.times())
def test_what_a_button_carries_comes_back(day: date, at: time | None) -> None:
    at = at.replace(second=0, microsecond=0, tzinfo=None, fold=0) if at else None
    assert due_in(day_number(day), clock_number(at)) == Due(day, at)


@given(st.integers(0, 10**16), st.integers(0, 10**16))
def test_whatever_a_button_carries_never_raises(day: int, clock: int) -> None:
    due = due_in(day, clock)
    assert due is None or (day_number(due.day), clock_number(due.at)) == (day, clock)


@pytest.mark.parametrize(("day", "clock"), [(20270231, 2400), (20270531, 2460), (20270531, 1275), (1, 1)])
def test_what_is_no_day_or_time_is_none(day: int, clock: int) -> None:
    assert due_in(day, clock) is None


def test_a_day_in_words() -> None:
    assert due_words(date(2027, 5, 31), None, TODAY) == "Senin 31 Mei 2027, 189 hari lagi"
    assert due_words(TODAY, time(10), TODAY) == "Senin 23 Nov 2026 pukul 10.00 waktu setempat, hari ini"


def test_years_that_are_not_decreed_are_said_aloud() -> None:
    assert holidays_note({2026}) == ""
    assert "2028 belum ditetapkan" in holidays_note({2026, 2028})
    assert "hari libur" in day_warning(date(2026, 12, 12))
    assert day_warning(date(2026, 12, 11)) == ""


def test_what_has_no_day_is_listed_once_it_is_not_planned_and_the_unknown_last() -> None:
    base = built_in_library().index.base
    everything = undated_in(base, 2027, ())
    awaited = [in_words(one.when) for one in base.occasions.values() if isinstance(one.when, Awaited)]
    assert [when for when, _ in everything][-len(awaited) :] == awaited
    planned = next(one for one in base.occasions.values() if isinstance(one.when, Awaited))
    assert len(undated_in(base, 2027, {planned.id})) == len(everything) - 1
