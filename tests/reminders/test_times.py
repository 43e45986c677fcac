"""Days with a time of day, as people type them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.times import Due, read_due, read_time

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("31 Mei 2027", Due(date(2027, 5, 31))),
        ("Jumat depan", Due(date(2026, 12, 4))),
        ("tgl 5 jam 10", Due(date(2026, 12, 5), time(10))),
        ("31 Mei 2027 pukul 14.30", Due(date(2027, 5, 31), time(14, 30))),
        ("31/5/2027, jam 3 sore", Due(date(2027, 5, 31), time(15))),
        ("besok jam 7 malam WIT", Due(date(2026, 11, 24), time(19))),
        ("jam 9 pagi besok", Due(date(2026, 11, 24), time(9))),
        ("besok 16:00 wib", Due(date(2026, 11, 24), time(16))),
        ("besok pkl. 12 siang", Due(date(2026, 11, 24), time(12))),
        ("2027-05-31 23:59", Due(date(2027, 5, 31), time(23, 59))),
        ("besok pukul 24.00", Due(date(2026, 11, 24))),
        ("besok jam 12 malam", Due(date(2026, 11, 24))),
    ],
)
def test_what_people_write_is_understood(text: str, due: Due) -> None:
    assert read_due(text, TODAY) == due


@pytest.mark.parametrize(
    "text", ["jam 10", "besok jam 25", "besok jam 3 malam", "besok jam 10 pagi jam 11", "besok jam 10.75", "10:30", ""]
)
def test_what_is_no_moment_is_not_guessed(text: str) -> None:
    assert read_due(text, TODAY) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.times(), st.sampled_from(["jam {}", "pukul {} WITA"]))
def test_what_is_written_out_in_full_comes_back(day: date, at: time, words: str) -> None:
    at = at.replace(second=0, microsecond=0, tzinfo=None, fold=0)
    assert read_due(f"{day.isoformat()} {words.format(f'{at:%H.%M}')}", TODAY) == Due(day, at)


@given(
    st.text() | st.from_regex(r"(besok|31 mei 2027) (jam|pukul)? ?\d{1,3}[.:]?\d{0,3} ?(pagi|malam)?", fullmatch=True)
)
def test_whatever_is_typed_never_raises(text: str) -> None:
    due = read_due(text, TODAY)
    assert due is None or 2000 <= due.day.year < 2100


@pytest.mark.parametrize(
    ("text", "at"),
    [("14.30", time(14, 30)), ("14:30", time(14, 30)), ("10", time(10)), ("jam 3 sore", time(15)), ("24.00", None)],
)  # fmt: skip
def test_a_time_alone(text: str, at: time | None) -> None:
    assert read_time(text) == at


@pytest.mark.parametrize("text", ["", "0.58333", "14.3", "pagi", "25", "14.30.15"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError):
        read_time(text)
