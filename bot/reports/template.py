"""Workbooks to fill in: headings, an example row, lists to choose from, and a sheet that explains."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from bot.reports.cleaning import cell_text
from bot.reports.grid import EXAMPLE, MOST_ROWS


@dataclass(frozen=True, slots=True)
class Field:
    """A column to fill in: its width in characters, an example, what to write, and what to choose from, if so."""

    heading: str
    width: float
    example: str
    help: str
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """A sheet to look things up in. Its first column is what the field of that heading may hold."""

    heading: str
    title: str
    rows: Sequence[tuple[str, str]]


def template(name: str, fields: Sequence[Field], directory: Directory | None = None) -> bytes:
    """Return a workbook with the sheet to fill in, perhaps a directory, and the sheet Petunjuk."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    heading = book.add_format({"bold": True, "bg_color": "#0b4f8a", "font_color": "#ffffff", "border": 1})
    _sheet_to_fill(book, name, fields, heading)
    if directory:
        _directory(book, book.get_worksheet_by_name(name), fields, directory, heading)
    _instructions(book, fields, directory, heading)
    book.close()
    return out.getvalue()


def _sheet_to_fill(book: Any, name: str, fields: Sequence[Field], heading: Any) -> None:
    sheet = book.add_worksheet(name)
    # As text, "0012" keeps its noughts and "=..." stays what was typed.
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    example = book.add_format({"italic": True, "font_color": "#7a7a7a", "num_format": "@", "text_wrap": True})
    for column, field in enumerate(fields):
        sheet.set_column(column, column, field.width, text)
        sheet.write_string(0, column, field.heading, heading)
        sheet.write_string(1, column, cell_text(field.example), example)
        if field.choices:
            _choose(sheet, column, list(field.choices))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _choose(sheet: Any, column: int, source: list[str] | str) -> None:
    # Only a warning: what is typed otherwise is read too, or named as a fault together with all others.
    rule = {"validate": "list", "source": source, "error_type": "warning", "error_title": "Tidak ada di daftar"}
    sheet.data_validation(1, column, MOST_ROWS, column, rule)


def _directory(book: Any, filled: Any, fields: Sequence[Field], directory: Directory, heading: Any) -> None:
    sheet = book.add_worksheet(directory.heading)
    for column, (words, width) in enumerate(((directory.heading, 34), (directory.title, 70))):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, words, heading)
    for row, cells in enumerate(directory.rows, 1):
        for column, words in enumerate(cells):
            sheet.write_string(row, column, cell_text(words))
    sheet.freeze_panes(1, 0)
    place = next(number for number, field in enumerate(fields) if field.heading == directory.heading)
    if directory.rows:
        _choose(filled, place, f"={directory.heading}!$A$2:$A${len(directory.rows) + 1}")


def _instructions(book: Any, fields: Sequence[Field], directory: Directory | None, heading: Any) -> None:
    sheet = book.add_worksheet("Petunjuk")
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "valign": "top"})
    sheet.set_column(0, 0, 22, bold)
    sheet.set_column(1, 1, 90, wrap)
    for column, words in enumerate(("Kolom", "Cara mengisi")):
        sheet.write_string(0, column, words, heading)
    lines = [(field.heading, _explained(field)) for field in fields]
    lines += [
        ("Baris contoh", f"Baris yang diawali “{EXAMPLE}” tidak dibaca; boleh dibiarkan, ditimpa, atau dihapus."),
        ("Banyaknya", f"Paling banyak {MOST_ROWS:,} baris. Baris kosong tidak apa-apa.".replace(",", ".")),
        ("Urutan kolom", "Boleh diubah; kolom lain boleh ditambahkan dan tidak dibaca. Judul kolom jangan dihapus."),
        ("Setelah selesai", "Simpan sebagai Excel (.xlsx) tanpa kata sandi, lalu kirim berkasnya ke bot."),
    ]
    if directory:
        lines.append((f"Lembar {directory.heading}", f"Daftar yang boleh dipakai di kolom {directory.heading}."))
    for row, (name, words) in enumerate(lines, 1):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, cell_text(words), wrap)


def _explained(field: Field) -> str:
    return f"{field.help} Pilihan: {', '.join(field.choices)}." if field.choices else field.help
