"""The periods of the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.planning.days import day_number, numbered_day, off_note
from bot.planning.periods import PERIODS, offered, read_span, span_coded, span_of, suggested_days
from reminders.calendar import is_working_day

TODAY = date(2026, 11, 23)
days = st.dates(date(2001, 1, 1), date(2090, 12, 31))


def test_what_is_offered() -> None:
    assert [span.name for span in offered("triwulan", TODAY)] == ["Triwulan IV 2026", "Triwulan I 2027"]
    assert [span.name for span in offered("semester", TODAY)] == ["Semester II 2026", "Semester I 2027"]
    assert [span.name for span in offered("tahunan", TODAY)] == ["Tahun 2026", "Tahun 2027"]
    assert [span.name for span in offered(None, TODAY)] == ["Triwulan IV 2026", "Semester II 2026", "Tahun 2026"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("tw 4 2026", "Triwulan IV 2026"),
        ("TW IV/2026", "Triwulan IV 2026"),
        ("Triwulan ii Tahun 2027", "Triwulan II 2027"),
        ("q1 2027", "Triwulan I 2027"),
        ("semester 2 2026", "Semester II 2026"),
        ("smt i 2027", "Semester I 2027"),
        ("tahun 2027", "Tahun 2027"),
        ("2027", "Tahun 2027"),
    ],
)
def test_periods_as_they_are_typed(text: str, name: str) -> None:
    span = read_span(text)
    assert span is not None
    assert span.name == name


@pytest.mark.parametrize("text", ["", "semester 3 2026", "tw 5 2026", "bulan maret", "0001", "pekan ini"])
def test_what_is_none_of_them(text: str) -> None:
    assert read_span(text) is None


@given(day=days, period=st.sampled_from(PERIODS))
def test_a_period_holds_its_day_and_comes_back_from_its_code_and_its_name(day: date, period: str) -> None:
    span = span_of(period, day)  # type: ignore[arg-type] # they are periods
    assert day <= span.ends
    assert span_coded(span.code) == span
    assert read_span(span.name) == span
    assert span_of(period, span.ends + timedelta(days=1)) == span.next  # type: ignore[arg-type]


@given(code=st.text(max_size=12))
def test_a_forged_code_raises_nothing(code: str) -> None:
    span = span_coded(code)
    assert span is None or span.code == code


@pytest.mark.parametrize("code", ["tw5-2026", "sm3-2026", "th2-2026", "zan", "tw1-9999"])
def test_there_is_no_such_period(code: str) -> None:
    assert span_coded(code) is None


@given(day=days, period=st.sampled_from(PERIODS))
def test_suggested_days_are_working_days_to_come(day: date, period: str) -> None:
    for suggested in suggested_days(span_of(period, day), day):  # type: ignore[arg-type]
        assert suggested >= day
        assert is_working_day(suggested)


@given(day=days)
def test_a_day_travels_in_a_button(day: date) -> None:
    assert numbered_day(day_number(day)) == day


@given(number=st.integers(0, 10**16))
def test_a_forged_day_raises_nothing(number: int) -> None:
    day = numbered_day(number)
    assert day is None or day_number(day) == number


def test_a_day_off_is_warned_of() -> None:
    assert "Sabtu" in off_note(date(2026, 11, 28))
    assert "Jumat 27 Nov 2026" in off_note(date(2026, 11, 28))
    assert off_note(TODAY) == ""
