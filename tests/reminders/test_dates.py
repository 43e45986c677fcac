"""Days as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.calendar import day_off, is_working_day, working_day_up_to
from reminders.dates import MONTHS, WEEKDAYS, YEARS, read_day

TODAY = date(2026, 11, 23)  # a Monday
days = st.dates(date(2001, 1, 1), date(2098, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31 Mar 2027", date(2027, 3, 31)),
        ("31 maret 27", date(2027, 3, 31)),
        ("31/3/2027", date(2027, 3, 31)),
        ("31-03-2027", date(2027, 3, 31)),
        ("31.3.27", date(2027, 3, 31)),
        ("31 3 2027", date(2027, 3, 31)),
        ("2027-03-31", date(2027, 3, 31)),
        ("Jumat, 15 Januari 2027.", date(2027, 1, 15)),
        ("paling lambat tgl 15 Jan 2027", date(2027, 1, 15)),
        ("31desember2026", date(2026, 12, 31)),
        ("15 jan", date(2027, 1, 15)),
        ("24 november", date(2026, 11, 24)),
        ("23/11", date(2026, 11, 23)),
        ("tanggal 15", date(2026, 12, 15)),
        ("tgl 30", date(2026, 11, 30)),
        ("tanggal 31", date(2026, 12, 31)),
        ("5 bulan depan", date(2026, 12, 5)),
        ("akhir maret", date(2027, 3, 31)),
        ("akhir bulan maret 2028", date(2028, 3, 31)),
        ("akhir november", date(2026, 11, 30)),
        ("awal november", date(2027, 11, 1)),
        ("pertengahan desember", date(2026, 12, 15)),
        ("akhir bulan", date(2026, 11, 30)),
        ("akhir bulan depan", date(2026, 12, 31)),
        ("akhir tahun", date(2026, 12, 31)),
        ("awal tahun", date(2027, 1, 1)),
        ("akhir tahun depan", date(2027, 12, 31)),
        ("hari ini", date(2026, 11, 23)),
        ("besok", date(2026, 11, 24)),
        ("lusa", date(2026, 11, 25)),
        ("jumat", date(2026, 11, 27)),
        ("hari Jum'at", date(2026, 11, 27)),
        ("jumat depan", date(2026, 12, 4)),
        ("senin", date(2026, 11, 30)),
        ("senin ini", date(2026, 11, 23)),
        ("minggu", date(2026, 11, 29)),
        ("minggu depan", date(2026, 11, 30)),
        ("rabu pekan depan", date(2026, 12, 2)),
        ("2 minggu lagi", date(2026, 12, 7)),
        ("dua pekan lagi", date(2026, 12, 7)),
        ("seminggu lagi", date(2026, 11, 30)),
        ("10 hari lagi", date(2026, 12, 3)),
        ("sebulan lagi", date(2026, 12, 23)),
        ("bulan depan", date(2026, 12, 23)),
    ],
)
def test_what_people_type(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kapan-kapan",
        "31/4/2027",
        "31/4",
        "30 feb 2027",
        "32 jan",
        "15 bulan",
        "1/13",
        "0/1/2027",
        "akhir",
        "1/1/0001",
        "15x",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert read_day(text, TODAY) is None


def test_a_month_that_is_shorter_ends_with_its_last_day() -> None:
    assert read_day("sebulan lagi", date(2027, 1, 31)) == date(2027, 2, 28)
    assert read_day("29 feb", date(2027, 11, 23)) == date(2028, 2, 29)


@given(text=st.text(max_size=40), today=st.dates())
def test_reading_is_total(text: str, today: date) -> None:
    day = read_day(text, today)
    assert day is None or day.year in YEARS


pieces = st.lists(
    st.sampled_from([*MONTHS, *WEEKDAYS, "akhir", "awal", "depan", "ini", "lagi", "minggu", "hari", "1", "31", "999"]),
    max_size=4,
).map(" ".join)


@given(text=pieces, today=st.dates())
def test_words_of_days_in_any_order_raise_nothing(text: str, today: date) -> None:
    day = read_day(text, today)
    assert day is None or day.year in YEARS


@given(day=days, today=days, month=st.data())
def test_a_full_date_is_the_same_however_it_is_written(day: date, today: date, month: st.DataObject) -> None:
    name = month.draw(st.sampled_from([name for name, number in MONTHS.items() if number == day.month]))
    written = [
        f"{day.day} {name.title()} {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        day.isoformat(),
        f"{day.day} {name} {day.year % 100:02}",
    ]
    assert {read_day(text, today) for text in written} == {day}


@given(day=days, today=days)
def test_without_a_year_it_is_the_next_to_come(day: date, today: date) -> None:
    read = read_day(f"{day.day}/{day.month}", today)
    assert read is not None
    assert read >= today
    assert (read.day, read.month) == (day.day, day.month)


@given(today=days, name=st.sampled_from(sorted(WEEKDAYS)))
def test_a_weekday_is_within_a_week_and_the_next_one_is_in_the_week_after(today: date, name: str) -> None:
    day, later = read_day(name, today), read_day(f"{name} pekan depan", today)
    assert day is not None
    assert later is not None
    assert day.weekday() == later.weekday() == WEEKDAYS[name]
    assert 1 <= (day - today).days <= 7
    monday = today - timedelta(days=today.weekday())
    assert 7 <= (later - monday).days < 14


@given(today=days, number=st.integers(0, 365))
def test_so_many_days_from_now(today: date, number: int) -> None:
    assert read_day(f"{number} hari lagi", today) == today + timedelta(days=number)


@given(day=st.dates(date(2020, 1, 1), date(2029, 12, 31)))
def test_the_working_day_before_and_why_a_day_is_none(day: date) -> None:
    working = working_day_up_to(day)
    assert working <= day
    assert is_working_day(working)
    assert (day_off(day) is None) is (working == day)


def test_a_holiday_is_named_and_a_weekend_by_its_day() -> None:
    assert day_off(date(2026, 8, 17)) == "Hari Kemerdekaan Republik Indonesia"
    assert day_off(date(2026, 11, 28)) == "Sabtu"
    assert day_off(date(2026, 11, 29)) == "Minggu"
