"""Working days, as offices in Indonesia count them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.calendar import (
    Holiday,
    LocalDays,
    day_off,
    holidays_in,
    holidays_known,
    is_office_hour,
    is_working_day,
    working_day_up_to,
    working_days_before,
)

JAKARTA, JAYAPURA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),  # a Sunday
        (date(2026, 8, 17), False),  # Independence Day
        (date(2026, 12, 24), False),  # cuti bersama
        (date(2026, 12, 28), True),
    ],
)
def test_which_days_are_working_days(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_two_working_days_before_a_monday_is_the_thursday() -> None:
    monday = datetime(2026, 11, 23, 2, tzinfo=UTC)
    assert working_days_before(monday, 2, JAKARTA) == datetime(2026, 11, 19, 2, tzinfo=UTC)


def test_offices_open_by_their_own_zone() -> None:
    early = datetime(2026, 11, 23, 0, tzinfo=UTC)  # 07.00 in Jakarta, 09.00 in Jayapura
    assert not is_office_hour(early, JAKARTA)
    assert is_office_hour(early, JAYAPURA)
    assert not is_office_hour(early + timedelta(hours=9), JAKARTA)


moments = st.datetimes(datetime(2020, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))


@given(moment=moments, days=st.integers(0, 12))
def test_so_many_working_days_lie_between(moment: datetime, days: int) -> None:
    before = working_days_before(moment, days, JAKARTA)
    first, last = before.astimezone(JAKARTA).date(), moment.astimezone(JAKARTA).date()
    between = [first + timedelta(days=number) for number in range((last - first).days)]
    assert sum(map(is_working_day, between)) == days
    assert before.astimezone(JAKARTA).time() == moment.astimezone(JAKARTA).time()


def test_how_far_the_decree_of_a_year_is_known() -> None:
    assert holidays_known(2026) == "ditetapkan"
    assert holidays_known(2027) == "perkiraan"  # its cuti bersama are known, Idul Fitri and Idul Adha calculated
    assert holidays_known(2028) == "belum"


def test_holidays_have_names() -> None:
    days = holidays_in(2027)
    assert days[date(2027, 8, 17)] == Holiday("Hari Kemerdekaan Republik Indonesia")
    assert days[date(2027, 3, 9)] == Holiday("Cuti Bersama Hari Raya Idul Fitri", joint=True)
    assert days[date(2027, 3, 10)] == Holiday("Hari Raya Idul Fitri", estimated=True)
    assert day_off(date(2027, 3, 10)) == "Hari Raya Idul Fitri (perkiraan)"
    assert day_off(date(2027, 8, 15)) == "Maulid Nabi Muhammad"  # a Sunday, too
    assert day_off(date(2027, 8, 14)) == "Sabtu"
    assert day_off(date(2027, 8, 16)) is None


OURS = LocalDays(
    off={date(2026, 11, 24): "Hari jadi kabupaten"}, worked=frozenset({date(2026, 12, 24), date(2026, 5, 31)})
)


def test_an_agency_adds_days_off_and_takes_holidays_away() -> None:
    assert not is_working_day(date(2026, 11, 24), OURS)
    assert day_off(date(2026, 11, 24), OURS) == "Hari jadi kabupaten"
    assert is_working_day(date(2026, 12, 24), OURS)
    assert day_off(date(2026, 5, 31), OURS) == "Minggu"  # no holiday any more, and still a Sunday
    assert working_day_up_to(date(2026, 12, 27), OURS) == date(2026, 12, 24)
    assert working_day_up_to(date(2026, 12, 27)) == date(2026, 12, 23)
    monday = datetime(2026, 11, 30, 2, tzinfo=UTC)
    assert working_days_before(monday, 4, JAKARTA, OURS) == datetime(2026, 11, 23, 2, tzinfo=UTC)
    assert not is_office_hour(datetime(2026, 11, 24, 4, tzinfo=UTC), JAKARTA, OURS)


@given(st.integers(2020, 2035))
def test_the_holidays_of_a_year_are_its_days_off_beside_the_weekends(year: int) -> None:
    days = holidays_in(year, OURS)
    assert list(days) == sorted(days)
    for number in range(366):
        day = date(year, 1, 1) + timedelta(days=number)
        if day.year == year:
            assert is_working_day(day, OURS) == (day.weekday() < 5 and day not in days)
            assert (day_off(day, OURS) is None) == is_working_day(day, OURS)
