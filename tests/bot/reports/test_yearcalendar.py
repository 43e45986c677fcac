"""The picture of the year: its days, its numbers, and what is said below."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports import yearcalendar as drawing
from bot.reports.canvas import ORANGE, PAPER, Sheet
from bot.reports.deadlines import Deadline, YearPlan
from bot.reports.yearcalendar import yearcalendar
from bot.reports.yearlegend import legend_of
from bot.reports.yearmarks import CELL
from reminders.calendar import LocalDays
from tests.bot.reports.samples import MADE_AT, size_of

ODD = "Zona $x^2$ _{a} \\frac 🚀 漢字 \x00\n=1+1"
ZI = Deadline("zi", "Usulan unit WBK/WBBM ke TPN", date(2027, 5, 31))
LHKPN = Deadline("lhkpn", "LHKPN periodik", date(2027, 3, 31))


@dataclass(frozen=True)
class Word:
    """What was written, and where."""

    x: float
    text: str
    size: float
    color: str


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> list[Word]:
    """What is written on sheets from now on; the picture itself is not made, which takes most of the time."""
    found: list[Word] = []

    def text(sheet: Sheet, x: float, y: float, text: str, size: float, **how: Any) -> None:
        found.append(Word(x, text, size, how.get("color", "")))

    monkeypatch.setattr(Sheet, "text", text)
    monkeypatch.setattr(drawing, "png", lambda sheet: b"")
    return found


def a_plan(*deadlines: Deadline, year: int = 2027, **changes: Any) -> YearPlan:
    return replace(YearPlan(year, "Kabupaten Contoh", MADE_AT, deadlines), **changes)


def written(words: list[Word]) -> list[str]:
    return [word.text for word in words]


@pytest.mark.parametrize("count", [0, 70])
def test_it_is_as_wide_as_a_phone_shows_it_and_no_taller_than_telegram_takes(count: int) -> None:
    many = [Deadline(str(n), "Laporan " * 8, date(2027, 1, 2) + timedelta(days=5 * n)) for n in range(count)]
    width, height = size_of(yearcalendar(a_plan(*many, undated=(("Mei", "Survei " * 9),) * 40)))
    assert width == 1080
    assert width + height < 10_000


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_every_day_stands_once_below_its_weekday(words: list[Word], year: int) -> None:
    yearcalendar(a_plan(year=year))
    days = [word for word in words if word.size == drawing.DAY and word.text.isdecimal()]
    first, last = date(year, 1, 1), date(year, 12, 31)
    expected = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert [word.text for word in days] == [str(day.day) for day in expected]
    for word, day in zip(days, expected, strict=True):
        left = drawing.MARGIN + (day.month - 1) % drawing.ACROSS * (drawing.MONTH_WIDTH + drawing.BETWEEN)
        assert word.x == pytest.approx(left + CELL * (day.weekday() + 0.5))


def test_weekends_and_holidays_are_told_from_working_days(words: list[Word]) -> None:
    yearcalendar(a_plan(LHKPN))
    march = [word for word in words if word.size == drawing.DAY and word.text.isdecimal()][59:90]
    off = {6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 20, 21, 25, 26, 27, 28}  # Nyepi, Idul Fitri with cuti bersama, Easter
    assert {int(word.text) for word in march if word.color == ORANGE} == off
    assert [word.text for word in march if word.color == PAPER] == ["31"]


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (2026, None),
        (2027, "Sebagian tanggal libur tahun 2027 masih perkiraan."),
        (2028, "Libur tahun 2028 belum ditetapkan. Yang tampil baru perkiraan."),
    ],
)
def test_it_says_how_far_the_holidays_are_known(words: list[Word], year: int, said: str | None) -> None:
    yearcalendar(a_plan(year=year))
    assert [text for text in written(words) if f"tahun {year}" in text] == ([said] if said else [])


def test_deadlines_are_numbered_by_day_and_told_below(words: list[Word]) -> None:
    again = Deadline("skm", "Publikasi SKM", date(2027, 3, 31))
    other_year = Deadline("lain", "Tahun depan", date(2028, 3, 31))
    yearcalendar(a_plan(ZI, again, other_year, LHKPN))
    texts = written(words)
    for said in ("Rab, 31 Mar", "LHKPN periodik", "Publikasi SKM", "Sen, 31 Mei", ZI.title):
        assert texts.count(said) == 1
    assert "Tahun depan" not in texts
    assert legend_of(a_plan(ZI, again, LHKPN), 1000).numbers == {LHKPN.due_on: 1, ZI.due_on: 2}


def test_a_deadline_on_a_closed_day_says_why(words: list[Word]) -> None:
    local = LocalDays(off={date(2027, 5, 31): "Hari jadi kabupaten"}, worked=frozenset({date(2027, 8, 17)}))
    days = (date(2027, 8, 17), date(2027, 12, 24), date(2027, 5, 17), date(2027, 10, 9))
    yearcalendar(a_plan(ZI, *(Deadline(str(day), "Laporan", day) for day in days), local=local))
    assert [text for text in written(words) if text.startswith("Kantor")] == [
        "Kantor tutup: Hari Raya Idul Adha (perkiraan)",
        "Kantor tutup: Hari jadi kabupaten",
        "Kantor tutup: Sabtu",
        "Kantor tutup: Cuti Bersama Hari Raya Natal",
    ]


def test_what_has_no_day_is_told_apart_and_cut(words: list[Word]) -> None:
    undated = tuple(("Januari–Maret", f"Agenda {number}") for number in range(11))
    yearcalendar(a_plan(undated=undated))
    texts = written(words)
    assert "Belum ada tenggat pada tahun ini." in texts
    assert {"Belum bertanggal pasti", "Agenda 7", "3 agenda lain tidak muat di sini."} <= set(texts)
    assert "Agenda 8" not in texts


def test_more_deadlines_than_fit_are_counted(words: list[Word]) -> None:
    many = [Deadline(str(n), f"Laporan {n}", date(2027, 1, 1) + timedelta(days=n)) for n in range(61)]
    yearcalendar(a_plan(*many))
    assert "1 tenggat lain tidak muat di sini." in written(words)


def test_odd_names_are_drawn_as_they_are() -> None:
    odd = Deadline("a", ODD * 4, date(2027, 1, 4))
    nothing = Deadline("b", "🚀", date(2027, 1, 5))
    size_of(yearcalendar(a_plan(odd, nothing, undated=((ODD, ODD),), agency=ODD)))


days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@settings(max_examples=60)
@given(st.lists(st.tuples(days, st.text(max_size=60)), max_size=90), st.integers(0, 30))
def test_the_legend_holds_every_day_and_is_never_empty(dated: list[tuple[date, str]], undated: int) -> None:
    deadlines = [Deadline(str(n), title, day) for n, (day, title) in enumerate(dated)]
    legend = legend_of(a_plan(*deadlines, undated=(("Mei", "Survei"),) * undated), 1008)
    assert list(legend.numbers) == sorted({day for day, _ in dated})
    assert list(legend.numbers.values()) == list(range(1, len(legend.numbers) + 1))
    shown = legend.lists[0].entries
    assert len(shown) == min(len(dated), 60)
    assert [entry.number for entry in shown if entry.number] == list(
        range(1, len({e.when for e in shown if e.when}) + 1)
    )
    assert all(entry.what for entry in shown)
    assert 0 < legend.height < 8_000
