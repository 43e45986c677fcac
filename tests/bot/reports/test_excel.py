"""The workbook of a round: real days and numbers, text that stays text, ready to print."""

from datetime import UTC, datetime
from zipfile import ZipFile

import pytest
import xlsxwriter.workbook
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.reports.cleaning import CELL_LIMIT, cell_text
from bot.reports.excel import NUMBERS, TASKS, workbook
from tests.bot.reports.samples import DUE_ON, a_change, a_recap, a_task, evidence, opened

INJECTIONS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "{=1}", "<r>x</r>", "<r><t>&</r>"]


def test_the_sheets_are_those_an_office_needs() -> None:
    book = opened(workbook(a_recap(), [], [], []))
    assert book.sheetnames == ["Rekap", "Butir", "Angka", "Eviden", "Riwayat"]


def test_days_and_numbers_are_real() -> None:
    done = datetime(2026, 11, 20, 3, 4, tzinfo=UTC)
    task = a_task(target=10.0, realised=7.5, budget=15_000_000, measure="dokumen", done_by="Operator", done_at=done)
    book = opened(workbook(a_recap(), [task], [evidence("SK.pdf")], [a_change("a", "b")]))
    butir = [cell.value for cell in book["Butir"][2]]
    assert butir[2] == 3
    assert butir[5] == datetime(DUE_ON.year, DUE_ON.month, DUE_ON.day)
    assert butir[9] == datetime(2026, 11, 20, 10, 4)  # as the clock in Jakarta showed it
    assert [cell.value for cell in book["Angka"][2]][4:9] == [10, 7.5, "dokumen", 0.75, 15_000_000]
    assert book["Eviden"]["F2"].value == 1234
    assert book["Riwayat"]["A2"].value == datetime(2026, 11, 20, 10, 4)


def test_only_tasks_with_numbers_are_on_the_sheet_of_numbers() -> None:
    tasks = [a_task(number=1), a_task(number=2, target=0.0, realised=1.0), a_task(number=3, realised=float("nan"))]
    book = opened(workbook(a_recap(), iter(tasks), [], []))
    assert book["Butir"].max_row == 4
    assert [row[2].value for row in book["Angka"].iter_rows(min_row=2)] == [2, 3]


def test_the_recap_ends_in_all_units_together() -> None:
    recap = a_recap(3)
    sheet = opened(workbook(recap, [], [], []))["Rekap"]
    assert [cell.value for cell in sheet[5]][:3] == ["Unit", "Singkatan", "Butir"]
    last = [cell.value for cell in sheet[sheet.max_row]]
    assert (last[0], last[2]) == ("Semua unit", recap.whole.total)
    assert last[11] == pytest.approx(recap.whole.share)


def test_every_sheet_is_ready_to_print() -> None:
    book = opened(workbook(a_recap(), [a_task(target=1.0)] * 30, [evidence("SK.pdf")] * 3, [a_change("", "")]))
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0  # as many pages down as it takes, one across
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert "Kabupaten Contoh" in sheet.oddHeader.left.text
        assert "21 November 2026" in sheet.oddFooter.left.text
    assert book["Butir"].auto_filter.ref == "A1:L31"
    assert book["Angka"].auto_filter.ref == "A1:J31"


def test_an_ampersand_in_a_name_is_no_code_of_the_header() -> None:
    recap = a_recap(title="Zona & Integritas &D")
    sheet = opened(workbook(recap, [], [], []))["Butir"]
    assert "Zona && Integritas &&D" in (sheet.oddHeader.right.text or "")


@pytest.mark.parametrize("text", INJECTIONS)
def test_what_looks_like_a_formula_stays_text(text: str) -> None:
    task = a_task(title=text, unit=text, note=text, target=1.0, obstacle=text)
    recap = a_recap(2, [text, "Tata Laksana"], title=text)
    book = opened(workbook(recap, [task], [evidence(text)], [a_change(text, text)]))
    for sheet in book:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert book["Butir"]["D2"].value.strip() == text.strip()
    assert book["Butir"]["D2"].data_type == "s"


def undone(text: str | None) -> str | None:
    """Without Excel's escapes, which openpyxl undoes in the texts that cells share, and leaves in the others."""
    return text.replace("x005F_", "") or None if text else None


@settings(max_examples=40)
@example("_x0041_", "<r></r>")
@example("_x0041_" * 40, "<b>&" * 80)
@example("\ud800\x00\x0b", " \t\r\n ")
@given(st.text(), st.text())
def test_every_text_comes_back(title: str, note: str) -> None:
    sheet = opened(workbook(a_recap(1), [a_task(title=title, note=note)], [], []))["Butir"]
    found = [undone(sheet[cell].value) for cell in ("D2", "H2")]
    assert found == [undone(cell_text(title)), undone(cell_text(note))]


def test_no_other_file_is_packed_quickly_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    close = xlsxwriter.Workbook.close

    def give_up(book: xlsxwriter.Workbook) -> None:
        close(book)
        raise OSError("disk full")

    workbook(a_recap(2), [a_task()], [], [])
    assert xlsxwriter.workbook.ZipFile is ZipFile
    monkeypatch.setattr(xlsxwriter.Workbook, "close", give_up)
    with pytest.raises(OSError, match="disk full"):
        workbook(a_recap(2), [a_task()], [], [])
    assert xlsxwriter.workbook.ZipFile is ZipFile


@given(st.text())
def test_cleaning_keeps_what_is_legible(text: str) -> None:
    clean = cell_text(text)
    assert cell_text(clean) == clean
    if text.isprintable() and not text.startswith("<r>"):
        assert clean == text


def test_a_text_too_long_for_a_cell_is_cut_where_excel_would_count() -> None:
    assert len(cell_text("a" * 40_000)) == CELL_LIMIT
    cut = cell_text("🚀" * 40_000)
    assert len(cut.encode("utf-16-le")) // 2 == CELL_LIMIT - 1
    sheet = opened(workbook(a_recap(1), [a_task(note="a" * 40_000)], [], []))["Butir"]
    assert len(sheet["H2"].value) == CELL_LIMIT


def test_the_headings_are_as_many_as_the_values() -> None:
    book = opened(workbook(a_recap(), [], [], []))
    assert book["Butir"].max_column == len(TASKS)
    assert book["Angka"].max_column == len(NUMBERS)
