"""A checklist from Excel, read back with every fault by its row."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports.checklist_sheet import (
    HEADINGS,
    LIMITS,
    OFFSETS,
    WEIGHTS,
    ChecklistSheet,
    ItemDraft,
    checklist_template,
    read_checklist,
)
from tests.bot.reports.samples import filled, opened
from tests.bot.reports.test_unit_sheet import CELLS

TITLES = list(HEADINGS)
TOPICS = {"zi.pengungkit": "Komponen pengungkit", "rb.renaksi": "Rencana aksi RB"}


def read(*rows: list[Any]) -> ChecklistSheet:
    return read_checklist(filled([TITLES, *rows]), TOPICS)


def where(sheet: ChecklistSheet) -> list[tuple[int, str]]:
    return [(fault.row, fault.column) for fault in sheet.faults]


def test_a_full_row_becomes_an_item() -> None:
    row = ["Tata Laksana", "Tetapkan SK", "Susun konsep.", "SK", "rb.renaksi", "PIC", 3, -7, "ya"]
    item = ItemDraft(2, "Tata Laksana", "Tetapkan SK", "Susun konsep.", "SK", "rb.renaksi", "PIC", 3, -7, True)
    assert read(row) == ChecklistSheet((item,), ())


def test_what_may_be_left_out_is_filled_in() -> None:
    assert read(["SDM", "Latih"]).rows == (ItemDraft(2, "SDM", "Latih", "", "", None, "", 1, 0, False),)


def test_a_blank_area_is_the_one_above() -> None:
    sheet = read(["SDM", "Latih"], ["", "Nilai"], ["Pengawasan", "Periksa"], ["", "Laporkan"])
    assert [item.area for item in sheet.rows] == ["SDM", "SDM", "Pengawasan", "Pengawasan"]


@pytest.mark.parametrize(("words", "days"), [("H-3", -3), ("h - 10", -10), ("−14", -14), (0, 0), ("-7 hari", -7)])
def test_days_are_understood_as_people_write_them(words: object, days: int) -> None:
    assert [item.due_offset for item in read(["SDM", "Latih", "", "", "", "", "", words]).rows] == [days]


@pytest.mark.parametrize(("words", "numbers"), [(True, True), ("YA", True), (1, True), ("Tdk", False), (False, False)])
def test_yes_and_no_are_understood_as_people_write_them(words: object, numbers: bool) -> None:
    assert [item.numbers for item in read(["SDM", "Latih", *[""] * 6, words]).rows] == [numbers]


def test_every_fault_is_listed_by_its_row() -> None:
    sheet = read(
        ["", "Tanpa area"],
        ["SDM", ""],
        ["SDM", "A", "", "", "zi.entah", "", 6, 3, "mungkin"],
        ["SDM", "B" * 71, "c" * 301, "d" * 161, "", "e" * 41, "dua", "besok"],
        ["sdm", "a"],
        ["SDM", "Baik"],
    )
    assert where(sheet) == [
        (2, "Area"),
        (3, "Butir"),
        (4, "Topik"),
        (4, "Bobot"),
        (4, "Hari"),
        (4, "Angka"),
        (5, "Butir"),
        (5, "Yang dikerjakan"),
        (5, "Eviden"),
        (5, "Siapa"),
        (5, "Bobot"),
        (5, "Hari"),
        (6, "Butir"),
    ]
    assert [item.title for item in sheet.rows] == ["Baik"]


def test_what_is_no_checklist_is_one_fault() -> None:
    assert where(read_checklist(b"bukan", TOPICS)) == [(0, "")]
    assert where(read_checklist(filled([["Kode", "Nama"]]), TOPICS)) == [(0, "")]


def test_the_template_as_it_is_holds_no_item_yet() -> None:
    sheet = read_checklist(checklist_template(TOPICS), TOPICS)
    assert sheet.rows == ()
    assert "Belum ada butir" in sheet.faults[0].message


def test_the_template_offers_the_topics_and_explains_itself() -> None:
    book = opened(checklist_template(TOPICS))
    assert book.sheetnames == ["Daftar", "Topik", "Petunjuk"]
    assert [cell.value for cell in book["Topik"]["A"]] == ["Topik", *TOPICS]
    offered = [rule.formula1 for rule in book["Daftar"].data_validations.dataValidation]
    assert "Topik!$A$2:$A$3" in offered


def test_the_filled_in_template_is_read() -> None:
    book = opened(checklist_template(TOPICS))
    book["Daftar"].append(["SDM", "Latih operator", "", "", "rb.renaksi", "", "2", "H-5", "ya"])
    out = BytesIO()
    book.save(out)
    sheet = read_checklist(out.getvalue(), TOPICS)
    assert [(item.row, item.weight, item.due_offset, item.numbers) for item in sheet.rows] == [(3, 2, -5, True)]


@settings(max_examples=80)
@given(st.lists(st.lists(CELLS, max_size=10), max_size=8))
def test_whatever_stands_in_the_cells_it_is_an_item_or_a_fault(rows: list[list[Any]]) -> None:
    sheet = read(*rows)
    assert {item.row for item in sheet.rows}.isdisjoint(fault.row for fault in sheet.faults)
    for item in sheet.rows:
        assert 0 < len(item.area) <= LIMITS["Area"]
        assert 0 < len(item.title) <= LIMITS["Butir"]
        assert item.weight in WEIGHTS
        assert item.due_offset in OFFSETS
        assert item.topic is None or item.topic in TOPICS
