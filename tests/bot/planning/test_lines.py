"""Items as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checklists.rounds import Item
from bot.planning.lines import MOST_LINES, NO_AREA, read_days_before, read_lines
from bot.planning.sheets import UNTITLED, title_of
from bot.reports.checklist_sheet import AREA, LIMITS, TITLE


def read(text: str, *there: Item) -> list[tuple[str, str]]:
    return [(item.area, item.title) for item in read_lines(text, there).items]


def test_a_line_is_an_item() -> None:
    text = "Perencanaan: Susun rencana\n1. Tetapkan tim\n\n• Pelaporan : Unggah laporan"
    assert read(text) == [
        ("Perencanaan", "Susun rencana"),
        ("Perencanaan", "Tetapkan tim"),
        ("Pelaporan", "Unggah laporan"),
    ]


def test_without_an_area_it_is_that_of_the_last_item() -> None:
    assert read("Susun rencana") == [(NO_AREA, "Susun rencana")]
    assert read("Susun rencana", Item("Pelaporan", "Unggah")) == [("Pelaporan", "Susun rencana")]


def test_a_colon_further_on_belongs_to_the_sentence() -> None:
    assert read("Susun laporan kinerja triwulanan: lengkap") == [(NO_AREA, "Susun laporan kinerja triwulanan: lengkap")]


def test_what_is_there_is_not_added_again() -> None:
    found = read_lines("Area: Unggah\narea: unggah\nArea: Lain", [Item("Area", "Lain")])
    assert [item.title for item in found.items] == ["Unggah"]
    assert [fault.row for fault in found.faults] == [2, 3]


def test_too_many_lines_are_refused_whole() -> None:
    found = read_lines("\n".join(f"Butir nomor {number}" for number in range(MOST_LINES + 1)), [])
    assert found.items == ()
    assert found.faults[0].row == 0


@given(text=st.text(max_size=300))
def test_whatever_is_typed_becomes_items_that_fit_or_faults(text: str) -> None:
    found = read_lines(text, [])
    for item in found.items:
        assert 3 <= len(item.title) <= LIMITS[TITLE]
        assert 1 <= len(item.area) <= LIMITS[AREA]
        assert "\n" not in item.title + item.area
    assert len(found.items) + len(found.faults) <= len(text.splitlines())


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("14", 14),
        ("-14", 14),
        ("H-14", 14),
        ("h – 14", 14),
        ("0", 0),
        ("14 hari", 14),
        ("14 hari sebelum tenggat", 14),
        ("400", None),
        ("dua", None),
        ("h+3", None),
        ("3 hari setelah", None),
    ],
)
def test_days_before_the_round_is_due(text: str, days: int | None) -> None:
    assert read_days_before(text) == days


@given(text=st.text(max_size=30))
def test_reading_days_is_total(text: str) -> None:
    days = read_days_before(text)
    assert days is None or 0 <= days <= 366


def test_the_name_of_a_file_is_the_title() -> None:
    assert title_of("Daftar_SPBE 2027.xlsx") == "Daftar SPBE 2027"
    assert title_of("templat-daftar (1).xlsx") == UNTITLED
    assert title_of("x.xlsx") == UNTITLED
    assert len(title_of("y" * 90 + ".xlsx")) == 60
