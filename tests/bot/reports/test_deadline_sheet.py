"""Deadlines from Excel, read back with every fault by its row."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports.deadline_sheet import (
    HEADINGS,
    LIMITS,
    MOST,
    DeadlineDraft,
    DeadlineSheet,
    deadline_template,
    read_deadlines,
)
from reminders.rungs import read_rungs
from tests.bot.reports.samples import filled, opened
from tests.bot.reports.test_unit_sheet import CELLS

TODAY = date(2026, 11, 23)
TITLES = list(HEADINGS)


def read(*rows: list[Any]) -> DeadlineSheet:
    return read_deadlines(filled([TITLES, *rows]), TODAY)


def where(sheet: DeadlineSheet) -> list[tuple[int, str]]:
    return [(fault.row, fault.column) for fault in sheet.faults]


def test_a_full_row_becomes_a_deadline() -> None:
    row = ["Kirim SKM", "31 Mei 2027", "14.00", "H-7, h, H+3 koordinator"]
    draft = DeadlineDraft(2, "Kirim SKM", date(2027, 5, 31), time(14), "H-7, H, H+3 koordinator")
    assert read(row) == DeadlineSheet((draft,), ())


@pytest.mark.parametrize("day", [date(2027, 5, 31), datetime(2027, 5, 31, 8), "31/5/2027", "Senin, 31 Mei 2027"])
def test_days_are_understood_as_excel_and_people_write_them(day: object) -> None:
    assert [draft.due_on for draft in read(["Kirim", day]).rows] == [date(2027, 5, 31)]


@pytest.mark.parametrize("clock", [time(14, 30), "14.30", "14:30", "pukul 14.30 WIB", "jam 2.30 siang"])
def test_times_are_understood_as_excel_and_people_write_them(clock: object) -> None:
    assert [draft.due_at for draft in read(["Kirim", "31 Mei 2027", clock]).rows] == [time(14, 30)]


def test_every_fault_is_listed_by_its_row() -> None:
    sheet = read(
        ["", "31 Mei 2027"],
        ["Tanpa tanggal", ""],
        ["Entah kapan", "kapan-kapan", "siang bolong", "H-7, entah"],
        ["Sudah lewat", "1/1/2026"],
        ["x" * 81, "31 Mei 2027"],
        ["Baik", "31 Mei 2027"],
        ["baik ", "31/5/2027"],
        ["Banyak", "1 Juni 2027", "", ", ".join(f"H-{number}" for number in range(1, 25))],
    )
    assert where(sheet) == [
        (2, "Tenggat"),
        (3, "Tanggal"),
        (4, "Tanggal"),
        (4, "Jam"),
        (4, "Pengingat"),
        (5, "Tanggal"),
        (6, "Tenggat"),
        (8, "Tenggat"),
        (9, "Pengingat"),
    ]
    assert [draft.title for draft in sheet.rows] == ["Baik"]


def test_what_is_no_schedule_is_one_fault() -> None:
    assert where(read_deadlines(b"bukan", TODAY)) == [(0, "")]
    assert where(read_deadlines(filled([["Kode", "Nama"]]), TODAY)) == [(0, "")]


def test_more_than_are_reckoned_with_are_not_read() -> None:
    sheet = read(*([f"Tenggat {number}", "31 Mei 2027"] for number in range(MOST + 1)))
    assert len(sheet.rows) == MOST
    assert where(sheet) == [(0, "")]


def test_the_template_as_it_is_holds_no_deadline_yet() -> None:
    sheet = read_deadlines(deadline_template(), TODAY)
    assert sheet.rows == ()
    assert "Belum ada tenggat" in sheet.faults[0].message


def test_the_filled_in_template_is_read() -> None:
    book = opened(deadline_template())
    assert book.sheetnames == ["Jadwal", "Petunjuk"]
    book["Jadwal"].append(["Kirim SKM", date(2027, 5, 31), time(10), ""])
    out = BytesIO()
    book.save(out)
    sheet = read_deadlines(out.getvalue(), TODAY)
    assert sheet == DeadlineSheet((DeadlineDraft(3, "Kirim SKM", date(2027, 5, 31), time(10), ""),), ())


@settings(max_examples=80)
@given(st.lists(st.lists(CELLS | st.times(), max_size=5), max_size=8))
def test_whatever_stands_in_the_cells_it_is_a_deadline_or_a_fault(rows: list[list[Any]]) -> None:
    sheet = read(*rows)
    assert {draft.row for draft in sheet.rows}.isdisjoint(fault.row for fault in sheet.faults)
    for draft in sheet.rows:
        assert 3 <= len(draft.title) <= LIMITS["Tenggat"]
        assert draft.due_on >= TODAY
        assert not draft.rungs or read_rungs(draft.rungs)


@given(st.binary(max_size=300))
def test_whatever_bytes_come_they_are_one_fault(content: bytes) -> None:
    assert len(read_deadlines(content, TODAY).faults) == 1
