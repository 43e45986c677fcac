"""Working days, as offices in Indonesia count them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.calendar import is_office_hour, is_working_day, working_days_before

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
