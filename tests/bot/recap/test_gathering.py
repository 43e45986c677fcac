"""The weeks of a trend, and changes of the log in words."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.recap.exporting import told
from bot.recap.gathering import ends_of_weeks
from bot.reports.figures import Week

MONDAY = date(2026, 11, 2)
by_week = st.dictionaries(st.integers(-3, 20), st.integers(1, 50))


def test_weeks_end_on_sunday_and_the_last_today() -> None:
    weeks = ends_of_weeks(MONDAY, MONDAY + timedelta(days=9), {-1: 1, 0: 2, 1: 3}, {1: 1})
    assert weeks == (Week(date(2026, 11, 8), 3, 0), Week(date(2026, 11, 11), 6, 1))


@given(days=st.integers(-5, 400), done=by_week, verified=by_week)
def test_a_trend_never_falls_and_misses_nothing(days: int, done: dict[int, int], verified: dict[int, int]) -> None:
    weeks = ends_of_weeks(MONDAY, MONDAY + timedelta(days=days), done, verified)
    assert [week.ends for week in weeks] == sorted({week.ends for week in weeks})
    assert [week.done for week in weeks] == sorted(week.done for week in weeks)
    assert (weeks[-1].done, weeks[-1].verified) == (sum(done.values()), sum(verified.values()))


def test_a_change_is_told_in_words() -> None:
    assert told('{"state": "done", "done_by": 1, "done_at": 2}') == "keadaan: selesai"
    assert told('{"target": 1250.5, "note": null}') == "target: 1.250,5; catatan: –"
    assert told('{"kind": "file", "upload": 3, "evidence": 4}') == "bentuk: berkas"
    assert told('{"dropped": true}') == "dicabut: ya"
    assert told(None) == ""
