"""Units from Excel: every fault by its row, and nothing that people send makes it fall over."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.reports.cleaning import legible, one_line
from bot.reports.grid import MOST_BYTES, MOST_ROWS
from bot.reports.unit_sheet import (
    CODE_LIMIT,
    HEADINGS,
    KINDS,
    NAME_LIMIT,
    SHORT_NAME_LIMIT,
    UnitDraft,
    UnitSheet,
    read_units,
    slug,
    unit_template,
)
from tests.bot.reports.samples import filled, opened

TITLES = list(HEADINGS)
CELLS = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8"), max_size=40).map(legible),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(["=1+1", "#REF!", "opd", "WIB", "disdik", "contoh: x", "_x000D_"]),
)


def read(*rows: list[Any], **how: Any) -> UnitSheet:
    return read_units(filled([TITLES, *rows]), **how)


def where(sheet: UnitSheet) -> list[tuple[int, str]]:
    return [(fault.row, fault.column) for fault in sheet.faults]


def test_a_full_row_becomes_a_unit() -> None:
    sheet = read(["DisDik", "Dinas Pendidikan", "Disdik", "OPD", "wita", None])
    assert sheet == UnitSheet((UnitDraft(2, "disdik", "Dinas Pendidikan", "Disdik", "opd", "WITA"),), ())


def test_what_may_be_left_out_is_filled_in() -> None:
    sheet = read(["", "Dinas Pekerjaan Umum dan Penataan Ruang", "", "opd", "", ""], zone="WIT")
    unit = sheet.rows[0]
    assert (unit.code, unit.short_name, unit.zone) == ("dinas-pekerjaan-umum-dan", "Dinas Pekerjaan Umum dan", "WIT")


def test_derived_codes_give_way_to_written_ones() -> None:
    sheet = read(["", "Bagian Umum", "", "bagian"], ["", "Bagian Umum", "", "bagian"], ["bagian-umum", "X", "", "opd"])
    assert [unit.code for unit in sheet.rows] == ["bagian-umum-2", "bagian-umum-3", "bagian-umum"]


def test_headings_are_found_however_they_are_written() -> None:
    rows: list[list[Any]] = [
        ["Daftar unit kami"],
        [],
        ["No", "TIPE", " nama  UNIT:", "Ketua"],
        [1, "Rumah Sakit", "RSUD", "dr."],
    ]
    sheet = read_units(filled(rows))
    assert sheet.faults == ()
    assert (sheet.rows[0].row, sheet.rows[0].kind, sheet.rows[0].name) == (4, "rumah-sakit", "RSUD")


def test_another_sheet_than_the_first_is_found() -> None:
    book = opened(filled([TITLES, ["", "Camat", "", "kecamatan"]]))
    book.create_sheet("Sampul", 0).append(["Kabupaten"])
    out = BytesIO()
    book.save(out)
    assert [unit.name for unit in read_units(out.getvalue()).rows] == ["Camat"]


def test_numbers_and_blank_rows_are_taken_as_they_come() -> None:
    sheet = read([101, 12, 12.0, "sekolah"], [], [None, "  "], [102, "SD 2", None, "sekolah"])
    assert [(unit.row, unit.code, unit.name) for unit in sheet.rows] == [(2, "101", "12"), (5, "102", "SD 2")]
    assert sheet.faults == ()


def test_every_fault_is_listed_by_its_row() -> None:
    sheet = read(
        ["a", "", "A", "opd"],
        ["b", "Unit B", "B", "dinas besar", "WIBB"],
        ["b", "Unit C", "", "opd", "", "entah"],
        ["kode salah!", "Unit D" * 30, "D" * 31, ""],
        ["e", "Unit E", "E", "opd"],
    )
    assert where(sheet) == [
        (2, "Nama"),
        (3, "Jenis"),
        (3, "Zona waktu"),
        (4, "Kode"),
        (4, "Induk"),
        (5, "Nama"),
        (5, "Singkatan"),
        (5, "Kode"),
        (5, "Jenis"),
    ]
    assert [unit.code for unit in sheet.rows] == ["e"]


def test_a_parent_is_found_by_code_or_name_here_or_among_the_known() -> None:
    sheet = read(
        ["pkm-1", "Puskesmas Satu", "", "puskesmas", "", "dinas KESEHATAN"],
        ["dinkes", "Dinas Kesehatan", "Dinkes", "opd", "", ""],
        ["pkm-2", "Puskesmas Dua", "", "puskesmas", "", "Dinkes"],
        ["x", "X", "", "uptd", "", "Setda"],
        known=["setda"],
    )
    assert [unit.parent for unit in sheet.rows] == ["dinkes", None, "dinkes", "setda"]


def test_nobody_is_above_themselves() -> None:
    sheet = read(["a", "A", "", "opd", "", "b"], ["b", "B", "", "opd", "", "a"], ["c", "C", "", "opd", "", "a"])
    assert where(sheet) == [(2, "Induk"), (3, "Induk")]


def test_a_formula_that_failed_is_a_fault() -> None:
    assert (2, "Nama") in where(read(["a", "#REF!", "A", "opd"]))


def test_formulas_are_read_as_what_they_last_showed() -> None:
    # A workbook that no spreadsheet program has opened holds no result.
    assert where(read(["a", "=1+1", "A", "opd"])) == [(2, "Nama")]


@pytest.mark.parametrize("content", [b"", b"nama;jenis\nx;opd", b"PK\x03\x04rusak", b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_workbook_is_one_fault(content: bytes) -> None:
    sheet = read_units(content)
    assert where(sheet) == [(0, "")]
    assert ".xlsx" in sheet.faults[0].message


def test_a_damaged_workbook_is_one_fault() -> None:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(unit_template())) as whole, zipfile.ZipFile(out, "w") as half:
        for name in whole.namelist():
            half.writestr(name, whole.read(name)[: -(-len(whole.read(name)) // 2)])
    assert where(read_units(out.getvalue())) == [(0, "")]


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (MOST_BYTES + 1))
    monkeypatch.setattr("openpyxl.load_workbook", lambda *_, **__: pytest.fail("unpacked"))
    sheet = read_units(out.getvalue())
    assert where(sheet) == [(0, "")]
    assert "terlalu besar" in sheet.faults[0].message


def test_a_sheet_that_claims_to_be_endless_is_read_as_far_as_it_goes() -> None:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(filled([TITLES, ["a", "A", "", "opd"]]))) as plain, zipfile.ZipFile(out, "w") as odd:
        for name in plain.namelist():
            odd.writestr(name, plain.read(name).replace(b'ref="A1:F2"', b'ref="A1:XFD1048576"'))
    assert [unit.code for unit in read_units(out.getvalue()).rows] == ["a"]


def test_headings_that_are_missing_are_named() -> None:
    sheet = read_units(filled([["Kode", "Alamat"], ["a", "b"]]))
    assert where(sheet) == [(0, "")]
    assert "Nama" in sheet.faults[0].message


def test_too_many_rows_are_one_more_fault() -> None:
    rows = [[f"u{number}", f"Unit {number}", "", "opd"] for number in range(MOST_ROWS + 1)]
    sheet = read(*rows)
    assert where(sheet) == [(0, "")]
    assert len(sheet.rows) == MOST_ROWS


def test_the_template_as_it_is_holds_no_unit_yet() -> None:
    sheet = read_units(unit_template())
    assert sheet.rows == ()
    assert "Belum ada unit" in sheet.faults[0].message


def test_the_template_offers_kinds_and_zones_and_explains_itself() -> None:
    book = opened(unit_template("WITA"))
    assert book.sheetnames == ["Unit", "Petunjuk"]
    offered = [rule.formula1 for rule in book["Unit"].data_validations.dataValidation]
    assert offered == [f'"{",".join(KINDS)}"', '"WIB,WITA,WIT"']
    assert book["Unit"]["E2"].value == "WITA"
    assert {row[0].value for row in book["Petunjuk"].iter_rows()} >= set(HEADINGS)


def test_the_filled_in_template_is_read() -> None:
    book = opened(unit_template())
    book["Unit"].append(["", "Dinas Sosial", "Dinsos", "opd", "WIB", ""])
    out = BytesIO()
    book.save(out)
    assert [(unit.row, unit.code) for unit in read_units(out.getvalue()).rows] == [(3, "dinsos")]


@settings(max_examples=80)
@given(st.lists(st.lists(CELLS, max_size=8), max_size=8))
def test_whatever_stands_in_the_cells_it_is_a_unit_or_a_fault(rows: list[list[Any]]) -> None:
    sheet = read(*rows)
    assert {unit.row for unit in sheet.rows}.isdisjoint(fault.row for fault in sheet.faults)
    for unit in sheet.rows:
        assert 0 < len(unit.code) <= CODE_LIMIT
        assert 0 < len(unit.name) <= NAME_LIMIT
        assert 0 < len(unit.short_name) <= SHORT_NAME_LIMIT
        assert unit.kind in KINDS
    codes = [unit.code for unit in sheet.rows]
    assert len(codes) == len(set(codes))


@settings(max_examples=40)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=5))
def test_whatever_stands_in_place_of_headings_is_a_fault_or_read(rows: list[list[Any]]) -> None:
    sheet = read_units(filled(rows))
    assert sheet.rows or sheet.faults


@settings(max_examples=40)
@example("=1+1")
@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="_"), min_size=1))
def test_every_name_comes_back(name: str) -> None:
    book = opened(filled([TITLES, ["a", "x", "A", "opd"]]))
    cell = book["Unit"]["B2"]
    cell.value = name
    cell.data_type = "s"  # what begins with = is text here, as Excel keeps it in a column of text
    out = BytesIO()
    book.save(out)
    sheet = read_units(out.getvalue())
    assert [unit.name for unit in sheet.rows] == [one_line(name)]


@given(st.binary(max_size=300))
def test_whatever_bytes_come_they_are_one_fault(content: bytes) -> None:
    assert len(read_units(content).faults) == 1


@given(st.text())
def test_a_slug_is_a_code_or_nothing(name: str) -> None:
    code = slug(name)
    assert len(code) <= CODE_LIMIT
    assert all(sign in "abcdefghijklmnopqrstuvwxyz0123456789-" for sign in code)
