"""Heat map, trend and the page for the leader: sizes, limits, and whatever people type."""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports.canvas import Sheet, plain
from bot.reports.figures import Recap, Tally
from bot.reports.heatmap import HUES, heatmap, shade
from bot.reports.onepage import onepage_pdf, onepage_png
from bot.reports.pictures import qr_png, qr_rows
from bot.reports.trend import ticks, trend
from tests.bot.reports.samples import DUE_ON, a_recap, pages_of, size_of

ODD = "Zona $x^2$ _{a} \\frac 🚀 漢字 \x00\n=1+1"


def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what is written on sheets from now on."""
    words: list[str] = []
    real = Sheet.text

    def text(sheet: Sheet, x: float, y: float, text: str, size: float, **how: Any) -> None:
        words.append(text)
        real(sheet, x, y, text, size, **how)

    monkeypatch.setattr(Sheet, "text", text)
    return words


@pytest.mark.parametrize("units", [1, 31, 60])
def test_the_heat_map_is_as_wide_as_a_phone_shows_it(units: int) -> None:
    width, height = size_of(heatmap(a_recap(units)))
    assert width == 1080
    assert height < 3500  # Telegram takes no picture whose sides add up to more than 10,000


def test_beyond_sixty_units_those_furthest_behind_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    words = written(monkeypatch)
    heatmap(a_recap(64))
    assert "4 unit lain lebih maju dan tidak ditampilkan." in words
    assert "Dinas 0" in words
    assert "Dinas 63" not in words


def test_many_areas_are_cut_too(monkeypatch: pytest.MonkeyPatch) -> None:
    words = written(monkeypatch)
    heatmap(a_recap(2, [f"Area {number}" for number in range(15)]))
    assert "3 area lain lebih maju dan tidak ditampilkan." in words


def test_late_cells_carry_a_sign_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    words = written(monkeypatch)
    heatmap(replace(a_recap(1), cells={}, by_unit=(), by_area=()))
    alone = words.count("!")
    heatmap(a_recap(1, ["Pengawasan"]))
    assert words.count("!") - alone == alone + 4  # unit and all units, each in all areas and the one


def test_full_colour_is_for_the_complete() -> None:
    assert shade(1)[0] == HUES[-1]
    assert shade(0.999)[0] != HUES[-1]
    assert shade(0)[0] == HUES[0]


def test_the_trend_is_drawn_before_the_first_week_and_after_the_due_date() -> None:
    recap = a_recap()
    late = replace(recap.weeks[-1], ends=DUE_ON + timedelta(days=9), done=recap.total + 5)
    for weeks in ((), recap.weeks[:1], (*recap.weeks, late), (late,)):
        assert size_of(trend(replace(recap, weeks=weeks)))[0] == 1080


@given(st.integers(0, 2_000_000))
def test_ticks_are_few_and_end_at_the_total(total: int) -> None:
    counts = ticks(total)
    assert counts[-1] == total
    assert counts == sorted(counts)
    assert len(counts) <= 6


def test_the_page_is_one_page() -> None:
    recap = a_recap(31, [f"Area {number}" for number in range(11)])
    steps = ("Hubungi unit yang terlambat. " * 9,) * 9
    assert pages_of(onepage_pdf(recap, steps)) == 1
    assert size_of(onepage_png(recap, steps)) == (1190, 1684)


@pytest.mark.parametrize("units", [1, 2, 3, 12])
def test_nobody_is_both_ahead_and_behind(units: int, monkeypatch: pytest.MonkeyPatch) -> None:
    words = written(monkeypatch)
    onepage_png(a_recap(units), ())
    shown = [word for word in words if word.startswith("Dinas ")]
    assert len(shown) == len(set(shown))


def test_who_is_done_needs_no_push(monkeypatch: pytest.MonkeyPatch) -> None:
    words = written(monkeypatch)
    recap = a_recap(2)
    done = tuple((unit, Tally(4, verified=4)) for unit, _ in recap.by_unit)
    onepage_png(replace(recap, by_unit=done), ())
    assert "Tidak ada." in words


def test_pictures_need_no_state_that_all_threads_share() -> None:
    recap = a_recap(6)
    alone = heatmap(recap)
    with ThreadPoolExecutor(3) as threads:
        assert set(threads.map(heatmap, [recap] * 6)) == {alone}
    assert "matplotlib.pyplot" not in sys.modules


def test_an_empty_round_is_drawn() -> None:
    recap: Recap = replace(a_recap(), by_unit=(), by_area=(), cells={}, weeks=(), total=0)
    for picture in (heatmap(recap), trend(recap), onepage_png(recap, ())):
        size_of(picture)


def test_odd_names_are_drawn_as_they_are() -> None:
    recap = replace(a_recap(2, [ODD, "Tata Laksana"], title=ODD * 5), agency=ODD, period=ODD)
    for picture in (heatmap(recap), trend(recap), onepage_png(recap, (ODD,))):
        size_of(picture)


@settings(max_examples=50)
@given(st.text(max_size=200), st.integers(30, 400))
def test_any_text_is_made_to_fit(text: str, width: int) -> None:
    sheet = Sheet(400, 100)
    assert sheet.measure(sheet.fitted(text, width, 12), 12) <= width
    lines = sheet.wrapped(text, width, 12, 3)
    assert len(lines) <= 3
    assert all(sheet.measure(line, 12) <= width for line in lines)
    if not any("…" in line for line in lines):
        assert " ".join(lines) == plain(text)


def test_a_qr_code_is_large_enough_to_read() -> None:
    link = "https://t.me/klinik_rb_bot?start=u_disdikXy7kQ2mN9pLw4"
    width, height = size_of(qr_png(link))
    assert width == height >= 300
    assert width == (len(qr_rows(link)) + 8) * 10


def test_a_link_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        qr_png("x" * 5000)
