"""Quiet hours: what a setting says, and what it means."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.quiet import QUIET_HOURS, Period, QuietHours, read_quiet_hours

FRIDAY = datetime(2026, 12, 11)


@pytest.mark.parametrize(
    ("at", "end"),
    [
        (time(7), time(7, 30)),
        (time(7, 30), time(7, 30)),
        (time(11, 29), time(11, 29)),
        (time(11, 30), time(13)),  # Friday prayer, and lunch within it
        (time(19, 59), time(19, 59)),
    ],
)
def test_the_usual_quiet_hours_of_a_friday(at: time, end: time) -> None:
    assert QUIET_HOURS.end_around(datetime.combine(FRIDAY, at)) == datetime.combine(FRIDAY, end)


def test_the_night_ends_the_next_morning() -> None:
    assert QUIET_HOURS.end_around(FRIDAY.replace(hour=20)) == FRIDAY + timedelta(days=1, hours=7, minutes=30)


def test_lunch_of_other_days_begins_at_twelve() -> None:
    thursday = FRIDAY - timedelta(days=1)
    assert QUIET_HOURS.end_around(thursday.replace(hour=11, minute=45)) == thursday.replace(hour=11, minute=45)
    assert QUIET_HOURS.end_around(thursday.replace(hour=12)) == thursday.replace(hour=13)


def test_a_setting_is_read() -> None:
    assert read_quiet_hours("20.00-07.30, Jumat 11:30–13:00; 12.00 sampai 13.00") == QUIET_HOURS
    assert read_quiet_hours("") == QuietHours()
    assert read_quiet_hours("Jumat-Senin 16.00-24.00") == QuietHours(
        (Period(time(16), time(), frozenset({4, 5, 6, 0})),)
    )


def test_a_weekend_may_be_quiet_as_a_whole_and_a_working_day_not() -> None:
    quiet = read_quiet_hours("Sabtu-Minggu 00.00-24.00")
    saturday = FRIDAY + timedelta(days=1)
    assert quiet.end_around(saturday.replace(hour=9)) == saturday + timedelta(days=2)
    with pytest.raises(ValueError, match="sehari penuh"):
        read_quiet_hours("00.00-12.00, Rabu 12.00-24.00")


@pytest.mark.parametrize("text", ["malam", "20.00", "25.00-07.00", "20.60-07.00", "Jumaat 11.30-13.00", "08.00-08.00"])
def test_what_is_no_time_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=f"“{text.casefold()}”"):
        read_quiet_hours(text)


clock = st.times().map(lambda at: at.replace(second=0, microsecond=0))
periods = st.builds(Period, clock, clock, st.frozensets(st.integers(0, 6), min_size=1))


@given(periods=st.lists(periods, max_size=4), minute=st.integers(0, 7 * 24 * 60))
def test_what_follows_quiet_hours_is_not_quiet(periods: list[Period], minute: int) -> None:
    try:
        quiet = QuietHours(tuple(periods))
    except ValueError:
        return
    local = FRIDAY + timedelta(minutes=minute)
    end = quiet.end_around(local)
    assert local <= end < local + timedelta(days=4)
    assert all(period.end_around(end) is None for period in periods)
    if end > local:
        assert any(period.end_around(end - timedelta(minutes=1)) == end for period in periods)


@given(text=st.text(st.sampled_from("0123789.-:, ;jumatsenin"), max_size=30))
def test_nothing_typed_breaks_the_reader(text: str) -> None:
    try:
        read_quiet_hours(text)
    except ValueError as refusal:
        assert str(refusal)
